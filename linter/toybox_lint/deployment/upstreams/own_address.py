"""Upstreams that listen on the address of their container's name alone: that on one of its networks.

Sources: Docker writes a line for each network of a container into its ``/etc/hosts``, in no promised order, and Node
listens on the first of the addresses that a name has; Dokploy/website#184 tells of some starts of a standalone Next.js
on two networks that refuse what comes over the one of the proxy, and of others that do not.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.container import container
from toybox_lint.deployment.listening.model import Bind, Listener
from toybox_lint.deployment.listening.sources.frameworks import takes_own_name
from toybox_lint.deployment.model import Deployment, Link, Member
from toybox_lint.files import Files


def on_one_network(deployment: Deployment) -> Iterator[tuple[Link, Listener]]:
    """The links over a network that may not be the one on which their upstream listens, and what tells so."""
    for link in deployment.links:
        caddy, target = link.front.member, link.target
        if caddy is None or target is None or not _has_others(target, caddy):
            continue
        if (listener := _by_own_name(target, link.upstream.port, deployment.files)) is not None:
            yield link, listener


def _has_others(target: Member, caddy: Member) -> bool:
    """Whether they meet on a network, and the one is on others as well."""
    shared = target.real_networks & caddy.real_networks
    return bool(shared) and shared != target.real_networks and not (target.adrift or caddy.adrift)


def _by_own_name(target: Member, port: object, files: Files) -> Listener | None:
    process = target.listening.process
    if (
        process is None
        or not isinstance(port, int)
        or not takes_own_name(process, container(target.service, files))
    ):
        return None
    found = (each for each in target.listening.at(port) if each.server == process.server)
    return next((each for each in found if each.bind is Bind.ADDRESS and not each.bind_explicit), None)
