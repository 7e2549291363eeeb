"""Our own modules, imported with fewer questions to the disk: a check imports some two hundred of them.

Python asks every finder in turn, lists folders, and looks at a file's kind before it reads what it compiled. Where the
folder is known, that one file is enough, if it was made by this Python and of the source as it is. All else is left to
Python.

This rests on what CPython has inside: a Python without the modules below cannot import this one, and one whose
``_find_and_load`` takes other arguments keeps its own.
"""

from __future__ import annotations

import _frozen_importlib
import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader
from _imp import _fix_co_filename  # type: ignore[attr-defined]
from collections.abc import Callable, Iterable, Sequence
from types import CodeType, ModuleType

from toybox_lint.questions import IMPORTED, stamp
from toybox_lint.typed import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    from toybox_lint.questions import Stamp

# Before the code in a compiled file, four bytes each: what made it, how it tells that the source has changed (0: by the
# next two), the time (whole seconds) and the length (bytes) of the source. Python's reference calls it PEP 552.
_HEAD = 16
_BY_TIME = MAGIC_NUMBER + bytes(4)


# Modules by their names: the code, and when (nanoseconds) and how large (bytes) its source was written. The time is
# ``WITH_BUNDLE`` where both come out of one package: then they are written as it is installed.
Bundle: TypeAlias = "dict[str, tuple[CodeType, int, int]]"
WITH_BUNDLE = 0
# Nanoseconds that installing a package takes.
_INSTALLING = 60_000_000_000
# Before a bundle: what made it, and its length.
_BUNDLE_HEAD = len(MAGIC_NUMBER) + 8

Import: TypeAlias = "Callable[[str, Callable[[str], ModuleType]], ModuleType]"

_AS_IT_IS = os.O_RDONLY | getattr(os, "O_BINARY", 0)
# Of Python's own those that most of ours import something from.
_OFTEN = frozenset(("__future__", "collections.abc", "functools"))
# More than most compiled files have, bytes.
_AT_ONCE = 1 << 16


def _content(path: str) -> bytes:
    """A file's bytes, without what Python's own files ask of the system besides. Raises ``OSError``."""
    file = os.open(path, _AS_IT_IS)
    try:
        data = os.read(file, _AT_ONCE)
        if len(data) == _AT_ONCE:
            while more := os.read(file, _AT_ONCE):
                data += more
        return data
    finally:
        os.close(file)


def place_of_bundle() -> str:
    """Where the bundle is: beside what Python compiles of this package."""
    folder = os.path.dirname(os.path.dirname(__file__))
    return f"{folder}/__pycache__/bundle.{sys.implementation.cache_tag}"


def written_bundle(bundle: Bundle) -> bytes:
    """A bundle as the bytes of its file."""
    data = marshal.dumps(bundle)
    return _bundle_head(len(data)) + data


def _bundle_head(length: int) -> bytes:
    return MAGIC_NUMBER + length.to_bytes(8, "little", signed=True)


def _read_bundle(file: int) -> Bundle:
    """What an open file holds, if it is a bundle of this Python and whole. Raises what ``mmap`` and ``marshal`` do.

    It is mapped: to copy it would touch a thousand pages of new memory, a twentieth of a small check. Who replaces a
    bundle writes another file, so that it does not change meanwhile.
    """
    from mmap import ACCESS_READ, mmap

    with mmap(file, 0, access=ACCESS_READ) as data, memoryview(data) as view:
        if view[:_BUNDLE_HEAD] != _bundle_head(len(view) - _BUNDLE_HEAD):
            return {}
        with view[_BUNDLE_HEAD:] as content:
            found = marshal.loads(content)
    return found if isinstance(found, dict) else {}


class _Loader(SourceFileLoader):
    """Python's loader of a module whose code was read."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.code = code

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class OwnModules:
    """A finder of the modules in packages that start with ``prefix``."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.tail = f".{sys.implementation.cache_tag}.pyc"
        self.bundle: Bundle | None = None
        # When it was written (nanoseconds), and how many compiled files were read beside it.
        self.written = self.read = 0

    def take_bundle(self) -> None:
        """Read what most checks import at once, as far as that was written (`cli.bundle`)."""
        self.bundle, self.read = {}, 0
        try:
            file = os.open(place_of_bundle(), _AS_IT_IS)
        except OSError:
            return
        try:
            self.written = os.fstat(file).st_mtime_ns
            self.bundle = _read_bundle(file)
        except (ImportError, OSError, ValueError, EOFError, TypeError):
            return
        finally:
            os.close(file)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A module or package whose source has not changed since it was compiled; ``None`` for all others."""
        if path is None or not name.startswith(self.prefix):
            return None
        last = name.rpartition(".")[2]
        place = f"{path[0]}/{last}"
        spec = self._spec(name, f"{place}.py", f"{path[0]}/__pycache__/{last}")
        if spec is None:
            spec = self._spec(name, f"{place}/__init__.py", f"{place}/__pycache__/__init__")
            if spec is not None:
                spec.submodule_search_locations = [place]
        return spec

    def _spec(self, name: str, source: str, compiled: str) -> ModuleSpec | None:
        compiled += self.tail
        try:
            found = os.stat(source)
            written = stamp(found)
            code = self._bundled(name, written) or self._compiled(compiled, found)
        except OSError:
            return None
        if code is None:
            return None
        IMPORTED[source] = written
        # It may have been compiled under another name for the same place.
        _fix_co_filename(code, source)
        spec = ModuleSpec(name, _Loader(name, source, code), origin=source)
        spec.has_location = True
        spec.cached = compiled
        # Python asks for it at every import of the module.
        vars(spec)["_initializing"] = False
        return spec

    def _bundled(self, name: str, written: Stamp) -> CodeType | None:
        """What the bundle has in place of a compiled file, if it was made of the source as it is."""
        if not self.bundle or name not in self.bundle:
            return None
        code, modified, size = self.bundle[name]
        if modified == WITH_BUNDLE:
            modified = written[1] if abs(written[1] - self.written) < _INSTALLING else WITH_BUNDLE
        return code if (modified, size) == written[1:] else None

    def _compiled(self, compiled: str, found: os.stat_result) -> CodeType | None:
        self.read += 1
        data = _content(compiled)
        made_of = (int(found.st_mtime) & 0xFFFFFFFF) | (found.st_size & 0xFFFFFFFF) << 32
        if data[:_HEAD] != _BY_TIME + made_of.to_bytes(8, "little"):
            return None
        return cast("CodeType", marshal.loads(memoryview(data)[_HEAD:]))


class _Module(ModuleType):
    """A module that has no ``__getattr__`` of its own.

    At every ``from X import Y`` Python asks ``X`` for ``__path__``, which only packages have. A plain module has two
    messages made of that which nobody reads; this one has none. A check comes to more than two thousand such lines.
    """

    __getattribute__ = object.__getattribute__


def find_our_own() -> OwnModules | None:
    """Put the finder before Python's, where Python keeps what it compiles in the usual place.

    For a process that imports in one thread alone: what the finder finds is imported past Python's locks.
    """
    if sys.pycache_prefix is not None or sys.flags.optimize or not sys.implementation.cache_tag:
        return None
    finder = OwnModules("toybox_lint")
    ask_plainly(
        each for name, each in sys.modules.items() if name in _OFTEN or name.startswith(finder.prefix)
    )
    sys.meta_path.insert(0, finder)
    machinery: Any = _frozen_importlib
    theirs: Any = getattr(machinery, "_find_and_load", None)
    if _takes_what_straight_does(theirs):
        machinery._find_and_load = straight(finder, theirs)
    return finder


def _takes_what_straight_does(function: Any) -> bool:
    """Whether Python's function takes a name and what imports another, and nothing else."""
    code = getattr(function, "__code__", None)
    return code is not None and code.co_varnames[: code.co_argcount] == ("name", "import_")


def ask_plainly(modules: Iterable[ModuleType]) -> None:
    """Make those that have no ``__getattr__`` such modules as ours are, which are asked for what is not there."""
    for module in modules:
        if type(module) is ModuleType and "__getattr__" not in vars(module):
            module.__class__ = _Module


def straight(finder: OwnModules, theirs: Import) -> Import:
    """What Python calls for a module that is not imported yet; ``theirs`` for all that ``finder`` does not find.

    Python's own way takes locks, asks again what was found, and notes what ours have no use for.
    """
    modules = sys.modules

    def imported(name: str, import_: Callable[[str], ModuleType]) -> ModuleType:
        package, _, last = name.rpartition(".")
        if not package.startswith(finder.prefix):
            return theirs(name, import_)
        if package not in modules:
            import_(package)
            if name in modules:
                return modules[name]
        spec = finder.find_spec(name, getattr(modules[package], "__path__", None))
        if spec is None:
            return theirs(name, import_)
        run(spec)
        found = modules[name]
        setattr(modules[package], last, found)
        return found

    return imported


def run(spec: ModuleSpec) -> None:
    """Make the module and put it among the others; it is taken out again where its code fails."""
    module: Any = ModuleType(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__file__ = spec.origin
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    sys.modules[spec.name] = module
    try:
        exec(cast("_Loader", spec.loader).code, module.__dict__)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    ask_plainly((module,))
