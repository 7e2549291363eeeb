"""Host and port of an address, split as Go's ``net`` package does."""

from __future__ import annotations

from functools import lru_cache

from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple

_HOST_PORT = pattern(r"\[([^\[\]]*)\]:([^:\[\]]*)|([^:\[\]]*):([^:\[\]]*)", re.DOTALL)
_DIGITS = pattern(r"[0-9]+")


_MODE = pattern(r"[0-7]{1,10}")


class HostPort(NamedTuple):
    """Host and port, and their places in the text."""

    host: str
    port: str
    host_at: tuple[int, int]
    port_at: tuple[int, int]


def lowered(text: str) -> str:
    """Go's strings.ToLower: each character on its own, and for each one."""
    return text.lower() if text.isascii() else "".join(each.lower()[0] for each in text)


@lru_cache(maxsize=1024)
def split_host_port(text: str) -> HostPort | None:
    """Go's net.SplitHostPort: ``None`` where it reports an error, such as a missing port."""
    found = _HOST_PORT.fullmatch(text)
    if found is None:
        return None
    number = 1 if found[1] is not None else 3
    return HostPort(found[number], found[number + 1], found.span(number), found.span(number + 1))


def join_host_port(host: str, port: str) -> str:
    """Go's net.JoinHostPort: brackets around a host with colons."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def port_number(text: str) -> int | None:
    """A port as Go's ParseUint reads it: digits only, up to 65535."""
    if not _DIGITS.fullmatch(text) or number(text) > 65535:
        return None
    return number(text)


class Network(NamedTuple):
    """A network address of Caddy: ``network/host:port``, parts of it maybe empty."""

    network: str
    host: str
    port: str


def split_network(text: str) -> Network | None:
    """Caddy's SplitNetworkAddress; ``None`` where it reports an error."""
    before, slash, rest = text.partition("/")
    network = lowered(before.strip()) if slash else ""
    if not slash:
        rest = text
    if is_socket(network):
        return Network(network, rest, "")
    split = split_host_port(rest)
    if split is not None:
        return Network(network, split.host, split.port)
    host = rest.strip("[]")
    return None if "[" in host or "]" in host else Network(network, host, "")


def is_socket(network: str) -> bool:
    """Whether Caddy takes the network for a Unix socket or a file descriptor."""
    return network.startswith(("unix", "fd"))


def bad_socket(path: str) -> str | None:
    """What is wrong with a socket's permission bits (``path|0222``)."""
    _, bar, mode = path.partition("|")
    if not bar:
        return None
    if not _MODE.fullmatch(mode):
        return f"{mode!r} are no permission bits (octal digits)"
    return None if int(mode, 8) & 0o200 else "the owner of the socket must be allowed to write"
