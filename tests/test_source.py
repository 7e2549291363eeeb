"""Positions in texts, against a slow and plain count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toybox_lint.files import MemoryFiles
from toybox_lint.source import Origin, SourceFile, Span, lines_of

TEXTS = st.text(st.sampled_from("ab\n\r\t日本😀é {}"), max_size=40)


@given(TEXTS, st.data())
def test_position_counts_characters_and_line_feeds(text: str, data: st.DataObject) -> None:
    file = SourceFile("/f", "f", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = file.position(offset)
    assert line == text.count("\n", 0, offset) + 1
    assert column == offset - (text.rfind("\n", 0, offset) + 1) + 1
    assert file.offset(line, column) == offset


@given(TEXTS)
def test_lines_are_those_of_the_text(text: str) -> None:
    file = SourceFile("/f", "f", text)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    assert [file.line(number) for number in range(1, len(lines) + 1)] == lines
    assert file.line(len(lines) + 1) == ""


def test_newline_is_that_of_the_first_line() -> None:
    assert SourceFile("/f", "f", "a\r\nb\n").newline == "\r\n"
    assert SourceFile("/f", "f", "a\nb\r\n").newline == "\n"
    assert SourceFile("/f", "f", "a").newline == "\n"


def test_part_of_an_exact_origin() -> None:
    file = SourceFile("/f", "f", "proxy web:8000")
    origin = Origin(file, Span(6, 14))
    assert origin.part(4, 8).text == "8000"
    inexact = Origin(file, Span(6, 14), exact=False)
    assert inexact.part(4, 8) == inexact


def test_memory_files_know_their_folders() -> None:
    files = MemoryFiles({"a/b/c.txt": "x", "a/d.txt": "y"})
    assert files.names("/project/a") == ("b", "d.txt")
    assert files.is_directory("/project/a/b")
    assert not files.is_directory("/project/a/d.txt")
    assert files.read("/project/a/nothing") is None
    found = files.read("/project/a/d.txt")
    assert isinstance(found, SourceFile)
    assert found.name == "a/d.txt"


def test_lines_end_where_caddy_ends_them() -> None:
    text = "a\u2028b\x0bc\x85d\r\ne\rf\n\n"
    assert lines_of(text) == ["a\u2028b\x0bc\x85d", "e\rf", ""]
    assert lines_of(text, keepends=True) == ["a\u2028b\x0bc\x85d\r\n", "e\rf\n", "\n"]
    assert lines_of("") == lines_of("", keepends=True) == []
    assert lines_of("a", keepends=True) == ["a"]
