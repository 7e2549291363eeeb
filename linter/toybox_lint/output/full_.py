"""Every finding with its source, its evidence in the other file, and its fix."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.diagnostics import Applicability, Diagnostic, Label, Severity
from toybox_lint.output.frame import WIDTH, arrow, frame, patch
from toybox_lint.output.result import Outcome, Printed, Result, View, plural
from toybox_lint.output.terminal import clean, one_line, paint, wrap
from toybox_lint.records import replace

_UNQUOTED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_PLACES = 20


def render(result: Result) -> str:
    """Findings in order of place; those that say the same at several places share one explanation."""
    blocks = list(_findings(result))
    trouble = list(_trouble(result))
    blocks += ["\n".join(trouble)] if trouble else []
    if result.quiet:
        return "\n".join(f"{block}\n" for block in blocks)
    return "\n\n".join([*blocks, "\n".join([*_footer(result), ""])])


def printed(outcome: Outcome, root: str, color: bool) -> Outcome:
    """With what is said of its findings, which are left out where they are about files of its deployment in ``root``.

    What is said of files that another outcome shows, too, is said of both together.
    """
    shown = {file.path for item in outcome.diagnostics for file in item.files}
    paths = frozenset(shown.union(outcome.hidden))
    said = Printed(tuple(_findings(Result((outcome,), color=color))), paths, outcome.kinds)
    if all(path.startswith(f"{root.rstrip('/')}/") for path in paths):
        return replace(outcome, diagnostics=(), hidden={}, printed=said)
    return replace(outcome, printed=said)


def _findings(result: Result) -> Iterator[str]:
    """What is said of each finding, or of those that say the same; some of it may have been printed before."""
    blocks: list[str | list[Diagnostic]] = []
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for outcome in result.outcomes:
        if outcome.printed:
            blocks += outcome.printed.findings
            continue
        for item in outcome.told:
            meaning = _meaning(item)
            if meaning not in groups:
                blocks.append(groups.setdefault(meaning, []))
            groups[meaning].append(item)
    view = result.view
    for block in blocks:
        yield block if isinstance(block, str) else "\n".join(_finding(block, view, result.color))


def _meaning(item: Diagnostic) -> tuple[object, ...]:
    """Findings that have it in common share one explanation."""
    places = tuple((label.origin.file.path, label.origin.span, label.text) for label in item.related)
    return item.code, item.severity, item.gist or item.message, item.help, places, item.origin.file.path


def _finding(group: list[Diagnostic], view: View, color: bool) -> Iterator[str]:
    first = group[0]
    colour = _COLOURS[first.severity]
    title = paint(f"{first.severity.word}[{first.code}]", colour, color)
    same = first.gist is None or all(item.message == first.message for item in group)
    message = first.message if same else first.gist
    yield f"{title}{_mark(group, color)}: {paint(one_line(str(message)), 'bold', color)}"
    lines = [item.origin.start.line for item in group] + [label.origin.start.line for label in first.related]
    margin = len(str(max(lines)))
    yield arrow(first.origin, margin, "-->", color)
    yield from frame(Label(first.origin), view, margin, colour, color)
    for item in group[1:_PLACES]:
        yield arrow(item.origin, margin, "and", color)
    if len(group) > _PLACES:
        yield f"{' ' * margin}... and {plural(len(group) - _PLACES, 'more place')}"
    for label in first.related:
        yield arrow(label.origin, margin, ":::", color)
        yield from frame(label, view, margin, "cyan", color, context=0)
    if first.help:
        yield from _note("help", first.help, margin, color)
    yield from _fix(group, view, margin, color)


def _mark(group: list[Diagnostic], color: bool) -> str:
    safe = any(item.fixes and item.fixes[0].applicability is Applicability.SAFE for item in group)
    return f" [{paint('*', 'cyan', color)}]" if safe else ""


def _note(kind: str, text: str, margin: int, color: bool) -> Iterator[str]:
    indent = " " * (margin + 3 + len(kind) + 2)
    head = f"{' ' * margin} {paint('=', 'blue', color)} {paint(kind, 'cyan', color)}: "
    lines = wrap(one_line(text), WIDTH - len(indent))
    yield head + f"\n{indent}".join(lines)


def _fix(group: list[Diagnostic], view: View, margin: int, color: bool) -> Iterator[str]:
    if not group[0].fixes:
        return
    fix = group[0].fixes[0]
    option = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--fix --unsafe-fixes"}.get(
        fix.applicability
    )
    how = f" ({option})" if option else ""
    yield from _note("fix", f"{fix.title}{how}", margin, color)
    yield from patch(fix, view, margin, color)


def _trouble(result: Result) -> Iterator[str]:
    """Gaps that keep from an answer, and crashes."""
    for gap in result.gaps:
        place = one_line(gap.place)
        kind = paint("not judged", "red", result.color) if gap.blocking else "not known"
        yield f"{kind}: {place}: {one_line(gap.reason)}"
    for crash in result.crashes:
        yield f"{paint('bug', 'red', result.color)}: {one_line(crash.text)}; please report it with these lines"
        yield from (f"  {line}" for line in clean(crash.traceback.rstrip()).split("\n"))


def _footer(result: Result) -> Iterator[str]:
    for note in dict.fromkeys(result.notes):
        yield one_line(note)
    names = result.files
    shown = ", ".join(map(one_line, names[:6])) + (
        f" and {plural(len(names) - 6, 'more file')}" if len(names) > 6 else ""
    )
    if names:
        yield from wrap(f"Read {shown}.", WIDTH)
    yield _tally(result)
    yield from _next(result)


def _tally(result: Result) -> str:
    counts = [(result.count(severity), severity) for severity in sorted(Severity, reverse=True)]
    found = ", ".join(plural(number, severity.word) for number, severity in counts if number)
    left_out = [(result.suppressed, "suppressed"), (result.known, "in the baseline")]
    ignored = ", ".join(f"{number} {why}" for number, why in left_out if number)
    ignored = f" ({ignored})" if ignored else ""
    fixed = f"Fixed {plural(result.fixed, 'finding')}. " if result.fixed else ""
    if not found:
        passed = "Nothing found in what could be judged" if result.incomplete else "All checks passed"
        return f"{fixed}{passed}{ignored}."
    return f"{fixed}Found {found}{ignored}."


def _quoted(path: str) -> str:
    """As a shell needs it."""
    if path and set(path) <= _UNQUOTED:
        return path
    from shlex import quote

    return quote(path)


def _next(result: Result) -> Iterator[str]:
    """The exact next command."""
    if result.broken:
        if any(level is not None for _, level in result.kinds):
            yield (
                "Not everything could be judged: until it can, `--fix` does only what makes a file load."
                if result.incomplete
                else "A file is refused: until it loads, `--fix` does only what makes it load."
            )
        return
    command = " ".join(["toybox-lint --fix", *(_quoted(one_line(path)) for path in result.arguments)])
    unsafe = result.fixable(Applicability.UNSAFE)
    if safe := result.fixable(Applicability.SAFE):
        yield f"[*] {safe} fixable with `{command}`" + (
            f", {unsafe} more with `--unsafe-fixes`." if unsafe else "."
        )
    elif unsafe:
        yield f"{unsafe} fixable with `{command} --unsafe-fixes`, after you have read what they change."
