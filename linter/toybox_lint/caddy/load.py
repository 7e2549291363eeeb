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
from toybox_lint.records import replace
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
    with _WithoutCollector():
        model, symbols = _load(file, files, environment, inside, stock, command=command)
        if any(problem.fatal for problem in model.problems):
            from toybox_lint.caddy.reading.glued import better, may_be_glued

            if may_be_glued(model):
                apart, _ = _load(file, files, environment, inside, stock, apart=True)
                model = better(model, apart)
        if not symbols.variables or command is not None:
            return model
        from toybox_lint.caddy.scenarios import breaking, without_unknowns

        unset, left = _load(file, files, without_unknowns(environment), inside, stock)
    names = {variable.name for variable in symbols.variables}
    names -= {variable.name for variable in left.variables}
    return replace(model, problems=model.problems + breaking(model, unset, names))


class _WithoutCollector:
    """The cyclic collector would look at every token again and again: half the time of a large file."""

    def __enter__(self) -> None:
        self.enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.enabled:
            gc.enable()


def _load(
    file: SourceFile,
    files: Files,
    environment: Environment,
    inside: Inside | None,
    stock: bool,
    *,
    apart: bool = False,
    command: Command | None = None,
) -> tuple[Caddyfile, Symbols]:
    """``apart`` takes an opening brace at the end of a word for one of its own."""
    symbols = Symbols()
    problems = Problems(symbols, file.path)
    importer = Importer(files, environment, symbols, problems, inside, separates=apart)
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
    sees_all = inside is None and environment.complete
    directory = posixpath.dirname(file.path)

    def exists(path: str) -> bool:
        if not sees_all:
            return True
        full = resolve(directory, path)
        return bool(path) and not files.is_directory(full) and files.read(full) is not None

    return _model(file, blocks, importer, problems, stock, exists), symbols


def _comment(origin: Origin, alone: bool) -> Comment:
    """A comment as it is written: in it, too, Caddy replaces variables, which is nothing to whoever reads it."""
    return Comment(origin.text.removeprefix("#"), origin, alone)


def _model(
    file: SourceFile,
    blocks: list[ServerBlock],
    importer: Importer,
    problems: Problems,
    stock: bool,
    exists: Callable[[str], bool],
) -> Caddyfile:
    trees = [BlockTree(block, block.open is None and block is blocks[-1], problems) for block in blocks]
    server = Evaluation(blocks, trees, problems, stock, exists)
    server.evaluate()
    comments = [
        _comment(source.origin(start, end), alone) for source, (start, end, alone) in importer.comments
    ]
    return Caddyfile(
        file=file,
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
