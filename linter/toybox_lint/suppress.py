"""``# toybox-lint: ignore[TB101] reason`` in both languages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from toybox_lint.caddy import model as caddy
from toybox_lint.compose import model as compose
from toybox_lint.deployment import Deployment
from toybox_lint.diagnostics import Diagnostic
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.rule import Suppression
from toybox_lint.source import Origin, SourceFile

_COMMENT = pattern(r"\s*toybox-lint:\s*ignore\[(?P<codes>[^\]]*)\]\s*(?P<reason>.*)", re.DOTALL)
_CODE = pattern(r"[^,\s]+")


def suppressions(deployment: Deployment) -> tuple[Suppression, ...]:
    """Every ignore comment of the deployment's files, one for each place."""
    found: dict[tuple[str, int], Suppression] = {}
    for caddyfile in deployment.caddyfiles:
        comments = [comment for comment in caddyfile.comments if "toybox-lint" in comment.text]
        ends = dict(_block_lines(caddyfile)) if comments else {}
        for comment in comments:
            start = comment.origin.start.line
            _read(found, comment, ends.get((comment.origin.file.path, start), start))
    for project in deployment.projects:
        for note in project.comments:
            if "toybox-lint" not in note.text:
                continue
            _read(found, note, _yaml_end(note.origin.file, note.origin.start.line))
    return tuple(found.values())


def apply(
    diagnostics: Sequence[Diagnostic], found: Sequence[Suppression]
) -> tuple[list[Diagnostic], list[Suppression]]:
    """What is not silenced, and the suppressions with the codes that they silenced."""
    kept: list[Diagnostic] = []
    used: list[set[str]] = [set() for _ in found]
    codes = [frozenset(code for code, _ in item.codes) for item in found]
    covering = _covering(diagnostics, found) if found else {}
    for diagnostic in diagnostics:
        there = covering.get(_line(diagnostic), ()) if found else ()
        hits = [index for index in there if diagnostic.code in codes[index]]
        for index in hits:
            used[index].add(diagnostic.code)
        if not hits:
            kept.append(diagnostic)
    return kept, [replace(item, used=frozenset(codes)) for item, codes in zip(found, used, strict=True)]


def _line(diagnostic: Diagnostic) -> tuple[str, int]:
    return diagnostic.origin.file.path, diagnostic.origin.start.line


def _covering(
    diagnostics: Sequence[Diagnostic], found: Sequence[Suppression]
) -> dict[tuple[str, int], list[int]]:
    """The numbers of the suppressions that cover a line with a finding."""
    lines: dict[str, list[int]] = {}
    for path, line in sorted(set(map(_line, diagnostics))):
        lines.setdefault(path, []).append(line)
    covering: dict[tuple[str, int], list[int]] = {}
    for index, item in enumerate(found):
        path = item.origin.file.path
        there = lines.get(path, [])
        for line in there[bisect_left(there, item.first_line) : bisect_right(there, item.last_line)]:
            covering.setdefault((path, line), []).append(index)
    return covering


def _read(
    found: dict[tuple[str, int], Suppression], comment: caddy.Comment | compose.Comment, end: int
) -> None:
    match = _COMMENT.match(comment.text)
    if match is None:
        return
    origin = comment.origin
    line = origin.start.line
    base = origin.span.end - len(comment.text)
    codes = tuple(
        (code.group(), _place(origin, base + match.start("codes"), code))
        for code in _CODE.finditer(match["codes"])
    )
    last = line + 1 if comment.alone else end
    found[origin.file.path, origin.span.start] = Suppression(
        origin, codes, line, last, match["reason"].strip()
    )


def _place(origin: Origin, base: int, match: re.Match[str]) -> Origin:
    return Origin(origin.file, type(origin.span)(base + match.start(), base + match.end()))


def _block_lines(caddyfile: caddy.Caddyfile) -> Iterator[tuple[tuple[str, int], int]]:
    """File and line of every opening brace, with the line of its closing one."""
    blocks = [site.block for site in caddyfile.sites]
    blocks += [option.block for option in caddyfile.options if option.block]
    while blocks:
        block = blocks.pop()
        yield (block.open.file.path, block.open.start.line), block.close.start.line
        blocks += [directive.block for directive in block.directives if directive.block]


def _yaml_end(file: SourceFile, line: int) -> int:
    """Last line of the block that the key on ``line`` opens; ``line`` itself when it opens none."""
    code = file.line(line).split("#", 1)[0].rstrip()
    if not code.endswith(":"):
        return line
    indent = len(code) - len(code.lstrip())
    end, number, total = line, line + 1, file.text.count("\n") + 1
    while number <= total:
        text = file.line(number)
        inner = len(text) - len(text.lstrip())
        if text.strip() and inner <= indent and not (inner == indent and text.lstrip().startswith("- ")):
            break
        if text.strip():
            end = number
        number += 1
    return end
