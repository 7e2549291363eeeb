"""Laws of fixing: chosen edits never touch, splicing is exact, all or nothing, it ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toybox_lint import examples
from toybox_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from toybox_lint.discovery import Found
from toybox_lint.engine import Inputs, Report, lint
from toybox_lint.files import MemoryFiles
from toybox_lint.fixer import choose, fix, splice
from toybox_lint.records import replace
from toybox_lint.rule import Rule
from toybox_lint.source import Origin, SourceFile, Span
from toybox_lint_rules import all_rules

FILES = tuple(SourceFile(f"/project/{name}", name, "abcdefghij" * 3) for name in ("a", "b"))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    file = draw(st.sampled_from(FILES))
    start = draw(st.integers(0, len(file.text)))
    end = draw(st.integers(start, min(start + 4, len(file.text))))
    return Edit(file, Span(start, end), draw(st.sampled_from(["", "X", "YY"])))


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    found = tuple(draw(st.lists(edits(), min_size=1, max_size=3)))
    level = draw(st.sampled_from(list(Applicability)))
    place = found[0]
    return Diagnostic(
        draw(st.sampled_from(["TB101", "TB201"])),
        "name",
        Severity.ERROR,
        "message",
        Origin(place.file, place.span),
        ("key",),
        fixes=(Fix("title", level, found),),
    )


def _touch(one: Edit, other: Edit) -> bool:
    return one.file is other.file and one.span.start <= other.span.end and other.span.start <= one.span.end


def _changed(edit: Edit) -> set[tuple[str, float]]:
    """The characters an edit changes, and the gaps between characters inside it."""
    halves = range(2 * edit.span.start, 2 * edit.span.end - 1)
    return {(edit.file.path, half / 2) for half in halves} or {(edit.file.path, edit.span.start - 0.5)}


@given(st.lists(diagnostics(), max_size=8), st.sampled_from([Applicability.SAFE, Applicability.UNSAFE]))
def test_chosen_edits_never_touch(found: list[Diagnostic], level: Applicability) -> None:
    chosen = choose(found, level)
    assert all(item.applicability >= level for _, item in chosen)
    seen: set[Edit] = set()
    for _, item in chosen:
        new = [edit for edit in dict.fromkeys(item.edits) if edit not in seen]
        assert new
        assert not any(_touch(edit, other) for edit in new for other in seen)
        for index, edit in enumerate(new):
            inner = _changed(edit) if edit.span.start < edit.span.end else set()
            for other in new[index + 1 :]:
                assert not inner & _changed(other) or other.span.start == other.span.end == edit.span.start
        seen.update(new)


@given(st.lists(diagnostics(), max_size=8))
def test_splicing_equals_a_rebuild(found: list[Diagnostic]) -> None:
    chosen = list(
        dict.fromkeys(edit for _, item in choose(found, Applicability.UNSAFE) for edit in item.edits)
    )
    result = {file.path: file.text for file in splice(chosen)}
    for file in FILES:
        mine = [edit for edit in chosen if edit.file is file]
        if not mine:
            assert file.path not in result
            continue
        rebuilt, at = "", 0
        for edit in sorted(mine, key=lambda edit: (edit.span.start, edit.span.end)):
            rebuilt += file.text[at : edit.span.start] + edit.text
            at = edit.span.end
        assert result[file.path] == rebuilt + file.text[at:]


SITE = "a.com {\n\treverse_proxy web:8000\n\treverse_proxy /x web:8000\n}\n"


def _inputs(text: str = SITE) -> Inputs:
    files = MemoryFiles({"Caddyfile": text})
    return Inputs(Found("/project", ("/project/Caddyfile",)), files)


class _Replace:
    """Stands for a rule: wherever ``old`` stands, put ``new``."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs = pairs

    def __call__(self, inputs: Inputs) -> Report:
        report = lint(inputs, [])
        file = report.deployment.caddyfiles[0].file
        found = []
        for old, new in self.pairs:
            at = file.text.find(old)
            if at >= 0:
                span = Span(at, at + len(old))
                change = Fix(f"{old} to {new}", Applicability.SAFE, (Edit(file, span, new),))
                found.append(
                    Diagnostic(
                        "TB101", "name", Severity.ERROR, old, Origin(file, span), (old,), fixes=(change,)
                    )
                )
        return replace(report, diagnostics=tuple(found))


def test_it_repeats_until_nothing_is_left() -> None:
    result = fix(_inputs(), _Replace(("web:8000", "app:1")), Applicability.SAFE)
    assert result.failure is None
    assert result.changed["/project/Caddyfile"].text == SITE.replace("web:8000", "app:1")
    assert len(result.applied) == 2


def test_rules_that_undo_each_other_change_nothing() -> None:
    result = fix(_inputs(), _Replace(("web:8000", "app:1"), ("app:1", "web:8000")), Applicability.SAFE)
    assert result.failure is not None
    assert "undo each other" in result.failure
    assert not result.changed


def test_a_fix_that_never_ends_changes_nothing() -> None:
    result = fix(_inputs(), _Replace(("web", "webb")), Applicability.SAFE)
    assert result.failure is not None
    assert "TB101" in result.failure
    assert not result.changed


def test_a_file_that_no_longer_loads_changes_nothing() -> None:
    result = fix(_inputs(), _Replace(("reverse_proxy", "no_such_directive")), Applicability.SAFE)
    assert result.failure is not None
    assert "no longer loads" in result.failure
    assert not result.changed


def test_what_mends_goes_first() -> None:
    """A block that is not closed holds what was meant to stand behind it: nothing else is thought of with that."""
    opened = "example.com {\n\thandle /api/* {\n\t\treverse_proxy web:8000 {"
    rest = "\n\t}\n\thandle {\n\t\trespond ok\n\t}\n}\n"
    fixed = fix(_inputs(opened + rest), lambda inputs: lint(inputs, all_rules()), Applicability.UNSAFE)
    assert fixed.failure is None
    (after,) = fixed.changed.values()
    transport = "\t\t\ttransport http {\n\t\t\t\tread_timeout 30s\n\t\t\t\twrite_timeout 30s\n\t\t\t}\n"
    assert after.text == f"{opened}\n{transport}\t\t}}{rest}"


def test_an_unsafe_fix_waits_for_consent() -> None:
    rules: tuple[Rule, ...] = tuple(rule for rule in all_rules() if rule.id == "TB201")
    files = MemoryFiles(
        {
            "Caddyfile": "a.com {\n\treverse_proxy web:8000\n}\n",
            "compose.yaml": "services:\n"
            "  caddy: {image: caddy:2, networks: [a], volumes: ['./Caddyfile:/etc/caddy/Caddyfile']}\n"
            "  web: {image: w, networks: [b]}\n"
            "networks: {a: , b: }\n",
        }
    )
    from toybox_lint.discovery import discover

    inputs = Inputs(discover(["/project"], files)[0], files)
    assert not fix(inputs, lambda given: lint(given, rules), Applicability.SAFE).changed
    unsafe = fix(inputs, lambda given: lint(given, rules), Applicability.UNSAFE)
    assert "networks: [a, b]" in unsafe.changed["/project/compose.yaml"].text
    assert not unsafe.report.diagnostics


def test_a_refused_file_is_mended_only_when_it_then_loads() -> None:
    broken = "a.example {\n\treverse_proxy web:80 {\n\t\tread_timeout 5s\n\t}\n"
    rules = all_rules()

    def changed(text: str) -> dict[str, str]:
        fixed = fix(
            examples.inputs({"Caddyfile": text}), lambda given: lint(given, rules), Applicability.SAFE
        )
        return {file.name: file.text for file in fixed.changed.values()}

    assert "transport http {\n\t\t\tread_timeout 5s\n" in changed(broken + "}\n")["Caddyfile"]
    assert changed(broken + "\tnonsense\n}\n") == {}


def test_a_plugin_is_no_reason_not_to_fix_where_its_caddy_is_not_shown() -> None:
    caddyfile = "a.example {\n\ttls {\n\t\tdns cloudflare {env.TOKEN}\n\t}\n\treverse_proxy web:80\n}\n"
    caddy = 'services: {caddy: {image: "caddy:2", volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]}}\n'
    rules = all_rules()

    def changed(texts: dict[str, str]) -> bool:
        given = examples.inputs(texts)
        return bool(fix(given, lambda given: lint(given, rules), Applicability.SAFE).changed)

    assert changed({"Caddyfile": caddyfile})
    assert not changed({"Caddyfile": caddyfile, "compose.yaml": caddy})


def test_no_fix_brings_a_file_bytes_that_are_no_characters() -> None:
    """A path that is not UTF-8 in a Dockerfile can be written there, and not in a Caddyfile."""
    texts = {
        "Caddyfile": ":80 {\n\troot * /srv\n\tfile_server\n}\n",
        "compose.yaml": 'services:\n  web: {build: ., ports: ["80:80"]}\n',
        "Dockerfile": "FROM node:22 AS pages\nRUN npm ci && npm run build\nFROM caddy:2-alpine\n"
        "COPY --from=pages /app/dist /s%srv\nCOPY Caddyfile /etc/caddy/Caddyfile\n",
    }
    for between, mended in (("e", 1), ("\udce9", 0)):
        given = {name: text.replace("%s", between) for name, text in texts.items()}
        found = lint(examples.inputs(given), all_rules()).diagnostics
        assert [len(each.fixes) for each in found if each.code == "TB510"] == [mended]
