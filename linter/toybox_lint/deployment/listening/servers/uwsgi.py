"""Where uWSGI listens by the ini file that its command names.

Source: uWSGI's documentation, pages "Configuring uWSGI", "Native HTTP support" and "uWSGI Options". ``socket`` speaks
the uwsgi protocol, unless ``protocol`` names another one for such sockets.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, Variables, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Grade, Listener, Speaks
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.deployment.listening.servers.reading import listeners_of
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, Origin, SourceFile

_LINE = pattern(
    r"^[ \t]*(?:\[(?P<section>[^\]\n]*)\]|(?P<key>[\w-]+)[ \t]*=[ \t]*+(?P<value>(?:[^\n]*[^ \t\r\n])?)[ \t\r]*)$",
    re.MULTILINE,
)
_SECTION = "uwsgi"
# What brings in other settings, or decides which of them hold.
_ELSEWHERE = frozenset(
    {"ini", "include", "inherit", "for", "for-glob", "if-env", "if-file", "if-opt", "vassal-set"}
)


_SPOKEN = {"http": Speaks.HTTP, "https": Speaks.TLS, "uwsgi": Speaks.UWSGI, "fastcgi": Speaks.FASTCGI}
_PROTOCOLS = frozenset({"--protocol", "--socket-protocol"})


def with_protocol(server: Server, words: Words, inside: Container, variables: Variables) -> Server:
    """``server`` as its sockets speak by the command, the environment or the ini file."""
    given = variables.given("UWSGI_PROTOCOL")
    named = [given.value] if given else []
    for word, after in zip_longest(words, words[1:]):
        flag, equals, value = str(word.value).partition("=")
        if flag in _PROTOCOLS:
            named.append(value if equals or after is None else after.value)
    named += [value.value for key, value in _of_ini(words, inside) if f"--{key}" in _PROTOCOLS]
    if not named:
        return server
    spoken = _SPOKEN.get(str(named[-1]).lower(), Speaks.UNKNOWN)
    return replace(server, speaking={**server.speaking, "--socket": spoken, "-s": spoken})


def from_ini(
    server: Server, words: Words, program: Origin, inside: Container, variables: Variables
) -> tuple[Listener, ...]:
    """The listeners of the ini file; none where it cannot be seen, or says nothing of them."""
    settings = _of_ini(words, inside)
    if any(key in _ELSEWHERE for key, _ in settings):
        return ()
    made: list[Located[Text]] = []
    for key, value in settings:
        if f"--{key}" in server.speaking:
            made += [Located(f"--{key}", program), value]
    found = listeners_of(server, tuple(made), program, variables, "in its configuration file") if made else ()
    return tuple(replace(each, grade=Grade.CONFIG_FILE) for each in found)


def _of_ini(words: Words, inside: Container) -> list[tuple[str, Located[Text]]]:
    name = _named(words)
    path = inside.path(name) if name else None
    content = content_at(inside, path) if path else None
    return list(_settings(whole_text(content))) if isinstance(content, SourceFile) else []


def _named(words: Words) -> str | None:
    for word, after in zip_longest(words, words[1:]):
        text = word.value if isinstance(word.value, str) else ""
        if text == "--ini" and after is not None:
            return after.value if isinstance(after.value, str) else None
        if text.endswith(".ini"):
            return text.removeprefix("--ini=")
    return None


def _settings(text: Located[str]) -> Iterator[tuple[str, Located[Text]]]:
    section = ""
    for match in _LINE.finditer(text.value):
        if match["section"] is not None:
            section = match["section"].strip()
        elif section == _SECTION:
            start, end = match.span("value")
            written = text.value[start:end].partition(",")[0]
            computed = "%(" in written or "$(" in written or "@(" in written
            value: Text = Unknown(f"uWSGI's configuration computes {match['key']}") if computed else written
            yield match["key"], Located(value, text.origin.part(start, start + len(written)))
