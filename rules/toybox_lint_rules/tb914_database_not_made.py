from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, Unmade, unmade_databases


class DatabaseNotMade(Rule):
    """An application must ask for the database that its server makes.

    The images of PostgreSQL, MySQL and MariaDB make one database when their volume is empty: the one of `POSTGRES_DB`
    (else one that is called as `POSTGRES_USER` is), `MYSQL_DATABASE` or `MARIADB_DATABASE`. An application that asks
    for another one gets *database "..." does not exist*, or *Access denied*. It stops, or answers with errors, and
    Caddy with 502.

    **What to do.** Give both the same name, best by one variable: `${DB_NAME}`.

    **When it is reported.** For URLs, for the words of drivers for .NET, and for variables like `DB_HOST` and `DB_NAME`
    that belong together, where the host is a service with such an image and nobody speaks of the database that it
    makes. The user of `MYSQL_USER` has rights in that one alone; of PostgreSQL, whose first user may make more, only
    applications are told that make none: images that are known to want one, and what is built here where neither its
    Dockerfile, its scripts, its sources nor its manifests speak of what makes databases (Prisma, `db:create`,
    `createdb`). Not where a volume is external, scripts are mounted at `/docker-entrypoint-initdb.d`, some service runs
    a client, or a Makefile or README of the project makes the database; nor where another service speaks of the server
    and says no database, or has a file of variables that is not shown: it may ask for the one that is made. It is a
    warning: a database may have been made by hand. The names are not printed.

    Sources: the images' entrypoints (postgres 18, mysql 8.4, mariadb 11.8).
    """

    id = "TB914"
    name = "database-not-made"
    severity = Severity.WARNING
    signs = ("postgres_db", "postgres_user", "mysql_database", "mariadb_database")
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              shop:
                build: shop
                environment: {DATABASE_URL: «postgres://shop:secret@db:5432/shop_prod»}
              wiki:
                image: requarks/wiki:2
                environment: {DB_HOST: db, DB_USER: shop, DB_PASS: secret, DB_NAME: «wikijs»}
              blog:
                image: wordpress:6
                environment:
                  WORDPRESS_DB_HOST: mysql
                  WORDPRESS_DB_USER: blog
                  WORDPRESS_DB_PASSWORD: secret
                  WORDPRESS_DB_NAME: «wordpress»
              old:
                image: example/old
                environment: {ConnectionStrings__Default: «Server=mysql;User Id=blog;Password=secret;Database=old»}
              db:
                image: postgres:17
                environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: secret, POSTGRES_DB: shop}
              mysql:
                image: mysql:8.4
                environment: {MYSQL_DATABASE: blog, MYSQL_USER: blog, MYSQL_PASSWORD: secret, MYSQL_ROOT_PASSWORD: top}
            --- shop/Dockerfile
            FROM python:3.13
            COPY . .
            CMD ["gunicorn", "shop.wsgi", "-b", ":8000"]
            --- shop/requirements.txt
            django
            gunicorn
            """,
            title="Another name at each end",
            message="makes another one",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              shop:
                build: shop
                environment: {DATABASE_URL: "postgres://shop:secret@db/shop_prod"}
              rails:
                build: rails
                environment: {DATABASE_URL: "postgres://shop:secret@db/rails"}
              node:
                build: node
                environment: {DATABASE_URL: "postgres://shop:secret@db/node"}
              bare:
                build: bare
                environment: {DATABASE_URL: "postgres://shop:secret@db/bare"}
              made:
                build: {dockerfile_inline: "FROM ruby:3\\nCMD bin/rails db:prepare"}
                environment: {DATABASE_URL: "postgres://shop:secret@db/made"}
              unread:
                build: "${SOMEWHERE}"
                environment: {DATABASE_URL: "postgres://shop:secret@db/unread"}
              image:
                image: example/image
                environment: {DATABASE_URL: "postgres://shop:secret@db/image", FILLED: "postgres://db/${NAME}"}
              n8n:
                image: n8nio/n8n
                environment: {DB_POSTGRESDB_HOST: db, DB_POSTGRESDB_DATABASE: postgres}
              db:
                image: postgres:17
                environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: secret, POSTGRES_DB: shop}
            --- shop/Dockerfile
            FROM python:3.13
            COPY . .
            --- shop/requirements.txt
            django
            --- shop/entrypoint.sh
            createdb -h db shop_prod
            --- rails/Dockerfile
            FROM ruby:3
            --- rails/Gemfile
            gem "rails"
            --- node/Dockerfile
            FROM node:22
            --- node/package.json
            {"dependencies": {"prisma": "6"}}
            --- bare/Dockerfile
            FROM scratch
            """,
            title="Who may make the database",
        ),
        Example(
            """
            --- compose.yaml
            services:
              one: {image: n8nio/n8n, environment: {DB_POSTGRESDB_HOST: asked, DB_POSTGRESDB_DATABASE: n8n}}
              two: {image: example/two, environment: {URL: "postgres://a:b@asked/main", NAME: "x; y", DB_HOST: asked}}
              three: {image: n8nio/n8n, environment: {DB_HOST: told, DB_DATABASE: n8n}}
              four: {image: example/four, command: --database=main, environment: {DB_HOST: told, DB_NAME: "a b"}}
              five: {image: n8nio/n8n, environment: {DB_HOST: named, DB_DATABASE: n8n, POSTGRES_DB: mine}}
              six: {image: n8nio/n8n, environment: {DB_HOST: client, DB_DATABASE: n8n}}
              job: {image: "mariadb:11", command: mariadb -h client}
              seven: {image: n8nio/n8n, environment: {DB_HOST: scripts, DB_DATABASE: n8n}}
              eight: {image: n8nio/n8n, environment: {DB_HOST: default, DB_DATABASE: n8n}}
              nine: {image: example/nine, environment: {URL: "mysql://root:a@client/n8n", OTHER: "redis://named/n8n"}}
              off: {image: n8nio/n8n, profiles: [off], environment: {DB_HOST: open, DB_DATABASE: n8n}}
              files: {image: n8nio/n8n, environment: {DB_HOST: hidden, DB_DATABASE: n8n}}
              asked: {image: "postgres:17", environment: {POSTGRES_PASSWORD: b, POSTGRES_DB: main}}
              told: {image: "postgres:17", environment: {POSTGRES_PASSWORD: b, POSTGRES_DB: main}}
              named: {image: "postgres:17", environment: {POSTGRES_PASSWORD: b, POSTGRES_DB: mine}}
              client: {image: "mariadb:11", environment: {MYSQL_ROOT_PASSWORD: a, MYSQL_DATABASE: other}}
              scripts:
                image: postgres:17
                environment: {POSTGRES_PASSWORD: b, POSTGRES_DB: other}
                volumes: ["./init:/docker-entrypoint-initdb.d"]
              default: {image: "postgres:17", environment: {POSTGRES_PASSWORD: b}}
              open: {image: "postgres:17", environment: {POSTGRES_PASSWORD: b, POSTGRES_DB: open}}
              hidden: {image: "postgres:17", env_file: missing.env, environment: {POSTGRES_DB: hidden}}
            """,
            title="Databases of which somebody speaks, or that somebody else may make",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unmade_databases(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unmade) -> Diagnostic:
        name = found.database.name
        return self.report(
            found.origin,
            f"{found.variable} of {found.member.name} names a database that {name} does not have: its {found.maker} "
            "makes another one, which nobody uses",
            key=(found.member.key, found.variable),
            help=f"give both the same name; {found.maker} counts only while the volume of {name} is empty",
            related=(Label(found.own, f"{name} makes this one"),),
        )
