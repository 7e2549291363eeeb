"""The ports that a healthcheck asks on the container itself."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.expansion import Lookup, expand
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import number
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, Origin, Span, blank_out

_LOCAL = r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])"
_URL = pattern(
    rf"(https?)://(?:[^\s/@]+@)?{_LOCAL}(?::(\d{{1,5}}))?(?=[/?#'\"\s);,]|$)", re.IGNORECASE | re.ASCII
)
_PAIR = pattern(rf"(?<![\w./]){_LOCAL}[: ](\d{{1,5}})(?![\w.:])", re.ASCII)
# The client of FastCGI, and what follows it up to the address.
_CLIENT, _NEAR = "cgi-fcgi", 100
_FASTCGI = pattern(r"\bcgi-fcgi\b(?:\\\n|[^|;&\n])*\Z")
_LOCAL_VARIABLE = pattern(rf"({_LOCAL}:)(\$\{{[^{{}}]+\}}|\$\w+)", re.ASCII)


def checked_ports(test: tuple[Located[Text], ...], lookup: Lookup) -> Iterator[Listener]:
    """A listener for every port that the words of a test ask at the container's own loopback address."""
    shell = bool(test) and test[0].value != "CMD"
    client = not shell and any(each.value == _CLIENT for each in test)
    for written in test:
        word = _expanded(written, lookup) if shell else written
        if isinstance(word.value, Unknown) or not _names_itself(word.value.lower()):
            continue
        for match in _URL.finditer(word.value):
            tls = match[1].lower() == "https"
            port = number(match[2]) if match[2] else 443 if tls else 80
            written_at = word.origin.part(*match.span(2)) if match[2] else None
            yield _listener(port, Speaks.TLS if tls else Speaks.HTTP, written_at or word.origin, written_at)
        # Behind a slash there is none, so that one inside of a URL stands behind its user.
        text = blank_out(_URL, word.value) if "@" in word.value else word.value
        for match in _PAIR.finditer(text):
            place = word.origin.part(*match.span(1))
            before = word.value[max(0, match.start() - _NEAR) : match.start()]
            fastcgi = client or (shell and _FASTCGI.search(before))
            spoken = Speaks.FASTCGI if fastcgi else Speaks.UNKNOWN
            yield _listener(number(match[1]), spoken, word.origin, place)


def asking(asked: Listener, port: int) -> Edit | None:
    """Ask another port: in place of the one that is written, or behind the host of the one URL that has none."""
    place, origin = asked.port_origin, asked.origin
    if place is not None:
        return Edit(place.file, place.span, str(port)) if place.exact else None
    found = list(_URL.finditer(origin.text)) if origin.exact else []
    if len(found) != 1 or found[0][2]:
        return None
    at = origin.span.start + found[0].end()
    return Edit(origin.file, Span(at, at), f":{port}")


def _names_itself(text: str) -> bool:
    """Whether one of the addresses of ``_LOCAL`` may stand in a text: most words have none, and cost little so."""
    return "localhost" in text or "127.0.0.1" in text or "0.0.0.0" in text or "[::" in text


def _expanded(word: Located[Text], lookup: Lookup) -> Located[Text]:
    """The variables in a local address replaced by their values."""
    if isinstance(word.value, Unknown) or "$" not in word.value or not _LOCAL_VARIABLE.search(word.value):
        return word

    def value(match: re.Match[str]) -> str:
        given = expand(match[2], lookup)
        return match[0] if isinstance(given, Unknown) else match[1] + given

    text = _LOCAL_VARIABLE.sub(value, word.value)
    return word if text == word.value else Located(text, replace(word.origin, exact=False))


def _listener(port: int, speaks: Speaks, origin: Origin, place: Origin | None) -> Listener:
    what = "for FastCGI on port" if speaks is Speaks.FASTCGI else "for port"
    text = f"its healthcheck asks {what} {port}"
    return Listener(port, Bind.UNKNOWN, speaks, Grade.HEALTHCHECK, origin, text, port_origin=place)
