"""Policies of certificates: who signs for which names, and which of them are folded into one.

Caddy 2.11 folds equal policies together (caddyconfig/httpcaddyfile/tlsapp.go); what is folded depends on
their order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.directives.sorting import stable
from toybox_lint.caddy.sites.addresses import is_internal, matches_wildcard, wildcards
from toybox_lint.caddy.sites.listeners import SiteKeys
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
    that Caddy makes for names that it signs itself; ``kinds`` tells of each subject whether it is such a name.
    """

    owner: SiteKeys | None
    subjects: list[str] = field(default_factory=list)
    issuers: list[Issuer] = field(default_factory=list)
    settings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    managers: tuple[tuple[str, ...], ...] = ()
    internal: bool = False
    kinds: dict[str, bool] = field(default_factory=dict)

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
        if len(self.kinds) != len(self.subjects):
            on_demand = "on_demand" in self.settings
            self.kinds = {name: is_internal(name, on_demand) for name in self.subjects}
        internal = sum(self.kinds.values())
        if not self.kinds:
            return "all"
        return "public" if not internal else "internal" if internal == len(self.kinds) else "mixed"

    def add(self, names: Iterable[str]) -> None:
        """Take on further names."""
        self._kind()
        on_demand = "on_demand" in self.settings
        for name in names:
            if name not in self.kinds:
                self.kinds[name] = is_internal(name, on_demand)
                self.subjects.append(name)


def consolidate(policies: Iterable[Policy]) -> list[Policy]:
    """Fold equal policies together, as Caddy does: special ones first, empty ones away where they may."""
    found = list(policies)
    if all(policy.empty for policy in found):
        return []
    stable(found, _before)
    found = _without_harmless(found)
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


def _without_harmless(policies: list[Policy]) -> list[Policy]:
    """Without the empty policies that hide nothing from the names they are for."""
    places: dict[str, list[int]] = {}
    for number, policy in enumerate(policies):
        for name in policy.subjects or ("",):
            places.setdefault(name, []).append(number)
    kept = []
    for number, policy in enumerate(policies):
        hidden = _hidden(number, policies, places) if policy.empty else None
        harmless = hidden is not None and replace(hidden, managers=()).empty
        if not (policy.empty and (number == len(policies) - 1 or harmless)):
            kept.append(policy)
    return kept


def _hidden(number: int, policies: list[Policy], places: dict[str, list[int]]) -> Policy | None:
    """The first policy after ``number`` that speaks of all its names."""
    from heapq import merge

    policy = policies[number]
    names = [*wildcards(policy.subjects[0]), ""] if policy.subjects else [""]
    later = merge(*(_after(number, places.get(name, ())) for name in names))
    return next((policies[at] for at in later if _is_subset(policy, policies[at])), None)


def _after(number: int, places: Sequence[int]) -> Iterator[int]:
    """Those of ``places`` that are greater, one by one: there may be thousands, of which the first is wanted."""
    return map(places.__getitem__, range(bisect_right(places, number), len(places)))


def _shadowed(at: int, policies: list[Policy]) -> int:
    """The place of the first policy after ``at`` that speaks of the same names; -1 when there is none."""
    return next(
        (later for later in range(at + 1, len(policies)) if _is_subset(policies[at], policies[later])), -1
    )


def _fold(policies: list[Policy]) -> None:
    at = 0
    while at < len(policies):
        at += _fold_into(at, policies)


def _fold_into(at: int, policies: list[Policy]) -> int:
    """Fold later policies into the one at ``at``; how far to go on from there."""
    one = policies[at]
    later = at + 1
    while later < len(policies):
        two = policies[later]
        if one is not two and not one.alike(two):
            later += 1
        elif one is two or one.subjects == two.subjects:
            del policies[later]
            return 0
        elif not one.subjects or two.subjects:
            one.add(two.subjects)
            del policies[later]
        elif _shadowed(at, policies) >= later:
            del policies[at]
            return 0
        else:
            later += 1
    return 1
