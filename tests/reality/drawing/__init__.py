"""Deployments drawn at random, as wide as they are met: layouts, names, networks, servers, routes, ways to write YAML.

What a process binds is what its files say; where they say nothing, it is what its author would tell. What a route
answers is not known here: that shows when the deployment runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from reality.drawing.caddyfiles import caddyfile
from reality.drawing.layouts import laid_out
from reality.drawing.writing import written


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files by path, and how they run: a ``scenario.json`` (see ``reality.scenario``)."""

    texts: dict[str, str]
    scenario: dict[str, Any]


def draw(seed: int) -> Drawn:
    """The deployment of a seed."""
    random = Random(seed)
    layout = laid_out(random)
    routes = caddyfile(random, layout)
    texts = written(random, layout)
    scenario = {
        "projects": [{"dir": each.folder, "files": each.stack} for each in layout.projects],
        "listen": {app.key: app.listen for app in layout.apps if app.listen},
        "caddy": layout.caddy_key,
        "caddyfile": layout.caddyfile,
        "routes": routes,
        "copied": {"/etc/caddy/Caddyfile": layout.caddyfile} if "build" in (layout.caddy or {}) else {},
        "told": layout.told,
    }
    return Drawn(texts, scenario)
