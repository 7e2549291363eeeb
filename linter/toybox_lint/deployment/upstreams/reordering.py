"""Routes that are written behind the one that answers in their place, put before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.edit import with_comments
from toybox_lint.caddy.model import Unreachable
from toybox_lint.caddy.requests.ways import leave_out
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.source import Span


def all_put_first(routes: Iterable[Unreachable]) -> dict[int, tuple[Fix, ...]]:
    """Before what answers, all that it hides at once and in their order, by the identity of each."""
    hidden: dict[int, list[Unreachable]] = {}
    for route in routes:
        hidden.setdefault(id(route.by), []).append(route)
    made = {by: tuple(_put_first(found)) for by, found in hidden.items()}
    return {id(route): made[by] for by, found in hidden.items() for route in found}


def _put_first(routes: Sequence[Unreachable]) -> Iterator[Fix]:
    """With the comments right above them."""
    by = routes[0].by.name
    file, start = by.origin.file, by.origin.span.start
    line = file.text.rfind("\n", 0, start) + 1
    if file.text[line:start].strip() or not by.origin.exact or by.origin.via is not None:
        return
    left_out = [edit for edit in (leave_out(route.directive) for route in routes) if edit is not None]
    if not left_out or any(edit.file is not file or edit.span.start < line for edit in left_out):
        return
    moved = [Span(with_comments(file.text, edit.span.start), edit.span.end) for edit in left_out]
    texts = [file.text[slice(*span)] for span in moved]
    if not all(text.endswith("\n") for text in texts):
        return
    first = with_comments(file.text, line)
    insertion = Edit(file, Span(first, first), "".join(texts))
    name = "it" if len(moved) == 1 else f"these {len(moved)}"
    edits = (insertion, *(Edit(file, span, "") for span in moved))
    yield Fix(f"put {name} before the {by.text}", Applicability.UNSAFE, edits)
