"""Services whose container ends at once, as what it executes is no program, or is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.deployment.files.absent_modules import absent_module
from toybox_lint.deployment.files.absent_scripts import absent_script
from toybox_lint.deployment.files.assemblies import absent_assembly
from toybox_lint.deployment.files.other_libc import of_libc
from toybox_lint.deployment.files.script_places import of_place
from toybox_lint.deployment.files.script_texts import of_script
from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable, instead
from toybox_lint.deployment.files.unbuilt import unbuilt
from toybox_lint.deployment.files.without_shell import of_image
from toybox_lint.deployment.listening.commands.package_scripts import lacking_script
from toybox_lint.deployment.listening.commands.starting import Step, steps
from toybox_lint.deployment.listening.container import Container, container, dockerfile
from toybox_lint.deployment.listening.images.contents import mount_over
from toybox_lint.deployment.listening.images.dockerfile import instructions
from toybox_lint.deployment.model import Member
from toybox_lint.files import Files
from toybox_lint.patterns import pattern
from toybox_lint.source import Origin, Span
from toybox_lint.suggest import nearest

_REWRITING = pattern(r"package\.json|npm (?:pkg|init)|(?:npm|yarn|pnpm|bun)\s+create")


def unstartable(members: Sequence[Member], files: Files) -> Iterator[Unstartable]:
    """The services whose container ends at once, as what it executes cannot be."""
    for member in members:
        if member.runs is True:
            inside = container(member.service, files)
            for step in steps(inside):
                found = of_script(member, step) or _of_package(member, step) or of_place(member, step)
                found = found or absent_script(member, step, members) or absent_module(member, step, members)
                found = found or unbuilt(member, step) or of_image(member, step) or of_libc(member, step)
                found = found or absent_assembly(member, step)
                if found is not None:
                    yield found
                    if found.flaw not in (Flaw.RETURNS, Flaw.READ_WITH_RETURNS):
                        break


def _of_package(member: Member, step: Step) -> Unstartable | None:
    lacking = lacking_script(step.words, step.inside)
    if lacking is None or any(_REWRITING.search(text) for text in step.before):
        return None
    mounted = mount_over(step.inside.service.mounts, lacking.path)
    if not mounted and _REWRITING.search(_runs(step.inside)):
        return None
    name = lacking.name
    return Unstartable(
        member,
        Flaw.LACKING,
        str(name.value),
        name.origin,
        lacking.names,
        Origin(lacking.manifest, Span(0, 0)),
        instead(name, nearest(str(name.value), lacking.names)) if lacking.replaceable else (),
    )


def _runs(inside: Container) -> str:
    """What the build of the image runs, in all of its stages."""
    found = dockerfile(inside.service.build, inside.files) if inside.service.build else None
    steps = instructions(found) if found else ()
    runs = (
        (each.written(), *(part.value for part in each.heredocs.values()))
        for each in steps
        if each.name == "RUN"
    )
    return "\n".join(text for run in runs for text in run)
