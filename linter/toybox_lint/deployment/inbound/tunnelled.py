"""What a tunnel of Cloudflare's asks of a Caddy beside it, and Caddy does not have.

Sources: Cloudflare's documentation of ``cloudflared``: the ``ingress`` of its configuration, which one with a token
does not read, and ``originRequest`` (TLS is begun for the host of the URL, unless ``originServerName`` or
``matchSNItoHost`` say otherwise). Measured with Caddy 2.11.7: for a name that it has no certificate for, the handshake
ends with an *internal error*; HTTP at a port of TLS is answered with 400.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.sites.handshakes import by_port
from toybox_lint.caddy.sites.names import known_names, option, option_port, redirects
from toybox_lint.compose.yaml.edit import below, documents
from toybox_lint.compose.yaml.nodes import Alias, Mapping, Node, Scalar
from toybox_lint.compose.yaml.nodes import Sequence as Items
from toybox_lint.deployment.caddies.admin import admin_port
from toybox_lint.deployment.inbound.entrances import Entrance, entrances, listening_ports
from toybox_lint.deployment.inbound.unserved_hosts import served
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.images.contents import container_file
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.names import called as called_so
from toybox_lint.deployment.networks.names import records
from toybox_lint.deployment.networks.namespaces import sharing
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import whole
from toybox_lint.enums import Enum
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Origin, SourceFile, Span

_IMAGE = "cloudflare/cloudflared"
_FOLDERS = ("/etc/cloudflared", "/home/nonroot/.cloudflared", "/root/.cloudflared")
_USUAL = tuple(f"{folder}/config.{ending}" for folder in _FOLDERS for ending in ("yml", "yaml"))
_URL = pattern(r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9_-]+)(?::(?P<port>\d{1,5}))?/?")
# Options of the command by which Cloudflare tells it the rest, or by which it asks for another name.
_TELLING = ("--token", "--origin-server-name", "--http-host-header", "--unix-socket")
_PORTS = {"http": 80, "https": 443}


class Miss(Enum):
    """Why Caddy does not answer what it is asked."""

    PORT = "it does not listen there"
    PLAIN = "it speaks plain HTTP there"
    SECURED = "it speaks TLS there"
    CERTIFICATE = "it has no certificate for that name"
    NAME = "it has no site for that name"
    REDIRECTED = "it sends that name to HTTPS"
    NOBODY = "nobody has that name"
    ITSELF = "that is the tunnel's own container"


@dataclass(frozen=True, slots=True, eq=False)
class Missed:
    """What ``tunnel`` asks ``caddy`` for at ``port``: ``host`` is the name for which TLS is begun, or of the client.

    ``edit`` asks the only port of plain HTTP that there is, in that.
    """

    tunnel: Member
    caddy: Member
    miss: Miss
    host: str
    port: int
    origin: Origin
    near: Origin
    listening: tuple[int, ...]
    edit: Edit | None


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A URL with its place, the client's name, the name of TLS, and whether another one is sent in its place."""

    url: re.Match[str]
    origin: Origin
    client: str | None = None
    server: str | None = None

    @property
    def port(self) -> int:
        return whole(self.url["port"] or "") or _PORTS[self.url["scheme"]]

    def instead(self, port: int, host: str | None = None) -> Edit | None:
        """The same Caddy at another port, or at that ``host``, in plain HTTP."""
        at = self.origin.text.find(self.url[0])
        if at < 0 or not self.origin.exact:
            return None
        start = self.origin.span.start + at
        text = f"http://{host or self.url['host']}:{port}"
        return Edit(self.origin.file, Span(start, start + len(self.url[0])), text)


def missed(deployment: Deployment) -> Iterator[Missed]:
    """Each URL by which a tunnel asks a Caddy of which all sites are known, and fails."""
    tunnels = [each for each in deployment.members if each.runs is True and _is_tunnel(each)]
    if not tunnels:
        return
    found = {entrance.owner: entrance for entrance in entrances(deployment)}
    called = records(deployment.members)
    for tunnel in tunnels:
        for asked in _asked(tunnel, deployment.files):
            owners = called.owners(asked.url["host"], tunnel.real_networks)
            entrance = found.get(owners[0]) if len(owners) == 1 else None
            told = _judged(tunnel, asked, entrance, deployment) if entrance is not None else None
            if not owners and (miss := _nobody(tunnel, asked, deployment)):
                near = [each for each in found.values() if each.owner.real_networks & tunnel.real_networks]
                told = _astray(tunnel, asked, near[0], miss) if len(near) == 1 else None
            yield from (told,) if told else ()


def _nobody(tunnel: Member, asked: _Asked, deployment: Deployment) -> Miss | None:
    """Why nothing that could be asked has the name; ``None`` where something may."""
    host, members, called = asked.url["host"], deployment.members, records(deployment.members)
    if not tunnel.networks or tunnel.service.extra_hosts or tunnel.service.links:
        return None
    if deployment.settings.knows_host(host):
        return None
    if host.lower() == "localhost":
        words = tunnel.service.command.words if tunnel.service.command else ()
        if any(str(word.value).endswith(f":{asked.port}") for word in words or ()):
            return None  # its own metrics
        return Miss.ITSELF if all(each is tunnel for each in sharing(tunnel, members)) else None
    known = called.drifting(host) is None and called.unseen(tunnel, host) is None
    return Miss.NOBODY if known and not called_so(host, members) else None


def _astray(tunnel: Member, asked: _Asked, entrance: Entrance, miss: Miss) -> Missed | None:
    """What does not even get to Caddy; it is asked instead where it has the port, in that protocol."""
    ports, listening = by_port(entrance.front.caddyfile), listening_ports(entrance.front.caddyfile)
    if not ports or listening is None:
        return None
    if miss is Miss.NOBODY and asked.port not in listening and not entrance.published(asked.port):
        return None  # another machine may have that name
    there = ports.get(asked.port)
    meant = there is not None and there.all_tls == (asked.url["scheme"] == "https") and not there.all_tls
    edit = asked.instead(asked.port, entrance.owner.name) if meant else None
    near = (there or next(iter(ports.values()))).first.address.origin
    return Missed(
        *(tunnel, entrance.caddy, miss, asked.url["host"], asked.port, asked.origin, near),
        *(tuple(sorted(listening)), edit),
    )


def _is_tunnel(member: Member) -> bool:
    image = named(member.listening.base)
    return image is not None and reference(image).path == _IMAGE


def _judged(tunnel: Member, asked: _Asked, entrance: Entrance, deployment: Deployment) -> Missed | None:
    caddyfile, port = entrance.front.caddyfile, asked.port
    ports, listening = by_port(caddyfile), listening_ports(caddyfile)
    if not ports or listening is None or port == admin_port(entrance.front, deployment):
        return None
    there, secure = ports.get(port), asked.url["scheme"] == "https"
    miss, host = None, asked.url["host"]
    if port not in listening:
        alone = all(each is entrance.caddy for each in sharing(entrance.owner, deployment.members))
        miss = Miss.PORT if alone else None
    elif secure and (there is None or not there.some_tls):
        miss = Miss.PLAIN
    elif there is None:
        return None
    elif not secure and there.all_tls:
        # A wrapper of listeners may take plain HTTP there as well.
        miss = Miss.SECURED if option(caddyfile, "servers") is None else None
    elif secure and asked.server and not there.may_begin(asked.server):
        miss, host = Miss.CERTIFICATE, asked.server
    elif not secure and asked.client:
        answering = served(caddyfile)(port)
        host = asked.client
        if answering is not None and not answering.takes(host):
            miss = Miss.NAME
        elif _is_sent_on(caddyfile, host, port):
            miss = Miss.REDIRECTED
    if miss is None:
        return None
    plain = [number for number, each in ports.items() if not each.all_tls]
    mended = miss in (Miss.PORT, Miss.PLAIN, Miss.SECURED) and len(plain) == 1
    edit = asked.instead(plain[0]) if mended else None
    near = (there or next(iter(ports.values()))).first.address.origin
    return Missed(
        tunnel, entrance.caddy, miss, host, port, asked.origin, near, tuple(sorted(listening)), edit
    )


def _is_sent_on(caddyfile: Caddyfile, host: str, port: int) -> bool:
    """Whether what is asked for ``host`` in plain HTTP is redirected, since its only site is in HTTPS."""
    found = known_names(caddyfile)
    taking = [name for name in found if not name.tls and name.port == port]
    plain = {name.host.lower() for name in taking}
    names = {"", "*", host.lower(), f"*.{host.lower().partition('.')[2]}"}
    secured = any(name.tls and name.host.lower() == host.lower() for name in found)
    return (
        secured
        and plain.isdisjoint(names)
        and redirects(caddyfile)
        and port == option_port(caddyfile, "http_port")
    )


def _asked(tunnel: Member, files: Files) -> Iterator[_Asked]:
    """What it is told by its command, and by its configuration; nothing where Cloudflare tells it the rest."""
    command = tunnel.service.command
    words = [word for word in (command.words if command else ()) if isinstance(word.value, str)]
    texts = [str(word.value).partition("=") for word in words]
    inside = container(tunnel.service, files)
    # Variables stand for options: TUNNEL_TOKEN, TUNNEL_TOKEN_FILE, TUNNEL_ORIGIN_SERVER_NAME.
    if (
        any(flag.startswith(_TELLING) for flag, _, _ in texts)
        or any(name.startswith("TUNNEL_") for name in inside.variables.values)
        or not inside.variables.known
    ):
        return
    paths, asked = list(_USUAL), []
    for word, after in pairwise((*words, None)):
        flag, equals, value = str(word.value).partition("=") if word else ("", "", "")
        given = word if equals else after
        if flag == "--url" and given is not None:
            url = _URL.fullmatch(value if equals else str(given.value))
            asked += [_Asked(url, given.origin, server=url["host"])] if url else []
        elif flag == "--config" and given is not None:
            paths = [inside.path(value if equals else str(given.value)) or ""]
    found = (container_file(tunnel.service, path, files) for path in paths if path)
    file = next((each for each in found if isinstance(each, SourceFile)), None)
    entries = [_entries(document) for document in documents(file)[:1]] if file else []
    # Where it is told entries, it heeds no URL of the command.
    yield from _ingress(documents(file)[0], entries[0], file) if file and any(entries) else asked


def _entries(document: Node) -> tuple[Node, ...]:
    found = below(document, ("ingress",))
    return tuple(found.items) if isinstance(found, Items) else ()


def _ingress(document: Node, entries: tuple[Node, ...], file: SourceFile) -> Iterator[_Asked]:
    for entry in entries:
        service = below(entry, ("service",))
        url = _URL.fullmatch(service.text) if isinstance(service, Scalar) else None
        if url is None or not isinstance(service, Scalar) or not isinstance(entry, Mapping):
            continue
        if _is_taken_over(entry) or _is_taken_over(document):
            continue
        client = _text(entry, "hostname")
        if client is not None and "*" in client:
            client = None
        server = _option(document, entry, "originServerName") or url["host"]
        if (_option(document, entry, "matchSNItoHost") or "").lower() == "true":
            server = client or ""
        renamed = _option(document, entry, "httpHostHeader")
        origin = Origin(file, Span(service.start, service.end))
        yield _Asked(url, origin, renamed.partition(":")[0] if renamed else client, server)


def _is_taken_over(node: Node) -> bool:
    """Whether an anchor brings options of the request, or some of them, that are not followed."""
    options = below(node, ("originRequest",))
    brought = (below(each, ("<<",)) for each in (node, options) if each is not None)
    return isinstance(options, Alias) or any(each is not None for each in brought)


def _option(document: Node, entry: Mapping, name: str) -> str | None:
    """An option of the request: of the entry, or of all of them."""
    for node in (entry, document):
        options = below(node, ("originRequest",))
        text = _text(options, name) if options is not None else None
        if text is not None:
            return text
    return None


def _text(node: Node, key: str) -> str | None:
    value = below(node, (key,))
    return value.text if isinstance(value, Scalar) else None
