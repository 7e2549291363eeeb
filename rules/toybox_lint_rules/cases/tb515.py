"""Further examples of TB515."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        (files) {
        	«root» * /srv
        	handle {
        		try_files {path} /index.html
        	}
        }
        example.com {
        	import files
        }
        """,
        title="In what is imported",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	@ws header Upgrade websocket
        	reverse_proxy «@ws» {
        		to chat:8000
        	}
        }
        """,
        title="The upstreams stand in a block",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy {
        		to chat:8000
        	}
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        one.example.com {
        	handle /api/* {
        		reverse_proxy backend:8080
        	}
        	handle {
        		root * /srv
        		try_files {path} /index.html
        	}
        	file_server
        }
        two.example.com {
        	handle /api/* {
        		reverse_proxy backend:8080
        	}
        	handle {
        		try_files {path} /index.html
        	}
        	route {
        		file_server
        	}
        }
        three.example.com {
        	handle /api/* {
        		reverse_proxy backend:8080
        	}
        	handle /health {
        		header X-Health ok
        	}
        }
        """,
        title="What a handle leaves, others answer; one without files",
    ),
    Example(
        """
        --- Caddyfile
        {
        	order webdav last
        }
        example.com {
        	root * /srv
        	webdav
        }
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/mholt/caddy-webdav
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        """,
        title="A directive of a plugin may answer",
    ),
)
