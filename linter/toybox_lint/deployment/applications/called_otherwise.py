"""Variables of compose files that nothing gives, where ``.env`` gives one of nearly that name, which nothing takes.

Source: Compose's documentation of interpolation: a variable that is not set becomes a blank text, and with ``?`` behind
its name Compose refuses the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.compose.model import Project
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Edit
from toybox_lint.files import is_in
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.suggest import forms, is_slip_in_a_word

_USE = pattern(r"(?<!\$)(?:\$\$)*\$\{?([A-Za-z_]\w*)(:?[-?+])?")
_WORD = pattern(r"[A-Za-z_]\w*")
# Words that people take for one another.
_SAME = {"PASS": "PASSWORD", "PASSWD": "PASSWORD", "PWD": "PASSWORD", "PW": "PASSWORD", "USERNAME": "USER"}
_SAME |= {"HOSTNAME": "HOST", "DATABASE": "DB", "URI": "URL", "ADDRESS": "ADDR"}
# What shells and continuous integration give by themselves.
_OF_THE_SHELL = pattern(
    r"PWD|OLDPWD|HOME|USER(?:NAME)?|LOGNAME|SHELL|PATH|TERM|LANG|LC_\w+|TZ|HOST(?:NAME)?|E?U?[UG]ID|DISPLAY|WAYLAND_\w+"
    r"|TMPDIR|XDG_\w+|SSH_\w+|CI|CI_\w+|GITHUB_\w+|GITLAB_\w+|DOCKER_\w+|COMPOSE_\w+|\w+_PROXY"
)
# Files that may take a variable by themselves, and those that may give one.
_TAKING = pattern(r".*\.ya?ml|Caddyfile.*|Dockerfile.*")
_GIVING = pattern(
    r".*\.(?:sh|ps1|bat|cmd)|[a-z][a-z_-]*|GNUmakefile|Makefile|\.?[Jj]ustfile|Jenkinsfile|\.envrc|(?!.*compose).*\.ya?ml"
    r"|(?!.*(?:example|sample|template|dist))(?:\.env\..*|.+\.env)"
)
_WORKFLOWS = ".github/workflows"


@dataclass(frozen=True, slots=True, eq=False)
class CalledOtherwise:
    """A use of ``name``, which has no value, while ``meant`` has one that nothing takes.

    ``refused`` tells that Compose does not go on without it; ``others`` are its further uses.
    """

    project: Project
    name: str
    meant: str
    origin: Origin
    refused: bool
    others: tuple[Origin, ...]

    def edits(self) -> tuple[Edit, ...]:
        """Take the one that has a value, wherever the other one is taken."""
        return tuple(Edit(each.file, each.span, self.meant) for each in (self.origin, *self.others))


def called_otherwise(deployment: Deployment) -> Iterator[CalledOtherwise]:
    """The uses of each such variable, in the projects whose ``.env`` is here."""
    for project in {id(each.project): each.project for each in deployment.members}.values():
        if is_in(".env", project.directory, deployment.files):
            yield from _of(project, deployment)


def _of(project: Project, deployment: Deployment) -> Iterator[CalledOtherwise]:
    uses = _unset(project)
    near = _nearly(project) if uses else {}
    words: tuple[set[str], set[str]] | None = None
    for name, places in uses.items():
        meant = {each for key in _keys(name) for each in near.get(key, ()) if _is_nearly(name, each)}
        if not meant:
            continue
        taken, given = words = words or _elsewhere(project, deployment)
        found = [each for each in meant if each not in taken]
        if len(found) == 1 and name not in given:
            first, *others = [Origin(file, span) for file, span, _ in places]
            refused = any(sign for *_, sign in places)
            yield CalledOtherwise(project, name, found[0], first, refused, tuple(others))


def _unset(project: Project) -> dict[str, list[tuple[SourceFile, Span, str]]]:
    """The uses of variables that are not set and have no default, by their names."""
    values, uses = project.environment.values, dict[str, list[tuple[SourceFile, Span, str]]]()
    for file in project.files:
        if file.path in project.included:
            continue
        for use in _USE.finditer(file.text):
            name, sign = use[1], use[2] or ""
            if name in values or sign[-1:] in ("-", "+") or _is_comment(file, use.start()):
                continue
            uses.setdefault(name, []).append((file, Span(*use.span(1)), sign))
    return {name: places for name, places in uses.items() if not _OF_THE_SHELL.fullmatch(name)}


def _is_comment(file: SourceFile, at: int) -> bool:
    start = file.text.rfind("\n", 0, at) + 1
    before = file.text[start:at]
    return before.lstrip().startswith("#") or " #" in before


def _nearly(project: Project) -> Mapping[str, list[str]]:
    """What ``.env`` has, by what is asked to find what is nearly called so."""
    found: dict[str, list[str]] = {}
    for name, value in project.environment.values.items():
        if isinstance(value, str) and value and not name.startswith("COMPOSE_"):
            for key in _keys(name):
                found.setdefault(key, []).append(name)
    return found


def _keys(name: str) -> frozenset[str]:
    return frozenset((*forms(name.lower()), " ".join(_words(name))))


def _elsewhere(project: Project, deployment: Deployment) -> tuple[set[str], set[str]]:
    """The words of files that may take a variable, and those of files that may give one."""
    files, top = deployment.files, project.directory
    taken, given = set[str](), set[str]()
    own = {file.path for file in project.files}
    for file in (*project.files, *(file for each in deployment.fronts for file in each.caddyfile.files)):
        taken.update(_WORD.findall(file.text))
    if isinstance(env := files.read(f"{top}/.env"), SourceFile):
        taken.update(use[1] for use in _USE.finditer(env.text))
    for folder in (top, f"{top}/{_WORKFLOWS}", *(f"{top}/{name}" for name in files.names(top))):
        for name in files.names(folder):
            gives = folder.endswith(_WORKFLOWS) or _GIVING.fullmatch(name) is not None
            found = files.read(f"{folder}/{name}") if gives or _TAKING.fullmatch(name) else None
            if isinstance(found, SourceFile):
                words = _WORD.findall(found.text)
                taken.update(words)
                given.update(words if gives and found.path not in own else ())
    return taken, given


def _is_nearly(name: str, other: str) -> bool:
    """Whether one is the other with a letter wrong in a longer word, or with another word for the same."""
    return _words(name) == _words(other) or is_slip_in_a_word(name, other)


def _words(name: str) -> list[str]:
    return [_SAME.get(word, word) for word in name.upper().split("_")]
