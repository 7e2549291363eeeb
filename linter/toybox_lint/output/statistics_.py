"""How many findings of each rule, most first: ``--statistics``."""

from __future__ import annotations

from collections import Counter

from toybox_lint.diagnostics import Applicability
from toybox_lint.output.result import Result


def render(result: Result) -> str:
    """``count  code  [*]  name`` a line; ``[*]`` marks rules of whose findings ``--fix`` mends some."""
    counts: Counter[tuple[str, str]] = Counter()
    mended = set()
    for item in result.diagnostics:
        counts[item.code, item.name] += 1
        if item.fixes and item.fixes[0].applicability is Applicability.SAFE:
            mended.add(item.code)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    margin = max((len(str(number)) for _, number in rows), default=1)
    return "".join(
        f"{number:>{margin}}  {code}  {'[*]' if code in mended else '[ ]'}  {name}\n"
        for (code, name), number in rows
    )
