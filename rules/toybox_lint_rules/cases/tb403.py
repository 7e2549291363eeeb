"""Further examples of TB403."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	«location» ~ \\.php$ {
        		proxy_pass http://php:8000;
        	}
        	«location» /files/ {
        		proxy_pass http://files:8000/static/;
        	}
        	«location» /old {
        		proxy_pass http://old:8000/;
        	}
        	«location» /slow/ {
        		proxy_pass http://slow:8000;
        		proxy_buffering off;
        	}
        }
        """,
        title="From nginx, with more to it: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		«protocol» {
        			experimental_http3
        			strict_sni_host
        		}
        	}
        	servers :8443 {
        		«protocol» {
        			experimental_http3
        		}
        		timeouts {
        			idle 1m
        		}
        	}
        }
        example.com {
        	reverse_proxy https://api:8443 {
        		«insecure_skip_verify»
        	}
        	reverse_proxy /files/* files:80 {
        		«insecure_skip_verify»
        	}
        }
        """,
        title="Words around TLS and HTTP/3",
        message="refuses the file",
        fixed="""
        --- Caddyfile
        {
        	servers {
        		strict_sni_host
        	}
        	servers :8443 {
        		timeouts {
        			idle 1m
        		}
        	}
        }
        example.com {
        	reverse_proxy https://api:8443 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        	reverse_proxy /files/* files:80 {
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		timeouts {
        			idle 1m
        		}
        		«protocol» {
        			allow_h2c
        		}
        	}
        }
        example.com {
        	respond hello
        }
        """,
        title="What has another form now",
        fixed="""
        --- Caddyfile
        {
        	servers {
        		timeouts {
        			idle 1m
        		}
        		protocols h1 h2 h2c h3
        	}
        }
        example.com {
        	respond hello
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	servers {
        		protocols h1 h2
        		«protocol» {
        			allow_h2c
        		}
        	}
        }
        example.com {
        	respond hello
        }
        """,
        title="Beside the one that it became: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«gzip»
        	respond hello
        }
        --- old/Caddyfile
        example.com {
        	gzip
        	root /srv
        }
        --- old/docker-compose.yml
        services:
          caddy: {image: abiosoft/caddy, volumes: ["./Caddyfile:/etc/Caddyfile", "site:/srv"]}
        volumes: {site: {}}
        """,
        title="In another folder than that of a Caddy 1",
    ),
)

GOOD = (
    Example(
        """
        --- Caddyfile
        example.com {
        	root /srv
        }
        --- Caddyfile.prod
        example.com {
        	root /srv
        	proxy /api http://api:4000
        }
        --- docker-compose.yml
        services:
          caddy: {image: abiosoft/caddy, volumes: ["./Caddyfile:/etc/Caddyfile", "site:/srv"]}
          api: {image: example/api, expose: [4000]}
        volumes: {site: {}}
        """,
        title="Beside a Caddy 1, the only one, another of its Caddyfiles",
    ),
)
