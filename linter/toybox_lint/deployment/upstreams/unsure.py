"""Failures that somebody may have provided for: by an answer to errors, a profile that is chosen at start, no request.

Sources: Caddy's documentation of ``handle_errors`` and of named routes; Docker's of profiles; Podman's of
``--add-host``; podman-compose's change 1241, before which names had no other sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toybox_lint.caddy.requests.recovering import recovering
from toybox_lint.compose.model import Project
from toybox_lint.compose.yaml.edit import find
from toybox_lint.deployment.files.instructions import instructions
from toybox_lint.deployment.model import Cause, Link, Member, Verdict
from toybox_lint.deployment.upstreams.looping import holds
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import replace

_PODMAN = pattern(r"\bpodman[ -]compose\b")
_OF_PODMAN = pattern(r"[a-z0-9][\w-]*_[\w-]+_[0-9]+")
# The label of Sablier, by its documentation.
_WAKING = "sablier.enable"
_BAD_GATEWAY = 502


def provided_for(found: Iterable[Link], files: Files) -> Iterator[Link]:
    """``found``, with less than certainty for what may never be asked, be started, or be answered by another."""
    links = tuple(found)
    for link in links:
        sure = link.verdict is Verdict.FAILS and link.certain
        if sure and (chosen := _started_together(link)):
            yield Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, chosen)
            continue
        open_ = sure and (
            _is_idle(link)
            or _may_be_started(link, files)
            or _is_recovered(link, links)
            or _knows_as_podman(link, files)
        )
        yield replace(link, certain=False) if open_ else link


def _started_together(link: Link) -> str | None:
    """Why the service is there when its Caddy is: one profile starts both."""
    target, front = link.target, link.front.member
    if link.cause is not Cause.NOT_RUNNING or target is None or front is None or front.service.enabled:
        return None
    own = {each.value for each in front.service.profiles}
    shared = next((each.value for each in target.service.profiles if each.value in own), None)
    return None if shared is None else f"the profile {shared} starts {target.name} and {front.name}"


def _is_idle(link: Link) -> bool:
    """Whether it stands in a named route that nothing invokes."""
    caddyfile = link.front.caddyfile
    named = link.proxy.site is None and caddyfile.valid
    return named and all(each.directive is not link.proxy.directive for each in caddyfile.deployed)


def _may_be_started(link: Link, files: Files) -> bool:
    """Whether who starts Caddy chooses profiles, or some file of the project starts the one of the service."""
    target, front = link.target, link.front.member
    if link.cause is not Cause.NOT_RUNNING or target is None:
        return False
    if target.service.enabled:
        return _is_woken(target)
    return (front is not None and not front.service.enabled) or _is_chosen(target, files)


def _knows_as_podman(link: Link, files: Files) -> bool:
    """Whether the name is one that Podman gives by itself, where the project is written for it.

    It maps ``host.docker.internal``; podman-compose puts ``_`` between project, service and number.
    """
    front = link.front.member
    if front is None or front.mode is not None:
        return False
    given = link.cause is Cause.NO_GATEWAY or (
        link.cause is Cause.UNKNOWN_NAME and _OF_PODMAN.fullmatch(str(link.upstream.host)) is not None
    )
    return given and _for_podman(front.project, files)


def _for_podman(project: Project, files: Files) -> bool:
    written = any(find(file, ("x-podman",)) or "podman" in file.name for file in project.files)
    return written or any(_PODMAN.search(text) for text in instructions(project.directory, files))


def _is_woken(member: Member) -> bool:
    """Whether a plugin of Caddy starts its containers when they are asked for."""
    config = member.service.config
    deploy = config.get("deploy")
    labels = (config.get("labels"), deploy.get("labels") if isinstance(deploy, dict) else None)
    return any(isinstance(each, dict) and str(each.get(_WAKING)).lower() == "true" for each in labels)


def _is_chosen(member: Member, files: Files) -> bool:
    profiles = [str(each.value) for each in member.service.profiles]
    names = "|".join(map(re.escape, profiles))
    chosen = re.compile(
        rf"--profile[= ][\"']?(?:{names})\b|COMPOSE_PROFILES=[\"']?[\w,-]*(?<![\w-])(?:{names})\b"
    )
    return any(chosen.search(text) for text in instructions(member.project.directory, files))


def _is_recovered(link: Link, links: tuple[Link, ...]) -> bool:
    """Whether another proxy, which may answer, is asked where this one fails."""
    number = link.proxy.site
    handlers = () if number is None else recovering(link.front.caddyfile.sites[number], _BAD_GATEWAY)
    return any(
        holds(handler, other.proxy.directive)
        for handler in handlers
        for other in links
        if other.front is link.front and other.verdict is not Verdict.FAILS
    ) and not any(holds(handler, link.proxy.directive) for handler in handlers)
