"""Variables of a Caddyfile that compose does not give to Caddy, or gives empty.

Source: Caddy takes its default (``{$NAME:default}``) when a variable is not set, and not when it is set to nothing;
compose sets ``NAME: ${NAME}`` to nothing when the name is not set.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from toybox_lint.caddy.model import Problem
from toybox_lint.caddy.reading.environment import Use, placeholders, uses
from toybox_lint.deployment.caddies.versions import is_of_some_releases
from toybox_lint.deployment.model import Cause, Front, Link, Member
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.suggest import Names
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.compose.model import Project
    from toybox_lint.compose.yaml.edit import Edits


_PASSED = pattern(r"(?:^|=|:\s+)[\"']?(\$\{(\w+)(?::?-)?\}|\$(\w+))[\"']?\Z")
_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
# Where a provider is named that answers for names in DNS, and what may hold that.
_CHALLENGES = frozenset({"dns", "acme_dns"})
_HOLDING = frozenset({"tls", "issuer", "cert_issuer"})
# From this ratio of difflib on one name is another one misspelt.
_NEARLY = 0.8
_PLAIN = pattern(r"[\w./:@-]+")
# Compose starts nothing of a project as long as one of its files asks in vain for a variable in this way.
_ASKED_FOR = pattern(r"(?<!\$)\$\{(\w+):\?")


_SNIPPET, _END = pattern(r"^\(([^\s)]+)\)[ \t]*\{", re.MULTILINE), pattern(r"^\}", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """A use of a variable that Caddy is not given, and what comes of it: links that fail, problems.

    ``challenge``: it is what a DNS provider must know, so that no name gets a certificate without it.
    ``optional``: an empty default is written, or the variable is all that its line has, as those for more options are.
    """

    front: Front
    member: Member
    name: str
    origin: Origin
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    optional: bool = False
    challenge: bool = False

    @property
    def is_address(self) -> bool:
        """Whether it is all that stands before the brace of a site, so that nothing else goes wrong without it."""
        text, span = self.origin.file.text, self.origin.span
        before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
        behind = text[span.end : text.find("\n", span.end)]
        return not before.strip() and behind.strip() == "{"


def missing(fronts: Iterable[Front], links: Iterable[Link]) -> Iterator[Missing]:
    """Every use of a variable that its Caddy is not given, unless by an unshown image; comments do not count."""
    failing: dict[Front, list[Link]] = {}
    for link in links:
        if link.cause is Cause.NOT_GIVEN or link.front.unshown:
            failing.setdefault(link.front, []).append(link)
    for front in fronts:
        found = [(file, use) for file, use in _used(front) if use.name in front.missing and not use.default]
        places = [Origin(file, Span(use.start, use.end)) for file, use in found]
        own = _links_around(places, failing.get(front, ()))
        blamed: dict[object, list[Problem]] = {}
        # Which release an image has that is not shown is not known either.
        told = [each for each in front.blamed if not (front.unshown and is_of_some_releases(each))]
        for each in told:
            blamed.setdefault(_line(each.origin), []).append(each)
        lines = set(map(_line, places))
        for (_, use), origin, links_around in zip(found, places, own, strict=True):
            assert front.member is not None
            line = _line(origin)
            problems = blamed.get(line, [])
            if origin is places[0]:
                # What stands on no line with a use is said once.
                problems = [each for each in told if _line(each.origin) not in lines - {line}]
            if not (links_around or problems) and _is_idle(origin, front):
                continue
            optional = use.default == "" or origin.file.line(origin.start.line).strip() == origin.text
            yield Missing(
                front, front.member, use.name, origin, tuple(links_around), tuple(problems), optional
            )
        yield from _looked_up(front, failing.get(front, ()))
        if front.missing:
            yield from _of_challenges(front)


def _is_idle(origin: Origin, front: Front) -> bool:
    """Whether the place is in a snippet that no file imports."""
    text = origin.file.text
    heads = list(_SNIPPET.finditer(text, 0, origin.span.start))
    if not heads or _END.search(text, heads[-1].end(), origin.span.start):
        return False
    imported = re.compile(rf"\bimport\s+{re.escape(heads[-1][1])}(?!\S)")
    return not any(imported.search(file.text) for file in front.caddyfile.files)


def _links_around(places: Iterable[Origin], links: Iterable[Link]) -> list[list[Link]]:
    """For each place the links whose upstream has it in its word."""
    own: list[list[Link]] = []
    starts: dict[SourceFile, list[int]] = {}
    firsts: dict[SourceFile, int] = {}
    for number, origin in enumerate(places):
        firsts.setdefault(origin.file, number)
        starts.setdefault(origin.file, []).append(origin.span.start)
        own.append([])
    for link in links:
        file, word = link.upstream.origin.file, _word(link)
        there = starts.get(file, [])
        for at in range(bisect_left(there, word.start), bisect_left(there, word.end)):
            own[firsts[file] + at].append(link)
    return own


def _line(origin: Origin) -> object:
    return origin.file, origin.start.line


def _looked_up(front: Front, failing: Iterable[Link]) -> Iterator[Missing]:
    """The variables that Caddy looks up while it runs, where an upstream fails for them."""
    found: dict[tuple[str, Origin], list[Link]] = {}
    for link in failing:
        file, span = link.upstream.origin.file, _word(link)
        for use in placeholders(file.text[span.start : span.end]):
            origin = Origin(file, Span(span.start + use.start, span.start + use.end))
            if use.name in front.missing:
                found.setdefault((use.name, origin), []).append(link)
    for (name, origin), links in found.items():
        assert front.member is not None
        yield Missing(front, front.member, name, origin, tuple(links), ())


def _of_challenges(front: Front) -> Iterator[Missing]:
    """What Caddy looks up while it runs for a DNS provider: ``dns`` in ``tls`` and its issuers, ``acme_dns``."""
    assert front.member is not None
    waiting = [
        *front.caddyfile.options,
        *(each for site in front.caddyfile.sites for each in site.block.directives),
    ]
    seen: set[Origin] = set()
    while waiting:
        directive = waiting.pop()
        if directive.name.text in _HOLDING and directive.block:
            waiting += directive.block.directives
        if directive.name.text not in _CHALLENGES:
            continue
        inner = directive.block.directives if directive.block else ()
        for word in (*directive.words, *(word for each in inner for word in each.words)):
            for use in placeholders(word.origin.text):
                origin = word.origin.part(use.start, use.end)
                if use.name in front.missing and origin not in seen:
                    seen.add(origin)
                    yield Missing(front, front.member, use.name, origin, (), (), challenge=True)


def _used(front: Front) -> Iterator[tuple[SourceFile, Use]]:
    """Uses outside of comments, whose end is not known when a variable is empty: they go on to the end of the line."""
    caddyfile = front.caddyfile
    comments: dict[object, int] = {}
    for comment in caddyfile.comments:
        start = comment.origin.span.start
        line = _line(comment.origin)
        comments[line] = min(start, comments.get(line, start))
    for file in caddyfile.files:
        for use in uses(file.text):
            comment_at = comments.get((file, file.position(use.start).line)) if comments else None
            if comment_at is None or comment_at > use.start:
                yield file, use


def blamed(link: Link) -> Link:
    """A link that fails, for its true cause where a variable of the address is missing."""
    file, span = link.upstream.origin.file, _word(link)
    text = file.text[span.start : span.end]
    names = [use.name for use in (*uses(text), *placeholders(text)) if not use.default]
    missing = next((name for name in names if name in link.front.missing), None)
    if missing is None:
        return link
    reason = f"what is left dials {link.upstream.dial}, and {link.reason}"
    if not link.upstream.dial:
        reason = "no address is left to dial"
    return replace(link, cause=Cause.NOT_GIVEN, reason=reason, sole=False)


def _word(link: Link) -> Span:
    """The upstream's whole word, of which an empty variable leaves a part."""
    text, (start, end) = link.upstream.origin.file.text, link.upstream.origin.span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)


def pass_variable(
    member: Member, name: str, *, usual: str | None = None, mends: bool = False
) -> tuple[tuple[Fix, ...], str | None]:
    """The fix that passes ``name`` on to the service, or why there is none, for people.

    ``usual`` is what it is where nobody sets it.
    """
    from toybox_lint.compose.edit import last_file, set_variable

    file = last_file(member.project, member.name) if _NAME.fullmatch(name) else None
    from toybox_lint.compose.yaml.edit import Refusal

    edits: Edits = Refusal("it is no name, or the service is not written in a file of the project")
    usual = None if usual and "$" in usual else usual
    if file is not None:
        value = f"${{{name}}}" if usual is None else f"${{{name}:-{usual}}}"
        edits = set_variable(file, member.name, name, value)
    if isinstance(edits, Refusal):
        return (), f"pass {name} on to {member.name}; not done here: {edits.reason}"
    title = f"pass {name} on to {member.name}" + (f", by default {usual}" if usual else "")
    return (Fix(title, Applicability.UNSAFE, edits, mends=mends),), None


@dataclass(frozen=True, slots=True, eq=False)
class MaybeEmpty:
    """A variable that compose passes on though it may be empty, so that Caddy's default is not taken.

    ``given`` is what compose substitutes, ``use`` where the Caddyfile has the default. Without a ``source`` nothing is
    written there, and it is empty.
    """

    front: Front
    name: str
    source: str
    given: Origin
    use: Origin
    default: str

    def edit(self) -> Edit | None:
        """Give compose the default, or the variable that is meant; ``None`` for a default that needs quotes."""
        if not self.source or not (self.meant or _PLAIN.fullmatch(self.default)):
            return None
        from toybox_lint.compose.yaml.parts import replace_part

        passed = self.meant or f"{self.source}:-{self.default}"
        return replace_part(self.given.file, self.given.span, f"${{{passed}}}")

    @property
    def meant(self) -> str | None:
        """A variable of the project of nearly that name, that nothing in its files takes, and no other site has."""
        if not self.source or self.front.member is None:
            return None
        project = self.front.member.project
        sites = {each.origin.text for site in self.front.caddyfile.sites for each in site.addresses}
        names = [
            name
            for name, value in project.environment.values.items()
            if isinstance(value, str) and value and value not in sites
        ]
        near = Names(names).closest(self.source, _NEARLY)
        taken = re.compile(rf"\$\{{?{re.escape(near[0])}\b") if near else None
        free = taken is not None and not any(taken.search(file.text) for file in project.files)
        return near[0] if free else None


def maybe_empty(fronts: Iterable[Front]) -> Iterator[MaybeEmpty]:
    """The variables with a default in a Caddyfile to which compose may give nothing."""
    for front in fronts:
        seen: set[str] = set()
        for file, use in _used(front):
            if front.member is None or not use.default or use.name in seen:
                continue
            seen.add(use.name)
            given = _substituted(front.member, use.name)
            if given is not None and given[0] not in _required(front.member.project):
                source, origin = given
                place = Origin(file, Span(use.start, use.end))
                yield MaybeEmpty(front, use.name, source, origin, place, use.default)


@remembered
def _required(project: Project) -> frozenset[str]:
    """The variables without which Compose refuses the project, whichever file asks for them, so that none is empty."""
    lines = (
        line
        for file in project.files
        for line in file.text.split("\n")
        if ":?" in line and not line.lstrip().startswith("#")
    )
    return frozenset(name for line in lines for name in _ASKED_FOR.findall(line))


def _substituted(member: Member, name: str) -> tuple[str, Origin] | None:
    """The variable that compose puts in for ``name`` as it is, and where; none where nothing is written at all."""
    value = member.service.environment.get(name)
    if value is None or not (value.value == "" or isinstance(value.value, Unknown)):
        return None
    if value.value == "" and value.origin.text.strip("\"'") in ("", f"{name}="):
        return "", value.origin
    if value.origin.file not in member.project.files:
        return None
    start = value.origin.span.start
    line = value.origin.file.text[start:].split("\n", 1)[0]
    match = _PASSED.search(value.origin.text or line.rstrip())
    if match is None:
        return None
    return match[2] or match[3], Origin(value.origin.file, Span(start + match.start(1), start + match.end(1)))
