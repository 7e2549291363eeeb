"""Workflow commands, which GitHub Actions shows as annotations.

Source: GitHub's documentation of workflow commands. In what follows ``::`` a percent sign and line ends are escaped, in
properties colons and commas as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.diagnostics import Applicability, Diagnostic, Severity
from toybox_lint.output.result import Result
from toybox_lint.output.terminal import clean, one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(result: Result) -> str:
    """A command for each finding, gap and crash. A place over several lines is given without columns."""
    lines = [_finding(item) for item in result.diagnostics]
    lines += list(_trouble(result))
    return "".join(f"{line}\n" for line in lines)


def _finding(item: Diagnostic) -> str:
    start, end = item.origin.start, item.origin.end
    properties = {
        "title": f"toybox-lint ({item.code})",
        "file": item.origin.file.name,
        "line": str(start.line),
    }
    if start.line == end.line:
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["endLine"] = str(end.line)
    text = [
        f"{item.origin.file.name}:{start.line}:{start.column}: {item.code} {one_line(item.message)}",
        *(
            f"  {_where(label.origin.file.name, label.origin.start.line)}: {one_line(label.text)}"
            for label in item.related
        ),
        *([f"  help: {one_line(item.help)}"] if item.help else []),
        *([_fix(item)] if item.fixes else []),
    ]
    return _command(_COMMANDS[item.severity], properties, "\n".join(text))


def _fix(item: Diagnostic) -> str:
    fix = item.fixes[0]
    how = {Applicability.SAFE: " (--fix)", Applicability.UNSAFE: " (--fix --unsafe-fixes)"}
    return f"  fix: {one_line(fix.title)}{how.get(fix.applicability, '')}"


def _trouble(result: Result) -> Iterator[str]:
    for gap in result.gaps:
        kind = "error" if gap.blocking else "notice"
        properties = {"title": "toybox-lint", "file": gap.file}
        if gap.line is not None:
            properties["line"] = str(gap.line)
        where = one_line(gap.place)
        said = "not judged" if gap.blocking else "not known"
        yield _command(kind, properties, f"{said}: {where}: {one_line(gap.reason)}")
    for crash in result.crashes:
        yield _command("error", {"title": "toybox-lint"}, one_line(crash.text))


def _where(file: str, line: int | None) -> str:
    return one_line(file) if line is None else f"{one_line(file)}:{line}"


def _command(kind: str, properties: dict[str, str], text: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {given}::{_data(text)}"


def _data(text: str) -> str:
    return clean(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
