"""Deployments as text: what the files are, what really happens, and what the linter must say.

    A title, which says what is to be seen.

    project: backend --profile debug      a folder with the words after `docker compose`; default: `.`
    caddy: edge/web                       default: the service named caddy; `host` for one on the host
    listen: backend/api tls 127.0.0.1:8443
    copied: Caddyfile /etc/caddy/Caddyfile
    network: edge                         made by hand before
    variable: NAME=VALUE                  given to compose, to the linter and to a Caddy on the host
    starts: no -> yes                     whether all comes up, before and after the fix; default: yes
    unsaid: REASON                        why the linter does not say this yet
    unmended: REASON                      why its fixes do not do this yet
    --- Caddyfile
    example.com {
        reverse_proxy ap:8000  #~ TB101; /x: 502 -> api
    }

In ``listen`` service and port are enough: `api 8000` is HTTP on every address of the api of the root project. With
`when TEXT` behind it the process does so where the text stands in its command or its environment.
What follows ``#~`` is about its line and is no part of the file, separated by semicolons:

- `TB101`: the linter must report this error there; `TB101 warning` the same with another severity; `error` alone
  leaves open which error it is;
- `unknown`: the files do not tell, so that the linter cannot know about a failure there;
- `[HOST][:PORT]/PATH: BEFORE -> AFTER`: a request through that line, and its answer before and after the fix: a
  status that Caddy gives, or the service that answers; `a+b` when requests are spread over several. `@PORT` in
  place of `:PORT` is that port of the host; 0 says that nobody answers there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reality.lab.plan import Plan, Process, Project, Request
from toybox_lint import examples

FOLDER = "project"
_HOST = "shop.example"
_NOTE = re.compile(r"[ \t]*#~ ?(.*)$", re.MULTILINE)
_FINDING = re.compile(r"(TB\d{3}|error)(?: (error|warning|info))?")
_UNKNOWN = "unknown"
ANY = "error"
_REQUEST = re.compile(r"([^:@/\s]*)(?:([:@])(\d+))?(/\S*): (\S+)(?: -> (\S+))?")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What the linter must say at a line."""

    file: str
    line: int
    code: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request through the upstream at a line, and who or what must answer before and after the fix."""

    file: str
    line: int
    request: Request
    before: str
    after: str


def fails(answer: str) -> bool:
    """Whether one of the answers is Caddy's own word that it could not."""
    return any(each.isdigit() and each != "200" for each in answer.split("+"))


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment with what is known to happen to it."""

    title: str
    texts: dict[str, str]
    projects: tuple[Project, ...]
    processes: tuple[Process, ...]
    caddy: str
    copied: dict[str, str]
    networks: tuple[str, ...]
    variables: dict[str, str]
    starts: tuple[bool, bool]
    unsaid: str | None
    unmended: str | None
    asks: tuple[Ask, ...]
    findings: tuple[Finding, ...]
    unknown: tuple[tuple[str, int], ...]

    def plan(self, folder: str) -> Plan:
        """How the lab is to run it, with its files below ``folder``."""
        place, _, file = self.caddy.partition(" ")
        return Plan(
            folder,
            self.projects,
            self.processes,
            tuple(ask.request for ask in self.asks),
            None if place == "host" else place,
            file or "Caddyfile",
            self.copied,
            self.networks,
            self.variables,
        )


def read(text: str) -> Deployment:
    """The deployment of a text. Raises ``ValueError`` where the text is not in the notation."""
    head, separator, rest = text.partition("\n--- ")
    texts = dict(examples.read(separator.lstrip("\n") + rest).texts)
    title, _, lines = head.partition("\n\n")
    fields: dict[str, list[str]] = {}
    for line in filter(str.strip, lines.split("\n")):
        name, colon, value = line.partition(":")
        if not colon or name not in _FIELDS:
            raise ValueError(f"not a field: {line}")
        fields.setdefault(name, []).append(value.strip())
    notes = [(file, number, note) for file in texts for number, note in _notes(texts[file])]
    projects = tuple(_project(value) for value in fields.get("project", ["."]))
    return Deployment(
        title=" ".join(title.split()),
        texts={file: _NOTE.sub("", body) for file, body in texts.items()},
        projects=projects,
        processes=tuple(_process(value) for value in fields.get("listen", [])),
        caddy=fields.get("caddy", [f"{FOLDER}/caddy"])[0],
        copied={target: file for file, target in (_split(value, " ") for value in fields.get("copied", []))},
        networks=tuple(fields.get("network", [])),
        variables=dict(_split(value, "=") for value in fields.get("variable", [])),
        starts=_starts(fields.get("starts", ["yes"])[0]),
        unsaid=next(iter(fields.get("unsaid", [])), None),
        unmended=next(iter(fields.get("unmended", [])), None),
        asks=tuple(_asks(notes)),
        findings=tuple(sorted(_findings(notes))),
        unknown=tuple((file, line) for file, line, note in notes if note == _UNKNOWN),
    )


_FIELDS = {"project", "caddy", "listen", "copied", "network", "variable", "starts", "unsaid", "unmended"}


def _notes(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := _NOTE.search(line):
            yield from ((number, note.strip()) for note in found[1].split(";"))


def _findings(notes: Iterable[tuple[str, int, str]]) -> Iterator[Finding]:
    for file, line, note in notes:
        if found := _FINDING.fullmatch(note):
            yield Finding(file, line, found[1], found[2] or "error")


def _asks(notes: Iterable[tuple[str, int, str]]) -> Iterator[Ask]:
    for file, line, note in notes:
        if found := _REQUEST.fullmatch(note):
            host, mark, port, path, before, after = found.groups()
            request = Request(host or _HOST, path, int(port) if port else None, outside=mark == "@")
            yield Ask(file, line, request, before, after or before)
        elif note != _UNKNOWN and not _FINDING.fullmatch(note):
            raise ValueError(f"neither a code nor a request: {note}")


def _split(value: str, separator: str) -> tuple[str, str]:
    before, _, after = value.partition(separator)
    return before, after


def _project(value: str) -> Project:
    directory, *options = value.split()
    return Project(directory, tuple(options))


def _process(value: str) -> Process:
    value, _, when = value.partition(" when ")
    service, *middle, place = value.split()
    key = service if "/" in service else f"{FOLDER}/{service}"
    speaks = middle[0] if middle else "http"
    if speaks == "unix":
        return Process(key, speaks, place, when=when)
    address, _, port = place.rpartition(":")
    return Process(key, speaks, address or "0.0.0.0", int(port), when)


def _starts(value: str) -> tuple[bool, bool]:
    before, _, after = value.partition(" -> ")
    return before == "yes", (after or before) == "yes"
