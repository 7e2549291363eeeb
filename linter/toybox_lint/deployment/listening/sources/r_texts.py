"""Where a program in R listens that starts Plumber or Shiny by itself, by the one call that does so.

Sources: Plumber's reference of ``pr_run`` and ``Plumber$run`` (``host`` is 127.0.0.1), Shiny's of ``runApp`` (it is
what ``shinyApp`` has among its ``options``, else the option ``shiny.host``, else 127.0.0.1); both take any free port
where none is named. R's of its start: ``Rprofile.site``, ``.Rprofile`` and ``R_PROFILE`` may set options.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container, dockerfile
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.listening.model import Bind, Listener, Process, Speaks
from toybox_lint.deployment.listening.sources.calls import Code, listener, opening
from toybox_lint.facts import ABSENT
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile, blank_out

_CALL = pattern(r"(?:(?<![\w.])(?P<plumber>pr_run)|\$(?P<run>run)|(?<![\w.])(?P<shiny>runApp))\(")
_KEY = pattern(r"\s*(\w+)\s*=(?!=)\s*")
_PLUMBER, _COMMENT = "plumb", pattern(r"(?m)#[^\n]*")
_ELSEWHERE = pattern(r"shiny\.(?:host|port)|plumber\.(?:host|port)|commandArgs|do\.call")
# Where the host of Shiny may be set beside the call.
_OPTIONS = pattern(r"[Rr]profile|R_PROFILE|R_ENVIRON|\bsource\(|\boptions\b|\bhost\b")
_MOST_FILES = 50
# Blanks between a pipe and its call.
_FAR = 200
_LITERAL = pattern(r"""(["'])([^"'\\\n]*)\1|(\d+)L?""")
_OF_ENVIRONMENT = pattern(
    r"""(?:as\.(?:numeric|integer)\(\s*)?Sys\.getenv\(\s*["'](\w+)["']\s*(?:,\s*(?:unset\s*=\s*)?["']?([\w.]+)["']?\s*)?\)\)?"""
)


def from_expressions(inside: Container, process: Process) -> Iterator[Listener]:
    """What is written behind ``-e`` in its command."""
    if any(_ELSEWHERE.search(str(word.value)) for word in process.words):
        return
    for before, word in pairwise(process.words):
        if before.value == "-e" and isinstance(word.value, str) and word.origin.exact:
            yield from from_r("its command", Located(word.value, word.origin), inside)


def from_r(name: str, text: Located[str], inside: Container) -> Iterator[Listener]:
    """The listener of the one call, where it names its port, or a variable does."""
    blanked = blank_out(_COMMENT, text.value)
    code = Code(blanked, lambda start, end: _value(text, inside, start, end))
    calls = [each for each in _CALL.finditer(blanked) if not each["run"] or _PLUMBER in blanked]
    parts = code.arguments(calls[0].end()) if len(calls) == 1 and not _ELSEWHERE.search(blanked) else None
    if parts is None:
        return
    matches = [(_KEY.match(blanked, *each), each[1]) for each in parts]
    named = {match[1]: (match.end(), end) for match, end in matches if match}
    more = len(parts) - len(named)
    piped = calls[0]["run"] or _is_piped(blanked, calls[0].start())
    if more > (0 if piped else 1) or "port" not in named or any(map(_is_short, named)):
        return
    if _is_quoted(blanked, calls[0].start()):
        return
    if calls[0]["shiny"] and "host" not in named and _may_have_options(blanked, inside):
        return
    who = f"{name} starts {'Shiny' if calls[0]['shiny'] else 'Plumber'}"
    quote = _quote_in(text)
    opens = opening(text, calls[0].end(), f"host = {quote}0.0.0.0{quote}") if quote else None
    yield from listener(who, code, named, (Bind.LOOPBACK, None), text, Speaks.HTTP, opens)


def _is_piped(text: str, at: int) -> bool:
    """Whether the first argument of the call stands before it."""
    before = text[max(0, at - _FAR) : at].removesuffix("plumber::").removesuffix("shiny::").rstrip()
    return before.endswith(("|>", ">%"))


def _quote_in(text: Located[str]) -> str | None:
    """The quotes that a text may have in it, where it stands in others itself; ``None`` where that is not certain."""
    whole, start = text.origin.file.text, text.origin.span.start
    around = whole[start - 1 : start]
    if start == 0:
        return '"'
    other = {"'": '"', '"': "'"}.get(around)
    line = whole[whole.rfind("\n", 0, start) + 1 : start]
    return other if other and (other in text.value or other not in line) else None


def _is_quoted(text: str, at: int) -> bool:
    """Whether a text in quotes begins before it on its line, and does not end there."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return any(line.count(quote) % 2 for quote in "\"'")


def _is_short(name: str) -> bool:
    """Whether it is a beginning of the names, which R takes for the whole."""
    return any(name != each and each.startswith(name) for each in ("host", "port"))


def _may_have_options(text: str, inside: Container) -> bool:
    """Whether something else may say where Shiny listens: its image, its variables or a file of the project."""
    base, build = inside.base.value if inside.base else None, inside.service.build
    if not isinstance(base, str) or not _is_of_r(base) or (build and not isinstance(build.context, str)):
        return True
    file = dockerfile(build, inside.files) if build else None
    if any(_OPTIONS.search(each) for each in (text, *started_texts(inside), file.value if file else "")):
        return True
    if any(_OPTIONS.search(name) for name in inside.variables.values):
        return True
    return build is not None and any(_OPTIONS.search(each) for each in _texts(str(build.context), inside))


def _is_of_r(image: str) -> bool:
    path = reference(image).path
    return path == "r-base" or path.startswith("rocker/")


def _texts(folder: str, inside: Container) -> Iterator[str]:
    """The texts in R of a folder and of those in it; a word that says no where there are too many."""
    names = [f"{folder}/{name}" for name in inside.files.names(folder)]
    deeper = [f"{each}/{name}" for each in names[:_MOST_FILES] for name in inside.files.names(each)]
    paths = [each for each in (*names, *deeper) if each.lower().endswith((".r", "rprofile", ".site"))]
    for path in paths[:_MOST_FILES]:
        found = inside.files.read(path)
        yield (
            path
            if path.lower().endswith("rprofile")
            else found.text
            if isinstance(found, SourceFile)
            else "host"
        )


def _value(text: Located[str], inside: Container, start: int, end: int) -> Located[Text] | None:
    """A literal, or what a variable of the environment makes of one."""
    written, place = text.value[start:end], text.origin.part(start, end)
    if plain := _LITERAL.fullmatch(written):
        number = 2 if plain[3] is None else 3
        first, last = plain.span(number)
        return Located(plain[number], text.origin.part(start + first, start + last))
    found = _OF_ENVIRONMENT.fullmatch(written)
    if found is None:
        return None
    given = inside.variables.given(found[1])
    if given is not None:
        return given
    usual = found[2] if inside.variables.lookup(found[1]) is ABSENT else None
    return Located(usual, place) if usual is not None else None
