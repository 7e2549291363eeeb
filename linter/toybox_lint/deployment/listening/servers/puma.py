"""Where Puma listens by its configuration file.

Source: Puma's manual and the comments in its releases: what the command line binds is all there is, else what the file
of ``-C`` or ``config/puma.rb`` does, else 0.0.0.0:9292. The file is Ruby; only plain statements at the beginning of a
line are read, with literals and variables that have a default, any other one that may bind makes it unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, Variables, whole_text
from toybox_lint.deployment.listening.images.contents import Content, content_at, names_at
from toybox_lint.deployment.listening.model import Grade, Listener
from toybox_lint.deployment.listening.servers.known import NONE, Server
from toybox_lint.deployment.listening.servers.options import options
from toybox_lint.deployment.listening.servers.reading import Configured, listeners_of
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, Origin, SourceFile, blank_out

_DEFAULT = 9292
_USUAL = "config/puma.rb"
_COMMENT = pattern(r"^[ \t]*#.*|[ \t]#(?!\{).*", re.MULTILINE)
_VALUE = (
    r"""(?:Integer\()?(?:["']?(?P<number>\d+)["']?"""
    r"""|ENV\.fetch\(\s*["'](?P<fetched>\w+)["']\s*(?:,\s*["']?(?P<second>\d+)["']?\s*)?\)"""
    r"""(?:\s*\{\s*["']?(?P<block>\d+)["']?\s*\})?"""
    r"""|ENV\[["'](?P<named>\w+)["']\](?:\s*\|\|\s*["']?(?P<else>\d+)["']?)?)(?:\.to_i)?\)?"""
)
_PORT = pattern(
    rf"""port(?=[ \t(])[ \t]*+(?:\([ \t]*+)?{_VALUE}(?:\s*,\s*["'](?P<host>[^"'#]+)["'])?[ \t]*+\)?[ \t\r]*+$"""
)
_BIND = pattern(
    r"""bind(?=[ \t(])[ \t]*+(?:\([ \t]*+)?"""
    rf"""["'](?P<text>(?:tcp|unix|ssl)://[^"'#]*)(?:\#\{{{_VALUE}\}})?["'][ \t]*+\)?[ \t\r]*+$"""
)
# Whatever binds, brings in more or other variables, or makes parts of the text none of the program.
_MAY_BIND = pattern(
    r"\b(?:port|bind|ssl_bind|set_default_host|clear_binds!|bind_to_activated_sockets|load|inject|eval|instance_eval"
    r"|require_relative|__END__)(?!\w)|^=begin|^[ \t]*+plugin\b[^\n]*\bheroku\b|\bdotenv\b",
    re.MULTILINE,
)


_LINE = pattern(r"^.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A configuration file, read for a program that stands at ``program``."""

    server: Server
    program: Origin
    variables: Variables
    text: Located[str]

    def listeners(self) -> Iterator[Listener]:
        code = blank_out(_COMMENT, self.text.value)
        read: list[range] = []
        for line in _LINE.finditer(code):
            for form, made in ((_PORT, self._port), (_BIND, self._bind)):
                if match := form.match(code, *line.span()):
                    read.append(range(*match.span()))
                    yield from made(match)
        if not read and not _MAY_BIND.search(code):
            yield self._default()
        elif any(not any(each.start() in span for span in read) for each in _MAY_BIND.finditer(code)):
            yield self._at(
                Located(Unknown("puma's configuration computes where it listens"), self.text.origin)
            )

    def _port(self, match: re.Match[str]) -> tuple[Listener, ...]:
        host: Located[Text] | None = None
        if match["host"]:
            host = Located(match["host"], self.text.origin.part(*match.span("host")))
        return (self._at(self._value(match), host),)

    def _bind(self, match: re.Match[str]) -> tuple[Listener, ...]:
        start, end = match.span("text")
        bound: Located[Text] = Located(match["text"], self.text.origin.part(start, end))
        if match["number"] or match["fetched"] or match["named"]:
            port = self._value(match).value
            made: Text = port if isinstance(port, Unknown) else f"{match['text']}{port}"
            bound = Located(made, replace(bound.origin, exact=False))
        flag: Located[Text] = Located("--bind", self.program)
        found = listeners_of(
            self.server, (flag, bound), self.program, self.variables, "in its configuration file"
        )
        return tuple(replace(each, grade=Grade.CONFIG_FILE) for each in found)

    def _at(self, port: Located[Text], host: Located[Text] | None = None) -> Listener:
        configured = Configured(host, port)
        return listeners_of(self.server, (), self.program, self.variables, configured=configured)[0]

    def _default(self) -> Listener:
        """Some releases may take the port from the variable."""
        if self.variables.lookup("PORT") is not ABSENT:
            return self._at(Located(Unknown("PORT may decide where puma listens"), self.program))
        found = self._at(Located(str(_DEFAULT), replace(self.program, exact=False)))
        return replace(
            found, text=f"puma listens on 0.0.0.0:{_DEFAULT}, as its configuration names nothing else"
        )

    def _value(self, match: re.Match[str]) -> Located[Text]:
        """A number, or the variable's value, or its default."""
        name = match["fetched"] or match["named"]
        group = next((each for each in ("number", "second", "block", "else") if match[each]), None)
        given = self.variables.lookup(name) if name else ABSENT
        if name and given is not ABSENT:
            found = self.variables.given(name)
            origin = found.origin if found else self.text.origin.part(*match.span())
            return Located(given if isinstance(given, str) else Unknown(f"{name} may decide it"), origin)
        if group is None:
            return Located(Unknown(f"{name} is not given"), self.text.origin.part(*match.span()))
        return Located(match[group], self.text.origin.part(*match.span(group)))


def puma(
    server: Server, words: Words, program: Origin, inside: Container, variables: Variables
) -> tuple[Listener, ...]:
    """The listeners of Puma started with the arguments ``words`` in the container ``inside``."""
    said = list(options(words, server))
    plain = replace(server, config_flags=NONE, values=server.values | server.config_flags)
    if any(each.flag in server.port_flags | server.address_flags for each in said):
        return listeners_of(plain, words, program, variables)
    named = [each.value for each in said if each.flag in server.config_flags]
    text = _configuration(named[0] if named else None, inside) if len(named) < 2 else None
    if text is None or any(isinstance(word.value, Unknown) for word in words):
        return listeners_of(server, words, program, variables)
    return tuple(_Reading(plain, program, variables, text).listeners())


def for_rails(server: Server, inside: Container) -> Configured:
    """The one port that ``config/puma.rb`` names, which ``rails server`` takes; the address is its own."""
    path = inside.path(_USUAL)
    content = content_at(inside, path) if path else None
    before = _before(path.removesuffix(".rb"), content, inside) if path else ()
    if path and before and not isinstance(before, Unknown):
        by = Located[Text](
            Unknown("Puma has a file of its own for one environment"), inside.service.name.origin
        )
        return Configured(by, by)
    text = None if before else _text(content)
    if text is None or "bind" in text.value:
        return Configured()
    found = tuple(_Reading(server, text.origin, inside.variables, text).listeners())
    port = found[0].port_origin if len(found) == 1 and isinstance(found[0].port, int) else None
    return Configured(port=Located(str(found[0].port), port)) if port else Configured()


def _configuration(named: Located[Text] | None, inside: Container) -> Located[str] | None:
    """The file of ``-C``, else ``config/puma.rb`` where nothing is in the folder that goes before it."""
    name = named.value if named else _USUAL
    path = inside.path(name) if isinstance(name, str) else None
    content = content_at(inside, path) if path else None
    if path is None or (named is None and _before(path.removesuffix(".rb"), content, inside) != ()):
        return None
    return _text(content)


def _text(content: Content) -> Located[str] | None:
    if isinstance(content, SourceFile):
        return whole_text(content)
    return content if isinstance(content, Located) else None


def _before(folder: str, content: Content, inside: Container) -> tuple[str, ...] | Unknown:
    """The files in the folder that goes before ``content``.

    Where another stage of the build fills it, the project's folder beside the file tells: nothing makes more there.
    """
    names = names_at(inside, folder)
    if isinstance(names, Unknown) and isinstance(content, SourceFile):
        return tuple(inside.files.names(content.path.removesuffix(".rb")))
    return names
