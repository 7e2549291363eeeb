"""A project in Compose's own words: the shape of ``docker compose config --format json`` (2.40.3), with a single ``$``.

The keys are those of the Compose Specification as that program prints them; a test holds the names against its
schema. A number or truth value stands as text where it is not known (``${PORT}``) or may not be shown (``***``).
"""

from __future__ import annotations

from toybox_lint.output.contract_parts import Flag, Pairs, Part


class Pool(Part):
    subnet: str | None = None
    ip_range: str | None = None
    gateway: str | None = None
    aux_addresses: Pairs = {}


class Ipam(Part):
    driver: str | None = None
    config: list[Pool] = []
    options: Pairs = {}


class Network(Part):
    name: str | None = None
    driver: str | None = None
    driver_opts: Pairs = {}
    ipam: Ipam
    external: Flag | None = None
    internal: Flag | None = None
    enable_ipv4: Flag | None = None
    enable_ipv6: Flag | None = None
    attachable: Flag | None = None
    labels: Pairs = {}


class DeclaredVolume(Part):
    name: str | None = None
    driver: str | None = None
    driver_opts: Pairs = {}
    external: Flag | None = None
    labels: Pairs = {}


class Content(Part):
    """A config or secret of the project, and where its content comes from."""

    name: str | None = None
    content: str | None = None
    environment: str | None = None
    file: str | None = None
    external: Flag | None = None
    labels: Pairs = {}
    driver: str | None = None
    driver_opts: Pairs = {}
    template_driver: str | None = None
