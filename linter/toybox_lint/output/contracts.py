"""The JSON documents, as pydantic models.

A run prints plain data, because pydantic takes longer to import than a run takes; the tests hold it to these.

Lines and columns are 1-based characters, ends exclusive; files are relative to the working folder, with ``/``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from toybox_lint.output.project_contracts import Content, DeclaredVolume, Network
from toybox_lint.output.service_contract import Service


class Document(BaseModel):
    """Base of all parts: no other keys than these."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Document):
    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class RelatedPlace(Span):
    message: str


class EditPart(Span):
    text: str


class FixPart(Document):
    title: str
    applicability: Literal["safe", "unsafe", "display"]
    edits: list[EditPart]


class DiagnosticPart(Span):
    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    help: str | None
    related: list[RelatedPlace]
    fixes: list[FixPart]
    url: str
    fingerprint: str


class GapPart(Document):
    file: str
    line: int | None
    reason: str


class Summary(Document):
    files: int
    errors: int
    warnings: int
    infos: int
    fixed: int


class ReportDocument(Document):
    """``toybox-lint --output-format json``."""

    version: Literal[1] = 1
    diagnostics: list[DiagnosticPart]
    gaps: list[GapPart]
    summary: Summary


class ErrorPart(Document):
    line: int | None
    column: int | None
    message: str


class SitePart(Document):
    addresses: list[str]
    line: int


class TimeoutsPart(Document):
    dial: str | None
    response_header: str | None
    read: str | None
    write: str | None


class UpstreamPart(Document):
    text: str
    dial: str | None
    scheme: str
    file: str
    line: int
    column: int
    directive: str
    timeouts: TimeoutsPart


class CaddyfilePart(Document):
    file: str
    valid: bool
    errors: list[ErrorPart]
    listen: list[str]
    sites: list[SitePart]
    upstreams: list[UpstreamPart]


class ProjectError(ErrorPart):
    file: str


class ProjectPart(Document):
    """A project that Docker Compose loads, given what it lacks on this machine."""

    valid: Literal[True]
    errors: list[ProjectError]
    name: str | None
    directory: str
    files: list[str]
    services: dict[str, Service]
    disabled: dict[str, Service]
    networks: dict[str, Network]
    volumes: dict[str, DeclaredVolume]
    configs: dict[str, Content]
    secrets: dict[str, Content]


class RefusedProjectPart(Document):
    """A project that Docker Compose refuses: what could be read of it, in whatever shape it was written."""

    valid: Literal[False]
    errors: list[ProjectError]
    name: str | None
    directory: str
    files: list[str]
    services: dict[str, object]
    disabled: dict[str, object]
    networks: dict[str, object]
    volumes: dict[str, object]
    configs: dict[str, object]
    secrets: dict[str, object]


class LinkPart(Document):
    proxy: str
    file: str
    line: int
    upstream: str
    target: str | None
    verdict: Literal["reaches", "fails", "unknown"]
    reason: str


class InspectDocument(Document):
    """``toybox-lint inspect --output-format json``."""

    version: Literal[1] = 1
    caddyfiles: list[CaddyfilePart]
    projects: list[Annotated[ProjectPart | RefusedProjectPart, Field(discriminator="valid")]]
    links: list[LinkPart]
