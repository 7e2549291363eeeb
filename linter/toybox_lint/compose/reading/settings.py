"""The variables one project sees: ``.env`` beside it, what was given, and its own name."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.compose.model import KIND_VARIABLES_OUTSIDE, Problem
from toybox_lint.compose.printing.confidential import Confidential
from toybox_lint.facts import Absent, Environment, Unknown
from toybox_lint.files import OUTSIDE, Files, Unreadable, display_name, resolve
from toybox_lint.records import dataclass, field
from toybox_lint.source import Origin, SourceFile, Span

EXAMPLES = tuple(
    f".env.{end}" for end in ("example", "sample", "template", "dist", "prod.example", "production.example")
)


@dataclass(slots=True)
class Settings:
    """``environment`` answers for ``${...}``; ``hints`` are values from example files, never certain.

    What is ``confidential`` is noted for the whole project: included ones share it. ``working`` is the folder that a
    person stands in who starts the project: what the shell calls ``PWD``.
    """

    environment: Environment
    hints: dict[str, str] = field(default_factory=dict)
    confidential: Confidential = field(default_factory=Confidential)
    working: str | None = None

    def lookup(self, name: str) -> str | Unknown | Absent:
        value = self.environment.lookup(name)
        if isinstance(value, Unknown) and name == "PWD" and self.working is not None:
            return self.working
        if isinstance(value, Unknown) and value.hint is None and name in self.hints:
            return Unknown(value.reason, value.variables, self.hints[name])
        return value

    def with_value(self, name: str, value: str | Unknown) -> Settings:
        values = {**self.environment.values, name: value}
        return self.with_environment(Environment(values, self.environment.complete))

    def with_environment(self, environment: Environment) -> Settings:
        return Settings(environment, self.hints, self.confidential, self.working)


def read_settings(
    directory: str,
    files: Files,
    given: Environment | None,
    read_dotenv: bool,
    report: Callable[[Problem], None],
) -> Settings:
    """The settings of a project in ``directory``; given values win over ``.env``."""
    outer = given or Environment()
    values: dict[str, str | Unknown] = {}
    confidential = Confidential()
    if read_dotenv:
        values = read_env(resolve(directory, ".env"), files, outer, report, confidential)
    environment = Environment({**values, **outer.values}, outer.complete)
    hints = {} if outer.complete else _hints(directory, files)
    return Settings(environment, hints, confidential, directory)


def read_env(
    path: str,
    files: Files,
    outer: Environment,
    report: Callable[[Problem], None],
    confidential: Confidential,
) -> dict[str, str | Unknown]:
    """The variables of an env file that feeds ``${...}``; empty when there is none."""
    if files.is_outside(path):
        name = display_name(path, files.root)
        nowhere = Origin(SourceFile(path, name, ""), Span(0, 0), False)
        report(Problem(KIND_VARIABLES_OUTSIDE, f"the env file {name} {OUTSIDE}", nowhere, excused=True))
        return {}
    source = files.read(path)
    if source is None or isinstance(source, Unreadable):
        return {}
    confidential.env_files[source.path] = source
    from toybox_lint.compose.reading import dotenv

    found = dotenv.parse(source, outer.lookup)
    if found.fault is not None:
        origin = Origin(source, found.fault.span, False)
        report(Problem("bad-env-file", f"cannot read {source.name}: {found.fault.message}", origin))
    return found.values()


def _hints(directory: str, files: Files) -> dict[str, str]:
    hints: dict[str, str] = {}
    for name in EXAMPLES:
        source = files.read(resolve(directory, name))
        if source is None or isinstance(source, Unreadable):
            continue
        from toybox_lint.compose.reading import dotenv

        for variable, value in dotenv.parse(source, Environment().lookup).values().items():
            if isinstance(value, str):
                hints.setdefault(variable, value)
    return hints
