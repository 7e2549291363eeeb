"""Further examples of TB703."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: {context: ./web, dockerfile: «web/Dockerfile»}
        --- web/Dockerfile
        FROM node:22
        COPY . .
        CMD ["node", "server.js"]
        --- web/server.js
        require("http").createServer().listen(3000);
        """,
        title="The folder of the context once more",
        message="the file Dockerfile, from which web is built, is not there",
    ),
    Example(
        """
        --- Dockerfile
        FROM rust:1 AS chef
        WORKDIR /build
        FROM chef AS plan
        COPY . .
        RUN cargo chef prepare --recipe-path recipe.json
        FROM chef AS cooked
        COPY --from=«planner» /build/recipe.json recipe.json
        RUN cargo chef cook --release --recipe-path recipe.json
        FROM debian:12
        COPY --from=cooked /build/target/release/app /usr/local/bin/app
        CMD ["app"]
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="A stage in the middle takes from one that is called otherwise",
        message="the stage planner, from which web is built, is not there",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM rust:1 AS chef
        WORKDIR /build
        FROM chef AS plan
        COPY . .
        RUN cargo chef prepare --recipe-path recipe.json
        FROM chef AS cooked
        COPY --from=plan /build/recipe.json recipe.json
        RUN cargo chef cook --release --recipe-path recipe.json
        FROM debian:12
        COPY --from=cooked /build/target/release/app /usr/local/bin/app
        CMD ["app"]
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM composer:2 AS deps
        COPY . .
        FROM php:8.3-fpm AS production
        COPY --from=«depz» /app /app
        --- compose.yaml
        services:
          web:
            build: {context: ., target: production}
        """,
        title="A slip in what the target takes from",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM composer:2 AS deps
        COPY . .
        FROM php:8.3-fpm AS production
        COPY --from=deps /app /app
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22-alpine AS builder
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY . .
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=builder «/app/dist» ./dist
        CMD ["node", "dist/main.js"]
        --- package.json
        {"scripts": {"build": "tsc -p ."}}
        """,
        title="A stage that does not run the compiler",
        message="the stage builder does not run tsc",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: {context: «./web»}}
          api: {build: api}
          job: {build: {context: ./api, dockerfile: job.Dockerfile}}
        --- web/docker/Dockerfile
        FROM node:22
        --- web/server.js
        listen()
        --- package-lock.json
        {}
        --- api/Dockerfile
        FROM node:22 AS made
        COPY package.json ./package.json
        COPY «package-lock.json» ./
        FROM made AS unused
        COPY yarn.lock .
        FROM made
        COPY --from=made /package.json .
        --- api/package.json
        {}
        --- api/job.Dockerfile
        FROM python:3.12
        COPY --chown=app «./requirements.txt» /app/
        """,
        title="A Dockerfile one folder down, and manifests that the context has not got",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS frontend
        RUN make
        FROM nginx:1
        COPY --from=«frontnd» /app/out /usr/share/nginx/html
        """,
        title="A stage whose name is written with a slip",
        message="the stage frontnd, from which web is built, is not there",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM node:22 AS frontend
        RUN make
        FROM nginx:1
        COPY --from=frontend /app/out /usr/share/nginx/html
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          go: {build: go}
          net: {build: net}
          java: {build: java}
          rust: {build: rust}
          debug: {build: {context: rust, dockerfile: Dockerfile.debug}}
          live: {build: live}
        --- go/Dockerfile
        FROM golang:1.24 AS build
        WORKDIR /src
        COPY go.mod ./
        RUN go mod download
        COPY . .
        RUN --mount=type=cache,target=/root/.cache CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server ./cmd/server
        FROM scratch
        COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
        COPY --from=build «/src/server» /server
        COPY --from=build /src/migrations /migrations
        --- go/go.mod
        module example.com/shop
        --- go/migrations/1.sql
        select 1;
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet restore && dotnet publish -c Release -o /app/publish
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        COPY --from=build «/app/out» .
        --- java/Dockerfile
        FROM maven:3 AS build
        WORKDIR /src
        COPY . .
        RUN mvn -B package -DskipTests
        FROM eclipse-temurin:21-jre
        COPY --from=build «/src/target/app.jar» /app.jar
        --- java/pom.xml
        <project>
          <parent><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent>
          <artifactId>shop</artifactId><version>1.0</version>
        </project>
        --- rust/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release --locked
        FROM debian:bookworm-slim
        COPY --from=build «/src/target/release/app» /usr/local/bin/app
        --- rust/Dockerfile.debug
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build
        FROM debian:bookworm-slim
        COPY --from=build «/src/target/release/shop» /usr/local/bin/shop
        --- rust/Cargo.toml
        [package]
        name = "shop"
        --- live/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix deps.get && mix release
        FROM debian:bookworm-slim
        COPY --from=build «/app/_build/prod/rel/live_app» ./
        --- live/mix.exs
        def project, do: [app: :live, deps: []]
        """,
        title="What compilers call their programs",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx:1.27
        COPY --from=«builder» /app/dist /usr/share/nginx/html
        """,
        title="A stage that was called otherwise",
        message="the stage builder",
        unsafe=True,
        fixed="""
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx:1.27
        COPY --from=build /app/dist /usr/share/nginx/html
        """,
    ),
    Example(
        """
        --- vite/package.json
        {"scripts": {"build": "tsc -b && vite build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- vite/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build «/app/build» /usr/share/nginx/html
        --- craco/package.json
        {"scripts": {"build": "react-scripts build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- craco/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build «/app/dist» /usr/share/nginx/html
        --- ng/package.json
        {"scripts": {"build": "ng build --configuration production"}, "devDependencies": {"vite": "^6.0.0"}}
        --- ng/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build «/app/dist/app/browser» /usr/share/nginx/html
        --- ng/angular.json
        {"projects": {"shop": {"architect": {"build": {"options": {"outputPath": "dist/shop"}}}}}}
        --- next/package.json
        {"scripts": {"build": "next build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- next/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build «/app/out» /usr/share/nginx/html
        --- next/next.config.js
        module.exports = { reactStrictMode: true }
        --- told/package.json
        {"scripts": {"build": "vite build --mode production"}, "devDependencies": {"vite": "^6.0.0"}}
        --- told/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build «/app/dist» /usr/share/nginx/html
        --- told/vite.config.ts
        export default { build: { outDir: 'www' } }
        --- compose.yaml
        services:
          vite: {build: vite}
          craco: {build: craco}
          ng: {build: ng}
          next: {build: next}
          told: {build: told}
        """,
        title="A folder that the build does not make",
        message="makes no /app/",
        unsafe=True,
        fixed="""
        --- vite/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/dist /usr/share/nginx/html
        --- craco/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- ng/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/dist/shop/browser /usr/share/nginx/html
        --- told/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/www /usr/share/nginx/html
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22-alpine AS builder
        WORKDIR /app
        COPY . .
        RUN corepack enable pnpm && pnpm build
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=builder «/app/.next/standalone» ./
        CMD ["node", "server.js"]
        --- package.json
        {"scripts": {"build": "next build"}, "dependencies": {"next": "15.0.0"}}
        --- next.config.mjs
        export default { reactStrictMode: true }
        """,
        title="Next.js without output: 'standalone', by a package manager that corepack brings",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=build «/app/build» build
        CMD ["node", "build"]
        --- package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-node": "5"}}
        --- svelte.config.js
        import adapter from '@sveltejs/adapter-node';
        export default { kit: { adapter: adapter({ out: 'dist', precompress: true }) } };
        """,
        title="The folder of SvelteKit's adapter",
        unsafe=True,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
          kotlin: {build: kotlin}
        --- Dockerfile
        FROM gradle:8-jdk21 AS build
        WORKDIR /app
        COPY . .
        RUN gradle bootJar --no-daemon
        FROM eclipse-temurin:21-jre
        COPY --from=build «/app/build/libs/shop.jar» /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- build.gradle
        plugins { id 'org.springframework.boot' version '3.5.0' }
        version = '0.0.1-SNAPSHOT'
        --- settings.gradle
        rootProject.name = 'shop'
        --- kotlin/Dockerfile
        FROM eclipse-temurin:21 AS build
        WORKDIR /src/shop
        COPY . .
        RUN chmod +x gradlew && ./gradlew build -x test
        FROM eclipse-temurin:21-jre
        COPY --from=build «/src/shop/build/libs/app-1.0.jar» /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- kotlin/gradlew
        #!/bin/sh
        --- kotlin/build.gradle.kts
        plugins { kotlin("jvm") version "2.1.0" }
        --- kotlin/gradle.properties
        version=1.1
        """,
        title="What Gradle calls the archive",
        message="makes no",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Dockerfile
        FROM golang:1.23 AS b
        COPY . .
        RUN go build -o /app .
        FROM scratch
        COPY --from=b /app /app
        CMD ["/app"]
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="A stage of one letter, and copies of no stage",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22 AS base
        FROM base AS docker-dev
        CMD ["npm", "run", "dev"]
        FROM base AS test
        RUN npm test
        FROM base AS proxy
        FROM base AS composer-build
        FROM base
        COPY --from=docker /usr/local/bin/docker /usr/local/bin/docker
        COPY --from=composer /usr/bin/composer /usr/bin/composer
        COPY --from=haproxy /usr/local/sbin/haproxy /usr/local/sbin/haproxy
        COPY --from=tools /opt/tools /opt/tools
        CMD ["node", "server.js"]
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="Images, beside stages that nothing takes from",
    ),
    Example(
        """
        --- compose.yaml
        services:
          here: {build: here}
          inner: {build: here/inner}
          ignored: {build: ignored}
          empty: {build: empty}
          scripted: {build: scripted}
          joined: {build: {context: joined, additional_contexts: {shared: ./here}}}
          remote: {build: "https://git.example.com/app.git"}
          two: {build: two}
          bare: {build: bare}
          spread: {build: spread}
          target: {build: {context: target, target: first}}
        --- here/main.go
        package main
        --- here/inner/Dockerfile
        FROM golang:1.23
        COPY *.go go.su[m] ./
        COPY ["main.go", "./"]
        --- ignored/.gitignore
        yarn.lock
        --- ignored/Dockerfile
        FROM node:22
        COPY yarn.lock .
        --- ignored/server.js
        listen()
        --- empty/Dockerfile
        FROM node:22
        COPY package.json .
        --- Makefile
        build:
        	cp ../shared/requirements.txt scripted/requirements.txt
        --- scripted/Dockerfile
        FROM python:3.12
        COPY requirements.txt .
        --- scripted/main.py
        run()
        --- joined/Dockerfile
        FROM node:22
        COPY package.json .
        --- joined/server.js
        listen()
        --- two/a/Dockerfile
        FROM node:22
        --- two/b/Dockerfile
        FROM node:22
        --- bare/Dockerfile
        RUN nothing
        --- bare/server.js
        listen()
        --- spread/Dockerfile
        FROM node:22
        COPY package.json ${LOCK} server.js ./
        --- spread/package.json
        {}
        --- target/Dockerfile
        FROM node:22 AS first
        COPY server.js .
        FROM first
        COPY yarn.lock .
        --- target/server.js
        listen()
        """,
        title="Manifests that git ignores, that a script brings, of other contexts and of stages that nobody needs",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM php:8 AS compose
        RUN make
        FROM php:8-fpm
        COPY --from=composer /usr/bin/composer /usr/bin/composer
        COPY --from=adminer /var/www/html /adminer
        """,
        title="Well-known images, one of which is called nearly as a stage is",
    ),
    Example(
        """
        --- compose.yaml
        services:
          go: {build: go}
          moved: {build: {context: go, dockerfile: Dockerfile.moved}}
          made: {build: {context: go, dockerfile: Dockerfile.made}}
          plain: {build: {context: go, dockerfile: Dockerfile.plain}}
          image: {build: {context: go, dockerfile: Dockerfile.image}}
          net: {build: net}
          java: {build: java}
          rust: {build: rust}
          members: {build: members}
          live: {build: live}
        --- go/Dockerfile
        FROM golang:1.24 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o bin/server ./cmd/server
        FROM scratch
        COPY --from=build /src/bin/server /src/server /
        --- go/server/main.go
        package server
        --- go/go.mod
        module example.com/shop
        --- go/Dockerfile.moved
        FROM golang:1.24 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o bin/app . && mv bin/app /app
        FROM scratch
        COPY --from=build /app /app
        --- go/Dockerfile.made
        FROM golang:1.24 AS build
        WORKDIR /src
        COPY . .
        RUN swag init
        RUN go build -o app .
        FROM scratch
        COPY --from=build /src/app /src/docs /
        --- go/Dockerfile.plain
        FROM golang:1.24 AS build
        WORKDIR /src
        COPY . .
        RUN go build
        FROM scratch
        COPY --from=build /src/shop /shop
        --- go/Dockerfile.image
        FROM golang:1.24 AS build
        COPY bin/ /bin/
        RUN go build -o /app .
        FROM scratch
        COPY --from=build /lib /lib64 /
        COPY --from=build /bin/app /app
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet build -c Release -o /app/build
        RUN dotnet publish -c Release -o out
        FROM mcr.microsoft.com/dotnet/aspnet:9.0
        COPY --from=build /src/out .
        COPY --from=build /app/build ./debug
        --- java/Dockerfile
        FROM maven:3 AS build
        WORKDIR /src
        COPY . .
        RUN mvn package
        FROM eclipse-temurin:21-jre
        COPY --from=build /src/target/app.jar /app.jar
        --- java/pom.xml
        <project><artifactId>shop</artifactId><version>1</version><build><finalName>app</finalName></build></project>
        --- rust/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM debian:bookworm-slim
        COPY --from=build /src/target/release/shop /src/target/release/worker /src/target/release/job /usr/local/bin/
        --- rust/Cargo.toml
        [package]
        name = "shop"
        [[bin]]
        name = "worker"
        --- rust/src/bin/job.rs
        fn main() {}
        --- members/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM debian:bookworm-slim
        COPY --from=build /src/target/release/app /usr/local/bin/app
        --- members/Cargo.toml
        [workspace]
        members = ["app"]
        --- live/Dockerfile
        FROM elixir:1.17 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM debian:bookworm-slim
        COPY --from=build /app/_build/prod/rel/other ./
        --- live/mix.exs
        def project, do: [app: :live, releases: [other: []]]
        """,
        title="What compilers are told, and what other commands make",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
          one: {build: {context: ., dockerfile: One}}
          given: {build: {context: ., dockerfile: Given, additional_contexts: {builder: ./built}}}
        --- Dockerfile
        FROM node:22 AS Build
        FROM node:22 AS unused
        COPY --from=builder /gone /gone
        FROM nginx:1.27
        COPY --from=build /app/dist /usr/share/nginx/html
        COPY --from=0 /app/dist /other
        COPY --from=composer /usr/bin/composer /usr/bin/composer
        COPY --from=ghcr.io/example/base:1 /a /a
        --- One
        FROM alpine
        COPY --from=base /a /a
        --- Given
        FROM node:22 AS build
        FROM alpine
        COPY --from=builder /a /a
        --- built/a
        x
        """,
        title="Stages by number and in another case, images, and further contexts",
    ),
    Example(
        """
        --- vite/package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- vite/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/dist /usr/share/nginx/html
        --- moved/package.json
        {"scripts": {"build": "vite build --outDir out"}, "devDependencies": {"vite": "^6.0.0"}}
        --- moved/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/out /usr/share/nginx/html
        --- kit/package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"@sveltejs/kit": "^2.0.0", "vite": "^6.0.0"}}
        --- kit/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- kit/svelte.config.js
        export default {}
        --- twice/package.json
        {"scripts": {"build": "vite build && node pack.js"}, "devDependencies": {"vite": "^6.0.0"}}
        --- twice/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- root/package.json
        {"scripts": {"build": "vite build client"}, "devDependencies": {"vite": "^6.0.0"}}
        --- root/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- computed/package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- computed/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- computed/vite.config.ts
        export default { build: { outDir: process.env.OUT } }
        --- deep/package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- deep/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- deep/vite.config.ts
        export default { build: { outDir: '../build' } }
        --- here/package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- here/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- here/build/index.html
        <html>
        --- export/package.json
        {"scripts": {"build": "next build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- export/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/out /usr/share/nginx/html
        --- export/next.config.js
        module.exports = { output: 'export' }
        --- server/package.json
        {"scripts": {"build": "next build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- server/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/.next/standalone /usr/share/nginx/html
        --- server/next.config.js
        module.exports = { output: 'standalone' }
        --- bare/package.json
        {"scripts": {"build": "next build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- bare/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/out /usr/share/nginx/html
        --- angular/package.json
        {"scripts": {"build": "ng build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- angular/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/dist /usr/share/nginx/html
        --- angular/angular.json
        {"projects": {"shop": {"architect": {"build": {"options": {"outputPath": {"base": "dist/shop"}}}}}}}
        --- post/package.json
        {"scripts": {"postbuild": "node move.js", "build": "vite build"}, "devDependencies": {"vite": "^6.0.0"}}
        --- post/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- moving/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN cd web && npx vite build
        FROM node:22 AS other
        WORKDIR /app
        COPY . .
        RUN npx vite build && mv dist public && mkdir build
        FROM node:22 AS vue
        WORKDIR /app
        RUN npx vue-cli-service build
        FROM node:22 AS nuxt
        WORKDIR /app
        RUN npx nuxt generate
        FROM nginx
        COPY --from=build /app/build /a
        COPY --from=other /app/build /b
        COPY --from=vue /app/dist /c
        COPY --from=nuxt /app/dist /d
        COPY --from=nuxt /app/src /e
        COPY --from=nginx /app/build /f
        COPY --from=vue /app/*.txt /g
        COPY --from=vue /opt/build /h
        --- compose.yaml
        services:
          vite: {build: vite}
          moved: {build: moved}
          kit: {build: kit}
          twice: {build: twice}
          root: {build: root}
          computed: {build: computed}
          deep: {build: deep}
          here: {build: here}
          export: {build: export}
          server: {build: server}
          bare: {build: bare}
          angular: {build: angular}
          post: {build: post}
          moving: {build: moving}
        """,
        title="Folders that the build makes, or may make",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY web/ .
        RUN npm ci && npm run build
        FROM nginx
        COPY --from=build /app/build /usr/share/nginx/html
        --- web/package.json
        {"scripts": {"build": "vite build"}}
        --- web/build/index.html
        <html>
        --- compose.yaml
        services:
          web: {build: .}
        """,
        title="A folder of that name is copied",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22 AS app
        WORKDIR /app
        COPY package.json vite.config.ts ./
        FROM app AS made
        RUN npm ci && npm run build
        RUN make site
        FROM app AS scripted
        RUN npm run build
        RUN node scripts/finish.js
        FROM app AS put
        COPY --from=docs /pages ./build
        RUN npm run build
        FROM app AS moved
        RUN npm run build && mv -f dist build
        FROM nginx
        COPY --from=made /app/build /a
        COPY --from=scripted /app/out /b
        COPY --from=put /app/build /c
        COPY --from=moved /app/build /d
        --- package.json
        {"scripts": {"build": "vite build"}}
        --- vite.config.ts
        export default { plugins: [react()] }
        --- shared/Dockerfile
        FROM node:22 AS app
        WORKDIR /app
        COPY . .
        RUN npm run build
        FROM nginx
        COPY --from=app /app/build /usr/share/nginx/html
        --- shared/package.json
        {"scripts": {"build": "vite build"}}
        --- shared/vite.config.ts
        import { build } from "./vite.shared"
        export default { build }
        --- next/Dockerfile
        FROM node:22 AS app
        WORKDIR /app
        ENV NEXT_PRIVATE_STANDALONE=true
        COPY . .
        RUN npx next build
        FROM node:22
        COPY --from=app /app/.next/standalone /app
        --- next/next.config.mjs
        export default {}
        --- spread/Dockerfile
        FROM node:22 AS app
        WORKDIR /app
        COPY . .
        RUN npx next build
        FROM nginx
        COPY --from=app /app/out /usr/share/nginx/html
        --- spread/next.config.mjs
        export default { ...base }
        --- angular/Dockerfile
        FROM node:22 AS app
        WORKDIR /app
        COPY . .
        RUN npx ng build shop
        FROM nginx
        COPY --from=app /app/dist/shop/browser /usr/share/nginx/html
        --- angular/angular.json
        {"projects": {
          "blog": {"architect": {"build": {"options": {"outputPath": "dist/blog"}}}},
          "shop": {"architect": {"build": {"options": {}}}}
        }}
        --- compose.yaml
        services:
          web: {build: .}
          shared: {build: shared}
          next: {build: next}
          spread: {build: spread}
          angular: {build: angular}
        """,
        title="What else is run may make them, or the configuration takes in what says so",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22-alpine AS builder
        WORKDIR /app
        COPY . .
        RUN corepack enable pnpm && pnpm build
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=builder /app/.next/standalone ./
        CMD ["node", "server.js"]
        --- package.json
        {"scripts": {"build": "next build"}, "dependencies": {"next": "15.0.0"}}
        --- next.config.mjs
        export default { output: 'standalone' }
        """,
        title="With it, by a package manager that corepack brings",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=build /app/build build
        CMD ["node", "build"]
        --- package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-node": "5"}}
        --- svelte.config.js
        import adapter from '@sveltejs/adapter-node';
        export default { kit: { adapter: adapter() } };
        """,
        title="The usual folder of SvelteKit's adapter",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=build /app/build build
        CMD ["node", "build"]
        --- package.json
        {"scripts": {"build": "vite build"}, "devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-node": "5"}}
        --- svelte.config.js
        import adapter from '@sveltejs/adapter-node';
        export default { kit: { adapter: adapter({ out: process.env.OUT }) } };
        """,
        title="A folder of SvelteKit's adapter that a variable names",
    ),
    Example(
        """
        --- compose.yaml
        services:
          made: {build: ./made}
          filled: {build: {context: ., dockerfile: Dockerfile.filled}}
          cloned: {build: ./backend-api}
          module: {build: ./module2}
        --- Makefile
        Dockerfile.filled: made/Dockerfile.in
        	sed s/@BASE@/alpine/ $< > $@
        --- made/Dockerfile.in
        FROM @BASE@
        --- Dockerfile
        FROM alpine:3
        --- setup.sh
        git clone https://git.example.com/api.git backend-api
        --- backend/main.py
        print()
        --- .gitmodules
        [submodule "module2"]
        	path = module2
        	url = https://git.example.com/module.git
        --- module1/main.py
        print()
        """,
        title="What a template, a script, a Makefile or git brings",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: web}
          old: {build: old}
        --- web/Dockerfile
        FROM node:22 AS build
        WORKDIR /app
        COPY . .
        RUN npm run build
        FROM node:22
        COPY --from=build /app/build /app/build
        --- web/package.json
        {"scripts": {"build": "vite build && tsc -p server"}, "devDependencies": {"vite": "5"}}
        --- old/Dockerfile
        FROM node:22 AS build
        ARG BUILD_PATH=dist
        WORKDIR /app
        COPY . .
        RUN npm run build
        FROM nginx
        COPY --from=build /app/dist /usr/share/nginx/html
        --- old/package.json
        {"scripts": {"build": "react-scripts build"}}
        """,
        title="Another compiler that may write there, and an argument that says where",
    ),
    Example(
        """
        --- compose.yaml
        services:
          base: {build: ./base, image: base}
          app: {build: .}
        --- base/Dockerfile
        FROM alpine
        --- Dockerfile
        FROM node:22 AS pages
        RUN npm ci
        FROM alpine
        COPY --from=pages /app/dist /srv
        COPY --from=base /x /x
        """,
        title="An image that another service builds",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: .}
        --- Makefile
        base:
        	docker build -t base -f Dockerfile.base .
        --- Dockerfile
        FROM node:22 AS builder
        FROM alpine
        COPY --from=base /app/dist /srv
        """,
        title="An image that a Makefile builds",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: .}
        --- compose.build.yaml
        services:
          b: {image: builder, build: ./builder}
        --- builder/Dockerfile
        FROM alpine
        --- Dockerfile
        FROM node:22 AS web
        FROM alpine
        COPY --from=builder /a /b
        """,
        title="An image that another folder is for",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: .}
        --- Dockerfile.base
        FROM alpine
        --- Dockerfile
        FROM node:22 AS web
        FROM alpine
        COPY --from=base /a /b
        """,
        title="An image that another Dockerfile is for",
    ),
    Example(
        """
        --- compose.yaml
        services:
          version: {build: version}
          file: {build: file}
          inner: {build: inner}
          dotenv: {build: dotenv}
          moved: {build: moved}
          elsewhere: {build: elsewhere}
          root: {build: root}
          shared: {build: shared}
          covered: {build: covered}
          vendored: {build: vendored}
          library: {build: library}
          target: {build: target}
          configured: {build: configured}
          variable: {build: variable}
          before: {build: before}
          quoted: {build: quoted}
          folder: {build: folder}
          net: {build: net}
          sources: {build: sources}
          comment: {build: comment}
          profile: {build: profile}
          parent: {build: parent}
          named: {build: named}
        --- version/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build
        FROM alpine
        COPY --from=build /src/app /out/
        --- version/go.mod
        module example.com/app/v2
        --- version/main.go
        package main
        --- file/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build server.go
        FROM alpine
        COPY --from=build /src/server /out/
        --- file/go.mod
        module example.com/app
        --- file/main.go
        package main
        --- inner/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build -C cmd -o app
        FROM alpine
        COPY --from=build /src/cmd/app /out/
        --- inner/go.mod
        module example.com/app
        --- inner/main.go
        package main
        --- dotenv/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o app .
        FROM alpine
        COPY --from=build /src/app /src/.env /src/config /src/settings /out/
        --- dotenv/go.mod
        module example.com/app
        --- dotenv/main.go
        package main
        --- dotenv/.gitignore
        config
        --- dotenv/settings.example
        x
        --- moved/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o app .
        WORKDIR /run
        FROM alpine
        COPY --from=build /src/app /out/
        --- moved/go.mod
        module example.com/app
        --- moved/main.go
        package main
        --- elsewhere/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . /x/
        RUN go build -o app .
        FROM alpine
        COPY --from=build /src/app /out/
        --- elsewhere/go.mod
        module example.com/app
        --- elsewhere/main.go
        package main
        --- root/Dockerfile
        FROM golang:1 AS build
        WORKDIR /
        COPY . .
        RUN go build -o server .
        FROM alpine
        COPY --from=build /server /tmp /out/
        --- root/go.mod
        module example.com/app
        --- root/main.go
        package main
        --- shared/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build -buildmode=c-shared -o libapp .
        FROM alpine
        COPY --from=build /src/app /out/
        --- shared/go.mod
        module example.com/app
        --- shared/main.go
        package main
        --- covered/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go test -coverprofile=out ./... && go build -o app .
        FROM alpine
        COPY --from=build /src/out /out/
        --- covered/go.mod
        module example.com/app
        --- covered/main.go
        package main
        --- vendored/Dockerfile
        FROM golang:1 AS build
        WORKDIR /src
        COPY . .
        RUN go build -o app .
        FROM alpine
        COPY --from=build /src/vendor /out/
        --- vendored/go.mod
        module example.com/app
        --- vendored/main.go
        package main
        --- library/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine
        COPY --from=build /src/target/release/libshop.so /out/
        --- library/Cargo.toml
        [package]
        name = "shop"
        --- target/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine
        COPY --from=build /src/target/x86_64-unknown-linux-musl/release/shop /out/
        --- target/Cargo.toml
        [package]
        name = "shop"
        --- configured/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine
        COPY --from=build /src/target/release/app /out/
        --- configured/Cargo.toml
        [package]
        name = "shop"
        --- configured/.cargo/config.toml
        [build]
        target = "x86_64-unknown-linux-musl"
        --- variable/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        ENV CARGO_BUILD_TARGET=wasm32
        RUN cargo build --release
        FROM alpine
        COPY --from=build /src/target/release/app /out/
        --- variable/Cargo.toml
        [package]
        name = "shop"
        --- before/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN CARGO_TARGET_DIR=/t cargo build --release
        FROM alpine
        COPY --from=build /src/target/release/app /out/
        --- before/Cargo.toml
        [package]
        name = "shop"
        --- quoted/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine
        COPY --from=build /src/target/release/server /out/
        --- quoted/Cargo.toml
        bin = [{ name = 'server' }]
        [package]
        name = "shop"
        --- folder/Dockerfile
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM alpine
        COPY --from=build /src/target/release/worker /out/
        --- folder/Cargo.toml
        [package]
        name = "shop"
        --- folder/src/bin/worker/main.rs
        fn main() {}
        --- net/Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
        WORKDIR /app
        COPY . .
        RUN dotnet publish -o /out
        FROM alpine
        COPY --from=build /app /app
        --- net/App.csproj
        <Project/>
        --- sources/Dockerfile
        FROM maven:3 AS build
        WORKDIR /src
        COPY . .
        RUN mvn package
        FROM alpine
        COPY --from=build /src/target/shop-1.0-sources.jar /out/
        --- sources/pom.xml
        <project><artifactId>shop</artifactId><version>1.0</version></project>
        --- comment/Dockerfile
        FROM maven:3 AS build
        WORKDIR /src
        COPY . .
        RUN mvn package
        FROM alpine
        COPY --from=build /src/target/shop-1.0.jar /out/
        --- comment/pom.xml
        <project>
        <!-- <artifactId>old</artifactId><version>0</version> -->
        <repositories><repository><version>4</version></repository></repositories>
        <artifactId>shop</artifactId><version>1.0</version></project>
        --- profile/Dockerfile
        FROM maven:3 AS build
        WORKDIR /src
        COPY . .
        RUN mvn package -Pprod
        FROM alpine
        COPY --from=build /src/target/other.jar /out/
        --- profile/pom.xml
        <project><artifactId>shop</artifactId><version>1.0</version></project>
        --- parent/Dockerfile
        FROM maven:3 AS build
        WORKDIR /src
        COPY . .
        RUN mvn package
        FROM alpine
        COPY --from=build /src/target/other.jar /out/
        --- parent/pom.xml
        <project><parent><artifactId>own</artifactId></parent><artifactId>shop</artifactId><version>1.0</version></project>
        --- named/Dockerfile
        FROM elixir:1 AS build
        WORKDIR /app
        ENV MIX_ENV=prod
        COPY . .
        RUN mix release
        FROM alpine
        COPY --from=build /app/_build/prod/rel/web /out
        --- named/mix.exs
        [app: :shop, default_release: :web]
        """,
        title="Other names, folders and files of compilers, and what git or nobody shows",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:22-alpine AS builder
        WORKDIR /app
        COPY . .
        RUN npm ci
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=builder /app/dist ./dist
        CMD ["node", "dist/main.js"]
        --- package.json
        {"scripts": {"build": "tsc -p ."}}
        --- .gitignore
        /dist
        """,
        title="A folder that somebody may build before",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM golang:1.24 AS b
        WORKDIR /src
        COPY . .
        RUN CGO_ENABLED=0 go build -o /web .
        FROM alpine:3
        COPY --from=b /web /web
        CMD ["/web"]
        """,
        title="A stage whose name is one letter",
    ),
    Example(
        """
        --- compose.yaml
        services:
          named: {build: named}
          right: {build: right}
          plain: {build: plain}
          parts: {build: parts}
          task: {build: task}
          bare: {build: bare}
          several: {build: several}
          odd: {build: odd}
          root: {build: root}
        --- named/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/app.jar /app.jar
        --- named/build.gradle
        bootJar { archiveFileName = 'app.jar' }
        --- right/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle bootJar
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/app-2.jar /app.jar
        --- right/build.gradle
        version '2'
        --- plain/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle build
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/app-2-plain.jar /app.jar
        --- plain/build.gradle
        version '2'
        --- parts/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle build
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/shop.jar /app.jar
        --- parts/build.gradle
        version '2'
        --- parts/settings.gradle
        include 'web'
        --- task/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle makeAll
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/shop.jar /app.jar
        --- task/build.gradle
        version '2'
        --- bare/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle build
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/shop.jar /app.jar
        --- several/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle build
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/shop.jar /app.jar
        --- several/build.gradle
        version '2'
        --- several/build.gradle.kts
        version = "3"
        --- odd/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle build
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/out/shop.jar /app.jar
        COPY --from=build /app/build/libs/shop.war /app.war
        --- odd/build.gradle
        version '2'
        --- root/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle build
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/shop.jar /app.jar
        --- root/build.gradle
        version '2'
        --- root/settings.gradle
        rootProject.name = settings.ext.called
        """,
        title="Archives of Gradle that are called so, or may be",
    ),
    Example(
        """
        --- compose.yaml
        services:
          maven: {build: maven}
          gradle: {build: gradle}
        --- maven/Dockerfile
        FROM maven:3.9-eclipse-temurin-21 AS build
        WORKDIR /app
        COPY . .
        RUN curl -fsSL -o target/agent.jar https://example.com/agent.jar
        RUN mvn package
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/target/agent.jar /app/target/shop-1.0.jar /app/
        --- maven/pom.xml
        <project><artifactId>shop</artifactId><version>1.0</version></project>
        --- gradle/Dockerfile
        FROM gradle:8 AS build
        WORKDIR /app
        COPY . .
        RUN gradle jar
        RUN jar cf build/libs/assets.jar -C assets .
        FROM eclipse-temurin:21-jre
        COPY --from=build /app/build/libs/assets.jar /app/build/libs/shop.jar /app/
        --- gradle/build.gradle
        plugins { id 'java' }
        --- gradle/settings.gradle
        rootProject.name = 'shop'
        """,
        title="Archives that other commands put beside those of Maven and Gradle",
    ),
)
