"""Which addresses collide (TB702), compared with the sockets of the machine."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from itertools import combinations_with_replacement

import pytest

from toybox_lint import examples
from toybox_lint.deployment import Settings, build
from toybox_lint.deployment.inbound.collisions import collisions

ADDRESSES = ("", "0.0.0.0", "127.0.0.1", "127.0.0.2", "::", "::1")


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="there is no IPv6 on this machine")
@pytest.mark.parametrize(("first", "second"), list(combinations_with_replacement(ADDRESSES, 2)))
def test_addresses_collide_as_sockets_do(first: str, second: str) -> None:
    assert _collide(first, second) is not _both_open(first, second)


def _collide(first: str, second: str) -> bool:
    ports = [f"{{target: 80, published: 8080, host_ip: '{address}'}}" for address in (first, second)]
    services = [f"{name}: {{image: x, ports: [{port}]}}" for name, port in zip("ab", ports, strict=True)]
    inputs = examples.inputs({"compose.yaml": f"services: {{{', '.join(services)}}}"})
    return bool(list(collisions(build(inputs.found, inputs.files, Settings()))))


def _both_open(first: str, second: str) -> bool:
    """Whether a second socket can take the port that the first has; what names no address takes both kinds."""
    with ExitStack() as stack:
        port = 0
        try:
            for address in (first, second):
                for each in [address] if address else ["0.0.0.0", "::"]:
                    opened = stack.enter_context(_socket(each))
                    opened.bind((each, port))
                    opened.listen()
                    port = opened.getsockname()[1]
        except OSError:
            return False
        return True


def _socket(address: str) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    if ":" in address:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    return made
