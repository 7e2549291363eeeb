"""Small services in memory, every value with an exact place in a made-up compose file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toybox_lint.compose.model import Build, Command, Healthcheck, Mount, Port, Service, Text
from toybox_lint.deployment.listening import Listening
from toybox_lint.deployment.listening.evidence import listening
from toybox_lint.facts import Unknown
from toybox_lint.files import MemoryFiles
from toybox_lint.source import Located, Origin, SourceFile, Span

NOWHERE = Origin(SourceFile("/project/compose.yaml", "compose.yaml", ""), Span(0, 0), exact=False)


def placed(text: str) -> Located[str]:
    """``text`` as the whole content of a file."""
    file = SourceFile("/project/compose.yaml", "compose.yaml", text)
    return Located(text, Origin(file, Span(0, len(text))))


def located(value: Text, origin: Origin) -> Located[Text]:
    return Located(value, origin)


def word(value: Text) -> Located[Text]:
    return located(value, placed(value).origin if isinstance(value, str) else NOWHERE)


def command(value: str | Sequence[Text]) -> Command:
    """A command as Compose hands it on: a text is split without a shell, a list is taken as it is."""
    if not isinstance(value, str):
        return Command(tuple(word(each) for each in value), NOWHERE)
    whole, words, at = placed(value).origin, [], 0
    for each in shlex.split(value):
        found = value.find(each, at)
        origin = whole.part(found, found + len(each)) if found >= 0 else replace(whole, exact=False)
        words.append(located(each, origin))
        at = found + len(each) if found >= 0 else at
    return Command(tuple(words), whole)


def port(text: str) -> Port:
    """``8080:80`` or ``80``, with ``?`` for a target that is not known."""
    published, _, target = text.rpartition(":")
    origin = placed(text).origin
    known = int(target) if target != "?" else Unknown("the variable PORT is not given")
    return Port(known, published or None, None, "tcp", origin)


def service(
    *,
    command_: str | Sequence[Text] | None = None,
    entrypoint: str | Sequence[Text] | None = None,
    image: str | None = "registry.example/web:1",
    build: Build | str | None = None,
    environment: Mapping[str, Text | None] | None = None,
    environment_known: bool = True,
    ports: Sequence[str] = (),
    expose: Sequence[str] = (),
    healthcheck: Sequence[str] | None = None,
    mounts: Sequence[Mount] = (),
    working_dir: str | None = None,
) -> Service:
    """A service; ``build`` as a text is the context's path."""
    if isinstance(build, str):
        build = Build(build, f"{build}/Dockerfile", None, None, {}, NOWHERE)
    return Service(
        name=placed("web"),
        origin=NOWHERE,
        enabled=True,
        image=word(image) if image and not build else None,
        build=build,
        command=command(command_) if command_ is not None else None,
        entrypoint=command(entrypoint) if entrypoint is not None else None,
        environment={
            name: Located(value, placed(value).origin if isinstance(value, str) else NOWHERE)
            for name, value in (environment or {}).items()
        },
        environment_known=environment_known,
        ports=tuple(port(each) for each in ports),
        expose=tuple(word(each) for each in expose),
        attachments=(),
        network_mode=None,
        container_name=None,
        hostname=None,
        extra_hosts=(),
        links=(),
        mounts=tuple(mounts),
        profiles=(),
        scale=1,
        depends_on=(),
        healthcheck=Healthcheck(tuple(word(each) for each in healthcheck), False, NOWHERE)
        if healthcheck
        else None,
        restart=None,
        working_dir=word(working_dir) if working_dir else None,
    )


def heard(made: Service, files: Mapping[str, str] | None = None) -> Listening:
    """What listens in ``made``, with ``files`` beside it. Lines may end as on Windows."""
    found = listening(made, MemoryFiles(files or {}))
    windows = {path: re.sub(r"\r?\n", "\r\n", text) for path, text in (files or {}).items()}
    other = listening(made, MemoryFiles(windows))
    assert _told(other) == _told(found), windows
    return found


def _told(found: Listening) -> list[object]:
    """All that does not depend on places in files."""
    listeners = [(each.port, each.bind, each.speaks, each.grade, each.text) for each in found.listeners]
    process = found.process
    words = None if process is None else [word.value for word in process.words]
    timeout = process.worker_timeout if process else None
    return [
        found.complete,
        found.reason,
        found.base and found.base.value,
        words,
        timeout and timeout.value,
        listeners,
    ]
