from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Astray,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Member,
    Refusal,
    Rule,
    Severity,
    astray,
    join,
)


class EnvHostUnknown(Rule):
    """A server that a service is told to use must have that name on one of its networks.

    A `DATABASE_URL` that names `postgres` when the service is called `db`, or when the database is on a network that
    the application is not on, fails as an upstream of Caddy does: the name does not resolve. The application stops, or
    answers with errors, and Caddy with 502.

    **What to do.** Name the service, or let both join one network.

    **When it is reported.** For URLs of databases, caches and brokers and for variables like `REDIS_HOST`, and for the
    databases in the settings of Synapse and Authelia, and for what nginx, HAProxy, httpd and Kong pass requests to by
    the file that their images read (the first two end where such a name does not resolve), when the compose file or an
    `env_file` names the host (that of the latter is not printed), every network of the service is known with all that
    is on it, and no container there has the name. Where the project itself has a service of that name, other networks
    need not be known. A name with a dot may be a public one; a service that is not started is not reported, nor is what
    several services are given at one place where one of them has the name.

    **The fix.** Names the only service there that listens on the port, or lets the service join a network of its
    project where the name is. It is unsafe: another may be meant.

    Sources: Docker's documentation on networking in Compose; the manuals of nginx's `proxy_pass`, HAProxy's
    `server`, httpd's `ProxyPass` and Kong's declarative configuration; the default ports from each program's
    documentation.
    """

    id = "TB905"
    name = "env-host-unknown"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              web: {image: example/web, env_file: web.env}
              kibana: {image: "kibana:8.15.0", environment: {ELASTICSEARCH_HOSTS: "http://«es01»:9200"}}
              blog:
                image: example/blog
                networks: [proxy]
                environment: {DB_HOST: «db», NC_DB: "pg://db.example.com?d=blog"}
              cache: {image: redis:7}
              search: {image: "elasticsearch:8.15.0"}
              db: {image: mariadb:11}
            networks:
              proxy: {external: true}
            --- web.env
            REDIS_HOST=«store»
            """,
            title="In a file of variables; by the name of a variable; its own, on a network that is not shown",
            message="no container on",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web: {image: example/web, env_file: web.env}
              kibana: {image: "kibana:8.15.0", environment: {ELASTICSEARCH_HOSTS: "http://search:9200"}}
              blog:
                image: example/blog
                networks: [proxy, default]
                environment: {DB_HOST: db, NC_DB: "pg://db.example.com?d=blog"}
              cache: {image: redis:7}
              search: {image: "elasticsearch:8.15.0"}
              db: {image: mariadb:11}
            networks:
              proxy: {external: true}
            --- web.env
            REDIS_HOST=cache
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  - DATABASE_URL=postgres://app:${DB_PASSWORD}@«postgres»/app
              db: {image: postgres:16}
            """,
            title="The service is called db",
            message="no container on project_default is called postgres",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  - DATABASE_URL=postgres://app:${DB_PASSWORD}@db/app
              db: {image: postgres:16}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {image: example/web, networks: [front], environment: {REDIS_HOST: «cache»}}
              cache: {image: redis:7}
            networks:
              front:
            """,
            title="It is on another network",
            message="cache is on project_default",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web: {image: example/web, networks: [front, default], environment: {REDIS_HOST: cache}}
              cache: {image: redis:7}
            networks:
              front:
            """,
        ),
        Example(
            """
            --- shop/compose.yaml
            services:
              web: {image: example/web, environment: {REDIS_HOST: «cache»}}
            --- store/compose.yaml
            services:
              cache: {image: redis:7}
            """,
            title="It is another project's: nothing is edited",
            message="cache is on store_default",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment: {SPRING_DATASOURCE_URL: "jdbc:postgresql://«postgres»:5432/app"}
              db: {image: postgres:16}
            --- compose.override.yaml
            services:
              web: {networks: [front], environment: {DB_HOST: «db»}}
            networks:
              front:
            """,
            title="A URL of Java, and an override that leaves the default network",
            message="no container on project_front is called",
            unsafe=True,
            fixed="""
            --- compose.override.yaml
            services:
              web: {networks: [front, default], environment: {DB_HOST: db}}
            networks:
              front:
            --- compose.yaml
            services:
              web:
                image: example/web
                environment: {SPRING_DATASOURCE_URL: "jdbc:postgresql://db:5432/app"}
              db: {image: postgres:16}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment: {DATABASE_URL: "ecto://u:p@«base»/web", OTHER_URL: "mysql2://u:p@«base»/web"}
              db: {image: postgres:16}
            """,
            title="In the words of other drivers",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                environment: {DATABASE_URL: "ecto://u:p@db/web", OTHER_URL: "mysql2://u:p@base/web"}
              db: {image: postgres:16}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            x-all: &all
              REDIS_HOST: cache
            services:
              front: {image: example/front, env_file: all.env, environment: *all, networks: [front]}
              web: {image: example/web, env_file: all.env, environment: *all, networks: [front, back]}
              db: {image: postgres:16, networks: [back]}
              cache: {image: redis:7, networks: [back]}
            networks: {front: , back: }
            --- all.env
            DATABASE_URL=postgres://db/app
            """,
            title="Variables that all are given, and one needs",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                networks: [default, outside]
                environment: {REDIS_HOST: cash}
              api:
                image: example/api
                extra_hosts: ["old:10.0.0.1"]
                environment:
                  REDIS_URL: redis://cache:6379/0
                  DATABASE_URL: postgres://db.example.com/app
                  MYSQL_HOST: old
                  PGHOST: sleeping
                  MONGO_HOST: ${MONGO_HOST}
              job: {image: example/job, links: ["cache:store"], environment: {REDIS_HOST: store}}
              near: {image: example/near, environment: {REDIS_HOST: localhost}}
              idle: {image: example/idle, profiles: [debug], environment: {REDIS_HOST: nobody}}
              told: {image: example/told, environment: [POSTGRES_HOST, "MYSQL_HOST"]}
              cache: {image: redis:7}
              sleeping: {image: postgres:16, profiles: [debug]}
              filed: {image: example/filed, env_file: filed.env}
              seen:
                image: example/seen
                environment: {API_HOST: nobody, PUBLIC_URL: "http://nobody:8080", API_INTERNAL_HOST: nobody}
              store: {image: postgres:16, env_file: store.env}
            networks:
              outside: {external: true}
            --- store.env
            POSTGRES_HOST=nobody
            --- filed.env
            REDIS_HOST=cache
            """,
            title="A network not shown, a name, a public name, extra_hosts, not started, a variable, links, passed on",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in astray(deployment):
            if not found.itself:
                yield self._diagnostic(found, deployment)

    def _diagnostic(self, found: Astray, deployment: Deployment) -> Diagnostic:
        address, other = found.address, found.elsewhere
        networks = " and ".join(sorted(address.member.real_networks))
        named = f"is called {address.host}" if address.written else "has the name that it gives"
        also = f"; {other.name} is on {' and '.join(sorted(other.real_networks))}" if other else ""
        fix = tuple(
            Fix(f"use {server.name}", Applicability.UNSAFE, (address.edit(server.name),))
            for server in found.servers
        )
        return self.report(
            address.origin,
            f"{address.name} of {address.member.name}: no container on {networks} {named}{also}",
            key=(address.member.key, address.name),
            related=(Label(other.origin, "this has the name, on another network"),) if other else (),
            fixes=_joined(found, other, deployment) if other else fix if len(fix) == 1 else (),
        )


def _joined(found: Astray, other: Member, deployment: Deployment) -> tuple[Fix, ...]:
    """Let the service join a network of one of its own project."""
    member = found.address.member
    joined = join(member, other, found.address.host, deployment)
    if isinstance(joined, Refusal) or other.project is not member.project:
        return ()
    name, edits = joined
    return (Fix(f"let {member.name} join {name}", Applicability.UNSAFE, edits),)
