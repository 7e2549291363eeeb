"""From what was found to the joined picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.compose.model import DEFAULT, Project, Service
from toybox_lint.compose.stacks import Stack
from toybox_lint.deployment.caddies.fronts import fronts
from toybox_lint.deployment.caddies.serving import settled
from toybox_lint.deployment.files.outside import outside
from toybox_lint.deployment.listening.model import Listening
from toybox_lint.deployment.model import Deployment, Front, Gap, Joined, Link, Member, Verdict
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.networks.standing import stand_ins
from toybox_lint.deployment.policy import Settings
from toybox_lint.deployment.upstreams.beside import Beside
from toybox_lint.deployment.upstreams.certainty import never_asked, spared, tried_again, without_containers
from toybox_lint.deployment.upstreams.configured import agreed
from toybox_lint.deployment.upstreams.disputes import disputed
from toybox_lint.deployment.upstreams.links import links
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.deployment.upstreams.unreached import never_reached
from toybox_lint.deployment.upstreams.unsure import provided_for
from toybox_lint.deployment.upstreams.untrusted import untrusted
from toybox_lint.discovery import Found
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import Files
from toybox_lint.later import Later
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.upstreams.services_by_default import Usual


def build(
    found: Found, files: Files, settings: Settings, environment: Environment | None = None
) -> Deployment:
    """Load every project and Caddyfile of ``found`` and join them.

    ``environment`` holds variables given besides the projects' own ``.env``.
    """
    loaded = tuple(_project(stack, files, settings, environment) for stack in found.stacks)
    taking = [project for project in loaded if len(project.files) > 1] if len(loaded) > 1 else []
    projects = tuple(project for project in loaded if not any(_takes_in(other, project) for other in taking))
    named = stand_ins(projects)
    members = tuple(member for project in projects for member in _members(project, files, named))
    caddies = fronts(found.caddyfiles, members, files, environment or Environment())
    members, caddies = settled(members, caddies)
    picture = Picture(members, records(members))
    caddyfiles = tuple({id(front.caddyfile): front.caddyfile for front in caddies.fronts}.values())
    return Deployment(
        caddyfiles=caddyfiles,
        projects=projects,
        members=members,
        fronts=caddies.fronts,
        links=tuple(agreed(link, settings) for link in _links(caddies.fronts, picture, projects, files)),
        gaps=(*caddies.gaps, *_gaps(projects, caddyfiles), *outside(projects, files)),
        notes=tuple(stack.note for stack in found.stacks if stack.note),
        settings=settings,
        files=files,
    )


def _project(stack: Stack, files: Files, settings: Settings, environment: Environment | None) -> Project:
    from toybox_lint.compose.load import load_project

    return load_project(stack, files, environment, profiles=settings.profiles)


def _takes_in(other: Project, project: Project) -> bool:
    """Whether ``project`` is a part that ``other`` includes or extends: alone Compose may refuse it, nobody starts it.

    What is extended is a part where all its services are in ``other``, or where Compose refuses it by itself; a
    project that another one inside its own folder extends is none.
    """
    if not project.files or project.files[0].path not in {file.path for file in other.files}:
        return False
    if other.files[0].path in {file.path for file in project.files}:
        return False
    if project.files[0].path in other.included:
        return True
    inside = f"{other.directory}/".startswith(f"{project.directory}/")
    return not inside and (not project.valid or project.services.keys() <= other.services.keys())


def _links(
    fronts: Sequence[Front], picture: Picture, projects: Sequence[Project], files: Files
) -> tuple[Link, ...]:
    """What becomes of every upstream. Of a project that Compose refuses nothing starts, and nothing is said."""
    usual = Later(partial(_usual, picture, files))
    judged = (list(_by_defaults(front, picture, files, usual)) for front in _running(fronts))
    found = [link for each in judged for link in never_reached(never_asked(tried_again(tuple(spared(each)))))]
    found = list(map(Beside(tuple(projects), files).told, provided_for(found, files)))
    if any(link.proxy.transport.tls for link in found):
        from toybox_lint.deployment.upstreams.unbegun import unbegun

        found = list(unbegun(found, fronts))
    refused = [project for project in projects if not project.valid]
    if not refused:
        return tuple(_told_apart(disputed(found)))
    name = refused[0].directory.rsplit("/", 1)[-1]
    why = f"Docker Compose refuses the project in {name}"
    if refused[0].outside:
        why = f"a part of the project in {name} lies outside, and is not read"
    return tuple(_told_apart(disputed(list(without_containers(found, why, refused)))))


def _told_apart(links: Iterable[Link]) -> Sequence[Link]:
    """With their candidates in order, where names that nobody has may mean one of several."""
    found = tuple(links)
    if all(len(link.candidates) < 2 for link in found):
        return found
    from toybox_lint.deployment.upstreams.apart import told_apart

    return tuple(told_apart(found))


def _of_front(front: Front, picture: Picture, files: Files) -> Iterable[Link]:
    """The links of one Caddy; where variables of it have defaults, with what becomes of them by these."""
    values = front.environment.values.values() if front.environment is not None else ()
    if not any(isinstance(each, Unknown) and each.filled for each in values):
        return untrusted(links(front, picture), files)
    from toybox_lint.deployment.upstreams.by_default import as_by_default

    return as_by_default(tuple(untrusted(links(front, picture), files)), front, picture, files)


def _by_defaults(front: Front, picture: Picture, files: Files, usual: Later[Usual | None]) -> Iterable[Link]:
    """The links of one Caddy; where variables of services have defaults, with what becomes of them by these."""
    found = tuple(_of_front(front, picture, files))
    if all(link.verdict is not Verdict.UNKNOWN for link in found) or usual.value is None:
        return found
    return usual.value.told(found, front)


def _usual(picture: Picture, files: Files) -> Usual | None:
    """The services by the defaults of variables, where one stands in a file of their projects."""
    projects = {id(member.project): member.project for member in picture.members}
    if not any(DEFAULT in file.text for project in projects.values() for file in project.files):
        return None
    from toybox_lint.deployment.upstreams.services_by_default import usual_services

    return usual_services(picture.members, files)


def _running(fronts: Sequence[Front]) -> Iterator[Front]:
    """Without the Caddies that do not run beside one with the same Caddyfile that does: what others extend."""
    off = {front for front in fronts if front.member is not None and front.member.runs is False}
    read = {front.caddyfile.file.path for front in fronts if front not in off}
    return (front for front in fronts if front not in off or front.caddyfile.file.path not in read)


def _listening(service: Service, files: Files) -> Listening:
    from toybox_lint.deployment.listening.evidence import listening

    return listening(service, files)


def _members(project: Project, files: Files, named: Mapping[int, str]) -> Iterator[Member]:
    services: Collection[Service] = project.services.values()
    if any(each.build is not None and each.image is not None for each in services):
        from toybox_lint.deployment.listening.images.made_anew import as_made

        services = as_made(services)
    for service in services:
        heard = Later(partial(_listening, service, files))
        networks = tuple(_joined(project, service, named))
        real = frozenset([each.real_name for each in networks if isinstance(each.real_name, str)])
        yield Member(project, service, networks, heard, real)


def _joined(project: Project, service: Service, named: Mapping[int, str]) -> Iterator[Joined]:
    for attachment in service.attachments:
        network = project.networks.get(attachment.network)
        if network is not None:
            yield Joined(named.get(id(network), network.real_name), network, attachment)


def _gaps(projects: Sequence[Project], caddyfiles: Sequence[Caddyfile]) -> Iterator[Gap]:
    parts: tuple[Caddyfile | Project, ...] = (*projects, *caddyfiles)
    for part in parts:
        for gap in part.gaps:
            yield Gap(gap.origin.file.name, gap.origin.start.line, gap.value, blocking=False)
        for file in part.files:
            at = _not_utf8(file.text)
            if at is not None:
                line = file.position(at).line
                yield Gap(file.name, line, "a byte here is not UTF-8; save the file as UTF-8")
    for caddyfile in caddyfiles:
        for each in caddyfile.problems:
            if each.kind in ("too-deep", "too-large"):
                yield Gap(each.origin.file.name, each.origin.start.line, each.message)
    for project in projects:
        if not project.valid and not project.services:
            problem = next(item for item in project.problems if item.fatal and not item.excused)
            yield Gap(problem.origin.file.name, problem.origin.start.line, problem.message)


def _not_utf8(text: str) -> int | None:
    """Where the first byte stands that is not UTF-8: such bytes are read as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None
