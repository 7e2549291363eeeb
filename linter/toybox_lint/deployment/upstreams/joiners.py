"""Projects that no file shows, and that may be on a network of Caddy's own.

Caddy often has a project to itself, whose network the projects of the applications join as an external one.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.caddies.fronts import runs_caddy
from toybox_lint.deployment.model import Member
from toybox_lint.deployment.upstreams.offers import serving


def joiner(caddy: Member, members: Sequence[Member]) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``; ``None`` where applications are shown.

    Without any, the Caddy stands in front of those of elsewhere.
    """
    if any(not runs_caddy(member) for member in serving(members).members):
        return None
    name = next((str(joined.real_name) for joined in caddy.networks), None)
    return f"a project that is not shown may join the network {name}" if name else None


def is_made_for_others(caddy: Member, beside: Member) -> bool:
    """Whether a network that ``beside`` is on, too, has a name of its own, by which other projects join it."""
    return any(
        joined.real_name != f"{caddy.project_name}_{joined.network.key}"
        and str(joined.real_name) in beside.real_networks
        for joined in caddy.networks
    )
