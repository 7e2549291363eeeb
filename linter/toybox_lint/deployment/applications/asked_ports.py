"""Ports at which an application is told to ask another service, and on which that one certainly does not listen."""

from __future__ import annotations

from toybox_lint.deployment.applications.addresses import Address, told_addresses, told_variables
from toybox_lint.deployment.applications.server_names import is_for_others
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.model import Answer, Bind, Cause, Grade, Verdict
from toybox_lint.deployment.listening.sources.own_programs import is_shown
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import Records, records
from toybox_lint.deployment.networks.namespaces import sharing
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, Span

_PORT = pattern(r"(?::|\s+port=)(\d{1,5})(?!\d)")
_PORT_ALONE = pattern(r"[\"']?(\d{1,5})[\"']?")
_OF_HOST = pattern(r"(?:\w+_)?HOST(?:NAME)?", re.IGNORECASE)
_END_OF_HOST = pattern(r"HOST(?:NAME)?\Z", re.IGNORECASE)

# Variables for what a program may have at a port of its own, beside the one that it serves at.
_SECOND = pattern(
    r"METRIC|PROM|RPC|ADMIN|DEBUG|HEALTH|MANAG|MONITOR|WS|SOCKET|SIGNAL|TRACE|OTEL", re.IGNORECASE
)
# What tells of an image's main port alone.
_OF_IMAGES = frozenset({Grade.IMAGE_TABLE, Grade.PORT_VARIABLE})
# Of servers that have one port alone: PostgreSQL, MySQL, Redis, MongoDB, Memcached, Tika, Gotenberg.
_ONLY = frozenset({5432, 3306, 6379, 27017, 11211, 9998, 3000})
# What tells a database of a port, or of a file that may; and folders from which none reads its settings.
_MOVING = pattern(r"\A/|port|conf|include|sentinel|ARGS|PARAM|OPTION|\A-p|\$|\.cnf", re.IGNORECASE)
_WITHOUT_SETTINGS = (
    "/docker-entrypoint-initdb.d",
    "/var/lib/",
    "/data",
    "/bitnami",
    "/backup",
    "/run/secrets",
)


@dataclass(frozen=True, slots=True, eq=False)
class Unheard:
    """``address`` asks ``target`` at ``port``, which stands at ``origin``; ``verdict`` says why nothing answers there.

    ``instead`` is the one port that ``target`` is known to listen on. ``misspoken`` is a clause: it answers, and speaks
    something else.
    """

    address: Address
    port: int
    origin: Origin
    target: Member
    verdict: Verdict
    instead: int | None
    misspoken: str | None = None

    @property
    def inside(self) -> bool:
        """Whether it listens there, for its own container alone."""
        return self.verdict.cause is Cause.LOOPBACK

    def edit(self) -> Edit:
        """Name the port on which it listens."""
        return Edit(self.origin.file, self.origin.span, str(self.instead))


@remembered
def unheard(deployment: Deployment) -> tuple[Unheard, ...]:
    """The addresses in the environment of running services that name a service, and a port that it does not have."""
    names = records(deployment.members)
    found: dict[tuple[str, Span], Unheard] = {}
    inner = any(
        each.bind is Bind.LOOPBACK for member in deployment.members for each in member.listening.listeners
    )
    for shared in told_addresses(deployment):
        for address in shared:
            asked = _asked(address, deployment.files, inner=inner)
            told = _unheard(address, *asked, names, deployment) if asked else None
            if told is not None:
                found.setdefault((told.origin.file.path, told.origin.span), told)
    return tuple(found.values())


def _asked(address: Address, files: Files, *, inner: bool) -> tuple[int, Origin] | None:
    """The port that stands behind the host, or in the variable for it, ``DB_PORT`` beside ``DB_HOST``.

    With ``inner`` the usual one where none is written, which stands where the host does.
    """
    origin = address.origin
    if behind := _PORT.match(origin.file.text, origin.span.end):
        return number(behind[1]), Origin(origin.file, Span(behind.start(1), behind.end(1)))
    usual = (address.usual[0], origin) if inner and len(address.usual) == 1 else None
    if address.own or not _OF_HOST.fullmatch(address.name):
        return usual
    name = _END_OF_HOST.sub("PORT", address.name)
    value = told_variables(address.member, files).get(name.lower() if address.name.islower() else name)
    if value is None:
        return usual
    if not (value.origin.file in address.member.project.files or value.origin.exact):
        return None
    found = _PORT_ALONE.fullmatch(value.origin.text.removeprefix(f"{name}="))
    if found is None:
        return None
    start = value.origin.span.end - len(found[0])
    return number(found[1]), Origin(value.origin.file, Span(start + found.start(1), start + found.end(1)))


def _unheard(
    address: Address, port: int, origin: Origin, names: Records, deployment: Deployment
) -> Unheard | None:
    member = address.member
    owners = names.owners(address.host, member.real_networks)
    if len(owners) != 1 or not is_for_others(address.name) or names.drifting(address.host):
        return None
    target = owners[0]
    if target is member or target.runs is not True or not _is_meant(address, target, names):
        return None
    if any(other is not target for other in sharing(target, deployment.members)):
        return None
    verdict = target.listening.answers(port)
    if verdict.answer is Answer.YES and origin is not address.origin and port not in address.usual:
        from toybox_lint.deployment.applications.misspoken import misspoken

        other = misspoken(address, port, target)
        return Unheard(address, port, origin, target, verdict, other.instead, other.reason) if other else None
    if not _is_closed(target, verdict, address, deployment.files):
        return None
    if verdict.cause is Cause.LOOPBACK:
        return Unheard(address, port, origin, target, verdict, None)
    if _is_named(target, port) or origin is address.origin:
        return None
    best = verdict.listeners[0].grade
    told = {each.port for each in verdict.listeners if each.grade is best and isinstance(each.port, int)}
    known = {each.target for each in target.listening.published_as(port)} or told
    return Unheard(address, port, origin, target, verdict, known.pop() if len(known) == 1 else None)


def _is_meant(address: Address, target: Member, names: Records) -> bool:
    """Whether the name can be no other's."""
    member = address.member
    if member.service.mapped(address.host) or member.service.links:
        return False
    return target.project is member.project or not names.unseen(member, address.host)


def _is_named(target: Member, port: int) -> bool:
    """Whether its program names the port, or it publishes one of that number for what is no TCP, as of StatsD."""
    others = (each for each in target.service.ports if each.protocol != "tcp")
    return port in target.listening.named.value or any(
        str(port) in (str(each.target), str(each.published)) for each in others
    )


def _keeps_its_port(target: Member, address: Address) -> bool:
    """Whether it is a database of an image, and neither its options, its variables nor its files tell of a port."""
    service, usual = target.service, _ONLY & set(address.usual)
    known = {each.port for each in target.listening.listeners}
    if (
        not usual
        or not known <= usual
        or service.build
        or service.entrypoint
        or not service.environment_known
    ):
        return False
    words = (str(each.value) for each in (service.command.words if service.command else ()))
    return (
        not any(_MOVING.search(each) for each in (*words, *service.environment))
        and not any(each.value is None for each in service.environment.values())
        and all(str(mount.target).startswith(_WITHOUT_SETTINGS) for mount in service.mounts)
    )


def _is_closed(target: Member, verdict: Verdict, address: Address, files: Files) -> bool:
    """Whether nothing can listen there.

    It is the port of the host; or one for the container alone; or the program tells all its ports, as far as it is
    shown; or it is what is asked for, as it comes, which has the usual port.
    """
    heard = target.listening
    if (
        verdict.cause not in (Cause.PORT, Cause.PUBLISHED, Cause.LOOPBACK)
        or heard.several
        or heard.of_another
    ):
        return False
    if heard.process is not None and heard.process.waiting:
        return False
    if verdict.cause is Cause.LOOPBACK:
        return verdict.answer is Answer.NO
    if verdict.cause is Cause.PUBLISHED or any(
        each.port in _ONLY & set(address.usual) for each in heard.untouched
    ):
        return True
    if verdict.cause is Cause.PORT and _keeps_its_port(target, address):
        return True
    best = verdict.listeners[0]
    if not best.whole and _SECOND.search(address.name):
        return False
    if best.grade is Grade.PORT_CONVENTION and is_shown(container(target.service, files), heard.process):
        return not verdict.contested
    return best.whole or (verdict.answer is Answer.NO and best.grade not in _OF_IMAGES)
