"""Where a program in R listens that starts Plumber or Shiny by itself, by the one call that does so.

Sources: Plumber's reference of ``pr_run`` and ``Plumber$run`` (``host`` is 127.0.0.1), Shiny's of ``runApp`` (it is the
option ``shiny.host``, else 127.0.0.1); both take any free port where none is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Bind, Listener, Process, Speaks
from toybox_lint.deployment.listening.sources.calls import Code, listener, opening
from toybox_lint.facts import ABSENT
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, blank_out

_CALL = pattern(r"(?:(?<![\w.])(?P<plumber>pr_run)|\$(?P<run>run)|(?<![\w.])(?P<shiny>runApp))\(")
_KEY = pattern(r"\s*(\w+)\s*=(?!=)\s*")
_PLUMBER, _COMMENT = "plumb", pattern(r"(?m)#[^\n]*")
_ELSEWHERE = pattern(r"shiny\.(?:host|port)|plumber\.(?:host|port)|commandArgs|do\.call")
_LITERAL = pattern(r"""(["'])([^"'\\\n]*)\1|(\d+)L?""")
_OF_ENVIRONMENT = pattern(
    r"""(?:as\.(?:numeric|integer)\(\s*)?Sys\.getenv\(\s*["'](\w+)["']\s*(?:,\s*(?:unset\s*=\s*)?["']?([\w.]+)["']?\s*)?\)\)?"""
)


def from_expressions(inside: Container, process: Process) -> Iterator[Listener]:
    """What is written behind ``-e`` in its command."""
    for before, word in pairwise(process.words):
        if before.value == "-e" and isinstance(word.value, str) and word.origin.exact:
            yield from from_r("its command", Located(word.value, word.origin), inside)


def from_r(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    """The listener of the one call, where it names its port, or a variable does."""
    blanked = blank_out(_COMMENT, text.value)
    code = Code(blanked, lambda start, end: _value(text, inside, start, end))
    calls = [each for each in _CALL.finditer(blanked) if not each["run"] or _PLUMBER in blanked]
    parts = code.arguments(calls[0].end()) if len(calls) == 1 and not _ELSEWHERE.search(blanked) else None
    if parts is None:
        return
    matches = [(_KEY.match(blanked, *each), each[1]) for each in parts]
    named = {match[1]: (match.end(), end) for match, end in matches if match}
    if len(parts) > len(named) + 1 or "port" not in named:
        return
    who = f"{name} starts {'Shiny' if calls[0]['shiny'] else 'Plumber'}"
    opens = opening(text, calls[0].end(), 'host = "0.0.0.0"')
    yield from listener(who, code, named, (Bind.LOOPBACK, None), text, Speaks.HTTP, opens)


def _value(text: Located[str], inside: Container, start: int, end: int) -> Located[Text] | None:
    """A literal, or what a variable of the environment makes of one."""
    written, place = text.value[start:end], text.origin.part(start, end)
    if plain := _LITERAL.fullmatch(written):
        number = 2 if plain[3] is None else 3
        first, last = plain.span(number)
        return Located(plain[number], text.origin.part(start + first, start + last))
    found = _OF_ENVIRONMENT.fullmatch(written)
    if found is None:
        return None
    given = inside.variables.given(found[1])
    if given is not None:
        return given
    usual = found[2] if inside.variables.lookup(found[1]) is ABSENT else None
    return Located(usual, place) if usual is not None else None
