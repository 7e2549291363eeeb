"""What ``vars`` and ``map`` give to the placeholders of an upstream's address.

Source: Caddy 2.11.7 runs ``map`` and ``vars`` before all that proxies in the same block, and leaves an output ``-`` of
a ``map`` to the row ``default``. Told is only what one directive of the site
gives, where nothing but its place decides whether it runs before the proxy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toybox_lint.caddy.directives.shorthand import long_form
from toybox_lint.caddy.hostport import port_number, split_host_port, split_network
from toybox_lint.caddy.model import Caddyfile, Directive, Handler, Proxy, Site, Upstream, Word
from toybox_lint.caddy.places import edited_at, origin_in
from toybox_lint.caddy.requests.ways import name_of, numbered, way_of, within
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import replace
from toybox_lint.source import Origin
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.caddy.requests.hosts import Hosts


_PLACEHOLDER = pattern(r"\{[^{}]+\}")
_HOST_AND_PORT = pattern(r"(\{[^{}]+\}|[\w.-]+):(\{[^{}]+\}|[0-9]+)")
_HOST = "{http.request.host}"
_GIVES = frozenset(("vars", "map"))
_MATCHER = ("*", "/", "@")
_givers = numbered(lambda handler: name_of(handler.directive) in _GIVES)


def assigned(caddyfile: Caddyfile, proxy: Proxy, upstream: Upstream) -> tuple[Upstream, ...]:
    """What is dialled for ``upstream``, each where it is written; the upstream itself where that cannot be told."""
    dial = upstream.dial
    if not isinstance(dial, str) or "{" not in dial or proxy.site is None:
        return (upstream,)
    before, site = _before(caddyfile, proxy), caddyfile.sites[proxy.site]
    if _PLACEHOLDER.fullmatch(dial):
        return tuple(_whole(upstream, word) for word in _words(before, dial, site)) or (upstream,)
    parts = _HOST_AND_PORT.fullmatch(dial)
    if parts is None:
        return (upstream,)
    host, port = (_words(before, part, site) if part.startswith("{") else (None,) for part in parts.groups())
    if len(host) > 1 and len(port) > 1:
        return (upstream,)  # rows of one map belong together, those of two do not
    return tuple(_joined(upstream, one, other) for one in host for other in port) or (upstream,)


def _before(caddyfile: Caddyfile, proxy: Proxy) -> Sequence[Handler]:
    """The handlers that give placeholders and certainly run before ``proxy``; none where others may give them, too."""
    way = way_of(caddyfile, proxy.directive)
    if way is None:
        return ()
    giving = _giving(way.site.handlers)
    if not giving:
        return ()
    # Those of the kinds alone: there may be thousands of others before each of thousands.
    before = (level.beside[number] for level in way.levels for number in level.earlier(_givers))
    return [each for each in before if id(each) in giving]


@remembered
def _giving(handlers: Sequence[Handler]) -> frozenset[int]:
    """The handlers, by identity, that alone give their placeholders, and always; none beside an ``invoke``."""
    everywhere = [one for handler in handlers for one in within(handler)]
    if any(name_of(each.directive) == "invoke" for each in everywhere):
        return frozenset()
    giving = [each for each in everywhere if name_of(each.directive) in _GIVES]
    names = Counter(name for each in giving for name in _names(each.directive))
    return frozenset(
        id(each)
        for each in giving
        if not each.conditional and all(names[name] == 1 for name in _names(each.directive))
    )


def _names(directive: Directive) -> Iterator[str]:
    """The placeholders that a directive sets, as Caddy writes them out."""
    given = _arguments(directive)
    if name_of(directive) == "map":
        yield from (long_form(str(word.text)) for word in given[1:])
        return
    lines = directive.block.directives if directive.block else ()
    for word in (*given[:1], *(line.name for line in lines)):
        yield f"{{http.vars.{word.text}}}"


def _arguments(directive: Directive) -> tuple[Word, ...]:
    """The arguments without a matcher."""
    first = next(iter(directive.arguments), None)
    matched = first is not None and str(first.text).startswith(_MATCHER)
    return directive.arguments[1:] if matched else directive.arguments


def _words(before: Sequence[Handler], placeholder: str, site: Site) -> tuple[Word, ...]:
    """The words that may stand for ``placeholder`` in requests to the site."""
    for handler in before:
        names = list(_names(handler.directive))
        if placeholder in names:
            at = names.index(placeholder)
            if name_of(handler.directive) == "map":
                return tuple(_of_map(handler.directive, at, site))
            return tuple(_of_vars(handler.directive, at))
    return ()


def _of_vars(directive: Directive, index: int) -> Iterator[Word]:
    on_line = _arguments(directive)
    lines = directive.block.directives if directive.block else ()
    values = [*((on_line[1],) if on_line else ()), *(line.arguments[0] for line in lines)]
    return filter(_plain, values[index : index + 1])


def _of_map(directive: Directive, index: int, site: Site) -> Iterator[Word]:
    """The words of the rows that requests to the site may come to: that for any other host is for none that has one."""
    given = _arguments(directive)
    from toybox_lint.caddy.requests.hosts import hosts_of

    hosts = hosts_of(site) if given and long_form(str(given[0].text)) == _HOST else None
    rows = [
        (row.name.text, word)
        for row in (directive.block.directives if directive.block else ())
        for word in row.arguments[index : index + 1]
        if word.text != "-"
    ]
    all_given = hosts is not None and not hosts.wild and hosts.plain <= {name for name, _ in rows}
    for name, word in rows:
        used = not all_given if name == "default" else hosts is None or not _is_elsewhere(name, hosts)
        if used and _plain(word):
            yield word


def _is_elsewhere(name: object, hosts: Hosts) -> bool:
    """Whether a row is for a host of which no request comes; an expression, or the default, is for others."""
    from toybox_lint.caddy.requests.hosts import HOST

    literal = isinstance(name, str) and name != "default" and HOST.fullmatch(name) is not None
    return literal and "*" not in str(name) and not hosts.may_be(str(name).lower())


def _plain(word: Word) -> bool:
    """Whether it is given as it is: no variable, and no part of what a row has matched."""
    text = word.text
    return isinstance(text, str) and bool(text) and "$" not in text and split_network(text) is not None


def dialling(upstream: Upstream, text: str) -> Upstream | None:
    """The upstream when ``text`` is what its placeholders make of it; ``None`` where Caddy makes no address of that.

    Source: Caddy 2.11 reads it as a network address without a scheme, and dials port 0 where none is in it.
    """
    parts = split_network(text)
    if parts is None:
        return None
    network, port = parts.network or "tcp", _port(parts.port or "0")
    return replace(upstream, text=text, dial=text, network=network, host=parts.host, port=port)


def _whole(upstream: Upstream, word: Word) -> Upstream:
    """The upstream that ``word`` is."""
    text = str(word.text)
    made, split = dialling(upstream, text), split_host_port(text)
    assert made is not None
    return replace(
        made,
        origin=edited_at(word.token),
        host_origin=origin_in(word.token, *split.host_at) if split else word.origin,
        port_origin=origin_in(word.token, *split.port_at) if split else None,
    )


def _joined(upstream: Upstream, host: Word | None, port: Word | None) -> Upstream:
    """The upstream with the words for its parts in place; a part of its own where there is none."""
    name = upstream.host if host is None else str(host.text)
    number = upstream.port if port is None else _port(str(port.text))
    text = f"{name}:{number}" if isinstance(number, int) else upstream.text
    return replace(
        upstream,
        text=text,
        origin=_unlike(upstream.origin),
        dial=text,
        host=name,
        port=number,
        host_origin=upstream.host_origin if host is None else host.origin,
        port_origin=upstream.port_origin if port is None else port.origin,
    )


def _port(text: str) -> int | Unknown:
    number = port_number(text)
    return Unknown(f"{text} is no port") if number is None else number


def _unlike(origin: Origin) -> Origin:
    """The place of a word that does not say what is dialled."""
    return replace(origin, exact=False)
