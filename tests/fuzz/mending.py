"""What holds for the fixes of every input: what the real programs took before, they take afterwards.

And: ``caddy fmt`` agrees with what it agreed with, the finding is gone, no other one comes, a second run changes
nothing, and what no edit touches is as it was.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from caddyfile.oracle import adapter, caddy
from compose_files.oracle import COMPOSE
from fuzz.laws import ENVIRONMENT, Broken, check_second_run, each_fixed, written
from fuzz.seeds import Texts
from toybox_lint.compose.stacks import Stack
from toybox_lint.deployment import Verdict
from toybox_lint.diagnostics import Applicability, Diagnostic, Severity
from toybox_lint.discovery import is_caddyfile
from toybox_lint.engine import Inputs, Report
from toybox_lint.fixer import Fixed, choose

Fact = tuple[str, tuple[str, ...]]


def check_mending(texts: Texts) -> None:
    """Fix at both levels, and hold each result to all of it."""
    unchanged: dict[int, Report] = {}
    for level in (Applicability.SAFE, Applicability.UNSAFE):
        before = texts
        for inputs, fixed in each_fixed(texts, level, unchanged):
            if fixed.changed:
                after = {**before, **written(fixed)}
                _check_findings(fixed, level)
                _check_line_ends(before, after)
                _check_caddyfiles(before, after)
                _check_projects(inputs, before, after)
                before = after
        if before != texts:
            check_second_run(before, level)


def _check_findings(fixed: Fixed, level: Applicability) -> None:
    first, last = fixed.first, fixed.report
    assert first is not None
    before, after = (Counter(map(_fact, report.diagnostics)) for report in (first, last))
    left = [fact for fact in _chosen(first, level) if after[fact] >= before[fact]]
    if left:
        raise Broken(f"still there after its fix: {min(left)}")
    if first.broken or "TB704" in _codes(fixed):  # what could not be judged before may well be wrong
        return
    arriving = _reaching(last) > _reaching(first)
    known = {_fact(item) for item in first.diagnostics}
    for code, count in (_counts(last) - _counts(first)).items():
        item = next(
            (item for item in last.diagnostics if item.code == code and _fact(item) not in known), None
        )
        if item is not None and not _follows(item, arriving, fixed):
            raise Broken(f"{count} new after the fixes of {_codes(fixed)}: {code} {item.message}")


_AFTER = (
    ("TB001", "TB002"),
    ("TB601", "TB521"),
    ("TB602", "TB601"),
    ("TB514", "TB602"),
    ("TB110", "TB108"),
    ("TB101", "TB902"),
    ("TB102", "TB902"),
    ("TB103", "TB809"),
    ("TB514", "TB518"),
)


def _follows(item: Diagnostic, arriving: bool, fixed: Fixed) -> bool:
    """Whether a new finding was there before, as far as anybody could tell.

    Warnings are said of requests that arrive; an address that is mended, or one that perhaps failed before, may fail
    for the next cause, or perhaps; an ignore comment that is understood may be of no use, a site that is put on HTTPS
    has a certificate to lose, a Caddy that keeps its certificates is meant to be reached, what reaches it may lead in a
    circle, of a host that has a name the ports are asked, and names and ports behind a network that is found, a default
    that counts may name nobody, a redirect that says where it leads may lead in a circle, and a Caddy that ended asks
    nobody.
    """
    first = fixed.first
    assert first is not None
    errors, left = (report.count(Severity.ERROR) for report in (first, fixed.report))
    if any(item.code == code and cause in _codes(fixed) for code, cause in _AFTER):
        return True
    if _is_dialled(item) and "TB204" in _codes(fixed):
        return True
    unsure = (each for each in first.diagnostics if each.severity < Severity.ERROR and _is_dialled(each))
    if _is_dialled(item) and any(each.origin.text in item.origin.text for each in unsure):
        return True
    return left <= errors if item.severity >= Severity.ERROR else arriving or left < errors


def _is_dialled(item: Diagnostic) -> bool:
    """Whether it is said of an address."""
    return item.code[:3] in ("TB1", "TB2") and bool(item.origin.text)


def _codes(fixed: Fixed) -> str:
    return ", ".join(sorted({code for code, _ in fixed.applied}))


def _counts(report: Report) -> Counter[str]:
    """How often each rule speaks; who it is about may have another name after a fix."""
    return Counter(item.code for item in report.diagnostics if item.severity > Severity.INFO)


def _reaching(report: Report) -> int:
    return sum(link.verdict is Verdict.REACHES for link in report.deployment.links)


def _chosen(report: Report, level: Applicability) -> set[Fact]:
    """The findings whose fixes go in first."""
    fixes = [id(item) for _, item in choose(report.diagnostics, level, mending=report.broken)]
    return {_fact(item) for item in report.diagnostics if any(id(each) in fixes for each in item.fixes)}


def _fact(item: Diagnostic) -> Fact:
    return item.code, (item.origin.file.name, *item.key)


def _check_line_ends(before: Texts, after: Texts) -> None:
    for name, text in after.items():
        old = before[name]
        lone = old.count("\n") - old.count("\r\n")
        mended = (text.startswith("#!") or name.endswith(".sh")) and "\r" not in text  # for a shell
        if old.count("\r\n") and not lone and not mended and text.count("\n") != text.count("\r\n"):
            raise Broken(f"{name}: lines that end otherwise came into it")
        if old.startswith("\ufeff") and not text.startswith("\ufeff"):
            raise Broken(f"{name}: the byte order mark is gone")


def _check_caddyfiles(before: Texts, after: Texts) -> None:
    for name in sorted(after):
        if before[name] == after[name] or not is_caddyfile(name):
            continue
        new = adapter().ask(_bytes(after[name]))
        if new.valid and new.formatted:
            continue
        old = adapter().ask(_bytes(before[name]))
        if old.valid and not new.valid:
            raise Broken(f"{name}: Caddy refuses what was fixed: {new.message}")
        if old.valid and old.formatted and not new.formatted:
            raise Broken(f"{name}: caddy fmt wants what was fixed otherwise")


def _check_projects(inputs: Inputs, before: Texts, after: Texts) -> None:
    changed = {name for name in after if before[name] != after[name]}
    for stack in inputs.found.stacks:
        names = [posixpath.relpath(path, inputs.files.root) for path in stack.paths]
        if not changed & {*names, *_around(stack, inputs)}:
            continue
        if not _loads(after, stack, inputs) and _loads(before, stack, inputs):
            raise Broken(f"{', '.join(names)}: Docker Compose refuses what was fixed")


def _around(stack: Stack, inputs: Inputs) -> Iterator[str]:
    folder = posixpath.relpath(stack.directory, inputs.files.root)
    yield posixpath.normpath(posixpath.join(folder, ".env"))


def _loads(texts: Texts, stack: Stack, inputs: Inputs) -> bool:
    """Whether Docker Compose takes the project, with what the test knows as the environment."""
    paths = tuple(posixpath.relpath(path, inputs.files.root) for path in stack.paths)
    return _is_taken(frozenset(texts.items()), paths, posixpath.relpath(stack.directory, inputs.files.root))


@lru_cache(maxsize=64)
def _is_taken(texts: frozenset[tuple[str, str]], names: tuple[str, ...], folder: str) -> bool:
    """As above; what both levels come from, and mostly come to, is asked once."""
    with tempfile.TemporaryDirectory() as home:
        root = Path(home, "project")
        for name, text in texts:
            if name != ENVIRONMENT:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(_bytes(text))
        paths = [str(root / name) for name in names]
        done = subprocess.run(
            [str(COMPOSE), *(word for path in paths for word in ("-f", path)), "config", "-q"],
            cwd=root / folder,
            env={"PATH": os.defpath, "HOME": home},
            capture_output=True,
            timeout=60,
            check=False,
        )
    return done.returncode == 0


def missing() -> bool:
    """Whether one of the real programs is not here."""
    return COMPOSE is None or caddy() is None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
