from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    FailingDatabase,
    Fix,
    Rule,
    Severity,
    failing_databases,
)


class DatabaseDoesNotStart(Rule):
    """A database must be given what its image wants, or its container ends at once.

    What stands in front of it then waits, stops or answers with errors, and Caddy with 502:

    - PostgreSQL since 18 keeps its data in a folder of the release's own, below `/var/lib/postgresql`. Where a volume
      is mounted at `/var/lib/postgresql/data`, as all releases before wanted it, the image takes it for an old database
      that somebody forgot to move, and ends.
    - MySQL 8.4 does not know `--default-authentication-plugin` any more, MySQL 9 not `--mysql-native-password`.
    - An empty database wants a password for its first user: `POSTGRES_PASSWORD`, `MYSQL_ROOT_PASSWORD` or
      `MARIADB_ROOT_PASSWORD`. `MYSQL_USER` must be another user than `root`, and MongoDB wants both of
      `MONGO_INITDB_ROOT_USERNAME` and `MONGO_INITDB_ROOT_PASSWORD`, or none.
    - A variable and the one of the same name with `_FILE` exclude each other.

    **When it is reported.** For the official images, pgvector and PostGIS with their own entrypoint, when all variables
    are known. A password is missed where a user is named or the password is empty, and no volume is external: scripts
    at `/docker-entrypoint-initdb.d` run later. It is a warning: a volume that has a database already can make a
    difference, and a tag without a number moves on with the newest release.

    **The fix.** Mounts the volume where release 18 wants it, or writes `--mysql-native-password=ON` for MySQL 8.4. It
    is unsafe: a database of an older release has to be moved by `pg_upgrade` or a dump.

    Sources: the images' entrypoints (postgres 18, mysql 8.4, mariadb 11.8, mongo 8); docker-library/postgres#1259;
    MySQL's release notes of 8.4.0 and 9.0.0.
    """

    id = "TB811"
    name = "database-does-not-start"
    severity = Severity.WARNING
    signs = ("postgres", "mysql", "mariadb", "mongo", "pgvector", "postgis")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              begun:
                image: «mysql:9»
                environment: {MYSQL_USER: app}
                volumes: ["./init:/docker-entrypoint-initdb.d"]
            --- init/schema.sql
            create table t (n int);
            """,
            title="Before any script of the project's the image asks for a password",
            message="an empty MySQL wants MYSQL_ROOT_PASSWORD",
        ),
        Example(
            """
            --- compose.yaml
            services:
              db:
                image: postgres:18-alpine
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes: [db:«/var/lib/postgresql/data»]
              vectors:
                image: pgvector/pgvector:pg18
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes:
                  - {type: bind, source: ./vectors, target: «/var/lib/postgresql/data»}
            volumes: {db: }
            """,
            title="A volume where older releases want it",
            message="wants its volume at /var/lib/postgresql",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              db:
                image: postgres:18-alpine
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes: [db:/var/lib/postgresql]
              vectors:
                image: pgvector/pgvector:pg18
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes:
                  - {type: bind, source: ./vectors, target: /var/lib/postgresql}
            volumes: {db: }
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              db:
                image: postgres
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes: [db:«/var/lib/postgresql/data»]
            volumes: {db: }
            """,
            title="The newest release",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              db:
                image: postgres
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes: [db:/var/lib/postgresql]
            volumes: {db: }
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              db:
                image: mysql:8.4
                command: mysqld --character-set-server=utf8mb4 «--default-authentication-plugin=mysql_native_password»
                environment: {MYSQL_RANDOM_ROOT_PASSWORD: "1"}
              old:
                image: mysql:9.1
                command: [«--mysql-native-password=ON»]
                environment: {MYSQL_RANDOM_ROOT_PASSWORD: "1"}
            """,
            title="Options that are gone",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              db:
                image: mysql:8.4
                command: mysqld --character-set-server=utf8mb4 --mysql-native-password=ON
                environment: {MYSQL_RANDOM_ROOT_PASSWORD: "1"}
              old:
                image: mysql:9.1
                command: [--mysql-native-password=ON]
                environment: {MYSQL_RANDOM_ROOT_PASSWORD: "1"}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              db: {image: «postgres:16», environment: {POSTGRES_USER: app, POSTGRES_HOST_AUTH_METHOD: md5}}
              other: {image: «mariadb:11», environment: {MARIADB_ROOT_PASSWORD: "", MARIADB_USER: app}}
              users: {image: mysql:8.0, environment: {MYSQL_USER: «root», MYSQL_ROOT_PASSWORD: "${SECRET}"}}
            """,
            title="No password for the first user",
        ),
        Example(
            """
            --- compose.yaml
            services:
              db:
                image: postgres:16
                environment: {POSTGRES_PASSWORD: secret, POSTGRES_PASSWORD_FILE: «/run/secrets/db»}
              documents: {image: mongo:8, environment: {MONGO_INITDB_ROOT_USERNAME: «root»}}
            """,
            title="Twice, and by half",
        ),
        Example(
            """
            --- compose.yaml
            services:
              vectors:
                image: pgvector/pgvector:0.8.1-pg18-trixie
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                volumes: [./vectors:«/var/lib/postgresql/data/»]
              quick:
                image: postgres:18
                environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}
                tmpfs: [«/var/lib/postgresql/data»]
            """,
            title="A release behind that of an extension, and data that are not kept",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              db:
                image: postgres:17
                environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db}
                volumes: [db:/var/lib/postgresql/data]
              new:
                image: postgres:18
                environment: {POSTGRES_HOST_AUTH_METHOD: trust}
                volumes: [new:/var/lib/postgresql]
              own:
                image: postgres:18
                environment: {POSTGRES_PASSWORD: , PGDATA: /var/lib/postgresql/data/own}
                volumes: [own:/var/lib/postgresql/data]
              unknown:
                image: postgres:${RELEASE:-16}
                volumes: [own:/var/lib/postgresql/data]
              pinned: {image: "postgres@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
              gis: {image: "postgis/postgis:latest", environment: {POSTGRES_USER: gis}}
              old: {image: "postgres:9.4", environment: {POSTGRES_USER: app}}
              method: {image: "postgres:16", environment: {POSTGRES_USER: app, POSTGRES_HOST_AUTH_METHOD: "${METHOD}"}}
              sketch: {image: "postgres:16", environment: {POSTGRES_DB: app}}
            volumes: {db: , new: , own: }
            """,
            title="As each release wants it, and where nobody can say",
        ),
        Example(
            """
            --- compose.yaml
            services:
              db:
                image: mysql:8.0
                command: --default-authentication-plugin=mysql_native_password
                environment: {MYSQL_USER: app, MYSQL_PASSWORD: "${SECRET}", MYSQL_ROOT_PASSWORD: "${ROOT}"}
              lts: {image: "mysql:8.4", command: --mysql-native-password=ON, env_file: db.env}
              there: {image: mariadb:11, environment: {MARIADB_USER: app}, volumes: ["data:/var/lib/mysql"]}
              tool: {image: mysql:9, entrypoint: mysqldump}
              client: {image: postgres:18, command: psql -h db, volumes: ["data:/var/lib/postgresql/data"]}
              built: {build: ./db}
              documents: {image: mongo:8}
              logins: {image: mongo:8, environment: {MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: x}}
              half: {image: mongo:8, environment: {MONGO_INITDB_ROOT_USERNAME: "${NAME}"}}
              later: {image: postgres:18, profiles: [later]}
            volumes:
              data: {external: true}
            """,
            title="Other commands, and databases that are there",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in failing_databases(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: FailingDatabase) -> Diagnostic:
        name = found.member.name
        fix = Fix(found.help, Applicability.UNSAFE, (found.edit,)) if found.edit else None
        return self.report(
            found.origin,
            f"{name} ends at its start: {found.reason}",
            key=(found.member.key, found.reason),
            help=None if fix else found.help,
            fixes=(fix,) if fix else (),
        )
