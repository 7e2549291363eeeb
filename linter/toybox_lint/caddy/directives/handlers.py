"""The directives that are not proxies or containers, most of them by table."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.serving import (
    Once,
    basic_auth,
    encode,
    file_server,
    intercept,
    push,
    response_match,
)
from toybox_lint.caddy.directives.shapes import (
    ANY,
    Entry,
    Nested,
    check_value,
    read_block,
    take,
)
from toybox_lint.caddy.directives.shorthand import is_reserved
from toybox_lint.caddy.directives.starting import expression, replaced
from toybox_lint.caddy.directives.values import integer
from toybox_lint.caddy.wording import oddities
from toybox_lint.patterns import pattern
from toybox_lint_grammar.tokens import Token

Reader = Callable[[Helper], None]


def _no_block(what: str) -> Entry:
    def refuse(helper: Helper, token: Token) -> None:
        helper.refuse("block-not-allowed", f"{what} takes no block", token)

    return refuse


_ACME_POLICY = Nested("0", {"domains": "1+", "ip_ranges": "1+"}, "a policy")
# What stands on the line, and the block: `None` where a block is not read at all.
SIMPLE: dict[str, tuple[str, dict[str, Entry] | None]] = {
    "tracing": ("=0", {"span": "=1", "span_attributes": Nested("=0", {ANY: "=1"}, "span_attributes")}),
    "fs": ("=1", None),
    "log_append": ("2+", None),
    "skip_log": ("=0", {ANY: _no_block("skip_log")}),
    "log_skip": ("=0", {ANY: _no_block("log_skip")}),
    "log_name": ("0+", None),
    "copy_response_headers": ("=0", {"include": "0+", "exclude": "0+"}),
    "request_body": ("0", {"max_size": "=1 size", "set": "=1"}),
    "method": ("=1", None),
    "templates": (
        "0",
        {
            "mime": "1+",
            "between": "=2",
            "root": "1",
            "extensions": Nested("=0", {ANY: _no_block("an extension that Caddy does not have")}, ""),
            ANY: "0+",
        },
    ),
    "metrics": ("=0", {"disable_openmetrics": "0"}),
    "acme_server": (
        "=0",
        {
            "ca": "=1",
            "lifetime": "1 duration!",
            "resolvers": "1+",
            "challenges": "0+",
            "sign_with_root": "=0",
            "allow_wildcard_names": "0",
            "allow": _ACME_POLICY,
            "deny": _ACME_POLICY,
        },
    ),
}


def simple(helper: Helper) -> None:
    """Read a directive by `SIMPLE`."""
    name = helper.name.text
    shape, table = SIMPLE[name]
    helper.d.next()
    take(helper, shape)
    if table is not None:
        read_block(helper, table, name)


def copy_response(helper: Helper) -> None:
    """Read ``copy_response``: a status on the line, or a block."""
    helper.d.next()
    words = helper.d.rest()
    status = integer(words[0].text) if len(words) == 1 else None
    if not status or status < 0:
        read_block(helper, {"status": "1"}, "copy_response")


def abort(helper: Helper) -> None:
    """Read ``abort``, which takes nothing."""
    helper.d.next()
    take(helper, "=0")
    if helper.d.next():
        helper.wrong_count()


def answer(helper: Helper) -> None:
    """``respond`` and ``error``: a text, a status, and a block that may hold the text instead."""
    helper.d.next()
    arguments = take(helper, "=1-2")
    oddities.status(arguments, helper.scope.problems)
    status = len(arguments) == 1 and len(arguments[0].text) == 3 and integer(arguments[0].text)
    given = bool(arguments[0].text) and not (status and status > 0)
    text = "body" if helper.name.text == "respond" else "message"

    def body(inner: Helper, token: Token) -> None:
        nonlocal given
        if given:
            inner.refuse("given-twice", f"the {text} is given on the line already", token)
        given = bool(take(inner, "=1")[0].text)

    table: dict[str, Entry] = {text: body}
    if text == "body":
        table["close"] = Once()
    read_block(helper, table, helper.name.text)


def map_(helper: Helper) -> None:
    """Read ``map``: a source, the placeholders it sets, and a line for each value."""
    helper.d.next()
    helper.argument()
    destinations = helper.d.rest()
    for token in destinations:
        if is_reserved(token.text):
            message = f"map cannot set {token.text}: it is a placeholder of Caddy's own"
            helper.refuse("bad-value", message, token)
    outputs = len(destinations)
    if not outputs:
        helper.refuse("wrong-argument-count", "map needs the names of the placeholders it sets")
    default = Once()
    for token in helper.d.block():
        if token.text == "default":
            default(helper, token)
            helper.d.rest()
            continue
        if token.text.startswith("~"):
            expression(helper, token, behind=1)
        if len(helper.d.rest()) > outputs and all(helper.known(each) for each in destinations):
            helper.refuse("wrong-argument-count", "more values than map has placeholders", token)


def request_header(helper: Helper) -> None:
    """Read ``request_header``."""
    helper.d.next()
    changed(helper)


def changed(helper: Helper) -> None:
    """A field of requests or of an upstream's, with its value, or with what is searched for and put there."""
    words = take(helper, "=1-3")
    no_default(helper, words[0])
    if len(words) == 3:
        replaced(helper, words)


def no_default(helper: Helper, field: Token) -> None:
    """Refuse ``?Field``: only responses have defaults."""
    if field.text.startswith("?"):
        message = f"{field.text}: only the headers of responses can have defaults (?)"
        helper.refuse("bad-value", message, field)


def vars_(helper: Helper) -> None:
    """Read ``vars``: a name and a value on the line, more in the block."""
    helper.d.next()
    if helper.d.next_arg():
        take(helper, "=1")
    read_block(helper, {ANY: "=1"}, "vars")


def header(helper: Helper) -> None:
    """Read ``header``: a field on the line, or fields in the block."""
    d = helper.d
    d.next()
    words = take(helper, "0-3")
    on_line = bool(words)
    if len(words) == 3:
        replaced(helper, words)
    for token in d.block():
        if token.text == "defer":
            continue
        if token.text == "match":
            response_match(helper, token)
        elif on_line:
            message = "headers stand either on the line of the directive or in its block"
            helper.refuse("given-twice", message, token)
        elif len(words := take(helper, "0-2")) == 2:
            replaced(helper, words)


def timeouts(helper: Helper) -> None:
    """Read ``timeouts``; its durations are Go's, without days."""
    helper.d.next()

    def limit(inner: Helper, token: Token) -> None:
        check_value(inner, inner.argument(), "go-duration")
        take(inner, "=0-1 integer")

    table: dict[str, Entry] = {
        "read_timeout": limit,
        "write_timeout": limit,
        "max_write_chunk": "=1 size",
    }
    read_block(helper, table, "timeouts")


_WORDS_FOR_STATUSES = ("permanent", "temporary", "html")
_STATUS = pattern(r"3[0-9]{2}|401")


def redir(helper: Helper) -> None:
    """Read ``redir``: where to, and a status or one of three words."""
    helper.d.next()
    matcher = helper.matcher_token
    if matcher is not None and matcher.text.startswith("/") and not helper.d.next_arg():
        message = (
            f"Caddy takes {matcher.text} for the path of the requests: nothing says where to redirect them"
        )
        help = f"write redir * {matcher.text} for all requests"
        helper.refuse("redirect-without-target", message, matcher, help=help)
    if matcher is None or not matcher.text.startswith("/"):
        helper.argument()
    target = helper.d.token
    if not helper.d.next_arg():
        return
    token = helper.d.token
    code = token.text
    if code in ("", *_WORDS_FOR_STATUSES) or code.startswith("{") or not helper.known(token):
        return
    number = integer(code)
    if number is None or not (300 <= number <= 399 or number == 401):
        if target.text in _WORDS_FOR_STATUSES or _STATUS.fullmatch(target.text):
            message = (
                f"{target.text} must stand behind the address to redirect to: Caddy takes that for the status"
            )
            helper.refuse("status-before-target", message, target)
        message = f"{code!r} is no status of a redirect (3xx, 401, permanent, temporary or html)"
        names = ("permanent", "temporary", "301", "302", "307", "308")
        helper.refuse("bad-status", message, token, suggestions=names[:3])


def uri(helper: Helper) -> None:
    """Read ``uri``: an operation and its arguments."""
    d = helper.d
    d.next()
    words = take(helper, "1+")
    operation, count = words[0].text, len(words)
    d.at = 1
    counts = {"strip_prefix": (2, 2), "strip_suffix": (2, 2), "replace": (3, 4), "path_regexp": (3, 3)}
    if operation == "query":
        _uri_query(helper, count)
    elif operation not in counts:
        if helper.known(words[0]):
            names = (*counts, "query")
            message = f"uri cannot {operation}; it can {', '.join(names)}"
            from toybox_lint.suggest import nearest

            helper.refuse("bad-value", message, words[0], suggestions=nearest(operation, names))
    elif not counts[operation][0] <= count <= counts[operation][1]:
        helper.refuse("wrong-argument-count", f"uri {operation} takes other arguments than these", words[-1])
    elif count == 4 and integer(words[3].text) is None:
        helper.refuse("bad-number", f"the limit {words[3].text!r} is no whole number", words[3])
    elif operation == "path_regexp":
        expression(helper, words[1])


def _uri_query(helper: Helper, count: int) -> None:
    def operation(inner: Helper, token: Token) -> None:
        _query_operation(inner, token)

    if count > 1:
        helper.d.next_arg()
        _query_operation(helper, helper.d.token)
        if helper.d.next_block(helper.d.nesting):
            message = "uri query changes either what stands on its line or what stands in its block"
            helper.refuse("given-twice", message)
        return
    read_block(helper, {ANY: operation}, "uri query")


def _query_operation(helper: Helper, token: Token) -> None:
    name = token.text
    if name.startswith("-") or ">" in name:
        take(helper, "=0")
    elif name.startswith("+"):
        take(helper, "=1")
    else:
        words = take(helper, "=1-2")
        if len(words) == 2:
            expression(helper, words[0])


def invoke(helper: Helper) -> None:
    """Read ``invoke``; whether the named route exists is asked when all are known."""
    helper.d.next()
    name = helper.argument()
    if helper.d.next():
        helper.wrong_count()
    helper.scope.found.invoked.append(name)


READERS: dict[str, Reader] = {
    **dict.fromkeys(SIMPLE, simple),
    "abort": abort,
    "copy_response": copy_response,
    "error": answer,
    "respond": answer,
    "map": map_,
    "vars": vars_,
    "header": header,
    "request_header": request_header,
    "timeouts": timeouts,
    "redir": redir,
    "uri": uri,
    "intercept": intercept,
    "invoke": invoke,
    "basicauth": basic_auth,
    "basic_auth": basic_auth,
    "encode": encode,
    "push": push,
    "file_server": file_server,
}
