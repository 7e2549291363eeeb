"""Words that Caddy knows, in a block where it does not: where they stand, and how they get there.

Source: Caddy's documentation of the Caddyfile, of ``reverse_proxy`` and of the global options.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from toybox_lint.caddy.directives.options import OptionsReader
from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.directives.proxy import TABLE
from toybox_lint.caddy.directives.transport import HTTP
from toybox_lint.caddy.edit import OwnLines, append, indentation, own_lines, step
from toybox_lint.caddy.model import Caddyfile, Directive, Problem
from toybox_lint.caddy.requests.ways import ANSWERING, CONTAINERS, leave_out, name_of, words
from toybox_lint.caddy.wording.misplaced import MEANT
from toybox_lint.caddy.wording.standing import beside, owner
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, Span

_PROXY = "reverse_proxy"
# The opening brace of the global options, with its line.
_OPTIONS = pattern(r"(?:[ \t]*(?:#[^\n]*)?\n)*\{[ \t]*\r?\n")
_IN_PROXY = frozenset((*TABLE, "transport", "lb_policy", "health_upstream", "health_port", "dynamic"))
# Directives of a site alone, and those that answer: beside another they would mean something else.
_STAYING = frozenset(("tls", "bind", "log", "import", "invoke", "handle_errors")) | ANSWERING | CONTAINERS


@dataclass(frozen=True, slots=True, eq=False)
class Elsewhere:
    """Where the word of a problem stands, a clause for people, and the fixes that put it there."""

    help: str
    fixes: tuple[Fix, ...] = ()


def elsewhere(caddyfile: Caddyfile, problem: Problem) -> Elsewhere | None:
    """``None`` for a word that Caddy knows nowhere, and where it stands already."""
    word = problem.origin.text
    if problem.kind == "unknown-subdirective":
        holder = owner(caddyfile, problem.origin)
        if holder is None or problem.origin.via is not None:
            return None
        if name_of(holder) == _PROXY and word in HTTP:
            return Elsewhere(
                f"{word} stands in the block of transport http", _fix("move it there", _to_transport(holder))
            )
        if word in DIRECTIVES:
            return _of_a_site(word, holder)
        return _of_the_options(word) if name_of(holder) == "tls" else None
    if problem.kind == "matcher-outside-site":
        fixes = _fix("move it into the site that uses it", _into_its_site(caddyfile, problem))
        return Elsewhere(f"{word} stands in the block of the site that uses it", fixes)
    if problem.kind == "unknown-directive" and not problem.package:
        return _of_a_block(caddyfile, problem, word)
    return None


def _fix(title: str, edits: tuple[Edit, ...], level: Applicability = Applicability.SAFE) -> tuple[Fix, ...]:
    return (Fix(title, level, edits, mends=True),) if edits else ()


@remembered
def _to_transport(holder: Directive) -> tuple[Edit, ...]:
    """``to_transport``, which is the same for each of its words: they may be hundreds."""
    return to_transport(holder)


def to_transport(holder: Directive, old: str = "", new: str = "") -> tuple[Edit, ...]:
    """Put all words of a transport into the one of the proxy, or into a new one; ``old`` is called ``new`` there."""
    inside = holder.block.directives if holder.block else ()
    moved = [each for each in inside if name_of(each) in HTTP or name_of(each) == old]
    there = next((each for each in inside if name_of(each) == "transport"), None)
    if any(name_of(each) in MEANT for each in inside) or (there and (words(there) or ("",))[0] != "http"):
        return ()

    def put(lines: Sequence[str]) -> Edit | None:
        named = [new + line.removeprefix(old) if old and line.split()[0] == old else line for line in lines]
        return append(there, named) if there else _opened(moved[0], named)

    return _moved(moved, put)


def _opened(first: Directive, lines: Sequence[str]) -> Edit | None:
    own = own_lines(first)
    if own is None:
        return None
    before, step = indentation(first)
    block = [f"{before}transport http {{", *(f"{before}{step}{line}" for line in lines), f"{before}}}"]
    return Edit(own.file, own.span, own.file.newline.join(block))


def _moved(directives: Sequence[Directive], put: Callable[[Sequence[str]], Edit | None]) -> tuple[Edit, ...]:
    """Take lines without blocks from where they are, and ``put`` them; none where the text does not allow it.

    What is put over the first of them takes that one's place. A line that stands in the block of an import may be
    brought to several places: it is not moved from them all.
    """
    if not directives or len({each.name.origin for each in directives}) < len(directives):
        return ()
    own = [each for line in directives if line.block is None and (each := own_lines(line)) is not None]
    gone = [edit for line in directives if (edit := leave_out(line)) is not None]
    added = put([_text(each) for each in own])
    if added is None or len(own) < len(directives) or len(gone) < len(directives):
        return ()
    rest = gone[1:] if added.span == own[0].span else gone
    return (added, *rest)


def _text(own: OwnLines) -> str:
    return own.file.text[own.span.start : own.span.end].strip()


def _of_a_site(word: str, holder: Directive) -> Elsewhere:
    """A directive in the block of another."""
    more, fixes = _out_of(holder)
    return Elsewhere(
        f"{word} is a directive: it stands beside {name_of(holder)}, not in its block{more}", fixes
    )


@remembered
def _out_of(holder: Directive) -> tuple[str, tuple[Fix, ...]]:
    """How the directives in a block get out of it: what there is to say of it, and fixes."""
    inside = holder.block.directives if holder.block else ()
    moved = [each for each in inside if name_of(each) in DIRECTIVES and name_of(each) not in _known(holder)]
    staying = _STAYING - {"log"} if holder.depth == 1 else _STAYING
    if any(name_of(each) in staying for each in moved):
        return "", ()
    path = _prefix(holder, inside)
    if path is not None:
        return (
            f"; handle_path {path} takes the prefix off",
            _fix(f"write handle_path {path}", _in_handle_path(holder, path), Applicability.UNSAFE),
        )
    if any(str(each.text).startswith(("/", "@")) for each in holder.arguments[:1]):
        return "", ()
    edits = _moved(moved, lambda lines: _before(holder, lines))
    return "", _fix(f"move it before {name_of(holder)}", edits, Applicability.UNSAFE)


def _known(holder: Directive) -> Collection[str]:
    return _IN_PROXY if name_of(holder) == _PROXY else ("root",) if name_of(holder) == "file_server" else ()


def _before(holder: Directive, lines: Sequence[str]) -> Edit | None:
    own = own_lines(holder)
    if own is None:
        return None
    before = indentation(holder)[0]
    text = "".join(f"{before}{line}{own.file.newline}" for line in lines)
    return Edit(own.file, Span(own.span.start, own.span.start), text)


def _prefix(holder: Directive, inside: Sequence[Directive]) -> str | None:
    """The path of a proxy whose block is nothing but the line that takes the prefix of the path off."""
    first = next(iter(holder.arguments), None)
    path = first.text if first is not None and isinstance(first.text, str) else ""
    taken = ("strip_prefix", path.removesuffix("*").rstrip("/"))
    alone = len(inside) == 1 and name_of(inside[0]) == "uri" and words(inside[0]) == taken
    return (
        path if alone and path.startswith("/") and path.endswith("/*") and name_of(holder) == _PROXY else None
    )


def _in_handle_path(holder: Directive, path: str) -> tuple[Edit, ...]:
    own, matcher = own_lines(holder), holder.arguments[0].origin
    if own is None or not matcher.exact or matcher.via is not None or len(holder.words) < 3:
        return ()
    text, (before, step) = own.file.text, indentation(holder)
    upstreams = text[matcher.span.end : holder.words[-1].origin.span.end].strip()
    lines = (f"{before}handle_path {path} {{", f"{before}{step}{_PROXY} {upstreams}", f"{before}}}")
    return (Edit(own.file, own.span, own.file.newline.join(lines)),)


def _of_a_block(caddyfile: Caddyfile, problem: Problem, word: str) -> Elsewhere | None:
    """A word of a proxy's block, or of the global options, where directives stand."""
    around, shown = beside(caddyfile, problem.origin), problem.origin.via is None
    if word in HTTP:
        edits = _into_the_transport(around) if shown else ()
        fixes = _fix(f"move it into the transport of {_PROXY}", edits, Applicability.UNSAFE)
        return Elsewhere(f"{word} stands in transport http, in the block of {_PROXY}", fixes)
    if word in _IN_PROXY:
        edits = _into_the_proxy(around) if shown else ()
        fixes = _fix(f"move it into {_PROXY}", edits, Applicability.UNSAFE)
        return Elsewhere(f"{word} stands in the block of {_PROXY}", fixes)
    found = _of_the_options(word)
    shown = shown and problem.origin.file is caddyfile.file
    edits = _to_the_options(caddyfile)(around) if found and shown else ()
    return replace(found, fixes=_fix("move it there", edits, Applicability.UNSAFE)) if found else None


def _of_the_options(word: str) -> Elsewhere | None:
    if word not in OptionsReader().table:
        return None
    return Elsewhere(f"{word} is a global option: it stands in the block at the top of the file")


@remembered
def _to_the_options(caddyfile: Caddyfile) -> Callable[[tuple[Directive, ...]], tuple[Edit, ...]]:
    """The lines of global options in a block, behind the brace of theirs or in one before everything else."""
    text, newline = caddyfile.file.text, caddyfile.file.newline
    known = OptionsReader().table.keys() - DIRECTIVES
    opened = _OPTIONS.match(text)

    def put(lines: Sequence[str]) -> Edit:
        inside = "".join(f"{step(text)}{line}{newline}" for line in lines)
        if opened is None:
            return Edit(caddyfile.file, Span(0, 0), f"{{{newline}{inside}}}{newline}{newline}")
        return Edit(caddyfile.file, Span(opened.end(), opened.end()), inside)

    return remembered(lambda around: _moved([each for each in around if name_of(each) in known], put))


@remembered
def _into_the_proxy(around: tuple[Directive, ...]) -> tuple[Edit, ...]:
    """The words of a proxy's block into that of the only proxy beside them."""
    proxies = [each for each in around if name_of(each) == _PROXY]
    moved = [each for each in around if name_of(each) in _IN_PROXY - DIRECTIVES]
    if len(proxies) != 1:
        return ()
    return _moved(moved, lambda lines: append(proxies[0], lines))


@remembered
def _into_the_transport(around: tuple[Directive, ...]) -> tuple[Edit, ...]:
    """The words of a transport into that of the only proxy beside them."""
    proxies = [each for each in around if name_of(each) == _PROXY]
    moved = [each for each in around if name_of(each) in HTTP]
    if len(proxies) != 1:
        return ()
    inside = proxies[0].block.directives if proxies[0].block else ()
    there = next((each for each in inside if name_of(each) == "transport"), None)
    if there is not None:
        return _moved(moved, lambda lines: append(there, lines))
    return _moved(
        moved, lambda lines: append(proxies[0], ["transport http {", *(f"\t{each}" for each in lines), "}"])
    )


def _into_its_site(caddyfile: Caddyfile, problem: Problem) -> tuple[Edit, ...]:
    """The line of a named matcher at the beginning of the only site that has its name."""
    origin, name = problem.origin, problem.origin.text
    text = origin.file.text
    using = _using(caddyfile).get(name, ())
    start, end = origin.span.start, text.find("\n", origin.span.end) + 1
    line = text[start:end].strip()
    if len(using) != 1 or not end or text[start - 1 : start] not in ("", "\n") or line.endswith(("{", "`")):
        return ()
    (open_,) = using
    behind = text.find("\n", open_.span.end) + 1
    if open_.file is not origin.file or open_.text != "{" or not open_.exact or not behind:
        return ()
    return (
        Edit(origin.file, Span(start, end), ""),
        Edit(origin.file, Span(behind, behind), f"{step(text)}{line}{origin.file.newline}"),
    )


@remembered
def _using(caddyfile: Caddyfile) -> dict[str, list[Origin]]:
    """By their names the matchers that sites name, with the braces of two of the sites at most."""
    found: dict[str, list[Origin]] = {}
    for site in caddyfile.sites:
        texts = {word.text for each in site.block.walk() for word in each.words}
        for name in (each for each in texts if isinstance(each, str) and each.startswith("@")):
            known = found.setdefault(name, [])
            if len(known) < 2:
                known.append(site.block.open)
    return found
