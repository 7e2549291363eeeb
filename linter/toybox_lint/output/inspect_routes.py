"""The table of routes for people: what each resolves to, over which network, and why it reaches or fails."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from toybox_lint.caddy.model import Proxy, Site
from toybox_lint.deployment import Link, Member, Verdict
from toybox_lint.deployment.networks.common_networks import way_to_target
from toybox_lint.facts import Unknown
from toybox_lint.output.frame import WIDTH
from toybox_lint.output.terminal import one_line, paint, width, wrap
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_COLOURS = {Verdict.REACHES: "green", Verdict.FAILS: "red", Verdict.UNKNOWN: "yellow"}
_WIDEST = 30
_VERDICT = len("may fail")
_INDENT = " " * 8


@dataclass(frozen=True, slots=True)
class _Row:
    """A route, in words. Rows that follow each other for one ``reason`` give it once."""

    place: str
    route: str
    upstream: str
    verdict: str
    colour: str
    leads: str
    why: str

    @property
    def reason(self) -> tuple[str, str]:
        return self.verdict, self.why


@dataclass(frozen=True, slots=True)
class Routes:
    """Writes the routes. ``say`` and ``word`` print prose and a word of a file, without secrets."""

    members: Sequence[Member]
    say: Callable[[str], str]
    word: Callable[[Origin, str | Unknown], str]
    color: bool

    def lines(self, links: Sequence[Link]) -> Iterator[str]:
        for front, found in groupby(links, key=lambda link: link.front):
            yield paint(f"routes of {one_line(front.name)}", "bold", self.color)
            for site, of_site in groupby(found, key=lambda link: link.proxy.site):
                yield "  named routes" if site is None else f"  {self.site(front.caddyfile.sites[site])}"
                yield from self.table([self.row(link) for link in of_site])

    def site(self, site: Site) -> str:
        return ", ".join(self.word(each.origin, each.value) for each in site.addresses) or "every host"

    def row(self, link: Link) -> _Row:
        origin = link.upstream.origin
        own = origin.file is link.front.caddyfile.file
        file = "" if own else f"{one_line(posixpath.basename(origin.file.name))}:"
        way = way_to_target(link, self.members)
        leads = one_line(link.target.key) if link.target else ""
        return _Row(
            f"{file}{origin.start.line}",
            self.say(_route(link.proxy)),
            self.word(origin, link.upstream.text),
            link.verdict.value if link.certain else "may fail",
            _COLOURS[link.verdict],
            f"{leads} over {self.say(way)}" if way else leads,
            self.say(link.reason),
        )

    def table(self, rows: Sequence[_Row]) -> Iterator[str]:
        place = max(width(row.place) for row in rows)
        route = max(min(width(row.route), _WIDEST) for row in rows)
        upstream = max(min(width(row.upstream), _WIDEST) for row in rows)
        for row, following in pairwise((*rows, None)):
            assert row is not None
            start = (
                f"    {row.place:>{place}}  {_padded(row.route, route)}  {_padded(row.upstream, upstream)}  "
            )
            room = WIDTH - width(start) - _VERDICT - 2
            fits = not row.leads or width(row.leads) <= room
            verdict = paint(f"{row.verdict:{_VERDICT}}", row.colour, self.color)
            yield f"{start}{verdict}  {row.leads if fits else ''}".rstrip()
            if not fits or following is None or row.reason != following.reason:
                why = row.why if fits else f"{row.leads}: {row.why}"
                yield from (_INDENT + line for line in wrap(why, WIDTH - len(_INDENT)))


def _padded(text: str, columns: int) -> str:
    return text + " " * max(columns - width(text), 0)


def _route(proxy: Proxy) -> str:
    if isinstance(proxy.paths, Unknown):
        return "?"
    return _some_of(proxy.paths) or "*"


def _some_of(paths: Sequence[str]) -> str:
    """All of the paths where they fit into their column, else the first that do, and how many more there are."""
    for shown in range(len(paths), 0, -1):
        rest = f" and {len(paths) - shown} more" if shown < len(paths) else ""
        text = " ".join(paths[:shown]) + rest
        if width(text) <= _WIDEST or shown == 1:
            return text
    return ""
