"""The quick classes behind `toybox_lint.records`."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter, itemgetter
from types import CodeType, FunctionType

from toybox_lint.typed import Any, NoReturn

try:
    # What `collections.namedtuple` gives its classes: twice as fast as a property.
    from _collections import _tuplegetter as _getter  # type: ignore[import-not-found]
except ImportError:

    def _getter(number: int, doc: str) -> property:
        return property(itemgetter(number))


_NOTHING: Any = object()
_PREFIX = "toybox_lint"
_spared: list[bool] = []
_build_class: Any = builtins.__build_class__


class FrozenRecordError(AttributeError):
    """A frozen record does not change."""


class Field:
    """A field: its name, its default or the maker of one, whether it counts in comparisons and ``repr``."""

    __slots__ = ("compare", "default", "default_factory", "name", "repr")

    def __init__(self, name: str, default: Any, default_factory: Any, repr: bool, compare: bool) -> None:
        self.name = name
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


def field(
    *, default: Any = _NOTHING, default_factory: Any = _NOTHING, repr: bool = True, compare: bool = True
) -> Any:
    """What `dataclasses.field` says, in as far as this project says it."""
    return Field("", default, default_factory, repr, compare)


def fields(record: Any) -> tuple[Field, ...]:
    """The fields of a record or of its class, in order."""
    return tuple(_field(name, default) for name, default in record.__record_fields__.items())


def replace(record: Any, /, **changes: Any) -> Any:
    """A copy with other values in some fields."""
    kind: Any = type(record)
    given = dict(zip(kind.__match_args__, _values(kind)(record), strict=True))
    given.update(changes)
    # In the order of the fields, which is quicker than by their names; another name makes one too many.
    return kind(*given.values())


def spare_the_guard() -> None:
    """Make records, from now on, that would let themselves be changed, and make them at once.

    Setting a field past the guard takes three times as long, and a run makes some hundred fields for every line of
    its files. That nobody changes one is held by the type checker, and by every test that runs in process.

    For a process of our own, in which one thread alone imports: see ``_at_once``.
    """
    _spared.append(True)


def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
    """A decorator that makes the class anew with slots and with an ``__init__`` for its annotations."""
    if not slots:
        raise TypeError("records have slots")
    if _spared and sys._getframe(1).f_globals["__name__"].startswith(_PREFIX):
        builtins.__build_class__ = _at_once(frozen, eq)
        return lambda cls: cls
    return lambda cls: _anew(cls, frozen, eq)


def _at_once(frozen: bool, eq: bool) -> Any:
    """What makes the class of the statement that follows, a record from the start.

    Most of what a record costs is that its class is made, and a decorator gets one that is made already. Python takes
    what makes classes from ``builtins``, after the decorators: nothing comes between in modules of ours, which have
    ``dataclass`` before classes alone, as a test sees to.
    """

    def build(body: Any, name: str, *bases: Any) -> Any:
        builtins.__build_class__ = _build_class
        return _build_class(body, name, *bases, metaclass=made)

    def made(name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
        return _record(name, bases, namespace, frozen, eq)

    return build


def _anew(cls: type, frozen: bool, eq: bool) -> type:
    namespace = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    namespace["__qualname__"] = cls.__qualname__
    return _record(cls.__name__, cls.__bases__, namespace, frozen, eq)


def _record(name: str, bases: tuple[type, ...], namespace: dict[str, Any], frozen: bool, eq: bool) -> type:
    """The record with this ``namespace``, which it takes over."""
    above = [base for first in bases for base in first.__mro__[:-1]]
    guarded = frozen and (not _spared or any(vars(base).get("__setattr__") is _refuse for base in above))
    own = _annotated(namespace)
    every = own
    for base in above:
        every = {**vars(base).get("__record_own__", {}), **every}
    names = tuple(every)
    scope: dict[str, Any] = {"NOTHING": _NOTHING}
    finished = any("__post_init__" in each for each in (namespace, *map(vars, above)))
    namespace |= {
        "__slots__": tuple(own),
        "__record_own__": own,
        "__record_fields__": every,
        "__match_args__": names,
        "__reduce__": _reduce,
        "__init__": _init(every, scope, guarded, finished),
    }
    namespace.setdefault("__repr__", _repr)
    if eq:
        namespace |= _comparison([name for name, default in every.items() if _compared(default)], frozen)
    if guarded:
        namespace["__setattr__"] = namespace["__delattr__"] = _refuse
    made: Any = type(name, bases, namespace)
    if guarded:
        scope.update({f"set{number}": getattr(made, name).__set__ for number, name in enumerate(names)})
    return made  # type: ignore[no-any-return]


def _annotated(namespace: dict[str, Any]) -> dict[str, Any]:
    """The annotated names of a class, whose defaults leave its ``namespace``; ``_NOTHING`` where there is none."""
    return {
        name: namespace.pop(name, _NOTHING)
        for name, kind in namespace.get("__annotations__", {}).items()
        if not str(kind).startswith("ClassVar")
    }


def _field(name: str, default: Any) -> Field:
    if isinstance(default, Field):
        default.name = name
        return default
    return Field(name, default, _NOTHING, True, True)


def _compared(default: Any) -> bool:
    return default.compare if isinstance(default, Field) else True


def _init(every: Mapping[str, Any], scope: dict[str, Any], guarded: bool, finished: bool) -> Any:
    """``__init__``: it runs for every word of a file. Slots are set past ``__setattr__`` where that is guarded.

    Compiling is what takes time, so classes with fields of the same kinds share one code but for the names. The
    guarded class that is not made yet puts ``set0`` and so on into ``scope``.
    """
    shape = ""
    defaults: list[Any] = []
    for number, (name, default) in enumerate(every.items()):
        made = _is_made(default)
        if isinstance(default, Field):
            scope[f"make{number}"] = default.default_factory
            default = default.default
        shape += "m" if made else "g"
        if default is not _NOTHING or made:
            defaults.append(default)
        elif defaults:
            raise TypeError(f"{name} has no default and follows a field that has one")
    code = _code(shape + "!" * finished, guarded)
    renamed = {f"field{number}": name for number, name in enumerate(every)}
    code = code.replace(
        co_varnames=("self", *every),
        co_names=tuple([renamed.get(name, name) for name in code.co_names]),
        co_name="__init__",
    )
    return FunctionType(code, scope, "__init__", tuple(defaults))


@cache
def _code(shape: str, guarded: bool) -> CodeType:
    """The code of a constructor; the shapes that this project has were compiled before."""
    from toybox_lint._shapes import SHAPES

    if shape in SHAPES and not guarded:
        return SHAPES[shape]
    scope: dict[str, Any] = {}
    exec(constructor("__init__", shape, guarded), scope)
    code: CodeType = scope["__init__"].__code__
    return code


def shape_of(record: Any) -> str:
    """A letter for each field of a record's class: one that is given (``g``), or made where it is not (``m``).

    A ``!`` at the end tells that something is done when all are set.
    """
    every = record.__record_fields__
    letters = "".join("m" if _is_made(default) else "g" for default in every.values())
    return letters + "!" * hasattr(record, "__post_init__")


def _is_made(default: Any) -> bool:
    return isinstance(default, Field) and default.default_factory is not _NOTHING


def constructor(name: str, shape: str, guarded: bool = False) -> str:
    """A function that sets the fields of a record, as source: a test finds its names again in every class."""
    fields = shape.rstrip("!")
    head = "".join(f", field{number}" for number in range(len(fields)))
    body = []
    for number, kind in enumerate(fields):
        value = f"field{number}"
        if kind == "m":
            value = f"make{number}() if {value} is NOTHING else {value}"
        body.append(f"set{number}(self, {value})" if guarded else f"self.field{number} = {value}")
    if fields != shape:
        body.append("self.__post_init__()")
    return f"def {name}(self{head}):\n    {'; '.join(body) or 'pass'}\n"


def _comparison(names: list[str], frozen: bool) -> Mapping[str, Any]:
    """``__eq__``, and ``__hash__`` when frozen, over the values of ``names``."""
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda record: ()

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    kind: Any = type(self)
    return kind, _values(kind)(self)


@cache
def _values(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all fields of a record of ``cls``: processes send thousands of them."""
    names = cls.__match_args__
    return (
        attrgetter(*names)
        if len(names) > 1
        else lambda record: tuple(getattr(record, name) for name in names)
    )


def _refuse(self: object, name: str, value: object = None) -> NoReturn:
    raise FrozenRecordError(f"a {type(self).__name__} does not change: {name}")


class _NamedTuples(type):
    """Makes tuples of the classes that are derived from ``NamedTuple``."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        if not bases:
            return super().__new__(cls, name, bases, namespace)
        own = _annotated(namespace)
        defaults = tuple(default for default in own.values() if default is not _NOTHING)
        make = _make(len(own)).replace(co_varnames=("_cls", *own), co_name="__new__")
        namespace |= {each: _getter(number, "") for number, each in enumerate(own)}
        namespace |= {
            "__slots__": (),
            "__new__": FunctionType(make, {"new": tuple.__new__}, "__new__", defaults),
            "__match_args__": tuple(own),
            "_fields": tuple(own),
            "_replace": _replaced,
            "__getnewargs__": _bare,
        }
        namespace.setdefault("__repr__", _tuple_repr)
        return type(name, (tuple,), namespace)


class NamedTuple(metaclass=_NamedTuples):
    """What `typing.NamedTuple` is, in as far as this project uses it."""


@cache
def _make(length: int) -> CodeType:
    """The code that makes a tuple of that many fields; the lengths that this project has were compiled before."""
    from toybox_lint._shapes import TUPLES

    if length in TUPLES:
        return TUPLES[length]
    scope: dict[str, Any] = {}
    exec(tuple_maker("__new__", length), scope)
    code: CodeType = scope["__new__"].__code__
    return code


def tuple_maker(name: str, length: int) -> str:
    """A function that makes a tuple of ``length`` fields, as source."""
    fields = ", ".join(f"field{number}" for number in range(length))
    return f"def {name}(_cls, {fields}):\n    return new(_cls, ({fields},))\n"


def _replaced(self: Any, /, **changes: Any) -> Any:
    return type(self)(**{**dict(zip(self._fields, self, strict=True)), **changes})


def _bare(self: Any) -> tuple[Any, ...]:
    return tuple(self)


def _tuple_repr(self: Any) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
    return f"{type(self).__name__}({shown})"
