"""Restart policies that Compose hands on, and the engine refuses: then it makes no container, and ``up`` ends.

Source: the engine's answer to ``unlesse-stopped``, which names all that it knows (docker/compose, issue 4057;
givanz/VvvebJs, issue 344), and to ``none`` (frappe/frappe_docker, issue 1559). ``restart_policy`` under ``deploy``
replaces ``restart``, says its documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.compose.model import Problem, Service
from toybox_lint.compose.reading.values import Map
from toybox_lint.patterns import pattern

_KNOWN = pattern(r"(?:no|always|unless-stopped|on-failure(?::\d+)?)?")
_NAMES = ("unless-stopped", "on-failure", "always")


def refused_policies(service: Service, written: Map) -> Iterator[Problem]:
    """The ``restart`` of a service, where it is none, and nothing replaces it."""
    policy, deploy = service.restart, written.map("deploy")
    if deploy is not None and "restart_policy" in deploy.items:
        return
    if policy is None or not isinstance(policy.value, str) or _KNOWN.fullmatch(policy.value):
        return
    from toybox_lint.suggest import nearest

    message = (
        f"the engine makes no container of {service.name.value}: {policy.value} is none of the restart policies"
        ' "no", always, on-failure, on-failure:NUMBER and unless-stopped'
    )
    near = nearest(policy.value, _NAMES)[:1]
    yield Problem("restart-policy", message, policy.origin, fatal=False, suggestions=near)
