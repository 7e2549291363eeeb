"""What a setting written in Python is, where it is made of literals and variables of the environment."""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Variables
from toybox_lint.facts import ABSENT, Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, field, replace
from toybox_lint.source import Located

_TEXT = r"""(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\\n])*)(?P=quote)"""
_FROM_ENVIRONMENT = (
    r"""os\.(?:environ\.get|getenv)\(\s*["'](?P<name>\w+)["']\s*,"""
    r"""\s*(?:["'](?P<default>[^"'\n]*)["']|(?P<digits>\d+))\s*\)"""
)
_NAME = r"(?P<called>str\()?(?P<variable>[A-Za-z_]\w*)(?(called)\))(?![\w.(\[])"
_PART = pattern(rf"(?P<f>f?){_TEXT}|{_FROM_ENVIRONMENT}|(?P<number>\d+)|{_NAME}")
_CALL = pattern(r"(?:int|str)\((.*)\)")
_FIELD = pattern(r"\{([^{}]*)\}")
_PLUS = pattern(r"[ \t]*\+[ \t]*")
_REST = pattern(r"[ \t]*(?:#[^\n]*)?")
_DEEPEST = 3
# Names that are looked for in one file, and characters of a value: of a few names each may be the next a few times.
_MOST_NAMES, _LONGEST = 100, 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """The text of a file of settings, and the environment of the program that reads it."""

    text: Located[str]
    variables: Variables
    known: dict[tuple[str, int], Text | None] = field(default_factory=dict)

    def value(self, start: int, end: int) -> Located[Text] | None:
        """The expression in this part of the text; ``None`` for one that is not read."""
        found = self._expression(self.text.value[start:end].rstrip(), 0)
        if found is None:
            return None
        return Located(found, replace(self.text.origin.part(start, end), exact=False))

    def _expression(self, code: str, depth: int) -> Text | None:
        """Parts with ``+`` between them."""
        if depth > _DEEPEST:
            return None
        called = _CALL.fullmatch(code)
        if called:
            return self._expression(called[1], depth + 1)
        made, at = [], 0
        while match := _PART.match(code, at):
            made.append(self._part(match, depth))
            plus = _PLUS.match(code, match.end())
            if plus is None:
                return _joined(made) if _REST.fullmatch(code, match.end()) else None
            at = plus.end()
        return None

    def _part(self, match: re.Match[str], depth: int) -> Text | None:
        if match["text"] is not None:
            return _joined(list(self._formatted(match["text"], depth))) if match["f"] else match["text"]
        if match["number"]:
            return match["number"]
        if match["variable"]:
            return self._assigned(match["variable"], depth)
        given = self.variables.lookup(match["name"])
        if given is ABSENT and "dotenv" in self.text.value:
            return Unknown(f"a file may give {match['name']}")
        if given is ABSENT:
            return match["digits"] or match["default"] or ""
        return given if isinstance(given, str) else Unknown(f"{match['name']} may decide it")

    def _formatted(self, text: str, depth: int) -> Iterator[Text | None]:
        at = 0
        for given in _FIELD.finditer(text):
            yield text[at : given.start()]
            yield self._expression(given[1].strip(), depth + 1)
            at = given.end()
        rest = text[at:]
        yield None if "{" in rest or "}" in rest else rest

    def _assigned(self, name: str, depth: int) -> Text | None:
        """What a name is that the file assigns once, for itself on a line; anything that may change it is not read."""
        if (name, depth) not in self.known:
            self.known[name, depth] = self._sought(name, depth) if len(self.known) < _MOST_NAMES else None
        return self.known[name, depth]

    def _sought(self, name: str, depth: int) -> Text | None:
        written = re.findall(rf"^{name}[ \t]*=[ \t]*([^\n=][^\n]*)$", self.text.value, re.MULTILINE)
        again = re.findall(
            rf"\b{name}\b[ \t]*[-+*/%|&^:]?=(?!=)|\b(?:for|as|import|global)[ \t]+{name}\b", self.text.value
        )
        if len(written) != 1 or len(again) != 1:
            return None
        return self._expression(written[0].strip(), depth + 1)


def _joined(parts: list[Text | None]) -> Text | None:
    if any(each is None for each in parts):
        return None
    unknown = next((each for each in parts if isinstance(each, Unknown)), None)
    if unknown is None and sum(len(str(each)) for each in parts) > _LONGEST:
        unknown = Unknown("its value is too long to be read")
    return "".join(str(each) for each in parts) if unknown is None else unknown
