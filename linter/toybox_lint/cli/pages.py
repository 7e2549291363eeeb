"""``explain`` and ``rules``."""

from __future__ import annotations

import sys

from toybox_lint.cli.options import Stop
from toybox_lint.cli.process import OK
from toybox_lint.docs import page
from toybox_lint.rule import summary
from toybox_lint.suggest import nearest
from toybox_lint_rules import all_rules


def explain(code: str) -> int:
    """Print a rule's page; raises ``Stop`` for a code that is none."""
    known = all_rules()
    for rule in known:
        if code.upper() == rule.id or code.lower() == rule.name:
            sys.stdout.write(page(rule))
            return OK
    near = nearest(code, [rule.id for rule in known] + [rule.name for rule in known])
    hint = f"; did you mean {' or '.join(near)}?" if near else "; toybox-lint rules lists them"
    raise Stop(f"no rule is called {code}{hint}")


def rules() -> int:
    """Print a line for each rule."""
    for rule in all_rules():
        print(f"{rule.id}  {rule.severity.word:8} {rule.name:24} {summary(type(rule))}")
    return OK
