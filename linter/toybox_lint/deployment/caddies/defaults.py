"""Variables whose default a Caddyfile takes though ``.env`` has a value for them.

Source: Compose reads ``.env`` for the compose file alone; a container gets what ``environment`` and ``env_file`` say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from toybox_lint.caddy.reading.environment import uses
from toybox_lint.compose.reading.settings import EXAMPLES
from toybox_lint.deployment.caddies.fronts import environment_of
from toybox_lint.deployment.caddies.placing import caddy_reads
from toybox_lint.deployment.model import Front, Member
from toybox_lint.facts import ABSENT, Environment, Unknown
from toybox_lint.files import Files, resolve
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span

_DOTENV, _LOCAL = ".env", "localhost"


@dataclass(frozen=True, slots=True, eq=False)
class Defaulted:
    """A use of the variable ``name`` in a Caddyfile that takes its default: what has it does not reach ``member``.

    That is ``source``: ``.env``, or an example of it, which people copy and fill in.
    """

    front: Front
    member: Member
    name: str
    default: str
    origin: Origin
    source: str = _DOTENV


def defaulted(fronts: Iterable[Front], files: Files) -> Iterator[Defaulted]:
    """The first use of each variable that stands in ``.env`` and is certainly not given to its Caddy.

    Of what stands in an example alone, only those count that have ``localhost`` for a default, and another value there.
    """
    for front in fronts:
        member = front.member
        if member is None or caddy_reads(member) is None or _reads_env_file(member):
            continue
        given, written = environment_of(member, files), _written(member, files)
        seen: set[str] = set()
        for file in front.caddyfile.files:
            comments = _comments(front, file)
            for use in uses(file.text):
                if not use.default or use.name in seen or _is_comment(comments, use.start):
                    continue
                seen.add(use.name)
                source = written.get(use.name)
                copied = source is not None and source != _DOTENV
                if (
                    source is None
                    or (copied and _LOCAL not in use.default)
                    or given.lookup(use.name) is not ABSENT
                ):
                    continue
                origin = Origin(file, Span(use.start, use.end))
                yield Defaulted(front, member, use.name, use.default, origin, source)


def _reads_env_file(member: Member) -> bool:
    command = member.service.command
    return command is not None and any(word.value == "--envfile" for word in command.words)


def _written(member: Member, files: Files) -> dict[str, str]:
    """The names that have a value in the project's ``.env``, or else in an example of it, and in which of them."""
    directory, given = member.project.directory, member.project.environment.values
    found = {name: _DOTENV for name in _values(resolve(directory, _DOTENV), files) if given.get(name)}
    for name in () if found else EXAMPLES:
        for key, value in _values(resolve(directory, name), files).items():
            if isinstance(value, str) and value and _LOCAL not in value:
                found.setdefault(key, name)
    return found


def _values(path: str, files: Files) -> Mapping[str, str | Unknown]:
    """What a file of variables says; nothing where there is none."""
    file = files.read(path)
    if not isinstance(file, SourceFile):
        return {}
    from toybox_lint.compose.reading import dotenv

    return dotenv.parse(file, Environment().lookup).values()


def _comments(front: Front, file: SourceFile) -> list[Span]:
    return sorted(each.origin.span for each in front.caddyfile.comments if each.origin.file is file)


def _is_comment(comments: list[Span], start: int) -> bool:
    at = bisect_right(comments, start, key=itemgetter(0))
    return at > 0 and start < comments[at - 1].end
