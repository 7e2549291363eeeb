"""What the builds of applications install, as far as their commands tell, and what nothing installs."""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.stages import Built
from toybox_lint.deployment.listening.process import effective_words
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.enums import Enum
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, SourceFile

# Folders in which what is installed may lie.
AROUND = ("", "/usr", "/usr/local", "/usr/local/lib", "/usr/local/etc")
# What installs nothing, beside what is known of every command.
_BESIDES = pattern(
    r"(?:sed|touch|ln|find|ls|curl|npm|python3?\s+manage\.py)\b[^|]*|(?:cp|mv)\b(?!.*/usr/local/lib)[^|]*"
)
_MANIFEST = pattern(r"(?:\A|/)(?:package(?:-lock|\*)?\.json|requirements[\w*-]*\.txt|Pipfile)\Z")
_SHELLS = word_set("sh bash ash")
_BEGUN = pattern(r"\s*(?:[A-Za-z_]\w*=[\w:/.-]*\s+)*([\w-]+)(?=\s|\Z)")


class Absence(Enum):
    """Why a package is not there: nothing installs it, the installation leaves it out, or it is not in ``PATH``."""

    ABSENT = "absent"
    LEFT_OUT = "left out"
    NOT_IN_PATH = "not in PATH"


@dataclass(frozen=True, slots=True, eq=False)
class Uninstalled:
    """``what``, which stands at ``origin``, has ``member`` use ``package``; ``place`` is where its image is made."""

    member: Member
    what: str
    origin: Origin
    package: str
    place: Origin
    absence: Absence = Absence.ABSENT


def own_text(inside: Container, name: str) -> str | None:
    """The text of a file of the program, in its container or else in the folder that its image is made from."""
    path, build = inside.path(name), inside.service.build
    found = content_at(inside, path) if path else None
    relative = not name.startswith("/") and build is not None
    if not isinstance(found, SourceFile) and build and relative and isinstance(build.context, str):
        found = inside.files.read(resolve(build.context, name))
    return found.text if isinstance(found, SourceFile) else None


def first_word(inside: Container) -> Located[Text] | None:
    """The program by which the command of a container begins, where the image's own entrypoint starts it.

    A shell may execute it; behind the variables that are set just for it, but for ``PATH``.
    """
    built, words = inside.built, effective_words(inside)
    if not words or inside.service.entrypoint is not None or (built is not None and built.entrypoint):
        return None
    if len(words) < 3 or program_name(words) not in _SHELLS or words[1].value != "-c":
        return words[0]
    text = words[2]
    known = isinstance(text.value, str) and "PATH" not in text.value
    match = _BEGUN.match(str(text.value)) if known else None
    return None if match is None else Located(match[1], text.origin.part(*match.span(1)))


def copies_manifest(built: Built) -> bool:
    """Whether a list of packages is copied by its name, which one does to install what it says."""
    return any(_MANIFEST.search(str(source.value)) for copy in built.copies for source in copy.sources)


def are_plain(runs: Iterable[str], others: re.Pattern[str]) -> bool:
    """Whether each command of a build is one that is judged by its words: ``others``, or one that installs nothing."""
    return all(
        others.match(each) or _BESIDES.fullmatch(each) or makes_nothing(each)
        for run in runs
        for each in commands(run)
    )
