"""What makes a failure less than certain, once every link is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Proxy
from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.deployment.upstreams.probing import is_checked
from toybox_lint.records import replace

_RETRIES = frozenset({"lb_try_duration", "lb_retries"})


def tried_again(found: Sequence[Link]) -> Iterator[Link]:
    """``found`` of one Caddy; where it tries another upstream that may answer, a failure is not certain."""
    failing = {id(link.proxy) for link in found if link.verdict is Verdict.FAILS}
    saved = {
        id(link.proxy)
        for link in found
        if link.verdict is not Verdict.FAILS and id(link.proxy) in failing and _tries_again(link.proxy)
    }
    for link in found:
        again = link.verdict is Verdict.FAILS and id(link.proxy) in saved
        yield replace(link, certain=False) if again else link


def spared(found: Iterable[Link]) -> Iterator[Link]:
    """``found``, with less than certainty for an upstream that is taken for dead beside one that may live: it is not
    asked any more.

    Health checks take it for dead, whose first comes when Caddy starts.
    """
    links = tuple(found)
    alive = {id(link.proxy) for link in links if link.verdict is not Verdict.FAILS or not link.certain}
    for link in links:
        dead = link.cause is Cause.UNHEALTHY or (link.verdict is Verdict.FAILS and is_checked(link.proxy))
        beside = dead and id(link.proxy) in alive
        yield replace(link, certain=False) if beside else link


def never_asked(found: Iterable[Link]) -> Iterator[Link]:
    """``found``, with less than certainty for an upstream that is only asked when the one before it is down."""
    first: dict[int, Link] = {}
    for link in found:
        before = first.setdefault(id(link.proxy), link)
        spare = before is not link and link.verdict is Verdict.FAILS and _in_order(link.proxy)
        yield replace(link, certain=False) if spare else link


def _in_order(proxy: Proxy) -> bool:
    """Whether requests go to the first upstream that is up: it is, until a check or a failure tells otherwise."""
    block = proxy.directive.block
    policies = [each for each in block.directives if each.name.text == "lb_policy"] if block else []
    return bool(policies) and [word.text for word in policies[0].arguments] == ["first"]


def without_containers(found: Iterable[Link], why: str) -> Iterator[Link]:
    """``found`` where nothing is started: what fails for it is another finding."""
    for link in found:
        yield Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, why)


def _tries_again(proxy: Proxy) -> bool:
    block = proxy.directive.block
    return block is not None and any(each.name.text in _RETRIES for each in block.directives)
