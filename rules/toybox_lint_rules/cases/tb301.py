"""Further examples of TB301."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	@app path /a/* /b/* /c/* /d/* /e/*
        	«reverse_proxy» @app app:8000
        }
        """,
        title="A matcher of many paths",
        message="a request to /a/*, /b/* and 3 more paths may hang for ever",
        fixed="""
        --- Caddyfile
        example.com {
        	@app path /a/* /b/* /c/* /d/* /e/*
        	reverse_proxy @app app:8000 {
        		transport http {
        			read_timeout 30s
        			write_timeout 30s
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«reverse_proxy» /api/* {$API:api:8000}
        	«reverse_proxy» http://{$WEB:web}:{$PORT:8000}
        }
        """,
        title="An upstream that ends in the default of a variable",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* {$API:api:8000} {
        		transport http {
        			read_timeout 30s
        			write_timeout 30s
        		}
        	}
        	reverse_proxy http://{$WEB:web}:{$PORT:8000} {
        		transport http {
        			read_timeout 30s
        			write_timeout 30s
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
            handle /api/* {
                «reverse_proxy» api:8000  # behind it
            }
            handle {
                «reverse_proxy» web:8000 {
                  lb_policy first
                }
            }
        }
        """,
        title="Indented with spaces",
        fixed="""
        --- Caddyfile
        example.com {
            handle /api/* {
                reverse_proxy api:8000 {
                    # behind it
                    transport http {
                        read_timeout 30s
                        write_timeout 30s
                    }
                }
            }
            handle {
                reverse_proxy web:8000 {
                  lb_policy first
                  transport http {
                      read_timeout 30s
                      write_timeout 30s
                  }
                }
            }
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (proxy) {
        	«reverse_proxy» {args[0]} "{args[1]}" # both
        }
        (php) {
        	«php_fastcgi» {args[:]} {
        		env A b
        	}
        }
        &(app) {
        	import proxy web:8000 web:8001
        }
        example.com {
        	import php php:9000
        	invoke app
        }
        """,
        title="Snippets whose upstreams are arguments of an import",
        fixed="""
        --- Caddyfile
        (proxy) {
        	reverse_proxy {args[0]} "{args[1]}" {
        		# both
        		transport http {
        			read_timeout 30s
        			write_timeout 30s
        		}
        	}
        }
        (php) {
        	php_fastcgi {args[:]} {
        		env A b
        		read_timeout 30s
        		write_timeout 30s
        	}
        }
        &(app) {
        	import proxy web:8000 web:8001
        }
        example.com {
        	import php php:9000
        	invoke app
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«php_fastcgi» https://php:9000
        	«reverse_proxy» web:8000 {
        		transport http more {
        			read_timeout 30s
        		}
        	}
        }
        """,
        title="With https:// it speaks HTTP, and takes no other transport; a block that Caddy passes over",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«reverse_proxy» web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.5", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        """,
        title="A Caddy that is too old for these timeouts, and would refuse the file: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«reverse_proxy» web:8000 {
        		flush_interval -1
        	}
        	«reverse_proxy» /live/* live:8000 {
        		header_up -Cookie
        		header_up Upgrade {header.Upgrade}
        	}
        	@websockets path /notifications/hub
        	handle @websockets {
        		«reverse_proxy» web:8000
        	}
        }
        """,
        title="Responses that come bit by bit, and WebSockets: a person must agree",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000 {
        		flush_interval -1
        		transport http {
        			read_timeout 30s
        			write_timeout 30s
        		}
        	}
        	reverse_proxy /live/* live:8000 {
        		header_up -Cookie
        		header_up Upgrade {header.Upgrade}
        		transport http {
        			read_timeout 30s
        			write_timeout 30s
        		}
        	}
        	@websockets path /notifications/hub
        	handle @websockets {
        		reverse_proxy web:8000 {
        			transport http {
        				read_timeout 30s
        				write_timeout 30s
        			}
        		}
        	}
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        flows.example.com {
        	reverse_proxy n8n:5678
        }
        photos.example.com {
        	reverse_proxy immich:2283
        }
        films.example.com {
        	reverse_proxy films:8096
        }
        example.com {
        	reverse_proxy /app/* reverb:8080
        	reverse_proxy /mcp* tools:8000
        	reverse_proxy /mqtt mosquitto:9001
        	reverse_proxy /live/* live:4000
        	reverse_proxy vite:5173
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          n8n: {image: docker.n8n.io/n8nio/n8n}
          immich: {image: "ghcr.io/immich-app/immich-server:${IMMICH_VERSION:-release}"}
          films: {image: jellyfin/jellyfin}
          tools: {image: example/tools, expose: [8000]}
          reverb: {image: example/shop, command: php artisan reverb:start --host=0.0.0.0}
          mosquitto: {image: eclipse-mosquitto}
          live: {build: .}
          vite: {image: node:22, command: npx vite --host}
        --- Dockerfile
        FROM elixir:1.17
        COPY . .
        CMD ["mix", "phx.server"]
        --- mix.exs
        defp deps do
          [{:phoenix, "~> 1.7"}]
        end
        """,
        title="Streams that are silent for longer, uploads that last",
    ),
    Example(
        """
        --- compose.yaml
        services:
          proxy: {image: caddy:2, command: "caddy reverse-proxy --from :80 --to web:8000"}
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="A command, none of whose flags is for timeouts",
    ),
)
