"""What Caddy accepts with another meaning than it looks: problems that are not fatal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toybox_lint.caddy.directives.routes import Route
from toybox_lint.caddy.directives.upstreams import Address
from toybox_lint.caddy.hostport import is_socket
from toybox_lint.caddy.places import source_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.environment import is_symbolic
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint_grammar.tokens import WORD, Token, starts_line

SHELL = pattern(r"\$\{[A-Z][A-Z0-9_]*\}")
_WITH_TEXTS = frozenset({"respond", "error", "replace", "templates"})
# What templates leave to be filled in.
_BLANK = pattern(r"<[^<>]+>")
_WITHOUT_SLASHES = pattern(r"(?:https?|h2c):(?!//)/?[\w.-]+:\d+", re.IGNORECASE)
_SEVERAL = pattern(r"[\w.-]+:\d+(?:[,;\u3001\uff0c\uff1b][\w.-]+:\d+)+[,;\u3001\uff0c\uff1b]?")
_ODD_HOST = pattern(r"[\s,]|\A[^:]*+:[0-9a-fA-F:.]*+.")
# A matcher: a path with a star, or without an end such as that of a socket; a name.
_MATCHER = pattern(r"/[\w/.-]*\*|(?:/[\w-]+)+/?|@[\w-]+")
# What Go's strconv.Atoi takes for a number.
_NUMBER = pattern(r"[+-]?[0-9]+")
_NETWORKS = frozenset(("", "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "ip", "ip4", "ip6"))


_DOLLAR = pattern(r"\$\{?[A-Za-z_]")


def unclosed_quote(tokens: Sequence[Token], problems: Problems) -> None:
    """A quote that is never closed takes the rest of the file into one word."""
    if not tokens:
        return
    last = tokens[-1]
    opening = source_of(last).text[last.start : last.start + 1]
    if not last.quote and opening in ('"', "`") and "\n" in last.text:
        message = f"this {opening} is never closed: Caddy takes the rest of the file for one word"
        problems.at(last, "quote-unclosed", message, fatal=False)


def brace_in_line(previous: Token, brace: Token, name: Token, problems: Problems) -> None:
    """A closing brace behind other words of its line."""
    if previous.type == WORD and not starts_line(previous, brace):
        message = (
            f"}} behind {previous.text} closes the block, and {name.text} takes it for an argument as well"
        )
        problems.at(brace, "brace-closes-here", message, fatal=False)


def split_placeholders(segment: Sequence[Token], problems: Problems) -> None:
    """A placeholder with a space in it is two words."""
    for one, two in pairwise(segment):
        if "{" not in one.text or one.quote or two.quote or one.type != WORD or two.type != WORD:
            continue
        opened = one.text.count("{") > one.text.count("}") and two.text.count("}") > two.text.count("{")
        if opened and not starts_line(one, two):
            message = f"{one.text} {two.text} are two words: a placeholder cannot hold a space"
            problems.at(one, "placeholder-split", message, fatal=False)


def shell_variables(segment: Sequence[Token], problems: Problems) -> None:
    """``${NAME}`` is a dollar and a placeholder that nobody fills; texts that are sent may hold it."""
    if segment[0].text in _WITH_TEXTS:
        return
    for token in segment:
        if "${" in token.text and SHELL.search(token.text):
            _of_a_shell(token, problems)


def _of_a_shell(token: Token, problems: Problems) -> None:
    message = f"{token.text}: Caddy has no shell variables; write {{$NAME}} or {{env.NAME}}"
    problems.at(token, "shell-variable", message, fatal=False)


def upstream(token: Token, address: Address, problems: Problems) -> None:
    """An address that is accepted and can never be dialled."""
    text = token.text
    if address.network not in _NETWORKS and not is_socket(address.network):
        message = (
            f"Caddy takes {address.network!r} before the slash for the name of a network, and cannot dial it"
        )
        help = "an upstream has no path; use rewrite or uri to change the path of the request"
        problems.at(token, "upstream-network", message, fatal=False, help=help)
    elif _MATCHER.fullmatch(text):
        message = f"Caddy takes {text} for one more upstream here: a matcher stands before the upstreams"
        problems.at(token, "matcher-behind-upstream", message, fatal=False)
    elif address.network.startswith("unix:"):
        message = f"Caddy does not know the network {address.network!r}; a socket is unix//path"
        problems.at(token, "upstream-network", message, fatal=False)
    elif "$" in text and _DOLLAR.search(text) and not is_symbolic(text):
        _of_a_shell(token, problems)
    elif _WITHOUT_SLASHES.fullmatch(text):
        message = f"{text} lacks the slashes of its scheme: Caddy takes all of it for the name of a host"
        problems.at(token, "scheme-without-slashes", message, fatal=False)
    elif _BLANK.fullmatch(address.host):
        message = f"{address.host} stands for a name that is still to be written: Caddy takes it for a host's"
        problems.at(token, "upstream-host", message, fatal=False)
    elif _SEVERAL.fullmatch(text):
        message = f"Caddy takes {text!r} for one address, which nothing has: blanks alone stand between two"
        problems.at(token, "upstreams-in-one", message, fatal=False)
    elif _ODD_HOST.search(address.host.partition("%")[0]) and "{" not in address.host:
        message = f"Caddy takes {address.host!r} for the name of one host"
        problems.at(token, "upstream-host", message, fatal=False)


def status(arguments: Sequence[Token], problems: Problems) -> None:
    """A status that is no number: Caddy answers 500 in place of what ``respond`` or ``error`` was told."""
    if len(arguments) != 2 or set(arguments[1].text) & set("{}") or is_symbolic(arguments[1].text):
        return
    text, code = arguments
    if not _NUMBER.fullmatch(code.text):
        message = f"the status {code.text!r} is no number: Caddy answers 500"
        if _NUMBER.fullmatch(text.text):
            message = (
                f"{text.text} must stand behind the text: Caddy takes that for the status, and answers 500"
            )
        problems.at(text, "status-not-a-number", message, fatal=False)


def no_upstreams(name: Token, matcher: Token | None, problems: Problems) -> None:
    """A proxy without an upstream answers 503."""
    message = f"this {name.text} has no upstream, and answers 503 to every request"
    if matcher is not None and matcher.text.startswith("/"):
        message = f"{matcher.text} is a path to match, so this {name.text} has no upstream: it answers 503"
    problems.at(matcher or name, "no-upstreams", message, fatal=False)


def merged_handles(routes: Sequence[Route], problems: Problems) -> None:
    """Neighbours with the same matcher become one: both run, one after the other.

    Paths that depend on a variable are not the same for being unknown, both.
    """
    for one, two in pairwise(routes):
        known = not isinstance(one.matcher.paths, Unknown)
        same = one.name == two.name == "handle" and known and one.matcher == two.matcher
        if same and one.children and two.children:
            message = "another handle has the same matcher: Caddy runs both as one, one after the other"
            problems.at(two.token, "handle-repeated", message, fatal=False)
