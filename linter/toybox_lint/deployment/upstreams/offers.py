"""The services that a proxy may mean, by what may be asked of them: a name, some of its words, a port."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from toybox_lint.deployment.listening.images.well_known import is_known, is_program, named, reference
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Publication, Speaks
from toybox_lint.deployment.model import Front, Member
from toybox_lint.later import Later, remembered
from toybox_lint.patterns import pattern
from toybox_lint.suggest import FEW, Names

_NOT_WEB = frozenset({Speaks.TCP, Speaks.UWSGI})
# Ports of other protocols than HTTP, and of debuggers.
OTHER_PROTOCOLS = frozenset(
    {21, 22, 23, 25, 53, 110, 143, 389, 445, 465, 587, 636, 853, 993, 995, 1433, 1521, 1883, 1935, 2222, 3306}
    | {4222, 5005, 5432, 5672, 5900, 6379, 9229, 11211, 25565, 27017}
)
_WEB_PORTS = frozenset(("80", "443"))
# From this ratio of difflib on, a name may be another one misspelt.
_CUTOFF = 0.75
# From so many listeners on, what was found out of a service's ports is kept.
MANY = 64


_BETWEEN_PARTS = pattern(r"[-_.]")


class Offers:
    """Services in their order, to be found by what is asked of them: thousands of upstreams may ask.

    ``base`` are the same with those that are left out of these.
    """

    __slots__ = (
        "_by_image",
        "_by_letters",
        "_by_name",
        "_by_old_name",
        "_by_port",
        "_by_word",
        "_left_out",
        "_members",
        "_names",
        "_published",
        "base",
    )

    def __init__(self, members: Iterable[Member]) -> None:
        self.base = self
        self._left_out: str | None = None
        self._members = tuple(members)
        self._by_name = self._grouped(lambda member: (member.name.lower(),))
        self._by_old_name = self._grouped(_old_names)
        self._by_image = self._grouped(_image_names)
        self._by_word = self._grouped(lambda member: _words(member.name.lower()) or ("",))
        self._by_letters = self._grouped(lambda member: (_letters(member.name.lower()),))
        self._by_port = Later(lambda: _surest_first(_groups(self._members, _told_by)))
        self._published = Later(lambda: _publishing(self._members))
        self._names = Later(lambda: Names(member.name for member in self._members))

    def _grouped(self, keys: Callable[[Member], Iterable[object]]) -> Later[dict[object, dict[int, Member]]]:
        """The services by ``keys``, each with its place among them all."""
        return Later(lambda: _groups(self._members, keys))

    def without(self, name: str) -> Offers:
        """These, but for those that have the very name: hundreds may each ask to be left out."""
        if not any(member.name == name for member in self.named(name)):
            return self
        others = Offers(())
        for slot in Offers.__slots__:
            setattr(others, slot, getattr(self, slot))
        others._left_out = name
        others._names = Later(lambda: Names(member.name for member in others))
        return others

    def keeps(self, member: Member) -> bool:
        """Whether one of ``base`` is not left out."""
        return member.name != self._left_out

    def __iter__(self) -> Iterator[Member]:
        return filter(self.keeps, self._members)

    @property
    def only(self) -> Member | None:
        """The one there is; ``None`` of none, and of several."""
        found = list(islice(self, 2))
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> Iterator[Member]:
        """Those that have the name, whatever its case."""
        return filter(self.keeps, self._by_name.value.get(name.lower(), {}).values())

    def near(self, name: str) -> list[Member]:
        """Those of the name before the dot, else those that once had the name, else those of an image of that name,
        else those of the three names most alike.
        """
        asked = name.lower()
        for names, each in (
            (self._by_name, asked.partition(".")[0]),
            (self._by_old_name, asked),
            (self._by_image, asked),
        ):
            found = list(islice(filter(self.keeps, names.value.get(each, {}).values()), FEW))
            if found:
                return found
        return [member for each in self._closest(asked) for member in self.named(each) if member.name == each]

    def _closest(self, name: str) -> Sequence[str]:
        """The three names most alike: one that is left out may be among those of all."""
        close = self.base._names.value.closest(name, _CUTOFF)
        return close if self._left_out not in close else self._names.value.closest(name, _CUTOFF)

    def alike(self, name: str) -> list[Member]:
        """Those whose name has all the words of ``name``, or some and no other, or its letters in another order."""
        asked = name.lower()
        words = _words(asked)
        if not words:
            return list(islice(self, FEW))
        found = dict(islice(self._by_letters.value.get(_letters(asked), {}).items(), FEW))
        groups = [self._by_word.value.get(word, {}) for word in words]
        rarest = min(groups, key=self._size)
        for group in (self._by_word.value.get("", {}), *groups):
            for place, member in islice(group.items(), FEW):
                own = _words(member.name.lower())
                if own <= words or (group is rarest and words <= own):
                    found[place] = member
        return [found[place] for place in sorted(found) if self.keeps(found[place])]

    def _size(self, group: dict[int, Member]) -> int:
        """How many of a group are not left out."""
        own = self._by_name.value.get((self._left_out or "").lower(), {})
        return len(group) - sum(place in group for place, member in own.items() if not self.keeps(member))

    def on_port(self, port: object) -> Iterator[Member]:
        """Those that answer the web on the port, the surest first.

        Of what a well-known image opens, the main one tells it.
        """
        return filter(self.keeps, self._by_port.value.get(port, {}).values())

    def publishing(self, port: object) -> Iterator[tuple[Member, Publication]]:
        """Those that publish the port of the host, each with what is behind it."""
        return (found for found in self._published.value.get(port, ()) if self.keeps(found[0]))


def _groups(
    members: Iterable[Member], keys: Callable[[Member], Iterable[object]]
) -> dict[object, dict[int, Member]]:
    found: dict[object, dict[int, Member]] = {}
    for place, member in enumerate(members):
        for key in keys(member):
            found.setdefault(key, {})[place] = member
    return found


def _publishing(members: Iterable[Member]) -> dict[object, list[tuple[Member, Publication]]]:
    found: dict[object, list[tuple[Member, Publication]]] = {}
    for member in members:
        for each in member.listening.published:
            found.setdefault(each.published, []).append((member, each))
    return found


def _surest_first(found: dict[object, dict[int, Member]]) -> dict[object, dict[int, Member]]:
    """``found``, in each group before the others those of which all ports are known."""
    return {
        port: dict(sorted(group.items(), key=lambda item: item[1].listening.decisive is None))
        for port, group in found.items()
    }


def _told_by(member: Member) -> tuple[int, ...]:
    """The ports that tell a service from others."""
    ports = web_ports(member) or web_ports(member, loopback=True)
    return ports[:1] if by_image(member, ports) else ports


def _words(name: str) -> set[str]:
    return set(_BETWEEN_PARTS.split(name)) - {""}


def _letters(name: str) -> str:
    return "".join(sorted(name))


def _old_names(member: Member) -> tuple[str, ...]:
    """What Compose 1 called the service's container, also with its number left out."""
    project, service = member.project_name.lower(), member.name.lower()
    return f"{project}_{service}_1", f"{project}_{service}", f"{project}-{service}"


def _image_names(member: Member) -> tuple[str, ...]:
    """The last part of the path of its image, or of what it is built on: people dial ``ghost`` and call it ``blog``."""
    image = named(member.listening.base)
    return () if image is None else (reference(image).path.rpartition("/")[2],)


def is_called_as_a_program(member: Member) -> bool:
    """Whether it has the name of a well-known program, or of the well-known image that it runs (``dxflrs/garage``)."""
    name, image = member.name.lower(), named(member.listening.base)
    return is_program(name) or (image is not None and name in _image_names(member) and is_known(image))


def was_called(member: Member, name: str) -> bool:
    """Whether Compose 1 called the service's container so, or somebody leaves its number out."""
    return name.lower() in _old_names(member)


@remembered
def names_of_dormant(members: Sequence[Member]) -> frozenset[str]:
    """What Compose 1 called the containers of services that are not started."""
    return frozenset(name for each in members if each.runs is False for name in _old_names(each))


def by_image(member: Member, ports: Sequence[int]) -> bool:
    """Whether a well-known image alone decides about ``ports``, of which it has the main one first."""
    listening = member.listening
    deciding = listening.listeners if listening.decisive is None else listening.decisive
    asked = frozenset(ports)
    return {each.grade for each in deciding if each.port in asked} == {Grade.IMAGE_TABLE}


@remembered
def serving(members: Sequence[Member]) -> Offers:
    """Of ``members`` those that serve the web."""
    return Offers(filter(serves_web, members))


@remembered
def asleep(members: Sequence[Member]) -> Offers:
    """What would serve the web under a name of its own, and is certainly not started."""
    return Offers(
        member
        for member in members
        if member.runs is False
        and (member.service.enabled or member.project.profiles_known)
        and member.mode is None
        and is_for_web(member)
    )


def others(front: Front, members: Sequence[Member]) -> Offers:
    """What serves the web under a name of its own, not Caddy's or of what is in front, which would lead back to it."""
    caddy = front.member
    if caddy is not None and not caddy.service.enabled:
        return _started_with(members)(caddy)
    return _without(members)(caddy)


@remembered
def _started_with(members: Sequence[Member]) -> Callable[[Member], Offers]:
    """What serves the web when a Caddy does that has a profile."""
    from toybox_lint.deployment.upstreams.together import started_together

    def beside(caddy: Member) -> Offers:
        running = (each for each in members if each.runs is not False or started_together(caddy, each))
        return Offers(each for each in running if each.mode is None and is_for_web(each)).without(caddy.name)

    return cache(beside)


@remembered
def _without(members: Sequence[Member]) -> Callable[[Member | None], Offers]:
    offers = Offers(member for member in members if serves_web(member) and member.mode is None)
    ahead = [member for member in offers if member.service.depends_on and _takes_requests(member)]

    def beside(caddy: Member | None) -> Offers:
        if caddy is None:
            return offers
        first = {member for member in ahead if _is_in_front(member, caddy)}
        return (Offers(each for each in offers if each not in first) if first else offers).without(caddy.name)

    return cache(beside)


def _takes_requests(member: Member) -> bool:
    """Whether the host passes what comes for websites to the service."""
    return any(each.published in _WEB_PORTS for each in member.service.ports)


def _is_in_front(member: Member, caddy: Member) -> bool:
    """Whether the service takes what comes from outside, and waits for a Caddy that does not."""
    waits = any(each.service == caddy.name for each in member.service.depends_on)
    return waits and member.project is caddy.project and not _takes_requests(caddy)


def serves_web(member: Member) -> bool:
    """Whether a proxy may mean the service: it runs, and is no database, no worker, no job that ends."""
    return member.runs is not False and is_for_web(member)


def is_for_web(member: Member) -> bool:
    """As ``serves_web``, of a service that may not be started."""
    listening = member.listening
    if listening.decisive == ():
        return False
    if listening.process is not None and listening.process.runs_forever is False:
        return False
    speaks = {listener.speaks for listener in listening.listeners}
    return not speaks or not speaks <= _NOT_WEB


def may_understand(member: Member, port: int | None, *, fastcgi: bool) -> bool:
    """Whether what the service has at a port may be spoken to in FastCGI, else in HTTP; what is not known may be."""
    wrong = {Speaks.HTTP, Speaks.TLS} if fastcgi else {Speaks.FASTCGI}
    listeners = () if port is None else member.listening.at(port)
    spoken = {each.speaks for each in listeners} - {Speaks.UNKNOWN}
    return not spoken or not spoken <= wrong


def web_ports(member: Member, *, loopback: bool = False) -> tuple[int, ...]:
    """The ports the service answers the web on, by the strongest evidence that names any."""
    listening = member.listening
    listeners = listening.listeners if listening.decisive is None else listening.decisive
    if len(listeners) < MANY:
        return _web_ports(listeners, loopback=loopback)
    return _ways_in(listeners)[loopback]


@remembered
def _ways_in(listeners: tuple[Listener, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The ports of a service that has many: for others, and for itself."""
    return _web_ports(listeners, loopback=False), _web_ports(listeners, loopback=True)


def _web_ports(listeners: Iterable[Listener], *, loopback: bool) -> tuple[int, ...]:
    open_ones = [
        listener
        for listener in listeners
        if isinstance(listener.port, int)
        and listener.speaks not in _NOT_WEB
        and not (listener.speaks is Speaks.UNKNOWN and listener.port in OTHER_PROTOCOLS)
        and (loopback or listener.bind is not Bind.LOOPBACK)
    ]
    best = [listener for listener in open_ones if listener.grade == open_ones[0].grade]
    return tuple(dict.fromkeys(listener.port for listener in best if isinstance(listener.port, int)))
