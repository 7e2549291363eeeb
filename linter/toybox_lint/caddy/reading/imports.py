"""What an ``import`` brings in: a snippet or files, with arguments and blocks put into their tokens."""

from __future__ import annotations

import posixpath
from itertools import islice

from toybox_lint.caddy.places import origin_of, source_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.environment import ExpandedText, Symbols, expand, is_symbolic
from toybox_lint.caddy.reading.inside import Inside, found
from toybox_lint.facts import Absent, Environment, Unknown
from toybox_lint.files import OUTSIDE, Files, Unreadable, resolve
from toybox_lint.records import replace
from toybox_lint.source import SourceFile
from toybox_lint.suggest import FEW
from toybox_lint_grammar.lexer import Comment, tokenize
from toybox_lint_grammar.tokens import Token

# In words; an import itself costs as much as so many. Of thirty files each may import the next one twice: a milliard.
# 10,000 sites with a snippet of 30 words are 1.8 million.
MOST_BROUGHT, _PLACE = 2_000_000, 150
# Imports in each other.
_DEEPEST = 100


def _depth(token: Token) -> int:
    """Through how many imports in each other it came."""
    depth = 0
    while token.chain is not None:
        token, depth = token.chain.site, depth + 1
    return depth


class Importer:
    """Reads imported files, each once, and remembers snippets and who imports whom."""

    def __init__(
        self,
        files: Files,
        environment: Environment,
        symbols: Symbols,
        problems: Problems,
        inside: Inside | None,
        *,
        separates: bool = False,
    ) -> None:
        self.files = files
        self.environment = environment
        self.symbols = symbols
        self.problems = problems
        self.inside = inside
        self.separates = separates
        self.snippets: dict[str, list[Token]] = {}
        self.sources: dict[str, ExpandedText] = {}
        self.comments: list[tuple[ExpandedText, Comment]] = []
        self._main: ExpandedText | None = None
        self._tokens: dict[str, list[Token]] = {}
        self._edges: dict[str, set[str]] = {}
        self._there: dict[str, str] = {}
        self._all_seen = True
        self._brought = 0

    def lex(self, file: SourceFile, given: ExpandedText | None = None) -> list[Token]:
        """The tokens of a file, or of what is ``given`` in place of its text.

        What keeps it from being read becomes a problem at the line Caddy names.
        """
        source = given or expand(file, self.environment, self.symbols)
        self._main = self._main or source
        self.sources[file.path] = source
        lexed = tokenize(source.text, source)
        self.comments += [(source, comment) for comment in lexed.comments]
        if lexed.error is not None:
            kind, message, line, start, end = lexed.error
            self.problems.report(kind, message, source.origin(start, end), line)
        return lexed.tokens

    def apart(self, tokens: list[Token]) -> list[Token]:
        """The tokens, with each brace at the end of a word as one of its own where that is wanted."""
        if not self.separates:
            return tokens
        from toybox_lint.caddy.reading.glued import separated

        return separated(tokens, self.problems)

    def bring(
        self, site: Token, pattern: Token, arguments: list[Token], block: list[Token], nesting: int
    ) -> list[Token]:
        """The tokens that stand in for an import; ``site`` is the last token of its line."""
        from toybox_lint.caddy.reading.copying import Copying, has_anonymous, spread

        if not pattern.text:
            return []
        tokens = self.snippets.get(pattern.text)
        if tokens is not None:
            names = [self._node(tokens[0])] if tokens else []
        elif is_symbolic(pattern.text):
            self._unseen(pattern, "the variable is not given")
            return []
        else:
            tokens, names = self._from_files(site, pattern)
        self._brought += _PLACE + len(tokens)  # of what brings itself in again, too
        if has_anonymous(block):
            message = "a block without a name cannot be handed to an import"
            self.problems.at(site, "anonymous-block", message)
            return []
        if self._is_inside_itself(site) or self._cycle(site, names):
            message = f"import {pattern.text} brings itself in again"
            self.problems.report("import-cycle", message, origin_of(pattern), None)
            return []
        if _depth(site) > _DEEPEST:
            message = "the imports are too deep in each other; they are not followed further"
            self.problems.at(site, "too-large", message, fatal=False)
            return []
        self._brought += spread(tokens, arguments, block)
        if self._brought > MOST_BROUGHT:
            message = "the imports bring in too much to be read; they are not followed further"
            self.problems.at(site, "too-large", message, fatal=False)
            return []
        return Copying(site, pattern, arguments, block, self.problems).of(tokens, nesting)

    def _is_inside_itself(self, site: Token) -> bool:
        """Whether the import stands in what it brought: reading on after an error, that has no end."""
        path, line = source_of(site).path, site.line
        links = site.chain.key if site.chain else ()
        return any((link.path, link.line) == (path, line) for link in links)

    def _cycle(self, site: Token, names: list[str]) -> bool:
        here = self._node(site)
        for name in names:
            if here == name or self._reaches(name, here):
                return True
            self._edges.setdefault(here, set()).add(name)
        return False

    def _node(self, token: Token) -> str:
        """The file or snippet a token stands in; the main file and its own import are two, as for Caddy."""
        source = source_of(token)
        path = "" if source is self._main else source.path
        return f"{path}:{token.snippet}" if token.snippet else path

    def _reaches(self, start: str, goal: str) -> bool:
        todo, seen = [start], {start}
        while todo:
            for name in self._edges.get(todo.pop(), ()):
                if name == goal:
                    return True
                if name not in seen:
                    seen.add(name)
                    todo.append(name)
        return False

    def _from_files(self, site: Token, pattern: Token) -> tuple[list[Token], list[str]]:
        from toybox_lint.caddy.reading.globs import has_too_many_wildcards

        importer = source_of(site).path
        path = resolve(posixpath.dirname(importer), pattern.text)
        if has_too_many_wildcards(path):
            message = f"the import pattern {pattern.text} may hold only one wildcard"
            self.problems.at(site, "import-pattern", message)
            return [], []
        matches = self._in_container(pattern, importer)
        if isinstance(matches, Unknown):
            if pattern.text.startswith("/"):
                self._unseen(pattern, "the file lies in the container, where it cannot be seen")
                return [], []
            matches = self._on_host(path)
        if matches is None:
            self._unseen(pattern, f"it {OUTSIDE}")
            return [], []
        if not matches:
            self._missing(site, pattern, (self._on_host(path) or []) if self.inside else [])
        tokens: list[Token] = []
        for match in matches:
            tokens += self._file(site, match)
        return tokens, matches

    def _unseen(self, pattern: Token, reason: str) -> None:
        """Note what cannot be read: it may define what later imports name."""
        self._all_seen = False
        text = f"import {pattern.text}: {reason}"
        self.problems.gap(self.symbols.readable(text), origin_of(pattern))

    def _on_host(self, path: str) -> list[str] | None:
        """The files that match; ``None`` where nothing may be looked for."""
        from toybox_lint.caddy.reading.globs import matching_files, start_of

        return None if self.files.is_outside(start_of(path)) else matching_files(self.files, path)

    def _in_container(self, pattern: Token, importer: str) -> list[str] | Unknown | None:
        """The files of the project that Caddy finds there; unknown where the container cannot be seen."""
        if self.inside is None:
            return self._on_host(resolve(posixpath.dirname(importer), pattern.text))
        if self._main is not None and self._main.path not in self._there:
            self._there[self._main.path] = self.inside.caddyfile
        here = self._there.get(importer)
        if here is None and not pattern.text.startswith("/"):
            return Unknown("the file that imports is not in the container")
        matches = found(self.inside, resolve(posixpath.dirname(here or "/"), pattern.text))
        if isinstance(matches, Unknown):
            return matches
        pairs = [] if isinstance(matches, Absent) else matches
        self._there.update((path, there) for there, path in pairs)
        return [path for _, path in pairs]

    def _missing(self, site: Token, pattern: Token, outside: list[str]) -> None:
        """Note that nothing is there to import; ``outside`` are such files that the container does not have."""
        # What a file that is not there defines is missing, too.
        self._all_seen = self._all_seen and not outside
        if any(char in pattern.text for char in "*?[]"):
            where = " in the container: mount the folder there" if outside else ""
            message = f"no file matches {pattern.text}{where}; Caddy goes on without"
            kind = "import-folder-not-mounted" if outside else "import-matches-nothing"
            if not outside and self._is_kept_empty(pattern):
                kind = "import-folder-empty"
            self.problems.at(pattern, kind, message, fatal=False)
            return
        if outside:
            message = f"{pattern.text} is not in the container, where Caddy looks for it: mount it there"
            self.problems.at(site, "import-not-mounted", message)
            return
        if not self._all_seen and "/" not in pattern.text:
            self._unseen(pattern, "it may be defined in a file that cannot be seen")
            return
        names = [name for name in islice(self.snippets, FEW) if _near(name, pattern.text)]
        message = f"there is no snippet ({pattern.text}) above and no file {pattern.text}"
        self.problems.at(site, "import-not-found", message, suggestions=names[:3])

    def _is_kept_empty(self, pattern: Token) -> bool:
        """Whether the folder is there for files to come: nothing is in it, or a ``.gitkeep``."""
        from toybox_lint.caddy.reading.globs import start_of

        importer = source_of(pattern).path
        folder: str | Unknown | Absent = start_of(resolve(posixpath.dirname(importer), pattern.text))
        if self.inside is not None:
            here = self._there.get(importer, "/")
            folder = self.inside.host(start_of(resolve(posixpath.dirname(here), pattern.text)))
        return (
            isinstance(folder, str)
            and self.files.is_directory(folder)
            and all(name.startswith(".") for name in self.files.names(folder))
        )

    def _file(self, site: Token, path: str) -> list[Token]:
        if path in self._tokens:
            return self._tokens[path]
        if self.files.is_outside(path):
            name = posixpath.relpath(path, posixpath.dirname(source_of(site).path))
            self._all_seen = False
            self.problems.gap(f"import of {name}: it {OUTSIDE}", origin_of(site))
            return []
        file = self.files.read(path)
        if not isinstance(file, SourceFile):
            reason = file.reason if isinstance(file, Unreadable) else "is not there"
            self.problems.at(site, "import-unreadable", f"{posixpath.basename(path)} {reason}")
            return []
        if not file.text.strip():
            self.sources[path] = expand(file, self.environment, self.symbols)
            return []
        before = len(self.problems.found)
        tokens = self.lex(file)
        if len(self.problems.found) > before:
            line = self.problems.caddy_line(site)
            self.problems.found[-1] = replace(self.problems.found[-1], caddy_line=line)
            tokens = []
        self._tokens[path] = tokens = self.apart(tokens)
        return tokens


def _near(name: str, other: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, other).ratio() > 0.6
