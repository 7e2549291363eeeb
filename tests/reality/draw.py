"""Deployments drawn at random: services that listen as their files say, and routes that are right or wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from reality.lab.plan import Plan, Process, Project, Request
from reality.notation import FOLDER

_NAMES = ["web", "api", "shop", "blog", "admin-ui", "auth_service", "files"]
_NOT_RUNNING: dict[str, dict[str, Any]] = {"profile": {"profiles": ["debug"]}, "scaled": {"scale": 0}}
_PORTS = [3000, 4000, 5000, 8000, 8080, 9000]


@dataclass(slots=True)
class _Service:
    """A service as it is drawn: what stands in the file, and what its process binds."""

    name: str
    project: str
    port: int
    text: dict[str, Any] = field(default_factory=dict)
    loopback: bool = False
    published: int | None = None
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files, and for each route the line of its upstream in the Caddyfile."""

    texts: dict[str, str]
    plan: Plan
    lines: tuple[int, ...]


def draw(seed: int) -> Drawn:
    """The deployment of a seed; its plan has an empty folder."""
    random = Random(seed)
    apart = random.random() < 0.5
    services = _services(random, "apps" if apart else FOLDER)
    variables: dict[str, str] = {}
    caddyfile, requests, lines = _caddyfile(random, services, variables)
    files = {"Caddyfile": caddyfile}
    caddy = _caddy(random, services, variables, apart)
    for service in services:
        _listening(random, service, files, "apps/" if apart else "")
    app = {"services": {each.name: each.text for each in services}, "networks": _networks(random)}
    edge: dict[str, Any] = {"services": {"caddy": caddy}, "networks": _joined(caddy, apart)}
    if not apart:
        edge = {
            "services": app["services"] | edge["services"],
            "networks": app["networks"] | edge["networks"],
        }
    else:
        files["apps/compose.yaml"] = json.dumps(app, indent=2)
    files["compose.yaml"] = json.dumps(edge, indent=2)
    plan = Plan(
        "",
        (*([Project("apps")] if apart else []), Project(".")),
        tuple(_process(each) for each in services),
        tuple(requests),
        f"{FOLDER}/caddy",
    )
    return Drawn(files, plan, tuple(lines))


def _services(random: Random, project: str) -> list[_Service]:
    names = random.sample(_NAMES, random.randint(2, 4))
    services = [_Service(name, project, random.choice(_PORTS)) for name in names]
    for service in services:
        _placed(random, service)
    return services


def _placed(random: Random, service: _Service) -> None:
    """Networks, names, mode, and whether it runs."""
    text = service.text
    kind = random.choices(["bridge", "host", "none", "profile", "scaled"], [18, 1, 1, 1, 1])[0]
    service.names = [service.name]
    if kind in ("host", "none"):
        text["network_mode"] = kind
    else:
        text.update(_NOT_RUNNING.get(kind, {}))
        _networked(random, service)
    if random.random() < 0.3 and kind == "bridge":
        text["container_name"] = f"prod-{service.name}"
        service.names.append(text["container_name"])
    elif kind == "bridge":
        service.names.append(f"{service.project}-{service.name}-1")


def _networked(random: Random, service: _Service) -> None:
    networks = random.choice(
        [None, None, ["back"], ["back", "default"], {"back": {"aliases": ["alias-of-it"]}}]
    )
    if isinstance(networks, dict):
        networks = {"back": {"aliases": [f"{service.name}.internal"]}}
        service.names.append(f"{service.name}.internal")
    if networks is not None:
        service.text["networks"] = networks
    if random.random() < 0.4:
        service.published = random.randint(20000, 29999)
        host = random.choice(["", "127.0.0.1:"])
        service.text["ports"] = [f"{host}{service.published}:{service.port}"]


def _listening(random: Random, service: _Service, files: dict[str, str], folder: str) -> None:
    """Let the files say where the process listens."""
    port = service.port
    kind = random.choice(
        ["uvicorn", "gunicorn", "runserver", "expose", "healthcheck", "dockerfile", "loopback"]
    )
    text = service.text | {"image": f"registry.example/{service.name}:1"}
    if kind == "uvicorn":
        text["command"] = f"uvicorn main:app --host 0.0.0.0 --port {port}"
    elif kind == "gunicorn":
        text["command"] = ["sh", "-c", f"exec gunicorn -b :{port} app.wsgi"]
    elif kind == "runserver":
        text["command"] = f"python manage.py runserver 0.0.0.0:{port}"
    elif kind == "expose":
        text["expose"] = [str(port)]
    elif kind == "healthcheck":
        text["healthcheck"] = {"test": f"curl -f http://localhost:{port}/ || exit 1"}
    elif kind == "dockerfile":
        del text["image"]
        text["build"] = f"./src-{service.name}"
        files[f"{folder}src-{service.name}/Dockerfile"] = f'FROM debian:12\nEXPOSE {port}\nCMD ["./app"]\n'
    else:
        service.loopback = True
        text["command"] = random.choice(
            [f"uvicorn main:app --port {port}", f"gunicorn -b 127.0.0.1:{port} app"]
        )
    service.text = text


def _networks(random: Random) -> dict[str, Any]:
    return {"back": random.choice([{}, {"name": "back_net"}, {"internal": True}])}


def _caddy(
    random: Random, services: list[_Service], variables: dict[str, str], apart: bool
) -> dict[str, Any]:
    caddy: dict[str, Any] = {"image": "caddy:2", "volumes": ["./Caddyfile:/etc/caddy/Caddyfile"]}
    if variables:
        caddy["environment"] = variables
    kind = random.choices(["default", "both", "back", "host"], [3, 6, 2, 1])[0]
    if kind == "host":
        caddy["network_mode"] = "host"
    elif kind != "default":
        caddy["networks"] = [*(["default"] if kind == "both" else []), "apps" if apart else "back"]
    if random.random() < 0.4:
        caddy["extra_hosts"] = ["host.docker.internal:host-gateway"]
    return caddy


def _joined(caddy: dict[str, Any], apart: bool) -> dict[str, Any]:
    if apart and "apps" in caddy.get("networks", []):
        return {"apps": {"external": True, "name": "apps_default"}}
    return {}


def _caddyfile(
    random: Random, services: list[_Service], variables: dict[str, str]
) -> tuple[str, list[Request], list[int]]:
    lines = ["(to) {", "\treverse_proxy {args[0]} {args[1]}", "}", "", "http://shop.example {"]
    requests, places = [], []
    for number in range(random.randint(2, 5)):
        upstream = _upstream(random, random.choice(services))
        if random.random() < 0.15:
            variables[f"UP_{number}"] = upstream
            upstream = f"{{$UP_{number}}}"
        path = f"/r{number}/*"
        form = random.choice(["matcher", "snippet", "handle", "block"])
        before, line, after = {
            "matcher": ([], f"\treverse_proxy {path} {upstream}", []),
            "snippet": ([], f"\timport to {path} {upstream}", []),
            "handle": ([f"\thandle {path} {{"], f"\t\treverse_proxy {upstream}", ["\t}"]),
            "block": ([f"\treverse_proxy {path} {{"], f"\t\tto {upstream}", ["\t}"]),
        }[form]
        lines += before
        lines.append(line)
        places.append(len(lines))
        lines += after
        requests.append(Request("shop.example", f"/r{number}/x"))
    return "\n".join([*lines, "}", ""]), requests, places


def _upstream(random: Random, service: _Service) -> str:
    """What a route names: right half of the time."""
    name, port = random.choice(service.names), service.port
    wrong = [
        f"{name}:{port + 1}",
        f"{name}:{service.published or 80}",
        f"{name[:-1]}:{port}",
        f"localhost:{port}",
        f"127.0.0.1:{service.published or port}",
        f"host.docker.internal:{service.published or port}",
        f"https://{name}:{port}",
        name,
        name.upper() + f":{port}",
    ]
    return f"{name}:{port}" if random.random() < 0.5 else random.choice(wrong)


def _process(service: _Service) -> Process:
    address = "127.0.0.1" if service.loopback else "0.0.0.0"
    return Process(f"{service.project}/{service.name}", "http", address, service.port)
