"""Braces that stand where Caddy does not read them as such, and how the line is to be broken instead."""

from __future__ import annotations

from toybox_lint.caddy.edit import step
from toybox_lint.caddy.model import Problem
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile, Span

# The problems that are about the place of a brace, with what mends each.
BRACES = {
    "text-after-brace": "break the line",
    "brace-without-opening": "break the line",
    "address-ends-with-brace": "put a space before the brace",
    "brace-without-space": "put a space before the brace",
    "empty-braces": "break the line",
    "brace-on-new-line": "put the brace at the end of the line above",
}
# Nobody wrote a longer line by hand, and to take it apart takes its length squared.
_LONG = 1000
_ONE_LINE = pattern(r"([ \t]*+)(.*?\S) ?\{[ \t]++(.*?\S)([ \t]+\})?[ \t]*")
_QUOTED = pattern(r"[\"`#]|<<")


_INDENTATION = pattern(r"[ \t]*")


def mended(problem: Problem) -> Edit | None:
    """The edit after which the brace is where it belongs; ``None`` where that is not beyond doubt."""
    origin = problem.origin
    if not origin.exact or origin.via is not None:
        return None
    file, span = origin.file, origin.span
    if problem.kind in ("address-ends-with-brace", "brace-without-space"):
        return Edit(file, Span(span.end - 1, span.end - 1), " ")
    if problem.kind == "brace-on-new-line":
        return _joined(file, span)
    if problem.kind == "empty-braces":
        return Edit(file, span, "{" + file.newline + _indentation(file, span) + "}")
    return _broken(file, span) if problem.kind in BRACES else None


def _line(file: SourceFile, span: Span) -> Span:
    end = file.text.find("\n", span.start)
    end = len(file.text) if end < 0 else end
    start = file.text.rfind("\n", 0, span.start) + 1
    return Span(start, end - 1 if file.text[start:end].endswith("\r") else end)


def _indentation(file: SourceFile, span: Span) -> str:
    line = _line(file, span)
    found = _INDENTATION.match(file.text[line.start : line.end])
    return found[0] if found else ""


def _broken(file: SourceFile, span: Span) -> Edit | None:
    """A block on one line on three: ``handle { respond hi }``. What follows ``{`` goes on a line of its own."""
    line = _line(file, span)
    text = file.text[line.start : line.end]
    found = _ONE_LINE.fullmatch(text) if len(text) < _LONG else None
    if found is None or _QUOTED.search(text):
        return None
    indentation, head, body, close = found.groups()
    if body == "}" and not close:
        return Edit(file, line, file.newline.join([f"{indentation}{head} {{", f"{indentation}}}"]))
    if {"{", "}"} & set(body.split()):
        return None
    lines = [f"{indentation}{head} {{", f"{indentation}{step(file.text)}{body}"]
    return Edit(file, line, file.newline.join([*lines, f"{indentation}}}"] if close else lines))


def _joined(file: SourceFile, span: Span) -> Edit | None:
    """The brace at the end of the line before, unless that ends with one."""
    before = file.text[: span.start].rstrip()
    above = before[before.rfind("\n") + 1 :]
    one = file.text[len(before) : span.start].count("\n") == 1
    if not one or "#" in above or not above or above.endswith(("{", "}")):
        return None
    return Edit(file, Span(len(before), span.start), " ")
