"""``toybox-lint inspect``: what was understood."""

from __future__ import annotations

from toybox_lint.cli.options import Options
from toybox_lint.cli.printing import put
from toybox_lint.cli.process import OK, TROUBLE
from toybox_lint.cli.session import open_session
from toybox_lint.deployment import build


def inspect(options: Options) -> int:
    """Print the deployments; exit status 2 when a file could not be read. Raises ``Stop``."""
    session = open_session(options)
    deployments = [build(item.found, item.files, item.settings, item.environment) for item in session.inputs]
    if options.output_format == "json":
        from toybox_lint.output.inspect_json import render as render_json

        text = render_json(deployments, show_values=options.show_values)
    else:
        from toybox_lint.output.inspect_text import render as render_text

        text = render_text(deployments, color=session.color, show_values=options.show_values)
    put(options, text)
    return TROUBLE if any(gap.blocking for item in deployments for gap in item.gaps) else OK
