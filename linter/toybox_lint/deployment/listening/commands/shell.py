"""The simple commands of a shell script, in the order in which they would run.

No shell is run: conditions are not decided. A command inside ``if``, a loop, a function or after ``||`` is
there, but not ``certain``; one in a ``case`` of which the word is known is, or is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.expansion import Lookup
from toybox_lint.deployment.listening.commands.shell_cases import Case
from toybox_lint.deployment.listening.commands.shellwords import Operator, shell_tokens
from toybox_lint.facts import Absent, Unknown
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, field
from toybox_lint.source import Located, Origin, SourceFile, Span

_ASSIGNMENT = pattern(r"([A-Za-z_]\w*)=", re.ASCII)
_HEADED = frozenset({"for", "case", "select"})
_OPENING = _HEADED | {"if", "while", "until", "{"}
_UNCONDITIONAL = frozenset({"(", "{", "case"})
_CLOSING = frozenset({"fi", "done", "esac", "}"})
_LEADING = frozenset({"then", "else", "elif", "do", "!", "time", "function"})
_SOURCING = frozenset({".", "source", "eval"})
_TOOLS = pattern(
    r"(?:activate|profile|rc|nvm\.sh|conda\.sh|functions|cargo/env|venv/\S+|/etc/\S+)\Z|ssh-agent"
)
# With how many different variables and arguments a script is kept.
_MOST_READINGS = 4
_TESTS = frozenset({"[", "[[", "test", "grep", "command", "which"})


@dataclass(frozen=True, slots=True)
class Simple:
    """One simple command: its words after expansion, and the variables set for it before.

    ``background``: followed by ``&``, so that the next command runs beside it. ``lent``: a file that was read before,
    or the output of a command, may have set further variables.
    """

    words: tuple[Located[Text], ...]
    variables: Mapping[str, Text]
    certain: bool
    background: bool
    lent: bool = False


def simple_commands(
    text: str, origin: Origin, lookup: Lookup, arguments: Sequence[Located[Text]] = ()
) -> tuple[Simple, ...]:
    """The simple commands of the script ``text``; ``arguments`` are its ``$1``, ``$2`` and so on.

    A script is read once for all services to which the variables that it asks for say the same.
    """
    readings = _readings(origin.file).setdefault((origin.span, text), [])
    for each in readings:
        if each.serves(lookup, arguments):
            return each.commands
    asked: dict[str, Text | Absent] = {}

    def noted(name: str) -> Text | Absent:
        asked[name] = found = lookup(name)
        return found

    commands = tuple(_Reader(noted, list(arguments)).read(text, origin))
    readings[_MOST_READINGS - 1 :] = []
    readings.insert(0, _Reading(tuple(arguments), asked, commands))
    return commands


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a script says with these arguments, and with what it asked for."""

    arguments: tuple[Located[Text], ...]
    asked: Mapping[str, Text | Absent]
    commands: tuple[Simple, ...]

    def serves(self, lookup: Lookup, arguments: Sequence[Located[Text]]) -> bool:
        return self.arguments == tuple(arguments) and all(
            lookup(name) == value for name, value in self.asked.items()
        )


@remembered
def _readings(_: SourceFile) -> dict[tuple[Span, str], list[_Reading]]:
    """Those of the scripts in a file, by their places and texts."""
    return {}


@dataclass(slots=True)
class _Reader:
    lookup: Lookup
    arguments: list[Located[Text]]
    variables: dict[str, Text] = field(default_factory=dict)
    words: list[Located[Text]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    defining: bool = False
    doubtful: bool = False
    redirected: bool = False
    moved: bool = False
    lent: bool = False

    def given(self, name: str) -> Text | Absent:
        value = self.variables.get(name)
        found = self.lookup(name) if value is None else value
        if self.lent and isinstance(found, Absent):
            return Unknown(f"what is read before may give {name}", frozenset((name,)))
        return found

    def read(self, text: str, origin: Origin) -> Iterator[Simple]:
        for token in shell_tokens(text, origin, self.given, self.arguments):
            if isinstance(token, Operator):
                yield from self.operator(token.text)
            elif self.redirected:
                self.redirected = False
            elif self.words or not self.reserved(token):
                self.words.append(token)
        yield from self.ended(";")

    def reserved(self, word: Located[Text]) -> bool:
        """Whether ``word`` at the start of a command belongs to the grammar; keeps the nesting."""
        text = word.value
        if not isinstance(text, str):
            return False
        if text in _CLOSING and self.open:
            if self.open.pop() == "case":
                self.cases.pop()
        elif text == "{":
            self.open.append("function" if self.defining else "{")
            self.defining = False
        elif text in _OPENING:
            self.open.append(text)
            if text == "case":
                self.cases.append(Case())
        self.defining = self.defining or text == "function"
        return text in _CLOSING or text in _LEADING or (text in _OPENING and text not in _HEADED)

    def operator(self, text: str) -> Iterator[Simple]:
        if text[0] in "<>" or text.startswith("&>"):
            self.redirected = True
        elif self.open[-1:] == ["case"] and self.in_case(text):
            pass
        elif text == "(":
            self.defining = bool(self.words)
            self.words.clear()
            self.open.append("(")
        else:
            yield from self.ended(text)
            if text == ")" and self.open:
                self.open.pop()

    def in_case(self, operator: str) -> bool:
        """Whether the operator belongs to the patterns of a ``case``."""
        case = self.cases[-1]
        if not case.awaiting:
            return False
        if self.words and self.words[0].value == "case" and operator in ("\n", ")"):
            if len(self.words) > 1 and not self.moved and _UNCONDITIONAL.issuperset(self.open):
                case.word = self.words[1].value
            del self.words[:3]
        if operator == ")":
            case.branch(self.words)
            self.words.clear()
        elif operator == "&":
            case.goes_on()
        return True

    def ended(self, operator: str) -> Iterator[Simple]:
        """What the words so far make, now that ``operator`` ends them."""
        words, self.words = self.words, []
        first = words[0].value if words else ""
        is_test = first in _TESTS
        if first in ("for", "select") and len(words) > 1 and isinstance(words[1].value, str):
            self.variables[words[1].value] = Unknown(f"the loop over {words[1].value} decides it")
        elif words:
            yield from self.command(words, operator == "&")
        if operator == ";;" and self.open[-1:] == ["case"]:
            self.cases[-1].ended()
        elif operator == "&" and not words and self.open[-1:] == ["case"]:
            self.cases[-1].goes_on()
            self.cases[-1].ended()
        if operator == "||" or (operator == "&&" and is_test):
            self.doubtful = True
        elif operator != "&&":
            self.doubtful = False

    def command(self, words: list[Located[Text]], background: bool) -> Iterator[Simple]:
        if any(case.taken is False and not case.awaiting for case in self.cases):
            return
        decided = all(case.taken for case in self.cases)
        certain = not self.doubtful and decided and _UNCONDITIONAL.issuperset(self.open)
        own: dict[str, Text] = {}
        rest = _without_assignments(words, own)
        if rest and rest[0].value in ("export", "readonly", "local", "declare"):
            left = _without_assignments(rest[1:], own)
            self.lent = self.lent or any(isinstance(each.value, Unknown) for each in left)
            rest = []
        if not rest:
            self.assign(own, certain)
        elif rest[0].value == "set" and len(rest) > 1 and rest[1].value == "--" and certain:
            self.arguments[:] = rest[2:]
        elif rest[0].value == "shift" and certain:
            del self.arguments[:1]
        elif rest[0].value == "unset":
            named = (each.value for each in rest[1:] if isinstance(each.value, str))
            self.variables.update((name, Unknown(f"{name} is unset before")) for name in named)
        elif _moves_arguments(rest):
            self.moved = True
        else:
            self.lent = self.lent or (rest[0].value in _SOURCING and not _is_harmless(rest[1:]))
            yield Simple(tuple(rest), {**self.variables, **own}, certain, background, self.lent)

    def assign(self, own: Mapping[str, Text], certain: bool) -> None:
        for name, value in own.items():
            self.variables[name] = value if certain else Unknown(f"a condition decides {name}")


def _is_harmless(words: list[Located[Text]]) -> bool:
    """Whether what is read are no variables of the program's own: a virtual environment, a tool."""
    return bool(words) and isinstance(words[0].value, str) and bool(_TOOLS.search(words[0].value))


def _moves_arguments(words: list[Located[Text]]) -> bool:
    """Whether what ``$1`` is may change: ``set -e`` alone leaves it."""
    second = str(words[1].value) if len(words) > 1 else ""
    return words[0].value == "shift" or (
        words[0].value == "set" and second != "" and (second == "--" or second[0] not in "-+")
    )


def _without_assignments(words: list[Located[Text]], own: dict[str, Text]) -> list[Located[Text]]:
    """The words after leading ``NAME=value`` ones, which go into ``own``; ``PORT=$(decide)`` is one, too."""
    for number, word in enumerate(words):
        value = word.value
        match = _ASSIGNMENT.match(value if isinstance(value, str) else word.origin.text)
        if not match:
            return words[number:]
        own[match[1]] = value[match.end() :] if isinstance(value, str) else value
    return []
