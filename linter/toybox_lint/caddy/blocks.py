"""Blocks of sub-directives whose arguments a table can describe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from toybox_lint.caddy.helper import Helper
from toybox_lint.caddy.nearest import nearest
from toybox_lint.caddy.values import duration, integer, size
from toybox_lint_grammar.tokens import Token

Special = Callable[[Helper, Token], None]
# How a sub-directive takes its arguments. `one`: a value, and what follows is the next sub-directive.
# `only`: exactly one. `flag`: none. `loose`: none is read, and none refused. `some`: at least one. `any`:
# whatever there is. `block`: a block that is not looked into. The others are one value of that kind.
Shape = Literal[
    "one",
    "only",
    "flag",
    "loose",
    "some",
    "any",
    "block",
    "duration",
    "only-duration",
    "duration-or-integer",
    "integer",
    "only-integer",
    "size",
    "size-or-unlimited",
]
Table = Mapping[str, "Shape | Special"]


def check_value(helper: Helper, token: Token, kind: str) -> None:
    """Refuse a word that is no value of its kind; a word that a variable decides passes."""
    if not helper.known(token):
        return
    text = token.text
    if "duration" in kind:
        if duration(text) is None and not ("integer" in kind and integer(text) is not None):
            bare = integer(text) is not None
            advice = f"; did you mean {text}s?" if bare else " (such as 30s, 1m30s, 250ms)"
            message = f"{text!r} is no duration: a number and its unit are needed{advice}"
            fixes = (f"{text}s",) if bare else ()
            helper.refuse("bad-duration", message, token, suggestions=fixes)
    elif "integer" in kind:
        if integer(text) is None:
            helper.refuse("bad-number", f"{text!r} is no whole number", token)
    elif "size" in kind and size(text) is None and not (text == "unlimited" and "unlimited" in kind):
        helper.refuse("bad-size", f"{text!r} is no size (such as 512KB, 10MB, 4MiB)", token)


def read_shape(helper: Helper, shape: str) -> None:
    """Take the arguments of the current sub-directive."""
    d = helper.d
    if shape == "flag":
        helper.no_more()
    elif shape in ("any", "some"):
        if not d.rest() and shape == "some":
            helper.wrong_count()
    elif shape == "block":
        for _ in d.block():
            pass
    elif shape != "loose":
        token = helper.argument()
        check_value(helper, token, shape)
        if shape.startswith("only"):
            helper.no_more()


def read_block(helper: Helper, table: Table, what: str) -> None:
    """Read the block opened on this line, each entry by ``table``."""
    for token in helper.d.block():
        read_entry(helper, token, table, what)


def read_entry(helper: Helper, token: Token, table: Table, what: str) -> None:
    """Read one entry of a block of ``what``."""
    shape = table.get(token.text)
    if shape is None:
        unknown_entry(helper, token, table, what)
    elif isinstance(shape, str):
        read_shape(helper, shape)
    else:
        shape(helper, token)


def unknown_entry(helper: Helper, token: Token, table: Mapping[str, object], what: str) -> None:
    """Refuse a sub-directive that ``what`` does not have, unless a variable hides its name."""
    if not helper.known(token):
        helper.d.rest()
        return
    message = f"{what} has no sub-directive {token.text}"
    helper.refuse("unknown-subdirective", message, token, suggestions=nearest(token.text, table))
