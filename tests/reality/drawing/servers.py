"""How a service says where it listens."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from reality.drawing import rarer
from reality.drawing.model import App, pick, some

_CERTIFICATE = "--ssl-keyfile /certs/key.pem --ssl-certfile /certs/cert.pem"
_KNOWN = {
    "n8nio/n8n:1.60.0": 5678,
    "grafana/grafana:11.2.0": 3000,
    "prom/prometheus:v2.54.0": 9090,
    "portainer/portainer-ce:2.21.0": 9000,
    "louislam/uptime-kuma:1": 3001,
    "nginx:1.27-alpine": 80,
    "httpd:2.4": 80,
    "traefik/whoami": 80,
    "vaultwarden/server:latest": 80,
    "gitea/gitea:1.22": 3000,
    "ghost:5": 2368,
    "adminer": 8080,
    "gotenberg/gotenberg:8": 3000,
    "metabase/metabase:v0.50.0": 3000,
    "wordpress:6": 80,
    "nodered/node-red:4": 1880,
    "jellyfin/jellyfin:10.9": 8096,
    "ghcr.io/umami-software/umami:postgresql-latest": 3000,
}


def serve(random: Random, app: App, files: dict[str, str]) -> None:
    """Draw a server: its image and command, what is declared of it, and what it binds."""
    kind = pick(random, _KINDS | rarer.KINDS)
    app.text["image"] = f"registry.example/{app.name.lower()}:1"
    app.says = kind.__name__.lstrip("_")
    kind(random, app, files)
    speaks = "tls:" if app.tls else "fastcgi:" if app.fastcgi else ""
    everywhere = f"{speaks}0.0.0.0:{app.port}"
    app.listen = [f"{everywhere} when 0.0.0.0", f"127.0.0.1:{app.port}"] if app.loopback else [everywhere]


def _command(random: Random, app: App, files: dict[str, str]) -> None:
    app.text["command"] = random.choice(
        [
            f"uvicorn main:app --host 0.0.0.0 --port {app.port}",
            f"python -m uvicorn main:app --port {app.port} --host 0.0.0.0 --proxy-headers",
            ["uvicorn", "main:app", "--host=0.0.0.0", f"--port={app.port}"],
            f"gunicorn proj.wsgi:application --bind 0.0.0.0:{app.port} --workers 3",
            f'sh -c "python manage.py migrate && gunicorn proj.wsgi -b :{app.port}"',
            ["sh", "-c", f"exec gunicorn --workers=2 --bind=0.0.0.0:{app.port} proj.wsgi"],
            f"python manage.py runserver 0.0.0.0:{app.port}",
            f"flask run --host 0.0.0.0 --port {app.port}",
            f"flask --app main run -h 0.0.0.0 -p {app.port}",
            f"hypercorn main:app --bind 0.0.0.0:{app.port}",
            f"daphne -b 0.0.0.0 -p {app.port} proj.asgi:application",
            f"php -S 0.0.0.0:{app.port} -t public",
            f"python -m http.server {app.port}",
            f"npx serve -l {app.port} dist",
            f"streamlit run main.py --server.port {app.port} --server.address 0.0.0.0",
            f"bundle exec puma -b tcp://0.0.0.0:{app.port}",
            f"bash -c 'alembic upgrade head; exec uvicorn main:app --host 0.0.0.0 --port {app.port}'",
            f"fastapi run main.py --port {app.port}",
            f"next start -H 0.0.0.0 -p {app.port}",
        ]
    )
    if some(random, 0.2):
        app.text["expose"] = [str(app.port)]


def _loopback(random: Random, app: App, files: dict[str, str]) -> None:
    app.loopback = True
    app.text["command"] = random.choice(
        [
            f"uvicorn main:app --port {app.port}",
            f"uvicorn main:app --host 127.0.0.1 --port {app.port}",
            f"gunicorn -b 127.0.0.1:{app.port} app:app",
            f"flask run --port {app.port}",
            f"python manage.py runserver {app.port}",
            f"python manage.py runserver 127.0.0.1:{app.port}",
            f"php -S localhost:{app.port}",
            f"hypercorn main:app --bind 127.0.0.1:{app.port}",
        ]
    )


def _tls(random: Random, app: App, files: dict[str, str]) -> None:
    app.tls = True
    app.text["command"] = random.choice(
        [
            f"uvicorn main:app --host 0.0.0.0 --port {app.port} {_CERTIFICATE}",
            f"gunicorn proj.wsgi -b 0.0.0.0:{app.port} --certfile=/certs/c.pem --keyfile=/certs/k.pem",
            f"hypercorn main:app --bind 0.0.0.0:{app.port} --certfile /certs/c.pem --keyfile /certs/k.pem",
        ]
    )


def _expose(random: Random, app: App, files: dict[str, str]) -> None:
    app.text["expose"] = [random.choice([str(app.port), app.port, f"{app.port}/tcp"])]


def _healthcheck(random: Random, app: App, files: dict[str, str]) -> None:
    if some(random, 0.8):
        _expose(random, app, files)
    else:
        app.says = "healthcheck_alone"
    app.text["healthcheck"] = {
        "test": random.choice(
            [
                f"curl -fsS http://localhost:{app.port}/api/health/ || exit 1",
                ["CMD", "curl", "-f", f"http://localhost:{app.port}/health"],
                ["CMD-SHELL", f"wget -qO- http://127.0.0.1:{app.port}/ || exit 1"],
            ]
        )
    }


def _dockerfile(random: Random, app: App, files: dict[str, str]) -> None:
    del app.text["image"]
    folder = f"src-{app.name}"
    context: str | dict[str, object] = f"./{folder}"
    if some(random, 0.4):
        context = {"context": f"./{folder}", "dockerfile": "Dockerfile"}
    app.text["build"] = context
    files[app.project.path(f"{folder}/Dockerfile")] = random.choice(
        [
            f'FROM node:20-alpine\nWORKDIR /app\nCOPY . .\nEXPOSE {app.port}\nCMD ["./serve"]\n',
            "FROM golang:1.23 AS build\nRUN go build ./...\nFROM debian:12\nWORKDIR /app\nCOPY . .\n"
            f'EXPOSE {app.port}\nCMD ["./serve"]\n',
            f"FROM python:3.12-slim\nENV PORT={app.port}\nEXPOSE $PORT\nCMD gunicorn -b 0.0.0.0:$PORT app:app\n",
            f'FROM python:3.12\nARG P={app.port}\nEXPOSE ${{P}}/tcp\nCMD ["./serve"]\n',
            "FROM python:3.12-slim\nCOPY . .\n"
            f'CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "{app.port}"]\n',
            f'FROM node:22\nENV PORT {app.port}\nEXPOSE {app.port}\nCMD ["node", "server.js"]\n',
        ]
    )


def _variable(random: Random, app: App, files: dict[str, str]) -> None:
    """A program of one's own that is told its port, and says so."""
    app.text["environment"] = random.choice([{"PORT": str(app.port)}, [f"PORT={app.port}"]])
    app.text["command"] = random.choice(["node server.js", ["npm", "start"], "./serve"])
    app.text["expose"] = [app.port]


def _known(random: Random, app: App, files: dict[str, str]) -> None:
    app.text["image"] = random.choice(list(_KNOWN))
    app.port = _KNOWN[app.text["image"]]


def _published(random: Random, app: App, files: dict[str, str]) -> None:
    """Nothing but what is published tells."""
    app.published = random.randint(20000, 31000)
    app.text["ports"] = [f"{app.published}:{app.port}"]


def _nothing(random: Random, app: App, files: dict[str, str]) -> None:
    """Nothing tells."""


_KINDS: dict[Callable[[Random, App, dict[str, str]], None], float] = {
    _command: 12,
    _expose: 6,
    _dockerfile: 6,
    _healthcheck: 4,
    _known: 4,
    _loopback: 3,
    _variable: 2,
    _published: 2,
    _tls: 2,
    _nothing: 0.4,
}
