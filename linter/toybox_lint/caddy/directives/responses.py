"""Matchers of responses: ``@name status 5xx`` and blocks of them, where a proxy's answer is judged."""

from __future__ import annotations

from toybox_lint.caddy.directives import matchers
from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.shapes import Table, read_entry
from toybox_lint_grammar.tokens import Token


def _header(helper: Helper, token: Token) -> None:
    matchers.KINDS["header"](helper.nested())


TABLE: Table = {"status": "1+ status", "header": _header}


def define(helper: Helper, names: set[str]) -> str:
    """Read the response matcher that begins at the current token; its name, which joins ``names``."""
    inner = helper.nested()
    d = inner.d
    d.next()
    name = d.text
    if name in names:
        inner.refuse("matcher-redefined", f"the matcher {name} is defined more than once")
    names.add(name)
    level = d.nesting
    while d.next_arg() or d.next_block(level):
        read_entry(inner, d.token, TABLE, f"the response matcher {name}")
    return name


def chosen(helper: Helper, token: Token, names: set[str]) -> None:
    """Refuse a word that names no response matcher."""
    if not token.text.startswith("@"):
        helper.refuse("unknown-matcher", "the name of a response matcher (@name) was expected", token)
    if token.text not in names and helper.known(token):
        helper.refuse("unknown-matcher", f"there is no response matcher {token.text} here", token)


class ResponseBlocks:
    """``handle_response`` and ``replace_status`` of a proxy or of ``intercept``."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._segments: list[Helper] = []

    def define(self, helper: Helper) -> None:
        """Read a response matcher at the current token."""
        define(helper, self.names)

    def replace_status(self, helper: Helper, token: Token) -> None:
        """Read ``replace_status [@matcher] CODE``."""
        found = helper.d.rest()
        if len(found) not in (1, 2):
            helper.refuse(
                "wrong-argument-count", "replace_status takes an optional matcher and a status", token
            )
        if len(found) == 2:
            chosen(helper, found[0], self.names)
        if helper.d.next_block(helper.d.nesting):
            helper.refuse("block-not-allowed", "replace_status takes no block; handle_response does", token)

    def handle_response(self, helper: Helper, token: Token) -> None:
        """Keep ``handle_response``: its block is read when all matchers are known."""
        self._segments.append(helper.nested())

    def finish(self) -> None:
        """Read the blocks that were kept."""
        for helper in self._segments:
            d = helper.d
            d.next()
            found = d.rest()
            if len(found) > 1:
                helper.refuse("wrong-argument-count", "handle_response takes at most one response matcher")
            if found:
                chosen(helper, found[0], self.names)
            inner = helper.nested()
            inner.scope = helper.scope.behind(helper.matcher)
            inner.scope.subroute(inner)
