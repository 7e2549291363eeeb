"""Where Redis and Valkey listen by the file of settings that their command names.

Sources: the comments in ``redis.conf`` of Redis 7 (``bind`` takes several addresses, of which one behind ``-`` need not
be there; the last of several lines counts; port 0 is none); Redis's documentation of options on the command line, which
come after the file.
"""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import bind_of
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind
from toybox_lint.deployment.listening.servers.reading import Configured
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile

_SETTING = pattern(r"^[ \t]*(bind|port|include|unixsocket|tls-port)[ \t]+(\S[^\n#]*)", re.MULTILINE)
_MOVING = frozenset(("include", "unixsocket", "tls-port"))
_NO_PORT = "0"


def of_redis(words: Words, inside: Container) -> Configured:
    """Host and port by the file, where that is shown, and nothing else may say where it listens."""
    first = words[0].value if words else None
    path = inside.path(first) if isinstance(first, str) and not first.startswith("-") else None
    content = content_at(inside, path) if path else None
    text = whole_text(content) if isinstance(content, SourceFile) else content
    if not isinstance(text, Located):
        return Configured()
    found: dict[str, Located[Text]] = {
        match[1]: Located(match[2].strip(), text.origin.part(match.start(2), match.end(2)))
        for match in _SETTING.finditer(text.value)
    }
    if not _MOVING.isdisjoint(found):
        return Configured()
    port = found.get("port")
    if port is not None and port.value == _NO_PORT:
        return Configured()
    return Configured(_host(found.get("bind")), port, whole=True)


def _host(said: Located[Text] | None) -> Located[Text] | None:
    """One of the addresses that stands for all of them: none that others reach, or one that takes in all."""
    if said is None:
        return None
    addresses = [each.lstrip("-").strip("\"'") for each in str(said.value).split()]
    kinds = ["0.0.0.0" if each == "*" else each for each in addresses]
    binds = [bind_of(each) for each in kinds]
    if all(each is Bind.LOOPBACK for each in binds):
        return said if len(addresses) == 1 else Located(kinds[0], replace(said.origin, exact=False))
    outer = [
        (bind is not Bind.ALL, each)
        for each, bind in zip(kinds, binds, strict=True)
        if bind is not Bind.LOOPBACK
    ]
    return Located(min(outer)[1], replace(said.origin, exact=False))
