from collections.abc import Iterator

from toybox_lint.api import (
    MEANT,
    Applicability,
    Caddyfile,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Problem,
    Rule,
    Severity,
    move,
    owner,
)


class TimeoutInWrongPlace(Rule):
    """The timeouts of a proxy must stand in its transport.

    `timeout 30s` was a setting of Caddy 1, and `proxy_read_timeout` is one of nginx. Caddy 2 refuses the whole file:
    "unrecognized subdirective timeout". A new container does not start, a reload keeps the old configuration.

    **What to do.** Write them in the block of the transport, by their names there:

        reverse_proxy web:8000 {
                transport http {
                        read_timeout 30s
                        write_timeout 30s
                }
        }

    **When it is an error.** Always: Caddy refuses the file.

    **The fix.** Moves the lines into `transport http`. It is safe where the name stays. `timeout` becomes
    `read_timeout` and `write_timeout`, which is a guess, as other names are: unsafe.

    Sources: measured with `caddy adapt` of Caddy 2.11.7, which refuses each of these names and takes what the fix
    writes.
    """

    id = "TB303"
    name = "timeout-in-wrong-place"
    severity = Severity.ERROR
    signs = ("problem:misplaced-timeout",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«timeout» 30s # half a minute
            	}
            }
            """,
            title="As in Caddy 1",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 30s # half a minute
            			write_timeout 30s
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            http://shop.example {
              reverse_proxy web:8000 {
                «timeout» 30s
              }
            }
            """,
            title="Indented with spaces",
            unsafe=True,
            fixed="""
            --- Caddyfile
            http://shop.example {
              reverse_proxy web:8000 {
                transport http {
                  read_timeout 30s
                  write_timeout 30s
                }
              }
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /api/* {
            		reverse_proxy web:8000 {
            			«read_timeout» 30s
            			lb_policy first
            			write_timeout 20s
            			timeout 10s
            			dial_timeout 1s # quick
            			transport http {
            				compression off
            			}
            		}
            	}
            }
            """,
            title="Beside the transport, not in it",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle /api/* {
            		reverse_proxy web:8000 {
            			lb_policy first
            			transport http {
            				compression off
            				read_timeout 30s
            				write_timeout 20s
            				dial_timeout 1s # quick
            			}
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«read_timeout» 30s
            		write_timeout 30s
            	}
            }
            """,
            title="Only the place is wrong",
            fixed="""
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			read_timeout 30s
            			write_timeout 30s
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		«timeout» 30
            	}
            	php_fastcgi php:9000 {
            		«timeout» 30s
            	}
            }
            """,
            title="No duration, no transport of one's own: nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            &(web) {
            	reverse_proxy web:8000 {
            		«timeout» 30s
            	}
            }
            example.com {
            	invoke web
            }
            """,
            title="In a named route: nothing is edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	servers {
            		timeouts {
            			read_body 10s
            		}
            	}
            }
            example.com {
            	php_fastcgi php:9000 {
            		read_timeout 30s
            	}
            	reverse_proxy web:8000 {
            		health_timeout 5s
            		transport http {
            			read_timeout 30s
            		}
            	}
            }
            """,
            title="Where they belong",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		health_time 30s
            	}
            }
            """,
            title="Another mistake, which TB401 reports",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for problem in caddyfile.problems:
                if problem.kind == "misplaced-timeout":
                    yield self._diagnostic(caddyfile, problem)

    def _diagnostic(self, caddyfile: Caddyfile, problem: Problem) -> Diagnostic:
        meant = " and ".join(problem.suggestions)
        return self.report(
            problem.origin,
            f"{problem.message}: {meant} in its transport is meant, and Caddy refuses the file",
            key=(problem.kind, problem.origin.text),
            help=problem.help,
            fixes=_fixes(caddyfile, problem),
        )


def _fixes(caddyfile: Caddyfile, problem: Problem) -> tuple[Fix, ...]:
    proxy = owner(caddyfile, problem.origin)
    edits = move(proxy) if proxy else ()
    if proxy is None or not edits:
        return ()
    assert proxy.block is not None
    names = {str(child.name.text) for child in proxy.block.directives} & MEANT.keys()
    same = all(MEANT[name] == (name,) for name in names)
    level = Applicability.SAFE if same else Applicability.UNSAFE
    return (Fix("move it into the transport", level, edits, mends=True),)
