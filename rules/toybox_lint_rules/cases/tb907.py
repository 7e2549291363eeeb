"""Further examples of TB907."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
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
)

GOOD: tuple[Example, ...] = (
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
)
