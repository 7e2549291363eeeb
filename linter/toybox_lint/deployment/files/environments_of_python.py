"""Servers of Python that are started by their names, and lie in an environment that is not in ``PATH``.

Sources: uv's manual on projects, whose environment is ``.venv``; Poetry's on ``virtualenvs.create``, by which it makes
one of its own; pipenv's on ``--system``.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.files.absent_scripts import commands, makes_nothing
from toybox_lint.deployment.files.installed import Absence, Uninstalled, first_word, own_text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.stages import Built
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.patterns import pattern

_SERVERS = word_set("gunicorn uvicorn hypercorn daphne granian celery flask fastapi streamlit")
_INTO_AN_ENVIRONMENT = pattern(
    r"(?:--mount=\S+\s+)*(?:uv\s+sync\b|poetry\s+(?:install|sync)\b|pipenv\s+(?:install|sync)\b(?!.*--system))[^|<>$]*"
)
# The managers themselves, by names alone.
_MANAGERS = pattern(
    r"(?:python3?\s+-m\s+)?pip3?\s+install(?:\s+(?:-{1,2}[\w-]+|[\"']?(?:pip|uv|poetry|pipenv|setuptools|wheel)"
    r"(?:[=<>~]+[\w.*]+)?[\"']?))+"
)
_SYSTEM = pattern(r"(?:apt|apt-get|apk)\s[^|<>$]*")
_UNNEEDED = pattern(r"\bcreate\s*=\s*false")
_SETTINGS = ("PATH", "VIRTUAL_ENV", "PYTHONPATH", "UV_", "POETRY_", "PIPENV_", "PIP_", "PYTHONUSERBASE")
_OF_UV = ("/uv", "/uvx")
_OF_SYSTEM = ("/usr", "/bin", "/opt", "/root", "/home")


def outside_the_path(member: Member, inside: Container) -> Iterator[Uninstalled]:
    """The server that the engine looks for by its name alone, where all is installed in an environment."""
    word, built = first_word(inside), inside.built
    if word is None or word.value not in _SERVERS or built is None or inside.base is None:
        return
    if not _is_all_in_environments(built):
        return
    names = (*inside.variables.values, *built.arguments)
    targets = [str(each.target) for each in inside.service.mounts]
    if any(name.startswith(_SETTINGS) for name in names) or any(
        each.startswith(_OF_SYSTEM) for each in targets
    ):
        return
    if _UNNEEDED.search(own_text(inside, "poetry.toml") or ""):
        return
    name = str(word.value)
    yield Uninstalled(member, name, word.origin, name, inside.base.origin, Absence.NOT_IN_PATH)


def _is_all_in_environments(built: Built) -> bool:
    """Whether each command of the build installs into an environment of the project's, or no program of Python's."""
    found = False
    for command in (each for run in built.runs for each in commands(run)):
        if _INTO_AN_ENVIRONMENT.fullmatch(command):
            found = True
        elif any(word in command for word in _SERVERS):
            return False
        elif not (_MANAGERS.fullmatch(command) or _SYSTEM.fullmatch(command)):
            managers = any(word in command for word in ("pip", "uv", "poetry"))
            if managers or not makes_nothing(command):
                return False
    if any(not copy.stage and str(copy.target).startswith(_OF_SYSTEM[:2]) for copy in built.copies):
        return False
    brought = (source for copy in built.copies if copy.stage for source in copy.sources)
    return found and all(str(source.value).endswith(_OF_UV) for source in brought)
