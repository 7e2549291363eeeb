"""Caddy's own first pass: tokens to blocks of flat directives, imports expanded on the way."""

from __future__ import annotations

from toybox_lint.caddy.directives.order import DIRECTIVES
from toybox_lint.caddy.places import origin_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.environment import is_variable
from toybox_lint.caddy.reading.imports import Importer
from toybox_lint.caddy.reading.stream import TokenStream
from toybox_lint.caddy.wording.oddities import brace_in_line
from toybox_lint_grammar.layout import ServerBlock
from toybox_lint_grammar.tokens import LBRACE, RBRACE, Token


class Structure:
    """Reads the blocks of a file. One bad place does not hide the rest: reading goes on after it."""

    def __init__(self, tokens: list[Token], importer: Importer, problems: Problems) -> None:
        self.stream = TokenStream(tokens)
        self.importer = importer
        self.problems = problems
        self.blocks: list[ServerBlock] = []
        self._ended = False
        self._unclosed = False

    def read(self) -> list[ServerBlock]:
        """All blocks that Caddy stores, in order."""
        while self.stream.advance():
            if self._is_configuration():
                continue
            block = ServerBlock()
            self._ended = False
            self._addresses(block)
            if not self._ended:
                self._contents(block)
            if block.keys or block.segments:
                self.blocks.append(block)
        return self.blocks

    def _is_configuration(self) -> bool:
        """Whether a variable stands alone where a site may begin: then it holds blocks, or nothing.

        It is the address of a site without braces where directives follow.
        """
        stream = self.stream
        token = stream.current
        if not is_variable(token.text) or token.quote or not stream.next_on_new_line():
            return False
        from toybox_lint.caddy.plugins import directive_plugin

        word = stream.pending[-1].text if stream.pending else ""
        if word.startswith("@") or word == "import" or word in DIRECTIVES or directive_plugin(word):
            return False
        if not (is_variable(word) or not stream.pending or stream.line_opens_block()):
            return False
        name = self.problems.symbols.readable(token.text)
        self.problems.gap(f"{name} may hold sites, snippets or options that are not seen", origin_of(token))
        return True

    def _error(self, kind: str, message: str, token: Token | None = None) -> None:
        self.problems.at(token or self.stream.current, kind, message)

    # Addresses, up to the opening brace or the end of a line that does not end in a comma.

    def _addresses(self, block: ServerBlock) -> None:
        stream = self.stream
        more = False
        while True:
            token = stream.current
            if token.text.startswith("@"):
                message = f"the matcher {token.text} stands outside of a site; define it inside one"
                self._error("matcher-outside-site", message)
                if not block.keys and stream.on_new_line():
                    self._pass_over()
                    return
            if token.text == "import" and stream.on_new_line():
                if not self._import(0) or not stream.advance():
                    self._ended = True
                    return
                continue
            if token.type == LBRACE:
                if more:
                    message = "another address was expected after the comma, not {"
                    self._error("address-expected", message)
                block.open = token
                return
            more = self._address(block, token, more)
            if not stream.advance():
                self._ended = True
                if more:
                    self._error(
                        "address-expected", "the file ends after a comma; another address was expected"
                    )
                return
            if not more and stream.on_new_line():
                return

    def _pass_over(self) -> None:
        """Go on behind a directive that stands where a site begins, and behind its block."""
        stream = self.stream
        self._ended = True
        while stream.pending and not stream.next_on_new_line():
            stream.advance()
        if stream.current.type == LBRACE:
            self._raw_block(False)

    def _address(self, block: ServerBlock, token: Token, more: bool) -> bool:
        """Store one address; whether another must follow."""
        text = token.text
        if text.endswith("{") and not token.quote:
            message = f"put a space before the brace: {text[:-1]} {{"
            self._error("address-ends-with-brace", message)
        if not text:
            return more
        more = text.endswith(",")
        if more:
            text = text[:-1]
        if "," in text:
            message = f"put a space after the comma to separate the addresses in {text}"
            self._error("comma-in-address", message)
        if text:
            block.keys.append(token if text == token.text else _without_comma(token))
        return more

    # What a block holds.

    def _contents(self, block: ServerBlock) -> None:
        name = block.keys[0].text if len(block.keys) == 1 else ""
        if name.startswith("&(") and name.endswith(")"):
            self._named_route(block)
            return
        if name.startswith("(") and name.endswith(")"):
            self._snippet(block, name[1:-1])
            return
        braces = self.stream.current.type == LBRACE
        if not braces:
            self.stream.back()
        self._directives(block)
        if braces:
            self._close(block)

    def _close(self, block: ServerBlock) -> None:
        last = self.stream.current
        if last.type != RBRACE:
            self._missing_brace()
        elif block.close is None and not self._unclosed:
            message = "the closing brace is missing; Caddy takes the last one of the file for both blocks"
            self.problems.at(last, "closing-brace-missing", message, fatal=False)

    def _missing_brace(self) -> None:
        current, self._unclosed = self.stream.current, True
        self._error(
            "closing-brace-missing",
            f"the file ends before the block is closed: }} is missing after {current.text!r}",
        )

    def _raw_block(self, expand: bool) -> list[Token]:
        """All tokens up to the brace that closes the block opened here, both braces included."""
        stream = self.stream
        if stream.current.type != LBRACE:
            self._error("opening-brace-missing", f"{{ was expected, not {stream.current.text!r}")
            return []
        found, depth = [stream.current], 1
        while depth and stream.advance():
            token = stream.current
            if expand and token.text == "import" and stream.on_new_line():
                start = len(stream.read) - 1
                self._import(1)
                found += stream.read[start:]
                continue
            depth += (token.type == LBRACE) - (token.type == RBRACE)
            found.append(token)
        if depth:
            self._missing_brace()
        return found

    def _snippet(self, block: ServerBlock, name: str) -> None:
        if name in self.importer.snippets:
            self._error("snippet-redeclared", f"the snippet ({name}) is defined twice")
        body = self._raw_block(False)
        body = body[1:-1] if body and body[-1].type == RBRACE else body[1:]
        for token in body:
            token.snippet = name
        self.importer.snippets[name] = body
        block.keys = []
        block.open = None

    def _named_route(self, block: ServerBlock) -> None:
        block.route = True
        block.open = self.stream.current
        body = self._raw_block(True)
        block.segments = [[block.keys[0], *body]]

    def _directives(self, block: ServerBlock) -> None:
        stream = self.stream
        while stream.advance():
            token = stream.current
            if token.type == RBRACE:
                block.close = token
                return
            if token.text == "import":
                self._import(1)
                continue
            if not self._directive(block):
                block.close = stream.current
                return

    def _directive(self, block: ServerBlock) -> bool:
        """One directive with its block; false when a stray brace ended the block around it."""
        stream = self.stream
        segment = [stream.current]
        block.segments.append(segment)
        pending, read = stream.pending, stream.read
        nesting = 0
        while pending:
            read.append(pending.pop())
            token = read[-1]
            type = token.type
            if type == LBRACE:
                nesting += 1
                self._check_opening(token)
            elif token.text == "{}":
                self._check_pair(token)
            elif not nesting and stream.on_new_line():
                stream.back()
                return True
            elif type == RBRACE:
                if not nesting:
                    self._error(
                        "brace-without-opening",
                        "this } has no opening brace: it stands on the line of a directive",
                    )
                    return False
                nesting -= 1
                brace_in_line(segment[-1], token, segment[0], self.problems)
            elif token.text == "import" and stream.on_new_line():
                self._import(1)
                continue
            segment.append(token)
        # Of a block around it that is not closed either, the same is said; a brace at the end of the file closes it.
        if nesting and (block.open is None or stream.current.type == RBRACE):
            self._missing_brace()
        return True

    def _check_opening(self, token: Token) -> None:
        if not self.stream.next_on_new_line():
            self._error("text-after-brace", "nothing but a comment may follow { on its line")
        if self.stream.on_new_line():
            before = self.stream.read[-2].text if len(self.stream.read) > 1 else ""
            nameless = "this { has no name before it, so it opens no block"
            message = nameless if before in ("{", "}") else "{ must stand at the end of the line before"
            self._error("brace-on-new-line", message)

    def _check_pair(self, token: Token) -> None:
        if not token.quote and self.stream.next_on_new_line():
            message = "{} at the end of a line: put } on a line of its own, or leave both out"
            self._error("empty-braces", message)

    def _import(self, nesting: int) -> bool:
        """Put what the ``import`` here brings in its place. False when there is nothing to go on with.

        Where the import has a block, Caddy 2.11 leaves its first two words standing: it forgets the braces
        when it counts.
        """
        stream = self.stream
        start = len(stream.read) - 1
        if not stream.next_argument():
            self._error("wrong-argument-count", "import needs the name of a snippet or a file")
            stream.replace(len(stream.read) - start, [])
            return bool(stream.pending)
        pattern = stream.current
        if not pattern.text:
            self._error("import-without-name", "import needs the name of a snippet or a file")
        arguments = stream.arguments()
        body = stream.block()
        tokens = self.importer.bring(stream.current, pattern, arguments, body or [], nesting)
        left = 0 if body is None else 2
        stream.replace(len(stream.read) - start - left, tokens)
        return bool(stream.pending)


def _without_comma(token: Token) -> Token:
    from toybox_lint_grammar.tokens import Piece

    other = token.copy(token.chain)
    shift = 1 if token.quote and token.quote != "<<" else 0
    pieces = token.pieces or (Piece(0, len(token.text), token, shift),)
    other.rewrite(token.text[:-1], pieces)
    return other
