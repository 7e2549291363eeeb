"""Further examples of TB404."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	tls {
        		dns «cloudflare» {env.TOKEN}
        	}
        	reverse_proxy web:80
        }
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx}
        """,
        title="A build with no module at all",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«rate_limit» 10r/s
        	tls {
        		dns «cloudflare» {env.CF_API_TOKEN}
        	}
        	root /srv
        	file_server
        }
        --- Dockerfile
        FROM node:22 AS pages
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build

        FROM caddy:2.10-alpine
        COPY --from=pages /app/dist /srv
        COPY Caddyfile /etc/caddy/Caddyfile
        --- compose.yaml
        services:
          caddy: {build: .}
        """,
        title="Two of them, behind the stage that builds the pages",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM node:22 AS pages
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build

        FROM caddy:2.10-builder-alpine AS builder
        RUN xcaddy build --with github.com/mholt/caddy-ratelimit --with github.com/caddy-dns/cloudflare

        FROM caddy:2.10-alpine
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        COPY --from=pages /app/dist /srv
        COPY Caddyfile /etc/caddy/Caddyfile
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	«rate_limit» 10r/s
        	respond hello
        }
        --- Dockerfile
        FROM caddy:2@sha256:0000000000000000000000000000000000000000000000000000000000000000
        COPY Caddyfile /etc/caddy/Caddyfile
        --- compose.yaml
        services:
          caddy: {build: .}
        """,
        title="A builder of which nobody knows the tag: nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls {
        		dns «cloudflare» {env.TOKEN}
        	}
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {build: ., environment: [TOKEN], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/caddy-dns/cloudflare
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /srv/bin/caddy
        """,
        title="Built into a program that nothing starts",
        message="which the official image does not have",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- caddy/Caddyfile
        {
        	acme_dns route53
        }
        example.com {
        	rate_limit 10r/s
        	reverse_proxy web:8000
        }
        --- caddy/compose.yaml
        services:
          caddy:
            build:
              context: .
              dockerfile_inline: |
                FROM caddy:builder AS builder
                RUN caddy-builder github.com/caddy-dns/route53 \\
                    github.com/mholt/caddy-ratelimit@v0.1.0 && caddy version
                FROM caddy:latest
                COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            volumes: ["${FOLDER}/caddy/Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: ["8000"]}
        """,
        title="Built by the script of the builder image, and mounted from a folder that a variable has",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	rate_limit {
        		zone all {
        			key {remote_host}
        			events 10
        			window 1s
        		}
        	}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          one: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./caddy:/usr/bin/caddy"]}
          two:
            image: caddy:2
            command: sh -c "caddy add-package github.com/mholt/caddy-ratelimit && caddy run -c /etc/caddy/Caddyfile"
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          three:
            image: caddy:2
            command: /opt/caddy run --config /etc/caddy/Caddyfile
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./caddy:/opt/caddy"]
          web: {image: example/web, expose: [8000]}
        """,
        title="A program that is mounted, or gets the plugin when it starts",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root /srv
        	file_server {
        		fs s3
        	}
        	tls {
        		dns cloudflare {env.TOKEN}
        	}
        }
        --- Dockerfile
        # In place of an xcaddy build
        FROM example/caddy
        --- later/Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        RUN caddy add-package github.com/caddy-dns/cloudflare
        --- later/Caddyfile
        example.org {
        	tls {
        		dns cloudflare {env.TOKEN}
        	}
        }
        --- compose.yaml
        services:
          caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          later: {build: later, volumes: ["./later/Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A comment about a build without modules, and one that gets them later",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	tls {
        		dns cloudflare {env.TOKEN}
        	}
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {build: ., environment: [TOKEN], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/caddy-dns/cloudflare
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/local/bin/caddy
        """,
        title="Built into a program that is found before that of the image",
    ),
)
