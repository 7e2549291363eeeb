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
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment:
              - CADDY_INGRESS_NETWORKS=«caddy»
            networks:
              - caddy
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
          whoami:
            image: traefik/whoami
            networks:
              - caddy
            labels:
              caddy: example.com
              caddy.reverse_proxy: "{{upstreams 80}}"
        networks:
          caddy:
        """,
        title="The network on which caddy-docker-proxy looks",
        message="its own is called project_caddy",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment:
              - CADDY_INGRESS_NETWORKS=caddy
            networks:
              - caddy
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
          whoami:
            image: traefik/whoami
            networks:
              - caddy
            labels:
              caddy: example.com
              caddy.reverse_proxy: "{{upstreams 80}}"
        networks:
          caddy:
            name: caddy
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment: {CADDY_INGRESS_NETWORKS: «edge»}
            networks: [edge]
        networks: {edge: {name: outer}}
        """,
        title="One that has another name already, which stays",
        severity=Severity.WARNING,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          named:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment: {CADDY_INGRESS_NETWORKS: "caddy, project_inner, other"}
            networks: [caddy, inner]
          outer:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment: {CADDY_INGRESS_NETWORKS: outer}
            networks: [outer]
          away:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment: {CADDY_INGRESS_NETWORKS: inner}
            networks: [caddy]
          passed:
            image: lucaslorentz/caddy-docker-proxy:ci-alpine
            environment: [CADDY_INGRESS_NETWORKS]
          plain: {image: example/caddy, environment: {CADDY_INGRESS_NETWORKS: inner}, networks: [inner]}
        networks: {caddy: {name: caddy}, inner: {}, outer: {external: true}}
        """,
        title="Looked for under the name that it has",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [back], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          back: {external: true}
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- shop/compose.yaml
        services:
          web: {image: example/web, networks: [back]}
        networks:
          back: {name: "${NETWORK}"}
        """,
        title="The owner's name for it is a variable that nobody gave",
    ),
)
