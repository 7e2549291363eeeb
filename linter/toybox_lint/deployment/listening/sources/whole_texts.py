"""Whether the text of a program is all of it: what it imports are packages, and it starts nothing else.

Another file of its own may open a further port; of a package nobody expects that.
"""

from __future__ import annotations

import posixpath

from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located

_PYTHON = ".py"
_PACKAGE, _MANIFEST = "__init__.py", "package.json"
_OWN_IN_NODE = pattern(r"""(?:\brequire\s*\(|\bimport\s*\(|\bfrom\s|\bimport\s)\s*["'`](?:\.|/|[@~]/|\#)""")
# By the first part of its name: that may be a folder of the program's own, too.
_IMPORTED_IN_NODE = pattern(r"""(?:\brequire\s*\(|\bimport\s*\(|\bfrom\s|\bimport\s)\s*["'`]([\w.-]+)""")
_OTHERS_IN_NODE = pattern(
    r"""\b(?:child_process|worker_threads|spawn|fork|execa|zx)\b|\b(?:require|import)\s*\(\s*[^"'`\s]"""
)
_OTHERS_IN_PYTHON = pattern(
    r"\b(?:subprocess|multiprocessing|os\.(?:system|exec\w+|spawn\w+|popen|fork)|importlib|__import__|exec|threading)\b"
)
_IMPORTED = pattern(
    r"^[ \t]*(?:from[ \t]+(?P<source>[.\w]+)[ \t]+import\b|import[ \t]+(?P<names>[\w., \t]+))", re.MULTILINE
)


def is_whole(text: Located[str], files: Files) -> bool:
    """Whether nothing but packages stands behind the text of a program in JavaScript or Python."""
    path = text.origin.file.path
    if path.endswith(_PYTHON):
        return not _starts_others(text.value) and not _imports_its_own(text.value, path, files)
    names = _packages(text.value)
    return names is not None and names.isdisjoint(_around(path, files))


@remembered
def _starts_others(text: str) -> bool:
    """Whether a text in Python starts something else."""
    return bool(_OTHERS_IN_PYTHON.search(text))


@remembered
def _packages(text: str) -> frozenset[str] | None:
    """What a text in JavaScript imports; ``None`` where that is a file of its own, or it starts something else."""
    if _OWN_IN_NODE.search(text) or _OTHERS_IN_NODE.search(text):
        return None
    return frozenset([match[1] for match in _IMPORTED_IN_NODE.finditer(text)])


def _around(path: str, files: Files) -> set[str]:
    """What stands beside the text, and beside its folder where that is a part of the program."""
    folder = posixpath.dirname(path)
    beside = set(files.names(folder))
    is_part = _PACKAGE in beside if path.endswith(_PYTHON) else _MANIFEST not in beside
    return beside.union(files.names(posixpath.dirname(folder))) if is_part else beside


def _imports_its_own(text: str, path: str, files: Files) -> bool:
    around = _around(path, files)
    for match in _IMPORTED.finditer(text):
        if (match["source"] or "").startswith("."):
            return True
        listed = [match["source"]] if match["source"] else match["names"].split(",")
        modules = (each.strip().partition(" ")[0].partition(".")[0] for each in listed)
        if any(each in around or f"{each}{_PYTHON}" in around for each in modules):
            return True
    return False
