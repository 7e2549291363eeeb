"""Further examples of TB905."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          ledger:
            image: example/ledger
            environment:
              POSTGRES_DSN: host=«postgres» port=5432 user=ledger password=secret dbname=ledger sslmode=disable
          db: {image: postgres:16}
        """,
        title="The words of libpq",
        message="no container on project_default is called postgres",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          ledger:
            image: example/ledger
            environment:
              POSTGRES_DSN: host=db port=5432 user=ledger password=secret dbname=ledger sslmode=disable
          db: {image: postgres:16}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            build: .
            environment: {SPRING_PROFILES_ACTIVE: docker, SPRING_DATASOURCE_PASSWORD: orders}
          mysql: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: root, MYSQL_DATABASE: orders}}
          rabbit: {image: "rabbitmq:4"}
          redis: {image: "redis:7"}
        --- Dockerfile
        FROM eclipse-temurin:21
        COPY target/app.jar app.jar
        CMD ["java", "-jar", "app.jar"]
        --- src/main/resources/application.yml
        server: {forward-headers-strategy: framework}
        --- src/main/resources/application-docker.yml
        spring:
          datasource:
            url: jdbc:mysql://«db»:3306/orders
          rabbitmq:
            host: «broker»
            username: orders
          data:
            redis:
              password: none
              host: ${REDIS_HOST:«cache»}
        """,
        title="The settings of a profile, beside a variable for the password alone",
        unsafe=True,
        fixed="""
        --- src/main/resources/application-docker.yml
        spring:
          datasource:
            url: jdbc:mysql://mysql:3306/orders
          rabbitmq:
            host: rabbit
            username: orders
          data:
            redis:
              password: none
              host: ${REDIS_HOST:redis}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: web}
          lb: {image: "nginx:1.27", volumes: ["./lb.conf:/etc/nginx/conf.d/default.conf"]}
          api: {image: example/api, command: "uvicorn main:app --host 0.0.0.0 --port 8000"}
          crm: {image: example/crm, environment: {ConnectionStrings__Db: "Host=«postgres»;Port=5432;Database=crm"}}
          db: {image: "postgres:17"}
        --- web/Dockerfile
        FROM nginx:1.27-alpine
        COPY nginx.conf /etc/nginx/conf.d/default.conf
        --- web/nginx.conf
        server {
          listen 80;
          location / { root /usr/share/nginx/html; }
          location /api/ { proxy_pass http://«backend»:8000; }
        }
        --- lb.conf
        upstream app { server «server»:8000; }
        server {
          listen 80;
          location / { proxy_pass http://app; }
        }
        """,
        title="What an nginx passes requests to, and the words of a driver for .NET",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          web: {build: web}
          lb: {image: "nginx:1.27", volumes: ["./lb.conf:/etc/nginx/conf.d/default.conf"]}
          api: {image: example/api, command: "uvicorn main:app --host 0.0.0.0 --port 8000"}
          crm: {image: example/crm, environment: {ConnectionStrings__Db: "Host=db;Port=5432;Database=crm"}}
          db: {image: "postgres:17"}
        --- web/nginx.conf
        server {
          listen 80;
          location / { root /usr/share/nginx/html; }
          location /api/ { proxy_pass http://api:8000; }
        }
        --- lb.conf
        upstream app { server api:8000; }
        server {
          listen 80;
          location / { proxy_pass http://app; }
        }
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          app:
            image: example/app
            environment:
              REDIS_URL: redis://:${REDIS_PASSWORD:?give one}@«reddis»:6379/0
          redis:
            image: redis:8
        """,
        title="Behind a variable that must be given",
        message="no container on",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          app:
            image: example/app
            environment:
              REDIS_URL: redis://:${REDIS_PASSWORD:?give one}@redis:6379/0
          redis:
            image: redis:8
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          synapse: {image: matrixdotorg/synapse, volumes: ["./synapse:/data"]}
          authelia: {image: "authelia/authelia:4.38", volumes: ["./authelia:/config"]}
          db: {image: postgres:16}
          cache: {image: redis:7}
        --- synapse/homeserver.yaml
        server_name: example.com
        database:
          name: psycopg2
          args:
            user: synapse
            host: «postgres»
            port: 5432
        --- authelia/configuration.yml
        session:
          cookies:
            - domain: example.com
          redis:
            host: «redis»
            port: 6379
        storage:
          postgres:
            address: 'tcp://«storage»:5432'
            database: authelia
        """,
        title="In the settings file of an image",
        message="no container on",
        unsafe=True,
        fixed="""
        --- synapse/homeserver.yaml
        server_name: example.com
        database:
          name: psycopg2
          args:
            user: synapse
            host: db
            port: 5432
        --- authelia/configuration.yml
        session:
          cookies:
            - domain: example.com
          redis:
            host: cache
            port: 6379
        storage:
          postgres:
            address: 'tcp://db:5432'
            database: authelia
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          ui:
            image: provectuslabs/kafka-ui
            environment: {KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: «broker»:9092, MEILI_URL: "http://«search»:7700"}
          kafka: {image: apache/kafka}
          meili: {image: getmeili/meilisearch}
        """,
        message="no container on",
        title="Brokers, and servers of the web",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          ui:
            image: provectuslabs/kafka-ui
            environment: {KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: kafka:9092, MEILI_URL: "http://meili:7700"}
          kafka: {image: apache/kafka}
          meili: {image: getmeili/meilisearch}
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
                "HOST": os.environ.get("DB_HOST", "«postgres»"),
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
          host: «postgres»
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
            url: jdbc:postgresql://${DB_HOST:«postgres»}:${DB_PORT:5432}/api
        --- compose.yaml
        services:
          shop: {build: shop}
          blog: {build: blog, environment: {RAILS_ENV: production}}
          api: {build: api}
          db: {image: postgres:16}
        """,
        title="In the application's own settings",
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
          pma: {image: phpmyadmin, environment: {PMA_HOST: «mysql»}}
          adminer: {image: adminer, environment: {ADMINER_DEFAULT_SERVER: «mysql»}}
          pass: {image: "passbolt/passbolt:latest-ce", environment: {DATASOURCES_DEFAULT_HOST: «mysql»}}
          dash:
            image: opensearchproject/opensearch-dashboards
            environment: {OPENSEARCH_HOSTS: '["http://«node1»:9200"]'}
          bot: {image: example/bot, environment: {CHAT_ENDPOINT: "http://«chat»:11434/api"}}
          db: {image: mariadb:11}
          search: {image: "opensearchproject/opensearch:2"}
          llm: {image: ollama/ollama}
        """,
        title="By other names, in a list, and a URL whose port another service has",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          pma: {image: phpmyadmin, environment: {PMA_HOST: db}}
          adminer: {image: adminer, environment: {ADMINER_DEFAULT_SERVER: db}}
          pass: {image: "passbolt/passbolt:latest-ce", environment: {DATASOURCES_DEFAULT_HOST: db}}
          dash:
            image: opensearchproject/opensearch-dashboards
            environment: {OPENSEARCH_HOSTS: '["http://search:9200"]'}
          bot: {image: example/bot, environment: {CHAT_ENDPOINT: "http://llm:11434/api"}}
          db: {image: mariadb:11}
          search: {image: "opensearchproject/opensearch:2"}
          llm: {image: ollama/ollama}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          gateway:
            image: example/gateway
            environment: {GRPC_ADDR: "«grpc-server»:50051"}
          grpc: {image: example/grpc, expose: [50051]}
        """,
        title="The address of a server, whatever it is called, at a port that another has",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          gateway:
            image: example/gateway
            environment: {GRPC_ADDR: "grpc:50051"}
          grpc: {image: example/grpc, expose: [50051]}
        """,
    ),
    Example(
        """
        --- compose.yaml
        services:
          php: {build: ., environment: {DATABASE_URL: "postgresql://app:secret@«database»:5432/app"}}
          cache: {image: redis:7}
        --- Dockerfile
        FROM php:8.4-fpm
        WORKDIR /app
        COPY . .
        --- composer.json
        {"require": {"symfony/framework-bundle": "7.3.*", "symfony/orm-pack": "*"}}
        """,
        title="A Symfony with Doctrine",
    ),
    Example(
        """
        --- compose.yaml
        services:
          php: {build: ., environment: {DATABASE_URL: "postgresql://app:secret@«database»:5432/app"}}
          cache: {image: redis:7}
        --- Dockerfile
        FROM php:8.4-fpm
        """,
        title="Nobody shows what the application is",
    ),
    Example(
        """
        --- haproxy.cfg
        defaults
          mode http
        frontend web
          bind *:80
          default_backend app
        backend app
          server one «app»:3000 check
          server two web:3000 check
          # server three gone:3000
        --- httpd.conf
        ProxyPass "/api/" "http://«api»:3000/"
        ProxyPass / http://web:3000/ retry=0
        #ProxyPass /x http://gone:3000/
        --- kong.yml
        _format_version: "3.0"
        services:
          - name: web
            url: http://«backend»:3000/v1
          - url: "http://web:3000"
        --- Caddyfile
        example.com {
        	reverse_proxy balancer:80
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          balancer: {image: "haproxy:3.0", volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]}
          httpd: {image: "httpd:2.4", volumes: ["./httpd.conf:/usr/local/apache2/conf/httpd.conf:ro"]}
          kong:
            image: kong/kong-gateway:3.9
            environment: {KONG_DATABASE: "off", KONG_DECLARATIVE_CONFIG: /kong/kong.yml}
            volumes: ["./kong.yml:/kong/kong.yml"]
          web: {image: example/web, command: uvicorn web:app --host 0.0.0.0 --port 3000}
        """,
        title="What HAProxy, httpd and Kong pass on, by their own files",
        message="no container on project_default is called",
        unsafe=True,
        fixed="""
        --- haproxy.cfg
        defaults
          mode http
        frontend web
          bind *:80
          default_backend app
        backend app
          server one web:3000 check
          server two web:3000 check
          # server three gone:3000
        --- httpd.conf
        ProxyPass "/api/" "http://web:3000/"
        ProxyPass / http://web:3000/ retry=0
        #ProxyPass /x http://gone:3000/
        --- kong.yml
        _format_version: "3.0"
        services:
          - name: web
            url: http://web:3000/v1
          - url: "http://web:3000"
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- kong.yml
        _format_version: "3.0"
        upstreams:
          - name: pool
            targets: [{target: "web:80"}]
        services:
          - name: web
            url: http://pool:80
        --- Caddyfile
        example.com {
        	reverse_proxy kong:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          kong:
            image: kong:3
            environment: {KONG_DATABASE: "off", KONG_DECLARATIVE_CONFIG: /kong.yml}
            volumes: ["./kong.yml:/kong.yml"]
          web: {image: nginx}
        """,
        title="A URL of Kong that names an upstream of the same file",
    ),
    Example(
        """
        --- answered.yml
        _format_version: "3.0"
        services:
          - name: stopped
            url: http://unused:80
            plugins:
              - name: request-termination
                config: {status_code: 503}
          - name: lambda
            url: http://placeholder:80
            plugins: [{name: "aws-lambda"}]
        --- off.yml
        _format_version: "3.0"
        services:
          - name: later
            enabled: false
            url: http://later:80
        --- resolved.yml
        _format_version: "3.0"
        services:
          - name: web
            url: http://billing:80
        --- Caddyfile
        example.com {
        	reverse_proxy answered:8000
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
          answered:
            image: kong:3
            environment: {KONG_DATABASE: "off", KONG_DECLARATIVE_CONFIG: /kong.yml}
            volumes: ["./answered.yml:/kong.yml"]
          off:
            image: kong:3
            environment: {KONG_DATABASE: "off", KONG_DECLARATIVE_CONFIG: /kong.yml}
            volumes: ["./off.yml:/kong.yml"]
          resolved:
            image: kong:3
            environment:
              KONG_DATABASE: "off"
              KONG_DECLARATIVE_CONFIG: /kong.yml
              KONG_DNS_RESOLVER: 10.0.0.2:8600
            volumes: ["./resolved.yml:/kong.yml"]
        """,
        title="URLs that Kong never asks, or finds by a resolver of its own",
    ),
    Example(
        """
        --- compose.yaml
        services:
          ledger:
            image: example/ledger
            environment:
              POSTGRES_DSN: host=db port=5432 user=ledger password=secret dbname=ledger
              PUBLIC_DSN: "host=db.example.com user=ledger dbname=ledger"
              SOCKET_DSN: "host=/var/run/postgresql dbname=ledger"
              OPTIONS: "ghost=casper host=spooky"
              POSTGRES_HOST_DSN: "user=ledger dbname=ledger host=${DB_HOST}"
          db: {image: postgres:16}
        """,
        title="Hosts in the words of libpq",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: web}
          lb: {image: "nginx:1.27", volumes: ["./lb:/etc/nginx/conf.d"]}
          main: {image: "nginx:1.27", volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]}
          crm: {image: example/crm, environment: {ConnectionStrings__Db: "Server=sql.example.com;Database=crm"}}
          other: {image: example/other, environment: {TEST_DB: "Host=nowhere;Database=x", NOTE: "a;Database=b"}}
        --- web/Dockerfile
        FROM nginx:1.27-alpine
        COPY templates /etc/nginx/templates
        --- web/templates/default.conf.template
        server {
          listen 80;
          resolver 127.0.0.11;
          set $api http://later:8000;
          location /api/ { proxy_pass $api; }
          location /b/ { proxy_pass http://${BACKEND}:8000; }
          location /c/ { proxy_pass http://api.example.com; }
          # location /d/ { proxy_pass http://gone:8000; }
        }
        --- lb/default.conf
        include /etc/nginx/upstreams.conf;
        server {
          listen 80;
          location / { proxy_pass http://app; }
        }
        --- nginx.conf
        http {
          include /etc/nginx/elsewhere/*.conf;
          server { location / { proxy_pass http://gone; } }
        }
        """,
        title="Names that nginx resolves later, or that other texts may define",
    ),
    Example(
        """
        --- compose.yaml
        services:
          synapse: {image: matrixdotorg/synapse, volumes: ["./synapse:/data"]}
          authelia: {image: "authelia/authelia:4.38", volumes: ["./authelia:/config"]}
          db: {image: postgres:16}
          cache: {image: redis:7}
        --- synapse/homeserver.yaml
        server_name: example.com
        database:
          name: psycopg2
          args:
            user: synapse
            host: db
            port: 5432
        --- authelia/configuration.yml
        session:
          cookies:
            - domain: example.com
          redis:
            host: cache
            port: 6379
        storage:
          postgres:
            address: 'tcp://db:5432'
            database: authelia
        """,
        title="The names in the settings file of an image",
    ),
    Example(
        """
        --- compose.yaml
        services:
          synapse: {image: matrixdotorg/synapse, volumes: ["./synapse:/data"]}
          authelia:
            image: authelia/authelia
            volumes: ["./authelia:/config"]
            environment: {AUTHELIA_SESSION_REDIS_HOST: cache}
          db: {image: postgres:16}
          cache: {image: redis:7}
        --- synapse/homeserver.yaml
        server_name: example.com
        database:
          name: psycopg2
          args:
            user: synapse
            host: db.example.com
            port: 5432
        --- authelia/configuration.yml
        session:
          cookies:
            - domain: example.com
          redis:
            host: redis
            port: 6379
        storage:
          postgres:
            address: 'tcp://storage:5432'
            database: authelia
        """,
        title="Variables that count more than the file, and a name elsewhere",
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
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.getenv("DB_HOST", "postgres")}}
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
            "default": {"ENGINE": "django.db.backends.mysql", "HOST": os.getenv("DB_HOST", "postgres"), "PORT": "5432"}
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
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "postgres"}}
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
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "postgres"
        --- blog/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- blog/config/database.yml
        production:
          adapter: postgresql
          host: postgres
        --- many/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- many/config/database.yml
        production:
          primary:
            adapter: postgresql
            host: postgres
        --- none/Dockerfile
        FROM ruby:3.3
        WORKDIR /app
        COPY . .
        CMD ["bin/rails", "server", "-b", "0.0.0.0"]
        --- none/config/database.yml
        production:
          host: postgres
        --- api/Dockerfile
        FROM eclipse-temurin:21
        COPY app.jar /app.jar
        CMD ["java", "-jar", "/app.jar"]
        --- api/src/main/resources/application.yml
        spring:
          datasource:
            url: jdbc:postgresql://postgres:5432/api
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
          bot:
            image: example/bot
            environment:
              CHAT_ENDPOINT: http://chat:4000/api
              CORS_ORIGINS: http://desk:11434
              APP_URL: http://desk:11434
              PUBLIC_API: http://desk:11434
              UPLINK: http://desk.lan:11434
              HOOK: http://localhost:11434/hook
              DOCS: http://desk/docs
          llm: {image: ollama/ollama, environment: {SELF_ENDPOINT: "http://desk:11434"}}
        """,
        title="URLs of nobody here, for browsers, of itself, or without a port",
    ),
    Example(
        """
        --- compose.yaml
        services:
          gateway:
            image: example/gateway
            environment:
              LISTEN_ADDR: "0.0.0.0:50051"
              GRPC_ADDR: "grpc:50051"
              OTHER_ADDR: "elsewhere:9999"
              PUBLIC_ADDR: "shop:50051"
          grpc: {image: example/grpc, expose: [50051]}
        """,
        title="Addresses of one's own, of servers that are there, at a port that nobody has, and for browsers",
    ),
    Example(
        """
        --- compose.yaml
        services:
          told: {image: matrixdotorg/synapse, command: run -c /data/live.yaml, volumes: ["./synapse:/data"]}
          named:
            image: matrixdotorg/synapse
            environment: {SYNAPSE_CONFIG_PATH: /data/live.yaml}
            volumes: ["./synapse:/data"]
          other: {image: authelia/authelia, environment: {X_AUTHELIA_CONFIG: /c.yml}, volumes: ["./login:/config"]}
          hidden: {image: authelia/authelia, env_file: [{path: s.env, required: false}], volumes: ["./login:/config"]}
          sentinels: {image: authelia/authelia, volumes: ["./watched:/config"]}
          web: {image: example/web, environment: {TEST_DATABASE_URL: "postgres://a@localhost:5432/test"}}
          db: {image: postgres}
          cache: {image: redis}
        --- synapse/homeserver.yaml
        database:
          name: psycopg2
          args:
            host: gone
        --- login/configuration.yml
        session:
          redis:
            host: gone
        --- watched/configuration.yml
        session:
          redis:
            host: gone
            high_availability:
              sentinel_name: main
        """,
        title="Settings files in whose place another is read, or sentinels are asked; what tests are told",
    ),
    Example(
        """
        --- Caddyfile
        {$DOMAIN} {
        	reverse_proxy web:8000
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            env_file: .env
            networks: [front]
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
          web: {image: example/web, expose: [8000], networks: [front, back]}
          cache: {image: "redis:7", env_file: .env, networks: [front]}
          db: {image: "postgres:16", networks: [back]}
        networks: {front: , back: }
        --- .env
        DOMAIN=example.com
        DATABASE_URL=postgres://app:secret@db:5432/app
        """,
        title="Variables of all that come into a Caddy and a database, which ask for no such server",
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb: {image: "nginx:1.27", volumes: ["./lb.conf:/etc/nginx/conf.d/default.conf"]}
          api: {image: example/api, expose: [8000]}
        --- lb.conf
        upstream Later { zone later 64k; server later:8000 resolve; }
        upstream "Quoted" { server api:8000; }
        server {
          listen 8080;
          location /a { return 200 "proxy_pass http://gone:8000; server gone:8000;"; }
          location /b { proxy_pass http://later; }
          location /c { proxy_pass http://quoted; }
        }
        """,
        title="Texts of an nginx, what is asked for again and again, and groups of servers in other letters",
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb:
            image: nginx:1.27
            volumes: ["./lb.conf:/etc/nginx/conf.d/default.conf"]
            external_links: ["shop_api_1:other"]
          api: {image: example/api, expose: [8000]}
        --- lb.conf
        server {
          listen 8080;
          location / { proxy_pass http://other:8000; }
        }
        """,
        title="The name of a link to another project",
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb: {image: "nginx:1.27", volumes: ["./lb.conf:/etc/nginx/conf.d/default.conf"], dns: [10.0.0.1]}
          api: {image: example/api, expose: [8000]}
        --- lb.conf
        server {
          listen 8080;
          location / { proxy_pass http://other:8000; }
        }
        """,
        title="A server of the own network may know the name",
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb: {image: "nginx:1.27", volumes: ["./templates:/etc/nginx/templates"], environment: {API: api}}
          api: {image: example/api, expose: [8000]}
        --- templates/default.conf.template
        upstream app { server ${API}:8000; }
        server {
          listen 8080;
          location / { proxy_pass http://app; }
        }
        """,
        title="A template with a group whose servers are variables",
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb: {image: "nginx:1.27", volumes: ["./templates:/etc/nginx/templates"], environment: {NAME: app}}
          api: {image: example/api, expose: [8000]}
        --- templates/default.conf.template
        upstream ${NAME} { server api:8000; }
        server {
          listen 8080;
          location / { proxy_pass http://app; }
        }
        """,
        title="A template with a group whose name is a variable",
    ),
    Example(
        """
        --- compose.yaml
        services:
          lb: {build: lb}
          api: {image: example/api, expose: [8000]}
        --- lb/Dockerfile
        FROM nginx:1.27
        COPY default.conf /etc/nginx/conf.d/default.conf
        COPY fill.sh /docker-entrypoint.d/40-fill.sh
        --- lb/default.conf
        server {
          listen 8080;
          location / { proxy_pass http://BACKEND:8000; }
        }
        --- lb/fill.sh
        #!/bin/sh
        for file in /etc/nginx/conf.d/*.conf; do
          envsubst < "$file" > "$file.new"
          mv "$file.new" "$file"
        done
        """,
        title="A script goes through the files before nginx starts",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, expose: [8080], networks: [shared], environment: {REDIS_HOST: cache}}
          api: {image: example/api, expose: [8000], networks: [shared]}
        networks:
          shared: {name: shared}
        """,
        title="A network with a name of its own, on which another project may have such a server",
    ),
    Example(
        """
        --- compose.yaml
        services:
          php:
            build: .
            environment:
              DATABASE_URL: postgresql://app:secret@database:5432/app
              SYMFONY_VERSION: ${SYMFONY_VERSION:-}
          cache: {image: redis:7}
        --- Dockerfile
        FROM dunglas/frankenphp:1-php8.4
        WORKDIR /app
        """,
        title="The skeleton of a Symfony, which is not made yet",
    ),
    Example(
        """
        --- compose.yaml
        services:
          php: {build: ., environment: {DATABASE_URL: "postgresql://app:secret@database:5432/app"}}
          cache: {image: redis:7}
        --- Dockerfile
        FROM php:8.4-fpm
        WORKDIR /app
        COPY . .
        --- composer.json
        {"require": {"symfony/framework-bundle": "7.3.*"}}
        """,
        title="A Symfony without Doctrine asks no database",
    ),
    Example(
        r"""
        --- resolved.cfg
        resolvers docker
          nameserver dns 127.0.0.11:53
        backend app
          server one app:3000 resolvers docker
          server two app:3000 init-addr none
          server three app:3000 disabled
          server four "$APP":3000
          server five app.example.com:3000
        backend stats
          server own 127.0.0.1:8404
        frontend stats
          bind 127.0.0.1:8404
        --- later.cfg
        defaults
          default-server init-addr last,libc,none
        backend app
          server one app:3000
        --- chosen.cfg
        .if defined(APP)
        backend app
          server one app:3000
        .endif
        --- httpd.conf
        <IfDefine APP>
        ProxyPass / http://app:3000/
        </IfDefine>
        --- socket.conf
        ProxyPassMatch ^/(.*\.php)$ unix:/run/php.sock|fcgi://app/srv
        ProxyPass /status !
        --- kong.yml
        services:
          - url: http://localhost:3000
          - url: https://api.example.com
          - url: http://pool/api
        upstreams:
          - name: pool
            targets: [{target: "web:3000"}]
        --- off.yml
        services:
          - url: http://app:3000
            enabled: false
        --- unread.yml
        services:
          - url: http://app:3000
        --- compose.yaml
        services:
          resolved: {image: haproxy, volumes: ["./resolved.cfg:/usr/local/etc/haproxy/haproxy.cfg"]}
          later: {image: haproxy, volumes: ["./later.cfg:/usr/local/etc/haproxy/haproxy.cfg"]}
          chosen: {image: haproxy, volumes: ["./chosen.cfg:/usr/local/etc/haproxy/haproxy.cfg"]}
          other:
            image: haproxy
            command: haproxy -f /x.cfg
            volumes: ["./later.cfg:/usr/local/etc/haproxy/haproxy.cfg"]}
          unseen: {image: haproxy}
          httpd: {image: httpd, volumes: ["./httpd.conf:/usr/local/apache2/conf/httpd.conf"]}
          socket: {image: httpd, volumes: ["./socket.conf:/usr/local/apache2/conf/httpd.conf"]}
          kong: {image: kong, environment: {KONG_DECLARATIVE_CONFIG: /kong.yml}, volumes: ["./kong.yml:/kong.yml"]}
          off: {image: kong, environment: {KONG_DECLARATIVE_CONFIG: /kong.yml}, volumes: ["./off.yml:/kong.yml"]}
          database: {image: kong, volumes: ["./unread.yml:/kong.yml"]}
          mesh: {image: kong/mesh}
          web: {image: example/web, command: uvicorn web:app --host 0.0.0.0 --port 3000}
          stats: {image: example/stats, command: uvicorn web:app --host 0.0.0.0 --port 8404}
        """,
        title="Servers that may come later, or not at all; sockets; files that are not read",
    ),
)
