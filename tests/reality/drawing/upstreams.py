"""What a route names: right half of the time, else wrong in one of the ways people are wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from reality.drawing.model import App, Layout, pick, some
from reality.drawing.telling import told

_STRANGERS = [
    "server:4000",
    "django:8000",
    "frontend-svc:3000",
    "backend:4000",
    "app-server:80",
    "node:3000",
    "php:9000",
]
_Form = Callable[[Random, Layout, App], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a route names; ``told`` is whether the files tell that it fails, if it does."""

    text: str
    kind: str
    told: bool
    app: App

    @property
    def bare(self) -> str:
        """Without a scheme."""
        return self.text.rpartition("//")[2]


def upstream(random: Random, layout: Layout) -> Drawn:
    """An upstream for a route."""
    app = random.choice(layout.apps)
    text, kind = _named(random, layout, app)
    return Drawn(text, kind, told(layout, app, text, kind), app)


def _named(random: Random, layout: Layout, app: App) -> tuple[str, str]:
    on_host = layout.caddy is None or layout.caddy.get("network_mode") == "host"
    if app.tls and not on_host and some(random, 0.6):
        return f"https://{app.name}:{app.port}", "tls"
    if on_host:
        return _from_the_host(random, layout, app)
    if app.text.get("network_mode") == "host" and some(random, 0.5):
        return f"host.docker.internal:{app.port}", "host service by gateway"
    if str(app.text.get("network_mode")).startswith("service:") and some(random, 0.6):
        return f"{random.choice(['localhost', '127.0.0.1'])}:{app.port}", "neighbour"
    if app.behind and some(random, 0.6):
        return f"{app.behind.name}:{app.port}", "behind another"
    if app.address and some(random, 0.4):
        return f"{app.address}:{random.choice([app.port, app.port, app.port + 1])}", "address"
    kind = pick(random, _WEIGHTS)
    return _FORMS[kind](random, layout, app), kind


def _from_the_host(random: Random, layout: Layout, app: App) -> tuple[str, str]:
    if some(random, 0.35):
        kind = pick(random, _WEIGHTS)
        return _FORMS[kind](random, layout, app), f"host: {kind}"
    host = pick(random, {"localhost": 5, "127.0.0.1": 4, "": 0.5, "0.0.0.0": 0.2})
    if app.published and some(random, 0.85):
        return f"{host}:{app.published}", "host: published"
    return f"{host}:{app.port}", "host: container port"


def _published(app: App) -> int:
    return app.published or app.port


def _stepped(app: App) -> str:
    """One more, or one less."""
    return f"{app.name}:{app.port + 1}"


_WRONG_PORTS = [8080, 3000, 8000, 5000, 80, 9000]
_FORMS: dict[str, _Form] = {
    "right": lambda r, lay, a: f"{a.name}:{a.port}",
    "right http": lambda r, lay, a: f"http://{a.name}:{a.port}",
    "another of its names": lambda r, lay, a: f"{r.choice(a.names)}:{a.port}",
    "upper": lambda r, lay, a: f"{a.name.upper()}:{a.port}",
    "gateway": lambda r, lay, a: f"host.docker.internal:{_published(a)}",
    "misspelt": lambda r, lay, a: f"{_misspelt(r, a.name)}:{a.port}",
    "stranger": lambda r, lay, a: r.choice(_STRANGERS),
    "next port": lambda r, lay, a: _stepped(a),
    "another port": lambda r, lay, a: f"{a.name}:{r.choice([p for p in _WRONG_PORTS if p != a.port])}",
    "published port": lambda r, lay, a: f"{a.name}:{_published(a)}",
    "localhost": lambda r, lay, a: f"{r.choice(['localhost', '127.0.0.1', '[::1]', ''])}:{a.port}",
    "localhost published": lambda r, lay, a: f"{r.choice(['localhost', '127.0.0.1'])}:{_published(a)}",
    "https": lambda r, lay, a: f"https://{a.name}:{a.port}",
    "https alone": lambda r, lay, a: f"https://{a.name}",
    "no port": lambda r, lay, a: a.name,
    "http alone": lambda r, lay, a: f"http://{a.name}",
    "h2c": lambda r, lay, a: f"h2c://{a.name}:{a.port}",
    "compose v1": lambda r, lay, a: f"{a.project.name}_{a.name}_1:{a.port}",
    "second replica": lambda r, lay, a: f"{a.project.name}-{a.name}-2:{a.port}",
    "project before it": lambda r, lay, a: f"{a.project.name}-{a.name}:{a.port}",
    "dotted": lambda r, lay, a: (
        f"{a.name}.{r.choice(['local', 'internal', 'docker', a.project.name])}:{a.port}"
    ),
    "key of the network": lambda r, lay, a: f"{a.name}.{r.choice(['edge_net', 'proxy', 'default'])}:{a.port}",
    "network": lambda r, lay, a: f"{a.name}.{a.project.name}_default:{a.port}",
    "hostname": lambda r, lay, a: f"{a.text.get('hostname', a.name)}:{a.port}",
    "folder": lambda r, lay, a: f"{_folder(a)}-{a.name}-1:{a.port}",
}
_WEIGHTS = dict.fromkeys(_FORMS, 1.0) | {
    "right": 22,
    "right http": 3,
    "another of its names": 7,
    "upper": 1.5,
    "gateway": 2.5,
    "misspelt": 3,
    "stranger": 2,
    "next port": 2.5,
    "another port": 2.5,
    "published port": 2.5,
    "localhost": 2.5,
    "no port": 1.5,
    "https": 1.5,
    "https alone": 0.4,
    "http alone": 0.5,
    "h2c": 0.6,
    "compose v1": 0.6,
    "second replica": 0.4,
    "project before it": 0.5,
    "dotted": 0.7,
    "key of the network": 0.4,
    "network": 0.5,
    "hostname": 0.3,
    "folder": 0.3,
}


def _folder(app: App) -> str:
    folder = app.project.folder.rpartition("/")[2].lower()
    return app.project.name if folder == "." else folder


def _misspelt(random: Random, name: str) -> str:
    other = name.replace("-", "_") if "-" in name else name.replace("_", "-")
    forms = [
        name[:-1],
        f"{name}s",
        name + "-svc",
        f"my-{name}",
        name[0] + name[2:] if len(name) > 3 else name + "x",
    ]
    return random.choice([*forms, other] if other != name else forms)
