"""What a project of Maven says in its ``pom.xml``.

Source: Maven's description of the model: a parent, and others that are needed, have elements of the same names.
"""

from __future__ import annotations

from toybox_lint.patterns import pattern

_PROJECT = pattern(r"<project\b[^>]*>")
# An element that has others in it.
_PART = pattern(r"<([\w.-]{1,50}+)[^<>]{0,200}>(?=\s{0,500}<(?!/))")


def without_comments(pom: str) -> str:
    """A ``pom.xml`` without what it leaves out."""
    first, *rest = pom.split("<!--")
    return first + "".join(each.partition("-->")[2] for each in rest)


def of_the_project(pom: str) -> str:
    """What a project says of itself, and not of its parent or of others."""
    pom = _PROJECT.sub("", pom)
    kept, at, endless = "", 0, set[str]()
    for opened in _PART.finditer(pom):
        if opened.start() < at or opened[1] in endless:
            continue
        end = pom.find(f"</{opened[1]}>", opened.end())
        if end < 0:
            endless.add(opened[1])
            continue
        kept, at = kept + pom[at : opened.start()], end + len(f"</{opened[1]}>")
    return kept + pom[at:]
