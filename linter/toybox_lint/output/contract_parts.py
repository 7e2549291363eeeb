"""What the parts of a project's contract are made of."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

Texts = list[str]
Pairs = dict[str, str]
Flag = bool | str
Whole = int | str
Number = int | float | str


class Part(BaseModel):
    """Base of all parts: no other keys than these and extensions (``x-...``)."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    @model_validator(mode="after")
    def _only_extensions(self) -> Self:
        foreign = [name for name in self.model_extra or {} if not name.startswith("x-")]
        if foreign:
            raise ValueError(f"unknown keys: {', '.join(foreign)}")
        return self
