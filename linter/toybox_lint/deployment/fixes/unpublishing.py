"""A port of the host that a service gives up, because Caddy reaches it without, or shares out to its containers."""

from __future__ import annotations

from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, delete, find
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.inbound.collisions import Claim, Collision, is_claimed
from toybox_lint.deployment.model import Deployment, Verdict
from toybox_lint.deployment.networks.common_networks import way_to_target
from toybox_lint.diagnostics import Applicability, Fix

_PORTS = 65536


def leave_to_caddy(found: Collision, deployment: Deployment) -> tuple[Fix, ...]:
    """Let Caddy alone have the port of the host that a service behind it publishes as well, or each of its containers.

    A person must agree: it may be Caddy that should have another one.
    """
    first, second = found.first, found.second
    behind = _behind(found, deployment)
    if len(behind) != 1 or first.listens or second.listens:
        return ()
    claim = behind[0]
    links = [link for link in deployment.links if link.target is claim.member]
    reached = any(link.verdict is Verdict.REACHES for link in links)
    if any(
        (way := way_to_target(link, deployment.members)) and way.endswith(" of the host") for link in links
    ):
        return ()
    edits = _unpublished(claim) if reached else ()
    if isinstance(edits, Refusal) or not edits:
        return ()
    title = f"do not publish port {claim.port} for {claim.member.name}, which Caddy reaches without"
    return (Fix(title, Applicability.UNSAFE, edits),)


def spread_out(found: Collision, deployment: Deployment) -> tuple[Fix, ...]:
    """Give each container of a service behind Caddy a port of the host of its own, from the one that all want on.

    A person must agree: nothing says which container gets which.
    """
    claim, count = found.first, found.first.member.service.scale
    origin = claim.origin
    if claim is not found.second or not _behind(found, deployment) or not isinstance(count, int):
        return ()
    last = claim.port + count - 1
    free = last < _PORTS and not any(is_claimed(each, deployment) for each in range(claim.port + 1, last + 1))
    if not free or not origin.exact or origin.text != str(claim.port):
        return ()
    edit = replace_part(origin.file, origin.span, f"{claim.port}-{last}")
    return (Fix(f"publish ports {claim.port} to {last}, one for each", Applicability.UNSAFE, (edit,)),)


def _behind(found: Collision, deployment: Deployment) -> list[Claim]:
    """Those of the two that are no Caddy's; one where both are the same."""
    caddies = {front.member for front in deployment.fronts}
    return [each for each in dict.fromkeys((found.first, found.second)) if each.member not in caddies]


def _unpublished(claim: Claim) -> Edits:
    """Without the entry that publishes it, or without ``ports`` where there is no other."""
    file, path = claim.origin.file, ("services", claim.member.name, "ports")
    node = find(file, path)
    if not isinstance(node, nodes.Sequence) or file not in claim.member.project.files:
        return Refusal("its ports are written elsewhere")
    places = [at for at, item in enumerate(node.items) if item.start <= claim.origin.span.start < item.end]
    if len(places) != 1 or "-" in claim.origin.text:
        return Refusal("it is one of several ports of an entry")
    return delete(file, path if len(node.items) == 1 else (*path, places[0]))
