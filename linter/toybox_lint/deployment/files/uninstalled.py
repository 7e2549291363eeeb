"""What an application is told to use, and nothing installs in its image: drivers of databases, servers, workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toybox_lint.deployment.files.installed import Uninstalled
from toybox_lint.deployment.listening.container import Container, container
from toybox_lint.deployment.listening.images.well_known import reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.files import Files

_OF_PHP = frozenset(("php", "dunglas/frankenphp"))


def uninstalled(deployment: Deployment) -> Iterator[Uninstalled]:
    """What running services are told to use and their images certainly lack, each place once."""
    told = set[tuple[str, int, str]]()
    for member in deployment.members:
        if member.runs is not True or member.service.build is None:
            continue
        for found in _of(member, container(member.service, deployment.files), deployment.files):
            place = (found.origin.file.path, found.origin.span.start, found.package)
            if place not in told:
                told.add(place)
                yield found


def _of(member: Member, inside: Container, files: Files) -> Iterable[Uninstalled]:
    base = inside.base.value if inside.base else None
    path = reference(base).path if isinstance(base, str) else None
    if path in _OF_PHP:
        from toybox_lint.deployment.files.extensions_of_php import missing_extensions

        return missing_extensions(member, inside, files)
    if path == "node" and "onbuild" not in str(base):
        from toybox_lint.deployment.files.modules_of_node import missing_modules
        from toybox_lint.deployment.files.programs_of_node import missing_programs

        return (*missing_programs(member, inside), *missing_modules(member, inside))
    if path == "python" and "onbuild" not in str(base):
        from toybox_lint.deployment.files.environments_of_python import outside_the_path
        from toybox_lint.deployment.files.packages_of_python import missing_packages

        return (*missing_packages(member, inside), *outside_the_path(member, inside))
    return ()
