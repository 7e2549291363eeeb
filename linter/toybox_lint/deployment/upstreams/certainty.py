"""What makes a failure less than certain, once every link is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Directive, Proxy
from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.deployment.upstreams.probing import is_checked
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.records import replace
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.compose.model import Project

_RETRIES = frozenset({"lb_try_duration", "lb_retries"})


def tried_again(found: Sequence[Link]) -> Iterator[Link]:
    """``found`` of one Caddy; where it tries another upstream that may answer, a failure is not certain."""
    failing = {id(link.proxy) for link in found if link.verdict is Verdict.FAILS}
    saved = {
        id(link.proxy)
        for link in found
        if link.verdict is not Verdict.FAILS and id(link.proxy) in failing and tries_again(link.proxy)
    }
    chosen = _chosen_at_start(found) if failing else ()
    for link in found:
        again = link.verdict is Verdict.FAILS and id(link.proxy) in saved
        if id(link.proxy) in chosen:
            yield replace(link, certain=False)
            continue
        yield _less_certain(link) if again else link


def _chosen_at_start(found: Sequence[Link]) -> frozenset[int]:
    """The proxies of which each upstream is in a profile of its own: who starts them chooses one, blue or green."""
    profiles: dict[int, list[frozenset[object]]] = {}
    for link in found:
        asleep = link.cause is Cause.NOT_RUNNING and link.target is not None
        names = {each.value for each in link.target.service.profiles} if asleep and link.target else ()
        profiles.setdefault(id(link.proxy), []).append(frozenset(names))
    several = ((proxy, each) for proxy, each in profiles.items() if len(each) > 1)
    return frozenset(
        proxy
        for proxy, each in several
        if all(each) and len(frozenset[object]().union(*each)) == sum(map(len, each))
    )


def _less_certain(link: Link) -> Link:
    """``link``, which hardly ever matters; not at all where somebody starts a profile to have one more that answers."""
    if link.cause is Cause.NOT_RUNNING and link.target is not None and link.target.service.profiles:
        reason = f"others answer until a profile of {link.target.name} is started"
        return Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, reason)
    return replace(link, certain=False)


def spared(found: Iterable[Link]) -> Iterator[Link]:
    """``found``, with less than certainty for an upstream that is taken for dead beside one that may live: it is not
    asked any more.

    Health checks take it for dead, whose first comes when Caddy starts.
    """
    links = tuple(found)
    alive = {id(link.proxy) for link in links if link.verdict is not Verdict.FAILS or not link.certain}
    living = {id(link.proxy) for link in links if link.verdict is not Verdict.FAILS}
    for link in links:
        beside = link.verdict is Verdict.FAILS and id(link.proxy) in alive
        dead = beside and (link.cause is Cause.UNHEALTHY or is_checked(link.proxy))
        if dead:
            yield _less_certain(link) if id(link.proxy) in living else replace(link, certain=False)
        else:
            yield link


def never_asked(found: Iterable[Link]) -> Iterator[Link]:
    """``found``, with less than certainty for one that is only asked when that before it is down, or never."""
    links = tuple(found)
    beside: dict[int, int] = {}
    numbers: list[int] = []
    for link in links:
        numbers.append(beside.get(id(link.proxy), 0))
        beside[id(link.proxy)] = numbers[-1] + 1
    for link, number in zip(links, numbers, strict=True):
        several = beside[id(link.proxy)]
        failing = link.verdict is Verdict.FAILS and several > 1
        yield (
            replace(link, certain=False) if failing and _may_be_spared(link.proxy, number, several) else link
        )


def _may_be_spared(proxy: Proxy, number: int, several: int) -> bool:
    """Whether no request may ever get to one of ``several`` upstreams while the others live."""
    weights = _weights(proxy)
    return (number > 0 and _in_order(proxy)) or (len(weights) == several and weights[number] == "0")


@remembered
def _policy(proxy: Proxy) -> Directive | None:
    block = proxy.directive.block
    return next((each for each in block.directives if each.name.text == "lb_policy"), None) if block else None


@remembered
def _in_order(proxy: Proxy) -> bool:
    """Whether requests go to the first upstream that is up: it is, until a check or a failure tells otherwise.

    So do those that have nothing by which a policy would choose, where it falls back to that.
    """
    policy = _policy(proxy)
    inside = policy.block.directives if policy is not None and policy.block else ()
    words = [[word.text for word in each.words] for each in inside]
    first = policy is not None and [word.text for word in policy.arguments] == ["first"]
    return first or ["fallback", "first"] in words


@remembered
def _weights(proxy: Proxy) -> tuple[str | Unknown, ...]:
    """How much each upstream gets, where that is written."""
    policy = _policy(proxy)
    words = tuple(word.text for word in policy.arguments) if policy else ()
    return words[1:] if words[:1] == ("weighted_round_robin",) else ()


def without_containers(found: Iterable[Link], why: str, refused: Iterable[Project]) -> Iterator[Link]:
    """``found`` where nothing of the ``refused`` projects is started: what fails for it is another finding.

    Between a Caddy and a service of other projects all stays as it is; a name that nobody has may be one of theirs.
    """
    missing = {id(project) for project in refused}
    for link in found:
        members = [each for each in (link.front.member, link.target) if each is not None]
        if link.target is None or any(id(each.project) in missing for each in members):
            yield Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, why)
        else:
            yield link


@remembered
def tries_again(proxy: Proxy) -> bool:
    """Whether Caddy asks again, or elsewhere, before it answers for an upstream that does not."""
    block = proxy.directive.block
    return block is not None and any(each.name.text in _RETRIES for each in block.directives)
