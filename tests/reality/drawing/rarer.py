"""Servers that say in less usual ways where they listen: variables, scripts, configuration files, entrypoints."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from reality.drawing.model import App, some


def _name(app: App) -> str:
    """Its name as a variable has it."""
    return app.name.upper().replace("-", "_")


def interpolated(random: Random, app: App, files: dict[str, str]) -> None:
    """The port of the command stands in the project's .env."""
    variable = f"{_name(app)}_PORT"
    app.project.environment[variable] = str(app.port)
    app.text["command"] = random.choice(
        [
            f"uvicorn main:app --host 0.0.0.0 --port ${{{variable}}}",
            f"gunicorn -b 0.0.0.0:${{{variable}:-1234}} app:app",
            ["flask", "run", "--host=0.0.0.0", f"--port=${variable}"],
        ]
    )


def from_env_file(random: Random, app: App, files: dict[str, str]) -> None:
    """A server that reads its port from the environment, which a file gives."""
    name, host, command = random.choice(
        [
            ("UVICORN_PORT", "UVICORN_HOST=0.0.0.0\n", "uvicorn main:app"),
            ("FLASK_RUN_PORT", "FLASK_RUN_HOST=0.0.0.0\n", "flask run"),
        ]
    )
    app.text["command"] = command
    app.text["env_file"] = [f"{app.name}.env"]
    files[app.project.path(f"{app.name}.env")] = f"# settings\n{host}{name}={app.port}\n"


def script(random: Random, app: App, files: dict[str, str]) -> None:
    """What npm runs stands in package.json."""
    folder = f"node-{app.name}"
    del app.text["image"]
    app.text["build"] = f"./{folder}"
    start = random.choice([f"next start -p {app.port}", f"vite preview --host 0.0.0.0 --port {app.port}"])
    files[app.project.path(f"{folder}/package.json")] = json.dumps({"scripts": {"start": start}}, indent=2)
    files[app.project.path(f"{folder}/Dockerfile")] = (
        'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n'
    )


def entrypoint(random: Random, app: App, files: dict[str, str]) -> None:
    """The program is the image's, its arguments are the service's."""
    folder = f"py-{app.name}"
    del app.text["image"]
    app.text["build"] = {"context": f"./{folder}"}
    app.text["command"] = random.choice(
        [
            f"--bind 0.0.0.0:{app.port} app.wsgi",
            ["--bind", f"0.0.0.0:{app.port}", "--workers", "2", "app.wsgi"],
        ]
    )
    files[app.project.path(f"{folder}/Dockerfile")] = (
        'FROM python:3.12-slim\nCOPY . /app\nEXPOSE 8000\nENTRYPOINT ["gunicorn"]\nCMD ["app.wsgi"]\n'
    )


def gunicorn_file(random: Random, app: App, files: dict[str, str]) -> None:
    """The address stands in the server's own configuration."""
    folder = f"gu-{app.name}"
    del app.text["image"]
    app.text["build"] = {"context": f"./{folder}"}
    app.text["command"] = "gunicorn -c gunicorn.conf.py app:app"
    files[app.project.path(f"{folder}/gunicorn.conf.py")] = f'bind = "0.0.0.0:{app.port}"\nworkers = 4\n'
    files[app.project.path(f"{folder}/Dockerfile")] = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n"


def nginx_file(random: Random, app: App, files: dict[str, str]) -> None:
    """The port stands in a configuration that is mounted."""
    app.text["image"] = "nginx:1.27-alpine"
    app.text["volumes"] = [f"./{app.name}.conf:/etc/nginx/conf.d/default.conf:ro"]
    files[app.project.path(f"{app.name}.conf")] = (
        f"server {{\n    listen {app.port};\n    location / {{\n        root /usr/share/nginx/html;\n    }}\n}}\n"
    )


def fpm(random: Random, app: App, files: dict[str, str]) -> None:
    """PHP behind FastCGI."""
    app.port = 9000
    app.text["image"] = random.choice(["php:8.3-fpm", "wordpress:6-fpm", "php:8.2-fpm-alpine"])
    app.fastcgi = True
    if some(random, 0.3):
        app.text["expose"] = [9000]


KINDS: dict[Callable[[Random, App, dict[str, str]], None], float] = {
    interpolated: 1.5,
    from_env_file: 1,
    script: 1,
    entrypoint: 1,
    gunicorn_file: 1,
    nginx_file: 1,
    fpm: 1.5,
}
