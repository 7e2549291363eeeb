"""Fixes for what Docker Compose refuses, or warns of, where the files themselves say what must be meant."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Callable, Sequence

from toybox_lint.compose.edit import Refusal, declared
from toybox_lint.compose.model import Problem, Project
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import delete, documents
from toybox_lint.compose.yaml.faults import lookalikes
from toybox_lint.compose.yaml.layout import Tree
from toybox_lint.compose.yaml.merge_keys import has_key
from toybox_lint.deployment.fixes.reconciling import (
    known_dependency,
    on_its_networks,
    one_of_its_name,
    without_doubled,
)
from toybox_lint.deployment.fixes.respelling import in_plain, near, straight_quotes
from toybox_lint.deployment.model import Deployment
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.files import is_in
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile, Span
from toybox_lint.typed import TypeAlias

_Mender: TypeAlias = "Callable[[Project, Problem, Deployment], tuple[Fix, ...]]"

# A name in a list, with a colon behind it: a mapping of nothing.
_ITEM = pattern(r"([A-Za-z0-9][\w.-]*)[ \t]*:")
_MARK = "\ufeff"
# Of a mapping that is looked through for a name; what has names of its own has no use for others.
_MOST_KEYS = 1000
_SECTIONS = {"undefined-network": "networks", "undefined-volume": "volumes"}


def declarations(project: Project, problem: Problem, deployment: Deployment) -> tuple[Fix, ...]:
    """What mends ``problem``: a declaration, the name that is meant, the line taken away."""
    if problem.fatal and (unmarked := _without_mark(problem)):
        return unmarked
    if problem.kind == "wrong-type" and (right := _of_the_right_type(problem)):
        return right
    if problem.fatal and problem.kind != "yaml-syntax":
        plain = straight_quotes(problem.origin) or in_plain(problem.origin)
        if plain:
            return plain
    mended = _BY_KIND.get(problem.kind)
    return mended(project, problem, deployment) if mended is not None else ()


def _without_mark(problem: Problem) -> tuple[Fix, ...]:
    """The line without the byte order mark at its start: that of a file which was put behind another one."""
    file = problem.origin.file
    start = file.text.rfind("\n", 0, problem.origin.span.start) + 1
    if not file.text.startswith(_MARK, start):
        return ()
    edit = Edit(file, Span(start, start + 1), "")
    return (Fix("take the byte order mark out", Applicability.SAFE, (edit,), mends=True),)


def _of_the_right_type(problem: Problem) -> tuple[Fix, ...]:
    """A key and its value with a colon that is one, or an item of a list without the one behind it."""
    file, name = problem.origin.file, problem.origin.text
    if problem.origin.exact and (sign := next(lookalikes(name), None)):
        return (_renamed(problem, f"{sign[0][:-1]}: {name[sign.end() :].lstrip()}", Applicability.UNSAFE),)
    if item := _ITEM.fullmatch(file.text, *problem.origin.span):
        return (_renamed(problem, item[1], Applicability.SAFE),)
    return ()


def _without_version(problem: Problem) -> tuple[Fix, ...]:
    edits = delete(problem.origin.file, ("version",))
    return () if isinstance(edits, Refusal) else (Fix("delete version", Applicability.SAFE, edits),)


def _with_signs(problem: Problem) -> tuple[Fix, ...]:
    """YAML's own signs in place of all at the beginnings of lines that only look like them."""
    file = problem.origin.file
    edits = tuple(_with_sign(file, match) for match in lookalikes(file.text))
    return (Fix("write the signs of ASCII", Applicability.UNSAFE, edits, mends=True),) if edits else ()


def _with_sign(file: SourceFile, match: re.Match[str]) -> Edit:
    name = str(match.lastgroup)
    start, end = match.span(name)
    if name == "dash":
        return Edit(file, Span(start, end), "-")
    if name == "blank":
        return Edit(file, Span(start, match.end()), file.text[start : match.end()].replace("\u3000", "  "))
    rest = file.text[end : _line_end(file.text, end)]
    value = rest.lstrip(" \u3000")
    sign = ":" if name == "colon" else ""
    return Edit(file, Span(start, end + len(rest) - len(value)), f"{sign} " if value else sign)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[at:end].endswith("\r") else end


def _respelt(problem: Problem) -> tuple[Fix, ...]:
    """The one key that is near, if the mapping does not have it."""
    origin, name = problem.origin, near(problem.origin.text, problem.suggestions)
    found = documents(origin.file) if origin.exact and name else ()
    holder = _holder(found, origin.span.start)
    if name is None or holder is None or len(holder.entries) > _MOST_KEYS or has_key(holder, name):
        return ()
    return (_renamed(problem, name, Applicability.UNSAFE),)


def _holder(found: Sequence[nodes.Node], start: int) -> nodes.Mapping | None:
    """The mapping that has a key at ``start``."""
    while (node := _around(found, start)) is not None:
        found = node.items if isinstance(node, nodes.Sequence) else ()
        if isinstance(node, nodes.Mapping):
            number = bisect_right(node.entries, start, key=lambda entry: entry[0].start) - 1
            if number >= 0 and node.entries[number][0].start == start:
                return node
            found = node.entries[number][1:] if number >= 0 else ()
    return None


def _around(found: Sequence[nodes.Node], start: int) -> nodes.Node | None:
    """The one of some nodes, which stand in order, that ``start`` is in."""
    number = bisect_right(found, start, key=lambda each: each.start) - 1
    return found[number] if number >= 0 and start < found[number].end else None


def _renamed(problem: Problem, name: str, level: Applicability) -> Fix:
    edit = Edit(problem.origin.file, problem.origin.span, name)
    return Fix(f"write {name}", level, (edit,), mends=True)


def _in_seconds(problem: Problem) -> tuple[Fix, ...]:
    name = problem.origin.text
    return (_renamed(problem, f"{name}s", Applicability.UNSAFE),) if name.isdigit() else ()


def _one_of_the_words(problem: Problem) -> tuple[Fix, ...]:
    word = near(problem.origin.text, problem.suggestions) if problem.origin.exact else None
    return (_renamed(problem, word, Applicability.UNSAFE),) if word else ()


def _known_service(problem: Problem) -> tuple[Fix, ...]:
    return known_dependency(problem) if problem.origin.exact else ()


def _volume(project: Project, problem: Problem, deployment: Deployment) -> tuple[Fix, ...]:
    """As a folder beside the compose file, where there is one; else as any resource."""
    name = problem.origin.text
    if problem.origin.exact and project.files and _is_path(project, name, deployment):
        return (_renamed(problem, f"./{name}", _level(project, name)),)
    return _resource(project, problem, deployment)


def _as_pair(problem: Problem) -> tuple[Fix, ...]:
    """The sign of a list between a name and its value."""
    origin = problem.origin
    at = origin.span.start + origin.text.find(":")
    if not origin.exact or origin.file.text[at : at + 1] != ":":
        return ()
    edit = Edit(origin.file, Span(at, at + 1), "=")
    return (Fix("write = between the name and the value", Applicability.UNSAFE, (edit,), mends=True),)


def _resource(project: Project, problem: Problem, deployment: Deployment) -> tuple[Fix, ...]:
    """The name of the one that is near, or a declaration where none is."""
    if not problem.origin.exact or not project.files:
        return ()
    if problem.suggestions:
        only = problem.suggestions[0] if len(problem.suggestions) == 1 else None
        return (_renamed(problem, only, Applicability.UNSAFE),) if only else ()
    return _declared(project, problem, deployment.projects)


def _declared(project: Project, problem: Problem, projects: Sequence[Project]) -> tuple[Fix, ...]:
    """Declare it: as its own, or as the external one that another project makes."""
    name, section = problem.origin.text, _SECTIONS[problem.kind]
    foreign = section == "networks" and any(
        network.real_name == name and network.external is False
        for other in projects
        for network in other.networks.values()
    )
    entry: Tree = {"external": True} if foreign else None
    edits = declared(project.files[0], section, name, entry)
    if isinstance(edits, Refusal):
        return ()
    title = f"declare {name}{' as external' if foreign else ''} under {section}"
    return (Fix(title, Applicability.SAFE, edits, mends=True),)


def _is_path(project: Project, name: str, deployment: Deployment) -> bool:
    """Whether a file or folder beside the compose file has the name: then ``./`` was forgotten."""
    folder, last = posixpath.split(f"{project.directory}/{name}")
    return is_in(last, folder, deployment.files)


def _level(project: Project, name: str) -> Applicability:
    """Beyond doubt where it is mounted under its own name, as a Caddyfile is."""
    wanted = posixpath.basename(name)
    targets = [
        str(mount.target)
        for service in project.services.values()
        for mount in service.mounts
        if mount.source == name
    ]
    same = bool(targets) and all(posixpath.basename(target) == wanted for target in targets)
    return Applicability.SAFE if same else Applicability.UNSAFE


def _alone(mended: Callable[[Problem], tuple[Fix, ...]]) -> _Mender:
    """What looks at the problem alone."""
    return lambda project, problem, deployment: mended(problem)


_BY_KIND: dict[str, _Mender] = {
    "obsolete-version": _alone(_without_version),
    "yaml-syntax": _alone(_with_signs),
    "unknown-key": _alone(_respelt),
    "duration-without-unit": _alone(_in_seconds),
    "unknown-value": _alone(_one_of_the_words),
    "restart-policy": _alone(_one_of_the_words),
    "image-name": _alone(_one_of_the_words),
    "unset-pair": _alone(_as_pair),
    "doubled-item": _alone(without_doubled),
    "undefined-service": _alone(_known_service),
    "exclusive-keys": on_its_networks,
    "scaled-container-name": one_of_its_name,
    "undefined-network": _resource,
    "undefined-volume": _volume,
}
