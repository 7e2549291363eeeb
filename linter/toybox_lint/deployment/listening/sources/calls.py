"""Calls in the text of a program, their arguments, and what those of a call that listens say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located

# The arguments of a call are not looked for any further.
_FAR = 2000
_LINES = pattern(r"(\r?\n[ \t]+)(?=\S)")
NOTHING: Mapping[str, Located[Text]] = {}
KEY = pattern(r"\s*(\w+)\s*[:=](?!=)\s*")


@dataclass(frozen=True, slots=True)
class Code:
    """A text without its comments, and how an expression in it is read."""

    text: str
    value: Callable[[int, int], Located[Text] | None]

    def read(self, start: int, end: int) -> Located[Text] | None:
        """What stands there, without the blanks around it."""
        written = self.text[start:end]
        return self.value(start + len(written) - len(written.lstrip()), start + len(written.rstrip()))

    def arguments(self, at: int) -> tuple[tuple[int, int], ...] | None:
        """Where the arguments of the call stand whose bracket opens before ``at``; ``None`` where it does not close."""
        found, depth, start, quote = [], 0, at, ""
        for number in range(at, min(len(self.text), at + _FAR)):
            char = self.text[number]
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'`":
                quote = char
            elif char in "([{":
                depth += 1
            elif char in ")]}" and not depth:
                found.append((start, number))
                return tuple(each for each in found if self.text[each[0] : each[1]].strip())
            elif char in ")]}":
                depth -= 1
            elif char == "," and not depth:
                found.append((start, number))
                start = number + 1
        return None

    def named(self, parts: tuple[tuple[int, int], ...]) -> dict[str, tuple[int, int]]:
        """The parts that have a name before them, without it."""
        matches = [(KEY.match(self.text, start, end), end) for start, end in parts]
        return {match[1]: (match.end(), end) for match, end in matches if match}


def opening(text: Located[str], at: int, argument: str) -> Located[str]:
    """``argument`` as the first one of the call, or object, that opens before ``at``; on its own line if those are."""
    after = _LINES.match(text.value, at)
    more = not text.value[at:].lstrip().startswith((")", "}"))
    if after:
        return Located(f"{after[1]}{argument}," if more else argument, text.origin.part(at, at))
    at += len(text.value[at:]) - len(text.value[at:].lstrip())
    return Located(f"{argument}, " if more else argument, text.origin.part(at, at))


def listener(
    who: str,
    code: Code,
    named: dict[str, tuple[int, int]],
    usual: tuple[Bind, int | None],
    text: Located[str],
    speaks: Speaks,
    opens: Located[str] | None = None,
    given: Mapping[str, Located[Text]] = NOTHING,
) -> Iterator[Listener]:
    """What the ``host`` and the ``port`` of a call make of what is usual, which ``opens`` changes.

    ``given`` is what the environment says of them in its place.
    """
    host = code.read(*named["host"]) if "host" in named else given.get("host")
    port = code.read(*named["port"]) if "port" in named else given.get("port")
    if ("host" in named and host is None) or ("port" in named and port is None):
        return
    bind = bind_of(host.value) if host else usual[0]
    number = port_number(port.value) if port else usual[1]
    if number is None or isinstance(number, Unknown) or bind is Bind.UNKNOWN:
        return
    at = {Bind.ALL: "0.0.0.0", Bind.LOOPBACK: "127.0.0.1"}.get(bind, "one address")
    yield Listener(
        number,
        bind,
        speaks,
        Grade.CONFIG_FILE,
        port.origin if port else text.origin,
        f"{who} on {at}:{number}",
        address_origin=host.origin if host and bind in (Bind.LOOPBACK, Bind.ALL) else None,
        port_origin=port.origin if port else None,
        opening=opens if host is None and bind is Bind.LOOPBACK else None,
    )
