"""A port of the host that a service gives up, because Caddy reaches it without."""

from __future__ import annotations

from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Edits, Refusal, delete, find
from toybox_lint.deployment.inbound.collisions import Claim, Collision
from toybox_lint.deployment.model import Deployment, Verdict
from toybox_lint.deployment.networks.over import over
from toybox_lint.diagnostics import Applicability, Fix


def leave_to_caddy(found: Collision, deployment: Deployment) -> tuple[Fix, ...]:
    """Let Caddy alone have the port of the host that a service behind it publishes as well.

    A person must agree: it may be Caddy that should have another one.
    """
    first, second = found.first, found.second
    caddies = {front.member for front in deployment.fronts}
    behind = [each for each in (first, second) if each.member not in caddies]
    if len(behind) != 1 or first.listens or second.listens:
        return ()
    claim = behind[0]
    links = [link for link in deployment.links if link.target is claim.member]
    reached = any(link.verdict is Verdict.REACHES for link in links)
    if any((way := over(link, deployment.members)) and way.endswith(" of the host") for link in links):
        return ()
    edits = _unpublished(claim) if reached else ()
    if isinstance(edits, Refusal) or not edits:
        return ()
    title = f"do not publish port {claim.port} for {claim.member.name}, which Caddy reaches without"
    return (Fix(title, Applicability.UNSAFE, edits),)


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
