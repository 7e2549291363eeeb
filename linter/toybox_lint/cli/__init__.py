"""The command: it alone reads arguments, prints and exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``toybox-lint`` and exit: 0 nothing found, 1 findings, 2 it could not judge.

    With ``arguments`` it raises ``SystemExit``. Without, it is the program itself and ends the process at
    once: taking a large model apart object by object would be a tenth of the run.
    """
    try:
        from toybox_lint.cli.process import run
    except KeyboardInterrupt:
        sys.exit(130)
    except (ImportError, SyntaxError, ValueError) as error:
        sys.stderr.write(f"toybox-lint: error: this installation is not whole: {error}; install it again\n")
        sys.exit(2)
    if arguments is not None:
        sys.exit(run(arguments))
    status = run(sys.argv[1:], own_process=True)
    sys.stderr.flush()
    os._exit(status)
