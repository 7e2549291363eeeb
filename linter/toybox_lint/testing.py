"""Run a rule's examples: for our own rules and for other people's."""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint import examples
from toybox_lint.deployment import Settings
from toybox_lint.diagnostics import Applicability
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.fixer import Fixed, fix
from toybox_lint.records import replace
from toybox_lint.rule import Example, Rule


def check_examples(rule: Rule) -> None:
    """Assert all that the rule's examples show, and that it shows both what it reports and what it does not."""
    found = examples.cases(rule)
    for example in found.bad:
        check_bad(rule, example)
    for example in found.good:
        check_good(rule, example)


def check_bad(rule: Rule, example: Example) -> None:
    """Assert that the rule fires on the marked spans and nowhere else, and that its fix does what is shown."""
    files = examples.read(example.text)
    inputs = _inputs(example, files.texts)
    report = _clean(lint(inputs, [rule]))
    found = {(item.origin.file.name, item.origin.span) for item in report.diagnostics}
    assert found == set(files.marks), f"{rule.id} underlines {_shown(report)}, marked is {_marked(files)}"
    keys = [(item.origin.file.name, item.origin.span, item.key) for item in report.diagnostics]
    assert len(keys) == len(set(keys)), f"{rule.id} has two diagnostics with one key at one place"
    for item in report.diagnostics:
        assert item.severity <= rule.severity, f"{rule.id} reports above its severity {rule.severity.word}"
        assert example.severity in (None, item.severity), f"{rule.id} reports {item.severity.word}"
        assert example.message is None or example.message in item.message, f"{rule.id} says: {item.message}"
    _check_fix(rule, example, files, inputs)


def check_good(rule: Rule, example: Example) -> None:
    """Assert that the rule is silent, on an example that could be judged."""
    files = examples.read(example.text)
    assert not files.marks, f"{rule.id}: a good example has no marks"
    report = _clean(lint(_inputs(example, files.texts), [rule]))
    assert not report.diagnostics, f"{rule.id} fires on a good example: {_shown(report)}"


def _inputs(example: Example, texts: Mapping[str, str]) -> Inputs:
    return replace(examples.inputs(texts), settings=Settings(timeouts=example.policy))


def _check_fix(rule: Rule, example: Example, files: examples.Files, inputs: Inputs) -> None:
    safe = _fixed(rule, inputs, Applicability.SAFE)
    every = _fixed(rule, inputs, Applicability.UNSAFE)
    if example.fixed is None:
        assert not every.changed, f"{rule.id} fixes this example; show the result in 'fixed'"
        return
    complete = {file.path: file.text for file in every.changed.values()}
    done = {file.path: file.text for file in safe.changed.values()} == complete
    assert done != example.unsafe, f"{rule.id}: 'unsafe' says the opposite of what its fix is"
    wanted = examples.read(example.fixed).texts
    result = {file.name: file.text for file in every.changed.values()}
    assert result == dict(wanted), f"{rule.id} gives:\n" + "\n".join(
        f"--- {k}\n{v}" for k, v in result.items()
    )
    again = _fixed(rule, _inputs(example, {**files.texts, **wanted}), Applicability.UNSAFE)
    assert not again.changed, f"{rule.id} changes what it has fixed"
    mended = {item.key for item in lint(inputs, [rule]).diagnostics if item.fixes}
    left = mended & {item.key for item in every.report.diagnostics}
    assert not left, f"{rule.id} still reports {left} after its fix"


def _fixed(rule: Rule, inputs: Inputs, level: Applicability) -> Fixed:
    result = fix(inputs, lambda changed: lint(changed, [rule]), level)
    assert result.failure is None, f"{rule.id}: {result.failure}"
    return result


def _clean(report: Report) -> Report:
    assert not report.crashes, report.crashes[0].traceback
    return report


def _shown(report: Report) -> list[tuple[str, int, int, str, str]]:
    return [
        (item.origin.file.name, *item.origin.start, item.origin.text, item.message)
        for item in report.diagnostics
    ]


def _marked(files: examples.Files) -> list[tuple[str, int, str]]:
    return [
        (name, span.start, files.texts[name][span.start : span.end]) for name, span in sorted(files.marks)
    ]
