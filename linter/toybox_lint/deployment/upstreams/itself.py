"""What becomes of a request that Caddy sends to a port of its own."""

from __future__ import annotations

from toybox_lint.caddy.model import Caddyfile, Listener
from toybox_lint.deployment.caddies.serving import bind
from toybox_lint.deployment.listening.model import Bind, Speaks
from toybox_lint.deployment.model import Cause, Link, Verdict
from toybox_lint.deployment.networks.namespaces import HOST, sharing
from toybox_lint.deployment.upstreams.candidates import Choice
from toybox_lint.deployment.upstreams.offers import serving
from toybox_lint.deployment.upstreams.protocols import misunderstood
from toybox_lint.deployment.upstreams.request import Request
from toybox_lint.facts import Unknown
from toybox_lint.later import remembered
from toybox_lint.records import replace


class Own(Request):
    """A request, as far as it may come back to the Caddy that sends it."""

    __slots__ = ()

    def to_own_listener(self, who: str, *, on_host: bool) -> Link | None:
        """Caddy asks itself; ``None`` where it does not listen on the port, as far as its sites tell.

        Where it speaks another protocol there, it answers nothing of use. On a port of the same site the request comes
        back to the same route, for ever; on that which redirects to the site, the client is sent back.
        """
        open_ones = self._listeners(self.port, Bind.ALL, Bind.LOOPBACK)
        from toybox_lint.deployment.upstreams.looping import redirected, returns

        if not open_ones:
            if on_host and redirected(self.front.caddyfile, self.proxy, self.port):
                return self._loop(f"{who} itself redirects from {self.port} to this site", on_host=True)
            return None
        spoken = misunderstood(self.proxy, self.upstream, _speak(open_ones))
        if spoken is not None:
            return self.fails(Cause.WRONG_PROTOCOL, f"{who} itself speaks {spoken} on {self.port}")
        mine = self._of_the_site(open_ones)
        if mine and returns(self.front.caddyfile, self.proxy):
            reason = f"{who} itself listens on {self.port} with this site: the request comes back to it"
            return self._loop(reason, on_host=on_host)
        if mine:
            return self.unknown(f"{who} itself listens on {self.port}")
        reason = f"Caddy itself listens on {self.port}"
        return Link(self.front, self.proxy, self.upstream, Verdict.REACHES, reason, target=self.front.member)

    def refused(self, reason: str, choice: Choice) -> Link:
        """Nothing that is shown listens on the port of Caddy's own container.

        It is not certain where a variable that nobody gave, or an import that cannot be seen, may make another of its
        sites listen there. Would it be the site itself, the request would come back to it.
        """
        caddyfile, number = self.front.caddyfile, self.proxy.site
        open_ended = _open_ended(caddyfile)
        from toybox_lint.deployment.upstreams.looping import returns

        certain = not open_ended or (open_ended == [number] and returns(caddyfile, self.proxy))
        certain = certain and not _imports_sites(caddyfile)
        if not certain:
            choice = replace(choice, sole=False)
            reason = f"{reason}, unless another site of Caddy listens on {self.port}"
        return self.fails(Cause.SELF, reason, certain=certain, choice=choice)

    def back_by_name(self, who: str) -> Link | None:
        """Caddy asks itself by a name of its own container, where that certainly fails.

        Of a site that is bound to one address nobody else need know which: the request is refused, or comes back.
        """
        if not self._listeners(self.port, Bind.ALL):
            from toybox_lint.deployment.upstreams.looping import redirected, returns

            bound = self._listeners(self.port, Bind.UNKNOWN)
            if bound and bound == self._of_the_site(bound) and returns(self.front.caddyfile, self.proxy):
                reason = f"{who} listens on {self.port} with this site alone: the request is refused, or comes back"
                return self._loop(reason, on_host=False)
            if redirected(self.front.caddyfile, self.proxy, self.port):
                return self._loop(f"{who} itself redirects from {self.port} to this site", on_host=False)
            return None
        link = self.to_own_listener(who, on_host=False)
        return link if link is not None and link.verdict is Verdict.FAILS else None

    def back_from_the_host(self) -> Link | None:
        """A port of the host that Caddy's own container publishes: the request comes back, unless another has it."""
        front = self.front.member
        offers = front.listening.published_as(self.port) if front else ()
        port = offers[0].target if offers else None
        if port is None:
            return None
        others = [other for other in sharing(HOST, self.picture.members) if other.listening.at(self.port)]
        open_ones = self._listeners(port, Bind.ALL)
        reason = f"{self.front.name} itself publishes {self.port}"
        spoken = None if others else misunderstood(self.proxy, self.upstream, _speak(open_ones))
        if spoken is not None:
            return self.fails(Cause.WRONG_PROTOCOL, f"{reason}, and speaks {spoken} there")
        from toybox_lint.deployment.upstreams.looping import redirected, returns

        if not others and self._of_the_site(open_ones) and returns(self.front.caddyfile, self.proxy):
            return self._loop(f"{reason}: the request comes back to it", on_host=False)
        if not others and not open_ones and redirected(self.front.caddyfile, self.proxy, port):
            return self._loop(f"{reason}, and redirects from there to this site", on_host=False)
        return self.unknown(reason)

    def _listeners(self, port: int, *binds: Bind) -> list[Listener]:
        """What this Caddy itself opens on a port, for one of ``binds``: not what it binds to one address of many."""
        found = opened(self.front.caddyfile).get(port, ())
        return [each for each in found if bind(each.address) in binds]

    def _of_the_site(self, listeners: list[Listener]) -> list[Listener]:
        """Those of the site in which the proxy stands; of a named route, those of every site that invokes it."""
        caddyfile, number = self.front.caddyfile, self.proxy.site
        if number is not None:
            sites = [caddyfile.sites[number]]
        else:
            from toybox_lint.deployment.upstreams.looping import arrivals

            sites = [way.site for way in arrivals(caddyfile, self.proxy)]
        found = [[each for each in site.listeners if each in listeners] for site in sites]
        return [each for some in found for each in some] if all(found) else []

    def _loop(self, reason: str, *, on_host: bool) -> Link:
        if not on_host:
            return self.fails(Cause.LOOP, reason, choice=self.meant_by_itself())
        members = self.picture.members
        from toybox_lint.deployment.upstreams.by_port import on_the_host

        choice = on_the_host(self.upstream, members)
        inside = [each for each in serving(members).on_port(self.port) if each.mode is None]
        only = inside[0] if len(inside) == 1 and not choice.candidates else None
        return self.fails(Cause.LOOP, reason, choice=choice, target=only)


@remembered
def _open_ended(caddyfile: Caddyfile) -> list[int]:
    """The numbers of the sites of which not all ports are known."""
    return [
        index
        for index, site in enumerate(caddyfile.sites)
        if not site.listeners or not all(isinstance(each.port, int) for each in site.listeners)
    ]


@remembered
def _imports_sites(caddyfile: Caddyfile) -> bool:
    """Whether something that cannot be seen is imported outside of the sites that are seen."""
    blocks = [site.block for site in caddyfile.sites]
    return any(
        all(
            block.open.file is not gap.origin.file
            or not block.open.span.start < gap.origin.span.start < block.close.span.start
            for block in blocks
        )
        for gap in caddyfile.gaps
    )


def _speak(listeners: list[Listener]) -> Speaks:
    """What Caddy speaks where several of its sites may listen."""
    spoken = {each.tls for each in listeners}
    if spoken == {True}:
        return Speaks.TLS
    return Speaks.HTTP if spoken == {False} else Speaks.UNKNOWN


@remembered
def opened(caddyfile: Caddyfile) -> dict[int | Unknown | None, dict[Listener, None]]:
    """What the sites of a Caddyfile listen on, by port; ``None`` is the port of a site of which that is not known."""
    found: dict[int | Unknown | None, dict[Listener, None]] = {}
    for site in caddyfile.sites:
        for each in site.listeners:
            found.setdefault(each.port, {})[each] = None
        if not site.listeners:
            found.setdefault(None, {})
    return found
