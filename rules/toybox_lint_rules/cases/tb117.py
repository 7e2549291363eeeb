"""Further examples of TB117."""

from __future__ import annotations

from toybox_lint.api import Example

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        example.com {
        	php_fastcgi unix//run/php/php.sock
        }
        --- compose.yaml
        services:
          caddy: {image: caddy:2, volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "run:/run/php"]}
          php: {image: "php:8.3-fpm", volumes: ["./www.conf:/usr/local/etc/php-fpm.d/zzz.conf", "run:/run/php"]}
        volumes: {run: }
        --- www.conf
        [www]
        listen = /run/php/${NAME}.sock
        """,
        title="A variable decides where the socket is",
    ),
)
