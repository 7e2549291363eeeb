"""The C parser without the package around it gives what it gives with it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from compose_files.compare import load
from compose_files.subjects import TOPICS, subjects
from conftest import environment
from toybox_lint.compose.yaml.nodes import parse
from toybox_lint.source import SourceFile

ODD = (
    "",
    "a: [1\n",
    "a: b: c\n",
    "a: \x01\n",
    "%YAML 1.2\n---\na: 1\n",
    "a: &x [1, *x]\nb: *y\n",
    "!!map {a: !t 'b', ? c : d}\n--- |\n text\n",
    "a: {image: caddy:2}\n",
    "\t- a\n",
    'a: "\\q"\n',
)
READ = """
import json, sys
from toybox_lint.compose.yaml.events import c_events, spare_the_package
from toybox_lint.compose.yaml.nodes import parse
from toybox_lint.source import SourceFile
spare_the_package()
assert list(c_events()("a: [1, b]"))
assert "ruamel.yaml" not in sys.modules
found = [repr(parse(SourceFile("/f", "f", text))) for text in json.load(sys.stdin)]
from ruamel.yaml import YAML
assert YAML(typ="safe").load("a: [1, b]") == {"a": [1, "b"]}
assert repr(parse(SourceFile("/f", "f", "a: b"))).startswith("Stream")
json.dump(found, sys.stdout)
"""


def test_the_package_is_spared() -> None:
    pytest.importorskip("_ruamel_yaml", reason="the C parser of YAML is not installed")
    files = [
        file for topic in TOPICS for each in subjects(topic) for file in load(each.folder, each.file).files
    ]
    texts = [*ODD, *(file.text for file in files)]
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(texts),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [repr(parse(SourceFile("/f", "f", text))) for text in texts]


def test_a_parser_that_tells_more_gives_way_to_the_one_in_python() -> None:
    """As it would be if the C parser of a later version gave its events more than ours take."""
    pytest.importorskip("_ruamel_yaml", reason="the C parser of YAML is not installed")
    later = """
from toybox_lint.compose.yaml import events
events._EVENTS["ScalarEvent"] = lambda: None
events.spare_the_package()
assert events.c_events() is None
from toybox_lint.compose.yaml.nodes import parse
from toybox_lint.source import SourceFile
print(repr(parse(SourceFile("/f", "f", "a: [1, b]"))))
"""
    done = subprocess.run(
        [sys.executable, "-c", later], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == repr(parse(SourceFile("/f", "f", "a: [1, b]"))), done.stderr
