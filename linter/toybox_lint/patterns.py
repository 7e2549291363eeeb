"""Regular expressions without the module ``re``: to import it, and to compile them, was a tenth of a small run.

What the expressions of this project compile to is written down in ``_patterns``, with the version of Python's engine
that it is for; a test compares the two. Where there is another engine or none, and for all other expressions, the
module compiles.
"""

from __future__ import annotations

from toybox_lint.typed import TYPE_CHECKING, Any, cast

try:
    import _sre  # type: ignore[import-not-found]
except ImportError:
    _sre = None

if TYPE_CHECKING:
    import re as re
else:

    class _Expressions:
        """The module ``re``, imported when more is asked for than the names of its flags."""

        ASCII, DOTALL, IGNORECASE, MULTILINE = 256, 16, 2, 8

        def __getattr__(self, name):
            import re

            return getattr(re, name)

    re = _Expressions()


class Pending:
    """Stands for ``re.compile(text, flags)``, which is made when something is first asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self.given = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(compiled(*self.given), name)
        self.__dict__[name] = found
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled expression, for all that looks at its attributes and methods."""
    return cast("re.Pattern[str]", Pending(text, flags))


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives."""
    from toybox_lint._patterns import CODES, ENGINE

    if _sre is None or _sre.MAGIC != ENGINE or (text, flags) not in CODES:
        return re.compile(text, flags)
    every, names, small, large = CODES[text, flags]
    code, rest = list(small), large.split()
    for at, value in zip(rest[::2], rest[1::2], strict=True):
        code[int(at)] = int(value)
    numbers = {name: number for number, name in enumerate(names, 1) if name}
    found = _sre.compile(text, every, code, len(names), numbers, (None, *names))
    return cast("re.Pattern[str]", found)
