"""What makes a failure less than certain, once every link is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Proxy
from toybox_lint.deployment.model import Link, Verdict
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


def without_containers(found: Iterable[Link], why: str) -> Iterator[Link]:
    """``found`` where nothing is started: what fails for it is another finding."""
    for link in found:
        yield Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, why)


def _tries_again(proxy: Proxy) -> bool:
    block = proxy.directive.block
    return block is not None and any(each.name.text in _RETRIES for each in block.directives)
