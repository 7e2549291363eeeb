"""Further examples of TB907."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        «dash.example.com» {
        	reverse_proxy homepage:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          homepage:
            image: ghcr.io/gethomepage/homepage:v1
            environment: {HOMEPAGE_ALLOWED_HOSTS: home.example.com}
        """,
        title="Homepage",
        message="what its page asks for",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          homepage:
            image: ghcr.io/gethomepage/homepage:v1
            environment: {HOMEPAGE_ALLOWED_HOSTS: "home.example.com,dash.example.com"}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «time.example.com» {
        	reverse_proxy time:8001
        }
        «map.example.com» {
        	reverse_proxy map:3000
        }
        «notes.example.com» {
        	reverse_proxy notes:22300
        }
        «kit.example.com» {
        	reverse_proxy kit:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          time: {image: "kimai/kimai2:apache", environment: ["TRUSTED_HOSTS=localhost,example.org"]}
          map: {image: freikin/dawarich, environment: {APPLICATION_HOSTS: "localhost,::1"}}
          notes: {image: joplin/server, environment: [APP_BASE_URL=https://notes.example.org]}
          kit: {build: kit, environment: {ORIGIN: "https://www.example.org"}}
        --- kit/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package.json ./
        CMD ["node", "build"]
        --- kit/package.json
        {"devDependencies": {"@sveltejs/adapter-node": "5"}}
        """,
        title="By variables that are lists, or one address",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          time: {image: "kimai/kimai2:apache", environment: ["TRUSTED_HOSTS=localhost,example.org,time.example.com"]}
          map: {image: freikin/dawarich, environment: {APPLICATION_HOSTS: "localhost,::1,map.example.com"}}
          notes: {image: joplin/server, environment: [APP_BASE_URL=https://notes.example.com]}
          kit: {build: kit, environment: {ORIGIN: "https://kit.example.com"}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «docs.example.com» {
        	reverse_proxy docs:8000
        }
        «id.example.com» {
        	reverse_proxy h2c://id:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          docs: {image: paperlessngx/paperless-ngx, environment: ["PAPERLESS_ALLOWED_HOSTS=a.org"]}
          id: {image: zitadel/zitadel, command: start, environment: [ZITADEL_EXTERNALDOMAIN=localhost]}
        """,
        title="By variables of applications",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          docs: {image: paperlessngx/paperless-ngx, environment: ["PAPERLESS_ALLOWED_HOSTS=a.org,docs.example.com"]}
          id: {image: zitadel/zitadel, command: start, environment: [ZITADEL_EXTERNALDOMAIN=id.example.com]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «trips.example.com» {
        	reverse_proxy web:3000
        }
        «https://kit.example.com:8443» {
        	reverse_proxy kit:3000
        }
        «http://plain.example.com» {
        	reverse_proxy plain:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            image: example/frontend
            expose: [3000]
            environment:
              - ORIGIN=http://localhost:8080
              - BODY_SIZE_LIMIT=Infinity
          kit: {image: example/kit, expose: [3000], environment: {ORIGIN: "http://127.0.0.1:3000", XFF_DEPTH: 1}}
          plain: {image: example/plain, expose: [3000], environment: {ORIGIN: "http://localhost", XFF_DEPTH: 1}}
        """,
        title="SvelteKit by the variables of its adapter, with the address of a trial",
        message="answers forms with 403",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            image: example/frontend
            expose: [3000]
            environment:
              - ORIGIN=https://trips.example.com
              - BODY_SIZE_LIMIT=Infinity
          kit: {image: example/kit, expose: [3000], environment: {ORIGIN: "https://kit.example.com:8443", XFF_DEPTH: 1}}
          plain: {image: example/plain, expose: [3000], environment: {ORIGIN: "http://plain.example.com", XFF_DEPTH: 1}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «example.com» {
        	reverse_proxy web:3000
        }
        http://plain.example.com {
        	reverse_proxy plain:3000
        }
        --- web/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "build"]
        --- web/package.json
        {"devDependencies": {"@sveltejs/adapter-node": "^5.2"}}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: web, environment: {ORIGIN: "http://example.com"}}
          plain: {build: web, environment: {ORIGIN: "http://plain.example.com"}}
        """,
        title="Forms come from an origin with https",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: web, environment: {ORIGIN: "https://example.com"}}
          plain: {build: web, environment: {ORIGIN: "http://plain.example.com"}}
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        time.example.com {
        	reverse_proxy time:8001
        }
        app.example.com {
        	reverse_proxy app:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          time: {image: "kimai/kimai2:apache", environment: ["TRUSTED_HOSTS=example.com"]}
          app: {image: example/app, environment: {ORIGIN: "https://www.example.org", TRUSTED_HOSTS: a.org}}
        """,
        title="A pattern that is found in the name; variables of programs that are not known",
    ),
    Example(
        """
        --- Caddyfile
        docs.example.com {
        	reverse_proxy docs:8000
        }
        other.example.com {
        	reverse_proxy other:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          docs:
            image: paperlessngx/paperless-ngx
            environment: {PAPERLESS_ALLOWED_HOSTS: docs.lan, PAPERLESS_URL: "https://docs.example.com"}
          other:
            image: paperlessngx/paperless-ngx
            environment: {PAPERLESS_ALLOWED_HOSTS: docs.lan, PAPERLESS_URL: "${URL}"}
        """,
        title="Paperless-ngx takes the name of its address as well",
    ),
    Example(
        """
        --- Caddyfile
        tasks.example.com {
        	reverse_proxy tasks:5555
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          tasks: {build: ., command: celery -A shop flower --port=5555, environment: {ALLOWED_HOSTS: example.com}}
        --- Dockerfile
        FROM python:3.13
        COPY . .
        """,
        title="Flower, with the variables of the Django beside it",
    ),
)
