"""Further examples of TB106."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* «api:8000»
        	reverse_proxy «web:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: ., restart: unless-stopped}
          web: {image: "node:22-alpine", working_dir: /app, volumes: [".:/app"], expose: [3000]}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        RUN pip install fastapi uvicorn
        EXPOSE 8000
        """,
        title="Nothing says what is to be started",
        message="no command is given, and what its image starts by itself ends at once",
    ),
    Example(
        """
        --- Caddyfile
        s3.example.com {
        	reverse_proxy «minio:9001»
        }
        sso.example.com {
        	reverse_proxy «keycloak:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio: {image: minio/minio, environment: {MINIO_ROOT_USER: admin}}
          keycloak: {image: "quay.io/keycloak/keycloak:25.0", environment: {KC_DB: postgres}}
        """,
        title="Images that want a command",
        message="shows its help and ends",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «workspace:5173»
        	reverse_proxy /api/* «tools:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          workspace: {image: "mcr.microsoft.com/devcontainers/universal:2", command: sleep infinity}
          tools: {build: ., command: tail -f /dev/null}
          other: {image: example/other, expose: [5173]}
        """,
        title="A container in which somebody starts programs by hand",
        message="which listens on nothing, until something is started in it by hand",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        php.example.com {
        	root * /app
        	php_fastcgi «php:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./app:/app"]}
          php: {image: "php:8.3-fpm", volumes: ["./www.conf:/usr/local/etc/php-fpm.d/zzz.conf", "./app:/app"]}
        --- www.conf
        [www]
        listen = /run/php/fpm.sock
        """,
        title="What is shown of php-fpm listens on a socket",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            environment:
              PHX_HOST: example.com
        --- Dockerfile
        FROM hexpm/elixir:1.17.3-erlang-27.1.2-debian-bookworm-20241016 AS builder
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=builder /app/_build/prod/rel/shop ./
        CMD ["/app/bin/shop", "start"]
        --- mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}]
        --- config/runtime.exs
        import Config
        if System.get_env("PHX_SERVER") do
          config :shop, ShopWeb.Endpoint, server: true
        end
        if config_env() == :prod do
          port = String.to_integer(System.get_env("PORT") || "4000")
          config :shop, ShopWeb.Endpoint,
            url: [host: "example.com", port: 443, scheme: "https"],
            http: [
              # all interfaces
              ip: {0, 0, 0, 0, 0, 0, 0, 0},
              port: port
            ]
        end
        """,
        title="A release of Phoenix that nobody tells to start its server",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            environment:
              PHX_HOST: example.com
              PHX_SERVER: "true"
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /old/* «web:80»
        	reverse_proxy unix//run/web.sock
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "run:/run"]}
          web: {build: ., command: gunicorn --bind unix:/sockets/web.sock app.wsgi, volumes: ["run:/sockets"]}
        volumes: {run: }
        """,
        title="A socket that another route asks for by another path, which stays",
    ),
    Example(
        """
        --- Caddyfile
        jobs.example.com {
        	reverse_proxy «worker:8001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          worker: {build: ., command: celery -A app worker, expose: [8001]}
        """,
        title="A worker that is written as if it had the port: its code may open one",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «worker:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, command: gunicorn -b :8000 web.wsgi}
          worker: {image: example/other, command: celery -A web worker}
        """,
        title="A worker of another image, whose code nobody sees: it may open the port",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «worker:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, command: gunicorn -b :8000 web.wsgi}
          worker: {image: example/web, command: celery -A web worker}
        """,
        title="A worker in place of the server of its image",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «jobs:9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          jobs: {build: jobs, command: celery -A shop worker}
        --- jobs/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- jobs/shop.py
        import os
        from celery import Celery
        app = Celery("shop", broker=os.environ["BROKER"])
        # HTTPServer(("", 9000), Handler)
        if __name__ == "__main__":
            from http.server import HTTPServer, SimpleHTTPRequestHandler
            HTTPServer(("", 9000), SimpleHTTPRequestHandler).serve_forever()
        """,
        title="A worker whose code opens nothing, but where a file of it is started by itself",
        severity=Severity.ERROR,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          base: {image: example/base, build: base, command: "true"}
          other: {image: example/base}
          web: {image: "node:22"}
        --- base/Dockerfile
        FROM node:22-bookworm
        """,
        title="An official image, beside others that are built",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /dev/* dev:3000
        	reverse_proxy /php/* php:80
        	reverse_proxy /own/* own:8000
        	reverse_proxy /run/* run:8000
        	reverse_proxy pages:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dev: {image: "node:22", tty: true, expose: [3000]}
          php: {image: "php:8.3-apache"}
          own: {image: "registry.example.com/team/python:3.12"}
          run: {build: ., command: python -m app}
          pages: {image: nginx}
        --- Dockerfile
        FROM python:3.12-slim
        COPY . /app
        """,
        title="A terminal that stays, images that serve, one that nobody knows, a command in the compose file",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /metrics live:4021
        	reverse_proxy live:4001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          live: {build: live}
        --- live/mix.exs
        def project, do: [apps_path: "apps", deps: []]
        --- live/apps/api/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.0"}]
        --- live/apps/api/lib/api/application.ex
        children = [{Plug.Cowboy, scheme: :http, plug: Api.Router, options: [port: 4001]}]
        --- live/apps/live_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}]
        --- live/config/runtime.exs
        import Config
        if System.get_env("PHX_SERVER") do
          config :live_web, LiveWeb.Endpoint, server: true
        end
        config :live_web, LiveWeb.Endpoint, http: [ip: {0, 0, 0, 0}, port: 4000]
        --- live/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=build /app/_build/prod/rel/live ./
        CMD ["/app/bin/live", "start"]
        """,
        title="An umbrella of which another application has a server of its own",
    ),
    Example(
        """
        --- Caddyfile
        s3.example.com {
        	reverse_proxy minio:9000
        }
        own.example.com {
        	reverse_proxy own:9000
        }
        sso.example.com {
        	reverse_proxy keycloak:8080
        }
        started.example.com {
        	reverse_proxy started:9000
        }
        tests.example.com {
        	reverse_proxy tests:9000
        }
        digest.example.com {
        	reverse_proxy digest:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio: {image: minio/minio, command: server /data}
          own: {build: own}
          keycloak: {image: "quay.io/keycloak/keycloak:16.1.1"}
          started: {image: minio/minio, entrypoint: /start.sh}
          tests: {image: "minio/minio:edge-cicd"}
          digest: {image: "quay.io/keycloak/keycloak@sha256:abcdef"}
        --- own/Dockerfile
        FROM minio/minio
        CMD ["server", "/data"]
        """,
        title="Images that are given a command, or come with one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy told:4000
        	reverse_proxy /a/* script:4001
        	reverse_proxy /b/* other:4000
        	reverse_proxy /c/* perhaps:4000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          told: {build: ., environment: {PHX_SERVER: "true"}}
          script: {build: ., command: /app/bin/server, environment: {PORT: "4001"}}
          other: {build: other}
          perhaps: {build: ., env_file: [absent.env]}
        --- Dockerfile
        FROM hexpm/elixir:1.17.3-erlang-27.1.2-debian-bookworm-20241016 AS builder
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        WORKDIR /app
        COPY --from=builder /app/_build/prod/rel/shop ./
        CMD ["/app/bin/shop", "start"]
        --- mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}]
        --- config/runtime.exs
        import Config
        if System.get_env("PHX_SERVER") do
          config :shop, ShopWeb.Endpoint, server: true
        end
        if config_env() == :prod do
          port = String.to_integer(System.get_env("PORT") || "4000")
          config :shop, ShopWeb.Endpoint,
            url: [host: "example.com", port: 443, scheme: "https"],
            http: [
              # all interfaces
              ip: {0, 0, 0, 0, 0, 0, 0, 0},
              port: port
            ]
        end
        --- other/Dockerfile
        FROM debian:bookworm-slim
        CMD ["/app/bin/shop", "start"]
        """,
        title="Releases of Phoenix that are told to start their server, or perhaps are",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8005
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: "python:3.12", command: "${COMMAND:-gunicorn -b :8005 app}"}
        """,
        title="A variable gives all words of a command: Compose splits them afterwards",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: alpine, command: nc -lk -p 8080 -e cat}
        """,
        title="A tool that is told to listen",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* told:9000
        	reverse_proxy /b/* given:9540
        	reverse_proxy /c/* jobs:9394
        	reverse_proxy /d/* queue:9502
        	reverse_proxy /e/* actors:9191
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          told: {build: told, command: celery -A shop worker}
          given: {build: given, command: rq worker, environment: {METRICS_PORT: "9540"}}
          jobs: {build: jobs, command: bundle exec sidekiq}
          queue: {build: queue, command: php artisan queue:work}
          actors: {image: example/actors, command: dramatiq shop}
        --- told/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- told/shop/__init__.py
        from celery.signals import worker_init
        from prometheus_client import start_http_server
        @worker_init.connect
        def metrics(**_):
            start_http_server(9000)
        --- given/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- given/jobs.py
        import os
        import uvicorn
        def serve():
            uvicorn.run("app:app", host="0.0.0.0", port=int(os.environ["METRICS_PORT"]))
        --- jobs/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        RUN bundle install
        --- jobs/Gemfile
        gem "sidekiq"
        gem "yabeda-prometheus"
        --- jobs/app.rb
        require "sidekiq"
        --- queue/Dockerfile
        FROM php:8.3-cli
        WORKDIR /app
        COPY . .
        --- queue/app/Providers/Jobs.php
        <?php
        $server = new Swoole\\Http\\Server("0.0.0.0", 9502);
        """,
        title="Workers whose code opens the port",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:80
        	reverse_proxy /blog/* blog:80
        	reverse_proxy /dev/* dev:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, command: sh -c "service nginx start && tail -f /var/log/nginx/access.log"}
          blog: {image: "php:8-apache", command: sh -c "cron && apache2-foreground"}
          dev: {image: "python:3.12", command: sleep infinity, post_start: [{command: /app/start.sh}]}
        """,
        title="What goes into the background by itself, and a hook that starts something",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /one/* one:5555
        	reverse_proxy /two/* two:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {build: ., command: celery -A worker flower}
          two: {build: ., command: celery --workdir worker --app beat flower --port=8000}
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        RUN pip install celery flower
        COPY worker.py .
        --- worker.py
        from celery import Celery

        celery = Celery()
        """,
        title="An application that is called as a worker is",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          base: {image: "node:22", build: base, command: "true"}
          web: {image: "node:22"}
        --- base/Dockerfile
        FROM node:22-bookworm
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        """,
        title="An image that another service builds under the name of an official one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: registry.example.com/library/php}
        """,
        title="A registry of one's own with a folder that is called so",
    ),
)
