"""Policies of certificates: who signs for which names, and which of them are folded into one.

Caddy 2.11 folds equal policies together (caddyconfig/httpcaddyfile/tlsapp.go); what is folded depends on
their order.
"""

from __future__ import annotations

from collections.abc import Iterable

from toybox_lint.caddy.addresses import is_internal, matches_wildcard
from toybox_lint.caddy.listeners import SiteKeys
from toybox_lint.caddy.sorting import stable
from toybox_lint.records import dataclass, field, replace


@dataclass(slots=True)
class Issuer:
    """Who signs: the name of the module and what it was told."""

    name: str
    settings: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Policy:
    """How the certificates of ``subjects`` are got; without subjects it is that of all other names.

    ``owner`` is the site it was made for; ``None`` for what the global options say. ``internal`` tells of one
    that Caddy makes for names that it signs itself.
    """

    owner: SiteKeys | None
    subjects: list[str] = field(default_factory=list)
    issuers: list[Issuer] = field(default_factory=list)
    settings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    managers: tuple[tuple[str, ...], ...] = ()
    internal: bool = False

    @property
    def empty(self) -> bool:
        """Whether it says nothing but whom it is for."""
        return not (self.issuers or self.settings or self.managers or self.internal)

    def alike(self, other: Policy) -> bool:
        """Whether both say the same, each for its own names."""
        names = (self.settings.keys() | other.settings.keys()) - {"ocsp_stapling"}
        same = all(self.settings.get(name) == other.settings.get(name) for name in names)
        return same and self.managers == other.managers and self._same_issuers(other)

    def _same_issuers(self, other: Policy) -> bool:
        mine, theirs = self._signers(), other._signers()
        if mine == theirs:
            kinds = {self._kind(), other._kind()}
            return bool(mine) or "all" in kinds or len(kinds) == 1
        return self._signed_by_caddy() and other._signed_by_caddy()

    def _signers(self) -> list[Issuer]:
        return [Issuer("internal")] if self.internal else self.issuers

    def _signed_by_caddy(self) -> bool:
        return self.internal or (not self.issuers and self._kind() == "internal")

    def _kind(self) -> str:
        """Which names it is for: all, public, internal or mixed ones."""
        kinds = {is_internal(name, "on_demand" in self.settings) for name in self.subjects}
        if len(kinds) == 2:
            return "mixed"
        return "all" if not kinds else "internal" if True in kinds else "public"


def consolidate(policies: Iterable[Policy]) -> list[Policy]:
    """Fold equal policies together, as Caddy does: special ones first, empty ones away where they may."""
    found = list(policies)
    stable(found, _before)
    empty = _drop_empty(found)
    if empty == len(list(policies)):
        return []
    _fold(found)
    return found


def _before(one: Policy, two: Policy) -> bool:
    if _is_subset(one, two):
        return True
    if _is_subset(two, one):
        return False
    return len(one.subjects) > len(two.subjects)


def _is_subset(one: Policy, two: Policy) -> bool:
    """Whether ``two`` speaks of every name of ``one``."""
    if not two.subjects:
        return True
    return bool(one.subjects) and all(
        any(matches_wildcard(name, other) for other in two.subjects) for name in one.subjects
    )


def _shadowed(at: int, policies: list[Policy]) -> int:
    """The first policy after ``at`` that speaks of the same names; -1 when there is none."""
    return next(
        (later for later in range(at + 1, len(policies)) if _is_subset(policies[at], policies[later])), -1
    )


def _drop_empty(policies: list[Policy]) -> int:
    """Take out empty policies that hide nothing; how many there were."""
    count = at = 0
    while at < len(policies):
        if policies[at].empty:
            count += 1
            hidden = _shadowed(at, policies)
            harmless = hidden >= 0 and replace(policies[hidden], managers=()).empty
            if at == len(policies) - 1 or harmless:
                del policies[at]
                continue
        at += 1
    return count


def _fold(policies: list[Policy]) -> None:
    at = 0
    while at < len(policies):
        later = at + 1
        removed = False
        while later < len(policies):
            one, two = policies[at], policies[later]
            if one is two or (one.alike(two) and one.subjects == two.subjects):
                del policies[later]
                removed = True
                break
            if one.alike(two):
                if one.subjects and not two.subjects:
                    if _shadowed(at, policies) >= later:
                        del policies[at]
                        removed = True
                        break
                else:
                    one.subjects += [name for name in two.subjects if name not in one.subjects]
                    del policies[later]
                    continue
            later += 1
        if not removed:
            at += 1
