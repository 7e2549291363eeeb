"""Servers that the nginx of a container is told to ask.

Sources: nginx's manual of ``proxy_pass`` and of ``upstream``: a name without variables is resolved when it starts, and
it ends where that has no address (*host not found in upstream*); what is marked ``resolve`` may come later.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.applications.addresses import LOOPBACK
from toybox_lint.deployment.applications.own_settings import Told
from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.servers.nginx import configuration
from toybox_lint.deployment.model import Member
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, blank_out

_COMMENT = pattern(r"#[^\n]*")
_TEXT = pattern(r"(?<=[\s({;])(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')", re.DOTALL)
_ASKED = pattern(
    r"(?<![\w-])(?P<name>proxy_pass|grpc_pass|fastcgi_pass|uwsgi_pass)\s+(?:(?P<scheme>https?|grpcs?)://)?"
    r"(?P<host>[A-Za-z0-9_.-]+)(?::(?P<port>\d{1,5}))?(?=[/;])"
)
_UPSTREAM = pattern(r"(?<![\w-])upstream\s+([^\s{]+)\s*\{([^{}]*)\}")
_GROUP = pattern(r"(?<![\w-])upstream\s+((?:[^\s;{$]|\$(?:\{\w*\})?)++)\s*\{")
_SERVER = pattern(
    r"(?<![\w-])server\s+(?P<host>[A-Za-z0-9_.-]+)(?::(?P<port>\d{1,5}))?(?=[\s;])(?![^;]{0,300}\sresolve\b)"
)
INCLUDE = pattern(r"(?<![\w-])include\s+([^\s;]+)\s*;")
WITHOUT_UPSTREAMS = pattern(
    r".*(?:mime\.types|_params|conf\.d/\*\.conf|modules[\w-]{0,30}+/\*\.conf|fastcgi\.conf)"
)
_USUAL = {"https": 443, "grpcs": 443}


def told_by_nginx(member: Member, files: Files) -> Iterator[Told]:
    """Those that its configuration names, where all of it is shown."""
    inside = container(member.service, files)
    read = configuration(inside)
    if read is None or not read.whole:
        return
    codes = [(text, blank_out(_COMMENT, text.value)) for text, _ in read.parts]
    included = (path for _, code in codes for path in INCLUDE.findall(code))
    if not all(map(WITHOUT_UPSTREAMS.fullmatch, included)):
        return
    groups = (match[1] for _, code in codes for match in _GROUP.finditer(code))
    names = {each.strip("\"'").lower() for each in groups}
    if any("$" in each for each in names):
        return
    alone = inside.built is None or not (inside.built.runs or inside.built.command or inside.built.entrypoint)
    for text, code in codes:
        found = _of_text(text, blank_out(_TEXT, code), names)
        # An image that is made of it may start a program beside nginx.
        yield from (told for told in found if alone or not LOOPBACK.fullmatch(told.host))


def _of_text(text: Located[str], code: str, names: set[str]) -> Iterator[Told]:
    for match in _ASKED.finditer(code):
        if match["host"].lower() not in names and (match["port"] or match["scheme"]):
            port = number(match["port"]) if match["port"] else _USUAL.get(match["scheme"], 80)
            yield Told(match["name"], match["host"], (port,), text.origin.part(*match.span("host")))
    for block in _UPSTREAM.finditer(code):
        for match in _SERVER.finditer(code, *block.span(2)):
            port = number(match["port"] or "80")
            yield Told(f"upstream {block[1]}", match["host"], (port,), text.origin.part(*match.span("host")))
