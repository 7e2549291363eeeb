"""Command lines that are read without click mean what click says."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from toybox_lint.cli import commands, quick
from toybox_lint.cli.options import Options, Stop

FLAGS = sorted({flag for flags in quick._FLAGS.values() for flag in flags})
WORDS = (
    *(
        "check",
        "inspect",
        "explain",
        "rules",
        ".",
        "",
        "-",
        "--",
        "a b",
        "-q",
        "-j",
        "--jobs",
        "2",
        "0",
        "--help",
        "-h",
        "-x",
    ),
    *(
        "--output-format",
        "json",
        "text",
        "sarif",
        "xml",
        "--output-format=json",
        "--fi",
        "--cache-dir",
        "--select",
        "TB1",
    ),
    *("--compose", "--project", "--env", "A=1", "--color", "never", "--fix=1", "Caddyfile", "日本"),
    *FLAGS,
)


def clicks(arguments: list[str]) -> tuple[str, Options] | None:
    """What click makes of the arguments; ``None`` when it runs neither command."""
    seen: list[tuple[str, Options]] = []

    def taking(name: str) -> object:
        return lambda options, entry=None: seen.append((name, options))

    with (
        patch("toybox_lint.cli.check.check", taking("check")),
        patch("toybox_lint.cli.inspection.inspect", taking("inspect")),
        patch("toybox_lint.cli.pages.explain"),
        patch("toybox_lint.cli.pages.rules"),
        patch("sys.stdout"),
    ):
        try:
            commands.invoke(arguments)
        except Stop:
            return None
    return seen[0] if seen else None


@example(["--compose", "check"])
@example(["--cache-dir", "inspect", "."])
@example(["--jobs", "2_0"])
@example(["--jobs", "9" * 5000])
@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_click_reads_the_same(arguments: list[str]) -> None:
    found = quick.plain(arguments)
    if found is not None:
        assert found == clicks(arguments)


def test_what_people_type_is_plain() -> None:
    for line in (
        "",
        ".",
        "Caddyfile",
        "--fix Caddyfile",
        "inspect --output-format json .",
        "--diff --unsafe-fixes",
        "inspect --compose a.yaml --project b --compose c.yaml .",
        "--cache-dir kept .",
        "--jobs 2 --no-cache",
        "-j 0 .",
    ):
        assert quick.plain(line.split()) == clicks(line.split())


def test_every_flag_is_read() -> None:
    for name, flags in quick._FLAGS.items():
        declared = {
            option
            for parameter in commands.command.commands[name].params
            if getattr(parameter, "is_flag", False) and parameter.name != "help"
            for option in parameter.opts
            if option.startswith("--")
        }
        assert set(flags) == declared
