"""The splitter of shell words agrees with the standard library's, and its places are true."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listening.services import placed
from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.shellwords import Operator, shell_tokens
from toybox_lint.facts import ABSENT, Absent, Unknown
from toybox_lint.source import Located

GIVEN = {"PORT": "8000", "TWO": "a  b", "EMPTY": ""}


def lookup(name: str) -> str | Unknown | Absent:
    if name == "SECRET":
        return Unknown("the variable SECRET is not given", frozenset({name}))
    return GIVEN.get(name, ABSENT)


def words(text: str) -> list[Located[Text]]:
    whole = placed(text)
    return [each for each in shell_tokens(text, whole.origin, lookup) if isinstance(each, Located)]


def values(text: str) -> list[Text]:
    return [each.value for each in words(text)]


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="ab0-=:./ \t'\"\\é"))
def test_quotes_and_escapes_are_those_of_shlex(text: str) -> None:
    try:
        expected = shlex.split(text)
    except ValueError:
        return
    assert values(text) == expected


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="a0 $P{}PORT:-'\"\\`();&|<>#\n@\xa0\x1c\r"))
def test_places_are_true_and_nothing_breaks(text: str) -> None:
    for each in words(text):
        start, end = each.origin.span
        assert 0 <= start <= end <= len(text)
        if each.origin.exact:
            assert each.origin.text == each.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:$PORT", ["a:8000"]),
        ('"$TWO" $TWO', ["a  b", "a", "b"]),
        ("$EMPTY '$PORT' \\$PORT", ["$PORT", "$PORT"]),
        ("${PORT:-1} ${NONE:-1} ${NONE-2} ${EMPTY-3} ${EMPTY:-4}", ["8000", "1", "2", "4"]),
        ("${PORT:+set} ${NONE:+set} ${NONE:-${PORT}}", ["set", "8000"]),
        ('"${NONE:-a b}"', ["a b"]),
        ("$NONE$PORT", ["8000"]),
        ("a\\\nb", ["ab"]),
        ("a # b\nc", ["a", "c"]),
        ("a#b", ["a#b"]),
        ("a\xa0-f\u2028 b", ["a\xa0-f\u2028", "b"]),
        ("a 2>&1 b", ["a", "1", "b"]),
        ("cat <<EOF\nnot a word\nEOF\nb", ["cat", "EOF", "b"]),
        ("100% $ x", ["100%", "$", "x"]),
    ],
)
def test_expansion(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["$SECRET", "a${SECRET}b", "$(date)", "`date`", '"$(a "b")"', "${PORT#8}"])
def test_what_is_not_known_is_unknown(text: str) -> None:
    (value,) = values(text)
    assert isinstance(value, Unknown)


def test_operators_stand_between_words() -> None:
    tokens = shell_tokens("a&&b||c;d|e&f", placed("a&&b||c;d|e&f").origin, lookup)
    assert [each.text for each in tokens if isinstance(each, Operator)] == ["&&", "||", ";", "|", "&"]
