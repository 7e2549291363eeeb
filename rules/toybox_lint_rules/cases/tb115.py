"""Further examples of TB115."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- Caddyfile
        :80 {
        	root * «/var/www/html»
        	php_fastcgi php:9000
        	file_server
        }
        --- compose.yaml
        services:
          caddy:
            image: caddy:2
            volumes: ["./Caddyfile:/etc/caddy/Caddyfile", "./www:/var/www/html"]
          php:
            image: php:8.3-fpm
            volumes: ["./www:/www"]
        """,
        title="Where PHP's own image has nothing",
        message="has it at /www",
        unsafe=True,
        fixed="""
        --- Caddyfile
        :80 {
        	root * /var/www/html
        	php_fastcgi php:9000 {
        		root /www
        	}
        	file_server
        }
        """,
    ),
)

GOOD: tuple[Example, ...] = ()
