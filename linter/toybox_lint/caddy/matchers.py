"""Named matchers: ``@name`` and what it matches."""

from __future__ import annotations

from toybox_lint.caddy.helper import EVERYTHING, Helper, MatcherSet, Refused, Scope
from toybox_lint.caddy.nearest import nearest
from toybox_lint.facts import Unknown
from toybox_lint_grammar.tokens import Token

KINDS = (
    "client_ip",
    "expression",
    "file",
    "header",
    "header_regexp",
    "host",
    "method",
    "not",
    "path",
    "path_regexp",
    "protocol",
    "query",
    "remote_ip",
    "tls",
    "url_pattern",
    "vars",
    "vars_regexp",
)


def define(tokens: list[Token], scope: Scope) -> None:
    """Add the named matcher that a segment defines to its scope."""
    helper = Helper(tokens, scope)
    d = helper.d
    d.next()
    name = d.text
    if name in scope.matchers:
        helper.refuse("matcher-redefined", f"the matcher {name} is defined more than once", placed=False)
    scope.matchers[name] = EVERYTHING
    if d.next_arg():
        if d.token.quote:
            scope.matchers[name] = MatcherSet(None, (("expression", d.text),))
            return
        d.at -= 1
    found: dict[str, list[list[Token]]] = {}
    level = d.nesting
    while d.next_arg() or d.next_block(level):
        kind = d.text
        found.setdefault(kind, []).append(d.segment())
    paths: tuple[str, ...] | Unknown | None = None
    others: list[tuple[str, ...]] = []
    for kind, segments in found.items():
        if kind not in KINDS and scope.stock:
            token = segments[0][0]
            message = f"there is no matcher {kind}"
            raise Refused("unknown-matcher-kind", message, token, None, nearest(kind, KINDS))
        if kind == "path":
            words = [token for segment in segments for token in segment[1:]]
            paths = tuple(token.text for token in words)
        else:
            others.append((kind, *(token.text for segment in segments for token in segment[1:])))
    scope.matchers[name] = MatcherSet(paths, tuple(others))


def from_token(helper: Helper, token: Token) -> MatcherSet | None:
    """The matcher that a word names, ``None`` when it is no matcher."""
    text = token.text
    if text == "*":
        return EVERYTHING
    if text.startswith("/"):
        unknown = helper.scope.problems.symbols.unknown(text)
        return MatcherSet(unknown or (text,))
    if not text.startswith("@"):
        return None
    found = helper.scope.matchers.get(text)
    if found is None:
        if not helper.known(token):
            return MatcherSet(Unknown("the matcher's name depends on a variable"))
        names = nearest(text, helper.scope.matchers)
        helper.refuse(
            "unknown-matcher", f"there is no matcher {text} here", token, suggestions=names, placed=False
        )
    return found


def take(helper: Helper) -> MatcherSet:
    """The matcher of a directive, taken out of its tokens; the cursor goes back before the name."""
    d = helper.d
    d.next()
    matcher = EVERYTHING
    if d.next_arg():
        found = from_token(helper, d.token)
        if found is not None:
            del d.tokens[d.at]
            matcher = found
    d.at = -1
    d.nesting = 0
    return matcher
