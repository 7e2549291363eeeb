"""The quick classes behind `toybox_lint.records`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, NoReturn

_NOTHING: Any = object()


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
    found: tuple[Field, ...] = record.__record_fields__
    return found


def replace(record: Any, /, **changes: Any) -> Any:
    """A copy with other values in some fields."""
    given = {each.name: getattr(record, each.name) for each in fields(record)}
    return type(record)(**{**given, **changes})


def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
    """A decorator that makes the class anew with slots and with an ``__init__`` for its annotations."""
    if not slots:
        raise TypeError("records have slots")
    return lambda cls: _record(cls, frozen, eq)


def _record(cls: type, frozen: bool, eq: bool) -> type:
    namespace = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    own = [
        _field(name, namespace.pop(name, _NOTHING))
        for name, kind in vars(cls).get("__annotations__", {}).items()
        if not str(kind).startswith("ClassVar")
    ]
    inherited = tuple(each for base in cls.__mro__[1:] for each in vars(base).get("__record_own__", ()))
    every = (*inherited, *own)
    namespace |= {
        "__slots__": tuple(each.name for each in own),
        "__record_own__": tuple(own),
        "__record_fields__": every,
        "__match_args__": tuple(each.name for each in every),
        "__reduce__": _reduce,
    }
    namespace.setdefault("__repr__", _repr)
    if eq:
        namespace |= _comparison([each.name for each in every if each.compare], frozen)
    if frozen:
        namespace |= {"__setattr__": _refuse, "__delattr__": _refuse}
    made: Any = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__init__ = _init(made, every)
    return made  # type: ignore[no-any-return]


def _field(name: str, default: Any) -> Field:
    if isinstance(default, Field):
        default.name = name
        return default
    return Field(name, default, _NOTHING, True, True)


def _init(cls: Any, every: tuple[Field, ...]) -> Any:
    """``__init__``: it runs for every word of a file. Slots are set past ``__setattr__``.

    Compiling is what takes time, so classes with fields of the same kinds share one code but for the names.
    """
    made = tuple(each.default_factory is not _NOTHING for each in every)
    names = tuple(each.name for each in every)
    code = _code(made, hasattr(cls, "__post_init__")).replace(co_varnames=("self", *names))
    scope: dict[str, Any] = {"NOTHING": _NOTHING}
    defaults: list[Any] = []
    for number, each in enumerate(every):
        scope[f"set{number}"] = getattr(cls, each.name).__set__
        scope[f"make{number}"] = each.default_factory
        if each.default is not _NOTHING or made[number]:
            defaults.append(each.default)
        elif defaults:
            raise TypeError(f"{each.name} has no default and follows a field that has one")
    return FunctionType(code, scope, "__init__", tuple(defaults))


@cache
def _code(made: tuple[bool, ...], finished: bool) -> CodeType:
    """The code for that many fields; those that are ``made`` have a factory."""
    head = ", ".join(f"field{number}" for number in range(len(made)))
    body = [
        f"set{number}(self, make{number}() if field{number} is NOTHING else field{number})"
        if factory
        else f"set{number}(self, field{number})"
        for number, factory in enumerate(made)
    ]
    if finished:
        body.append("self.__post_init__()")
    scope: dict[str, Any] = {}
    exec(f"def __init__(self, {head}):\n {'; '.join(body) or 'pass'}", scope)
    code: CodeType = scope["__init__"].__code__
    return code


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
    return type(self), tuple(getattr(self, each.name) for each in fields(self))


def _refuse(self: object, name: str, value: object = None) -> NoReturn:
    raise FrozenRecordError(f"a {type(self).__name__} does not change: {name}")
