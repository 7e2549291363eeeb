"""One line a finding, as compilers print it."""

from __future__ import annotations

from toybox_lint.diagnostics import Applicability, Diagnostic
from toybox_lint.output.result import Result
from toybox_lint.output.terminal import one_line


def render(result: Result) -> str:
    """``file:line:column: severity CODE [*] message``; ``[*]`` marks what ``--fix`` mends."""
    lines = [_line(item) for item in result.told]
    lines += [f"{one_line(gap.place)}: gap: {one_line(gap.reason)}" for gap in result.gaps]
    lines += [f"toybox-lint: {one_line(crash.text)}" for crash in result.crashes]
    return "".join(f"{line}\n" for line in lines)


def _line(item: Diagnostic) -> str:
    line, column = item.origin.start
    safe = bool(item.fixes) and item.fixes[0].applicability is Applicability.SAFE
    mark = " [*]" if safe else ""
    place = f"{one_line(item.origin.file.name)}:{line}:{column}"
    return f"{place}: {item.severity.word} {item.code}{mark} {one_line(item.message)}"
