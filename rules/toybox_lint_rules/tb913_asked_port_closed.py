from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Label,
    Rule,
    Severity,
    Unheard,
    unheard,
)


class AskedPortClosed(Rule):
    """A server that a service is told to use must be asked at a port on which it listens.

    Between containers the port counts on which the server listens, and not the one that is published on the host:
    with `ports: ["5433:5432"]` an application that asks `db:5433` is refused the connection. It stops, or answers with
    errors, and Caddy with 502.

    **What to do.** Name the port of the container: `postgres://user:password@db:5432/app`.

    **When it is reported.** For the variables of TB905, and for those like `QUEUE_HOST` that have one like `QUEUE_PORT`
    beside them, when the host is a service that runs, the only one of that name, and nothing can listen on that port
    there: it is published under this number and is another in the container; or the server listens for its own
    container alone, as Redis does with `bind 127.0.0.1`; or the server tells, by its command, its settings or its whole
    program, all that it listens on; or it is a database or a cache by its URL or variable, in an image that is left as
    it comes, which has the usual port. So is a port that speaks another protocol: `amqp://` at RabbitMQ's 15672,
    `http://` at its 5672, or the console of MinIO in a variable for S3. Values of an `env_file` are not printed.

    **The fix.** Names the one port on which the service listens. It is unsafe: another service may be meant.

    Sources: Docker's documentation on networking in Compose; the default ports from each program's documentation;
    RabbitMQ's of its management, MinIO's of `--console-address`.
    """

    id = "TB913"
    name = "asked-port-closed"
    severity = Severity.WARNING
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgres://app:${DB_PASSWORD}@db:«5433»/app
                  REDIS_HOST: cache
                  REDIS_PORT: "«6380»"
              db: {image: postgres:16, ports: ["127.0.0.1:5433:5432"]}
              cache: {image: redis:7}
            """,
            title="The port of the host, and one that nobody has",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgres://app:${DB_PASSWORD}@db:5432/app
                  REDIS_HOST: cache
                  REDIS_PORT: "6379"
              db: {image: postgres:16, ports: ["127.0.0.1:5433:5432"]}
              cache: {image: redis:7}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  DATABASE_URL: postgres://app@db:5432/app
                  REDIS_HOST: cache
                  REDIS_PORT: "6379"
              db: {image: postgres:16, ports: ["5433:5432"]}
              cache: {image: redis:7}
            """,
            title="The ports of the containers",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unheard(deployment):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unheard) -> Diagnostic:
        address, target = found.address, found.target
        at = str(found.port) if address.written else "the port that it names"
        said = f"{address.name} of {address.member.name}: {target.name}"
        refused = f"does not answer on {at} to others" if found.inside else f"does not listen on {at}"
        fix = Fix(f"ask {target.name} at {found.instead}", Applicability.UNSAFE, (found.edit(),))
        return self.report(
            found.origin,
            f"{said} {found.misspoken}" if found.misspoken else f"{said} {refused}; {found.verdict.reason}",
            key=(address.member.key, address.name),
            related=tuple(Label(each.origin, each.text) for each in found.verdict.listeners[:1]),
            fixes=(fix,) if found.instead is not None else (),
        )
