"""Further examples of TB104."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web-blue:8000» «web-green:8000» {
        		health_uri /healthz
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web-blue: {image: example/web, expose: [8000], profiles: [blue]}
          web-green: {image: example/web, expose: [8000], profiles: [green]}
        """,
        title="Each in a profile of its own: who starts them chooses one",
        severity=Severity.WARNING,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy web-blue:8000 web-green:8000 {
        		lb_policy first
        		health_uri /healthz
        	}
        }
        b.example.com {
        	reverse_proxy web-blue:8000 web-green:8000 {
        		lb_try_duration 5s
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web-blue: {image: example/web, expose: [8000]}
          web-green: {image: example/web, expose: [8000], profiles: [green]}
        """,
        title="Another one answers until the profile is started",
    ),
)
