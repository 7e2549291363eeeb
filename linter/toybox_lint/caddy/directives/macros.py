"""``php_fastcgi`` and ``forward_auth``: proxies with a few words of their own."""

from __future__ import annotations

from toybox_lint.caddy.directives.dispenser import Dispenser
from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.proxy import ProxyReader
from toybox_lint.caddy.directives.shapes import check_value
from toybox_lint.caddy.directives.transport import TIMEOUTS
from toybox_lint.caddy.directives.values import duration
from toybox_lint.caddy.model import Duration, Timeouts, Transport
from toybox_lint.caddy.places import origin_of
from toybox_lint.source import Located
from toybox_lint_grammar.tokens import Token

_PHP_COUNTS = {
    "split": (1, None),
    "env": (2, 2),
    "index": (1, 1),
    "try_files": (1, None),
    "resolve_root_symlink": (0, None),
    "capture_stderr": (0, None),
}


def php_fastcgi(helper: Helper) -> None:
    """Read ``php_fastcgi``: its own words are taken out, the rest is a proxy."""
    timeouts: dict[str, Located[Duration]] = {}
    d = _start(helper)
    while d.next():
        while d.next_block(0):
            if d.nesting == 1:
                _php_word(helper, d.token, timeouts)
    _rewind(d)
    fastcgi = Transport(protocol="fastcgi", timeouts=Timeouts(**timeouts))
    reader = ProxyReader(helper, fastcgi)
    reader.read()
    reader.finish()
    _check_php(helper, reader)


def _check_php(helper: Helper, reader: ProxyReader) -> None:
    problems = helper.scope.problems
    for upstream in reader.upstreams:
        if upstream.scheme in ("https", "h2c"):
            message = f"with {upstream.scheme}:// Caddy speaks HTTP to {upstream.text}, not FastCGI"
            problems.report("not-fastcgi", message, upstream.origin, None, fatal=False)
        elif upstream.port_origin is None and upstream.port == 80:
            message = f"{upstream.text} means port 80; PHP-FPM listens on 9000 unless told otherwise"
            problems.report("fastcgi-port", message, upstream.origin, None, fatal=False)


def _php_word(helper: Helper, token: Token, timeouts: dict[str, Located[Duration]]) -> None:
    d, name = helper.d, token.text
    if name in _PHP_COUNTS:
        low, high = _PHP_COUNTS[name]
        count = len(d.rest())
        d.delete(count + 1)
        if count < low or (high is not None and count > high):
            helper.refuse("wrong-argument-count", f"too few or too many arguments for {name}", token)
    elif name == "root" or (name in TIMEOUTS and name != "response_header_timeout"):
        value = helper.argument()
        if name != "root":
            check_value(helper, value, "duration")
            read = duration(value.text)
            if read is not None:
                timeouts[TIMEOUTS[name]] = Located(read, origin_of(value))
        d.delete(2)


def forward_auth(helper: Helper) -> None:
    """Read ``forward_auth``: ``uri`` and ``copy_headers`` are taken out, the rest is a proxy."""
    uri = ""
    d = _start(helper)
    while d.next():
        while d.next_block(0):
            if d.nesting != 1:
                continue
            token = d.token
            if token.text == "uri":
                value = helper.argument()
                if uri:
                    helper.refuse("given-twice", "uri is given twice", token)
                uri = value.text
                d.delete(2)
            elif token.text == "copy_headers":
                _copy_headers(helper, token)
    if not uri:
        message = "forward_auth needs a uri: where to ask the authentication server"
        helper.refuse("uri-missing", message, helper.name, placed=False)
    _rewind(d)
    reader = ProxyReader(helper)
    reader.read()
    reader.finish()


def _copy_headers(helper: Helper, token: Token) -> None:
    d = helper.d
    count = len(d.rest())
    level = d.nesting
    had_block = False
    while d.next_block(level):
        had_block = True
        count += 1
    d.delete(count + 1)
    if had_block:
        d.delete(2)
    if not count:
        helper.refuse("wrong-argument-count", "copy_headers needs the names of headers", token)


def _start(helper: Helper) -> Dispenser:
    """Put the cursor before the directive's own line and block, and nothing else."""
    helper.d.next()
    helper.d = helper.d.from_segment()
    return helper.d


def _rewind(d: Dispenser) -> None:
    d.at = -1
    d.nesting = 0
