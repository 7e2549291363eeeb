"""The values that deployments keep to themselves, and how each is found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.compose.printing.confidential import MASK
from toybox_lint.deployment import Deployment
from toybox_lint.digits import number
from toybox_lint.patterns import pattern
from toybox_lint.records import NamedTuple
from toybox_lint.source import Span

WORD = pattern(r"\w+")
_RANGE = pattern(r"(\d{1,5})-(\d{1,5})")
_PORT = pattern(r"\d{1,5}")
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
    | {"com", "net", "org", "www"}
    | {"all", "and", "any", "for", "from", "its", "not", "one", "that", "the", "this", "with"}
)


class Value(NamedTuple):
    """A value and what stands for it; ``loose`` ones are secret piece by piece, others only as a whole."""

    text: str
    shown: str
    loose: bool


class Finder:
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


def collected(deployments: Iterable[Deployment]) -> list[Value]:
    """Whole values, longest first."""
    found: dict[str, Value] = {}
    for value in _values(deployments):
        text = value.text.strip()
        if (
            len(text) < _SHORTEST
            or text.casefold() in _EVERYWHERE
            or (not value.loose and _PORT.fullmatch(text.removeprefix(":")))
        ):
            continue
        before = found.get(text)
        shown = value.shown if before is None else _shown(before, value)
        found[text] = Value(text, shown, value.loose or (before is not None and before.loose))
    return sorted(found.values(), key=lambda value: -len(value.text))


def pieces(values: Iterable[Value]) -> dict[str, str]:
    """What stands for each word of the loose ones, by the word in small letters."""
    found: dict[str, str] = {}
    for value in values:
        for word in _words(value.text) if value.loose else ():
            if word.casefold() not in _EVERYWHERE:
                found[word.casefold()] = value.shown if word == value.text else MASK
    return found


def _values(deployments: Iterable[Deployment]) -> Iterator[Value]:
    for deployment in deployments:
        for caddyfile in deployment.caddyfiles:
            for name, text in caddyfile.given.items():
                yield Value(text, f"{{${name}}}", True)
        for project in deployment.projects:
            for name, text in project.confidential.given.items():
                if text != project.name:
                    yield Value(text, f"${{{name}}}", True)
            for file in project.confidential.env_files.values():
                # With variables in it a value is not what it is written as.
                for found in _WITH_VARIABLES.finditer(file.text):
                    yield Value(found[1], MASK, True)
            for service in project.services.values():
                for name, variable in service.environment.items():
                    if isinstance(variable.value, str):
                        loose = variable.origin.file.path in project.confidential.env_files
                        yield Value(variable.value, f"${{{name}}}", loose)


def places(value: Value, text: str) -> Iterator[Span]:
    """Where a value stands in ``text``, in letters of any case: a short one only as a word of its own, a number not
    in a longer one. From left to right, none inside another.
    """
    sought, folded = _folded(value.text), _folded(text)
    at = folded.find(sought)
    while at >= 0:
        end = at + len(sought)
        apart = _is_apart(value, text[at - 1 : at], text[end : end + 1])
        if apart:
            yield Span(at, end)
        at = folded.find(sought, end if apart else at + 1)


def _folded(text: str) -> str:
    """In small letters, each where it was: some become two otherwise."""
    folded = text.casefold()
    return folded if len(folded) == len(text) else "".join(map(_small, text))


def _small(letter: str) -> str:
    folded = letter.casefold()
    return folded if len(folded) == 1 else letter


def _is_apart(value: Value, before: str, after: str) -> bool:
    """Whether a value is no part of a longer word or number, with the character before it and the one after it."""
    text = value.text
    if value.loose and text.isdigit() and len(text) > _SHORTEST:
        return not before.isdecimal() and not after.isdecimal()
    if value.loose and len(text) >= _UNMISTAKABLE:
        return True
    return not (text[0].isalnum() and _is_of_word(before)) and not (text[-1].isalnum() and _is_of_word(after))


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _shown(one: Value, other: Value) -> str:
    """What stands for a value that two variables have: the one variable, when it is one, passed on to Caddy."""
    return one.shown if one.shown.strip("${}") == other.shown.strip("${}") else MASK


def _words(text: str) -> Iterator[str]:
    """The words of a value that are long enough to tell something; every port of a range."""
    told = _LOOPBACK.sub(" ", text)
    yield from (word for word in WORD.findall(told) if len(word) >= _SHORTEST)
    for first, last in _RANGE.findall(text):
        yield from map(str, range(number(first), min(number(last), number(first) + _LONGEST_RANGE) + 1))
