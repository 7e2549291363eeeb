"""Our enumerations beside those of the standard library."""

from __future__ import annotations

import copy
import enum
import pickle
from typing import Any

import pytest

from toybox_lint import enums


class _Colour(enums.Enum):
    """A colour."""

    RED = "red"
    BLUE = "blue as the sea"

    @property
    def cool(self) -> bool:
        return self is _Colour.BLUE


class _Size(enums.IntEnum):
    SMALL = 1
    LARGE = 20


class Theirs:
    """The same classes by the standard library."""

    class _Colour(enum.Enum):
        """A colour."""

        RED = "red"
        BLUE = "blue as the sea"

        @property
        def cool(self) -> bool:
            return self is Theirs._Colour.BLUE

    class _Size(enum.IntEnum):
        SMALL = 1
        LARGE = 20


def _seen(kind: Any) -> list[object]:
    members = list(kind)
    first, last = members
    return [
        len(kind),
        dict(kind.__members__) == {each.name: each for each in members},
        first in kind,
        kind.__name__,
        [(each.name, each.value, repr(each), str(each), f"{each}", bool(each)) for each in members],
        [kind(each.value) is each and kind[each.name] is each for each in members],
        (first == last, first == first.value, first != last, isinstance(first, kind), isinstance(first, int)),
        {first: 1, last: 2}[last],
        [getattr(each, "cool", None) for each in members],
        copy.deepcopy(last) is last and copy.copy(first) is first,
    ]


@pytest.mark.parametrize(("ours", "theirs"), [(_Colour, Theirs._Colour), (_Size, Theirs._Size)])
def test_alike(ours: Any, theirs: Any) -> None:
    assert _seen(ours) == _seen(theirs)


def test_a_value_that_no_member_has() -> None:
    for kind in (_Colour, Theirs._Colour):
        with pytest.raises(ValueError, match="'green' is not a valid"):
            kind("green")


def test_a_name_that_no_member_has() -> None:
    for kind in (_Colour, Theirs._Colour):
        with pytest.raises(KeyError):
            kind["GREEN"]


def test_numbers_are_ordered() -> None:
    for kind in (_Size, Theirs._Size):
        small, large = kind
        assert small < large
        assert max(kind) is large
        assert large + 1 == 21
        assert sorted([large, small]) == [1, 20]


def test_pickling() -> None:
    for member in (*_Colour, *_Size):
        assert pickle.loads(pickle.dumps(member)) is member
