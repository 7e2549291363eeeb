"""What a variable of an upstream may be by default, where one service alone has the rest of the address."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.caddies.variables import Missing
from toybox_lint.deployment.model import Link
from toybox_lint.patterns import pattern, re

_BEFORE = pattern(r"(?:^|[\s\"`]|://)(?:([\w.-]+):)?$", re.ASCII)
_BEHIND = pattern(r"(?::(\d+))?(?=[\s\"`]|$)", re.ASCII)


def usual_value(found: Missing) -> str | None:
    """The host, or the port, for which the variable stands; ``None`` where there is none, or there are several."""
    origin = found.origin
    line, start = str(origin.file.line(origin.start.line)), origin.start.column - 1
    before = _BEFORE.search(line[:start])
    behind = _BEHIND.match(line[start + len(origin.text) :])
    if before is None or behind is None or bool(before[1]) is bool(behind[1]):
        return None
    values = {value for link in found.links for value in _values(link, before[1], behind[1])}
    return values.pop() if len(values) == 1 else None


def _values(link: Link, host: str | None, port: str | None) -> Iterator[str]:
    """By each service that may be meant at the port, or by what the one of that name listens on, if on one alone."""
    if host is None:
        yield from (each.name for each in link.candidates if str(each.port) == port)
    elif link.target is not None:
        ports = {each.port for each in link.target.listening.listeners}
        yield from (str(each) for each in ports if len(ports) == 1 and isinstance(each, int))
