from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    called_otherwise,
)


class VariableCalledOtherwise(Rule):
    """A compose file must take the variable by the name that `.env` has for it.

    Of a variable that is not set, Compose makes a blank text, and tells so in a line that is soon gone: a password is
    empty, a host is none, an image has no tag. What is wrong shows later, as a login that is refused or as a server
    that does not start.

    **What to do.** Write the same name in both places. `${NAME:?}` lets Compose stop where it is not set.

    **When it is reported.** When `.env` is beside the project and has no such variable, and one that differs by a slip
    in a longer word, or has another word for the same (`PASS` for `PASSWORD`), has a value there that no compose file,
    Caddyfile, Dockerfile, script, Makefile or workflow takes, in the project's folder and those in it. A variable with
    a default is left alone, and so are those that shells give (`PWD`), those that a script, a Makefile, a workflow or
    another `.env.NAME` speaks of, and files that are included, which may have an `env_file` of their own. It is a
    warning: the shell may give the variable.

    **The fix.** Takes the one that `.env` has, wherever the other is taken. It is unsafe: `.env` may be what is wrong.

    Sources: Compose's documentation of interpolation.
    """

    id = "TB915"
    name = "variable-called-otherwise"
    severity = Severity.WARNING
    signs = ("${",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  SESSION_SECRET: ${«SESSION_SECRET»}
                  REDIS_URL: redis://:${«REDIS_PASSWORD»:?}@redis:6379
              redis:
                image: redis:7
                command: redis-server --requirepass ${REDIS_PASSWORD:?}
            --- .env
            SESSION_SECRT=abc
            REDIS_PASS=secret
            """,
            title="A slip, and another word for the same",
            message="which no compose file takes",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                environment:
                  SESSION_SECRET: ${SESSION_SECRT}
                  REDIS_URL: redis://:${REDIS_PASS:?}@redis:6379
              redis:
                image: redis:7
                command: redis-server --requirepass ${REDIS_PASS:?}
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            include: [db.yaml]
            services:
              # was ${WEB_TAG}
              web:
                image: example/web:${WEB_TAGS:-1} # ${WEB_TAG}
                environment:
                  KEY: ${API_KEY}
                  PRICE: $${SESSION_SECRET}
                  WORKER_2: ${WORKER2}
                  TOKEN: ${CI_TOKEN}
                  HOST: ${SITE_HOSTNAME}
            --- db.yaml
            services:
              db: {image: postgres, environment: {POSTGRES_PASSWORD: "${DB_PASSWORD}"}}
            --- .env
            API_KEY=abc
            SESSION_SECRT=abc
            WEB_TG=2
            WORKER1=a
            DB_PASS=secret
            SITE_HOST=
            """,
            title="It is there, has a default, has another number, or is taken in a file that is included",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {image: example/web, environment: {DATABASE_PASSWORD: "${DB_PASSWORD}", PORT: "${PORT}"}}
            --- backup.sh
            PGPASSWORD="$DB_PASS" pg_dump
            --- .env
            DB_PASS=secret
            """,
            title="A script takes what has nearly that name",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web: {image: example/web, environment: {DATABASE_PASSWORD: "${DB_PASSWORD}"}}
            """,
            title="There is no .env",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in called_otherwise(deployment):
            then = "Compose does not go on" if found.refused else "it becomes a blank text"
            fix = Fix(f"take {found.meant}", Applicability.UNSAFE, found.edits())
            yield self.report(
                found.origin,
                f"nothing gives {found.name}; .env has {found.meant}, which no compose file takes: {then}",
                key=(found.project.directory, found.name),
                fixes=(fix,),
            )
