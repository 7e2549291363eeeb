"""Origins that an application trusts, as its variables list them.

Source: Django's documentation of ``CSRF_TRUSTED_ORIGINS``: since 4.0 each begins with a scheme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.records import dataclass
from toybox_lint.source import Origin

_ORIGINS = "CSRF_TRUSTED_ORIGINS"
_ITEM = pattern(r"[^\s,;\[\]'\"]+")


@dataclass(frozen=True, slots=True, eq=False)
class Schemeless:
    """A list of origins, in the variable ``name`` of ``member``, of which one has no scheme."""

    member: Member
    name: str
    origin: Origin

    def edit(self) -> Edit | None:
        """Put ``https://`` before each that has none."""
        if not self.origin.exact:
            return None
        text = _ITEM.sub(lambda item: item[0] if "://" in item[0] else f"https://{item[0]}", self.origin.text)
        return replace_part(self.origin.file, self.origin.span, text)


def schemeless(members: Sequence[Member]) -> Iterator[Schemeless]:
    """The origins that Django does not take, where a compose file has the variable."""
    for member in members:
        for name, value in member.service.environment.items():
            written = isinstance(value.value, str) and value.origin.file in member.project.files
            if not name.endswith(_ORIGINS) or not written or not isinstance(value.value, str):
                continue
            if any("://" not in item for item in _ITEM.findall(value.value)):
                yield Schemeless(member, name, value.origin)
