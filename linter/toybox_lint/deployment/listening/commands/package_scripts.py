"""``npm run start`` and its like: the script in ``package.json`` that they stand for.

Source: the manuals of npm, yarn, pnpm and bun on ``run``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import CHANGED, content_at
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.files import resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Located, SourceFile
from toybox_lint.typed import Any

_MANAGERS = word_set("npm yarn pnpm bun")
# Those that run the programs of packages as they run scripts.
_WITH_PROGRAMS = word_set("yarn pnpm bun")
_RUN = word_set("run run-script")
_SHORTHANDS = word_set("start test stop restart")
# Those that run scripts alone behind ``run``.
_STRICT = word_set("npm pnpm")
# What ``npm run`` makes of other scripts, or has by itself.
_BUILT_IN = word_set("env restart")
_FOLDER_OPTIONS = word_set("--prefix -C --cwd --dir")
# By which one package of a repository with several is chosen.
_PACKAGE_OPTIONS = word_set("-w --workspace --filter -F")
_OTHER_OPTIONS = word_set("--loglevel")
_ELSEWHERE = word_set("-w --workspace -ws --workspaces --filter -F -r --recursive --if-present -g --global")
_NAME = pattern(r"\w[\w.:-]*")


def package_script(words: Words, container: Container) -> tuple[Located[str], Words, str] | None:
    """The script's text, the words added to it, and the folder; ``None`` when they run no script that is visible."""
    manager = program_name(words)
    if manager not in _MANAGERS:
        return None
    rest, folder, package = _chosen(words)
    if not rest or not isinstance(rest[0].value, str):
        return None
    named = rest[0].value in _RUN
    if named:
        rest, _, behind = _options(rest[1:])
        package = package or behind
    if not rest or not isinstance(name := rest[0].value, str):
        return None
    if not named and manager == "npm" and name not in _SHORTHANDS:
        return None
    if manager == "npm":
        package = package or _options_before_dashes(rest[1:])
    if package:
        from toybox_lint.deployment.listening.commands.workspaces import folder_of

        found = folder_of(package, container)
        if found is None:
            return None
        folder = found
    script = _script(name, folder, container)
    return (script, _added(rest[1:], manager), folder) if script else None


def _chosen(words: Words) -> tuple[Words, str, str]:
    """The words after the options, the folder and the package that these choose; of Yarn a command does that."""
    rest, folder, package = _options(words[1:])
    if len(rest) > 1 and rest[0].value == "workspace" and program_name(words) == "yarn":
        return rest[2:], folder, str(rest[1].value)
    return rest, folder, package


def _options_before_dashes(words: Words) -> str:
    """The package that an option of npm's behind the script chooses."""
    for number, word in enumerate(words):
        if word.value == "--":
            break
        flag, equals, value = str(word.value).partition("=")
        if flag in _PACKAGE_OPTIONS:
            return value if equals else str(words[number + 1].value) if number + 1 < len(words) else ""
    return ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A script that the ``package.json`` at ``path`` has not: the word that names it, the names of those it has.

    ``replaceable``: another name may stand there; behind ``npm`` alone only few may.
    """

    name: Located[Text]
    path: str
    manifest: SourceFile
    names: tuple[str, ...]
    replaceable: bool


def lacking_script(words: Words, container: Container) -> Lacking | None:
    """The script that they run, where the ``package.json`` that is certainly there has none of that name.

    ``start`` alone is told for managers that run programs and files by their names, too; of a ``server.js`` all of them
    make a script ``start``.
    """
    manager = program_name(words)
    rest, folder, _ = _options(words[1:])
    named = bool(rest) and rest[0].value in _RUN
    rest = rest[1:] if named else rest
    options = (*words[1 : len(words) - len(rest)], *rest[1:])
    if manager not in _MANAGERS or not rest or any(map(_leads_elsewhere, options)):
        return None
    name = rest[0].value
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name in _BUILT_IN:
        return None
    if name != "start" and not (named and manager in _STRICT):
        return None
    path = container.path(posixpath.join(folder, "package.json"))
    file = content_at(container, path) if path else None
    names = _names(file.text) if isinstance(file, SourceFile) else None
    if path is None or not isinstance(file, SourceFile) or names is None or name in names:
        return None
    served = content_at(container, posixpath.join(posixpath.dirname(path), "server.js")) is not None
    if name == "start" and served:
        return None
    return Lacking(rest[0], path, file, names, named or manager != "npm")


def _leads_elsewhere(word: Located[Text]) -> bool:
    """Whether it is an option, or may be one, by which another package or nothing is run."""
    value = word.value
    return not isinstance(value, str) or value.partition("=")[0] in _ELSEWHERE


@remembered
def json_object(text: str) -> Mapping[str, Any] | None:
    """What a text of JSON holds, with numbers as Node has them: of any length; ``None`` where it is no object.

    It is read once for the same text, of which each script of a package asks.
    """
    from json import loads

    try:
        found = loads(text, parse_int=float)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _names(manifest: str) -> tuple[str, ...] | None:
    """The names of the scripts of a ``package.json``; ``None`` where it cannot be read."""
    found = json_object(manifest)
    scripts = None if found is None else found.get("scripts", {})
    return tuple(scripts) if isinstance(scripts, dict) else None


def of_a_package(words: Words, container: Container) -> Words:
    """``yarn next start``: the program that a package brings, where no script is called ``next``; else ``words``."""
    if program_name(words) not in _WITH_PROGRAMS:
        return words
    rest, folder, package = _options(words[1:])
    if rest and rest[0].value in _RUN:
        rest, _, _ = _options(rest[1:])
    texts = manifests(folder, container) if rest and not folder and not package else []
    return rest if texts and not any(script_in(text, str(rest[0].value)) for text in texts) else words


def _options(words: Words) -> tuple[Words, str, str]:
    """The words after the manager's own options, and the folder and the package that these name."""
    folder = package = ""
    while words and isinstance(text := words[0].value, str) and text.startswith("-"):
        flag, equals, value = text.partition("=")
        takes = not equals and (flag in _FOLDER_OPTIONS or flag in _PACKAGE_OPTIONS or flag in _OTHER_OPTIONS)
        if takes and len(words) > 1:
            value = str(words[1].value)
        folder = value if flag in _FOLDER_OPTIONS else folder
        package = value if flag in _PACKAGE_OPTIONS else package
        words = words[2:] if takes else words[1:]
    return words, folder, package


def _added(words: Words, manager: str) -> Words:
    for number, word in enumerate(words):
        if word.value == "--":
            return words[number + 1 :]
    return words if manager != "npm" else tuple(word for word in words if not _is_option(word))


def _is_option(word: Located[Text]) -> bool:
    return isinstance(word.value, str) and word.value.startswith("-")


def _script(name: str, folder: str, container: Container) -> Located[str] | None:
    for text in manifests(folder, container):
        found = script_in(text, name)
        if found:
            return found
    return None


def manifests(folder: str, container: Container) -> list[Located[str]]:
    """``package.json`` as the container has it, else the one at the top of the build context."""
    path = container.path(posixpath.join(folder, "package.json"))
    found = content_at(container, path) if path else None
    if isinstance(found, SourceFile):
        return [whole_text(found)]
    if found is CHANGED:
        return []
    build = container.service.build
    if build and isinstance(build.context, str):
        file = container.files.read(
            resolve(build.context, posixpath.join(folder.lstrip("/"), "package.json"))
        )
        return [whole_text(file)] if isinstance(file, SourceFile) else []
    return []


def script_in(manifest: Located[str], name: str) -> Located[str] | None:
    """The script of that name in the text of a ``package.json``."""
    from json import dumps

    scripts = (json_object(manifest.value) or {}).get("scripts")
    value = scripts.get(name) if isinstance(scripts, dict) else None
    if not isinstance(value, str):
        return None
    written = dumps(value, ensure_ascii=False)
    pattern = re.compile(
        rf'\A(?>.*?"scripts"\s*:).*?{re.escape(dumps(name))}\s*:\s*({re.escape(written)})', re.DOTALL
    )
    match = pattern.search(manifest.value)
    if not match:
        return Located(value, replace(manifest.origin, exact=False))
    origin = manifest.origin.part(match.start(1) + 1, match.end(1) - 1)
    return Located(value, replace(origin, exact=origin.exact and written[1:-1] == value))
