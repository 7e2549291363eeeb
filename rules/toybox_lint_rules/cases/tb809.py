"""Further examples of TB809."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: «caddy:2-builder-alpine»
            restart: always
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          named:
            image: "«docker.io/library/caddy:builder»"
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          small:
            image: «caddy:builder-alpine»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          other:
            image: «caddy:2-builder@sha256:0000000000000000000000000000000000000000000000000000000000000000»
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="The image that builds Caddies has none",
        message="ends at once: this image builds Caddies, and has none",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2-alpine
            restart: always
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          named:
            image: "docker.io/library/caddy"
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          small:
            image: caddy:alpine
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          other:
            image: caddy:2-builder@sha256:0000000000000000000000000000000000000000000000000000000000000000
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- Dockerfile
        FROM caddy:2-builder
        RUN xcaddy build --with github.com/mholt/caddy-ratelimit
        COPY Caddyfile /etc/caddy/Caddyfile
        CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
        --- compose.yaml
        services:
          caddy: {build: .}
          ordered: {build: ., command: caddy run --config /etc/caddy/Caddyfile}
          mounted:
            image: caddy:2-builder
            command: caddy run --config /etc/caddy/Caddyfile
            volumes: ["./caddy:/usr/bin/caddy", "./Caddyfile:/etc/caddy/Caddyfile"]
          first:
            image: caddy:2-builder
            command: sh -c "xcaddy build --output /tmp/caddy && /tmp/caddy run --config /etc/caddy/Caddyfile"
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          windows:
            image: caddy:2-windowsservercore-ltsc2022
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000]}
        """,
        title="A Caddy that was built is started",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            command: caddy run -c /etc/caddy/web.conf -a caddyfile
            volumes: ["./Caddyfile:/etc/caddy/web.conf"]
          other:
            image: caddy:2
            command: caddy run --config /etc/caddy/web.conf -wa=caddyfile
            volumes: ["./Caddyfile:/etc/caddy/web.conf"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="The adapter by its short name",
    ),
)
