"""``explain`` and ``rules``."""

from __future__ import annotations

import os
import sys

from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.process import OK
from toybox_lint.discovery import configuration
from toybox_lint.disk import DiskFiles
from toybox_lint.docs import page
from toybox_lint.rule import Rule, summary
from toybox_lint.suggest import nearest
from toybox_lint_rules import all_rules


def explain(code: str) -> int:
    """Print a rule's page; raises ``Stop`` for a code that is none."""
    known = _every()
    for rule in known:
        if code.upper() == rule.id or code.lower() == rule.name:
            sys.stdout.write(page(rule))
            return OK
    near = nearest(code, [rule.id for rule in known] + [rule.name for rule in known])
    hint = f"; did you mean {' or '.join(near)}?" if near else "; toybox-lint rules lists them"
    raise Stop(f"no rule is called {code}{hint}")


def rules() -> int:
    """Print a line for each rule."""
    for rule in _every():
        print(f"{rule.id}  {rule.severity.word:8} {rule.name:24} {summary(type(rule))}")
    return OK


def _every() -> tuple[Rule, ...]:
    """Our rules, and those of the plugins that the nearest configuration names. Raises ``Stop``."""
    files = DiskFiles(os.getcwd())
    if configuration(files.root, files) is None:
        return all_rules()
    from toybox_lint.cli.selection import every_rule
    from toybox_lint.cli.session import Session, read_config

    config, source = read_config(Options(), (), files, files.root)
    return every_rule(Session(files, config, source, (), color=False))
