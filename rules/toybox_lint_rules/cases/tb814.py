"""Further examples of TB814."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          one: {build: one}
          two: {build: two}
        --- one/Dockerfile
        FROM php:8.3-apache
        RUN a2enmod rewrite
        COPY src/ /var/www/html/
        --- one/src/index.php
        <?php
        require 'includes/db.php';
        --- one/src/includes/db.php
        <?php
        // $db = new PDO('pgsql:host=db');
        $db = «new PDO('mysql:»host=db;dbname=app', 'app', 'secret');
        $other = new PDO('mysql:host=db;dbname=other', 'app', 'secret');
        --- two/Dockerfile
        FROM php:8.3-apache
        RUN docker-php-ext-install opcache
        COPY . /var/www/html
        --- two/index.php
        <?php
        $db = «mysqli_connect(»'db', 'app', 'secret', 'app');
        try {
            $log = «pg_connect(»'host=log');
        } catch (Throwable $problem) {
            exit('no log');
        }
        """,
        title="Calls of PHP itself",
        message="which nothing installs in its image",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.12-slim
        COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /uvx /bin/
        WORKDIR /app
        COPY pyproject.toml uv.lock ./
        RUN uv sync --frozen --no-dev
        COPY . .
        CMD ["«gunicorn»", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- poetry/Dockerfile
        FROM python:3.12-slim
        RUN apt-get update && apt-get install -y libpq5 && pip install --no-cache-dir poetry==1.8.3
        WORKDIR /app
        COPY . .
        RUN poetry install --no-root
        CMD «uvicorn» main:app --host 0.0.0.0
        --- poetry/main.py
        app = None
        --- pyproject.toml
        [project]
        --- uv.lock
        version = 1
        --- shop/wsgi.py
        application = None
        --- compose.yaml
        services:
          web: {build: .}
          api: {build: poetry}
        """,
        title="Servers in an environment that is not in PATH",
        message="not in the PATH",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine AS build
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY . .
        RUN npm run build
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=build /app/package.json ./
        COPY --from=build /app/dist ./dist
        CMD ["node", "«dist/main.js»"]
        --- package.json
        {"scripts": {"build": "rimraf dist && tsc -p tsconfig.json"}, "dependencies": {"@nestjs/core": "^10"}}
        --- src/main.ts
        import { NestFactory } from "@nestjs/core";
        --- .gitignore
        /node_modules
        --- api/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY . .
        CMD ["node", "«server»"]
        --- api/package.json
        {"dependencies": {"cors": "^2", "express": "^4"}}
        --- api/yarn.lock
        express@^4:
        --- api/server.js
        const app = require('express')();
        --- compose.yaml
        services:
          web: {build: .}
          api: {build: api}
        """,
        title="Programs of Node without the packages that they import",
        message="which nothing installs",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        ENV NODE_ENV=production
        COPY package*.json ./
        RUN --mount=type=cache,target=/root/.npm npm ci
        COPY . .
        RUN corepack enable && npm run build
        CMD ["npm", "start"]
        --- package.json
        {"scripts": {"start": "«cross-env» PORT=80 next start", "build": "next build"},
         "dependencies": {"next": "^15"}, "devDependencies": {"cross-env": "^7", "nodemon": "^3"}}
        --- api/Dockerfile
        FROM node:22-slim AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22-slim
        WORKDIR /app
        COPY package.json package-lock.json ./
        RUN npm ci --omit=dev && npm cache clean --force
        COPY --from=build /app/dist ./dist
        CMD ["npm", "run", "start:prod"]
        --- api/package.json
        {"scripts": {"start:prod": "«typeorm» migration:run && node dist/main && tsx seed.ts"},
         "dependencies": {"pg": "^8", "payload": "^3"},
         "devDependencies": {"typeorm": "^0.3", "tsx": "^4"}}
        --- api/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}, "node_modules/pg": {},
         "node_modules/tsx": {"bin": {"tsx": "dist/cli.mjs"}},
         "node_modules/a/node_modules/typeorm": {"bin": {"typeorm": "cli.js"}},
         "node_modules/typeorm": {"dev": true, "bin": {"typeorm": "cli.js"}}}}
        --- web/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY package.json yarn.lock ./
        RUN yarn install --frozen-lockfile --production
        COPY . .
        CMD yarn start
        --- web/package.json
        {"scripts": {"start": "«nodemon» index.js"},
         "dependencies": {"express": "^4"}, "devDependencies": {"nodemon": "^3"}}
        --- old/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY . .
        RUN npm i -g pnpm && pnpm i --prod
        CMD ["pnpm", "start"]
        --- old/package.json
        {"scripts": {"start": "«vite» preview --host"},
         "dependencies": {"vue": "^3"}, "devDependencies": {"vite": "^6"}}
        --- bare/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY package.json .
        RUN npm install
        COPY . .
        CMD ["«next»", "start"]
        --- bare/package.json
        {"dependencies": {"next": "^15"}}
        --- shell/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY . .
        RUN npm install
        CMD «nodemon» server.js
        --- none/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY . .
        RUN npm ci
        CMD ["npm", "run", "serve"]
        --- none/package.json
        {"scripts": {"serve": "«next» start"}}
        --- none/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}, "node_modules/react": {}}}
        --- husky/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY package.json package-lock.json ./
        RUN npm ci --omit=dev
        COPY . .
        CMD ["node", "index.js"]
        --- husky/package.json
        {"scripts": {"prepare": "«husky»"}, "devDependencies": {"husky": "^9"}}
        --- husky/package-lock.json
        {"lockfileVersion": 3, "packages": {}}
        --- lean/Dockerfile
        FROM node:20
        WORKDIR /srv
        COPY . .
        RUN yarn
        CMD ["yarn", "start"]
        --- lean/package.json
        {"scripts": {"start": "«nest» start"}, "dependencies": {"@nestjs/core": "^10"}}
        --- compose.yaml
        services:
          one: {build: .}
          api: {build: api}
          web: {build: web}
          old: {build: old}
          bare: {build: bare}
          shell: {build: shell}
          none: {build: none}
          lean: {build: lean}
          husky: {build: husky}
        """,
        title="Programs of Node's packages that are left out, that nobody lists, or where the engine does not look",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        RUN python -m pip install --no-cache-dir --upgrade pip setuptools wheel
        COPY requirements.txt .
        RUN pip install --no-cache-dir -r requirements.txt
        COPY . .
        CMD ["«gunicorn»", "-b", "0.0.0.0:8000", "shop.wsgi"]
        --- requirements.txt
        Django~=5.1
        dj-database-url==2.2.0
        django-debug-toolbar
        psycopg[binary]
        --- shop/wsgi.py
        application = None
        --- beat/Dockerfile
        FROM python:3.12-slim
        RUN pip install django-celery-beat
        CMD ["celery", "-A", "shop", "beat"]
        --- forgotten/Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY requirements.txt .
        COPY . .
        CMD ["«uvicorn»", "main:app", "--host", "0.0.0.0"]
        --- forgotten/requirements.txt
        fastapi
        uvicorn
        --- forgotten/main.py
        app = None
        --- copied/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY package*.json ./
        COPY . .
        CMD ["node", "«server.js»"]
        --- copied/package.json
        {"dependencies": {"express": "^4"}}
        --- copied/server.js
        import express from "express";
        --- compose.yaml
        services:
          web: {build: .}
          beat: {build: beat}
          forgotten: {build: forgotten}
          copied: {build: copied}
        """,
        title="A list without the server, beside the tools of pip; what comes along with a package is there",
    ),
    Example(
        """
        --- Dockerfile
        FROM dunglas/frankenphp:1-php8.3
        RUN install-php-extensions pdo_mysql intl opcache
        COPY . /app
        RUN composer install --no-dev
        --- composer.json
        {"require": {"symfony/framework-bundle": "7.1.*", "doctrine/orm": "^3"}}
        --- worker/Dockerfile
        FROM python:3.12
        WORKDIR /srv
        RUN pip install celery redis
        COPY tasks.py .
        --- worker/tasks.py
        app = None
        --- compose.yaml
        services:
          php: {build: ., environment: {DATABASE_URL: "«postgresql://app:secret@db/app?serverVersion=16»"}}
          twin: {build: worker, command: celery -A tasks worker}
          flower: {build: worker, command: «flask» --app tasks run}
          db: {image: "postgres:17", environment: {POSTGRES_USER: app, POSTGRES_PASSWORD: secret}}
        """,
        title="Doctrine with the extension for another database, and a program that is not among the packages",
    ),
    Example(
        """
        --- Dockerfile
        FROM php:8.3-cli AS base
        WORKDIR /app
        FROM base
        COPY . .
        CMD ["php", "artisan", "octane:start", "--host=0.0.0.0"]
        --- artisan
        #!/usr/bin/env php
        --- .env
        DB_CONNECTION=«pgsql»
        QUEUE_CONNECTION=redis
        REDIS_CLIENT=predis
        --- composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- compose.yaml
        services:
          app: {build: .}
          queue: {build: ., command: php artisan queue:work}
        """,
        title="What Laravel takes from its own file, for two services",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:14-alpine
        WORKDIR /app
        COPY package.json ./
        RUN npm install
        RUN npm prune --production
        COPY . .
        CMD ["npm", "start"]
        --- package.json
        {"scripts": {"start": "«nodemon» x.js"}, "devDependencies": {"nodemon": "2"}}
        """,
        title="An older npm that is told to remove them",
    ),
)
GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          own: {build: own}
          spaced: {build: spaced}
          words: {build: words}
          kinds: {build: kinds}
          left: {build: left}
          asks: {build: asks}
          some: {build: some}
        --- own/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- own/index.php
        <?php
        require 'fake.php';
        $db = mysqli_connect('db');
        --- own/fake.php
        <?php
        class mysqli {}
        --- spaced/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- spaced/index.php
        <?php
        namespace App;
        $db = new mysqli('db');
        --- words/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- words/index.php
        <?php
        echo 'Call new mysqli() or mysqli_connect()';
        /*
        $db = new mysqli('db');
        */
        $db = $this->pg_connect('db'); // once mysqli_connect('db')
        ?>
        <pre>
        $db = new PDO('mysql:host=db');
        </pre>
        --- kinds/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- kinds/index.php
        <?php
        $db = $kind == 'mysql' ? 1 : new PDO('sqlite:/data.db');
        $db = new PDO('mysql:host=db');
        --- left/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- left/index.php
        <?php
        echo 'hello';
        --- left/lib/old.php
        <?php
        $db = new mysqli('db');
        --- asks/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- asks/index.php
        <?php
        defined('MYSQLI_ASSOC') or exit;
        $db = new mysqli('db');
        --- some/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- some/index.php
        <?php
        if (getenv('DB_HOST')) {
            require 'first.php';
        require 'second.php';
        }
        if (getenv('DB_HOST')) {
        $db = new mysqli('db');
        }
        function connect() {
            return new mysqli('db');
        }
        --- some/first.php
        <?php
        $db = new mysqli('db');
        --- some/second.php
        <?php
        $db = new mysqli('db');
        """,
        title="Names of the program's own, in comments and pages, files that nothing asks for, and calls in blocks",
    ),
    Example(
        """
        --- compose.yaml
        services:
          one: {build: one}
          two: {build: two}
          three: {build: three}
          four: {build: four, volumes: ["code:/var/www/html"]}
          five: {build: five}
        volumes: {code: {}}
        --- one/Dockerfile
        FROM php:8.3-apache
        RUN docker-php-ext-install pdo_mysql
        COPY . /var/www/html
        --- one/db.php
        <?php
        $db = $kind == 'pgsql' ? new PDO('pgsql:host=db') : new PDO('mysql:host=db');
        --- two/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- two/db.php
        <?php
        if (extension_loaded('mysqli')) { $db = mysqli_connect('db'); }
        --- three/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- three/db.php
        <?php
        $db = new PDO('sqlite:/var/www/data.db');
        --- four/Dockerfile
        FROM php:8.3-apache
        COPY . /var/www/html
        --- four/db.php
        <?php
        $db = mysqli_connect('db');
        --- five/Dockerfile
        FROM php:8.3-apache
        ARG PLACE
        WORKDIR $PLACE
        COPY . /code
        --- five/db.php
        <?php
        $db = mysqli_connect('db');
        """,
        title="Calls of PHP for which all is there, or that are not made for certain",
    ),
    Example(
        """
        --- composer.json
        {"require": {"laravel/framework": "^11.0", "predis/predis": "^2"}}
        --- sh.Dockerfile
        FROM php:8.3-fpm
        COPY . .
        RUN ./install.sh
        --- copied.Dockerfile
        FROM php:8.3-fpm AS made
        RUN docker-php-ext-install pdo_mysql
        FROM php:8.3-fpm
        COPY --from=made /usr/local/lib/php/extensions /usr/local/lib/php/extensions
        --- plain.Dockerfile
        FROM php:8.3-fpm
        --- pre.Dockerfile
        FROM php:8.3-fpm
        RUN docker-php-ext-install pdo_mysql
        --- bare/Dockerfile
        FROM php:8.3-apache
        --- doctrine/Dockerfile
        FROM php:8.3-apache
        --- doctrine/composer.json
        {"require": {"doctrine/orm": "^3", "symfony/console": "^7"}}
        --- compose.yaml
        services:
          scripted: {build: {context: ., dockerfile: sh.Dockerfile}, environment: {DB_CONNECTION: mysql}}
          copied: {build: {context: ., dockerfile: copied.Dockerfile}, environment: {DB_CONNECTION: mysql}}
          mounted:
            build: {context: ., dockerfile: plain.Dockerfile}
            environment: {DB_CONNECTION: mysql}
            volumes: ["extensions:/usr/local/lib/php/extensions"]
          light: {build: {context: ., dockerfile: plain.Dockerfile}, environment: {DB_CONNECTION: sqlite}}
          cached:
            build: {context: ., dockerfile: pre.Dockerfile}
            environment: {DB_CONNECTION: mysql, CACHE_STORE: redis}
          bare: {build: bare, environment: {DB_CONNECTION: mysql}}
          doctrine: {build: doctrine, environment: {DATABASE_URL: "sqlite:///data.db"}}
          none: {build: doctrine}
          pulled: {image: "php:8.3-fpm", environment: {DB_CONNECTION: mysql}}
          gone: {build: missing, environment: {DB_CONNECTION: mysql}}
          once: {build: bare, restart: "no", profiles: [tools]}
        volumes: {extensions: {}}
        """,
        title="Extensions from elsewhere, other databases, and what is not shown",
    ),
    Example(
        """
        --- staged/Dockerfile
        FROM python:3.12 AS build
        RUN pip install --prefix=/install gunicorn
        FROM python:3.12
        COPY --from=build /install /usr/local
        CMD ["gunicorn", "main:app"]
        --- project/Dockerfile
        FROM python:3.12
        COPY . .
        RUN pip install .
        CMD ["gunicorn", "main:app"]
        --- listed/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        CMD ["gunicorn", "main:app"]
        --- listed/requirements.txt
        -r base.txt
        --- bringing/Dockerfile
        FROM python:3.12
        RUN pip install mlflow "fastapi[standard]"
        CMD ["uvicorn", "main:app"]
        --- extra/Dockerfile
        FROM python:3.12
        RUN pip install "sentry-sdk[flask]" "sqlalchemy[asyncio,postgresql_asyncpg]"
        CMD ["flask", "--app", "main", "run"]
        --- login/Dockerfile
        FROM python:3.12
        RUN pip install Flask-Login
        CMD ["flask", "--app", "main", "run"]
        --- absent/Dockerfile
        FROM python:3.12
        RUN pip install -r requirements.txt
        CMD ["gunicorn", "main:app"]
        --- mounted/Dockerfile
        FROM python:3.12
        RUN pip install django
        CMD ["gunicorn", "main:app"]
        --- flower/Dockerfile
        FROM python:3.12
        RUN pip install flower
        CMD ["celery", "-A", "tasks", "flower"]
        --- nothing/Dockerfile
        FROM python:3.12
        CMD ["gunicorn", "main:app"]
        --- sync/Dockerfile
        FROM python:3.12
        RUN pip install gunicorn
        CMD ["gunicorn", "main:app", "--worker-class", "gthread"]
        --- compose.yaml
        services:
          staged: {build: staged}
          project: {build: project}
          listed: {build: listed}
          bringing: {build: bringing}
          extra: {build: extra, environment: {URL: "postgresql+asyncpg://db/app"}}
          login: {build: login}
          absent: {build: absent}
          mounted: {build: mounted, volumes: ["packages:/usr/local/lib/python3.12/site-packages"]}
          flower: {build: flower}
          nothing: {build: nothing}
          sync: {build: sync, environment: {DATABASE_URL: "mysql+other://db/app"}}
        volumes: {packages: {}}
        """,
        title="Packages of another stage, of a project, of a list that is not shown, and those that others bring along",
    ),
    Example(
        """
        --- whole/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        CMD ["uvicorn", "main:app"]
        --- whole/requirements.txt
        fastapi==0.111.0
        redis
        --- old/Dockerfile
        FROM python:3.12
        RUN pip install "fastapi<0.112"
        CMD ["uvicorn", "main:app"]
        --- channels/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        CMD ["daphne", "main:app"]
        --- channels/requirements.txt
        Django==3.2
        channels_redis==3.4.1
        --- extras/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        CMD ["uvicorn", "main:app"]
        --- extras/requirements.txt
        uvicorn
        SQLAlchemy[postgresql_psycopg2binary]
        --- other/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        CMD ["gunicorn", "main:app"]
        --- other/requirements.txt
        Django
        gunicorn
        --- words/Dockerfile
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        CMD ["uvicorn", "main:app"]
        --- words/requirements.txt
        --requirement base.txt
        fastapi
        --- words/base.txt
        uvicorn
        --- system/Dockerfile
        FROM python:3.12
        RUN apt-get update && apt-get install -y gunicorn && pip install redis
        CMD ["gunicorn", "main:app"]
        --- later/Dockerfile
        FROM python:3.12
        RUN pip install fastapi
        CMD ["uvicorn", "main:app"]
        --- entry/Dockerfile
        FROM python:3.12
        RUN pip install fastapi
        COPY start.sh /
        ENTRYPOINT ["/start.sh"]
        CMD ["uvicorn", "main:app"]
        --- entry/start.sh
        #!/bin/sh
        pip install -r /app/extra.txt
        exec "$@"
        --- venv/Dockerfile
        FROM python:3.12
        RUN pip install fastapi
        CMD ["/app/env/bin/uvicorn", "main:app"]
        --- mounted/Dockerfile
        FROM python:3.12
        RUN pip install fastapi
        CMD ["uvicorn", "main:app"]
        --- script/Dockerfile
        FROM python:3.12
        RUN pip install fastapi
        COPY . .
        RUN ./bootstrap
        CMD ["uvicorn", "main:app"]
        --- lists/Dockerfile
        FROM python:3.12
        WORKDIR /tmp/b
        COPY lists/prod.txt requirements.txt
        RUN pip install -r requirements.txt
        WORKDIR /app
        CMD ["uvicorn", "main:app"]
        --- lists/requirements.txt
        fastapi
        --- lists/lists/prod.txt
        uvicorn
        --- moved/Dockerfile
        FROM python:3.12
        WORKDIR /tmp/b
        COPY lists/requirements.txt ./
        RUN pip install -r requirements.txt
        WORKDIR /app
        CMD ["uvicorn", "main:app"]
        --- moved/requirements.txt
        fastapi
        --- moved/lists/requirements.txt
        uvicorn
        --- same/Dockerfile
        FROM python:3.12
        WORKDIR /tmp/b
        COPY requirements.txt ./
        RUN pip install -r requirements.txt
        WORKDIR /app
        CMD ["uvicorn", "main:app"]
        --- same/requirements.txt
        uvicorn
        --- absolute/Dockerfile
        FROM python:3.12
        COPY lists /tmp/
        RUN pip install -r /tmp/requirements.txt
        CMD ["uvicorn", "main:app"]
        --- absolute/requirements.txt
        fastapi
        --- absolute/lists/requirements.txt
        uvicorn
        --- chosen/Dockerfile
        FROM python:3.12
        WORKDIR /app
        ARG LIST
        COPY $LIST requirements.txt
        RUN pip install -r requirements.txt
        COPY . .
        CMD ["uvicorn", "main:app"]
        --- chosen/requirements.txt
        fastapi
        --- vendored/Dockerfile
        FROM python:3.12
        RUN pip install fastapi
        COPY vendor /usr/local/lib/python3.12/site-packages/
        CMD ["gunicorn", "main:app"]
        --- onbuild/Dockerfile
        FROM python:3-onbuild
        RUN pip install redis
        CMD ["gunicorn", "main:app"]
        --- compose.yaml
        services:
          whole: {build: whole}
          old: {build: old}
          channels: {build: channels}
          extras: {build: extras, environment: {URL: "postgresql+psycopg2://a:b@db/c"}}
          other: {build: other, environment: {URL: "postgresql+asyncpg://a:b@db/c"}}
          words: {build: words}
          system: {build: system}
          later: {build: later, command: sh -c "pip install uvicorn && uvicorn main:app"}
          entry: {build: entry}
          venv: {build: venv}
          mounted: {build: mounted, volumes: ["./venv:/venv"], environment: {PATH: "/venv/bin:/usr/bin"}}
          script: {build: script}
          lists: {build: lists}
          moved: {build: moved}
          same: {build: same}
          absolute: {build: absolute}
          vendored: {build: vendored}
          chosen: {build: chosen}
          onbuild: {build: onbuild}
        """,
        title="Packages of old releases, extras, the system and the start, and lists that are not the one in sight",
    ),
    Example(
        """
        --- script/Dockerfile
        FROM php:8.3-fpm
        COPY docker /docker
        RUN bash /docker/setup
        --- script/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- source/Dockerfile
        FROM php:8.3-fpm
        RUN git clone https://github.com/phpredis/phpredis /usr/src/php/ext/phpredis
        RUN docker-php-ext-install phpredis
        --- source/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- pie/Dockerfile
        FROM php:8.3-fpm
        RUN pie install phpredis/phpredis
        --- pie/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- start/Dockerfile
        FROM php:8.3-fpm
        --- start/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- libraries/Dockerfile
        FROM php:8.3-fpm
        COPY --from=example/php /usr/local/lib /usr/local/lib
        --- libraries/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- locked/Dockerfile
        FROM php:8.3-fpm
        RUN echo "memory_limit=1G" > /usr/local/etc/php/conf.d/memory.ini
        --- locked/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- locked/composer.lock
        {"packages": [{"name": "predis/predis"}]}
        --- settings/Dockerfile
        FROM php:8.3-fpm
        --- settings/composer.json
        {"require": {"laravel/framework": "^11.0"}}
        --- settings/config/database.php
        <?php return ['redis' => ['client' => env('REDIS_CLIENT', 'predis')]];
        --- alone/Dockerfile
        FROM php:8.3-fpm
        RUN docker-php-ext-install pgsql
        --- alone/composer.json
        {"require": {"doctrine/dbal": "^4"}}
        --- compose.yaml
        services:
          script: {build: script, environment: {DB_CONNECTION: mysql}}
          source: {build: source, environment: {DB_CONNECTION: sqlite, CACHE_STORE: redis}}
          pie: {build: pie, environment: {DB_CONNECTION: sqlite, CACHE_STORE: redis}}
          start:
            build: start
            environment: {DB_CONNECTION: mysql}
            command: sh -c "docker-php-ext-install pdo_mysql && php-fpm"
          libraries: {build: libraries, environment: {DB_CONNECTION: mysql}}
          locked: {build: locked, environment: {DB_CONNECTION: sqlite, CACHE_STORE: redis}}
          settings: {build: settings, environment: {DB_CONNECTION: sqlite, CACHE_STORE: redis}}
          alone: {build: alone, environment: {DATABASE_URL: "pgsql://a:b@db/c"}}
        """,
        title="Extensions that something else builds, and a client of Redis in PHP",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        COPY . .
        RUN npm run build
        ENV NODE_ENV=production
        CMD ["npm", "start"]
        --- package.json
        {"scripts": {"start": "nest start && cross-env A=b next start", "dev": "a | nodemon"},
         "devDependencies": {"@nestjs/cli": "10", "cross-env": "7", "nodemon": "3"}}
        --- args/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        ARG NODE_ENV=production
        COPY package.json ./
        RUN npm ci
        CMD ["npm", "start"]
        --- args/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- later/Dockerfile
        FROM node:22-alpine AS base
        WORKDIR /app
        COPY package.json ./
        RUN npm ci
        ENV NODE_ENV=production
        FROM base
        RUN npm run build
        CMD ["npm", "start"]
        --- later/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- with/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        ENV NODE_ENV=production
        COPY package.json ./
        RUN npm ci --include=dev
        RUN NODE_ENV=development npm install
        CMD ["npm", "start"]
        --- with/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- named/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY package.json ./
        RUN npm install --omit=dev && npm install nodemon@3
        CMD ["npm", "start"]
        --- named/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- global/Dockerfile
        FROM node:22-alpine
        RUN yarn global add nodemon
        CMD ["nodemon", "x.js"]
        --- path/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        ENV PATH=/app/node_modules/.bin:$PATH
        COPY . .
        RUN npm ci
        CMD ["nodemon", "x.js"]
        --- newer/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        ENV NODE_ENV=production
        COPY . .
        RUN yarn install --immutable
        CMD ["yarn", "start"]
        --- newer/package.json
        {"packageManager": "yarn@4.5.0", "scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- other/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev
        RUN ./more.sh
        CMD ["npm", "start"]
        --- other/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- stages/Dockerfile
        FROM node:22-alpine AS build
        WORKDIR /app
        COPY . .
        RUN npm ci
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=build /app .
        RUN npm prune --omit=dev
        CMD ["npm", "start"]
        --- stages/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- brought/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev
        CMD ["npm", "start"]
        --- brought/package.json
        {"scripts": {"start": "vite preview && rm -rf x"},
         "dependencies": {"astro": "5"}, "devDependencies": {"vite": "6"}}
        --- first/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev --ignore-scripts
        --- first/package.json
        {"scripts": {"dev": "nodemon x.js", "prepare": "husky"}, "devDependencies": {"nodemon": "3", "husky": "9"}}
        --- all/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm i -g nodemon && npm ci --omit=dev
        CMD npm run dev
        --- all/package.json
        {"scripts": {"dev": "nodemon x.js", "prepare": "husky || true"},
         "devDependencies": {"nodemon": "3", "husky": "9"}}
        --- stub/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev
        CMD npm start
        --- stub/package.json
        {"scripts": {"start": "next start"}, "dependencies": {"next": "15"}}
        --- stub/package-lock.json
        {"lockfileVersion": 3, "packages": {}}
        --- placed/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY package.json .
        RUN npm ci --omit=dev
        CMD ["npm", "run", "dev"]
        --- placed/package.json
        {"scripts": {"dev": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- compose.yaml
        services:
          one: {build: .}
          args: {build: args}
          with: {build: with}
          later: {build: later}
          named: {build: named}
          global: {build: global}
          path: {build: path}
          newer: {build: newer}
          other: {build: other}
          stages: {build: stages}
          brought: {build: brought}
          placed: {build: placed, volumes: ["./placed:/app", "/app/node_modules"]}
          npx: {build: placed, command: npx nodemon x.js}
          first: {build: first, command: sh -c "npm install && npm run dev"}
          all: {build: all}
          stub: {build: stub}
        """,
        title="Packages of Node's that are there, or may be",
    ),
    Example(
        """
        --- Dockerfile
        FROM node:22-alpine AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=build /app/dist ./dist
        COPY --from=build /app/node_modules ./node_modules
        CMD ["node", "dist/main.js"]
        --- package.json
        {"scripts": {"build": "tsc"}, "dependencies": {"express": "^4"}}
        --- src/main.ts
        import express from "express";
        --- bundled/Dockerfile
        FROM node:22-alpine AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=build /app/dist ./dist
        CMD ["node", "dist/main.js"]
        --- bundled/package.json
        {"scripts": {"build": "esbuild src/main.ts --bundle --outdir=dist"}, "dependencies": {"express": "^4"}}
        --- bundled/src/main.ts
        import express from "express";
        --- nest/Dockerfile
        FROM node:22-alpine AS build
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22-alpine
        WORKDIR /app
        COPY --from=build /app/dist ./dist
        CMD ["node", "dist/main.js"]
        --- nest/package.json
        {"scripts": {"build": "nest build"}, "dependencies": {"express": "^4"}}
        --- nest/nest-cli.json
        {"compilerOptions": {"webpack": true}}
        --- nest/src/main.ts
        import express from "express";
        --- brought/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY . .
        CMD ["node", "server.js"]
        --- brought/package.json
        {"dependencies": {"express": "^4"}}
        --- brought/.gitignore
        node_modules
        --- brought/yarn.lock
        express@^4:
        --- brought/server.js
        const app = require('express')();
        --- excerpt/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY . .
        CMD ["node", "server.js"]
        --- excerpt/package.json
        {"dependencies": {"express": "^4"}}
        --- excerpt/server.js
        const app = require('express')();
        --- bare/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY . .
        CMD ["node", "server.js"]
        --- bare/package.json
        {"dependencies": {"express": "^4"}}
        --- bare/yarn.lock
        express@^4:
        --- bare/server.js
        const app = require('node:http').createServer();  // no expressions
        --- started/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY . .
        CMD ["node", "--import", "./x.js", "server.js"]
        --- started/package.json
        {"dependencies": {"express": "^4"}}
        --- other/Dockerfile
        FROM node:22
        WORKDIR /srv
        COPY . .
        CMD ["node", "absent.js"]
        --- other/package.json
        {"dependencies": {"express": "^4"}}
        --- compose.yaml
        services:
          web: {build: .}
          bundled: {build: bundled}
          nest: {build: nest}
          brought: {build: brought}
          excerpt: {build: excerpt}
          bare: {build: bare}
          started: {build: started}
          other: {build: other}
        """,
        title="Packages that are copied, bundled, on the machine, or not imported",
    ),
    Example(
        """
        --- Dockerfile
        FROM python:3.12-slim
        COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/uv
        WORKDIR /app
        COPY . .
        RUN uv sync --frozen
        ENV PATH="/app/.venv/bin:$PATH"
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- run/Dockerfile
        FROM python:3.12-slim
        RUN pip install uv
        WORKDIR /app
        COPY . .
        RUN uv sync
        CMD ["uv", "run", "gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- create/Dockerfile
        FROM python:3.12-slim
        RUN pip install poetry
        WORKDIR /app
        COPY . .
        RUN poetry config virtualenvs.create false && poetry install
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- said/Dockerfile
        FROM python:3.12-slim
        ENV POETRY_VIRTUALENVS_CREATE=0
        RUN pip install poetry
        WORKDIR /app
        COPY . .
        RUN poetry install
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- both/Dockerfile
        FROM python:3.12-slim
        WORKDIR /app
        COPY . .
        RUN pip install pipenv gunicorn && pipenv install
        CMD ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"]
        --- system/Dockerfile
        FROM python:3.12-slim
        RUN pip install pipenv
        WORKDIR /app
        COPY . .
        RUN pipenv install --system --deploy
        CMD gunicorn shop.wsgi -b 0.0.0.0:8000
        --- pyproject.toml
        [project]
        --- compose.yaml
        services:
          web: {build: .}
          run: {build: run}
          create: {build: create}
          said: {build: said}
          both: {build: both}
          system: {build: system}
        """,
        title="Environments that are in PATH, and none",
    ),
    Example(
        """
        --- basechain/Dockerfile
        FROM node:22 AS base
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci
        FROM base
        ENV NODE_ENV=production
        COPY . .
        RUN npm run build
        CMD ["npm","start"]
        --- basechain/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- pnpm10/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production
        COPY . .
        RUN corepack enable && pnpm install --frozen-lockfile
        CMD ["pnpm","start"]
        --- pnpm10/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}, "packageManager": "pnpm@10.2.0"}
        --- prodfalse/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production NPM_CONFIG_PRODUCTION=false
        COPY . .
        RUN npm ci
        CMD ["npm","start"]
        --- prodfalse/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- include/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production
        ENV npm_config_include=dev
        COPY . .
        RUN npm ci
        CMD ["npm","start"]
        --- include/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- configset/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production
        COPY . .
        RUN npm config set production false && npm ci
        CMD ["npm","start"]
        --- configset/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- export/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production
        COPY . .
        RUN export NODE_ENV=development && npm ci
        CMD ["npm","start"]
        --- export/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- berry/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production
        COPY . .
        RUN corepack enable && corepack prepare yarn@stable --activate
        RUN yarn install
        CMD ["yarn","start"]
        --- berry/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- yarnconfig/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_ENV=production YARN_PRODUCTION=false
        COPY . .
        RUN yarn install
        CMD ["yarn","start"]
        --- yarnconfig/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- compose.yaml
        services:
          basechain: {build: basechain}
          pnpm10: {build: pnpm10}
          prodfalse: {build: prodfalse}
          include: {build: include}
          configset: {build: configset}
          export: {build: export}
          berry: {build: berry}
          yarnconfig: {build: yarnconfig}
        """,
        title="Packages of development that a setting keeps, or that the release of the manager does not leave out",
    ),
    Example(
        """
        --- prefix/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        RUN npm ci --omit=dev --prefix client
        CMD ["npm","start"]
        --- prefix/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- cwd/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN yarn install
        RUN yarn --cwd client install --production
        CMD ["yarn","start"]
        --- cwd/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- workdirs/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        WORKDIR /app/client
        RUN npm ci --omit=dev
        WORKDIR /app
        CMD ["npm","start"]
        --- workdirs/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- parent/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        WORKDIR /app/server
        RUN npm ci --omit=dev
        CMD ["npm","start"]
        --- parent/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- parent/server/package.json
        {"scripts": {"start": "nodemon x.js"}, "dependencies": {"express": "4"}}
        --- workspace/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        WORKDIR /app/apps/api
        CMD ["npm","start"]
        --- workspace/package.json
        {"workspaces": ["apps/*"], "devDependencies": {"nodemon": "3"}}
        --- workspace/apps/api/package.json
        {"scripts": {"start": "nodemon x.js"}, "dependencies": {"express": "4"}}
        --- pnpmws/Dockerfile
        FROM node:22
        RUN npm i -g pnpm
        WORKDIR /app
        COPY . .
        RUN pnpm install
        WORKDIR /app/apps/api
        CMD ["pnpm","start"]
        --- pnpmws/package.json
        {"devDependencies": {"tsx": "3"}}
        --- pnpmws/pnpm-workspace.yaml
        packages: [apps/*]
        --- pnpmws/apps/api/package.json
        {"scripts": {"start": "tsx src/index.ts"}, "dependencies": {"express": "4"}}
        --- pnpmws/apps/api/src/index.ts
        1
        --- pnpmfilter/Dockerfile
        FROM node:22
        RUN npm i -g pnpm
        WORKDIR /app
        COPY . .
        RUN pnpm install && pnpm --filter api build && pnpm install --filter web --prod
        CMD ["pnpm","start"]
        --- pnpmfilter/package.json
        {"scripts": {"start": "tsx apps/api/src/index.ts"}, "devDependencies": {"tsx": "3"}}
        --- pnpmfilter/pnpm-workspace.yaml
        packages: [apps/*]
        --- envprod/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev --include=dev
        CMD ["npm","start"]
        --- envprod/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- lockbin/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev
        CMD ["npm","start"]
        --- lockbin/package.json
        {"scripts": {"start": "which node && node x.js"}, "devDependencies": {"which": "1"}}
        --- lockbin/package-lock.json
        {"lockfileVersion":3,"packages":{"":{},"node_modules/which":{"dev":true,"bin":{"which":"x"}}}}
        --- lockbin/x.js
        1
        --- vendored/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev
        RUN npm install --no-save nodemon
        CMD ["npm","start"]
        --- vendored/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- compose.yaml
        services:
          prefix: {build: prefix}
          cwd: {build: cwd}
          workdirs: {build: workdirs}
          parent: {build: parent}
          workspace: {build: workspace}
          pnpmws: {build: pnpmws}
          pnpmfilter: {build: pnpmfilter}
          envprod: {build: envprod}
          lockbin: {build: lockbin}
          vendored: {build: vendored}
        """,
        title="Packages of other folders, and those of a folder around",
    ),
    Example(
        """
        --- npm6/Dockerfile
        FROM node:14-alpine
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci --only=production
        COPY . .
        CMD ["node","index.js"]
        --- npm6/package.json
        {"scripts": {"prepare": "husky install"}, "devDependencies": {"husky": "7"}}
        --- npm6c/Dockerfile
        FROM node:lts-fermium
        WORKDIR /app
        COPY package*.json ./
        RUN npm install --production
        COPY . .
        CMD ["node","index.js"]
        --- npm6c/package.json
        {"scripts": {"prepare": "husky install"}, "devDependencies": {"husky": "7"}}
        --- ignscripts/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NPM_CONFIG_IGNORE_SCRIPTS=true
        COPY package*.json ./
        RUN npm ci --omit=dev
        CMD ["node","index.js"]
        --- ignscripts/package.json
        {"scripts": {"prepare": "husky install"}, "devDependencies": {"husky": "7"}}
        --- ignscripts2/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        RUN npm config set ignore-scripts true && npm ci --omit=dev
        CMD ["node","index.js"]
        --- ignscripts2/package.json
        {"scripts": {"prepare": "husky install"}, "devDependencies": {"husky": "7"}}
        --- hooksub/Dockerfile
        FROM node:22
        WORKDIR /srv/api
        COPY api/package*.json ./
        RUN npm ci --omit=dev
        WORKDIR /srv
        COPY package.json .
        CMD ["node","index.js"]
        --- hooksub/package.json
        {"scripts": {"prepare": "husky install"}, "devDependencies": {"husky": "7"}}
        --- hooksub/api/package.json
        {}
        --- compose.yaml
        services:
          npm6: {build: npm6}
          npm6c: {build: npm6c}
          ignscripts: {build: ignscripts}
          ignscripts2: {build: ignscripts2}
          hooksub: {build: hooksub}
        """,
        title="Scripts that npm does not run, or not here",
    ),
    Example(
        """
        --- linked/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci && ln -s /app/node_modules/.bin/nest /usr/local/bin/nest
        CMD ["nest","start"]
        --- linked/package.json
        {"dependencies": {"@nestjs/cli": "4"}}
        --- setup/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN ./setup.sh
        CMD ["nodemon","x.js"]
        --- setup/package.json
        {}
        --- setup/setup.sh
        #!/bin/sh
        npm i -g nodemon
        --- gvar/Dockerfile
        FROM node:22
        ARG TOOLS="pm2 nodemon"
        RUN npm i -g $TOOLS
        WORKDIR /app
        COPY . .
        CMD ["nodemon","x.js"]
        --- gvar/package.json
        {}
        --- binln/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        RUN npm link
        CMD ["nodemon","x.js"]
        --- binln/package.json
        {}
        --- pathsh/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci
        CMD PATH=/app/node_modules/.bin nodemon x.js
        --- pathsh/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- compose.yaml
        services:
          linked: {build: linked}
          setup: {build: setup}
          gvar: {build: gvar}
          binln: {build: binln}
          pathsh: {build: pathsh}
        """,
        title="Programs that something puts where the engine looks",
    ),
    Example(
        """
        --- startinst/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        COPY . .
        CMD ["sh","-c","npm install && node server.js"]
        --- startinst/package.json
        {"dependencies": {"express": "4"}}
        --- startinst/server.js
        const e = require('express')
        --- startinst/package-lock.json
        {"lockfileVersion":3,"packages":{"node_modules/express":{}}}
        --- entryinst/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        COPY . .
        ENTRYPOINT ["./entry.sh"]
        --- entryinst/package.json
        {"dependencies": {"express": "4"}}
        --- entryinst/server.js
        const e = require('express')
        --- entryinst/package-lock.json
        {"lockfileVersion":3,"packages":{"node_modules/express":{}}}
        --- entryinst/entry.sh
        #!/bin/sh
        npm ci
        exec node server.js
        --- typeonly/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        COPY . .
        CMD ["node","server.ts"]
        --- typeonly/package.json
        {"dependencies": {"express": "4"}}
        --- typeonly/server.ts
        import type { Request } from 'express'
        --- typeonly/package-lock.json
        {"lockfileVersion":3,"packages":{"node_modules/express":{}}}
        --- commented/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY package*.json ./
        COPY . .
        CMD ["node","server.js"]
        --- commented/package.json
        {"dependencies": {"express": "4"}}
        --- commented/server.js
        // const e = require('express')
        --- commented/package-lock.json
        {"lockfileVersion":3,"packages":{"node_modules/express":{}}}
        --- pnp/Dockerfile
        FROM node:22
        WORKDIR /app
        ENV NODE_OPTIONS="--require /app/.pnp.cjs"
        COPY package*.json ./
        COPY . .
        CMD ["node","server.js"]
        --- pnp/package.json
        {"dependencies": {"express": "4"}}
        --- pnp/server.js
        const e = require('express')
        --- pnp/yarn.lock
        x
        --- pnp/.pnp.cjs
        x
        --- compose.yaml
        services:
          startinst: {build: startinst}
          entryinst: {build: entryinst}
          typeonly: {build: typeonly}
          commented: {build: commented}
          pnp: {build: pnp}
        """,
        title="Packages that the start installs, or that nothing needs",
    ),
    Example(
        """
        --- p_poetrytoml/Dockerfile
        FROM python:3.12
        RUN pip install poetry
        WORKDIR /app
        COPY . .
        RUN poetry install
        CMD ["gunicorn","shop.wsgi","-b","0.0.0.0:8000"]
        --- p_poetrytoml/poetry.toml
        [virtualenvs]
        create = false
        --- p_poetrytoml/shop/wsgi.py
        application=None
        --- p_poetrytoml/pyproject.toml
        [project]
        --- p_apt/Dockerfile
        FROM python:3.12
        RUN apt-get update && apt-get install -y gunicorn
        RUN pip install uv
        WORKDIR /app
        COPY . .
        RUN uv sync
        CMD ["gunicorn","shop.wsgi","-b","0.0.0.0:8000"]
        --- p_apt/shop/wsgi.py
        application=None
        --- p_apt/pyproject.toml
        [project]
        --- p_own/Dockerfile
        FROM python:3.12
        RUN pip install uv
        WORKDIR /app
        COPY . .
        COPY bin/gunicorn /usr/local/bin/gunicorn
        RUN uv sync
        CMD ["gunicorn","shop.wsgi","-b","0.0.0.0:8000"]
        --- p_own/shop/wsgi.py
        application=None
        --- p_own/pyproject.toml
        [project]
        --- p_own/bin/gunicorn
        #!/bin/sh
        --- compose.yaml
        services:
          p_poetrytoml: {build: p_poetrytoml}
          p_apt: {build: p_apt}
          p_own: {build: p_own}
        """,
        title="Servers that the system has, that are copied, and an environment that poetry.toml spares",
    ),
    Example(
        """
        --- std5/Dockerfile
        FROM node:22 AS b
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build && npx ncc build dist/index.js -o out
        FROM node:22
        WORKDIR /app
        COPY --from=b /app/out ./dist
        COPY package.json .
        CMD ["node","dist/index.js"]
        --- std5/package.json
        {"scripts": {"build": "tsc"}, "dependencies": {"pg": "3"}}
        --- std5/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}}}
        --- std5/src/index.ts
        import pg from 'pg'
        --- std7/Dockerfile
        FROM node:22 AS b
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=b /app/dist ./dist
        COPY package.json .
        CMD ["node","dist/index.js"]
        --- std7/package.json
        {"scripts": {"build": "tsc", "postbuild": "esbuild dist/a.js --outdir=dist"}, "dependencies": {"pg": "3"}}
        --- std7/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}}}
        --- std7/src/index.ts
        import pg from 'pg'
        --- std10/Dockerfile
        FROM node:22 AS b
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build && npm ci --omit=dev --prefix dist
        FROM node:22
        WORKDIR /app
        COPY --from=b /app/dist ./dist
        COPY package.json .
        CMD ["node","dist/main.js"]
        --- std10/package.json
        {"scripts": {"build": "tsc"}, "dependencies": {"pg": "3"}}
        --- std10/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}}}
        --- std10/src/main.ts
        import pg from 'pg'
        --- std11/Dockerfile
        FROM node:22 AS b
        WORKDIR /app
        COPY . .
        RUN npm ci && npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=b /app/dist/bundle.js ./dist/main.js
        COPY package.json .
        CMD ["node","dist/main.js"]
        --- std11/package.json
        {"scripts": {"build": "tsc"}, "dependencies": {"pg": "3"}}
        --- std11/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}}}
        --- std11/src/main.ts
        import pg from 'pg'
        --- compose.yaml
        services:
          std5: {build: std5}
          std7: {build: std7}
          std10: {build: std10}
          std11: {build: std11}
        """,
        title="Stages that put packages into what they build",
    ),
    Example(
        """
        --- npminst/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm i --omit=dev --no-package-lock
        CMD ["npm","start"]
        --- npminst/package.json
        {"scripts": {"start": "tsx x"}, "dependencies": {"big": "1"}}
        --- npminst/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}, "node_modules/big": {}}}
        --- rmlock/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN rm -f package-lock.json && npm i --omit=dev
        CMD ["npm","start"]
        --- rmlock/package.json
        {"scripts": {"start": "tsx x"}, "dependencies": {"big": "1"}}
        --- rmlock/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}, "node_modules/big": {}}}
        --- stale/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm i --omit=dev
        CMD ["npm","start"]
        --- stale/package.json
        {"scripts": {"start": "tsx x"}, "dependencies": {"big": "2"}}
        --- stale/package-lock.json
        {"lockfileVersion": 3, "packages": {"": {}, "node_modules/big": {}}}
        --- preinst/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev
        CMD ["npm","start"]
        --- preinst/package.json
        {"scripts": {"prestart": "npm i nodemon", "start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- otherwise/Dockerfile
        FROM node:22
        WORKDIR /app
        COPY . .
        RUN npm ci --omit=dev && CI=1 npm install
        CMD ["npm","start"]
        --- otherwise/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- compose.yaml
        services:
          npminst: {build: npminst}
          rmlock: {build: rmlock}
          stale: {build: stale}
          preinst: {build: preinst}
          otherwise: {build: otherwise}
        """,
        title="Lock files that are not heeded, and what npm installs before it starts",
    ),
    Example(
        """
        --- f_apk/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        RUN apk add --no-cache nodemon && npm ci --omit=dev
        CMD ["npm","start"]
        --- f_apk/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- f_copybin/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        COPY tools/nodemon /usr/local/bin/
        RUN npm ci --omit=dev
        CMD ["npm","start"]
        --- f_copybin/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- f_copybin/tools/nodemon
        #!/bin/sh
        --- f_copybin2/Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        COPY tools/nodemon /usr/local/bin/nodemon
        RUN npm ci
        CMD ["nodemon","x"]
        --- f_copybin2/package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "3"}}
        --- f_copybin2/tools/nodemon
        #!/bin/sh
        --- f_npm6/Dockerfile
        FROM node:18
        RUN npm i -g npm@6
        WORKDIR /app
        COPY package*.json ./
        RUN npm ci --only=production
        COPY . .
        CMD ["node","x.js"]
        --- f_npm6/package.json
        {"scripts": {"prepare": "husky install"}, "devDependencies": {"husky": "8"}}
        --- f_npm6/x.js
        1
        --- compose.yaml
        services:
          f_apk: {build: f_apk}
          f_copybin: {build: f_copybin}
          f_copybin2: {build: f_copybin2}
          f_npm6: {build: f_npm6}
        """,
        title="Programs that the system has, and an older npm",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web: {build: .}
        --- Dockerfile
        FROM node:14-alpine
        WORKDIR /app
        COPY package.json ./
        RUN npm install
        RUN npm install --production pm2
        COPY . .
        CMD ["npm", "start"]
        --- package.json
        {"scripts": {"start": "nodemon x.js"}, "devDependencies": {"nodemon": "2"}}
        """,
        title="An older npm, which leaves what is there when it installs one more",
    ),
)
