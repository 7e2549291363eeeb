"""Services whose network is another service's, and services that take a part of their text from another file."""

from __future__ import annotations

from random import Random

from reality.drawing.model import Layout, Project, some

_KEPT = frozenset(
    {"networks", "ports", "network_mode", "profiles", "scale", "deploy", "container_name", "hostname"}
)


def companions(random: Random, layout: Layout, project: Project) -> None:
    """Sometimes put one service onto the network of another one of its project, as behind a VPN."""
    free = [
        app for app in project.apps if not ({"network_mode", "profiles", "scale", "deploy"} & app.text.keys())
    ]
    if len(free) < 2 or not some(random, 0.12):
        return
    app, other = random.sample(free, 2)
    if app.port == other.port or app.published:
        return
    for key in ("networks", "hostname", "ports"):
        app.text.pop(key, None)
    named = other.text.get("container_name")
    app.text["network_mode"] = (
        f"container:{named}" if named and some(random, 0.3) else f"service:{other.name}"
    )
    app.names, app.address, app.behind = [app.name], None, other


def extended(random: Random, layout: Layout) -> None:
    """Sometimes move what a service runs into a file that it extends."""
    for app in layout.apps:
        if not some(random, 0.05) or "build" in app.text or "env_file" in app.text or "volumes" in app.text:
            continue
        base = {key: app.text.pop(key) for key in list(app.text) if key not in _KEPT}
        common = app.project.files.setdefault("common.yml", {"services": {}})
        common["services"][f"{app.name}-base"] = base
        app.text["extends"] = {"file": "common.yml", "service": f"{app.name}-base"}
