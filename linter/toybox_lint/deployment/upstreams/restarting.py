"""Services on the way of a request that nobody starts again.

Source: Docker's documentation of restart policies: without one a container stays down after it ends, and
after the host or the engine was started again; with ``on-failure`` it comes back after an error alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.deployment.model import Deployment, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.records import dataclass

_FAILURE = "on-failure"
_POLICIES = ("always", "unless-stopped", _FAILURE)


@dataclass(frozen=True, slots=True, eq=False)
class Unattended:
    """A service without a restart policy; ``policy`` is that of ``example``, another service of its project.

    ``for_good``: one by which that is back after a reboot, too.
    """

    member: Member
    policy: str
    example: Member

    @property
    def for_good(self) -> bool:
        return not self.policy.startswith(_FAILURE)

    def edits(self) -> tuple[Edit, ...]:
        """Give it the same policy; none where that cannot be written."""
        from toybox_lint.compose.edit import Refusal, last_file

        file = last_file(self.member.project, self.member.name)
        if file is None:
            return ()
        from toybox_lint.compose.yaml.edit import insert_entry

        edits = insert_entry(file, ("services", self.member.name), "restart", self.policy)
        return () if isinstance(edits, Refusal) else edits


def unattended(deployment: Deployment) -> Iterator[Unattended]:
    """Each Caddy and each service behind one that lacks the policy which others of its project have."""
    needed = [front.member for front in deployment.fronts if front.member]
    needed += [link.target for link in deployment.links if link.target and link.verdict is Verdict.REACHES]
    others = sorted(deployment.members, key=lambda member: _policy(member).startswith(_FAILURE))
    examples = {id(member.project): member for member in reversed(others) if _policy(member)}
    for member in dict.fromkeys(needed):
        process = member.listening.process
        if member.runs is not True or _has_policy(member) or (process and process.runs_forever is False):
            continue
        example = examples.get(id(member.project))
        if example:
            yield Unattended(member, _policy(example), example)


def _policy(member: Member) -> str:
    value = member.service.restart.value if member.service.restart else None
    text = value if isinstance(value, str) and member.runs is True else ""
    return text if text.startswith(_POLICIES) else ""


def _has_policy(member: Member) -> bool:
    """Whether something is said, be it ``no``."""
    if member.service.restart is not None:
        return True
    deploy = member.service.config.get("deploy")
    return isinstance(deploy, Mapping) and "restart_policy" in deploy
