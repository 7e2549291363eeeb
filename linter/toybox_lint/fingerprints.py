"""Who a finding is, from one run to the next: facts, never lines or wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from toybox_lint.diagnostics import Diagnostic


def identity(item: Diagnostic, file: str) -> str:
    """32 hexadecimal digits made of the rule, the name ``file`` of its file, and its facts.

    Findings that are alike in all of these have the same one.
    """
    return _digest((item.code, file, *item.key))


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each diagnostic with an identity of its own: those that are alike are numbered in order of place."""
    seen: Counter[tuple[str, ...]] = Counter()
    for item in diagnostics:
        facts = (item.code, item.origin.file.name, *item.key)
        seen[facts] += 1
        yield item, _digest((*facts, str(seen[facts])))


def _digest(facts: tuple[str, ...]) -> str:
    from hashlib import sha256

    return sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
