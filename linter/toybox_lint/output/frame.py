"""Source lines with a caret under a place, and a fix as a small patch."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.diagnostics import Edit, Fix, Label
from toybox_lint.output.result import View
from toybox_lint.output.terminal import expand, one_line, paint, width, wrap
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin

WIDTH = 80
# Characters of a line on each side of a place that are looked at: more fit nowhere.
_FAR = 1000
_SECRET = pattern(r"(?<=:)(?<!/)[^\s:/@{}$]+(?=@[\w.-]+(?:[:/?\"']|$))|(?<=[$\w]\$)[./\w$=,+-]{16,}")


def frame(
    label: Label, view: View, margin: int, colour: str, enabled: bool, *, context: int = 1
) -> Iterator[str]:
    """The lines around a place: ``context`` lines before it, carets and the label's text under it.

    Lines are cut to ``WIDTH`` columns so that the place stays in sight.
    """
    origin = label.origin
    line = origin.start.line
    room = WIDTH - margin - 3
    bar = paint("|", "blue", enabled)
    empty = f"{' ' * margin} {bar}"
    text = view(origin.file, (origin.span,) if origin.exact else ())
    if text is None:
        yield from (f"{empty} {line}" for line in wrap(one_line(label.text), room))
        return
    skipped = max(0, origin.start.column - 1 - _FAR)
    before, marked = _caret(origin, skipped)
    cut = max(0, before + min(marked, room // 2) - room * 3 // 4) if before + marked > room else 0
    yield empty
    for number in range(max(1, line - context), line + 1):
        gutter = paint(f"{number:>{margin}}", "blue", enabled)
        start = origin.file.offset(number)
        first = skipped if number == line else 0
        whole = _masked(text[start : _line_end(text, start)].removesuffix("\r"))
        shown = expand(whole[first : first + 2 * _FAR])
        yield f"{gutter} {bar} {_window(shown, cut if number == line else 0, room)}".rstrip()
    carets = "^" * max(1, min(marked, room - (before - cut)))
    under = paint(carets, colour, enabled) + _beside(label, before - cut + len(carets), room)
    yield f"{empty} {' ' * (before - cut)}{under}"
    yield from (f"{empty} {line}" for line in _below(label, before - cut + len(carets), room))


def _masked(line: str) -> str:
    """A line with stars over passwords in addresses and over hashes of passwords; it stays as long as it is."""
    if "@" not in line and "$" not in line:
        return line
    return _SECRET.sub(lambda found: "*" * len(found[0]), line)


def _beside(label: Label, used: int, room: int) -> str:
    text = one_line(label.text)
    return f" {text}" if text and used + 1 + width(text) <= room else ""


def _below(label: Label, used: int, room: int) -> list[str]:
    text = one_line(label.text)
    if not text or used + 1 + width(text) <= room:
        return []
    return wrap(text, room)


def _window(text: str, cut: int, room: int) -> str:
    """``room`` columns of ``text`` from column ``cut`` on; ``...`` stands for what is left out."""
    at = 0
    while cut > 0 and at < len(text):
        cut -= width(text[at])
        at += 1
    if at:
        text = "..." + text[at + 3 :]
    if width(text) <= room:
        return text
    while width(text) > room - 3:
        text = text[: -max(1, (width(text) - room + 3) // 2)]
    return text + "..."


def arrow(origin: Origin, margin: int, sign: str, enabled: bool) -> str:
    """``--> file:line:column``, which terminals and editors make clickable."""
    line, column = origin.start
    return f"{' ' * margin}{paint(sign, 'blue', enabled)} {one_line(origin.file.name)}:{line}:{column}"


def patch(fix: Fix, view: View, margin: int, enabled: bool) -> Iterator[str]:
    """What the fix does to each file, line by line."""
    by_file: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.file.path, []).append(edit)
    for edits in by_file.values():
        file = edits[0].file
        bar = paint("|", "blue", enabled)
        first = file.position(min(edit.span.start for edit in edits)).line
        yield f"{' ' * margin}{paint(':::', 'blue', enabled)} {one_line(file.name)}:{first}"
        shown = view(file, ())
        for sign, text in () if shown is None else _changes(shown, edits):
            line = f"{sign} {_window(expand(_masked(text)[:_FAR]), 0, WIDTH - margin - 5)}".rstrip()
            painted = paint(line, "gone" if sign == "-" else "green", enabled)
            yield f"{' ' * margin} {bar} {painted}"


def _changes(text: str, edits: list[Edit]) -> Iterator[tuple[str, str]]:
    """Old and new lines of every stretch of whole lines that edits touch."""
    edits = sorted(edits, key=lambda edit: edit.span)
    while edits:
        start = text.rfind("\n", 0, edits[0].span.start) + 1
        end = _line_end(text, edits[0].span.end)
        group = [edits.pop(0)]
        while edits and edits[0].span.start <= end:
            end = max(end, _line_end(text, edits[0].span.end))
            group.append(edits.pop(0))
        new, at = "", start
        for edit in group:
            new += text[at : edit.span.start] + edit.text
            at = edit.span.end
        yield from _difference(text[start:end], new + text[at:end])


def _difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = old.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    yield from (("-", line) for line in before)
    yield from (("+", line) for line in after)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _caret(origin: Origin, skipped: int) -> tuple[int, int]:
    """Columns before the caret, without the ``skipped`` characters, and columns of it.

    A place over several lines is marked on its first.
    """
    line, column = origin.start
    text = origin.file.line(line)
    before = width(expand(text[skipped : column - 1]))
    end = origin.end.column - 1 if origin.end.line == line else len(text)
    return before, max(1, width(expand(text[column - 1 : min(end, column - 1 + _FAR)])))
