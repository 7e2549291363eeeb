"""Further examples of TB514."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	handle /answers* {
        		«redir» * /answers.html 302
        	}
        	handle /news/* {
        		«redir» * /news/today
        	}
        	handle {
        		reverse_proxy web:8000
        	}
        }
        """,
        title="In a handle of paths, to one of these",
        message="leads to where the client is",
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	«redir» https://{host}{uri}
        	reverse_proxy web:8000
        }
        http://other.example.com {
        	«redir» https://other.example.com{uri} permanent
        }
        --- compose.yaml
        services:
          tunnel: {image: cloudflare/cloudflared, command: tunnel run}
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="What ends TLS asks in plain HTTP for the same again",
        message="leads to where the client is",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        http://example.com {
        	reverse_proxy web:8000
        }
        http://other.example.com {
        	redir https://other.example.com{uri} permanent
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        http://www.example.com {
        	redir https://example.com{uri}
        }
        http://example.com {
        	@old path /old/*
        	redir @old https://example.com/new{uri}
        	reverse_proxy web:8000
        }
        http://admin.example.com {
        	redir https://admin.example.com:8443{uri}
        }
        --- compose.yaml
        services:
          tunnel: {image: cloudflare/cloudflared, command: tunnel run}
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        """,
        title="Behind a tunnel, to another name, another path, another port",
    ),
)
