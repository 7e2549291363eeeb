"""Paths that an application is asked for to see whether it works, and for which it has no answer.

Sources: Spring Boot's reference (``management.server.port``: what watches over the application is there alone, without
its ``context-path``; ``management.endpoints.web.base-path``, ``/actuator`` by default); those of ``bases`` and
``routes``.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.model import Grade
from toybox_lint.deployment.listening.sources.spring import management
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

_OF_QUARKUS, _USUAL_OF_SPRING = "/q/", 8080


@dataclass(frozen=True, slots=True, eq=False)
class Unanswered:
    """Why a request is answered with 404, as a clause, and the place that says so."""

    reason: str
    origin: Origin


def unanswered(path: str, port: int, member: Member, files: Files) -> Unanswered | None:
    """Why a request for ``path`` at ``port`` of a service gets a 404; ``None`` where it may get something else."""
    process = member.listening.process
    inside = container(member.service, files)
    if process is None or member.listening.several or member.listening.refused:
        return None
    # What asks for a port is no sign that the application itself has it there.
    told = (each for each in member.listening.listeners if each.grade is not Grade.HEALTHCHECK)
    ports = {each.port for each in told}
    found = management(inside, process)
    # At the port of the application itself all of it is as ever.
    if found is not None and found[0].value not in (ports or {_USUAL_OF_SPRING}):
        elsewhere = _of_management(path, port, *found)
        if elsewhere is not None:
            return elsewhere
    if port not in ports:
        return None
    from toybox_lint.deployment.applications.routes import none_at
    from toybox_lint.deployment.applications.told_paths import base_of, told_base

    base = told_base(member, files)
    if base is not None:
        prefix, setting = base
        known = base_of(member)
        if known is not None and path.startswith(known.beside):
            return None
        if f"{path}/".startswith(f"{prefix}/") or f"{path}/".startswith(_OF_QUARKUS):
            return None
        return Unanswered(f"it answers below {prefix} alone, by its {setting.value}", setting.origin)
    route = none_at(path, inside, process)
    return Unanswered(f"no route of its program takes {path}", route.origin) if route is not None else None


def _of_management(path: str, port: int, own: Located[int], base: str) -> Unanswered | None:
    """A Spring Boot whose endpoints for those who watch over it have a port of their own."""
    below = f"{path}/".startswith(f"{base}/")
    if port == own.value and not below:
        return Unanswered(f"on port {port} it has what is below {base} alone", own.origin)
    if port != own.value and below:
        return Unanswered(f"its management.server.port puts {base} to port {own.value}", own.origin)
    return None
