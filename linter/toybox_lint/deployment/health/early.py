"""A Caddy that is started before what is behind it is ready, though a healthcheck would tell.

Source: the Compose specification on ``depends_on`` and on ``start_period``, the time that a container is given
to come up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.compose.checking.durations import nanoseconds
from toybox_lint.compose.model import Dependency
from toybox_lint.compose.yaml.edit import Refusal, set_scalar
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.upstreams.certainty import tries_again
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass

_LONG = 30 * 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Early:
    """``caddy`` waits only for the start of ``member``, which takes up to ``period`` (as Compose prints it)."""

    caddy: Member
    member: Member
    dependency: Dependency
    period: str

    def edits(self) -> tuple[Edit, ...]:
        """Wait for the healthcheck, where the condition is written out."""
        path = ("services", self.caddy.name, "depends_on", self.member.name, "condition")
        edits = set_scalar(self.dependency.origin.file, path, "service_healthy")
        return () if isinstance(edits, Refusal) else edits


def early(deployment: Deployment) -> Iterator[Early]:
    """The Caddies that depend on the start of a slow service whose requests are not tried again."""
    seen: set[tuple[str, str]] = set()
    for link in deployment.links:
        caddy, member = link.front.member, link.target
        if caddy is None or member is None or (caddy.key, member.key) in seen or tries_again(link.proxy):
            continue
        seen.add((caddy.key, member.key))
        dependency = _dependency(caddy, member)
        period = _period(member)
        if dependency and period and (nanoseconds(period) or 0) >= _LONG:
            yield Early(caddy, member, dependency, period)


def _dependency(caddy: Member, member: Member) -> Dependency | None:
    return next(
        (
            each
            for each in caddy.service.depends_on
            if each.service == member.name
            and caddy.project is member.project
            and each.condition == "service_started"
            and not each.implied
        ),
        None,
    )


def _period(member: Member) -> str | None:
    """The ``start_period`` of a healthcheck that runs."""
    own, config = member.service.healthcheck, member.service.config.get("healthcheck")
    period = config.get("start_period") if isinstance(config, Mapping) else None
    return period if own and own.test and not own.disabled and isinstance(period, str) else None
