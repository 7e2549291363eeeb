"""What lets Caddy take a Caddyfile that it refuses, where the file itself tells what must be meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from toybox_lint.caddy.edit import own_lines, without_gap
from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile, Directive, Problem, Site
from toybox_lint.caddy.requests.ways import ANSWERING, CONTAINERS, name_of
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.caddies.fronts import loaded
from toybox_lint.deployment.fixes.redirecting import given_to
from toybox_lint.deployment.fixes.respelling import respelt, without_scheme
from toybox_lint.deployment.fixes.rewriting import path_by_rewrite, proxy_of
from toybox_lint.deployment.model import Deployment, Front
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.facts import Environment
from toybox_lint.later import remembered
from toybox_lint.records import replace
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import TypeAlias

_ANSWERING = ANSWERING | CONTAINERS
Mend: TypeAlias = "Callable[[Problem], tuple[Fix, ...]]"
# What a value alone tells how to mend, whatever stands around it.
_OF_A_VALUE = frozenset({"upstream-scheme-port", "upstream-with-path", "upstream-scheme"})


def accepted(problem: Problem, caddyfile: Caddyfile, deployment: Deployment) -> tuple[Fix, ...]:
    """The word that is meant; a path as a rewrite; a matcher of another site; two sites of one address as one.

    A brace that Caddy does without is only written, and one that closes nothing only left out, where Caddy takes the
    file then, too.
    """
    needless = problem.kind == "closing-brace-missing" and not problem.fatal
    if problem.kind == "brace-too-many" and not _is_sole_fault(caddyfile):
        return ()
    if needless or problem.kind == "brace-too-many":
        fronts = [front for front in deployment.fronts if front.caddyfile is caddyfile]
        return tuple(
            fix for fix in respelt(problem) if all(_takes(front, fix, deployment) for front in fronts)
        )
    if problem.kind == "unknown-matcher" and not problem.suggestions:
        return _with_matcher(problem, caddyfile)
    if problem.kind == "ambiguous-site":
        return _united(problem, caddyfile)
    mend = respelt
    if problem.kind == "upstream-scheme-port" and _is_in_tls(proxy_of(caddyfile, problem.origin)):
        mend = without_scheme
    return (
        mend(problem)
        or path_by_rewrite(problem, caddyfile)
        or _where_given(problem, caddyfile, deployment, mend)
    )


@remembered
def _is_sole_fault(caddyfile: Caddyfile) -> bool:
    """Whether one brace too many is there at most: without one of several Caddy refuses the file all the same."""
    return sum(problem.kind == "brace-too-many" for problem in caddyfile.problems) < 2


def _is_in_tls(proxy: Directive | None) -> bool:
    """Whether the transport of the proxy says that it speaks TLS, which no scheme of plain HTTP may stand beside."""
    lines = proxy.block.directives if proxy and proxy.block else ()
    inside = [
        each
        for line in lines
        if line.name.text == "transport" and line.block
        for each in line.block.directives
    ]
    return any(str(each.name.text).startswith("tls") for each in inside)


def _where_given(
    problem: Problem, caddyfile: Caddyfile, deployment: Deployment, mend: Mend
) -> tuple[Fix, ...]:
    """What is meant where the word is a variable: written where Caddy's service gives its value."""
    fronts = [front for front in deployment.fronts if front.caddyfile is caddyfile]
    place = given_to(fronts[0], problem.origin) if len(fronts) == 1 and problem.kind in _OF_A_VALUE else None
    if place is None:
        return ()
    fixes = mend(replace(problem, origin=place))
    return tuple([replace(fix, edits=tuple(map(_fitting, fix.edits))) for fix in fixes])


def _fitting(edit: Edit) -> Edit:
    """The edit, so that its file reads the text as one value."""
    return replace_part(edit.file, edit.span, edit.text)


def _takes(front: Front, fix: Fix, deployment: Deployment) -> bool:
    """Whether a Caddy takes its Caddyfile with ``fix``; not known where that is in a file that is imported."""
    file = front.caddyfile.file
    if any(edit.file is not file for edit in fix.edits):
        return False
    text = file.text
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = f"{text[: edit.span.start]}{edit.text}{text[edit.span.end :]}"
    mended = SourceFile(file.path, file.name, text, file.bom)
    environment = front.environment or Environment()
    if front.member is None:
        return load_caddyfile(mended, deployment.files, environment).valid
    return loaded(front.member, mended, deployment.files, environment).valid


def _with_matcher(problem: Problem, caddyfile: Caddyfile) -> tuple[Fix, ...]:
    """The matcher that one other site has under the name, in this site, too."""
    named = _matchers(caddyfile).get(problem.origin.text, [])
    holder = _holder(caddyfile, problem.origin)
    own = own_lines(named[0]) if len(named) == 1 else None
    if own is None or holder is None or own.file is not problem.origin.file:
        return ()
    brace = holder.block.open
    if not brace.exact or own.file.text[brace.span.end : brace.span.end + 1] not in ("\n", "\r"):
        return ()
    text = own.file.text[slice(*own.span)]
    edit = Edit(own.file, Span(brace.span.end, brace.span.end), f"{own.file.newline}{text}")
    return (Fix(f"define {problem.origin.text} here, too", Applicability.UNSAFE, (edit,), mends=True),)


def _united(problem: Problem, caddyfile: Caddyfile) -> tuple[Fix, ...]:
    """The lines of the second site at the end of the first, where both have that address alone.

    Where both say the same, one is enough. Where one would keep requests from what the other has for them, a person
    must choose.
    """
    origin, same = problem.origin, _by_address(caddyfile).get(problem.origin.text, [])
    if len(same) != 2 or not all(_in_braces(site, origin.file) for site in same) or _share_a_matcher(*same):
        return ()
    file, text = origin.file, origin.file.text
    first, second = same[0].block.close.span, same[1].block
    start, end = text.rfind("\n", 0, origin.span.start) + 1, second.close.span.end
    at = text.rfind("\n", 0, first.start) + 1
    alone = (text[start : origin.span.start], text[end : end + 1].strip(), text[at : first.start].strip())
    if any(alone) or first.end > start:
        return ()
    body = text[second.open.span.end : second.close.span.start].strip("\r\n").rstrip()
    gone = without_gap(text, start, text.find("\n", end) + 1 or len(text))
    if _lines(same[0]) == _lines(same[1]):
        leaving = (Edit(file, gone, ""),)
        return (Fix("leave out the second, which says the same", Applicability.SAFE, leaving, mends=True),)
    if _in_the_way(*same):
        return ()
    edits = (Edit(file, Span(at, at), f"{body}{file.newline}"), Edit(file, gone, ""))
    return (
        Fix(f"put what both sites of {origin.text} say into one", Applicability.UNSAFE, edits, mends=True),
    )


@remembered
def _by_address(caddyfile: Caddyfile) -> dict[object, list[Site]]:
    """The sites of one address alone, by that."""
    found: dict[object, list[Site]] = {}
    for site in caddyfile.sites:
        if len(site.addresses) == 1:
            found.setdefault(site.addresses[0].value, []).append(site)
    return found


def _in_braces(site: Site, file: SourceFile) -> bool:
    return all(brace.exact and brace.file is file for brace in (site.block.open, site.block.close))


def _share_a_matcher(one: Site, other: Site) -> bool:
    names = [{str(each.name.text) for each in site.block.directives} for site in (one, other)]
    return any(name.startswith("@") for name in names[0] & names[1])


def _lines(site: Site) -> list[str]:
    """What stands between the braces."""
    block = site.block
    return [
        line.strip()
        for line in block.open.file.text[block.open.span.end : block.close.span.start].split("\n")
    ]


def _in_the_way(one: Site, other: Site) -> bool:
    """Whether what one answers is answered by the other, too: every request, or those of the same matcher."""
    answered = [
        {_matcher(each) for each in site.block.directives if name_of(each) in _ANSWERING}
        for site in (one, other)
    ]
    return bool(answered[0] & answered[1])


def _matcher(directive: Directive) -> str:
    """Its matcher as it is written; the same for none and for ``*``, and for what is not known."""
    first = str(directive.arguments[0].text) if directive.arguments else ""
    return first if first.startswith(("/", "@")) and first != "/*" else ""


@remembered
def _matchers(caddyfile: Caddyfile) -> dict[object, list[Directive]]:
    """The named matchers of all sites, by their names."""
    found: dict[object, list[Directive]] = {}
    for each in (each for site in caddyfile.sites for each in site.block.directives):
        if str(each.name.text).startswith("@"):
            found.setdefault(each.name.text, []).append(each)
    return found


def _holder(caddyfile: Caddyfile, origin: Origin) -> Site | None:
    """The site in whose braces a place is."""
    sites = _in_order(caddyfile).get(origin.file.path, [])
    at = bisect_right(sites, origin.span.start, key=lambda site: site.block.open.span.end)
    return sites[at - 1] if at and origin.span.start < sites[at - 1].block.close.span.start else None


@remembered
def _in_order(caddyfile: Caddyfile) -> dict[str, list[Site]]:
    """The sites that begin and end in one file, by that file's path, as they stand there."""
    found: dict[str, list[Site]] = {}
    for site in caddyfile.sites:
        if site.block.open.file is site.block.close.file:
            found.setdefault(site.block.open.file.path, []).append(site)
    for sites in found.values():
        sites.sort(key=lambda site: site.block.open.span.end)
    return found
