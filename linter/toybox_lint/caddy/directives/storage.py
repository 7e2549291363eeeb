"""``storage``: where Caddy keeps certificates and what belongs to them."""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.shapes import Entry, read_block, read_module, take
from toybox_lint_grammar.tokens import Token


def _file_system(helper: Helper, token: Token) -> None:
    words = take(helper, "=0-1")
    path = words[0].text if words else ""

    def root(inner: Helper, entry: Token) -> None:
        nonlocal path
        value = inner.argument()
        if path:
            inner.refuse("given-twice", "the root of storage file_system is given already", entry)
        path = value.text

    read_block(helper, {"root": root}, "storage file_system")
    if not path:
        helper.refuse("wrong-argument-count", "storage file_system needs a root path", token)


_STORAGES: dict[str, Entry] = {"file_system": _file_system}


def storage(helper: Helper, token: Token) -> None:
    """Read ``storage NAME ...``."""
    read_module(helper, helper.argument(), _STORAGES, "caddy.storage", "storage")
