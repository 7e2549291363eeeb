import re
from collections.abc import Iterable, Iterator

from toybox_lint.api import (
    Applicability,
    Deployment,
    Diagnostic,
    Edit,
    Example,
    Fix,
    Origin,
    Rule,
    Severity,
    Suppression,
    pattern,
)

_OURS = pattern(r"tb\d*|[a-z]+(-[a-z]+)+", re.IGNORECASE)
_MEANT = pattern(r"\s*toybox-lint\b[\s:]*(ignore|disable|noqa|off|skip)\b", re.IGNORECASE)
_UNDERSTOOD = pattern(r"\s*toybox-lint:\s*ignore\[[^\]]*\]")


class UnknownSuppression(Rule):
    """An ignore comment must name the codes of rules.

    `# toybox-lint: ignore[TB101, TB301] reason` silences these two. A code that no rule has silences
    nothing, and neither do the name of a rule, the beginning of a code, or a comment without brackets.

    **What to do.** Write whole codes in brackets: `toybox-lint rules` lists them.

    **The fix.** Writes the code of the rule whose name stands there, and capital letters. It is safe.

    Codes with other letters may be those of rules from elsewhere, and are not reported.
    """

    id = "TB002"
    name = "unknown-suppression"
    severity = Severity.WARNING
    signs = ("toybox-lint",)
    bad = (
        Example(
            """
            --- Caddyfile
            example.com {
            	# toybox-lint: ignore[«TB999», «unknown-upstream», «tb102», «TB1»] spelt in all ways
            	respond ok
            	«# toybox-lint: ignore TB101»
            	respond /more ok
            }
            --- compose.yaml
            services:
              web: {image: example/web}  «# toybox-lint: disable=TB701»
            """,
            title="No such code, a name, small letters, a beginning, no brackets",
            fixed="""
            --- Caddyfile
            example.com {
            	# toybox-lint: ignore[TB999, TB101, TB102, TB1] spelt in all ways
            	respond ok
            	# toybox-lint: ignore TB101
            	respond /more ok
            }
            """,
        ),
    )
    good = (
        Example(
            """
            --- Caddyfile
            # toybox-lint reads this file
            example.com {
            	# toybox-lint: ignore[TB101, XY123] ours, and one from elsewhere
            	respond ok
            }
            """,
            title="Codes of rules",
        ),
    )

    def check(self, deployment: Deployment) -> Iterator[Diagnostic]:
        for part in deployment.parts:
            for comment in part.comments:
                named = "toybox-lint" in comment.text.lower()
                if named and _MEANT.match(comment.text) and not _UNDERSTOOD.match(comment.text):
                    yield self.report(
                        comment.origin,
                        "this silences nothing: write toybox-lint: ignore[TB101] with the codes that are meant",
                        key=(comment.text.strip(),),
                    )

    def review(self, suppressions: Iterable[Suppression], known: frozenset[str]) -> Iterator[Diagnostic]:
        from toybox_lint_rules import deferred_rules

        names = {name: rule.id for rule in deferred_rules() for name in (rule.id, rule.name)}
        for suppression in suppressions:
            for code, origin in suppression.codes:
                if _OURS.fullmatch(code) and code not in known | set(names.values()):
                    yield self._unknown(code, origin, names.get(code) or names.get(code.upper()))

    def _unknown(self, code: str, origin: Origin, meant: str | None) -> Diagnostic:
        edit = Edit(origin.file, origin.span, meant or code)
        return self.report(
            origin,
            f"no rule has the code {code}, so that nothing is silenced",
            key=(code,),
            help=f"{meant} is meant" if meant else "toybox-lint rules lists the codes",
            fixes=(Fix(f"write {meant}", Applicability.SAFE, (edit,)),) if meant else (),
        )
