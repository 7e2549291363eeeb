"""Conditions in the words of CEL, which ``caddy adapt`` passes on unread, and at which Caddy ends when it starts.

Sources: the language definition of CEL; the matchers that Caddy has as functions; measured with ``caddy validate``.
"""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.starting import note
from toybox_lint.patterns import pattern
from toybox_lint.suggest import nearest
from toybox_lint_grammar.tokens import Token

# Quotes, closed or not, and what Caddy fills in.
_LITERALS = pattern(
    r"\"[^\"\\]*+(?:\\.[^\"\\]*+)*(?:\"|\Z)|'[^'\\]*+(?:\\.[^'\\]*+)*(?:'|\Z)"
    r"|\{[A-Za-z_][\w.*-]*+(?:\[[^\]{}]*+\][\w.-]*+)?\}"
)
# Quotes of other kinds, which are not read here.
_OF_OTHER_KINDS = pattern(r"\"\"\"|'''|\b[rRbB]{1,2}[\"']|`|\\\Z")
_WORDS = pattern(r"(?<![.\w])(and|or|not|eq|ne|is)(?=[ (])")
_ASSIGNED = pattern(r"(?<![=!<>])=(?![=])~?")
_CALLED = pattern(r"(?<![.\w])([A-Za-z_]\w*)\(")
_MEANT = {"and": "&&", "or": "||", "not": "!", "eq": "==", "is": "==", "ne": "!="}
_OF_CADDY = (
    *(
        "client_ip",
        "file",
        "header",
        "header_regexp",
        "host",
        "method",
        "path",
        "path_regexp",
        "protocol",
        "query",
    ),
    *("remote_ip", "vars", "vars_regexp"),
)
_OF_CEL = (
    *("bool", "bytes", "double", "duration", "dyn", "has", "int", "matches", "size", "string", "timestamp"),
    *("type", "uint"),
)
_FUNCTIONS = (*_OF_CADDY, *_OF_CEL)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def condition(helper: Helper, token: Token) -> None:
    """Note a condition that no Caddy takes."""
    if not helper.known(token) or _OF_OTHER_KINDS.search(token.text):
        return
    bare = _LITERALS.sub("0", token.text)
    fault = _fault(bare) or (_unknown_function(bare) if helper.scope.stock else None)
    if fault:
        note(helper, token, f"the expression has {fault}")


def _fault(bare: str) -> str | None:
    if found := _WORDS.search(bare):
        return f"{found[1]} in place of {_MEANT[found[1]]}"
    if found := _ASSIGNED.search(bare):
        return f"a lone {found[0]}, which compares nothing"
    open_: list[str] = []
    for char in bare:
        if char in "([{":
            open_.append(char)
        elif char in _CLOSING and (not open_ or open_.pop() != _CLOSING[char]):
            return f"a {char} that closes nothing"
    return f"a {open_[-1]} that is not closed" if open_ else None


def _unknown_function(bare: str) -> str | None:
    for found in _CALLED.finditer(bare):
        meant = nearest(found[1], _FUNCTIONS) if found[1] not in _FUNCTIONS else ()
        if meant:
            return f"the function {found[1]}, which there is not (perhaps {meant[0]})"
    return None
