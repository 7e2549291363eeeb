"""Further examples of TB103."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «localhost:3000»
        }
        api.example.com {
        	reverse_proxy «localhost:9000»
        }
        two.example.com {
        	reverse_proxy «localhost:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: "gunicorn app.wsgi -b 0.0.0.0:8000", ports: ["127.0.0.1:3000:3000"]}
          api: {image: example/api, ports: ["127.0.0.1:9000:9000"]}
          two: {build: ., command: "gunicorn app.wsgi -b 0.0.0.0:8000 -b 0.0.0.0:8001", ports: ["127.0.0.1:4000:4000"]}
        """,
        title="What publishes the port listens on another one: where it listens, if on one alone",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        api.example.com {
        	reverse_proxy api:9000
        }
        two.example.com {
        	reverse_proxy localhost:4000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        wiki.example.com {
        	reverse_proxy «localhost:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, networks: [inside, wikis], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dns: {image: example/dns, ports: ["3000:3000"], networks: [inside]}
        networks:
          inside:
          wikis: {external: true}
        """,
        title="Something on a network whose owner is not shown may be meant",
        unsafe=True,
        fixed="""
        --- Caddyfile
        wiki.example.com {
        	reverse_proxy dns:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «{$HOST}:8000»
        	reverse_proxy /b/* «http://{$HOST}:8000»
        	reverse_proxy /c/* {$OTHER:«[::1]}:8000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {HOST: "[::1]"}
          web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
        """,
        title="An address of IPv6 that is a variable, or its default",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* {$HOST}:8000
        	reverse_proxy /b/* http://{$HOST}:8000
        	reverse_proxy /c/* {$OTHER:web}:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {HOST: "web"}
          web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «localhost:18000»
        	reverse_proxy /api/* «localhost:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, ports: ["18000:8000"], profiles: [debug]}
          api: {image: example/api, expose: [9000], deploy: {replicas: 0}}
          blog: {image: "ghost:5"}
        """,
        title="What is meant is not started",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        	reverse_proxy /api/* api:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «localhost:3001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: example/git, expose: [3001]}
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 3001}
        """,
        title="The one that surely has the port is meant, not the one that only declares it",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:3001
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {$SITE_ADDRESS} {
        	reverse_proxy «localhost:8000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: ["SITE_ADDRESS=${SITE_ADDRESS:-localhost}"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="The address of the only site is in a variable: were it that port, the request would come back",
        unsafe=True,
        fixed="""
        --- Caddyfile
        {$SITE_ADDRESS} {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {$SITE} {
        	reverse_proxy «localhost:8000»
        }
        {$OTHER_SITE} {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: [SITE, OTHER_SITE]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, ports: ["8000:8000"]}
        """,
        title="A variable may make another site listen there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	import /etc/caddy/snippets/*.caddy
        	reverse_proxy «localhost:8000»
        }
        import /etc/caddy/sites/*.caddy
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - sites:/etc/caddy/sites
              - snippets:/etc/caddy/snippets
          web: {image: example/web, ports: ["8000:8000"]}
        volumes: {sites: {}, snippets: {}}
        """,
        title="An import that cannot be seen may bring a site that listens there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «[::1]:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            image: example/web
            command: gunicorn -b 127.0.0.1:3000 app.wsgi
            network_mode: service:caddy
        """,
        title="A neighbour that listens on IPv4 alone",
        message="is the container of project/caddy itself: there web listens on IPv4 alone",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy 127.0.0.1:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        grafana.example.com {
        	reverse_proxy «localhost:3000»
        }
        example.com {
        	reverse_proxy /Docs/* «localhost:3000»
        	reverse_proxy web:3000
        }
        www.example.com {
        	reverse_proxy «localhost:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: next start -p 3000}
          docs: {build: ., command: npx serve -l 3000}
          grafana: {image: grafana/grafana}
        """,
        title="Of several on the port the one that the route is named after",
        unsafe=True,
        fixed="""
        --- Caddyfile
        grafana.example.com {
        	reverse_proxy grafana:3000
        }
        example.com {
        	reverse_proxy /Docs/* docs:3000
        	reverse_proxy web:3000
        }
        www.example.com {
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          ts: {image: tailscale/tailscale}
          caddy:
            image: caddy:2
            network_mode: service:ts
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          budget: {image: "python:3.12", command: gunicorn app:app -b 0.0.0.0:8181}
        --- Caddyfile
        http://budget.tail1234.ts.net {
        	reverse_proxy «localhost:8181»
        }
        """,
        title="The network of a tunnel, in which nothing else is",
        unsafe=True,
        fixed="""
        --- Caddyfile
        http://budget.tail1234.ts.net {
        	reverse_proxy budget:8181
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api.example.com:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            extra_hosts: {api.example.com: [127.0.0.1, 10.0.0.1]}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="A name that extra_hosts give this address, and another one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	php_fastcgi localhost:9000
        }
        --- compose.yaml
        services:
          caddy: {image: example/php-with-caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="An image that may be one of something else and Caddy",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy localhost:8000
        }
        --- start.sh
        #!/bin/sh
        sed "s/localhost/$UPSTREAM/" /Caddyfile > /etc/caddy/Caddyfile
        exec caddy run --config /etc/caddy/Caddyfile
        --- Dockerfile
        FROM caddy:2
        COPY Caddyfile /Caddyfile
        COPY start.sh /start.sh
        CMD ["sh", "/start.sh"]
        --- compose.yaml
        services:
          caddy: {build: ., environment: {UPSTREAM: web}}
          web: {image: "python:3.12", command: python -m http.server}
        """,
        title="A Caddyfile that a command makes another one of before Caddy starts",
    ),
)
