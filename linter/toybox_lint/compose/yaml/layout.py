"""Values as YAML text, in the manner of what stands beside them: quotes, dashes, blanks, long and short forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.scalars import resolve_plain
from toybox_lint.patterns import pattern
from toybox_lint.typed import TypeAlias

# What may be written: a scalar (None for an empty value), a sequence, or a mapping.
Tree: TypeAlias = "str | bool | tuple[Tree, ...] | Mapping[str, Tree] | None"

QUOTES = ("'", '"')

_SAFE = pattern(r"[A-Za-z0-9_./][A-Za-z0-9_./@+-]*\Z")
# Plain, too, where others beside it are, though many would quote it. A colon before a blank would end a key.
_PLAIN = pattern(r"(?:[A-Za-z0-9_./$]|--?(?=[A-Za-z]))[A-Za-z0-9_./@+:=${}-]*(?<!:)\Z")
_BRACES = pattern(r"[{}]")
# YAML 1.1 reads it as a number to the base of sixty, as the manuals of Compose warn.
_SIXTIES = pattern(r"[0-9]+:[0-5]?[0-9]\Z")


def scalar(value: Tree, style: str = "") -> str:
    """A scalar as YAML text: in the quotes asked for, or plain where that reads as the same text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    assert isinstance(value, str)
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style == '"' or not (_SAFE.match(value) and isinstance(resolve_plain(value), str)):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    return value


def flow(value: Tree, style: str = "") -> str:
    """A value on one line."""
    if isinstance(value, tuple):
        return "[" + ", ".join(flow(item, style) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_entry(key, item, style) for key, item in value.items()) + "}"
    return "{}" if value is None else scalar(value, style if isinstance(value, str) else "")


def flow_entry(key: str, value: Tree, style: str = "") -> str:
    """An entry of a mapping on one line."""
    return f"{scalar(key, style)}: {flow(value, style)}"


def block(
    key: str,
    value: Tree,
    indent: int,
    step: int,
    dash: int,
    style: str = "",
    beside: Sequence[nodes.Scalar] = (),
) -> list[str]:
    """The lines of an entry; ``step`` is the indentation of mappings, ``dash`` that of sequences.

    ``style`` are the quotes of keys, ``beside`` the values of the other keys.
    """
    head = " " * indent + scalar(key, style) + ":"
    if isinstance(value, Mapping) and value:
        inner = [block(name, item, indent + step, step, dash, style) for name, item in value.items()]
        return [head, *(line for lines in inner for line in lines)]
    if isinstance(value, tuple) and value:
        quotes = common_quotes(beside)
        return [head, *(f"{' ' * (indent + dash)}- {flow(item, quotes)}" for item in value)]
    return [head] if value is None else [f"{head} {like(value, beside)}"]


def block_item(item: Tree, last: nodes.Node, beside: Sequence[nodes.Scalar], blank: str) -> list[str]:
    """The lines of an item of a block sequence, without their indentation; ``blank`` follows the dash.

    A mapping is written as ``last`` is, the item before it.
    """
    if not isinstance(item, Mapping) or not isinstance(last, nodes.Mapping) or last.flow:
        return [f"-{blank}{like(item, beside)}"]
    known = {key.text: value for key, value in last.entries if isinstance(key, nodes.Scalar)}
    first = last.entries[0][0]
    style = first.style if isinstance(first, nodes.Scalar) and first.style in QUOTES else ""
    entries = (
        f"{scalar(key, style)}: {like(value, [one] if isinstance(one := known.get(key), nodes.Scalar) else [])}"
        for key, value in item.items()
    )
    return [f"{'-' if at == 0 else ' '}{blank}{entry}" for at, entry in enumerate(entries)]


def siblings(node: nodes.Mapping | nodes.Sequence) -> list[nodes.Scalar]:
    """The scalars among the items, or the values, of a collection."""
    children = node.items if isinstance(node, nodes.Sequence) else [value for _, value in node.entries]
    return [each for each in children if isinstance(each, nodes.Scalar) and each.start != each.end]


def like(value: Tree, beside: Sequence[nodes.Scalar], *, inside_flow: bool = False) -> str:
    """A value as text, quoted as the scalars beside it are: all in the same quotes, or one of them in none."""
    if not isinstance(value, str) or not beside:
        return flow(value)
    if quotes := common_quotes(beside):
        return scalar(value, quotes)
    plain = [each for each in beside if not each.style]
    return value if plain and _may_be_plain(value, plain[-1], inside_flow) else scalar(value)


def common_quotes(scalars: Sequence[nodes.Scalar]) -> str:
    """The quotes that all of them have; none where they differ."""
    style = scalars[0].style if scalars else ""
    return style if style in QUOTES and all(each.style == style for each in scalars) else ""


def _may_be_plain(value: str, beside: nodes.Scalar, inside_flow: bool) -> bool:
    """Whether it reads as the same text without quotes, or as a number where the other one does."""
    if not _PLAIN.match(value) or _SIXTIES.match(value) or (inside_flow and _BRACES.search(value)):
        return False
    kind = type(resolve_plain(value))
    return kind is str or (kind is int and type(resolve_plain(beside.text)) is int)
