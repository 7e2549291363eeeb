"""Caddy itself: its service, or the host."""

from __future__ import annotations

from random import Random
from typing import Any

from reality.drawing.model import Layout, Project, pick, some

_IMAGES = {
    "caddy:2": 4,
    "caddy:2.8-alpine": 2,
    "docker.io/library/caddy:latest": 2,
    "caddy": 1,
    "caddy:2-alpine": 1,
    "ghcr.io/acme/caddy-with-dns:2.8": 1,
    "slothcroissant/caddy-cloudflaredns:latest": 0.5,
    "lucaslorentz/caddy-docker-proxy:2.9": 0,
}
_BUILT = (
    "FROM caddy:2-builder AS builder\nRUN xcaddy build\nFROM caddy:2\nCOPY Caddyfile /etc/caddy/Caddyfile\n"
)


def add_caddy(random: Random, layout: Layout, home: Project) -> None:
    """Put Caddy into a project, or nowhere: then it runs on the host."""
    if some(random, 0.07):
        layout.caddyfile = random.choice(["Caddyfile", "Caddyfile", "caddy/Caddyfile", "deploy/Caddyfile"])
        layout.whole_folder = True
        _no_neighbours(layout)
        return
    name = pick(random, {"caddy": 6, "proxy": 1, "gateway": 1, "reverse-proxy": 1})
    layout.caddy_project, layout.caddy_key = home, f"{home.name}/{name}"
    caddy: dict[str, Any] = {"ports": ["80:80", "443:443"]}
    layout.caddy = caddy
    _configured(random, layout, home, caddy)
    _neighbours(layout, home, name)
    _mode(random, layout, caddy, home)
    if some(random, 0.35) and caddy.get("network_mode") != "host":
        caddy["extra_hosts"] = random.choice(
            [["host.docker.internal:host-gateway"], {"host.docker.internal": "host-gateway"}]
        )
    home.files[home.stack[-1]].setdefault("services", {})[name] = caddy


def _configured(random: Random, layout: Layout, home: Project, caddy: dict[str, Any]) -> None:
    """Its image, and how it gets its Caddyfile."""
    kind = pick(
        random, {"mount": 8, "folder": 2, "built": 2, "inline": 0.7, "config": 0.7, "long": 1, "command": 1}
    )
    caddy["image"] = pick(random, _IMAGES)
    caddyfile = "Caddyfile"
    if kind == "mount":
        caddy["volumes"] = [
            random.choice(["./Caddyfile:/etc/caddy/Caddyfile:ro", "./Caddyfile:/etc/caddy/Caddyfile"])
        ]
    elif kind == "folder":
        layout.whole_folder = True
        caddyfile = random.choice(["caddy/Caddyfile", "conf/Caddyfile"])
        caddy["volumes"] = [f"./{caddyfile.partition('/')[0]}:/etc/caddy"]
    elif kind == "built":
        del caddy["image"]
        caddy["build"] = {"context": ".", "dockerfile": "Dockerfile.caddy"}
        layout.texts[home.path("Dockerfile.caddy")] = _BUILT
    elif kind == "inline":
        del caddy["image"]
        inline = "FROM caddy:2\nCOPY ./Caddyfile /etc/caddy/Caddyfile\n"
        caddy["build"] = {"context": ".", "dockerfile_inline": inline}
    elif kind == "config":
        caddy["configs"] = [{"source": "caddyfile", "target": "/etc/caddy/Caddyfile"}]
        home.files[home.stack[-1]].setdefault("configs", {})["caddyfile"] = {"file": "./Caddyfile"}
    elif kind == "long":
        caddyfile = "deploy/Caddyfile.prod"
        mount = {"type": "bind", "source": "./deploy/Caddyfile.prod", "target": "/etc/caddy/Caddyfile"}
        caddy["volumes"] = [mount | ({"read_only": True} if some(random, 0.5) else {})]
    else:
        caddy["volumes"] = ["./Caddyfile:/srv/Caddyfile:ro"]
        caddy["command"] = "caddy run --config /srv/Caddyfile --adapter caddyfile"
    if "volumes" in caddy and some(random, 0.7):
        caddy["volumes"].append("caddy_data:/data")
        home.files[home.stack[-1]].setdefault("volumes", {})["caddy_data"] = None
    layout.caddyfile = home.path(caddyfile)


def _mode(random: Random, layout: Layout, caddy: dict[str, Any], home: Project) -> None:
    """Its networks: those of its project, and those of others that it joins."""
    if some(random, 0.07):
        caddy["network_mode"] = "host"
        if some(random, 0.7):
            caddy.pop("ports", None)
        return
    own = [key for key in home.main.get("networks") or {} if key != "default"]
    joined = ["default"] if some(random, 0.75) else []
    if own and some(random, 0.8):
        joined += random.sample(own, random.randint(1, len(own)))
    for number, other in enumerate(each for each in layout.projects if each is not home):
        if some(random, 0.8):
            joined.append(_external(random, layout, home, other, "up" if number == 0 else f"up{number}"))
    joined = [each for each in joined if each]
    if joined and joined != ["default"]:
        caddy["networks"] = joined if some(random, 0.6) else dict.fromkeys(joined)
    elif joined and some(random, 0.4):
        caddy["networks"] = joined


def _external(random: Random, layout: Layout, home: Project, other: Project, key: str) -> str:
    """Join a network of another project: mostly by its real name."""
    networks = other.main.get("networks") or {}
    chosen = random.choice([*networks, "default", "default"])
    declared = networks.get(chosen) or {}
    real = declared.get("name", f"{other.name}_{chosen}")
    wrong = random.random()
    if wrong < 0.04:
        real = chosen
    elif wrong < 0.07:
        real = f"{other.folder.rsplit('/', 1)[-1]}_{chosen}"
    elif wrong < 0.09:
        real = "web_proxy"
        layout.told = False
    file = home.files[home.stack[-1]]
    if some(random, 0.2) and re_key(real):
        file.setdefault("networks", {})[real] = {"external": True}
        return str(real)
    file.setdefault("networks", {})[key] = {"external": True, "name": real}
    return key


def re_key(name: str) -> bool:
    return name.replace("_", "").replace("-", "").isalnum()


def _neighbours(layout: Layout, home: Project, name: str) -> None:
    """Services on Caddy's network must be in its project, and name it rightly."""
    for app in layout.apps:
        if app.text.get("network_mode") == "service:caddy":
            if app.project is home:
                app.text["network_mode"] = f"service:{name}"
            else:
                del app.text["network_mode"]


def _no_neighbours(layout: Layout) -> None:
    for app in layout.apps:
        if app.text.get("network_mode") == "service:caddy":
            del app.text["network_mode"]
