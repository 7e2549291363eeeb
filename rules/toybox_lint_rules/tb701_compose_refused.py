from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    OtherFile,
    Rule,
    Severity,
    declarations,
    other_file,
)


class ComposeRefused(Rule):
    """Docker Compose must accept the project.

    A file that Compose refuses starts nothing, and `docker compose up` leaves whatever ran before. Compose names
    one mistake, often without a place; here all of them are named.

    **When it is an error.** Whenever `docker compose config` refuses the files for what they say, and where it hands
    on what the engine refuses: a restart policy such as `none` or `unless-stoped`, and a name that no image can have:
    `ghcr.io/Owner/app` (all before the tag is in small letters), `app:1:latest`. What fails only
    because this machine has no `.env`, no `env_file` or lacks a required variable is no fault of the files,
    and not reported; but an `env_file` that is not there is a warning where git does not ignore it, and one of nearly
    that name is beside it and read by nothing: `.env.prod` and `.env.production`. What Compose only warns of is a
    warning, and `- NAME:value` under `environment`, of which it makes a variable with a long name; `version`, which it
    ignores, is for information.

    **The fix.** Declares a network or a volume that is used (as external where another project makes it),
    writes `./` before a path that was taken for a volume, the only name that is nearly the one written, `s` behind
    a number without a unit, and takes `version` away. It is unsafe where a name or a number is changed to another,
    where a service that does not exist is taken out of `depends_on`, where `network_mode` is left out of a service
    that has networks and is called by its name, and where signs of a Japanese keyboard (`：`) become those of ASCII.

    Sources: measured with `docker compose config` of Docker Compose 2.40.3; of restart policies and
    names of images, the engine's own messages and the grammar of distribution/reference.
    """

    id = "TB701"
    name = "compose-refused"
    severity = Severity.ERROR
    signs = ("problem:",)
    bad = (
        Example(
            """
            --- compose.yaml
            services:
              app:
                image: example/app
                depends_on: [«databse»]
              reports:
                image: example/app
                depends_on:
                  «databse»: {condition: service_started}
                  database: {condition: service_started}
              old:
                image: example/app
                links: ["«databes:db»"]
              jobs:
                image: example/app
                depends_on: ["«databes:db»"]
              downloads:
                image: example/downloads
                network_mode: "«service:gluten»"
              gluetun: {image: qmcgaw/gluetun}
              database: {image: postgres:16}
            """,
            title="A service that is nearly called so",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              app:
                image: example/app
                depends_on: [database]
              reports:
                image: example/app
                depends_on:
                  database: {condition: service_started}
              old:
                image: example/app
                links: ["database:db"]
              jobs:
                image: example/app
                depends_on: ["database"]
              downloads:
                image: example/downloads
                network_mode: "service:gluetun"
              gluetun: {image: qmcgaw/gluetun}
              database: {image: postgres:16}
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              app:
                image: example/app
                depends_on:
                  - «redis»
              web:
                image: example/web
                depends_on: [app, «queue»]
              jobs: {image: example/jobs, depends_on: [«cellar»]}
            """,
            title="A dependency on what is not there",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              app:
                image: example/app
              web:
                image: example/web
                depends_on: [app]
              jobs: {image: example/jobs}
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy app:3000
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                «network_mode»: host
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                networks: [edge]
              app:
                image: example/app
                «network_mode»: host
                networks: [edge]
            networks:
              edge:
            """,
            title="Two ways to be on a network: what is called by its name, or calls others so, is on its networks",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
                networks: [edge]
              app:
                image: example/app
                networks: [edge]
            networks:
              edge:
            """,
        ),
        Example(
            """
            --- compose.yaml
            services:
              agent:
                image: example/agent
                «network_mode»: host
                networks: [edge]
            networks:
              edge:
            """,
            title="Two ways to be on a network, and nothing tells which is meant",
        ),
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web
                «port»: ["8000:8000"]
                networks: [«back»]
            """,
            title="A key that does not exist, a network that is not declared",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                image: example/web
                ports: ["8000:8000"]
                networks: [back]
            networks:
              back:
            """,
        ),
    )
    good = (
        Example(
            """
            --- compose.yaml
            services:
              web:
                image: example/web:${TAG:?set it in .env}
                env_file: secrets.env
                x-owner: the team
            """,
            title="Secrets that only the server has",
        ),
        Example(
            """
            --- compose.yaml
            include: ["https://git.example.com/shared.git"]
            services:
              web:
                image: example/web
                depends_on: [db]
                networks: [shared]
                volumes: ["data:/data"]
              worker: {extends: {file: "${SHARED}/worker.yaml", service: worker}}
            """,
            title="What is not read may bring what is not there",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for project in deployment.projects:
            bare = {each.origin.span for each in project.problems if each.kind == "duration-without-unit"}
            for problem in project.problems:
                if problem.kind == "missing-env-file" and not project.outside:
                    other = other_file(project, problem, deployment.files)
                    yield from () if other is None else (self._misnamed(other),)
                if problem.excused or project.outside:
                    continue
                if problem.kind == "wrong-type" and problem.origin.span in bare:
                    continue
                near = " or ".join(problem.suggestions)
                yield self.report(
                    problem.origin,
                    problem.message,
                    severity=_severity(problem.kind, problem.fatal),
                    key=(problem.kind, problem.origin.text),
                    help=f"did you mean {near}?" if near else None,
                    fixes=declarations(project, problem, deployment),
                )

    def _misnamed(self, found: OtherFile) -> Diagnostic:
        return self.report(
            found.origin,
            f"the env file {found.missing} is not there, and Compose starts nothing",
            severity=Severity.WARNING,
            key=("missing-env-file", found.missing),
            help=f"there is {found.name}, which nothing reads",
            fixes=(Fix(f"name {found.name}", Applicability.UNSAFE, (found.edit,)),),
        )


def _severity(kind: str, fatal: bool) -> Severity:
    if fatal or kind in ("restart-policy", "image-name"):
        return Severity.ERROR
    return Severity.INFO if kind == "obsolete-version" else Severity.WARNING
