"""Which of the failures the files tell. The others are no fault of a linter that does not see them.

A server that is only declared may speak HTTP/2 or FastCGI; a name with a dot may be public; the host may know names
that no container has; an image that is not the official one may trust other authorities.
"""

from __future__ import annotations

from reality.drawing.model import App, Layout

_NOWHERE = frozenset({"nothing", "healthcheck_alone"})
_MAYBE_PUBLIC = frozenset({"dotted", "key of the network"})
_OFFICIAL = ("caddy", "caddy:", "docker.io/library/caddy:")


def told(layout: Layout, app: App, text: str, kind: str) -> bool:
    """Whether the files tell that an upstream fails, if it does."""
    host, _, _ = text.rpartition("//")[2].rpartition(":")
    if app.says in _NOWHERE or kind == "hostname" or host == "[::1]":
        return False
    if kind in _MAYBE_PUBLIC and not {"_", "-"} & set(host.rpartition(".")[2]):
        return False
    if text.startswith("h2c") and (app.says != "command" or "hypercorn" in str(app.text.get("command"))):
        return False
    if kind.startswith("host: ") and host not in ("localhost", "127.0.0.1", "", "0.0.0.0", *app.names):
        return False
    return not (text.startswith("https") and not _official(layout))


def _official(layout: Layout) -> bool:
    image = str((layout.caddy or {}).get("image", "caddy"))
    return image == "caddy" or image.startswith(_OFFICIAL[1:])


def where_caddy_is(layout: Layout, kinds: list[str]) -> bool:
    """Whether the files tell where a Caddy runs that no service is: it dials what is published on the host."""
    return layout.caddy is not None or "host: published" in kinds
