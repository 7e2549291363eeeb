"""Which of the failures the files tell. The others are no fault of a linter that does not see them.

A server that is only declared may speak HTTP/2, TLS or FastCGI; a name with a dot may be public, or the private one of
a company; the host may know names that no container has; an image that is not the official one may trust other
authorities; of two services with one name the engine takes the one on the network that it takes first.
"""

from __future__ import annotations

from reality.drawing.model import App, Layout

_NOWHERE = frozenset({"nothing", "healthcheck_alone"})
_MAYBE_PUBLIC = frozenset({"dotted", "key of the network"})
# Ends of private names, and names of projects and networks that are domains of the public root.
_DOMAINS = frozenset({"local", "internal", "docker", "store", "shop", "web", "private"})
_ITS_OWN = frozenset({"localhost", "127.0.0.1", "", "0.0.0.0"})
# How a server says what it speaks: by its own command or configuration.
SAID = frozenset(
    {"command", "loopback", "tls", "interpolated", "from_env_file", "entrypoint", "gunicorn_file", "script"}
)
_OFFICIAL = ("caddy:", "docker.io/library/caddy:")


def told(layout: Layout, app: App, text: str, kind: str) -> bool:
    """Whether the files tell that an upstream fails, if it does."""
    host, _, _ = text.rpartition("//")[2].rpartition(":")
    on_host = kind.startswith("host: ")
    if app.says in _NOWHERE or (host == "[::1]" and on_host):
        return False
    if kind in _MAYBE_PUBLIC and not _is_no_domain(layout, host.partition(".")[2]):
        return False
    if text.startswith("h2c") and (app.says not in SAID or "hypercorn" in str(app.text.get("command"))):
        return False
    if on_host and host not in (*_ITS_OWN, *app.names):
        return False
    if host == app.name and any(other.name == app.name for other in layout.others(app)):
        return False
    speaks = app.says in SAID and not app.tls
    return not text.startswith("https") or speaks or _official(layout)


def _is_no_domain(layout: Layout, rest: str) -> bool:
    """Whether nothing but a network or a project can be meant by what stands behind the first dot."""
    keys = {key for project in layout.projects for key in project.main.get("networks") or {}}
    parts = keys | {"default"} | {project.name for project in layout.projects}
    return bool({"_", "-"} & set(rest.rpartition(".")[2])) or rest in parts - _DOMAINS


def _official(layout: Layout) -> bool:
    image = str((layout.caddy or {}).get("image", "caddy"))
    return image == "caddy" or image.startswith(_OFFICIAL)


def where_caddy_is(layout: Layout, kinds: list[str]) -> bool:
    """Whether the files tell where a Caddy runs that no service is: it dials what is published on the host."""
    return layout.caddy is not None or "host: published" in kinds
