"""Names that keep two containers apart: without ``container_name``, or in a project of another name."""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Project
from toybox_lint.compose.names import PROJECT_NAME, is_project_name, of_directory
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Refusal, delete, documents, find
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.deployment.networks.container_names import Namesake
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.source import Span


def tell_apart(found: Namesake, deployment: Deployment) -> tuple[Fix, ...]:
    """Leave the name to the other service where it is called by its own all the same, or name the second project.

    A person must agree: others may go by the name, and what the project has made has the old one.
    """
    if found.replaces:
        return _named(found.second.project, deployment)
    hosts = {str(link.upstream.host) for link in deployment.links}
    for member in (found.second, found.first):
        name = member.service.container_name
        if name is None or name.value != member.name or member.name in hosts or name.origin.via is not None:
            continue
        edits = delete(name.origin.file, ("services", member.name, "container_name"))
        if not isinstance(edits, Refusal):
            title = f"leave out the container_name of {member.key}"
            return (Fix(title, Applicability.UNSAFE, edits),)
    return ()


def _named(project: Project, deployment: Deployment) -> tuple[Fix, ...]:
    """A ``name`` with the folder above in it, where the project has that of its folder and others do not need it."""
    folder = project.directory
    name = f"{of_directory(posixpath.dirname(folder))}-{of_directory(folder)}"
    own = project.name == of_directory(folder) and PROJECT_NAME not in project.confidential.given
    taken = any(each.name == name for each in deployment.projects)
    if not own or taken or not is_project_name(name) or _is_joined(project, deployment.members):
        return ()
    if any(find(file, ("name",)) is not None for file in project.files):
        return ()
    file = project.files[0]
    root = next(iter(documents(file)), None)
    if not isinstance(root, nodes.Mapping) or root.flow or not root.entries:
        return ()
    start = root.entries[0][0].start
    before = file.text[file.text.rfind("\n", 0, start) + 1 : start]
    edit = Edit(file, Span(start, start), f"name: {name}{file.newline}{before}")
    level = Applicability.DISPLAY if _keeps(project) else Applicability.UNSAFE
    return (Fix(f"call the project {name}", level, (edit,)),) if before.isspace() or not before else ()


def _is_joined(project: Project, members: tuple[Member, ...]) -> bool:
    """Whether projects of other names are on a network that has the name of this one in its own."""
    named = {
        each.real_name for key, each in project.networks.items() if each.real_name == f"{project.name}_{key}"
    }
    return any(named & each.real_networks for each in members if each.project.name != project.name)


def _keeps(project: Project) -> bool:
    """Whether it has volumes, which a project of another name would not find again."""
    volumes = project.resources.value.get("volumes", {})
    return any(project.resource("volumes", key).get("name") == f"{project.name}_{key}" for key in volumes)
