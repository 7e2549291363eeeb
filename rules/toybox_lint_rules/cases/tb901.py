"""Further examples of TB901."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{$UPSTREAM}»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        --- .env
        UPSTREAM=web:http
        """,
        title="Its value is no upstream that Caddy takes, so nothing is edited",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{$UPSTREAM}»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- .env
        UPSTREAM=
        """,
        title="It is empty in .env: to pass it on would change nothing",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root «{$ROOT}»
        	file_server
        }
        --- compose.yaml
        x-environment: &mode {MODE: production}
        services:
          caddy:
            image: caddy:2
            environment: *mode
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="Caddy refuses the file; the environment stands at an anchor that others share",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- compose.yaml
        x-environment: &mode {MODE: production}
        services:
          caddy:
            image: caddy:2
            environment: {<<: *mode, ROOT: "${ROOT}"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root «{$ROOT}»
        	file_server
        }
        --- compose.yaml
        x-common: &common
          environment: {MODE: production}
        services:
          caddy:
            <<: *common
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
        title="The environment comes by a merge key: nothing is edited",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* «{$API_HOST}»:8080
        	reverse_proxy /old/* «{$API_HOST}»:8080
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {APIHOST: api}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          api: {image: example/api, expose: [8080]}
        """,
        title="It is given under nearly the same name",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* {$APIHOST}:8080
        	reverse_proxy /old/* {$APIHOST}:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	acme_dns cloudflare «{env.CF_API_TOKEN}»
        }
        *.example.com {
        	tls {
        		issuer acme {
        			dns route53 {
        				access_key_id {env.AWS_KEY}
        				secret_access_key «{env.AWS_SECRET}»
        			}
        		}
        	}
        	header X-From {env.SOMEWHERE}
        	respond hello
        }
        --- compose.yaml
        services:
          caddy:
            build: caddy
            environment: {AWS_KEY: "${AWS_KEY}"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        --- caddy/Dockerfile
        FROM caddy:2-builder AS builder
        RUN xcaddy build --with github.com/caddy-dns/cloudflare --with github.com/caddy-dns/route53
        FROM caddy:2
        COPY --from=builder /usr/bin/caddy /usr/bin/caddy
        """,
        title="What a DNS provider needs",
        severity=Severity.WARNING,
        message="no name gets a certificate",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            build: caddy
            environment: {AWS_KEY: "${AWS_KEY}", CF_API_TOKEN: "${CF_API_TOKEN}", AWS_SECRET: "${AWS_SECRET}"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        {
        	email «{$EMAIL}»
        }

        example.com {
        	header X-From {$GREETING}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: example/our-caddy
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web}
        """,
        title="Another image may set them, but this one would not start without",
        severity=Severity.WARNING,
        message="is not given EMAIL, unless its image sets it: too few arguments after email",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: example/our-caddy
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment:
              EMAIL: "${EMAIL}"
          web: {image: example/web}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{$HOST}»:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: example/our-caddy
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web}
        """,
        title="An upstream of another image has a variable in it",
        severity=Severity.WARNING,
        message="is not given HOST, unless its image sets it: it is replaced by nothing",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: example/our-caddy
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment:
              HOST: "${HOST}"
          web: {image: example/web}
        """,
    ),
    Example(
        """
        --- Caddyfile
        «{$DOMAIN}» {
        	@api path /api/*
        	handle @api {
        		reverse_proxy web:8000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: [8000]}
        --- .env
        DOMAIN=example.com
        """,
        title="The address of a site",
        message="its site has no address, and Caddy refuses the file",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], environment: {DOMAIN: "${DOMAIN}"}}
          web: {image: example/web, expose: [8000]}
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        {$BASE_URL} {
        	bind {$ADDRESS}
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: ghcr.io/windmill-labs/caddy-l4
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: ["BASE_URL=:80"]
          web: {image: example/web}
        """,
        title="What an empty variable does depends on the release, which an image that is not shown does not tell",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:{$PORT:80}
        	respond {$GREETING} 200
        }
        --- compose.yaml
        services:
          caddy: {image: example/our-caddy, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web}
        """,
        title="Another image may bring it",
    ),
    Example(
        """
        --- Caddyfile
        http://example.com {
        	reverse_proxy {$UPSTREAM}
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            command: caddy run --config /etc/caddy/Caddyfile --envfile /etc/caddy/env
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./env:/etc/caddy/env"]
        """,
        title="A file that Caddy reads when it starts",
    ),
    Example(
        """
        --- Caddyfile
        (later) {
        	respond {$NAME}
        }
        example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx}
        """,
        title="In a snippet that nothing imports",
    ),
)
