"""How deep blocks may stand in each other before reading them would exhaust Python's stack."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint_grammar.layout import ServerBlock
from toybox_lint_grammar.tokens import LBRACE, RBRACE, Token

# Each level takes about seven frames of the thousand that Python has; people stay below ten.
_DEEPEST = 80


def too_deep(blocks: Iterable[ServerBlock]) -> Token | None:
    """The first brace that opens more than can be read; Caddy itself has no such bound."""
    for block in blocks:
        for segment in block.segments:
            level = 0
            for token in segment:
                level += (token.type == LBRACE) - (token.type == RBRACE)
                if level > _DEEPEST:
                    return token
    return None
