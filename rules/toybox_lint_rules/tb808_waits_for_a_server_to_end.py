from collections.abc import Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Label, Rule, Severity, endless


class WaitsForAServerToEnd(Rule):
    """What is waited for with service_completed_successfully must end.

    That condition is for jobs, such as a migration: what waits is started when the job has ended without an error. A
    server does not end, so that `docker compose up` waits for ever, and what waits never starts.

    **What to do.** Wait for a server with `service_started`, or with `service_healthy` where it has a healthcheck.
    Where a job is meant, give it a `command` of its own: without one it starts what its image starts.

    **When it is reported.** When it is certain that the other service stays: its command is that of a known server or
    worker, or its image is known for one and has no other command. An entry with `required: false` is not looked at.

    Sources: the Compose specification; the source of Docker Compose 2.40.3. It was not tried, as that needs an engine:
    so it is a warning.
    """

    id = "TB808"
    name = "waits-for-a-server-to-end"
    severity = Severity.WARNING
    signs = ("service_completed_successfully",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                depends_on:
                  «api»: {condition: service_completed_successfully}
              api:
                image: example/api
                command: uvicorn main:app --host 0.0.0.0
                depends_on:
                  «db»: {condition: service_completed_successfully}
              db: {image: "postgres:17"}
            """,
            title="A server by its command, and one by its image",
            message="never starts: it waits for the end of",
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                depends_on:
                  migrate: {condition: service_completed_successfully}
                  seed: {condition: service_completed_successfully}
                  api: {condition: service_started}
                  db: {condition: service_completed_successfully, required: false}
              migrate: {image: example/api, command: python manage.py migrate}
              seed: {image: example/seed}
              api: {image: example/api, command: uvicorn main:app --host 0.0.0.0}
              db: {image: "postgres:17"}
              tools:
                image: example/tools
                profiles: [tools]
                depends_on: {api: {condition: service_completed_successfully}}
            """,
            title="Jobs, one that is not known, and what nobody needs",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in endless(deployment):
            name = found.member.name
            yield self.report(
                found.dependency.origin,
                f"{found.waiting.name} never starts: it waits for the end of {name}, and {found.reason}",
                key=(found.waiting.key, found.member.key),
                help="wait with service_started, or with service_healthy where it has a healthcheck",
                related=(Label(found.member.origin, "it does not end"),),
            )
