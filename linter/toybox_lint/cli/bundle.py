"""The code of the modules that most checks import, in one file.

Python keeps what it compiles in a file for each module. Three hundred of them are opened, read and closed, and every
name that they share is made again for each: a tenth of a small check. So there is one file beside them, which
``importing`` takes the code of a module from while its source is as it was. It comes with the package; for another
Python, or after a change of the sources, the first check writes it as Python writes those, and under the same
conditions: with the folder to be written, and unless it was told to leave no compiled files
(``PYTHONDONTWRITEBYTECODE``). ``python -m toybox_lint.cli.bundle`` writes it in any case.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from types import CodeType

from toybox_lint._usual import MODULES
from toybox_lint.cli.importing import WITH_BUNDLE, Bundle, place_of_bundle, written_bundle
from toybox_lint.questions import IMPORTED, status


def renew(bundle: Bundle) -> None:
    """Write it anew where a tenth of its modules has changed since ``bundle``, as far as that can be done."""
    if os.access(os.path.dirname(place_of_bundle()), os.W_OK):
        found = dict(_imported())
        changed = sum(bundle.get(name, (None,))[0] is not code for name, (code, *_) in found.items())
        if changed * 10 > len(MODULES):
            _write(found)


def _imported() -> Iterator[tuple[str, tuple[CodeType, int, int]]]:
    """The usual modules that this process has imported, as they were when it did."""
    for name in MODULES:
        spec = getattr(sys.modules.get(name), "__spec__", None)
        code = getattr(spec and spec.loader, "code", None)
        if spec is not None and code is not None and spec.origin in IMPORTED:
            yield name, (code, *IMPORTED[spec.origin][1:])


def compiled(roots: Iterable[str], *, installed: bool = False) -> Bundle:
    """The usual modules out of the folders ``roots``; ``installed`` for sources that are yet to be installed."""
    found: Bundle = {}
    for name in MODULES:
        path = name.replace(".", "/")
        for root, inside in product(roots, (f"{path}.py", f"{path}/__init__.py")):
            source = f"{root}/{inside}"
            written = status(source)
            if written is not None:
                with open(source, "rb") as stream:
                    # Whatever it is called here, who imports it sees to its place.
                    code = compile(stream.read(), inside if installed else source, "exec", dont_inherit=True)
                found[name] = (code, WITH_BUNDLE if installed else written[1], written[2])
                break
    return found


def _write(bundle: Bundle) -> None:
    """The file, whole or not at all."""
    place = place_of_bundle()
    temporary = f"{place}.{os.getpid()}"
    try:
        with open(temporary, "xb") as stream:
            stream.write(written_bundle(bundle))
        os.replace(temporary, place)
    except OSError:
        return
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


if __name__ == "__main__":
    _write(compiled(sys.path))
