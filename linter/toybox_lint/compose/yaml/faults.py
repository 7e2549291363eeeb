"""What is wrong with a text that is not YAML, for people: the parser's own words say it to those who wrote one."""

from __future__ import annotations

_WORDS = {
    "block sequence entries are not allowed in this context": "an item (- ...) belongs on a line of its own",
    "could not find expected ':'": "a key stands without its colon",
    "did not find expected '-' indicator": "among the items of a sequence, this line is none: it needs a dash, "
    "or other indentation",
    "did not find expected ',' or ']'": "a comma or ] is missing; a value with [ or ] in it must be quoted here",
    "did not find expected ',' or '}'": "a comma or } is missing; a value with { or } in it, such as ${X}, "
    "must be quoted here",
    "did not find expected alphabetic or numeric character": "without quotes, what begins with * or & is an alias "
    "or an anchor: quote it",
    "did not find expected comment or line break": "nothing but a comment can follow | or > on their line",
    "did not find expected key": "this line is indented like none above it, or something follows a closed quote",
    "did not find expected node content": "a value is missing, or a bracket is closed that was never opened",
    "found a tab character that violates indentation": "a tab cannot indent: use blanks",
    "found incompatible YAML document": "Docker Compose takes no other directive than %YAML 1.1: leave it out",
    "found unexpected end of stream": "the quote is never closed",
    "found unknown escape character": "there is no such escape: double the backslash, or use single quotes",
    "mapping values are not allowed in this context": "a colon stands where no key can: quote a value that holds "
    "one; a line before may lack its colon",
}


def in_words(problem: str, char: str = "") -> str:
    """The parser's words as a sentence for people; ``char`` is the character that it stopped at."""
    if problem == "found character that cannot start any token":
        if char == "\t":
            return _WORDS["found a tab character that violates indentation"]
        return f"without quotes, a value cannot begin with {char}: quote it"
    return _WORDS.get(problem, problem)
