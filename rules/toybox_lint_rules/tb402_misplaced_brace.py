from collections.abc import Iterator

from toybox_lint.api import (
    BRACES,
    Applicability,
    Deployment,
    Diagnostic,
    Example,
    Fix,
    Problem,
    Rule,
    Severity,
    mended,
)

# What tells one line from others; all of its braces may be misplaced.
_MOST_OF_A_LINE = 1000


class MisplacedBrace(Rule):
    """An opening brace must end its line, and a closing one must stand alone.

    Caddy reads `{` as the beginning of a block only as the last word of a line, with a space before it. `handle
    /api/* { reverse_proxy api:8000 }` on one line, `example.com{`, `{` on a line of its own and `handle {}` are
    refused: a new container restarts in a loop, a reload fails.

    **What to do.** Break the line after `{`, and put `}` on a line of its own:

        handle /api/* {
            reverse_proxy api:8000
        }

    **When it is an error.** Always: Caddy refuses the file. Further mistakes that Caddy would find on the same line
    follow from this one and are not reported.

    **The fix.** Breaks the line, or puts the space. It is safe: only one block can be meant. Where a line holds
    quotes, a comment or several blocks nothing is edited.

    Sources: Caddy's documentation of the Caddyfile; measured with `caddy adapt` of Caddy 2.11.7.
    """

    id = "TB402"
    name = "misplaced-brace"
    severity = Severity.ERROR
    signs = ("problem:",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	handle «{» route «{» respond hello
            		}
            	}
            }
            """,
            title="Two on one line",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /api/* «{» reverse_proxy api:8000 }
            	handle «{» reverse_proxy web:8000
            	}
            }
            """,
            title="A block on one line",
            message="nothing but a comment may follow {",
            fixed="""
            --- Caddyfile
            example.com {
            	handle /api/* {
            		reverse_proxy api:8000
            	}
            	handle {
            		reverse_proxy web:8000
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com { respond hello «}»
            """,
            title="A whole site on one line",
            fixed="""
            --- Caddyfile
            example.com {
            	respond hello
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            «example.com{»
            	handle
            	«{»
            		handle /a «{}»
            		handle /b «{» }
            		respond hello
            	}
            }
            empty.example.com «{}»
            """,
            title="Without a space, on a line of its own, and empty",
            fixed="""
            --- Caddyfile
            example.com {
            	handle {
            		handle /a {
            		}
            		handle /b {
            		}
            		respond hello
            	}
            }
            empty.example.com {
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle «{» respond "hello" }
            	handle /a # a
            	«{»
            		respond a
            	}
            }
            """,
            title="With quotes or a comment: nothing is edited",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /a {
            		respond a
            	}
            	«{»
            		respond b
            	}
            }
            """,
            title="A block without a name: nothing is edited",
            message="has no name before it",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
              encode gzip
            }
            www.example.com { redir https://example.com{uri} «}»
            """,
            title="In a file that is indented with spaces",
            fixed="""
            --- Caddyfile
            example.com {
              encode gzip
            }
            www.example.com {
              redir https://example.com{uri}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            {
            	«servers{»
            		trusted_proxies static private_ranges
            	}
            }
            «(common){» # for all
            	encode gzip
            	{block}
            }
            import sites/*.caddy
            --- sites/shop.caddy
            shop.example.com {
            	import «common{»
            		header X-Shop yes
            	}
            	«@api{»
            		path /api/*
            	}
            	«handle{»
            		reverse_proxy @api «web:8000{»
            			transport http
            		}
            	}
            }
            """,
            title="Without a space, at the end of any word",
            message="put a space before the brace",
            fixed="""
            --- Caddyfile
            {
            	servers {
            		trusted_proxies static private_ranges
            	}
            }
            (common) { # for all
            	encode gzip
            	{block}
            }
            import sites/*.caddy
            --- sites/shop.caddy
            shop.example.com {
            	import common {
            		header X-Shop yes
            	}
            	@api {
            		path /api/*
            	}
            	handle {
            		reverse_proxy @api web:8000 {
            			transport http
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
            example.com, {$ALIAS:www.example.com} { # both names
            	respond "{}" # nothing
            	respond {path}
            	handle /a {

            		respond a
            	}
            }
            """,
            title="Braces in quotes, placeholders, variables, before a comment",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	header X-Odd brace{
            	respond "{" 200
            }
            """,
            title="A word that ends with a brace, in a file that Caddy takes",
        ),
        Example(
            """
            --- main.json
            {}
            --- main.conf
            server { listen 80; }
            --- compose.yaml
            services:
              one: {image: caddy:2, command: caddy run -c /etc/caddy/main.json, volumes: [".:/etc/caddy"]}
              two:
                image: caddy:2
                command: caddy run --adapter=nginx --config /etc/caddy/main.conf
                volumes: ["./main.conf:/etc/caddy/main.conf"]
            """,
            title="Caddy's own JSON, and what an adapter reads, are no Caddyfiles",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            lines: dict[tuple[str, int], str] = {}
            for problem in caddyfile.problems:
                if problem.kind in BRACES:
                    file, line = problem.origin.file, problem.origin.start.line
                    if (file.path, line) not in lines:
                        lines[file.path, line] = file.line(line).strip()[:_MOST_OF_A_LINE]
                    yield self._diagnostic(problem, lines[file.path, line])

    def _diagnostic(self, problem: Problem, line: str) -> Diagnostic:
        edit, title = mended(problem), BRACES[problem.kind]
        return self.report(
            problem.origin,
            f"{problem.message}; Caddy refuses the file",
            key=(problem.kind, line),
            fixes=(Fix(title, Applicability.SAFE, (edit,), mends=True),) if edit else (),
        )
