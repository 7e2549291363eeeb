from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Astray,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    astray,
)


class ServicePointsAtItself(Rule):
    """A service must not look for a server of another container at localhost.

    In a container `localhost` is that container. An application whose `DATABASE_URL` says `localhost` does not find the
    database that runs beside it; it stops, or answers with errors, and Caddy with 502.

    **What to do.** Name the service: `postgres://user:password@db:5432/app`.

    **When it is reported.** For URLs of databases, caches and brokers and for variables like `REDIS_HOST` and
    `DB_HOST`, when the compose file or an env file of the service says so, the service has a network of its own and
    does not listen on that port, and another service on a network in common does.

    **The fix.** Puts that service's name in place of the host, when there is one alone. It is unsafe: the image may
    run a server of its own that is not known here.

    Sources: Docker's documentation on networking in Compose; the default ports from each program's documentation.
    """

    id = "TB904"
    name = "service-points-at-itself"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              chat: {image: example/chat, environment: [OLLAMA_BASE_URL=http://«localhost»:11434]}
              llm: {image: ollama/ollama}
            """,
            title="A server of the web that only programs ask",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              chat: {image: example/chat, environment: [OLLAMA_BASE_URL=http://llm:11434]}
              llm: {image: ollama/ollama}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgresql+psycopg://app:${DB_PASSWORD}@«localhost»:5432/app
                  REDIS_HOST: «127.0.0.1»
              db: {image: postgres:16}
              cache: {image: redis:7}
            """,
            title="A database and a cache beside it",
            message="of web is web itself",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgresql+psycopg://app:${DB_PASSWORD}@db:5432/app
                  REDIS_HOST: cache
              db: {image: postgres:16}
              cache: {image: redis:7}
            """,
        ),
        Example(
            """
            --- shop.env
            SPRING_DATASOURCE_URL=jdbc:mysql://«localhost»:3306/shop?useSSL=false
            SPRING_RABBITMQ_HOST=«127.0.0.1»
            --- compose.yaml
            services:
              web:
                image: example/web
                env_file: shop.env
                environment:
                  WORDPRESS_DB_HOST: «localhost»:3306
                  DB_HOST: "«127.0.0.1»"
                  database__connection__host: «localhost»
                  KC_DB_URL_HOST: «localhost»
              db: {image: mariadb:11}
              queue: {image: rabbitmq:3}
            """,
            title="In an env file, and by names that tell less",
            message="web itself, not ",
            unsafe=True,
            fixed="""
            --- shop.env
            SPRING_DATASOURCE_URL=jdbc:mysql://db:3306/shop?useSSL=false
            SPRING_RABBITMQ_HOST=queue
            --- compose.yaml
            services:
              web:
                image: example/web
                env_file: shop.env
                environment:
                  WORDPRESS_DB_HOST: db:3306
                  DB_HOST: "db"
                  database__connection__host: db
                  KC_DB_URL_HOST: db
              db: {image: mariadb:11}
              queue: {image: rabbitmq:3}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {image: example/web, environment: ["REDIS_URL=redis://«localhost»"]}
              cache: {image: redis:7}
              queue: {image: redis:7}
            """,
            title="Two that may be meant: nothing is edited",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              chat:
                image: example/chat
                environment: {NEXT_PUBLIC_OLLAMA_URL: "http://localhost:11434", OLLAMA_URL: "http://localhost"}
              both: {image: "example/chat:ollama", environment: {OLLAMA_URL: "http://localhost:11434"}}
              llm: {image: ollama/ollama, ports: ["11434:11434"]}
            """,
            title="Asked by browsers, at a port of the host; no port; in its own image",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgres://app@db/app
                  API_URL: http://localhost:6379
                  MYSQL_HOST: localhost
                  PGHOST: ${PGHOST:-localhost}
                  MODE: localhost
                  MONGO_HOST: nobody
              db: {image: postgres:16}
              cache: {image: redis:7}
              job: {image: example/job, network_mode: "service:cache", environment: {REDIS_HOST: localhost}}
              exporter: {image: example/exporter, environment: {REDIS_HOST: localhost}}
              sidecar: {image: "redis:7", network_mode: "service:exporter"}
              all: {image: example/all, expose: ["6379"], environment: {REDIS_HOST: localhost}, env_file: all.env}
              own: {image: example/own, expose: ["5432"], environment: {DB_HOST: localhost, DB_ADMIN_HOST: localhost}}
            --- all.env
            PGHOST=db
            BROWSER_HOST=localhost
            """,
            title="By name, for the browser, nobody there, a shared network, its own server, TB905",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in astray(deployment):
            if found.itself:
                yield self._diagnostic(found)

    def _diagnostic(self, found: Astray) -> Diagnostic:
        address = found.address
        names = " or ".join(member.name for member in found.servers)
        fix = Fix(f"use {names}", Applicability.UNSAFE, (address.edit(names),))
        return self.report(
            address.origin,
            f"{address.host} in {address.name} of {address.member.name} is {address.member.name} itself, not {names}",
            key=(address.member.key, address.name),
            related=tuple(Label(member.origin, f"listens on {found.port}") for member in found.servers),
            fixes=(fix,) if len(found.servers) == 1 else (),
        )
