"""The addresses that Caddy makes while it runs: of ``{env.NAME}``, and of the names that ``dynamic`` looks up.

Source: Caddy 2.11 replaces the placeholders of an upstream's address when a request comes, reads what it has then as
a network address without a scheme, and dials port 0 where none is in it; ``dynamic a`` looks up one name for all its
addresses, and takes port 80 where none is given; ``dynamic srv`` asks for ``_SERVICE._PROTO.NAME``, or for the name as
it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.hostport import port_number
from toybox_lint.caddy.model import Directive, Proxy, Upstream, Word
from toybox_lint.caddy.reading.environment import PLACEHOLDER, is_symbolic
from toybox_lint.deployment.model import Front
from toybox_lint.deployment.upstreams.assigned import assigned, dialling
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.records import replace

_PORT = "80"
# What an upstream is called here that ``dynamic srv`` looks up: Go has no such network.
SERVICE = "srv"


def dialled(front: Front, proxy: Proxy) -> Iterator[Upstream]:
    """What ``proxy`` dials, with what the files tell of the addresses that are made while Caddy runs.

    Of a name with upstreams beside it nothing is told: they are asked where nobody has it.
    """
    if proxy.dynamic == "a" and not proxy.upstreams:
        yield from _looked_up(proxy)
    if proxy.dynamic == "srv" and not proxy.upstreams:
        yield from _asked_for_service(proxy)
    for upstream in proxy.upstreams:
        for each in assigned(front.caddyfile, proxy, upstream):
            yield _replaced(front, each)


def _replaced(front: Front, upstream: Upstream) -> Upstream:
    """The upstream with the variables of Caddy's process in place; as it is where one of them is not known."""
    dial, environment = upstream.dial, front.environment
    if environment is None or not isinstance(dial, str) or "{env." not in dial:
        return upstream
    values = {name: environment.lookup(name) for name in PLACEHOLDER.findall(dial)}
    given = {
        name: "" if value is ABSENT and name in front.missing else value for name, value in values.items()
    }
    if any(isinstance(value, (Unknown, Absent)) for value in given.values()):
        return upstream
    text = PLACEHOLDER.sub(lambda found: str(given[found[1]]), dial)
    made = None if "{" in text else dialling(upstream, text)
    return upstream if made is None else replace(made, origin=replace(upstream.origin, exact=False))


def looking_up(proxy: Proxy) -> Directive | None:
    """The ``dynamic`` that counts: the last one."""
    block = proxy.directive.block
    lines = [line for line in (block.directives if block else ()) if line.name.text == "dynamic"]
    return lines[-1] if lines else None


def _asked_for_service(proxy: Proxy) -> Iterator[Upstream]:
    """The name that is written out of a ``dynamic srv``, its host without the service and the protocol before it."""
    line = looking_up(proxy)
    words = _source(line) if line else {}
    name = words.get("name")
    if name is None or not _plain(name) or "resolvers" in words:
        return
    host = str(name.text)
    while host.startswith("_") and "." in host:
        host = host.partition(".")[2]
    origin = replace(name.origin, exact=False)
    yield Upstream(str(name.text), origin, str(name.text), "http", SERVICE, host, None, origin, None)


def _looked_up(proxy: Proxy) -> Iterator[Upstream]:
    """The name and the port of a ``dynamic a`` that are written out."""
    line = looking_up(proxy)
    if line is None:
        return
    words = _source(line)
    name, port = words.get("name"), words.get("port")
    if name is None or "resolvers" in words or not _plain(name) or not (port is None or _plain(port)):
        return
    number = port_number(str(port.text) if port else _PORT)
    if number is None:
        return
    yield Upstream(
        text=f"{name.text}:{number}",
        origin=replace(name.origin, exact=False),
        dial=f"{name.text}:{number}",
        scheme="https" if proxy.transport.tls else "http",
        network="tcp",
        # Nobody has a name in brackets; what is meant is the address.
        host=str(name.text).removeprefix("[").removesuffix("]"),
        port=number,
        host_origin=name.origin,
        # A port cannot be put behind the name, as it can in an address.
        port_origin=port.origin if port else replace(name.origin, exact=False),
    )


def _source(line: Directive) -> dict[str, Word]:
    """The options of a source of upstreams, on its line and in its block."""
    found = dict(zip(("name", "port"), line.arguments[1:], strict=False))
    for option in line.block.directives if line.block else ():
        found.update((str(option.name.text), word) for word in option.arguments[:1])
    return found


def _plain(word: Word) -> bool:
    text = word.text
    return isinstance(text, str) and bool(text) and "{" not in text and not is_symbolic(text)
