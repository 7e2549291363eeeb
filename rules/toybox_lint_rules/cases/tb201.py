"""Further examples of TB201."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	reverse_proxy «api:8000»
        }
        chat.example.com {
        	reverse_proxy chat:8080
        }
        --- caddy/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- api/compose.yaml
        services:
          api: {image: example/api, command: gunicorn app:app -b 0.0.0.0:8000}
        --- chat/compose.yaml
        services:
          chat: {image: example/chat, expose: [8080], networks: [front]}
        """,
        title="A project that Compose refuses says nothing of what runs in others",
        message="no network in common",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web.internal:8000»
        	reverse_proxy /admin/* «admin:8001»
        }
        --- compose.yaml
        name: ${COMPOSE_PROJECT_NAME:-shop}
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [default]}
          web:
            image: example/web
            expose: [8000]
            networks:
              apps:
              shops: {aliases: [web.internal]}
          admin: {image: example/admin, expose: [8001], networks: [edge]}
        networks:
          edge:
          apps:
          shops:
        """,
        title="Several networks of a project whose name a variable decides",
        unsafe=True,
        fixed="""
        --- compose.yaml
        name: ${COMPOSE_PROJECT_NAME:-shop}
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [default, shops, edge]}
          web:
            image: example/web
            expose: [8000]
            networks:
              apps:
              shops: {aliases: [web.internal]}
          admin: {image: example/admin, expose: [8001], networks: [edge]}
        networks:
          edge:
          apps:
          shops:
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «shop.internal:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            image: example/web
            expose: [8000]
            networks:
              apps:
              shops: {aliases: [shop.internal]}
        networks: {edge: , apps: , shops: }
        """,
        title="On one of its networks alone it has the name",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge, shops], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            image: example/web
            expose: [8000]
            networks:
              apps:
              shops: {aliases: [shop.internal]}
        networks: {edge: , apps: , shops: }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        	reverse_proxy /api/* «web:8000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
        --- backend/compose.yaml
        services:
          web:
            image: example/web
        """,
        title="Two projects",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
            networks:
              - default
              - backend_default
        networks:
          backend_default:
            external: true
        """,
    ),
    Example(
        """
        --- Caddyfile
        :80 {
        	reverse_proxy «files:80»
        }
        --- compose.yaml
        services:
          vpn: {image: tailscale/tailscale, networks: [edge]}
          caddy: {image: caddy:2, network_mode: "service:vpn", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          files: {image: filebrowser/filebrowser, networks: [inner]}
        networks: {edge: , inner: }
        """,
        title="In the network of another container",
        message="vpn is on project_edge, files is on project_inner",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          vpn: {image: tailscale/tailscale, networks: [edge, inner]}
          caddy: {image: caddy:2, network_mode: "service:vpn", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          files: {image: filebrowser/filebrowser, networks: [inner]}
        networks: {edge: , inner: }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        }
        --- compose.yaml
        x-common: &outside {image: caddy:2, networks: {edge: {aliases: [proxy]}}}
        services:
          caddy: {<<: *outside, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, networks: [inner]}
        networks: {edge: , inner: }
        """,
        title="Written elsewhere, with more than names: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy frontend:3000
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
            networks: [edge]
        networks:
          edge: {name: the_edge}
        --- backend/compose.yaml
        services:
          web:
            image: example/web
            command: gunicorn app.wsgi -b :8000
            networks: [inner]
        networks:
          inner:
        """,
        title="The name is wrong as well",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
            networks: [edge, backend_inner]
        networks:
          edge: {name: the_edge}
          backend_inner:
            external: true
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        }
        --- compose.yaml
        x-networks: &outside [edge]
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: *outside}
          web: {image: example/web, networks: [inner]}
          other: {image: example/other, networks: *outside}
        networks: {edge: , inner: }
        """,
        title="Written where it means other services, too: written out for Caddy",
        unsafe=True,
        fixed="""
        --- compose.yaml
        x-networks: &outside [edge]
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge, inner]}
          web: {image: example/web, networks: [inner]}
          other: {image: example/other, networks: *outside}
        networks: {edge: , inner: }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «pay:3000»
        	reverse_proxy /sso/* sso:5173
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          sso: {image: example/sso, expose: [5173], networks: [edge]}
        networks: {edge: }
        --- backend/compose.yaml
        services:
          pay: {image: example/pay, expose: [3000]}
          sso: {image: example/other, expose: [80]}
        """,
        title="On the network of the one service another name would become another service's",
        message="no network in common",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «panel:9000»
        }
        --- all/compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80"], volumes: ["../Caddyfile:/etc/caddy/Caddyfile"]}
          panel: {image: example/panel, expose: [9000]}
        --- proxy/compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            volumes: ["../Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The two publish one port: whoever runs the one Caddy does not run the other",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- proxy/compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80"]
            volumes: ["../Caddyfile:/etc/caddy/Caddyfile"]
            networks:
              - default
              - all_default
        networks:
          all_default:
            external: true
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [home], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          home:
        --- Caddyfile
        example.com {
        	reverse_proxy «grafana:3000»
        }
        --- metrics/compose.yaml
        services:
          grafana: {image: grafana/grafana, networks: [web]}
        networks:
          web: {external: true, name: home}
        """,
        title="They meet where the external network has its real name, which TB204 mends",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «api:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, profiles: [on], volumes: [".:/etc/caddy"]}
          api: {image: example/api, expose: [8000], profiles: [on], networks: [back]}
        networks:
          back:
        """,
        title="One profile starts both",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, profiles: [on], volumes: [".:/etc/caddy"], networks: [default, back]}
          api: {image: example/api, expose: [8000], profiles: [on], networks: [back]}
        networks:
          back:
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks:
          edge:
        --- apps/compose.yaml
        services:
          tool: {image: example/tool}
        networks:
          web_net: {name: web_net}
        --- apps/web/compose.yaml
        services:
          web: {image: example/web, expose: [8000], networks: [web_net]}
        networks:
          web_net: {external: true}
        """,
        title="Nobody creates the network (TB207): there is nothing to join",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- edge/Caddyfile
        example.com {
        	reverse_proxy «shop:8000»
        	reverse_proxy /api/* «api:8000»
        }
        --- edge/compose.yaml
        services:
          caddy: {image: caddy:2, networks: [proxy], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks: {proxy: {name: proxy}}
        --- shop/compose.yaml
        services:
          shop: {image: example/shop, expose: [8000]}
          api: {image: example/api, expose: [8000], container_name: api, networks: [default]}
        networks: {proxy: {external: true}}
        """,
        title="The service has not joined the network that its project declares for that",
        unsafe=True,
        fixed="""
        --- shop/compose.yaml
        services:
          shop: {image: example/shop, expose: [8000], networks: [default, proxy]}
          api: {image: example/api, expose: [8000], container_name: api, networks: [default, proxy]}
        networks: {proxy: {external: true}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [front], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], networks: [back]}
        networks:
          front:
          back: {internal: true}
        """,
        title="It is on a closed network alone: it comes out, Caddy does not go in",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [front], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000], networks: [back, front]}
        networks:
          front:
          back: {internal: true}
        """,
    ),
    Example(
        """
        --- Caddyfile
        grafana.example.com {
        	reverse_proxy «grafana:3000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            profiles: [tls]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [edge]
          grafana:
            image: grafana/grafana
            profiles: [monitoring]
            networks: [inner]
        networks: {edge: {}, inner: {}}
        """,
        title="Of a profile that is off, and out of reach with it as well",
        message="grafana is on project_inner",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            profiles: [tls]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [edge, inner]
          grafana:
            image: grafana/grafana
            profiles: [monitoring]
            networks: [inner]
        networks: {edge: {}, inner: {}}
        """,
    ),
    Example(
        """
        --- caddy/compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [proxy]
        networks:
          proxy: {name: "${NET:-proxy}"}
        --- caddy/Caddyfile
        example.com {
        	reverse_proxy «app:8000»
        }
        --- app/compose.yaml
        services:
          app: {image: example/app, expose: [8000]}
          web: {image: example/web, networks: [proxy]}
        networks:
          proxy: {external: true, name: "${NET:-proxy}"}
        """,
        title="A network that two projects name by one variable",
        fixed="""
        --- caddy/compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [proxy, app_default]
        networks:
          proxy: {name: "${NET:-proxy}"}
          app_default:
            external: true
        """,
        unsafe=True,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	reverse_proxy api:8000
        }
        --- compose.yaml
        services:
          caddy: {extends: {service: caddy, file: caddy/compose.yaml}}
          api: {extends: {service: api, file: api/compose.yaml}}
        --- caddy/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- api/compose.yaml
        services:
          api: {image: example/api, command: gunicorn app:app -b 0.0.0.0:8000}
        """,
        title="The files that a project extends are parts of it, and no projects beside it",
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	reverse_proxy api:8000
        }
        --- caddy/compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, command: gunicorn app:app -b 0.0.0.0:8000}
        --- caddy/tests/compose.yaml
        services:
          caddy: {extends: {service: caddy, file: ../compose.yaml}}
          api: {extends: {service: api, file: ../compose.yaml}}
        """,
        title="A project that another one inside its folder extends stays one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	reverse_proxy /old/* wbe:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
            networks: [edge]
        networks: {edge: {name: edge}}
        --- backend/compose.yaml
        services:
          web: {image: example/web, expose: [8000], networks: [apps]}
        networks:
          apps: {external: true, name: "${APPS_NETWORK:-edge}"}
        """,
        title="It may be the same network on the other side, too",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy frontend:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="They share one: the name alone is wrong",
    ),
    Example(
        """
        --- caddy/compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            networks: [proxy]
        networks:
          proxy: {name: "${NET:-proxy}"}
        --- caddy/Caddyfile
        example.com {
        	reverse_proxy app:8000
        	reverse_proxy /other/* other:8000
        }
        --- app/compose.yaml
        services:
          app: {image: example/app, expose: [8000], networks: [proxy]}
        networks:
          proxy: {external: true, name: "${NET:-proxy}"}
        --- other/compose.yaml
        services:
          other: {image: example/app, expose: [8000], networks: [web]}
        networks:
          web: {external: true, name: "${NETWORK:-web}"}
        """,
        title="Networks that may be one, by several variables",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:80
        }
        b.example.com {
        	reverse_proxy shop:80
        }
        --- compose.yaml
        name: edge
        services:
          caddy: {image: caddy:2, networks: [default, shop], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        networks: {shop: {name: store_default, external: true}}
        --- up.sh
        docker compose up -d
        docker network connect edge_default app-web-1 --alias web
        --- Makefile
        shop:
        	cd shop && docker compose -p store up -d
        --- app/compose.yaml
        name: app
        services:
          web: {image: nginx}
        --- shop/compose.yaml
        services:
          shop: {image: nginx}
        """,
        title="A script connects the container, and a project that is started under another name",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        name: app
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx, networks: [inner]}
        networks: {edge: {name: edge}, inner: }
        --- up.sh
        docker compose up -d
        docker network connect \\
          edge \\
          app-web-1
        """,
        title="A script connects the container, in several lines",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        name: app
        services:
          caddy: {image: caddy:2, networks: [edge], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx, networks: [inner]}
        networks: {edge: {name: edge}, inner: }
        --- .github/workflows/deploy.yml
        jobs:
          deploy:
            steps:
              - run: docker compose up -d && docker network connect edge app-web-1
        """,
        title="A workflow connects the container",
    ),
)
