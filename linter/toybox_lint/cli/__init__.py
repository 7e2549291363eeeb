"""The command: it alone reads arguments, prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from toybox_lint import __version__


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``toybox-lint`` and exit: 0 nothing found, 1 findings, 2 it could not judge."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        print(f"toybox-lint {__version__}")
        sys.exit(0)
    from toybox_lint.cli.process import run

    sys.exit(run(given))
