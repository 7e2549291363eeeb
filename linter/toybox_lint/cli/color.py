"""Whether colour is wanted where no option says so."""

from __future__ import annotations

import os


def wanted(terminal: bool) -> bool:
    """Colour goes to a ``terminal`` only; FORCE_COLOR and NO_COLOR (any value but empty) are honoured."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"
