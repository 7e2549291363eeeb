"""The path behind the address of an upstream, as a rewrite.

Source: Caddy's manual of ``reverse_proxy`` (its ``rewrite``); Caddy 2.11.7 refuses the path in the address.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.edit import append, at_once
from toybox_lint.caddy.model import Caddyfile, Directive, Problem, Word
from toybox_lint.caddy.wording.standing import Place, key
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Span

_WITH_PATH = pattern(r"(?:https?|h2c)://[\w.-]+(?::\d+)?(/[\w./-]+)", re.ASCII)


def path_by_rewrite(problem: Problem, caddyfile: Caddyfile) -> tuple[Fix, ...]:
    """Put the path that all upstreams of a proxy have before that of the request; a person must agree.

    As nginx has it, it may be meant to stand in place of what a matcher has found.
    """
    if problem.kind != "upstream-with-path":
        return ()
    proxy = _proxies(caddyfile).get(key(problem.origin))
    return () if proxy is None else _rewritten(proxy, list(_upstreams(proxy)))


@remembered
def _proxies(caddyfile: Caddyfile) -> dict[Place, Directive]:
    """By the places of the words that may be upstreams, their proxies."""
    found: dict[Place, Directive] = {}
    for directive in (each for site in caddyfile.sites for each in site.block.walk()):
        for word in _upstreams(directive) if directive.name.text == "reverse_proxy" else ():
            found.setdefault(key(word.origin), directive)
    return found


def _upstreams(proxy: Directive) -> Iterator[Word]:
    """The words of the proxy that may be upstreams."""
    yield from proxy.arguments
    for line in proxy.block.directives if proxy.block else ():
        yield from line.arguments if line.name.text == "to" else ()


def _rewritten(proxy: Directive, words: list[Word]) -> tuple[Fix, ...]:
    own = proxy.block.directives if proxy.block else ()
    matches = [(word, _WITH_PATH.fullmatch(str(word.text))) for word in words if "://" in str(word.text)]
    found = [(word, match) for word, match in matches if match]
    paths = {match[1].rstrip("/") for _, match in found}
    if (
        len(paths) != 1
        or len(found) != len(matches)
        or any(line.name.text in ("rewrite", "method") for line in own)
    ):
        return ()
    path = paths.pop()
    added = append(proxy, (f"rewrite {path}{{uri}}",)) if path else None
    if added is None or not all(word.origin.exact for word, _ in found):
        return ()
    shortened = [
        Edit(word.origin.file, Span(word.origin.span.start + match.start(1), word.origin.span.end), "")
        for word, match in found
    ]
    edits = at_once(proxy, (*shortened, added))
    return (Fix(f"put {path} before the path of the request", Applicability.UNSAFE, edits, mends=True),)
