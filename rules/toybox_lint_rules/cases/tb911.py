"""Further examples of TB911."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          more:
            image: example/more
            environment: {DATABASE_URL: "«postgres://app:one@db/app?sslmode=require&connect_timeout=10»"}
          java:
            image: example/java
            environment:
              SPRING_DATASOURCE_URL: «jdbc:postgresql://db/app?ssl=true»
              SPRING_DATASOURCE_USERNAME: app
              SPRING_DATASOURCE_PASSWORD: one
          db: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}}
        """,
        title="URLs for TLS where there is none",
        message="and nobody gives db any",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment: {DATABASE_URL: "«postgresql://app:one@sql:3306/app»", MYSQL_URL: "«mysql://app:one@db:5432/app»"}
          db: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}}
          sql:
            image: mariadb:11
            environment: {MARIADB_USER: app, MARIADB_PASSWORD: one, MARIADB_RANDOM_ROOT_PASSWORD: 1}
        """,
        title="URLs for another kind of database",
        message="and the URL is one of",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              DATABASE_URL: «postgresql+asyncpg://planer:s3cret@db/planner»
          worker:
            image: example/api
            environment:
              DATABASE_URL: postgresql+asyncpg://planner:s3cret@db/planner
          db:
            image: postgres:16
            environment:
              POSTGRES_USER: planner
              POSTGRES_PASSWORD: s3cret
        """,
        title="A user with a letter too few, where another service may make users",
        message="db has no such user",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              QUARKUS_DATASOURCE_JDBC_URL: jdbc:postgresql://db:5432/app
              QUARKUS_DATASOURCE_USERNAME: «postgres»
              QUARKUS_DATASOURCE_PASSWORD: secret
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: secret}}
        """,
        title="The user of a datasource whose URL is one of JDBC",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment: {MONGO_URL: "«mongodb://app:secret@mongo:27017/shop?authSource=admin»"}
          mongo: {image: "mongo:8", volumes: ["data:/data/db"]}
          shop: {build: shop, volumes: ["./shop:/var/www/html"]}
          db:
            image: mysql:8.4
            environment: {MYSQL_USER: shop, MYSQL_PASSWORD: right, MYSQL_DATABASE: shop, MYSQL_ROOT_PASSWORD: top}
        volumes: {data: {}}
        --- shop/Dockerfile
        FROM php:8.3-fpm-alpine
        RUN docker-php-ext-install pdo_mysql
        --- shop/artisan
        #!/usr/bin/env php
        --- shop/.env
        DB_HOST=db
        DB_USERNAME=shop
        DB_PASSWORD=«wrong»
        """,
        title="A MongoDB without users, and what Laravel takes from its own file",
    ),
    Example(
        """
        --- compose.yaml
        services:
          portal: {build: ., environment: {ConnectionStrings__Redis: "«redis:6379»"}}
          redis: {image: "redis:7", command: redis-server --requirepass hush}
        --- Dockerfile
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        WORKDIR /src
        COPY . .
        RUN dotnet publish -o /app/publish
        FROM mcr.microsoft.com/dotnet/aspnet:8.0
        WORKDIR /app
        COPY --from=build /app/publish .
        ENTRYPOINT ["dotnet", "Portal.dll"]
        --- Program.cs
        var builder = WebApplication.CreateBuilder(args);
        """,
        title="A program that another stage makes",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            build: api
            environment:
              CACHE_URL: «redis://cache:6379/1»
              QUEUE_URL: «redis://:one@cache:6379/2»
              KV_URL: «redis://:wrong@kv»
              CONF_URL: «rediss://two@configured»
              ConnectionStrings__Cache: «cache:6379,abortConnect=false»
              ConnectionStrings__Other: «cache:6379, password=three»
          blog:
            image: example/blog
            environment: {REDIS_HOST: «stack», SESSION_REDIS_ADDR: "cache:6379", SESSION_REDIS_PASSWORD: «what»}
          cache:
            image: redis:7
            command: [sh, -c, "exec redis-server --requirepass $$WANTED"]
            environment: {WANTED: hush}
          kv: {image: "bitnami/valkey:8.0", environment: {VALKEY_PASSWORD: hush}}
          configured:
            image: valkey/valkey:8
            command: valkey-server /valkey.conf
            volumes: ["./valkey.conf:/valkey.conf"]
          stack: {image: redis/redis-stack-server, environment: {REDIS_ARGS: "--save 60 1 --requirepass hush"}}
        --- valkey.conf
        appendonly yes
        requirepass "hush"
        --- api/Dockerfile
        FROM node:22
        COPY . .
        CMD ["node", "server.js"]
        --- api/server.js
        start(process.env.CACHE_URL)
        """,
        title="A Redis without its password, or with another one",
    ),
    Example(
        """
        --- compose.yaml
        services:
          shown: {image: example/shown, environment: {REDIS_HOST: «cache»}, volumes: ["./shown:/srv"]}
          cache: {image: "redis:7", command: redis-server --requirepass hush}
        --- shown/.env
        APP_NAME=shop
        """,
        title="A file of variables that is shown, and has none",
    ),
)
GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        x-login: &login {POSTGRES_USER: app, POSTGRES_PASSWORD: one}
        services:
          web:
            image: example/web
            environment:
              A_URL: postgres://app:one@a/app?sslmode=require
              B_URL: postgres://app:one@b/app?sslmode=require
              C_URL: postgres://app:one@c/app?sslmode=require
              D_URL: postgres://app:one@d/app?sslmode=require
              E_URL: postgres://app:one@e/app?sslmode=require
              F_URL: jdbc:postgresql://app:one@plain/app?ssl=true&sslmode=prefer
              G_URL: postgres://app:one@plain/app?schema=public&ssl=true
          a: {image: "postgres:17", command: ["-c", "config_file=/conf/postgresql.conf"], environment: *login}
          b: {image: "postgres:17", volumes: ["./postgresql.conf:/pg/postgresql.conf"], environment: *login}
          c: {image: "postgres:17", volumes: ["./data:/var/lib/postgresql/data"], environment: *login}
          d: {image: "postgres:17", secrets: [key], environment: *login}
          e:
            image: postgres:17
            environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one, POSTGRES_INITDB_ARGS: -c ssl=on}
          plain: {image: "postgres:17", environment: *login}
        secrets: {key: {file: ./key.pem}}
        """,
        title="TLS that settings, certificates or folders of the project may bring, and drivers that need none",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {DATABASE_URL: "postgres://app:one@db/app?sslmode=require"}}
          setup: {image: "postgres:17", command: [psql, -h, db, -c, ALTER SYSTEM SET ssl = on]}
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}}
        """,
        title="A client that may alter the settings",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {image: example/web, environment: {MONGO_URL: "mongodb://app:one@db:27017/app"}}
          gate: {image: example/ferret, network_mode: "service:db"}
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}}
        """,
        title="Another one on the same network, which may be asked",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment: {DATABASE_URL: "postgres://app:one@db/app", MYSQL_URL: "mysql://user:pass@db/app"}
          other:
            image: example/web
            extra_hosts: ["db:10.0.0.3"]
            environment: {DATABASE_URL: "postgres://who:what@db/app", MYSQL_URL: "mysql://user:pass@db/app"}
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}}
        """,
        title="A variable of the same program that says it rightly, and a name of another machine",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            image: example/web
            environment:
              ONE_URL: postgres://app:one@one/app?sslmode=require
              TWO_URL: postgres://app:one@two/app?sslmode=verify-full
              THREE_URL: postgres://app:one@three/app?sslmode=prefer
              FOUR_URL: ecto://app:one@four/app
              FIVE_URL: mariadb://app:one@five/app?sslmode=require
              SIX_URL: odbc://app:one@three/app
          one:
            image: postgres:17
            command: -c ssl=on -c ssl_cert_file=/tls/cert.pem -c ssl_key_file=/tls/key.pem
            environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}
          two:
            image: postgres:17
            volumes: ["./postgresql.conf:/etc/postgresql/postgresql.conf"]
            environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}
          three: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: one}}
          four: {image: "mysql:8", environment: {MYSQL_USER: app, MYSQL_PASSWORD: one, MYSQL_RANDOM_ROOT_PASSWORD: 1}}
          five: {image: "mysql:8", environment: {MYSQL_USER: app, MYSQL_PASSWORD: one, MYSQL_RANDOM_ROOT_PASSWORD: 1}}
        """,
        title="TLS that is given, drivers of either kind",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              DATABASE_URL: postgres://shop2:s3cret@db/shop
              REPORTS_URL: postgres://shops:other@db/shop
              AUDIT_URL: postgres://shop_ro:s3cret@db/shop
          parts:
            image: example/api
            environment:
              READER_URL: postgres://user_a:s3cret@parted/shop
          make:
            image: example/api
            environment:
              DATABASE_URL: postgres://user_b:s3cret@parted/shop
          parted:
            image: postgres:16
            environment:
              POSTGRES_USER: user_b
              POSTGRES_PASSWORD: s3cret
          migrate:
            image: example/api
            environment:
              DATABASE_URL: postgres://shop:s3cret@db/shop
          db:
            image: postgres:16
            environment:
              POSTGRES_USER: shop
              POSTGRES_PASSWORD: s3cret
        """,
        title="Users that another service may make, called by a number or a letter, or with a password of their own",
    ),
    Example(
        """
        --- compose.yaml
        services:
          api:
            image: example/api
            environment:
              ONE: mongodb://app:secret@asking:27017/shop
              TWO: mongodb://app:secret@filed:27017/shop?authSource=admin
              THREE: mongodb://app@plain/shop
              FOUR: mongodb://plain/shop
              FIVE: mongodb://app:secret@scripted/shop
              SIX: amqp://app:secret@queue
          asking: {image: "mongo:8", command: mongod --auth}
          filed: {image: "mongo:8", environment: {MONGO_INITDB_ROOT_USERNAME_FILE: /run/secrets/user}}
          plain: {image: "mongo:8"}
          scripted: {image: "mongo:8", volumes: ["./init.js:/docker-entrypoint-initdb.d/init.js"]}
          queue: {image: "rabbitmq:4"}
          shop: {build: shop, volumes: ["./shop:/var/www/html"], environment: {DB_PASSWORD: right}}
          cached: {build: {context: shop, dockerfile: cached.Dockerfile}}
          staged: {build: shop, volumes: ["./staged:/var/www/html"], environment: {APP_ENV: production}}
          torn: {build: shop, volumes: ["./torn:/var/www/html"]}
          other: {build: shop, volumes: ["./plain:/var/www/html"]}
          db:
            image: mysql:8.4
            environment: {MYSQL_USER: shop, MYSQL_PASSWORD: right, MYSQL_ROOT_PASSWORD: top}
        --- init.js
        db.createUser({user: "app"})
        --- shop/Dockerfile
        FROM php:8.3-fpm-alpine
        --- shop/cached.Dockerfile
        FROM php:8.3-fpm-alpine
        WORKDIR /srv
        COPY . .
        RUN php artisan config:cache
        --- shop/artisan
        #!/usr/bin/env php
        --- shop/.env
        DB_HOST=db
        DB_USERNAME=shop
        DB_PASSWORD=wrong
        --- staged/artisan
        #!/usr/bin/env php
        --- staged/.env
        DB_HOST=db
        DB_USERNAME=shop
        DB_PASSWORD=wrong
        --- staged/.env.production
        DB_HOST=elsewhere
        --- torn/artisan
        #!/usr/bin/env php
        --- torn/.env
        DB_HOST=db
        DB_PASSWORD="wrong
        --- plain/index.php
        <?php
        --- plain/.env
        DB_HOST=db
        DB_USERNAME=shop
        DB_PASSWORD=wrong
        """,
        title="Databases with users of their own, and files that Laravel does not read, or not alone",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: example/app, environment: {AMQP_URL: "amqp://worker:one@queue:5672/"}}
          init: {image: curlimages/curl, command: "curl -T worker.json http://queue:15672/api/users/worker"}
          queue:
            image: rabbitmq:4-management
            environment: {RABBITMQ_DEFAULT_USER: admin, RABBITMQ_DEFAULT_PASS: two}
        """,
        title="A job asks the pages of a broker to make the user",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: example/app, environment: {AMQP_URL: "amqp://worker:one@queue:5672/"}}
          queue:
            image: rabbitmq:4
            environment: {RABBITMQ_DEFAULT_USER: admin, RABBITMQ_DEFAULT_PASS: two}
            post_start: [{command: /setup/users.sh}]
        """,
        title="A hook may make the user once it is started",
    ),
    Example(
        """
        --- compose.yaml
        services:
          same:
            image: example/same
            environment:
              CACHE_URL: "redis://default:hu%40sh@cache:6379/1"
              OPEN_URL: redis://open:6379
              OTHER_URL: redis://users:6379
              WAIT_FOR_HOST: cache
          told: {image: example/told, environment: {REDIS_URL: "redis://cache", REDIS_PASSWORD: hu@sh}}
          filled: {image: example/filled, environment: {REDIS_HOST: cache, REDIS_PASSWORD: "${FILLED_IN}"}}
          option: {image: example/option, command: "serve --redis-password hu@sh", environment: {REDIS_URL: "redis://cache"}}
          secret: {image: example/secret, environment: {REDIS_URL: "redis://cache"}, secrets: [redis]}
          file: {image: example/file, environment: {REDIS_URL: "redis://cache", KEY_FILE: /keys/redis}}
          hard: {build: hard, environment: {REDIS_URL: "redis://cache"}}
          settled: {image: example/settled, environment: {REDIS_HOST: cache}, volumes: ["settings:/var/lib/settled"]}
          mounted: {image: example/mounted, environment: {REDIS_HOST: cache}, volumes: ["./config:/config"]}
          asked: {image: example/asked, environment: {REDIS_URL: "redis://cache?password=hu@sh"}}
          missing: {image: example/missing, environment: {REDIS_URL: "redis://cache"}, env_file: missing.env}
          cache: {image: "redis:7", command: redis-server --requirepass hu@sh}
          open: {image: "redis:7", command: redis-server --requirepass ""}
          users: {image: "redis:7", command: redis-server --requirepass hu@sh --aclfile /users.acl}
          unread:
            image: redis:7
            command: redis-server /data/redis.conf --requirepass hu@sh
            volumes: ["settings:/data"]
          unset: {image: bitnami/redis, environment: {REDIS_PASSWORD: hu@sh, REDIS_PASSWORD_FILE: /run/secrets/redis}}
          others: {image: example/others, environment: {A: "redis://unread", B: "redis://unset", C: "redis://:x@unread"}}
        secrets: {redis: {file: ./redis.txt}}
        volumes: {settings: {}}
        --- hard/Dockerfile
        FROM node:22
        COPY . .
        CMD ["node", "server.js"]
        --- hard/server.js
        connect(process.env.REDIS_URL, { password: "hu@sh" })
        --- config/app.yml
        redis: {password: hu@sh}
        """,
        title="Where the password comes from elsewhere, or the server has other rules",
    ),
    Example(
        """
        --- compose.yaml
        services:
          both: {image: example/both, environment: {REDIS_HOST: cache, REDIS_URL: "redis://:hush@cache:6379/0"}}
          symfony: {image: example/symfony, environment: {REDIS_URL: "redis://hush@cache:6379", OTHER: "redis://cache?auth=hush"}}
          unshown: {image: "nextcloud:fpm", environment: {REDIS_HOST: cache}, volumes: ["./nextcloud:/var/www/html"]}
          empty: {image: example/empty, environment: {REDIS_HOST: cache}, volumes: ["./empty:/config"]}
          waiting: {image: busybox, environment: {REDIS_HOST: cache}, command: "nc -w 60 -z cache 6379"}
          laravel: {image: example/laravel, environment: {REDIS_HOST: cache}, volumes: ["./laravel:/app"]}
          dotenv: {image: example/dotenv, environment: {REDIS_HOST: cache}, volumes: ["./dotenv:/app"]}
          vault: {image: example/vault, environment: {REDIS_HOST: cache, VAULT_ADDR: "https://vault.example.com"}}
          quoted: {image: example/quoted, environment: {REDIS_URL: "redis://:hush@stack", MORE: "redis://:hush@listed"}}
          go: {image: example/go, environment: {DB: "mysql://app:p%40ss@tcp(db:3306)/shop"}}
          cache: {image: "redis:7", command: redis-server --requirepass hush}
          stack: {image: redis/redis-stack, environment: {REDIS_ARGS: '--requirepass "hush"'}}
          listed: {image: "redis:7", command: [redis-server, --requirepass, '"hush"']}
          db:
            image: mysql:8
            environment: {MYSQL_ROOT_PASSWORD: root, MYSQL_DATABASE: shop, MYSQL_USER: app, MYSQL_PASSWORD: p@ss}
        --- empty/.gitkeep
        --- laravel/artisan
        --- laravel/.env.example
        REDIS_PASSWORD=null
        --- dotenv/.env
        REDIS_PASSWORD=hush
        """,
        title="Where another variable, a store, a file that is not shown or a form of a client has the password",
    ),
)
