"""Services that run whenever a Caddy does that has a profile itself.

Sources: Docker's documentation of profiles; ``docker compose config`` of 2.40.3, which refuses a dependency on a
service whose profile is off.
"""

from __future__ import annotations

from toybox_lint.deployment.model import Member


def started_together(caddy: Member, other: Member) -> str | None:
    """Why the other is started when the Caddy is: one profile starts both, or Caddy cannot be started without it."""
    if caddy.service.enabled or other.service.enabled or caddy.project is not other.project:
        return None
    own = {each.value for each in caddy.service.profiles}
    shared = next((each.value for each in other.service.profiles if each.value in own), None)
    if shared is not None:
        return f"the profile {shared} starts {other.name} and {caddy.name}"
    if _needs(caddy, other):
        return f"{caddy.name} depends on {other.name}, and Compose starts neither without its profile"
    return None


def _needs(member: Member, other: Member) -> bool:
    """Whether ``depends_on`` leads from the service to the other: Compose refuses the project without that one."""
    services = member.project.services
    reached, ahead = {member.name}, [member.service]
    while ahead:
        names = {each.service for each in ahead.pop().depends_on if each.required} - reached
        if other.name in names:
            return True
        reached |= names
        ahead += [services[name] for name in names if name in services]
    return False
