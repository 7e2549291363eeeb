"""What is sent: files, encodings, pushes, and the responses of other handlers."""

from __future__ import annotations

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.responses import ResponseBlocks, define
from toybox_lint.caddy.directives.shapes import (
    ANY,
    Entry,
    Nested,
    module,
    one_of,
    read_block,
    read_entry,
    take,
)
from toybox_lint.caddy.directives.values import integer
from toybox_lint_grammar.tokens import Token

_HASHES = "write what caddy hash-password prints"


class Once:
    """A word without arguments that may stand once."""

    def __init__(self) -> None:
        self.given = False

    def __call__(self, helper: Helper, token: Token) -> None:
        if self.given:
            helper.refuse("given-twice", f"{token.text} is given twice", token)
        self.given = True


def response_match(helper: Helper, token: Token) -> None:
    """Read the ``match`` of a directive that looks at responses."""
    define(helper, set())


def _level(helper: Helper, token: Token) -> None:
    inner = helper.nested()
    inner.d.next()
    take(inner, "0-1 integer!")


def _zstd(helper: Helper, token: Token) -> None:
    inner = helper.nested()
    inner.d.next()
    given = False

    def level(reader: Helper, word: Token) -> None:
        nonlocal given
        shape = "=1" if word.text == "level" else "=0-1"
        for value in take(reader, shape):
            one_of(reader, value, ("fastest", "better", "best", "default"), "the level of zstd")
            if given:
                reader.refuse("given-twice", "the level of zstd is given twice", word)
            given = True

    once = Once()

    def checksum(reader: Helper, word: Token) -> None:
        take(reader, "=0")
        once(reader, word)

    level(inner, inner.d.token)
    read_block(inner, {"level": level, "disable_checksum": checksum}, "zstd")


def intercept(helper: Helper) -> None:
    """Read ``intercept``."""
    helper.d.next()
    blocks = ResponseBlocks()
    table: dict[str, Entry] = {
        "handle_response": blocks.handle_response,
        "replace_status": blocks.replace_status,
    }
    for token in helper.d.block():
        if token.text.startswith("@"):
            blocks.define(helper)
        else:
            read_entry(helper, token, table, "intercept")
    blocks.finish()


def basic_auth(helper: Helper) -> None:
    """Read ``basic_auth``: an algorithm, a realm, and users with hashes."""
    helper.d.next()
    words = take(helper, "=0-2")
    if words and words[0].text not in ("bcrypt", "argon2id") and helper.known(words[0]):
        # A password may stand in the place, or the hash of one.
        secret = words[0].text.startswith("$") or ":" in words[0].text
        named = "what follows basic_auth" if secret else repr(words[0].text)
        help = "the user and the hash stand in the block of basic_auth" if secret or len(words) > 1 else None
        helper.refuse("bad-value", f"{named} is no hash algorithm (bcrypt, argon2id)", words[0], help=help)
    for token in helper.d.block():
        if not token.text or not helper.d.next_arg() or not helper.d.text:
            helper.refuse("wrong-argument-count", "basic_auth needs a user and a password hash", token)
        _check_hash(helper, token, helper.d.token)
        helper.no_more()


def _check_hash(helper: Helper, user: Token, token: Token) -> None:
    """What begins with no dollar is base64 of a hash, which Caddy decodes at its start and compares at each login.

    The place is that of the user: the word may be a password.
    """
    if token.text.startswith("$") or "{" in token.text or not helper.known(token):
        return
    decoded = _decoded(token.text)
    if decoded is None:
        message = "what follows is no hash of a password: Caddy does not start"
        helper.scope.problems.at(user, "ends-at-start", message, fatal=False, help=_HASHES)
    elif not decoded.startswith(b"$"):
        message = "what follows is no hash of a password: nobody can log in"
        helper.scope.problems.at(user, "no-hash", message, fatal=False, help=_HASHES)


def _decoded(text: str) -> bytes | None:
    import binascii

    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None


ENCODERS: dict[str, Entry] = {"gzip": _level, "zstd": _zstd}


def encode(helper: Helper) -> None:
    """Read ``encode``: formats on the line or in the block."""
    helper.d.next()
    formats = helper.d.rest()
    names: set[str] = set()

    def match(inner: Helper, token: Token) -> None:
        define(inner, names)

    table: dict[str, Entry] = {**ENCODERS, "minimum_length": "1 integer!", "match": match}
    for token in helper.d.block():
        if token.text in table or module(helper, token, ENCODERS, "http.encoders", "encoding"):
            read_entry(helper, token, table, "encode")
        else:
            helper.d.segment()
    for token in formats:
        module(helper, token, ENCODERS, "http.encoders", "encoding")


def push(helper: Helper) -> None:
    """Read ``push``."""
    helper.d.next()
    take(helper, "0-1")
    headers = Nested("=0", {ANY: "=0-2"}, "headers")
    read_block(helper, {"headers": headers, "GET": "1", "HEAD": "1", ANY: "0"}, "push")


def file_server(helper: Helper) -> None:
    """Read ``file_server``."""
    d = helper.d
    d.next()
    words = d.rest()
    if len(words) > 1 or (words and words[0].text != "browse" and helper.known(words[0])):
        helper.wrong_count()
    browse = bool(words)

    def browsing(inner: Helper, token: Token) -> None:
        nonlocal browse
        if browse:
            inner.refuse("given-twice", "browse is given already", token)
        browse = True
        take(inner, "0-1")
        table: dict[str, Entry] = {"reveal_symlinks": Once(), "sort": _sort, "file_limit": _file_limit()}
        read_block(inner, table, "browse")

    once = Once()

    def file_system(inner: Helper, token: Token) -> None:
        inner.argument()
        once(inner, token)

    table: dict[str, Entry] = {**_FILES, "browse": browsing, "fs": file_system}
    read_block(helper, table, "file_server")


def _file_limit() -> Entry:
    given = False

    def read(helper: Helper, token: Token) -> None:
        nonlocal given
        value = take(helper, "1 integer")[0]
        if given:
            helper.refuse("given-twice", "file_limit is given twice", token)
        given = bool(integer(value.text))

    return read


def _sort(helper: Helper, token: Token) -> None:
    names = ("name", "namedirfirst", "size", "time", "asc", "desc")
    for each in helper.d.rest():
        if each.text not in names:
            helper.refuse("bad-value", f"browse cannot sort by {each.text!r}", each)


def _precompressed(helper: Helper, token: Token) -> None:
    for each in helper.d.rest():
        module(helper, each, {"br": 0, "gzip": 0, "zstd": 0}, "http.precompressed", "encoding")


_FILES: dict[str, Entry] = {
    "hide": "1+",
    "index": "1+",
    "root": "1",
    "precompressed": _precompressed,
    "status": "1",
    "disable_canonical_uris": "=0",
    "pass_thru": "=0",
    "etag_file_extensions": "1+",
}
