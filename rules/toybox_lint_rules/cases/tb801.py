"""Further examples of TB801."""

from __future__ import annotations

from toybox_lint.api import Example

BAD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          php:
            image: php:8.3-fpm-alpine
            healthcheck:
              test: SCRIPT_NAME=/ping SCRIPT_FILENAME=/ping «cgi-fcgi» -bind -connect 127.0.0.1:9000 || exit 1
          web:
            image: php:8.3-fpm
            healthcheck: {test: [CMD, «php-fpm-healthcheck»]}
        """,
        title="What asks php-fpm has to be installed",
    ),
)

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          php:
            build: .
            healthcheck: {test: "cgi-fcgi -bind -connect 127.0.0.1:9000 || php-fpm-healthcheck"}
        --- Dockerfile
        FROM php:8.3-fpm-alpine
        RUN apk add --no-cache fcgi
        ADD https://example.com/php-fpm-healthcheck /usr/local/bin/php-fpm-healthcheck
        """,
        title="It is installed",
    ),
)
