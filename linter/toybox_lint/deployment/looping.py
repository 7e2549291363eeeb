"""Whether a request that Caddy sends to itself comes back to the same route."""

from __future__ import annotations

from toybox_lint.caddy.model import Block, Directive

_REWRITING = frozenset({"uri", "rewrite", "try_files", "php_fastcgi"})


def rewritten(block: Block, directive: Directive) -> bool:
    """Whether the path may be another one when the request gets to ``directive``: then it does not come back."""
    if any(each.name.text in _REWRITING for each in block.directives):
        return True
    for each in block.directives:
        if each is directive:
            return False
        if each.block is not None and holds(each, directive):
            return each.name.text == "handle_path" or rewritten(each.block, directive)
    return True


def holds(outer: Directive, directive: Directive) -> bool:
    """Whether ``directive`` is ``outer``, or stands in its block at any depth."""
    inside = outer.block.directives if outer.block is not None else ()
    return outer is directive or any(holds(each, directive) for each in inside)
