"""What annotations are written with: for a type checker the names of `typing`, at run time names that mean nothing.

Importing `typing` takes longer than any module of ours, and nobody looks at annotations when the program runs. What
does look at them (pydantic, in `config` and the contracts) takes `typing` itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Generic, Literal, NoReturn, Protocol, TypeAlias, TypeVar, cast
else:

    class _Form:
        """Stands for a name that is only written: it may be subscripted or called."""

        def __getitem__(self, item):
            return self

        def __call__(self, *given, **named):
            return self

    class Generic:
        """A base that may be subscripted."""

        def __class_getitem__(cls, item):
            return cls

    class Protocol(Generic):
        """A base without meaning."""

    Any = ClassVar = Literal = NoReturn = TypeAlias = TypeVar = _Form()

    def cast(kind, value):
        return value


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "ClassVar",
    "Generic",
    "Literal",
    "NoReturn",
    "Protocol",
    "TypeAlias",
    "TypeVar",
    "cast",
]
