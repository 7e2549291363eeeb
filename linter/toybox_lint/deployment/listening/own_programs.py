"""What may listen besides what a service declares: ports that its own program names, programs that start several."""

from __future__ import annotations

from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.contents import content_at
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.unwrap import program_name
from toybox_lint.digits import number
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile

_SOURCES = (".js", ".mjs", ".cjs", ".ts", ".py", ".rb", ".php", ".pl", ".sh")
_NUMBER = pattern(r"(?<![\w.])[1-9][0-9]{1,4}(?![\w.])")
# Their configuration says what they start.
_STARTING_SEVERAL = frozenset(
    {"supervisord", "s6-svscan", "runsvdir", "runit", "foreman", "honcho", "overmind", "circusd", "pm2"}
    | {"pm2-runtime", "concurrently", "multirun", "monit", "init", "systemd", "goreman", "hivemind", "forego"}
)


def ports_of_its_own(inside: Container, process: Process | None) -> frozenset[int]:
    """The numbers in the program's own text, where that is visible and nothing else tells where it listens."""
    if process is None or process.server is not None:
        return frozenset()
    found: set[int] = set()
    for word in process.words:
        name = word.value
        path = inside.path(name) if isinstance(name, str) and name.endswith(_SOURCES) else None
        content = content_at(inside, path) if path else None
        text = whole_text(content) if isinstance(content, SourceFile) else content
        if isinstance(text, Located):
            found.update(number(match[0]) for match in _NUMBER.finditer(text.value))
    return frozenset(found)


def starts_several(process: Process | None) -> bool:
    """Whether it is a program that starts others, as its configuration says."""
    return process is not None and program_name(process.words) in _STARTING_SEVERAL
