"""Further examples of TB813."""

from __future__ import annotations

from toybox_lint.api import Example

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          front:
            image: nginx
            read_only: true
            tmpfs: [/run, /var/cache/nginx/client_temp, /var/cache/nginx/proxy_temp]
          db:
            image: postgres:17
            read_only: true
            volumes: ["db:/var/lib/postgresql/data", "./postgresql.conf:/var/lib/postgresql/data/postgresql.conf"]
          other:
            image: postgres:17
            read_only: true
            environment: {POSTGRES_INITDB_ARGS: -c unix_socket_directories=/tmp}
        volumes: {db: {}}
        """,
        title="Folders below, and settings of a database that may be elsewhere",
    ),
    Example(
        """
        --- compose.yaml
        services:
          shop: {build: ., environment: {SPRING_DATASOURCE_URL: "postgres://db/shop"}}
          other:
            image: example/shop
            command: [java, "-Dspring.datasource.url=jdbc:postgresql://db/shop", -jar, app.jar]
            environment: {SPRING_DATASOURCE_URL: "postgres://db/shop"}
        --- Dockerfile
        FROM eclipse-temurin:21
        COPY start.sh app.jar /
        ENTRYPOINT ["/start.sh"]
        --- start.sh
        #!/bin/sh
        export SPRING_DATASOURCE_URL="jdbc:$SPRING_DATASOURCE_URL"
        exec java -jar /app.jar
        --- app.jar
        """,
        title="A start that writes it before",
    ),
    Example(
        """
        --- compose.yaml
        services:
          front: {image: "nginx:1.27", read_only: true, tmpfs: [/run, /var/cache/nginx]}
          piped: {image: nginx, read_only: true, volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]}
          db: {image: "postgres:17", read_only: true, tmpfs: ["/var/run/postgresql:mode=0775"]}
          told: {image: "postgres:17", read_only: true, command: -c unix_socket_directories=/tmp}
          sql: {image: "mariadb:11", read_only: true, volumes: ["run:/var/run/mysqld"]}
          own: {image: "mysql:8", read_only: true, volumes: ["./my.cnf:/etc/my.cnf"]}
          web: {image: example/web, read_only: true}
          some: {image: nginx, read_only: true, tmpfs: [/run, "${PLACE}"]}
          more: {image: nginx, read_only: true, tmpfs: ["${PLACE:-/run}", /var/cache/nginx]}
        volumes: {run: {}}
        """,
        title="Memory or volumes where they write, settings and commands that may say otherwise",
    ),
    Example(
        """
        --- compose.yaml
        services:
          given: {image: "bitnami/redis:7.2", environment: {REDIS_PASSWORD: secret}}
          none: {image: "bitnami/redis:7.2", environment: {ALLOW_EMPTY_PASSWORD: "yes"}}
          file: {image: "bitnami/valkey:8.0", environment: {VALKEY_PASSWORD_FILE: /run/secrets/valkey}}
          told: {image: "bitnami/redis:7.2", command: redis-server}
          set: {image: "bitnami/redis:7.2", volumes: ["./redis.conf:/opt/bitnami/redis/etc/redis.conf"]}
          unseen: {image: "bitnami/redis:7.2", env_file: redis.env}
        --- redis.conf
        """,
        title="A password, or none by intention",
    ),
    Example(
        """
        --- compose.yaml
        services:
          kong:
            image: kong:2.8.1
            volumes: ["./volumes/api/kong.yml:/home/kong/temp.yml:ro,z"]
            environment: {KONG_DATABASE: "off", KONG_DECLARATIVE_CONFIG: /home/kong/kong.yml}
            entrypoint: bash -c 'eval "echo \\"$$(cat ~/temp.yml)\\"" > ~/kong.yml && /start.sh'
        --- volumes/api/kong.yml
        x: y
        """,
        title="A script before the server writes the file",
    ),
    Example(
        """
        --- compose.yaml
        services:
          cfg: {image: example/cfg, volumes: ["/conf"]}
          prom: {image: prom/prometheus, volumes_from: [cfg], command: --config.file=/conf/prometheus.yml}
        """,
        title="Mounts of another service",
    ),
    Example(
        """
        --- compose.yaml
        services:
          m: {image: "getmeili/meilisearch:v0.28", environment: {MEILI_ENV: production, MEILI_MASTER_KEY: masterKey}}
        """,
        title="A release that takes any key",
    ),
    Example(
        """
        --- compose.yaml
        services:
          m: {image: "getmeili/meilisearch:v1.10", command: meilisearch --env=development,
            environment: {MEILI_ENV: production, MEILI_MASTER_KEY: masterKey}}
        """,
        title="Options that come before the variables",
    ),
    Example(
        """
        --- compose.yaml
        services:
          s: {image: "mcr.microsoft.com/mssql/server:2022-latest", environment: {MSSQL_SA_PASSWORD: "Passw0rd!"},
            volumes: ["./mssql.conf:/var/opt/mssql/mssql.conf"]}
        --- mssql.conf
        [EULA]
        accepteula = Y
        """,
        title="Terms that a file accepts",
    ),
    Example(
        """
        --- compose.yaml
        services:
          o: {image: "quay.io/oauth2-proxy/oauth2-proxy:v7", command: "--cookie-secret=0123456789abcdef",
            environment: {OAUTH2_PROXY_COOKIE_SECRET: x}}
        """,
        title="A secret that the command gives",
    ),
    Example(
        """
        --- compose.yaml
        services:
          k: {image: "kong:3", environment: {KONG_DATABASE: "postgres", KONG_DECLARATIVE_CONFIG: /kong/kong.yml}}
        """,
        title="A file that Kong does not read with a database",
    ),
)

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          «front»: {image: "nginx:1.27", read_only: true, tmpfs: [/var/run, /tmp]}
          «other»: {image: nginx, read_only: true, tmpfs: /var/cache/nginx}
          «db»: {image: "postgres:17", read_only: true, tmpfs: /tmp, volumes: ["db:/var/lib/postgresql/data"]}
          «sql»: {image: "mysql:8", read_only: true, volumes: ["sql:/var/lib/mysql"]}
        volumes: {db: {}, sql: {}}
        """,
        title="Servers that write where nothing may be written",
        message="which is read_only",
    ),
    Example(
        """
        --- compose.yaml
        services:
          login:
            image: quay.io/keycloak/keycloak:26.0
            command: start
            environment: {KC_DB: postgres, KC_DB_URL: "«postgresql://db/keycloak»"}
          shop: {build: shop, environment: {SPRING_DATASOURCE_URL: "«postgres://app:secret@db/shop»"}}
          right: {build: shop, environment: {SPRING_DATASOURCE_URL: "jdbc:postgresql://db/shop"}}
          off: {build: shop, profiles: [off], environment: {SPRING_DATASOURCE_URL: "postgres://db/shop"}}
          db: {image: postgres:17, environment: {POSTGRES_PASSWORD: secret}}
        """,
        title="URLs of databases that are none of JDBC",
        message="which begins with jdbc:",
    ),
    Example(
        """
        --- compose.yaml
        services:
          cache: {image: «bitnami/redis:7.2», volumes: ["cache:/bitnami/redis/data"]}
          kv: {image: «bitnami/valkey:8.0», environment: {VALKEY_AOF_ENABLED: "no"}}
        volumes: {cache: {}}
        """,
        title="No password, and nobody says that none is meant",
    ),
)
