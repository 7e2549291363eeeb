"""Routes that ask one port in HTTPS and in plain HTTP, or that of HTTPS in plain HTTP: a port speaks one of the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.listening.model import Speaks
from toybox_lint.deployment.model import Cause, Link, Member, Verdict
from toybox_lint.records import dataclass

_TLS_ENDING = "443"
_HTTPS = 443


@dataclass(frozen=True, slots=True, eq=False)
class Contradiction:
    """``link`` is the likelier to be wrong; ``other`` asks the same port the other way."""

    link: Link
    other: Link
    in_tls: bool


def contradicting(links: Iterable[Link]) -> Iterator[Contradiction]:
    """The links of which one half certainly fails, and nothing else says which.

    Plain HTTP between containers is the rule, and ports that end in 443 are the exception.
    """
    asked: dict[tuple[Member, int], tuple[list[Link], list[Link]]] = {}
    for link in links:
        port = link.upstream.port
        if link.target is None or not isinstance(port, int) or not _is_asked(link):
            continue
        plain, tls = asked.setdefault((link.target, port), ([], []))
        (tls if _in_tls(link) else plain).append(link)
    for (_, port), (plain, tls) in asked.items():
        if plain and tls:
            wrong, other = (plain, tls[0]) if str(port).endswith(_TLS_ENDING) else (tls, plain[0])
            told = (link for link in wrong if link.verdict is not Verdict.FAILS)
            yield from (Contradiction(link, other, wrong is tls) for link in told)


def plain_at_https(links: Iterable[Link]) -> Iterator[Link]:
    """The links that ask the port of HTTPS in plain HTTP, where nothing tells what a container speaks there."""
    for link in links:
        told = link.listener is not None and link.listener.speaks is not Speaks.UNKNOWN
        open_ = link.upstream.port == _HTTPS and link.target is not None and link.verdict is not Verdict.FAILS
        if open_ and not told and _is_asked(link) and not _in_tls(link) and not _leads_elsewhere(link):
            yield link


def _leads_elsewhere(link: Link) -> bool:
    """Whether the port of HTTPS is one of the host, behind which the container has another."""
    ports = link.target.service.ports if link.target else ()
    return any(port.published == str(_HTTPS) and port.target != _HTTPS for port in ports)


def _is_asked(link: Link) -> bool:
    transport = link.proxy.transport
    asked = link.verdict is not Verdict.FAILS or link.cause is Cause.UNTRUSTED
    return asked and transport.known and transport.protocol == "http"


def _in_tls(link: Link) -> bool:
    return link.proxy.transport.tls or link.upstream.scheme == "https"
