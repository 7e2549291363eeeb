"""Further examples of TB202."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «tools:8000»
        	reverse_proxy /b/* «job:7000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: [./Caddyfile:/etc/caddy/Caddyfile]}
          tools: {image: example/tools, profiles: [debug], expose: [8000]}
          job: {image: example/job, scale: 0, ports: ["7001:7000"]}
        """,
        title="Services that are not started",
        unsafe=True,
        fixed="""
        --- Caddyfile
        example.com {
        	reverse_proxy localhost:8000
        	reverse_proxy /b/* localhost:7001
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, network_mode: host, volumes: [./Caddyfile:/etc/caddy/Caddyfile]}
          tools: {image: example/tools, expose: [8000], ports: ["127.0.0.1:8000:8000"]}
          job: {image: example/job, scale: 1, ports: ["7001:7000"]}
        """,
    ),
    Example(
        """
        --- Caddyfile
        example.com {
        	reverse_proxy «tools:8000»
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: [./Caddyfile:/etc/caddy/Caddyfile]}
          other: {image: caddy:2, network_mode: host, volumes: [./Caddyfile:/etc/caddy/Caddyfile]}
          tools: {image: example/tools, profiles: [debug], expose: [8000]}
        """,
        title="One Caddyfile for two Caddies, and a service that is not started: that alone would not help",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: example/app, expose: [9001], ports: ["127.0.0.1:9001:9001"]}
        --- Caddyfile
        a.example.com {
        	reverse_proxy «app:9001»
        }
        --- deploy/install.sh
        #!/bin/sh
        sudo cp Caddyfile /etc/caddy/Caddyfile
        sudo systemctl reload caddy
        docker compose up -d --build
        """,
        title="A Caddy on the host, which a script loads",
        unsafe=True,
        fixed="""
        --- Caddyfile
        a.example.com {
        	reverse_proxy localhost:9001
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = ()
