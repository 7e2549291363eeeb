"""Request matchers: ``@name`` and what it matches, and the matcher token of a directive."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.caddy.directives.helper import Helper, Scope
from toybox_lint.caddy.directives.routes import EVERYTHING, MatcherSet
from toybox_lint.caddy.directives.shapes import Table, read_entry
from toybox_lint.caddy.directives.starting import expression, ranges
from toybox_lint.caddy.problems import Fault
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.facts import Unknown
from toybox_lint.suggest import nearest
from toybox_lint.typed import NoReturn
from toybox_lint_grammar.tokens import Token


def _malformed(helper: Helper, message: str) -> NoReturn:
    kind = helper.name.text
    helper.refuse("malformed-matcher", f"the {kind} matcher {message}")


def _no_block(helper: Helper) -> None:
    if helper.d.next_block(0):
        _malformed(helper, "takes no block")


def _values(helper: Helper) -> None:
    while helper.d.next():
        helper.d.rest()
        _no_block(helper)


def _addresses(helper: Helper) -> None:
    while helper.d.next():
        words = helper.d.rest()
        for token in words:
            if token.text == "forwarded" and helper.name.text == "remote_ip":
                _malformed(helper, "has no option 'forwarded' any more; the client_ip matcher does that")
        ranges(helper, words)
        _no_block(helper)


def _path_regexp(helper: Helper) -> None:
    given = False
    while helper.d.next():
        if given:
            _malformed(helper, "may be given once")
        words = helper.d.rest()
        if len(words) not in (1, 2):
            helper.wrong_count()
        expression(helper, words[-1])
        given = True
        _no_block(helper)


def _header(helper: Helper) -> None:
    d = helper.d
    while d.next():
        if not d.next_arg():
            _malformed(helper, "needs the name of a field")
        field = d.text
        if field == "!":
            _malformed(helper, "needs the name of a field after !")
        given = d.next_arg()
        if field.startswith("!") and given:
            _malformed(helper, "takes no value for a field that must be absent")
        if not field.startswith("!") and not given:
            _malformed(helper, "needs a field and a value")
        _no_block(helper)


def _regexp(helper: Helper) -> None:
    d = helper.d
    while d.next():
        if not (d.next_arg() and d.next_arg()):
            helper.wrong_count()
        d.next_arg()
        expression(helper, d.token)
        _no_block(helper)


def _header_regexp(helper: Helper) -> None:
    fields: set[str] = set()
    d = helper.d
    while d.next():
        if not (d.next_arg() and d.next_arg()):
            helper.wrong_count()
        d.next_arg()
        field = d.tokens[d.at - 1].text
        expression(helper, d.token)
        if field in fields:
            _malformed(helper, f"may be given once for the field {field}")
        fields.add(field)
        _no_block(helper)


def _query(helper: Helper) -> None:
    while helper.d.next():
        for token in helper.d.rest():
            if token.text and "=" not in token.text and helper.known(token):
                _malformed(helper, f"takes name=value, not {token.text}")
        _no_block(helper)


_PATTERN = {"ignore_case": "0", "base_url": "1"}


def _exactly_one(helper: Helper) -> None:
    while helper.d.next():
        if not helper.d.next_arg():
            _malformed(helper, "takes one argument")
        if helper.name.text == "url_pattern":
            for token in helper.d.block():
                read_entry(helper, token, _PATTERN, "the url_pattern matcher")


def _expression(helper: Helper) -> None:
    helper.d.next()
    token = helper.argument()
    if token.quote and not helper.d.rest():
        _condition(helper, token)


def _condition(helper: Helper, token: Token) -> None:
    from toybox_lint.caddy.directives.conditions import condition

    condition(helper, token)


def _file(helper: Helper) -> None:
    given = 0

    def try_files(inner: Helper, token: Token) -> None:
        nonlocal given
        given += len(inner.d.rest())
        if not given:
            inner.wrong_count()

    table: Table = {"root": "1", "try_files": try_files, "try_policy": "1", "split_path": "1+"}
    while helper.d.next():
        given += len(helper.d.rest())
        for token in helper.d.block():
            read_entry(helper, token, table, "the file matcher")


def _vars(helper: Helper) -> None:
    while helper.d.next():
        if not helper.d.next_arg():
            _malformed(helper, "needs the name of a variable")
        if not helper.d.rest():
            _malformed(helper, "needs a value to compare with")
        _no_block(helper)


def _tls(helper: Helper) -> None:
    d = helper.d
    while d.next():
        if d.next_arg():
            if d.text != "early_data":
                _malformed(helper, f"has no option {d.text}")
            helper.no_more()
        _no_block(helper)


def _not(helper: Helper) -> None:
    d = helper.d
    while d.next():
        # Each of many in one line would read all behind it anew, one inside the other.
        while d.next_arg():
            if d.text != "not":
                d.at -= 1
                break
        read_set(helper)


KINDS: dict[str, Callable[[Helper], None]] = {
    "client_ip": _addresses,
    "expression": _expression,
    "file": _file,
    "header": _header,
    "header_regexp": _header_regexp,
    "host": _values,
    "method": _values,
    "not": _not,
    "path": _values,
    "path_regexp": _path_regexp,
    "protocol": _exactly_one,
    "query": _query,
    "remote_ip": _addresses,
    "tls": _tls,
    "url_pattern": _exactly_one,
    "vars": _vars,
    "vars_regexp": _regexp,
}
# Kinds that restrict the path in a way that cannot be told as a list of patterns.
_ABOUT_PATHS = frozenset(("expression", "file", "not", "path_regexp", "url_pattern"))


def define(tokens: list[Token], scope: Scope) -> None:
    """Add the named matcher that a segment defines to its scope."""
    helper = Helper(tokens, scope)
    d = helper.d
    d.next()
    name = d.text
    if name in scope.matchers:
        message = f"the matcher {name} is defined more than once"
        helper.refuse("matcher-redefined", message, placed=False)
    scope.matchers[name] = EVERYTHING
    faults: list[Fault] = []
    outer, scope.problems.held = scope.problems.held, faults
    try:
        found = _defined(helper)
    finally:
        scope.problems.held = outer
    scope.matchers[name] = MatcherSet(found.paths, found.others, tuple(faults)) if faults else found


def _defined(helper: Helper) -> MatcherSet:
    """What follows the name of a matcher: an expression in quotes, or matchers."""
    d = helper.d
    if d.next_arg():
        if d.token.quote:
            _condition(helper, d.token)
            return MatcherSet(Unknown("an expression decides"), (("expression", d.text),))
        d.at -= 1
    return _read(helper, placed=False)


def read_set(helper: Helper) -> MatcherSet:
    """Read matchers up to the end of the line or block, as ``not`` and ``lb_retry_match`` hold them."""
    return _read(helper, placed=True)


def _read(helper: Helper, *, placed: bool) -> MatcherSet:
    d = helper.d
    found: dict[str, list[Token]] = {}
    level = d.nesting
    while d.next_arg() or d.next_block(level):
        found.setdefault(d.text, []).extend(d.segment())
    paths: tuple[str, ...] | Unknown | None = None
    others: list[tuple[str, ...]] = []
    for kind, tokens in found.items():
        if kind in KINDS:
            KINDS[kind](Helper(tokens, helper.scope))
        elif helper.known(tokens[0]) and helper.scope.stock:
            _unknown_kind(helper, tokens[0], placed)
        if kind == "path":
            paths = _patterns(helper, tokens)
        else:
            others.append((kind, *(token.text for token in tokens[1:])))
    if paths is None and any(other[0] in _ABOUT_PATHS or other[0] not in KINDS for other in others):
        paths = Unknown(f"a matcher of the kind {others[0][0]} decides")
    return MatcherSet(paths, tuple(others))


def _patterns(helper: Helper, tokens: list[Token]) -> tuple[str, ...] | Unknown:
    words = [token.text for token in tokens if token is not tokens[0]]
    for word in words:
        unknown = helper.scope.problems.symbols.unknown(word)
        if unknown is not None:
            return unknown
    return tuple(word for word in words if word != "path")


def _unknown_kind(helper: Helper, token: Token, placed: bool) -> NoReturn:
    from toybox_lint.caddy.plugins import plugin_of

    source = plugin_of(f"http.matchers.{token.text}")
    help = None if source is None else f"it comes with {source}"
    message = f"there is no matcher {token.text}"
    helper.refuse(
        "unknown-matcher-kind",
        message,
        token,
        suggestions=nearest(token.text, KINDS),
        placed=placed,
        help=help,
        package=source,
    )


def from_token(helper: Helper, token: Token) -> MatcherSet | None:
    """The matcher that a word names, ``None`` when it is no matcher."""
    text = token.text
    if text == "*":
        return EVERYTHING
    first = text[:1]
    if first == "/":
        return MatcherSet(helper.scope.problems.symbols.unknown(text) or (text,))
    if first != "@":
        return None
    found = helper.scope.matchers.get(text)
    if found is None:
        if not helper.known(token):
            return MatcherSet(Unknown("the matcher's name depends on a variable"))
        names = nearest(text, helper.scope.matchers)
        message = f"there is no matcher {text} here"
        helper.refuse("unknown-matcher", message, token, suggestions=names, placed=False)
    for fault in found.faults:
        helper.scope.problems.at_start(fault)
    return found


# Directives whose only argument can be a matcher.
_WITHOUT_ARGUMENTS = frozenset(
    ("handle", "route", "abort", "templates", "tracing", "metrics", "log_skip", "request_body", "intercept")
)


def take(helper: Helper) -> None:
    """Take the matcher of a directive out of its tokens; the cursor goes back before the name."""
    d = helper.d
    d.next()
    if d.next_arg():
        found = from_token(helper, d.token)
        if found is not None:
            helper.matcher_token = d.tokens.pop(d.at)
            helper.matcher = found
        elif is_symbolic(d.text[:1]) and (helper.name.text in _WITHOUT_ARGUMENTS or d.next_arg()):
            helper.matcher = MatcherSet(
                Unknown("the first argument may be a matcher: it depends on a variable")
            )
            if helper.name.text in _WITHOUT_ARGUMENTS:
                helper.matcher_token = d.tokens.pop(d.at)
    d.at = -1
    d.nesting = 0
