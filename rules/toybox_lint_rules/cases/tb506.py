"""Further examples of TB506."""

from __future__ import annotations

from toybox_lint.api import Example, Severity

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000 {
        		health_uri «/»
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- shop/wsgi.py
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/settings.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        """,
        title="The settings list the site alone",
        message="this check names the host web, which ALLOWED_HOSTS of",
        unsafe=True,
        fixed="""
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000 {
        		health_uri /
        		health_headers {
        			Host shop.example.com
        		}
        	}
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          own: {build: own}
        --- Caddyfile
        example.com {
        	reverse_proxy own:3000 {
        		health_uri «/health»
        	}
        }
        --- own/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- own/package.json
        {"dependencies": {"express": "4"}}
        --- own/server.js
        const express = require('express');
        const app = express();
        app.get('/', (req, res) => res.send('hello'));
        app.get('/healthz', (req, res) => res.sendStatus(200));
        app.listen(3000);
        """,
        title="A path that no route of the application takes",
        severity=Severity.WARNING,
        message="answers this check with 404",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000 {
        		health_uri «/healthz»
        	}
        }
        --- Dockerfile
        FROM rust:1 AS build
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /app/target/release/notes /usr/local/bin/notes
        CMD ["notes"]
        --- Cargo.toml
        [package]
        name = "notes"
        --- src/main.rs
        use axum::{routing::get, Router};
        async fn main() {
            let app = Router::new()
                .route("/health", get(ok))
                .nest("/v1", Router::new().route("/notes", get(list)));
            let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        """,
        title="A path that no route of Axum takes",
        severity=Severity.WARNING,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080 {
        		health_uri «/actuator/health»
        		health_status 200
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM eclipse-temurin:21
        WORKDIR /app
        COPY app.jar .
        CMD ["java", "-jar", "app.jar"]
        --- pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- src/main/resources/application.yml
        server:
          port: 8080
          servlet:
            context-path: /api
        """,
        title="A check that says that it wants 200, for a path beside the one of a Spring",
        message="it answers below /api alone",
        severity=Severity.WARNING,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          own: {build: own}
        --- Caddyfile
        example.com {
        	reverse_proxy own:3000 {
        		health_uri /healthz
        	}
        	reverse_proxy /a/* own:3000 {
        		health_uri /health
        		health_status 404
        	}
        	reverse_proxy /b/* own:3000 {
        		health_uri /health{http.request.uri}
        	}
        }
        --- own/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- own/package.json
        {"dependencies": {"express": "4"}}
        --- own/server.js
        const express = require('express');
        const app = express();
        app.get('/', (req, res) => res.send('hello'));
        app.get('/healthz', (req, res) => res.sendStatus(200));
        app.listen(3000);
        """,
        title="A path that it has, a status that is good enough, and a path that is not known",
    ),
    Example(
        """
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Caddyfile
        example.com {
        	reverse_proxy web:3000 {
        		health_uri /healthz
        	}
        }
        --- Dockerfile
        FROM rust:1 AS build
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        FROM debian:12
        COPY --from=build /app/target/release/notes /usr/local/bin/notes
        CMD ["notes"]
        --- Cargo.toml
        [package]
        name = "notes"
        --- src/main.rs
        use axum::{routing::get, Router};
        async fn main() {
            let app = Router::new()
                .route("/health", get(ok))
                .nest("/v1", Router::new().route("/notes", get(list))).fallback(get(page));
            let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();
            axum::serve(listener, app).await.unwrap();
        }
        """,
        title="Routes of Axum, and one for what no other takes",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8000 {
        		health_uri /health
        		health_upstream checks:9000
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
          checks: {image: example/checks}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]
        --- main.py
        from flask import Flask
        app = Flask(__name__)
        @app.route("/items")
        def items(): return "x"
        """,
        title="A check that asks another one",
    ),
    Example(
        """
        --- Caddyfile
        shop.example.com {
        	reverse_proxy web:8000 {
        		health_uri /health
        		health_status 4xx
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- shop/wsgi.py
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        application = get_wsgi_application()
        --- shop/settings.py
        ALLOWED_HOSTS = ["shop.example.com"]
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        """,
        title="A refusal is what the check waits for",
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy web:8080 {
        		health_uri /actuator/health
        		health_status 404
        	}
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          web: {build: .}
        --- Dockerfile
        FROM eclipse-temurin:21
        WORKDIR /app
        COPY app.jar .
        CMD ["java", "-jar", "app.jar"]
        --- pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- src/main/resources/application.yml
        server:
          port: 8080
          servlet:
            context-path: /api
        """,
        title="A check that wants no success",
    ),
)
