"""Further examples of TB602."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        «{$SITE_ADDRESS}» {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {SITE_ADDRESS: "${SITE_ADDRESS:-:8080}"}
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The default of the variable that the address is",
        severity=Severity.WARNING,
        message="what caddy publishes leads to 443 and 80, unless SITE_ADDRESS is set otherwise",
    ),
    Example(
        """
        --- Caddyfile
        «{$DOMAIN}» {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {DOMAIN: "${DOMAIN:-localhost}"}
            ports: ["443:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="A name by default, behind the port that redirects",
        severity=Severity.WARNING,
        message="caddy does not publish port 443, unless DOMAIN is set otherwise",
    ),
    Example(
        """
        --- Caddyfile
        «example.com:8443» {
        	tls internal
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["8443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="A port of the host of that number, which leads to another one",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["8443:8443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        «localhost:8080» {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["8080:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="The port of the machine in the address, another one inside",
        message="Caddy serves localhost on 8080, and caddy does not publish port 8080",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["8080:8080"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        «admin.example.com:8443» {
        	reverse_proxy web:8001
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web}
        """,
        title="A site with a port of its own",
        message="does not publish port 8443",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443", "8443:8443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «shop.example.com:8443» {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports:
              - target: 80
                published: "80"
                mode: host
              - published: "443"
                target: 443
                mode: host
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - data:/data
        volumes: {data: {}}
        """,
        title="In the long form, where the others have it",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports:
              - target: 80
                published: "80"
                mode: host
              - published: "443"
                target: 443
                mode: host
              - published: "8443"
                target: 8443
                mode: host
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - data:/data
        volumes: {data: {}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «app.localhost» {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="On the developer's machine, too",
        message="redirects to 443",
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «example.com» {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: [".:/etc/caddy", "data:/data"]}
          web: {image: example/web, expose: [8000]}
        volumes: {data: {}}
        """,
        title="Nothing is published",
        message="publishes no port",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: [".:/etc/caddy", "data:/data"], ports: ["80:80", "443:443"]}
          web: {image: example/web, expose: [8000]}
        volumes: {data: {}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «{$DOMAIN}» {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: [DOMAIN]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
          web: {image: example/web, expose: [8000]}
        volumes: {caddy_data: {}}
        """,
        title="Nothing is published, and the name is in a variable",
        message="publishes no port",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: [DOMAIN]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
            ports:
              - "80:80"
              - "443:443"
          web: {image: example/web, expose: [8000]}
        volumes: {caddy_data: {}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	http_port 8080
        	https_port 8443
        }
        «example.com» {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443", "443:443/udp", "9000:9000/udp"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The port of HTTP/3 goes along",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:8080", "443:8443", "443:8443/udp", "9000:9000/udp"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {$SITE_ADDRESS} {
        	respond hello
        }
        --- both/Caddyfile
        {$SITE_ADDRESS} {
        	respond hello
        }
        --- bad/Caddyfile
        {$SITE_ADDRESS} {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {SITE_ADDRESS: "${SITE_ADDRESS:-:80}"}
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          both:
            image: caddy:2
            environment: {SITE_ADDRESS: "${SITE_ADDRESS:-localhost}"}
            ports: ["8080:80", "8443:443"]
            volumes: ["./both/Caddyfile:/etc/caddy/Caddyfile"]
          bad:
            image: caddy:2
            environment: {SITE_ADDRESS: "${SITE_ADDRESS:-:99999}"}
            ports: ["8081:80"]
            volumes: ["./bad/Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="By their defaults they are reached, or refused",
    ),
    Example(
        """
        --- Caddyfile
        {$TAILNET_HOST} {
        	bind tailscale/{$TAILNET_NODE}
        	reverse_proxy charts:3000
        }
        --- Dockerfile
        FROM caddy:2.11-builder AS builder
        RUN xcaddy build --with github.com/tailscale/caddy-tailscale
        FROM caddy:2.11
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        COPY Caddyfile /etc/caddy/Caddyfile
        --- compose.yaml
        services:
          caddy:
            build: .
            environment: [TAILNET_HOST, TAILNET_NODE]
            volumes: ["caddy_data:/data"]
          charts: {image: grafana/grafana}
        volumes: {caddy_data: {}}
        """,
        title="A name that only the variables know, on the network of a plugin",
    ),
    Example(
        """
        --- Caddyfile
        {
        	default_bind tailscale/charts
        }
        {$TAILNET_HOST} {
        	reverse_proxy charts:3000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: [TAILNET_HOST]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "caddy_data:/data"]
          charts: {image: grafana/grafana}
        volumes: {caddy_data: {}}
        """,
        title="Bound by the option for all sites",
    ),
    Example(
        """
        --- Caddyfile
        {$SITE} {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            env_file: secrets.env
            ports: ["80:80"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web}
        """,
        title="The site's address is not known",
    ),
    Example(
        """
        --- Caddyfile
        example.com, http://example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="The same name in plain HTTP as well",
    ),
    Example(
        """
        --- Caddyfile
        http://app.example.com:8080 {
        	bind tailscale/app
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: example/caddy-tailscale, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Bound to a network that a plugin brings",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        http://api.example.com:8080 {
        	reverse_proxy web:8001
        }
        :2020 {
        	metrics
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            expose: [8080]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web}
        """,
        title="Ports for other containers",
    ),
)
