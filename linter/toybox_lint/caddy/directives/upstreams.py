"""The address of an upstream: what Caddy dials for a word such as ``https://app`` or ``app:8000-8002``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from toybox_lint.caddy.directives.shorthand import long_form
from toybox_lint.caddy.hostport import (
    bad_socket,
    is_socket,
    join_host_port,
    lowered,
    port_number,
    split_host_port,
)
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple

DEFAULT_PORTS = {"": "80", "http": "80", "https": "443", "h2c": "80"}
_CONFLICTS = (("http", "443", "HTTPS"), ("https", "80", "HTTP"), ("h2c", "443", "HTTPS"))
# Characters that Go's net/url refuses in a host.
_BAD_HOST = pattern(r"[\x00-\x20\x7f\\^`|{}#?/]|%(?![89a-fA-F][0-9a-fA-F]|25)")


_AUTHORITY = pattern(r"(?:\[([^\]]*)\]|([^:]*))(?::(.*))?", re.DOTALL)
_BEHIND_AUTHORITY = pattern(r"[/?#]")
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*")
_PORTS = pattern(r"[0-9]*|[^:-]*-[^:-]*")


class BadAddress(NamedTuple):
    """Why a word is no upstream address."""

    kind: str
    message: str


class Address(NamedTuple):
    """The parts of an upstream address; ``port`` is empty for sockets and lone placeholders.

    ``host_at`` and ``port_at`` are places in the word; ``port_at`` is ``None`` for a default port.
    ``dial`` is what ``caddy adapt`` prints; where ``port`` is a range, that of each of its ``ports`` in turn.
    """

    scheme: str
    network: str
    host: str
    port: str
    host_at: tuple[int, int]
    port_at: tuple[int, int] | None
    dial: str = ""
    ports: range | None = None

    def dials(self) -> Iterator[str]:
        """What ``caddy adapt`` prints, one for each port of a range."""
        if self.ports is None:
            yield self.dial
        else:
            yield from (join_host_port(self.host, str(port)) for port in self.ports)


@lru_cache(maxsize=1024)
def parse_upstream(text: str) -> Address | BadAddress:
    """Read an upstream address as reverse_proxy of Caddy 2.11 does."""
    address = _with_scheme(text) if "://" in text else _plain(text)
    if isinstance(address, BadAddress):
        return address
    if address.scheme not in DEFAULT_PORTS and not is_symbolic(address.scheme):
        return BadAddress("upstream-scheme", _scheme_advice(address.scheme))
    dial = long_form(_dial(address))
    if is_symbolic(address.port) or ("{" in address.port and "}" in address.port):
        return address._replace(dial=dial)
    if is_socket(address.network):
        wrong = bad_socket(address.host)
        return BadAddress("upstream-socket", f"{text}: {wrong}") if wrong else address._replace(dial=dial)
    return _with_ports(text, address, dial)


def _with_ports(text: str, address: Address, dial: str) -> Address | BadAddress:
    if not address.port:
        return address._replace(dial=dial)
    low_text, dash, high_text = address.port.partition("-")
    low = port_number(low_text)
    high = port_number(high_text) if dash else low
    if low is None or high is None:
        wrong = low_text if low is None else high_text
        return BadAddress("upstream-port", f"{text}: {wrong!r} is no port (a number from 0 to 65535)")
    if high < low:
        return BadAddress("upstream-port", f"{text}: the port range ends before it begins")
    if not dash:
        return address._replace(dial=dial)
    return address._replace(dial=join_host_port(address.host, str(low)), ports=range(low, high + 1))


def _plain(text: str) -> Address | BadAddress:
    before, slash, rest = text.partition("/")
    network = lowered(before.strip()) if slash else ""
    if not slash:
        rest = text
    offset = len(text) - len(rest)
    if is_socket(network):
        scheme = "h2c" if network == "unix+h2c" else ""
        return Address(scheme, "unix" if scheme else network, rest, "", (offset, len(text)), None)
    host, port, host_at, port_at = _split(rest)
    if "[" in host or "]" in host:
        return BadAddress("upstream-address", f"{text}: stray brackets in the address")
    if not port:
        port_at = None
        port = "" if "{" in host else "80"
        if is_symbolic(host):
            return Address("", network, host, "", _shift(host_at, offset), None)
    return Address("", network, host, port, _shift(host_at, offset), port_at and _shift(port_at, offset))


def _split(text: str) -> tuple[str, str, tuple[int, int], tuple[int, int] | None]:
    split = split_host_port(text)
    if split is not None:
        return split
    host = text.strip("[]")
    start = text.find(host)
    return host, "", (start, start + len(host)), None


def _shift(place: tuple[int, int], by: int) -> tuple[int, int]:
    return place[0] + by, place[1] + by


def _with_scheme(text: str) -> Address | BadAddress:
    scheme, _, rest = text.partition("://")
    if "{" in text:
        message = f"{text}: an address with a scheme cannot hold placeholders"
        return BadAddress("upstream-placeholder", message)
    if not _SCHEME.fullmatch(scheme) and not is_symbolic(scheme):
        return BadAddress("upstream-scheme", f"{text}: {scheme!r} is no scheme")
    authority = _BEHIND_AUTHORITY.split(rest, maxsplit=1)[0]
    if rest.removesuffix("?").removesuffix("#") != authority:
        message = f"{text}: an upstream is a scheme, a host and a port; use rewrite or uri to change the path"
        return BadAddress("upstream-with-path", message)
    offset = len(scheme) + 3 + authority.rfind("@") + 1
    authority = authority[authority.rfind("@") + 1 :]
    found = _AUTHORITY.fullmatch(authority)
    if found is None or _BAD_HOST.search(authority) or not _port_looks_right(found[3] or ""):
        return BadAddress("upstream-address", f"{text}: this is no host and port")
    number = 2 if found[1] is None else 1
    host, port = found[number], found[3] or ""
    scheme = lowered(scheme)
    for other, taken, kind in _CONFLICTS:
        if (scheme, port) == (other, taken):
            message = f"{text}: the scheme {scheme}:// contradicts port {port}, the {kind} port"
            return BadAddress("upstream-scheme-port", message)
    host_at = _shift(found.span(number), offset)
    if not port:
        default = "" if is_symbolic(host) or is_symbolic(scheme) else DEFAULT_PORTS.get(scheme, "")
        return Address(scheme, "", host, default, host_at, None)
    return Address(scheme, "", host, port, host_at, _shift(found.span(3), offset))


def _port_looks_right(port: str) -> bool:
    return is_symbolic(port) or _PORTS.fullmatch(port) is not None


def _scheme_advice(scheme: str) -> str:
    if scheme in ("ws", "wss"):
        other = "http" if scheme == "ws" else "https"
        return f"{scheme}:// is for browsers only; use {other}://, which carries WebSockets as well"
    return f"{scheme}:// is no scheme of an upstream; use http://, https:// or h2c://"


def _dial(address: Address) -> str:
    prefix = f"{address.network}/" if address.network else ""
    if is_socket(address.network) or not address.port:
        return prefix + address.host
    return prefix + join_host_port(address.host, address.port)
