"""Which shell text the words of a command run: their own, that of a script's file, or that of a package."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.commands.unwrap import Words, after_options, program_name
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Located, SourceFile
from toybox_lint.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from toybox_lint.deployment.listening.images.stages import Built

SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh"})
_USER_SWITCHES = frozenset({"su", "runuser"})
PACKAGE_MANAGERS = frozenset({"npm", "yarn", "pnpm", "bun"})
_FOLDERS_OF_PROGRAMS = ("/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin")
SHEBANG = pattern(r"#!\s*(?:/usr)?/bin/(?:env\s+)?(?:ba|da|a|z|k)?sh\b")


@dataclass(frozen=True, slots=True)
class Script:
    """A shell text, its ``$1`` and so on, the words added behind its last command, and the folder it starts in."""

    text: Located[Text]
    arguments: Words = ()
    added: Words = ()
    folder: str = ""


def _shell_script(words: Words) -> Script | None:
    """The script when ``words`` are ``sh -c script`` or ``su user -c script``."""
    if program_name(words) not in SHELLS | _USER_SWITCHES:
        return None
    for number, word in enumerate(words[1:], 1):
        text = word.value
        before = words[number - 1].value
        if not isinstance(text, str) or not text.startswith(("-", "+")):
            if before in ("-o", "+o", "-O") or program_name(words) in _USER_SWITCHES:
                continue
            return None
        if not text.startswith("--") and "c" in text and number + 1 < len(words):
            return Script(words[number + 1], words[number + 3 :])
    return None


def script_of(words: Words, container: Container) -> Script | None:
    """The shell text that the words run."""
    found = _shell_script(words) or _script_file(words, container)
    if found:
        return found
    if program_name(words) not in PACKAGE_MANAGERS:
        return None
    from toybox_lint.deployment.listening.commands.package_scripts import package_script

    package = package_script(words, container)
    if package is None:
        return None
    text, added, folder = package
    return Script(Located(text.value, text.origin), added=added, folder=folder)


def _script_file(words: Words, container: Container) -> Script | None:
    """``sh start.sh`` or ``./start.sh`` when the file is visible and a shell's."""
    through_shell = program_name(words) in SHELLS
    rest = after_options(words[1:]) if through_shell else words
    name = rest[0].value if rest else None
    path = container.path(name) if isinstance(name, str) and ("/" in name or through_shell) else None
    path = path or (_on_the_path(name, container) if isinstance(name, str) else None)
    found = content_at(container, path) if path else None
    text = whole_text(found) if isinstance(found, SourceFile) else found
    if not isinstance(text, Located) or not (through_shell or SHEBANG.match(text.value)):
        return None
    return Script(Located(text.value, text.origin), rest[1:])


def _on_the_path(name: str, container: Container) -> str | None:
    """Where a program without a path is, when it is copied into a folder of programs."""
    return _copied_programs(container.built).get(name) if container.built else None


@remembered
def _copied_programs(built: Built) -> dict[str, str]:
    """What a Dockerfile puts into folders of programs, by name; the last of a name is there."""
    found: dict[str, str] = {}
    for copy in built.copies:
        if not isinstance(copy.target, str):
            continue
        folder, name = posixpath.split(copy.target)
        if copy.target.rstrip("/") in _FOLDERS_OF_PROGRAMS:
            names = (posixpath.basename(str(source.value)) for source in copy.sources)
            found.update((each, posixpath.join(copy.target, each)) for each in names)
        elif folder in _FOLDERS_OF_PROGRAMS:
            found[name] = copy.target
    return found
