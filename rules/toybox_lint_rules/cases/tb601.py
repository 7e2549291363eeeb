"""Further examples of TB601."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {$DOMAIN} {
        	tls {$MAIL}
        	respond hello
        }
        --- told/Caddyfile
        {
        	email you@example.com
        }
        {$DOMAIN} {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            environment: [DOMAIN, MAIL]
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
          «told»:
            image: caddy:2
            environment: [DOMAIN]
            ports: ["192.0.2.1:80:80", "192.0.2.1:443:443"]
            volumes:
              - ./told/Caddyfile:/etc/caddy/Caddyfile
        volumes:
          caddy_data:
        """,
        title="A name in a variable, and a mailbox for the authority",
        message="the certificate of {$DOMAIN}",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: [DOMAIN, MAIL]
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - caddy_data:/data
          told:
            image: caddy:2
            environment: [DOMAIN]
            ports: ["192.0.2.1:80:80", "192.0.2.1:443:443"]
            volumes:
              - ./told/Caddyfile:/etc/caddy/Caddyfile
              - caddy_data:/data
        volumes:
          caddy_data:
        """,
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - certificates:/root/.caddy
        volumes:
          certificates:
        """,
        title="Where Caddy 1 kept them",
        message="nothing is mounted at /data",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - certificates:/data
        volumes:
          certificates:
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	storage file_system {
        		root /var/lib/certificates
        	}
        }
        shop.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - data:/data
        volumes:
          data:
        """,
        title="The option `storage` names a folder of the container, the volume is at `/data`",
        message="nothing is mounted at /var/lib/certificates",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - data:/data
              - caddy_data:/var/lib/certificates
        volumes:
          data:
          caddy_data:
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {$DOMAIN} {
        	respond hello
        }
        --- inner/Caddyfile
        {
        	email {$MAIL}
        }
        {$DOMAIN} {
        	tls internal
        	respond hello
        }
        {$SCHEME}.example {
        	respond hello
        }
        --- staged/Caddyfile
        {
        	email {$MAIL}
        	acme_ca {$CA}
        }
        {$DOMAIN} {
        	respond hello
        }
        --- behind/Caddyfile
        {
        	email {$MAIL}
        }
        {$DOMAIN} {
        	respond hello
        }
        --- off/Caddyfile
        {
        	email {$MAIL}
        	auto_https disable_certs
        }
        {$DOMAIN} {
        	respond hello
        }
        --- own/Caddyfile
        {$DOMAIN} {
        	tls {$MAIL} {
        		ca https://ca.internal/acme/acme/directory
        	}
        	respond hello
        }
        --- compose.yaml
        x-caddy: &caddy
          image: caddy:2
          environment: [DOMAIN, MAIL, SCHEME, CA]
          ports: ["443:443"]
        services:
          caddy: {<<: *caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {<<: *caddy, ports: ["8443:443"], volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
          local: {<<: *caddy, ports: ["192.0.2.2:443:443"], volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
          staged: {<<: *caddy, ports: ["192.0.2.1:443:443"], volumes: ["./staged/Caddyfile:/etc/caddy/Caddyfile"]}
          off: {<<: *caddy, ports: ["192.0.2.3:443:443"], volumes: ["./off/Caddyfile:/etc/caddy/Caddyfile"]}
          own: {<<: *caddy, ports: ["192.0.2.4:443:443"], volumes: ["./own/Caddyfile:/etc/caddy/Caddyfile"]}
          behind: {<<: *caddy, ports: ["8444:443"], volumes: ["./behind/Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A variable that may hold any address",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "data:/data"]
          reload:
            image: caddy:2
            network_mode: service:caddy
            command: caddy reload --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: nginx}
        volumes: {data: }
        """,
        title="A service that tells another Caddy to read its file anew",
    ),
    Example(
        """
        --- Caddyfile
        {
        	email admin@example.com
        }
        {$SITE} {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            environment: ["SITE=${SITE:-http://localhost}"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="Unless it is told otherwise, it serves plain HTTP",
    ),
)
