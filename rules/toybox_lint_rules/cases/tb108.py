"""Further examples of TB108."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example {
        	reverse_proxy «host.docker.internal:80»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            profiles: [https]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [3000]}
        """,
        title="Caddy itself, which a profile starts, is not what is meant",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            profiles: [https]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            extra_hosts:
              - "host.docker.internal:host-gateway"
          web: {image: example/web, expose: [3000]}
        """,
    ),
)
