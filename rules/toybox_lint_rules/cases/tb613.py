"""Further examples of TB613."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        «https://192.168.0.10» {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="An address that is not the container's",
        message="say no name",
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		ask «http://localhost:8000/allowed»
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="Nobody is where Caddy asks",
        message="nobody gives leave for a certificate",
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		permission http «https://web:8000/allowed»
        	}
        }
        https:// {
        	tls {
        		issuer internal
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="Asked in HTTPS where HTTP is spoken",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		ask http://nobody:1/allowed
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], colour: red}
        """,
        title="Nothing starts",
    ),
    Example(
        """
        --- Caddyfile
        {
        	default_sni 192.168.0.10
        }
        https://192.168.0.10, http://192.168.0.10:8080 {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["443:443", "8080:8080"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="An address that is shown to those who say no name",
    ),
    Example(
        """
        --- compose.yaml
        services: {web: {image: nginx}}
        --- lan/Caddyfile
        https://192.168.0.10 {
        	respond hello
        }
        --- lan/compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["443:443"]
            networks: {office: {ipv4_address: 192.168.0.10}}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        networks: {office: {driver: macvlan}}
        --- vlan/Caddyfile
        https://192.168.0.11, https://127.0.0.1, https://10.0.0.3:8443 {
        	respond hello
        }
        --- vlan/compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["443:443"]
            networks: [office]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        networks: {office: {driver: macvlan}}
        --- host/Caddyfile
        https://192.168.0.12 {
        	respond hello
        }
        --- host/compose.yaml
        services:
          caddy:
            image: caddy:2
            network_mode: host
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- named/Caddyfile
        https://127.0.0.1, https://10.0.0.3:8443, nas.internal {
        	respond hello
        }
        --- named/compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="An address that Caddy itself has, one of the machine alone, and one that is not published",
    ),
    Example(
        """
        --- Caddyfile
        nas.lan {
        	tls internal
        	respond hello
        }
        http://printer.lan, db.internal, app.home.arpa {
        	respond hello
        }
        *.corp.example.com, box.lan {
        	tls {
        		ca https://ca.lan/acme/directory
        	}
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Names of a network of one's own that Caddy, or an authority there, signs for",
    ),
    Example(
        """
        --- compose.yaml
        services: {web: {image: nginx}}
        --- all/Caddyfile
        *.home.lan {
        	tls internal
        	respond hello
        }
        nas.home.lan {
        	respond hello
        }
        --- all/compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- file/Caddyfile
        nas.lan {
        	tls /certs/lan.pem /certs/lan.key
        	respond hello
        }
        box.lan {
        	respond hello
        }
        --- file/compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "/srv/certs:/certs"]
        --- demand/Caddyfile
        {
        	on_demand_tls {
        		ask http://localhost:8081
        	}
        }
        https://192.168.0.10 {
        	tls internal
        	respond hello
        }
        https:// {
        	tls internal {
        		on_demand
        	}
        	respond hello
        }
        http://:8081 {
        	respond yes
        }
        --- demand/compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A certificate of another site, of a file, and of each address that is asked for",
    ),
    Example(
        """
        --- Caddyfile
        import own/*.caddy
        nas.lan {
        	import {$TLS}
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, env_file: .env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="What is imported may say who signs, or does not load at all",
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https off
        }
        example.com {
        	tls /certs/example.pem /certs/example.key
        	reverse_proxy web:8000
        }
        www.example.com {
        	redir https://example.com{uri}
        }
        """,
        title="Files, which may hold certificates for other names, too",
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https off
        }
        example.com {
        	tls internal {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        """,
        title="Asked for with the first request",
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https disable_redirects
        }
        example.com {
        	reverse_proxy web:8000
        }
        """,
        title="Only the redirects are off",
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		ask http://web:8000/allowed
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        """,
        title="On demand, with somebody to ask",
    ),
    Example(
        """
        --- Caddyfile
        https://, shop.example.com {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        https://*.example.org {
        	tls internal {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        *.lan {
        	tls {
        		on_demand
        		get_certificate http http://certificates:8000/
        	}
        	reverse_proxy web:8000
        }
        """,
        title="On demand for a name of its own, by Caddy's authority, and from elsewhere",
    ),
    Example(
        """
        --- Caddyfile
        *.example.com {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.6", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="An old Caddy",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	tls /certs/all.pem /certs/all.key
        	reverse_proxy web:8000
        }
        :80 {
        	redir https://{host}{uri}
        }
        """,
        title="Every name, with files",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	respond 404
        }
        example.com, {$DOMAIN} {
        	reverse_proxy web:8000
        }
        """,
        title="Every other name",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	respond 404
        }
        example.com {
        	reverse_proxy web:8000
        }
        """,
        title="A name beside it",
    ),
)
