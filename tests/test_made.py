"""Tables that are made from what stands elsewhere, so that it need not be imported to know it.

They import nothing that needs them, and `make docs` writes them before all else.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import toybox_lint
import toybox_lint_grammar
import toybox_lint_rules
from conftest import ROOT
from toybox_lint._records import constructor, shape_of, tuple_maker

API = ROOT / "linter" / "toybox_lint" / "api.py"
RULES = ROOT / "rules" / "toybox_lint_rules"
PLACES = '"""Where the names of `api` are; written by `make docs`."""\n\n# fmt: off\nPLACES = {\n'
INDEX = (
    '"""What is known of a rule before it is imported: whether it runs on request alone, and its signs.\n\n'
    'Written by `make docs`.\n"""\n\n'
    "from toybox_lint.api import Cause, Sign\nfrom toybox_lint.typed import TypeAlias\n\n"
    "Index: TypeAlias = dict[str, tuple[bool, tuple[Sign, ...]]]\n\n# fmt: off\nINDEX: Index = {\n"
)
SHAPES = (
    '"""Constructors of records by their shapes, compiled before they are needed; written by `make docs`."""\n\n'
    "# mypy: ignore-errors\n"
)


def test_a_rule_is_read_at_one_sitting() -> None:
    """Further examples stand in ``cases/``."""
    long = {file.name for file in RULES.glob("tb*.py") if file.read_text("utf-8").count("\n") > 300}
    assert not long


def test_places_of_the_api(update: bool) -> None:
    tree = ast.parse(API.read_text(encoding="utf-8"))
    lines = [
        f'    "{name.asname or name.name}": "{node.module}",\n'
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("toybox_lint.")
        if node.module not in ("toybox_lint.api_places", "toybox_lint.modules")
        for name in node.names
    ]
    _compare(API.with_name("api_places.py"), PLACES + "".join(sorted(lines)) + "}\n", update)


def test_index_of_the_rules(update: bool) -> None:
    lines = [_line(path) for path in sorted(RULES.glob("tb*.py"))]
    _compare(RULES / "index.py", INDEX + "".join(lines) + "}\n", update)


def test_shapes_of_the_records(update: bool) -> None:
    shapes = sorted({shape_of(record) for record in records()})
    makers = [constructor(f"shape{number}", shape) for number, shape in enumerate(shapes)]
    table = [f'    "{shape}": shape{number}.__code__,\n' for number, shape in enumerate(shapes)]
    text = SHAPES + "".join(f"\n\n{maker}" for maker in makers) + "\n\nSHAPES = {\n" + "".join(table) + "}\n"
    lengths = sorted({len(found._fields) for found in named_tuples()})
    text += "".join(f"\n\n{tuple_maker(f'tuple{length}', length)}" for length in lengths) + "\n\nTUPLES = {\n"
    text += "".join(f"    {length}: tuple{length}.__code__,\n" for length in lengths) + "}\n"
    _compare(ROOT / "linter" / "toybox_lint" / "_shapes.py", text, update)


def records() -> Iterator[type]:
    """Every class of the project that is a record."""
    return (found for found in _classes() if hasattr(found, "__record_fields__"))


def named_tuples() -> Iterator[Any]:
    """Every class of the project that is a tuple with names."""
    ours = {each: None for each in _classes() if issubclass(each, tuple) and hasattr(each, "_fields")}
    return (each for each in ours if each.__module__.startswith("toybox_lint"))


def _classes() -> Iterator[type]:
    for package in (toybox_lint, toybox_lint_grammar, toybox_lint_rules):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                for _, found in inspect.getmembers(import_module(module.name), inspect.isclass):
                    yield found


def _line(path: Path) -> str:
    """What the class of the rule says, word by word."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        target.id: _written(node.value)
        for rule in tree.body
        if isinstance(rule, ast.ClassDef)
        for node in rule.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in ("on_request", "signs")
    }
    return f'    "{path.stem}": ({said.get("on_request", "False")}, {said.get("signs", "()")}),\n'


def _written(node: ast.expr) -> str:
    """The expression with double quotes around its texts."""
    if isinstance(node, ast.Tuple):
        texts = [_written(each) for each in node.elts]
        return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return json.dumps(node.value)
    return ast.unparse(node)


def _compare(path: Path, text: str, update: bool) -> None:
    if update:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{path.name} is not current; run make docs"
