"""Healthchecks whose program is not in the image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml.parts import literal, separator
from toybox_lint.deployment.health.checks import Check, checks
from toybox_lint.deployment.health.tools import brings, has_not, is_busybox
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.digits import number
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin, Span

# Options of curl that only say how to fail and to be quiet, as one word.
_QUIET = frozenset(
    {"-f", "-fs", "-sf", "-fsS", "-sSf", "-fSs", "-Ssf", "-sfS", "-fsSL", "-sSfL", "-fL", "-sfL", "--fail"}
)
_QUIETLY = frozenset({"-s", "-S", "-L", "-o", "/dev/null", "--silent", "--show-error", "-sS", "-Ss"})
_OPTIONS = {
    "curl": _QUIET | _QUIETLY,
    "wget": frozenset(
        {
            *("-q", "--quiet", "--spider", "-qO-", "-O-", "-O", "-", "-qO", "/dev/null", "-qO/dev/null"),
            *("--no-verbose", "-nv", "--tries=1", "-t", "1", "-O/dev/null"),
        }
    ),
}
# Lines that fail for an address which does not answer, or with an error. Both take it as their argument.
_ASKING = {
    "python": "import sys, urllib.request as r; r.urlopen(sys.argv[1])",
    "node": "fetch(process.argv[1]).then(r => process.exit(r.ok ? 0 : 1))",
}
# Programs of images that ask their own server. Source: google/langextract#360, for the image has nothing else.
_OWN = {"ollama/ollama": ("ollama", "list")}
_MAJOR = pattern(r"\d+")
_WITH_FETCH = 18
# The same for wget, that of BusyBox, too.
_QUIET_WGET = "-qO/dev/null"
_LOCALHOST = pattern(r"https?://(localhost)(?=[:/]|\Z)")


@dataclass(frozen=True, slots=True, eq=False)
class Lacking:
    """A check that starts ``program``, which is certainly not in the image; ``origin`` is the program's word."""

    check: Check
    program: str
    origin: Origin

    @property
    def image(self) -> str:
        """The image as it is written, never what a variable gave."""
        base = self.check.inside.base
        return base.value if base and base.origin.exact and isinstance(base.value, str) else "its image"

    @property
    def instead(self) -> tuple[str, ...]:
        """Programs of the image that can ask in its place."""
        able = ("wget", "curl", "python", "node")
        return tuple(name for name in able if brings(self.check.inside, name))

    @property
    def help(self) -> str:
        """What the image can do in its place."""
        if self.program == "sh":
            return "a list that begins with CMD starts a program of the image without a shell"
        if self.instead:
            return f"the image has {' and '.join(self.instead)}"
        if self._own:
            return f"{' '.join(self._own)} fails while the server does not answer"
        if brings(self.check.inside, "bash"):
            return "the image has bash, which can try the port: bash -c ': > /dev/tcp/127.0.0.1/PORT'"
        return "ask with the image's own program, if it can, or build one on it that brings another"

    def fix(self) -> tuple[str, tuple[Edit, ...]]:
        """A program of the image in place of one that only asks for an address, and the edits; none else."""
        edits = self._with_wget()
        if edits:
            return "wget", edits
        if self._own:
            edit = self._with_own()
            return (" ".join(self._own), (edit,)) if edit else ("", ())
        name = next((each for each in _ASKING if each in self.instead), None)
        edit = self._with(name, _ASKING[name]) if name and not self._is_old(name) else None
        return (name or "", (edit,)) if edit else ("", ())

    @property
    def _own(self) -> tuple[str, ...]:
        """The words of the image's own program that asks its server; none where it is not known."""
        base = self.check.inside.base
        return _OWN.get(reference(str(base.value)).path, ()) if base and self.program in _OPTIONS else ()

    def _is_old(self, name: str) -> bool:
        """Whether it is a Node of before 18, which has no ``fetch``."""
        base = self.check.inside.base
        found = _MAJOR.match(reference(str(base.value)).tag) if base and name == "node" else None
        return found is not None and number(found[0]) < _WITH_FETCH

    def _places(self) -> list[Origin]:
        """The words of a check that only asks for an address, as they are written; none of any other."""
        words, script = self.check.arguments, self.check.script
        options = [word.value for word in words[1:-1]]
        known = _OPTIONS.get(self.program)
        plain = known is not None and known.issuperset(map(str, options)) and len(words) > 1
        if not plain or not str(words[-1].value).startswith("http") or not words[0].origin.exact:
            return []
        if any(not word.origin.exact or word.origin.file is not words[0].origin.file for word in words):
            return []
        return [literal(word.origin) for word in words] if script is None else [word.origin for word in words]

    def _with_own(self) -> Edit | None:
        """The image's own program in place of all of it."""
        places = self._places()
        if not places:
            return None
        between = separator(places) if self.check.script is None else " "
        words = [f'"{word}"' if self.check.script is None else word for word in self._own]
        whole = Span(_with_quotes(places[0]).start, _with_quotes(places[-1]).end)
        return None if between is None else Edit(places[0].file, whole, between.join(words))

    def _with(self, name: str, code: str) -> Edit | None:
        """A line of Python or Node, which is given the address."""
        places, script = self._places(), self.check.script
        if not places:
            return None
        file, first, last = places[0].file, places[0].span.start, places[-2].span.end
        if script is None:
            between = separator(places)
            parts = [f'"{word}"' for word in (name, "-c" if name == "python" else "-e", code)]
            return None if between is None else Edit(file, Span(first, last), between.join(parts))
        quote = "'" if file.text[literal(script.origin).span.start] == '"' else '"'
        flag = "-c" if name == "python" else "-e"
        return Edit(file, Span(first, last), f"{name} {flag} {quote}{code}{quote}")

    def _with_wget(self) -> tuple[Edit, ...]:
        words = self.check.arguments
        plain = self.program == "curl" and len(words) == 3 and words[1].value in _QUIET
        if not plain or "wget" not in self.instead or not str(words[2].value).startswith("http"):
            return ()
        if not (words[0].origin.exact and words[1].origin.exact):
            return ()
        return (
            Edit(words[0].origin.file, words[0].origin.span, "wget"),
            Edit(words[1].origin.file, words[1].origin.span, _QUIET_WGET),
            *self._over_ipv4(words[2]),
        )

    def _over_ipv4(self, word: Located[Text]) -> tuple[Edit, ...]:
        """The address of ``localhost``: BusyBox asks the first that the name has, ``::1``, where curl tries both."""
        base, origin = self.check.inside.base, word.origin
        found = _LOCALHOST.match(str(word.value)) if origin.exact else None
        if found is None or base is None or not is_busybox(str(base.value)):
            return ()
        place = origin.part(*found.span(1))
        return (Edit(place.file, place.span, "127.0.0.1"),) if place.text == "localhost" else ()


def _with_quotes(word: Origin) -> Span:
    """The place of a word with the quotes around it alone."""
    text, (start, end) = word.file.text, word.span
    quoted = start > 0 and text[start - 1] in "\"'" and text[start - 1] == text[end : end + 1]
    return Span(start - 1, end + 1) if quoted else word.span


def lacking(members: Sequence[Member], files: Files) -> Iterator[Lacking]:
    """The checks that can never succeed because there is nothing to run."""
    for check in checks(members, files):
        if check.in_shell and brings(check.inside, "sh") is False:
            yield Lacking(check, "sh", check.origin)
            continue
        program: Located[str] | None = check.program
        if program is None:
            continue
        word = str(check.arguments[0].value)
        if brings(check.inside, program.value) is False or has_not(check.inside, word):
            yield Lacking(check, program.value, program.origin)
