"""Application servers that end a request before the proxy would.

Source: gunicorn's documentation of ``timeout``: a sync worker that is silent for that long is killed; the client of the
proxy gets a 502.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.caddy.model import Duration
from toybox_lint.deployment.model import Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

_FLAG = pattern(r"-t|--timeout|-c|--config")


@dataclass(frozen=True, slots=True, eq=False)
class Impatient:
    """A link whose ``read`` timeout is longer than the workers of its target live: ``seconds``.

    ``longest`` is the longest read timeout of all links to the target; ``origin`` is where the workers' is written, the
    program's word for a default.
    """

    link: Link
    target: Member
    read: Located[Duration]
    seconds: float
    origin: Origin
    longest: float

    def edits(self) -> tuple[Edit, ...]:
        """Let the workers live a little longer than Caddy waits: where that is written, else by a flag."""
        wanted = str(int(self.longest) + 5)
        if self.origin.exact:
            return (Edit(self.origin.file, self.origin.span, wanted),)
        process = self.target.listening.process
        words = process.words if process is not None else ()
        default = any(each.origin.span == self.origin.span for each in words)
        if not default or any(_FLAG.match(str(each.value)) for each in words):
            return ()
        from toybox_lint.deployment.fixes.binding import added, flagged

        return added(self.target, words, flagged(words, "--timeout", wanted)) or ()


def impatient(links: Iterable[Link]) -> Iterator[Impatient]:
    """The links whose requests the application ends first, where both timeouts are known."""
    reaching = [link for link in links if link.verdict is Verdict.REACHES and link.target]
    for link in reaching:
        process = link.target.listening.process if link.target else None
        read = link.proxy.transport.timeouts.read
        if link.target is None or process is None or read is None or process.synchronous is not True:
            continue
        worker = process.worker_timeout
        if worker is None or not isinstance(worker.value, float) or not 0 < worker.value < read.value.seconds:
            continue
        longest = max(_waits(other) for other in reaching if other.target is link.target)
        yield Impatient(link, link.target, read, worker.value, worker.origin, longest)


def _waits(link: Link) -> float:
    read = link.proxy.transport.timeouts.read
    return read.value.seconds if read else 0
