"""Further examples of TB705."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- $caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»: {image: caddy:2}
        """,
        title="A path that Compose would not take as it is",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- caddy/Caddyfile
        example.com {
        	respond hello
        }
        --- caddy/Dockerfile
        FROM caddy:2-alpine
        RUN apk add --no-cache tzdata
        COPY «Caddyfile .»
        COPY errors /srv/errors
        --- old/Caddyfile
        example.org {
        	respond hello
        }
        --- old/Dockerfile
        FROM caddy:2
        COPY «["Caddyfile", "/etc/Caddyfile"]»
        --- compose.yaml
        services:
          caddy: {build: caddy, volumes: ["caddy_data:/data"]}
          old: {build: old}
        volumes: {caddy_data: {}}
        """,
        title="A Dockerfile copies it into the working folder, or where Caddy 1 read it",
        severity=Severity.ERROR,
        message="reads /etc/caddy/Caddyfile, where nothing is copied",
        unsafe=True,
        fixed="""
        --- caddy/Dockerfile
        FROM caddy:2-alpine
        RUN apk add --no-cache tzdata
        COPY Caddyfile /etc/caddy/Caddyfile
        COPY errors /srv/errors
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          welcome:
            image: caddy:2
            volumes: ["./site:/usr/share/caddy"]
          more:
            image: caddy:2
            configs: [robots]
        configs:
          robots: {content: "User-agent: *"}
        --- site/index.html
        <h1>hello</h1>
        """,
        title="The Caddyfile of the image is what is wanted",
    ),
)
