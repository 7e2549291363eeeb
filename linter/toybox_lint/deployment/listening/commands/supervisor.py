"""The programs that ``supervisord`` starts, by the configuration that its command names.

Source: Supervisor's documentation, page "Configuration File".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.shellwords import split_words
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile

_LINE = pattern(
    r"^(?:\[(?P<section>[^\]\n]*)\]|(?P<key>\w+)[ \t]*[=:][ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*))",
    re.MULTILINE,
)
_NOTE = pattern(r"\s;.*", re.DOTALL)
_WHERE = (
    *("supervisord.conf", "etc/supervisord.conf"),
    *("/etc/supervisord.conf", "/etc/supervisor/supervisord.conf"),
)
_OFF = frozenset({"false", "no", "off", "0"})
# Others bring in more programs, or listen by themselves.
_PLAIN = ("program:", "group:", "rpcinterface:")
_KNOWN = frozenset({"", "supervisord", "supervisorctl", "unix_http_server"})


@dataclass(frozen=True, slots=True)
class Supervised:
    """The ``words`` of one program, the ``folder`` that it starts in, and whether variables are set for it."""

    words: Words
    folder: str
    lent: bool


def supervised(words: Words, inside: Container) -> tuple[Supervised, ...]:
    """The programs that start by themselves; none where not all of them can be seen."""
    text = _configuration(words, inside)
    sections = list(_sections(text)) if text else []
    if not all(name in _KNOWN or name.startswith(_PLAIN) for name, _ in sections):
        return ()
    lent = any(name == "supervisord" and "environment" in keys for name, keys in sections)
    return tuple(_started(sections, lent))


def _configuration(words: Words, inside: Container) -> Located[str] | None:
    texts = [word.value if isinstance(word.value, str) else "" for word in words]
    named = [after for flag, after in pairwise(texts) if flag in ("-c", "--configuration")]
    named += [text.partition("=")[2] for text in texts if text.startswith("--configuration=")]
    for name in named or _WHERE:
        path = inside.path(name)
        found = content_at(inside, path) if path else None
        if isinstance(found, SourceFile):
            return whole_text(found)
        if found is not None:
            return found if isinstance(found, Located) else None
    return None


def _sections(text: Located[str]) -> Iterator[tuple[str, dict[str, Located[str]]]]:
    name: str = ""
    keys: dict[str, Located[str]] = {}
    for match in _LINE.finditer(text.value):
        if match["section"] is None:
            value = _NOTE.sub("", match["value"]).rstrip()
            start = match.start("value")
            keys[match["key"]] = Located(value, text.origin.part(start, start + len(value)))
            continue
        yield name, keys
        name, keys = match["section"].strip(), {}
    yield name, keys


def _started(sections: list[tuple[str, dict[str, Located[str]]]], lent: bool) -> Iterator[Supervised]:
    for name, keys in sections:
        auto = keys["autostart"].value.lower() if "autostart" in keys else ""
        if name.startswith("program:") and "command" in keys and auto not in _OFF:
            command = keys["command"]
            words = tuple(map(_filled, split_words(command.value, command.origin, lambda _: ABSENT)))
            folder = keys["directory"].value if "directory" in keys else ""
            if words:
                yield Supervised(words, folder, lent or "environment" in keys)


def _filled(word: Located[Text]) -> Located[Text]:
    """A word that is what it says: ``%(ENV_PORT)s`` is filled in by Supervisor."""
    if isinstance(word.value, str) and "%(" in word.value:
        return Located(Unknown("Supervisor fills in a part of the command"), word.origin)
    return word
