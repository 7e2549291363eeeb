"""Further examples of TB802."""

from __future__ import annotations

from toybox_lint.api import Example

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: .
            sysctls: {net.ipv6.conf.all.disable_ipv6: "1"}
            healthcheck: {test: "wget -qO- http://localhost:3000/"}
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- server.js
        require("express")().listen(3000, "0.0.0.0");
        """,
        title="A container without IPv6",
    ),
    Example(
        """
        --- compose.yaml
        services:
          web:
            build: .
            extra_hosts: ["localhost:127.0.0.1"]
            healthcheck: {test: "wget -qO- http://localhost:3000/"}
        --- Dockerfile
        FROM node:22-alpine
        WORKDIR /app
        COPY . .
        CMD ["node", "server.js"]
        --- server.js
        require("express")().listen(3000, "0.0.0.0");
        """,
        title="A container that is told its own address of localhost",
    ),
)
