"""Fixes of what Caddy refuses, where the word itself says what must be meant.

Source: Caddy 2.11.7 refuses ``https://`` beside port 80, the port of HTTP, and ``http://`` beside port 443.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toybox_lint.caddy.directives.upstreams import BadAddress, parse_upstream
from toybox_lint.caddy.model import Problem
from toybox_lint.caddy.server import SEVERAL_SITES
from toybox_lint.caddy.wording.outside import into_the_site
from toybox_lint.caddy.wording.unbraced import enclosed
from toybox_lint.caddy.wording.unclosed import close
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, Span

_NAMES = frozenset(
    {
        "unknown-directive",
        "unknown-subdirective",
        "unknown-option",
        "unknown-matcher",
        "unknown-matcher-kind",
        "unknown-named-route",
        "import-not-found",
    }
)
_WITH_SLASH = pattern(r"https?://[\w.-]+(?::\d+)?/", re.ASCII)
_STATUS = pattern(r"[1-5][0-9]{2}|permanent|temporary|html")
_TWO_WORDS = pattern(r"""([^\s"`{}]+)([ \t]+)("[^"\\\n]*"|`[^`\n]*`|[^\s"`]*[^\s"`{])(?=\s|\Z)""")
# Schemes of browsers, and those that contradict a port, with what there is in their place.
_SCHEMES = pattern(r"wss?://|http://(?=[^/]*:443\Z)|https://(?=[^/]*:80\Z)", re.IGNORECASE)
_WITH_SCHEMES = frozenset(("upstream-scheme", "bad-site-address"))
_MEANT = {"ws://": "http", "wss://": "https", "http://": "https", "https://": "http"}
_ENDED = pattern(r"""[^\s;"'`{}]+;""")
_TYPOGRAPHIC = pattern(r"""[“”„‟″«‘’‚‛][^\s"'`\\“”„‟″«»‘’‚‛]+[“”″»‘’]""")
# How alike a name must be to the word (1 is the same), and how much more alike than the next one.
_NEAR, _NEARER = 0.75, 0.1


def respelt(problem: Problem) -> tuple[Fix, ...]:
    """What is meant: plain quotes, the one name that is near, the scheme that a port has, no slash, a redirect."""
    if problem.kind == "closing-brace-missing":
        return _closed(problem)
    if problem.kind in ("status-not-a-number", "status-before-target"):
        return _with_the_status_last(problem)
    if (
        problem.kind in ("upstream-port", "upstream-host")
        and problem.origin.exact
        and "," in problem.origin.text
    ):
        return _without_commas(problem.origin)
    if problem.kind == "scheme-without-slashes" and problem.origin.exact:
        return _with_slashes(problem.origin)
    if problem.kind == "misspelt-directive" and problem.origin.exact:
        return _as_suggested(problem)
    if not problem.fatal or not problem.origin.exact:
        return ()
    if quotes := straight_quotes(problem.origin):
        return quotes
    if _ENDED.fullmatch(problem.origin.text):
        end = problem.origin.span.end
        edit = Edit(problem.origin.file, Span(end - 1, end), "")
        return (Fix("leave out the semicolon", Applicability.SAFE, (edit,), mends=True),)
    if problem.kind == "upstream-scheme-port":
        return _with_scheme_of_the_port(problem)
    if problem.kind == "upstream-with-path":
        return _without_slash(problem)
    if problem.kind == "directive-outside-site" and (edits := into_the_site(problem.origin)):
        return (Fix("put it into the site", Applicability.UNSAFE, edits, mends=True),)
    if problem.kind == "static-missing":
        start = problem.origin.span.start
        edit = Edit(problem.origin.file, Span(start, start), "static ")
        return (Fix("write static before the addresses", Applicability.SAFE, (edit,), mends=True),)
    if found := _SCHEMES.match(problem.origin.text) if problem.kind in _WITH_SCHEMES else None:
        return _with_another_scheme(problem, found[0])
    if problem.kind == "comma-in-address":
        text = re.sub(r",(?!\Z)", ", ", problem.origin.text)
        edit = Edit(problem.origin.file, problem.origin.span, text)
        return (Fix("put a space after the comma", Applicability.SAFE, (edit,), mends=True),)
    if problem.help == SEVERAL_SITES and (braced := enclosed(problem.origin.file)):
        return (Fix("put braces around each site", Applicability.UNSAFE, (braced,), mends=True),)
    if problem.kind == "redirect-without-target":
        start = problem.origin.span.start
        edit = Edit(problem.origin.file, Span(start, start), "* ")
        return (Fix("redirect all requests there", Applicability.UNSAFE, (edit,), mends=True),)
    if problem.kind == "bad-duration" and problem.suggestions:
        return _written(problem.origin, problem.suggestions[0])
    return _as_suggested(problem) if problem.kind in _NAMES else ()


def _written(origin: Origin, text: str) -> tuple[Fix, ...]:
    edit = Edit(origin.file, origin.span, text)
    return (Fix(f"write {text}", Applicability.UNSAFE, (edit,), mends=True),)


def _without_commas(origin: Origin) -> tuple[Fix, ...]:
    """Blanks alone stand between upstreams."""
    parts = origin.text.replace(",", " ").split()
    if not parts or any(isinstance(parse_upstream(part), BadAddress) for part in parts):
        return ()
    edit = Edit(origin.file, origin.span, " ".join(parts))
    return (Fix("leave out the comma", Applicability.SAFE, (edit,), mends=True),)


def _with_slashes(origin: Origin) -> tuple[Fix, ...]:
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


def _with_another_scheme(problem: Problem, written: str) -> tuple[Fix, ...]:
    """What carries WebSockets, which is beyond doubt; or the scheme of the port."""
    origin, scheme = problem.origin, _MEANT[written.lower()]
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


def _closed(problem: Problem) -> tuple[Fix, ...]:
    edit = close(problem.origin.file)
    if edit is None:
        return ()
    line = edit.file.position(edit.span.start).line
    return (Fix(f"close the block below line {line}", Applicability.UNSAFE, (edit,), mends=True),)


def _as_suggested(problem: Problem) -> tuple[Fix, ...]:
    origin, name = problem.origin, near(problem.origin.text, problem.suggestions)
    if name is None:
        return ()
    return _written(origin, name)


def near(word: str, names: Sequence[str]) -> str | None:
    """The first of ``names``, where it is much like the word, and no other is nearly as much."""
    from difflib import SequenceMatcher

    alike = [SequenceMatcher(None, word.lower(), name).ratio() for name in names]
    if not alike or alike[0] < _NEAR or any(other > alike[0] - _NEARER for other in alike[1:]):
        return None
    return names[0]
