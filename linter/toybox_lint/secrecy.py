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
from toybox_lint.diagnostics import Applicability, Diagnostic, Fix, Label
from toybox_lint.digits import number
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import NamedTuple, replace
from toybox_lint.source import Origin, SourceFile, Span

_WORD = pattern(r"\w+")
_PLAIN = pattern(r"[\w.-]+")
_RANGE = pattern(r"(\d{1,5})-(\d{1,5})")
_PORT = pattern(r"\d{1,5}")
# In a file that YAML cannot read, what looks like a variable is taken for one.
_LIKE_A_VARIABLE = pattern(r"""(?m)^([ \t]*(?:-[ \t]*)?["']?[A-Z][A-Z0-9_]*["']?[ \t]*[=:])[ \t]*(\S.*)$""")
_HIDDEN = pattern(r"\$\{\w+(?::?[-?+])?\}|\$\w+|(\S)")
# Problems of what stands behind a user in a Caddyfile.
_PASSWORDS = ("ends-at-start", "no-hash")
_WITH_VARIABLES = pattern(r"""(?m)^[^#=:\n]+[=:][ \t]*["']?([^"'\n]*\$[^"'\n]*)""")
_SHORTEST = 3
# From this length on a value is found inside longer words, too.
_UNMISTAKABLE = 6
_LONGEST_RANGE = 100
# So many beginnings of values are looked for in a text one by one.
_FEW = 200
_LOOPBACK = pattern(r"(?<![\w.])(?:127\.0\.0\.1|localhost)(?![\w.])")
# Addresses that are the same on every machine tell nothing of one; nor do words of which every second setting is one,
# and which findings are made of.
_EVERYWHERE = frozenset(
    {"0.0.0.0", "127.0.0.1", "localhost", "::", "::1"}
    | {"http", "https", "fastcgi", "tcp", "host", "true", "false", "yes", "none", "auto", "default"}
    | {"info", "warning", "error", "production", "development"}
    | {"all", "and", "any", "for", "from", "its", "not", "one", "that", "the", "this", "with"}
)


class _Value(NamedTuple):
    """A value and what stands for it; ``loose`` ones are secret piece by piece, others only as a whole."""

    text: str
    shown: str
    loose: bool


class _Finder:
    """Which of many ``texts`` stand in another: looked up by how they begin, and how long they are.

    All may begin alike, and thousands of messages ask.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._beginnings: dict[str, dict[int, dict[str, list[int]]]] = {}
        for place, text in enumerate(texts):
            lengths = self._beginnings.setdefault(text[:_SHORTEST], {})
            lengths.setdefault(len(text), {}).setdefault(text, []).append(place)

    def within(self, text: str) -> set[int]:
        """The numbers of those that stand in ``text``."""
        found: set[int] = set()
        for at in self._places(text):
            for length, numbers in self._beginnings.get(text[at : at + _SHORTEST], {}).items():
                found.update(numbers.get(text[at : at + length], ()))
        return found

    def _places(self, text: str) -> Iterable[int]:
        """Where any of them may begin: to look for a few is quicker than to look at each place."""
        if len(self._beginnings) > min(len(text), _FEW):
            yield from range(len(text))
            return
        for part in self._beginnings:
            at = text.find(part)
            while at >= 0:
                yield at
                at = text.find(part, at + 1)


class Secrets:
    """The values that some deployments hold, and texts without them. Nothing is collected before it is needed."""

    def __init__(self, deployments: Iterable[Deployment]) -> None:
        self._deployments = tuple(deployments)
        self._wholes: list[_Value] = []
        self._finder: _Finder | None = None
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
            if value.text not in visible and self._found(number, text):
                text = _place_of(value).sub(lambda _, shown=value.shown: shown, text)  # type: ignore[misc]
                pending = self._candidates(text, number + 1)
        return _WORD.sub(self._piece, text) if self._pieces else text

    def _candidates(self, text: str, first: int) -> list[int]:
        """The numbers, from ``first`` on, of the values in ``text``."""
        if self._finder is None:
            self._wholes = self._collected()
            self._finder = _Finder(value.text.casefold() for value in self._wholes)
        return sorted(number for number in self._finder.within(text.casefold()) if number >= first)

    def diagnostic(self, item: Diagnostic) -> Diagnostic:
        """A finding that may be printed. A fix that would write a secret is shown, and no longer applied by others."""
        visible = [
            label.text
            for label in (item.origin, *(each.origin for each in item.related))
            if label.exact and _PLAIN.fullmatch(label.text)
        ]
        return replace(
            item,
            message=self.text(item.message, visible),
            gist=None if item.gist is None else self.text(item.gist, visible),
            help=None if item.help is None else self.text(item.help, visible),
            related=tuple(Label(each.origin, self.text(each.text, visible)) for each in item.related),
            fixes=tuple(self._fix(each, visible) for each in item.fixes),
        )

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
        edits = tuple(replace(one, text=self.text(one.text, visible)) for one in fix.edits)
        title = self.text(fix.title, visible)
        if edits == fix.edits:
            return replace(fix, title=title)
        return replace(fix, title=title, edits=edits, applicability=Applicability.DISPLAY)

    def _found(self, number: int, text: str) -> bool:
        return _place_of(self._wholes[number]).search(text) is not None and number not in self._literal[1]

    def _piece(self, found: re.Match[str]) -> str:
        word = found[0]
        shown = self._pieces.get(word.casefold())
        return word if shown is None or word.casefold() in self._literal[0] else shown

    def _collected(self) -> list[_Value]:
        """Whole values, longest first; pieces of the loose ones are noted beside."""
        found: dict[str, _Value] = {}
        for value in self._values():
            text = value.text.strip()
            if (
                len(text) < _SHORTEST
                or text.casefold() in _EVERYWHERE
                or (not value.loose and _PORT.fullmatch(text.removeprefix(":")))
            ):
                continue
            before = found.get(text)
            shown = value.shown if before is None else _shown(before, value)
            found[text] = _Value(text, shown, value.loose or (before is not None and before.loose))
        for value in found.values():
            if value.loose:
                for word in _words(value.text):
                    if word.casefold() in _EVERYWHERE:
                        continue
                    self._pieces[word.casefold()] = value.shown if word == value.text else MASK
        return sorted(found.values(), key=lambda value: -len(value.text))

    def _values(self) -> Iterator[_Value]:
        for deployment in self._deployments:
            for caddyfile in deployment.caddyfiles:
                for name, text in caddyfile.given.items():
                    yield _Value(text, f"{{${name}}}", True)
            for project in deployment.projects:
                for name, text in project.confidential.given.items():
                    if text != project.name:
                        yield _Value(text, f"${{{name}}}", True)
                for file in project.confidential.env_files.values():
                    # With variables in it a value is not what it is written as.
                    for found in _WITH_VARIABLES.finditer(file.text):
                        yield _Value(found[1], MASK, True)
                for service in project.services.values():
                    for name, variable in service.environment.items():
                        if isinstance(variable.value, str):
                            loose = variable.origin.file.path in project.confidential.env_files
                            yield _Value(variable.value, f"${{{name}}}", loose)

    @property
    def _literal(self) -> tuple[frozenset[str], set[int]]:
        """What stands in the linted files for everybody to see: words, and the numbers of whole values."""
        if self._public is None:
            texts = tuple(self._texts())
            words = frozenset(word.casefold() for text in texts for word in _WORD.findall(text))
            finder = _Finder(value.text for value in self._wholes)
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


def _place_of(value: _Value) -> re.Pattern[str]:
    """Where a value stands: a short one only as a word of its own, a number not in a longer one."""
    text = value.text
    inside = value.loose and len(text) >= _UNMISTAKABLE
    border = r"\d" if text.isdigit() and value.loose and len(text) > _SHORTEST else "" if inside else r"\w"
    before = f"(?<!{border})" if border and text[0].isalnum() else ""
    after = f"(?!{border})" if border and text[-1].isalnum() else ""
    return re.compile(before + re.escape(text) + after, re.IGNORECASE)


def _shown(one: _Value, other: _Value) -> str:
    """What stands for a value that two variables have: the one variable, when it is one, passed on to Caddy."""
    return one.shown if one.shown.strip("${}") == other.shown.strip("${}") else MASK


def _words(text: str) -> Iterator[str]:
    """The words of a value that are long enough to tell something; every port of a range."""
    told = _LOOPBACK.sub(" ", text)
    yield from (word for word in _WORD.findall(told) if len(word) >= _SHORTEST)
    for first, last in _RANGE.findall(text):
        yield from map(str, range(number(first), min(number(last), number(first) + _LONGEST_RANGE) + 1))


def _word_at(origin: Origin) -> str:
    """The whole word around a place of which a variable may have given a part."""
    text, (start, end) = origin.file.text, origin.span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]
