"""Commands that need a shell in an image that has none, and programs that the image's entrypoint starts already.

Source: the README of GoogleContainerTools/distroless ("Entrypoints"): without a shell commands must be lists of words;
the images of a language have its program for an entrypoint (``java -jar``, ``node``, ``python3``), which takes the
first word of the command for a file. The shell form of a Dockerfile is ``/bin/sh -c``.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.files.start_flaws import PATH, Flaw, Unstartable
from toybox_lint.deployment.listening.commands.scripts import SHELLS
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at, mount_over, path_below
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern
from toybox_lint.source import Located, SourceFile, Span

# A program by its path, and what a shell would do no more to than part the words.
_PLAIN = pattern(r"[\w.-]*/[\w./:@%+,-]*(?: +[\w./:=@%+,-]+)*")
# Programs that run what their first argument names.
_RUNNING = frozenset(
    (
        *("python", "python3", "node", "java", "ruby", "php", "npm", "yarn", "pnpm", "caddy"),
        *("gunicorn", "uvicorn", "hypercorn", "daphne"),
    )
)
# The entrypoints of images of a language, by the names of what they start.
_ENTRYPOINTS = {
    "distroless/java": ("/usr/bin/java -jar", ("java",)),
    "distroless/nodejs": ("/nodejs/bin/node", ("node", "nodejs")),
    "distroless/python": ("/usr/bin/python3", ("python", "python3")),
}


def of_image(member: Member, step: Step) -> Unstartable | None:
    """The first step of a container, where its image cannot take it."""
    base = step.inside.base
    if base is None or not isinstance(base.value, str) or not step.words:
        return None
    shown = base.value if base.origin.exact else "its image"
    return _repeated(member, step, base.value, shown) or _in_shell(member, step, shown)


def _repeated(member: Member, step: Step, image: str, shown: str) -> Unstartable | None:
    """A program that an entrypoint starts by itself, and that the command names once more."""
    if "distroless/" not in image:
        return _said_twice(member, step)
    from toybox_lint.deployment.health.tools import known_as

    built, word = step.inside.built, step.words[0]
    replaced = member.service.entrypoint is not None or (built is not None and built.entrypoint is not None)
    entrypoint, names = _ENTRYPOINTS.get(known_as(image), ("", ()))
    if replaced or step.before or word.value not in names or _is_brought(step.inside, str(word.value)):
        return None
    return Unstartable(member, Flaw.REPEATED, str(word.value), word.origin, (entrypoint, shown), word.origin)


def _said_twice(member: Member, step: Step) -> Unstartable | None:
    first, word = (*step.words[:2], None, None)[:2]
    if first is None or word is None or first.value not in _RUNNING or word.value != first.value:
        return None
    if _is_brought(step.inside, str(word.value)):
        return None
    origin, name = word.origin, str(word.value)
    text, (start, end) = origin.file.text, origin.span
    alone = origin.exact and text[end : end + 1] == " " and text[start - 1 : start] not in ('"', "'")
    edits = (Edit(origin.file, Span(start, end + 1), ""),) if alone else ()
    return Unstartable(member, Flaw.REPEATED, name, origin, (name, "the entrypoint"), origin, edits)


def _is_brought(inside: Container, name: str) -> bool:
    """Whether the project has a file or a package of Node of that name."""
    places = (inside.path(each) for each in (name, f"{name}/index.js", f"{name}.js", f"{name}/__main__.py"))
    return any(isinstance(content_at(inside, each), (SourceFile, Located)) for each in places if each)


def _in_shell(member: Member, step: Step, shown: str) -> Unstartable | None:
    first, built = step.words[0], step.inside.built
    shell = posixpath.basename(first.value) if isinstance(first.value, str) else ""
    if shell not in SHELLS:
        return None
    from toybox_lint.deployment.health.tools import brings

    if brings(step.inside, "sh") is not False or _may_be_there(step.inside, first.value):
        return None
    text = step.words[-1]
    of_build = len(step.words) == 3 and first.value == "/bin/sh" and not first.origin.exact
    if of_build and built is not None and built.own_shell:
        return None
    written = of_build and text.origin.exact
    origin = text.origin if written else first.origin
    return Unstartable(
        member, Flaw.NO_SHELL, str(first.value), origin, (shown,), origin, _as_words(step) if written else ()
    )


def _may_be_there(inside: Container, shell: Text) -> bool:
    """Whether something is put to the place of the shell, or to where ``PATH`` may say that it is."""
    if not isinstance(shell, str) or "/" not in shell:
        return inside.variables.given("PATH") is not None
    path, copies = inside.path(shell), inside.built.copies if inside.built else []
    if path is None or mount_over(inside.service.mounts, path) is not None:
        return True
    if posixpath.dirname(path) in PATH:
        return False
    return any(
        not isinstance(each.target, str) or path_below(path, each.target) is not None for each in copies
    )


def _as_words(step: Step) -> tuple[Edit, ...]:
    """The shell form of a Dockerfile as a list, where a shell would only part the words."""
    origin = step.words[-1].origin
    if origin.via is not None or not _PLAIN.fullmatch(origin.text):
        return ()
    from json import dumps

    return (replace_part(origin.file, origin.span, dumps(origin.text.split())),)
