"""Calls in a text of PHP that need an extension.

Source: PHP's manual of PDO, mysqli and PostgreSQL, and of the names of classes in a namespace.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.patterns import pattern, re
from toybox_lint.source import Span

# Statements that are made whatever is asked for: at the margin, or the first that is tried.
_CALLS = pattern(
    r"(?m)^(?:(?P<tried>try\s*\{)\s*)?(?:return[ \t]+|\$(?:this->)?\w+[ \t]*=[ \t]*)"
    r"(?P<call>new[ \t]+(?P<class>\\?)(?:PDO\s*\(\s*[\"'](?P<kind>mysql|pgsql):|mysqli\s*\()"
    r"|\\?(?:(?P<mysqli>mysqli_connect)|(?P<pgsql>pg_p?connect))\s*\()"
)
_NAMED = pattern(r"(?m)^(?:<\?php\s++)?(?:require|include)(?:_once)?\b[^\n]{0,300}?([\w-]{1,100}\.php)\b")
_COMMENT = pattern(r"(?s)/\*.*?(?:\*/|\Z)")
_NAMESPACE = pattern(r"(?m)^[ \t]*+(?:<\?php\s++)?namespace\s")
# What asks first, or knows a database that needs no extension; names of the program's own; texts of several lines.
_OPEN = pattern(
    r"extension_loaded|_exists\(|defined\(|is_callable|getAvailableDrivers|get_loaded_extensions|<<<|sqlite"
    r"|\b(?:class\s+(?:mysqli|PDO)|function\s+&?(?:mysqli_connect|pg_p?connect))\b",
    re.IGNORECASE,
)
_BY_KIND = {"mysql": "pdo_mysql", "pgsql": "pdo_pgsql"}


def leaves_open(text: str) -> bool:
    """Whether a text of a program tells that calls may not be made, or be none of PHP itself."""
    return _OPEN.search(text) is not None


def named_files(text: str) -> frozenset[str]:
    """The names of other files that a text takes in, whatever is asked for."""
    places = _Places(text)
    return frozenset(found[1] for found in _NAMED.finditer(text) if places.depth(found.start()) == 0)


def calls_for_extensions(text: str) -> Iterator[tuple[str, Span]]:
    """Each extension that is needed, and by which call, which nobody's comment or page has."""
    spaced = _NAMESPACE.search(text) is not None
    places = _Places(text)
    for found in _CALLS.finditer(text):
        start, function = found.start("call"), found["mysqli"] or found["pgsql"]
        if places.depth(start) != (1 if found["tried"] else 0) or not places.is_code:
            continue
        if spaced and not function and not found["class"]:
            continue
        wanted = _BY_KIND[found["kind"]] if found["kind"] else "pgsql" if found["pgsql"] else "mysqli"
        yield wanted, Span(*found.span("call"))


class _Places:
    """What a text has before places that follow one another: each part of it is looked at once."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._depth, self._in_php = text, 0, 0, False
        self._comments = [each.span() for each in reversed(list(_COMMENT.finditer(text)))]

    def depth(self, place: int) -> int:
        """In how many blocks the place is."""
        text, at = self._text, self._at
        self._depth += text.count("{", at, place) - text.count("}", at, place)
        opened, closed = text.rfind("<?", at, place), text.rfind("?>", at, place)
        self._in_php = opened > closed if opened != closed else self._in_php
        self._at = place
        while self._comments and self._comments[-1][1] <= place:
            self._comments.pop()
        return self._depth

    @property
    def is_code(self) -> bool:
        """Whether the last place stands between the marks of PHP, and in no comment."""
        return self._in_php and not (self._comments and self._comments[-1][0] <= self._at)
