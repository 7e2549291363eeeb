from collections.abc import Iterator

from toybox_lint.api import Absence, Deployment, Diagnostic, Example, Label, Rule, Severity, uninstalled

_WHY = {
    Absence.ABSENT: "which nothing installs in its image",
    Absence.LEFT_OUT: "which its build leaves out: it is among the devDependencies",
    Absence.NOT_IN_PATH: "which is not in the PATH of its image",
}


class PackageNotInstalled(Rule):
    """What an application is told to use must be installed in its image.

    The official images of PHP have no extension for MySQL, PostgreSQL or Redis: with `DB_CONNECTION=mysql` and without
    `pdo_mysql` Laravel answers every request with 500, *could not find driver*. A command that starts gunicorn in an
    image without it ends at once, and Caddy answers 502; so do workers of a class, or a URL of SQLAlchemy for a driver
    (`postgresql+asyncpg://`), whose package is not there. `npm ci --omit=dev`, or `npm ci` where `NODE_ENV` is
    `production`, leaves out the devDependencies, of which a script may start one: *sh: nest: not found*; and so may
    `prepare`, which npm runs itself: *husky: not found*. A last stage that gets `dist` without `node_modules` has none
    of them. And what is in `node_modules` is in no `PATH` but that of scripts: `CMD ["nodemon", "server.js"]` finds
    nothing. Nor does `CMD ["gunicorn", ...]` what `uv sync` or `poetry install` put into an environment of the
    project's.

    **What to do.** Install it: `RUN docker-php-ext-install pdo_mysql`, a line in `requirements.txt`.

    **When it is reported.** For images built on the official ones of PHP, or on FrankenPHP's, when every extension that
    the Dockerfile installs is named there, and Laravel or Doctrine is told to use a database by its variables. For
    images built on the official ones of Python, when all that `pip` installs is named in the Dockerfile or in a list,
    and is known to bring nothing else along that would do. Not where a script, another stage, the system's packages, a
    mount or the start may bring more, nor a URL for a driver where nothing is installed that reads it.

    For images built on the official ones of Node.js, when a script of `package.json` starts a program that the lock
    file of npm gives to packages of development alone, or to none; without that file for a few that other packages do
    not bring. And for the file that `node` starts, when it imports one of the dependencies, and no command of its stage
    installs anything. Not where `node_modules` is in the folder, or git ignores it and the Dockerfile copies all.

    Sources: npm's manual on `ci`, `omit` and lock files; the README of the official images of PHP; Laravel's and
    SQLAlchemy's documentation of databases; gunicorn's of `worker_class`.
    """

    id = "TB814"
    name = "package-not-installed"
    severity = Severity.WARNING
    signs = ("from node", "from php:", "/php:", "frankenphp", "python modules:", "sql+", "flask ")
    bad = (
        Example(
            """
            --- Dockerfile
            FROM php:8.3-fpm-alpine
            RUN apk add --no-cache git && docker-php-ext-install opcache
            WORKDIR /var/www/html
            COPY . .
            --- composer.json
            {"require": {"laravel/framework": "^11.0"}}
            --- compose.yaml
            services:
              app:
                build: .
                environment: {DB_CONNECTION: «mysql», DB_HOST: db, CACHE_STORE: «redis», REDIS_HOST: cache}
              db: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: secret}}
              cache: {image: "redis:7"}
            """,
            title="Laravel without extensions for its database and its cache",
            message="of app needs",
        ),
        Example(
            """
            --- Dockerfile
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install --no-cache-dir -r requirements.txt
            COPY . .
            CMD ["«gunicorn»", "shop.asgi:application", "-k", "«uvicorn.workers.UvicornWorker»", "-b", "0.0.0.0:8000"]
            --- requirements.txt
            Django==5.1  # the framework
            psycopg[binary]==3.2
            SQLAlchemy[asyncio]==2.0
            --- shop/asgi.py
            application = None
            --- compose.yaml
            services:
              web:
                build: .
                environment:
                  DATABASE_URL: «postgresql+asyncpg://shop:secret@db/shop»
                  READ_URL: postgresql+psycopg://shop:secret@db/shop
              db: {image: "postgres:17", environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: secret}}
            """,
            title="A server, the class of its workers and a driver that no list names",
        ),
    )
    good = (
        Example(
            """
            --- Dockerfile
            FROM php:8.3-fpm-alpine
            RUN docker-php-ext-install pdo_mysql && pecl install redis && docker-php-ext-enable redis
            WORKDIR /var/www/html
            COPY . .
            --- composer.json
            {"require": {"laravel/framework": "^11.0"}}
            --- api/Dockerfile
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install -r requirements.txt gunicorn==23.0
            COPY . .
            CMD ["gunicorn", "main:app", "--worker-class=uvicorn.workers.UvicornWorker", "-b", "0.0.0.0:8000"]
            --- api/requirements.txt
            fastapi
            uvicorn[standard]
            asyncpg
            --- api/main.py
            app = None
            --- compose.yaml
            services:
              app:
                build: .
                environment: {DB_CONNECTION: mysql, DB_HOST: db, SESSION_DRIVER: redis, REDIS_HOST: cache}
              api: {build: api, environment: {DATABASE_URL: "postgresql+asyncpg://a:b@pg/c", MODE: a+b}}
            """,
            title="Installed",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in uninstalled(deployment):
            name, package = found.member.name, found.package
            said = (
                f"{name} starts {package}"
                if found.what == package
                else f"{found.what} of {name} needs {package}"
            )
            yield self.report(
                found.origin,
                f"{said}, {_WHY[found.absence]}",
                key=(found.member.key, found.what, found.package),
                related=(Label(found.place, f"the image of {found.member.name} rests on this one"),),
                help="npx and scripts of package.json find it"
                if found.absence is Absence.NOT_IN_PATH
                else None,
            )
