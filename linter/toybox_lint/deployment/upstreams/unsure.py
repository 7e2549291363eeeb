"""Failures that somebody may have provided for: by an answer to errors, a profile or a project that is chosen at start.

Sources: Caddy's documentation of ``handle_errors`` and of named routes; Docker's of profiles; Podman's of
``--add-host``; podman-compose's change 1241, before which names had no other sign; Sablier's of its labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.caddy.model import Directive
from toybox_lint.caddy.requests.recovering import recovering
from toybox_lint.compose.model import Project
from toybox_lint.deployment.caddies.alternatives import asking, takes_turns
from toybox_lint.deployment.model import Cause, Link, Member, Verdict
from toybox_lint.deployment.upstreams.together import started_together
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import replace

_CHOSEN = pattern(r"--profile[= ][\"']?([\w.-]+)|COMPOSE_PROFILES=[\"']?([\w.,-]+)")
_PROJECT = pattern(
    r"compose\b[^\n;&|]*\s(?:-p|--project-name)[= ][\"']?([\w-]+)|COMPOSE_PROJECT_NAME\s*[:?]?=\s*[\"']?([\w-]+)"
)
_UP = pattern(r"\bup\b")
_PODMAN = pattern(r"\bpodman[ -]compose\b")
_OF_PODMAN = pattern(r"(?=.{1,253}\Z)[a-z0-9][\w-]*_[\w-]+_[0-9]+")
_WAKING = "sablier.enable"
_BAD_GATEWAY = 502


def provided_for(found: Iterable[Link], files: Files) -> Iterator[Link]:
    """``found``, with less than certainty for what may never be asked, be started, or be answered by another."""
    links = tuple(found)
    provisions = _Provisions(links, files)
    for link in links:
        if link.cause is Cause.NOT_SHARED and (joined := provisions.joined_elsewhere(link)):
            yield Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, joined)
            continue
        sure = link.verdict is Verdict.FAILS and link.certain
        if sure and (chosen := _started_together(link) or provisions.always_started(link)):
            yield Link(link.front, link.proxy, link.upstream, Verdict.UNKNOWN, chosen)
            continue
        yield replace(link, certain=False) if sure and provisions.may_avert(link) else link


class _Provisions:
    """What is asked of all failing links, each time once."""

    def __init__(self, links: tuple[Link, ...], files: Files) -> None:
        self._files = files
        self._deployed: dict[int, set[int]] = {}
        self._texts: dict[int, tuple[str, ...]] = {}
        self._profiles: dict[int, frozenset[str]] = {}
        self._starts: dict[int, frozenset[str]] = {}
        self._answering: dict[tuple[int, int | None], list[Link]] = {}
        self._handlers: dict[tuple[int, int], tuple[Directive, ...]] = {}
        self._fronts = asking(links)
        for link in links:
            if link.verdict is not Verdict.FAILS:
                self._answering.setdefault((id(link.front), link.proxy.site), []).append(link)

    def may_avert(self, link: Link) -> bool:
        """Whether its failure is less than certain."""
        return (
            self._is_idle(link)
            or self._may_be_started(link)
            or self._is_recovered(link)
            or self._is_known_to_podman(link)
            or self._is_of_an_alternative(link)
        )

    def always_started(self, link: Link) -> str | None:
        """Why the service of a profile runs: the project's instructions never start it without."""
        target = link.target
        if link.cause is not Cause.NOT_RUNNING or target is None or target.service.enabled:
            return None
        if not any(each.value in self._always(target.project) for each in target.service.profiles):
            return None
        return f"every start that is written down names a profile of {target.name}"

    def joined_elsewhere(self, link: Link) -> str | None:
        """Why the two may have a network in common: instructions connect one of them, or name a project otherwise."""
        front, target = link.front.member, link.target
        if front is None or target is None:
            return None
        texts = (*self._instructions(front.project), *self._instructions(target.project))
        networks = front.real_networks | target.real_networks
        lines = (line for text in texts for line in text.replace("\\\n", " ").splitlines())
        if any(_connects(line, networks) for line in lines):
            return "a script connects a container to another network"
        named = {
            name for text in texts for match in _PROJECT.finditer(text) for name in match.groups() if name
        }
        owners = {name.rpartition("_")[0] for name in front.real_networks - target.real_networks}
        elsewhere = named & owners - {front.project.name, target.project.name}
        return "instructions start a project under another name" if elsewhere else None

    def _always(self, project: Project) -> frozenset[str]:
        """The profiles that all lines have by which the project's instructions start it."""
        if id(project) not in self._starts:
            texts = (text.replace("\\\n", " ") for text in self._instructions(project))
            starts = [
                frozenset(_chosen_by(line)) for text in texts for line in text.splitlines() if _starts(line)
            ]
            self._starts[id(project)] = starts[0].intersection(*starts) if starts else frozenset()
        return self._starts[id(project)]

    def _is_idle(self, link: Link) -> bool:
        """Whether it stands in a named route that nothing invokes."""
        caddyfile = link.front.caddyfile
        if link.proxy.site is not None or not caddyfile.valid:
            return False
        if id(caddyfile) not in self._deployed:
            self._deployed[id(caddyfile)] = {id(each.directive) for each in caddyfile.deployed}
        return id(link.proxy.directive) not in self._deployed[id(caddyfile)]

    def _may_be_started(self, link: Link) -> bool:
        """Whether who starts Caddy chooses profiles, or some file of the project starts the one of the service."""
        target, front = link.target, link.front.member
        if link.cause is not Cause.NOT_RUNNING or target is None:
            return False
        if target.service.enabled:
            return _is_woken(target)
        return (front is not None and not front.service.enabled) or self._is_chosen(target)

    def _is_chosen(self, member: Member) -> bool:
        chosen = self._chosen(member.project)
        return any(each.value in chosen for each in member.service.profiles)

    def _chosen(self, project: Project) -> frozenset[str]:
        """The profiles that some instruction of the project starts."""
        if id(project) not in self._profiles:
            texts = self._instructions(project)
            self._profiles[id(project)] = frozenset(word for text in texts for word in _chosen_by(text))
        return self._profiles[id(project)]

    def _is_recovered(self, link: Link) -> bool:
        """Whether another proxy, which may answer, is asked where this one fails."""
        number = link.proxy.site
        if number is None:
            return False
        key = id(link.front), number
        if key not in self._handlers:
            handlers = recovering(link.front.caddyfile.sites[number], _BAD_GATEWAY)
            beside = self._answering.get(key, ())
            answer = any(handler.holds(other.proxy.directive) for handler in handlers for other in beside)
            self._handlers[key] = handlers if answer else ()
        handlers = self._handlers[key]
        return bool(handlers) and not any(handler.holds(link.proxy.directive) for handler in handlers)

    def _is_of_an_alternative(self, link: Link) -> bool:
        """Whether the service is in a project that has a Caddy of its own in the place of this one."""
        front, target = link.front.member, link.target
        if link.cause is not Cause.NOT_SHARED or front is None or target is None:
            return False
        return takes_turns(front, target.project, self._fronts)

    def _is_known_to_podman(self, link: Link) -> bool:
        """Whether the name is one that Podman gives by itself, where the project is written for it.

        It maps ``host.docker.internal``; podman-compose puts ``_`` between project, service and number.
        """
        front = link.front.member
        if front is None or front.mode is not None:
            return False
        named = link.cause is Cause.UNKNOWN_NAME and _OF_PODMAN.fullmatch(str(link.upstream.host)) is not None
        if not named and link.cause is not Cause.NO_GATEWAY:
            return False
        from toybox_lint.compose.yaml.edit import find

        written = any(find(file, ("x-podman",)) or "podman" in file.name for file in front.project.files)
        return written or any(_PODMAN.search(text) for text in self._instructions(front.project))

    def _instructions(self, project: Project) -> tuple[str, ...]:
        if id(project) not in self._texts:
            from toybox_lint.compose.instructions import instructions

            self._texts[id(project)] = tuple(instructions(project.directory, self._files))
        return self._texts[id(project)]


def _connects(line: str, networks: Iterable[str]) -> bool:
    """Whether a command connects a container to one of the networks, or to one that a variable names."""
    _, connect, arguments = line.partition("network connect ")
    words = arguments.split()
    return bool(connect) and any("$" in word or word.strip("\"'") in networks for word in words)


def _starts(line: str) -> bool:
    _, compose, arguments = line.partition("compose")
    return bool(compose) and _UP.search(arguments) is not None


def _chosen_by(text: str) -> Iterator[str]:
    for match in _CHOSEN.finditer(text):
        yield from (word.rstrip(".") for word in (match[1] or match[2] or "").split(","))


def _started_together(link: Link) -> str | None:
    """Why the service is there when its Caddy is."""
    target, front = link.target, link.front.member
    if link.cause is not Cause.NOT_RUNNING or target is None or front is None:
        return None
    return started_together(front, target)


def _is_woken(member: Member) -> bool:
    """Whether a plugin of Caddy starts its containers when they are asked for."""
    config = member.service.config
    deploy = config.get("deploy")
    labels = (config.get("labels"), deploy.get("labels") if isinstance(deploy, dict) else None)
    return any(isinstance(each, dict) and str(each.get(_WAKING)).lower() == "true" for each in labels)
