"""Whether the process behind a name answers at a port, in the protocol that Caddy speaks."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.caddy.model import Proxy, Upstream
from toybox_lint.deployment.listening.images.well_known import known_image, reference
from toybox_lint.deployment.listening.model import Answer, Bind, Grade, Listener, Speaks
from toybox_lint.deployment.listening.model import Cause as PortCause
from toybox_lint.deployment.listening.model import Verdict as PortVerdict
from toybox_lint.deployment.listening.sources.own_programs import SOURCES
from toybox_lint.deployment.model import Cause, Member, Verdict
from toybox_lint.deployment.upstreams.offers import OTHER_PROTOCOLS
from toybox_lint.deployment.upstreams.protocols import may_lack_tls, spoken_instead
from toybox_lint.later import remembered
from toybox_lint.records import dataclass, replace

_CAUSES = {
    PortCause.PORT: Cause.WRONG_PORT,
    PortCause.PUBLISHED: Cause.PUBLISHED_PORT,
    PortCause.LOOPBACK: Cause.LOOPBACK_BIND,
    PortCause.SOCKET: Cause.NOT_LISTENING,
    PortCause.NOTHING: Cause.NOT_LISTENING,
}
_HAS_THE_PORT = frozenset({Cause.LOOPBACK_BIND, Cause.WRONG_PROTOCOL})
# What an author writes about the container's inside. The target of a published port and the port of a healthcheck
# say less: they may be one of many, published or asked for another purpose.
# With what moves the port of a known image. The text of a script is less where it imports others of its own, which may
# listen, too.
_DECLARED = frozenset(
    {Grade.EXPOSE, Grade.DOCKERFILE_EXPOSE, Grade.PORT_CONVENTION, Grade.PORT_VARIABLE, Grade.COMMAND}
)
# Ports of other protocols and of debuggers, and those beside which the same server has one without TLS.
_NOT_FOR_PEOPLE = OTHER_PROTOCOLS | {443, 8443, 8448, 9443} | {2345, 5678, 9003, 24678, 35729}
# Message queues, databases, calls in HTTP/2, telephony.
_NOT_FOR_PEOPLE |= {2181, 3478, 5060, 5349, 5671, 7687, 8883, 9042, 9092, 50051, 50052, 61616}

# Containers behind one name or port that are judged for each request.
MOST_JUDGED = 64

# Images of tunnels, and the ports on which they serve something themselves, by their documentation.
_TUNNELS: dict[str, frozenset[int]] = {
    "qmcgaw/gluetun": frozenset({8000, 8388, 8888}),
    "tailscale/tailscale": frozenset({80, 443, 1055, 9002}),
    "linuxserver/wireguard": frozenset(),
    "dperson/openvpn-client": frozenset(),
    "netbirdio/netbird": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a connection: see ``Link``."""

    verdict: Verdict
    reason: str
    target: Member
    cause: Cause | None = None
    certain: bool = True
    listener: Listener | None = None


def outcome(
    proxy: Proxy, upstream: Upstream, targets: Sequence[Member], port: int, *, inside: bool
) -> Outcome:
    """A connection to ``port`` of the network that ``targets`` share.

    One that answers is enough. ``inside`` connections come from the same network: loopback binds answer, too.
    Where one has the port on the loopback of the network, none of the others can have it. A tunnel whose network
    they share has no port for them.
    """
    targets = targets[: MOST_JUDGED + 1]
    targets = [each for each in targets if not only_leads(each, port)] or targets
    found = [_one(proxy, upstream, target, port, inside) for target in targets[:MOST_JUDGED]]
    if len(targets) > MOST_JUDGED and all(each.verdict is Verdict.FAILS for each in found):
        return Outcome(Verdict.UNKNOWN, "more containers than are looked at may answer", targets[0])
    kept = next((each for each in found if each.cause is Cause.LOOPBACK_BIND and each.certain), None)
    if kept is not None and all(each.verdict is not Verdict.REACHES for each in found):
        return kept
    order = (Verdict.REACHES, Verdict.UNKNOWN, Verdict.FAILS)

    def rank(item: Outcome) -> tuple[int, bool, bool]:
        """One that may answer all the same comes first, then one that has the port at least."""
        return order.index(item.verdict), item.certain, item.cause not in _HAS_THE_PORT

    best = min(found, key=rank)
    moved = [each for each in found if _usually_has(each.target, port)]
    if best.verdict is Verdict.FAILS and best.cause not in _HAS_THE_PORT and len(moved) == 1:
        return replace(moved[0], certain=all(each.certain for each in found))
    return best


def _usually_has(target: Member, port: int) -> bool:
    """Whether it is of a well-known image that has the port for its main one where nothing moves it."""
    base = target.listening.base
    entry = known_image(base.value) if base is not None and isinstance(base.value, str) else None
    return entry is not None and entry.ports[0][0] == port


def only_leads(target: Member, port: int) -> bool:
    """Whether the container only leads others into a network, and nothing tells of the port there."""
    base = target.listening.base
    image = reference(base.value).path if base is not None and isinstance(base.value, str) else ""
    own = _TUNNELS.get(image)
    return own is not None and port not in own and not target.listening.at(port)


def _one(proxy: Proxy, upstream: Upstream, target: Member, port: int, inside: bool) -> Outcome:
    verdict = target.listening.answers(port)
    listener = next(iter(verdict.listeners), None)
    if verdict.answer is Answer.UNKNOWN:
        sent_back = listener if listener is not None and listener.redirecting.value else None
        return Outcome(Verdict.UNKNOWN, verdict.reason, target, listener=sent_back)
    if verdict.answer is Answer.YES and (moved := _moved_away(target, verdict, port)) is not None:
        return Outcome(Verdict.FAILS, moved.text, target, Cause.WRONG_PORT, False, moved)
    if verdict.answer is Answer.YES or (inside and verdict.cause is PortCause.LOOPBACK):
        if may_lack_tls(proxy, upstream, verdict):
            return Outcome(
                Verdict.UNKNOWN, f"whether {target.name} speaks HTTPS on {port} is not known", target
            )
        spoken = spoken_instead(proxy, upstream, target, verdict)
        speaker = next((each for each in verdict.listeners if each.speaks is not Speaks.UNKNOWN), listener)
        if spoken is not None and speaker is not None:
            reason = f"{target.name} speaks {spoken} on {port}: {speaker.text}"
            return Outcome(Verdict.FAILS, reason, target, Cause.WRONG_PROTOCOL, True, speaker)
        return Outcome(Verdict.REACHES, verdict.reason, target, listener=speaker)
    assert verdict.cause is not None
    if verdict.cause is PortCause.PORT and _is_of_other_protocols(verdict.listeners):
        reason = "it publishes ports of other protocols alone, and may serve the web as well"
        return Outcome(Verdict.UNKNOWN, reason, target)
    from toybox_lint.deployment.upstreams.rewritten_settings import writer_of_settings

    if (writer := writer_of_settings(target, verdict.listeners)) is not None:
        return Outcome(Verdict.UNKNOWN, f"{writer} writes into the settings of {target.name}", target)
    certain = verdict.answer is Answer.NO or (not target.listening.several and _is_told(target, verdict))
    process = target.listening.process
    certain = certain and (process is None or not (process.waiting or _seems_to_have(target, port)))
    return Outcome(Verdict.FAILS, verdict.reason, target, _CAUSES[verdict.cause], certain, listener)


def _seems_to_have(target: Member, port: int) -> bool:
    """Whether a program that listens on nothing by itself may have the port, or the service is written as if it had.

    A worker runs code of the application, which may open one for metrics or for its health.
    """
    listening = target.listening
    silent = listening.decisive == () and not listening.refused
    return silent and (bool(listening.at(port)) or not listening.opened.value.nothing)


@remembered
def _is_of_other_protocols(evidence: Sequence[Listener]) -> bool:
    """Whether all that is told are published ports of mail, shells, queues and databases.

    What Caddy is there for is not published beside them.
    """
    return all(each.grade is Grade.PORTS_TARGET and each.port in OTHER_PROTOCOLS for each in evidence)


def _moved_away(target: Member, verdict: PortVerdict, port: int) -> Listener | None:
    """What moves the main port of a well-known image, which only a healthcheck still asks for where it was."""
    if any(each.grade is not Grade.HEALTHCHECK for each in verdict.listeners):
        return None
    moved = [each for each in target.listening.listeners if each.grade is Grade.PORT_VARIABLE]
    known = len(moved) == 1 and isinstance(moved[0].port, int) and moved[0].port != port
    return moved[0] if known and _usually_has(target, port) else None


def _is_told(target: Member, verdict: PortVerdict) -> bool:
    """Whether what is declared of the service's ports speaks against another one, or what it is started with.

    Where something declares that one, only the whole text of the program does.
    """
    if verdict.cause is PortCause.SOCKET:
        return False  # another part of its settings may open a port
    if verdict.contested:
        return all(each.whole for each in verdict.listeners)
    if verdict.cause is PortCause.LOOPBACK:
        return any(each.bind is Bind.LOOPBACK and each.bind_explicit for each in verdict.listeners)
    return (
        _is_declared(verdict.listeners)
        or (verdict.cause is PortCause.PORT and _agreed(verdict.listeners))
        or _opened_for_people(target, verdict.listeners)
    )


@remembered
def _is_declared(evidence: Sequence[Listener]) -> bool:
    return any(
        each.grade in _DECLARED
        or (each.grade is Grade.CONFIG_FILE and (each.whole or not each.origin.file.path.endswith(SOURCES)))
        for each in evidence
    )


def _opened_for_people(target: Member, evidence: Sequence[Listener]) -> bool:
    """Whether all that is told of a service is that one port of it is published under another number.

    That is how one opens an application in a browser. A port that goes through under its own number may be one of
    several, opened for its protocol's sake.
    """
    ports, pairs = target.service.ports, target.listening.published
    if len(ports) != 1 or len(pairs) != 1 or any(each.grade is not Grade.PORTS_TARGET for each in evidence):
        return False
    return pairs[0].published != pairs[0].target and pairs[0].target not in _NOT_FOR_PEOPLE


@remembered
def _agreed(evidence: Sequence[Listener]) -> bool:
    """Whether two that do not know of each other tell of the same port.

    What is usual for a program, and for its image, is one.
    """
    told: dict[Grade, set[object]] = {}
    for each in evidence:
        grade = Grade.IMAGE_TABLE if each.grade is Grade.SERVER_DEFAULT else each.grade
        told.setdefault(grade, set()).add(each.port)
    return len(told) > 1 and bool(set.intersection(*told.values()))
