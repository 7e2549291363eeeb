"""What reviewers report of a Caddyfile although it is right: nothing is said of any of it.

That each of these deployments really answers is seen where all deployments run.
"""

from __future__ import annotations

import pytest

from reality.notation import fails
from reality.test_deployments import DEPLOYMENTS, findings_of
from toybox_lint.diagnostics import Severity

_SAID = {
    "named matchers are not allowed inside handle": "right_matcher_inside_handle",
    "the longer path must be written first": "right_shorter_path_first",
    "the upstream needs ports or expose": "right_without_ports_or_expose",
    "WebSockets need lines of their own": "right_websocket",
    "without a limit bodies may have one megabyte": "right_without_body_limit",
    "a container_name is no upstream": "right_container_name",
    "127.0.0.1 is wrong behind network_mode service": "right_loopback_beside_a_vpn",
    "names with dots, addresses, sockets and what is looked up are unknown": "right_upstreams_of_other_kinds",
    "the arguments of a snippet are no upstream": "right_snippet_with_arguments",
    "depends_on is missing for an upstream of another project": "right_without_depends_on",
}


@pytest.mark.parametrize("name", _SAID.values(), ids=_SAID)
def test_nothing_is_said_of_what_is_right(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    assert deployment.asks
    assert not any(fails(ask.before) for ask in deployment.asks)
    said = [each for each in findings_of(deployment) if each.severity >= Severity.WARNING]
    assert not said, [
        (each.code, each.origin.file.name, each.origin.start.line, each.message) for each in said
    ]
