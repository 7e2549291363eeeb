"""Records are dataclasses in meaning: the same classes, made by both, behave alike."""

from __future__ import annotations

import ast
import builtins
import copy
import dataclasses
import pickle
import typing
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from toybox_lint import _records as records

T = TypeVar("T")


def made(module: Any) -> tuple[type, type, type, type]:
    @module.dataclass(frozen=True, slots=True)
    class Point(Generic[T]):
        """A place."""

        x: int
        y: T
        names: list[str] = module.field(default_factory=list, repr=False, compare=False)
        kind: ClassVar[str] = "point"
        weight: float = 1.5

        @property
        def both(self) -> tuple[int, T]:
            return (self.x, self.y)

    @module.dataclass(frozen=True, slots=True)
    class Far(Point[int]):
        far: bool = True

    @module.dataclass(slots=True)
    class Open:
        x: int
        y: int = 0

    @module.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        x: int

    return Point, Far, Open, Alone


PAIRS = list(zip(made(dataclasses), made(records), strict=True))


@pytest.mark.parametrize(("theirs", "ours"), PAIRS, ids=lambda cls: cls.__name__)
def test_alike(theirs: type, ours: type) -> None:
    arguments = [(1,), (1, 2), (1, 2, ["a"]), (1, 2, ["a"], 2.5), (1, 2, ["a"], 2.5, False), ()]
    for first in arguments:
        assert _outcome(theirs, first) == _outcome(ours, first)
        for second in arguments:
            assert _equal(theirs, first, second) == _equal(ours, first, second)
    assert ours.__doc__ == theirs.__doc__ or "A place." not in str(theirs.__doc__)
    assert ours.__match_args__ == theirs.__match_args__  # type: ignore[attr-defined]
    assert ours.__slots__ == theirs.__slots__  # type: ignore[attr-defined]


def _outcome(cls: type, arguments: tuple[object, ...]) -> object:
    try:
        value: Any = cls(*arguments)
    except TypeError:
        return "refused"
    shown = repr(value).rpartition(".")[2]
    for change in ("x", "unknown"):
        try:
            setattr(value, change, 5)
            shown += f" {change}={getattr(value, change)}"
        except (AttributeError, TypeError):
            shown += f" {change} stays"
    assert not hasattr(value, "__dict__")
    return shown


def _equal(cls: type, first: tuple[object, ...], second: tuple[object, ...]) -> object:
    try:
        one, other = cls(*first), cls(*second)
    except TypeError:
        return "refused"
    try:
        hashes = hash(one) == hash(other)
    except TypeError:
        return (one == other, one == object(), "no hash")
    return (one == other, one == object(), hashes)


def test_fields_replace_and_copies() -> None:
    _, (_, far), *_ = PAIRS
    value = far(1, 2, ["a"])
    assert [each.name for each in records.fields(value)] == ["x", "y", "names", "weight", "far"]
    assert records.replace(value, y=3) == far(1, 3, ["a"])
    with pytest.raises(TypeError):
        records.replace(value, elsewhere=3)
    assert copy.deepcopy(value) == value
    assert value.both == (1, 2)
    assert far.kind == "point"


class Named(records.NamedTuple):
    """Two things."""

    x: int
    y: str | None = None

    @property
    def both(self) -> tuple[int, str | None]:
        return self.x, self.y


class Standard(typing.NamedTuple):
    """Two things."""

    x: int
    y: str | None = None

    @property
    def both(self) -> tuple[int, str | None]:
        return self.x, self.y


AT_ONCE = """
class Root:
    heirs = []

    def __init_subclass__(cls):
        Root.heirs.append(cls)

@dataclass(frozen=True, slots=True)
class Point(Root):
    x: int
    names: list[str] = field(default_factory=list, compare=False)
    kind: ClassVar[str] = "point"

    def itself(self):
        return __class__

@dataclass(frozen=True, slots=True)
class Far(Point):
    far: bool = True

    def __post_init__(self):
        self.after = self.far

    after: bool = field(default=False)

class Plain:
    x: int

try:
    @dataclass(frozen=True, slots=True)
    class Wrong:
        x: int
        1 / 0
except ZeroDivisionError:
    pass

class After:
    pass
"""


def test_in_a_process_of_our_own_they_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_spared", [True])
    for name, times in (("toybox_lint.made", 1), ("another.made", 2)):
        scope: dict[str, Any] = {"dataclass": records.dataclass, "field": records.field, "__name__": name}
        exec(f"from __future__ import annotations\n{AT_ONCE}", scope)
        Point, Far, heirs = scope["Point"], scope["Far"], scope["Root"].heirs
        assert [each.__name__ for each in heirs] == ["Point"] * times + ["Far"] * times
        assert Point(1, ["a"]) == Point(1) != Point(2)
        assert {Point(1): 2}[Point(1)] == 2
        assert repr(Far(1, [], False)) == "Far(x=1, names=[], far=False, after=False)"
        assert [each.after for each in (Far(1), Far(1, far=False))] == [True, False]
        assert copy.copy(records.replace(Point(1, ["a"]), x=2)).names == ["a"]
        assert vars(Point)["__slots__"] == Point.__match_args__ == ("x", "names")
        assert (Point.__module__, Point.__qualname__) == (name, "Point")
        assert (Point(1).itself() is Point) == (times == 1)
        assert not any(hasattr(scope[each], "__slots__") for each in ("Plain", "After"))
    assert builtins.__build_class__ is records._build_class


def test_nothing_comes_between_a_dataclass_and_its_class() -> None:
    """What a class is made at once by rests on it; another decorator may stand there if it makes no class."""
    root = Path(__file__).parent.parent
    for path in (*root.glob("linter/**/*.py"), *root.glob("grammar/**/*.py"), *root.glob("rules/**/*.py")):
        tree = ast.parse(path.read_text())
        called = {
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("dataclass")
        }
        decorators = {
            node.decorator_list[-1].lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and node.decorator_list and not node.keywords
        }
        assert called <= decorators, path


def test_named_tuples_are_alike() -> None:
    for ours, theirs in ((Named(1), Standard(1)), (Named(2, y="b"), Standard(2, y="b"))):
        assert ours == theirs == tuple(ours)
        assert hash(ours) == hash(theirs)
        assert repr(ours) == repr(theirs).replace("Standard", "Named")
        assert (ours.x, ours.y, ours.both) == (theirs.x, theirs.y, theirs.both)
        assert tuple(ours._replace(x=3)) == tuple(theirs._replace(x=3))
        assert type(ours._replace(x=3)) is Named
        for copied in (pickle.loads(pickle.dumps(ours)), copy.deepcopy(ours)):
            assert (type(copied), copied) == (Named, ours)
    assert Named._fields == Named.__match_args__ == Standard._fields
    assert Named.__doc__ == Standard.__doc__
    assert not hasattr(Named(1), "__dict__")
    for arguments, named in (((), {}), ((1, "a", 2), {}), ((1,), {"z": 1})):
        for kind in (Named, Standard):
            with pytest.raises(TypeError):
                kind(*arguments, **named)
    with pytest.raises(AttributeError):
        Named(1).x = 2  # type: ignore[misc]


def test_pickling() -> None:
    from toybox_lint.source import Position, SourceFile

    file = pickle.loads(pickle.dumps(SourceFile("/a", "a", "x\ny")))
    assert file.position(2) == Position(2, 1)


def test_only_what_is_there() -> None:
    with pytest.raises(TypeError):
        records.dataclass(frozen=True)


def test_a_pattern_is_what_re_compiles() -> None:
    import re

    from toybox_lint.patterns import pattern

    late, now = pattern("(?P<a>x+)", re.IGNORECASE), re.compile("(?P<a>x+)", re.IGNORECASE)
    for name in ("match", "search", "fullmatch", "findall", "split"):
        one, two = getattr(late, name)("Xx-x"), getattr(now, name)("Xx-x")
        assert getattr(one, "regs", one) == getattr(two, "regs", two)
    assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)


def test_what_comes_later_is_made_once_and_is_as_the_value() -> None:
    import pickle

    from toybox_lint.later import Later, now

    made: list[int] = []

    def make() -> int:
        made.append(1)
        return 7

    late = Later(make)
    assert not made
    assert (late.value, late.value, made) == (7, 7, [1])
    assert late == now(7)
    assert late != now(8)
    assert hash(late) == hash(now(7))
    assert repr(late) == "7"
    assert pickle.loads(pickle.dumps(late)).value == 7
