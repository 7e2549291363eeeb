"""What is wrong with a text that is not YAML, for people: the parser's own words say it to those who wrote one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from toybox_lint.lookalikes import WIDE
from toybox_lint.patterns import pattern, re

_WORDS = {
    "block sequence entries are not allowed in this context": "an item (- ...) belongs on a line of its own",
    "could not find expected ':'": "a key stands without its colon",
    "did not find expected '-' indicator": "among the items of a sequence, this line is none: it needs a dash, "
    "or other indentation",
    "did not find expected <document start>": "the text is complete above this line; a line before may lack its colon",
    "did not find expected ',' or ']'": "a comma or ] is missing; a value with [ or ] in it must be quoted here",
    "did not find expected ',' or '}'": "a comma or } is missing; a value with { or } in it, such as ${X}, "
    "must be quoted here",
    "did not find expected alphabetic or numeric character": "without quotes, what begins with * or & is an alias "
    "or an anchor: quote it",
    "did not find expected comment or line break": "nothing but a comment can follow | or > on their line",
    "did not find expected node content": "a value is missing, or a bracket is closed that was never opened",
    "found a tab character that violates indentation": "a tab cannot indent: use blanks",
    "found incompatible YAML document": "Docker Compose takes no other directive than %YAML 1.1: leave it out",
    "found unexpected end of stream": "the quote is never closed",
    "found unknown escape character": "there is no such escape: double the backslash, or use single quotes",
    "mapping values are not allowed in this context": "a colon stands where no key can: quote a value that holds "
    "one; a line before may lack its colon",
}


# What the parser says of the line behind one without its colon.
_AFTER_BARE = frozenset(
    ("mapping values are not allowed in this context", "did not find expected <document start>")
)
# What stands at the beginning of a line and only looks like YAML's own signs.
_LOOKALIKE = pattern(
    r"^[ ]*(?:(?P<blank>\u3000)[ \u3000]*|(?P<dash>\uff0d)(?=[ \u3000])"
    r"|(?:-[ ]+)?[^\W\d][\w.-]*(?:(?P<colon>\uff1a)|:(?P<gap>\u3000)))",
    re.MULTILINE,
)
# A text of several lines, with what is indented below.
_BLOCK = pattern(
    r"^(?P<before>[ ]*)(?![ ])[^\n]*[:-][ ]+[|>][-+\d]*[ ]*\r?\n(?:(?P=before)[ ][^\n]*\n|[ ]*+\r?\n)*",
    re.MULTILINE,
)
# Lines above the one where a parser stops, in which the reason may be.
_ABOVE = 3
# A line that is a key with a value, but for its colon.
_BARE = pattern(r"[ ]*(?:-[ ]+)?([A-Za-z][\w.-]*)(?:[ ]+[^\s:#][^:#]*)?")
# A key with a value on its line.
_FILLED = pattern(r"[ ]*([\w.-]+):[ ]+[^\s#|>&]")


def in_words(problem: str, text: str = "", at: int = 0) -> str:
    """The parser's words as a sentence for people; ``at`` is where in the ``text`` it stopped."""
    char = text[at : at + 1]
    if problem == "did not find expected key":
        return _no_key(text, at)
    if problem == "found character that cannot start any token":
        if char == "\t":
            return _WORDS["found a tab character that violates indentation"]
        return f"without quotes, a value cannot begin with {char}: quote it"
    if problem in _AFTER_BARE and (bare := _without_colon(text, at)):
        return f"a line before lacks its colon: {bare} is no key without one"
    return _WORDS.get(problem, problem)


def lookalike(text: str, at: int) -> re.Match[str] | None:
    """The first sign that only looks like one of YAML's, on the line where the parser stopped or shortly above it."""
    if not WIDE.search(text):
        return None
    start = at
    for _ in range(_ABOVE):
        start = max(text.rfind("\n", 0, start), 0)
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return next((each for each in lookalikes(text) if start <= each.start() <= end), None)


def lookalikes(text: str) -> Iterator[re.Match[str]]:
    """Every sign that only looks like one of YAML's, but for those in texts of several lines."""
    blocks = [block.span() for block in _BLOCK.finditer(text)]
    for found in _LOOKALIKE.finditer(text):
        at = bisect_right(blocks, (found.start(), len(text)))
        if not at or not blocks[at - 1][0] < found.start() < blocks[at - 1][1]:
            yield found


def _without_colon(text: str, at: int) -> str | None:
    """The key of the line above, where that has no colon, and the parser stopped at this one, or behind its key."""
    start = text.rfind("\n", 0, at) + 1
    bare = _BARE.fullmatch(_above(text, start).rstrip())
    return bare[1] if bare and (start == at or _BARE.fullmatch(text[start:at])) else None


def _above(text: str, start: int) -> str:
    """The last line that is neither empty nor a comment, of those before ``start``."""
    lines = (line for line in reversed(text[:start].splitlines()) if line.strip() and line.lstrip()[0] != "#")
    return next(lines, "")


def _no_key(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    if text[start:at].strip(" "):
        return "something follows a closed quote, or a bracket"
    above = _above(text, start)
    filled = _FILLED.match(above)
    if filled and len(above) - len(above.lstrip(" ")) < at - start:
        return (
            f"{filled[1]} has a value already: nothing can be indented below it; a line before may be missing"
        )
    return "this line is indented like none above it"
