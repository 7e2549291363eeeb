"""Plain command lines, read without click: importing that would take a third of a small run.

Whatever is not plain (help, most options with values, mistakes) is left to click; a test holds what is
read here to what click reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.cli.options import Options
from toybox_lint.output import FORMATS
from toybox_lint.typed import Any

_COMMANDS = ("check", "inspect", "explain", "rules")
_SHARED = ("--use-environment", "--isolated")
_FLAGS = {
    "check": (
        *_SHARED,
        "--fix",
        "--unsafe-fixes",
        "--diff",
        "--no-inline-ignores",
        "--exit-zero",
        "--statistics",
        "--quiet",
        "--touched",
        "--no-cache",
    ),
    "inspect": (*_SHARED, "--show-values"),
}
# Click takes more than these, in more ways.
_NUMBERS = {str(number): number for number in range(100)}
_STACKS = ("--compose", "--project")
_FORMATS = {"check": FORMATS, "inspect": ("text", "json")}


def plain(arguments: Sequence[str]) -> tuple[str, Options] | None:
    """The command and its options; ``None`` where click must look."""
    words = list(arguments)
    command = words.pop(0) if words and words[0] in _FLAGS else "check"
    # Click takes the first word that is no option for the command, also where it is the value of one.
    if any(word in _COMMANDS for word in words):
        return None
    found: dict[str, Any] = {"output_format": _FORMATS[command][0]}
    paths: list[str] = []
    stacks: list[tuple[str, str]] = []
    while words:
        word = words.pop(0)
        if not word.startswith("-"):
            paths.append(word)
        elif word in _FLAGS[command]:
            found[word[2:].replace("-", "_")] = True
        elif word == "--output-format" and words and words[0] in _FORMATS[command]:
            found["output_format"] = words.pop(0)
        elif word == "--cache-dir" and command == "check" and words and not words[0].startswith("-"):
            found["cache_dir"] = words.pop(0)
        elif word in ("-j", "--jobs") and command == "check" and words and words[0] in _NUMBERS:
            found["jobs"] = _NUMBERS[words.pop(0)]
        elif word in _STACKS and words and not words[0].startswith("-"):
            stacks.append((word, words.pop(0)))
        else:
            return None
    return command, Options(paths=tuple(paths), stacks=tuple(stacks), **found)
