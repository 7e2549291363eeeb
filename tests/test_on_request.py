"""Rules that run only when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Command


@pytest.mark.parametrize(
    ("options", "runs"),
    [
        ((), False),
        (("--select", "TB0"), False),
        (("--select", "TB004"), True),
        (("--extend-select", "value-unknown"), True),
        (("--extend-select", "tb004", "--ignore", "TB004"), False),
    ],
)
def test_value_unknown_is_said_to_who_asks(
    options: tuple[str, ...], runs: bool, lint: Command, tmp_path: Path
) -> None:
    (tmp_path / "Caddyfile").write_text("example.com {\n\treverse_proxy {$API}\n}\n")
    done = lint("--output-format", "concise", *options)
    assert ("TB004" in done.stdout) is runs
