from collections.abc import Iterator

from toybox_lint.api import Applicability, Deployment, Diagnostic, Example, Fix, Rule, Severity, to_codes


class RedirectToStatus(Rule):
    """A redirect must say where it leads to before it says its status.

    The first word behind `redir` is a matcher where it begins with `/` and another word follows. `redir /new 302` is
    thus for requests of `/new` alone, and sends them to an address whose last part is `302`, where nothing is. All
    other requests pass it by.

    **What to do.** Write a matcher of its own before the target: `redir * /new 302`, or `redir /old /new 302`.

    **When it is reported.** When the only word that can be the target is a status from 300 to 399, or one of
    `permanent`, `temporary` and `html`.

    **The fix.** Redirects all requests there that come so far. It is unsafe: they were not redirected until now. Only
    where the redirect stands in a `handle` for other paths: else it would lead to itself, for ever.

    Sources: Caddy's documentation of `redir`; measured with Caddy 2.11.7.
    """

    id = "TB523"
    name = "redirect-to-status"
    severity = Severity.ERROR
    signs = ("redir",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /answers {
            		redir /answers.html «302»
            	}
            	@old path /old/*
            	handle @old {
            		redir /new/ «permanent»
            	}
            }
            """,
            title="The target is taken for the path of the requests",
            message="as to a page of that name",
            unsafe=True,
            fixed="""
            --- Caddyfile
            example.com {
            	handle /answers {
            		redir * /answers.html 302
            	}
            	@old path /old/*
            	handle @old {
            		redir * /new/ permanent
            	}
            }
            """,
        ),
        Example(
            """
            --- Caddyfile
            (moved) {
            	redir {args[0]} «301»
            }
            example.com {
            	@www host www.example.com
            	redir @www «308»
            	import moved /shop
            }
            """,
            title="No target at all, and one that a snippet is given",
            message="nothing else says where to",
        ),
        Example(
            """
            --- Caddyfile
            example.com {
            	handle /survey* {
            		redir /survey.html «302»
            	}
            	redir /docs/* «301»
            	handle /new {
            		redir /new?from=old «302»
            	}
            	handle_path /a/* {
            		handle /b {
            			redir /a/b «302»
            		}
            	}
            	respond ok
            }
            example.net {
            	uri strip_prefix /a
            	handle /b {
            		redir /a/b «302»
            	}
            	respond ok
            }
            """,
            title="For all requests it would lead to itself: nothing is edited",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	redir /old /new 302
            	redir /code /302
            	redir @mine /there permanent
            	@mine path /mine
            	redir {$TARGET} 301
            	redir https://example.org{uri} 301
            }
            """,
            title="With a target",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for caddyfile in deployment.caddyfiles:
            for found in to_codes(caddyfile):
                path, code, edits = found.path, found.code.text, found.edits()
                who = "requests" if path is None else f"requests for {path.text}"
                meant = f": redir * {path.text} {code} redirects all there" if path and edits else ""
                yield self.report(
                    found.code.origin,
                    f"{who} are sent to {code}, as to a page of that name: nothing else says where to",
                    key=(str(code), "" if path is None else str(path.text)),
                    help=f"write the target before the status{meant}",
                    fixes=(
                        (Fix("redirect all requests there", Applicability.UNSAFE, edits),) if edits else ()
                    ),
                )
