"""Further examples of ``tb812_start_script_fails``."""

from toybox_lint.api import Example, Severity

BAD = (
    Example(
        """
        --- compose.yaml
        services:
          api: {build: api}
          web: {build: web}
          next: {build: next}
          remix: {build: remix}
          nuxt: {build: nuxt}
        --- next/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm install
        CMD ["npm", "start"]
        --- next/package.json
        {"scripts": {"build": "next build", "start": "next «start» -p 3000"}}
        --- next/next.config.js
        module.exports = {};
        --- remix/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm install
        CMD ["npm", "start"]
        --- remix/package.json
        {"scripts": {"build": "remix vite:build", "start": "remix-serve «./build/server/index.js»"}}
        --- nuxt/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm install
        CMD ["node", "«.output/server/index.mjs»"]
        --- nuxt/package.json
        {"scripts": {"build": "nuxt build"}}
        --- api/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY . .
        CMD ["node", "«dist/main»"]
        --- api/package.json
        {"scripts": {"build": "nest build"}}
        --- web/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package.json tsconfig.json ./
        COPY src ./src
        RUN yarn install
        CMD ["yarn", "start"]
        --- web/package.json
        {"scripts": {"start": "node «build/index.js»", "build": "rm -rf build && tsc"}}
        --- web/tsconfig.json
        {"compilerOptions": {"outDir": "build"}}
        --- web/src/index.ts
        listen()
        --- web/.gitignore
        node_modules
        """,
        title="What a compiler would make, which the build does not run",
        severity=Severity.WARNING,
        message="runs no",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["node", "«dist/main.js»"]
        --- package.json
        {"scripts": {"build": "tsc"}}
        --- .gitignore
        dist
        --- .dockerignore
        dist
        """,
        title="What somebody may build is kept out of the image",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- compose.yaml
        services:
          board: {build: .}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        RUN pip install streamlit
        ENTRYPOINT ["streamlit", "run", "«main.py»", "--server.address=0.0.0.0"]
        --- board.py
        import streamlit
        """,
        title="A script of Streamlit that is not there",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: api}
          shop: {build: shop}
        --- api/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY package.json .
        RUN npm install
        COPY . .
        CMD ["npm", "start"]
        --- api/package.json
        {"scripts": {"start": "node «Server.js»"}}
        --- api/server.js
        listen()
        --- shop/Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        RUN SECRET_KEY=none python manage.py collectstatic --noinput
        CMD ["gunicorn", "«core.wsgi:application»"]
        --- shop/manage.py
        run()
        --- shop/shop/__init__.py
        --- shop/shop/wsgi.py
        application = None
        """,
        title="What a script of package.json starts, and a Django whose static files are collected in the build",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- api/package.json
        {"scripts": {"start": "node server.js"}}
        --- shop/Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        RUN SECRET_KEY=none python manage.py collectstatic --noinput
        CMD ["gunicorn", "shop.wsgi:application"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: ., env_file: .env}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "--bind", "0.0.0.0:8000", "«shop.wsgi:app»"]
        --- shop/wsgi.py
        from django.core.wsgi import get_wsgi_application
        application = get_wsgi_application()
        """,
        title="With a file of variables that is not shown, which may hold options of the server",
        severity=Severity.WARNING,
        message="nothing is called app in wsgi.py",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi:application"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: ., command: «gunicorn» main:app --bind 0.0.0.0:8000}
          jobs: {build: ., entrypoint: python, command: ["«python»", "jobs.py"]}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY . .
        ENTRYPOINT ["gunicorn"]
        --- main.py
        app = Flask(__name__)
        --- jobs.py
        run()
        """,
        title="Programs that an entrypoint starts",
        message="by itself, which takes",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          api: {build: ., command: main:app --bind 0.0.0.0:8000}
          jobs: {build: ., entrypoint: python, command: ["python", "jobs.py"]}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services: {api: {build: .}}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY . .
        RUN pip install fastapi uvicorn
        CMD ["uvicorn", "«app.main:app»", "--host", "0.0.0.0"]
        --- main.py
        app = FastAPI()
        """,
        title="A package that is not there, and the module beside",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY . .
        RUN pip install fastapi uvicorn
        CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services: {api: {build: .}}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY . /code
        CMD ["uvicorn", "«app.mian:app»", "--host", "0.0.0.0"]
        --- requirements.txt
        fastapi
        --- app/main.py
        app = FastAPI()
        """,
        title="A slip in the name of a module, in a folder that need not say that it is a package",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY . /code
        CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
        """,
    ),
    Example(
        """
        --- Caddyfile.template
        example.com {
        	reverse_proxy app:8000
        }
        --- start.sh
        #!/bin/sh
        exec caddy run --config /tmp/Caddyfile
        --- compose.yaml
        services:
          caddy:
            image: caddy:2-alpine
            entrypoint: [«/starts.sh»]
            volumes: ["./start.sh:/start.sh:ro", "./Caddyfile.template:/etc/caddy/Caddyfile.template"]
          app: {image: example/app}
        """,
        title="Not in the image of Caddy, and mounted by another name",
        message="nothing that is shown brings /starts.sh",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2-alpine
            entrypoint: [/start.sh]
            volumes: ["./start.sh:/start.sh:ro", "./Caddyfile.template:/etc/caddy/Caddyfile.template"]
          app: {image: example/app}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: caddy:2-alpine
            entrypoint: [sh, «/setup/start.sh»]
        """,
        title="Given to a shell in Caddy's image",
        message="nothing that is shown brings",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- api/Dockerfile
        FROM golang:1.24 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /bin/api ./cmd/api
        FROM alpine:3.22
        COPY --from=build /bin/api /usr/local/bin/
        EXPOSE 8080
        CMD ["«api»"]
        --- web/Dockerfile
        FROM rust:1.88-slim AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release --locked
        FROM gcr.io/distroless/static-debian12
        COPY --from=build /src/target/release/web /web
        EXPOSE 3000
        ENTRYPOINT ["«/web»"]
        --- compose.yaml
        services:
          api: {build: api}
          web: {build: web}
        """,
        title="Made with glibc, and started where there is none",
        severity=Severity.ERROR,
        message="for glibc, which",
    ),
    Example(
        """
        --- api/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM gcr.io/distroless/static-debian12
        COPY --from=build /app /app
        ENTRYPOINT «/app --port 8080»
        --- jobs/Dockerfile
        FROM scratch
        COPY jobs /jobs
        CMD «/jobs && true»
        --- compose.yaml
        services:
          api: {build: api}
          jobs: {build: jobs}
          late:
            build: {dockerfile_inline: "FROM scratch\\nCOPY app /app\\nCMD /app"}
            command: «sh» -c "sleep 5 && /app"
        """,
        title="No shell in the image",
        message="has no shell",
        unsafe=True,
        fixed="""
        --- api/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM gcr.io/distroless/static-debian12
        COPY --from=build /app /app
        ENTRYPOINT ["/app", "--port", "8080"]
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM gcr.io/distroless/nodejs22-debian12
        WORKDIR /app
        COPY . .
        CMD ["«node»", "server.js"]
        --- server.js
        require("http").createServer().listen(3000)
        --- compose.yaml
        services:
          web: {build: .}
          java:
            build: {dockerfile_inline: "FROM gcr.io/distroless/java21\\nCOPY app.jar /"}
            command: [«java», -jar, /app.jar]
        """,
        title="The image has the program for its entrypoint",
        message="by itself, which takes",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: api}
          web:
            build: web
            command: sh -c "python manage.py migrate && gunicorn «config.wsgi:application» -k uvicorn.workers.X"
          app: {build: app}
          named: {image: example/api, build: named}
        --- api/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /api ./cmd/api
        FROM gcr.io/distroless/static:nonroot
        COPY config.yml /etc/api/
        COPY --from=build /api /usr/local/lib/api
        ENTRYPOINT ["«/api»"]
        --- named/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        RUN apk add --no-cache ca-certificates && adduser -D api && chmod +x /srv/api
        COPY --from=build /api /srv/api
        CMD ["«/app/api»", "serve"]
        --- web/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        RUN pip install -r requirements.txt
        --- web/manage.py
        print()
        --- web/shop/__init__.py

        --- web/shop/wsgi.py
        application = None
        --- app/Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY requirements.txt .
        COPY app app
        RUN pip install -r requirements.txt
        CMD ["uvicorn", "«app.application:app»", "--host", "0.0.0.0"]
        --- app/requirements.txt
        fastapi
        --- app/app/__init__.py

        --- app/app/main.py
        app = None
        """,
        title="A program of another stage, and modules that are not there",
        unsafe=True,
        fixed="""
        --- api/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /api ./cmd/api
        FROM gcr.io/distroless/static:nonroot
        COPY config.yml /etc/api/
        COPY --from=build /api /usr/local/lib/api
        ENTRYPOINT ["/usr/local/lib/api"]
        --- app/Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY requirements.txt .
        COPY app app
        RUN pip install -r requirements.txt
        CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
        --- compose.yaml
        services:
          api: {build: api}
          web:
            build: web
            command: sh -c "python manage.py migrate && gunicorn shop.wsgi:application -k uvicorn.workers.X"
          app: {build: app}
          named: {image: example/api, build: named}
        --- named/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        RUN apk add --no-cache ca-certificates && adduser -D api && chmod +x /srv/api
        COPY --from=build /api /srv/api
        CMD ["/srv/api", "serve"]
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-slim
        COPY entrypoint.sh /entrypoint.sh
        COPY --chmod=755 start.sh /app/
        ENTRYPOINT ["/entrypoint.sh"]
        CMD ["/app/start.sh"]
        --- entrypoint.sh
        «#!/bin/sh»\r
        set -e\r
        exec "$@"\r
        --- start.sh
        «#!/usr/bin/env bash»\r
        exec node server.js\r
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="Line ends of Windows, in both scripts",
        severity=Severity.ERROR,
        message="line ends of Windows",
        fixed="""
        --- entrypoint.sh
        #!/bin/sh
        set -e
        exec "$@"
        --- start.sh
        #!/usr/bin/env bash
        exec node server.js
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        COPY . .
        RUN dos2unix /app/docker/start.sh
        CMD ./docker/start.sh
        --- docker/start.sh
        «#!/bin/bash -e»\r
        exec gunicorn app:app\r
        --- compose.yaml
        services:
          web:
            build: .
            volumes: [".:/app"]
          worker:
            image: python:3.13
            working_dir: /app
            entrypoint: []
            command: ["sh", "-c", "cd docker && ./start.sh"]
            volumes: [".:/app"]
        """,
        title="Converted in the image, and mounted over it as it was; through a shell",
        fixed="""
        --- docker/start.sh
        #!/bin/bash -e
        exec gunicorn app:app
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM debian:12
        COPY docker-entrypoint.sh /usr/local/bin/
        RUN chmod +x /usr/local/bin/docker-entrypoint.sh
        ENTRYPOINT ["tini", "--", "docker-entrypoint.sh"]
        --- docker-entrypoint.sh
        «#!/bin/sh»\r
        exec "$@"\r
        --- compose.yaml
        services:
          web: {build: ., image: example/web}
        """,
        title="Found by its name, behind tini; the image may be pulled",
        severity=Severity.WARNING,
        fixed="""
        --- docker-entrypoint.sh
        #!/bin/sh
        exec "$@"
        """,
    ),
    Example(
        """
        --- start.sh
        # Before that, wait; then do\r
        «set -eu»\r
        exec python -m http.server\r
        --- other.sh
        python manage.py migrate\r
        if [ "$MODE" = web ]; «then»\r
          python -m http.server\r
        fi\r
        --- third.sh
        #!/bin/bash
        echo for x in 1 2\r
        for x in 1 2\r
        «do»\r
          echo "$x"\r
        done\r
        --- compose.yaml
        services:
          web:
            image: python:3.13
            command: sh /start.sh
            volumes: ["./start.sh:/start.sh"]
          other:
            image: python:3.13
            command: ["bash", "-x", "/other.sh"]
            volumes: ["./other.sh:/other.sh"]
          third:
            image: python:3.13
            entrypoint: /third.sh
            volumes: ["./third.sh:/third.sh"]
        """,
        title="Read by a shell",
        message="stops at",
        fixed="""
        --- start.sh
        # Before that, wait; then do
        set -eu
        exec python -m http.server
        --- other.sh
        python manage.py migrate
        if [ "$MODE" = web ]; then
          python -m http.server
        fi
        --- third.sh
        #!/bin/bash
        echo for x in 1 2
        for x in 1 2
        do
          echo "$x"
        done
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM alpine:3
        COPY . /app
        CMD ["/app/run.sh"]
        --- run.sh
        «»
        #!/bin/sh\r
        exec app\r
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="A blank line above #!",
        message="exec format error",
        unsafe=True,
        fixed="""
        --- run.sh
        #!/bin/sh
        exec app
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM alpine:3
        COPY . /app
        CMD ["/app/run.sh"]
        --- run.sh
        «# Starts the application.»
        #!/bin/sh
        exec app
        --- other/run.sh
        «[[ -n "$MODE" ]] && exec app»\r
        --- other/Dockerfile
        FROM alpine:3
        COPY . /app
        ENTRYPOINT ["/app/run.sh"]
        --- compose.yaml
        services:
          web: {build: .}
          other: {build: ./other}
        """,
        title="A comment above it; a script for bash alone",
        unsafe=True,
        fixed="""
        --- run.sh
        #!/bin/sh
        # Starts the application.
        #!/bin/sh
        exec app
        """,
    ),
    Example(
        """
        --- web/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY . .
        CMD npm «start»
        --- web/package.json
        {"scripts": {"dev": "vite", "build": "vite build", "preview": "vite preview"}}
        --- api/package.json
        {"name": "api"}
        --- prod/package.json
        {"scripts": {"start:prod": "node main.js"}}
        --- compose.yaml
        services:
          prod: {image: "node:22", working_dir: /srv, command: npm «start», volumes: ["./prod:/srv"]}
          web: {build: ./web}
          api:
            image: node:22
            working_dir: /srv
            command: yarn «start»
            volumes: ["./api:/srv"]
          worker:
            image: node:22
            command: ["npm", "--prefix", "/srv", "run", "«work»"]
            volumes: ["./api:/srv"]
          third:
            image: node:22
            working_dir: /srv
            command: ["pnpm", "run", "«work:all»"]
            volumes: ["./api:/srv"]
        """,
        title="Scripts that are not there",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["«entrypoint.sh»"]
        --- entrypoint.sh
        #!/bin/sh
        exec gunicorn app:app
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="Not in a folder of programs",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["/app/entrypoint.sh"]
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        CMD ["node", "server.js"]
        --- entrypoint.sh
        «#!/bin/bash»
        set -e
        node migrate.js
        exec "$@"
        --- needing/Dockerfile
        FROM python:3.12-alpine
        WORKDIR /app
        COPY . .
        CMD ["./start.sh"]
        --- needing/start.sh
        «#!/usr/bin/env bash»
        if [[ -n "$DEBUG" ]]; then set -x; fi
        exec python app.py
        --- counting/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["./start.sh"]
        --- counting/start.sh
        «#!/bin/bash»
        for try in {1..30}; do : > /dev/tcp/db/5432 && break; done
        exec node server.js
        --- compose.yaml
        services:
          api: {build: .}
          needing: {build: needing}
          counting: {build: counting}
          called:
            image: node:22-alpine
            working_dir: /app
            volumes: [".:/app"]
            command: «bash» entrypoint.sh node server.js
        """,
        title="A shell that Alpine does not have",
        message="-alpine does not have",
        fixed="""
        --- entrypoint.sh
        #!/bin/sh
        set -e
        node migrate.js
        exec "$@"
        """,
        unsafe=True,
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        RUN apk add --no-cache -t .build git curl>=8
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        --- entrypoint.sh
        «#!/bin/bash»
        exec "$@"
        --- compose.yaml
        services:
          api: {build: .}
        """,
        title="Packages that bring none along",
        fixed="""
        --- entrypoint.sh
        #!/bin/sh
        exec "$@"
        """,
        unsafe=True,
    ),
    Example(
        """
        --- compose.yaml
        services:
          built: {build: .}
          mounted:
            image: python:3.12
            working_dir: /app
            command: python «mian.py»
            volumes: ["./app:/app"]
          named:
            image: node:22
            working_dir: /app
            command: ["node", "--enable-source-maps", "«server/index.mjs»"]
            volumes: ["./app:/app"]
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        RUN pip install gunicorn
        ENTRYPOINT ["«./entrypoint.sh»"]
        --- start.sh
        #!/bin/sh
        exec gunicorn app:app
        --- app/main.py
        print("hello")
        --- app/server/main.mjs
        console.log("hello")
        """,
        title="Scripts that are nowhere",
        severity=Severity.WARNING,
        message="nothing that is shown brings",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          built: {build: .}
          mounted:
            image: python:3.12
            working_dir: /app
            command: python main.py
            volumes: ["./app:/app"]
          named:
            image: node:22
            working_dir: /app
            command: ["node", "--enable-source-maps", "server/main.mjs"]
            volumes: ["./app:/app"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          few: {build: few}
          left: {build: left}
          other: {build: other}
          unlike: {build: unlike}
          inner: {build: inner}
        --- few/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt ./
        RUN pip install -r requirements.txt
        CMD ["python", "«main.py»"]
        --- few/requirements.txt
        flask
        --- few/main.py
        serve()
        --- left/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt wsgi.py ./
        CMD ["gunicorn", "-b", ":8000", "«shop.wsgi:app»"]
        --- left/requirements.txt
        gunicorn
        --- left/wsgi.py
        from shop import app
        --- left/shop/wsgi.py
        app = make()
        --- other/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt wsgi.py ./
        CMD ["gunicorn", "-b", ":8000", "«app:app»"]
        --- other/requirements.txt
        gunicorn
        --- other/wsgi.py
        app = Flask(__name__)
        --- unlike/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", ":8000", "«shop.wsgi:app»"]
        --- unlike/shop/__init__.py
        --- unlike/shop/wsgi.py
        application = get_wsgi_application()
        --- inner/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci --omit=dev
        COPY . .
        CMD ["node", "«index.js»"]
        --- inner/package.json
        {"dependencies": {"express": "^5.0.0"}}
        --- inner/src/index.js
        listen()
        """,
        title="What no COPY brings, a name that the module does not have, a file that is one folder deeper",
        unsafe=True,
        fixed="""
        --- other/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt wsgi.py ./
        CMD ["gunicorn", "-b", ":8000", "wsgi:app"]
        --- unlike/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", ":8000", "shop.wsgi:application"]
        --- inner/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci --omit=dev
        COPY . .
        CMD ["node", "src/index.js"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services: {bank: {build: .}}
        --- Dockerfile
        FROM maven:3-eclipse-temurin-21 AS build
        COPY . .
        RUN mvn package
        FROM eclipse-temurin:21-jre
        COPY --from=build /target/bank-1.0.jar /bank.jar
        ENTRYPOINT ["java", "-Xmx512m", "-jar", "«/app.jar»"]
        """,
        title="An archive of Java under another name",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM maven:3-eclipse-temurin-21 AS build
        COPY . .
        RUN mvn package
        FROM eclipse-temurin:21-jre
        COPY --from=build /target/bank-1.0.jar /bank.jar
        ENTRYPOINT ["java", "-Xmx512m", "-jar", "/bank.jar"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          left: {build: left}
        --- left/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt ./
        RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt gunicorn==23
        COPY log_conf.py ./
        CMD ["uvicorn", "«api.main:app»"]
        --- left/log_conf.py
        x = 1
        --- left/api/__init__.py
        --- left/api/main.py
        app = 1
        --- left/requirements.txt
        fastapi==0.115
        # pinned
        uvicorn[standard]
        """,
        title="A module that stays outside, beside packages that an index has",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: .}
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet restore
        RUN dotnet publish Shop.Api/Shop.Api.csproj -c Release -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY --from=build /out .
        ENTRYPOINT ["dotnet", "«ShopApi.dll»"]
        --- Shop.Api/Shop.Api.csproj
        <Project Sdk="Microsoft.NET.Sdk.Web"></Project>
        --- Shop.Core/Shop.Core.csproj
        <Project Sdk="Microsoft.NET.Sdk"></Project>
        --- Directory.Build.props
        <Project></Project>
        """,
        title="An assembly of .NET under another name",
        message="api starts ShopApi.dll, and its build makes Shop.Api.dll",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet restore
        RUN dotnet publish Shop.Api/Shop.Api.csproj -c Release -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY --from=build /out .
        ENTRYPOINT ["dotnet", "Shop.Api.dll"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: shop}
          other: {build: other}
        --- shop/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /src/web
        COPY web/ .
        RUN dotnet publish -c Release -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        COPY --from=build /out /app
        CMD ["dotnet", "«/app/web.dll»"]
        --- shop/web/web.csproj
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup><AssemblyName>Shop</AssemblyName></PropertyGroup>
        </Project>
        --- shop/web/Program.cs
        WebApplication.Create(args).Run();
        --- other/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet publish -c Release -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "«shop-api.dll»"]
        --- other/one/Shop.Api.fsproj
        <Project></Project>
        --- other/two/ShopApi.vbproj
        <Project></Project>
        """,
        title="A project that names its assembly, and several of which any may be meant",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- shop/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /src/web
        COPY web/ .
        RUN dotnet publish -c Release -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        COPY --from=build /out /app
        CMD ["dotnet", "/app/Shop.dll"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: .}
        --- Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "«target/shop.jar»"]
        --- pom.xml
        <project><artifactId>shop</artifactId><version>0.0.2</version></project>
        """,
        title="What Maven calls the archive, in the image in which it runs",
        message="its build makes target/shop-0.0.2.jar",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "target/shop-0.0.2.jar"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: .}
        --- Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "«/app/target/shop.jar»"]
        --- pom.xml
        <project><artifactId>shop</artifactId><version>0.0.2</version></project>
        """,
        title="So by its whole path",
        message="its build makes /app/target/shop-0.0.2.jar",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "/app/target/shop-0.0.2.jar"]
        """,
    ),
)

GOOD = (
    Example(
        """
        --- compose.yaml
        services:
          before: {build: before}
          two: {build: two}
        --- before/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["npm", "start"]
        --- before/package.json
        {"scripts": {"prestart": "node make.js", "start": "node main.js"}}
        --- before/make.js
        make()
        --- two/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["npm", "start"]
        --- two/package.json
        {"scripts": {"start": "node make.js && node main.js"}}
        --- two/make.js
        make()
        """,
        title="What runs before may make the script",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {build: ., command: gunicorn main:app --bind 0.0.0.0:8000}
          tool: {build: ., entrypoint: python, command: python}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /code
        COPY . .
        ENTRYPOINT ["/code/start.sh"]
        --- start.sh
        #!/bin/sh
        exec "$@"
        --- main.py
        app = Flask(__name__)
        --- python/__main__.py
        run()
        """,
        title="A script that starts what it is given; a package that is called so",
    ),
    Example(
        """
        --- compose.yaml
        services:
          tools: {image: example/tools}
          caddy:
            image: caddy:2-alpine
            entrypoint: [/start.sh]
            volumes_from: [tools]
          other:
            image: caddy:2-alpine
            entrypoint: [/scripts/start.sh]
            volumes: ["scripts:/scripts"]
        volumes: {scripts: {}}
        """,
        title="In a volume, and in those of another service",
    ),
    Example(
        """
        --- compose.yaml
        services:
          bun: {build: bun}
          user: {build: user}
          beside: {build: beside, expose: [80]}
          over: {build: over, expose: [80]}
          toolchain: {build: toolchain, expose: [80]}
        --- bun/Dockerfile
        FROM oven/bun:1
        COPY . .
        ENTRYPOINT ["/home/bun/app/start.sh"]
        --- bun/start.sh
        #!/bin/sh
        exec bun run index.ts
        --- user/Dockerfile
        FROM golang:1.24-alpine AS build
        RUN CGO_ENABLED=0 go build -o /out/api .
        FROM gcr.io/distroless/static:nonroot
        COPY --from=build /out/api api
        ENTRYPOINT ["/home/nonroot/api"]
        --- beside/Dockerfile
        FROM golang:1.24 AS build
        COPY bin/ /bin/
        RUN go build -o app .
        FROM alpine
        COPY --from=build /bin/app /app
        CMD ["/app"]
        --- over/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /srv/app
        COPY --from=tools /out /srv
        CMD ["/srv/app"]
        --- toolchain/Dockerfile
        FROM rust:1 AS build
        COPY . .
        RUN cargo build --release
        FROM scratch
        COPY --from=build /target/release/app /app
        CMD ["/app"]
        --- toolchain/rust-toolchain.toml
        [toolchain]
        channel = "stable-x86_64-unknown-linux-musl"
        """,
        title="Working folders of images, programs of the same name at another place, and another target of Rust",
    ),
    Example(
        """
        --- shared/build.env
        export CGO_ENABLED=0
        --- shared/entry.sh
        #!/bin/sh
        apk add --no-cache gcompat
        exec /srv/app
        --- sourced/Dockerfile
        FROM golang:1.24 AS build
        COPY . .
        RUN . ./build.env && go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- flags/Dockerfile
        FROM golang:1.24 AS build
        ARG LDFLAGS
        RUN go build -ldflags "$LDFLAGS" -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- digest/Dockerfile
        FROM golang@sha256:abcdef AS build
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- packages/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM alpine
        ARG PACKAGES
        RUN apk add $PACKAGES
        COPY --from=build /app /app
        CMD ["/app"]
        --- purged/Dockerfile
        FROM golang:1.24 AS build
        RUN apt-get purge -y gcc
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- settings/Dockerfile
        FROM golang:1.24 AS build
        COPY go.conf /root/.config/go/env
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        CMD ["/app"]
        --- settings/go.conf
        CGO_ENABLED=0
        --- later/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /srv/app .
        FROM alpine
        COPY entry.sh /opt/entry.sh
        COPY --from=build /srv/app /srv/app
        CMD ["/opt/entry.sh"]
        --- later/entry.sh
        #!/bin/sh
        apk add --no-cache gcompat
        exec /srv/app
        --- crate/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src/api
        COPY . /src
        RUN cargo build --release
        FROM scratch
        COPY --from=build /src/api/target/release/app /app
        CMD ["/app"]
        --- crate/.cargo/config.toml
        [build]
        rustflags = ["-C", "target-feature=+crt-static"]
        --- compose.yaml
        services:
          sourced: {build: sourced, expose: [80]}
          flags: {build: {context: flags, args: {LDFLAGS: -extldflags=-static}}, expose: [80]}
          digest: {build: digest, expose: [80]}
          packages: {build: {context: packages, args: {PACKAGES: gcompat}}, expose: [80]}
          purged: {build: purged, expose: [80]}
          settings: {build: settings, expose: [80]}
          later: {build: later, expose: [80]}
          crate: {build: crate, expose: [80]}
          replaced:
            build:
              additional_contexts: {alpine: docker-image://debian}
              dockerfile_inline: |
                FROM golang:1.24 AS b
                RUN go build -o /app .
                FROM alpine
                COPY --from=b /app /app
            command: [/app]
            expose: [80]
        """,
        title="Compilers that are told by files, variables and what stands in the place of their image",
    ),
    Example(
        """
        --- Dockerfile
        FROM gcr.io/distroless/static AS own
        COPY --from=tools /busybox /busybox
        SHELL ["/busybox/ash", "-c"]
        COPY app /app
        CMD /app
        FROM gcr.io/distroless/base@sha256:abcdef AS digest
        COPY app /app
        CMD /app
        FROM scratch AS folder
        COPY --from=tools /opt/tools /opt
        ENTRYPOINT ["/opt/bin/bash", "-c", "/app"]
        FROM scratch AS path
        COPY --from=tools /nix /nix
        ENV PATH=/nix/bin
        ENTRYPOINT ["sh", "-c", "/app"]
        FROM gcr.io/distroless/nodejs22-debian12 AS named
        COPY . .
        CMD ["node"]
        --- node/index.js
        require("http").createServer().listen(3000)
        --- compose.yaml
        services:
          own: {build: {target: own}}
          digest: {build: {target: digest}}
          folder: {build: {target: folder}}
          path: {build: {target: path}}
          named: {build: {target: named}}
          mounted:
            build: {target: digest}
            command: /tools/sh -c /app
            volumes: ["./tools:/tools"]
          relative: {image: gcr.io/distroless/static, command: "./sh -c /app"}
          replaced:
            build:
              additional_contexts: {gcr.io/distroless/base: docker-image://debian}
              dockerfile_inline: |
                FROM gcr.io/distroless/base
                CMD /app
        """,
        title="Shells of one's own, an image that may be one with a shell, and a folder with the name of a program",
    ),
    Example(
        """
        --- compose.yaml
        services:
          script: {build: script}
          package: {build: package}
          link: {build: link}
        --- script/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api /opt/api
        COPY place.sh /opt/place.sh
        RUN /opt/place.sh
        ENTRYPOINT ["/app/api"]
        --- script/place.sh
        #!/bin/sh
        ln -s /opt /app
        --- package/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM debian
        RUN apt-get update && apt-get install -y api
        COPY --from=build /api /srv/api
        ENTRYPOINT ["/opt/api/api"]
        --- link/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM debian
        COPY --from=build /api /run/api
        ENTRYPOINT ["/var/run/api"]
        """,
        title="Places that a script, a package or a link of the image fills",
    ),
    Example(
        """
        --- compose.yaml
        services:
          told: {build: own, command: sh -c "export PYTHONPATH=/opt && gunicorn config.wsgi"}
          env: {build: own, command: env PYTHONPATH=/opt gunicorn config.wsgi}
          sourced: {build: own, command: sh -c ". ./env.sh && gunicorn config.wsgi"}
          folder: {build: own, command: uv run --directory /opt gunicorn config.wsgi}
          file: {build: own, command: gunicorn -cconf.py config.wsgi}
          variable: {build: own, command: "uvicorn shop.api:app", environment: {UVICORN_APP_DIR: /opt}}
          compiled: {build: own, command: "uvicorn shop.fast:app"}
          deeper: {build: deeper, command: gunicorn config.wsgi}
          open: {build: open, command: "uvicorn shop.api:app"}
        --- own/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- own/manage.py
        print()
        --- own/shop/__init__.py

        --- own/shop/wsgi.py
        application = None
        --- own/shop/fast.pyx
        app = None
        --- deeper/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- deeper/manage.py
        import sys; sys.path.append("projects/one")
        --- deeper/shop/__init__.py

        --- deeper/shop/wsgi.py
        application = None
        --- deeper/projects/one/config/wsgi.py
        application = None
        --- open/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- open/shop/__init__.py
        __path__ = __import__("pkgutil").extend_path(__path__, __name__)
        --- open/shop/main.py
        app = None
        """,
        title="Modules that are looked for elsewhere, are compiled, or may be in another folder",
    ),
    Example(
        """
        --- still/Dockerfile
        FROM golang:1.24 AS build
        RUN CGO_ENABLED=0 go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        EXPOSE 80
        CMD ["/app"]
        --- same/Dockerfile
        FROM golang:1.24-alpine AS build
        RUN go build -o /app .
        FROM alpine
        COPY --from=build /app /app
        EXPOSE 80
        CMD ["/app"]
        --- compat/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM alpine
        RUN apk add libc6-compat
        COPY --from=build /app /app
        EXPOSE 80
        CMD ["/app"]
        --- base/Dockerfile
        FROM rust:1 AS build
        RUN cargo build --release
        FROM gcr.io/distroless/cc
        COPY --from=build /target/release/app /app
        EXPOSE 80
        CMD ["/app"]
        --- libraries/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /lib /lib
        COPY --from=build /lib64 /lib64
        COPY --from=build /app /app
        EXPOSE 80
        CMD ["/app"]
        --- configured/.cargo/config.toml
        [build]
        --- configured/Dockerfile
        FROM rust:1 AS build
        COPY . .
        RUN cargo build --release
        FROM scratch
        COPY --from=build /target/release/app /app
        EXPOSE 80
        CMD ["/app"]
        --- set/Dockerfile
        FROM golang:1.24 AS build
        ENV CGO_ENABLED=0
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        EXPOSE 80
        CMD ["/app"]
        --- other_system/Dockerfile
        FROM golang:1.24 AS build
        RUN GOOS=js go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        EXPOSE 80
        CMD ["/app"]
        --- fetched/Dockerfile
        FROM golang:1.24 AS build
        RUN curl -o /tool https://example.com/tool && go build -o /app .
        FROM scratch
        COPY --from=build /tool /tool
        EXPOSE 80
        CMD ["/tool"]
        --- job/Dockerfile
        FROM golang:1.24 AS build
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        CMD ["/app"]
        --- several/Dockerfile
        FROM rust:1 AS build
        RUN cargo build --release
        FROM scratch
        COPY --from=build /target/release/* /
        EXPOSE 80
        CMD ["/app"]
        --- elsewhere/Dockerfile
        FROM debian AS build
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /app /app
        COPY --from=ghcr.io/example/tools /tool /tool
        COPY --from=build $FROM $TO
        EXPOSE 80
        CMD ["/tool"]
        --- host/Dockerfile
        FROM golang:1.24
        RUN go build -o /app .
        FROM scratch
        COPY app /app
        EXPOSE 80
        CMD ["/app"]
        --- compose.yaml
        services:
          still: {build: still}
          same: {build: same}
          compat: {build: compat}
          base: {build: base}
          libraries: {build: libraries}
          configured: {build: configured}
          set: {build: set}
          other_system: {build: other_system}
          fetched: {build: fetched}
          job: {build: job}
          several: {build: several}
          elsewhere: {build: elsewhere}
          host: {build: host}
          mounted:
            build:
              dockerfile_inline: |
                FROM golang AS b
                RUN go build -o /app .
                FROM alpine
                COPY --from=b /app /app
            command: [/app]
            expose: [80]
            volumes: ["./app:/app"]
        """,
        title="Made for the image, or with what it needs",
    ),
    Example(
        """
        --- Dockerfile
        FROM gcr.io/distroless/static-debian12 AS listed
        COPY app /app
        ENTRYPOINT ["/app"]
        CMD --port 8080
        FROM gcr.io/distroless/base:debug AS debug
        COPY app /app
        CMD /app
        FROM scratch AS filled
        COPY --from=busybox /bin/sh /bin/sh
        CMD /app
        FROM scratch AS whole
        COPY rootfs/ /
        CMD /app
        FROM gcr.io/distroless/nodejs22-debian12 AS node
        COPY . .
        CMD ["server.js"]
        FROM gcr.io/distroless/nodejs22-debian12 AS other
        COPY . .
        ENTRYPOINT ["/nodejs/bin/node", "--enable-source-maps"]
        CMD ["server.js"]
        --- server.js
        require("http").createServer().listen(3000)
        --- compose.yaml
        services:
          listed: {build: {target: listed}}
          debug: {build: {target: debug}}
          filled: {build: {target: filled}}
          whole: {build: {target: whole}}
          node: {build: {target: node}}
          other: {build: {target: other}}
          given: {build: {target: node}, entrypoint: [node], command: [server.js]}
        """,
        title="A list, images that have a shell or may have one, what the image's program is given",
    ),
    Example(
        """
        --- compose.yaml
        services:
          file: {build: file}
          folder: {build: folder}
          made: {build: made}
          mounted: {build: mounted, volumes: ["./bin:/app"]}
          name: {build: name}
          shell: {build: shell}
          some: {build: some}
          other: {build: other}
        --- file/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM scratch
        COPY --from=build /api /api
        ENTRYPOINT ["/api"]
        --- folder/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM gcr.io/distroless/static
        COPY --from=build /out/api /srv/api
        COPY --from=build /out/ /app/
        ENTRYPOINT ["/app/api"]
        --- made/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api /usr/local/lib/api
        RUN ln -s /usr/local/lib/api /api
        ENTRYPOINT ["/api"]
        --- mounted/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api /srv/api
        ENTRYPOINT ["/app/api"]
        --- name/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api /usr/local/bin/api
        ENTRYPOINT ["api"]
        --- shell/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api /srv/api
        ENTRYPOINT ["/usr/bin/api"]
        --- some/Dockerfile
        FROM golang:1.23 AS build
        ARG PLACE
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api ${PLACE}
        COPY --from=build /api /srv/api
        ENTRYPOINT ["/api"]
        --- other/Dockerfile
        FROM golang:1.23 AS build
        RUN go build -o /api ./cmd/api
        FROM alpine:3.20
        COPY --from=build /api /srv/server
        ENTRYPOINT ["/app/api"]
        """,
        title="Programs of another stage at their place, in a folder, made, mounted, or found by name",
    ),
    Example(
        """
        --- compose.yaml
        services:
          own: {build: own, command: gunicorn shop.wsgi -b 0.0.0.0:8000}
          package: {build: own, command: gunicorn shop -b 0.0.0.0:8000}
          installed: {build: own, command: gunicorn superset.app:create_app()}
          elsewhere: {build: own, command: gunicorn --chdir src config.wsgi}
          path: {build: own, command: gunicorn config.wsgi, environment: {PYTHONPATH: /opt}}
          args: {build: own, command: gunicorn config.wsgi, environment: {GUNICORN_CMD_ARGS: --chdir=src}}
          several: {build: own, command: gunicorn config.wsgi other.wsgi}
          kind: {build: own, command: gunicorn -k uvicorn.workers.UvicornWorker shop.wsgi}
          copied: {build: own, command: sh -c "cp -r /opt/config . && gunicorn config.wsgi"}
          settings: {build: settings, command: gunicorn config.wsgi}
          src: {build: src, command: gunicorn config.wsgi}
          deep: {build: own, command: "uvicorn shop.api.main:app"}
          space: {build: own, command: "uvicorn loose.application:app"}
          alone: {build: own, command: "uvicorn application:app"}
          image: {image: example/web, command: gunicorn config.wsgi}
          plain: {build: plain, command: gunicorn config.wsgi}
          two: {build: two, command: gunicorn config.wsgi}
          single: {build: two, command: gunicorn core.wsgi}
        --- own/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        RUN pip install -r requirements.txt
        --- own/manage.py
        print()
        --- own/shop/__init__.py

        --- own/shop/wsgi.py
        application = None
        --- own/loose/main.py
        app = None
        --- settings/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- settings/gunicorn.conf.py
        chdir = "src"
        --- settings/manage.py
        print()
        --- settings/shop/__init__.py

        --- settings/shop/wsgi.py
        application = None
        --- src/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        RUN pip install .
        --- src/manage.py
        print()
        --- src/shop/__init__.py

        --- src/shop/wsgi.py
        application = None
        --- src/src/config/wsgi.py
        application = None
        --- plain/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- plain/shop/__init__.py

        --- plain/shop/wsgi.py
        application = None
        --- two/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- two/manage.py
        print()
        --- two/core.py
        application = None
        --- two/a/__init__.py

        --- two/a/wsgi.py
        application = None
        --- two/b/wsgi.py
        application = None
        """,
        title="Modules that are there, or may be: installed, elsewhere, copied, in packages without a beginning",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine AS build
        COPY start.sh /start.sh
        RUN sed -i 's/\\r$//' /start.sh
        FROM node:22-alpine
        COPY entrypoint.sh /entrypoint.sh
        COPY --from=build /start.sh /app/start.sh
        RUN sed -i 's/\\r$//' /entrypoint.sh && chmod +x /entrypoint.sh
        ENTRYPOINT ["/entrypoint.sh"]
        CMD ["/app/start.sh"]
        --- entrypoint.sh
        #!/bin/sh\r
        set -e\r
        exec "$@"\r
        --- start.sh
        #!/bin/sh\r
        exec node server.js\r
        --- run.sh
        #!/usr/bin/env -S bash -e\r
        exec node server.js\r
        --- compose.yaml
        services:
          web: {build: .}
          run:
            image: node:22
            entrypoint: sh -c "tr -d '\\\\r' < /start.sh > /tmp/start.sh; sed -i 's/\\\\r//' /start.sh && /start.sh"
            volumes: ["./start.sh:/start.sh"]
          split:
            image: node:22
            entrypoint: /run.sh
            volumes: ["./run.sh:/run.sh"]
          unseen:
            image: example/node
            command: /start.sh
            volumes: ["./start.sh:/start.sh"]
          off:
            image: node:22
            profiles: [off]
            entrypoint: /start.sh
            volumes: ["./start.sh:/start.sh"]
        """,
        title="Carriage returns that are taken out, do not matter, or are not run",
    ),
    Example(
        """
        --- start.sh
        python manage.py migrate\r
        python -m http.server\r
        --- strict.sh
        set -e\r
        python -m http.server\r
        --- made.sh
        cat > /tmp/x.sh <<EOF\r
        fi\r
        EOF\r
        --- plain.sh
        set -e
        if true; then
          exec python -m http.server
        fi
        --- run.py
        #!/usr/bin/env python3
        if True:\r
            pass\r
        --- compose.yaml
        services:
          start: {image: "python:3.13", command: sh /start.sh, volumes: [".:/mnt", "./start.sh:/start.sh"]}
          strict: {image: "python:3.13", command: bash /strict.sh, volumes: ["./strict.sh:/strict.sh"]}
          made: {image: "python:3.13", command: sh /made.sh, volumes: ["./made.sh:/made.sh"]}
          plain: {image: "python:3.13", command: sh /plain.sh, volumes: ["./plain.sh:/plain.sh"]}
          none: {image: "python:3.13", command: sh /none.sh}
          shell: {image: "python:3.13", command: sh}
          python: {image: "python:3.13", entrypoint: /run.py, volumes: ["./run.py:/run.py"]}
          text: {image: "python:3.13", command: [bash, -ec, "/none.sh"], volumes: ["./start.sh:/start.sh"]}
        """,
        title="A shell that may get through",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22
        COPY run.sh /run.sh
        CMD ["/run.sh"]
        --- run.sh
        exec node server.js
        --- empty.sh
        --- compose.yaml
        services:
          web: {build: .}
          shell: {image: "python:3.13", command: sh /run.sh, volumes: ["./run.sh:/run.sh"]}
          tini: {image: "python:3.13", init: true, command: /run.sh, volumes: ["./run.sh:/run.sh"]}
          other: {image: "python:3.13", command: /run, volumes: ["./run.sh:/run"]}
          inner: {image: "python:3.13", command: [/bin/sh, -c, /run.sh], volumes: ["./run.sh:/run.sh"]}
          empty: {image: "python:3.13", command: /run.sh, volumes: ["./empty.sh:/run.sh"]}
          given: {image: "python:3.13", command: "${COMMAND}", volumes: ["./run.sh:/run.sh"]}
        """,
        title="A shell runs it, or it may be a program",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package.json ./
        RUN npm pkg set scripts.start="node main.js"
        CMD ["npm", "start"]
        --- package.json
        {"scripts": {"build": "vite build"}}
        --- broken/package.json
        {"scripts": {"build":
        --- list/package.json
        []
        --- compose.yaml
        services:
          web: {build: .}
          unseen: {image: "node:22", working_dir: /app, command: npm start}
          lenient: {image: "node:22", working_dir: /app, command: npm run start --if-present, volumes: [".:/app"]}
          inner: {image: "node:22", working_dir: /app, command: npm -w web start, volumes: [".:/app"]}
          program: {image: "node:22", working_dir: /app, command: yarn vite, volumes: [".:/app"]}
          there: {image: "node:22", working_dir: /app, command: npm run build, volumes: [".:/app"]}
          listed: {image: "node:22", working_dir: /app, command: npm run, volumes: [".:/app"]}
          given: {image: "node:22", working_dir: /app, command: "npm run ${NAME}", volumes: [".:/app"]}
          env: {image: "node:22", working_dir: /app, command: "npm run env", volumes: [".:/app"]}
          broken: {image: "node:22", working_dir: /app, command: npm start, volumes: ["./broken:/app"]}
          list: {image: "node:22", working_dir: /app, command: npm start, volumes: ["./list:/app"]}
          made:
            image: node:22
            working_dir: /app
            command: sh -c "npm pkg set scripts.start=x && exec npm start"
            volumes: [".:/app"]
        """,
        title="Scripts that are made, not looked for, or may be something else",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        COPY . .
        RUN mv entrypoint.sh /entrypoint.sh
        ENTRYPOINT ["/entrypoint.sh"]
        --- moved/Dockerfile
        FROM python:3.13
        COPY . /app
        RUN cp /app/*.sh /
        ENTRYPOINT ["/entrypoint.sh"]
        --- moved/entrypoint.sh
        #!/bin/sh
        --- other_system/Dockerfile
        FROM python:3.13
        COPY entrypoint.sh /app/
        ADD root.tar.gz /
        ENTRYPOINT ["/entrypoint.sh"]
        --- archive/entrypoint.sh
        #!/bin/sh
        --- path/Dockerfile
        FROM python:3.13
        ENV PATH=/app:$PATH
        COPY . /app/
        ENTRYPOINT ["entrypoint.sh"]
        --- path/entrypoint.sh
        #!/bin/sh
        --- programs/Dockerfile
        FROM golang:1.24
        COPY entrypoint.sh /go/bin/
        ENTRYPOINT ["entrypoint.sh"]
        --- programs/entrypoint.sh
        #!/bin/sh
        --- base/Dockerfile
        FROM node:22
        COPY docker-entrypoint.sh /app/
        ENTRYPOINT ["docker-entrypoint.sh"]
        --- base/docker-entrypoint.sh
        #!/bin/sh
        --- unknown/Dockerfile
        FROM example/base
        COPY entrypoint.sh /app/
        ENTRYPOINT ["/entrypoint.sh"]
        --- unknown/entrypoint.sh
        #!/bin/sh
        --- nowhere/Dockerfile
        FROM python:3.13
        ENTRYPOINT ["/entrypoint.sh"]
        --- staged/Dockerfile
        FROM python:3.13 AS build
        RUN echo '#!/bin/sh' > /entrypoint.sh
        FROM python:3.13
        COPY --from=build / /
        COPY entrypoint.sh /app/
        ENTRYPOINT ["/entrypoint.sh"]
        --- staged/entrypoint.sh
        #!/bin/sh
        --- entrypoint.sh
        #!/bin/sh
        exec gunicorn app:app
        --- compose.yaml
        services:
          web: {build: .}
          moved: {build: ./moved}
          archive: {build: ./archive}
          path: {build: ./path}
          programs: {build: ./programs}
          base: {build: ./base}
          unknown: {build: ./unknown}
          nowhere: {build: ./nowhere}
          staged: {build: ./staged}
        """,
        title="The build, or the image below, may put it there",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.13
        WORKDIR /app
        COPY docker/start.sh /app/start.sh
        COPY docker/made.sh /app/made.sh
        ENTRYPOINT ["/app/start.sh"]
        --- docker/start.sh
        #!/bin/sh
        exec gunicorn app:app
        --- docker/made.sh
        #!/bin/sh
        exec gunicorn app:app
        --- .gitignore
        /made.sh
        --- compose.yaml
        services:
          volume: {build: ., volumes: ["code:/app"]}
          beside: {build: ., volumes: ["./docker:/docker"]}
          there: {build: ., volumes: ["./docker:/app"]}
          made: {build: ., entrypoint: /app/made.sh, volumes: [".:/app"]}
          elsewhere: {build: ., volumes: ["./made:/app"]}
          given: {build: ., volumes: ["${CODE}:/app"]}
          config: {image: "python:3.13", entrypoint: /app/start.sh, volumes: [".:/app"]}
        volumes:
          code:
        """,
        title="What is mounted may have it",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        RUN apk add --no-cache bash
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        CMD ["node", "server.js"]
        --- slim.Dockerfile
        FROM node:22-slim
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        --- entrypoint.sh
        #!/bin/bash
        exec "$@"
        --- compose.yaml
        services:
          api: {build: .}
          slim: {build: {context: ., dockerfile: slim.Dockerfile}}
        """,
        title="A shell that is installed, or in the image",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        RUN apk add --no-cache --virtual .build libtool \\
            autoconf
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        --- entrypoint.sh
        #!/bin/bash
        exec "$@"
        --- compose.yaml
        services:
          api: {build: .}
        """,
        title="Packages that may bring one along",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN sh setup
        ENTRYPOINT ["./entrypoint.sh"]
        --- setup
        apk add --no-cache bash
        --- entrypoint.sh
        #!/bin/bash
        exec node server.js
        --- compose.yaml
        services:
          api: {build: .}
        """,
        title="A script of the build, which may install what is needed",
    ),
    Example(
        """
        --- compose.yaml
        services:
          unseen: {build: ./unseen}
          bundled: {build: ./bundled}
          prepared: {build: ./prepared}
          unpacked: {build: ./unpacked}
          own: {build: ./own}
          first: {build: ./first}
          script: {build: ./script}
          filling: {image: "alpine:3", command: wget -O /w/main.py https://example.com, volumes: ["./w:/w"]}
          filled: {image: "python:3.12", command: python /w/main.py, volumes: ["./w:/w"]}
          written: {image: "node:22", working_dir: /x, command: node server.js, volumes: ["./x:/x"]}
        --- unseen/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        COPY .next/standalone ./
        CMD ["node", "server.js"]
        --- unseen/next.config.js

        --- unseen/package.json
        {}
        --- bundled/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run bundle
        CMD ["node", "server.js"]
        --- bundled/next.config.js

        --- bundled/package.json
        {"scripts": {"bundle": "x"}}
        --- prepared/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["node", "server.js"]
        --- prepared/next.config.js

        --- prepared/package.json
        {"scripts": {"prepare": "x"}}
        --- unpacked/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        ADD app.tar.gz /app
        CMD ["python", "main.py"]
        --- unpacked/other.py
        print()
        --- unpacked/app.tar.gz

        --- own/Dockerfile
        FROM nginx:1
        COPY . /
        ENTRYPOINT ["/docker-entrypoint.sh"]
        CMD ["nginx"]
        --- own/setup.sh
        #!/bin/sh
        --- first/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD cp /opt/x.py main.py && python main.py
        --- first/other.py
        print()
        --- script/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./start.sh"]
        CMD ["python", "main.py"]
        --- script/other.py
        print()
        --- script/start.sh
        #!/bin/sh
        cp /opt/x.py main.py
        exec "$@"
        --- w/other.py
        print()
        --- x/vite.config.js

        --- x/src/server.ts

        """,
        title="Scripts that something may make, or that are not shown",
    ),
    Example(
        """
        --- compose.yaml
        services:
          one: {build: one, expose: [8000]}
          two: {build: two, expose: [8000]}
          three: {build: three, expose: [8000]}
        --- one/Dockerfile
        FROM rust:1.80 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM scratch
        COPY --from=build /src/target/release/one /one
        CMD ["/one"]
        --- one/Cargo.toml
        [package]
        name = "one"
        --- one/build.rs
        fn main() { println!("cargo:rustc-link-arg=-static"); }
        --- two/Dockerfile
        FROM rust:1.80 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine:3.20
        COPY --from=build /src/target/release/two /two
        CMD ["/two"]
        --- two/Cargo.toml
        cargo-features = ["profile-rustflags"]
        [profile.release]
        rustflags = ["-C", "target-feature=+crt-static"]
        --- three/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /three .
        FROM alpine:3.20
        COPY --from=build /three /three
        CMD ["/three"]
        --- three/main.go
        package main
        // #cgo LDFLAGS: -static
        import "C"
        """,
        title="Programs whose sources say that they are linked without the library",
    ),
    Example(
        """
        --- compose.yaml
        services:
          all: {build: all}
          mounted: {build: few, volumes: ["./few:/app"]}
          synced: {build: few, develop: {watch: [{action: sync, path: ./few, target: /app}]}}
          made: {build: made}
          onbuild: {build: onbuild}
          starred: {build: starred}
          installed: {build: installed}
          opened: {build: opened}
          factory: {build: factory}
          jars: {build: jars}
        --- all/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt *.py ./
        CMD ["python", "main.py"]
        --- all/requirements.txt
        flask
        --- all/main.py
        serve()
        --- few/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt ./
        CMD ["python", "main.py"]
        --- few/requirements.txt
        flask
        --- few/main.py
        serve()
        --- made/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package.json ./
        RUN npm run build
        CMD ["node", "main.js"]
        --- made/package.json
        {"scripts": {"build": "make"}}
        --- made/main.js
        serve()
        --- onbuild/Dockerfile
        FROM python:3-onbuild
        COPY settings.toml ./
        CMD ["python", "main.py"]
        --- onbuild/settings.toml
        --- onbuild/main.py
        serve()
        --- starred/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        COPY . .
        CMD ["node", "index.js"]
        --- starred/package.json
        {}
        --- starred/index.js
        serve()
        --- installed/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY settings.py ./
        CMD ["gunicorn", "-b", ":8000", "superset.app:create_app()"]
        --- installed/settings.py
        app = None
        --- opened/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", ":8000", "wsgi:app"]
        --- opened/wsgi.py
        from shop import *
        --- factory/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", ":8000", "shop:create_app()"]
        --- factory/shop/__init__.py
        def create_app(): ...
        --- factory/shop.py
        --- jars/Dockerfile
        FROM maven:3-eclipse-temurin-21 AS build
        COPY . .
        RUN mvn package
        FROM eclipse-temurin:21-jre
        WORKDIR /app
        COPY --from=build /target/*.jar ./
        COPY --from=build /agent.jar /agent.jar
        ENTRYPOINT ["java", "-jar", "app.jar"]
        """,
        title="Files that are copied, mounted, made or brought by the image, and names from elsewhere",
    ),
    Example(
        """
        --- compose.yaml
        services:
          venv: {build: venv}
          mounted: {build: mounted}
          path: {build: path}
          git: {build: git}
          list: {build: list}
          unseen: {build: unseen}
          named: {build: named}
          local: {build: local}
        --- venv/Dockerfile
        FROM python:3.13-slim AS build
        COPY . /src
        RUN pip install /src
        FROM python:3.13-slim
        WORKDIR /app
        COPY --from=build /venv /venv
        COPY log_conf.py ./
        CMD ["uvicorn", "api.main:app"]
        --- venv/log_conf.py
        x = 1
        --- venv/api/__init__.py
        --- venv/api/main.py
        app = 1
        --- mounted/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        RUN --mount=type=bind,source=.,target=/src pip install /src
        COPY log_conf.py ./
        CMD ["uvicorn", "api.main:app"]
        --- mounted/log_conf.py
        x = 1
        --- mounted/api/__init__.py
        --- mounted/api/main.py
        app = 1
        --- path/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY . /src
        RUN pip install -e /src
        COPY log_conf.py ./
        CMD ["uvicorn", "api.main:app"]
        --- path/log_conf.py
        x = 1
        --- path/api/__init__.py
        --- path/api/main.py
        app = 1
        --- git/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        RUN pip install git+https://git.example.com/api
        COPY log_conf.py ./
        CMD ["uvicorn", "api.main:app"]
        --- git/log_conf.py
        x = 1
        --- git/api/__init__.py
        --- git/api/main.py
        app = 1
        --- list/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt ./
        RUN pip install -r requirements.txt
        COPY log_conf.py ./
        CMD ["uvicorn", "api.main:app"]
        --- list/log_conf.py
        x = 1
        --- list/api/__init__.py
        --- list/api/main.py
        app = 1
        --- list/requirements.txt
        api @ git+https://git.example.com/api
        --- unseen/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        RUN pip install -r /opt/requirements.txt
        COPY log_conf.py ./
        CMD ["uvicorn", "api.main:app"]
        --- unseen/log_conf.py
        x = 1
        --- unseen/api/__init__.py
        --- unseen/api/main.py
        app = 1
        --- named/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY requirements.txt log_conf.py ./
        RUN pip install --no-cache-dir -r requirements.txt 'uvicorn[standard]==0.30'
        CMD ["uvicorn", "mlflow.server:app"]
        --- named/requirements.txt
        mlflow
        --- named/log_conf.py
        x = 1
        --- named/mlflow/config.yml
        x: 1
        --- local/Dockerfile
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "main:app"]
        --- local/main.py
        locals().update(made())
        """,
        title="Packages that another stage, a path or a list brings, and names that are put into a module",
    ),
    Example(
        """
        --- compose.yaml
        services:
          job: {build: .}
        --- Dockerfile
        FROM golang:1.22 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /job .
        FROM gcr.io/distroless/static
        COPY --from=build /job /job
        CMD ["/job"]
        --- go.mod
        module job
        --- main.go
        package main
        import "fmt"
        func main() { fmt.Println() }
        """,
        title="A program in Go that takes nothing with it that is linked with the C library",
    ),
    Example(
        """
        --- compose.yaml
        services:
          built: {build: built}
          ignored: {build: ignored}
          there: {build: there}
          prepared: {build: prepared}
          mounted: {build: ignored, volumes: ["./ignored/dist:/app/dist"]}
          first: {build: first}
          plain: {build: plain}
          option: {build: option}
          named: {build: named}
          dev: {build: dev}
        --- named/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm install
        CMD ["npx", "next", "start"]
        --- named/package.json
        {"scripts": {"build": "next build"}}
        --- named/next.config.mjs
        export default {distDir: process.env.DIST};
        --- dev/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm install
        CMD ["npm", "run", "dev"]
        --- dev/package.json
        {"scripts": {"build": "next build", "dev": "next dev"}}
        --- built/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci && npx tsc
        CMD ["node", "dist/main.js"]
        --- built/package.json
        {"scripts": {"build": "tsc"}}
        --- ignored/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["node", "dist/main.js"]
        --- ignored/package.json
        {"scripts": {"build": "tsc"}}
        --- ignored/.gitignore
        dist
        --- there/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["node", "dist/main.js"]
        --- there/package.json
        {"scripts": {"build": "tsc"}}
        --- there/dist/main.js
        listen()
        --- prepared/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["node", "dist/main.js"]
        --- prepared/package.json
        {"scripts": {"build": "tsc", "postinstall": "npm run build"}}
        --- first/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["npm", "start"]
        --- first/package.json
        {"scripts": {"build": "tsc", "start": "npm run build && node dist/main.js"}}
        --- plain/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["node", "dist/main.js"]
        --- plain/package.json
        {"scripts": {"build": "./make.sh"}}
        --- option/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["node", "--enable-source-maps", "dist/main.js"]
        --- option/package.json
        {"scripts": {"build": "tsc"}}
        """,
        title="What is built in the image, at the start or before, or stands behind an option",
    ),
    Example(
        """
        --- b_copydist/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package.json .
        RUN npm ci
        COPY dist ./dist
        CMD ["node","dist/index.js"]
        --- b_copydist/package.json
        {"scripts": {"build": "tsc"}}
        --- b_copydist/.gitignore
        dist
        --- b_nextfolder/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["npx","next","start","web"]
        --- b_nextfolder/package.json
        {"scripts": {"build": "next build web"}, "dependencies": {"next": "4"}}
        --- b_nextfolder/web/.next/x
        1
        --- b_viteout/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["npx","vite","preview","--outDir","web"]
        --- b_viteout/package.json
        {"scripts": {"build": "vite build --outDir web"}, "dependencies": {"vite": "4"}}
        --- b_viteout/web/x
        1
        --- compose.yaml
        services:
          b_copydist: {build: b_copydist}
          b_nextfolder: {build: b_nextfolder}
          b_viteout: {build: b_viteout}
        """,
        title="Folders that are copied as they are, and others than the usual ones",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN corepack yarn install && corepack yarn build
        CMD ["node", "dist/main.js"]
        --- package.json
        {"scripts": {"build": "tsc"}}
        --- lent/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD ["node", "dist/main.js"]
        --- lent/package.json
        {"scripts": {"build": "tsc"}}
        --- compose.yaml
        services:
          web: {build: .}
          lent: {build: lent, volumes_from: [made]}
          made: {image: example/made}
        """,
        title="What corepack runs, and the volumes of another service",
    ),
    Example(
        """
        --- compose.yaml
        services:
          mounted: {build: ., volumes: ["./target:/app/target"]}
          made: {build: made}
          unknown: {build: unknown}
        --- Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "target/shop.jar"]
        --- pom.xml
        <project><artifactId>shop</artifactId><version>0.0.2</version></project>
        --- made/Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "target/shop-0.0.2.jar"]
        --- made/pom.xml
        <project><artifactId>shop</artifactId><version>0.0.2</version></project>
        --- unknown/Dockerfile
        FROM eclipse-temurin:21
        COPY . .
        CMD ["java", "-jar", "target/shop-0.0.2.jar"]
        """,
        title="Archives of Java that a mount brings, that are called so, and of which nobody knows",
    ),
    Example(
        """
        --- compose.yaml
        services:
          same: {build: same}
          variable: {build: variable}
          forall: {build: forall}
          told: {build: told}
          moved: {build: moved}
          more: {build: more}
          modules: {build: modules}
          contexts: {build: {context: same, additional_contexts: {lib: ../forall}}}
          mounted: {build: told, volumes: ["./out:/app"]}
          host: {build: host}
          deep: {build: deep}
          none: {build: none}
          tool: {build: tool}
        --- same/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "One.dll"]
        --- same/One.csproj
        <Project></Project>
        --- variable/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- variable/One.csproj
        <Project><AssemblyName>$(MSBuildProjectName)Two</AssemblyName></Project>
        --- forall/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- forall/One.csproj
        <Project></Project>
        --- forall/Directory.Build.props
        <Project><AssemblyName>Two</AssemblyName></Project>
        --- told/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out -p:AssemblyName=Two
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- told/One.csproj
        <Project></Project>
        --- moved/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out && mv /out/One.dll /out/Two.dll
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- moved/One.csproj
        <Project></Project>
        --- more/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        COPY libs .
        CMD ["dotnet", "Two.dll"]
        --- more/One.csproj
        <Project></Project>
        --- modules/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- modules/One.csproj
        <Project></Project>
        --- modules/.gitmodules
        [submodule "two"]
        --- host/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY out .
        CMD ["dotnet", "Two.dll"]
        --- host/One.csproj
        <Project></Project>
        --- deep/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- deep/One.csproj
        <Project></Project>
        --- deep/a/b/c/d/e/f/g/Two.csproj
        <Project></Project>
        --- none/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        RUN git clone https://example.com/two.git . && dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Two.dll"]
        --- none/notes/readme
        --- tool/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "exec", "Two.dll"]
        """,
        title="Assemblies of .NET that are called so, or may be",
    ),
    Example(
        """
        --- compose.yaml
        services:
          comment: {build: comment}
          target: {build: target}
          imported: {build: imported}
          escaped: {build: escaped}
          twice: {build: twice}
          beside: {build: beside}
          told: {build: told}
          words: {build: words}
          fetched: {build: fetched}
          copied: {build: copied}
          renamed: {build: renamed}
          written: {build: written}
          unknown: {build: unknown}
          somewhere: {build: somewhere}
          others: {build: others}
          ready: {build: ready}
          package: {build: package}
          after: {build: after}
        --- package/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish Web.csproj -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Example.Host.dll"]
        --- package/Web.csproj
        <Project><ItemGroup><PackageReference Include="Example.Host" Version="1.0.0" /></ItemGroup></Project>
        --- after/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- after/Web.csproj
        <Project>
          <Target Name="Twice" AfterTargets="Publish"><Exec Command="cp /out/Web.dll /out/web.dll" /></Target>
        </Project>
        --- comment/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Web.dll"]
        --- comment/Web.csproj
        <Project><!-- <AssemblyName>Webs</AssemblyName> --></Project>
        --- target/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- target/Web.csproj
        <Project><TargetName>web</TargetName></Project>
        --- imported/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- imported/Web.csproj
        <Project><Import Project="names.props"/></Project>
        --- imported/names.props
        <Project><AssemblyName>web</AssemblyName></Project>
        --- escaped/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "a&b.dll"]
        --- escaped/ab.csproj
        <Project><AssemblyName>a&amp;b</AssemblyName></Project>
        --- twice/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish one/App.csproj -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "One.dll"]
        --- twice/one/App.csproj
        <Project><AssemblyName>One</AssemblyName></Project>
        --- twice/two/App.csproj
        <Project><AssemblyName>Ones</AssemblyName></Project>
        --- beside/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish packages/Web -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Web.dll"]
        --- beside/packages/Web/Web.csproj
        <Project></Project>
        --- beside/old/web.csproj
        <Project></Project>
        --- told/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        ENV AssemblyName=web
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- told/Web.csproj
        <Project></Project>
        --- words/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- words/Web.csproj
        <Project></Project>
        --- words/Directory.Build.rsp
        -p:AssemblyName=web
        --- fetched/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        ADD https://example.com/web.git .
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- fetched/Web.csproj
        <Project></Project>
        --- copied/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY --from=example/web /src .
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- copied/Web.csproj
        <Project></Project>
        --- renamed/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY Web.csproj /src/web.csproj
        RUN dotnet publish /src -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- renamed/Web.csproj
        <Project></Project>
        --- written/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        COPY <<EOF web.csproj
        <Project></Project>
        EOF
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- written/Web.csproj
        <Project></Project>
        --- unknown/Dockerfile
        FROM example/sources AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- unknown/Web.csproj
        <Project></Project>
        --- somewhere/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        ARG PLACE
        COPY --from=example/web /out ${PLACE}
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- somewhere/Web.csproj
        <Project></Project>
        --- others/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "Shop.dll"]
        --- others/tests/Web.Tests.csproj
        <Project></Project>
        --- ready/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        COPY . .
        RUN dotnet publish -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        CMD ["dotnet", "web.dll"]
        --- ready/Web.csproj
        <Project></Project>
        --- ready/lib/web.dll
        MZ
        """,
        title="Assemblies that projects call otherwise, or that are not made of what is there",
    ),
    Example(
        """
        --- compose.yaml
        services:
          block: {build: block}
          plugin: {build: plugin}
          conventions: {build: conventions}
          copied: {build: copied}
          told: {build: told}
          changed: {build: changed}
          colon: {build: colon}
          antrun: {build: antrun}
          jar: {build: jar}
          git: {build: git}
        --- block/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/api-0.1.jar"]
        --- block/build.gradle
        jar {
            baseName = 'api'
            version = '0.1'
        }
        --- block/settings.gradle
        rootProject.name = 'shop'
        --- plugin/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/shop-2.0.jar"]
        --- plugin/build.gradle
        plugins { id 'me.qoomon.git-versioning' version '6.4.4' }
        version = '1.0'
        --- plugin/settings.gradle
        rootProject.name = 'shop'
        --- conventions/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/api-1.0.jar"]
        --- conventions/build.gradle
        plugins { id 'shop' }
        version = '1.0'
        --- conventions/settings.gradle
        rootProject.name = 'shop'
        --- conventions/buildSrc/src/main/groovy/shop.gradle
        base.archivesName = 'api'
        --- copied/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/app.jar"]
        --- copied/build.gradle
        version = '1.0'
        bootJar.doLast { copy { from bootJar; into 'build/libs'; rename { 'app.jar' } } }
        --- copied/settings.gradle
        rootProject.name = 'shop'
        --- told/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        ENV ORG_GRADLE_PROJECT_version=2.0
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/shop-2.0.jar"]
        --- told/build.gradle
        version = '1.0'
        --- told/settings.gradle
        rootProject.name = 'shop'
        --- changed/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        RUN sed -i s/shop/api/ settings.gradle
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/api-1.0.jar"]
        --- changed/build.gradle
        version = '1.0'
        --- changed/settings.gradle
        rootProject.name = 'shop'
        --- colon/Dockerfile
        FROM gradle:8
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        CMD ["java", "-jar", "build/libs/api-1.0.jar"]
        --- colon/build.gradle
        description = 'A shop'
        --- colon/settings.gradle
        rootProject.name = 'shop'
        --- colon/gradle.properties
        version: 1.0
        --- antrun/Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "target/app.jar"]
        --- antrun/pom.xml
        <project><artifactId>shop</artifactId><version>1.0</version><build><plugins><plugin><artifactId>maven-antrun-plugin</artifactId></plugin></plugins></build></project>
        --- jar/Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "target/shop-1.0.jar"]
        --- jar/pom.xml
        <project><artifactId>shop</artifactId><version>1.0</version><build><plugins><plugin><configuration><finalName>x</finalName></configuration></plugin></plugins></build></project>
        --- git/Dockerfile
        FROM maven:3.9-eclipse-temurin-21
        WORKDIR /app
        COPY . .
        RUN mvn package
        CMD ["java", "-jar", "target/shop-2.0.jar"]
        --- git/pom.xml
        <project><artifactId>shop</artifactId><version>1.0</version><build><plugins><plugin></plugin></plugins></build></project>
        --- git/.mvn/extensions.xml
        <extensions><artifactId>maven-git-versioning-extension</artifactId></extensions>
        """,
        title="Archives that Gradle or Maven make under other names, as plugins and variables say",
    ),
)
