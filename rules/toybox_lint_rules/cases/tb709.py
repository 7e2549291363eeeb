"""Further examples of TB709."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          app:
            image: example/app
            networks:
              edge:
                ipv4_address: «172.18.0.20»
        networks:
          edge: {ipam: {config: [{subnet: 172.30.0.0/24, aux_addresses: {printer: 172.30.0.20}}]}}
        """,
        title="An address that is kept for another",
        unsafe=True,
        fixed="""
        --- compose.yaml
        services:
          app:
            image: example/app
            networks:
              edge:
                ipv4_address: 172.30.0.21
        networks:
          edge: {ipam: {config: [{subnet: 172.30.0.0/24, aux_addresses: {printer: 172.30.0.20}}]}}
        """,
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        x-app: &app
          image: example/app
          networks: {edge: {ipv4_address: 172.30.0.5}}
        services:
          migrate: {<<: *app, command: migrate}
          app: {<<: *app, depends_on: {migrate: {condition: service_completed_successfully}}}
        networks: {edge: {ipam: {config: [{subnet: 172.30.0.0/24}]}}}
        """,
        title="A job gives its address back before the application starts",
    ),
    Example(
        """
        --- compose.yaml
        services:
          a: {image: example/app, networks: {edge: {ipv4_address: 172.31.0.5}}}
        networks: {edge: {ipam: {config: [{subnet: 172.30.0.0/24}, {subnet: 172.31.0.0/24}]}}}
        """,
        title="Several subnets",
    ),
    Example(
        """
        --- compose.yaml
        services:
          a: {image: example/app, networks: {edge: {ipv4_address: 172.30.0.5}}}
        networks: {edge: {ipam: {config: [{subnet: 172.30.0.0/24, ip_range: 172.30.0.128/25}]}}}
        """,
        title="An address outside the range that is handed out",
    ),
)
