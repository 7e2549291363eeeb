"""Rules that are imported where a deployment shows one of their signs: in a small one most have nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toybox_lint.deployment import Deployment
from toybox_lint.deployment.signs import Sign
from toybox_lint.diagnostics import Diagnostic
from toybox_lint.rule import Rule, Suppression
from toybox_lint.typed import Any, cast


class _Deferred:
    """Stands for the rule that ``load`` gives. All else than what is known here is asked of that rule."""

    def __init__(
        self, load: Callable[[], Rule], id: str, name: str, on_request: bool, signs: tuple[Sign, ...]
    ) -> None:
        self.load = load
        self.id = id
        self.name = name
        self.on_request = on_request
        self.signs = signs
        self.rule: Rule | None = None

    def check(self, deployment: Deployment) -> Iterable[Diagnostic]:
        return self.loaded().check(deployment)

    def review(self, suppressions: Iterable[Suppression], known: frozenset[str]) -> Iterable[Diagnostic]:
        """A rule that never had anything to check was shown no sign of what it would review."""
        return () if self.rule is None else self.rule.review(suppressions, known)

    def loaded(self) -> Rule:
        if self.rule is None:
            self.rule = self.load()
        return self.rule

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loaded(), name)


def deferred(load: Callable[[], Rule], id: str, name: str, on_request: bool, signs: tuple[Sign, ...]) -> Rule:
    """A rule for all that checks and selects; ``undeferred`` gives the rule itself, with its class and its page."""
    return cast(Rule, _Deferred(load, id, name, on_request, signs))


def undeferred(rule: Rule) -> Rule:
    """The rule that ``rule`` stands for."""
    return rule.loaded() if isinstance(rule, _Deferred) else rule
