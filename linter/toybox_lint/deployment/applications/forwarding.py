"""Servers that HAProxy, Apache's httpd and Kong are told to ask by the one file that their images read.

Sources: HAProxy's manual of ``server`` (a name is resolved when it starts, and it ends where that has no address:
*could not resolve address*), of ``init-addr`` and ``resolvers``, by which it may come later; httpd's of ``ProxyPass``
and ``BalancerMember`` (*DNS lookup failure*, 502); Kong's of its declarative configuration (503).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toybox_lint.deployment.applications.addresses import LOOPBACK
from toybox_lint.deployment.applications.own_settings import Told
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Member
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint.typed import TypeAlias

_Reader: TypeAlias = "Callable[[SourceFile], Iterator[Told]]"

# Longer files are no settings that a person wrote.
_LONGEST = 200_000
_SERVER = pattern(
    r"[ \t]*server[ \t]+[^\s#]+[ \t]+(?P<host>[A-Za-z0-9_.-]+):(?P<port>\d{1,5})(?=[ \t\r\n]|\Z)"
)
# What comes later, or for some alone.
_LATER = ("resolvers", "init-addr", "disabled")
_CONDITION, _MOVED = ".", ("default-server", "server-template", "disabled", "external-check", "program")
_PASSED = pattern(
    r"[ \t]*(?:ProxyPass|ProxyPassMatch|BalancerMember)[ \t][^#\n]{0,300}?\b(?P<scheme>https?|wss?|fcgi|ajp)://"
    r"(?P<host>[A-Za-z0-9_.-]+)(?::(?P<port>\d{1,5}))?(?=[/\"'\s]|\Z)",
)
_URL = pattern(
    r"[ \t]*(?:-[ \t]+)?url:[ \t]*[\"']?(?P<scheme>https?|grpcs?)://(?P<host>[A-Za-z0-9_.-]+)(?::(?P<port>\d{1,5}))?"
    r"(?=[/\"'\s]|\Z)"
)
_NAMED = pattern(r"\bname:[ \t]*[\"']?([\w.-]+)")
_USUAL = {"https": 443, "wss": 443, "grpcs": 443, "fcgi": 8000, "ajp": 8009}
# What lets Kong ask nobody, or somebody else, at a URL that stands there for form's sake; and what is switched off.
_ANSWERED = pattern(
    r"name:[ \t]*[\"']?(?:request-termination|aws-lambda|azure-functions|openwhisk|mocking|forward-proxy"
    r"|route-by-header|(?:pre|post)-function|ai-[a-z-]+)\b|enabled:[ \t]*false\b"
)
_RESOLVER = "KONG_DNS_"
_DECLARED = "KONG_DECLARATIVE_CONFIG"


def told_to_forward(member: Member, files: Files) -> Iterator[Told]:
    """Those of the file that the image reads by itself."""
    image, inside = named(member.listening.base), container(member.service, files)
    reads = _READS.get(reference(image).path) if image else None
    path = _path(reads[0], inside) if reads else None
    if reads is None or path is None:
        return
    file = content_at(inside, path)
    if isinstance(file, SourceFile) and len(file.text) <= _LONGEST:
        yield from reads[1](file)


def _path(path: str, inside: Container) -> str | None:
    """The file, where neither a command nor a script may name, or write, another one."""
    service, built = inside.service, inside.built
    if service.command or service.entrypoint or (built and (built.runs or built.command or built.entrypoint)):
        return None
    if path != _DECLARED:
        return path
    if any(name.startswith(_RESOLVER) for name in service.environment):
        return None
    told = inside.variables.given(_DECLARED)
    return told.value if told is not None and isinstance(told.value, str) else None


def _lines(file: SourceFile) -> Iterator[tuple[int, str]]:
    at = 0
    for line in file.text.split("\n"):
        yield at, line
        at += len(line) + 1


def _of_haproxy(file: SourceFile) -> Iterator[Told]:
    lines = [(at, line, line.split()) for at, line in _lines(file)]
    firsts = {words[0] for _, _, words in lines if words}
    if not firsts.isdisjoint(_MOVED) or any(first.startswith(_CONDITION) for first in firsts):
        return
    bound = {word.rpartition(":")[2] for _, _, words in lines if words[:1] == ["bind"] for word in words[1:2]}
    for at, line, words in lines:
        found = _SERVER.match(line)
        if found is None or not set(words).isdisjoint(_LATER):
            continue
        if not (LOOPBACK.fullmatch(found["host"]) and found["port"] in bound):
            yield _told("a server", found["host"], number(found["port"]), file, at + found.start("host"))


def _of_httpd(file: SourceFile) -> Iterator[Told]:
    if "<IfDefine" in file.text or "<If " in file.text:
        return
    for at, line in _lines(file):
        found = _PASSED.match(line)
        if found is not None and "unix:" not in line:
            yield _by_url("a ProxyPass", found, file, at)


def _of_kong(file: SourceFile) -> Iterator[Told]:
    if _ANSWERED.search(file.text):
        return
    # What it balances by itself has a name in the file.
    own = {match[1] for match in _NAMED.finditer(file.text)} if "upstreams:" in file.text else set()
    for at, line in _lines(file):
        found = _URL.match(line)
        # At localhost it has an API of its own.
        if found is not None and found["host"] not in own and not LOOPBACK.fullmatch(found["host"]):
            yield _by_url("a url", found, file, at)


def _by_url(name: str, found: re.Match[str], file: SourceFile, at: int) -> Told:
    port = number(found["port"]) if found["port"] else _USUAL.get(found["scheme"], 80)
    return _told(name, found["host"], port, file, at + found.start("host"))


def _told(name: str, host: str, port: int, file: SourceFile, at: int) -> Told:
    return Told(name, host, (port,), Origin(file, Span(at, at + len(host))))


_READS: dict[str, tuple[str, _Reader]] = {
    "haproxy": ("/usr/local/etc/haproxy/haproxy.cfg", _of_haproxy),
    "httpd": ("/usr/local/apache2/conf/httpd.conf", _of_httpd),
    "kong": (_DECLARED, _of_kong),
    "kong/kong": (_DECLARED, _of_kong),
    "kong/kong-gateway": (_DECLARED, _of_kong),
}
