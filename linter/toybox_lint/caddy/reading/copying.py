"""The tokens that stand in for an import: copies, with its arguments and blocks put into them."""

from __future__ import annotations

from toybox_lint.caddy.places import origin_of, source_of
from toybox_lint.caddy.problems import Problems
from toybox_lint.caddy.reading.stream import TokenStream
from toybox_lint.patterns import pattern
from toybox_lint_grammar.tokens import LBRACE, RBRACE, Chain, Link, Token, starts_line

# In characters: a longer word counts as several.
_LONG_WORD = 50
_LEFT_OVER = pattern(r"\{args\[[0-9]+\]\}")


class Copying:
    """One import: its last token ``site``, the ``pattern`` that it names, and what it hands over."""

    def __init__(
        self, site: Token, pattern: Token, arguments: list[Token], block: list[Token], problems: Problems
    ) -> None:
        self.pattern = pattern
        self.arguments = arguments
        self.block = block
        self.blocks = _named_blocks(block)
        self.problems = problems
        self._here = Link(source_of(site).path, site.line, "")
        self._chains: dict[tuple[Chain | None, str], Chain] = {}

    def of(self, tokens: list[Token], nesting: int) -> list[Token]:
        """Copies of what is imported, ``nesting`` braces deep."""
        inside = _SnippetBodies(nesting)
        chains = self._chains
        copies: list[Token] = []
        for token in tokens:
            chain = chains.get((token.chain, token.snippet)) or self._chain(token)
            copy = token.copy(chain)
            quoted = inside.step(copies[-1] if copies else None, copy)
            text = copy.text
            if "{" not in text:
                copies.append(copy)
            elif text == "{block}":
                copies += [each.copy(each.chain) for each in self.block]
            elif text.startswith("{blocks.") and text.endswith("}"):
                copies += [each.copy(each.chain) for each in self.blocks.get(text[8:-1], ())]
            elif quoted:
                copies.append(copy)
            else:
                copies += self._with_arguments(copy)
        return copies

    def _chain(self, token: Token) -> Chain:
        """A chain of places for tokens that come from where ``token`` does."""
        key = token.chain.key if token.chain else ()
        chain = Chain((*key, self._here._replace(snippet=token.snippet)), self.pattern)
        self._chains[token.chain, token.snippet] = chain
        return chain

    def _with_arguments(self, copy: Token) -> list[Token]:
        from toybox_lint.caddy.reading.arguments import NegativeIndex, substitute, variadic

        arguments = self.arguments
        chosen = variadic(copy.text, len(arguments))
        if chosen is not None:
            found = []
            for argument in arguments[chosen]:
                each = copy.copy(copy.chain)
                _substitute_whole(each, argument)
                found.append(each)
            return found
        try:
            substitute(copy, arguments)
        except NegativeIndex:
            message = f"{copy.text}: an argument's number cannot be negative (Caddy ends with a panic)"
            self.problems.report("import-argument", message, origin_of(copy), None)
        left = _LEFT_OVER.search(copy.text)
        if left is not None:
            count = len(arguments)
            message = f"{left[0]} stays as it is: the import gives {count} argument{'s' * (count != 1)}"
            self.problems.at(copy, "import-argument-missing", message, fatal=False)
        return [copy]


def _substitute_whole(token: Token, argument: Token) -> None:
    """Give ``token`` the text of ``argument``."""
    from toybox_lint_grammar.tokens import Piece

    token.rewrite(argument.text, (Piece(0, len(argument.text), argument, 0),))


class _SnippetBodies:
    """Tells whether a token stands in a snippet that the imported text defines: it keeps its placeholders."""

    def __init__(self, nesting: int) -> None:
        self.top = nesting == 0
        self.nesting = nesting
        self.named = self.inside = False
        self.index = 0

    def step(self, previous: Token | None, token: Token) -> bool:
        if not self.inside and self.nesting == 0:
            fresh = previous is None or starts_line(previous, token)
            self.index = 0 if fresh else self.index + 1
            text = token.text
            if self.index == 0 and len(text) >= 3 and text[0] == "(" and text[-1] == ")":
                self.named = True
        if token.type == LBRACE:
            self.nesting += 1
            if self.index == 1 and self.named and self.nesting == 1:
                self.inside, self.named = True, False
        elif token.type == RBRACE:
            self.nesting -= 1
            if self.nesting == 0:
                self.inside = False
        return self.inside


def _named_blocks(block: list[Token]) -> dict[str, list[Token]]:
    """What ``{blocks.NAME}`` stands for: the arguments and the block of each line of an import's block."""
    found: dict[str, list[Token]] = {}
    stream = TokenStream(block)
    while stream.advance():
        name = stream.current.text
        found[name] = stream.arguments() + (stream.block() or [])
    return found


def has_anonymous(block: list[Token]) -> bool:
    """Whether the block of an import holds one that no name stands before."""
    stream = TokenStream(block)
    while stream.advance():
        if stream.current.type == LBRACE:
            return True
        stream.arguments()
        stream.block()
    return False


def spread(tokens: list[Token], arguments: list[Token], block: list[Token]) -> int:
    """How many words arguments and block become, at most, where ``tokens`` name them; long ones count as several."""
    places = sum(
        each.text.count("{args") + each.text.startswith("{block") for each in tokens if "{" in each.text
    )
    return places * sum(1 + len(each.text) // _LONG_WORD for each in (*arguments, *block)) if places else 0
