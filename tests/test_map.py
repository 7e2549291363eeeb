"""The map in CONTRIBUTING is that of the folders, in the words of their own docstrings."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
START, END = "<!-- map: begin -->\n", "<!-- map: end -->"
LINTER = ROOT / "linter" / "toybox_lint"


def test_map(update: bool) -> None:
    before, rest = CONTRIBUTING.read_text(encoding="utf-8").split(START)
    text = f"{before}{START}{''.join(drawn())}{END}{rest.split(END)[1]}"
    if update:
        CONTRIBUTING.write_text(text, encoding="utf-8")
    assert CONTRIBUTING.read_text(encoding="utf-8") == text, "the map is not current; run make docs"


def test_every_module_has_its_layer() -> None:
    """import-linter says nothing of modules that no layer names."""
    here = {path.name.removesuffix(".py") for path in LINTER.iterdir() if said(path)}
    assert here - {"__init__"} == set(layers())


def test_every_folder_of_the_tests_is_told() -> None:
    told = set(re.findall(r"^\| `tests/(\w+)/` \|", CONTRIBUTING.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("*.*"))} - {
        "__pycache__"
    }


def drawn() -> Iterator[str]:
    """A line for each folder of code, and for each module that lies beside the linter's folders."""
    yield from room(ROOT / "grammar" / "toybox_lint_grammar", "")
    yield f"- `linter/toybox_lint/`: {said(LINTER)}\n"
    for name in layers():
        path = LINTER / name
        if path.is_dir():
            yield from room(path, "  ")
        elif not name.startswith("_"):
            yield f"  - `{name}.py`: {said(path.with_suffix('.py'))}\n"
    yield from room(ROOT / "rules" / "toybox_lint_rules", "")


def room(folder: Path, indent: str) -> Iterator[str]:
    shown = folder.relative_to(ROOT if not indent else folder.parent)
    yield f"{indent}- `{shown.as_posix()}/`: {said(folder)}\n"
    for inner in sorted(folder.iterdir()):
        if said(inner) and inner.is_dir():
            yield from room(inner, f"{indent}  ")


def said(path: Path) -> str:
    """The first line of a module's docstring, or of a package's; empty for what is neither."""
    file = path / "__init__.py" if path.is_dir() else path
    if file.suffix != ".py" or not file.is_file():
        return ""
    line = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    return re.sub(r"``(.+?)``", r"`\1`", line)


def layers() -> list[str]:
    """The modules and packages of the linter in the order of its layers, the lowest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = project["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [name.strip() for layer in reversed(found) for name in layer.split("|")]
    return [name.removeprefix("toybox_lint.") for name in names if name.startswith("toybox_lint.")]
