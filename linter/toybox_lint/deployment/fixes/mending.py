"""Fixes that several rules offer, from what the deployment knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toybox_lint.caddy.directives.upstreams import BadAddress, parse_upstream
from toybox_lint.caddy.model import Directive, Proxy, Upstream
from toybox_lint.deployment.caddies.variables import Missing, pass_variable
from toybox_lint.deployment.fixes.redirecting import addressed, given_in_environment
from toybox_lint.deployment.listening.healthcheck import asking
from toybox_lint.deployment.listening.model import Grade, Speaks
from toybox_lint.deployment.model import Candidate, Cause, Deployment, Link, Member
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.networks.namespaces import DOCKER_HOST
from toybox_lint.deployment.upstreams.apart import plays_the_part
from toybox_lint.deployment.upstreams.assigned import dialling
from toybox_lint.deployment.upstreams.candidates import have_the_port_alone, is_likely
from toybox_lint.deployment.upstreams.links import judged
from toybox_lint.deployment.upstreams.ports import outcome
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.deployment.upstreams.routed import is_routed, told_by_route
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.facts import ABSENT
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.compose.yaml.edit import Refusal
    from toybox_lint.deployment.caddies.defaults import Defaulted


_HOST = pattern(r"[\w.-]+(:\d+(-\d+)?)?", re.ASCII)
_WAYS = {Speaks.HTTP: "plain HTTP", Speaks.TLS: "HTTPS"}
# Schemes that Caddy 2.11.7 refuses beside a port.
_REFUSED = frozenset((("https", 80), ("http", 443)))


def redirected(link: Link, host: str, port: int) -> tuple[Edit, ...] | None:
    """The edits that make the upstream ``host:port``, in the scheme that Caddy takes for the port."""
    edits = addressed(link, host, port)
    written = link.upstream.text.partition("://")[0]
    if edits is None or (written, port) not in _REFUSED:
        return edits
    plain = written == "https"
    if not link.upstream.origin.exact:
        return _in_one_value(link, f"http://{host}:{port}") if plain else None
    speaking = _spoken(link, port, plain=plain)
    return None if speaking is None else (*edits, *speaking)


def _in_one_value(link: Link, address: str) -> tuple[Edit, ...] | None:
    """The edit of the variable that is the whole upstream, where nothing else says how Caddy speaks."""
    given = given_in_environment(link) if link.proxy.transport.directive is None else None
    if given is None:
        return None
    from toybox_lint.compose.yaml.parts import replace_part

    return (replace_part(given.file, given.span, address),)


def _spoken(link: Link, port: int, *, plain: bool) -> tuple[Edit, ...] | None:
    """The edits that make Caddy speak HTTP without TLS, or with it, beside those that dial ``port``.

    None of lines that an import brings, maybe to others, or that are for several upstreams.
    """
    from toybox_lint.deployment.fixes.sharing import alone, changes_what_is_brought
    from toybox_lint.deployment.fixes.speaking import speak_plain, speak_tls

    speaking = speak_plain(link, at=port) if plain else speak_tls(link, at=port)
    if (
        not speaking
        or not link.upstream.origin.exact
        or not alone(link)
        or changes_what_is_brought(link.proxy, speaking)
    ):
        return None
    return speaking[0].edits


def dial_candidate(link: Link, *, again: bool = False) -> tuple[Fix, ...]:
    """Dial the likeliest candidate: safe when nothing else can be meant. Never where it may work as it is.

    None of several that have their own routes and are not like what is dialled: which one is meant nobody can tell.
    What speaks another protocol is asked in that one, where this is a matter of a scheme; a person must agree.
    ``again``: the same is dialled in place of another upstream of the proxy.
    """
    first = next(iter(link.candidates), None)
    if first is None or first.port is None or not link.certain or _hardly_meant(link):
        return ()
    front = link.front.member
    level = Applicability.SAFE if link.sole else Applicability.UNSAFE
    doubled = _left_out(link, f"{first.name}:{first.port}", level, again=again)
    if doubled:
        return doubled
    dialling = redirected(link, first.name, first.port)
    if dialling is None:
        return ()
    mapping = (
        map_host(front, DOCKER_HOST)
        if first.name == DOCKER_HOST and front and not front.service.mapped(DOCKER_HOST)
        else ()
    )
    edits = (*dialling, *(each for fix in mapping for each in fix.edits))
    return (_understood(link, first, edits, level),)


def _hardly_meant(link: Link) -> bool:
    """Whether nothing speaks for one of several candidates: no name, no port, no route, nor that others have routes.

    In place of a service that has the name, but no port, nor does one speak for itself that is only left over.
    """
    first = link.candidates[0]
    if link.cause is Cause.NOT_LISTENING and first.port != link.upstream.port:
        return is_routed(link.front, first.member)
    if len(link.candidates) == 1 or link.sole:
        return False
    if is_likely(link.candidates, link.upstream) and not _has_the_port_with_others(link):
        return False
    return told_by_route(link.candidates, link.front, link.proxy) is None


def _has_the_port_with_others(link: Link) -> bool:
    """Whether a name that nobody has may be any of several with the same port, none of which is like it."""
    if link.cause is not Cause.UNKNOWN_NAME or not have_the_port_alone(link.candidates, link.upstream):
        return False
    return not plays_the_part(link.candidates[0].member, str(link.upstream.host))


def _understood(link: Link, candidate: Candidate, edits: tuple[Edit, ...], level: Applicability) -> Fix:
    """The fix of ``edits`` that dial the candidate, with those that make Caddy speak what it speaks."""
    assert candidate.port is not None
    title = f"dial {candidate.address}"
    wrong = outcome(link.proxy, link.upstream, (candidate.member,), candidate.port, inside=True)
    if wrong.cause is not Cause.WRONG_PROTOCOL or wrong.listener is None:
        return Fix(title, level, edits)
    way = _WAYS.get(wrong.listener.speaks) if link.proxy.transport.protocol == "http" else None
    if way is not None:
        plain = wrong.listener.speaks is Speaks.HTTP
        speaking = _spoken(replace(link, listener=wrong.listener), candidate.port, plain=plain)
        if speaking is not None:
            title, edits = f"{title} in {way}", tuple(dict.fromkeys((*edits, *speaking)))
    return Fix(title, Applicability.UNSAFE, edits)


def _left_out(link: Link, address: str, level: Applicability, *, again: bool = False) -> tuple[Fix, ...]:
    """Without the upstream, where another one on its line has the address that is meant, or is to have it."""
    upstream, origin = link.upstream, link.upstream.origin
    there = _by_address(link.proxy).get((address, upstream.scheme), ())
    beside = again or any(_line(other) == _line(upstream) for other in there)
    if not origin.exact or not beside or _on_lines(link.proxy)[_line(upstream)] == 1:
        return ()
    if not _stands_in(link.proxy.directive, origin):
        return ()
    text, (start, end) = origin.file.text, origin.span
    before = text[:start].rstrip(" \t")
    if before.endswith(("\n", '"', "`")):
        return ()
    edit = Edit(origin.file, Span(len(before), end), "")
    return (Fix(f"leave out {upstream.text}: {address} is there", level, (edit,)),)


def _stands_in(directive: Directive, origin: Origin) -> bool:
    """Whether a word is on the first line of a directive or in its block, and not what an import puts there."""
    name, block = directive.name.origin, directive.block
    inside = block is not None and block.open.span.start <= origin.span.start <= block.close.span.start
    return origin.file is name.file and (inside or origin.start.line == name.start.line)


def _line(upstream: Upstream) -> object:
    """Where it stands with others that are dialled in the same way."""
    return upstream.origin.file.path, upstream.origin.start.line, upstream.scheme


@remembered
def _on_lines(proxy: Proxy) -> Counter[object]:
    return Counter(_line(each) for each in proxy.upstreams)


@remembered
def _by_address(proxy: Proxy) -> dict[object, list[Upstream]]:
    """The upstreams of a proxy by what is dialled, in which scheme."""
    found: dict[object, list[Upstream]] = {}
    for each in proxy.upstreams:
        found.setdefault((each.dial, each.scheme), []).append(each)
    return found


def dial_port(link: Link, port: int, level: Applicability, *, checked: bool = False) -> tuple[Fix, ...]:
    """Dial another port of the same host; where that is dialled beside it, only that.

    ``checked``: a healthcheck that asks at the old one is to ask there, too.
    """
    if not port:  # nothing listens there: it says of a program that it ends
        return ()
    if doubled := _left_out(link, f"{link.upstream.host}:{port}", level):
        return doubled
    edits = redirected(link, str(link.upstream.host), port)
    if edits is None:
        return ()
    asked = _asked_there(link, port) if checked else ()
    title = f"dial port {port}" + (", and let its healthcheck ask it" if asked else "")
    return (Fix(title, level, (*edits, *asked)),)


def _asked_there(link: Link, port: int) -> tuple[Edit, ...]:
    """The healthchecks of the service that ask at the port that Caddy dials, with ``port`` in its place."""
    dialled = link.target.listening.listeners if link.target else ()
    edits = [
        asking(each, port)
        for each in dialled
        if each.grade is Grade.HEALTHCHECK and each.port == link.upstream.port
    ]
    return tuple(each for each in edits if each is not None)


def without_path(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Put the path behind the address into a rewrite, or leave out a slash; not where what is left is nobody's name."""
    origin = link.upstream.origin
    at = link.upstream.text.find("/")
    left = link.upstream.text[: max(at, 0)]
    if link.disputed or not _HOST.fullmatch(left):
        return ()
    address = parse_upstream(left)
    dialled = None if isinstance(address, BadAddress) else dialling(link.upstream, address.dial)
    if (
        dialled is None
        or judged(link, dialled, Picture(members, records(members))).cause is Cause.UNKNOWN_NAME
    ):
        return ()
    from toybox_lint.deployment.fixes.rewriting import bare_path_by_rewrite

    fixes = bare_path_by_rewrite(link.front.caddyfile, origin)
    if fixes or not origin.exact:
        return fixes
    edit = Edit(origin.file, Span(origin.span.start + at, origin.span.end), "")
    return (Fix(f"dial {left}", Applicability.UNSAFE, (edit,)),)


def map_host(member: Member, name: str) -> tuple[Fix, ...]:
    """Give the name of the host to a service's container."""
    from toybox_lint.compose.edit import last_file

    file = last_file(member.project, member.name)
    if file is None:
        return ()
    edits = _extra_host(file, ("services", member.name), name)
    from toybox_lint.compose.yaml.edit import Refusal

    if isinstance(edits, Refusal):
        return ()
    return (Fix(f"let {member.name} know {name}", Applicability.SAFE, edits),)


def _extra_host(file: SourceFile, service: tuple[str, ...], name: str) -> tuple[Edit, ...] | Refusal:
    entry = f"{name}:host-gateway"
    from toybox_lint.compose.yaml.edit import Refusal, find, insert_entry, insert_item

    if find(file, (*service, "extra_hosts")) is None:
        return insert_entry(file, service, "extra_hosts", (entry,))
    as_item = insert_item(file, (*service, "extra_hosts"), entry)
    if not isinstance(as_item, Refusal):
        return as_item
    return insert_entry(file, (*service, "extra_hosts"), name, "host-gateway")


def passed_on(found: Missing | Defaulted, deployment: Deployment) -> tuple[tuple[Fix, ...], str | None]:
    """The fix that gives Caddy the variable, or why there is none.

    There is none where its value is none that Caddy takes, where it certainly has none, which is what Caddy has
    already, or where an upstream leads nowhere with it, which the default does not.
    """
    value = found.member.project.environment.lookup(found.name)
    if isinstance(found, Missing) and value in (ABSENT, ""):
        return (), f"give {found.name} a value, and pass it on to {found.member.name}"
    known = isinstance(value, str)
    from toybox_lint.deployment.fixes.giving import takes_with

    if not (found.name in takes_with(found.front, deployment) if known else found.front.loads):
        return (), None
    if not isinstance(found, Missing):
        return pass_variable(found.member, found.name, usual=None if known and value else found.default)
    from toybox_lint.deployment.fixes.supplying import usual_value

    usual = None if known else usual_value(found)
    return pass_variable(found.member, found.name, usual=usual, mends=True)
