from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Flaw,
    Label,
    Rule,
    Severity,
    Unstartable,
    unstartable,
)

# Of the names of scripts; nobody reads more of them.
_MOST_SHOWN = 20


class StartScriptFails(Rule):
    """What a container starts must be there, and be something that can be executed.

    Otherwise the container ends as soon as it is started, and whatever Caddy sends to it is answered with 502:

    - A script with the line ends of Windows. The kernel takes the carriage return for a part of the name behind `#!`,
      and there is no `/bin/sh\\r`: `exec /entrypoint.sh: no such file or directory`, although the file is there. Given
      to a shell, such a script fails at `set -e`, where the shell is not bash, or at the first `then`, `do` or `fi`.
    - A script for an interpreter that the image does not have: Alpine's bring no bash, and that, too, is *no such file
      or directory*.
    - A command in shell form in an image without a shell, as `scratch` and distroless are; and `node` or `java` in
      those of distroless that start it themselves, and take the word for a file; a program that an entrypoint starts.
    - A program made in Debian's image of Go (without `CGO_ENABLED=0`) or of Rust, in an image without glibc: Alpine's,
      `scratch`, `distroless/static`. What the kernel does not find is the loader: *no such file or directory*.
    - A script that does not begin with `#!`, as the entrypoint in exec form: `exec format error`. Only a shell would
      take it for one of its own.
    - `npm run` with a name that `package.json` does not have: `Missing script: "start"`.
    - A script that is elsewhere in the image, or that is hidden by a mount over its folder; one that is in no folder
      from which the container gets its files. So is a program that another stage of the build makes and that is copied
      to another place, what `tsc` or `nest build` makes where the Dockerfile does not run it (`node dist/main.js`),
      and the module that gunicorn, uvicorn, hypercorn or daphne are told to load.
    - An assembly of .NET, or an archive of Java, that its build calls otherwise: by the project, and case counts.

    **What to do.** Save the script with the line ends of Unix, and have git keep them, with this line in
    `.gitattributes`:

        *.sh text eol=lf

    Begin it with `#!/bin/sh`, or install the shell that it needs; name what is there.

    **When it is reported.** When all that leads there can be seen: the entrypoint, scripts up to their last command,
    the build. A build or a script that takes the carriage returns out (`dos2unix`, `sed -i 's/\\r//'`) is seen, too. A
    shell may get through a script that has neither conditions nor loops: that is not told.

    **When it is an error.** When the image is not one that may be pulled just as well: with `image` beside `build` it
    is a warning. So is a script that is nowhere, which the machine may have, what somebody may build beforehand,
    and what a build calls otherwise.

    **The fix.** Takes the carriage returns out of the script, which is safe. The unsafe ones write `#!/bin/sh`, the
    only name that is nearly the same, the path where the script is, or a list of words in place of a shell's.

    Sources: execve(2); runc's issue 1773; npm's documentation of `npm run`; Docker's documentation of bind mounts; the
    README of GoogleContainerTools/distroless; Go's documentation of cgo.
    Measured with dash 0.5.12 and bash 5.2.
    """

    id = "TB812"
    name = "start-script-fails"
    severity = Severity.ERROR
    signs = (
        *("entrypoint", ".sh", "npm", "yarn", "next", "cmd /", "command: /", '["/', "node dist/", '"dist/'),
        *(".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".php", "distroless", "from scratch"),
        *("from golang", "cargo build", "python modules:", ".jar", ".dll"),
    )
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:3000
            }
            --- Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["npm", "run", "«strat»"]
            --- package.json
            {"scripts": {"build": "vite build", "start": "vite preview --host --port 3000"}}
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              web: {build: .}
            """,
            title="A script that package.json does not have",
            message="package.json has no script strat, which the container of web runs",
            unsafe=True,
            fixed="""
            --- Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["npm", "run", "start"]
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM python:3.13
            WORKDIR /app
            COPY . .
            ENTRYPOINT ["./entrypoint.sh"]
            CMD ["gunicorn", "app:app"]
            --- entrypoint.sh
            «python manage.py migrate»
            exec "$@"
            --- compose.yaml
            services:
              web: {build: .}
            """,
            title="No interpreter is named",
            message="exec format error",
            unsafe=True,
            fixed="""
            --- entrypoint.sh
            #!/bin/sh
            python manage.py migrate
            exec "$@"
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM python:3.13-slim
            WORKDIR /app
            COPY requirements.txt .
            COPY entrypoint.sh /usr/local/bin/
            RUN chmod +x /usr/local/bin/entrypoint.sh
            ENTRYPOINT ["«/entrypoint.sh»"]
            --- requirements.txt
            gunicorn
            --- entrypoint.sh
            #!/bin/sh
            exec gunicorn app:app
            --- compose.yaml
            services:
              web: {build: .}
            """,
            title="Copied to another place",
            message="it is /usr/local/bin/entrypoint.sh there",
            unsafe=True,
            fixed="""
            --- Dockerfile
            FROM python:3.13-slim
            WORKDIR /app
            COPY requirements.txt .
            COPY entrypoint.sh /usr/local/bin/
            RUN chmod +x /usr/local/bin/entrypoint.sh
            ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
            """,
        ),
        Example(
            """
            --- Dockerfile
            FROM python:3.13-slim
            WORKDIR /app
            COPY docker/entrypoint.sh /app/entrypoint.sh
            COPY . .
            ENTRYPOINT ["«/app/entrypoint.sh»"]
            --- docker/entrypoint.sh
            #!/bin/sh
            exec gunicorn app:app
            --- compose.yaml
            services:
              web:
                build: .
                volumes: [".:/app"]
            """,
            title="Hidden by a mount",
            message="hidden by what is mounted at /app",
        ),
    )
    good = (
        Example(
            """
            --- Dockerfile
            FROM node:22
            WORKDIR /app
            COPY . .
            CMD ["npm", "start"]
            --- package.json
            {"scripts": {"build": "vite build"}}
            --- server.js
            require("http").createServer().listen(3000)
            --- compose.yaml
            services:
              web: {build: .}
            """,
            title="npm start takes server.js where no script is called so",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in unstartable(deployment.members, deployment.files):
            yield self._diagnostic(found)

    def _diagnostic(self, found: Unstartable) -> Diagnostic:
        message, help, title = _words(found)
        safe = found.flaw in (Flaw.RETURNS, Flaw.READ_WITH_RETURNS)
        applicability = Applicability.SAFE if safe else Applicability.UNSAFE
        label = f"{found.member.name} starts it" if found.caller != found.origin else ""
        return self.report(
            found.origin,
            message,
            severity=Severity.ERROR if found.certain else Severity.WARNING,
            key=(found.member.key, found.flaw.name, found.name),
            help=help,
            related=(Label(found.caller, label),) if label else (),
            fixes=(Fix(title, applicability, found.edits),) if found.edits else (),
        )


def _words(found: Unstartable) -> tuple[str, ...]:
    """The message, the help and the title of the fix."""
    name, service, said = found.name, found.member.name, (*found.said, "", "")
    values = {
        "begun": f"{name} begins with {said[0]}" if name else f"{service} starts {said[0]}",
        "places": " and ".join(found.said),
        "before": f"nothing may stand before {said[0]}" if found.said else "begin it with #!/bin/sh",
        "scripts": f"it has {', '.join(found.said[:_MOST_SHOWN]) or 'no scripts'}",
    }
    return tuple(text.format(*said, name=name, service=service, **values) for text in _TEXTS[found.flaw])


_WINDOWS = "{name} has the line ends of Windows: "
_UNIX = ("save it with the line ends of Unix", "write the line ends of Unix")
_STARTED = "{name}, which {service} starts, is"
_ENDS = "the container of {service} ends"
# By the flaw, with what is said of it by its number.
_TEXTS = {
    Flaw.RETURNS: (_WINDOWS + '"{0}\\r" cannot be run, and {service} ends', *_UNIX),
    Flaw.READ_WITH_RETURNS: (_WINDOWS + "{0} stops at {1}\\r, and {service} ends", *_UNIX),
    Flaw.NO_SUCH_SHELL: (
        "{begun}, which {1} does not have: " + _ENDS,
        "install {0}, or let sh run it",
        "begin it with #!/bin/sh",
    ),
    Flaw.NO_SHELL: (
        "{service} starts {name}, and {0} has no shell: " + _ENDS,
        "write the command as a list of words",
        "write it as a list of words",
    ),
    Flaw.REPEATED: (
        "{1} starts {0} by itself, which takes {name} for what it is to run: {service} ends",
        "leave {name} out of the command",
        "leave {name} out",
    ),
    Flaw.OTHER_LIBC: (
        "{name} is made in {0}'s image for glibc, which {1} does not have: {service} ends",
        "{2}",
        "",
    ),
    Flaw.NO_INTERPRETER: (
        "{name} does not begin with #!: exec format error, and " + _ENDS,
        "{before}",
        "begin it with #!",
    ),
    Flaw.LACKING: (
        "package.json has no script {name}, which the container of {service} runs",
        "{scripts}",
        "run the script of that name",
    ),
    Flaw.ABSENT: (
        _STARTED + " not in the image: it is {places} there",
        "name the path that it has in the image",
        "name that path",
    ),
    Flaw.NOWHERE: (
        _STARTED + " not there: nothing that is shown brings {0}",
        "name a file that is there",
        "name the file that is nearly called so",
    ),
    Flaw.UNCOPIED: (
        _STARTED + " not in the image: no COPY of its Dockerfile brings it",
        "copy {0} as well",
        "",
    ),
    Flaw.UNBUILT: ("{service} starts {name}, and its build runs no {0}, which makes {1}", "build it", ""),
    Flaw.MISNAMED: ("{service} starts {name}, and its build makes {places}", *("name what it makes",) * 2),
    Flaw.NAMELESS: (
        "{service} starts {name}, and nothing is called {0} in {1}",
        *("name what the module defines",) * 2,
    ),
    Flaw.HIDDEN: (
        _STARTED + " in the image, but hidden by what is mounted at {0}",
        "put it to {1} in the mounted folder as well, or start it from another one",
        "",
    ),
}
