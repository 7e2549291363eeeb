"""What is collected while files are read: problems, gaps, the files themselves and their comments."""

from __future__ import annotations

from toybox_lint.compose.model import KIND_OUTSIDE, Comment, Problem
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.comments import comments
from toybox_lint.files import OUTSIDE, Files, Unreadable, display_name
from toybox_lint.records import dataclass, field
from toybox_lint.source import Located, Origin, SourceFile, Span


@dataclass(slots=True)
class Ledger:
    """Reads compose files, each once, and keeps what there is to say."""

    files: Files
    sources: dict[str, SourceFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Located[str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    streams: dict[str, nodes.Stream] = field(default_factory=dict)
    # Section and name of what is included and has its content from a variable.
    filled: set[tuple[str, str]] = field(default_factory=set)
    included: set[str] = field(default_factory=set)
    # How often something was included.
    inclusions: int = 0
    # Whether all that is included and extended was read.
    whole: bool = True

    def report(self, kind: str, message: str, origin: Origin, suggestions: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(kind, message, origin, suggestions=suggestions))

    def excuse(self, kind: str, message: str, origin: Origin) -> None:
        self.problems.append(Problem(kind, message, origin, excused=True))

    def warn(self, kind: str, message: str, origin: Origin) -> None:
        self.problems.append(Problem(kind, message, origin, fatal=False))

    def gap(self, reason: str, origin: Origin) -> None:
        self.gaps.append(Located(reason, origin))

    def unread(self, reason: str, origin: Origin) -> None:
        """A gap for an include, or what is extended, that may bring in anything."""
        self.whole = False
        self.gap(reason, origin)

    def open(self, path: str, wanted: Origin | None = None) -> SourceFile | None:
        """The file at ``path``; reported at ``wanted`` when it cannot be read."""
        known = self.sources.get(path)
        if known is not None:
            return known
        if self.files.is_outside(path):
            self.report(KIND_OUTSIDE, f"{self._shown(path, wanted)} {OUTSIDE}", wanted or self._nowhere(path))
            return None
        file = self.files.read(path)
        if file is None or isinstance(file, Unreadable):
            reason = "is not there" if file is None else file.reason
            message = f"the file {self._shown(path, wanted)} {reason}"
            self.report("unreadable-file", message, wanted or self._nowhere(path))
            return None
        self.sources[path] = file
        return file

    def _shown(self, path: str, wanted: Origin | None) -> str:
        return display_name(path, self.files.root) if wanted is None else wanted.text

    def _nowhere(self, path: str) -> Origin:
        return Origin(SourceFile(path, display_name(path, self.files.root), ""), Span(0, 0), False)

    def documents(self, file: SourceFile) -> tuple[nodes.Node, ...]:
        """The YAML documents of a file; faults and comments are noted the first time."""
        known = self.streams.get(file.path)
        if known is not None:
            return known.documents
        stream = self.streams[file.path] = nodes.parse(file)
        self.comments.extend(comments(file, stream.opaque))
        if stream.fault is not None:
            self.report(stream.fault.kind, stream.fault.message, Origin(file, stream.fault.span, False))
        return stream.documents

    def breaks_off(self, file: SourceFile) -> bool:
        """Whether the file was read to a fault, and not to its end."""
        known = self.streams.get(file.path)
        return known is not None and known.fault is not None
