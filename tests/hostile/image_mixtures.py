"""Images with many of a few kinds of lines in their Dockerfile and beside it, drawn by a seed.

In a line a # is a number and a @ the next one, so that what it names leads on.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from hostile.counting import CADDY

SEVERAL = 4
NODE = "FROM node:20-alpine AS base\nWORKDIR /app\nCOPY . .\n{}CMD {}\n"
PYTHON = "FROM python:3.12-slim AS base\nWORKDIR /app\nCOPY . .\n{}CMD {}\n"
RUBY = "FROM ruby:3.3 AS base\nWORKDIR /app\nCOPY . .\n{}CMD {}\n"
PHP = "FROM php:8.3-fpm AS base\nWORKDIR /app\nCOPY . .\n{}CMD {}\n"
# A Dockerfile without its own lines, and how its image is started.
STARTS = (
    (NODE, "npm run s0"),
    (NODE, '["npm", "start"]'),
    (NODE, '["node", "server.js"]'),
    (NODE, '["node", "dist/main.js"]'),
    (NODE, "./start.sh"),
    (NODE, "next start"),
    (PYTHON, "sh start.sh"),
    (PYTHON, '["python", "app.py"]'),
    (PYTHON, '["gunicorn", "-c", "gunicorn.conf.py", "app:app"]'),
    (PYTHON, "python manage.py runserver 0.0.0.0:80"),
    (PYTHON, "uvicorn app:app --host 0.0.0.0 --port $PORT0"),
    (PYTHON, "supervisord -c /app/supervisord.conf"),
    (PYTHON, "honcho start"),
    (RUBY, "bundle exec rails server"),
    (RUBY, "puma -C config/puma.rb"),
    (PHP, "php-fpm"),
)
# What is repeated, by the file that it stands in.
LINES = (
    ("Dockerfile", "ENV PORT#=$PORT@"),
    ("Dockerfile", "ARG A#=${A@:-x}"),
    ("Dockerfile", "RUN npm run s#"),
    ("Dockerfile", "RUN echo # > file# && cp file# file@"),
    ("Dockerfile", "RUN sed -i s/a#/b/ start.sh"),
    ("Dockerfile", "RUN apk add p# && pip install p# && npm install p#"),
    ("Dockerfile", "RUN rm -rf d#/*"),
    ("Dockerfile", "COPY d# d@"),
    ("Dockerfile", "COPY d#/*.js f@.py /app/d#/"),
    ("Dockerfile", "COPY --from=st# /app /app"),
    ("Dockerfile", "COPY --from=base /app/dist /app/d#"),
    ("Dockerfile", "FROM base AS st#\nCOPY --from=base /app /app\nWORKDIR /app\nCMD npm start"),
    ("Dockerfile", "WORKDIR w#"),
    ("Dockerfile", "USER u#"),
    ("Dockerfile", "EXPOSE 1#"),
    ("Dockerfile", "HEALTHCHECK CMD curl http://localhost:1#/"),
    ("package.json", '"s#": "npm run s@ && npm run s@",'),
    ("package.json", '"s#": "sh start.sh && node d#/server.js",'),
    ("package.json", '"prestart": "npm run s#",'),
    ("package.json", '"s#": "PORT=# next start -p 3#",'),
    ("start.sh", "npm run s#"),
    ("start.sh", "export PORT#=${PORT@:-80}"),
    ("start.sh", "if [ -n $PORT# ]; then exec node server.js; fi"),
    ("start.sh", "sh f#.sh &"),
    ("start.sh", "cd d#"),
    ("start.sh", "set -- a# $@"),
    ("start.sh", "case $A# in\n a) node server.js ;;\n *) sh start.sh ;;\nesac"),
    ("start.sh", "cat <<EOF > file#\n$A#\nEOF"),
    ("start.sh", "python manage.py migrate # && ./start.sh x#"),
    ("start.sh", "f#() {\n f@ $1\n}"),
    ("server.js", "const m# = require('./m@')"),
    ("server.js", "import m# from './m@.js'"),
    ("server.js", "const v# = process.env.V# || v@"),
    ("server.js", "app.use('/a#', r#)"),
    ("server.js", "app.listen(v#, '127.0.0.1')"),
    ("server.js", "http.createServer((q, r) => { r.end(`#`) })"),
    ("server.js", "// 'a# {"),
    ("app.py", "import m#"),
    ("app.py", "from .m# import x@"),
    ("app.py", "v# = os.environ.get('V#', v@)"),
    ("app.py", "v# = f'{v@}{v@}'"),
    ("app.py", "@app.route('/a#')\ndef r#(): pass"),
    ("app.py", "app.run(host='127.0.0.1', port=v#)"),
    ("app.py", 'x# = """a'),
    ("gunicorn.conf.py", "v# = f'{v@}{v@}'"),
    ("gunicorn.conf.py", "bind = v#"),
    ("gunicorn.conf.py", "bind#, bind = bind@, bind"),
    ("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 's#')"),
    ("settings.py", "from .s# import *"),
    ("settings.py", "ALLOWED_HOSTS += ['h#.example.com']"),
    ("settings.py", "CSRF_TRUSTED_ORIGINS = X# + ['https://h#']"),
    ("requirements.txt", "p#==1.0"),
    ("requirements.txt", "-r requirements.txt"),
    ("supervisord.conf", "[program:p#]\ncommand=sh start.sh"),
    ("supervisord.conf", "[include]\nfiles = *.conf"),
    ("Procfile", "p#: sh start.sh"),
    ("config/puma.rb", "port ENV.fetch('PORT#') { 3# }"),
    ("config/puma.rb", "bind 'tcp://127.0.0.1:3#'"),
    ("config/environments/production.rb", "config.hosts << 'h#.example.com'"),
    (".dockerignore", "d#/*.log"),
    (".dockerignore", "!**/f#"),
    (".gitignore", "/d#/**/x#"),
    (".env", "PORT#=${PORT@}"),
    (".env", "A#='a#"),
    ("tsconfig.json", '// #\n"outDir": "d#",'),
    ("next.config.js", "basePath: '/b#',"),
    ("vite.config.js", "server: { port: 3#, proxy: { '/a#': 'http://web@:80' } },"),
    ("www.conf", "listen = 127.0.0.1:9#\n[p#]"),
)
# What stands around the lines of a file, and the file where nothing is repeated.
AROUND = {
    "package.json": ('{"scripts": {', '"start": "node server.js"}, "dependencies": {"next": "15.0.0"}}'),
    "tsconfig.json": ('{"compilerOptions": {', '"rootDir": "src"}}'),
    "next.config.js": ("module.exports = {", "}\n"),
    "vite.config.js": ("export default {", "}\n"),
    "start.sh": ("#!/bin/sh\nset -e\n", "exec node server.js\n"),
    "server.js": ("const http = require('http')\n", "http.createServer(f).listen(process.env.PORT || 80)\n"),
    "app.py": ("import os\n", "app.run(port=80)\n"),
    "gunicorn.conf.py": ("bind = '0.0.0.0:80'\n", ""),
    "supervisord.conf": ("[supervisord]\nnodaemon=true\n", ""),
    "manage.py": ("import os\n", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n"),
    "settings.py": ("ALLOWED_HOSTS = ['a.example.com']\n", ""),
    "Procfile": ("web: npm start\n", ""),
    "requirements.txt": ("django\n", ""),
    "config/puma.rb": ("", ""),
    "www.conf": ("[www]\n", ""),
}


def _repeated(line: str, count: int) -> str:
    numbered = (line.replace("#", str(number)).replace("@", str(number + 1)) for number in range(count))
    return "".join(f"{each}\n" for each in numbered)


def image_mixture(seed: int) -> tuple[str, Callable[[int], dict[str, str]]]:
    """What is mixed, and the deployment with so many of each, of which one service is made, or several are."""
    random_ = random.Random(seed)
    dockerfile, start = random_.choice(STARTS)
    lines = random_.sample(LINES, random_.randint(1, 5))
    shared = random_.random() < 0.4

    def deployment(count: int) -> dict[str, str]:
        inside: dict[str, str] = dict.fromkeys((*AROUND, "Dockerfile"), "")
        for name, line in lines:
            inside[name] = inside.get(name, "") + _repeated(line, count)
        texts = {
            name: f"{AROUND[name][0]}{text}{AROUND[name][1]}" if name in AROUND else text
            for name, text in inside.items()
        }
        services = _repeated("  web#:\n    build: .\n    env_file: [.env]\n", SEVERAL if shared else 1)
        routes = _repeated("h#.example.com {\n\treverse_proxy web#:80\n}", SEVERAL if shared else 1)
        return {
            **texts,
            "Dockerfile": dockerfile.format(inside["Dockerfile"], start),
            "Caddyfile": routes,
            "compose.yaml": f"{CADDY}{services}",
            ".env": inside.get(".env", "") + "A=1\n",
        }

    return f"{lines} for {start!r}{' in several services' if shared else ''}", deployment
