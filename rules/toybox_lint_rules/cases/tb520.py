"""Further examples of TB520."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        «shop.example.com» {
        	reverse_proxy inner:8080
        }
        --- inner/Caddyfile
        {
        	http_port 8080
        }
        import sites.caddy
        --- inner/sites.caddy
        http://{$NAME:localhost} {
        	respond hello
        }
        http://*.shop.example.com, http://example.com {
        	respond hello
        }
        --- inner/Dockerfile
        FROM caddy:2
        COPY Caddyfile sites.caddy /etc/caddy/
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {build: inner}
        """,
        title="Several sites, none of that name",
    ),
    Example(
        """
        --- Caddyfile
        «shop.example.com» {
        	reverse_proxy inner:80
        }
        --- inner/Caddyfile
        http://{$NAME:localhost} {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          inner: {image: caddy:2, volumes: ["./inner/Caddyfile:/etc/caddy/Caddyfile"]}
        """,
        title="A variable has the name",
    ),
    Example(
        """
        --- Caddyfile
        «shop.example.com» {
        	reverse_proxy php:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: dunglas/frankenphp, environment: {SERVER_NAME: "http://app.localhost"}}
        """,
        title="FrankenPHP with a name for development",
        message="php has no site for shop.example.com",
    ),
    Example(
        """
        --- Caddyfile
        http://shop.example.com:8080 {
        	reverse_proxy api:8000
        }
        --- compose.yaml
        services:
          proxy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          worker: {image: example/worker, env_file: worker.env}
          api: {image: example/api, expose: [8000]}
        --- worker.env
        API=http://«proxy»:8080
        """,
        title="On a port of its own, without TLS",
        message="it answers with an empty page",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:3000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment: {SELF: "http://caddy/"}
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [3000], environment: {CORS_ORIGIN: "http://caddy"}}
          mapped: {image: example/web, extra_hosts: ["caddy:192.0.2.1"], environment: {API: "http://caddy"}}
          linked: {image: example/web, links: ["web:caddy"], environment: {API: "http://caddy"}}
          stopped: {image: example/web, profiles: [never], environment: {API: "http://caddy"}}
        """,
        title="Its own name, who may ask, what is given to another",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /1/* every:80
        	reverse_proxy /2/* named:80
        	reverse_proxy /3/* wild:80
        	reverse_proxy /4/* given:80
        	reverse_proxy /5/* other:80 {
        		header_up Host www.example.com
        	}
        	reverse_proxy web:8000
        }
        :8081 {
        	reverse_proxy other:80
        }
        --- every.caddy
        :80 {
        	respond hello
        }
        --- named.caddy
        http://Shop.example.com {
        	respond hello
        }
        --- wild.caddy
        http://*.example.com {
        	respond hello
        }
        --- given.caddy
        http://{$NAME} {
        	respond hello
        }
        --- other.caddy
        http://www.example.com {
        	respond hello
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          every: {image: caddy:2, volumes: ["./every.caddy:/etc/caddy/Caddyfile"]}
          named: {image: caddy:2, volumes: ["./named.caddy:/etc/caddy/Caddyfile"]}
          wild: {image: caddy:2, volumes: ["./wild.caddy:/etc/caddy/Caddyfile"]}
          given: {image: caddy:2, environment: [NAME], volumes: ["./given.caddy:/etc/caddy/Caddyfile"]}
          other: {image: caddy:2, volumes: ["./other.caddy:/etc/caddy/Caddyfile"]}
          web: {image: example/web, expose: ["8000"]}
        """,
        title="For every name, for this one, for all below, for one that is not known, and asked for its own",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy /1/* every:80
        	reverse_proxy /2/* named:80
        	reverse_proxy /3/* given:80
        	reverse_proxy /4/* more:80
        	reverse_proxy /5/* mounted:80
        	reverse_proxy usual:80
        }
        --- php/Caddyfile
        :80 {
        	php_server
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          every: {image: dunglas/frankenphp, environment: {SERVER_NAME: ":80"}}
          named: {image: dunglas/frankenphp, environment: {SERVER_NAME: "localhost, http://shop.example.com"}}
          given: {image: dunglas/frankenphp, environment: {SERVER_NAME: "http://${NAME}"}}
          more:
            image: dunglas/frankenphp
            environment: {SERVER_NAME: "http://localhost", CADDY_EXTRA_CONFIG: "http:// { }"}
          mounted:
            image: dunglas/frankenphp
            environment: {SERVER_NAME: "http://localhost"}
            volumes: ["conf:/etc/frankenphp"]
          usual: {image: dunglas/frankenphp}
        volumes: {conf: {}}
        """,
        title="FrankenPHP for every name, for this one, with more sites, with a file of its own",
    ),
)
