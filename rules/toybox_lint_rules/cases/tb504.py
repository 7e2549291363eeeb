"""Further examples of TB504."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /srv
        	handle {
        		try_files {path} {path}/ /index.html
        		«route» /api/* {
        			reverse_proxy api:8000
        		}
        		file_server
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "dist:/srv"]}
          api: {image: example/api}
        volumes: {dist: {}}
        """,
        title="The file cannot be seen",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	root * /srv
        	handle {
        		handle /api/* {
        			route {
        				reverse_proxy api:8000
        			}
        		}
        		handle {
        			try_files {path} {path}/ /index.html
        			file_server
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	rewrite /maintenance.html
        	«reverse_proxy» /api/* api:8000
        	file_server
        }
        """,
        title="Every request is rewritten",
        severity=Severity.ERROR,
    ),
)

GOOD: tuple[Example, ...] = ()
