"""Which name a project has, by the precedence of Docker Compose 2.40.3."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toybox_lint.compose import names
from toybox_lint.compose.model import Problem, Text
from toybox_lint.compose.reading.interpolate import substitute
from toybox_lint.compose.reading.settings import Settings
from toybox_lint.compose.stacks import Stack
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.scalars import resolve
from toybox_lint.facts import Unknown
from toybox_lint.source import Origin, SourceFile, Span

VARIABLE = names.PROJECT_NAME
Document = tuple[SourceFile, nodes.Node]


def find_name(
    stack: Stack,
    files: Sequence[SourceFile],
    documents: Sequence[Document],
    settings: Settings,
    report: Callable[[Problem], None],
) -> Text:
    """The given name, else the variable, else the last ``name:`` of the files, else the folder's name.

    A ``name:`` that comes out empty is a problem: the folder's name does not step in.
    """
    if stack.project_name:
        return stack.project_name
    variable = settings.environment.values.get(VARIABLE)
    if isinstance(variable, Unknown):
        return variable
    if variable:
        if not names.is_project_name(variable):
            message = f"{VARIABLE} must hold only lower case letters, digits, - and _, and begin with a letter or digit"
            first = files[0] if files else SourceFile(stack.paths[0], stack.paths[0], "")
            report(Problem("bad-project-name", message, Origin(first, Span(0, 0), False)))
        return variable
    written = None
    for file, root in documents:
        written = _name_of(file, root) or written
    if written is None:
        return names.of_directory(stack.directory)
    file, scalar = written
    return _evaluated(file, scalar, settings, report)


def _name_of(file: SourceFile, root: nodes.Node) -> tuple[SourceFile, nodes.Scalar] | None:
    for key, value in root.entries if isinstance(root, nodes.Mapping) else ():
        if isinstance(key, nodes.Scalar) and key.text == "name" and isinstance(value, nodes.Scalar):
            text = resolve(value)
            return (file, value) if isinstance(text, str) and text else None
    return None


def _evaluated(
    file: SourceFile, scalar: nodes.Scalar, settings: Settings, report: Callable[[Problem], None]
) -> Text:
    outcome = substitute(scalar.text, settings.lookup)
    for piece in outcome.pieces:
        if piece.hole is not None:
            return piece.hole
    name = names.normalized("".join(piece.text for piece in outcome.pieces))
    if not name:
        origin = Origin(file, Span(scalar.start, scalar.end), False)
        report(Problem("empty-project-name", "the project's name comes out empty", origin))
    return name
