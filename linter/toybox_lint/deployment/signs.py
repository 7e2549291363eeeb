"""What can be seen of a deployment at a glance: enough to tell that a rule has nothing to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from toybox_lint.deployment.listening.container import dockerfile
from toybox_lint.deployment.model import Cause, Deployment
from toybox_lint.files import Files, resolve
from toybox_lint.typed import TypeAlias

_HTTPS = 443
_SERVERS = ("gunicorn", "uvicorn", "hypercorn", "daphne")
_OF_PYTHON = ("manage.py", "requirements.txt", "pyproject.toml", "Pipfile")
# No folder that holds modules stands behind more others.
_MOST_FOLDERS = 20
# Lines that differ in the digits of a number alone are searched once.
_ZEROS = str.maketrans("123456789", "0" * 9)

Sign: TypeAlias = Cause | str
"""The cause of a failing link. Or a word in lower case that stands in a Caddyfile, a compose file, a Dockerfile or a
variable, with a 0 for every digit; ``problem:`` stands for anything that a parser noted, with a kind after it for one
of that kind, ``caddies:`` for several Caddies, ``projects:`` for several projects of one name, ``plain:`` for an
upstream on the port of HTTPS whose address does not ask for HTTPS, ``python modules:`` for a server of applications
in Python and a folder with one, ``checked python modules:`` for that and a healthcheck."""


def shows(deployment: Deployment, signs: Iterable[Sign]) -> bool:
    """Whether one of ``signs`` is there. Words count wherever they stand, in comments and values, too."""
    text, causes = _seen(deployment)
    return any(sign in causes if isinstance(sign, Cause) else sign in text for sign in signs)


@lru_cache(maxsize=8)
def _seen(deployment: Deployment) -> tuple[str, frozenset[Cause]]:
    causes = frozenset(link.cause for link in deployment.links if link.cause is not None)
    lines = dict.fromkeys("\n".join(_texts(deployment)).translate(_ZEROS).lower().split("\n"))
    text = "\n".join(lines)
    if _has_python(deployment, text):
        text += f"\n{'checked ' if 'healthcheck' in text else ''}python modules:"
    return text, causes


def _has_python(deployment: Deployment, text: str) -> bool:
    if not any(server in text for server in _SERVERS):
        return False
    folders = dict.fromkeys(each.service.build.context for each in deployment.members if each.service.build)
    return any(_is_of_python(folder, deployment.files) for folder in folders if isinstance(folder, str))


def _is_of_python(folder: str, files: Files) -> bool:
    """Whether it is the folder of a project in Python, or has one with modules."""
    names = files.names(folder)
    if not set(names).isdisjoint(_OF_PYTHON) or any(map(_is_module, names)):
        return True
    below = [resolve(folder, name) for name in names if "." not in name][:_MOST_FOLDERS]
    return any(_is_module(name) for each in below for name in files.names(each))


def _is_module(name: str) -> bool:
    return name.endswith(".py")


def _texts(deployment: Deployment) -> Iterator[str]:
    """All that a rule may go by."""
    for file in deployment.sources():
        yield file.text
    for caddyfile in deployment.caddyfiles:
        yield from caddyfile.given.values()
    for project in deployment.projects:
        yield from project.confidential.given.values()
        yield from (file.text for file in project.confidential.env_files.values())
    for member in deployment.members:
        built = dockerfile(member.service.build, deployment.files) if member.service.build else None
        yield built.value if built else ""
    if len(deployment.fronts) > 1:
        yield "caddies:"
    if len({str(project.name) for project in deployment.projects}) < len(deployment.projects):
        yield "projects:"
    if any(link.upstream.port == _HTTPS and link.upstream.scheme != "https" for link in deployment.links):
        yield "plain:"
    for part in deployment.parts:
        yield from (f"problem:{problem.kind}" for problem in part.problems)
