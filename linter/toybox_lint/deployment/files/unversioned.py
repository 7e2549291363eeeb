"""What a repository leaves to the machine it is deployed on: files that git ignores, files made from templates.

Source: git's manual of ``gitignore``: a pattern with a slash belongs to the folder of its file, one without to every
folder below; ``!`` takes one back; the last one that fits decides.
"""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterator
from functools import lru_cache

from toybox_lint.deployment.files.wildcards import Wildcards, expression
from toybox_lint.files import Files, is_in, resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile
from toybox_lint.typed import cast

_TEMPLATE = pattern(
    r"example|sample|template|tmpl|tpl|dist|default|envsubst|\bj2\b|\berb\b|\bin\b", re.IGNORECASE
)
_SECRET = pattern(
    r"secret|passw|htpasswd|credential|token|\bkeys?\b|\.(key|pem|crt|cer|p12|pfx|env)$|^\.env", re.IGNORECASE
)


_BETWEEN_PARTS = pattern(r"[._-]")


def made_elsewhere(path: str, files: Files) -> bool:
    """Whether a file that is not at ``path`` is likely to be there on the machine: a secret, ignored, a template."""
    name = posixpath.basename(path)
    return bool(_SECRET.search(name)) or git_ignores(path, files) or bool(tuple(templates(path, files)))


def templates(path: str, files: Files) -> Iterator[str]:
    """The files beside ``path`` that it may be made from."""
    folder, name = posixpath.split(path)
    there = _templates_by_part(cast("Hashable", files), folder)
    parts = _parts(name)
    rarest = min((there.get(part, {}) for part in parts), key=len, default=there.get("", {}))
    for other, rest in rarest.items():
        if other.lower() != name.lower() and all(part in rest for part in parts):
            yield other


@lru_cache(maxsize=8)
def _templates_by_part(files: Hashable, folder: str) -> dict[str, dict[str, list[str]]]:
    """The templates of a folder with the parts of their names, by each of the parts; all by an empty one."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in cast("Files", files).names(folder):
        parts = _parts(name)
        if _TEMPLATE.search(" ".join(parts)):
            for part in ("", *parts):
                found.setdefault(part, {})[name] = parts
    return found


def _parts(name: str) -> list[str]:
    return [part for part in _BETWEEN_PARTS.split(name.lower()) if part]


def git_ignores(path: str, files: Files) -> bool:
    """Whether a ``.gitignore`` on the way to ``path`` leaves it, or a folder that holds it, out."""
    folder, names = posixpath.dirname(path), [posixpath.basename(path)]
    verdict: bool | None = None
    while verdict is None and folder != "/":
        verdict = _said(folder, "/".join(names), files)
        if is_in(".git", folder, files):
            break
        folder, last = posixpath.split(folder)
        names.insert(0, last)
    return bool(verdict)


def _said(folder: str, path: str, files: Files) -> bool | None:
    file = files.read(resolve(folder, ".gitignore"))
    if not isinstance(file, SourceFile):
        return None
    return next((out for rule, out in _rules(file) if rule.fullmatch(path)), None)


@remembered
def _rules(file: SourceFile) -> list[tuple[Wildcards, bool]]:
    """The rules, the last and deciding one first, with whether they leave out what fits."""
    lines = [line.strip() for line in file.text.splitlines()]
    rules = [line for line in reversed(lines) if line and not line.startswith("#")]
    return [(_expression(rule.removeprefix("!")), not rule.startswith("!")) for rule in rules]


def _expression(line: str) -> Wildcards:
    body = line.rstrip("/")
    return expression(body.removeprefix("/") if "/" in body else f"**/{body}")
