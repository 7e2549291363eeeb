"""One run over every deployment: rules, what the project wants told differently, the baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from toybox_lint import __version__
from toybox_lint.engine import Crash, Inputs, Report, lint
from toybox_lint.files import display_name
from toybox_lint.output.result import Outcome
from toybox_lint.records import dataclass, replace
from toybox_lint.rule import Rule
from toybox_lint.typed import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from toybox_lint.baseline import Baseline, Known
    from toybox_lint.overrides import Overrides

R = TypeVar("R")
_FRAMES = 30


@dataclass(frozen=True, slots=True)
class Judge:
    """What decides about a deployment."""

    rules: tuple[Rule, ...]
    overrides: Overrides | None = None
    baseline: Baseline | None = None

    def all_of(self, inputs: Inputs) -> Report:
        """Every finding, those of the baseline included."""
        report = lint(inputs, self.rules)
        return self.overrides.apply(report) if self.overrides else report

    def new_of(self, inputs: Inputs) -> Report:
        """The findings that are not in the baseline."""
        report = self.all_of(inputs)
        if self.baseline is None:
            return report
        return replace(report, diagnostics=self.baseline.split(report.diagnostics)[0])

    def outcome(self, inputs: Inputs) -> Outcome:
        """What is told of a deployment. One that we fail at does not stop the others."""
        try:
            return Outcome.of(self.all_of(inputs))
        except MemoryError:
            # What holds it is let go first, and with that the places.
            name, places = MemoryError.__name__, ""
        except Exception as error:
            import traceback

            # The message of an exception, and the lines around it, may hold a value of the user's files.
            frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
            places = "\n".join(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            name = type(error).__name__
        where = display_name(inputs.found.root, inputs.files.root)
        text = f"{name} inside toybox-lint {__version__} at the deployment in {where}"
        return Outcome((), crashes=(Crash("", text, places),), incomplete=True)

    def without_known(self, outcomes: Sequence[Outcome]) -> tuple[tuple[Outcome, ...], Counter[Known]]:
        """The outcomes without what the baseline holds, and how often each of its findings occurred."""
        assert self.baseline is not None
        kept: list[Outcome] = []
        every: Counter[Known] = Counter()
        for outcome in outcomes:
            new, met = self.baseline.split(outcome.diagnostics)
            kept.append(replace(outcome, diagnostics=new, known=len(outcome.diagnostics) - len(new)))
            every |= met
        return tuple(kept), every


def each(inputs: Sequence[Inputs], work: Callable[[Inputs], R], jobs: int) -> tuple[R, ...]:
    """``work`` on every one of ``inputs``, in their order, in at most ``jobs`` processes."""
    if len(inputs) < 2:
        return tuple(map(work, inputs))
    from toybox_lint.cli.progress import Progress

    with Progress(len(inputs)) as progress:
        return tuple(progress.over(_results(inputs, work, jobs)))


def _results(inputs: Sequence[Inputs], work: Callable[[Inputs], R], jobs: int) -> Iterator[R]:
    if jobs < 2:
        return map(work, inputs)
    from toybox_lint.cli.processes import spread

    return spread(inputs, work, jobs)
