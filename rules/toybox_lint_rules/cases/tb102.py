"""Further examples of TB102."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {build: one, environment: {LISTEN: "8080"}}
        --- one/go.mod
        module example.com/one
        --- one/main.go
        package main

        import (
        	"log"
        	"net/http"
        	"os"
        )

        func main() {
        	log.Fatal(http.ListenAndServe(os.Getenv("LISTEN"), nil))
        }
        --- one/Dockerfile
        FROM golang:1.23
        COPY . .
        RUN go build -o /app .
        EXPOSE 8080
        CMD ["/app"]
        """,
        title="A port without its colon, for Go",
        message="as Go takes no port without a colon before it for an address",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:«3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api:
            build: .
            environment:
              APP_PORT: "3000"
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci && npx nest build
        CMD ["node", "dist/main.js"]
        --- package.json
        {"dependencies": {"@nestjs/core": "^10"}}
        --- tsconfig.json
        {"compilerOptions": {"outDir": "./dist"}}
        --- src/main.ts
        import { NestFactory } from '@nestjs/core';
        import { AppModule } from './app.module';
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          await app.listen(process.env.PORT ?? 4000);
        }
        bootstrap();
        --- src/app.module.ts
        export class AppModule {}
        """,
        title="A variable that the program does not read",
        message="nothing tells of 3000; main.ts listens on 0.0.0.0:4000",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy api:4000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
            reverse_proxy api:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: .}
        --- Dockerfile
        FROM registry.access.redhat.com/ubi9/openjdk-21:1.20
        COPY target/quarkus-app/ /deployments/
        EXPOSE 8080
        ENV JAVA_APP_JAR="/deployments/quarkus-run.jar"
        --- src/main/resources/application.properties
        quarkus.http.port=8081
        """,
        title="A Quarkus in an image that starts it by a script of its own",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
            reverse_proxy api:8081
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
            reverse_proxy api:«8081»
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: .}
        --- Dockerfile
        FROM golang:1.23-alpine AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /api .
        FROM alpine:3.20
        COPY --from=build /api /api
        CMD ["/api"]
        --- go.mod
        module api
        --- main.go
        package main
        import ("net/http"; "os")
        func main() {
            addr := os.Getenv("HTTP_ADDR")
            http.ListenAndServe(addr, nil)
        }
        """,
        title="A variable that nothing gives: Go takes :http for an empty address",
        message="listens on 0.0.0.0:80, as HTTP_ADDR is not given",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
            reverse_proxy api:80
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
            reverse_proxy pages:«3000»
        }
        app.example.com {
            reverse_proxy rails:«80»
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          pages:
            image: nginxinc/nginx-unprivileged:1.27-alpine
            volumes: ["./default.conf:/etc/nginx/conf.d/default.conf:ro"]
          rails: {build: .}
        --- default.conf
        server { listen 8081; root /usr/share/nginx/html; }
        --- Dockerfile
        FROM ruby:3.3-slim AS base
        WORKDIR /rails
        ENV RAILS_ENV=production
        FROM base AS build
        COPY . .
        RUN bundle install && ./bin/rails assets:precompile
        FROM base
        COPY --from=build /rails /rails
        EXPOSE 80
        CMD ["./bin/rails", "server"]
        --- config/puma.rb
        threads 3, 3
        port ENV.fetch("PORT", 3000)
        plugin :tmp_restart
        """,
        title="The unprivileged nginx by its configuration, and Rails by that of Puma",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
            reverse_proxy pages:8081
        }
        app.example.com {
            reverse_proxy rails:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:«8000»
        	reverse_proxy /b/* b:«8080»
        	reverse_proxy /c/* c:«3000»
        	reverse_proxy /d/* d:«8080»
        	reverse_proxy /e/* e:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          e: {image: "${E_IMAGE:-nginx:alpine}"}
          a:
            image: example/a
            command: uvicorn main:app --host 0.0.0.0 --port ${A_PORT:-9000}
            environment: {DEBUG: "${DEBUG:-0}"}
          b:
            image: example/b
            ports: ["${B_PORT:-8080}:${B_INNER:-80}"]
          c:
            image: example/c
            command: node server.js
            environment: ["PORT=${C_PORT:-4000}"]
          d:
            image: example/d
            command: sh -c "exec uvicorn main:app --host 0.0.0.0 --port ${D_PORT:-8000}"
        """,
        title="Ports and an image that are the defaults of variables",
        message="set otherwise",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{$UPSTREAM}»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {UPSTREAM: https://web}
          web: {image: example/web, command: puma -b tcp://0.0.0.0:80}
        """,
        title="The port of a scheme that stands in a variable",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {UPSTREAM: http://web:80}
          web: {image: example/web, command: puma -b tcp://0.0.0.0:80}
        """,
    ),
    Example(
        """
        --- Caddyfile
        queues.example.com {
        	reverse_proxy queues:«15672»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          queues: {image: rabbitmq, ports: ["5672:5672"]}
        """,
        title="The variant of an image without a tag",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          queues: {image: rabbitmq:management, ports: ["5672:5672"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22-slim
        COPY --from=build /app/.output /app
        CMD ["node", "/app/server/index.mjs"]
        """,
        title="The server that Nuxt writes, and copied elsewhere",
        message="nitro listens on 0.0.0.0:3000 by default",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy several:«9001-9003»
        }
        files.example.com {
        	reverse_proxy {
        		to "http://several:«9000-9001»"
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          several: {image: example/several, expose: ["9001", "9002"]}
        """,
        title="A range that is wider than what answers",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy several:9001-9002
        }
        files.example.com {
        	reverse_proxy {
        		to "http://several:9001"
        	}
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        accounts.example.com {
        	reverse_proxy accounts:«9000»
        }
        files.example.com {
        	reverse_proxy files:«8080»
        }
        s3.example.com {
        	reverse_proxy store:«9001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          accounts: {build: accounts}
          files: {image: linuxserver/qbittorrent, environment: {WEBUI_PORT: "8081"}}
          store: {image: minio/minio, command: 'server /data --console-address ":9090"'}
        --- accounts/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/accounts.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- accounts/src/main/resources/application.yml
        server:
          port: 8081
        --- accounts/pom.xml
        <project>
          <parent><artifactId>spring-boot-starter-parent</artifactId></parent>
          <dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies>
        </project>
        """,
        title="Other ports than the file of the application, a variable of the image and a command say",
        unsafe=True,
        fixed="""
        --- Caddyfile
        accounts.example.com {
        	reverse_proxy accounts:8081
        }
        files.example.com {
        	reverse_proxy files:8081
        }
        s3.example.com {
        	reverse_proxy store:9090
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:«9464»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: "node:22", command: node server.js, working_dir: /app, volumes: [".:/app"]}
        --- server.js
        const app = require('express')()
        require('./metrics')
        app.listen(3000)
        """,
        title="A script is less than all of its program: what it imports may listen, too",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /socket/* chat:«8081»
        	reverse_proxy chat:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          chat: {image: example/chat, ports: ["3001:3001"]}
        """,
        title="Two ports of which nothing tells: the one that is told cannot stand for both",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy suite:«3000»
        }
        api.example.com {
        	reverse_proxy suite:8056
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          suite: {image: example/suite, healthcheck: {test: "curl -f http://localhost:8056/docs"}}
        """,
        title="A container may have two ports where Caddy dials the one that is told, too",
        message="its healthcheck asks for port 8056, which Caddy dials, too, and nothing tells of 3000",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: gunicorn app.wsgi --bind 127.0.0.1:8000}
        """,
        title="Where it listens on loopback as well, which TB105 reports then",
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
        	reverse_proxy web:«8001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, ports: ["9080:8000"]}
        """,
        title="All that is told is one mapping, as for a browser",
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
        	reverse_proxy git:«3000»
        	reverse_proxy /broker/* broker:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: example/git, ports: ["2200:8022", "2201:8023"]}
          broker: {image: example/broker, ports: ["9000:9000"]}
        """,
        title="Several mappings, or one under the same number",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy git:3000
        	reverse_proxy /broker/* broker:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy git:«2200»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: example/git, ports: ["2200:22", "3001:3000"]}
        """,
        title="What is published under the number is no web server",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy git:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy admin:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          admin: {image: "portainer/portainer-ce:2.21.0", ports: ["127.0.0.1:19000:9000"]}
        """,
        title="An image with several ports: the main one is meant",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy admin:9000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /cloud/* cloud:«8080»
        	reverse_proxy git:«3002»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          cloud: {image: nextcloud, volumes: ["./hooks:/docker-entrypoint-hooks.d"]}
          git: {image: gitea/gitea, volumes: ["git:/data"]}
        volumes: {git: {}}
        """,
        title="Hooks of the image, or what a volume holds, may move it",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /cloud/* cloud:80
        	reverse_proxy git:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy git:«80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: "gitea/gitea:1.22", ports: ["13000-13001:3000-3001"]}
        """,
        title="The image and the ports agree on one",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy git:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (app) {
        	reverse_proxy {args[0]}:{args[1]} {
        		header_up X-App {args[0]}
        	}
        }
        example.com {
        	import app web «300»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: example/web, command: next start, expose: [3000]}
        """,
        title="In the argument of an import, of which another is used again",
        unsafe=True,
        fixed="""
        --- Caddyfile
        (app) {
        	reverse_proxy {args[0]}:{args[1]} {
        		header_up X-App {args[0]}
        	}
        }
        example.com {
        	import app web 3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «{$API_UPSTREAM}»
        	reverse_proxy /old/* «{env.OLD}»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            environment:
              API_UPSTREAM: "${API_UPSTREAM:-api:8000}"
              OLD: "api:${OLD_PORT:-${PORT:-8000}}"
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          api: {image: example/api, expose: [8080]}
        """,
        title="By the default of a variable, which the shell may set otherwise",
        message="is set otherwise",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:«8001»
        	reverse_proxy web:«8000»
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            profiles: [prod]
            depends_on: [web]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: node:22, command: npx serve -l 3000, profiles: [app]}
          api: {image: python:3.12, command: "gunicorn shop:app --bind :8000", profiles: [prod]}
        """,
        title="Services that the profile of Caddy starts, or that it cannot be started without",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /api/* api:8000
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	root * /var/www/html
        	php_fastcgi stats:«9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          stats: {image: "matomo:5-apache"}
        """,
        title="The variant in place of the one that the tag names",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          stats: {image: "matomo:5-fpm"}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000 web:«3001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: uvicorn web:app --host 0.0.0.0 --port 3000}
        """,
        title="Beside the right one",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /jobs/* worker:«3030»
        	reverse_proxy /queue/* queue:«8081»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          worker: {build: ., command: node dist/worker.js}
          queue: {build: ./queue, command: [work, --verbose]}
        --- Dockerfile
        FROM node:20
        ENV PORT=3334
        EXPOSE 3334
        CMD ["node", "dist/api.js"]
        --- queue/Dockerfile
        FROM debian:12
        COPY queue /queue
        EXPOSE 8080
        ENTRYPOINT ["/queue"]
        CMD ["serve"]
        """,
        title="Another program than the one for which its image declares a port",
        message="of another program than it runs",
        severity=Severity.INFO,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:«3000»
        	reverse_proxy /b/* b:«3000»
        	reverse_proxy /d/* d:«80»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: example/a, environment: {PORT: 4000}, expose: [3000]}
          b: {image: example/b, command: ["--port", "4000"], ports: ["3000:3000"]}
          d: {build: ./d}
        --- d/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        COPY out /app
        WORKDIR /app
        EXPOSE 80
        ENTRYPOINT ["dotnet", "d.dll"]
        --- d/Program.cs
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();
        """,
        title="Only what opens no port speaks for it",
        message="; only its",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:4000
        	reverse_proxy /b/* b:4000
        	reverse_proxy /d/* d:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:«3000»
        	reverse_proxy /b/* b:«8888»
        	reverse_proxy /c/* c:«3100»
        	reverse_proxy /d/* d:«4000»
        	reverse_proxy /e/* e:«5000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: yarn next start -p 4000}
          b: {image: quay.io/jupyter/scipy-notebook, command: start-notebook.py --ServerApp.port=8890}
          c: {image: grafana/loki, command: -config.file=/etc/loki/own.yaml, volumes: ["./own.yaml:/etc/loki/own.yaml"]}
          d: {build: ., command: node server.mjs}
          e: {build: ., command: python app.py}
        --- Dockerfile
        FROM node:20
        WORKDIR /app
        COPY . .
        --- package.json
        {"scripts": {"build": "next build"}}
        --- own.yaml
        server:
          http_listen_port: 3101
        --- server.mjs
        import { createServer } from 'node:http'
        createServer().listen(4001)
        --- app.py
        import os
        import uvicorn
        from fastapi import FastAPI
        app = FastAPI()
        uvicorn.run(app, host="0.0.0.0", port=8005)
        """,
        title="A program of a package, a file that a flag names, a text that is all of a program",
        message="does not answer",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:4000
        	reverse_proxy /b/* b:8890
        	reverse_proxy /c/* c:3101
        	reverse_proxy /d/* d:4001
        	reverse_proxy /e/* e:8005
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        files.example.com {
        	reverse_proxy minio:9000
        }
        console.example.com {
        	reverse_proxy minio:«9001»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio: {image: minio/minio, command: server /data}
        """,
        title="A second port that a flag opens",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          minio: {image: minio/minio, command: server /data --console-address=:9001}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /c/* c:«8080»
        	reverse_proxy /e/* e:«5000»
        	reverse_proxy /f/* f:«3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          c: {build: ./c}
          e: {build: ./e}
          f: {build: ./f}
        --- c/Dockerfile
        FROM golang:1.22 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /out/app .
        FROM debian:12
        COPY --from=build /out/app /app
        EXPOSE 8080
        CMD ["/app"]
        --- c/main.go
        package main
        import "net/http"
        func main() { http.ListenAndServe(":8081", nil) }
        --- e/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        EXPOSE 5000
        CMD ["python", "app.py"]
        --- e/app.py
        import os, json
        from flask import Flask
        app = Flask(__name__)
        app.run(host="0.0.0.0", port=5001)
        --- f/Dockerfile
        FROM node:20
        WORKDIR /app
        COPY . .
        EXPOSE 3000
        CMD ["node", "index.js"]
        --- f/package.json
        {"dependencies": {"express": "4"}}
        --- f/index.js
        const app = require('express')()
        app.listen(3030)
        """,
        title="The whole text of a program names another port than its Dockerfile",
        message="does not answer",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /c/* c:8081
        	reverse_proxy /e/* e:5001
        	reverse_proxy /f/* f:3030
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy suite:«3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          suite: {image: example/suite, healthcheck: {test: "curl -f http://localhost:8056/docs"}}
        """,
        title="The one port that a healthcheck asks for speaks against it",
        message="may not answer on 3000: nothing tells of 3000",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy suite:8056
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* 127.0.0.1:«8002»
        	reverse_proxy /b/* localhost:«8005»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: nginx, ports: ["127.0.0.1:8002:8080"]}
          b: {image: example/b, ports: ["8005:3000"], environment: {PORT: 5000}}
        """,
        title="A port of the host that leads to one on which nothing is told to listen",
        message="; only its ports name",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: nginx, ports: ["127.0.0.1:8002:80"]}
          b: {image: example/b, ports: ["8005:5000"], environment: {PORT: 5000}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:«8080»
        	reverse_proxy /b/* b:«3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: nginx, ports: ["127.0.0.1:8002:8080"]}
          b: {image: example/b, ports: ["8005:3000"], environment: {PORT: 5000}}
        """,
        title="The same, dialled in the network",
        message="; only its ports name",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:80
        	reverse_proxy /b/* b:5000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy localhost:«8002»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: gunicorn a.wsgi -b 0.0.0.0:8000, ports: ["8002:8001"]}
        """,
        title="A port of the host that leads to none",
        message="8002 leads to its 8001; gunicorn binds",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: gunicorn a.wsgi -b 0.0.0.0:8000, ports: ["8002:8000"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:«8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /srv
        COPY . .
        EXPOSE 5000
        CMD ["make", "run"]
        """,
        title="What make starts is not known",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy web:5000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:«8080»
        	reverse_proxy /b/* b:«8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ./a, command: ["--listen", ":9090"]}
          b: {build: ./b, command: python main.py --port 8001}
        --- a/Dockerfile
        FROM golang:1.22 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /a .
        FROM debian:12
        COPY --from=build /a /a
        ENTRYPOINT ["/a"]
        --- a/main.go
        package main
        import ("flag"; "net/http")
        func main() {
        	listen := flag.String("listen", ":8080", "address")
        	flag.Parse()
        	http.ListenAndServe(*listen, nil)
        }
        --- b/Dockerfile
        FROM python:3.12
        WORKDIR /b
        COPY . .
        --- b/main.py
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--port", type=int, default=8000)
        """,
        title="The default of an option that is given",
        message="does not answer",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:9090
        	reverse_proxy /b/* b:8001
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        s3.example.com {
        	reverse_proxy store:«9000»
        }
        console.example.com {
        	reverse_proxy store:9001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          store:
            image: minio/minio
            command: server /data
            environment: {MINIO_ADDRESS: ":9002", MINIO_CONSOLE_ADDRESS: ":9001"}
        """,
        title="Both ports are in the environment",
        message="minio binds 0.0.0.0:9002 by its environment",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:«{$APP_PORT:3000}»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, env_file: .env, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {image: example/app, ports: ["127.0.0.1:${APP_PORT}:3000"]}
        --- .env
        APP_PORT=8085
        """,
        title="One variable for the port of the host and that in the container: its value stays",
        message="is its port on the host",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy app:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        (proxied) {
        	reverse_proxy {args[0]}:«8000»
        }
        shop.example.com {
        	import proxied web
        }
        api.example.com {
        	import proxied api
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 8000}
          api: {build: ., command: uvicorn main:app --host 0.0.0.0 --port 9000}
        """,
        title="The port of a snippet that is right for another import: nobody may change it there",
    ),
    Example(
        """
        --- compose.yaml
        services:
          proxy:
            image: caddy:2
            command: caddy reverse-proxy --from example.com --to web:«3000»
            ports: ["80:80", "443:443", "443:443/udp"]
            volumes: [caddy_data:/data]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        volumes: {caddy_data: {}}
        """,
        title="What a command proxies without a Caddyfile",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          proxy:
            image: caddy:2
            command: caddy reverse-proxy --from example.com --to web:8000
            ports: ["80:80", "443:443", "443:443/udp"]
            volumes: [caddy_data:/data]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        volumes: {caddy_data: {}}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          proxy:
            image: caddy:2
            command: [caddy, reverse-proxy, --from, ":80", "--to=web:8000,web:«8001»"]
          web: {build: ., command: gunicorn app.wsgi -b 0.0.0.0:8000}
        """,
        title="One of several in a word of a command, which is not left out there",
        unsafe=True,
    ),
    Example(
        """
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:«80»
        }
        two.example.com {
        	reverse_proxy two:«80»
        }
        search.example.com {
        	reverse_proxy search:«8108»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment:
              GITLAB_OMNIBUS_CONFIG: "external_url 'https://one.example.com'; nginx['listen_https'] = false"
          two:
            image: gitlab/gitlab-ee:17.5.1-ee.0
            environment:
              GITLAB_OMNIBUS_CONFIG: |
                external_url 'https://two.example.com:8443'
                letsencrypt['enable'] = false
          search: {image: "typesense/typesense:27.1", command: "--data-dir /data --api-key=xyz --api-port 8200"}
        """,
        title="Where GitLab's settings say, and by a flag",
        unsafe=True,
        fixed="""
        --- Caddyfile
        one.example.com {
        	reverse_proxy one:443
        }
        two.example.com {
        	reverse_proxy two:8443
        }
        search.example.com {
        	reverse_proxy search:8200
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        torrents.example.com {
        	reverse_proxy gluetun:«8080»
        }
        index.example.com {
        	reverse_proxy gluetun:9696
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          gluetun: {image: qmcgaw/gluetun}
          qbittorrent: {image: linuxserver/qbittorrent, network_mode: "service:gluetun", environment: [WEBUI_PORT=8090]}
          prowlarr: {image: linuxserver/prowlarr, network_mode: "service:gluetun"}
        """,
        title="Of several behind a tunnel the one that has the port where nothing moves it",
        message="qbittorrent may not answer on 8080",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        torrents.example.com {
        	reverse_proxy gluetun:8090
        }
        index.example.com {
        	reverse_proxy gluetun:9696
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        bi.example.com {
        	reverse_proxy metabase:«3000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          metabase:
            image: metabase/metabase
            environment: {MB_JETTY_PORT: 8080}
            healthcheck:
              test: curl --fail -I http://localhost:3000/api/health || exit 1
        """,
        title="A variable moves the port, and the healthcheck stays behind",
        message="only its healthcheck asks for port 3000",
        severity=Severity.WARNING,
        unsafe=True,
        fixed="""
        --- Caddyfile
        bi.example.com {
        	reverse_proxy metabase:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          metabase:
            image: metabase/metabase
            environment: {MB_JETTY_PORT: 8080}
            healthcheck:
              test: curl --fail -I http://localhost:8080/api/health || exit 1
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /bun/* bun:«3000»
        	reverse_proxy /ws/* ws:«8080»
        	reverse_proxy /flag/* flag:«8080»
        	reverse_proxy /rust/* rust:«3000»
        	reverse_proxy /ktor/* ktor:«8080»
        	reverse_proxy /spring/* spring:«8080»
        	reverse_proxy /micronaut/* micronaut:«8080»
        	reverse_proxy /six/* [fd00:28::10]:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          bun: {image: oven/bun, working_dir: /app, command: bun run index.ts, volumes: ["./bun:/app"]}
          ws: {image: node:22, working_dir: /app, command: node ws.js, volumes: ["./ws:/app"]}
          flag: {build: flag, command: ["-addr", ":8081"]}
          rust: {build: rust, environment: {BIND_ADDR: "0.0.0.0:7000"}}
          ktor: {build: ktor, environment: {PORT: "9090"}}
          spring: {build: spring, environment: {SPRING_PROFILES_ACTIVE: prod}}
          micronaut: {build: micronaut, environment: {MICRONAUT_SERVER_PORT: "8085"}}
          six:
            image: nginx
            networks: {default: {ipv6_address: "fd00:0028::10"}}
        networks:
          default:
            ipam: {config: [{subnet: "fd00:28::/64"}]}
        --- bun/index.ts
        export default { port: 8787, fetch: () => new Response("hello") }
        --- ws/ws.js
        const { WebSocketServer } = require('ws');
        const server = new WebSocketServer({ port: 8765 });
        --- flag/Dockerfile
        FROM golang:1.23 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /out/app .
        FROM gcr.io/distroless/base
        COPY --from=build /out/app /app
        EXPOSE 8080
        ENTRYPOINT ["/app"]
        --- flag/main.go
        package main
        import ("flag"; "net/http")
        func main() {
        	addr := flag.String("addr", ":8080", "where it listens")
        	flag.Parse()
        	http.ListenAndServe(*addr, nil)
        }
        --- rust/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /src/target/release/app /app
        CMD ["/app"]
        --- rust/src/main.rs
        async fn main() {
            let addr = std::env::var("BIND_ADDR").unwrap_or_else(|_| "127.0.0.1:3000".to_string());
            let listener = tokio::net::TcpListener::bind(&addr).await.unwrap();
        }
        --- ktor/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        EXPOSE 8080
        CMD ["java", "-jar", "/app.jar"]
        --- ktor/src/main/resources/application.conf
        ktor {
            deployment {
                port = 8080
                port = ${?PORT}
            }
        }
        --- spring/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        EXPOSE 8080
        CMD ["java", "-jar", "/app.jar"]
        --- spring/src/main/resources/application.yml
        server:
          port: 8080
        --- spring/src/main/resources/application-prod.yml
        server:
          port: 8443
        --- micronaut/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- micronaut/src/main/resources/application.yml
        micronaut:
          server:
            port: 8080
        """,
        title="What programs are told of their ports, by exports, flags, variables and profiles",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /bun/* bun:8787
        	reverse_proxy /ws/* ws:8765
        	reverse_proxy /flag/* flag:8081
        	reverse_proxy /rust/* rust:7000
        	reverse_proxy /ktor/* ktor:9090
        	reverse_proxy /spring/* spring:8443
        	reverse_proxy /micronaut/* micronaut:8085
        	reverse_proxy /six/* [fd00:28::10]:80
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /live/* live:«7880»
        	reverse_proxy /push/* push:«80»
        	reverse_proxy /bee/* bee:«8080»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          live:
            image: livekit/livekit-server
            command: --config /etc/live.yaml
            volumes: ["./live.yaml:/etc/live.yaml"]
            ports: ["7881:7881"]
          push: {image: superseriousbusiness/gotosocial, environment: {GTS_PORT: "9080"}}
          bee: {image: koenkk/zigbee2mqtt, volumes: ["./bee:/app/data"]}
        --- live.yaml
        port: 7800
        --- bee/configuration.yaml
        frontend:
          port: 8099
        """,
        title="What settings move of well-known images",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /live/* live:7800
        	reverse_proxy /push/* push:9080
        	reverse_proxy /bee/* bee:8099
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /logto/* logto:«3002»
        	reverse_proxy /pass/* pass:«80»
        	reverse_proxy /s3/* s3:«9000»
        	reverse_proxy /vm/* vm:«8428»
        	reverse_proxy /llm/* llm:«4000»
        	reverse_proxy /dex/* dex:«5556»
        	reverse_proxy /kratos/* kratos:«4433»
        	reverse_proxy /garage/* garage:«3900»
        	reverse_proxy /mqtt/* mqtt:«9002»
        	reverse_proxy /daemon/* crm:8080
        }
        --- dex.yaml
        issuer: https://example.com/dex
        web:
          http: 0.0.0.0:5600
        --- kratos.yml
        serve:
          public:
            base_url: https://example.com/kratos/
            port: 5433
          admin:
            port: 5434
        --- garage.toml
        rpc_bind_addr = "[::]:3901"
        [s3_api]
        api_bind_addr = "[::]:3910"
        --- mosquitto.conf
        listener 1883
        listener 9001
        protocol websockets
        listener nobody
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          logto: {image: svhd/logto, environment: {ADMIN_PORT: 3012}}
          pass: {image: "passbolt/passbolt:latest-ce-non-root", volumes: ["gpg:/etc/passbolt/gpg"]}
          s3: {image: chrislusf/seaweedfs, command: 's3 -filer="filer:8888" -ip.bind=0.0.0.0'}
          vm: {image: victoriametrics/victoria-metrics, command: ["-httpListenAddr=:8429"]}
          llm: {image: ghcr.io/berriai/litellm, command: ["--config=/app/config.yaml", "--port", "8080"]}
          dex:
            image: ghcr.io/dexidp/dex
            command: [dex, serve, /etc/dex/config.yaml]
            volumes: ["./dex.yaml:/etc/dex/config.yaml"]
          kratos: {image: oryd/kratos, command: serve -c /etc/kratos.yml, volumes: ["./kratos.yml:/etc/kratos.yml"]}
          garage: {image: dxflrs/garage, volumes: ["./garage.toml:/etc/garage.toml"]}
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
          crm: {image: espocrm/espocrm, entrypoint: docker-websocket.sh}
        volumes: {gpg: }
        """,
        title="What images are told by variables of further ports, by commands and files of settings",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /logto/* logto:3001
        	reverse_proxy /pass/* pass:8080
        	reverse_proxy /s3/* s3:8333
        	reverse_proxy /vm/* vm:8429
        	reverse_proxy /llm/* llm:8080
        	reverse_proxy /dex/* dex:5600
        	reverse_proxy /kratos/* kratos:5433
        	reverse_proxy /garage/* garage:3910
        	reverse_proxy /mqtt/* mqtt:9001
        	reverse_proxy /daemon/* crm:8080
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        api.example.com {
        	reverse_proxy api:«8081»
        }
        more.example.com {
        	reverse_proxy more:8081
        	reverse_proxy other:8081
        	reverse_proxy again:8081
        }
        --- api/Dockerfile
        FROM eclipse-temurin:21
        WORKDIR /app
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- api/src/main/resources/application.yml
        spring:
          config:
            import:
              - "optional:file:/config/prod.yml"
              - optional:file:.env[.properties]
              - classpath:extra.properties
        server:
          port: 8081
        --- api/src/main/resources/extra.properties
        spring.jpa.open-in-view=false
        --- prod.yml
        server:
          port: 9000
        --- more/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- more/src/main/resources/application.properties
        spring.config.import=optional:configserver:http://config:8888
        server.port=9000
        --- other/Dockerfile
        FROM example/java
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- other/src/main/resources/application.properties
        spring.config.import[0]=optional:file:./more.properties
        server.port=9000
        --- again/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- again/src/main/resources/application.properties
        spring.config.import=file:/config/prod.properties
        server.port=9000
        --- prod.properties
        spring.config.import=file:/config/other.properties
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: api, volumes: ["./prod.yml:/config/prod.yml:ro"]}
          more: {build: more}
          other: {build: other}
          again: {build: again, volumes: ["./prod.properties:/config/prod.properties:ro"]}
        """,
        title="What Spring takes in counts more than the file that names it",
        message="prod.yml lets it listen",
        unsafe=True,
        fixed="""
        --- Caddyfile
        api.example.com {
        	reverse_proxy api:9000
        }
        more.example.com {
        	reverse_proxy more:8081
        	reverse_proxy other:8081
        	reverse_proxy again:8081
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        pma.example.com {
        	reverse_proxy pma:«9000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          pma: {image: "phpmyadmin:5.2"}
        """,
        title="The variant of the image that has the port speaks FastCGI there",
        unsafe=True,
        fixed="""
        --- Caddyfile
        pma.example.com {
        	reverse_proxy pma:80
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /w/* w:«8080»
        	reverse_proxy /v/* v:«8000»
        	reverse_proxy /git/* git:6610
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          w: {image: semitechnologies/weaviate, command: ["--host", "0.0.0.0", "--port", "8090", "--scheme", "http"]}
          v: {image: vllm/vllm-openai, command: [--model, facebook/opt-125m, --port=9000]}
          git: {image: 1dev/server, ports: ["6611:6611"]}
        """,
        title="Flags that are given to an image",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /w/* w:8090
        	reverse_proxy /v/* v:9000
        	reverse_proxy /git/* git:6610
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /web/* web:«3000»
        	reverse_proxy /docs/* docs:«3000»
        	reverse_proxy /npm/* npm:«3000»
        	reverse_proxy /yarn/* yarn:«3000»
        }
        --- package.json
        {"name": "mono", "private": true, "scripts": {"start": "turbo start"}}
        --- apps/web/package.json
        {"name": "@mono/web", "scripts": {"start": "next start -p 3001"}}
        --- apps/docs/package.json
        {"name": "docs", "scripts": {"start": "next start -p 3002"}}
        --- apps/node_modules/other/package.json
        {"name": "web", "scripts": {"start": "next start -p 3009"}}
        --- tools/README.md
        No package.
        --- pnpm.Dockerfile
        FROM node:22 AS pruned
        WORKDIR /app
        COPY . .
        FROM node:22
        WORKDIR /app
        COPY --from=pruned /app/out/full .
        EXPOSE 3000
        CMD ["pnpm", "--filter", "web", "start"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: {context: ., dockerfile: pnpm.Dockerfile}}
          docs:
            build: {context: ., dockerfile: pnpm.Dockerfile}
            command: pnpm --filter=./apps/docs run start
          npm:
            image: node:22
            working_dir: /app
            volumes: [".:/app"]
            command: npm run start -w docs
          yarn:
            build: {context: ., dockerfile: pnpm.Dockerfile}
            command: yarn workspace @mono/web start
        """,
        title="Scripts of one package among several",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /web/* web:3001
        	reverse_proxy /docs/* docs:3002
        	reverse_proxy /npm/* npm:3002
        	reverse_proxy /yarn/* yarn:3001
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /set/* set:«9000»
        	reverse_proxy /number/* number:«8000»
        	reverse_proxy /args/* args:«3000»
        	reverse_proxy /bun/* bun:«8080»
        	reverse_proxy /deno/* deno:«8000»
        	reverse_proxy /adonis/* adonis:«8080»
        }
        --- set/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- set/server.js
        const app = require("express")();
        // app.listen(9000) in development
        app.listen(3000);
        --- number/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- number/server.js
        const app = require("express")();
        app.listen(Number(process.env.PORT) || 3001);
        --- args/Dockerfile
        FROM golang:1.23 AS build
        ARG CMD
        WORKDIR /src
        COPY . .
        RUN go build -o /out/app ./cmd/$CMD
        FROM scratch
        COPY --from=build /out/app /app
        CMD ["/app"]
        --- args/cmd/rest/main.go
        package main

        import "net/http"

        func main() { http.ListenAndServe(":1323", nil) }
        --- args/cmd/other/main.go
        package main

        import "net/http"

        func main() { http.ListenAndServe(":3000", nil) }
        --- bun/Dockerfile
        FROM oven/bun:1 AS build
        WORKDIR /app
        COPY . .
        RUN bun build --compile --outfile server ./src/index.ts
        FROM gcr.io/distroless/base
        WORKDIR /app
        COPY --from=build /app/server server
        CMD ["./server"]
        --- bun/src/index.ts
        new Elysia().get("/", () => "hello").listen({ port: 3000, hostname: "0.0.0.0" });
        --- deno/Dockerfile
        FROM denoland/deno:2 AS build
        WORKDIR /app
        COPY . .
        RUN deno compile --allow-net --output api main.ts
        FROM debian:12
        COPY --from=build /app/api /usr/local/bin/api
        CMD ["api"]
        --- deno/main.ts
        Deno.serve({ port: 8787 }, () => new Response("hello"));
        --- adonis/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package.json .
        EXPOSE 8080
        CMD ["node", "bin/server.js"]
        --- adonis/package.json
        {"dependencies": {"@adonisjs/core": "^6.14.0"}}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          set: {build: set, environment: {PORT: 9000}}
          number: {build: number}
          args: {build: {context: args, args: {CMD: rest}}}
          bun: {build: bun}
          deno: {build: deno}
          adonis: {build: adonis, environment: {PORT: 3333}}
        """,
        title="What a program says of itself before what is usual",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /set/* set:3000
        	reverse_proxy /number/* number:3001
        	reverse_proxy /args/* args:1323
        	reverse_proxy /bun/* bun:3000
        	reverse_proxy /deno/* deno:8787
        	reverse_proxy /adonis/* adonis:3333
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:«8080»
        }
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet publish src/Api -c Release -o /out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY --from=build /out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- src/Api/Program.cs
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();
        --- src/Api/appsettings.json
        {"Kestrel": {"Endpoints": {"Http": {"Url": "http://*:5000"}}}}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: .}
        """,
        title="Endpoints of Kestrel come before the variable of its image",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy api:5000
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /web/* web:«8000»
        	reverse_proxy /api/* api:«5000»
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["honcho", "start"]
        --- Procfile
        # What is started
        web: gunicorn --bind 0.0.0.0:$PORT app:app
        api: exec gunicorn --bind 0.0.0.0:$PORT api:app
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., environment: {PORT: 5000}, command: honcho start web}
          api: {build: ., command: honcho start -p 6000 api}
        """,
        title="What a Procfile starts",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /web/* web:5000
        	reverse_proxy /api/* api:6000
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /orders/* orders:«8080»
        	reverse_proxy /* ssr:«4200»
        }
        --- orders/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- orders/src/main/resources/application.yml
        micronaut:
          server:
            port: 8085
        --- web/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=build /app/dist ./dist
        CMD ["node", "dist/web/server/server.mjs"]
        --- web/src/server.ts
        const app = express();
        const port = process.env['PORT'] || 4000;
        app.listen(port, () => console.log(port));
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          orders: {build: orders, environment: {MICRONAUT_ENVIRONMENTS: prod}}
          ssr: {build: web}
        """,
        title="An environment of Micronaut without settings of its own, and the server of Angular",
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /orders/* orders:8085
        	reverse_proxy /* ssr:4000
        }
        """,
        unsafe=True,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          option: {build: ., command: ["--Kestrel:Endpoints:Http:Url=http://+:5006"]}
          apart: {build: ., command: ["--Kestrel:Endpoints:Http:Url", "http://0.0.0.0:5007/"]}
          variable:
            build: .
            environment: {Kestrel__Endpoints__Web__Url: "http://*:5008"}
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- Caddyfile
        a.example.com {
        	reverse_proxy option:«8080»
        }
        b.example.com {
        	reverse_proxy apart:«8080»
        }
        c.example.com {
        	reverse_proxy variable:«8080»
        }
        """,
        title="Endpoints of Kestrel that the command or a variable names",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy option:5006
        }
        b.example.com {
        	reverse_proxy apart:5007
        }
        c.example.com {
        	reverse_proxy variable:5008
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          notes: {build: notes, environment: {PORT: "3000"}}
          wiki: {build: wiki}
        --- Caddyfile
        a.example.com {
        	reverse_proxy notes:«8080»
        }
        b.example.com {
        	reverse_proxy wiki:«8080»
        }
        --- notes/Dockerfile
        FROM rust:1 AS build
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /app/target/release/notes /usr/local/bin/notes
        CMD ["notes"]
        --- notes/Cargo.toml
        [package]
        name = "notes"
        --- notes/src/main.rs
        async fn main() {
            let port: u16 = std::env::var("PORT")
                .ok()
                .and_then(|p| p.parse().ok())
                .unwrap_or(8080);
            let addr = SocketAddr::from(([0, 0, 0, 0], port));
            let listener = TcpListener::bind(addr).await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        --- wiki/Dockerfile
        FROM rust:1 AS build
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /app/target/release/wiki /usr/local/bin/wiki
        CMD ["wiki"]
        --- wiki/Cargo.toml
        [package]
        name = "wiki"
        --- wiki/src/main.rs
        async fn main() {
            let port: u16 = std::env::var("PORT").unwrap_or_default().parse::<u16>().unwrap_or(8081);
            let addr = SocketAddr::from(([0, 0, 0, 0], port));
            let listener = TcpListener::bind(addr).await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        """,
        title="A number in Rust that stands for a variable",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy notes:3000
        }
        b.example.com {
        	reverse_proxy wiki:8081
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: hypercorn --config hypercorn.toml app:app}
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:«8000»
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- hypercorn.toml
        bind = ["0.0.0.0:8600"]  # all of them
        workers = 2
        """,
        title="The configuration of Hypercorn",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:8600
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          given: {build: given, environment: {BUN_PORT: "3210"}}
          usual: {build: usual}
        --- Caddyfile
        a.example.com {
        	reverse_proxy given:«3000»
        }
        b.example.com {
        	reverse_proxy usual:«8080»
        }
        --- given/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "run", "index.ts"]
        --- given/index.ts
        Bun.serve({
          fetch(request) { return new Response("hello"); },
        });
        --- usual/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "run", "index.ts"]
        --- usual/index.ts
        Bun.serve({
          fetch(request) { return new Response("hello"); },
        });
        """,
        title="Bun, whose port a variable decides, or nothing",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy given:3210
        }
        b.example.com {
        	reverse_proxy usual:3000
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:«8080»
        }
        --- Dockerfile
        FROM registry.access.redhat.com/ubi8/openjdk-21:1.20
        COPY target/quarkus-app/*.jar /deployments/
        EXPOSE 8080
        ENV JAVA_OPTS_APPEND="-Dquarkus.http.host=0.0.0.0 -Djava.util.logging.manager=org.jboss.logmanager.LogManager"
        ENV JAVA_APP_JAR="/deployments/quarkus-run.jar"
        ENTRYPOINT ["/opt/jboss/container/java/run/run-java.sh"]
        --- src/main/resources/application.properties
        quarkus.http.port=8181
        %dev.quarkus.http.port=9999
        """,
        title="Quarkus in the image of its own Dockerfile, with options for Java",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:8181
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          hooks: {build: hooks}
          feed: {build: feed, environment: {PORT: "4100"}}
          usual: {build: usual}
        --- Caddyfile
        a.example.com {
        	reverse_proxy hooks:«4000»
        }
        b.example.com {
        	reverse_proxy feed:«4000»
        }
        c.example.com {
        	reverse_proxy usual:«8080»
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
        children = [{Plug.Cowboy, scheme: :http, plug: Hooks.Router, options: [port: 4040]}]
        --- feed/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- feed/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- feed/lib/feed/application.ex
        children = [{Bandit, plug: Feed, port: String.to_integer(System.get_env("PORT") || "4001")}]
        --- usual/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- usual/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- usual/lib/usual/application.ex
        children = [{Bandit, plug: Usual}]
        """,
        title="Elixir without Phoenix",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy hooks:4040
        }
        b.example.com {
        	reverse_proxy feed:4100
        }
        c.example.com {
        	reverse_proxy usual:4000
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
        --- Caddyfile
        a.example.com {
        	reverse_proxy localhost:«8102»
        }
        --- two/compose.yaml
        services:
          app:
            image: node:22
            working_dir: /app
            volumes: ["./:/app"]
            command: ["node", "index.mjs"]
            ports: ["127.0.0.1:8102:8080"]
        --- two/index.mjs
        import { createServer } from 'node:http'
        createServer((request, response) => response.end('two')).listen(3000)
        """,
        title="The compose file in the mounted folder is none of the program's",
        unsafe=True,
        fixed="""
        --- two/compose.yaml
        services:
          app:
            image: node:22
            working_dir: /app
            volumes: ["./:/app"]
            command: ["node", "index.mjs"]
            ports: ["127.0.0.1:8102:3000"]
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./${CADDYFILE:-Caddyfile}:/etc/caddy/Caddyfile"]
          app: {image: "python:3.12", command: gunicorn app:app -b 0.0.0.0:8000}
        --- Caddyfile
        example.com {
        	reverse_proxy app:«8080»
        }
        """,
        title="A Caddyfile that a variable may replace",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy app:8000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /found/* found:«8000»
        	reverse_proxy /ends/* ends:«8000»
        	reverse_proxy /other/* other:«8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          found: {build: ./found}
          ends: {build: ./ends}
          other: {build: ./other}
        --- found/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN find . -name '*.html' -exec sed -i 's/3000/8000/' {} +
        CMD ["node", "server.js"]
        --- found/server.js
        require('http').createServer().listen(3000)
        --- ends/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN find . -name '*.js' -exec sed -i 's/\\r$//' {} +
        CMD ["node", "server.js"]
        --- ends/server.js
        require('http').createServer().listen(3000)
        --- other/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN sed -i 's/3000/8000/g' src/*.ts && node scripts/other.js
        CMD ["node", "server.js"]
        --- other/server.js
        require('http').createServer().listen(3000)
        --- other/scripts/other.js
        console.log(require('./server.js'))
        """,
        title="Builds that change other files, or the ends of lines alone",
        severity=Severity.ERROR,
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /found/* found:3000
        	reverse_proxy /ends/* ends:3000
        	reverse_proxy /other/* other:3000
        }
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* api:«3333»
        	reverse_proxy /b/* node:«4000»
        	reverse_proxy /c/* two:3333
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: api, healthcheck: {test: curl -f http://localhost:3333/health}}
          two: {build: api, expose: ["3333"], healthcheck: {test: curl -f http://localhost:3333/health}}
          node: {build: node, environment: {PORT: 4001}, healthcheck: {test: curl -f http://localhost:4000/}}
        --- api/Dockerfile
        FROM node:20
        COPY . .
        RUN npm run build
        CMD ["node", "dist/main.js"]
        --- api/src/main.ts
        const app = await NestFactory.create(AppModule);
        await app.listen(3000, "0.0.0.0");
        --- node/Dockerfile
        FROM node:20
        COPY . .
        CMD ["node", "index.js"]
        --- node/index.js
        const app = require("express")();
        app.use("/items", require("./items"));
        app.listen(process.env.PORT || 4000);
        --- node/items.js
        module.exports = require("express").Router();
        """,
        title="A program that was moved, and a healthcheck that was not",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* api:3000
        	reverse_proxy /b/* node:4001
        	reverse_proxy /c/* two:3333
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: api, healthcheck: {test: curl -f http://localhost:3000/health}}
          two: {build: api, expose: ["3333"], healthcheck: {test: curl -f http://localhost:3333/health}}
          node: {build: node, environment: {PORT: 4001}, healthcheck: {test: curl -f http://localhost:4001/}}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy dash:«4000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          dash: {image: lissy93/dashy, ports: ["4000:80"]}
        """,
        title="The port of the host, and a mapping that the image may have outgrown",
        message="dash does not answer on 4000: 4000 is its port on the host",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy dash:80
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080
        }
        api.example.com {
        	reverse_proxy api:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: web, environment: {PORT: 8080}}
          api: {build: api, environment: {PORT: 8080}}
        --- web/Dockerfile
        FROM golang:1.22
        WORKDIR /src
        COPY . .
        RUN CGO_ENABLED=0 go build -o /app .
        CMD ["/app"]
        --- web/go.mod
        module example.com/web
        --- web/main.go
        package main
        import (
        	"os"
        	"github.com/gin-gonic/gin"
        	"example.com/servers"
        )
        func main() {
        	router := gin.Default()
        	server := servers.New(router)
        	server.Run(os.Getenv("PORT"))
        }
        --- api/Dockerfile
        FROM golang:1.22
        WORKDIR /src
        COPY . .
        RUN CGO_ENABLED=0 go build -o /app .
        CMD ["/app"]
        --- api/go.mod
        module example.com/api
        --- api/main.go
        package main
        import (
        	"net/http"
        	"os"
        )
        func main() {
        	os.Setenv("PORT", ":"+os.Getenv("PORT"))
        	http.ListenAndServe(os.Getenv("PORT"), nil)
        }
        """,
        title="Servers of Go's that put the colon before a port themselves",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api:
            build: .
            environment:
              APP_PORT: "3000"
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- server.js
        const config = require("./config");
        const app = require("express")();
        app.listen(process.env.PORT || config.port || 4000);
        --- config.js
        module.exports = { port: process.env.APP_PORT };
        """,
        title="It reads another variable, in what it imports",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy api:3000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api:
            build: .
            environment:
              APP_PORT: "3000"
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- server.js
        const load = require("@example/config");
        const debug = process.env.DEBUG_PORT || 9229;
        const app = require("express")();
        app.listen(load("APP").port);
        """,
        title="What it asks for in vain is for something else",
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
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          one: {build: ., command: [node, -r, ./first.js, server.js], environment: {APP_PORT: 3000}}
          two: {build: ., environment: {APP_PORT: 3000, NODE_OPTIONS: "--require=./first.js"}}
          three: {build: ., command: node other.js, environment: {APP_PORT: 3000}}
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- first.js
        process.env.PORT = process.env.APP_PORT;
        --- server.js
        require("express")().listen(process.env.PORT || 4000);
        --- other.js
        const named = (name) => process.env[`${name}_PORT`];
        process.env["PORT"] = named("APP");
        require("express")().listen(process.env.PORT || 4000);
        """,
        title="A program that gives itself the variable, or that a module before it gives it",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
            reverse_proxy api:8081
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: .}
        --- Dockerfile
        FROM golang:1.23-alpine AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /api .
        FROM alpine:3.20
        COPY --from=build /api /api
        CMD ["/api"]
        --- go.mod
        module api
        --- main.go
        package main
        import ("net"; "net/http"; "os")
        func main() {
            lis, _ := net.Listen("tcp", os.Getenv("HTTP_ADDR"))
            http.Serve(lis, nil)
        }
        """,
        title="An empty address that is not one of a server of HTTP",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
            reverse_proxy pages:8080
        }
        app.example.com {
            reverse_proxy rails:80
        }
        api.example.com {
            reverse_proxy api:3001
        }
        --- compose.yaml
        services:
          caddy: {image: "caddy:2.10", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          pages:
            image: nginxinc/nginx-unprivileged:1.27-alpine
            volumes: ["./gzip.conf:/etc/nginx/conf.d/gzip.conf"]
          rails: {build: .}
          api: {build: ., environment: {PORT: "3001"}}
        --- gzip.conf
        gzip on;
        --- Dockerfile
        FROM ruby:3.3-slim AS base
        WORKDIR /rails
        ENV RAILS_ENV=production
        FROM base AS build
        COPY . .
        RUN bundle install
        FROM base
        COPY --from=build /rails /rails
        CMD ["./bin/rails", "server"]
        --- config/puma.rb
        port ENV.fetch("PORT", 3000)
        --- config/puma/production.rb
        port ENV.fetch("PORT", 80)
        """,
        title="The unprivileged nginx as it comes, and a file of Puma's for production",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /health live:4001
        	reverse_proxy /_broadcast cable:8090
        	reverse_proxy live:4000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          cable: {image: "anycable/anycable-go:1.6", environment: {ANYCABLE_PORT: 8080}}
          live: {build: live, environment: {PHX_SERVER: "true"}}
        --- live/mix.exs
        defp deps, do: [{:phoenix, "~> 1.7"}, {:bandit, "~> 1.5"}]
        --- live/lib/live/application.ex
        children = [LiveWeb.Endpoint, {Bandit, plug: Live.Health, port: 4001}]
        --- live/config/runtime.exs
        import Config
        config :live, LiveWeb.Endpoint, server: true, http: [ip: {0, 0, 0, 0}, port: 4000]
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
        title="Phoenix with a server for its health beside it, and the broadcasts of AnyCable",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy mqtt:1883
        }
        --- mosquitto.conf
        allow_anonymous true
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
        """,
        title="A configuration without listeners",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:9090
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: ., environment: {SPRING_PROFILES_ACTIVE: prod}}
        --- Dockerfile
        FROM eclipse-temurin:21
        COPY target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- src/main/resources/application.yml
        server:
          port: 8080
        spring:
          profiles:
            group:
              prod: [extra]
        --- src/main/resources/application-extra.yml
        server:
          port: 9090
        """,
        title="A profile of Spring that brings another one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8080
        	reverse_proxy /b/* b:8080
        	reverse_proxy /mail/* mail:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: example/a, environment: {SIDECAR_LISTEN: "127.0.0.1:9100"}}
          b: {image: example/b, environment: {XDEBUG_BIND: "localhost:9003"}, expose: [8080]}
          mail: {image: "roundcube/roundcubemail:latest-nonroot"}
        """,
        title="Loopback addresses of something beside the program, an image that is not run by root",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8000
        	reverse_proxy /b/* b:8000
        	reverse_proxy /c/* c:8000
        	reverse_proxy /d/* d:8000
        	reverse_proxy /e/* {$E}
        }
        --- .env.example
        B_PORT=8000
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            environment: {E: "${E}"}
          a: {image: example/a, command: "uvicorn main:app --host 0.0.0.0 --port ${A_PORT:-8000}"}
          b: {image: example/b, command: "uvicorn main:app --host 0.0.0.0 --port ${B_PORT:-9000}"}
          c: {image: example/c, command: "uvicorn main:app --host 0.0.0.0 --port ${C_PORT-9000}"}
          d: {image: example/d, command: "uvicorn main:app --host 0.0.0.0 --port=${D_PORT}"}
        """,
        title="Defaults that fit, one that the example of the variables differs from, and one that may be empty",
    ),
    Example(
        """
        --- Caddyfile
        registry.example.com {
        	reverse_proxy gitlab:5050
        }
        metrics.example.com {
        	reverse_proxy gitlab:9090
        }
        images.example.com {
        	reverse_proxy https://secure:5050 {
        		transport http {
        			tls_insecure_skip_verify
        		}
        	}
        }
        dns.example.com {
        	reverse_proxy pihole:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          gitlab:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment:
              GITLAB_OMNIBUS_CONFIG: |
                external_url 'http://git.example.com'
                registry['registry_http_addr'] = "0.0.0.0:5050"
                prometheus['listen_address'] = '0.0.0.0:9090'
          secure:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment: {GITLAB_OMNIBUS_CONFIG: "external_url 'https://git.example.com'"}
          pihole: {image: "pihole/pihole:latest", environment: {FTLCONF_webserver_port: "8080o,8443os,[::]:8080o"}}
        """,
        title="Another program of GitLab's, and ports with letters behind them",
    ),
    Example(
        """
        --- Caddyfile
        git.example.com {
        	reverse_proxy git:3000
        }
        gitlab.example.com {
        	reverse_proxy gitlab:80
        }
        pages.example.com {
        	reverse_proxy pages:80
        }
        off.example.com {
        	reverse_proxy off:8080
        }
        http.example.com {
        	reverse_proxy http:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: "docker.gitea.com/gitea:1.24.0", ports: ["222:22"]}
          gitlab:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            volumes: ["./config:/etc/gitlab"]
            environment:
              GITLAB_OMNIBUS_CONFIG: |
                external_url 'https://gitlab.example.com'
                nginx['listen_port'] = 80
                nginx['listen_https'] = false
          pages:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment:
              GITLAB_OMNIBUS_CONFIG: "external_url 'https://gitlab.example.com'; pages_external_url 'http://pages.example.com'"
          off:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment:
              GITLAB_OMNIBUS_CONFIG: "external_url 'https://g.example.com'; nginx['listen_port'] = ENV['PORT']"
          http:
            image: gitlab/gitlab-ce:17.5.1-ce.0
            environment: {GITLAB_OMNIBUS_CONFIG: "external_url 'http://http.example.com'; nginx['listen_https'] = on"}
        """,
        title="An image by the name of its own registry, and GitLab for a proxy, with more, or computed",
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
          web: {build: .}
        --- Dockerfile
        FROM golang:1.22 AS build
        COPY . .
        RUN go build -o /server ./cmd/server
        FROM alpine
        COPY --from=build /server /server
        EXPOSE 3000
        CMD ["/server"]
        --- cmd/server/main.go
        log.Fatal(http.ListenAndServe(":8080", nil))
        """,
        title="The text of the program names the port, EXPOSE an old one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	php_fastcgi php:9001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          php: {image: "php:8-fpm", command: php-fpm -y /conf/fpm.conf}
        """,
        title="A file that a flag names",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM denoland/deno
        COPY . .
        CMD ["serve", "--port", "8000", "main.ts"]
        """,
        title="What the entrypoint of Deno's image is told, not the program serve",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8080
        	reverse_proxy /b/* b:8080
        	reverse_proxy /c/* c:3001
        	reverse_proxy /d/* d:9501
        	reverse_proxy /e/* e:8080
        	reverse_proxy /f/* f:4000
        	reverse_proxy /g/* g:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {image: example/a, environment: {METRICS_LISTEN_ADDR: ":9090"}}
          b: {image: example/b, environment: {GRPC_BIND: "0.0.0.0:9090", LISTEN: "0.0.0.0:8080"}}
          c: {image: example/c, environment: {PORT: 3000}, expose: [3000, 3001]}
          d: {build: ., command: php bin/server.php}
          e: {build: ., command: php artisan reverb:start}
          f: {image: "node:20", working_dir: /app, volumes: [".:/app"], command: yarn serve -p 5000}
          g: {build: ./g}
        --- Dockerfile
        FROM php:8.3-fpm
        COPY . .
        --- package.json
        {"scripts": {"serve": "node own.js"}}
        --- g/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY out .
        EXPOSE 80
        ENTRYPOINT ["dotnet", "g.dll"]
        --- g/Program.cs
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();
        """,
        title="Listeners for metrics, two that are declared, programs in place of the server of an image, scripts",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /metrics app:5000
        	reverse_proxy app:8000
        	reverse_proxy /node/* node:3001
        	reverse_proxy /part/* part:3001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app: {build: .}
          node: {build: ./node}
          part: {build: ./part}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        EXPOSE 5000
        CMD ["python", "app.py"]
        --- app.py
        from flask import Flask
        import metrics
        app = Flask(__name__)
        metrics.start()
        app.run(host="0.0.0.0", port=8000)
        --- metrics.py
        from prometheus_client import start_http_server
        def start(): start_http_server(5000)
        --- node/Dockerfile
        FROM node:20
        WORKDIR /app
        COPY . .
        EXPOSE 3001
        CMD ["node", "src/main.mjs"]
        --- node/package.json
        {"type": "module"}
        --- node/src/main.mjs
        import { createServer } from 'node:http'
        import { start } from 'src/metrics.mjs'
        start()
        createServer().listen(3000)
        --- part/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        EXPOSE 3001
        CMD ["python", "main.py"]
        --- part/__init__.py
        --- part/main.py
        from .own import start
        import uvicorn
        start()
        uvicorn.run("app:app", host="0.0.0.0", port=3000)
        """,
        title="Where another text of the program may open the port that is declared",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8000
        	reverse_proxy /b/* b:8000
        	reverse_proxy /c/* c:8000
        	reverse_proxy /d/* d:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: sh -c "redis-server --daemonize yes && gunicorn a.wsgi -b 0.0.0.0:8000"}
          b: {build: ., command: sh -c "nginx; php-fpm -D; exec uvicorn b:app --host 0.0.0.0"}
          c: {build: ., command: sh -c "celery -A c worker --detach; httpd; daphne -b 0.0.0.0 c.asgi:application"}
          d: {build: ., command: "bash -c 'mongod --fork --logpath /l; waitress-serve --port=9000 d:app'"}
        --- Dockerfile
        FROM debian:12
        EXPOSE 5000
        """,
        title="Behind programs that go into the background by themselves",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /srv
        COPY . .
        EXPOSE 5000
        CMD ["./start.sh"]
        --- start.sh
        #!/bin/sh
        PORT=$(cat /run/port)
        exec gunicorn web.wsgi -b 0.0.0.0:$PORT
        """,
        title="A variable that a command sets",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8000
        	reverse_proxy /b/* b:8001
        	reverse_proxy /c/* c:8002
        	reverse_proxy /d/* d:8003
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ./py, command: python app.py}
          b: {build: ./py, command: python -m app.main}
          c: {build: ./js, command: node src/main.js}
          d: {build: ./go}
        --- py/Dockerfile
        FROM python:3.12
        WORKDIR /srv
        COPY . .
        EXPOSE 5000
        --- py/app.py
        import uvicorn
        import settings, os
        uvicorn.run("web:app", host="0.0.0.0", port=settings.PORT)
        --- py/settings.py
        PORT = 8000
        --- py/app/__init__.py
        --- py/app/main.py
        import uvicorn
        from .conf import values
        uvicorn.run("web:app", host="0.0.0.0", port=values.port)
        --- py/app/conf/__init__.py
        from . import values
        --- py/app/conf/values.py
        port = 8001
        --- js/Dockerfile
        FROM node:20
        WORKDIR /app
        COPY . .
        EXPOSE 5000
        --- js/src/main.js
        const config = require('./config')
        require('express')().listen(config.port)
        --- js/src/config/index.js
        module.exports = { port: 8002 }
        --- go/Dockerfile
        FROM golang:1.22 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o /out/app .
        FROM debian:12
        COPY --from=build /out/app /app
        EXPOSE 5000
        CMD ["/app"]
        --- go/main.go
        package main
        import "example.com/app/cmd"
        func main() { cmd.Execute() }
        --- go/cmd/root.go
        package cmd
        const address = ":8003"
        """,
        title="Ports that files of the program's own name, which its first one imports",
    ),
    Example(
        """
        --- Caddyfile
        s3.example.com {
        	reverse_proxy store:9000
        }
        console.example.com {
        	reverse_proxy store:9001
        }
        other.example.com {
        	reverse_proxy other:9001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          store:
            image: minio/minio
            command: server /data
            environment: {MINIO_CONSOLE_ADDRESS: ":9001"}
          other:
            image: minio/minio
            command: server /data --console-address :9001
            environment: {MINIO_CONSOLE_ADDRESS: ":9090"}
        """,
        title="The port of a console is in a variable, over which the flag goes",
    ),
    Example(
        """
        --- Caddyfile
        erp.example.com {
        	reverse_proxy spring:8443
        }
        m.example.com {
        	reverse_proxy spring:9001
        }
        live.example.com {
        	reverse_proxy live:7980
        }
        dev.example.com {
        	reverse_proxy dev:7000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          spring: {build: spring, environment: {SPRING_PROFILES_ACTIVE: prod}}
          live:
            image: example/media
            command: --config /etc/media.yaml
            volumes: ["./media.yaml:/etc/media.yaml"]
            ports: ["7881:7881"]
          dev: {build: dev}
        --- spring/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        EXPOSE 8080
        CMD ["java", "-jar", "/app.jar"]
        --- spring/src/main/resources/application.yml
        server:
          port: 8080
        management:
          server:
            port: 9001
        --- spring/src/main/resources/application-prod.yml
        server:
          port: 8443
        --- dev/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        EXPOSE 8080
        CMD ["java", "-jar", "/app.jar"]
        --- dev/src/main/resources/application.properties
        server.port=8080
        --- dev/src/main/resources/application-dev.properties
        server.port=7000
        --- media.yaml
        port: 7980
        """,
        title="A profile that is chosen, or may be; a port that a mounted file of settings names",
    ),
    Example(
        """
        --- Caddyfile
        git.example.com {
        	reverse_proxy git:3000
        }
        mail.example.com {
        	reverse_proxy mail:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          git: {image: example/git, ports: ["2222:22"]}
          mail: {image: example/mail, ports: ["25:25", "465:465", "993:993"]}
        """,
        title="What is published is for other protocols, and the rest for Caddy alone",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /logto/* logto:3012
        	reverse_proxy /pass/* pass:8080
        	reverse_proxy /s3/* s3:8333
        	reverse_proxy /vm/* vm:8429
        	reverse_proxy /llm/* llm:8080
        	reverse_proxy /dex/* dex:5600
        	reverse_proxy /kratos/* kratos:5433
        	reverse_proxy /garage/* garage:3910
        	reverse_proxy /mqtt/* mqtt:9001
        	reverse_proxy /daemon/* crm:8080
        }
        --- dex.yaml
        issuer: https://example.com/dex
        web:
          http: 0.0.0.0:5600
        --- kratos.yml
        serve:
          public:
            base_url: https://example.com/kratos/
            port: 5433
          admin:
            port: 5434
        --- garage.toml
        rpc_bind_addr = "[::]:3901"
        [s3_api]
        api_bind_addr = "[::]:3910"
        --- mosquitto.conf
        listener 1883
        listener 9001
        protocol websockets
        listener nobody
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          logto: {image: svhd/logto, environment: {ADMIN_PORT: 3012}}
          pass: {image: "passbolt/passbolt:latest-ce-non-root", volumes: ["gpg:/etc/passbolt/gpg"]}
          s3: {image: chrislusf/seaweedfs, command: 's3 -filer="filer:8888" -ip.bind=0.0.0.0'}
          vm: {image: victoriametrics/victoria-metrics, command: ["-httpListenAddr=:8429"]}
          llm: {image: ghcr.io/berriai/litellm, command: ["--config=/app/config.yaml", "--port", "8080"]}
          dex:
            image: ghcr.io/dexidp/dex
            command: [dex, serve, /etc/dex/config.yaml]
            volumes: ["./dex.yaml:/etc/dex/config.yaml"]
          kratos: {image: oryd/kratos, command: serve -c /etc/kratos.yml, volumes: ["./kratos.yml:/etc/kratos.yml"]}
          garage: {image: dxflrs/garage, volumes: ["./garage.toml:/etc/garage.toml"]}
          mqtt: {image: eclipse-mosquitto:2, volumes: ["./mosquitto.conf:/mosquitto/config/mosquitto.conf"]}
          crm: {image: espocrm/espocrm, entrypoint: docker-websocket.sh}
        volumes: {gpg: }
        """,
        title="The same, asked where they listen",
    ),
    Example(
        """
        --- Caddyfile
        api.example.com {
        	reverse_proxy api:9000
        }
        more.example.com {
        	reverse_proxy more:8081
        	reverse_proxy other:8081
        	reverse_proxy again:8081
        }
        --- api/Dockerfile
        FROM eclipse-temurin:21
        WORKDIR /app
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- api/src/main/resources/application.yml
        spring:
          config:
            import:
              - "optional:file:/config/prod.yml"
              - optional:file:.env[.properties]
              - classpath:extra.properties
        server:
          port: 8081
        --- api/src/main/resources/extra.properties
        spring.jpa.open-in-view=false
        --- prod.yml
        server:
          port: 9000
        --- more/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- more/src/main/resources/application.properties
        spring.config.import=optional:configserver:http://config:8888
        server.port=9000
        --- other/Dockerfile
        FROM example/java
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- other/src/main/resources/application.properties
        spring.config.import[0]=optional:file:./more.properties
        server.port=9000
        --- again/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- again/src/main/resources/application.properties
        spring.config.import=file:/config/prod.properties
        server.port=9000
        --- prod.properties
        spring.config.import=file:/config/other.properties
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {build: api, volumes: ["./prod.yml:/config/prod.yml:ro"]}
          more: {build: more}
          other: {build: other}
          again: {build: again, volumes: ["./prod.properties:/config/prod.properties:ro"]}
        """,
        title="Settings that Spring takes in, or may take in",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /w/* w:8090
        	reverse_proxy /v/* v:9000
        	reverse_proxy /git/* git:6610
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          w: {image: semitechnologies/weaviate, command: ["--host", "0.0.0.0", "--port", "8090", "--scheme", "http"]}
          v: {image: vllm/vllm-openai, command: [--model, facebook/opt-125m, --port=9000]}
          git: {image: 1dev/server, ports: ["6611:6611"]}
        """,
        title="The ports that flags name",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /web/* web:3001
        	reverse_proxy /twice/* twice:4000
        	reverse_proxy /deep/* deep:4000
        	reverse_proxy /none/* none:4000
        	reverse_proxy /next/* next:4000
        	reverse_proxy /each/* each:4000
        }
        --- package.json
        {"private": true, "scripts": {"start": "next start -p 3000"}}
        --- apps/web/package.json
        {"name": "@mono/web", "scripts": {"start": "next start -p 3001"}}
        --- apps/one/package.json
        {"name": "@a/twice", "scripts": {"start": "next start -p 3001"}}
        --- apps/two/package.json
        {"name": "@b/twice", "scripts": {"start": "next start -p 3001"}}
        --- Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["pnpm", "--filter", "@mono/web", "start"]
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          twice: {build: ., command: pnpm --filter twice start}
          deep: {build: ., command: "pnpm --filter web... start"}
          none: {build: ., command: npm run start -w missing}
          next: {build: ., command: yarn workspace @mono/web next start}
          each: {image: node:22, command: npm start --workspace=web -- --help}
        """,
        title="A package that is chosen, or cannot be told",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:8080
        	reverse_proxy /b/* b:5000
        	reverse_proxy /c/* c:5000
        	reverse_proxy /d/* d:5000
        	reverse_proxy /e/* e:8443
        }
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        WORKDIR /app
        COPY out .
        ENTRYPOINT ["dotnet", "Api.dll"]
        --- Program.cs
        var app = WebApplication.CreateBuilder(args).Build();
        app.Run();
        --- appsettings.json
        {
          "Kestrel": {"Endpoints": {
            "Http": {"Url": "http://*:5000"},
            "Https": {"Url": "https://*:8443"}
          }}
        }
        --- appsettings.Staging.json
        {"Kestrel": {"Limits": {"MaxConcurrentConnections": 100}}}
        --- appsettings.Odd.json
        {"urls": "http://*:5000"}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., environment: {ASPNETCORE_ENVIRONMENT: Odd}}
          b: {build: .}
          c: {build: ., environment: {Kestrel__Endpoints__Http__Url: "http://*:5000"}}
          d: {build: ., environment: {ASPNETCORE_ENVIRONMENT: Staging}}
          e: {build: ., volumes: ["./appsettings.Odd.json:/app/appsettings.json"]}
        """,
        title="Endpoints of Kestrel, or what may name some",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:5100
        	reverse_proxy /b/* b:7000
        	reverse_proxy /c/* c:8000
        	reverse_proxy /d/* d:8000
        	reverse_proxy /e/* e:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY Procfile .
        CMD ["honcho", "start"]
        --- Procfile
        other: python jobs.py
        web: gunicorn --bind 0.0.0.0:$PORT app:app
        --- with-file/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["foreman", "start"]
        --- with-file/Procfile
        web: gunicorn --bind 0.0.0.0:$PORT app:app
        --- with-file/.env
        PORT=7000
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: .}
          b: {build: with-file}
          c: {build: ., environment: {PORT: "${PORT}"}}
          d: {build: ., command: honcho start -f Procfile.other}
          e: {build: ., command: honcho check}
        """,
        title="A Procfile that counts, or that is not all",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:5000
        	reverse_proxy /b/* b:5000
        	reverse_proxy /c/* c:8000
        	reverse_proxy /d/* d:8000
        	reverse_proxy /e/* e:9000
        	reverse_proxy /f/* f:8000
        	reverse_proxy /g/* g:5001
        	reverse_proxy /h/* h:5100
        	reverse_proxy /i/* i:5100
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY Procfile Procfile.other ./
        --- Procfile
        worker: python jobs.py
        web: gunicorn --bind 0.0.0.0:$PORT app:app
        --- Procfile.other
        web: gunicorn --bind 0.0.0.0:9000 app:app
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: ., command: honcho start web}
          b: {build: ., command: honcho start web worker}
          c: {build: ., command: honcho start --port=8000 web}
          d: {build: ., command: honcho start -q worker -p8000 web}
          e: {build: ., command: honcho start --procfile=Procfile.other}
          f: {build: ., command: honcho -e production.env start web}
          g: {build: ., command: "honcho start -c web=2 web"}
          h: {build: ., command: foreman start web}
          i: {build: ., command: honcho start}
        """,
        title="Of the processes of a Procfile, honcho counts those that it starts, in their order",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* a:6000
        	reverse_proxy /b/* b:5001
        }
        --- a/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- a/Program.cs
        app.Run();
        --- a/appsettings.json
        {"Kestrel": {"Endpoints": {"Http": {"Url": "http://*:5000"}}}}
        --- a/appsettings.Production.json
        {"Kestrel": {"Endpoints": {"Http": {"Url": "http://*:6000"}}}}
        --- b/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- b/Program.cs
        builder.WebHost.ConfigureKestrel(options => options.ListenAnyIP(5001));
        app.Run();
        --- b/appsettings.json
        {"Kestrel": {"Endpoints": {"Http": {"Url": "http://*:5000"}}}}
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          a: {build: a}
          b: {build: b}
        """,
        title="Settings of ASP.NET Core that come before others, or beside which the program says more",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          option: {build: ., command: ["--Kestrel:Endpoints:Http:Url=http://+:5006"]}
          both:
            build: .
            command: ["--urls", "http://+:5006", "--Kestrel:Endpoints:Http:Url=http://+:5007"]
          socket:
            build: .
            command: ["--Kestrel:Endpoints:Http:Url=http://unix:/run/shop.sock", "--Kestrel:Endpoints:Web:Url"]
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["dotnet", "Shop.dll"]
        --- Caddyfile
        a.example.com {
        	reverse_proxy option:5006
        }
        b.example.com {
        	reverse_proxy both:5007
        }
        c.example.com {
        	reverse_proxy socket:5009
        }
        """,
        title="What an endpoint of Kestrel's says comes before addresses; one on a socket",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          notes: {build: notes, environment: {PORT: "3000"}}
          wiki: {build: wiki}
        --- Caddyfile
        a.example.com {
        	reverse_proxy notes:3000
        }
        b.example.com {
        	reverse_proxy wiki:8081
        }
        --- notes/Dockerfile
        FROM rust:1 AS build
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /app/target/release/notes /usr/local/bin/notes
        CMD ["notes"]
        --- notes/Cargo.toml
        [package]
        name = "notes"
        --- notes/src/main.rs
        async fn main() {
            let port: u16 = std::env::var("PORT")
                .ok()
                .and_then(|p| p.parse().ok())
                .unwrap_or(8080);
            let addr = SocketAddr::from(([0, 0, 0, 0], port));
            let listener = TcpListener::bind(addr).await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        --- wiki/Dockerfile
        FROM rust:1 AS build
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /app/target/release/wiki /usr/local/bin/wiki
        CMD ["wiki"]
        --- wiki/Cargo.toml
        [package]
        name = "wiki"
        --- wiki/src/main.rs
        async fn main() {
            let port: u16 = std::env::var("PORT").unwrap_or_default().parse::<u16>().unwrap_or(8081);
            let addr = SocketAddr::from(([0, 0, 0, 0], port));
            let listener = TcpListener::bind(addr).await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        """,
        title="A number in Rust, or the variable in its place",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: ., command: hypercorn -c hypercorn.toml app:app}
          several: {build: ., command: hypercorn -c several.toml app:app}
          module: {build: ., command: hypercorn --config=python:settings app:app}
          socket: {build: ., command: hypercorn --config=socket.toml app:app}
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:8600
        }
        b.example.com {
        	reverse_proxy several:8000
        }
        c.example.com {
        	reverse_proxy module:8000
        }
        d.example.com {
        	reverse_proxy socket:8000
        }
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        --- hypercorn.toml
        bind = "0.0.0.0:8600"
        --- several.toml
        bind = ["0.0.0.0:8600", "0.0.0.0:8601"]
        --- socket.toml
        bind = "unix:/run/web.sock"
        """,
        title="A configuration of Hypercorn that names several addresses, that is a module, or names a socket",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          given: {build: given, environment: {PORT: "3210"}}
          unknown: {build: unknown, environment: [NODE_PORT], env_file: there.env}
        --- Caddyfile
        a.example.com {
        	reverse_proxy given:3210
        }
        b.example.com {
        	reverse_proxy unknown:8080
        }
        --- given/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "run", "index.ts"]
        --- given/index.ts
        Bun.serve({
          fetch(request) { return new Response("hello"); },
        });
        --- unknown/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "run", "index.ts"]
        --- unknown/index.ts
        Bun.serve({
          fetch(request) { return new Response("hello"); },
        });
        """,
        title="A variable for Bun's port, which may be given",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          moved:
            build: .
            environment: {JAVA_TOOL_OPTIONS: "-Dquarkus.http.port=8282"}
          profile:
            build: .
            environment: {QUARKUS_PROFILE: dev}
        --- Caddyfile
        a.example.com {
        	reverse_proxy web:8181
        }
        b.example.com {
        	reverse_proxy moved:8282
        }
        c.example.com {
        	reverse_proxy profile:9999
        }
        --- Dockerfile
        FROM registry.access.redhat.com/ubi8/openjdk-21:1.20
        COPY target/quarkus-app/*.jar /deployments/
        EXPOSE 8080
        ENV JAVA_OPTS_APPEND="-Dquarkus.http.host=0.0.0.0 -Djava.util.logging.manager=org.jboss.logmanager.LogManager"
        ENV JAVA_APP_JAR="/deployments/quarkus-run.jar"
        ENTRYPOINT ["/opt/jboss/container/java/run/run-java.sh"]
        --- src/main/resources/application.properties
        quarkus.http.port=8181
        %dev.quarkus.http.port=9999
        """,
        title="Options for Java, and another profile",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          feed: {build: feed}
          two: {build: two}
          secure: {build: secure}
          made: {build: made}
          piped: {build: piped}
          image: {image: example/hooks, command: mix run --no-halt}
        --- Caddyfile
        a.example.com {
        	reverse_proxy feed:4001
        }
        b.example.com {
        	reverse_proxy two:4000
        }
        c.example.com {
        	reverse_proxy secure:4000
        }
        d.example.com {
        	reverse_proxy made:4000
        }
        e.example.com {
        	reverse_proxy image:4000
        }
        f.example.com {
        	reverse_proxy piped:4002
        }
        --- feed/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- feed/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- feed/lib/feed/application.ex
        children = [{Bandit, plug: Feed, port: String.to_integer(System.get_env("PORT") || "4001")}]
        --- two/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- two/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- two/lib/two/application.ex
        children = [{Bandit, plug: One, port: 4001}, {Bandit, plug: Two, port: 4002}]
        --- secure/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- secure/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- secure/lib/secure/application.ex
        children = [{Bandit, plug: One, scheme: :https, port: 4001}]
        --- made/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- made/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- made/lib/made/application.ex
        children = [{Bandit, plug: One, port: Made.port()}]
        --- piped/Dockerfile
        FROM elixir:1.17
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        CMD ["mix", "run", "--no-halt"]
        --- piped/mix.exs
        defp deps, do: [{:plug_cowboy, "~> 2.7"}]
        --- piped/lib/piped/application.ex
        children = [{Bandit, plug: One, port: System.get_env("PORT", "4002") |> String.to_integer()}]
        """,
        title="Two servers, one with TLS, and ports that are not told",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./${CADDYFILE:-Caddyfile}:/etc/caddy/Caddyfile"]
          app: {image: "python:3.12", command: gunicorn app:app -b 0.0.0.0:8000}
        --- Caddyfile
        app.localhost {
        	reverse_proxy app:5173
        }
        --- Caddyfile.prod
        example.com {
        	reverse_proxy app:8000
        }
        """,
        title="Two Caddyfiles, of which a variable says which is read",
    ),
    Example(
        """
        --- Caddyfile
        made.example.com {
        	reverse_proxy made:4009
        }
        joined.example.com {
        	reverse_proxy joined:4009
        }
        given.example.com {
        	reverse_proxy given:4009
        }
        bun.example.com {
        	reverse_proxy bun:4009
        }
        kestrel.example.com {
        	reverse_proxy kestrel:4009
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          made: {build: ./made}
          joined: {build: ./joined}
          given: {build: ./given}
          bun: {build: ./bun}
          kestrel:
            build: ./kestrel
            environment: {Kestrel__Endpoints__Http__Url: "http://+:${PORT:-4009}"}
        --- made/Dockerfile
        FROM elixir:1.16
        WORKDIR /app
        COPY . .
        RUN mix release
        CMD ["/app/_build/prod/rel/x/bin/x", "start"]
        --- made/mix.exs
        defmodule X.MixProject do
        end
        --- made/lib/x/application.ex
        defmodule X.Application do
          def start(_, _) do
            children = [
              {Bandit, Application.get_env(:x, :bandit)}
            ]
          end
        end
        --- joined/Dockerfile
        FROM elixir:1.16
        WORKDIR /app
        COPY . .
        RUN mix release
        CMD ["/app/_build/prod/rel/x/bin/x", "start"]
        --- joined/mix.exs
        defmodule X.MixProject do
        end
        --- joined/lib/x/application.ex
        defmodule X.Application do
          def start(_, _) do
            children = [
              {Bandit, [plug: X.Router] ++ more()}
            ]
          end
        end
        --- given/Dockerfile
        FROM elixir:1.16
        WORKDIR /app
        COPY . .
        RUN mix release
        CMD ["/app/_build/prod/rel/x/bin/x", "start"]
        --- given/mix.exs
        defmodule X.MixProject do
        end
        --- given/lib/x/application.ex
        defmodule X.Application do
          def start(_, _) do
            children = [
              {Plug.Cowboy, scheme: :http, plug: X.Router, options: options()}
            ]
          end
        end
        --- bun/Dockerfile
        FROM oven/bun:1
        WORKDIR /app
        COPY . .
        CMD ["bun", "index.ts"]
        --- bun/index.ts
        Bun.serve({ fetch() { return new Response('x') } })
        --- bun/bunfig.toml
        [serve]
        port = 4009
        --- kestrel/Dockerfile
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["dotnet", "x.dll"]
        --- kestrel/x.csproj
        <Project/>
        """,
        title="Ports that something else says than the text that is read",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000 db:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: registry.example.com/nginx}
          db: {image: "localhost:5000/postgres:16"}
        """,
        title="An image that somebody made, though it has the name of a known one",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* built:9000
        	reverse_proxy /b/* started:9000
        	reverse_proxy /c/* copied:9000
        	reverse_proxy /d/* script:9000
        	reverse_proxy /e/* spring:9000
        	reverse_proxy /f/* filled:9000
        	reverse_proxy /g/* edited:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          built: {build: built}
          started: {build: started}
          copied: {build: copied}
          script: {build: script}
          spring: {build: spring}
          filled:
            image: nginx
            command: sh -c "envsubst < /tpl > /etc/nginx/conf.d/default.conf && exec nginx -g 'daemon off;'"
          edited: {build: {context: ., dockerfile_inline: "FROM tomcat:10\\nRUN sed -i s/8080/9000/ conf/server.xml"}}
        --- built/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        RUN sed -i 's/127.0.0.1:8000/0.0.0.0:9000/' gunicorn.conf.py
        CMD ["gunicorn", "app:app"]
        --- built/gunicorn.conf.py
        bind = "127.0.0.1:8000"
        --- started/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["./start.sh"]
        --- started/start.sh
        #!/bin/sh
        cat > gunicorn.conf.py <<EOF
        bind = "0.0.0.0:9000"
        EOF
        exec gunicorn app:app
        --- started/gunicorn.conf.py
        bind = "127.0.0.1:8000"
        --- copied/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD cp config/prod.rb config/puma.rb && bundle exec puma -C config/puma.rb
        --- copied/config/puma.rb
        port 3000
        --- script/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm pkg set scripts.start="next start -p 9000"
        CMD ["npm", "start"]
        --- script/package.json
        {"scripts": {"start": "next start"}, "dependencies": {"next": "15"}}
        --- spring/Dockerfile
        FROM maven:3 AS build
        COPY . .
        RUN sed -i s/8080/9000/ src/main/resources/application.properties && mvn package
        FROM eclipse-temurin:21
        COPY --from=build target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- spring/src/main/resources/application.properties
        server.port=8080
        """,
        title="Files that a command of the build, or of the start, writes anew",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* unset:8000
        	reverse_proxy /b/* words:8005
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          unset: {build: ., environment: {UVICORN_PORT: 9000}}
          words: {image: "python:3.12", command: "${COMMAND:-gunicorn -b :8005 app}"}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        ENTRYPOINT ["./entrypoint.sh"]
        CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
        --- entrypoint.sh
        #!/bin/sh
        unset UVICORN_PORT
        exec "$@"
        """,
        title="A variable that is taken away before, and a command whose words a variable gives",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080
        }
        --- conf/default.conf
        server { listen 80; }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {image: nginx, volumes: ["./conf:/etc/nginx/conf.d"]}
          fill: {image: alpine, command: sh -c "sed -i s/80/8080/ /conf/default.conf", volumes: ["./conf:/conf"]}
        """,
        title="Settings into which another service writes",
    ),
    Example(
        """
        --- Caddyfile
        a.example.com {
        	reverse_proxy open:2019
        }
        b.example.com {
        	reverse_proxy told:2020
        }
        c.example.com {
        	reverse_proxy layered:8443
        }
        d.example.com {
        	reverse_proxy partly:8081
        }
        e.example.com {
        	reverse_proxy kept:8081
        }
        f.example.com {
        	reverse_proxy labels:8081
        }
        --- open.caddy
        {
        	admin :2019
        }
        :80 {
        	respond ok
        }
        --- plain.caddy
        :80 {
        	respond ok
        }
        --- layered.caddy
        {
        	layer4 {
        		:8443 {
        			route {
        				proxy web:80
        			}
        		}
        	}
        }
        :80 {
        	respond ok
        }
        --- partly.caddy
        import /etc/caddy/sites/*
        :80 {
        	respond ok
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          open: {image: caddy:2, volumes: ["./open.caddy:/etc/caddy/Caddyfile"]}
          told: {image: caddy:2, environment: {CADDY_ADMIN: ":2020"}, volumes: ["./plain.caddy:/etc/caddy/Caddyfile"]}
          layered: {image: example/caddy, command: caddy run, volumes: ["./layered.caddy:/etc/caddy/Caddyfile"]}
          partly: {image: caddy:2, volumes: ["./partly.caddy:/etc/caddy/Caddyfile", "sites:/etc/caddy/sites"]}
          kept:
            image: caddy:2
            command: caddy run --resume --config /etc/caddy/Caddyfile
            volumes: ["./plain.caddy:/etc/caddy/Caddyfile"]
          labels:
            image: lucaslorentz/caddy-docker-proxy
            environment: {CADDY_DOCKER_CADDYFILE_PATH: /etc/caddy/Caddyfile}
            volumes: ["./plain.caddy:/etc/caddy/Caddyfile", "/var/run/docker.sock:/var/run/docker.sock"]
        volumes: {sites: }
        """,
        title="Another Caddy: its admin API, a plugin that listens, sites that are not shown",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /patched/* patched:8000
        	reverse_proxy /found/* found:8000
        	reverse_proxy /piped/* piped:8000
        	reverse_proxy /many/* many:8000
        	reverse_proxy /scripted/* scripted:8000
        	reverse_proxy /shelled/* shelled:8000
        	reverse_proxy /inline/* inline:8000
        	reverse_proxy /ex/* ex:8000
        	reverse_proxy /awk/* awk:8000
        	reverse_proxy /hooked/* hooked:8000
        	reverse_proxy /rooted/* rooted:8000
        	reverse_proxy /started/* started:8000
        	reverse_proxy /mounted/* mounted:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          patched: {build: ./patched}
          found: {build: ./found}
          piped: {build: ./piped}
          many: {build: ./many}
          scripted: {build: ./scripted}
          shelled: {build: ./shelled}
          inline: {build: ./inline}
          ex: {build: ./ex}
          awk: {build: ./awk}
          hooked: {build: ./hooked, environment: {PORT: "8000"}}
          rooted: {build: ./rooted}
          started: {build: ./started, environment: {PORT: "8000"}}
          mounted:
            image: nginx:alpine
            volumes: ["./mounted/default.conf:/etc/nginx/conf.d/default.conf", "./hooked:/docker-entrypoint.d"]
        --- patched/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN patch -p1 < port.patch
        CMD ["node", "server.js"]
        --- patched/server.js
        require('http').createServer().listen(3000)
        --- found/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN find . -name '*.js' -exec sed -i 's/3000/8000/' {} +
        CMD ["node", "server.js"]
        --- found/server.js
        require('http').createServer().listen(3000)
        --- piped/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN grep -rl 3000 . | xargs sed -i 's/3000/8000/g'
        CMD ["node", "server.js"]
        --- piped/server.js
        require('http').createServer().listen(3000)
        --- many/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN sed -i 's/3000/8000/g' *.js
        CMD ["node", "server.js"]
        --- many/server.js
        require('http').createServer().listen(3000)
        --- scripted/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN node scripts/port.js
        CMD ["node", "server.js"]
        --- scripted/server.js
        require('http').createServer().listen(3000)
        --- shelled/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN ./port.sh
        CMD ["node", "server.js"]
        --- shelled/server.js
        require('http').createServer().listen(3000)
        --- inline/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN python3 -c "open('server.js', 'w').write(open('server.js').read().replace('3000', '8000'))"
        CMD ["node", "server.js"]
        --- inline/server.js
        require('http').createServer().listen(3000)
        --- ex/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN ex -sc '%s/3000/8000/|x' server.js
        CMD ["node", "server.js"]
        --- ex/server.js
        require('http').createServer().listen(3000)
        --- awk/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN awk -i inplace '{sub(/3000/, "8000")} 1' server.js
        CMD ["node", "server.js"]
        --- awk/server.js
        require('http').createServer().listen(3000)
        --- scripted/scripts/port.js
        const fs = require('fs')
        fs.writeFileSync('server.js', fs.readFileSync('server.js', 'utf8').replace('3000', '8000'))
        --- shelled/port.sh
        #!/bin/sh
        sed -i 's/3000/8000/' server.js
        --- patched/port.patch
        --- a/server.js
        --- hooked/Dockerfile
        FROM nginx:alpine
        COPY default.conf /etc/nginx/conf.d/default.conf
        COPY 20-port.sh /docker-entrypoint.d/
        --- hooked/default.conf
        server { listen 80; }
        --- hooked/20-port.sh
        #!/bin/sh
        sed -i "s/80/$PORT/" /etc/nginx/conf.d/default.conf
        --- mounted/default.conf
        server { listen 80; }
        --- rooted/Dockerfile
        FROM nginx:alpine
        COPY files/ /
        --- rooted/files/etc/nginx/conf.d/default.conf
        server { listen 80; }
        --- rooted/files/docker-entrypoint.d/30-port.sh
        #!/bin/sh
        sed -i s/80/8000/ /etc/nginx/conf.d/default.conf
        --- started/Dockerfile
        FROM php:8.3-apache
        CMD sed -i "s/80/$PORT/g" /etc/apache2/ports.conf && apache2-foreground
        --- hooked/21-user.sh
        #!/bin/sh
        echo ready
        """,
        title="Files that a build or an entrypoint changes without their names in a command",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy /a/* beszel:9999
        	reverse_proxy /b/* nats:8080
        	reverse_proxy /c/* jenkins:9090
        	reverse_proxy /d/* keycloak:8180
        	reverse_proxy /e/* pages:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          beszel: {image: henrygd/beszel, command: "serve --http=0.0.0.0:9999"}
          nats: {image: "nats:2", command: -c /nats.conf, volumes: ["./nats.conf:/nats.conf"]}
          jenkins: {image: "jenkins/jenkins:lts", environment: {JENKINS_OPTS: --httpPort=9090}}
          keycloak:
            image: quay.io/keycloak/keycloak:25.0
            command: start-dev
            volumes: ["./keycloak.conf:/opt/keycloak/conf/keycloak.conf"]
          pages: {image: "httpd:2.4", command: ["httpd-foreground", "-c", "Listen 8000"]}
        --- nats.conf
        websocket { port: 8080, no_tls: true }
        --- keycloak.conf
        http-port=8180
        """,
        title="Options, variables and files of settings that name the port, of programs that are known otherwise",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        RUN pip install poetry && poetry install
        CMD ["poetry", "run", "serve"]
        --- pyproject.toml
        [tool.poetry.scripts]
        serve = "shop.main:run"
        --- shop/main.py
        def run():
            print()
        """,
        title="A script of the project's that is called as another program",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy app:9000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          app:
            build: .
            environment: {JAVA_ARGS: "-x", JAVA_OPTS_APPEND: "-Dquarkus.http.port=9000"}
        --- Dockerfile
        FROM registry.access.redhat.com/ubi8/openjdk-21:1.20
        COPY target/quarkus-app/*.jar /deployments/
        EXPOSE 8080
        --- pom.xml
        <groupId>io.quarkus.platform</groupId>
        """,
        title="Options of the machine that name the port",
    ),
    Example(
        """
        --- Caddyfile
        photos.example.com {
        	reverse_proxy /metrics/api immich:8081
        	reverse_proxy /metrics/jobs immich:8082
        	reverse_proxy immich:2283
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          immich:
            image: ghcr.io/immich-app/immich-server:release
            environment: {IMMICH_TELEMETRY_INCLUDE: all}
        """,
        title="The metrics of Immich",
    ),
)
