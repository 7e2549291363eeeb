"""Addresses in the text of a program in Go or Rust, where literals and variables of the environment make them.

Sources: the references of both languages; Go's ``flag`` and ``os``, Rust's ``std::net``.
"""

from __future__ import annotations

from itertools import zip_longest

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import Address, address, port_number
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.model import Process
from toybox_lint.facts import ABSENT
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located

_LITERAL = pattern(r'"([^"\\\n]*)"|`([^`]*)`|(\d+)')
_NAME = pattern(r"[A-Za-z_]\w*")
_AROUND = pattern(r"&\s*(.*)|(.*)\.(?:to_string|into|as_str|clone)\(\)|(.*)\?", re.DOTALL)
_PARSED = pattern(
    r"(.*?)\.parse(?:::<[\w:]+>)?\(\)(?:\s*\.(?:unwrap|expect)\((?:\"[^\"]*\")?\)|\?)?", re.DOTALL
)
_JOINED = pattern(r'"([^"\\\n]*:)"\s*\+\s*(?:strconv\.Itoa\()?(\w+|[a-zA-Z][\w.]*\([^()\n]*\))\)?')
_FORMATTED = pattern(
    r'(?:fmt\.Sprintf|format!)\(\s*"([^"\\\n%{]*:)(?:%[sdv]|\{\}|\{(\w+)\})"'
    r"(?:\s*,\s*(\w+|[a-zA-Z][\w.]*\([^()\n]*\)))?\s*\)"
)
# A host and a port that are put together.
_COMPOSED = pattern(
    r'(?:net\.JoinHostPort\(|fmt\.Sprintf\(\s*"%s:%[sdv]"\s*,)\s*("[^"\\\n]*"|\w+|[a-zA-Z][\w.]*\([^()\n]*\))'
    r'\s*,\s*("[^"\\\n]*"|\w+|[a-zA-Z][\w.]*\([^()\n]*\))\s*\)'
)
_PAIR = pattern(r'\(\s*(?:\[([\d\s,]+)\]|"([^"\\\n]*)"|\w*(LOCALHOST)|(\w*::LOCALHOST))\s*,\s*(\w+)\s*\)')
_FROM = pattern(r"SocketAddr(?:V4)?::from\((.*)\)", re.DOTALL)
_NEW = pattern(
    r"SocketAddr(?:V4)?::new\(\s*+(?:IpAddr::V4\(\s*+)?Ipv4Addr::(?:new\(([\d\s,]+)\)|(LOCALHOST))\s*+\)?\s*+,\s*+(\w+)\s*+,?\s*+\)"
)
_FLAG = pattern(r'flag\.(?:String|Int)\(\s*"([\w.-]+)"\s*,\s*("[^"\\\n]*"|\d+)')
_OF_GO = pattern(r'os\.Getenv\("(\w+)"\)')
# A function of the program itself that is given the name of a variable, and what to take in its place.
_OWN_OF_GO = pattern(r'([a-zA-Z]\w*)\(\s*"(\w+)"\s*,\s*("[^"\\\n]*")\s*\)')
_OF_RUST = pattern(
    r'(?:std::)?env::var\("(\w+)"\)\s*\.unwrap_or(?:_else\(\|_\|\s*|\()(?:String::from\()?("[^"\\\n]*")'
    r"(?:\.to_string\(\)|\.into\(\)|\.to_owned\(\))?\)*",
)
# A number in place of one that is not there, or is none.
_NUMBER_OF_RUST = pattern(
    r'(?:std::)?env::var\("(\w+)"\)\s*(?:\.ok\(\)\s*\.and_then\(\s*\|\w+\|\s*\w+\.parse(?:::<\w+>)?\(\)\.ok\(\)\s*\)'
    r"|\.unwrap_or_default\(\)\s*\.parse(?:::<\w+>)?\(\))\s*\.unwrap_or\((\d+)\)"
)
_DEEPEST = 4


def _behind(word: Located[Text]) -> Located[Text] | None:
    """The value of ``-flag=VALUE``."""
    if not isinstance(word.value, str):
        return None
    at = word.value.index("=") + 1
    return Located(word.value[at:], word.origin.part(at, len(word.value)))


@dataclass(frozen=True, slots=True)
class Values:
    """A text, the same without its comments, and the container and the process of the program."""

    text: Located[str]
    code: str
    inside: Container
    process: Process

    def address(self, start: int, end: int) -> Address | None:
        """The address that the expression is, with host and port; ``None`` where it is not read."""
        return self._address(*self._trimmed(start, end), 0)

    def unset(self, start: int, end: int) -> str | None:
        """The variable of the environment that is all of the expression, in Go, and is certainly not there."""
        start, end = self._trimmed(start, end)
        written = self.code[start:end]
        place = self._assigned(written) if _NAME.fullmatch(written) else None
        found = _OF_GO.fullmatch(self.code[slice(*place)] if place else written)
        return found[1] if found and self.inside.variables.lookup(found[1]) is ABSENT else None

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        written = self.code[start:end]
        return start + len(written) - len(written.lstrip()), start + len(written.rstrip())

    def _address(self, start: int, end: int, depth: int) -> Address | None:
        written = self.code[start:end]
        if depth > _DEEPEST:
            return None
        for expression in (_AROUND, _PARSED, _FROM):
            if inner := expression.fullmatch(written):
                group = next(
                    number for number in range(1, len(inner.groups()) + 1) if inner[number] is not None
                )
                inside = self._trimmed(start + inner.start(group), start + inner.end(group))
                return self._address(*inside, depth + 1)
        if (pair := _PAIR.fullmatch(written) or _NEW.fullmatch(written)) is not None:
            return self._pair(pair, start)
        if (joined := _JOINED.fullmatch(written) or _FORMATTED.fullmatch(written)) is not None:
            group = next(number for number in range(len(joined.groups()), 1, -1) if joined[number])
            port = self.value(start + joined.start(group), start + joined.end(group))
            host = self._part(joined[1][:-1], start + joined.start(1), start + joined.end(1) - 1)
            return self._both(host, port)
        if (composed := _COMPOSED.fullmatch(written)) is not None:
            first, last = (self.value(start + composed.start(n), start + composed.end(n)) for n in (1, 2))
            return self._both(first, last) if first else None
        place = self._assigned(written) if _NAME.fullmatch(written) else None
        if place is not None:
            return self._address(*place, depth + 1)
        found = self.value(start, end)
        return None if found is None or not isinstance(found.value, str) else address(found)

    def _pair(self, pair: re.Match[str], start: int) -> Address | None:
        """A host and a port: a text, the four numbers of an address, or its name."""
        last = len(pair.groups())
        port = self.value(start + pair.start(last), start + pair.end(last))
        group = next(number for number in range(1, last) if pair[number] is not None)
        host = ".".join(map(str.strip, pair[group].split(","))) if pair[group][0].isdigit() else pair[group]
        host = "127.0.0.1" if "LOCALHOST" in host else host
        return self._both(self._part(host, start + pair.start(group), start + pair.end(group)), port)

    def _part(self, text: str, start: int, end: int) -> Located[Text]:
        """``text``, which is made of what stands there."""
        origin = self.text.origin.part(start, end)
        return Located(text, origin if origin.text == text else replace(origin, exact=False))

    def _both(self, host: Located[Text], port: Located[Text] | None) -> Address | None:
        number = port_number(port.value) if port else None
        return Address(host, Located(number, port.origin)) if port and number is not None else None

    def value(self, start: int, end: int, depth: int = 0) -> Located[Text] | None:
        """A literal, or a name that stands for one."""
        written = self.code[start:end]
        if literal := _LITERAL.fullmatch(written):
            group = next(number for number in (1, 2, 3) if literal[number] is not None)
            return Located(
                literal[group],
                self.text.origin.part(start + literal.start(group), start + literal.end(group)),
            )
        if flag := _FLAG.match(written):
            return self._of_flag(flag, start)
        if variable := _OF_RUST.match(written) or _NUMBER_OF_RUST.match(written):
            return self._of_environment(variable[1], start + variable.start(2), start + variable.end(2))
        if variable := _OF_GO.fullmatch(written):
            return self.inside.variables.given(variable[1])
        if (own := _OWN_OF_GO.fullmatch(written)) and self._takes_default(own[1]):
            return self._of_environment(own[2], start + own.start(3), start + own.end(3))
        plain = written.removeprefix("*")
        return self._named(plain, depth) if _NAME.fullmatch(plain) else None

    def _of_flag(self, flag: re.Match[str], start: int) -> Located[Text] | None:
        """What the command gives a flag, or its default where it has none."""
        words = self.process.words[1:]
        for word, after in zip_longest(words, words[1:]):
            name, equals, _ = str(word.value).lstrip("-").partition("=")
            if name == flag[1] and str(word.value).startswith("-"):
                return _behind(word) if equals else after
        return self.value(start + flag.start(2), start + flag.end(2), _DEEPEST)

    def _of_environment(self, name: str, start: int, end: int) -> Located[Text] | None:
        """What a variable holds, or what is taken in its place where it is certainly not there."""
        found = self.inside.variables.given(name)
        if found is not None:
            return found
        absent = self.inside.variables.lookup(name) is ABSENT
        return self.value(start, end, _DEEPEST) if absent else None

    def _named(self, name: str, depth: int = 0) -> Located[Text] | None:
        """What a name stands for that is given a value once, or a default where a variable is empty."""
        place = self._assigned(name) if depth < _DEEPEST else None
        return self.value(*place, depth + 1) if place else self._or_default(name)

    def _assigned(self, name: str) -> tuple[int, int] | None:
        """Where the one value stands that a name is given; ``None`` for what a function takes, or what changes."""
        found = self._assignments(name)
        return self._trimmed(*found[0].span(1)) if len(found) == 1 else None

    def _assignments(self, name: str) -> list[re.Match[str]]:
        escaped = re.escape(name)
        if re.search(rf"[(,]\s*{escaped}(?:\s+string\b|\s*:\s*(?:&|impl|SocketAddr|String))", self.code):
            return []
        kind = r"(?:\s*,\s*\w+|\s*:[^=\n]{0,200}|\s+string|\s+int)?"
        value = r"([^\n;]+(?:\n\s*\.[^\n;]+)*)"
        return list(re.finditer(rf"(?<![\w.]){escaped}{kind}\s*:?=(?!=)\s*{value}", self.code))

    def _or_default(self, name: str) -> Located[Text] | None:
        """A variable of the environment, and what Go takes in its place where that is empty."""
        found, escaped = self._assignments(name), re.escape(name)
        default = re.search(rf'if\s+{escaped}\s*==\s*""\s*{{\s*{escaped}\s*=\s*("[^"\\\n]*")\s*}}', self.code)
        variable = _OF_GO.fullmatch(found[0][1].strip()) if len(found) == 2 else None
        return self._of_environment(variable[1], *default.span(1)) if variable and default else None

    def _takes_default(self, name: str) -> bool:
        """Whether a function gives the variable that its first argument names, or else its second argument."""
        head = re.search(
            rf"func {re.escape(name)}\((\w+)(?: string)?, *(\w+) string\) string {{\r?\n", self.code
        )
        body = self.code[head.end() :].partition("\n}")[0] if head else ""
        asked = head and re.search(rf"\bos\.(?:Getenv|LookupEnv)\({head[1]}\)", body)
        last = body.rpartition("return ")[2].strip()
        return bool(asked) and head is not None and last == head[2]
