"""``Enum`` and ``IntEnum`` of the standard library: the module and its classes took a twentieth of a small run.

For a type checker, and in meaning, they are the standard ones, in as far as this project uses them: the members of a
class are its names in capitals. A test compares the two.
"""

from __future__ import annotations

from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum, IntEnum
else:

    class _Enumeration(type):
        """Makes the members of a class, one for each value."""

        def __new__(cls, name, bases, namespace):
            given = {each: namespace.pop(each) for each in tuple(namespace) if each.isupper()}
            made = super().__new__(cls, name, bases, namespace)
            made.__members__, made._by_value = {}, {}
            for each, value in given.items():
                member = made._member(value)
                member.name, member.value = each, value
                made.__members__[each] = made._by_value[value] = member
                setattr(made, each, member)
            return made

        def __call__(cls, value):
            if value in cls._by_value:
                return cls._by_value[value]
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

        def __getitem__(cls, name):
            return cls.__members__[name]

        def __iter__(cls):
            return iter(cls.__members__.values())

        def __len__(cls):
            return len(cls.__members__)

    class Enum(metaclass=_Enumeration):
        """A set of members that are what they are called."""

        @classmethod
        def _member(cls, value):
            return object.__new__(cls)

        def __repr__(self):
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __str__(self):
            return f"{type(self).__name__}.{self.name}"

        def __reduce__(self):
            return type(self), (self.value,)

    class IntEnum(int, Enum):
        """An enumeration of numbers, which are ordered."""

        __repr__ = Enum.__repr__
        __str__ = int.__repr__

        @classmethod
        def _member(cls, value):
            return int.__new__(cls, value)


__all__ = ["Enum", "IntEnum"]
