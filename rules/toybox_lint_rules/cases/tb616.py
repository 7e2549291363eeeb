"""Further examples of TB616."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
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
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro", «./data:/data:ro»]
        """,
        title="A folder that is mounted to be read only",
        message="which is mounted to be read only",
        severity=Severity.WARNING,
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
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro", "./data/caddy:/data:ro"]
          certificates: {image: example/acme, volumes: ["./data:/all"]}
        """,
        title="Another one writes in the folder around it",
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
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro", "certificates:/data:ro"]
        volumes: {certificates: {external: true}}
        """,
        title="A volume that somebody else fills",
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
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro", "/mnt/shared/caddy:/data:ro"]
        """,
        title="A folder of the machine that somebody else fills",
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
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile:ro
              - {type: bind, source: ./www, target: /srv, read_only: true}
              - data:/data
          other: {image: example/other, volumes: ["more:/data:ro"]}
        volumes: {data: {}, more: {}}
        """,
        title="Other folders that are only read",
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
            ports: ["80:80", "443:443"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile:ro", "./data:/data:ro"]
          certificates: {image: example/acme, volumes: ["./data:/data"]}
        """,
        title="Another one writes there",
    ),
)
