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
    return frozenset(found[1] for found in _NAMED.finditer(text) if _depth(text, found.start()) == 0)


def calls_for_extensions(text: str) -> Iterator[tuple[str, Span]]:
    """Each extension that is needed, and by which call, which nobody's comment or page has."""
    spaced = _NAMESPACE.search(text) is not None
    comments = [each.span() for each in _COMMENT.finditer(text)]
    for found in _CALLS.finditer(text):
        start, function = found.start("call"), found["mysqli"] or found["pgsql"]
        if any(first <= start < last for first, last in comments) or not _is_code(text, start):
            continue
        if _depth(text, start) != (1 if found["tried"] else 0):
            continue
        if spaced and not function and not found["class"]:
            continue
        wanted = _BY_KIND[found["kind"]] if found["kind"] else "pgsql" if found["pgsql"] else "mysqli"
        yield wanted, Span(*found.span("call"))


def _is_code(text: str, place: int) -> bool:
    """Whether it stands between the marks of PHP, and not in the page."""
    return text.rfind("<?", 0, place) > text.rfind("?>", 0, place)


def _depth(text: str, place: int) -> int:
    """In how many blocks a place is."""
    return text.count("{", 0, place) - text.count("}", 0, place)
