"""Further examples of TB204."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [apps], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          «apps»: {external: true, name: shop_backends}
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- shop/compose.yaml
        services:
          web: {image: example/web, networks: [backend, front]}
        networks:
          backend:
          front:
        """,
        title="Misspelt behind the name of the project, which alone creates networks of such names",
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [apps], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          apps: {external: true, name: shop_backend}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          «proxy»: {external: true}
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- web/compose.yaml
        services:
          web: {image: example/web, expose: [8000], networks: [proxy]}
        networks:
          «proxy»: {external: true}
        --- metrics/compose.yaml
        services:
          grafana: {image: grafana/grafana, networks: [proxy]}
        networks:
          proxy:
        """,
        title="Somebody may have made it by hand: what is dialled is elsewhere",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          proxy: {external: true, name: metrics_proxy}
        --- web/compose.yaml
        services:
          web: {image: example/web, expose: [8000], networks: [proxy]}
        networks:
          proxy: {external: true, name: metrics_proxy}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, container_name: caddy, volumes: ["./proxy/Caddyfile:/etc/caddy/Caddyfile"]}
          panel: {image: example/panel, expose: [9000]}
        networks:
          default:
          home:
        --- proxy/Caddyfile
        example.com {
        	reverse_proxy panel:9000
        }
        --- proxy/compose.yaml
        services:
          caddy:
            image: caddy:2
            container_name: caddy
            networks: [home]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        networks:
          «home»: {external: true}
        """,
        title="Two Caddies of one name: the projects are alternatives",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- proxy/compose.yaml
        services:
          caddy:
            image: caddy:2
            container_name: caddy
            networks: [home]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        networks:
          home: {external: true, name: project_home}
        """,
    ),
)

GOOD: tuple[Example, ...] = ()
