"""What a YAML scalar is to Go's yaml.v3, the library inside Docker Compose 2.40.3."""

from __future__ import annotations

from toybox_lint.compose.yaml.nodes import Scalar
from toybox_lint.digits import number
from toybox_lint.patterns import pattern, re
from toybox_lint.typed import TypeAlias


class Timestamp(str):
    """A plain scalar that reads as a date: Compose's schema takes it nowhere."""

    __slots__ = ()


Plain: TypeAlias = str | int | float | bool | None

_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -float("inf")),
}
_TAGS: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int": (int,),
    "float": (float,),
    "null": (type(None),),
    "timestamp": (Timestamp,),
}
_STANDARD = "tag:yaml.org,2002:"
_NUMBER_START = frozenset("0123456789+-.")
# Hexadecimal digits, the point, and what ends a number with blanks in it or a time. Durations and sizes end otherwise.
_NUMBER_END = frozenset("0123456789abcdefABCDEF._Z")
# So many digits are below every limit.
_SHORT = 18
_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INTEGER = pattern(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))\Z")
_BASES = (16, 2, 8, 10)
_DATE = pattern(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[Tt]\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)|[ ]\d\d?:\d\d?:\d\d?(?:\.\d+)?)?\Z"
)


def resolve(node: Scalar) -> Plain:
    """The value of a scalar; dates come back as ``Timestamp``, unknown tags are ignored as Compose does."""
    text, tag, style, _, _, _ = node
    if tag is None or tag == "!":
        return text if style else resolve_plain(text)
    if not tag.startswith(_STANDARD):
        return text
    return _tagged(text, tag.removeprefix(_STANDARD))


def _tagged(text: str, tag: str) -> Plain:
    """The value of a scalar with a standard tag; raises ``ValueError`` when the text does not fit it."""
    if tag == "binary":
        from base64 import b64decode

        return b64decode(text, validate=True).decode("utf-8", "replace")
    kinds = _TAGS.get(tag)
    if kinds is None:
        return text
    value = resolve_plain(text)
    if type(value) is int and tag == "float":
        return float(value)
    if type(value) not in kinds:
        raise ValueError(f"not a value of the type !!{tag}")
    return value


def resolve_plain(text: str) -> Plain:
    """The value of an unquoted, untagged scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if text[0] == ".":
        return float(text) if _FLOAT.match(text) else text
    if text[-1] not in _NUMBER_END:
        return text
    if len(text) < _SHORT and text.isdecimal() and text.isascii() and (text[0] != "0" or text == "0"):
        return int(text)
    if is_date(text):
        return Timestamp(text)
    digits = text.replace("_", "")
    if whole := _INTEGER.match(digits):
        value = integer(whole)
        if -(2**63) <= value < 2**64:
            return value
    if not _FLOAT.match(digits):
        return text
    number = float(digits)
    return number if is_finite(number) else text


def integer(match: re.Match[str]) -> int:
    """The number of a match of one of the forms of integers: decimal, octal, hexadecimal, binary."""
    sign, *bodies = match.groups()
    for body, base in zip(bodies, _BASES, strict=True):
        if body is not None:
            value = number(body) if base == 10 else int(body, base)
            return -value if sign == "-" else value
    return 0


def is_date(text: str) -> bool:
    """Whether the text is a date to Go's yaml.v3, as ``2024-02-29``."""
    if text[4:5] != "-":
        return False
    found = _DATE.match(text)
    if not found:
        return False
    year, month, day = map(int, found.group(1, 2, 3))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= longest[month - 1]


def as_text(value: Plain) -> str:
    """A scalar as Go prints it with ``%v``: what becomes of ``PORT: 0x50`` in an environment."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    return str(value)


def is_finite(value: float) -> bool:
    """Neither infinite nor no number at all. (``math`` is a library of its own, which few files need.)"""
    return value - value == 0


def float_text(value: float) -> str:
    """Go's ``%v``: the shortest digits, with an exponent below 1e-4 and from 1e+06 on."""
    if not is_finite(value):
        return "NaN" if value != value else "+Inf" if value > 0 else "-Inf"
    sign, digits, exponent = _decimal(value)
    if -4 <= exponent < 6:
        return sign + _positional(digits, exponent)
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{sign}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _decimal(value: float) -> tuple[str, str, int]:
    """Sign, shortest significant digits, and the exponent of the first of them."""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    first = len(whole) if whole.strip("0") else len(digits) - len(fraction)
    return (
        "-" if repr(value).startswith("-") else "",
        digits.rstrip("0") or "0",
        (first - 1 if digits else 0) + int(power or 0),
    )


def _positional(digits: str, exponent: int) -> str:
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + digits
    if len(digits) <= exponent + 1:
        return digits.ljust(exponent + 1, "0")
    return f"{digits[: exponent + 1]}.{digits[exponent + 1 :]}"
