"""Fixes that several rules offer, from what the deployment knows."""

from __future__ import annotations

from toybox_lint.caddy.edit import redirect
from toybox_lint.compose.edit import last_file
from toybox_lint.compose.yaml_edit import Refusal, find, insert_entry, insert_item
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.namespaces import DOCKER_HOST
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile, Span

_VARIABLE = pattern(r"\{\$([^:}]+)(?::[^}]*)?\}")


def _redirected(link: Link, host: str, port: int) -> Edit | None:
    """The edit that makes the upstream ``host:port``: in the Caddyfile, or where its variable is given."""
    return redirect(link.upstream, host, port) or _in_environment(link, host, port)


def _in_environment(link: Link, host: str, port: int) -> Edit | None:
    """Where the whole upstream is a variable that Caddy's service gives in so many words."""
    match = _VARIABLE.fullmatch(link.upstream.origin.text.strip('`"'))
    member = link.front.member
    given = member.service.environment.get(match[1]) if match and member else None
    if given is None or not given.origin.exact or given.value != link.upstream.text:
        return None
    scheme, separator, _ = link.upstream.text.rpartition("://")
    return Edit(given.origin.file, given.origin.span, f"{scheme}{separator}{host}:{port}")


def dial_candidate(link: Link) -> tuple[Fix, ...]:
    """Dial the likeliest candidate: safe when nothing else can be meant. Never where it may work as it is."""
    first = next(iter(link.candidates), None)
    if first is None or first.port is None or not link.certain:
        return ()
    edit = _redirected(link, first.name, first.port)
    front = link.front.member
    if edit is None:
        return ()
    level = Applicability.SAFE if link.sole else Applicability.UNSAFE
    mapping = (
        map_host(front, DOCKER_HOST) if first.name == DOCKER_HOST and front and not _knows_host(front) else ()
    )
    edits = (edit, *(each for fix in mapping for each in fix.edits))
    return (Fix(f"dial {first.address}", level, edits),)


def _knows_host(member: Member) -> bool:
    return any(entry.value[0].lower() == DOCKER_HOST for entry in member.service.extra_hosts)


def dial_port(link: Link, port: int, level: Applicability) -> tuple[Fix, ...]:
    """Dial another port of the same host."""
    edit = _redirected(link, str(link.upstream.host), port)
    return () if edit is None else (Fix(f"dial port {port}", level, (edit,)),)


def host_address(link: Link) -> tuple[Fix, ...]:
    """Dial the port of the host behind which the target's port is, where there is exactly one."""
    if link.target is None:
        return ()
    ports = [each.published for each in link.target.listening.published if each.target == link.upstream.port]
    edit = _redirected(link, "localhost", ports[0]) if len(ports) == 1 else None
    return () if edit is None else (Fix(f"dial localhost:{ports[0]}", Applicability.UNSAFE, (edit,)),)


def dial_scheme(link: Link, scheme: str) -> tuple[Fix, ...]:
    """Put ``scheme`` before the address, in place of the one that is there."""
    origin, host = link.upstream.origin, link.upstream.host_origin
    if not (origin.exact and host.exact) or host.file is not origin.file:
        return ()
    start, end = origin.span.start, host.span.start
    if not start <= end <= origin.span.end:
        return ()
    edit = Edit(origin.file, Span(start, end), f"{scheme}://")
    return (Fix(f"speak {scheme}", Applicability.UNSAFE, (edit,)),)


def without_path(link: Link) -> tuple[Fix, ...]:
    """Leave out the first slash of the address and what follows."""
    origin = link.upstream.origin
    at = link.upstream.text.find("/")
    if not origin.exact or at < 1:
        return ()
    edit = Edit(origin.file, Span(origin.span.start + at, origin.span.end), "")
    return (Fix(f"dial {link.upstream.text[:at]}", Applicability.UNSAFE, (edit,)),)


def listen_on_all(link: Link) -> tuple[Fix, ...]:
    """Let the process listen on every address of its container, where its own is written out."""
    listener = link.listener
    if listener is None or listener.address_origin is None or not listener.address_origin.exact:
        return ()
    place = listener.address_origin
    edit = Edit(place.file, place.span, "0.0.0.0")
    return (Fix(f"let {listener.server or 'it'} listen on 0.0.0.0", Applicability.SAFE, (edit,)),)


def map_host(member: Member, name: str) -> tuple[Fix, ...]:
    """Give the name of the host to a service's container."""
    file = last_file(member.project, member.name)
    if file is None:
        return ()
    edits = _extra_host(file, ("services", member.name), name)
    if isinstance(edits, Refusal):
        return ()
    return (Fix(f"let {member.name} know {name}", Applicability.SAFE, edits),)


def _extra_host(file: SourceFile, service: tuple[str, ...], name: str) -> tuple[Edit, ...] | Refusal:
    entry = f"{name}:host-gateway"
    if find(file, (*service, "extra_hosts")) is None:
        return insert_entry(file, service, "extra_hosts", (entry,))
    as_item = insert_item(file, (*service, "extra_hosts"), entry)
    if not isinstance(as_item, Refusal):
        return as_item
    return insert_entry(file, (*service, "extra_hosts"), name, "host-gateway")
