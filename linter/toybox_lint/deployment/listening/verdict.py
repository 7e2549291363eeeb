"""From evidence to an answer: does a connection to this port of the container succeed?

A firm no needs evidence that the server itself reads and that is complete, or a port that is known on the
host side of ``ports`` alone. What authors merely declare contradicts with less force: ``EXPOSE`` and its
kin open and close nothing.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.model import (
    Answer,
    Bind,
    Cause,
    Grade,
    Listener,
    Listening,
    Speaks,
    Verdict,
    on_port,
)
from toybox_lint.deployment.listening.sources.own_programs import SOURCES
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered

_DECLARED = frozenset({Grade.EXPOSE, Grade.PORTS_TARGET, Grade.DOCKERFILE_EXPOSE, Grade.HEALTHCHECK})
# Pieces of evidence that a reason tells: whoever publishes all ports would have a megabyte in each finding.
_MOST_SAID = 100
_OPENING_NOTHING = frozenset({Grade.EXPOSE, Grade.PORTS_TARGET, Grade.DOCKERFILE_EXPOSE})
# What a program is told, or says itself, as against what is usual.
_EXPLICIT = frozenset({Grade.PORT_CONVENTION, Grade.CONFIG_FILE, Grade.PORT_VARIABLE, Grade.COMMAND})
_READ_BY_SERVER = frozenset({Grade.SERVER_DEFAULT, Grade.CONFIG_FILE, Grade.PORT_VARIABLE, Grade.COMMAND})


def judge(listening: Listening, port: int) -> Verdict:
    """The answer for ``port``, from the strongest evidence that decides it."""
    if listening.decisive is not None:
        return _judge_decisive(listening, listening.decisive, port)
    matching = listening.at(port)
    if matching:
        against = _contradicting(listening, matching[0], port)
        if against:
            return Verdict(Answer.UNLIKELY, _say(against), against, Cause.PORT, contested=True)
        return _judge_match(matching)
    return _judge_mismatch(listening, port)


def _judge_decisive(listening: Listening, deciding: tuple[Listener, ...], port: int) -> Verdict:
    if not deciding:
        if port in listening.opened.value.ports:
            return Verdict(Answer.UNKNOWN, f"its code names {port}, and may listen there", ())
        return Verdict(Answer.NO, listening.reason or "nothing listens in it", (), Cause.NOTHING)
    matching = on_port(deciding, port)
    if matching:
        return _judge_match(matching)
    unknown, _ = _told(deciding)
    if unknown and all(each.bind is Bind.LOOPBACK for each in deciding):
        return Verdict(Answer.NO, _only_inside(deciding[0]), deciding, Cause.LOOPBACK)
    if unknown:
        return Verdict(Answer.UNKNOWN, unknown.reason, deciding)
    if all(each.port is None for each in deciding):
        return Verdict(Answer.NO, _say(deciding), deciding, Cause.SOCKET)
    return Verdict(Answer.NO, _say(deciding), deciding, _mismatch_cause(listening, port))


@remembered
def _judge_match(matching: tuple[Listener, ...]) -> Verdict:
    best = matching[0]
    same = [each for each in matching if each.grade == best.grade]
    if all(each.bind is Bind.LOOPBACK for each in same):
        answer = Answer.NO if best.grade in _READ_BY_SERVER else Answer.UNLIKELY
        return Verdict(answer, _only_inside(best), matching, Cause.LOOPBACK)
    known = _knowing_addresses(best, matching)
    if best.grade in _DECLARED and known and all(each.bind is Bind.LOOPBACK for each in known):
        # What declares a port says nothing of addresses; but its author may know more than the files.
        return Verdict(Answer.UNLIKELY, _only_inside(known[0]), known, Cause.LOOPBACK)
    open_ = next((each for each in same if each.bind is Bind.ALL), best)
    if open_.bind is Bind.ALL or open_.grade not in _READ_BY_SERVER:
        return Verdict(Answer.YES, open_.text, matching)
    return Verdict(Answer.UNKNOWN, f"{open_.text}, on an address that the files do not tell", matching)


def _knowing_addresses(best: Listener, matching: tuple[Listener, ...]) -> tuple[Listener, ...]:
    """The evidence that tells of addresses: what the server reads, and beside a healthcheck, which asks from inside,
    what a variable says, which goes before a default.
    """
    known = tuple(each for each in matching if each.grade in _READ_BY_SERVER)
    told = () if best.grade is not Grade.HEALTHCHECK else tuple(filter(_names_address, matching))
    return (*told, *(each for each in known if each.grade is not Grade.SERVER_DEFAULT)) if told else known


def _names_address(listener: Listener) -> bool:
    return listener.grade is Grade.PORT_CONVENTION and listener.bind is not Bind.UNKNOWN


def _contradicting(listening: Listening, best: Listener, port: int) -> tuple[Listener, ...]:
    """What the program is told of other ports, where nothing but declarations speak for ``port``, and for it alone.

    Who declares both knows of two.
    """
    explicit = tuple(each for each in listening.listeners if each.grade in _EXPLICIT and not _in_part(each))
    explicit = explicit or listening.untouched
    if best.grade is Grade.HEALTHCHECK:
        explicit = _said_by_program(listening)
    elif best.grade not in _OPENING_NOTHING:
        return ()
    if not explicit or listening.several:
        return ()
    told = {each.port for each in explicit}
    declared = {each.port for each in listening.listeners if each.grade in _DECLARED}
    known = all(isinstance(each, int) for each in told)
    return explicit if known and not told & declared and port not in listening.named.value else ()


def _said_by_program(listening: Listening) -> tuple[Listener, ...]:
    """What speaks against a healthcheck: the text of the program, where no declaration agrees with the check."""
    explicit = tuple(each for each in listening.listeners if each.grade in _EXPLICIT)
    variables = {each.port for each in explicit if each.grade is Grade.PORT_CONVENTION}
    text = any(
        each.grade is Grade.CONFIG_FILE
        and (each.origin.file.path.endswith(SOURCES) or each.port in variables)
        for each in explicit
    )
    alone = all(each.grade not in _OPENING_NOTHING for each in listening.listeners)
    return explicit if text and alone else ()


def _in_part(listener: Listener) -> bool:
    """Whether it is what a part of a program's text says: another part may open a further port."""
    return (
        listener.origin.file.path.endswith(SOURCES)
        and listener.grade is Grade.CONFIG_FILE
        and not listener.whole
    )


def _only_inside(listener: Listener) -> str:
    return f"{listener.text}, which only the container itself reaches"


def _judge_mismatch(listening: Listening, port: int) -> Verdict:
    evidence = listening.listeners
    unknown, declared = _told(evidence)
    if unknown:
        return Verdict(Answer.UNKNOWN, unknown.reason, evidence)
    if evidence and all(each.port is None and each.grade is Grade.CONFIG_FILE for each in evidence):
        return Verdict(Answer.UNLIKELY, _say(evidence), evidence, Cause.SOCKET)
    if all(each.port is None for each in evidence):
        return Verdict(Answer.UNKNOWN, listening.reason or "nothing tells where it listens", evidence)
    cause = _mismatch_cause(listening, port)
    if cause is Cause.PORT and port in listening.named.value:
        reason = f"its program, command or environment names {port}, too, and it may listen there"
        return Verdict(Answer.UNKNOWN, reason, evidence)
    certain = declared and cause is Cause.PUBLISHED
    return Verdict(Answer.NO if certain else Answer.UNLIKELY, _say(evidence), evidence, cause)


def _mismatch_cause(listening: Listening, port: int) -> Cause:
    return Cause.PUBLISHED if listening.published_as(port) else Cause.PORT


@remembered
def _told(listeners: tuple[Listener, ...]) -> tuple[Unknown | None, bool]:
    """The first port that is not known, and whether anything only declares one: the same whichever port is asked."""
    unknown = next((each.port for each in listeners if isinstance(each.port, Unknown)), None)
    return unknown, any(each.grade in _DECLARED for each in listeners)


@remembered
def _say(listeners: tuple[Listener, ...]) -> str:
    """Every piece of evidence once, those that differ by their number together.

    What a database or a shell listens on only where nothing is there for Caddy.
    """
    spoken = [each for each in listeners if each.speaks is not Speaks.TCP] or listeners
    numbers: dict[str, list[str]] = {}
    for text in dict.fromkeys(each.text for each in spoken):
        said, _, last = text.rpartition(" ")
        numbers.setdefault(said if last.isdecimal() else text, []).append(last)
    return "; ".join(
        f"{said} {' and '.join(last)}" if last[-1].isdecimal() else said for said, last in numbers.items()
    )
