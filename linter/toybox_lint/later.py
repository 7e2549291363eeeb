"""Values that are made when they are first asked for: most of a large model nobody looks at."""

from __future__ import annotations

from collections.abc import Callable

from toybox_lint.typed import Any, Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")
# Values of one kind that a run goes to and fro between.
_LAST = 8


class Later(Generic[T]):
    """A ``value`` that ``make`` gives, once. It compares, hashes, prints and pickles as the value itself."""

    __slots__ = ("_make", "value")
    value: T

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make

    def __getattr__(self, name: str) -> Any:
        """Asked for a value that is not there yet, and never again."""
        if name != "value" or self._make is None:
            raise AttributeError(name)
        self.value = self._make()
        self._make = None
        return self.value

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Later) and self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __reduce__(self) -> tuple[Any, ...]:
        return now, (self.value,)


def remembered(make: Callable[[K], T]) -> Callable[[K], T]:
    """``make``, which keeps what it made of the last few values: what every finding asks of one large value.

    The values are told apart by their identity, which takes no time however large they are. They are kept beside what
    was made of them, so that no others have their identity.
    """
    known: dict[int, tuple[K, T]] = {}

    def made(of: K) -> T:
        key = id(of)
        found = known.pop(key, None) or (of, make(of))
        known[key] = found
        if len(known) > _LAST:
            del known[next(iter(known))]
        return found[1]

    return made


def now(value: T) -> Later[T]:
    """A value that is there already."""
    found = Later(lambda: value)
    found.value = value
    return found
