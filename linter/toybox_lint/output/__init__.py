"""One pure function a format: ``render(result) -> str``; ``contracts`` holds the JSON documents."""

from __future__ import annotations

from toybox_lint.modules import module
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.output.result import Result

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson")


def render(format_name: str, result: Result) -> str:
    """``result`` in one of ``FORMATS``, with a final newline (empty when there is nothing to say)."""
    text: str = module(f"toybox_lint.output.{format_name}_").render(result)
    return text
