from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, RefusedSetting, Rule, Severity, refused_settings


class SettingRefused(Rule):
    """A server must be given settings with which it starts.

    Some servers look at their settings first, and end where they do not like them; what stands in front of them then
    waits, or answers with errors:

    - MinIO wants a user of 3 characters, and a password of 8.
    - Meilisearch wants a master key of 16 bytes in production.
    - SQL Server wants `ACCEPT_EULA`, and a password of 8 characters with three of upper case, lower case, digits and
      others.
    - OAuth2 Proxy wants a secret for cookies of 16, 24 or 32 bytes, as they are or in Base64.
    - Redis and Valkey of Bitnami want a password, or `ALLOW_EMPTY_PASSWORD: "yes"`.
    - Spring Boot, Quarkus and Keycloak want `jdbc:` before the URL of their database.
    - nginx, PostgreSQL, MySQL and MariaDB want to write in some folders, be the container `read_only`.
    - Prometheus, Alertmanager, Redis, Valkey and Kong want the settings file that their command or variable names.

    **What to do.** Give it what it wants; mount the file at the path that is named.

    **When it is reported.** For these images as they come, where the value is known: not where it is to be filled in,
    not with an `entrypoint` of one's own, which may give more, and not for a file where anything is mounted at its
    path, or above. It is a warning: a volume of SQL Server that is not empty keeps its password, and the file of
    variables on the machine may be another one. The values are not printed.

    Sources: MinIO's and Meilisearch's messages at their start; Microsoft's documentation of the image of SQL Server;
    OAuth2 Proxy's `SecretBytes`; the images' own files.
    """

    id = "TB813"
    name = "setting-refused"
    severity = Severity.WARNING
    signs = (
        "minio",
        "meilisearch",
        "mssql",
        "oauth0-proxy",
        "prometheus",
        "alertmanager",
        ".conf",
        "kong",
        "bitnami",
        "datasource",
        "kc_db_url",
        "read_only",
    )
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              files:
                image: minio/minio
                command: server /data
                environment: {MINIO_ROOT_USER: admin, MINIO_ROOT_PASSWORD: «minio»}
              search:
                image: getmeili/meilisearch:v1.10
                environment: {MEILI_ENV: production, MEILI_MASTER_KEY: «short»}
              sql:
                image: mcr.microsoft.com/mssql/server:2022-latest
                environment: {ACCEPT_EULA: "Y", MSSQL_SA_PASSWORD: «password»}
              terms:
                image: «mcr.microsoft.com/mssql/server:2022-latest»
                environment: {MSSQL_SA_PASSWORD: "Passw0rd!"}
              login:
                image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
                environment: {OAUTH2_PROXY_COOKIE_SECRET: «secret»}
            """,
            title="Values that are too short, and terms that nobody accepts",
            message="ends at its start",
        ),
        Example(
            """
            --- compose.yaml
            services:
              metrics:
                image: prom/prometheus:v2.54.1
                command: ["«--config.file=/etc/prometheus/config.yml»"]
                volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]
              alerts:
                image: prom/alertmanager:v0.27.0
                command: --config.file «/etc/alertmanager/config.yml»
              cache:
                image: redis:7
                command: redis-server «/usr/local/etc/redis/redis.conf»
                volumes: ["./redis.conf:/etc/redis/redis.conf"]
              api:
                image: kong:3
                environment: {KONG_DATABASE: "off", KONG_DECLARATIVE_CONFIG: «/kong/kong.yml»}
            --- prometheus.yml
            scrape_configs: []
            --- redis.conf
            appendonly yes
            """,
            title="A file at another path",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              files: {image: minio/minio, environment: {MINIO_ROOT_USER: "${U}", MINIO_ROOT_PASSWORD: "${P:-minio123}"}}
              built: {build: ., environment: {MINIO_ROOT_PASSWORD: minio}}
              off: {image: minio/minio, profiles: [off], environment: {MINIO_ROOT_PASSWORD: minio}}
              search: {image: getmeili/meilisearch, environment: {MEILI_MASTER_KEY: short}}
              sql:
                image: mcr.microsoft.com/mssql/server:2022-latest
                environment: {ACCEPT_EULA: "Y", SA_PASSWORD: "Passw0rd"}
              old:
                image: mcr.microsoft.com/mssql/server:2022-latest
                environment: {ACCEPT_EULA: "Y", SA_PASSWORD: pw}
                volumes: ["old:/var/opt/mssql"]
              none: {image: mcr.microsoft.com/mssql/server:2022-latest}
              filled: {image: mcr.microsoft.com/mssql/server:2022-latest, env_file: sql.env}
              raw:
                image: quay.io/oauth2-proxy/oauth2-proxy
                environment: {OAUTH2_PROXY_COOKIE_SECRET: abcdefghijklmnop}
              encoded:
                image: quay.io/oauth2-proxy/oauth2-proxy
                environment: {OAUTH2_PROXY_COOKIE_SECRET: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}
              other: {image: quay.io/oauth2-proxy/oauth2-proxy, environment: {OTHER: "1"}}
            volumes:
              old: {external: true}
            """,
            title="Values that are long enough, or not known, and volumes of somebody else's",
        ),
        Example(
            """
            --- compose.yaml
            services:
              metrics: {image: prom/prometheus, command: [--config.file=/etc/prometheus/prometheus.yml, "${MORE}"]}
              folder:
                image: prom/prometheus
                command: ["${MORE}", --storage.tsdb.path, /data, --config.file, /etc/prometheus/config.yml]
                volumes: ["./prometheus:/etc/prometheus"]
              last: {image: prom/prometheus, command: [--config.file]}
              alerts: {image: prom/alertmanager}
              cache: {image: "redis:7", command: redis-server --save 60 1}
              shell: {image: "redis:7", command: sh -c "redis-server /tmp/redis.conf"}
              here: {image: "valkey/valkey:8", command: valkey-server redis.conf}
              api: {image: "kong:3", environment: {KONG_DATABASE: postgres}}
            """,
            title="Files that the image brings, or a mount may, and other commands",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in refused_settings(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: RefusedSetting) -> Diagnostic:
        return self.report(
            found.origin,
            f"{found.member.name} ends at its start: {found.reason}",
            key=(found.member.key, found.reason),
            help=found.help,
        )
