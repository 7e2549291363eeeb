"""Directives one by one: who reads which, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from toybox_lint.caddy import matchers
from toybox_lint.caddy.directives import DIRECTIVES
from toybox_lint.caddy.helper import EVERYTHING, Helper, Refused, Scope
from toybox_lint.caddy.model import Directive, Proxy
from toybox_lint.caddy.nearest import nearest
from toybox_lint.caddy.proxy import ProxyReader
from toybox_lint.caddy.tree import directive_of
from toybox_lint_grammar.tokens import Token


@dataclass(slots=True)
class Result:
    """What a directive brings."""

    proxies: list[Proxy] = field(default_factory=list)


def definition(segment: list[Token], scope: Scope) -> None:
    """Read a named matcher of a site."""
    try:
        matchers.define(list(segment), scope)
    except Refused as refused:
        note(scope, refused)


def note(scope: Scope, refused: Refused, container: Token | None = None) -> None:
    """Make a problem of a refusal; without a line of its own, it gets the container's closing line."""
    from toybox_lint.caddy.problems import origin_of

    line = refused.line_token or container
    scope.problems.report(
        refused.kind,
        refused.message,
        origin_of(refused.token),
        None if line is None else line.line,
        suggestions=refused.suggestions,
        help=refused.help,
    )


def directive(segment: list[Token], scope: Scope, braces: bool) -> Result:
    """Evaluate a directive of a site."""
    name = segment[0]
    result = Result()
    if name.text not in DIRECTIVES:
        if scope.stock and not scope.problems.symbols.unknown(name.text):
            help = None if braces else "to define a second site, put braces around each"
            message = f"there is no directive {name.text}"
            scope.problems.at(
                name, "unknown-directive", message, suggestions=nearest(name.text, DIRECTIVES), help=help
            )
        return result
    try:
        _dispatch(list(segment), scope, result)
    except Refused as refused:
        note(scope, refused)
    return result


def _dispatch(tokens: list[Token], scope: Scope, result: Result) -> None:
    name = tokens[0].text
    if name in ("handle", "handle_path", "route", "handle_errors"):
        made = container(tokens, scope)
        result.proxies += made.proxies
    elif name == "reverse_proxy":
        helper = Helper(tokens, scope)
        matcher = matchers.take(helper)
        reader = ProxyReader(helper)
        reader.read()
        made_from = directive_of(tokens[0]) or Directive((), None, 0)
        result.proxies.append(reader.finish(scope.site, matcher, made_from))


def container(tokens: list[Token], scope: Scope) -> Result:
    """Evaluate what stands in a block of directives."""
    helper = Helper(tokens, scope)
    result = Result()
    if tokens[0].text == "handle_errors":
        helper.d.next()
        helper.d.rest()
        matcher = EVERYTHING
    else:
        matcher = matchers.take(helper)
        helper.d.next()
        helper.no_more()
    inner = replace(scope.inside(matcher), matchers=dict(scope.matchers))
    segments = [helper.d.segment() for _ in helper.d.block()]
    closing = helper.d.token
    for segment in segments:
        if segment[0].text.startswith("@"):
            try:
                matchers.define(segment, inner)
            except Refused as refused:
                note(scope, refused, closing)
    for segment in segments:
        name = segment[0]
        if name.text.startswith("@"):
            continue
        if name.text not in DIRECTIVES:
            if scope.stock:
                message = f"there is no directive {name.text}"
                help = "check that the braces around it are right"
                names = nearest(name.text, DIRECTIVES)
                note(scope, Refused("unknown-directive", message, name, closing, names, help))
            continue
        try:
            _dispatch(segment, inner, result)
        except Refused as refused:
            note(scope, refused, closing)
    return result
