"""Which port of the container itself a healthcheck asks, and whether it fails where nobody answers."""

from __future__ import annotations

from toybox_lint.deployment.health.checks import Check
from toybox_lint.deployment.listening.healthcheck import checked_ports
from toybox_lint.deployment.listening.model import Listener
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern

ASKING = frozenset({"curl", "wget"})
_IN_PYTHON = pattern(r"\burlopen\(|\b(?:requests|httpx)\.get\(|\bcreate_connection\(")
_CAUGHT = pattern(r"\bcatch\b|['\"]error['\"]")
_FAILING = pattern(r"\bexit\(\s*1|\bthrow\b")


def can_fail(check: Check) -> bool:
    """Whether it fails where nobody answers: curl and wget do, Python and Node.js but for what catches the error."""
    program, text = check.program, " ".join(str(word.value) for word in check.arguments)
    if program is None:
        return False
    if program.value in ("python", "python3"):
        return bool(_IN_PYTHON.search(text)) and "except" not in text
    caught = _CAUGHT.search(text)
    fails = caught is None or _FAILING.search(text, caught.end()) is not None
    return program.value in ASKING or (program.value == "node" and fails)


@remembered
def asked_port(check: Check) -> Listener | None:
    """The only port that ``curl``, ``wget`` or a line in Python or JavaScript asks of the container itself."""
    if not can_fail(check):
        return None
    found = list(checked_ports(check.words, check.inside.variables.lookup))
    return found[0] if len(found) == 1 else None
