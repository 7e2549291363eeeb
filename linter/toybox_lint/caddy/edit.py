"""Edits on a Caddyfile's text, laid out as ``caddy fmt`` does: one tab a brace, braces at line ends.

A file that is indented with spaces keeps its own: half of each would stand nowhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from toybox_lint.caddy.model import Directive, Upstream
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile, Span, lines_of

Lines = Sequence[str]
_BLANK = " \t\r\n"
_VARIABLE = pattern(r"\{\$")
# One up to the end of its default, on one line.
_DEFAULT = pattern(r"\{\$[^:{}\s]+:[^}\n]*")
_PLAIN_WORD = pattern(r"[^\s\"`{}#\\<]+")
_INDENTED = pattern(r"^([ \t]+)[^\s#]", re.MULTILINE)


def put_path(origin: Origin, path: str) -> Edit | None:
    """Write ``path`` in place of a word or of a part of it.

    ``None`` in what an import brings, where the word is not written so here, and for a path that would need quotes.
    """
    written = origin.exact and origin.via is None
    return Edit(origin.file, origin.span, path) if written and is_plain_word(path) else None


def is_plain_word(text: str) -> bool:
    """Whether a text is one word wherever it stands, and needs no quotes."""
    return _PLAIN_WORD.fullmatch(text) is not None


def redirect(upstream: Upstream, host: str, port: int) -> Edit | None:
    """Dial ``host:port`` instead; the scheme and the rest of the word stay.

    ``None`` when the address was not written in one piece at this place (a variable, an argument).
    """
    first, last = upstream.host_origin, upstream.port_origin
    if not first.exact or (last is not None and not (last.exact and last.file is first.file)):
        return None
    if upstream.host == host and last is not None:
        return Edit(last.file, last.span, str(port))
    text = first.file.text
    start, end = first.span.start, (last or first).span.end
    if end < start or (last is not None and text[first.span.end : last.span.start] not in (":", "]:")):
        return None
    if last is None:
        start, end = with_brackets(first).span
    else:
        start -= text[start - 1 : start] == "["
    end += last is None and text.startswith(":", end)
    return Edit(first.file, Span(start, end), f"{host}:{port}")


def with_brackets(origin: Origin) -> Origin:
    """The place of an address with the brackets around it."""
    text, (start, end) = origin.file.text, origin.span
    bracketed = text[start - 1 : start] == "[" and text.startswith("]", end)
    return replace(origin, span=Span(start - 1, end + 1)) if bracketed else origin


def append(directive: Directive, lines: Lines) -> Edit | None:
    """Put ``lines`` at the end of the directive's block, which is opened when there is none.

    Each of ``lines`` begins with as many tabs as it is deeper than the block's own lines. A comment behind the
    directive moves into the new block, as ``caddy fmt`` would do. ``None`` where the text does not allow it.
    """
    if directive.block is None:
        return _open(directive, lines)
    file, close = directive.block.close.file, directive.block.close.span
    if not _whole(directive) or file is not directive.name.origin.file:
        return None
    start = file.text.rfind("\n", 0, close.start) + 1
    if file.text[start : close.start].strip():
        return None
    last = next(iter(directive.block.directives[::-1]), None)
    before, step = indentation(directive)
    inner = indentation(last)[0] if last and _stands_in(last, directive) else before + step
    return Edit(file, Span(start, start), _laid_out(file, inner, step, lines) + file.newline)


def _stands_in(inner: Directive, directive: Directive) -> bool:
    """Whether it is written in the directive's block, not imported into it."""
    origin, first = inner.name.origin, directive.name.origin
    close = directive.block.close.span.start if directive.block else 0
    return origin.file is first.file and first.span.start < origin.span.start < close


def without(directive: Directive) -> Edit | None:
    """Leave the directive out with its block and its lines. ``None`` where something else stands on them."""
    end_origin = directive.block.close if directive.block else _last(directive)
    first = directive.name.origin
    if not _whole(directive) or end_origin.file is not first.file or not (first.exact and end_origin.exact):
        return None
    text = first.file.text
    end = end_origin.span.end
    start = text.rfind("\n", 0, first.span.start) + 1
    after = text.find("\n", end) + 1 or len(text)
    if text[start : first.span.start].strip(" \t") or text[end:after].strip():
        return None
    return Edit(first.file, without_gap(text, start, after), "")


def without_gap(text: str, start: int, end: int) -> Span:
    """Whole lines to leave out, with the blank lines that ``caddy fmt`` would not leave there then."""
    before, behind = start, end
    while before and text[before - 1] in _BLANK:
        before -= 1
    while behind < len(text) and text[behind] in _BLANK:
        behind += 1
    blank_before = len(lines_of(text[before:start])) > 1
    blank_behind = bool(text[end:behind].strip(" \t"))
    if blank_behind and (blank_before or not before or text[before - 1] == "{"):
        return Span(start, text.rfind("\n", 0, behind) + 1)
    if blank_before and (behind == len(text) or text[behind] == "}"):
        return Span(text.find("\n", before) + 1, end)
    return Span(start, end)


def beneath(directive: Directive, line: str) -> Edit | None:
    """Put ``line`` below a directive that has no block. ``None`` where more stands on its line than a comment."""
    last = _last(directive)
    if directive.block is not None or not _whole(directive) or not last.exact:
        return None
    text = last.file.text
    end = len(text) if (found := text.find("\n", last.span.end)) < 0 else found
    rest = text[last.span.end : end]
    if rest.strip() and not rest.lstrip().startswith("#"):
        return None
    end -= rest.endswith("\r")
    return Edit(last.file, Span(end, end), last.file.newline + indentation(directive)[0] + line)


def without_block(directive: Directive) -> Edit | None:
    """Leave out the block at the end of the directive. ``None`` where a comment stands in it."""
    block, last = directive.block, _last(directive)
    if block is None or not _whole(directive) or block.close.file is not last.file:
        return None
    span = Span(last.span.end, block.close.span.end)
    if not block.close.exact or "#" in last.file.text[span.start : span.end]:
        return None
    return Edit(last.file, span, "")


def at_once(directive: Directive, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those of ``edits`` that change the directive's own text as one edit over all of it, the others as they are.

    So no other fix adds to its block what the directive that it becomes does not take.
    """
    first, end = directive.name.origin, directive.block.close if directive.block else _last(directive)
    own = sorted(
        (
            edit
            for edit in edits
            if edit.file is first.file and first.span.start <= edit.span.start <= end.span.end
        ),
        key=lambda edit: edit.span,
    )
    pieces: list[str] = []
    at = first.span.start
    for edit in own:
        pieces += first.file.text[at : edit.span.start], edit.text
        at = edit.span.end
    stop = max(at, end.span.end)
    text = "".join(pieces) + first.file.text[at:stop]
    return (
        Edit(first.file, Span(first.span.start, stop), text),
        *(edit for edit in edits if edit not in own),
    )


@dataclass(frozen=True, slots=True)
class OwnLines:
    """The lines that a directive has for itself, with its block: their place without the last line's end.

    ``above`` is where comments begin that stand right above it.
    """

    file: SourceFile
    span: Span
    above: int

    def text(self, step: str, start: int | None = None) -> str:
        """They, from ``start`` on, one level deeper."""
        text = self.file.text[self.span.start if start is None else start : self.span.end]
        lines = lines_of(text)
        return self.file.newline.join(step + line if line.strip() else line for line in lines)


def own_lines(directive: Directive) -> OwnLines | None:
    """``None`` where more than a comment stands on its lines, or where a text of several lines would move."""
    first, end = directive.name.origin, directive.block.close if directive.block else _last(directive)
    if not _whole(directive) or end.file is not first.file or not (first.exact and end.exact):
        return None
    text = first.file.text
    start = text.rfind("\n", 0, first.span.start) + 1
    after = text.find("\n", end.span.end)
    stop = len(text) if after < 0 else after
    stop -= text.endswith("\r", start, stop)
    inside = text[first.span.start : stop]
    if text[start : first.span.start].strip(" \t") or "<<" in inside or "`" in inside:
        return None
    if text[end.span.end : stop].strip() and not text[end.span.end : stop].lstrip().startswith("#"):
        return None
    return OwnLines(first.file, Span(start, stop), with_comments(text, start))


def with_comments(text: str, start: int) -> int:
    """Where the comments begin that stand right above the line at ``start``, or that line."""
    line = text.rfind("\n", 0, max(start - 1, 0)) + 1
    while start and text[line:start].lstrip().startswith("#"):
        start, line = line, text.rfind("\n", 0, max(line - 1, 0)) + 1
    return start


def in_handle(directive: Directive) -> Edit | None:
    """Put the directive, which has a matcher, into a ``handle`` with that matcher.

    ``None`` where it has none, where more stands on its lines, or where a text of several lines would move.
    """
    first, matcher = directive.name.origin, next(iter(directive.arguments), None)
    own = own_lines(directive)
    if own is None or matcher is None or not str(matcher.text).startswith(("/", "@", "*")):
        return None
    text = own.file.text
    before, step = indentation(directive)
    word, between = text[slice(*matcher.origin.span)], text[first.span.end : matcher.origin.span.start]
    if not matcher.origin.exact or between.strip(" \t") or text[own.span.start : first.span.start] != before:
        return None
    body = text[own.span.start : first.span.end] + text[matcher.origin.span.end : own.span.end]
    inner = [step + line if line.strip() else line for line in lines_of(body)]
    lines = (f"{before}handle {word} {{", *inner, f"{before}}}")
    return Edit(own.file, own.span, own.file.newline.join(lines))


def _open(directive: Directive, lines: Lines) -> Edit | None:
    last = _last(directive)
    if not _whole(directive):
        return None
    file, newline = last.file, last.file.newline
    start = last.span.end - file.text.endswith("\r", 0, last.span.end)
    # A default may hold the start of a comment.
    if any("#" in found[0] for found in _DEFAULT.finditer(file.text, directive.name.origin.span.end, start)):
        return None
    variable = _variable_before(file, start)
    if (not last.exact and "\n" in last.text) or file.text.find("}", variable) >= start > variable >= 0:
        return None
    end = file.text.find("\n", start)
    end = len(file.text) if end < 0 else end
    rest = file.text[start:end].strip()
    if rest and not rest.startswith("#"):
        return None
    if file.text[start:end].endswith("\r"):
        end -= 1
    before, step = indentation(directive)
    body = _laid_out(file, before + step, step, ([rest] if rest else []) + list(lines))
    return Edit(file, Span(start, end), f" {{{newline}{body}{newline}{before}}}")


def _variable_before(file: SourceFile, end: int) -> int:
    """Where the last variable begins that does so before ``end``; -1 where none does."""
    number = bisect_right(_variables(file), end - len("{$"))
    return _variables(file)[number - 1] if number else -1


@remembered
def _variables(file: SourceFile) -> list[int]:
    """Where variables begin, in order: a file may be asked thousands of times."""
    return [found.start() for found in _VARIABLE.finditer(file.text)]


def _last(directive: Directive) -> Origin:
    """Where the last word stands, quotes included, and the variable in whose default it ends."""
    if directive.last is not None:
        return directive.last
    word = directive.words[-1]
    origin, text = word.origin, word.origin.file.text
    (start, end), quote = origin.span, word.quote if origin.exact else ""
    if text.startswith("}", end) and _DEFAULT.fullmatch(
        text, variable := _variable_before(origin.file, end), end
    ):
        start, end = min(start, variable), end + 1
    elif not quote:
        return origin
    return replace(origin, span=Span(start, end + len(quote)))


def _whole(directive: Directive) -> bool:
    """Whether the directive stands in one file from its first word to its last, each word at a place of its own.

    Two imports of one block may bring it to one line, where the second name is a word of the first.
    """
    first, last = directive.name.origin, _last(directive)
    again = any(word.origin.span == first.span for word in directive.arguments)
    return first.file is last.file and first.span.start <= last.span.start and not again


def indentation(directive: Directive) -> tuple[str, str]:
    """What stands before the directive on its line, and what one level more is indented by."""
    origin, depth = directive.name.origin, directive.depth
    text, start = origin.file.text, origin.span.start
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before.strip(" \t"):
        before = "\t" * depth
    own = before.removeprefix(origin.file.margin)
    if own.startswith("\t"):
        return before, "\t"
    if own and depth and len(own) % depth == 0:
        return before, own[: len(own) // depth]
    return before, step(text, origin.file.margin)


@lru_cache(maxsize=4)
def step(text: str, margin: str = "") -> str:
    """What the first line that is indented is indented by, behind the margin of all; a tab where none is."""
    found = _INDENTED.search(text.replace(f"\n{margin}", "\n") if margin else text)
    return found[1] if found and not found[1].startswith("\t") else "\t"


def _laid_out(file: SourceFile, before: str, step: str, lines: Lines) -> str:
    deep = [(len(line) - len(line.lstrip("\t")), line.lstrip("\t")) for line in lines]
    return file.newline.join(before + step * depth + line for depth, line in deep)
