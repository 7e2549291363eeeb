"""Further examples of TB612."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {
        	acme_ca https://ca.internal/acme/acme/directory
        	acme_ca_root «/etc/caddy/roots/root.pem»
        }
        app.example.com {
        	tls {
        		client_auth {
        			mode require_and_verify
        			trust_pool file «/etc/caddy/roots/clients.pem»
        		}
        	}
        	handle /api/* {
        		reverse_proxy https://api:8443 {
        			transport http {
        				tls_trust_pool file {
        					pem_file «/etc/caddy/roots/api.pem»
        				}
        				tls_client_auth /etc/caddy/own/caddy.pem «/etc/caddy/roots/caddy.key»
        			}
        		}
        	}
        	handle {
        		reverse_proxy https://app:8443 {
        			transport http {
        				tls_trusted_ca_certs /etc/caddy/own/app.pem «/etc/caddy/roots/app.pem»
        			}
        		}
        	}
        }
        one.example.com {
        	tls {
        		ca_root «/etc/caddy/roots/one.pem»
        	}
        	respond one
        }
        two.example.com {
        	tls {
        		issuer acme {
        			trusted_roots «/etc/caddy/roots/two.pem»
        		}
        	}
        	respond two
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
              - ./own:/etc/caddy/own
          app: {image: example/app}
          api: {image: example/api}
        """,
        title="Those of authorities, and of Caddy itself where it asks",
        message="into the container of caddy: Caddy does not start",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls «/etc/ssl/certs/site.crt» /etc/ssl/private/site.key
        	respond hello
        }
        other.example.com {
        	tls /etc/ssl/cert.pem «/etc/ssl/other.key»
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
        """,
        title="Where the image has certificates of authorities alone",
        message="into the container of caddy: Caddy does not start",
    ),
    Example(
        """
        --- Caddyfile
        {
        	acme_ca_root «/certs/pebble.pem»
        }
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="The authority of a test server",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {
        	acme_ca_root /etc/ssl/certs/ca-certificates.crt
        }
        http://plain.example.com {
        	tls {
        		ca_root /nowhere/root.pem
        	}
        	respond plain
        }
        example.com {
        	tls {
        		client_auth {
        			trust_pool file /data/caddy/pki/authorities/local/root.crt
        		}
        	}
        	reverse_proxy https://app:8443 {
        		transport http {
        			tls_trust_pool file /usr/local/share/ca-certificates/app.crt {$MORE}
        			tls_trust_pool pki_root
        		}
        	}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes:
              - ./Caddyfile:/etc/caddy/Caddyfile
          app: {image: example/app}
        """,
        title="Of the image, of Caddy, in no use, of a variable",
    ),
    Example(
        """
        --- Caddyfile
        :80, example.com:80 {
        	tls {
        		ca https://ca.example.org/directory
        		ca_root /certs/ca.pem
        	}
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A port without HTTPS, for which nobody is asked for a certificate",
    ),
    Example(
        """
        --- Caddyfile
        {
        	local_certs
        	acme_ca_root /certs/ca.pem
        }
        example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="Another authority than the one whose file is named",
    ),
)
