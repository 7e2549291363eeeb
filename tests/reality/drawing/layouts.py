"""Which projects there are, what is on which network, and where Caddy is."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from reality.drawing.caddies import add_caddy
from reality.drawing.companions import companions, extended
from reality.drawing.model import App, Layout, Project, pick, some
from reality.drawing.servers import serve

_NAMES = [
    "web",
    "api",
    "app",
    "frontend",
    "backend",
    "admin",
    "auth",
    "sso",
    "docs",
    "uploads",
    "worker-ui",
    "grafana_ui",
    "shop",
    "blog",
    "files",
    "search",
    "chat",
    "billing",
    "img",
    "dashboard",
    "cms",
    "status",
    "Wiki",
    "media2",
    "my_svc",
]
_PORTS = [80, 3000, 4000, 5000, 8000, 8001, 8080, 9000, 3001, 5173, 7000, 8888]
_FOLDERS = ["backend", "services/api", "My.App", "apps/shop", "stack_2", "server-side"]
_ROOTS = ["gateway", "edge", "proxy", "main-site", "infra"]
_OWN = ["edge_net", "proxy", "private", "internal-net", "web"]


def laid_out(random: Random) -> Layout:
    """A deployment without its routes."""
    root = Project(random.choice(_ROOTS), ".", {}, [])
    kind = pick(random, {"one": 4, "apart": 5, "two apart": 2, "caddy apart": 1})
    projects, used = [root], {root.name}
    for _ in range({"one": 0, "apart": 1, "two apart": 2, "caddy apart": 1}[kind]):
        projects.insert(0, _project(random, used))
    _root_files(random, root)
    layout = Layout(projects, [], "Caddyfile")
    homes = [root] if kind in ("one", "caddy apart") else projects[:-1]
    if kind == "two apart" and some(random, 0.4):
        homes.append(root)
    for home in homes:
        _apps(random, layout, home)
        companions(random, layout, home)
    caddy_home = projects[0] if kind == "caddy apart" else root
    add_caddy(random, layout, caddy_home)
    extended(random, layout)
    for each in projects:
        each.main.setdefault("services", {"redis": {"image": "redis:7"}})
    return layout


def _project(random: Random, used: set[str]) -> Project:
    folder = random.choice([each for each in _FOLDERS if _normal(each) not in used])
    file = pick(
        random, {"docker-compose.yml": 4, "compose.yaml": 2, "compose.yml": 1, "docker-compose.yaml": 1}
    )
    project = Project(_normal(folder), folder, {file: {}}, [file])
    named = random.random()
    if named < 0.3:
        project.name = random.choice([each for each in ("store", "shop-core", "crm") if each not in used])
        project.main["name"] = project.name
    elif named < 0.4:
        project.name = "from-env"
        project.environment["COMPOSE_PROJECT_NAME"] = project.name
    used |= {project.name, _normal(folder)}
    return project


def _normal(folder: str) -> str:
    return re.sub(r"[^-_a-z0-9]", "", folder.rsplit("/", 1)[-1].lower())


def _root_files(random: Random, root: Project) -> None:
    kind = pick(random, {"one": 5, "prod": 3, "override": 1})
    base = "compose.yaml" if kind == "override" and some(random, 0.5) else "docker-compose.yml"
    root.files[base] = {"name": root.name}
    root.stack.append(base)
    if kind != "one":
        stem, _, ending = base.rpartition(".")
        root.stack.append(f"{stem}.{kind}.{ending}")
        root.files[root.stack[1]] = {}


def _apps(random: Random, layout: Layout, project: Project) -> None:
    networks = _networks(random, project)
    taken = {app.name for app in layout.apps}
    pool = [each for each in _NAMES if each not in taken or some(random, 0.15)]
    for name in random.sample(pool, random.randint(2, 5)):
        app = App(name, project, random.choice(_PORTS))
        project.apps.append(app)
        serve(random, app, layout.texts)
        _placed(random, app, networks)
        _mode(random, app)
        if some(random, 0.3):
            app.text["restart"] = "unless-stopped"
        layout.apps.append(app)
        project.main.setdefault("services", {})[name] = app.text


def _networks(random: Random, project: Project) -> list[str]:
    """The project's own networks, by key."""
    keys = random.sample(_OWN, random.choice([0, 1, 1, 2]))
    for key in keys:
        settings = pick(random, {"": 5, "named": 2, "driver": 1, "internal": 0.5, "subnet": 0.7})
        value: dict[str, Any] | None = None
        if settings == "named":
            value = {"name": random.choice([f"{key}-shared", key])}
        elif settings == "driver":
            value = {"driver": "bridge"}
        elif settings == "internal":
            value = {"internal": True}
        elif settings == "subnet":
            value = {
                "ipam": {"config": [{"subnet": f"10.{random.randint(1, 250)}.{random.randint(0, 250)}.0/24"}]}
            }
        project.main.setdefault("networks", {})[key] = value
    if some(random, 0.05):
        project.main.setdefault("networks", {})["default"] = {"name": f"{project.name}-lan"}
    return keys


def _placed(random: Random, app: App, keys: list[str]) -> None:
    """Its networks and its names on them."""
    app.names = [app.name]
    if keys and some(random, 0.6):
        joined = random.sample(keys, random.randint(1, len(keys)))
        if some(random, 0.3):
            joined.append("default")
        form = random.random()
        if form < 0.5:
            app.text["networks"] = joined
        else:
            app.text["networks"] = dict.fromkeys(joined)
            if form > 0.75:
                shared = random.choice(["api-pool", "backend.internal"]) if some(random, 0.15) else None
                aliases = [f"{app.name}.internal", f"{app.name}-alias"]
                aliases = [shared] if shared else random.sample(aliases, random.randint(1, 2))
                app.text["networks"][joined[0]] = {"aliases": aliases}
                app.names += aliases
            elif form > 0.6:
                _fixed(random, app, joined[0])
        real = _real(app.project, joined[0])
        app.names.append(f"{app.name}.{real}")
    if some(random, 0.2):
        app.text["container_name"] = f"prod-{app.name}"
        app.names.append(f"prod-{app.name}")
    else:
        app.names.append(f"{app.project.name}-{app.name}-1")
    if some(random, 0.05):
        app.text["hostname"] = f"{app.name}-host"
    if some(random, 0.35) and not app.published:
        _publish(random, app)


def _fixed(random: Random, app: App, key: str) -> None:
    """An address of its own, where the network has its own."""
    declared = (app.project.main.get("networks") or {}).get(key) or {}
    if "ipam" in declared:
        subnet = declared["ipam"]["config"][0]["subnet"].removesuffix("0/24")
        taken = {each.address for each in app.project.apps}
        app.address = next(
            each for each in (f"{subnet}{number}" for number in range(20, 99)) if each not in taken
        )
        app.text["networks"][key] = {"ipv4_address": app.address}


def _real(project: Project, key: str) -> str:
    declared = (project.main.get("networks") or {}).get(key) or {}
    return str(declared.get("name", f"{project.name}_{key}"))


def _publish(random: Random, app: App) -> None:
    app.published = random.randint(20000, 31000)
    host = random.choice(["", "", "127.0.0.1:", "0.0.0.0:"])
    app.text["ports"] = [
        random.choice(
            [
                f"{host}{app.published}:{app.port}",
                f"{host}{app.published}:{app.port}",
                {"target": app.port, "published": str(app.published), "protocol": "tcp"},
                f"{host}{app.published}:{app.port}/tcp",
            ]
        )
    ]


_MODES = {
    "": 20,
    "profile": 1.2,
    "scaled": 0.6,
    "replicas": 0.6,
    "several": 1,
    "host": 1,
    "none": 0.2,
    "caddy": 0.7,
}


def _several(random: Random, app: App) -> None:
    """More containers than one, which then have neither a name nor a port of their own."""
    app.text.pop("container_name", None)
    app.text.pop("ports", None)
    app.published = None
    if app.says == "published":
        app.says = "nothing"
    number = random.choice([2, 3])
    app.text |= random.choice([{"scale": number}, {"deploy": {"replicas": number}}])
    app.names = [each for each in app.names if each != f"prod-{app.name}"]
    app.names.append(f"{app.project.name}-{app.name}-{number}")


def _mode(random: Random, app: App) -> None:
    kind = pick(random, _MODES)
    if kind == "several":
        _several(random, app)
        return
    if kind in ("host", "caddy") and app.port in (80, 443):  # these are Caddy's own there
        kind = ""
    if kind == "profile":
        app.text["profiles"] = ["debug"]
    elif kind == "scaled":
        app.text["scale"] = 0
    elif kind == "replicas":
        app.text["deploy"] = {"replicas": 0}
    elif kind == "caddy":
        app.text["network_mode"] = "service:caddy"
    elif kind:
        app.text["network_mode"] = kind
    if "network_mode" in app.text:
        app.text.pop("networks", None)
        app.text.pop("hostname", None)
        app.names = [app.name]
        if kind == "caddy":
            app.text.pop("ports", None)
            app.published = None
    if kind == "host" and app.published and some(random, 0.5):
        app.text.pop("ports", None)
        app.published = None
        app.says = "nothing" if app.says == "published" else app.says
