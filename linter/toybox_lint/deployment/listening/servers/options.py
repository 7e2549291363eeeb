"""The options of a command line as a server's table entry understands them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.facts import Unknown
from toybox_lint.records import dataclass
from toybox_lint.source import Located


@dataclass(frozen=True, slots=True)
class Option:
    """A flag (empty for a lone word) and its value, ``None`` when it has none."""

    flag: str
    value: Located[Text] | None
    word: Located[Text]


def options(words: Words, server: Server) -> Iterator[Option]:
    """Every option and lone word; ``--flag value``, ``--flag=value`` and ``-p8000`` alike."""
    taking = server.taking()
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        text = word.value
        if isinstance(text, Unknown) or not text.startswith("-") or text == "-":
            yield Option("", word, word)
            continue
        flag, equals, _ = text.partition("=")
        if equals:
            yield Option(flag, _tail(word, len(flag) + 1), word)
        elif text in taking:
            takes = at < len(words) and not (
                server.bare_host and text in server.host_flags and _is_flag(words[at])
            )
            yield Option(text, words[at] if takes else None, word)
            at += takes
        elif not text.startswith("--") and text[:2] in taking and len(text) > 2:
            yield Option(text[:2], _tail(word, 2), word)
        else:
            unknown_value = at < len(words) and isinstance(words[at].value, Unknown)
            yield Option(text, words[at] if unknown_value else None, word)
            at += unknown_value


def named_by(words: Words, flags: Collection[str]) -> str | None:
    """What the first of ``flags`` in a command line names, behind its ``=`` or as the next word; empty for no word."""
    texts = [str(word.value) for word in words]
    named = (
        value if equals else after
        for text, after in pairwise((*texts, ""))
        for flag, equals, value in (text.partition("="),)
        if flag in flags
    )
    return next(named, None)


def _tail(word: Located[Text], start: int) -> Located[Text]:
    text = word.value
    assert isinstance(text, str)
    return Located(text[start:], word.origin.part(start, len(text)))


def _is_flag(word: Located[Text]) -> bool:
    return isinstance(word.value, str) and word.value.startswith("-")
