"""Words that ``caddy adapt`` passes on unread, and at which Caddy ends when it starts: addresses, expressions, names.

Sources: Go's ``net/netip`` (``ParseAddr``, ``ParsePrefix``) and ``regexp/syntax``; measured with ``caddy validate``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.patterns import pattern, re
from toybox_lint.suggest import nearest
from toybox_lint_grammar.tokens import Token

LEVELS = ("debug", "info", "warn", "error", "panic", "fatal")
KEY_TYPES = ("ed25519", "p256", "p384", "rsa2048", "rsa4096")
CLIENT_MODES = ("request", "require", "verify_if_given", "require_and_verify")
_IPV4 = pattern(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!$|/)|(?=$|/))){4}")
_BITS = pattern(r"0|[1-9][0-9]{0,2}")
_REPEATED = pattern(r"[*+?]|\{[0-9]+(?:,[0-9]*)?\}")
_CLASS = pattern(r"\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]")
# Groups of other engines: they look around, or cannot be gone back into.
_ESCAPED = pattern(r"\\(?:x\{[0-9a-fA-F]+\}|.)", re.DOTALL)
_OPENED = pattern(r"\((?:\?(?:P?<\w+>|[a-zA-Z-]*:?))?")
_OF_OTHERS = ("(?=", "(?!", "(?<=", "(?<!", "(?>")


def ranges(helper: Helper, tokens: Iterable[Token]) -> None:
    """Note each word that is neither an address nor a range of them."""
    for token in tokens:
        text = token.text
        if text in ("private_ranges", "forwarded") or "{" in text or "%" in text or not helper.known(token):
            continue
        if not _is_range(text):
            note(helper, token, f"{text} is neither an address nor a range of addresses")


def _is_range(text: str) -> bool:
    address, slash, bits = text.partition("/")
    if slash and not _BITS.fullmatch(bits):
        return False
    if ":" not in address:
        return bool(_IPV4.fullmatch(address)) and int(bits or 0) <= 32
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(address)
    except AddressValueError:
        return False
    return int(bits or 0) <= 128


def expression(helper: Helper, token: Token, behind: int = 0) -> None:
    """Note a regular expression, which begins ``behind`` so many characters, that Go does not take."""
    if helper.known(token) and (fault := _fault(token.text[behind:])):
        note(helper, token, f"{fault} in the regular expression")


def replaced(helper: Helper, words: Sequence[Token]) -> None:
    """Note what a header's value is searched for, the last word but one, where Go does not take it.

    With placeholders in it Caddy reads it when a request comes.
    """
    if "{" not in words[-2].text:
        expression(helper, words[-2])


def among(helper: Helper, token: Token, names: tuple[str, ...], what: str) -> None:
    """Note a word that is not among ``names``, nor empty, nor filled in when Caddy starts."""
    if token.text in ("", *names) or "{" in token.text or not helper.known(token):
        return
    note(helper, token, f"{what} cannot be {token.text!r}; it is one of {', '.join(names)}", names)


def level(helper: Helper, token: Token) -> None:
    """Note a level of a log that there is not; case does not count."""
    if token.text.lower() not in LEVELS:
        among(helper, token, LEVELS, "the level of a log")


def ascending(helper: Helper, words: Sequence[Token], names: tuple[str, ...]) -> None:
    """Note the second of two words that stands before the first one in ``names``."""
    known = [each.text for each in words if each.text in names]
    if len(known) == 2 and names.index(known[0]) > names.index(known[1]):
        note(helper, words[1], f"{known[1]} is older than {known[0]}, and the oldest comes first")


def note(helper: Helper, token: Token, message: str, names: tuple[str, ...] = ()) -> None:
    """Note a word at which Caddy ends when it starts; one like it among ``names`` may be meant."""
    suggestions = tuple(nearest(token.text, names)) if names else ()
    helper.scope.problems.at_start((token, f"{message}: Caddy does not start", suggestions))


def _fault(text: str) -> str | None:
    """The first thing that is certainly wrong with an expression."""
    at, depth, last = 0, 0, ""
    if "\\Q" in text:
        return None
    while at < len(text):
        char = text[at]
        if found := _REPEATED.match(text, at):
            if last == "":
                return f"{found[0]} has nothing to repeat"
            if last == "repeated" and found[0] != "?":
                return f"{found[0]} repeats what is repeated"
            at, last = found.end(), "lazy" if last == "repeated" else "repeated"
            continue
        if fault := _fault_at(text, at, depth):
            return fault
        depth += {"(": 1, ")": -1}.get(char, 0)
        at, last = _behind(text, at), "" if char in "(|" else "one"
        if char == "(" and text[at - 1 : at] != "(":
            last = "one"
    return "a parenthesis is not closed" if depth else None


def _fault_at(text: str, at: int, depth: int) -> str | None:
    if text[at] == "\\" and text[at + 1 : at + 2] in tuple("123456789"):
        return f"{text[at : at + 2]} refers back, which Go has not,"
    if text.startswith(_OF_OTHERS, at):
        return f"{text[at : at + 3]} looks around, which Go has not,"
    if text[at] == ")" and not depth:
        return "a parenthesis closes none"
    return "a bracket is not closed" if text[at] == "[" and not _CLASS.match(text, at) else None


def _behind(text: str, at: int) -> int:
    """Behind the one thing that begins there: a character, a class, or what opens a group."""
    found = {"\\": _ESCAPED, "[": _CLASS, "(": _OPENED}.get(text[at], _ESCAPED).match(text, at)
    return found.end() if found else at + 1
