"""A request of a Caddy to one of its upstreams, and the words for what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.caddy.model import Proxy, Upstream
from toybox_lint.deployment.model import Candidate, Cause, Front, Link, Member, Verdict
from toybox_lint.deployment.networks.duplicate_names import apart
from toybox_lint.deployment.networks.names import Records
from toybox_lint.deployment.upstreams.candidates import Choice
from toybox_lint.deployment.upstreams.ports import Outcome
from toybox_lint.deployment.upstreams.routed import likeliest_first
from toybox_lint.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Picture:
    """What a link is judged by: every service and the names they have."""

    members: Sequence[Member]
    records: Records


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, by which proxy, which upstream of it, and what there is around them."""

    front: Front
    proxy: Proxy
    upstream: Upstream
    picture: Picture

    @property
    def port(self) -> int:
        assert isinstance(self.upstream.port, int)
        return self.upstream.port

    @property
    def fastcgi(self) -> bool:
        """Whether Caddy speaks FastCGI to the upstream, else HTTP."""
        return self.proxy.transport.protocol == "fastcgi"

    def from_outcome(self, result: Outcome) -> Link:
        return Link(
            self.front,
            self.proxy,
            self.upstream,
            result.verdict,
            result.reason,
            result.cause,
            result.certain,
            result.target,
            result.listener,
        )

    def meant_by_itself(self) -> Choice:
        """What Caddy's own container, or the host seen from it, may have been taken for.

        Where Caddy is on a network whose owner is not shown, something of that project may be meant.
        """
        from toybox_lint.deployment.upstreams.by_port import for_itself

        choice = for_itself(self.front, self.upstream, self.picture.members, fastcgi=self.fastcgi)
        caddy, name = self.front.member, str(self.upstream.host)
        unseen = choice.sole and caddy is not None and self.picture.records.unseen(caddy, name) is not None
        return replace(choice, sole=False) if unseen else choice

    def unknown(self, reason: str) -> Link:
        return Link(self.front, self.proxy, self.upstream, Verdict.UNKNOWN, reason)

    def fails(
        self,
        cause: Cause,
        reason: str,
        *,
        certain: bool = True,
        target: Member | None = None,
        choice: Choice | None = None,
    ) -> Link:
        choice = choice or Choice()
        candidates = choice.candidates
        if len(candidates) > 1 and not choice.sole:
            candidates = likeliest_first(candidates, self.front, self.proxy, str(self.upstream.host))
        candidates = tuple(map(self._apart, candidates))
        return Link(
            self.front,
            self.proxy,
            self.upstream,
            Verdict.FAILS,
            reason,
            cause,
            certain,
            target,
            candidates=candidates,
            sole=choice.sole,
        )

    def _apart(self, found: Candidate) -> Candidate:
        """``found`` by a name that nobody else has where Caddy is; with no port to dial where it has none."""
        member = self.front.member
        if found.host is not None or member is None:
            return found
        host = apart(found.member, member, self.picture.members)
        if host is None:
            return replace(found, port=None)
        return found if host == found.member.name else replace(found, host=host)
