"""Texts in, a report out. The engine is given its rules; it reads no disk and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product, starmap

from toybox_lint import suppress
from toybox_lint.deployment import Deployment, Gap, Settings, build
from toybox_lint.deployment.signs import shows
from toybox_lint.diagnostics import Diagnostic, Edit, Fix, Severity, may_be_written, outward
from toybox_lint.discovery import Found
from toybox_lint.facts import Environment
from toybox_lint.files import Files, display_name
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass, field, replace
from toybox_lint.rule import Rule
from toybox_lint.source import Span

# The innermost calls of a fault that are told: one of a rule without end has a thousand.
_FRAMES = 30
# Ways to mend one place that are compared with each other.
_MOST_WISHES = 64
# A fix with so many edits, or one of so many characters, is told once, where it mends many places.
_MANY_EDITS, _LONG_EDIT = 50, 10_000
# Characters that somebody may want to read of one finding.
_LONGEST = 4000
_LONG_WORD = pattern(r"(\S{60})\S{200,}(\S{20})")


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a run depends on: what was found, the files it may ask for, and the settings.

    ``environment`` holds what was given besides the projects' own ``.env``; ``None`` for nothing.
    """

    found: Found
    files: Files
    settings: Settings = field(default_factory=Settings)
    environment: Environment | None = None


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed inside: a bug of ours, with what is needed to report it.

    Without a ``code`` nothing is known of a whole deployment, and ``error`` names it.
    """

    code: str
    error: str
    traceback: str

    @property
    def text(self) -> str:
        """What happened, in a line."""
        return f"rule {self.code} failed inside: {self.error}" if self.code else self.error


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one run: sorted diagnostics, how many were silenced, what could not be judged."""

    deployment: Deployment
    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    crashes: tuple[Crash, ...] = ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return self.deployment.gaps

    @property
    def broken(self) -> bool:
        """Whether a file of the deployment is refused by its program: then nothing may be rewritten."""
        return self.deployment.broken

    @property
    def incomplete(self) -> bool:
        """Whether something kept the run from judging: exit status 2."""
        return bool(self.crashes) or any(gap.blocking for gap in self.gaps)

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)


def lint(inputs: Inputs, rules: Iterable[Rule]) -> Report:
    """Check the deployment of ``inputs`` with ``rules``. A rule that crashes does not stop the others."""
    rules = tuple(rules)
    deployment = build(inputs.found, inputs.files, inputs.settings, inputs.environment)
    raised, crashes = _run(rules, deployment)
    found = merge(_in_short(written_where_they_stand(item)) for item in _mended_once(raised))
    ignores = suppress.suppressions(deployment) if inputs.settings.inline_ignores else ()
    kept, applied = suppress.apply(found, ignores)
    known = frozenset(rule.id for rule in rules)
    reviews: list[Diagnostic] = []
    for rule in rules:
        reviews += _said(rule, partial(rule.review, applied, known), crashes)
    places = _places_of_projects(deployment, inputs.found.root)
    longest = max(map(len, places), default=0)
    told = (_with_stable_key(item, places, longest) for item in (*kept, *reviews))
    diagnostics = tuple(sorted(told, key=_order))
    return Report(deployment, diagnostics, len(found) - len(kept), tuple(crashes))


def _run(rules: Sequence[Rule], deployment: Deployment) -> tuple[list[Diagnostic], list[Crash]]:
    raised: list[Diagnostic] = []
    crashes: list[Crash] = []
    for rule in rules:
        if rule.signs and not shows(deployment, rule.signs):
            continue
        raised += _said(rule, partial(rule.check, deployment), crashes)
    return raised, crashes


def _said(rule: Rule, work: Callable[[], Iterable[Diagnostic]], crashes: list[Crash]) -> Sequence[Diagnostic]:
    """What ``work`` of ``rule`` gives; nothing, and one crash more, when it fails or would end the process."""
    try:
        found = list(work())
        strange = next((item for item in found if not isinstance(item, Diagnostic)), None)
        if strange is not None:
            raise TypeError(f"{type(strange).__name__} is no Diagnostic")
        return found
    except (Exception, SystemExit) as error:
        import traceback

        text = traceback.format_exc(limit=-_FRAMES)
        crashes.append(Crash(rule.id, f"{type(error).__name__}: {error}", text))
        return ()


def _mended_once(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """With a large fix that is the same for many places at the first of them alone: each would tell all of it."""
    told: dict[tuple[int, int], tuple[str, Span]] = {}
    for item in diagnostics:
        place = item.origin.file.path, item.origin.span
        left = tuple(
            fix
            for fix in item.fixes
            if not _is_large(fix.edits)
            or told.setdefault((id(fix.edits[0]), id(fix.edits[-1])), place) == place
        )
        yield item if len(left) == len(item.fixes) else replace(item, fixes=left)


def _is_large(edits: tuple[Edit, ...]) -> bool:
    return len(edits) >= _MANY_EDITS or any(len(edit.text) >= _LONG_EDIT for edit in edits)


def written_where_they_stand(item: Diagnostic) -> Diagnostic:
    """With fixes of the files around texts that are written inside them, as far as all places there are known."""
    edits = [edit for fix in item.fixes for edit in fix.edits]
    if not all(map(_is_of_characters, edits)):
        return replace(item, fixes=())
    if not any(edit.file.whole for edit in edits):
        return item
    known = (fix for fix in item.fixes if all(map(may_be_written, fix.edits)))
    fixes = tuple(replace(fix, edits=tuple(map(outward, fix.edits))) for fix in known)
    return replace(item, fixes=fixes)


def _is_of_characters(edit: Edit) -> bool:
    """Whether an edit brings no bytes to a file that are no characters: those of another file, say."""
    return edit.text.isascii() or not any(
        "\ud800" <= each <= "\udfff" and each not in edit.file.text for each in edit.text
    )


def _in_short(item: Diagnostic) -> Diagnostic:
    """Without the middle of words that nobody would read: they may be as long as a file."""
    return item if max(map(len, item.texts)) <= _LONGEST else item.retold(_cut)


def _cut(text: str) -> str:
    text = _LONG_WORD.sub(r"\1...\2", text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def merge(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for a snippet that is imported n times.

    Findings of one rule with one message at one place are one. Where they want different texts there, nobody
    may edit it: the fixes go.
    """
    found: dict[tuple[object, ...], Diagnostic] = {}
    for item in diagnostics:
        place = (item.code, item.message, item.origin.file.path, item.origin.span)
        first = found.setdefault(place, item)
        if first is not item and _dispute(first, item):
            found[place] = replace(first, fixes=())
    return _without_disputes(list(found.values()))


def _without_disputes(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Drop the fixes of one rule that want different texts at the same place (a shared snippet)."""
    there: dict[tuple[object, ...], dict[tuple[object, ...], Diagnostic]] = {}
    for item in diagnostics:
        there.setdefault(_place(item), {}).setdefault(_wanted(item.fixes), item)
    disputed = {place: _disputed(wishes) for place, wishes in there.items() if len(wishes) > 1}
    return [
        replace(item, fixes=())
        if item.fixes and _wanted(item.fixes) in disputed.get(_place(item), ())
        else item
        for item in diagnostics
    ]


def _disputed(wishes: Mapping[tuple[object, ...], Diagnostic]) -> set[tuple[object, ...]]:
    """Of what is wanted at one place, that which others exclude; all of it where that is more than anybody wants."""
    if len(wishes) > _MOST_WISHES:
        return set(wishes)
    return {
        wanted for wanted, item in wishes.items() if any(_dispute(item, other) for other in wishes.values())
    }


def _place(item: Diagnostic) -> tuple[object, ...]:
    return item.code, item.origin.file.path, item.origin.span, item.origin.exact


def _dispute(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether two findings at one place exclude each other's fixes.

    So they do when only one has any, when they differ in what becomes of the place's own file, and when both edit
    one place: two Caddies that read one file may each be mended in their own.
    """
    if _wanted(one.fixes) == _wanted(other.fixes):
        return False
    edits, others = ([edit for fix in item.fixes for edit in fix.edits] for item in (one, other))
    shared = any(edit.file.path == one.origin.file.path for edit in (*edits, *others))
    return shared or not edits or not others or any(starmap(_clash, product(edits, others)))


def _clash(one: Edit, other: Edit) -> bool:
    same = one.file.path == other.file.path and one != other
    return same and one.span.start <= other.span.end and other.span.start <= one.span.end


def _wanted(fixes: tuple[Fix, ...]) -> tuple[object, ...]:
    return tuple((item.applicability, item.edits) for item in fixes)


def _places_of_projects(deployment: Deployment, root: str) -> dict[str, str]:
    """Names of projects with their folders as seen from ``root``."""
    return {
        project.name: display_name(project.directory, root)
        for project in deployment.projects
        if isinstance(project.name, str)
    }


def _with_stable_key(item: Diagnostic, places: Mapping[str, str], longest: int) -> Diagnostic:
    """Places in the key for names of projects: a name is often that of the folder a repository happens to be in."""
    key = tuple([_placed(part, places, longest) for part in item.key])
    return item if key == item.key else replace(item, key=key)


def _placed(part: str, places: Mapping[str, str], longest: int) -> str:
    """With the folder in place of the longest name of a project that stands before a slash or an underscore."""
    end = len(part)
    if end > longest:
        end = max(part.rfind("/", 0, longest + 1), part.rfind("_", 0, longest + 1))
    while end > 0:
        if part[:end] in places:
            return places[part[:end]] + part[end:]
        end = max(part.rfind("/", 0, end), part.rfind("_", 0, end))
    return part


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    origin = diagnostic.origin
    return origin.file.name, origin.span, -diagnostic.severity, diagnostic.code, diagnostic.message
