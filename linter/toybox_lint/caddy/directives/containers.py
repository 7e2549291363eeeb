"""Blocks of directives: what each directive in them becomes, and the order Caddy gives them."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.caddy.directives import handlers, matchers, proxy, sites
from toybox_lint.caddy.directives.helper import Found, Helper, Refused, Scope
from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.directives.routes import EVERYTHING, MatcherSet, Route
from toybox_lint.caddy.directives.shapes import take
from toybox_lint.caddy.directives.sorting import sort_routes
from toybox_lint.caddy.places import origin_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.wording import oddities
from toybox_lint.records import replace
from toybox_lint.suggest import Names, nearest
from toybox_lint_grammar.tokens import Token

# From this ratio of difflib on, a word is one of Caddy's misspelt rather than one of a plugin that nobody knows.
_NEARLY = 0.8


_ORDERS = [["order", place] for place in ("first", "last", "before", "after")]


def note(scope: Scope, refused: Refused, container: Token | None = None) -> None:
    """Make a problem of a refusal; one without a line of its own gets that of the container's end."""
    if not refused.certain:
        return
    line = refused.line_token or container
    scope.problems.report(
        refused.kind,
        refused.message,
        origin_of(refused.token),
        None if line is None else scope.problems.caddy_line(line),
        suggestions=refused.suggestions,
        help=refused.help,
        package=refused.package,
    )


def unknown_directive(name: Token, line: Token | None, help: str | None) -> Refused:
    """The verdict on a directive that Caddy does not have."""
    from toybox_lint.caddy.plugins import directive_plugin

    source = directive_plugin(name.text)
    message = f"there is no directive {name.text}"
    if name.text == "import":
        message = (
            "Caddy 2.11 cannot import with a block inside a named route: it takes import for a directive"
        )
        return Refused("unknown-directive", message, name, line, (), None, None)
    if source is not None:
        message += ", unless Caddy is built with a plugin"
        help = f"it comes with {source}"
    return Refused("unknown-directive", message, name, line, nearest(name.text, DIRECTIVES), help, source)


def evaluate(tokens: list[Token], scope: Scope) -> list[Route]:
    """What one directive becomes. Refused directives raise."""
    name = tokens[0].text
    helper = Helper(tokens, scope)
    if name not in _CONTAINERS:
        oddities.split_placeholders(tokens, scope.problems)
        oddities.shell_variables(tokens, scope.problems)
    if name in _WITHOUT_MATCHER:
        return _WITHOUT_MATCHER[name](helper)
    matchers.take(helper)
    route = Route(name, tokens[0], helper.matcher)
    if name in ("handle", "route"):
        route.children = _behind(helper, helper.matcher, name == "handle")
    else:
        _READERS[name](helper)
        passing = _PASSING.get(name)
        route.passes = passing is not None and any(token.text == passing for token in tokens)
    return [route]


def _behind(helper: Helper, matcher: MatcherSet, ordered: bool) -> list[Route]:
    inner = Helper(helper.d.tokens, helper.scope.behind(matcher))
    inner.d.at = helper.d.at
    return subroute(inner) if ordered else literal(inner)


def subroute(helper: Helper) -> list[Route]:
    """The routes of a block, sorted as Caddy sorts them."""
    routes = _contents(helper)
    order = helper.scope.order
    for route in routes:
        if route.name not in order:
            message = f"{route.name} belongs directly into a site, not into another directive"
            token = route.token
            note(helper.scope, Refused("directive-not-here", message, token), helper.scope.closing)
    routes = [route for route in routes if route.name in order]
    sort_routes(routes, order)
    oddities.merged_handles(routes, helper.scope.problems)
    return routes


def literal(helper: Helper) -> list[Route]:
    """The routes of a ``route`` block, in the order of the file."""
    routes = _contents(helper)
    for route in routes:
        if route.kind != "route":
            message = f"{route.name} belongs directly into a site, not into route"
            note(helper.scope, Refused("directive-not-here", message, route.token, helper.d.token))
    return [route for route in routes if route.kind == "route"]


def _contents(helper: Helper) -> list[Route]:
    """Everything in the blocks that follow, in the order of the file."""
    routes: list[Route] = []
    d = helper.d
    while d.next():
        helper.no_more()
        segments = [d.segment() for _ in d.block()]
        closing = d.token
        outer = helper.scope
        defines = any(segment[0].text.startswith("@") for segment in segments)
        own = outer.matchers.new_child() if defines else outer.matchers
        scope = outer.derived(own, outer.paths, closing)
        for segment in segments:
            if segment[0].text.startswith("@"):
                try:
                    matchers.define(segment, scope)
                except Refused as refused:
                    note(outer, refused, outer.closing)
        for segment in segments:
            if not segment[0].text.startswith("@"):
                routes += _directive(segment, scope)
    return routes


def maybe_misspelt(segment: list[Token], scope: Scope, *, inside: bool = False) -> None:
    """Note a word that is nearly a directive, where a Caddy with plugins reads the file: none is known to have it.

    Only what takes the words behind it may be written for it, and what may stand there: ``inside`` of a directive.
    No plugin has the option ``order`` for a directive, which is written to the plugins' own.
    """
    name = segment[0]
    if [name.text, *(token.text for token in segment[2:3])] in _ORDERS:
        note(scope, unknown_directive(name, None, None), name)
        return
    from toybox_lint.caddy.plugins import directive_plugin

    if directive_plugin(name.text) or scope.problems.symbols.unknown(name.text):
        return
    near = Names(nearest(name.text, DIRECTIVES)).closest(name.text, _NEARLY)
    if near:
        message = f"Caddy has no directive {name.text}, and no plugin that is known: it may be misspelt"
        taken = [each for each in near if _takes(each, segment, scope, inside)]
        help = None if taken else f"did you mean {near[0]}?"
        scope.problems.at(name, "misspelt-directive", message, fatal=False, suggestions=taken, help=help)


def _takes(directive: str, segment: list[Token], scope: Scope, inside: bool) -> bool:
    """Whether Caddy takes the segment when its first word is ``directive``: a route, ``inside`` of another one."""
    from copy import copy

    problems = Problems(scope.problems.symbols, scope.problems.main)
    name = copy(segment[0])
    name.text, name.place = directive, None
    try:
        routes = evaluate([name, *segment[1:]], replace(scope, problems=problems, found=Found()))
    except Refused:
        return False
    misplaced = inside and any(route.kind != "route" for route in routes)
    return not misplaced and not any(problem.fatal for problem in problems.found)


def _directive(segment: list[Token], scope: Scope) -> list[Route]:
    name = segment[0]
    try:
        if name.text in DIRECTIVES:
            start = len(scope.found.proxies)
            routes = evaluate(segment, scope)
            for route in routes:
                route.proxies = (start, len(scope.found.proxies))
            return routes
        if scope.stock and not scope.problems.symbols.unknown(name.text):
            help = "check that the braces around it are where they should be"
            raise unknown_directive(name, scope.closing, help)
        if not scope.stock:
            maybe_misspelt(segment, scope, inside=True)
    except Refused as refused:
        note(scope, refused, scope.closing)
    return []


def _handle_path(helper: Helper) -> list[Route]:
    d = helper.d
    d.next()
    path = helper.argument()
    if not path.text.startswith("/") and helper.known(path):
        message = f"handle_path needs a path that begins with /, not {path.text}"
        helper.refuse("bad-value", message, path)
    matcher = MatcherSet(helper.scope.problems.symbols.unknown(path.text) or (path.text,))
    d.at = 0
    route = Route("handle", helper.name, matcher)
    route.children = _behind(helper, matcher, True)
    return [route]


def _handle_errors(helper: Helper) -> list[Route]:
    d = helper.d
    d.next()
    for token in d.rest():
        text = token.text
        code = text[:1] if text.endswith("xx") else text
        if helper.known(token) and (
            len(text.encode("utf-8", "surrogateescape")) != 3 or not code.lstrip("+-").isdecimal()
        ):
            helper.refuse("bad-status", f"{text!r} is no status (such as 404 or 5xx)", token)
    d.at -= 1
    route = Route("handle_errors", helper.name, kind="errors")
    route.children = subroute(helper)
    return [route]


def _value_or_matcher(helper: Helper) -> list[Route]:
    """``root`` and ``rewrite``: one argument is the value, two are a matcher and the value."""
    d, name = helper.d, helper.name.text
    d.next()
    count = d.count_rest()
    if not 1 <= count <= 2:
        message = f"{name} takes a value, and a matcher before it if need be"
        helper.refuse("wrong-argument-count", message)
    if count == 2:
        d.next_arg()
        first = d.token
        found = matchers.from_token(helper, first)
        helper.matcher = found or EVERYTHING
        if found is None and helper.known(first):
            message = f"{name} takes {first.text}, and drops the word after it: {first.text} is no matcher"
            helper.scope.problems.at(first, "argument-dropped", message, fatal=False)
    return [Route(name, helper.name, helper.matcher)]


def _try_files(helper: Helper) -> list[Route]:
    d = helper.d
    d.next()
    take(helper, "1+")
    given = False
    for token in d.block():
        if token.text == "policy":
            sites.try_policy(helper)
            if given:
                helper.refuse("given-twice", "policy is given twice", token)
            given = True
    matcher = MatcherSet(None, (("file", *(token.text for token in d.tokens[1:])),))
    return [Route("try_files", helper.name, matcher)]


def _php_fastcgi(helper: Helper) -> None:
    from toybox_lint.caddy.directives.macros import php_fastcgi

    php_fastcgi(helper)


def _forward_auth(helper: Helper) -> None:
    from toybox_lint.caddy.directives.macros import forward_auth

    forward_auth(helper)


_CONTAINERS = frozenset(("handle", "handle_path", "handle_errors", "route"))
# What lets a request go on through a handler that otherwise always answers.
_PASSING = {"file_server": "pass_thru", "reverse_proxy": "handle_response"}
_WITHOUT_MATCHER: dict[str, Callable[[Helper], list[Route]]] = {
    "handle_path": _handle_path,
    "handle_errors": _handle_errors,
    "root": _value_or_matcher,
    "rewrite": _value_or_matcher,
    "try_files": _try_files,
    **sites.READERS,
}
_READERS: dict[str, handlers.Reader] = {
    **handlers.READERS,
    "reverse_proxy": proxy.read,
    "php_fastcgi": _php_fastcgi,
    "forward_auth": _forward_auth,
}
