"""Why what a container starts cannot be executed."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.enums import Enum
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

# Where a program is looked for by its name alone.
PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
SCRIPT = pattern(r"\.(?:sh|bash)$|entry-?_?point$", re.IGNORECASE)


class Flaw(Enum):
    """Why a command cannot be executed."""

    RETURNS = "the kernel takes the carriage return for a part of the interpreter's name"
    READ_WITH_RETURNS = "the shell takes the carriage returns for parts of words"
    NO_SUCH_SHELL = "the image has no such interpreter"
    NO_SHELL = "the image has no shell at all"
    REPEATED = "the image's own entrypoint takes it for a file"
    OTHER_LIBC = "it is made for a C library that the image does not have"
    NO_INTERPRETER = "its first line names no interpreter"
    LACKING = "the package has no such script"
    ABSENT = "it is elsewhere in the image"
    HIDDEN = "a mount hides it"
    NOWHERE = "nothing brings it"
    UNCOPIED = "its image is built without it"
    UNBUILT = "its build does not make it"
    MISNAMED = "its build calls it otherwise"
    NAMELESS = "its module has no such name"


@dataclass(frozen=True, slots=True, eq=False)
class Unstartable:
    """What the container of ``member`` is to execute and cannot. It is ``name``, which is written at ``origin``.

    ``said`` is what the flaw is about: the interpreter, the shell, the names of the scripts that are there, the place
    where the file is. ``caller`` is where it is called. It is not ``given`` where a variable may say otherwise that
    the files do not show.
    """

    member: Member
    flaw: Flaw
    name: str
    origin: Origin
    said: tuple[str, ...]
    caller: Origin
    edits: tuple[Edit, ...] = ()
    given: bool = True

    @property
    def certain(self) -> bool:
        """Whether its image is that of the files: one that has a name, too, may be pulled, and made from others.

        What is not in the repository may be on the machine.
        """
        service = self.member.service
        shown = self.flaw not in (Flaw.NOWHERE, Flaw.UNBUILT, Flaw.MISNAMED)
        return self.given and shown and (service.build is None or service.image is None)


def place(step: Step) -> str | None:
    """Where what is executed is in the container."""
    name, inside = step.words[0].value, step.inside
    if not isinstance(name, str) or "/" in name:
        return inside.path(name) if isinstance(name, str) else None
    if not SCRIPT.search(name):
        return None
    places = (f"{folder}/{name}" for folder in PATH)
    return next((path for path in places if content_at(inside, path) is not None), None)


def instead(word: Located[Text], others: Sequence[str]) -> tuple[Edit, ...]:
    """The only other name in the place of a word."""
    origin = word.origin
    if len(others) != 1 or not origin.exact or origin.via is not None or origin.text != word.value:
        return ()
    return (replace_part(origin.file, origin.span, others[0]),)
