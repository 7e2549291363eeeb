"""Further examples of TB911."""

from __future__ import annotations

from toybox_lint.api import Example

GOOD: tuple[Example, ...] = (
    Example(
        """
        --- compose.yaml
        services:
          app: {image: example/app, environment: {AMQP_URL: "amqp://worker:one@queue:5672/"}}
          init: {image: curlimages/curl, command: "curl -T worker.json http://queue:15672/api/users/worker"}
          queue:
            image: rabbitmq:4-management
            environment: {RABBITMQ_DEFAULT_USER: admin, RABBITMQ_DEFAULT_PASS: two}
        """,
        title="A job asks the pages of a broker to make the user",
    ),
    Example(
        """
        --- compose.yaml
        services:
          app: {image: example/app, environment: {AMQP_URL: "amqp://worker:one@queue:5672/"}}
          queue:
            image: rabbitmq:4
            environment: {RABBITMQ_DEFAULT_USER: admin, RABBITMQ_DEFAULT_PASS: two}
            post_start: [{command: /setup/users.sh}]
        """,
        title="A hook may make the user once it is started",
    ),
)
