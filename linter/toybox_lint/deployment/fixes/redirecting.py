"""Edits of an upstream's address, where it is written or where the variables in it are given."""

from __future__ import annotations

import posixpath

from toybox_lint.caddy.edit import redirect, with_brackets
from toybox_lint.compose.model import Project
from toybox_lint.deployment.model import Front, Link
from toybox_lint.deployment.upstreams.dialled import SERVICE, looking_up
from toybox_lint.diagnostics import Edit
from toybox_lint.facts import ABSENT, Absent
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin

_PASSED = pattern(r"(?:^|=|:\s+)[\"']?\$(?:\{(\w+)(?::?-[^{}]*)?\}|(\w+))[\"']?\Z")
_USED = pattern(r"\$\{?(\w+)")
_ARGUMENT = pattern(r"\{args\[\d+\]\}")
_VARIABLE = pattern(r"\{(?:\$|env\.)([^:}]+)(?::[^}]*)?\}")


def addressed(link: Link, host: str, port: int) -> tuple[Edit, ...] | None:
    """The edits that make the upstream ``host:port``: in the Caddyfile, or where its variables are given.

    None of a brace, which closes a block as well.
    """
    if link.upstream.network == SERVICE:
        return _by_name(link, host, port)
    if link.upstream.text == "}" or _is_used_again(link, host == link.upstream.host):
        return None
    fixed = link.disputed or link.upstream.origin == link.proxy.directive.name.origin
    in_place = None if fixed else redirect(link.upstream, host, port)
    placeholder = link.upstream.origin.text.startswith("{env.")
    edit = (placeholder and _in_environment(link, host, port)) or in_place
    edit = edit or _in_environment(link, host, port)
    return _by_parts(link, host, port) if edit is None else (edit,)


def _by_name(link: Link, host: str, port: int) -> tuple[Edit, ...] | None:
    """The addresses of a name in place of those of a service, where both stand on one line alone."""
    line = looking_up(link.proxy)
    if line is None or line.block or len(line.arguments) != 2 or link.disputed:
        return None
    source, name = (word.origin for word in line.arguments)
    if not (source.exact and name.exact):
        return None
    return (Edit(source.file, source.span, "a"), Edit(name.file, name.span, f"{host} {port}"))


def _is_used_again(link: Link, port_alone: bool) -> bool:
    """Whether the upstream is made of arguments of an import that stand in the snippet at other places, too.

    With ``port_alone`` only those of its port matter: nothing else is written anew.
    """
    directive, host = link.proxy.directive, link.upstream.host_origin
    first, last = (
        directive.name.origin,
        directive.block.close if directive.block else directive.words[-1].origin,
    )
    if host.file is first.file and first.span.start <= host.span.start <= last.span.end:
        return False  # written where it is dialled
    for word in (word for each in directive.walk() for word in each.words):
        origin = word.origin
        part = origin.text.rpartition(":")[2] if port_alone else origin.text
        if word.text != link.upstream.text or not (named := _ARGUMENT.findall(part)):
            continue
        text = origin.file.text
        block = text[text.rfind("\n(", 0, origin.span.start) + 1 : text.find("\n}", origin.span.end)]
        if any(block.count(each) > origin.text.count(each) for each in named):
            return True
    return False


def _in_environment(link: Link, host: str, port: int) -> Edit | None:
    given = given_in_environment(link)
    scheme, separator, _ = link.upstream.text.rpartition("://")
    from toybox_lint.compose.yaml.parts import replace_part

    return (
        None if given is None else replace_part(given.file, given.span, f"{scheme}{separator}{host}:{port}")
    )


def _by_parts(link: Link, host: str, port: int) -> tuple[Edit, ...] | None:
    """Host and port each where it is written, one of them as a variable."""
    upstream = link.upstream
    if upstream.port_origin is None or link.disputed:
        return None
    parts = (
        (upstream.host_origin, str(upstream.host), host),
        (upstream.port_origin, str(upstream.port), str(port)),
    )
    places = [(_written(link, origin, old, new), new) for origin, old, new in parts if old != new]
    edits = [Edit(place.file, place.span, new) for place, new in places if place is not None]
    return tuple(edits) if len(edits) == len(places) else None


def _written(link: Link, origin: Origin, old: str, new: str) -> Origin | None:
    """Where the value stands; the placeholder itself, where the default in it is what is meant."""
    if origin.exact:
        return with_brackets(origin)
    placeholder = _VARIABLE.fullmatch(origin.text) is not None and origin.via is None
    given = given_to(link.front, origin, old) or given_to(link.front, origin, f"[{old}]")
    return given or (origin if placeholder and origin.text.endswith(f":{new}}}") else None)


def given_in_environment(link: Link) -> Origin | None:
    """Where Caddy's service gives the whole upstream, a variable of the Caddyfile, in so many words."""
    return given_to(link.front, link.upstream.origin, link.upstream.text)


def given_to(front: Front, origin: Origin, value: str | None = None) -> Origin | None:
    """Where Caddy's service gives ``value``, or whatever it gives, to the variable that stands at ``origin``."""
    match = _VARIABLE.fullmatch(origin.text.strip('`"'))
    member = front.member
    given = member.service.environment.get(match[1]) if match and member else None
    if given is None or member is None or match is None or not isinstance(given.value, str):
        return None
    value = given.value if value is None else value
    if given.value != value:
        return None
    if not given.origin.exact:
        return _in_dotenv(member.project, given.origin, match[1], value)
    return None if _is_interpolated(member.project, given.origin, match[1]) else given.origin


def _is_interpolated(project: Project, origin: Origin, name: str) -> bool:
    """Whether it stands in the ``.env`` that is an ``env_file``, too, and the project uses it for something else."""
    own = posixpath.join(project.directory, ".env") == origin.file.path
    return own and any(name in _USED.findall(each.text) for each in project.files)


def _in_dotenv(project: Project, origin: Origin, name: str, value: str) -> Origin | None:
    """Where the project's ``.env`` has the value, of a variable that nothing else in the project uses."""
    passed = _PASSED.search(origin.text)
    source = (passed[1] or passed[2]) if passed else name if origin.text == name else None
    file = project.confidential.env_files.get(f"{project.directory}/.env")
    if source is None or file is None:
        return None
    uses = [found for each in project.files for found in _USED.findall(each.text) if found == source]
    from toybox_lint.compose.reading.dotenv import parse

    written = next((one for one in parse(file, _nothing).variables[::-1] if one.name == source), None)
    if len(uses) > 1 or written is None or not written.verbatim or written.value != value:
        return None
    return Origin(file, written.span)


def _nothing(_: str) -> Absent:
    return ABSENT
