"""Redirects that lead clients back to where they are, and whether this Caddy is what answers them there."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.requests.circling import Circle, circles, to_https
from toybox_lint.caddy.requests.ways import leave_out, single_path
from toybox_lint.deployment.inbound.entrances import Entrance, alone, entrances
from toybox_lint.deployment.inbound.forwarding import in_front
from toybox_lint.deployment.model import Deployment, Front, Member
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Circling:
    """A redirect that leads in a circle; ``certain`` when nothing else can answer the clients on the way.

    ``proxy`` is what clients come through over HTTPS, and what asks again in plain HTTP.
    """

    front: Front
    circle: Circle
    certain: bool
    fixes: tuple[Fix, ...]
    proxy: Member | None = None


def circling(deployment: Deployment) -> Iterator[Circling]:
    """Every redirect of a whole site that leads back to it, as far as its ports are published with their numbers."""
    known = {id(each.front): each for each in entrances(deployment)}
    for front in deployment.fronts:
        entrance = known.get(id(front))
        if entrance is not None and (proxy := in_front(deployment, entrance)):
            for circle in to_https(front.caddyfile):
                edit = leave_out(circle.way.handler.directive) if circle.answering else None
                title = f"leave it out: {proxy.name} is asked over HTTPS"
                fixes = (Fix(title, Applicability.UNSAFE, (edit,)),) if edit else ()
                yield Circling(front, circle, False, fixes, proxy)
        for circle in circles(front.caddyfile):
            if entrance is None and front.member is not None:
                yield Circling(front, circle, False, _left_out(circle))
            elif entrance is None or not entrance.ports or _leads_back(entrance, circle):
                certain = entrance is None or (bool(entrance.ports) and alone(deployment, entrance))
                yield Circling(front, circle, certain, _left_out(circle))


def _leads_back(entrance: Entrance, circle: Circle) -> bool:
    """Whether clients that follow the redirect come to Caddy again."""
    usual = {True: 443, False: 80}
    for name in circle.names:
        standard = name.port == circle.ports[name.tls]
        if not entrance.opened(usual[name.tls] if standard else name.port, name.port):
            return False
    return True


def _left_out(circle: Circle) -> tuple[Fix, ...]:
    """Without the redirect, where something behind it answers: Caddy redirects to HTTPS by itself.

    One of ``/docs/*`` to ``/docs/`` is left for ``/docs`` alone.
    """
    if circle.of_path:
        return _narrowed(circle)
    edit = leave_out(circle.way.handler.directive) if circle.answering else None
    to_https = circle.target.startswith(("https:", "{"))
    itself = to_https and len(circle.names) == 1
    title = "leave it out: Caddy redirects to HTTPS by itself" if itself else "leave this redirect out"
    return () if edit is None else (Fix(title, Applicability.UNSAFE, (edit,)),)


def _narrowed(circle: Circle) -> tuple[Fix, ...]:
    directive, path = circle.way.handler.directive, circle.target.rstrip("/")
    word = directive.arguments[0].origin
    if (
        circle.target != f"{path}/"
        or not path
        or single_path(circle.way.handler) not in (f"{path}*", f"{path}/*")
    ):
        return ()
    if not word.exact or word.via is not None:
        return ()
    return (Fix(f"redirect {path} alone", Applicability.UNSAFE, (Edit(word.file, word.span, path),)),)
