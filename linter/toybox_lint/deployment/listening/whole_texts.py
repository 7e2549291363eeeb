"""Whether the text of a program is all of it: what it imports are packages, and it starts nothing else.

Another file of its own may open a further port; of a package nobody expects that.
"""

from __future__ import annotations

import posixpath

from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located

_PYTHON = ".py"
_OWN_IN_NODE = pattern(r"""(?:\brequire\s*\(|\bimport\s*\(|\bfrom\s|\bimport\s)\s*["'`](?:\.|/|[@~]/|\#)""")
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
        return not _OTHERS_IN_PYTHON.search(text.value) and not _imports_its_own(text.value, path, files)
    return not _OWN_IN_NODE.search(text.value) and not _OTHERS_IN_NODE.search(text.value)


def _imports_its_own(text: str, path: str, files: Files) -> bool:
    folder = posixpath.dirname(path)
    around = {*files.names(folder), *files.names(posixpath.dirname(folder))}
    for match in _IMPORTED.finditer(text):
        if (match["source"] or "").startswith("."):
            return True
        listed = [match["source"]] if match["source"] else match["names"].split(",")
        modules = (each.strip().partition(" ")[0].partition(".")[0] for each in listed)
        if any(each in around or f"{each}{_PYTHON}" in around for each in modules):
            return True
    return False
