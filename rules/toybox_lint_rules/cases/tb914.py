"""Further examples of TB914."""

from __future__ import annotations

from toybox_lint.api import Example

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          api: {image: example/api, environment: {DSN: "api:secret@tcp(sql:3306)/api?parseTime=true"}}
          login:
            image: quay.io/keycloak/keycloak:26.0
            environment: {KC_DB_URL: "jdbc:postgresql://db:5432/shop"}
          wiki: {image: requarks/wiki:2, environment: {DB_HOST: plain, DB_NAME: wiki, DB_USER: postgres}}
          sql: {image: "mysql:8.4", environment: {MYSQL_DATABASE: api, MYSQL_USER: api, MYSQL_PASSWORD: secret}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: secret}}
          plain: {image: "postgres:17", environment: {POSTGRES_USER: postgres, POSTGRES_PASSWORD: secret}}
        """,
        title="By the name of the user, and of a user who has no database of that name to speak of",
    ),
    Example(
        """
        --- compose.yaml
        services:
          shop: {build: shop, depends_on: [db]}
          n8n: {image: n8nio/n8n, environment: {DB_TYPE: postgresdb, DB_POSTGRESDB_HOST: db,
            DB_POSTGRESDB_DATABASE: n8n, DB_POSTGRESDB_USER: shop, DB_POSTGRESDB_PASSWORD: x}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: x, POSTGRES_DB: shop}}
        --- shop/Dockerfile
        FROM python:3.13
        COPY . .
        --- shop/requirements.txt
        django
        --- shop/settings.py
        DATABASES={"default":{"HOST":"db","NAME":"shop"}}
        """,
        title="Another application has the server, and nobody sees which database it asks for",
    ),
    Example(
        """
        --- compose.yaml
        services:
          shop: {build: shop, env_file: .env.shop}
          n8n: {image: n8nio/n8n, environment: {DB_TYPE: postgresdb, DB_POSTGRESDB_HOST: db,
            DB_POSTGRESDB_DATABASE: n8n}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: x, POSTGRES_DB: shop}}
        --- shop/Dockerfile
        FROM python:3.13
        """,
        title="What another service is told is in a file that is not shown",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ., environment: {DB_CONNECTION: pgsql, DB_HOST: db, DB_DATABASE: laravel, DB_USERNAME: app,
            DB_PASSWORD: x}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: x, POSTGRES_DB: app}}
        --- Dockerfile
        FROM php:8.3-fpm
        COPY . .
        CMD php artisan migrate --force && php-fpm
        --- composer.json
        {"require": {"laravel/framework": "^11"}}
        --- artisan
        #!/usr/bin/env php
        """,
        title="Laravel makes its database when it migrates",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: .,
            environment: {SPRING_DATASOURCE_URL: "jdbc:mysql://mysql:3306/orders?createDatabaseIfNotExist=true",
              SPRING_DATASOURCE_USERNAME: root, SPRING_DATASOURCE_PASSWORD: x}}
          mysql: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: x, MYSQL_DATABASE: app}}
        --- Dockerfile
        FROM eclipse-temurin:21
        COPY target/app.jar app.jar
        CMD ["java","-jar","app.jar"]
        --- pom.xml
        <project/>
        """,
        title="A driver that makes the database",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ., environment: {DATABASE_URL: "postgresql+psycopg2://app:x@db:5432/orders"}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: x, POSTGRES_DB: app}}
        --- Dockerfile
        FROM python:3.13
        COPY . .
        --- requirements.txt
        fastapi
        SQLAlchemy-Utils
        """,
        title="A library that makes databases",
    ),
    Example(
        """
        --- compose.yaml
        services:
          n8n: {image: n8nio/n8n, environment: {DB_POSTGRESDB_HOST: db, DB_POSTGRESDB_DATABASE: n8n}}
          wiki: {image: "requarks/wiki:2", environment: {DB_HOST: db, DB_NAME: wiki, DB_USER: postgres, DB_PASS: x}}
          gitea: {image: "gitea/gitea:1", environment: {GITEA__database__HOST: "db:5432",
            GITEA__database__NAME: gitea, GITEA__database__DB_TYPE: postgres}}
          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: x, POSTGRES_DB: postgres}}
        """,
        title="Where the database that is always there is named, people make several by hand",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ., environment: {DB_HOST: db, SERVICE_HOST: db, SERVICE_NAME: api, DB_USER: u, DB_PASSWORD: x}}
          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: x, POSTGRES_DB: shop, POSTGRES_USER: u}}
        --- Dockerfile
        FROM python:3.13
        --- requirements.txt
        django
        """,
        title="A name that is not that of a database",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ., environment: {POSTGRES_HOST: db, POSTGRES_DB: orders, POSTGRES_USER: u, POSTGRES_PASSWORD: x}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: u, POSTGRES_PASSWORD: x, POSTGRES_DB: main}}
        --- Dockerfile
        FROM python:3.13
        COPY . .
        CMD python -m app
        --- requirements.txt
        psycopg
        --- app/__main__.py
        import psycopg
        cur.execute(f"CREATE DATABASE {name}")
        """,
        title="A program that makes its database",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ., entrypoint: /deploy/start.sh, volumes: ["./deploy:/deploy"], environment: {DATABASE_URL: "postgres://u:x@db/orders"}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: u, POSTGRES_PASSWORD: x, POSTGRES_DB: u}}
        --- Dockerfile
        FROM python:3.13
        --- requirements.txt
        django
        --- deploy/start.sh
        python manage.py ensure_db
        createdb -h db orders
        """,
        title="A script that is mounted makes it",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ., environment: {DATABASE_URL: "mysql://exporter:x@db/performance_schema"}}
          db: {image: "mysql:8", environment: {MYSQL_USER: u, MYSQL_PASSWORD: x, MYSQL_ROOT_PASSWORD: x,
            MYSQL_DATABASE: shop}}
        --- Dockerfile
        FROM golang:1.22
        --- go.mod
        module x
        """,
        title="A database of the server itself",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api: {image: example/api, volumes: ["./application.yml:/app/application.yml"]}
          n8n: {image: n8nio/n8n, environment: {DB_POSTGRESDB_HOST: db, DB_POSTGRESDB_DATABASE: n8n}}
          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: x, POSTGRES_DB: shop}}
        --- application.yml
        spring: {datasource: {url: "jdbc:postgresql://db/shop"}}
        """,
        title="A mounted file names the database",
    ),
    Example(
        """
        --- compose.yaml
        services:
          n8n: {image: n8nio/n8n, environment: {DB_POSTGRESDB_HOST: db, DB_POSTGRESDB_DATABASE: n8n}}
          db:
            image: postgres:17
            environment: {POSTGRES_PASSWORD: x, POSTGRES_DB: shop}
            post_start: [{command: "createdb -U postgres n8n"}]
        """,
        title="A hook makes it",
    ),
    Example(
        """
        --- app/compose.yaml
        services:
          app: {build: ., environment: {DATABASE_URL: "postgres://u:x@db/app"}, networks: [shared]}
        networks: {shared: {external: true, name: shared}}
        --- app/Dockerfile
        FROM golang:1
        --- app/go.mod
        module x
        --- db/compose.yaml
        services:
          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: x, POSTGRES_DB: main}, networks: [shared]}
        networks: {shared: {name: shared}}
        """,
        title="A server of another project",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {build: ./app, environment: {DATABASE_URL: "postgres://u:x@db/orders"}}
          db: {image: "postgres:17", environment: {POSTGRES_PASSWORD: x, POSTGRES_DB: main, POSTGRES_USER: u}}
        --- Makefile
        db:
        	docker compose exec db createdb -U u orders
        --- app/Dockerfile
        FROM golang:1
        --- app/go.mod
        module x
        """,
        title="A Makefile of the project makes it",
    ),
)

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy api:8080
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, ports: ["80:80", "443:443"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          api: {image: example/api, environment: {DSN: "«api:secret@tcp(sql:3306)/store?parseTime=true»"}}
          login:
            image: quay.io/keycloak/keycloak:26.0
            environment: {KC_DB_URL: "«jdbc:postgresql://db:5432/login»", KC_DB_USERNAME: shop}
          sql: {image: "mysql:8.4", environment: {MYSQL_DATABASE: api, MYSQL_USER: api, MYSQL_PASSWORD: secret}}
          db: {image: "postgres:17", environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: secret}}
        """,
        title="A database by the name of its user, the text for Go's driver, and a Caddyfile, which names none",
    ),
)
