"""Caddies that ``caddy reverse-proxy`` starts, which read no Caddyfile: the flags say what they serve.

Source: the help of the command. Measured with Caddy 2.11.7: ``--from`` is taken as a site's address is (HTTPS where it
has a host, ``localhost`` by default), ``--to`` as upstreams are, several in one word with commas between them, but a
range of ports is not spread, a path stays a part of the port, and ``http://`` says nothing. Words that are no flags are
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.caddy.reading.command import Command, Part
from toybox_lint.caddy.reading.environment import Variable
from toybox_lint.compose.model import Text
from toybox_lint.deployment.caddies.stock import words_given
from toybox_lint.deployment.model import Member
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple, replace
from toybox_lint.source import Located, Origin, SourceFile, Span

_DEFAULT_FROM = "localhost"
_SHORT = {"f": "from", "t": "to", "H": "header-up", "d": "header-down"}
_SWITCHES = {"c": "change-host-header", "i": "internal-certs", "r": "disable-redirects", "v": "debug"}
_WITH_VALUE = frozenset(_SHORT.values())
# What of an address is the same in a Caddyfile.
_ADDRESS = pattern(r"(?:https?://)?[\w.*-]*(?::\d+)?")
_UPSTREAM = pattern(r"(?:(?:https?|h2c)://)?[\w.-]*(?::\d+)?")
_FIELD = pattern(r"([\w-]+):\s*([^\s\"`{}\\]+)\s*")
_PLAIN, _REFUSED = "http://", ":443"
# A variable of Docker Compose's.
_VARIABLE = pattern(r"\$(?:\{(\w+)(?::?-([\w.:/-]+)|[^{}]*)\}|(\w+))")


class _Flag(NamedTuple):
    """A flag by its long name, and its value; ``value`` is ``None`` where it is a switch."""

    name: str
    value: Located[Text] | None


def commanded(member: Member) -> Command | None:
    """The Caddyfile that says what the flags of a service's ``caddy reverse-proxy`` do.

    The service is one that ``is_commanded``. ``None`` where a flag or an address means something else in a Caddyfile.
    """
    _, name, *words = words_given(member)
    flags = tuple(_flags(words))
    origins = [name.origin, *(flag.value.origin for flag in flags if flag.value is not None)]
    file = name.origin.file
    if any(origin.file is not file or origin.via is not None for origin in origins):
        return None
    parts = tuple(_caddyfile(flags, name.origin))
    words_alone = SourceFile(file.path, file.name, file.text, file.bom, whole=file, rigid=True)
    return Command(words_alone, parts) if parts else None


def _flags(words: Sequence[Located[Text]]) -> Iterator[_Flag]:
    """The flags of a command line. One that cannot be read has an empty name."""
    waiting: str | None = None
    for word in words:
        text = word.origin.text if isinstance(word.value, Unknown) else word.value
        if waiting is not None:
            yield _Flag(waiting, word)
            waiting = None
        elif text.startswith("$"):
            yield _Flag("", None)
        elif text.startswith("--"):
            name, equals, _ = text[2:].partition("=")
            if equals:
                yield _Flag(name if name in _WITH_VALUE else "", _rest(word, len(name) + 3))
            elif name in _WITH_VALUE:
                waiting = name
            else:
                yield _Flag(name, None)
        elif text.startswith("-") and len(text) > 1:
            name = _SHORT.get(text[1], "")
            if not name:
                yield from (_Flag(_SWITCHES.get(letter, ""), None) for letter in text[1:])
            elif len(text) == 2:
                waiting = name
            else:
                yield _Flag(name, _rest(word, 3 if text[2] == "=" else 2))
    if waiting is not None:
        yield _Flag("", None)


def _rest(word: Located[Text], start: int) -> Located[Text]:
    """A word without its first characters."""
    origin = word.origin
    if isinstance(word.value, str):
        return Located(word.value[start:], origin.part(start, len(word.value)))
    return Located(word.value, replace(origin, span=Span(origin.span.start + start, origin.span.end)))


def _caddyfile(flags: Sequence[_Flag], place: Origin) -> Iterator[Part]:
    """The parts of the Caddyfile, nothing where it cannot be told; what no flag says stands at ``place``."""
    known = {"from", "to", "header-up", "header-down", "insecure", "access-log", *_SWITCHES.values()}
    if any(flag.name not in known for flag in flags):
        return
    given = {flag.name for flag in flags}
    named = [flag.value for flag in flags if flag.name == "from" and flag.value is not None]
    site = list(_word(named[-1], _ADDRESS)) if named else [Part(_DEFAULT_FROM, place.span)]
    upstreams = [flag.value for flag in flags if flag.name == "to" and flag.value is not None]
    dialled = [list(_word(part, _UPSTREAM)) for value in upstreams for part in _split(value)]
    lines = [_line(flag) for flag in flags if flag.name in ("header-up", "header-down")]
    if not site or not dialled or not all(dialled) or not all(lines):
        return
    if "change-host-header" in given:
        lines.append("header_up Host {http.reverse_proxy.upstream.hostport}")
    if "insecure" in given:
        lines.append("transport http {\n\t\t\ttls_insecure_skip_verify\n\t\t}")
    if "disable-redirects" in given:
        yield Part("{\n\tauto_https disable_redirects\n}\n", place.span)
    yield from site
    yield Part(" {\n", place.span)
    if "internal-certs" in given:
        yield Part("\ttls internal\n", place.span)
    yield Part("\treverse_proxy", place.span)
    for parts in dialled:
        yield from (Part(" ", place.span), *parts)
    inside = "".join(f"\t\t{line}\n" for line in lines)
    yield Part(f" {{\n{inside}\t}}\n}}\n" if inside else "\n}\n", place.span)


def _split(value: Located[Text]) -> Iterator[Located[Text]]:
    """The upstreams of one word."""
    if isinstance(value.value, Unknown):
        yield value
        return
    at = 0
    for text in value.value.split(","):
        end = at + len(text)
        name = text if text.endswith(_REFUSED) else text.removeprefix(_PLAIN)
        yield Located(name, value.origin.part(end - len(name), end))
        at = end + 1


def _line(flag: _Flag) -> str:
    """``header_up`` or ``header_down`` with a field and its value; empty where it cannot be told."""
    text = flag.value.value if flag.value is not None else None
    found = _FIELD.fullmatch(text) if isinstance(text, str) else None
    return f"{flag.name.replace('-', '_')} {found[1]} {found[2]}" if found else ""


def _word(value: Located[Text], form: re.Pattern[str]) -> Iterator[Part]:
    """An address, its variables apart; nothing where it has another ``form``."""
    text, origin = value.value, value.origin
    if isinstance(text, str):
        if text and form.fullmatch(text):
            yield Part(text, origin.span, origin.exact)
        return
    written, (at, end) = origin.text, origin.span
    if not form.fullmatch(_VARIABLE.sub("1", written)):
        return
    for found in _VARIABLE.finditer(written):
        start = origin.span.start + found.start()
        if start > at:
            yield Part(written[at - origin.span.start : found.start()], Span(at, start), True)
        at = origin.span.start + found.end()
        name = found[1] or found[3]
        yield Part(Variable(name, f"the variable {name} is not given", found[2]), Span(start, at))
    if at < end:
        yield Part(written[at - origin.span.start :], Span(at, end), True)
