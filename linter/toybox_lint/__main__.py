"""``python -m toybox_lint``."""

from toybox_lint.cli import main

main()
