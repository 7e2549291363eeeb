"""Tables of sub-directives: how many arguments of which kind each takes, and what block it opens.

A shape is written ``[=]LOW[-HIGH|+] [KIND][!]``. With ``=`` a surplus argument is refused; without it
Caddy takes what follows for the next sub-directive. ``!`` marks values that Caddy refuses without naming
a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from toybox_lint.caddy.directives.helper import Helper, Refused
from toybox_lint.caddy.directives.values import duration, integer, size
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.suggest import nearest
from toybox_lint.typed import TypeAlias
from toybox_lint_grammar.tokens import Token

Special = Callable[[Helper, Token], None]
# The entry for names that the table does not list.
ANY = "*"


_SHAPE = pattern(r"(=?)(\d)(?:-(\d)|(\+))?(?: ([a-z-]+))?(!?)")


class Nested(NamedTuple):
    """A sub-directive with arguments and a block of its own."""

    shape: str
    table: Table
    what: str


class OneOf(NamedTuple):
    """Arguments that must be among ``names``."""

    shape: str
    names: tuple[str, ...]


Entry: TypeAlias = "str | Nested | OneOf | Special"
Table: TypeAlias = Mapping[str, Entry]


class Shape(NamedTuple):
    """A shape, taken apart."""

    low: int
    high: int | None
    exact: bool
    kind: str
    placed: bool


@cache
def shape_of(text: str) -> Shape:
    """Read the short form of a shape."""
    found = _SHAPE.fullmatch(text)
    assert found is not None, text
    low = int(found[2])
    high = None if found[4] else int(found[3] or low)
    return Shape(low, high, bool(found[1]), found[5] or "", not found[6])


def take(helper: Helper, text: str) -> list[Token]:
    """Take the arguments of the current sub-directive by its shape; refuse what does not fit."""
    shape = shape_of(text)
    d = helper.d
    found: list[Token] = []
    while (shape.high is None or len(found) < shape.high) and d.next_arg():
        found.append(d.token)
    if len(found) < shape.low:
        helper.wrong_count()
    if shape.exact:
        helper.no_more()
    if shape.kind:
        for token in found:
            check_value(helper, token, shape.kind, shape.placed)
    return found


def check_value(helper: Helper, token: Token, kind: str, placed: bool = True) -> None:
    """Refuse a word that is no value of its kind; a word that a variable decides passes."""
    if not helper.known(token):
        return
    problem = _CHECKS[kind](token.text)
    if problem is not None:
        name, message, suggestions = problem
        helper.refuse(name, message, token, suggestions=suggestions, placed=placed)


_Verdict = tuple[str, str, tuple[str, ...]] | None


def _duration(text: str, days: bool = True) -> _Verdict:
    if duration(text, days=days) is not None:
        return None
    if integer(text) is not None:
        return "bad-duration", f"{text!r} is no duration: the unit is missing", (f"{text}s", f"{text}m")
    return "bad-duration", f"{text!r} is no duration (such as 30s, 1m30s, 250ms)", ()


def _duration_or_integer(text: str) -> _Verdict:
    return None if integer(text) is not None else _duration(text)


def _integer(text: str) -> _Verdict:
    return None if integer(text) is not None else ("bad-number", f"{text!r} is no whole number", ())


def _size(text: str) -> _Verdict:
    if size(text) is not None:
        return None
    return "bad-size", f"{text!r} is no size (such as 512KB, 10MB, 4MiB)", ()


def _status(text: str) -> _Verdict:
    number = text[:1] if len(text) == 3 and text.endswith("xx") else text
    if integer(number) is not None:
        return None
    return "bad-status", f"{text!r} is no status (such as 404 or 5xx)", ()


_CHECKS: Mapping[str, Callable[[str], _Verdict]] = {
    "duration": _duration,
    "go-duration": lambda text: _duration(text, days=False),
    "duration-or-integer": _duration_or_integer,
    "duration-or-off": lambda text: None if text == "off" else _duration(text),
    "integer": _integer,
    "size": _size,
    "size-or-unlimited": lambda text: None if text == "unlimited" else _size(text),
    "status": _status,
}


def read_block(helper: Helper, table: Table, what: str) -> None:
    """Read the block opened on this line, each entry by ``table``."""
    for token in helper.d.block():
        read_entry(helper, token, table, what)


def read_entry(helper: Helper, token: Token, table: Table, what: str) -> None:
    """Read one entry of the block of ``what``."""
    entry = table.get(token.text)
    if entry is None:
        entry = table.get(ANY)
    if entry is None:
        unknown_entry(helper, token, table, what)
    elif isinstance(entry, str):
        take(helper, entry)
    elif isinstance(entry, Nested):
        take(helper, entry.shape)
        read_block(helper, entry.table, entry.what)
    elif isinstance(entry, OneOf):
        for each in take(helper, entry.shape):
            one_of(helper, each, entry.names, token.text)
    else:
        entry(helper, token)


def one_of(helper: Helper, token: Token, names: tuple[str, ...], what: str) -> None:
    """Refuse a word that is not among ``names``."""
    if token.text in names or not helper.known(token):
        return
    listed = ", ".join(names)
    message = f"{what} cannot be {token.text!r}; it is one of {listed}"
    helper.refuse("bad-value", message, token, suggestions=nearest(token.text, names))


def unknown_entry(
    helper: Helper,
    token: Token,
    table: Mapping[str, object],
    what: str,
    *,
    kind: str = "unknown-subdirective",
    help: str | None = None,
) -> None:
    """Refuse a sub-directive that ``what`` does not have, unless a variable hides its name."""
    if not helper.known(token):
        helper.d.segment()
        return
    names = [name for name in table if name != ANY]
    message = f"{what} has no sub-directive {token.text}"
    helper.refuse(kind, message, token, suggestions=nearest(token.text, names), help=help)


def module(helper: Helper, token: Token, names: Mapping[str, object], space: str, what: str) -> bool:
    """Whether the module that ``token`` names is one of Caddy's own; without plugins, refuse any other."""
    if token.text in names:
        return True
    if not helper.known(token) or not helper.scope.stock:
        return False
    message = f"there is no {what} {token.text}"
    from toybox_lint.caddy.plugins import modules_in, plugin_of

    source = plugin_of(f"{space}.{token.text}")
    if source is not None:
        message += ", unless Caddy is built with a plugin"
    help = None if source is None else f"it comes with {source}"
    names_like = nearest(token.text, (*names, *modules_in(space))) if source is None else ()
    raise Refused("module-missing", message, token, helper.d.token, names_like, help, source)


def read_module(helper: Helper, name: Token, modules: Table, space: str, what: str) -> None:
    """Read the line and block of the module that ``name``, the current token, names."""
    known = module(helper, name, modules, space, what)
    inner = helper.nested()
    if known:
        inner.d.next()
        read_entry(inner, name, modules, what)
