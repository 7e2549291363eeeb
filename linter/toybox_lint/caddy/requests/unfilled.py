"""Texts that are sent as they stand, though they look as if Caddy filled them in.

Sources: Caddy's documentation of placeholders, and ``modules/caddyhttp/replacer.go`` of 2.11; ``header_up``, ``header``
and ``redir`` leave what they do not know as it is, measured with Caddy 2.11.7. nginx's documentation of its variables;
Caddy 1's of its placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.caddy.directives.shorthand import FAMILIES, SHORT
from toybox_lint.caddy.model import Caddyfile, Directive, Word
from toybox_lint.caddy.requests.ways import leave_out
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin
from toybox_lint.suggest import nearest

_PLACEHOLDER = pattern(r"(?<![{$\\])\{([A-Za-z_][\w.-]*)\}(?!\})", re.ASCII)
_VARIABLE = pattern(r"\$([a-z_]+)", re.ASCII)
_OLD = pattern(r"\{([>~?])([A-Za-z][\w-]*)\}", re.ASCII)
# How Caddy 1 named a field, a cookie and a part of the query of a request, and how Caddy 2 does.
_OF_CADDY_1 = {">": "header", "~": "cookie", "?": "query"}
# What nginx calls it, and what Caddy does.
_OF_NGINX = {
    "host": "{host}",
    "http_host": "{hostport}",
    "proxy_add_x_forwarded_for": "{remote_host}",
    "query_string": "{query}",
    "remote_addr": "{remote_host}",
    "request_method": "{method}",
    "request_uri": "{uri}",
    "scheme": "{scheme}",
    "server_name": "{host}",
    "server_port": "{port}",
}
# What Caddy does by itself.
_NEEDLESS = frozenset(("http_upgrade", "connection_upgrade", "http_connection", "proxy_add_x_forwarded_for"))
_FORWARDED = frozenset(("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"))
# Beginnings of long names: those of Caddy, of what an import brings, and of Caddy's applications.
_ROOTS = frozenset(
    (*FAMILIES, "http", "env", "system", "time", "file", "args", "block", "tls", "layer4", "l4")
)
# What holds the port of the client beside its address, and was the address alone in Caddy 1.
_WITH_PORT = frozenset(("{remote}", "{http.request.remote}"))
# Fields in which an application looks for the address of the client.
_ADDRESSES = frozenset(
    ("x-forwarded-for", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip")
)
# What is behind `http.request.`.
_OF_A_REQUEST = frozenset(
    (
        *("body", "body_base64", "cookie", "duration", "duration_ms", "header", "host", "hostport", "local"),
        *("method", "orig_method", "orig_uri", "port", "proto", "remote", "scheme", "tls", "uri"),
        *("uri_escaped", "uuid"),
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Unfilled:
    """``text`` in a word of ``line``: ``meant`` is what Caddy has in its place, likeliest first.

    ``sure`` where it is one of nginx's names, or of Caddy 1's; ``needless`` where Caddy does by itself what the
    line is for; ``with_port`` where it is filled in, with more than an address.
    """

    line: Directive
    word: Word
    text: str
    at: int
    meant: tuple[str, ...]
    sure: bool
    needless: bool
    with_port: bool = False

    @property
    def origin(self) -> Origin:
        return self.word.origin.part(self.at, self.at + len(self.text))

    def edits(self) -> tuple[Edit, ...]:
        """Leave the line out, or write what is meant; empty where neither can be."""
        if self.needless:
            edit = leave_out(self.line)
            return (edit,) if edit else ()
        place = self.origin
        if not self.meant or not place.exact or place.via is not None:
            return ()
        return (Edit(place.file, place.span, self.meant[0]),)


def unfilled(caddyfile: Caddyfile) -> Iterator[Unfilled]:
    """What stands so in the fields that are sent to applications and clients, and in redirects."""
    texts = (*(file.text for file in caddyfile.files), *caddyfile.given.values())
    if not any(map(_may_hold, texts)):
        return
    everything = [each for site in caddyfile.sites for each in site.block.walk()]
    given = frozenset(_given(everything))
    for line, word in _sent(everything):
        if not isinstance(word.text, str):
            continue
        for found in _PLACEHOLDER.finditer(word.text):
            if found[0] not in given and not _is_known(found[1]):
                yield _unfilled(line, word, found, braced=True)
        for found in _VARIABLE.finditer(word.text):
            if found[1] in _OF_NGINX or found[1] in _NEEDLESS:
                yield _unfilled(line, word, found, braced=False)
        for found in _OLD.finditer(word.text):
            yield _of_caddy_1(line, word, found)
        if word.text in _WITH_PORT and line.name.text == "header_up" and _field(line) in _ADDRESSES:
            needless = _field(line) in _FORWARDED
            yield Unfilled(line, word, word.text, 0, ("{remote_host}",), False, needless, with_port=True)


def _may_hold(text: str) -> bool:
    """Whether a text has such a thing anywhere: most have none, and their blocks need not be looked at."""
    names, variables = set(_PLACEHOLDER.findall(text)), set(_VARIABLE.findall(text))
    own = variables.isdisjoint(_OF_NGINX) and variables.isdisjoint(_NEEDLESS) and all(map(_is_known, names))
    return not own or _OLD.search(text) is not None or any(each in text for each in _WITH_PORT)


def _of_caddy_1(line: Directive, word: Word, found: re.Match[str]) -> Unfilled:
    """A field that is passed on under its own name needs no line: Caddy passes all on, and a WebSocket with its own."""
    meant = f"{{{_OF_CADDY_1[found[1]]}.{found[2]}}}"
    itself = found[1] == ">" and word.text == found[0] and _field(line) == found[2].lower()
    return Unfilled(
        line, word, found[0], found.start(), (meant,), True, line.name.text == "header_up" and itself
    )


def _unfilled(line: Directive, word: Word, found: re.Match[str], *, braced: bool) -> Unfilled:
    name = found[1]
    meant = _OF_NGINX.get(name)
    sure = meant is not None or name in _NEEDLESS
    forwarded = _field(line) in _FORWARDED
    needless = line.name.text == "header_up" and sure and (name in _NEEDLESS or forwarded)
    near = (meant,) if meant else _near(name) if braced else ()
    return Unfilled(line, word, found[0], found.start(), near, sure, needless)


def _field(line: Directive) -> str:
    """The field that a ``header_up`` sets, as far as it is known."""
    return str(line.arguments[0].text).lower().removesuffix(":") if line.arguments else ""


def _near(name: str) -> tuple[str, ...]:
    """Placeholders that are called nearly so."""
    root, dot, rest = name.partition(".")
    if not dot:
        return tuple(f"{{{each}}}" for each in nearest(name, SHORT))
    if root != "http":
        return tuple(f"{{{each}.{rest}}}" for each in nearest(root, _ROOTS))
    part, _, behind = rest.removeprefix("request.").partition(".")
    behind = f".{behind}" if behind else ""
    return tuple(f"{{http.request.{each}{behind}}}" for each in nearest(part, _OF_A_REQUEST))


def _is_known(name: str) -> bool:
    """Whether Caddy, or a plugin of which nothing is known, may fill in the placeholder."""
    root, dot, rest = name.partition(".")
    if not dot:
        return name in SHORT
    if root == "http" and rest.startswith("request."):
        return rest.split(".")[1] in _OF_A_REQUEST
    return root in _ROOTS or not nearest(root, _ROOTS)


def _given(everything: Iterable[Directive]) -> Iterator[str]:
    """The placeholders that ``map`` sets."""
    for each in everything:
        if each.name.text == "map":
            yield from (str(word.text) for word in each.arguments)


def _sent(everything: Iterable[Directive]) -> Iterator[tuple[Directive, Word]]:
    """The words of lines that are sent: the values of fields, and where clients are sent."""
    for each in everything:
        name = each.name.text
        if name == "header_up" and len(each.arguments) == 2:
            yield each, each.arguments[1]
        elif name in ("header", "redir"):
            yield from ((each, word) for word in each.arguments)
        if name == "header" and each.block:
            yield from ((line, word) for line in each.block.directives for word in line.arguments)
