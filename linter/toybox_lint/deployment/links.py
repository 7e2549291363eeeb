"""What becomes of a request to an upstream: the name, the network, the container, the port, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toybox_lint.caddy.model import Proxy, Upstream
from toybox_lint.deployment.candidates import Choice, for_itself, for_name
from toybox_lint.deployment.listening import model as listening
from toybox_lint.deployment.model import Cause, Front, Link, Member, Verdict
from toybox_lint.deployment.names import Records
from toybox_lint.facts import Unknown

_LOOPBACK = re.compile(r"localhost|127(\.[0-9]+){1,3}|0\.0\.0\.0|::1?|", re.IGNORECASE)
_ADDRESS = re.compile(r"[0-9]+(\.[0-9]+){3}|.*:.*")
_ADMIN_PORT = 2019
_CAUSES = {
    listening.Cause.PORT: Cause.WRONG_PORT,
    listening.Cause.PUBLISHED: Cause.PUBLISHED_PORT,
    listening.Cause.LOOPBACK: Cause.LOOPBACK_BIND,
    listening.Cause.SOCKET: Cause.NOT_LISTENING,
    listening.Cause.NOTHING: Cause.NOT_LISTENING,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a link is judged by: every service and the names they have."""

    members: Sequence[Member]
    records: Records


def links(front: Front, picture: Picture) -> Iterator[Link]:
    """A link for every upstream of the Caddyfile that ``front`` runs."""
    for proxy in front.caddyfile.proxies:
        for upstream in proxy.upstreams:
            yield _Judge(front, proxy, upstream, picture).link()


@dataclass(frozen=True, slots=True)
class _Judge:
    front: Front
    proxy: Proxy
    upstream: Upstream
    picture: Picture

    def link(self) -> Link:
        upstream = self.upstream
        if self.proxy.dynamic:
            return self.unknown(f"the addresses come from dynamic {self.proxy.dynamic}")
        for part in (upstream.dial, upstream.host, upstream.port):
            if isinstance(part, Unknown):
                return self.unknown(part.reason)
        if upstream.network != "tcp" or upstream.port is None:
            return self.unknown(f"addresses of the kind {upstream.network} are not followed")
        if self.front.member is None:
            return self.unknown(f"Caddy runs {self.front.place.value}")
        return self.from_container(self.front.member, str(upstream.host))

    def from_container(self, member: Member, host: str) -> Link:
        if isinstance(member.mode, Unknown):
            return self.unknown(member.mode.reason)
        if _LOOPBACK.fullmatch(host):
            return self.to_itself(member)
        if _ADDRESS.fullmatch(host):
            return self.unknown("it is an address, not a name")
        if any(entry.value[0].lower() == host.lower() for entry in member.service.extra_hosts):
            return self.unknown(f"extra_hosts of {member.name} give it an address")
        if member.mode is not None:
            return self.unknown(f"{member.name} has network_mode {member.mode}")
        if self.proxy.transport.own_resolvers:
            return self.unknown("names are asked from the resolvers of the transport")
        return self.to_name(member, host)

    def to_itself(self, member: Member) -> Link:
        """Caddy's own loopback: right on the host's network, and for containers that share Caddy's."""
        port = self.upstream.port
        if member.mode is not None:
            return self.unknown(f"{member.name} has network_mode {member.mode}")
        listeners = [listener for site in self.front.caddyfile.sites for listener in site.listeners]
        if any(listener.port == port or isinstance(listener.port, Unknown) for listener in listeners):
            return self.reaches(member, f"Caddy itself listens on {port}")
        if port == _ADMIN_PORT:
            return self.unknown(f"{port} is the port of Caddy's admin API")
        for other in self.picture.members:
            if other.mode == f"service:{member.name}" and other.project is member.project:
                return self.unknown(f"{other.name} shares the network of {member.name}")
            if isinstance(other.mode, Unknown) or (other.mode or "").startswith("container:"):
                return self.unknown(f"{other.name} has the network of another container")
        reason = f"{self.upstream.text} is the container of {member.name} itself"
        return self.fails(
            Cause.SELF, reason, choice=for_itself(self.front, self.upstream, self.picture.members)
        )

    def to_name(self, member: Member, host: str) -> Link:
        owners = self.picture.records.owners(host, member.real_networks)
        if len(owners) == 1:
            return self.to_port(owners[0])
        if owners:
            return self.unknown(f"{len(owners)} services answer to {host}")
        unseen = self.picture.records.unseen(member)
        elsewhere = self.picture.records.elsewhere(host)
        if len(elsewhere) == 1 and unseen is None:
            return self.not_shared(member, elsewhere[0])
        if elsewhere:
            return self.unknown(unseen or f"{len(elsewhere)} services answer to {host}")
        asleep = [other for other in self.picture.members if other.name == host and other.runs is False]
        if asleep and unseen is None:
            return self.fails(Cause.NOT_RUNNING, f"no container of {host} is started", target=asleep[0])
        if "." in host:
            return self.unknown("a name with a dot may be a public one")
        choice = for_name(self.front, self.upstream, self.picture.members)
        if unseen:
            reason = f"nothing shown here is called {host}, and {unseen}"
            return self.fails(Cause.UNKNOWN_NAME, reason, certain=False, choice=Choice(choice.candidates))
        return self.fails(Cause.UNKNOWN_NAME, f"nothing is called {host}", choice=choice)

    def not_shared(self, member: Member, target: Member) -> Link:
        reason = f"{member.name} is on {networks_of(member)}, {target.name} is on {networks_of(target)}"
        return self.fails(Cause.NOT_SHARED, reason, target=target)

    def to_port(self, target: Member) -> Link:
        port = self.upstream.port
        assert isinstance(port, int)
        verdict = target.listening.answers(port)
        evidence = next(iter(verdict.listeners), None)
        if verdict.answer is listening.Answer.YES:
            return self.reaches(target, verdict.reason, evidence)
        if verdict.answer is listening.Answer.UNKNOWN or verdict.cause is None:
            return self.unknown(verdict.reason, target)
        certain = verdict.answer is listening.Answer.NO
        return self.fails(
            _CAUSES[verdict.cause], verdict.reason, certain=certain, target=target, listener=evidence
        )

    def reaches(self, target: Member, reason: str, listener: listening.Listener | None = None) -> Link:
        return self._link(Verdict.REACHES, reason, target=target, listener=listener)

    def unknown(self, reason: str, target: Member | None = None) -> Link:
        return self._link(Verdict.UNKNOWN, reason, target=target)

    def fails(
        self,
        cause: Cause,
        reason: str,
        *,
        certain: bool = True,
        target: Member | None = None,
        listener: listening.Listener | None = None,
        choice: Choice | None = None,
    ) -> Link:
        return self._link(Verdict.FAILS, reason, cause, certain, target, listener, choice or Choice())

    def _link(
        self,
        verdict: Verdict,
        reason: str,
        cause: Cause | None = None,
        certain: bool = True,
        target: Member | None = None,
        listener: listening.Listener | None = None,
        choice: Choice | None = None,
    ) -> Link:
        choice = choice or Choice()
        return Link(
            self.front,
            self.proxy,
            self.upstream,
            verdict,
            reason,
            cause,
            certain,
            target,
            listener,
            choice.candidates,
            choice.sole,
        )


def networks_of(member: Member) -> str:
    """The real names of its networks, for a sentence."""
    names = sorted(member.real_networks)
    return " and ".join(names) if names else "no network"
