"""Reading a Caddyfile: text, environment and imports in, the model out."""

from __future__ import annotations

import gc
import posixpath
from collections.abc import Callable

from toybox_lint.caddy.model import Caddyfile, Comment
from toybox_lint.caddy.places import place
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.command import Command
from toybox_lint.caddy.reading.depth import too_deep
from toybox_lint.caddy.reading.environment import Symbols
from toybox_lint.caddy.reading.imports import Importer
from toybox_lint.caddy.reading.inside import Inside
from toybox_lint.caddy.reading.structure import Structure
from toybox_lint.caddy.reading.tree import BlockTree
from toybox_lint.caddy.server import Evaluation
from toybox_lint.caddy.wording.oddities import unclosed_quote
from toybox_lint.facts import Environment
from toybox_lint.files import Files, resolve
from toybox_lint.records import dataclass, replace
from toybox_lint.source import Origin, SourceFile
from toybox_lint_grammar.layout import ServerBlock


def load_caddyfile(
    file: SourceFile,
    files: Files,
    environment: Environment,
    *,
    inside: Inside | None = None,
    stock: bool = True,
    command: Command | None = None,
) -> Caddyfile:
    """What ``file`` means to Caddy 2.11.

    ``environment`` is what Caddy's own process sees. ``inside`` are the files of Caddy's container, where
    imports look; without it they look in ``files``. With ``stock`` false the Caddy may have plugins: what it
    does not know is unknown, not wrong. Where variables are unknown, no fatal
    problem rests on them; what would break without them is told by problems that are not fatal. ``command`` is what
    says all that in place of the text of ``file``.
    """
    reading = _Reading(file, files, environment, inside, stock, command)
    with _WithoutCollector():
        model, symbols = _load(reading)
        if any(problem.fatal for problem in model.problems):
            from toybox_lint.caddy.reading.glued import better, may_be_glued

            if may_be_glued(model):
                parted = replace(reading, command=None, separates=True)
                found = better(model, _load(parted)[0])
                if found is not model:
                    model, reading = found, parted
        if not symbols.variables or command is not None:
            return model
        from toybox_lint.caddy.scenarios import breaking, without_unknowns

        unset, left = _load(replace(reading, environment=without_unknowns(environment)))
    names = {variable.name for variable in symbols.variables}
    names -= {variable.name for variable in left.variables}
    return replace(model, problems=model.problems + breaking(model, unset, names))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a Caddyfile is read with. ``separates``: an opening brace at the end of a word is one of its own."""

    file: SourceFile
    files: Files
    environment: Environment
    inside: Inside | None
    stock: bool
    command: Command | None
    separates: bool = False

    @property
    def exists(self) -> Callable[[str], bool]:
        """Whether a file is there, by the path that the Caddyfile gives; every file is where Caddy sees others."""
        if self.inside is not None or not self.environment.complete:
            return lambda path: True
        files, directory = self.files, posixpath.dirname(self.file.path)

        def exists(path: str) -> bool:
            full = resolve(directory, path)
            return bool(path) and not files.is_directory(full) and files.read(full) is not None

        return exists


class _WithoutCollector:
    """The cyclic collector would look at every token again and again: half the time of a large file."""

    def __enter__(self) -> None:
        self.enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.enabled:
            gc.enable()


def _load(reading: _Reading) -> tuple[Caddyfile, Symbols]:
    file, command = reading.file, reading.command
    symbols = Symbols()
    problems = Problems(symbols, file.path)
    importer = Importer(
        reading.files, reading.environment, symbols, problems, reading.inside, separates=reading.separates
    )
    tokens = importer.lex(file, command.expanded(symbols) if command else None)
    unclosed_quote(tokens, problems)
    if not importer.sources[file.path].text and not file.bom:
        problems.report("empty-file", "the file is empty; Caddy refuses it", place(file), None)
    refused = any(problem.fatal for problem in problems.found)
    blocks = [] if refused else Structure(importer.apart(tokens), importer, problems).read()
    deep = too_deep(blocks)
    if deep is not None:
        problems.at(deep, "too-deep", "the blocks stand too deep in each other to be read", fatal=False)
        blocks = []
    return _model(reading, blocks, importer, problems), symbols


def _comment(origin: Origin, alone: bool) -> Comment:
    """A comment as it is written: in it, too, Caddy replaces variables, which is nothing to whoever reads it."""
    return Comment(origin.text.removeprefix("#"), origin, alone)


def _model(reading: _Reading, blocks: list[ServerBlock], importer: Importer, problems: Problems) -> Caddyfile:
    trees = [BlockTree(block, block.open is None and block is blocks[-1], problems) for block in blocks]
    server = Evaluation(blocks, trees, problems, reading.stock, reading.exists)
    server.evaluate()
    comments = [
        _comment(source.origin(start, end), alone) for source, (start, end, alone) in importer.comments
    ]
    return Caddyfile(
        file=reading.file,
        files=tuple(source.file for source in importer.sources.values()),
        problems=tuple(problems.found),
        gaps=tuple(problems.gaps),
        options=server.options,
        sites=tuple(server.sites),
        proxies=tuple(server.proxies),
        comments=tuple(comments),
        deployed=tuple(server.deployed),
        listen=tuple(server.listen),
        given=importer.symbols.given,
        emptied=frozenset(importer.symbols.emptied),
        named=tuple(server.named),
    )
