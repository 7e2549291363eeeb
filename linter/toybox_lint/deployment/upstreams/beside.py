"""Names that a compose file beside a project has, which is not judged with it: another variant of the stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.compose.load import load_project
from toybox_lint.compose.model import Project, Service
from toybox_lint.compose.stacks import BASES, OVERRIDES, Stack
from toybox_lint.deployment.files.stages import of_other_stages
from toybox_lint.deployment.model import Cause, Link
from toybox_lint.files import Files
from toybox_lint.records import replace


class Beside:
    """The files beside the projects, each read once, and only when a name is asked for."""

    def __init__(self, projects: tuple[Project, ...], files: Files) -> None:
        self._files = files
        self._judged = {file.path for project in projects for file in project.files}
        self._judged.update(path for project in projects for path in project.included)
        self._names: dict[str, Mapping[str, str]] = {}

    def told(self, link: Link) -> Link:
        """The link, which fails for its name, with the file that has the name, were it started, too."""
        front = link.front.member
        if link.cause is not Cause.UNKNOWN_NAME or front is None:
            return link
        file = self._of(front.project).get(str(link.upstream.host).lower())
        if file is None:
            return link
        of = front.project.files[0].path.rpartition("/")[2]
        reason = f"{link.upstream.host} is in {file} alone, which is not linted with {of}"
        return replace(link, reason=reason, certain=False, candidates=(), sole=False, beside=link.certain)

    def _of(self, project: Project) -> Mapping[str, str]:
        if project.directory not in self._names:
            found: dict[str, str] = {}
            for file in of_other_stages(project, self._files):
                name = file.path.rpartition("/")[2]
                if file.path not in self._judged and not _is_another_way(name):
                    other = load_project(Stack(project.directory, (file.path,)), self._files, None)
                    for each in (each for service in other.services.values() for each in _names(service)):
                        found.setdefault(each.lower(), name)
            self._names[project.directory] = found
        return self._names[project.directory]


def _is_another_way(name: str) -> bool:
    """Whether the file is started in place of the stack: not together with it."""
    if name in BASES or name in OVERRIDES:
        return True
    from toybox_lint.compose.variants import is_for_development

    return is_for_development(name)


def _names(service: Service) -> Iterator[str]:
    yield service.name.value
    if service.container_name is not None and isinstance(service.container_name.value, str):
        yield service.container_name.value
    for attachment in service.attachments:
        yield from (alias.value for alias in attachment.aliases if isinstance(alias.value, str))
