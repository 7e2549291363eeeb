"""The settings of a Django, with all that they take in.

Source: Django's documentation of ``DJANGO_SETTINGS_MODULE``, which ``manage.py`` and ``wsgi.py`` set where nothing else
does.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

# What runs such an application, and what does in development.
DEPLOYED = frozenset(("gunicorn", "uvicorn", "hypercorn", "daphne", "granian"))
SERVERS = DEPLOYED | {"runserver"}
_PATH = pattern(r"[\w/-]+\.py")
_MODULE = pattern(r"DJANGO_SETTINGS_MODULE[\"']\s*,\s*[\"']([\w.]+)[\"']")
_NAMING = ("manage.py", "wsgi.py", "asgi.py")
_TAKEN_IN = pattern(r"^(?:[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\*|.*\b(?:include|exec)\()", re.MULTILINE)
_COMMENT = pattern(r"#[^\n]*")
_MOST_MODULES = 16


def settings_texts(inside: Container, words: tuple[Located[Text], ...]) -> tuple[SourceFile, ...]:
    """The module of the settings and those that it takes in; nothing where one of them is not here."""
    module = _module(inside, words)
    texts = list(_texts(inside, module, set())) if module else []
    return () if any(text is None for text in texts) else tuple(text for text in texts if text is not None)


def _module(inside: Container, words: tuple[Located[Text], ...]) -> str | None:
    """The module of the settings, as a variable, or else the file that starts it says."""
    given = inside.variables.given("DJANGO_SETTINGS_MODULE")
    if given is not None:
        return given.value if isinstance(given.value, str) else None
    for name in starting(words):
        content = file_of(inside, name)
        if isinstance(content, SourceFile) and content.path.endswith(_NAMING):
            found = _MODULE.search(content.text)
            return found[1] if found else None
    return None


def starting(words: tuple[Located[Text], ...]) -> Iterator[str]:
    """The files that a command may start: as they are, or as the module of ``shop.wsgi:application``."""
    for word in words:
        name = str(word.value)
        path = name if name.endswith(".py") else name.partition(":")[0].replace(".", "/") + ".py"
        if _PATH.fullmatch(path):
            yield path


def _texts(inside: Container, module: str, seen: set[str]) -> Iterator[SourceFile | None]:
    """The text of a module and of those that it takes in; ``None`` for one that is not here."""
    if module in seen:
        return
    seen.add(module)
    path = module.replace(".", "/")
    content = file_of(inside, f"{path}.py")
    package = content is None
    content = file_of(inside, f"{path}/__init__.py") if package else content
    if not isinstance(content, SourceFile) or len(seen) > _MOST_MODULES:
        yield None
        return
    yield content
    for name in _taken_in(content.text):
        base = module if package else module.rpartition(".")[0]
        yield from _texts(inside, _absolute(name, base), seen) if name else (None,)


@remembered
def _taken_in(text: str) -> tuple[str | None, ...]:
    """The modules of which a text takes everything in; ``None`` for what is not named so."""
    return tuple([match[1] for match in _TAKEN_IN.finditer(_COMMENT.sub("", text))])


def _absolute(name: str, package: str) -> str:
    """``.base`` as seen from a module of ``package``."""
    plain = name.lstrip(".")
    ups = len(name) - len(plain)
    if not ups:
        return plain
    above = package.split(".")[: len(package.split(".")) - ups + 1]
    return ".".join([*above, plain])


def file_of(inside: Container, name: str) -> object:
    """What the container has at a path of its working folder: a file, or why none."""
    path = inside.path(name)
    content = content_at(inside, path) if path else None
    return content.origin.file if isinstance(content, Located) else content
