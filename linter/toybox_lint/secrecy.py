"""Keeping values of variables out of whatever is printed.

Every message passes here on its way out, so no rule has to think of it. A value is a secret when it comes from
a ``.env``, an ``env_file``, ``--env`` or the process, or stands under ``environment`` in a compose file. In its place
stand the variable's name or stars; so they do for passwords of ``basic_auth`` that are no hashes. What also stands
literally elsewhere in the linted files is no secret: there it may be meant. Nor are services with their ports, pieces
of fewer than three characters, the addresses of every machine and words such as ``https``, which say nothing, or the
names of files and projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile, Upstream
from toybox_lint.compose.model import Project
from toybox_lint.compose.printing.confidential import MASK
from toybox_lint.deployment import Deployment, Gap
from toybox_lint.diagnostics import Applicability, Diagnostic, Fix
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.secret_values import WORD, Finder, Value, collected, pieces, places
from toybox_lint.source import Origin, SourceFile, Span

_PLAIN = pattern(r"[\w.-]+")
# In a file that YAML cannot read, what looks like a variable is taken for one.
_LIKE_A_VARIABLE = pattern(r"""(?m)^([ \t]*(?:-[ \t]*)?["']?[A-Z][A-Z0-9_]*["']?[ \t]*[=:])[ \t]*(\S.*)$""")
_HIDDEN = pattern(r"\$\{\w+(?::?[-?+])?\}|\$\w+|(\S)")
# Problems of what stands behind a user in a Caddyfile.
_PASSWORDS = ("ends-at-start", "no-hash")


class Secrets:
    """The values that some deployments hold, and texts without them. Nothing is collected before it is needed."""

    def __init__(self, deployments: Iterable[Deployment]) -> None:
        self._deployments = tuple(deployments)
        self._wholes: list[Value] = []
        self._finder: Finder | None = None
        self._pieces: dict[str, str] = {}
        self._public: tuple[frozenset[str], set[int]] | None = None
        self._masked: dict[str, str | None] = {}
        self._told: dict[tuple[str, ...], str] = {}
        # Of each file for each of its projects: whether that is valid, and where it holds values.
        self._places: dict[str, list[tuple[bool, list[Span]]]] | None = None
        self._variables: set[str] = set()

    def text(self, text: str, visible: Sequence[str] = ()) -> str:
        """``text`` with names or stars for the secrets in it; ``visible`` ones stay."""
        asked = (text, *visible)
        if asked not in self._told:
            self._told[asked] = self._without(text, visible)
        return self._told[asked]

    def _without(self, text: str, visible: Sequence[str]) -> str:
        pending = self._candidates(text, 0)
        while pending:
            number = pending.pop(0)
            value = self._wholes[number]
            if value.text not in visible and self._is_found(number, text):
                text = _replaced(value, text)
                pending = self._candidates(text, number + 1)
        return WORD.sub(self._piece, text) if self._pieces else text

    def _candidates(self, text: str, first: int) -> list[int]:
        """The numbers, from ``first`` on, of the values in ``text``."""
        if self._finder is None:
            self._wholes = collected(self._deployments)
            self._pieces = pieces(self._wholes)
            self._finder = Finder(value.text.casefold() for value in self._wholes)
        return sorted(number for number in self._finder.within(text.casefold()) if number >= first)

    def diagnostic(self, item: Diagnostic) -> Diagnostic:
        """A finding that may be printed. A fix that would write a secret is shown, and no longer applied by others."""
        visible = [
            label.text
            for label in (item.origin, *(each.origin for each in item.related))
            if label.exact and _PLAIN.fullmatch(label.text)
        ]
        # Most hold no secret: then none of their texts does, which are not taken for one another.
        written = (edit.text for fix in item.fixes for edit in fix.edits)
        whole = "\0".join((*item.texts, *written))
        if self.text(whole, visible) == whole:
            return item
        shown = item.retold(lambda text: self.text(text, visible))
        return replace(shown, fixes=tuple(self._fix(each, visible) for each in shown.fixes))

    def gap(self, gap: Gap) -> Gap:
        return replace(gap, reason=self.text(gap.reason))

    def word(self, origin: Origin, text: str) -> str:
        """A word of a Caddyfile: as the file has it where variables gave a part of it, else ``text``."""
        if origin.exact:
            return text
        return _word_at(origin) if "{$" in origin.text else self.text(text)

    def dial(self, upstream: Upstream) -> str:
        """What is dialled, with stars for the parts that variables gave."""
        dial = str(upstream.dial)
        if upstream.origin.exact:
            return dial
        if "{$" not in upstream.origin.text:
            return self.text(dial)
        if upstream.port_origin is None or not isinstance(upstream.port, int):
            return MASK
        host = dial.removesuffix(str(upstream.port)) if upstream.host_origin.exact else f"{MASK}:"
        return host + (str(upstream.port) if upstream.port_origin.exact else MASK)

    def hidden(self, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, str | None]]:
        """The files that findings show lines of and that hold secrets, by path: what ``source`` says of them."""
        for file in {file.path: file for item in diagnostics for file in item.files}.values():
            text = self.source(file)
            if text != file.text:
                yield file.path, text

    def source(self, file: SourceFile) -> str | None:
        """A file's text, as long as it is, with stars for what is secret; ``None`` for an env file."""
        if file.path not in self._masked:
            self._masked[file.path] = self._starred(file)
        return self._masked[file.path]

    def _fix(self, fix: Fix, visible: Sequence[str]) -> Fix:
        """With stars in its new lines, which nobody may apply then."""
        edits = tuple(replace(one, text=self.text(one.text, visible)) for one in fix.edits)
        return fix if edits == fix.edits else replace(fix, edits=edits, applicability=Applicability.DISPLAY)

    def _is_found(self, number: int, text: str) -> bool:
        return any(True for _ in places(self._wholes[number], text)) and number not in self._literal[1]

    def _piece(self, found: re.Match[str]) -> str:
        word = found[0]
        shown = self._pieces.get(word.casefold())
        return word if shown is None or word.casefold() in self._literal[0] else shown

    @property
    def _literal(self) -> tuple[frozenset[str], set[int]]:
        """What stands in the linted files for everybody to see: words, and the numbers of whole values."""
        if self._public is None:
            texts = tuple(self._texts())
            words = frozenset(word.casefold() for text in texts for word in WORD.findall(text))
            finder = Finder(value.text for value in self._wholes)
            public = (finder.within(text) for text in (*texts, *self._addresses(words)))
            self._public = words, set().union(*public)
        return self._public

    def _addresses(self, words: frozenset[str]) -> Iterator[str]:
        """Services with a port that stands there, too: findings propose them, though a variable may say the same."""
        for deployment in self._deployments:
            for member in deployment.members:
                for port in {listener.port for listener in member.listening.listeners}:
                    if str(port) in words:
                        yield f"{member.name}:{port}"

    def _texts(self) -> Iterator[str]:
        for deployment in self._deployments:
            files = {file.path: file for file in deployment.sources()}
            for member in deployment.members:
                for listener in member.listening.listeners:
                    files.setdefault(listener.origin.file.path, listener.origin.file)
            for path, file in files.items():
                yield path
                yield self.source(file) or ""
            for project in deployment.projects:
                yield "" if isinstance(project.name, Unknown) else project.name

    def _starred(self, file: SourceFile) -> str | None:
        if self._places is None:
            projects = [project for deployment in self._deployments for project in deployment.projects]
            self._places = {}
            for project in projects:
                _note_places(project, self._places)
            for deployment in self._deployments:
                for caddyfile in deployment.caddyfiles:
                    _note_passwords(caddyfile, self._places)
            self._variables = {path for project in projects for path in project.confidential.env_files}
        if file.path in self._variables:
            return None
        text = file.text
        for valid, spans in self._places.get(file.path, ()):
            if not spans and not valid:
                spans = [Span(*found.span(2)) for found in _LIKE_A_VARIABLE.finditer(text)]
            text = _covered(text, spans)
        return text


def _replaced(value: Value, text: str) -> str:
    """The text with what stands for a value in its place."""
    parts, end = [], 0
    for place in places(value, text):
        parts += [text[end : place.start], value.shown]
        end = place.end
    return "".join((*parts, text[end:]))


def _note_places(project: Project, places: dict[str, list[tuple[bool, list[Span]]]]) -> None:
    """For each file of a project: whether the project is valid, and where it holds values."""
    spans: dict[str, list[Span]] = {file.path: [] for file in project.files}
    for file, span in project.confidential.spans():
        if file.path in spans:
            spans[file.path].append(span)
    for path, found in spans.items():
        places.setdefault(path, []).append((project.valid, found))


def _note_passwords(caddyfile: Caddyfile, places: dict[str, list[tuple[bool, list[Span]]]]) -> None:
    """Where passwords stand for their hashes: what follows a user to the end of the line."""
    for problem in caddyfile.problems:
        if problem.kind in _PASSWORDS:
            file, start = problem.origin.file, problem.origin.span.end
            end = file.text.find("\n", start)
            span = Span(start, len(file.text) if end < 0 else end)
            places.setdefault(file.path, []).append((True, [span]))


def uncovered(masked: str, file: SourceFile, shown: Iterable[Span]) -> str:
    """What ``source`` gives, with the plain words at ``shown`` as they are: what a finding is about."""
    for span in shown:
        if _PLAIN.fullmatch(file.text, *span):
            masked = masked[: span.start] + file.text[span.start : span.end] + masked[span.end :]
    return masked


def _covered(text: str, spans: Iterable[Span]) -> str:
    """``text`` with stars at ``spans``; line ends, blanks and references to variables stay."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(set(spans)):
        if start >= at:
            pieces += [text[at:start], _HIDDEN.sub(_star, text[start:end])]
            at = end
    return "".join(pieces) + text[at:]


def _star(found: re.Match[str]) -> str:
    return "*" if found[1] else found[0]


def _word_at(origin: Origin) -> str:
    """The whole word around a place of which a variable may have given a part."""
    text, (start, end) = origin.file.text, origin.span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]
