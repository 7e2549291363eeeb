"""Variables whose default a Caddyfile takes though ``.env`` has a value for them.

Source: Compose reads ``.env`` for the compose file alone; a container gets what ``environment`` and ``env_file`` say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from toybox_lint.caddy.reading.environment import uses
from toybox_lint.deployment.caddies.fronts import environment_of
from toybox_lint.deployment.caddies.placing import caddy_reads
from toybox_lint.deployment.model import Front, Member
from toybox_lint.facts import ABSENT
from toybox_lint.files import Files, resolve
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span


@dataclass(frozen=True, slots=True, eq=False)
class Defaulted:
    """A use of the variable ``name`` in a Caddyfile that takes its default: ``.env`` does not reach ``member``."""

    front: Front
    member: Member
    name: str
    default: str
    origin: Origin


def defaulted(fronts: Iterable[Front], files: Files) -> Iterator[Defaulted]:
    """The first use of each variable that stands in ``.env`` and is certainly not given to its Caddy."""
    for front in fronts:
        member = front.member
        if member is None or caddy_reads(member) is None or _reads_env_file(member):
            continue
        given, written = environment_of(member, files), _dotenv(member, files)
        seen: set[str] = set()
        for file in front.caddyfile.files:
            comments = _comments(front, file)
            for use in uses(file.text):
                if not use.default or use.name in seen or _is_comment(comments, use.start):
                    continue
                seen.add(use.name)
                if use.name in written and given.lookup(use.name) is ABSENT:
                    yield Defaulted(
                        front, member, use.name, use.default, Origin(file, Span(use.start, use.end))
                    )


def _reads_env_file(member: Member) -> bool:
    command = member.service.command
    return command is not None and any(word.value == "--envfile" for word in command.words)


def _dotenv(member: Member, files: Files) -> frozenset[str]:
    """The names in the project's ``.env`` that have a value."""
    file = files.read(resolve(member.project.directory, ".env"))
    if not isinstance(file, SourceFile):
        return frozenset()
    values = member.project.environment.values
    lines = [line.removeprefix("export ").partition("=") for line in file.text.splitlines()]
    return frozenset(name.strip() for name, _, _ in lines if values.get(name.strip()))


def _comments(front: Front, file: SourceFile) -> list[Span]:
    return sorted(each.origin.span for each in front.caddyfile.comments if each.origin.file is file)


def _is_comment(comments: list[Span], start: int) -> bool:
    at = bisect_right(comments, start, key=itemgetter(0))
    return at > 0 and start < comments[at - 1].end
