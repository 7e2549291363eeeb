"""Further examples of TB801."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          mongo:
            image: mongo:7
            healthcheck: {test: [CMD, «mongo», --eval, "db.adminCommand('ping')"]}
          db:
            image: mariadb
            healthcheck: {test: «mysqladmin» ping -h 127.0.0.1}
          sql:
            image: mcr.microsoft.com/mssql/server:2022-latest
            healthcheck: {test: [CMD-SHELL, "«/opt/mssql-tools/bin/sqlcmd» -S localhost -U sa -Q 'select 1'"]}
        """,
        title="Programs that images have under another name",
    ),
    Example(
        """
        --- Dockerfile
        FROM golang:1.22 AS build
        COPY . .
        RUN go build -o /out/app .
        FROM gcr.io/distroless/static-debian12:nonroot
        COPY --from=build /out/app /app
        ENTRYPOINT ["/app"]
        --- compose.yaml
        services:
          ledger:
            build: .
            healthcheck: {test: [CMD, «/bin/grpc_health_probe», "-addr=:50051"]}
        """,
        title="A program that nothing copies into an image without any",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.14-alpine
        RUN apk add --no-cache git su-exec
        COPY docker-entrypoint.sh /usr/local/bin/
        ENTRYPOINT ["docker-entrypoint.sh"]
        --- docker-entrypoint.sh
        #!/bin/sh
        exec su-exec app "$@"
        --- compose.yaml
        services:
          web:
            build: .
            healthcheck: {test: [CMD, «curl», "-f", "http://localhost:8000/api/health"]}
        """,
        title="A script is all that is copied to the programs",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            build: .
            healthcheck: {test: [CMD, wget, "-qO/dev/null", "http://127.0.0.1:8000/api/health"]}
        """,
    ),
    Example(
        """
        --- Dockerfile
        FROM rust:1.80 AS build
        RUN cargo build --release
        FROM gcr.io/distroless/cc-debian12:nonroot
        COPY --from=build /src/target/release/app /app
        --- compose.yaml
        services:
          web:
            build: .
            healthcheck: {test: "«wget -qO- http://localhost:8000/ | grep -q OK»"}
          java:
            build: {dockerfile_inline: "FROM gcr.io/distroless/java21-debian12\\nCOPY app.jar /app.jar"}
            healthcheck: {test: [CMD, «curl», "http://localhost:8080/"]}
        """,
        title="Distroless images, whatever release they are of",
        message="there is no",
    ),
    Example(
        """
        --- compose.yaml
        services:
          models:
            image: ollama/ollama:0.9.6
            healthcheck: {test: ["CMD", "«curl»", "-fsS", "http://127.0.0.1:11434/api/version"]}
          fast:
            image: ollama/ollama:rocm
            healthcheck: {test: «curl» -f http://localhost:11434 || exit 1, retries: 9}
          quoted:
            image: ollama/ollama:0.9.6
            healthcheck: {test: [CMD-SHELL, '«curl» -sf "http://localhost:11434/api/tags" > /dev/null || exit 1']}
          pull:
            image: ollama/ollama:0.9.6
            entrypoint: [ollama, pull, llama3.2]
            environment: [OLLAMA_HOST=models]
            depends_on: {models: {condition: service_healthy}}
          chat:
            image: example/chat
            depends_on: {models: {condition: service_healthy}}
        """,
        title="An image whose own program asks its server",
        message="there is no curl in ollama/ollama",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          models:
            image: ollama/ollama:0.9.6
            healthcheck: {test: ["CMD", "ollama", "list"]}
          fast:
            image: ollama/ollama:rocm
            healthcheck: {test: ollama list || exit 1, retries: 9}
          quoted:
            image: ollama/ollama:0.9.6
            healthcheck: {test: [CMD-SHELL, 'ollama list > /dev/null || exit 1']}
          pull:
            image: ollama/ollama:0.9.6
            entrypoint: [ollama, pull, llama3.2]
            environment: [OLLAMA_HOST=models]
            depends_on: {models: {condition: service_healthy}}
          chat:
            image: example/chat
            depends_on: {models: {condition: service_healthy}}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          php:
            image: php:8.3-fpm-alpine
            healthcheck:
              test: SCRIPT_NAME=/ping SCRIPT_FILENAME=/ping «cgi-fcgi» -bind -connect 127.0.0.1:9000 || exit 1
          web:
            image: php:8.3-fpm
            healthcheck: {test: [CMD, «php-fpm-healthcheck»]}
        """,
        title="What asks php-fpm has to be installed",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Dockerfile
        FROM golang:1.22 AS build
        COPY . .
        RUN go build -o /out/app .
        FROM gcr.io/distroless/static-debian12
        COPY --from=build /out/ /app
        COPY --from=build /probes/grpc_health_probe /bin/
        ENTRYPOINT ["/app/ledger"]
        --- debug/Dockerfile
        FROM gcr.io/distroless/base:debug
        COPY app /app
        --- made/Dockerfile
        FROM scratch
        ADD rootfs.tar /
        --- compose.yaml
        services:
          ledger:
            build: .
            healthcheck: {test: [CMD, /app/probe]}
          other:
            build: .
            healthcheck: {test: [CMD, /bin/grpc_health_probe, "-addr=:1"]}
          named:
            build: .
            healthcheck: {test: [CMD, ledger, check]}
          debug:
            build: debug
            healthcheck: {test: [CMD, /busybox/true]}
          made:
            build: made
            healthcheck: {test: [CMD, /usr/bin/true]}
          given:
            build: .
            volumes: ["./probe:/probe"]
            healthcheck: {test: [CMD, /probe]}
        """,
        title="Programs that are copied, mounted, or may be there",
    ),
    Example(
        """
        --- compose.yaml
        services:
          mongo:
            image: mongo:5
            healthcheck: {test: [CMD, mongo, --eval, "db.adminCommand('ping')"]}
          newer:
            image: mongo:7
            healthcheck: {test: [CMD, mongosh, --eval, "db.adminCommand('ping')"]}
          db:
            image: mariadb:10.11
            healthcheck: {test: mysqladmin ping -h 127.0.0.1}
          lent:
            image: mariadb:11
            volumes: ["./tools/mysqladmin:/usr/local/bin/mysqladmin"]
            healthcheck: {test: mysqladmin ping -h 127.0.0.1}
          given:
            image: mariadb@sha256:1111111111111111111111111111111111111111111111111111111111111111
            healthcheck: {test: mysqladmin ping -h 127.0.0.1}
          own:
            build: {context: ., dockerfile_inline: "FROM mariadb:11\\nRUN ln -s mariadb-admin /usr/bin/mysqladmin"}
            healthcheck: {test: mysqladmin ping -h 127.0.0.1}
          sql:
            image: mcr.microsoft.com/mssql/server:2022-CU10-ubuntu-22.04
            healthcheck: {test: [CMD-SHELL, "/opt/mssql-tools/bin/sqlcmd -S localhost -U sa -Q 'select 1'"]}
        """,
        title="Images that still have them",
    ),
    Example(
        """
        --- compose.yaml
        services:
          pinned:
            image: caddy:2.11.2
            healthcheck: {test: ["CMD-SHELL", "curl -sf http://localhost:2019/config/ -o /dev/null"]}
          newest:
            image: caddy:2-alpine
            healthcheck: {test: ["CMD", "curl", "-f", "http://127.0.0.1:2019/config/"]}
        """,
        title="Caddy's image has curl since 2.11",
    ),
    Example(
        """
        --- compose.yaml
        services:
          base:
            build: {dockerfile_inline: "FROM gcr.io/distroless/base:debug\\nCOPY app /app"}
            healthcheck: {test: [CMD, wget, -qO-, "http://localhost:8080/"]}
          static:
            build: {dockerfile_inline: "FROM gcr.io/distroless/static-debian12:debug-nonroot\\nCOPY app /app"}
            healthcheck: {test: [CMD, wget, -qO-, "http://localhost:8080/"]}
          node:
            build: {dockerfile_inline: "FROM gcr.io/distroless/nodejs20-debian12:debug\\nCOPY . /app"}
            healthcheck: {test: [CMD, node, /app/check.js]}
        """,
        title="Distroless images to look into, which have BusyBox",
    ),
    Example(
        """
        --- compose.yaml
        services:
          php:
            build: .
            healthcheck: {test: "cgi-fcgi -bind -connect 127.0.0.1:9000 || php-fpm-healthcheck"}
        --- Dockerfile
        FROM php:8.3-fpm-alpine
        RUN apk add --no-cache fcgi
        ADD https://example.com/php-fpm-healthcheck /usr/local/bin/php-fpm-healthcheck
        """,
        title="It is installed",
    ),
    Example(
        """
        --- compose.yaml
        services:
          models:
            image: ollama/ollama
            entrypoint: [sh, -c, "apt-get update && apt-get install -y curl && exec ollama serve"]
            healthcheck: {test: [CMD, curl, -f, "http://localhost:11434/"]}
          pages:
            image: nginx:1.27-alpine-slim
            command: sh -c "apk add --no-cache curl && exec nginx -g 'daemon off;'"
            healthcheck: {test: [CMD, curl, -f, "http://localhost/"]}
          radeon:
            image: ollama/ollama:0.3.0-rocm
            healthcheck: {test: [CMD, curl, -f, "http://localhost:11434/"]}
        """,
        title="It is installed at the start, or the image rests on another one",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: .
            healthcheck: {test: [CMD, curl, -f, "http://127.0.0.1:3000/"]}
        --- Dockerfile
        FROM node:22-slim
        RUN apt-get update && apt-get \\
            -o Acquire::Retries=5 \\
            -o Acquire::http::Timeout=30 \\
            -o Acquire::https::Timeout=30 \\
            -o Acquire::http::No-Cache=true \\
            -o Acquire::http::Pipeline-Depth=0 \\
            -o Dpkg::Use-Pty=0 \\
            -o Dpkg::Options::=--force-confdef \\
            -o Dpkg::Options::=--force-confold \\
            -o APT::Get::Assume-Yes=true \\
            -o APT::Get::Show-Upgraded=true \\
            install chromium
        """,
        title="Much between the name of the program and what it does: packages with what they recommend",
    ),
)
