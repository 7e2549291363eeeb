"""Applications that are told no address of their own, and take one on the machine of whoever visits them.

Sources: the documentation of Ghost's ``url`` and of n8n's ``WEBHOOK_URL``, ``N8N_EDITOR_BASE_URL`` and ``N8N_HOST``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toybox_lint.deployment.applications.advertised import Advertised, public_sites
from toybox_lint.deployment.listening.images.well_known import named, reference
from toybox_lint.deployment.model import Deployment, Member
from toybox_lint.diagnostics import Edit
from toybox_lint.files import lies_in
from toybox_lint.patterns import pattern

# What an image takes for its own address where none of some variables tells it, of which the first is to be given.
_BY_ITSELF = {
    "ghost": ("http://localhost:2368", ("url",), "/var/lib/ghost/config"),
    "n8nio/n8n": (
        "http://localhost:5678",
        ("WEBHOOK_URL", "WEBHOOK_TUNNEL_URL", "N8N_EDITOR_BASE_URL", "N8N_HOST", "N8N_CONFIG_FILES"),
        None,
    ),
}

_SETTINGS = pattern(r"/config[^/]*\Z")


def addressless(deployment: Deployment) -> Iterator[Advertised]:
    """The address that an image has where nobody gives it one, though people come by a site with a public name."""
    for member in deployment.members:
        yield from _untold(member, deployment)


def _untold(member: Member, deployment: Deployment) -> Iterator[Advertised]:
    service, image = member.service, named(member.service.image)
    known = _BY_ITSELF.get(reference(image).path) if image and service.build is None else None
    if known is None or not service.environment_known or service.command or service.entrypoint:
        return
    url, variables, settings = known
    sites = public_sites(deployment).get(id(member))
    if not sites or not any(sites.values()):
        return
    if any(name.removesuffix("_FILE") in variables for name in service.environment):
        return
    targets = [str(mount.target) for mount in service.mounts] if settings else []
    if any(lies_in(str(settings), each) or _SETTINGS.search(each) for each in targets):
        return
    edit, site = _naming(member, variables[0], sites), next(iter(sites))
    yield Advertised(member, variables[0], url, site, member.origin, False, False, edit, untold=True)


def _naming(member: Member, name: str, sites: Mapping[str, bool]) -> Edit | None:
    """Give the variable, where one site alone leads there."""
    from toybox_lint.compose.edit import last_file, set_variable

    site, file = next(iter(sites)), last_file(member.project, member.name)
    if len(sites) != 1 or not sites[site] or file is None:
        return None
    edits = set_variable(file, member.name, name, f"https://{site}")
    return edits[0] if isinstance(edits, tuple) and len(edits) == 1 else None
