from collections.abc import Iterator

from toybox_lint.api import (
    BRACES,
    Caddyfile,
    Deployment,
    Diagnostic,
    Example,
    Problem,
    Rule,
    Severity,
    accepted,
    elsewhere,
    emptied,
    had_by_all,
    is_filled_in,
    may_be_a_plugins,
    may_be_there,
    mount_imported,
    renamed,
)

# What Caddy accepts, and then ends, or answers 500 to whatever it is asked.
_WITHOUT = "variable-may-break"
# Nothing is wrong yet.
_HARMLESS = frozenset({_WITHOUT, "import-folder-empty"})
_OF_OLD = ": the Caddy of this image passes over it, one since 2.10 refuses the file"
_TAKEN = ": the Caddy of this image has it, one since 2.9 refuses the file"
_CERTAIN = frozenset(
    {
        "ends-at-start",
        "refused-at-start",
        "status-not-a-number",
        "scheme-without-slashes",
        "upstreams-in-one",
        "matcher-behind-upstream",
        "import-folder-not-mounted",
    }
)
# What another rule reports: TB303, TB111, TB112, TB402; and what is TB403's and TB404's.
_OF_OTHERS = frozenset({"misplaced-timeout", "no-upstreams", "upstream-network", *BRACES})


class CaddyfileRefused(Rule):
    """Caddy must accept the Caddyfile.

    A Caddyfile that does not parse keeps a new container from starting (it restarts in a loop, and the site is
    down) and makes a reload fail (the old configuration goes on). Caddy names the first mistake and a line; here
    every mistake is named, with its place and the nearest legal names.

    **When it is an error.** When Caddy refuses the file, or ends at its start: no hash for `basic_auth`, no expression
    that Go or CEL takes, no range of addresses, no such level, key or mode; where it answers 500 in place of what it is
    told: `respond 404 "gone"` has its words the wrong way round; where several upstreams are one word, or a matcher
    stands behind them; and where the container lacks a folder to import. What else Caddy accepts with another meaning
    than it looks is a warning. So is a file to import that git ignores, that is a secret, or that a template makes, a
    word that the Caddy of the image, by its tag, still has, and one that is like none of Caddy's, where no service
    shows which Caddy reads the file: a plugin may have it. So is what is nearly a word of Caddy's where a Caddy with
    plugins reads the file. What breaks only while a variable that nobody gave stays unset is for information, the first
    of it. Braces are TB402's, words of Caddy 1 TB403's, those of plugins TB404's.

    **The fix.** Writes the name where only one is near to it, and the scheme that goes with port 80 or 443. Unsafe, as
    a plugin may be meant, or another port. So is a `rewrite` in place of a path behind an upstream: there may be more
    to change; a matcher that another site has, defined again; the lines of two sites of one address in one site, where
    none keeps requests from another; and seconds for a duration without a unit. It leaves out the second of two sites
    that say the same, a slash behind the port of an upstream and commas between upstreams, writes the slashes that a
    scheme lacks, puts `static` before the addresses of `trusted_proxies`, and a status behind its text or its address,
    which is safe: nothing else can be meant. Nothing is changed in a file that Caddy would refuse all the same. Words
    of a transport are moved into it, and addresses are written apart: safe. What stands in the block of another
    directive is moved before that, `header_up` and the like into the one proxy beside them, each of several sites gets
    its braces, a block beside the only site goes into it, a brace too many is left out: unsafe. So is to write
    ASCII for characters of a Japanese keyboard that look like it, such as `｛` and `：`, and to mount what is imported
    beside the Caddyfile. An upstream's address that a variable holds is mended where Caddy's service gives its value.

    Sources: measured with `caddy adapt`, for passwords with `caddy run`, of Caddy 2.11.7.
    """

    id = "TB401"
    name = "caddyfile-refused"
    severity = Severity.ERROR
    signs = ("problem:",)
    bad = (
        Example(
            """
            --- Caddyfile
            «reverse_proxy», http://example.com {
            	reverse_proxy web:8000
            }
            """,
            title="A directive among the addresses of the only site",
        ),
        Example(
            """
            --- Caddyfile
            api.example.com {
            	handle {
            		«read_timeout» 30s
            		«write_timeout» 30s
            		reverse_proxy api:8000
            	}
            }
            www.example.com {
            	«email» admin@example.com
            	«dial_timeout» 3s
            	reverse_proxy web:8000 {
            		transport http {
            			keepalive 1m
            		}
            	}
            }
            """,
            title="Timeouts beside the proxy, and a global option in a site",
            unsafe=True,
            fixed="""
            --- Caddyfile
            {
            	email admin@example.com
            }

            api.example.com {
            	handle {
            		reverse_proxy api:8000 {
            			transport http {
            				read_timeout 30s
            				write_timeout 30s
            			}
            		}
            	}
            }
            www.example.com {
            	reverse_proxy web:8000 {
            		transport http {
            			keepalive 1m
            			dial_timeout 3s
            		}
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            # ours
            {
            	admin off
            }
            example.com {
            	«email» admin@example.com
            	reverse_proxy «WS://web:8000»
            }
            """,
            title="A global option where there is a block of them",
            unsafe=True,
            fixed="""
            --- Caddyfile
            # ours
            {
            	email admin@example.com
            	admin off
            }
            example.com {
            	reverse_proxy http://web:8000
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «@api» path /api/*
            example.com {
            	reverse_proxy «@api» api:8000
            	reverse_proxy web:8000
            }
            www.example.com {
            	redir https://example.com{uri}
            }
            """,
            title="A named matcher outside of the site",
            fixed="""
            --- Caddyfile
            example.com {
            	@api path /api/*
            	reverse_proxy @api api:8000
            	reverse_proxy web:8000
            }
            www.example.com {
            	redir https://example.com{uri}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «@api» {
            	path /api/*
            }
            example.com {
            	reverse_proxy «@api» api:8000
            }
            """,
            title="A block of a matcher outside of the site: nothing is edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            {
            	order rate_limit before basic_auth
            }
            example.com {
            	rate_limit 10r/s
            	@static path *.css *.js
            	handle @static {
            		root /srv
            		file_server
            	}
            	reverse_proxy web:8000
            }
            --- compose.yaml
            services:
              caddy: {build: ., volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}
            --- Dockerfile
            FROM caddy:2-builder AS builder
            RUN xcaddy build --with example.com/caddy-ratelimit
            FROM caddy:2
            COPY --from=builder /usr/bin/caddy /usr/bin/caddy
            """,
            title="A directive that a build of one's own brings",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	reverse_proxy web:8000 {
            		timeout 30s
            	}
            }
            """,
            title="Refused for a timeout in the wrong place, which TB303 reports",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /api/* { reverse_proxy api:8000 }
            }
            """,
            title="Refused for a brace, which TB402 reports",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        blamed: dict[tuple[str, int], list[Problem]] = {}
        for problem in (problem for front in deployment.fronts for problem in front.blamed):
            blamed.setdefault(_line(problem), []).append(problem)
        for caddyfile in deployment.caddyfiles:
            braces = {_line(problem) for problem in caddyfile.problems if problem.kind in BRACES}
            without = [
                each for each in caddyfile.problems if each.kind == _WITHOUT and _line(each) not in blamed
            ]
            for problem in caddyfile.problems:
                if problem.kind in _OF_OTHERS or problem in blamed.get(_line(problem), ()):
                    continue
                if problem.kind == _WITHOUT and problem not in without[:1]:
                    continue
                if is_filled_in(problem, deployment):
                    continue
                if problem.package or _line(problem) in braces or renamed(caddyfile, problem):
                    continue
                other = elsewhere(caddyfile, problem)
                others = other is None and may_be_a_plugins(problem, caddyfile, deployment)
                old = had_by_all(problem, caddyfile, deployment)
                sure = (problem.fatal or problem.kind in _CERTAIN) and not (
                    others or old or may_be_there(problem, deployment)
                )
                severity = Severity.ERROR if sure else Severity.WARNING
                near = " or ".join(problem.suggestions)
                yield self.report(
                    problem.origin,
                    problem.message
                    + _emptied(problem, caddyfile)
                    + (", but a plugin may have it" if others else "")
                    + ((_TAKEN if problem.kind == "option-removed" else _OF_OLD) if old else ""),
                    severity=Severity.INFO if problem.kind in _HARMLESS else severity,
                    key=(problem.kind, problem.origin.text),
                    help=other.help if other else problem.help or (f"did you mean {near}?" if near else None),
                    fixes=other.fixes
                    if other
                    else accepted(problem, caddyfile, deployment)
                    or mount_imported(problem, caddyfile, deployment),
                )


def _emptied(problem: Problem, caddyfile: Caddyfile) -> str:
    names = emptied(caddyfile, problem) if problem.fatal else ()
    return f"; {' and '.join(names)} {'is' if len(names) == 1 else 'are'} empty here" if names else ""


def _line(problem: Problem) -> tuple[str, int]:
    return problem.origin.file.path, problem.origin.start.line
