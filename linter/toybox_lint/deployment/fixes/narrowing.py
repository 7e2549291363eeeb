"""Ranges of ports that are wider than what answers."""

from __future__ import annotations

from toybox_lint.deployment.model import Link, Verdict
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, Span

_RANGE = pattern(r".*:(\d+)-(\d+)")


def narrow(link: Link, links: tuple[Link, ...]) -> tuple[Fix, ...]:
    """Leave those ports out at the ends of a range that do not answer; a person must agree."""
    origin = link.upstream.origin
    written = _RANGE.fullmatch(origin.text.strip('"`')) if origin.exact else None
    if written is None:
        return ()
    there = _by_place(links)[_place(origin)]
    ports = sorted(int(str(each.upstream.port)) for each in there if each.verdict is Verdict.REACHES)
    if (
        not ports
        or ports[-1] - ports[0] != len(ports) - 1
        or any(each.front is not link.front for each in there)
    ):
        return ()
    start = origin.span.start + origin.text.index(written[0]) + written.start(1)
    text = str(ports[0]) if len(ports) == 1 else f"{ports[0]}-{ports[-1]}"
    edit = Edit(origin.file, Span(start, start + written.end(2) - written.start(1)), text)
    return (Fix(f"dial {'port' if len(ports) == 1 else 'ports'} {text}", Applicability.UNSAFE, (edit,)),)


def _place(origin: Origin) -> object:
    return origin.file.path, origin.span


@remembered
def _by_place(links: tuple[Link, ...]) -> dict[object, list[Link]]:
    found: dict[object, list[Link]] = {}
    for each in links:
        found.setdefault(_place(each.upstream.origin), []).append(each)
    return found
