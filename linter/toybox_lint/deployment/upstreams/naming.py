"""What becomes of a request to a name: who has it on the networks of Caddy, and who elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from toybox_lint.deployment.model import Candidate, Cause, Link, Member
from toybox_lint.deployment.networks.linking import external_links, linked
from toybox_lint.deployment.networks.names import (
    called,
    has_containers_name,
    is_invented,
    is_numbered,
    networks_of,
    without_names,
)
from toybox_lint.deployment.networks.namespaces import (
    BRIDGE,
    HOST,
    NAMES_OF_THE_HOST,
    NONE,
    namespace,
    sharing,
)
from toybox_lint.deployment.networks.unseen_names import may_know, names_of_its_own
from toybox_lint.deployment.upstreams.candidates import (
    Choice,
    for_dotted,
    for_name,
    likely_among,
    likely_by_name,
    nearly_called,
    sole_on_port,
)
from toybox_lint.deployment.upstreams.chosen import candidate, with_a_port
from toybox_lint.deployment.upstreams.itself import Own
from toybox_lint.deployment.upstreams.offers import names_of_dormant, web_ports
from toybox_lint.deployment.upstreams.ports import MOST_JUDGED, Outcome, outcome
from toybox_lint.deployment.upstreams.routed import is_routed
from toybox_lint.deployment.upstreams.starters import starter
from toybox_lint.deployment.upstreams.unseen_projects import (
    is_made_for_others,
    is_meant,
    joiner,
    newcomer,
    stands_alone,
)
from toybox_lint.facts import Unknown
from toybox_lint.records import replace


class Named(Own):
    """A request to the name of something, on a network or none."""

    __slots__ = ()

    def to_name(self, member: Member, place: Member | str, host: str) -> Link:
        if place == NONE:
            return self.without_names(host, f"{member.name} has no network")
        if not isinstance(place, Member):
            return self.without_names(host, f"{member.name} is on the network of the host")
        if place.mode is not None:
            return self.on_the_bridge(place, host)
        owners = self.picture.records.owners(host, place.real_networks) or linked(
            member, host, self.picture.members
        )
        if owners:
            own = self.back_by_name(member.name) if owners == (member,) else None
            return own or self.to_owners(owners)
        drifting = self.picture.records.drifting(host)
        if drifting is not None and drifting is not member:
            return self.unknown(f"which networks {drifting.name} is on is not known")
        if host in external_links(member):
            return self.unknown(f"external_links of {member.name} name a container that is not shown")
        unseen = self.picture.records.unseen(place, host)
        elsewhere = self.picture.records.elsewhere(host)[:MOST_JUDGED]
        if elsewhere and has_containers_name(host, elsewhere):
            unseen = None
        if elsewhere and (unseen is None or self.means_one_of(elsewhere)):
            return self.of_another_name(place, elsewhere, unseen) or self.not_shared(place, elsewhere, unseen)
        if elsewhere:
            return self.unknown(f"{unseen}")
        if self.picture.records.is_usual(place, host):
            return self.unknown(f"a variable with a default decides what is called {host}")
        if (link := self.to_one_asleep(place, host, unseen)) is not None:
            return link
        if host.lower() in NAMES_OF_THE_HOST:
            return self.without_gateway(member)
        if "." in host and not is_invented(host, self.picture.members):
            return self.to_dotted(host)
        return self.to_nobody(place, host, unseen or may_know(host, member, self.picture.members))

    def to_one_asleep(self, place: Member, host: str, unseen: str | None) -> Link | None:
        """To a service of that name which is not started by itself; ``None`` where none may be meant."""
        asleep = [other for other in called(host, self.picture.members) if other.runs is False]
        near = [other for other in asleep if unseen is None or other.real_networks & place.real_networks]
        together = tuple(each for each in near if self.is_started_with(each))
        if together:
            joined = tuple(each for each in together if each.real_networks & place.real_networks)
            return self.to_owners(joined) if joined else self.not_shared(place, together, unseen)
        if near and unseen is None and all(_is_apart(each, place) for each in near):
            # It fails as it is, and would if it were started.
            return self.not_shared(place, near)
        if near:
            first = near[0]
            certain = unseen is None and (first.service.enabled or first.project.profiles_known)
            reason = f"{why_not_running(first)}, and {unseen}" if unseen else why_not_running(first)
            return self.fails(Cause.NOT_RUNNING, reason, certain=certain, target=first)
        return None

    def is_started_with(self, other: Member) -> bool:
        from toybox_lint.deployment.upstreams.together import started_together

        return self.front.member is not None and started_together(self.front.member, other) is not None

    def to_nobody(self, place: Member, host: str, unseen: str | None) -> Link:
        """A name that nothing shown has; ``unseen`` says why something that is not shown may have it."""
        choice = for_name(self.front, self.upstream, self.picture.members, fastcgi=self.fastcgi)
        likely = choice.candidates if unseen is None else self.likely_besides(place, host, choice)
        meant = without_names(host, self.picture.members)
        if meant is not None and has_containers_name(host, (meant,)):
            unseen = None
        if unseen is None and meant is None:
            if unseen := starter(place, self.picture.members):
                likely = tuple(each for each in likely if not is_routed(self.front, each.member))
            elif unseen := self.joiner(place, host, choice):
                likely = ()
        if unseen:
            reason = f"nothing shown here is called {host}, and {unseen}"
            return self.fails(Cause.UNKNOWN_NAME, reason, certain=False, choice=Choice(likely))
        if meant is None and (why := self.newcomer(place, host, choice)):
            link = self.fails(
                Cause.UNKNOWN_NAME, f"nothing shown here is called {host}, and {why}", certain=False
            )
            return replace(link, beside=True)
        made = choice.sole and is_made_for_others(place, choice.candidates[0].member)
        if (made and not likely_among(choice.candidates, self.upstream)) or (
            choice.sole and self.has_twin(host)
        ):
            choice = replace(choice, sole=False)
        if host.lower() in names_of_dormant(self.picture.members):
            choice = Choice()
        reason = _nameless(host, self.picture.members) or f"nothing is called {host}"
        return self.fails(Cause.UNKNOWN_NAME, reason, choice=choice)

    def likely_besides(self, place: Member, host: str, choice: Choice) -> tuple[Candidate, ...]:
        """Of what may be meant what something speaks for, where somebody else may have the name.

        On a network of others the port alone does not speak for what has its route. One that is called as what is
        asked for is that of its own project.
        """
        if any(
            joined.network.external is not False and joined.real_name == host for joined in place.networks
        ):
            return ()
        likely = likely_among(choice.candidates, self.upstream)
        if all(joined.network.external is False for joined in place.networks):
            return likely
        named = likely_by_name(likely, self.upstream)
        return tuple(each for each in likely if each in named or not is_routed(self.front, each.member))

    def has_twin(self, host: str) -> bool:
        """Whether another upstream of the proxy has nobody's name, too: several services are meant, not one twice.

        Those that only differ in their numbers are containers of one.
        """
        exact = self.upstream.origin.exact
        hosts = {each.host for each in self.proxy.upstreams[:MOST_JUDGED]} if exact else {host}
        others = (each for each in hosts if isinstance(each, str) and _numberless(each) != _numberless(host))
        return any(not called(each, self.picture.members) for each in others)

    def to_service(self, host: str) -> Link:
        """A service of DNS, which Docker's own has none of; another server may know what has a dot."""
        member = self.front.member
        place = None if member is None else namespace(member, self.picture.members)
        if not isinstance(place, Member) or "." in host or self.proxy.transport.own_resolvers:
            return self.unknown("a DNS server that is not shown may know the service")
        if why := may_know(host, place, self.picture.members):
            return self.unknown(why)
        named = (
            candidate(each, None) for each in called(host, self.picture.members) if each.runs is not False
        )
        reason = "Docker's DNS has addresses alone, and no services (SRV records)"
        return self.fails(
            Cause.UNKNOWN_NAME, reason, choice=Choice(tuple(each for each in named if each.port))
        )

    def joiner(self, place: Member, host: str, choice: Choice) -> str | None:
        """Why a project that is not shown may have the name: nothing that is shown is like what is dialled.

        With a dot it has been found to be the name of a service that is shown, and something behind it.
        """
        why = joiner(place, self.picture.members)
        if why is None or stands_alone(place, self.picture.members):
            return why
        known = (
            likely_by_name(choice.candidates, self.upstream)
            or sole_on_port(self.front, choice.candidates, self.upstream)
            or called(host, self.picture.members)
        )
        return None if known or "." in host else why

    def newcomer(self, place: Member, host: str, choice: Choice) -> str | None:
        """Why a project that is not shown may have the name.

        None that is shown is like it, nor waits for a route: an application of one's own, or what is on that port.
        """
        members = self.picture.members
        why = newcomer(place, members)
        if why is None or "." in host or called(host, members) or is_numbered(host, members):
            return None
        near = nearly_called(host, self.port, members)[0] is not None
        return None if near or is_meant(self.front, self.upstream, choice.candidates) else why

    def to_dotted(self, host: str) -> Link:
        """A name with a dot that nothing shown has: it may be a public one, or one of the company's own network."""
        meant = for_dotted(self.upstream, self.picture.members)
        if not meant.candidates:
            return self.unknown("a name with a dot may be a public one")
        reason = f"nothing shown here is called {host}, and {meant.candidates[0].name} is without what follows the dot"
        return self.fails(Cause.UNKNOWN_NAME, reason, certain=False, choice=meant)

    def to_owners(self, owners: Sequence[Member]) -> Link:
        """The containers that answer to the name, with those on the same network as one of them."""
        owners = owners[: MOST_JUDGED + 1]
        beside = (other for owner in owners for other in sharing(owner, self.picture.members))
        behind = tuple(dict.fromkeys(islice(beside, MOST_JUDGED + 1)))
        maybe = next((other for other in owners if isinstance(other.runs, Unknown)), None)
        if maybe:
            return self.unknown(f"whether {maybe.name} runs is not known")
        return self.from_outcome(self.connected(behind or owners, self.port))

    def connected(self, targets: Sequence[Member], port: int, *, inside: bool = False) -> Outcome:
        """A connection to one of the services that share a network."""
        return outcome(self.proxy, self.upstream, targets, port, inside=inside)

    def without_names(self, host: str, who: str) -> Link:
        """Where no service's name resolves."""
        if host.lower() in NAMES_OF_THE_HOST:
            reason = f"{who}, which on Linux does not know {host}: there it is localhost"
            return self.fails(Cause.NO_GATEWAY, reason)
        if self.front.member is not None and (why := names_of_its_own(self.front.member)):
            return self.unknown(why)
        named = called(host, self.picture.members)
        reason = f"{who}, where the name {host} does not resolve"
        if named:
            return self.fails(Cause.NO_NAMES, reason, target=named[0])
        meant, certain = nearly_called(host, self.port, self.picture.members)
        if meant is None or "." in host:
            return self.unknown(f"{host} may be a name that the host knows")
        return self.fails(Cause.NO_NAMES, reason, certain=certain, target=meant)

    def on_the_bridge(self, place: Member, host: str) -> Link:
        """On Docker's own bridge only ``links`` give names."""
        if place.service.links or external_links(place):
            return self.unknown(f"links of {place.name} give names on Docker's own bridge")
        return self.without_names(host, f"{place.name} is on Docker's own bridge")

    def without_gateway(self, member: Member) -> Link:
        if why := names_of_its_own(member):
            return self.unknown(why)
        host = self.upstream.host
        reason = f"{host} is not in extra_hosts of {member.name}, and Docker on Linux does not know it"
        return self.fails(Cause.NO_GATEWAY, reason, choice=self.meant_by_itself())

    def means_one_of(self, owners: Sequence[Member]) -> bool:
        """Whether one of the owners of the name listens on the port, too."""
        return any(self.port in web_ports(each, loopback=True) for each in owners)

    def of_another_name(self, place: Member, owners: Sequence[Member], unseen: str | None) -> Link | None:
        """The name is one's that Caddy shares a network with, and has on another: there it is called otherwise."""
        target = self.likeliest(owners)
        if not target.real_networks & place.real_networks:
            return None
        host = self.upstream.host
        reason = f"{target.name} is called {host} on another network than {networks_of(place)}"
        reason = f"{reason}, and {unseen}" if unseen else reason
        choice = Choice((with_a_port(candidate(target, self.port), self.port),), sole=True)
        return self.fails(Cause.UNKNOWN_NAME, reason, certain=unseen is None, target=target, choice=choice)

    def likeliest(self, owners: Sequence[Member]) -> Member:
        """Of several owners of a name the one that listens on the port."""
        return next((each for each in owners if self.port in web_ports(each, loopback=True)), owners[0])

    def not_shared(self, member: Member, owners: Sequence[Member], unseen: str | None = None) -> Link:
        """The name has owners, none of them where Caddy is. Of several, one that listens on the port is meant.

        Those that are called the same are told with their projects.
        ``unseen`` is why another one that is not shown may have the name there.
        """
        target = self.likeliest(owners)
        names = Counter(each.name for each in owners)
        where = ", ".join(
            f"{each.key if names[each.name] > 1 else each.name} is on {networks_of(each)}" for each in owners
        )
        reason = f"{member.name} is on {networks_of(member)}, {where}"
        reason = f"{reason}, and {unseen}" if unseen else reason
        from toybox_lint.deployment.networks.leaving import left_default

        left = unseen is None and len(owners) == 1 and left_default(member, target)
        cause = Cause.LEFT_DEFAULT if left else Cause.NOT_SHARED
        return self.fails(cause, reason, certain=unseen is None, target=target)


def why_not_running(member: Member) -> str:
    """Why a service is not started, as a clause."""
    if not member.service.enabled:
        profiles = " or ".join(str(each.value) for each in member.service.profiles)
        unseen = "" if member.project.profiles_known else ", which a .env that is not here may choose"
        return f"{member.name} is only started with the profile {profiles}{unseen}"
    return f"{member.name} is scaled to 0"


def _numberless(name: str) -> str:
    return name.rstrip("0123456789").rstrip("-_.")


def _nameless(host: str, members: Sequence[Member]) -> str | None:
    """Why a service that is called so has no name on any network."""
    found = without_names(host, members)
    if found is None or not isinstance(found.mode, str):
        return None
    kind, _, other = found.mode.partition(":")
    where = {HOST: "on the network of the host", NONE: "on no network", BRIDGE: "on Docker's own bridge"}
    if kind in where:
        return f"{found.name} is {where[kind]}, where nothing has a name"
    return f"{found.name} is in the network of {other}, and has no name of its own" if other else None


def _is_apart(member: Member, place: Member) -> bool:
    """Whether it is certainly on no network of ``place``."""
    known = bool(member.real_networks) and member.mode is None
    return known and not member.real_networks & place.real_networks
