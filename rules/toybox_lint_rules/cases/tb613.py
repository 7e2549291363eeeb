"""Further examples of TB613."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		ask «http://localhost:8000/allowed»
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="Nobody is where Caddy asks",
        message="nobody gives leave for a certificate",
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		permission http «https://web:8000/allowed»
        	}
        }
        https:// {
        	tls {
        		issuer internal
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="Asked in HTTPS where HTTP is spoken",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {
        	auto_https off
        }
        example.com {
        	tls /certs/example.pem /certs/example.key
        	reverse_proxy web:8000
        }
        www.example.com {
        	redir https://example.com{uri}
        }
        """,
        title="Files, which may hold certificates for other names, too",
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https off
        }
        example.com {
        	tls internal {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        """,
        title="Asked for with the first request",
    ),
    Example(
        """
        --- Caddyfile
        {
        	auto_https disable_redirects
        }
        example.com {
        	reverse_proxy web:8000
        }
        """,
        title="Only the redirects are off",
    ),
    Example(
        """
        --- Caddyfile
        {
        	on_demand_tls {
        		ask http://web:8000/allowed
        	}
        }
        https:// {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        """,
        title="On demand, with somebody to ask",
    ),
    Example(
        """
        --- Caddyfile
        https://, shop.example.com {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        https://*.example.org {
        	tls internal {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        *.lan {
        	tls {
        		on_demand
        		get_certificate http http://certificates:8000/
        	}
        	reverse_proxy web:8000
        }
        """,
        title="On demand for a name of its own, by Caddy's authority, and from elsewhere",
    ),
    Example(
        """
        --- Caddyfile
        *.example.com {
        	tls {
        		on_demand
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.6", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="An old Caddy",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	tls /certs/all.pem /certs/all.key
        	reverse_proxy web:8000
        }
        :80 {
        	redir https://{host}{uri}
        }
        """,
        title="Every name, with files",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	respond 404
        }
        example.com, {$DOMAIN} {
        	reverse_proxy web:8000
        }
        """,
        title="Every other name",
    ),
    Example(
        """
        --- Caddyfile
        :443 {
        	respond 404
        }
        example.com {
        	reverse_proxy web:8000
        }
        """,
        title="A name beside it",
    ),
)
