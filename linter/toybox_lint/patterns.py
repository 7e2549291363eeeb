"""Regular expressions that are compiled when they are first used: compiling all was a tenth of a small run."""

from __future__ import annotations

import re

from toybox_lint.typed import Any, cast


class _Pattern:
    """Stands for ``re.compile(text, flags)``."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._given), name)
        self.__dict__[name] = found
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled expression, for all that looks at its attributes and methods."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
