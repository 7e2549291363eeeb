"""Modules of Python that a server is told to load, and that no folder has from which its container gets files.

Sources: the documentation of gunicorn (``chdir``, ``pythonpath``), uvicorn (``--app-dir``), hypercorn and daphne: all
look in the working folder first.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import (
    FILLING,
    commands,
    files_beside,
    filled,
    folders_of,
    sources_of,
)
from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable, instead
from toybox_lint.deployment.files.unversioned import made_elsewhere
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.images.rewriting import started_texts
from toybox_lint.deployment.model import Member
from toybox_lint.files import LONGEST_PATH, Files, is_in, resolve
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, SourceFile
from toybox_lint.suggest import is_slip

_SERVERS = frozenset(("gunicorn", "uvicorn", "hypercorn", "daphne"))
_MODULE = pattern(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?::[\w.]+(?:\(\))?)?")
# What lets a server look elsewhere.
_LOOKING = ("--chdir", "--pythonpath", "--app-dir", "--config")
_VARIABLES = ("PYTHONPATH", "GUNICORN_CMD_ARGS", "UVICORN_APP_DIR")
# What leads the whole start elsewhere, or reads variables from a file.
_ELSEWHERE = pattern(
    r"PYTHONPATH|\bpushd\b|(?<!\S)(?:-C|--(?:directory|project|chdir))(?!\w)|(?:^|[;&|\n])[ \t]*+(?:\.|source)[ \t]"
)
_TAKING_ALL = pattern(r"import \*|\b(?:globals|locals|vars|exec|setattr|__import__)\(|\b__dict__\b")
# How people call modules of their own, and nobody a package.
_OWN_MODULES = frozenset(("app", "main", "wsgi", "asgi", "server", "application", "api", "run"))
# What installs packages; by their names and lists alone, from the usual index.
INSTALLING = pattern(r"\b(?:pip3?|pipenv|poetry|pdm|uv|conda)\b|--mount=type=(?!cache)")
LISTS = pattern(r"\s(?:-r|--requirement)[\s=]*(\S+)")
_BY_NAME = pattern(
    r"(?:--mount=type=cache\S++\s++)*+(?:[A-Z_]++=\S*+\s++)*+(?:(?:python3?\s++-m\s++)?pip3?|uv\s++pip)\s++install"
    r"(?:\s++(?:(?:-r|--requirement)[\s=]*+\S++|--?[\w-]++(?:=[\w:-]++)?"
    r"|[\"']?(?!\S*\.(?:whl|zip|gz)\b)[A-Za-z][\w.\[\],-]*+(?:[<>=~!]++[\w.*]++)*+[\"']?))*+"
)
FROM_ELSEWHERE = pattern(
    r"://|^[ \t]*(?:-[^-\s]|[./])|\s@\s|\.whl\b|--(?:editable|requirement|find-links|(?:extra-)?index-url)",
    re.MULTILINE,
)
_USUAL_NAMES = ("app", "application", "server", "api")
_OPENED = pattern(r"__path__|__getattr__|sys\.modules|declare_namespace")
# Folders that are looked into for another place of the module.
_MOST_FOLDERS = 200
_IN_SETTINGS = pattern(r"chdir|pythonpath|sys\.path|wsgi_app")


def absent_module(member: Member, step: Step, members: Sequence[Member]) -> Unstartable | None:
    """A module that is written at the start, and that is not in the folders of the program."""
    made = any(FILLING.search(text) for text in step.before)
    word = _module(step) if program_name(step.words) in _SERVERS and not made else None
    found = _MODULE.fullmatch(str(word.value)) if word is not None else None
    inside = step.inside
    if (
        word is None
        or found is None
        or any(each in inside.variables.values for each in _VARIABLES)
        or not inside.variables.whole
        or _is_moved(step)
    ):
        return None
    flawed = _absent(member, word, found[1], inside, members)
    # A file of variables that is not shown may hold one by which the server looks elsewhere.
    return flawed and replace(flawed, given=inside.variables.known)


def _absent(
    member: Member, word: Located[Text], name: str, inside: Container, members: Sequence[Member]
) -> Unstartable | None:
    path = inside.path(f"{name.replace('.', '/')}.py")
    if path is not None and len(path) <= LONGEST_PATH and (text := content_at(inside, path)) is not None:
        return _without_the_name(member, word, text, path, inside)
    sources = list(sources_of(inside, path)) if path and len(path) <= LONGEST_PATH else []
    if path is not None and not sources and len(path) <= LONGEST_PATH:
        return _of_few_files(member, word, path, inside)
    if path is None or len(sources) != 1 or content_at(inside, path) is not None:
        return None
    if any(folder in filled(members) for folder in folders_of(sources[0])):
        return None
    others = _beside(name, sources[0], inside.files)
    if others is None:
        return None
    rest = str(word.value)[len(name) :]
    edits = instead(word, [f"{other}{rest}" for other in others])
    return Unstartable(member, Flaw.NOWHERE, name, word.origin, (path,), word.origin, edits)


def _of_few_files(member: Member, word: Located[Text], path: str, inside: Container) -> Unstartable | None:
    """A module of an image that gets a few files, and not this one, though it is the project's own by its name."""
    name = str(word.value).partition(":")[0]
    top, build = name.partition(".")[0], inside.service.build
    copied = files_beside(inside, path)
    stems = [posixpath.splitext(posixpath.basename(place))[0] for place in copied if place.endswith(".py")]
    if not stems or top in stems or build is None or not isinstance(build.context, str):
        return None
    if not _installs_what_is_named(inside, copied):
        return None
    said = f"{name.replace('.', '/')}.py"
    left = isinstance(inside.files.read(resolve(build.context, said)), SourceFile)
    if not left and top not in _OWN_MODULES:
        return None
    flaw = Flaw.UNCOPIED if left else Flaw.NOWHERE
    rest = str(word.value)[len(name) :]
    edits = () if left else instead(word, [f"{stem}{rest}" for stem in stems])
    return Unstartable(member, flaw, name, word.origin, (said if left else path,), word.origin, edits)


def _installs_what_is_named(inside: Container, copied: list[str]) -> bool:
    """Whether packages come from an index alone: neither the project itself, nor what another stage has made."""
    built = inside.built
    if built is None or any(copy.stage for copy in built.copies):
        return False
    installing = [each for run in built.runs for each in commands(run) if INSTALLING.search(each)]
    if not all(map(only_names, installing)):
        return False
    named = {posixpath.basename(each) for text in installing for each in LISTS.findall(text)}
    texts = {posixpath.basename(place): inside.files.read(place) for place in copied}
    lists = [texts.get(each) for each in named]
    return all(isinstance(each, SourceFile) and not FROM_ELSEWHERE.search(each.text) for each in lists)


def only_names(command: str) -> bool:
    """Whether a command installs packages by their names and lists alone."""
    return _BY_NAME.fullmatch(command) is not None


def _without_the_name(
    member: Member, word: Located[Text], text: object, path: str, inside: Container
) -> Unstartable | None:
    """A module that is there, and in which nothing has the name that the server is told to take."""
    _, colon, wanted = str(word.value).partition(":")
    wanted = wanted.partition(".")[0].removesuffix("()")
    package = content_at(inside, f"{path.removesuffix('.py')}/__init__.py")
    if not colon or not isinstance(text, SourceFile) or package is not None or _OPENED.search(text.text):
        return None
    if not text.text.strip() or _TAKING_ALL.search(text.text) or re.search(rf"\b{wanted}\b", text.text):
        return None
    others = [each for each in _USUAL_NAMES if re.search(rf"^{each}\b[^=\n]*=(?!=)", text.text, re.MULTILINE)]
    edits = instead(word, [f"{str(word.value).partition(':')[0]}:{each}" for each in others])
    said = (wanted, posixpath.basename(path))
    return Unstartable(member, Flaw.NAMELESS, str(word.value), word.origin, said, word.origin, edits)


def _module(step: Step) -> Located[Text] | None:
    """The one word that may name a module, and is not the value of an option."""
    found = [
        word
        for before, word in pairwise(step.words)
        if isinstance(word.value, str)
        and not str(before.value).startswith("-")
        and _MODULE.fullmatch(word.value)
        and ("." in word.value or ":" in word.value)
    ]
    return found[0] if len(found) == 1 else None


def _is_moved(step: Step) -> bool:
    """Whether it may look elsewhere, by an option, a variable or a file of settings."""
    words = [str(word.value).partition("=")[0] for word in step.words]
    if any(word in _LOOKING or word.startswith("-c") for word in words):
        return True
    if any(_ELSEWHERE.search(text) for text in (*started_texts(step.inside), *step.before)):
        return True
    path = step.inside.path("gunicorn.conf.py")
    settings = content_at(step.inside, path) if path else None
    return settings is not None and not (
        isinstance(settings, SourceFile) and not _IN_SETTINGS.search(settings.text)
    )


def _beside(name: str, source: str, files: Files) -> list[str] | None:
    """Modules that may be meant; ``None`` where the module may be there after all, or be one that is installed."""
    parts = name.split(".")
    root = source
    for _ in parts:
        root = posixpath.dirname(root)
    folder = resolve(root, parts[0])
    if not files.is_directory(root) or made_elsewhere(source, files) or is_in("src", root, files):
        return None
    if files.is_directory(source.removesuffix(".py")) or is_in(f"{parts[0]}.py", root, files):
        return None
    if any(each.startswith(f"{parts[-1]}.") for each in files.names(posixpath.dirname(source))):
        return None
    if _is_deeper(f"{'/'.join(parts)}.py", root, files):
        return None
    if len(parts) == 1 or files.is_directory(folder):
        return _near(parts, folder, files)
    if len(parts) == 2 and parts[0] in _OWN_MODULES and is_in(f"{parts[1]}.py", root, files):
        return parts[1:]
    # The project of a Django has that module itself: who runs one that is installed has none.
    found = [each for each in files.names(root) if is_in(f"{parts[-1]}.py", resolve(root, each), files)]
    own = parts[1:] in (["wsgi"], ["asgi"]) and len(found) == 1 and is_in("manage.py", root, files)
    return (
        [f"{found[0]}.{parts[-1]}"] if own and is_in("__init__.py", resolve(root, found[0]), files) else None
    )


def _is_deeper(name: str, root: str, files: Files) -> bool:
    """Whether the project has the module below another folder, which may be one of those that are looked into."""
    outer = [resolve(root, each) for each in files.names(root)[:_MOST_FOLDERS]]
    inner = [resolve(each, below) for each in outer for below in files.names(each)[:_MOST_FOLDERS]]
    folder, file = posixpath.split(name)
    return any(is_in(file, resolve(each, folder), files) for each in (*outer, *inner[:_MOST_FOLDERS]))


def _near(parts: list[str], folder: str, files: Files) -> list[str] | None:
    """The other modules of the package, if it is the program's own.

    A folder without ``__init__.py`` may stand behind a package that is installed; hardly where the name is a slip.
    """
    if len(parts) != 2:
        return None
    others, first = list(_modules(folder, files)), files.read(resolve(folder, "__init__.py"))
    if first is None and not any(is_slip(parts[1], each) for each in others):
        return None
    if first is not None and not (isinstance(first, SourceFile) and not _OPENED.search(first.text)):
        return None
    return [f"{parts[0]}.{each}" for each in others]


def _modules(folder: str, files: Files) -> Iterator[str]:
    for name in files.names(folder):
        stem, ending = posixpath.splitext(name)
        if ending == ".py" and stem != "__init__":
            yield stem
