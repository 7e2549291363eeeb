"""An nginx behind Caddy that sends whatever comes to it in plain HTTP to HTTPS, where Caddy has it from.

Sources: nginx's manual of ``return``, ``rewrite`` and ``if``, which count before any location when they stand in a
``server``; of ``$scheme`` (that of the connection, whatever a header says), ``$host`` and ``$server_name`` (the first
name of the server).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.caddy.requests.ways import way_of
from toybox_lint.caddy.sites.names import Name, names
from toybox_lint.deployment.applications.addresses import NGINX
from toybox_lint.deployment.applications.proxied_hosts import INCLUDE, WITHOUT_UPSTREAMS
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.servers.nginx import configuration
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.files import Files
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple, dataclass
from toybox_lint.source import Located, Origin, blank_out, closing_brace

_COMMENT = pattern(r"#[^\n]*")
_SERVER = pattern(r"(?<![\w-])server\s*\{")
_LISTEN = pattern(r"(?<![\w-])listen\s++([^;{}]{1,500}+);")
_NAMES = pattern(r"(?<![\w-])server_name\s++([^;{}]{1,500}+);")
_PORT = pattern(r"(?:\S*:)?(\d+)\Z")
_BRACE = pattern("[{}]")
_TO_HTTPS = (
    r"(?:return\s+30[1278]\s+|rewrite\s+\^(?:/\??)?(?:\(?\.\*\)?)?\$?\s+)[\"']?https://"
    r"(?P<host>\$\{?(?:host|http_host|server_name)\b\}?|[\w.-]+)"
    # The same address again.
    r"/?(?:\$\{?(?:request_uri|uri|document_uri|1)\b[^;]{0,500}|[\"'\s][^;]{0,500})?;"
)
_ALWAYS = pattern(rf"(?<![\w-]){_TO_HTTPS}")
_IN_PLAIN = pattern(
    r"(?<![\w-])if\s*\(\s*\$(?:scheme\s*(?:=\s*[\"']?http[\"']?|!=\s*[\"']?https[\"']?)|https\s*(?:=\s*[\"']{2}|!=\s*[\"']?on[\"']?))"
    rf"\s*\)\s*\{{\s*{_TO_HTTPS}"
)
_IN_ROOT = pattern(rf"(?<![\w-])location\s+(?:\^~\s+)?/\s*\{{\s*{_TO_HTTPS}\s*\}}")
_IF = pattern(r"(?<![\w-])if\s*\(")
_HOSTS = frozenset(("$host", "$http_host", "${host}", "${http_host}"))
_OWN_NAME = frozenset(("$server_name", "${server_name}"))


@dataclass(frozen=True, slots=True, eq=False)
class SentBack:
    """A link to the nginx of ``member``, which redirects to HTTPS by what stands at ``origin``."""

    link: Link
    member: Member
    origin: Origin


class _Redirect(NamedTuple):
    host: str
    origin: Origin


def sent_back(deployment: Deployment) -> Iterator[SentBack]:
    """Every link by which what came in HTTPS is sent to the same address in HTTPS."""
    for link in deployment.links:
        target, port = link.target, link.upstream.port
        if target is None or not isinstance(port, int) or link.verdict is Verdict.FAILS:
            continue
        if not _is_nginx(target) or link.proxy.transport.tls or _names_host(link):
            continue
        hosts = _hosts(link)
        found = _redirect(target, port, deployment.files, _takes_all(link)) if hosts else None
        if found and (found.host in _HOSTS or found.host in hosts):
            yield SentBack(link, target, found.origin)


def _is_nginx(member: Member) -> bool:
    base = member.listening.base
    return NGINX.search(str(base.value if base else "")) is not None


def _names_host(link: Link) -> bool:
    """Whether the route asks for another host, or nobody can say, or does something else with the answer."""
    lines = link.proxy.directive.block.directives if link.proxy.directive.block else ()
    return any(
        line.name.text in ("handle_response", "replace_status")
        or (
            line.name.text == "header_up"
            and str(line.arguments[0].text if line.arguments else "host").lower() == "host"
        )
        for line in lines
    )


def _takes_all(link: Link) -> bool:
    """Whether requests come to the route whatever their path is."""
    way = way_of(link.front.caddyfile, link.proxy.directive)
    return way is not None and not any(level.handler.conditional for level in way.levels)


def _hosts(link: Link) -> frozenset[str]:
    """The names that the site has in HTTPS, if it has no other."""
    number, caddyfile = link.proxy.site, link.front.caddyfile
    if number is None:
        return frozenset()
    own = _by_site(caddyfile).get(id(caddyfile.sites[number]), ())
    return frozenset(each.host for each in own) if own and all(each.tls for each in own) else frozenset()


@remembered
def _by_site(caddyfile: Caddyfile) -> dict[int, list[Name]]:
    found: dict[int, list[Name]] = {}
    for each in names(caddyfile):
        found.setdefault(id(each.site), []).append(each)
    return found


def _redirect(member: Member, port: int, files: Files, takes_all: bool) -> _Redirect | None:
    """What the one server on a port does with all requests; its own name in place of ``$server_name``."""
    read = configuration(container(member.service, files))
    if read is None or not read.whole:
        return None
    codes = [(text, blank_out(_COMMENT, text.value)) for text, _ in read.parts]
    if not all(WITHOUT_UPSTREAMS.fullmatch(path) for _, code in codes for path in INCLUDE.findall(code)):
        return None
    servers = [(text, code, span) for text, code in codes for span in _servers(code, port)]
    return _of_server(*servers[0], takes_all) if len(servers) == 1 else None


def _servers(code: str, port: int) -> Iterator[tuple[int, int]]:
    """Where the servers on a port stand that do not speak TLS there."""
    end = 0
    for match in _SERVER.finditer(code):
        if match.start() < end:
            continue  # nginx takes none inside another
        end = closing_brace(code, match.end()) or len(code)
        told = _LISTEN.findall(code[match.end() : end]) or ["80"]
        words = (each.split() for each in told)
        if any(_is_port(each[0], port) and "ssl" not in each for each in words if each):
            yield match.end(), end


def _is_port(word: str, port: int) -> bool:
    found = _PORT.fullmatch(word)
    return (
        int(found[1]) == port if found and len(found[1]) < 6 else port == 80 and not word.startswith("unix:")
    )


def _of_server(text: Located[str], code: str, span: tuple[int, int], takes_all: bool) -> _Redirect | None:
    body = code[span[0] : span[1]]
    outer = _without_inner(body)
    always = _ALWAYS.search(outer)
    # What is asked before may end it, or send on what came in HTTPS.
    if always is not None and _IF.search(outer, 0, always.start()):
        return None
    in_plain = next((each for each in _IN_PLAIN.finditer(body) if outer[each.start()] == "i"), None)
    found = always or in_plain or (_IN_ROOT.search(body) if takes_all and "(" not in outer else None)
    if found is None:
        return None
    own = _NAMES.search(body)
    host = found["host"]
    if host in _OWN_NAME:
        host = own[1].split()[0] if own else ""
    start = span[0] + found.start("host")
    return _Redirect(host, text.origin.part(start, span[0] + found.end("host")))


def _without_inner(body: str) -> str:
    """The text with blanks in place of the blocks in it."""
    opened: list[int] = []
    blocks: list[tuple[int, int]] = []
    for brace in _BRACE.finditer(body):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            start = opened.pop()
            while blocks and blocks[-1][0] > start:
                blocks.pop()
            blocks.append((start, brace.end()))
    parts, at = list[str](), 0
    for start, end in blocks:
        parts += body[at:start], " " * (end - start)
        at = end
    return "".join((*parts, body[at:]))
