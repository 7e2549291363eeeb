"""A rule's page, from the rule: for the terminal and for ``docs/rules/``."""

from __future__ import annotations

import inspect
import posixpath
from collections.abc import Iterable, Iterator

from toybox_lint import examples
from toybox_lint.discovery import is_caddyfile
from toybox_lint.rule import Example, Rule, summary

_LANGUAGES = {
    ".yml": "yaml",
    ".yaml": "yaml",
    ".json": "json",
    ".toml": "toml",
    ".py": "python",
    ".js": "javascript",
    ".mjs": "javascript",
    ".ts": "typescript",
    ".sh": "sh",
    ".php": "php",
    ".rb": "ruby",
    ".go": "go",
    ".caddy": "caddyfile",
    ".ini": "ini",
    ".conf": "nginx",
}


def page(rule: Rule) -> str:
    """The rule's Markdown page."""
    lines = [f"# {rule.id}: {rule.name}", "", f"Severity: {rule.severity.word}. Fix: {_fix(rule)}.", ""]
    lines += inspect.cleandoc(rule.__doc__ or "").splitlines()
    for title, group in (("Reported", rule.bad), ("Not reported", rule.good)):
        lines += ["", f"## {title}"]
        for example in group:
            lines += ["", *_example(example)]
    if further := examples.cases(rule).further:
        lines += [
            "",
            f"{further} more {'is' if further == 1 else 'are'} in `cases/{rule.id.lower()}.py`, as tests.",
        ]
    return "\n".join(lines) + "\n"


def table(rules: Iterable[Rule], pages: str = "docs/rules") -> str:
    """All rules as a Markdown table, with links to their pages in the folder ``pages``."""
    rows = [
        f"| [{rule.id}]({pages}/{rule.id}.md) | {rule.name} | {rule.severity.word} | {_fix(rule)} "
        f"| {summary(type(rule))} |"
        for rule in rules
    ]
    return (
        "\n".join(["| code | name | severity | fix | what it says |", "|---|---|---|---|---|", *rows]) + "\n"
    )


def _fix(rule: Rule) -> str:
    bad = examples.cases(rule).bad
    kinds = {"unsafe" if example.unsafe else "safe" for example in bad if example.fixed is not None}
    return " or ".join(sorted(kinds)) or "none"


def _example(example: Example) -> Iterator[str]:
    if example.title:
        yield f"### {example.title}"
        yield ""
    yield from _files(example.text)
    if example.fixed is not None:
        yield ""
        yield f"With `--fix{' --unsafe-fixes' if example.unsafe else ''}`:"
        yield ""
        yield from _files(example.fixed)


def _files(text: str) -> Iterator[str]:
    first = True
    for name, body in examples.read(text).texts.items():
        if not first:
            yield ""
        first = False
        yield f"`{name}`"
        yield ""
        yield f"```{_language(name)}"
        yield body.rstrip("\n")
        yield "```"


def _language(name: str) -> str:
    """What stands behind the fence of a file of that name; nothing where no language is known."""
    base = posixpath.basename(name)
    if "Dockerfile" in base:
        return "dockerfile"
    if is_caddyfile(name):
        return "caddyfile"
    return _LANGUAGES.get(posixpath.splitext(base)[1], "")
