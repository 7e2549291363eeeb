"""Several names that nobody has, in front of several services: each name hardly means the same one.

What is called a frontend is rather the one that is called web, and a backend the one that is called api. Nothing of
this is sure: it is the order in which what may be meant is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.model import Candidate, Cause, Link, Member
from toybox_lint.deployment.upstreams.candidates import likely_among
from toybox_lint.patterns import pattern
from toybox_lint.records import replace

_WORD = pattern(r"[a-z]+")
_PAGES = frozenset(
    ("front", "frontend", "web", "website", "ui", "client", "www", "spa", "site", "next", "nuxt")
)
_CALLS = frozenset(
    ("back", "backend", "api", "server", "rest", "graphql", "django", "fastapi", "rails", "express")
)


def told_apart(links: Iterable[Link]) -> Iterator[Link]:
    """``links``, with what each name that nobody has may mean in the order in which it is likely beside the others."""
    found = tuple(links)
    chosen: dict[tuple[str, str], Member] = {}
    taken: dict[str, set[Member]] = {}
    for link in sorted(filter(_is_unknown, found), key=lambda link: len(_likely(link))):
        place, file = _place(link), link.front.caddyfile.file.path
        if place not in chosen:
            others = taken.setdefault(file, set())
            chosen[place] = _likeliest(link, others).member
            others.add(chosen[place])
    for link in found:
        first = chosen.get(_place(link)) if _is_unknown(link) else None
        yield link if first is None else replace(link, candidates=_with_first(link, first))


def _is_unknown(link: Link) -> bool:
    return link.cause is Cause.UNKNOWN_NAME and bool(link.candidates)


def _place(link: Link) -> tuple[str, str]:
    return link.front.caddyfile.file.path, str(link.upstream.host).lower()


def _likely(link: Link) -> tuple[Candidate, ...]:
    """Those that something speaks for; all that there are where nothing does."""
    return (
        link.candidates[:1] if link.sole else likely_among(link.candidates, link.upstream) or link.candidates
    )


def _likeliest(link: Link, taken: set[Member]) -> Candidate:
    """The first that has a part like the name's and that no other name means, of those that something speaks for."""
    part = _part(str(link.upstream.host))
    return min(
        _likely(link), key=lambda each: (each.member in taken, _differs(part, _part(each.member.name)))
    )


def plays_the_part(member: Member, name: str) -> bool:
    """Whether a service is called after what ``name`` tells, too: pages, or what they ask."""
    return _differs(_part(name), _part(member.name)) == 0


def _differs(one: str, other: str) -> int:
    """0 for the same part, 2 for another one, 1 where a name tells none."""
    return 1 if not one or not other else 0 if one == other else 2


def _part(name: str) -> str:
    words = frozenset(_WORD.findall(name.lower()))
    pages, calls = bool(words & _PAGES), bool(words & _CALLS)
    return "" if pages == calls else "pages" if pages else "calls"


def _with_first(link: Link, member: Member) -> tuple[Candidate, ...]:
    return tuple(sorted(link.candidates, key=lambda each: each.member is not member))
