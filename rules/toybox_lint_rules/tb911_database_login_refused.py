from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Login,
    LoginRefusal,
    Rule,
    Severity,
    refused_logins,
)

_OF_VARIABLES = (LoginRefusal.USER, LoginRefusal.PASSWORD, LoginRefusal.MISSING, LoginRefusal.DATABASE)


class DatabaseLoginRefused(Rule):
    """An application must log in to its database with what that was given.

    The images of PostgreSQL, MySQL, MariaDB, MongoDB and RabbitMQ make a user when their volume is empty, with the name
    and the password in their own variables. An application that was told another password, or the name of a user that
    nobody makes, is refused. It stops, or answers with errors, and Caddy with 502.

    The user that MongoDB's image makes is one of the database `admin`. `mongodb://root:...@mongo/shop` asks `shop` for
    it, which does not know it, unless `?authSource=admin` is said.

    A MongoDB that is given no `MONGO_INITDB_ROOT_USERNAME` has no users, and asks nobody for a name; who says one is
    refused.

    A URL must be one for its kind of database: `postgres://` at a MariaDB gets no answer that its driver knows. And
    PostgreSQL's image has no TLS: `sslmode=require` fails with *server does not support SSL, but SSL was required*,
    unless a setting, a certificate or a script that is mounted, or a client, may have turned it on.

    A Redis or Valkey with `--requirepass` answers NOAUTH to who gives no password, and WRONGPASS to another one.

    **What to do.** Give both the same, best by one variable: `${DB_PASSWORD}`.

    **When it is reported.** For URLs and for variables like `DB_HOST`, `DB_USER` and `DB_PASSWORD` that belong
    together, where host, user and password are known and the host is a service with such an image. Not where the volume
    is external or scripts are mounted at `/docker-entrypoint-initdb.d`, which may make other users, nor with
    `POSTGRES_HOST_AUTH_METHOD` or rules of one's own (`hba_file`), nor where something is to be filled in. A name is
    left alone where somebody may make more users: who is let in, or runs a client. `authSource` is not missed where
    another variable, the command or the program's text speaks of it. It is a warning: a volume that is not empty keeps
    the users that it has. The values are not printed.

    **The fix.** Adds `authSource=admin`. It is unsafe: the program may say so itself.

    Sources: the images' entrypoints (postgres 18, mysql 8.4, mariadb 11.8, mongo 8); MongoDB's documentation of
    connection strings; RabbitMQ's of `default_user`; Redis's of `requirepass`.
    """

    id = "TB911"
    name = "database-login-refused"
    severity = Severity.WARNING
    signs = (
        *("postgres", "mysql", "mariadb", "mongo", "pgvector", "postgis", "rabbitmq"),
        *("requirepass", "redis_password", "valkey_password", "redis.conf", "valkey.conf"),
    )
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              web: {image: example/web, environment: {RABBITMQ_URL: "«amqp://app:one@queue:5672/»"}}
              set: {image: example/web, environment: {RABBITMQ_URL: "amqp://app:one@other:5672/"}}
              queue:
                image: rabbitmq:3.13-management
                environment: {RABBITMQ_DEFAULT_USER: app, RABBITMQ_DEFAULT_PASS: two}
              other:
                image: rabbitmq:3.13-management
                environment: {RABBITMQ_DEFAULT_USER: app, RABBITMQ_DEFAULT_PASS: two}
                volumes: ["./definitions.json:/etc/rabbitmq/definitions.json"]
            """,
            title="Another password of a broker",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment: {DATABASE_URL: «postgres://app:one@db:5432/app»}
              blog:
                image: wordpress:6
                environment:
                  WORDPRESS_DB_HOST: mysql:3306
                  WORDPRESS_DB_USER: «wordpress»
                  WORDPRESS_DB_PASSWORD: secret
              shop:
                image: example/shop
                environment: {ConnectionStrings__Default: «Server=mysql;User Id=root;Password=other»}
              db: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: two}}
              mysql:
                image: mysql:8.4
                environment: {MYSQL_USER: blog, MYSQL_PASSWORD: secret, MYSQL_ROOT_PASSWORD: top}
            """,
            title="Another password, another user",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  MONGO_URL: «mongodb://root:p%40ss@mongo:27017/shop»
                  QUEUE_URL: «mongodb://root:p%40ss@mongo/queue?retryWrites=true»
              mongo:
                image: mongo:8
                environment: {MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: p@ss}
            """,
            title="A user of the database admin",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  MONGO_URL: mongodb://root:p%40ss@mongo:27017/shop?authSource=admin
                  QUEUE_URL: mongodb://root:p%40ss@mongo/queue?retryWrites=true&authSource=admin
              mongo:
                image: mongo:8
                environment: {MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: p@ss}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              login:
                image: quay.io/keycloak/keycloak:26.0
                environment: {KC_DB_URL_HOST: db, KC_DB_USERNAME: app, KC_DB_PASSWORD: «one»}
              blog:
                image: ghost:5
                environment:
                  database__connection__host: db.internal
                  database__connection__user: app
                  database__connection__password: «one»
              web: {image: example/web, environment: {URL: «Host=db;Username=app;Password=one»}}
              db:
                image: postgres:17
                networks: {default: {aliases: [db.internal]}}
                environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: two}
            """,
            title="Variables in several styles",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgresql://app:${DB_PASSWORD}@db/app
                  ADMIN_URL: postgresql://app@db/app
                  MONGO_URL: mongodb://root:secret@mongo/shop?authSource=admin
                  CACHE_URL: redis://:secret@cache:6379
                  OTHER_URL: odbc://app:secret@db/app
                  EXTRA_URL: postgresql://who:what@extra/app
                  OPEN_URL: postgresql://who:what@open/app
                  FILE_URL: postgresql://who:what@file/app
                  UNKNOWN_URL: postgresql://who:what@unknown/app
                  NOTE: "a; b"
                  PGHOST: db
                  PGUSER: app
                  PGPASSWORD: secret
              other:
                image: example/other
                environment: {DB_HOST: sql, DB_USER: root, DB_PASSWORD: top, SQL_URL: "mysql://app:secret@random/app"}
              more: {image: example/more, environment: {APP_DB_HOST: random, APP_DB_USER: root, APP_DB_PASSWORD: top}}
              db: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: secret}}
              extra:
                image: postgres:17
                environment: {POSTGRES_PASSWORD: secret}
                volumes: ["./init:/docker-entrypoint-initdb.d"]
              open: {image: postgres:17, environment: {POSTGRES_HOST_AUTH_METHOD: trust}}
              file: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD_FILE: /run/secrets/db}}
              unknown: {image: postgres:17, environment: {POSTGRES_USER: "${NAME}", POSTGRES_PASSWORD: secret}}
              mongo:
                image: mongo:8
                environment: {MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: secret}
              sql: {image: mysql:8.4, environment: {MYSQL_ROOT_PASSWORD: top}}
              make: {image: mysql:8.4, command: mysql -h sql -e "create user app"}
              random:
                image: mysql:8.4
                environment: {MYSQL_USER: one, MYSQL_PASSWORD: two, MYSQL_RANDOM_ROOT_PASSWORD: "yes"}
              cache: {image: redis:7}
            --- .env
            DB_PASSWORD=secret
            --- init/users.sql
            create role who;
            """,
            title="The same on both sides, and where nobody can say",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  ADMIN_URL: postgres://postgres:secret@db/app
                  DATABASE_URL: postgres://made:later@db/app
                  ADO: Host = by-itself ; Username = app ; Password = secret ; Database = app
                  QUOTED: Host=by-itself;Username=app;Password='secret';
                  HOST: by-itself
                  USER: visitor
                  PASSWORD: other
                  JDBC_URL: jdbc:postgresql://by-itself/app?user=app&password=secret
                  JDBC_USER: other
                  JDBC_PASSWORD: other
              filled:
                image: example/filled
                environment:
                  DATABASE_URL: postgres://app:$${PASSWORD}@by-itself/app
                  USER_URL: postgres://{{user}}:{{password}}@by-itself/app
                  DB_HOST: by-itself
                  DB_USER: app
                  DB_PASS: file:///run/secrets/db
              escaped: {image: example/escaped, environment: {DATABASE_URL: "mysql2://app:a%40b@mysql/app"}}
              job: {image: alpine, command: sh -c "apk add mysql-client && mysql -hmysql -uroot -e 'create user shop'"}
              shop: {image: example/shop, environment: {DB_HOST: mysql, DB_USER: shop, DB_PASSWORD: what}}
              trusting: {image: example/trusting, environment: {DATABASE_URL: "postgres://app:what@trusts/app"}}
              db: {image: postgres:17, environment: {POSTGRES_USER: postgres, POSTGRES_PASSWORD: secret}}
              by-itself: {image: postgres:17, environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: secret}}
              trusts:
                image: postgres:17
                command: postgres -c hba_file=/etc/pg_hba.conf
                environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: secret}
              mysql:
                image: mysql:8.4
                environment: {MYSQL_USER: app, MYSQL_PASSWORD: a%40b, MYSQL_ROOT_PASSWORD: top}
            """,
            title="Where somebody makes other users, something is filled in, or the server has its own rules",
        ),
        Example(
            """
            --- compose.yaml
            services:
              told:
                image: example/told
                environment: {MONGO_URL: "mongodb://root:secret@mongo/shop", MONGO_AUTH_SOURCE: admin}
              job:
                image: example/job
                command: mongodump --authenticationDatabase admin
                environment: {MONGO_URL: "mongodb://root:secret@mongo/shop"}
              own:
                build: .
                environment: {MONGO_URL: "mongodb://root:secret@mongo/shop"}
              far:
                image: example/far
                environment: {MONGO_URL: "mongodb+srv://root:secret@mongo/shop"}
              mongo:
                image: mongo:8
                environment: {MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: secret}
            --- Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["node", "server.js"]
            --- server.js
            import "./db.js";
            --- db.js
            mongoose.connect(process.env.MONGO_URL, { authSource: "admin" });
            """,
            title="The program asks the database admin by itself",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in refused_logins(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Login) -> Diagnostic:
        database, fix = found.database.name, None
        if found.edit is not None:
            fix = Fix("say authSource=admin", Applicability.UNSAFE, (found.edit,))
        message = {
            LoginRefusal.USER: f"{database} has no such user: {found.wanted} names the one that it has",
            LoginRefusal.PASSWORD: f"{database} is given another password in {found.wanted}",
            LoginRefusal.MISSING: f"{database} wants a password, given by {found.wanted}, and nothing brings it",
            LoginRefusal.DATABASE: f"the user is one of the database admin of {database}, which is not asked for it",
            LoginRefusal.NOBODY: f"{database} has no users, since it is not given {found.wanted}",
            LoginRefusal.KIND: f"{database} is {found.wanted}",
            LoginRefusal.TLS: f"the URL wants TLS, and nobody gives {database} any",
        }[found.refusal]
        given = "is given it" if found.refusal in _OF_VARIABLES else "is started"
        return self.report(
            found.origin,
            f"{found.variable} of {found.member.name}: {message}",
            key=(found.member.key, found.variable),
            related=(Label(found.own, f"{database} {given} here"),),
            fixes=() if fix is None else (fix,),
        )
