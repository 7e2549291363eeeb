"""Further examples of TB105."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy «one:8008»
        }
        two.example.com {
        	reverse_proxy «two:2368»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one:
            image: matrixdotorg/synapse
            environment: {SYNAPSE_CONFIG_PATH: /conf/homeserver.yaml}
            volumes: ["./conf:/conf"]
          two: {image: "ghost:5", environment: {url: "https://two.example.com", server__host: 127.0.0.1}}
        --- conf/homeserver.yaml
        listeners:
          - port: 8008
            type: http
            bind_addresses: ['127.0.0.1', '::1']
        """,
        title="Addresses that the settings of images name",
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one:
            image: matrixdotorg/synapse
            environment: {SYNAPSE_CONFIG_PATH: /conf/homeserver.yaml}
            volumes: ["./conf:/conf"]
          two: {image: "ghost:5", environment: {url: "https://two.example.com", server__host: 0.0.0.0}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        matrix.example.org {
            reverse_proxy «synapse:8008»
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          synapse: {image: "ghcr.io/element-hq/synapse:v1.119.0", volumes: ["./data:/data"]}
        --- data/homeserver.yaml
        server_name: example.org
        listeners:
          - port: 8008
            tls: false
            type: http
            bind_addresses: ['::1', '127.0.0.1']
            resources:
              - {names: [client, federation], compress: false}
        """,
        title="The listener that Synapse's documentation has for a proxy on the same machine",
    ),
    Example(
        """
        --- Caddyfile
        auth.example.com {
        	reverse_proxy «auth:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          auth:
            image: ${AUTH_IMAGE:-example/auth}
            environment: {ASPNETCORE_URLS: "http://localhost:8080"}
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/health"]}
        """,
        title="A healthcheck asks from inside: of addresses it tells nothing",
        message="names port 8080 on 127.0.0.1",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          auth:
            image: ${AUTH_IMAGE:-example/auth}
            environment: {ASPNETCORE_URLS: "http://0.0.0.0:8080"}
            healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/health"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        stats.example.com {
        	reverse_proxy «shiny:3838»
        	reverse_proxy /b/* «base:3838»
        	reverse_proxy /c/* «nested:3838»
        	reverse_proxy /d/* «plain:3838»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          shiny: {build: shiny}
          base: {image: "r-base:4.4", command: [R, -e, "shiny::runApp(port = 3838)"]}
          nested: {image: "r-base:4.4", command: 'R -e "shiny::runApp(port = 3838)"'}
          plain: {image: "r-base:4.4", command: R -e "shiny::runApp(port = 3838)"}
        --- shiny/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY app /srv
        CMD ["R", "-e", "shiny::runApp('/srv', port = 3838)"]
        --- shiny/app/app.R
        shiny::shinyApp(ui, server)
        """,
        title="Shiny where nothing tells it to listen for others",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          shiny: {build: shiny}
          base: {image: "r-base:4.4", command: [R, -e, "shiny::runApp(host = '0.0.0.0', port = 3838)"]}
          nested: {image: "r-base:4.4", command: 'R -e "shiny::runApp(port = 3838)"'}
          plain: {image: "r-base:4.4", command: "R -e \\"shiny::runApp(host = '0.0.0.0', port = 3838)\\""}
        --- shiny/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY app /srv
        CMD ["R", "-e", "shiny::runApp(host = '0.0.0.0', '/srv', port = 3838)"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        stats.example.com {
        	reverse_proxy /a/* «file:8000»
        	reverse_proxy /b/* «usual:8000»
        	reverse_proxy /c/* «shiny:3838»
        	reverse_proxy /d/* «old:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          file: {build: file}
          usual: {build: usual, environment: {PORT: 8000}}
          shiny: {build: shiny}
          old: {build: old}
        --- file/Dockerfile
        FROM rocker/r-ver:4.4.1
        WORKDIR /srv
        COPY . .
        CMD ["Rscript", "run.R"]
        --- file/run.R
        library(plumber)  # not on host = "0.0.0.0"
        pr("api.R") |> pr_run(host = "127.0.0.1", port = 8000)
        --- usual/Dockerfile
        FROM rocker/r-ver:4.4.1
        WORKDIR /srv
        COPY . .
        CMD ["Rscript", "run.R"]
        --- usual/run.R
        plumber::pr_run(plumber::pr("api.R"), port = as.numeric(Sys.getenv("PORT", 8080)))
        --- shiny/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY app.R /srv/app.R
        CMD ["R", "-e", "shiny::runApp('/srv/app.R', port = 3838, host = '127.0.0.1')"]
        --- old/Dockerfile
        FROM rocker/r-ver:4.4.1
        WORKDIR /srv
        COPY . .
        CMD ["Rscript", "run.R"]
        --- old/run.R
        p <- plumber::plumb("api.R")
        p$run(port = 8000L, host = "127.0.0.1")
        """,
        title="Plumber and Shiny in R",
        unsafe=True,
        fixed="""
        --- file/run.R
        library(plumber)  # not on host = "0.0.0.0"
        pr("api.R") |> pr_run(host = "0.0.0.0", port = 8000)
        --- usual/run.R
        plumber::pr_run(host = "0.0.0.0", plumber::pr("api.R"), port = as.numeric(Sys.getenv("PORT", 8080)))
        --- shiny/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY app.R /srv/app.R
        CMD ["R", "-e", "shiny::runApp('/srv/app.R', port = 3838, host = '0.0.0.0')"]
        --- old/run.R
        p <- plumber::plumb("api.R")
        p$run(port = 8000L, host = "0.0.0.0")
        """,
    ),
    Example(
        """
        --- Caddyfile
        chat.example.com {
        	reverse_proxy /cable* «cable:8080»
        	reverse_proxy «live:4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          cable: {image: "anycable/anycable-go:1.5", environment: {ANYCABLE_HOST: 127.0.0.1}}
          live: {build: live, environment: {PHX_SERVER: "true"}}
        --- live/mix.exs
        def project, do: [apps_path: "apps", deps: []]
        --- live/apps/live/mix.exs
        defp deps, do: [{:ecto, "~> 3.0"}]
        --- live/apps/live_web/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}]
        --- live/config/runtime.exs
        import Config
        config :live_web, LiveWeb.Endpoint,
          server: true,
          http: [ip: {127, 0, 0, 1}, port: 4000]
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
        title="AnyCable, and an umbrella of Elixir",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          cable: {image: "anycable/anycable-go:1.5", environment: {ANYCABLE_HOST: 0.0.0.0}}
          live: {build: live, environment: {PHX_SERVER: "true"}}
        --- live/config/runtime.exs
        import Config
        config :live_web, LiveWeb.Endpoint,
          server: true,
          http: [ip: {0, 0, 0, 0}, port: 4000]
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «a:8081»
        	reverse_proxy /b/* «b:8082»
        }
        --- a.py
        from http.server import BaseHTTPRequestHandler, HTTPServer

        PORT = 8081
        if __name__ == "__main__":
            HTTPServer(("127.0.0.1", PORT), BaseHTTPRequestHandler).serve_forever()
        --- b.py
        import http.server
        import ssl

        server = http.server.ThreadingHTTPServer(("localhost", 8082), http.server.SimpleHTTPRequestHandler)
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY *.py ./
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: python a.py}
          b: {build: ., command: python b.py}
        """,
        title="The server of Python's standard library",
        message="starts http.server on 127.0.0.1",
        unsafe=True,
        fixed="""
        --- a.py
        from http.server import BaseHTTPRequestHandler, HTTPServer

        PORT = 8081
        if __name__ == "__main__":
            HTTPServer(("0.0.0.0", PORT), BaseHTTPRequestHandler).serve_forever()
        --- b.py
        import http.server
        import ssl

        server = http.server.ThreadingHTTPServer(("0.0.0.0", 8082), http.server.SimpleHTTPRequestHandler)
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /llm/* «llm:11434»
        	reverse_proxy /photos/* «photos:80»
        	reverse_proxy /logs/* «logs:9000»
        	reverse_proxy /demo/* «demo:8080»
        	reverse_proxy /octane/* «octane:8000»
        	reverse_proxy /idm/* «https://idm:8443»
        	reverse_proxy /grpc/* «h2c://grpc:50051»
        	reverse_proxy /preview/* «preview:4173»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          llm: {image: ollama/ollama, environment: [OLLAMA_HOST=127.0.0.1]}
          photos: {image: photoview/photoview, environment: {PHOTOVIEW_LISTEN_IP: 127.0.0.1}}
          logs: {image: graylog/graylog, environment: {GRAYLOG_HTTP_BIND_ADDRESS: "127.0.0.1:9000"}}
          demo:
            image: python:3.12
            working_dir: /app
            command: python app.py
            volumes: ["./demo:/app"]
            environment: {GRADIO_SERVER_PORT: 8080}
          octane: {build: octane, command: php artisan octane:start --server=swoole}
          idm: {image: kanidm/server, volumes: ["./server.toml:/data/server.toml"]}
          grpc: {build: grpc}
          preview: {image: node:22, working_dir: /a, command: npx vite preview, volumes: ["./p:/a"]}
        --- demo/app.py
        import gradio as gr
        demo = gr.Interface(fn=str, inputs="text", outputs="text")
        demo.launch()
        --- octane/Dockerfile
        FROM php:8.3-cli
        --- server.toml
        bindaddress = "127.0.0.1:8443"
        --- grpc/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        ENTRYPOINT ["/app"]
        --- grpc/main.go
        package main
        import ("net"; "google.golang.org/grpc")
        func main() {
        	lis, _ := net.Listen("tcp", "127.0.0.1:50051")
        	s := grpc.NewServer()
        	s.Serve(lis)
        }
        --- p/vite.config.js
        import { defineConfig } from 'vite'
        export default defineConfig({ preview: { allowedHosts: ['preview.example.com'] } })
        """,
        title="By variables, files and calls of programs that say so",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          llm: {image: ollama/ollama, environment: [OLLAMA_HOST=0.0.0.0]}
          photos: {image: photoview/photoview, environment: {PHOTOVIEW_LISTEN_IP: 0.0.0.0}}
          logs: {image: graylog/graylog, environment: {GRAYLOG_HTTP_BIND_ADDRESS: "0.0.0.0:9000"}}
          demo:
            image: python:3.12
            working_dir: /app
            command: python app.py
            volumes: ["./demo:/app"]
            environment: {GRADIO_SERVER_PORT: 8080}
          octane: {build: octane, command: php artisan octane:start --server=swoole --host=0.0.0.0}
          idm: {image: kanidm/server, volumes: ["./server.toml:/data/server.toml"]}
          grpc: {build: grpc}
          preview: {image: node:22, working_dir: /a, command: npx vite preview --host=0.0.0.0, volumes: ["./p:/a"]}
        --- demo/app.py
        import gradio as gr
        demo = gr.Interface(fn=str, inputs="text", outputs="text")
        demo.launch(server_name="0.0.0.0")
        --- server.toml
        bindaddress = "0.0.0.0:8443"
        --- grpc/main.go
        package main
        import ("net"; "google.golang.org/grpc")
        func main() {
        	lis, _ := net.Listen("tcp", "0.0.0.0:50051")
        	s := grpc.NewServer()
        	s.Serve(lis)
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	forward_auth «oauth2-proxy:4180» {
        		uri /oauth2/auth
        	}
        	reverse_proxy «files:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          oauth2-proxy:
            image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
            command: ["--provider=oidc", "--upstream=static://202"]
          files: {image: rclone/rclone, command: serve webdav /data --read-only}
        """,
        title="Images of programs that listen so by default",
        message="by default, which only the container itself reaches",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          oauth2-proxy:
            image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
            command: ["--provider=oidc", "--upstream=static://202", "--http-address=0.0.0.0:4180"]
          files: {image: rclone/rclone, command: serve webdav /data --read-only --addr=0.0.0.0:8080}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «kit:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          kit: {image: example/kit, environment: {HOST: 127.0.0.1, PORT: 3000}}
        """,
        title="Variables, of which nobody knows what the program makes",
        message="HOST and PORT in its environment name port 3000 on 127.0.0.1",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          kit: {image: example/kit, environment: {HOST: 0.0.0.0, PORT: 3000}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:5173»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM node:20
        EXPOSE 5173
        CMD ["npm", "run", "dev"]
        --- package.json
        {"scripts": {"dev": "vite"}}
        """,
        title="A port that is exposed says nothing of addresses",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- package.json
        {"scripts": {"dev": "vite --host=0.0.0.0"}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:8000»
        	reverse_proxy /api/* «api:8001»
        	reverse_proxy /old/* «old:8002»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            command:
              - sh
              - -c
              - |
                python manage.py migrate
                python manage.py runserver 127.0.0.1:8000
          api:
            build: .
            command:
              - uvicorn
              - main:app
              - --port
              - "8001"
          old: {build: ., command: uvicorn old:app --port 8002}
        """,
        title="In a script of several lines, and in the manner of the other flags",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web:
            build: .
            command:
              - sh
              - -c
              - |
                python manage.py migrate
                python manage.py runserver 0.0.0.0:8000
          api:
            build: .
            command:
              - uvicorn
              - main:app
              - --port
              - "8001"
              - --host
              - 0.0.0.0
          old: {build: ., command: uvicorn old:app --port 8002 --host 0.0.0.0}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /dash/* «dash:8050»
        	reverse_proxy /old/* «old:8060»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dash:
            image: python:3.12
            working_dir: /code
            volumes: [".:/code"]
            command: sh -c "pip install dash && python app.py"
          old: {image: "python:3.12", working_dir: /code, volumes: [".:/code"], command: python old.py}
        --- app.py
        from dash import Dash
        app = Dash(__name__)
        app.run(debug=True)
        --- old.py
        import dash
        app = dash.Dash(__name__)
        app.run_server(port=8060)
        """,
        title="Dash by its defaults",
        unsafe=True,
        fixed="""
        --- app.py
        from dash import Dash
        app = Dash(__name__)
        app.run(host="0.0.0.0", debug=True)
        --- old.py
        import dash
        app = dash.Dash(__name__)
        app.run_server(host="0.0.0.0", port=8060)
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «api:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, environment: {HTTP_LISTEN: "127.0.0.1:8080"}}
        """,
        title="By a variable of a program that nobody knows",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, environment: {HTTP_LISTEN: "0.0.0.0:8080"}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «a:4567»
        	reverse_proxy /b/* «b:4568»
        	reverse_proxy /c/* «c:8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: .}
          b: {build: ., command: ruby app.rb -o 127.0.0.1, environment: {PORT: 4568, APP_ENV: production}}
          c: {image: "python:3.12", working_dir: /app, volumes: [".:/app"], command: python main.py}
        --- Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bundle", "exec", "ruby", "app.rb"]
        --- app.rb
        require 'sinatra'
        get('/') { 'hello' }
        --- main.py
        from aiohttp import web
        web.run_app(web.Application(), host="localhost")
        """,
        title="Sinatra and aiohttp",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: .}
          b: {build: ., command: ruby app.rb -o 0.0.0.0, environment: {PORT: 4568, APP_ENV: production}}
          c: {image: "python:3.12", working_dir: /app, volumes: [".:/app"], command: python main.py}
        --- app.rb
        require 'sinatra'
        set :bind, "0.0.0.0"
        get('/') { 'hello' }
        --- main.py
        from aiohttp import web
        web.run_app(web.Application(), host="0.0.0.0")
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «api:5000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, command: serve-it --bind=127.0.0.1 --port=5000}
        """,
        title="Host and port in two flags of a program that nobody knows",
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, command: serve-it --bind=0.0.0.0 --port=5000}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /ws/* «app:9000»
        	reverse_proxy /docs/* «docs:3000»
        	reverse_proxy app:8000
        	reverse_proxy /panel/* part:8000
        	reverse_proxy /more/* more:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: .}
          docs: {image: example/docs, command: mdbook serve}
          part: {build: ./part}
          more: {build: ./more}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /srv
        COPY supervisord.conf /etc/supervisor/conf.d/app.conf
        COPY app.py .
        CMD ["supervisord", "-n", "-c", "/etc/supervisor/conf.d/app.conf"]
        --- app.py
        pass
        --- supervisord.conf
        [supervisord]
        nodaemon=true  ; in the foreground

        [program:web]
        command=gunicorn shop.wsgi
            -b 0.0.0.0:8000

        [program:ws]
        directory=/srv
        command=daphne -p 9000 shop.asgi:application ; for the sockets

        [program:off]
        autostart=false
        command=uvicorn off:app

        [program:empty]
        command=
        --- part/Dockerfile
        FROM python:3.12
        COPY supervisord.conf /etc/
        CMD supervisord --configuration=/etc/supervisord.conf
        --- part/supervisord.conf
        [supervisord]
        environment=HOST="0.0.0.0"
        [program:panel]
        command=uvicorn panel:app --port 8000 --host %(ENV_HOST)s
        --- more/Dockerfile
        FROM python:3.12
        COPY supervisord.conf /etc/
        CMD supervisord
        --- more/supervisord.conf
        [program:one]
        command=uvicorn one:app
        [include]
        files=/etc/supervisor.d/*.conf
        """,
        title="Behind Supervisor, and a preview of a book",
        message="does not answer",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: .}
          docs: {image: example/docs, command: mdbook serve --hostname=0.0.0.0}
          part: {build: ./part}
          more: {build: ./more}
        --- supervisord.conf
        [supervisord]
        nodaemon=true  ; in the foreground

        [program:web]
        command=gunicorn shop.wsgi
            -b 0.0.0.0:8000

        [program:ws]
        directory=/srv
        command=daphne -p 9000 shop.asgi:application --bind=0.0.0.0 ; for the sockets

        [program:off]
        autostart=false
        command=uvicorn off:app

        [program:empty]
        command=
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «app:8080»
        	reverse_proxy /other/* other:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: ., environment: {SERVER_ADDRESS: 127.0.0.1}}
          other: {build: ./other, environment: {SERVER_ADDRESS: 127.0.0.1}}
        --- Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- src/main/resources/application.properties
        server.port=8080
        --- other/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        --- other/src/main/resources/application.properties
        quarkus.http.port=8080
        """,
        title="The address is in the environment, in the words of one framework",
        message="its environment lets it listen on 127.0.0.1:8080",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: ., environment: {SERVER_ADDRESS: 0.0.0.0}}
          other: {build: ./other, environment: {SERVER_ADDRESS: 127.0.0.1}}
        """,
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
          web: {image: "elixir:1.17", working_dir: /app, volumes: [".:/app"], command: mix phx.server}
        --- config/config.exs
        import Config
        config :shop, ShopWeb.Endpoint,
          url: [host: "localhost"],
          adapter: Bandit.PhoenixAdapter
        import_config "#{config_env()}.exs"
        --- config/dev.exs
        import Config
        config :shop, ShopWeb.Endpoint,
          # Binding to loopback: {0, 0, 0, 0} is for other machines.
          http: [ip: {127, 0, 0, 1}],
          check_origin: false
        --- config/runtime.exs
        import Config
        config :shop, ShopWeb.Endpoint,
          http: [port: String.to_integer(System.get_env("PORT", "4000"))]
        if config_env() == :prod do
          config :shop, ShopWeb.Endpoint, http: [ip: {0, 0, 0, 0, 0, 0, 0, 0}]
        end
        """,
        title="Phoenix in development",
        unsafe=True,
        fixed="""
        --- config/dev.exs
        import Config
        config :shop, ShopWeb.Endpoint,
          # Binding to loopback: {0, 0, 0, 0} is for other machines.
          http: [ip: {0, 0, 0, 0}],
          check_origin: false
        """,
    ),
    Example(
        """
        --- Caddyfile
        music.example.com {
        	reverse_proxy «music:4533»
        }
        consul.example.com {
        	reverse_proxy «consul:8500»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          music: {image: deluan/navidrome, environment: {ND_ADDRESS: 127.0.0.1}}
          consul: {image: hashicorp/consul:1.20, command: agent -server -ui}
        """,
        title="By the address of an image, and by Consul's default",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          music: {image: deluan/navidrome, environment: {ND_ADDRESS: 0.0.0.0}}
          consul: {image: hashicorp/consul:1.20, command: agent -server -ui -client=0.0.0.0}
        """,
    ),
    Example(
        """
        --- Caddyfile
        hs.example.com {
        	reverse_proxy «headscale:8080»
        }
        --- headscale/config.yaml
        listen_addr: 127.0.0.1:8080
        metrics_listen_addr: 127.0.0.1:9090
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          headscale: {image: "headscale/headscale:0.23", command: serve, volumes: ["./headscale:/etc/headscale"]}
        """,
        title="By the settings file that the service is given",
        fixed="""
        --- headscale/config.yaml
        listen_addr: 0.0.0.0:8080
        metrics_listen_addr: 127.0.0.1:9090
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /alloy/* «alloy:12345»
        	reverse_proxy /s3/* «s3:8333»
        	reverse_proxy /dex/* «dex:5556»
        	reverse_proxy /mqtt/* «mqtt:9001»
        	reverse_proxy /rr/* «rr:8080»
        	reverse_proxy /vapor/* «vapor:8080»
        	reverse_proxy /mojo/* «mojo:3000»
        }
        --- dex.yaml
        web:
          http: 127.0.0.1:5556
        --- mosquitto.conf
        listener 9001 127.0.0.1
        protocol websockets
        --- rr/Dockerfile
        FROM php:8.3-cli
        COPY --from=ghcr.io/roadrunner-server/roadrunner:2024 /usr/bin/rr /usr/local/bin/rr
        WORKDIR /app
        COPY . .
        CMD ["rr", "serve", "-c", ".rr.yaml"]
        --- rr/.rr.yaml
        version: "3"
        http:
          address: 127.0.0.1:8080
        --- vapor/Dockerfile
        FROM ubuntu:jammy
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./App"]
        CMD ["serve", "--env", "production", "--hostname", "127.0.0.1"]
        --- vapor/Package.swift
        let package = Package(dependencies: [.package(url: "https://github.com/vapor/vapor.git", from: "4.99.3")])
        --- mojo/Dockerfile
        FROM perl:5.38
        WORKDIR /app
        COPY app.pl .
        CMD ["perl", "app.pl", "prefork", "-l", "http://127.0.0.1:3000"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          alloy: {image: grafana/alloy, command: run /etc/alloy/config.alloy}
          s3: {image: chrislusf/seaweedfs, command: 's3 -filer="filer:8888"'}
          dex:
            image: ghcr.io/dexidp/dex
            command: [dex, serve, /etc/dex/config.yaml]
            volumes: ["./dex.yaml:/etc/dex/config.yaml"]
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
          rr: {build: rr}
          vapor: {build: vapor}
          mojo: {build: mojo}
        """,
        title="Servers of other worlds, by default or by a file of settings",
        fixed="""
        --- dex.yaml
        web:
          http: 0.0.0.0:5556
        --- mosquitto.conf
        listener 9001 0.0.0.0
        protocol websockets
        --- rr/.rr.yaml
        version: "3"
        http:
          address: 0.0.0.0:8080
        --- vapor/Dockerfile
        FROM ubuntu:jammy
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./App"]
        CMD ["serve", "--env", "production", "--hostname", "0.0.0.0"]
        --- mojo/Dockerfile
        FROM perl:5.38
        WORKDIR /app
        COPY app.pl .
        CMD ["perl", "app.pl", "prefork", "-l", "http://0.0.0.0:3000"]
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «a:8000»
        	reverse_proxy /b/* «b:8000»
        	reverse_proxy /dev/* «dev:5173»
        	reverse_proxy /net/* «net:5000»
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY run.sh /usr/local/bin/entrypoint
        ENTRYPOINT ["entrypoint"]
        CMD ["uvicorn", "main:app"]
        --- b.Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY run.sh /usr/local/bin/
        ENTRYPOINT ["run.sh"]
        CMD ["uvicorn", "main:app"]
        --- run.sh
        #!/bin/sh
        python migrate.py
        exec "$@"
        --- dev/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["npx", "react-router", "dev"]
        --- dev/package.json
        {"devDependencies": {"vite": "^6.0.0", "@react-router/dev": "^7.1.0"}}
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- net/Program.cs
        WebApplication.CreateBuilder(args).Build().Run();
        --- net/appsettings.json
        {"Kestrel": {"Endpoints": {"Http": {"Url": "http://localhost:5000"}}}}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: .}
          b: {build: {context: ., dockerfile: b.Dockerfile}}
          dev: {build: dev}
          net: {build: net}
        """,
        title="Behind a script in a folder of programs, in development, by endpoints",
        fixed="""
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY run.sh /usr/local/bin/entrypoint
        ENTRYPOINT ["entrypoint"]
        CMD ["uvicorn", "main:app", "--host=0.0.0.0"]
        --- b.Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY run.sh /usr/local/bin/
        ENTRYPOINT ["run.sh"]
        CMD ["uvicorn", "main:app", "--host=0.0.0.0"]
        --- dev/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["npx", "react-router", "dev", "--host=0.0.0.0"]
        --- net/appsettings.json
        {"Kestrel": {"Endpoints": {"Http": {"Url": "http://0.0.0.0:5000"}}}}
        """,
        unsafe=True,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          hooks: {build: hooks}
          ruby: {image: "ruby:3.3", working_dir: /app, command: bundle exec falcon serve}
        --- Caddyfile
        a.example.com {
        	reverse_proxy «hooks:4040»
        }
        b.example.com {
        	reverse_proxy «ruby:9292»
        }
        --- hooks/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- hooks/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- hooks/lib/hooks/application.ex
        children = [{Plug.Cowboy, scheme: :http, plug: Hooks.Router, options: [ip: {127, 0, 0, 1}, port: 4040]}]
        """,
        title="Elixir without Phoenix, and Falcon, on their loopback",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* «web:8000»
        	reverse_proxy /b/* «host.docker.internal:8001»
        }
        --- compose.yaml
        x-start: &start ["gunicorn", "-b", "127.0.0.1:8000", "app:app"]
        services:
          caddy:
            image: caddy:2
            extra_hosts: ["host.docker.internal:host-gateway"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: "python:3.12", command: *start}
          admin: {image: "python:3.12", command: *start, network_mode: host}
          other: {image: "python:3.12", command: gunicorn -b 127.0.0.1:8001 app, network_mode: host}
        """,
        title="What counts for another server on the host's network is not opened to everybody",
        unsafe=True,
        fixed="""
        --- compose.yaml
        x-start: &start ["gunicorn", "-b", "127.0.0.1:8000", "app:app"]
        services:
          caddy:
            image: caddy:2
            extra_hosts: ["host.docker.internal:host-gateway"]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: "python:3.12", command: *start}
          admin: {image: "python:3.12", command: *start, network_mode: host}
          other: {image: "python:3.12", command: gunicorn -b 0.0.0.0:8001 app, network_mode: host}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «web:3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
          web:
            build: .
            networks: [edge, inner]
          db: {image: postgres:16, networks: [inner]}
        networks:
          edge:
          inner:
        --- Dockerfile
        FROM node:22
        COPY .next/standalone ./
        EXPOSE 3000
        CMD ["node", "server.js"]
        --- package.json
        {"dependencies": {"next": "15.1.0"}}
        """,
        title="A standalone Next.js on more networks than it shares with Caddy",
        message="on one of its container's 2 networks",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge]}
          web:
            build: .
            networks: [edge, inner]
            environment:
              HOSTNAME: 0.0.0.0
          db: {image: postgres:16, networks: [inner]}
        networks:
          edge:
          inner:
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        matrix.example.org {
            reverse_proxy synapse:8008
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          synapse: {image: "ghcr.io/element-hq/synapse:v1.119.0", volumes: ["./data:/data"]}
        --- data/homeserver.yaml
        server_name: example.org
        listeners:
          - port: 8008
            type: http
            bind_addresses: ['127.0.0.1', '0.0.0.0']
          - {port: 9093, type: manhole, bind_address: 127.0.0.1}
          - type: http
            path: /run/synapse.sock
        """,
        title="A listener on more than the loopback, one inside and a socket",
    ),
    Example(
        """
        --- Caddyfile
        stats.example.com {
        	reverse_proxy /a/* piped:8000
        	reverse_proxy /b/* first:8000
        	reverse_proxy /c/* short:8000
        	reverse_proxy /d/* profile:3838
        	reverse_proxy /e/* options:3838
        	reverse_proxy /f/* sourced:3838
        	reverse_proxy /g/* custom:3838
        	reverse_proxy /h/* parts:3838
        	reverse_proxy /i/* variable:3838
        	reverse_proxy /j/* text:8000
        	reverse_proxy /cable cable:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          piped: {build: piped}
          first: {build: first}
          short: {build: short}
          profile: {build: profile}
          options: {build: options}
          sourced: {build: sourced}
          custom: {image: example/shiny, command: [R, -e, "shiny::runApp(port = 3838)"]}
          parts: {image: "r-base:4.4", command: [R, -e, "options(shiny.host = '::')", -e, "shiny::runApp(port = 3838)"]}
          variable:
            image: r-base:4.4
            command: [R, -e, "shiny::runApp(port = 3838)"]
            environment: {R_PROFILE: /etc/R.profile}
          text: {build: text}
          cable:
            image: anycable/anycable-go:1.5
            command: --host 0.0.0.0
            environment: {ANYCABLE_HOST: 127.0.0.1}
        --- piped/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- piped/run.R
        plumber::pr("api.R") |> plumber::pr_run("0.0.0.0", port = 8000)
        --- first/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- first/run.R
        p <- plumber::plumb("api.R")
        p$run("0.0.0.0", port = 8000)
        --- short/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- short/run.R
        plumber::pr_run(plumber::pr("api.R"), hos = "0.0.0.0", port = 8000)
        --- profile/Dockerfile
        FROM rocker/r-ver:4.4.1
        RUN echo "options(shiny.host = '0.0.0.0')" >> /usr/local/lib/R/etc/Rprofile.site
        CMD ["R", "-e", "shiny::runApp('/srv', port = 3838)"]
        --- options/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY app /srv
        CMD ["R", "-e", "shiny::runApp('/srv', port = 3838)"]
        --- options/app/app.R
        shiny::shinyApp(ui, server, options = list(host = "0.0.0.0"))
        --- sourced/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY . .
        CMD ["R", "-e", "shiny::runApp('.', port = 3838)"]
        --- sourced/.Rprofile
        library(settings)
        --- text/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- text/run.R
        usage <- "plumber::pr_run(api, port = 8000)"
        """,
        title="R that is told where to listen some other way, and a flag of a command",
    ),
    Example(
        """
        --- Caddyfile
        stats.example.com {
        	reverse_proxy /a/* file:8000
        	reverse_proxy /b/* usual:8000
        	reverse_proxy /c/* shiny:3838
        	reverse_proxy /d/* old:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          file: {build: file}
          usual: {build: usual, environment: {PORT: 8000}}
          shiny: {build: shiny}
          old: {build: old}
        --- file/Dockerfile
        FROM rocker/r-ver:4.4.1
        WORKDIR /srv
        COPY . .
        CMD ["Rscript", "run.R"]
        --- file/run.R
        library(plumber)  # not on host = "0.0.0.0"
        pr("api.R") |> pr_run(host = "0.0.0.0", port = 8000)
        --- usual/Dockerfile
        FROM rocker/r-ver:4.4.1
        WORKDIR /srv
        COPY . .
        CMD ["Rscript", "run.R"]
        --- usual/run.R
        plumber::pr_run(plumber::pr("api.R"), port = as.numeric(Sys.getenv("PORT", 8080)), host = "0.0.0.0")
        --- shiny/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY app.R /srv/app.R
        CMD ["R", "-e", "shiny::runApp('/srv/app.R', port = 3838, host = '0.0.0.0')"]
        --- old/Dockerfile
        FROM rocker/r-ver:4.4.1
        WORKDIR /srv
        COPY . .
        CMD ["Rscript", "run.R"]
        --- old/run.R
        p <- plumber::plumb("api.R")
        p$run(port = 8000L, host = "0.0.0.0")
        """,
        title="R on every address",
    ),
    Example(
        """
        --- Caddyfile
        stats.example.com {
        	reverse_proxy /a/* options:3838
        	reverse_proxy /b/* two:8000
        	reverse_proxy /c/* made:8000
        	reverse_proxy /d/* other:8000
        	reverse_proxy /e/* server:3838
        	reverse_proxy /f/* free:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          options: {build: options}
          two: {build: two}
          made: {build: made}
          other: {build: other}
          server: {image: "rocker/shiny:4.4.1", volumes: ["./app:/srv/shiny-server"]}
          free: {build: free}
        --- options/Dockerfile
        FROM rocker/r-ver:4.4.1
        CMD ["R", "-e", "options(shiny.host = '0.0.0.0'); shiny::runApp('/srv', port = 3838)"]
        --- two/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- two/run.R
        if (interactive()) pr_run(api, port = 8000) else pr_run(api, port = 8000, host = "0.0.0.0")
        --- made/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- made/run.R
        host <- "0.0.0.0"
        pr_run(plumber::pr("api.R"), host = host, port = 8000)
        --- other/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- other/run.R
        app$run(port = 8000)
        --- free/Dockerfile
        FROM rocker/r-ver:4.4.1
        COPY run.R .
        CMD ["Rscript", "run.R"]
        --- free/run.R
        pr_run(plumber::pr("api.R"))
        """,
        title="R that may be told otherwise, and Shiny's own server",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8081
        	reverse_proxy /b/* b:8081
        	reverse_proxy /c/* c:8081
        	reverse_proxy /d/* d:8081
        }
        --- a.py
        from http.server import HTTPServer

        HTTPServer(("", 8081), Handler).serve_forever()
        --- b.py
        from http.server import HTTPServer

        HTTPServer(("127.0.0.1", 9000), Handler)
        HTTPServer(("0.0.0.0", 8081), Handler)
        --- c.py
        from somewhere import HTTPServer

        HTTPServer(("127.0.0.1", 8081), Handler)
        --- d.py
        import argparse
        from http.server import HTTPServer

        HTTPServer(("127.0.0.1", 8081), Handler)
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY *.py ./
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: python a.py}
          b: {build: ., command: python b.py}
          c: {build: ., command: python c.py}
          d: {build: ., command: python d.py}
        """,
        title="A server of the standard library that is open, one of two, of others, by an option",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy stats:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          stats: {image: example/web, environment: {XDEBUG_BIND_ADDRESS: "127.0.0.1:8080"}}
        """,
        title="A loopback address of something beside the program",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy a:8500
        }
        b.example.com {
        	reverse_proxy b:8500
        }
        c.example.com {
        	reverse_proxy c:8500
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: hashicorp/consul:1.20, command: agent -server -ui, volumes: ["./config:/consul/config"]}
          b:
            image: hashicorp/consul:1.20
            command: agent -server
            environment: {CONSUL_LOCAL_CONFIG: '{"client_addr": "0.0.0.0"}'}
          c: {image: hashicorp/consul:1.20}
        """,
        title="Consul with a folder or a variable of settings, or as it comes",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	forward_auth told:4180 {
        		uri /oauth2/auth
        	}
        	reverse_proxy /a/* filed:4180
        	reverse_proxy /b/* hidden:4180
        	reverse_proxy /c/* models:11434
        	reverse_proxy /d/* base:80
        	reverse_proxy ready:4180
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          told: {image: quay.io/oauth2-proxy/oauth2-proxy, environment: {OAUTH2_PROXY_HTTP_ADDRESS: "0.0.0.0:4180"}}
          filed: {image: quay.io/oauth2-proxy/oauth2-proxy, command: --config=/etc/oauth2-proxy.cfg}
          hidden: {image: quay.io/oauth2-proxy/oauth2-proxy, env_file: auth.env}
          ready: {image: bitnami/oauth2-proxy}
          models: {image: example/models, command: ollama serve}
          base: {image: "debian:12", command: pocketbase serve example.com}
        """,
        title="Told by a variable, or perhaps by a file, an image or a name",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /dash/* dash:8050
        	reverse_proxy /api/* api:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dash:
            image: python:3.12
            working_dir: /code
            volumes: [".:/code"]
            command: python app.py
            environment: {HOST: 0.0.0.0}
          api: {image: example/api, environment: {CACHE_ADDR: "127.0.0.1:8080", ADMIN_LISTEN: "127.0.0.1:8080"}}
        --- app.py
        from dash import Dash
        app = Dash(__name__)
        app.run(debug=True)
        """,
        title="Dash that a variable opens, variables of other listeners and servers",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:4567
        	reverse_proxy /b/* b:4567
        	reverse_proxy /c/* c:4567
        	reverse_proxy /d/* d:4567
        	reverse_proxy /e/* e:4567
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., environment: {APP_ENV: production}}
          b: {build: ., command: ruby app.rb -o 0.0.0.0}
          c: {build: ., command: ruby set.rb}
          d: {build: ., command: ruby app.rb -e production}
          e: {build: ., env_file: missing.env}
        --- Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["ruby", "app.rb"]
        --- app.rb
        require 'sinatra'
        --- set.rb
        require 'sinatra'
        set :bind, '0.0.0.0'
        """,
        title="Sinatra that is opened by its environment, its command or its text, or perhaps by a file",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /board/* board:6006
        	reverse_proxy /other/* other:7007
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          board: {image: example/board, command: tensorboard --logdir /logs --bind_all}
          other: {image: example/board, command: tensorboard --bind_all --logdir /logs --port 7007}
        """,
        title="A flag for all addresses that takes no value",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy dev:4000
        	reverse_proxy /prod/* prod:4001
        	reverse_proxy /staged/* staged:4000
        	reverse_proxy /split/* split:4000
        	reverse_proxy /open/* open:4002
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dev: {build: dev, command: iex -S mix phx.server}
          prod: {build: prod, command: mix phx.server, environment: {MIX_ENV: prod, PORT: 4001}}
          staged: {build: dev, command: mix phx.server, env_file: absent.env}
          split: {build: split, command: mix phx.server}
          open: {build: open, command: mix phx.server}
        --- dev/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        COPY . .
        --- dev/config/dev.exs
        import Config
        http_ip = if System.get_env("INSIDE"), do: {0, 0, 0, 0}, else: {127, 0, 0, 1}
        config :shop, ShopWeb.Endpoint, http: [ip: http_ip, port: 4000]
        --- prod/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        COPY . .
        --- prod/config/dev.exs
        import Config
        config :shop, ShopWeb.Endpoint, http: [ip: {127, 0, 0, 1}, port: 4000]
        --- prod/config/prod.exs
        import Config
        config :shop, ShopWeb.Endpoint, http: [port: String.to_integer(System.get_env("PORT") || "4000")]
        --- split/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        COPY . .
        --- split/config/dev.exs
        import Config
        config :shop, ShopWeb.Endpoint, http: [ip: {127, 0, 0, 1}, port: 4000]
        import_config "local.exs"
        --- open/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        COPY . .
        --- open/config/dev.exs
        import Config
        config :shop, ShopWeb.Endpoint, http: [ip: {0, 0, 0, 0}, port: 4002]
        """,
        title="Phoenix that is opened, in production, or by what is not known",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /alloy/* alloy:12345
        	reverse_proxy /s3/* s3:8333
        	reverse_proxy /dex/* dex:5556
        	reverse_proxy /mqtt/* mqtt:9001
        	reverse_proxy /rr/* rr:8080
        	reverse_proxy /vapor/* vapor:8080
        	reverse_proxy /mojo/* mojo:3000
        }
        --- dex.yaml
        web:
          http: 0.0.0.0:5556
        --- mosquitto.conf
        listener 9001 0.0.0.0
        protocol websockets
        --- rr/Dockerfile
        FROM php:8.3-cli
        COPY --from=ghcr.io/roadrunner-server/roadrunner:2024 /usr/bin/rr /usr/local/bin/rr
        WORKDIR /app
        COPY . .
        CMD ["rr", "serve", "-c", ".rr.yaml"]
        --- rr/.rr.yaml
        version: "3"
        http:
          address: 0.0.0.0:8080
        --- vapor/Dockerfile
        FROM ubuntu:jammy
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./App"]
        CMD ["serve", "--env", "production", "--hostname", "0.0.0.0"]
        --- vapor/Package.swift
        let package = Package(dependencies: [.package(url: "https://github.com/vapor/vapor.git", from: "4.99.3")])
        --- mojo/Dockerfile
        FROM perl:5.38
        WORKDIR /app
        COPY app.pl .
        CMD ["perl", "app.pl", "prefork", "-l", "http://*:3000"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          alloy: {image: grafana/alloy, command: run --server.http.listen-addr=0.0.0.0:12345 /etc/alloy/config.alloy}
          s3: {image: chrislusf/seaweedfs, command: 's3 -filer="filer:8888" -ip.bind=0.0.0.0'}
          dex:
            image: ghcr.io/dexidp/dex
            command: [dex, serve, /etc/dex/config.yaml]
            volumes: ["./dex.yaml:/etc/dex/config.yaml"]
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
          rr: {build: rr}
          vapor: {build: vapor}
          mojo: {build: mojo}
        """,
        title="The same, open to all",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:5173
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN sed -i s/localhost/0.0.0.0/ vite.config.js
        CMD ["npx", "vite"]
        --- vite.config.js
        export default { server: { host: 'localhost' } }
        """,
        title="A configuration that the build changes",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:8008
        }
        two.example.com {
        	reverse_proxy two:8008
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one:
            image: matrixdotorg/synapse
            command: run --config-path=/data/homeserver.yaml --config-path=/data/more.yaml
            volumes: ["./data:/data"]
          two: {image: matrixdotorg/synapse, environment: {SYNAPSE_CONFIG_DIR: /data/two}, volumes: ["./data:/data"]}
        --- data/homeserver.yaml
        listeners:
          - port: 8008
            type: http
            bind_addresses: ['127.0.0.1']
        --- data/more.yaml
        listeners:
          - port: 8008
            type: http
        --- data/two/homeserver.yaml
        listeners:
          - port: 8008
            type: http
        """,
        title="A Synapse that takes another file",
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:3000
        }
        two.example.com {
        	reverse_proxy two:3000
        }
        three.example.com {
        	reverse_proxy three:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"], networks: [edge, inner]}
          one: {build: ., networks: [edge, inner]}
          two: {build: ., networks: [edge, other], environment: {HOSTNAME: 0.0.0.0}}
          three: {build: ., networks: [edge]}
        networks:
          edge:
          inner:
          other:
        --- Dockerfile
        FROM node:22
        COPY .next/standalone ./
        EXPOSE 3000
        CMD ["node", "server.js"]
        --- package.json
        {"dependencies": {"next": "15.1.0"}}
        """,
        title="A standalone Next.js on networks of Caddy alone, or told of all addresses",
    ),
)
