"""Tables that are made from what stands elsewhere, so that it need not be imported to know it.

They import nothing that needs them, and `make docs` writes them before all else.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import ast
import inspect
import json
import re
import re._compiler as compiler
import re._parser as parser
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import toybox_lint
import toybox_lint_grammar
import toybox_lint_rules
from conftest import ROOT
from toybox_lint import _patterns
from toybox_lint._records import constructor, shape_of, tuple_maker
from toybox_lint.patterns import compiled

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

CODES = (
    '"""What expressions compile to, by text and flags: flags, names of groups, code; written by `make docs`.\n\n'
    'A byte for each number of the code; those that have no room in one follow behind their places, as text.\n"""\n\n'
    "from toybox_lint.typed import TypeAlias\n\n"
    "Code: TypeAlias = tuple[int, tuple[str | None, ...], bytes, str]\n\n# fmt: off\n"
)
USUAL = '"""What most checks import, for `cli.bundle`; written by `make docs`."""\n\nMODULES = (\n'
# What a check of a small project imports after the command line is read.
IMPORTED = """
import os, sys
from toybox_lint import cli
from toybox_lint.cli.importing import OwnModules

before = set()
take = OwnModules.take_bundle

def taking(finder):
    before.update(sys.modules)
    take(finder)

def told(status):
    ours = (name for name in sys.modules if name[:11] == "toybox_lint" and "." in name and name not in before)
    print("imported", *sorted(ours))
    sys.stdout.flush()
    leave(status)

leave, os._exit, OwnModules.take_bundle = os._exit, told, taking
sys.dont_write_bytecode = True
sys.argv = ["toybox-lint", "--no-cache"]
cli.main()
"""
# Every expression that is there when all modules are, and the tags of images, that are made of tables.
EVERY = """
import gc, json
from importlib import import_module
from pkgutil import walk_packages
import toybox_lint, toybox_lint_grammar, toybox_lint_rules
from toybox_lint import _patterns
from toybox_lint.patterns import Pending
_patterns.ENGINE = None  # whatever it holds by now
for package in (toybox_lint, toybox_lint_grammar, toybox_lint_rules):
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
from toybox_lint.deployment.health import tools
from toybox_lint.deployment.listening.images import well_known
tools._by_path()
every = [each.given for each in gc.get_objects() if type(each) is Pending]
tags = [(tag, 0) for lines in well_known._lines().values() for tag, _ in lines if tag]
print(json.dumps(sorted({*every, *tags})))
"""


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


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="written for the oldest Python")
def test_usual_modules(update: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, cwd=ROOT / "examples" / "toybox", text=True
    )
    *_, last = done.stdout.splitlines()
    word, *modules = last.split()
    assert (word, done.returncode) == ("imported", 1)
    lines = "".join(f'    "{each}",\n' for each in modules)
    _compare(ROOT / "linter" / "toybox_lint" / "_usual.py", f"{USUAL}{lines})\n", update)


def test_shapes_of_the_records(update: bool) -> None:
    shapes = sorted({shape_of(record) for record in records()})
    makers = [constructor(f"shape{number}", shape) for number, shape in enumerate(shapes)]
    table = [f'    "{shape}": shape{number}.__code__,\n' for number, shape in enumerate(shapes)]
    text = SHAPES + "".join(f"\n\n{maker}" for maker in makers) + "\n\nSHAPES = {\n" + "".join(table) + "}\n"
    lengths = sorted({len(found._fields) for found in named_tuples()})
    text += "".join(f"\n\n{tuple_maker(f'tuple{length}', length)}" for length in lengths) + "\n\nTUPLES = {\n"
    text += "".join(f"    {length}: tuple{length}.__code__,\n" for length in lengths) + "}\n"
    _compare(ROOT / "linter" / "toybox_lint" / "_shapes.py", text, update)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="written for the oldest Python")
def test_codes_of_the_expressions(update: bool) -> None:
    done = subprocess.run([sys.executable, "-c", EVERY], capture_output=True, check=True, text=True)
    lines = [_code(text, flags) for text, flags in json.loads(done.stdout)]
    codes = f"ENGINE = {_sre.MAGIC}\nCODES: dict[tuple[str, int], Code] = {{\n{''.join(lines)}}}\n"
    _compare(ROOT / "linter" / "toybox_lint" / "_patterns.py", CODES + codes, update)


def _code(text: str, flags: int) -> str:
    """What the module ``re`` gives to the engine."""
    parsed = parser.parse(text, flags)
    names: list[str | None] = [None] * (parsed.state.groups - 1)
    for name, number in parsed.state.groupdict.items():
        names[number - 1] = name
    code = list(map(int, compiler._code(parsed, flags)))
    small = bytes(each if each < 256 else 0 for each in code)
    large = " ".join(f"{at} {each}" for at, each in enumerate(code) if each >= 256)
    key = f"({text!r}, {int(flags)})"
    return f"    {key}: ({flags | parsed.state.flags}, {tuple(names)!r}, {small!r}, {large!r}),\n"


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="written for the oldest Python")
def test_expressions_are_those_of_the_module() -> None:
    for text, flags in _patterns.CODES:
        ours, theirs = compiled(text, flags), re.compile(text, flags)
        assert ours == theirs
        assert (ours.groups, ours.groupindex, ours.flags) == (theirs.groups, theirs.groupindex, theirs.flags)


def test_expressions_that_stand_there_are_patterns() -> None:
    """What is written where it is used is not among the codes."""
    calls = [
        f"{path.name}:{node.lineno}"
        for folder in ("linter", "grammar", "rules")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if ast.unparse(node.func.value) == "re" and isinstance(node.args[0], ast.Constant)
    ]
    assert calls == []


def test_another_engine_is_left_to_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_patterns, "ENGINE", 0)
    text, flags = next(iter(_patterns.CODES))
    assert compiled(text, flags) is re.compile(text, flags)


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
