"""With which names TLS begins at the ports of a Caddy.

Source: measured with Caddy 2.11.7. The certificates of all its sites count at each port; for a name that it has none
for, and no default, the handshake ends with an *internal error*. A ``*`` stands for one label, of several the first.
"""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile, Directive
from toybox_lint.caddy.sites.names import Name, known_names, option
from toybox_lint.later import remembered
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Port:
    """What Caddy has at one port: the first name, whether some, or all, are in TLS, and those that TLS begins with.

    ``open``: it may have a certificate for others, too.
    """

    first: Name
    some_tls: bool
    all_tls: bool
    patterns: frozenset[str]
    open: bool

    def may_begin(self, server: str) -> bool:
        """Whether it may have a certificate for the name, or one that it gives for want of another."""
        labels = server.lower().split(".")
        wild = (".".join(["*"] * count + labels[count:]) for count in range(len(labels) + 1))
        return self.open or not self.patterns.isdisjoint(("", "*", *wild))


@remembered
def by_port(caddyfile: Caddyfile) -> dict[int, Port]:
    """Each port that a site has, or none if there may be sites besides those that are known."""
    at: dict[int, list[Name]] = {}
    for name in known_names(caddyfile):
        at.setdefault(name.port, []).append(name)
    secured = [name for names in at.values() for name in names if name.tls]
    options = ("default_sni", "fallback_sni", "on_demand_tls")
    usual = any(option(caddyfile, each) is not None for each in options) or any(
        map(_may_have_others, secured)
    )
    patterns = frozenset(name.host.lower() for name in secured)
    return {port: _port(names, patterns, usual) for port, names in at.items()}


def _port(names: list[Name], patterns: frozenset[str], usual: bool) -> Port:
    secured = [name.tls for name in names]
    return Port(names[0], any(secured), all(secured), patterns, usual or not all(secured))


def _may_have_others(name: Name) -> bool:
    """Whether it has no certificate of its own alone: one of a file may be for more names than the site has."""
    lines = (line for line in name.site.block.directives if line.name.text == "tls")
    given = any(len(line.arguments) > 1 or _brings(line) for line in lines)
    return name.on_demand or "{" in name.host or given


def _brings(tls: Directive) -> bool:
    inside = tls.block.directives if tls.block else ()
    return any(line.name.text in ("load", "get_certificate", "import") for line in inside)
