from collections.abc import Iterable, Iterator

from toybox_lint.api import Deployment, Diagnostic, Example, Rule, Severity, Suppression


class UnusedSuppression(Rule):
    """An ignore comment that silences nothing hides the next fault.

    `# toybox-lint: ignore[TB101] reason` silences that code on its line, on the next line when it stands alone, and in
    the whole block when it stands behind the line that opens one. When the fault is gone the comment stays,
    and the next fault of that kind goes unseen.

    **What to do.** Delete the code, or the comment.

    Codes of rules that did not run (`--select`, `--ignore`) are not reported.
    """

    id = "TB001"
    name = "unused-suppression"
    severity = Severity.WARNING
    signs = ("toybox-lint",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	# toybox-lint: ignore[«TB001»] nothing is wrong here
            	respond ok
            }
            """,
            title="The fault is gone, the comment stayed",
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            example.com {
            	# toybox-lint: ignore[TB101] did not run: unknown upstreams are another rule
            	reverse_proxy elsewhere:80
            }
            """,
            title="A rule that did not run",
        ),
    )

    def check(self, deployment: Deployment) -> Iterable[Diagnostic]:
        return ()

    def review(self, suppressions: Iterable[Suppression], known: frozenset[str]) -> Iterator[Diagnostic]:
        for suppression in suppressions:
            for code, origin in suppression.codes:
                if code in known and code not in suppression.used:
                    yield self.report(
                        origin,
                        f"nothing here is reported as {code}",
                        key=(code,),
                        help="delete it, or the next fault of that kind goes unseen",
                    )
