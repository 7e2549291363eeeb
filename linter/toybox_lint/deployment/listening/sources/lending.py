"""Variables of a program's environment besides those of the container: what starts it sets them, or it reads a file.

Sources: the manuals of ``env`` and cross-env; of dotenv, dotenvx, env-cmd, uv, Node, Deno and Bun, which read files of
variables (Bun without being told); of the programs that bring secrets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import ASSIGNMENT, Words, program_name
from toybox_lint.deployment.listening.container import Container, Variables
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located, SourceFile

# Wrappers that read a file of variables, or ask a server for them.
_BRINGING = word_set("dotenv dotenvx env-cmd doppler infisical chamber op envdir envconsul aws-vault direnv")
_RUNTIMES = word_set("node nodejs bun deno tsx ts-node ts-node-dev nodemon")
# Those that read such files by themselves.
_BY_ITSELF = {"bun": (".env", ".env.production", ".env.development", ".env.local"), "pipenv": (".env",)}
# By which a program reads a file of variables into its own environment.
_READING = pattern(r"dotenv|loadEnvFile|@nestjs/config|\bread_env\b")


@dataclass(frozen=True, slots=True)
class Lent:
    """The variables that are known; ``unseen``: there may be others, which a file or a server brings."""

    values: Mapping[str, Text] = field(default_factory=dict)
    unseen: bool = False

    def added(self, variables: Variables, near: Located[Text]) -> Variables:
        """``variables`` with these on top, which are written near a word."""
        given = variables.with_values(self.values, near)
        return replace(given, known=False) if self.unseen else given


def lent(words: Words, bare: Words, inside: Container) -> Lent:
    """What the wrappers in front of ``bare`` set, and the options of a runtime that make it read a file."""
    taken = words[: len(words) - len(bare)]
    values: dict[str, Text] = {}
    for word in taken:
        match = ASSIGNMENT.match(word.value) if isinstance(word.value, str) else None
        if match:
            values[match[0][:-1]] = str(word.value)[match.end() :]
    return Lent(values, any(_loads(taken, bare, inside)))


def _loads(taken: Words, bare: Words, inside: Container) -> Iterator[bool]:
    names = [program_name((word,)) for word in (*taken, bare[0])]
    yield any(name in _BRINGING for name in names[:-1]) or any(_names_a_file(each.value) for each in taken)
    if names[-1] in _RUNTIMES:
        yield any(_names_a_file(word.value) for word in bare[1:])
    paths = (inside.path(each) for name in names for each in _BY_ITSELF.get(name, ()))
    yield any(path is not None and content_at(inside, path) is not None for path in paths)


def _names_a_file(word: Text) -> bool:
    """Whether it is an option that makes a program read a file of variables: ``--env-file``, ``-r dotenv/config``."""
    return isinstance(word, str) and (word.startswith("--env") or "dotenv" in word)


def as_read_by(texts: Iterable[str], inside: Container) -> Container:
    """The container as a program of these texts finds it: where one reads a file, not all variables are known."""
    if not any(map(_reads, texts)):
        return inside
    return replace(inside, variables=replace(inside.variables, known=False))


@remembered
def _reads(text: str) -> bool:
    """Whether a program of this text reads a file of variables."""
    return bool(_READING.search(text))


def with_imported(text: Located[str], inside: Container) -> Iterator[str]:
    """A text in JavaScript or Python, and those that it imports."""
    yield text.value
    file: SourceFile = text.origin.file
    if file.path.endswith((".js", ".mjs", ".cjs", ".ts", ".py")):
        from toybox_lint.deployment.listening.sources.imported_texts import imported_texts

        yield from imported_texts(file, inside.files)
