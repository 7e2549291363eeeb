"""Fixes of what Caddy refuses, where the word itself says what must be meant.

Source: Caddy 2.11.7 refuses ``https://`` beside port 80, the port of HTTP, and ``http://`` beside port 443.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toybox_lint.caddy.directives.upstreams import BadAddress, parse_upstream
from toybox_lint.caddy.edit import without_gap
from toybox_lint.caddy.model import Problem
from toybox_lint.caddy.server import SEVERAL_SITES
from toybox_lint.caddy.wording.outside import into_the_site
from toybox_lint.caddy.wording.several_paths import in_one_matcher
from toybox_lint.caddy.wording.unbraced import enclosed
from toybox_lint.caddy.wording.unclosed import close
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.later import remembered
from toybox_lint.lookalikes import in_ascii
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, SourceFile, Span

_WITH_SLASH = pattern(r"https?://[\w.-]+(?::\d+)?/", re.ASCII)
_STATUS = pattern(r"[1-5][0-9]{2}|permanent|temporary|html")
_TWO_WORDS = pattern(r"""([^\s"`{}]+)([ \t]+)("[^"\\\n]*"|`[^`\n]*`|[^\s"`]*[^\s"`{])(?=\s|\Z)""")
# Schemes of browsers, and those that contradict a port, with what there is in their place.
_SCHEMES = pattern(r"wss?://|http://(?=[^/]*:443\Z)|https://(?=[^/]*:80\Z)", re.IGNORECASE)
_MEANT = {"ws://": "http", "wss://": "https", "http://": "https", "https://": "http"}
_ENDED = pattern(r"""[^\s;"'`{}]+;""")
_WIDE_BRACE = pattern(r"(?<![^\s\u3000])[\uff5b\uff5d](?![^\s\u3000])")
_TYPOGRAPHIC = pattern(r"""[“”„‟″«‘’‚‛][^\s"'`\\“”„‟″«»‘’‚‛]+[“”″»‘’]""")
_BEFORE_UPSTREAMS = pattern(
    r"[ \t]*(?P<name>reverse_proxy|php_fastcgi)(?:[ \t]+[^\s/@*\"`{}][^\s\"`{}]*)+[ \t]+"
)
# How alike a name must be to the word (1 is the same), and how much more alike than the next one.
_NEAR, _NEARER = 0.75, 0.1


_WHILE_IT_RUNS = pattern(r"\{env\.(\w+)\}")
_OF_AUTO_HTTPS = pattern(r"[ \t]*auto_https[ \t]+")
_COMMA = pattern(r",(?!\Z)")
# What people write between addresses.
_BETWEEN = pattern(r"[,;\u3001\uff0c\uff1b]")


def respelt(problem: Problem) -> tuple[Fix, ...]:
    """What is meant: plain quotes, the one name that is near, the scheme that a port has, no slash, a redirect."""
    always = _ALWAYS.get(problem.kind)
    if always is not None and (fixes := always(problem)):
        return fixes
    if not problem.fatal or not problem.origin.exact:
        return ()
    origin = problem.origin
    if (
        fixes := straight_quotes(origin)
        or _without_semicolon(origin)
        or _with_braces(origin)
        or in_plain(origin)
    ):
        return fixes
    refused = _WHERE_REFUSED.get(problem.kind)
    if refused is not None and (fixes := refused(problem)):
        return fixes
    if problem.help == SEVERAL_SITES and (braced := enclosed(problem.origin.file)):
        return (Fix("put braces around each site", Applicability.UNSAFE, (braced,), mends=True),)
    return ()


def _without_semicolon(origin: Origin) -> tuple[Fix, ...]:
    if not _ENDED.fullmatch(origin.text):
        return ()
    edit = Edit(origin.file, Span(origin.span.end - 1, origin.span.end), "")
    return (Fix("leave out the semicolon", Applicability.SAFE, (edit,), mends=True),)


def _with_braces(origin: Origin) -> tuple[Fix, ...]:
    """Braces in place of all of the file's that only look like some: to Caddy they are words."""
    edits = _of_wide_braces(origin.file)
    return (Fix("write the braces of ASCII", Applicability.UNSAFE, edits, mends=True),) if edits else ()


@remembered
def _of_wide_braces(file: SourceFile) -> tuple[Edit, ...]:
    found = _WIDE_BRACE.finditer(file.text)
    return tuple(Edit(file, Span(*match.span()), in_ascii(match[0])) for match in found)


def in_plain(origin: Origin) -> tuple[Fix, ...]:
    """The word with ASCII in place of characters that only look like it."""
    text = in_ascii(origin.text) if origin.exact else origin.text
    return _written(origin, text) if text != origin.text else ()


def _into_the_site(problem: Problem) -> tuple[Fix, ...]:
    edits = into_the_site(problem.origin)
    return (Fix("put it into the site", Applicability.UNSAFE, edits, mends=True),) if edits else ()


def _with_named_paths(problem: Problem) -> tuple[Fix, ...]:
    edits = in_one_matcher(problem.origin) if problem.help else ()
    return (Fix("name the paths", Applicability.SAFE, edits, mends=True),) if edits else ()


def _left_out(problem: Problem) -> tuple[Fix, ...]:
    """Without the line, where it holds the one word that says what Caddy does by itself."""
    text, span = problem.origin.file.text, problem.origin.span
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end) + 1
    alone = end and _OF_AUTO_HTTPS.fullmatch(text[start : span.start]) and not text[span.end : end].strip()
    edit = Edit(problem.origin.file, without_gap(text, start, end), "")
    return (Fix("leave the line out", Applicability.SAFE, (edit,), mends=True),) if alone else ()


def _with_static(problem: Problem) -> tuple[Fix, ...]:
    start = problem.origin.span.start
    edit = Edit(problem.origin.file, Span(start, start), "static ")
    return (Fix("write static before the addresses", Applicability.SAFE, (edit,), mends=True),)


def _with_space_behind_commas(problem: Problem) -> tuple[Fix, ...]:
    file, (start, end) = problem.origin.file, problem.origin.span
    if file.text[start - 1 : start] in ('"', "`") and start:  # in quotes there may be blanks
        return ()
    edit = Edit(file, Span(start, end), _COMMA.sub(", ", problem.origin.text))
    return (Fix("put a space after the comma", Applicability.SAFE, (edit,), mends=True),)


def _when_it_is_read(problem: Problem) -> tuple[Fix, ...]:
    """The variable as Caddy puts it in when it reads the file."""
    text = _WHILE_IT_RUNS.sub(r"{$\1}", problem.origin.text)
    if text == problem.origin.text:
        return ()
    edit = Edit(problem.origin.file, problem.origin.span, text)
    return (Fix(f"write {text}", Applicability.SAFE, (edit,), mends=True),)


def _for_all_requests(problem: Problem) -> tuple[Fix, ...]:
    start = problem.origin.span.start
    edit = Edit(problem.origin.file, Span(start, start), "* ")
    return (Fix("redirect all requests there", Applicability.UNSAFE, (edit,), mends=True),)


def _with_a_unit(problem: Problem) -> tuple[Fix, ...]:
    return _written(problem.origin, problem.suggestions[0]) if problem.suggestions else ()


def _written(origin: Origin, text: str) -> tuple[Fix, ...]:
    edit = Edit(origin.file, origin.span, text)
    return (Fix(f"write {text}", Applicability.UNSAFE, (edit,), mends=True),)


def _without_commas(problem: Problem) -> tuple[Fix, ...]:
    """Blanks alone stand between upstreams."""
    origin = problem.origin
    if not origin.exact or not _BETWEEN.search(origin.text):
        return ()
    parts = _BETWEEN.sub(" ", origin.text).split()
    if not parts or any(isinstance(parse_upstream(part), BadAddress) for part in parts):
        return ()
    edit = Edit(origin.file, origin.span, " ".join(parts))
    return (Fix("leave out the comma", Applicability.SAFE, (edit,), mends=True),)


def _with_slashes(problem: Problem) -> tuple[Fix, ...]:
    origin = problem.origin
    if not origin.exact:
        return ()
    at = origin.span.start + origin.text.index(":") + 1
    return (
        Fix(
            "write the slashes of the scheme",
            Applicability.SAFE,
            (Edit(origin.file, Span(at, at), "//"),),
            mends=True,
        ),
    )


def straight_quotes(origin: Origin) -> tuple[Fix, ...]:
    """Plain quotes around a word that has those of a word processor, which are letters to Caddy and to YAML."""
    if not origin.exact or not _TYPOGRAPHIC.fullmatch(origin.text):
        return ()
    edit = Edit(origin.file, origin.span, f'"{origin.text[1:-1]}"')
    return (Fix("write plain quotes", Applicability.SAFE, (edit,), mends=True),)


def _with_scheme_of_the_port(problem: Problem) -> tuple[Fix, ...]:
    origin = problem.origin
    written, separator, _ = origin.text.partition("://")
    if not separator:
        return ()
    scheme = "http" if written.lower() == "https" else "https"
    edit = Edit(origin.file, Span(origin.span.start, origin.span.start + len(written)), scheme)
    return (Fix(f"speak {scheme}", Applicability.UNSAFE, (edit,), mends=True),)


def without_scheme(problem: Problem) -> tuple[Fix, ...]:
    """Without ``https://`` at port 80, where the transport asks for TLS by itself; else with the scheme of the port."""
    origin = problem.origin
    written, separator, _ = origin.text.partition("://")
    if not origin.exact or written.lower() != "https":
        return respelt(problem)
    edit = Edit(origin.file, Span(origin.span.start, origin.span.start + len(written + separator)), "")
    return (Fix("leave TLS to the transport", Applicability.UNSAFE, (edit,), mends=True),)


def _with_another_scheme(problem: Problem) -> tuple[Fix, ...]:
    """What carries WebSockets, which is beyond doubt; or the scheme of the port."""
    origin, found = problem.origin, _SCHEMES.match(problem.origin.text)
    if found is None:
        return ()
    written, scheme = found[0], _MEANT[found[0].lower()]
    edit = Edit(origin.file, Span(origin.span.start, origin.span.start + len(written) - 3), scheme)
    level = Applicability.SAFE if written.lower().startswith("ws") else Applicability.UNSAFE
    return (Fix(f"write {scheme}://", level, (edit,), mends=True),)


def _without_slash(problem: Problem) -> tuple[Fix, ...]:
    """Without the slash at the end, which is no path of its own."""
    origin = problem.origin
    if not _WITH_SLASH.fullmatch(origin.text):
        return ()
    edit = Edit(origin.file, Span(origin.span.end - 1, origin.span.end), "")
    return (Fix("leave out the slash", Applicability.SAFE, (edit,), mends=True),)


def _with_the_status_last(problem: Problem) -> tuple[Fix, ...]:
    origin = problem.origin
    words = _TWO_WORDS.match(origin.file.text, origin.span.start) if origin.exact else None
    if words is None or not _STATUS.fullmatch(words[1]):
        return ()
    edit = Edit(origin.file, Span(*words.span()), f"{words[3]}{words[2]}{words[1]}")
    return (Fix(f"write {words[1]} behind it", Applicability.SAFE, (edit,), mends=problem.fatal),)


def _with_the_matcher_first(problem: Problem) -> tuple[Fix, ...]:
    """The matcher before the upstreams: that other requests go on to another route is for a person to see."""
    origin = problem.origin
    text, (start, end) = origin.file.text, origin.span
    line = text.rfind("\n", 0, start) + 1
    before = _BEFORE_UPSTREAMS.fullmatch(text, line, start)
    if not origin.exact or before is None:
        return ()
    place = before.end("name")
    gone = Edit(origin.file, Span(len(text[:start].rstrip(" \t")), end), "")
    edits = (Edit(origin.file, Span(place, place), f" {text[start:end]}"), gone)
    return (Fix(f"write {text[start:end]} before the upstreams", Applicability.UNSAFE, edits),)


def _without_the_brace(problem: Problem) -> tuple[Fix, ...]:
    """Without a brace that closes nothing, where it has a line for itself."""
    file, (start, end) = problem.origin.file, problem.origin.span
    first, last = file.text.rfind("\n", 0, start) + 1, file.text.find("\n", end) + 1 or len(file.text)
    if file.text[first:last].strip() != "}":
        return ()
    edit = Edit(file, without_gap(file.text, first, last), "")
    return (Fix("leave the brace out", Applicability.UNSAFE, (edit,), mends=True),)


def _closed(problem: Problem) -> tuple[Fix, ...]:
    if braces := _with_braces(problem.origin):
        return braces
    edit = close(problem.origin.file)
    if edit is None:
        return ()
    line = edit.file.position(edit.span.start).line
    blocks = "block" if edit.text.count("}") == 1 else "blocks"
    return (Fix(f"close the {blocks} below line {line}", Applicability.UNSAFE, (edit,), mends=True),)


def _as_suggested(problem: Problem) -> tuple[Fix, ...]:
    origin = problem.origin
    name = near(origin.text, problem.suggestions) if origin.exact else None
    return () if name is None else _written(origin, name)


def near(word: str, names: Sequence[str]) -> str | None:
    """The first of ``names``, where it is much like the word, and no other is nearly as much."""
    from difflib import SequenceMatcher

    alike = [SequenceMatcher(None, word.lower(), name).ratio() for name in names]
    if not alike or alike[0] < _NEAR or any(other > alike[0] - _NEARER for other in alike[1:]):
        return None
    return names[0]


Mending = Callable[[Problem], "tuple[Fix, ...]"]
# By the kind of the problem: also where Caddy accepts the file, or the place is not written out.
_ALWAYS: dict[str, Mending] = {
    "closing-brace-missing": _closed,
    **dict.fromkeys(("status-not-a-number", "status-before-target"), _with_the_status_last),
    **dict.fromkeys(("upstream-port", "upstream-host", "upstreams-in-one"), _without_commas),
    "scheme-without-slashes": _with_slashes,
    "matcher-behind-upstream": _with_the_matcher_first,
    "misspelt-directive": _as_suggested,
}
_WHERE_REFUSED: dict[str, Mending] = {
    "wrong-argument-count": _with_named_paths,
    "upstream-scheme-port": _with_scheme_of_the_port,
    "upstream-with-path": _without_slash,
    "directive-outside-site": _into_the_site,
    "static-missing": _with_static,
    "default-named": _left_out,
    "brace-too-many": _without_the_brace,
    **dict.fromkeys(("upstream-scheme", "bad-site-address"), _with_another_scheme),
    "not-a-host": _when_it_is_read,
    "comma-in-address": _with_space_behind_commas,
    "redirect-without-target": _for_all_requests,
    "bad-duration": _with_a_unit,
    **dict.fromkeys(
        (
            *("unknown-directive", "unknown-subdirective", "unknown-file-option", "unknown-option"),
            *("unknown-matcher", "unknown-matcher-kind", "unknown-named-route", "import-not-found"),
            "module-missing",
        ),
        _as_suggested,
    ),
}
