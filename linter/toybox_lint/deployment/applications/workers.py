"""Application servers that end a request before the proxy would.

Source: gunicorn's documentation of ``timeout``: a sync worker that is silent for that long is killed; the client of the
proxy gets a 502.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.caddy.model import Duration
from toybox_lint.deployment.applications.patience import has_timeouts_to_give, wanted_timeouts
from toybox_lint.deployment.model import Deployment, Link, Member, Verdict
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_FLAG = pattern(r"-t|--timeout|-c|--config")


@dataclass(frozen=True, slots=True, eq=False)
class Impatient:
    """A link whose requests Caddy waits for longer, ``read``, than the workers of its target live: ``seconds``.

    ``place`` is where that is written, the proxy's name where only the policy says so (not ``written``); ``longest`` is
    the longest wait, in seconds, of all links to the target; ``origin`` is where the workers' time is written, the
    program's word for a default.
    """

    link: Link
    target: Member
    read: Duration
    place: Origin
    written: bool
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


def impatient(deployment: Deployment) -> Iterator[Impatient]:
    """The links whose requests the application ends first, where both timeouts are known.

    A timeout that is not written is the one that the policy has: whoever writes it is not surprised then.
    """
    waiting = dict[Member, list[tuple[Link, Duration]]]()
    for link in deployment.links:
        process = link.target.listening.process if link.target and link.verdict is Verdict.REACHES else None
        read = _wait(deployment, link) if process and process.synchronous is True else None
        if link.target and read:
            waiting.setdefault(link.target, []).append((link, read))
    for target, found in waiting.items():
        worker = target.listening.process.worker_timeout if target.listening.process else None
        longest = max(read.seconds for _, read in found)
        for link, read in found:
            if worker is None or not isinstance(worker.value, float) or not 0 < worker.value < read.seconds:
                continue
            written = link.proxy.transport.timeouts.read
            place = written.origin if written else link.proxy.name.origin
            yield Impatient(
                link, target, read, place, written is not None, worker.value, worker.origin, longest
            )


def _wait(deployment: Deployment, link: Link) -> Duration | None:
    """How long Caddy waits for an answer, or is to wait; ``None`` for ever."""
    written = link.proxy.transport.timeouts.read
    if written:
        return written.value
    wanted = has_timeouts_to_give(link.proxy) and wanted_timeouts(deployment, link.front, link.proxy)
    return wanted.read if wanted else None
