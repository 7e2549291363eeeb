"""Variables of compose files that nothing gives, where ``.env`` gives one of nearly that name, which nothing takes.

Source: Compose's documentation of interpolation: a variable that is not set becomes a blank text, and with ``?`` behind
its name Compose refuses the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Project
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Edit
from toybox_lint.files import Files, is_in
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.suggest import is_slip

_USE = pattern(r"(?<!\$)(?:\$\$)*\$\{?([A-Za-z_]\w*)(:?[-?+])?")
_WORD = pattern(r"[A-Za-z_]\w*")
_DIGITS = pattern(r"[0-9]+")
# Words that people take for one another.
_SAME = {"PASS": "PASSWORD", "PASSWD": "PASSWORD", "PWD": "PASSWORD", "PW": "PASSWORD", "USERNAME": "USER"}
_SAME |= {"HOSTNAME": "HOST", "DATABASE": "DB", "URI": "URL", "ADDRESS": "ADDR"}


@dataclass(frozen=True, slots=True, eq=False)
class CalledOtherwise:
    """A use of ``name``, which has no value, while ``meant`` has one that nothing takes.

    ``refused`` tells that Compose does not go on without it.
    """

    project: Project
    name: str
    meant: str
    origin: Origin
    refused: bool

    def edit(self) -> Edit:
        """Take the one that has a value."""
        return Edit(self.origin.file, self.origin.span, self.meant)


def called_otherwise(deployment: Deployment) -> Iterator[CalledOtherwise]:
    """The first use of each such variable, in the projects whose ``.env`` is here."""
    for project in {id(each.project): each.project for each in deployment.members}.values():
        if is_in(".env", project.directory, deployment.files):
            yield from _of(project, deployment.files)


def _of(project: Project, files: Files) -> Iterator[CalledOtherwise]:
    values = project.environment.values
    own = [file for file in project.files if file.path not in project.included]
    seen = set(values)
    spare: list[str] | None = None
    for file in own:
        for use in _USE.finditer(file.text):
            name, sign = use[1], use[2] or ""
            if name in seen or sign[-1:] in ("-", "+") or _is_comment(file, use.start()):
                continue
            seen.add(name)
            spare = _spare(project, files) if spare is None else spare
            near = [each for each in spare if _is_nearly(name, each)]
            if len(near) == 1:
                yield CalledOtherwise(project, name, near[0], Origin(file, Span(*use.span(1))), bool(sign))


def _is_comment(file: SourceFile, at: int) -> bool:
    start = file.text.rfind("\n", 0, at) + 1
    before = file.text[start:at]
    return before.lstrip().startswith("#") or " #" in before


def _spare(project: Project, files: Files) -> list[str]:
    """What has a value and stands nowhere else: in no file of compose, nor in what is beside them."""
    texts = [file.text for file in project.files]
    texts += [each.text for name in files.names(project.directory) if (each := _beside(project, name, files))]
    named = {match[0] for text in texts for match in _WORD.finditer(text)}
    return [
        name
        for name, value in project.environment.values.items()
        if isinstance(value, str) and value and not name.startswith("COMPOSE_") and name not in named
    ]


def _beside(project: Project, name: str, files: Files) -> SourceFile | None:
    """A Caddyfile, script or Makefile, which may take a variable for itself."""
    if not (name.endswith((".sh", ".yml", ".yaml")) or name in ("Caddyfile", "Makefile", "justfile")):
        return None
    found = files.read(f"{project.directory}/{name}")
    return found if isinstance(found, SourceFile) else None


def _is_nearly(name: str, other: str) -> bool:
    """Whether one is the other with a letter wrong, or with another word for the same."""
    if _DIGITS.findall(name) != _DIGITS.findall(other):
        return False
    return is_slip(name, other) or _words(name) == _words(other)


def _words(name: str) -> list[str]:
    return [_SAME.get(word, word) for word in name.upper().split("_")]
