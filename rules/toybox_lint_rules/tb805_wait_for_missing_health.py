from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, checkless


class WaitForMissingHealth(Rule):
    """What is waited for with service_healthy must have a healthcheck.

    `docker compose up` ends with *container has no healthcheck configured*, and the service that waits does
    not start. Docker's official images have no healthcheck of their own: not postgres, not redis, not nginx.

    **What to do.** Give the other service a `healthcheck`, for PostgreSQL `test: pg_isready -U
    $$POSTGRES_USER`, or wait with `condition: service_started`.

    **When it is reported.** When the healthcheck is switched off, or neither the service, its Dockerfile nor
    the image it rests on has one. Images that are not known may bring one.

    Sources: the Compose specification; the source of Docker Compose 2.40.3. It was not tried: that needs an engine.
    """

    id = "TB805"
    name = "wait-for-missing-health"
    severity = Severity.WARNING
    signs = ("service_healthy",)
    bad = (
        Example(
            """
            --- web/Dockerfile
            FROM python:3.12-slim
            CMD ["gunicorn", "app.wsgi"]
            --- off/Dockerfile
            FROM example/base
            HEALTHCHECK NONE
            --- compose.yaml
            services:
              web:
                build: ./web
                depends_on:
                  «db»: {condition: service_healthy}
              db: {image: "postgres:17"}
              blog: {image: "wordpress:php8.3-fpm"}
              caddy:
                image: caddy:2
                depends_on:
                  «blog»: {condition: service_healthy}
                  «web»: {condition: service_healthy}
                  «off»: {condition: service_healthy}
                  «switched»: {condition: service_healthy}
              off: {build: ./off}
              switched: {image: example/app, healthcheck: {disable: true}}
            """,
            title="An official image, a Dockerfile without one, two that are switched off",
            message="cannot start",
        ),
    )
    good = (
        Example(
            """
            --- web/Dockerfile
            FROM python:3.12
            HEALTHCHECK CMD python check.py
            --- compose.yaml
            services:
              web: {build: ./web}
              db: {image: "postgres:17", healthcheck: {test: pg_isready}}
              cache: {image: "redis:7"}
              app: {image: example/app}
              built: {build: ./built}
              base: {build: {dockerfile_inline: "FROM example/base"}}
              caddy:
                image: caddy:2
                depends_on:
                  web: {condition: service_healthy}
                  db: {condition: service_healthy}
                  cache: {condition: service_started}
                  app: {condition: service_healthy}
                  built: {condition: service_healthy}
                  base: {condition: service_healthy}
              tools:
                image: example/tools
                profiles: [tools]
                depends_on: {cache: {condition: service_healthy}}
              loose:
                image: example/loose
                depends_on: {cache: {condition: service_healthy, required: false}}
              idle: {image: "redis:7", profiles: [idle]}
            """,
            title="There is one, there may be one, nobody needs it",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in checkless(deployment.members, deployment.files):
            name = found.member.name
            yield self.report(
                found.dependency.origin,
                f"{found.waiting.name} cannot start: it waits for the health of {name}, and {found.reason}",
                key=(found.waiting.key, found.member.key),
                related=(Label(found.member.origin, "without a healthcheck"),),
            )
