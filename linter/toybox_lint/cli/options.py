"""The command line as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toybox_lint.records import dataclass, fields
from toybox_lint.typed import Any


class Stop(Exception):
    """Something that keeps the command from starting; the text is one line for people."""


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that was given. ``stacks`` are ``--compose`` and ``--project`` in their order."""

    paths: tuple[str, ...] = ()
    stacks: tuple[tuple[str, str], ...] = ()
    env: tuple[str, ...] = ()
    env_file: tuple[str, ...] = ()
    use_environment: bool = False
    config: str | None = None
    isolated: bool = False
    output_file: str | None = None
    output_format: str = "full"
    color: str = "auto"
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    select: str | None = None
    extend_select: str | None = None
    ignore: str | None = None
    no_inline_ignores: bool = False
    fail_on: str | None = None
    exit_zero: bool = False
    baseline: str | None = None
    write_baseline: str | None = None
    statistics: bool = False
    quiet: bool = False
    stdin_filename: str | None = None
    touched: bool = False
    jobs: int = 1
    show_values: bool = False
    cache_dir: str | None = None
    no_cache: bool = False

    @classmethod
    def read(cls, given: Mapping[str, Any], stacks: Sequence[tuple[str, str]]) -> Options:
        """From click's parameters."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in names}, stacks=tuple(stacks))
