"""Which variables Caddy may be given that its service lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.reading.environment import placeholders, uses
from toybox_lint.deployment.caddies.fronts import environment_of, loaded
from toybox_lint.deployment.model import Deployment, Front, Member, Verdict
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.upstreams.links import links
from toybox_lint.deployment.upstreams.request import Picture
from toybox_lint.facts import ABSENT, Environment, Unknown
from toybox_lint.records import replace
from toybox_lint.source import SourceFile, Span

# So often is a Caddyfile read to find the values with which it is worse. Of thousands nobody waits for each.
MOST_READINGS = 16


@lru_cache(maxsize=8)
def takes_with(front: Front, deployment: Deployment) -> frozenset[str]:
    """The variables that a service lacks, that its project knows, and with which its Caddyfile is no worse.

    It is worse where Caddy takes it less well, and where an upstream certainly fails with the value of a variable that
    has a default, and not with that. All are given at once. Where that is worse, those to blame are looked for by
    halves; what is not known after ``MOST_READINGS`` is left out.
    """
    assert front.member is not None
    trial = _Trial(front, front.member, deployment)
    return frozenset((*trial.taken(trial.missing), *trial.taken(trial.defaulted)))


class _Trial:
    """The Caddyfile of a front, to be read with some more variables."""

    def __init__(self, front: Front, member: Member, deployment: Deployment) -> None:
        self._front, self._member, self._deployment = front, member, deployment
        self._environment = environment_of(member, deployment.files)
        self._lacking = {each: Unknown(f"the variable {each} is not given") for each in front.missing}
        self._failing: frozenset[tuple[SourceFile, Span]] | None = None
        self._readings = 0
        self._values = dict(self._known())
        self.missing = [name for name in self._values if name in front.missing]
        self.defaulted = [name for name in self._values if name not in front.missing]

    def taken(self, names: Sequence[str]) -> Iterator[str]:
        """Those of ``names`` with which it is no worse."""
        if not names or self._readings == MOST_READINGS:
            return
        self._readings += 1
        half = len(names) // 2
        if self._is_no_worse({name: self._values[name] for name in names}):
            yield from names
        elif half:
            yield from self.taken(names[:half])
            yield from self.taken(names[half:])

    def _known(self) -> Iterator[tuple[str, str]]:
        written = self._member.project.environment
        for file in self._front.caddyfile.files:
            for use in (*uses(file.text), *placeholders(file.text)):
                lacks = use.name in self._lacking or self._environment.lookup(use.name) is ABSENT
                value = written.lookup(use.name) if lacks else None
                if isinstance(value, str):
                    yield use.name, value

    def _is_no_worse(self, given: Mapping[str, str]) -> bool:
        values = {**self._environment.values, **self._lacking, **given}
        found = loaded(
            self._member,
            self._front.caddyfile.file,
            self._deployment.files,
            Environment(values, self._environment.complete),
        )
        if not found.valid or len(found.problems) > len(self._front.caddyfile.problems):
            return False
        return not self._front.missing.isdisjoint(given) or self._fails_nowhere_else(found)

    def _fails_nowhere_else(self, found: Caddyfile) -> bool:
        if self._failing is None:
            self._failing = self._fails(self._front)
        return self._fails(replace(self._front, caddyfile=found)) <= self._failing

    def _fails(self, front: Front) -> frozenset[tuple[SourceFile, Span]]:
        """The places of the upstreams that certainly fail."""
        picture = Picture(self._deployment.members, records(self._deployment.members))
        found = (each for each in links(front, picture) if each.verdict is Verdict.FAILS and each.certain)
        return frozenset((each.upstream.origin.file, each.upstream.origin.span) for each in found)
