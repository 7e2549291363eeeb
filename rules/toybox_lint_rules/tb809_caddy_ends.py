from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Ending,
    Example,
    Fix,
    RefusedWord,
    Rule,
    Severity,
    ending,
    refused_words,
)


class CaddyEnds(Rule):
    """Caddy must stay the process of its container.

    `caddy start` leaves Caddy running in the background, and ends. In a container that is the end of everything in it:
    Docker stops the container with its first process, and with a restart policy starts it again and again.

    Nor does a command in one word of a list start anything: of `- 'caddy run --config /etc/caddy/Caddyfile'` all is the
    name of the program, and there is none (`no such file or directory`).

    The image `caddy:2-builder` is there to build a Caddy: it has `xcaddy` and none itself, and its container ends at
    once. And a file whose name neither begins with `Caddyfile` nor ends in `.caddyfile` Caddy takes for JSON, unless
    `--adapter caddyfile` says what it is.

    The official image has no entrypoint: of `command: run --config ...` the program would be `run`. And with words that
    it does not know, like `--adaptor`, or those of version 1, Caddy tells how it is used, and ends.

    **What to do.** Write `caddy run`, or leave `command` out: the official image starts that by itself. Write the
    command without a list, or each of its words as an item. Run the image that has no `builder` in its tag, with the
    `caddy` of the builder copied into it where plugins are needed.

    **When it is an error.** When nothing that stays is started behind it, and when the image has no entrypoint that
    takes the word apart. Of the builder when it is given no command, or that of a Caddy which nothing mounts or builds.

    **The fix.** Writes `run` in the place of `start`, which takes the same options, or the words as they must be. Both
    are safe. So is to name the adapter, and to put `caddy` or `run` before what stands there. A word that is nearly
    the same is *unsafe*, and so is another image instead of the builder: it has no plugins.

    Sources: Caddy's documentation of its command line, whose page on `caddy start` says to use `caddy run` in
    containers; the Dockerfiles of caddyserver/caddy-docker; measured with Caddy 2.11.7: the process has ended after a
    second.
    """

    id = "TB809"
    name = "caddy-ends"
    severity = Severity.ERROR
    signs = (
        *("caddy start", '"start"', "- start", ", start", "caddy run", "builder", "--config"),
        *("command: caddy", "command: run", "entrypoint: caddy", "- reverse-proxy"),
        *('"caddy"', "'caddy'", "[caddy,", "- caddy\n"),
    )
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy «start» --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="In the background",
            message="caddy ends as soon as it has started Caddy in the background",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- Dockerfile
            FROM caddy:2
            COPY Caddyfile /etc/caddy/Caddyfile
            CMD ["caddy", "«start»", "--config", "/etc/caddy/Caddyfile"]
            --- compose.yaml
            services:
              caddy: {build: ., restart: always}
            """,
            title="By its image",
            fixed="""
            --- Dockerfile
            FROM caddy:2
            COPY Caddyfile /etc/caddy/Caddyfile
            CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command:
                  - '«caddy run --config /etc/caddy/Caddyfile --envfile /run/secrets/acme»'
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              flow:
                image: caddy:2
                command: ["«caddy run --config»", "/etc/caddy/Caddyfile"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              two:
                image: caddy:2
                command:
                  - «caddy run --config»
                  - /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              quoted:
                image: caddy:2
                command:
                  - «caddy run --config "/etc/caddy/Caddyfile"»
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="In one word",
            message="no program is called so",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile --envfile /run/secrets/acme
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              flow:
                image: caddy:2
                command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              two:
                image: caddy:2
                command:
                  - caddy run --config
                  - /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              quoted:
                image: caddy:2
                command:
                  - caddy run --config "/etc/caddy/Caddyfile"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
        ),
        Example(
            """
            --- sites.caddy
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: ["caddy", "run", "--config", "«/etc/caddy/sites.caddy»"]
                volumes: ["./sites.caddy:/etc/caddy/sites.caddy"]
            """,
            title="A Caddyfile by another name",
            message="Caddy takes a file for JSON that is not called Caddyfile",
            fixed="""
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: ["caddy", "run", "--config", "/etc/caddy/sites.caddy", "--adapter", "caddyfile"]
                volumes: ["./sites.caddy:/etc/caddy/sites.caddy"]
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile.prod
            example.com {
            	respond hello
            }
            --- shop.caddyfile
            shop.example.com {
            	respond hello
            }
            --- sites.caddy
            a.example.com {
            	respond hello
            }
            --- caddy.conf
            {"apps": {}}
            --- compose.yaml
            services:
              start:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile.prod
                volumes: ["./Caddyfile.prod:/etc/caddy/Caddyfile.prod"]
              end:
                image: caddy:2
                command: caddy run --config /etc/caddy/shop.caddyfile
                volumes: ["./shop.caddyfile:/etc/caddy/shop.caddyfile"]
              named:
                image: caddy:2
                command: caddy run --config /etc/caddy/sites.caddy --adapter caddyfile
                volumes: ["./sites.caddy:/etc/caddy/sites.caddy"]
              json: {image: caddy:2, command: caddy run --config /caddy.conf, volumes: ["./caddy.conf:/caddy.conf"]}
            """,
            title="Names that say what it is, and an adapter; JSON",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	respond hello
            }
            --- compose.yaml
            services:
              caddy:
                image: caddy:2
                command: sh -c "caddy start && tail -f /dev/null"
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
              other:
                image: caddy:2
                command: caddy run --config /etc/caddy/Caddyfile
                volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
            """,
            title="Something stays behind it, or it stays itself",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for found in ending(deployment):
            yield self._diagnostic(found)
        for word in refused_words(deployment):
            yield self._of_word(word)

    def _of_word(self, found: RefusedWord) -> Diagnostic:
        safe = Applicability.SAFE if found.certain else Applicability.UNSAFE
        return self.report(
            found.origin,
            f"{found.member.name} ends at once: {found.reason}",
            key=(found.member.key,),
            help=found.help,
            fixes=(Fix("write it so that it starts", safe, found.edits),) if found.edits else (),
        )

    def _diagnostic(self, found: Ending) -> Diagnostic:
        name = found.member.name
        message = f"{name} ends as soon as it has started Caddy in the background"
        help, title = "caddy run stays in the foreground", "write caddy run"
        if found.in_one_word:
            message = f"{name} does not start: its whole command is one word, and no program is called so"
            help, title = "without a list, or with each word as an item", "write it as words"
        if found.builds:
            message = f"{name} ends at once: this image builds Caddies, and has none"
            help, title = (
                "copy the Caddy that it builds into caddy:2, which starts it",
                "run the image without builder",
            )
        if found.as_json:
            message = f"{name} ends at once: Caddy takes a file for JSON that is not called Caddyfile"
            help, title = "--adapter caddyfile says what it is", "name the adapter"
        safe = Applicability.UNSAFE if found.builds else Applicability.SAFE
        return self.report(
            found.origin,
            message,
            key=(found.member.key,),
            help=help,
            fixes=(Fix(title, safe, found.edits),) if found.edits else (),
        )
