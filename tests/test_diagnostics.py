"""What a finding says in words is in one place: what shortens or hides texts sees all of them."""

from __future__ import annotations

from toybox_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity
from toybox_lint.source import Origin, SourceFile, Span

FILE = SourceFile("/a/Caddyfile", "Caddyfile", "text")
PLACE = Origin(FILE, Span(0, 4))


def finding(word: str) -> Diagnostic:
    """A finding that says ``word`` and a number wherever it can say something."""
    fix = Fix(f"{word} 5", Applicability.SAFE, (Edit(FILE, Span(0, 4), "new lines"),))
    return Diagnostic(
        code="TB999",
        name="the-name",
        severity=Severity.ERROR,
        message=f"{word} 1",
        origin=PLACE,
        key=("the", "key"),
        help=f"{word} 2",
        gist=f"{word} 3",
        related=(Label(PLACE, f"{word} 4"),),
        fixes=(fix,),
    )


def test_all_texts_are_told() -> None:
    assert list(finding("said").texts) == ["said 1", "said 2", "said 3", "said 4", "said 5"]


def test_all_texts_are_retold_and_nothing_else() -> None:
    assert finding("said").retold(lambda text: text.replace("said", "hidden")) == finding("hidden")


def test_what_says_nothing_stays_without_words() -> None:
    bare = Diagnostic("TB999", "the-name", Severity.ERROR, "said", PLACE, ("key",))
    retold = bare.retold(lambda text: f"{text}!")
    assert (retold.help, retold.gist, list(retold.texts)) == (None, None, ["said!", "", ""])
