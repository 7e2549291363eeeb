"""Lint a Caddyfile together with the compose projects behind it.

``lint`` and ``lint_texts`` are the linter from Python, ``render`` its formats. ``toybox_lint.api`` is what rules
import, and ``toybox_lint.testing`` runs their examples.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from toybox_lint.library import LintError, lint, lint_texts, render

__version__ = "0.1.0"
__all__ = ["LintError", "__version__", "lint", "lint_texts", "render"]


def __getattr__(name: str) -> object:
    """What ``library`` offers, imported when it is first asked for: ``--version`` needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("toybox_lint.library"), name)
