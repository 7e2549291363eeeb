"""Named matchers that no request matches: paths without their slash, and hosts that the site does not have.

Source: Caddy's documentation of request matchers; measured with Caddy 2.11.7: a path begins with a slash whatever the
client sent, ``path api/*`` and ``path_regexp ^api/`` match none. Hosts match without regard to case, a ``*`` one label,
and are compared with the name alone that the client asks for: no scheme, no port, no path.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile, Directive, Site, Word
from toybox_lint.caddy.requests.hosts import HOST, hosts_of
from toybox_lint.caddy.requests.ways import CHANGES
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Span

# A pattern that begins with what stands for itself.
_WITHOUT_SLASH = pattern(r"[\w.~-][^{]*", re.ASCII)
# A regular expression for the beginning of a path, of one way only, whose first character must be there.
_ANCHORED = pattern(r"\^([\w-])(?![?*{])[^|]*", re.ASCII)
# What more than a host is written around one.
_AROUND_HOST = pattern(r"(?:[a-z][a-z0-9]*://)?([\w*.-]+)(?::\d+)?(?:/[^{]*)?", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Unmatched:
    """A ``word`` of the matcher ``name``, of a kind of which none is ever matched. ``of_path``: it lacks its slash.

    ``regular``: it is a regular expression behind ``path``, which is ``kind`` where the word is its only one.
    ``host`` is the name where more than that is written for one.
    """

    name: str
    word: Word
    of_path: bool
    regular: bool = False
    kind: Word | None = None
    host: str = ""

    def edit(self) -> Edit | None:
        """Write the slash, the matcher's kind, or the host alone; ``None`` where the word comes from elsewhere.

        What to write for a host that the site does not have nobody can tell.
        """
        origin, text = self.word.origin, str(self.word.text)
        if self.regular:
            named = self.kind.origin if self.kind else None
            alone = named is not None and named.exact and named.via is None
            return Edit(named.file, named.span, "path_regexp") if named and alone else None
        if (
            not (self.of_path or self.host)
            or not origin.exact
            or origin.via is not None
            or text not in origin.text
        ):
            return None
        if self.host:
            return Edit(origin.file, origin.span, self.host)
        at = origin.span.start + origin.text.index(text) + text.startswith("^")
        return Edit(origin.file, Span(at, at), "/")


def unmatched(caddyfile: Caddyfile) -> Iterator[Unmatched]:
    """The matchers of the sites that are used and match no request, each once."""
    seen: set[object] = set()
    for site in caddyfile.sites if caddyfile.valid else ():
        everything = list(_within(site.block.directives))
        used = {word.text for each in everything for word in each.arguments[:1]}
        moved = any(each.name.text in CHANGES for each in everything)
        for each in everything:
            place = (each.name.origin.file.path, each.name.origin.span)
            if each.name.text in used and str(each.name.text).startswith("@") and place not in seen:
                for found in _judged(each, site, moved):
                    seen.add(place)
                    yield found


def _within(directives: tuple[Directive, ...]) -> Iterator[Directive]:
    for each in directives:
        yield each
        if each.block is not None and not str(each.name.text).startswith("@"):
            yield from _within(each.block.directives)


def _judged(definition: Directive, site: Site, moved: bool) -> Iterator[Unmatched]:
    """Each kind of matcher in the definition by itself: one that matches nothing is enough.

    ``moved``: something in the site changes paths, so that later matchers see other ones.
    """
    kinds: dict[object, list[Word]] = {}
    firsts: dict[object, list[Word]] = {}
    lines = [each.words for each in definition.block.directives] if definition.block else []
    for line in (definition.arguments, *lines):
        for first in line[:1]:
            kinds.setdefault(first.text, []).extend(line[1:])
            firsts.setdefault(first.text, []).append(first)
    name = str(definition.name.text)
    for kind, words in kinds.items():
        if not words or not all(isinstance(word.text, str) for word in words):
            continue
        if kind == "path" and not moved and all(_WITHOUT_SLASH.fullmatch(str(each.text)) for each in words):
            yield from (Unmatched(name, word, True) for word in words)
        elif kind == "path" and all(str(each.text).startswith("^") for each in words):
            written = firsts[kind][0] if len(words) == 1 else None
            yield from (Unmatched(name, word, True, True, written) for word in words)
        elif kind == "path_regexp" and not moved and _ANCHORED.fullmatch(str(words[-1].text)):
            yield Unmatched(name, words[-1], True)
        elif kind == "host" and all(hosts := [_inside(str(each.text)) for each in words]):
            yield from (
                Unmatched(name, word, False, host=host) for word, host in zip(words, hosts, strict=True)
            )
        elif kind == "host" and _is_elsewhere(words, site):
            yield from (Unmatched(name, word, False) for word in words)


def _inside(text: str) -> str:
    """The name in what is more than a host; empty for a host."""
    found = _AROUND_HOST.fullmatch(text)
    return found[1] if found and found[1] != text else ""


def _is_elsewhere(words: list[Word], site: Site) -> bool:
    """Whether the site has none of the hosts. What an import brings may be meant for another site."""
    hosts = [str(word.text).lower() for word in words]
    if not all(map(HOST.fullmatch, hosts)) or any(word.origin.via is not None for word in words):
        return False
    own = hosts_of(site)
    return own is not None and not any(own.may_be(host) for host in hosts)
