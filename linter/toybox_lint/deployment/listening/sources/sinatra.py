"""Where a classic application of Sinatra listens, by its text, its command and its environment.

Source: Sinatra's README, "Available settings" (``bind`` is localhost while the environment is ``development``, which it
is unless ``APP_ENV`` or ``RACK_ENV`` say otherwise, and every address else; ``port`` is ``PORT``, else 4567) and its
command line (``-o``, ``-p``, ``-e``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import bind_of, port_number
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Process, Speaks
from toybox_lint.facts import ABSENT
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located

_CLASSIC = pattern(r"^[ \t]*require[ \t(]+['\"]sinatra['\"]\)?", re.MULTILINE)
_SETTINGS = pattern(
    r"^[ \t]*set[ \t(]+:?(?:bind|port|environment|server_settings)\b|\brun!|\bconfigure\b", re.MULTILINE
)
_FLAGS = frozenset({"-o", "-p", "-e", "-s", "-h"})
_USUAL = 4567


def from_sinatra(name: str, text: Located[str], inside: Container, process: Process) -> Iterator[Listener]:
    """Its default, where nothing but ``PORT``, ``-o`` and ``-p`` may say otherwise."""
    loaded = _CLASSIC.search(text.value)
    given = dict(_given(process))
    if loaded is None or _SETTINGS.search(text.value) or {"-e", "-s"} & given.keys():
        return
    stages = [inside.variables.lookup(each) for each in ("APP_ENV", "RACK_ENV")]
    stage = next((each for each in stages if each is not ABSENT), "development")
    if not isinstance(stage, str):
        return
    told = given.get("-p") or inside.variables.given("PORT")
    port = port_number(told.value) if told else _USUAL
    host = given.get("-o")
    usual = Bind.LOOPBACK if stage == "development" else Bind.ALL
    bind = bind_of(host.value) if host else usual
    if not isinstance(port, int) or (told is None and inside.variables.lookup("PORT") is not ABSENT):
        return
    at = {Bind.ALL: "0.0.0.0", Bind.LOOPBACK: "127.0.0.1"}.get(bind, "one address")
    line = f'{text.origin.file.newline}set :bind, "0.0.0.0"'
    opening = Located(line, text.origin.part(loaded.end(), loaded.end()))
    yield Listener(
        port,
        bind,
        Speaks.HTTP,
        Grade.CONFIG_FILE,
        told.origin if told else text.origin.part(*loaded.span()),
        f"{name} starts Sinatra on {at}:{port}",
        address_origin=host.origin if host and bind is Bind.LOOPBACK else None,
        port_origin=told.origin if told else None,
        opening=opening if host is None and bind is Bind.LOOPBACK else None,
    )


def _given(process: Process) -> Iterator[tuple[str, Located[Text]]]:
    """The values of its flags, each in the next word."""
    for word, after in pairwise(process.words):
        if word.value in _FLAGS:
            yield str(word.value), after
