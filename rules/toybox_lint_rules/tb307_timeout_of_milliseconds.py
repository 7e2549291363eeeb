from collections.abc import Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Duration,
    Edit,
    Example,
    Fix,
    Front,
    Located,
    Rule,
    Severity,
)

# Seconds below which nobody's application answers every time, and nobody's network connects.
_ANSWER, _CONNECTION = 0.1, 0.005
_UNIT = "ms"


class TimeoutOfMilliseconds(Rule):
    """A timeout must be longer than what it waits for.

    `read_timeout 30ms` is most likely meant to be `30s`: whatever an application takes longer for than 30
    milliseconds fails. Caddy takes it without a word; only a number without a unit it refuses.

    **What to do.** Write the unit that is meant: `30s`.

    **When it is reported.** When `read_timeout`, `write_timeout` or `response_header_timeout` is shorter than 100
    milliseconds, or `dial_timeout` shorter than 5. Nought stands for none.

    **The fix.** Seconds in place of milliseconds. It is unsafe: somebody may want it so.

    Sources: Caddy's documentation of the HTTP transport; `caddy adapt` of Caddy 2.11.7.
    """

    id = "TB307"
    name = "timeout-of-milliseconds"
    severity = Severity.WARNING
    signs = ("0ms",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			dial_timeout 3s
            			read_timeout «30ms»
            			write_timeout «10ms»
            		}
            	}
            	reverse_proxy /a/* web:8000 {
            		transport http {
            			dial_timeout «2ms»
            			response_header_timeout «500us»
            		}
            	}
            }
            """,
            message="is that meant to be seconds?",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			dial_timeout 3s
            			read_timeout 30s
            			write_timeout 10s
            		}
            	}
            	reverse_proxy /a/* web:8000 {
            		transport http {
            			dial_timeout 2s
            			response_header_timeout 500us
            		}
            	}
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		lb_try_interval 20ms
            		transport http {
            			dial_timeout 50ms
            			read_timeout 0
            			response_header_timeout 500ms
            		}
            	}
            }
            """,
            title="Short, and long enough",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for front, proxy in deployment.proxies():
            given = proxy.transport.timeouts
            yield from self._at(front, "an answer", given.read, _ANSWER)
            yield from self._at(front, "a request", given.write, _ANSWER)
            yield from self._at(front, "waiting for an answer", given.response_header, _ANSWER)
            yield from self._at(front, "connecting", given.dial, _CONNECTION)

    def _at(
        self, front: Front, what: str, given: Located[Duration] | None, least: float
    ) -> Iterator[Diagnostic]:
        if given is None or not 0 < given.value.seconds < least:
            return
        text, origin = given.value.text, given.origin
        edit = Edit(origin.file, origin.span, f"{text.removesuffix(_UNIT)}s")
        whole = origin.exact and text.removesuffix(_UNIT).isdecimal()
        yield self.report(
            origin,
            f"{what} is over after {text}: is that meant to be seconds?",
            key=(front.name, what),
            fixes=(Fix(f"write {edit.text}", Applicability.UNSAFE, (edit,)),) if whole else (),
        )
