"""Programs of packages that a script of ``package.json`` or a command starts, and that the build does not install.

Source: the entrypoint of the official image of Node.js looks for a program in ``PATH`` alone, where no package of the
project has its own; npm, Yarn and pnpm put those in ``PATH`` for the scripts that they run.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Text
from toybox_lint.deployment.files.absent_scripts import commands
from toybox_lint.deployment.files.installed import Absence, Uninstalled, first_word
from toybox_lint.deployment.files.node_installations import (
    Installation,
    installation,
    installs_at_the_start,
    is_known,
    may_be_covered,
)
from toybox_lint.deployment.listening.commands.package_scripts import manifests, package_script, script_in
from toybox_lint.deployment.listening.commands.starting import steps
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.patterns import pattern
from toybox_lint.source import Located

# Programs of packages that no other packages bring along, and these.
_SELDOM = {
    "cross-env": "cross-env",
    "husky": "husky",
    "nest": "@nestjs/cli",
    "nodemon": "nodemon",
    "pm2-runtime": "pm2",
    "ts-node-dev": "ts-node-dev",
    "tsnd": "ts-node-dev",
}
_PACKAGES = {
    **_SELDOM,
    "astro": "astro",
    "next": "next",
    "nuxt": "nuxt",
    "react-router-serve": "@react-router/serve",
    "react-scripts": "react-scripts",
    "remix-serve": "@remix-run/serve",
    "ts-node": "ts-node",
    "tsx": "tsx",
    "vite": "vite",
}
_OF_IMAGE = word_set("node npm npx yarn yarnpkg pnpm pnpx corepack which")
_STARTED = pattern(
    r"(?:\A|&&)\s*(?:(cross-env(?:-shell)?)\s+)?(?:[A-Za-z_]\w*=[\w:/.-]*\s+)*([\w-]+)(?=\s|\Z)"
)
# Nobody writes longer ones.
_MOST = 10_000
_OF_SYSTEM = ("/usr/local/", "/usr/bin", "/usr/sbin", "/bin", "/sbin")
_HOOKS = ("preinstall", "install", "postinstall", "prepare")
_WITHOUT_HOOKS = pattern(r"--ignore-scripts|\bprepare\b|\bpostinstall\b|HUSKY")
_NOT_ONE_AFTER_THE_OTHER = pattern(r"[;|`$()\n]|(?<!&)&(?!&)")


def missing_programs(member: Member, inside: Container) -> Iterator[Uninstalled]:
    """The programs of packages that are started, or run while packages are installed, and are certainly not there."""
    if inside.base is None or "PATH" in inside.variables.values or may_be_covered(inside):
        return
    base = inside.base.origin
    for script, word in (*_in_scripts(inside), *_in_hooks(inside)):
        made = installation(inside)
        found = _lack(str(word.value), made) if made is not None and (not script or made.hooks) else None
        if found is not None and (not script or found[1] is Absence.LEFT_OUT):
            what = f"the script {script}" if script else found[0]
            yield Uninstalled(member, what, word.origin, found[0], base, found[1])
    word_of_command = _of_command(inside)
    if word_of_command is not None:
        package = _PACKAGES[str(word_of_command.value)]
        yield Uninstalled(member, package, word_of_command.origin, package, base, Absence.NOT_IN_PATH)


def _in_scripts(inside: Container) -> Iterator[tuple[str, Located[Text]]]:
    """The programs of the scripts that the container ends in, each of which must be there."""
    if installs_at_the_start(inside):
        return
    for step in steps(inside):
        found = package_script(step.words, step.inside)
        if found is not None and not found[2] and step.inside.folder == inside.folder:
            yield from (("", each) for each in _programs(found[0]) if not _has(str(each.value), inside))


def _has(program: str, inside: Container) -> bool:
    """Whether the system may have a program: a package of its own, or a file of the project."""
    built = inside.built
    return built is not None and (
        any(str(copy.target).startswith(_OF_SYSTEM) for copy in built.copies if not copy.stage)
        or any(each.startswith("ap") and program in each for run in built.runs for each in commands(run))
    )


def _in_hooks(inside: Container) -> Iterator[tuple[str, Located[Text]]]:
    """The programs of the scripts that npm runs itself when it installs packages, each with its script's name."""
    if inside.built is None or any(_WITHOUT_HOOKS.search(run) for run in inside.built.runs):
        return
    for manifest in manifests("", inside):
        for name in _HOOKS:
            found = script_in(manifest, name)
            yield from ((name, each) for each in (_programs(found) if found else ()))


def _programs(text: Located[str]) -> Iterator[Located[Text]]:
    """The programs that a script starts one after the other; nothing where it may do without one."""
    if len(text.value) > _MOST or _NOT_ONE_AFTER_THE_OTHER.search(text.value):
        return
    for match in _STARTED.finditer(text.value):
        for number in (1, 2):
            if match[number] and match[number] not in _OF_IMAGE:
                yield Located(match[number], text.origin.part(*match.span(number)))


def _of_command(inside: Container) -> Located[Text] | None:
    """The program of a package by which the command begins, unless something installs it for all."""
    first, built = first_word(inside), inside.built
    if first is None or first.value not in _PACKAGES or built is None:
        return None
    name = str(first.value)
    brought = any(_PACKAGES[name] in run or name in run for run in built.runs) or _has(name, inside)
    return None if brought or any(copy.stage for copy in built.copies) or not is_known(built) else first


def _lack(program: str, made: Installation) -> tuple[str, Absence] | None:
    """The package of a program that is not there, and why it is not."""
    bringing = made.bringing(program)
    package = bringing[0][0] if bringing else _PACKAGES.get(program)
    if package is None or package in made.kept:
        return None
    if bringing:
        left_out = made.without_dev and all(of_development for _, of_development in bringing)
        return (package, Absence.LEFT_OUT) if left_out else None
    if bringing is None and not made.strict and program not in _SELDOM:
        return None
    if package not in made.of_development:
        return package, Absence.ABSENT
    return (package, Absence.LEFT_OUT) if made.without_dev else None
