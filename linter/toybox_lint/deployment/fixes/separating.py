"""Handles of their own for the routes of an application, and for the pages of which one stands in for all others.

Source: Caddy 2.11.7 tries a ``handle`` with a path before one without, and runs ``try_files`` before either; in a
``handle`` it runs for the requests of that one only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toybox_lint.caddy.edit import OwnLines, in_handle, indentation, own_lines, without_gap
from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.rewrites import Hidden
from toybox_lint.caddy.requests.ways import ANSWERING, CONTAINERS, EXCLUSIVE, name_of
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.records import replace
from toybox_lint.source import Span


def separate(hidden: Iterable[Hidden]) -> dict[Hidden, tuple[Fix, ...]]:
    """For each hidden route a ``handle`` for it and all that the same rewrite hides, and one for that and the files.

    They go in together, and only where nothing else there answers, so that every other request gets what it got.
    """
    groups: dict[int, list[Hidden]] = {}
    for each in hidden:
        groups.setdefault(id(each.by), []).append(each)
    return {each: fixes for group in groups.values() for fixes in [_separated(group)] for each in group}


def _separated(hidden: Sequence[Hidden]) -> tuple[Fix, ...]:
    by, beside = hidden[0].by, hidden[0].way.beside
    routes = {id(each.way.handler) for each in hidden}
    names = ANSWERING | CONTAINERS
    files = [each for each in beside if name_of(each.directive) in names and id(each) not in routes]
    if hidden[0].always or all(each is not by for each in beside):
        return ()
    if [name_of(each.directive) for each in files] != ["file_server"] or files[0].conditional:
        return ()
    if any(each.way.beside is not beside for each in hidden):
        return ()
    edits = _edits([each.way.handler.directive for each in hidden], [by.directive, files[0].directive])
    title = "give the routes and the pages a handle each"
    return (Fix(title, Applicability.UNSAFE, edits),) if edits else ()


def _edits(routes: Sequence[Directive], pages: Sequence[Directive]) -> tuple[Edit, ...]:
    """The routes in handles where they stand, and the pages in one where the last of all stands."""
    lines = [own for each in (*routes, *pages) if (own := own_lines(each)) is not None]
    open_ones = [each for each in routes if name_of(each) not in EXCLUSIVE]
    wrapped = [edit for each in open_ones if (edit := in_handle(each)) is not None]
    imported = any(each.name.origin.via is not None for each in (*routes, *pages))
    if imported or len(lines) < len(routes) + len(pages) or len(wrapped) < len(open_ones):
        return ()
    file = lines[0].file
    if any(each.file is not file for each in lines):
        return ()
    moved = sorted(lines[len(routes) :], key=lambda each: each.span)
    before, step = indentation(pages[0])
    body = (each.text(step, each.above) for each in moved)
    block = file.newline.join((f"{before}handle {{", *body, f"{before}}}"))
    last = max(lines, key=lambda each: each.span)
    gone = [Edit(file, _whole_lines(each), "") for each in moved if each is not last]
    if last is moved[-1]:
        return (*wrapped, *gone, Edit(file, Span(last.above, last.span.end), block))
    return (*_followed(wrapped, last, file.newline + block), *gone)


def _followed(wrapped: Sequence[Edit], last: OwnLines, text: str) -> tuple[Edit, ...]:
    """``text`` behind the ``last`` route, whether that is put into a handle or stands in one."""
    if all(each.span != last.span for each in wrapped):
        return (*wrapped, Edit(last.file, Span(last.span.end, last.span.end), text))
    return tuple(replace(each, text=each.text + text) if each.span == last.span else each for each in wrapped)


def _whole_lines(own: OwnLines) -> Span:
    text = own.file.text
    return without_gap(text, own.above, text.find("\n", own.span.end) + 1 or len(text))
