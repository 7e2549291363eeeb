"""Which site Caddy asks first where several answer on one address."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.caddy.sites.addresses import SiteAddress
from toybox_lint.patterns import pattern

_FREE = pattern(r"\{[^}]*\}|\*")


def rank(addresses: Iterable[SiteAddress]) -> tuple[bool, bool, int, int]:
    """A site with these addresses comes before those of a higher rank, in Caddy 2.11.

    Those without a host come last, before them those with a wildcard; then the longest host counts, and the
    longest path.
    """
    host = path = ""
    wild = False
    for address in addresses:
        wild = wild or not address.host or "*" in address.host
        host = max(host, address.host, key=_fixed)
        path = max(path, address.path, key=_fixed)
    size = _fixed(host)
    return (False, wild, -size, -len(path)) if size else (True, True, 0, 0)


def _fixed(text: str) -> int:
    """How many characters are fixed: no wildcards, no placeholders."""
    if not ("*" in text or "{" in text):
        return len(text)
    closed = text.rfind("}") + 1
    return len(_FREE.sub("", text[:closed])) + len(text[closed:].replace("*", ""))
