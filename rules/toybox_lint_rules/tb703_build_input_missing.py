from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Rule,
    Severity,
    unbuildable,
    uncopied,
)


class BuildInputMissing(Rule):
    """What an image is built from must be there under that name.

    `docker compose up --build` stops when the context, the Dockerfile or its stage (`target`) is not there, and a
    server where names count with their case does not find `dockerfile` for `Dockerfile`. `docker compose config` does
    not look. What one stage of a Dockerfile copies from another must be what that one's build makes: Vite writes to
    `dist`, Create React App to `build`, Next.js to `out` only where it is told to export; Cargo names its program after
    the package, Mix its release after the application, Go and .NET write where `-o` says.

    **What to do.** Correct the name, or tell the build where to write.

    **When it is reported.** When something with a like name is there instead: another Dockerfile in that folder, a
    folder that is called nearly the same and is not built for another service, stages of other names. Whatever else is
    not in a repository may come onto the machine some other way. Services with an `image` may be pulled, and are not
    looked at. A copied folder when `package.json` and the configuration of its one build say where that writes,
    nothing in the context is called so, and no other command of the stage speaks of it; or when the stage does not run
    the compiler that `package.json` names for it, and git does not ignore the folder. So with the manifests of Cargo,
    Go, Mix, Maven and Gradle, where no command moves anything. Nor is the source of a `COPY`
    a missing stage where a service, a Makefile or another Dockerfile builds an image of that name.

    A Dockerfile is missed, too, where the folder around its own, or one in it, has the only one, from which nothing
    else is built; and a manifest (`package.json`, `yarn.lock`, `go.sum`, `requirements.txt`) that a needed stage copies
    from a context that has not got it: a `COPY` looks nowhere else. Not where git ignores it, or a script brings it.

    **The fix.** Writes the only other name. It is unsafe: it may be another file.

    Sources: Docker's documentation of `docker build`; the manuals of Vite, Create React App, Vue CLI, Angular,
    Next.js, Astro, Nuxt, Gatsby, Docusaurus, Cargo, Go, Mix, .NET, Maven and Gradle. That the build fails was not
    tried: it needs an engine.
    """

    id = "TB703"
    name = "build-input-missing"
    severity = Severity.WARNING
    signs = ("build",)
    bad = (
        Example(
            """
            --- Dockerfile
            FROM node:22 AS base
            FROM base AS prod
            CMD ["node", "server.js"]
            --- compose.yaml
            services:
              web:
                build:
                  context: .
                  target: «prd»
            """,
            title="A stage that the Dockerfile has not",
            message="the stage prd, from which web is built, is not there",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                build:
                  context: .
                  target: prod
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM node:22 AS build
            FROM nginx AS serve
            --- compose.yaml
            services:
              web:
                build: {context: ., target: «production»}
            """,
            title="A stage of quite another name",
        ),
        Example(
            """
            --- Dockerfile.prod
            FROM alpine:3
            --- .dockerignore
            .git
            --- compose.yaml
            services:
              web:
                build:
                  context: .
                  dockerfile: «Dockerfile.production»
            """,
            title="The Dockerfile has another name",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web:
                build:
                  context: .
                  dockerfile: Dockerfile.prod
            """,
        ),
        Example(
            """
            --- Backend/Dockerfile
            FROM alpine:3
            --- worker/dockerfile
            FROM alpine:3
            --- worker/Dockerfile.dev
            FROM alpine:3
            --- compose.yaml
            services:
              web: {build: «./backend/»}
              worker: {build: «./worker»}
              both:
                build: {dockerfile: «worker/Dockerfile»}
            """,
            title="Case matters on the server",
            message="is not there",
            unsafe=True,
            fixed="""
            --- compose.yaml
            services:
              web: {build: ./Backend}
              worker: {build: ./worker}
              both:
                build: {dockerfile: worker/Dockerfile}
            """,
        ),
    )
    good = (
        Example(
            """
            --- hello-store/Dockerfile
            FROM alpine:3
            --- compose.yaml
            services:
              hello: {build: ./hello-store}
              taida: {build: ./taida-store}
            """,
            title="What has a like name is built for another service",
        ),
        Example(
            """
            --- Dockerfile.prod
            FROM alpine:3
            --- app/Dockerfile
            FROM alpine:3
            --- .gitignore
            vendored/
            --- vendor/Dockerfile
            FROM alpine:3
            --- compose.yaml
            services:
              app: {build: ./app}
              prod: {build: {context: ., dockerfile: Dockerfile.prod}}
              pulled: {image: example/web, build: {context: ., dockerfile: Dockerfile.old}}
              elsewhere: {build: ../elsewhere}
              vendored: {build: ./vendored}
              remote: {build: "https://example.com/app.git"}
              given: {build: {context: "${CONTEXT}"}}
              off: {build: ., profiles: [off]}
            """,
            title="It is there, is made elsewhere, or is not built",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unbuildable(deployment.members, deployment.files):
            edit = found.edit()
            yield self.report(
                found.origin,
                f"the {found.what} {found.name}, from which {found.member.name} is built, is not there",
                key=(found.member.key, found.name),
                help=f"there is {' and '.join(found.near)}" if found.near else None,
                fixes=(Fix(f"build from {found.near[0]}", Applicability.UNSAFE, (edit,)),) if edit else (),
            )
        for each in uncopied(deployment.members, deployment.files):
            folders = " and ".join(each.folders)
            edit = each.edit
            yield self.report(
                each.source.origin,
                f"{each.tool}, by which the stage {each.stage} is built, makes no {each.path}"
                if folders
                else f"the stage {each.stage} does not run {each.tool}, and nothing else makes {each.path}",
                key=(each.member.key, each.path),
                help=f"it writes {folders}" if folders else "build it there",
                fixes=(Fix(f"copy {folders}", Applicability.UNSAFE, (edit,)),) if edit else (),
            )
