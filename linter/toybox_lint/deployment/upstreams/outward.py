"""Requests that Caddy sends out with a ``Host``, or by a way, that is not meant.

Sources: Caddy's change 7454, released with 2.11: a proxy to an HTTPS upstream sends the upstream's own name
as ``Host``, before
that the client's; Go's ``http.ProxyFromEnvironment``, which Caddy's transport asks: ``HTTP_PROXY`` for every
plain request but those to the loopback and to what ``NO_PROXY`` lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.caddy.edit import append
from toybox_lint.caddy.model import Directive
from toybox_lint.deployment.caddies.versions import tagged_version
from toybox_lint.deployment.model import Front, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, Span
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.compose.yaml.edit import Edits


_SENDS_OWN_HOST = (2, 11)
_PUBLIC = pattern(r"(?!host\.docker\.internal$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
_INNER = frozenset({"local", "internal", "lan", "home", "localhost", "test"})
_OF_THE_CLIENT = frozenset(("{host}", "{hostport}", "{http.request.host}", "{http.request.hostport}"))
_PROXY = {"http": ("HTTP_PROXY", "http_proxy"), "https": ("HTTPS_PROXY", "https_proxy")}
_NO_PROXY = ("NO_PROXY", "no_proxy")
_WAYS = frozenset({"forward_proxy_url", "network_proxy"})


@dataclass(frozen=True, slots=True, eq=False)
class WrongHost:
    """A link to a server elsewhere that gets the ``Host`` of the client: ``line`` says so, or Caddy's ``version``."""

    link: Link
    version: str
    line: Directive | None = None

    @property
    def sender(self) -> str:
        """What sends it."""
        return "header_up Host" if self.line is not None else f"Caddy {self.version}"

    def edit(self) -> Edit | None:
        """Send the upstream's own name."""
        if self.line is not None:
            value = self.line.words[-1].origin
            plain = value.exact and value.via is None
            return Edit(value.file, value.span, "{upstream_hostport}") if plain else None
        directive = self.link.proxy.directive
        return (
            None
            if self.link.upstream.origin.via
            else append(directive, ["header_up Host {upstream_hostport}"])
        )


def wrong_hosts(links: Iterable[Link]) -> Iterator[WrongHost]:
    """The links over TLS to public names that get another ``Host``.

    They say nothing about it in a Caddy before 2.11, or pass on that of the client to another's domain.
    """
    for link in links:
        if not _is_sent_elsewhere(link):
            continue
        if (line := _passes_on(link)) is not None:
            yield WrongHost(link, "", line)
        version = tagged_version(link.front.member) if link.front.member else None
        from toybox_lint.caddy.requests.forwarded import host_lines

        if version is not None and version < _SENDS_OWN_HOST and not host_lines(link.proxy):
            yield WrongHost(link, f"{version[0]}.{version[1]}")


def _is_sent_elsewhere(link: Link) -> bool:
    """Whether it is certainly dialled over TLS by a public name, of another server than the project's."""
    host, transport = link.upstream.host, link.proxy.transport
    outside = isinstance(host, str) and not link.target and _is_public(host)
    return outside and transport.tls and transport.known


def _passes_on(link: Link) -> Directive | None:
    """The line by which a proxy sends a server of another domain the name of its own site."""
    proxy = link.proxy
    if proxy.site is None:
        return None
    line = next((each for each in _lines(proxy.directive) if _is_of_the_client(each)), None)
    from toybox_lint.caddy.requests.hosts import hosts_of

    own = hosts_of(link.front.caddyfile.sites[proxy.site]) if line else None
    if own is None:
        return None
    domains = {".".join(name.split(".")[-2:]) for name in (*own.plain, *own.wild)}
    return None if ".".join(str(link.upstream.host).lower().split(".")[-2:]) in domains else line


def _is_of_the_client(line: Directive) -> bool:
    words = [str(word.text) for word in line.words]
    return (
        len(words) == 3
        and words[0] == "header_up"
        and words[1].lower() == "host"
        and words[2] in _OF_THE_CLIENT
    )


def _is_public(host: str) -> bool:
    return bool(_PUBLIC.fullmatch(host.lower())) and host.lower().rpartition(".")[2] not in _INNER


def _lines(directive: Directive) -> tuple[Directive, ...]:
    return directive.block.directives if directive.block else ()


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """A Caddy whose requests to the services ``hosts`` go to the proxy that its variable ``name`` gives."""

    front: Front
    member: Member
    name: str
    value: Located[str]
    hosts: tuple[str, ...]

    @property
    def origin(self) -> Origin:
        """The variable's value, where a compose file has it; else the service."""
        written = self.value.origin.file in self.member.project.files
        return self.value.origin if written else self.member.origin

    def edits(self) -> tuple[Edit, ...]:
        """Add the services to ``NO_PROXY``; none where that cannot be written."""
        names = ",".join(self.hosts)
        environment = self.member.service.environment
        listed = next((environment[name] for name in _NO_PROXY if _has(self.member, name)), None)
        if listed is not None:
            place = listed.origin
            inside = (
                place.exact and place.file in self.member.project.files and place.span.start < place.span.end
            )
            from toybox_lint.compose.yaml.parts import replace_part

            return (
                (replace_part(place.file, Span(place.span.end, place.span.end), f",{names}"),)
                if inside
                else ()
            )
        from toybox_lint.compose.edit import Refusal, last_file

        file = last_file(self.member.project, self.member.name)
        path = ("services", self.member.name, "environment")
        edits: Edits = Refusal("nothing is written")
        from toybox_lint.compose.yaml.edit import find, insert_entry, insert_item

        if file is not None and find(file, path) is not None:
            edits = insert_entry(file, path, "NO_PROXY", names)
            if isinstance(edits, Refusal):
                edits = insert_item(file, path, f"NO_PROXY={names}")
        return () if isinstance(edits, Refusal) else edits


def captured(links: Iterable[Link], fronts: Iterable[Front]) -> Iterator[Captured]:
    """The Caddies whose requests to services of the deployment take the way of the proxy."""
    links = list(links)
    for front in fronts:
        member = front.member
        if member is None or not member.service.environment_known:
            continue
        for scheme, names in _PROXY.items():
            name = next((name for name in names if _has(member, name)), None)
            value = member.service.environment[name] if name else None
            if name is None or value is None or not isinstance(value.value, str):
                continue
            hosts = [
                str(link.upstream.host)
                for link in links
                if link.front is front
                and _takes(link, scheme)
                and not _excepted(member, str(link.upstream.host))
            ]
            if hosts:
                found = Located(value.value, value.origin)
                yield Captured(front, member, name, found, tuple(dict.fromkeys(hosts)))


def _has(member: Member, name: str) -> bool:
    value = member.service.environment.get(name)
    return value is not None and bool(value.value)


def _takes(link: Link, scheme: str) -> bool:
    """Whether the link goes to a service, and asks for a proxy of that scheme."""
    transport = link.proxy.transport
    if transport.protocol != "http" or not transport.known or "h2c" in transport.versions:
        return False
    if any(
        str(line.name.text) in _WAYS for line in (_lines(transport.directive) if transport.directive else ())
    ):
        return False
    reached = link.verdict is Verdict.REACHES and link.target is not None and link.upstream.network == "tcp"
    local = link.upstream.host in ("localhost", "") or str(link.upstream.host).startswith("127.")
    return reached and not local and scheme == ("https" if transport.tls else "http")


def _excepted(member: Member, host: str) -> bool:
    """Whether ``NO_PROXY`` lists the host; true, too, where its value is not known."""
    for name in _NO_PROXY:
        if not _has(member, name):
            continue
        value = member.service.environment[name].value
        if not isinstance(value, str):
            return True
        items = [item.strip().lower() for item in value.split(",")]
        return any(
            item == "*" or f".{host.lower()}".endswith(f".{item.lstrip('.')}") for item in items if item
        )
    return False
