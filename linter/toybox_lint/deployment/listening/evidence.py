"""All evidence about one service's container, put together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from toybox_lint.compose.model import Service, Text
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.declared import exposed, exposed_ports, port_targets, publications
from toybox_lint.deployment.listening.healthcheck import checked_ports
from toybox_lint.deployment.listening.images.known_evidence import ImageEvidence, image_evidence
from toybox_lint.deployment.listening.images.overridden import starts_another
from toybox_lint.deployment.listening.images.well_known import known_image
from toybox_lint.deployment.listening.images.with_tls import with_or_without_tls
from toybox_lint.deployment.listening.model import Grade, Listener, Listening, Opened, Process
from toybox_lint.deployment.listening.process import Running, is_of_elixir, running
from toybox_lint.deployment.listening.sources.own_programs import (
    may_set_variables,
    names_of_texts,
    ports_of_its_own,
    starts_several,
)
from toybox_lint.deployment.listening.tables.silent_programs import WORKERS
from toybox_lint.files import Files
from toybox_lint.later import Later
from toybox_lint.records import replace
from toybox_lint.source import Located

_COMPILERS = ("go", "cargo")
# And the script of the images that Quarkus' own Dockerfiles rest on.
_OF_JAVA = ("java", "/run-java.sh")


def listening(service: Service, files: Files) -> Listening:
    """What the container of ``service`` listens on, with every piece of evidence there is."""
    inside = container(service, files)
    process = running(inside)
    around = process.around or inside
    image = image_evidence(inside, process.process)
    declared = tuple(_declared(inside, another := starts_another(inside, process.process)))
    if image.with_or_without_tls:
        process = replace(process, listeners=tuple(map(with_or_without_tls, process.listeners)))
    found = [*process.listeners, *declared, *_by_convention(around, process, another), *image.listeners]
    settled = False
    if process.process is not None and process.process.server is None:
        own = list(_by_its_text(around, process.process))
        settled = bool(own) and all(each.whole and isinstance(each.port, int) for each in own)
        if settled and may_set_variables(around, process.process):
            own, settled = [replace(each, whole=False) for each in own], False
        # What it says itself is in place of what is usual for the image that it rests on, and for its variables.
        usual = (Grade.IMAGE_TABLE, Grade.PORT_CONVENTION) if settled else (Grade.IMAGE_TABLE,)
        found = [each for each in found if not own or each.grade not in usual] + own
    return Listening(
        tuple(dict.fromkeys(sorted(found, key=lambda each: -each.grade))),
        process.process,
        _decisive(process, image, declared),
        process.reason,
        inside.base,
        tuple(publications(service)),
        Later(partial(ports_of_its_own, around, process.process, settled)),
        process.several or starts_several(process.process),
        process.refused,
        another and bool(found) and all(each.grade is Grade.IMAGE_TABLE for each in found),
        image.listeners if image.decisive else (),
        *_opened(around, process),
    )


def _opened(around: Container, process: Running) -> tuple[Later[Opened], ...]:
    """What a worker may open besides, by the code of its application."""
    worker = process.process
    if worker is None or worker.server not in WORKERS:
        return ()
    return (Later(partial(_opened_by, around, worker)),)


def _opened_by(around: Container, worker: Process) -> Opened:
    from toybox_lint.deployment.listening.sources.worker_texts import opened_by

    return opened_by(around, worker)


def _decisive(
    process: Running, image: ImageEvidence, declared: tuple[Listener, ...]
) -> tuple[Listener, ...] | None:
    """The process's own word; else the image's, when what its user declares does not contradict it, or cannot."""
    if process.complete:
        return process.listeners
    ports = {each.port for each in image.listeners}
    if image.decisive and (image.whole or all(each.port in ports for each in declared)):
        return image.listeners
    return None


def _declared(inside: Container, another: bool) -> Iterator[Listener]:
    """What its author says of ports. ``another``: what the Dockerfile says is about another program than runs."""
    yield from checked_ports(_healthcheck(inside), inside.variables.lookup)
    exposed_entries = inside.built.exposed if inside.built else []
    ports = _ports_by_default(inside) if exposed_entries else {}
    for entry in exposed_entries:
        name, moved = ports.get(entry.value, ("", entry))
        verb = f"{name}, for which its Dockerfile exposes a port, is" if name else "its Dockerfile exposes"
        yield from exposed_ports(moved, Grade.IMAGE_TABLE if another else Grade.DOCKERFILE_EXPOSE, verb)
    yield from port_targets(inside.service)
    yield from exposed(inside.service)


def _ports_by_default(inside: Container) -> dict[Text, tuple[str, Located[Text]]]:
    """By the ports that the image sets variables to, the first variable that the service sets to another one.

    Programs in Java that are given ``SERVER_PORT`` rest on Spring Boot, whose default is 8080.
    """
    own = inside.built.variables if inside.built else {}
    found: dict[Text, tuple[str, Located[Text]]] = {}
    for name, given in inside.variables.values.items():
        if not name.endswith("PORT") or not isinstance(given.value, str):
            continue
        usual = (
            own[name].value if name in own else "8080" if name == "SERVER_PORT" and _is_java(inside) else None
        )
        if usual is not None and usual != given.value:
            found.setdefault(usual, (name, given))
    return found


def _is_java(inside: Container) -> bool:
    from toybox_lint.deployment.listening.process import effective_words

    words = effective_words(inside)
    return bool(words) and words[0].value == "java"


def _healthcheck(inside: Container) -> tuple[Located[Text], ...]:
    """The words of the test that the engine runs: the service's own, else that of its Dockerfile."""
    own = inside.service.healthcheck
    if own and (own.disabled or own.test):
        return () if own.disabled else own.test or ()
    return (inside.built.healthcheck if inside.built else None) or ()


def _by_its_text(inside: Container, process: Process) -> Iterator[Listener]:
    """What a program of its own says of itself, where the command names its text."""
    if is_of_elixir(process.words):
        from toybox_lint.deployment.listening.sources.phoenix import from_phoenix

        found = tuple(from_phoenix(inside, process))
        if not found:
            from toybox_lint.deployment.listening.sources.plug import from_plug

            found = tuple(from_plug(inside))
        if found:
            yield from found
            return
    if process.words and str(process.words[0].value).endswith(_OF_JAVA):
        from toybox_lint.deployment.listening.sources.ktor import from_ktor
        from toybox_lint.deployment.listening.sources.spring import from_spring

        yield from from_spring(inside, process)
        yield from from_ktor(inside, process)
    elif next(names_of_texts(process), None) is not None:
        from toybox_lint.deployment.listening.sources.own_texts import from_own_text

        yield from from_own_text(inside, process)
    elif process.words and process.words[0].value in ("R", "Rscript"):
        from toybox_lint.deployment.listening.sources.r_texts import from_expressions

        yield from from_expressions(inside, process)
    elif process.words and process.words[0].value == "dotnet":
        from toybox_lint.deployment.listening.sources.dotnet import from_dotnet

        yield from from_dotnet(inside, process)
    elif process.words and _is_compiled(inside, process.words[0].value):
        from toybox_lint.deployment.listening.sources.compiled_texts import from_compiled

        yield from from_compiled(inside, process)


def _is_compiled(inside: Container, program: Text) -> bool:
    """Whether the program is one that compiles, or that a Dockerfile may have compiled."""
    if program in _COMPILERS:
        return True
    return inside.built is not None and (
        any(copy.stage for copy in inside.built.copies)
        or any(each in run for run in inside.built.runs for each in _COMPILERS)
    )


def _by_convention(inside: Container, process: Running, another: bool) -> Iterator[Listener]:
    """Flags and variables of a program that nobody knows. ``another``: than the one for which its image has some."""
    base = inside.base.value if inside.base else None
    if process.complete or process.listeners or (isinstance(base, str) and known_image(base)):
        return
    from toybox_lint.deployment.listening.servers.conventions import from_flags, from_variables

    yield from from_flags(process.process.words if process.process else ())
    of_image = inside.built.variables.values() if another and inside.built else ()
    for each in from_variables(inside.variables, base if isinstance(base, str) else ""):
        about_another = any(each.origin.file is given.origin.file for given in of_image)
        yield replace(each, grade=Grade.IMAGE_TABLE) if about_another else each
