"""Further examples of TB904."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              ELASTIC_URL: http://«localhost»:9200
              MEMCACHED_SERVERS: «127.0.0.1»:11211
              REDIS: yes
              POSTGRES_ADDRESS: localhost
          search: {image: "docker.elastic.co/elasticsearch/elasticsearch:8.16.0"}
          cache: {image: "memcached:1.6-alpine"}
          db: {image: "postgres:17"}
          shop: {build: shop, volumes: ["./shop:/var/www/html"]}
        --- shop/Dockerfile
        FROM php:8.3-fpm-alpine
        --- shop/artisan
        #!/usr/bin/env php
        --- shop/.env
        DB_CONNECTION=pgsql
        DB_HOST=«127.0.0.1»
        """,
        title="By the name of the server alone, and in the file that Laravel reads",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              ELASTIC_URL: http://search:9200
              MEMCACHED_SERVERS: cache:11211
              REDIS: yes
              POSTGRES_ADDRESS: localhost
          search: {image: "docker.elastic.co/elasticsearch/elasticsearch:8.16.0"}
          cache: {image: "memcached:1.6-alpine"}
          db: {image: "postgres:17"}
          shop: {build: shop, volumes: ["./shop:/var/www/html"]}
        --- shop/.env
        DB_CONNECTION=pgsql
        DB_HOST=db
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          jaeger: {image: jaegertracing/all-in-one, environment: [PROMETHEUS_SERVER_URL=http://«localhost»:9090]}
          metrics: {image: prom/prometheus}
        """,
        title="Where Jaeger asks for its measures",
        message="is jaeger itself, not metrics",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          jaeger: {image: jaegertracing/all-in-one, environment: [PROMETHEUS_SERVER_URL=http://metrics:9090]}
          metrics: {image: prom/prometheus}
        """,
    ),
    Example(
        """
        --- shop/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/shop/settings.py
        DATABASES = {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "shop",  # "HOST": "elsewhere",
                "HOST": os.environ.get("DB_HOST", "«localhost»"),
                "OPTIONS": {"sslmode": "disable"},
            }
        }
        --- blog/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- blog/config/database.yml
        default: &default
          adapter: postgresql
          host: «localhost»
        production:
          <<: *default
          database: blog
        --- api/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- api/src/main/resources/application.yml
        spring:
          datasource:
            url: jdbc:postgresql://${DB_HOST:«127.0.0.1»}:${DB_PORT:5432}/api
        --- compose.yaml
        services:
          shop: {build: shop}
          blog: {build: blog, environment: {RAILS_ENV: production}}
          api: {build: api}
          db: {image: postgres:16}
        """,
        title="In the application's own settings, as a default, or for good",
        unsafe=True,
        fixed="""
        --- shop/shop/settings.py
        DATABASES = {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "shop",  # "HOST": "elsewhere",
                "HOST": os.environ.get("DB_HOST", "db"),
                "OPTIONS": {"sslmode": "disable"},
            }
        }
        --- blog/config/database.yml
        default: &default
          adapter: postgresql
          host: db
        production:
          <<: *default
          database: blog
        --- api/src/main/resources/application.yml
        spring:
          datasource:
            url: jdbc:postgresql://${DB_HOST:db}:${DB_PORT:5432}/api
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          ui: {image: temporalio/ui, environment: {TEMPORAL_ADDRESS: "«localhost»:7233"}}
          temporal: {image: temporalio/auto-setup}
          ocr: {image: "example/ocr:ollama", environment: {OLLAMA_URL: "http://localhost:11434"}}
          llm: {image: ollama/ollama}
        """,
        title="The server of Temporal, and a program that brings its own Ollama",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          ui: {image: temporalio/ui, environment: {TEMPORAL_ADDRESS: "temporal:7233"}}
          temporal: {image: temporalio/auto-setup}
          ocr: {image: "example/ocr:ollama", environment: {OLLAMA_URL: "http://localhost:11434"}}
          llm: {image: ollama/ollama}
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          api:
            build: .
            environment: {SPRING_PROFILES_ACTIVE: docker, SPRING_DATA_REDIS_HOST: redis}
          mysql: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: root, MYSQL_DATABASE: orders}}
          rabbit: {image: "rabbitmq:4"}
          redis: {image: "redis:7"}
        --- Dockerfile
        FROM eclipse-temurin:21
        COPY target/app.jar app.jar
        CMD ["java", "-jar", "app.jar"]
        --- src/main/resources/application.yml
        spring:
          datasource:
            url: jdbc:mysql://localhost:3306/orders
          rabbitmq:
            host: localhost
          data:
            redis:
              host: localhost
        --- src/main/resources/application-docker.yml
        spring:
          datasource:
            url: jdbc:mysql://mysql:3306/orders
          rabbitmq:
            host: rabbit
        """,
        title="Settings of everybody, over which those of a profile, or a variable, count",
    ),
    Example(
        """
        --- shop/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
        --- shop/shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- shop/shop/settings.py
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.getenv("DB_HOST", "localhost")}}
        --- given/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application"]
        --- given/shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- given/shop/settings.py
        load_dotenv()
        DATABASES = {
            "default": {"ENGINE": "django.db.backends.mysql", "HOST": os.getenv("DB_HOST", "localhost"), "PORT": "5432"}
        }
        --- twice/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application"]
        --- twice/shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- twice/shop/settings.py
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "localhost"}}
        DATABASES["default"] = dj_database_url.config()
        --- open/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY . .
        CMD ["gunicorn", "shop.wsgi:application"]
        --- open/shop/wsgi.py
        import os
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        --- open/shop/settings.py
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "localhost"
        --- blog/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- blog/config/database.yml
        production:
          adapter: postgresql
          host: localhost
        --- many/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- many/config/database.yml
        production:
          primary:
            adapter: postgresql
            host: localhost
        --- none/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- none/config/database.yml
        production:
          host: localhost
        --- api/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- api/src/main/resources/application.yml
        spring:
          datasource:
            url: jdbc:postgresql://localhost:5432/api
        --- compose.yaml
        services:
          shop: {build: shop, environment: {DB_HOST: db}}
          given: {build: given}
          twice: {build: twice}
          open: {build: open}
          blog: {build: blog, environment: {RAILS_ENV: production, DATABASE_URL: "postgres://db/blog"}}
          stage: {build: blog}
          many: {build: many, environment: {RAILS_ENV: production}}
          none: {build: none, environment: {RAILS_ENV: production}}
          api: {build: api, environment: {SPRING_DATASOURCE_URL: "jdbc:postgresql://db:5432/api"}}
          unsure: {build: api, env_file: absent.env}
          db: {image: postgres:16}
        """,
        title="The environment may say otherwise, or other settings",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
          php: {image: "php:8-fpm"}
        --- Dockerfile
        FROM nginx:1.27
        RUN apt-get update && apt-get install -y php-fpm supervisor
        COPY nginx.conf /etc/nginx/conf.d/default.conf
        CMD ["supervisord", "-n"]
        --- nginx.conf
        server {
          listen 80;
          location / { fastcgi_pass 127.0.0.1:9000; }
        }
        """,
        title="An nginx with another program beside it",
    ),
    Example(
        """
        --- compose.yaml
        services:
          light: {build: light}
          url: {build: url}
          socket: {build: socket}
          redis: {build: redis}
          sentinel: {build: sentinel}
          words: {build: words, command: java -Dspring.data.redis.host=cache -jar /app.jar}
          options: {build: options, environment: {JAVA_TOOL_OPTIONS: "-Dspring.data.redis.host=cache"}}
          mounted: {build: mounted, volumes: ["./settings:/config"]}
          db: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: secret}}
          cache: {image: "redis:7"}
        --- light/Dockerfile
        FROM php:8.3-fpm
        WORKDIR /var/www/html
        COPY . .
        --- light/artisan
        #!/usr/bin/env php
        --- light/.env
        DB_CONNECTION=sqlite
        DB_HOST=127.0.0.1
        CACHE_STORE=file
        REDIS_HOST=127.0.0.1
        --- url/Dockerfile
        FROM php:8.3-fpm
        WORKDIR /var/www/html
        COPY . .
        --- url/artisan
        #!/usr/bin/env php
        --- url/.env
        DB_CONNECTION=mysql
        DB_HOST=127.0.0.1
        DB_URL=mysql://app:secret@db/app
        --- socket/Dockerfile
        FROM php:8.3-fpm
        WORKDIR /var/www/html
        COPY . .
        --- socket/artisan
        #!/usr/bin/env php
        --- socket/.env
        DB_CONNECTION=mysql
        DB_HOST=localhost
        DB_SOCKET=/run/mysqld/mysqld.sock
        --- redis/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- redis/pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- redis/src/main/resources/application.properties
        spring.data.redis.host=localhost
        spring.data.redis.url=redis://cache:6379
        --- sentinel/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- sentinel/pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- sentinel/src/main/resources/application.properties
        spring.data.redis.host=localhost
        spring.data.redis.sentinel.nodes=cache:26379
        --- words/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- words/pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- words/src/main/resources/application.properties
        spring.data.redis.host=localhost
        --- options/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- options/pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- options/src/main/resources/application.properties
        spring.data.redis.host=localhost
        --- mounted/Dockerfile
        FROM eclipse-temurin:21-jre
        COPY target/app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- mounted/pom.xml
        <artifactId>spring-boot-starter-web</artifactId>
        --- mounted/src/main/resources/application.properties
        spring.data.redis.host=localhost
        """,
        title="Hosts that the program does not heed, and what counts more",
    ),
)
