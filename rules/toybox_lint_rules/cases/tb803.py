"""Further examples of TB803."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {
        	admin off
        }
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck:
              test: wget -q --spider http://127.0.0.1:«2019»/config/ || exit 1
          list:
            image: caddy:2
            healthcheck: {test: ["CMD", "caddy", "«list»", "routes"]}
          port:
            image: example/web
            environment: {PORT: 8000}
            healthcheck: {test: ["CMD", "wget", "-q", "«http://127.0.0.1:$$PORT/»"]}
        """,
        title="No admin interface, no such command, a variable",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "caddy", "«list»", "routes"]}
          plain:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: [CMD, caddy, «health»]}
          shell:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: caddy «ping» || exit 1}
          lines:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck:
              test:
                - CMD
                - caddy
                - «check»
        """,
        title="Commands that Caddy does not have",
        severity=Severity.WARNING,
        message="Caddy has no command",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-qO/dev/null", "http://127.0.0.1:2019/config/"]}
          plain:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: [CMD, wget, -qO/dev/null, http://127.0.0.1:2019/config/]}
          shell:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: wget -qO/dev/null http://127.0.0.1:2019/config/ || exit 1}
          lines:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck:
              test:
                - CMD
                - wget
                - -qO/dev/null
                - http://127.0.0.1:2019/config/
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com, www.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-q", "--spider", "«http://localhost/»"]}
        """,
        title="Caddy redirects it to a name without a certificate",
        message="no certificate for this name",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: .
            command: gunicorn app.wsgi --bind 0.0.0.0:8000
            healthcheck: {test: curl -f http://127.0.0.1:«3000»/health}
        """,
        title="Another port than that of the process",
        message="it asks for port 3000, and gunicorn binds 0.0.0.0:8000",
        severity=Severity.WARNING,
        fixed="""
        --- compose.yaml
        services:
          web:
            build: .
            command: gunicorn app.wsgi --bind 0.0.0.0:8000
            healthcheck: {test: curl -f http://127.0.0.1:8000/health}
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            healthcheck: {test: ["CMD", "wget", "-qO-", "--header", "Host: example.com", "http://localhost/"]}
        """,
        title="It is redirected to a name that may have a certificate",
    ),
)
