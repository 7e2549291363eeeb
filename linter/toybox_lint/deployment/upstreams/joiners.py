"""Projects that no file shows, and that may be on a network of Caddy's own.

Caddy often has a project to itself, whose network the projects of the applications join as an external one.
"""

from __future__ import annotations

from collections.abc import Sequence

from toybox_lint.deployment.model import Joined, Member
from toybox_lint.deployment.upstreams.offers import serving


def joiner(caddy: Member, members: Sequence[Member], *, alike: bool) -> str | None:
    """Why a container that is not shown may be on a network of ``caddy``; ``None`` where everything seems to be shown.

    Without any application beside it, the Caddy stands in front of those of elsewhere. So it does on a network of its
    own, with a name of its own, that other projects join: for a name like none that is shown, and with another port.
    ``alike`` tells that there is one, or one of the very name that cannot be asked by it.
    """
    if all(member is caddy for member in serving(members).members):
        name = next((str(joined.real_name) for joined in caddy.networks), None)
        return f"a project that is not shown may join the network {name}" if name else None
    outside = () if alike else (member for member in members if member.project is not caddy.project)
    own = (joined for joined in caddy.networks if joined.network.external is False)
    names = {str(joined.real_name) for joined in own if _is_named(joined, caddy)}
    guest = next((member for member in outside if names & member.real_networks), None)
    if guest is None:
        return None
    return f"other projects than {guest.project_name} may join the network {min(names & guest.real_networks)}"


def is_made_for_others(caddy: Member, beside: Member) -> bool:
    """Whether a network that ``beside`` is on, too, has a name of its own, by which other projects join it."""
    return any(
        _is_named(joined, caddy) and str(joined.real_name) in beside.real_networks
        for joined in caddy.networks
    )


def _is_named(joined: Joined, caddy: Member) -> bool:
    return joined.real_name != f"{caddy.project_name}_{joined.network.key}"
