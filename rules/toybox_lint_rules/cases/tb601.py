"""Further examples of TB601."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - certificates:/root/.caddy
        volumes:
          certificates:
        """,
        title="Where Caddy 1 kept them",
        message="nothing is mounted at /data",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - certificates:/data
        volumes:
          certificates:
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	storage file_system {
        		root /var/lib/certificates
        	}
        }
        shop.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          «caddy»:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - data:/data
        volumes:
          data:
        """,
        title="The option `storage` names a folder of the container, the volume is at `/data`",
        message="nothing is mounted at /var/lib/certificates",
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            ports: ["80:80", "443:443"]
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - data:/data
              - caddy_data:/var/lib/certificates
        volumes:
          data:
          caddy_data:
        """,
    ),
)

GOOD: tuple[Example, ...] = ()
