"""Commands that need a shell in an image that has none, and programs that the image's entrypoint starts already.

Source: the README of GoogleContainerTools/distroless ("Entrypoints"): without a shell commands must be lists of words;
the images of a language have its program for an entrypoint (``java -jar``, ``node``, ``python3``), which takes the
first word of the command for a file. The shell form of a Dockerfile is ``/bin/sh -c``.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.yaml.parts import replace_part
from toybox_lint.deployment.files.start_flaws import Flaw, Unstartable
from toybox_lint.deployment.listening.commands.programs import SHELLS
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.patterns import pattern

# What a shell would do no more to than part the words.
_PLAIN = pattern(r"[\w./:=@%+,-]+(?: +[\w./:=@%+,-]+)*")
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
    if "distroless/" not in image:
        return None
    from toybox_lint.deployment.health.tools import known_as

    built, word = step.inside.built, step.words[0]
    replaced = member.service.entrypoint is not None or (built is not None and built.entrypoint is not None)
    entrypoint, names = _ENTRYPOINTS.get(known_as(image), ("", ()))
    if replaced or step.before or word.value not in names:
        return None
    return Unstartable(member, Flaw.REPEATED, str(word.value), word.origin, (entrypoint, shown), word.origin)


def _in_shell(member: Member, step: Step, shown: str) -> Unstartable | None:
    first = step.words[0]
    shell = posixpath.basename(first.value) if isinstance(first.value, str) else ""
    if shell not in SHELLS:
        return None
    from toybox_lint.deployment.health.tools import brings

    if brings(step.inside, "sh") is not False:
        return None
    text = step.words[-1]
    written = (
        len(step.words) == 3 and first.value == "/bin/sh" and text.origin.exact and not first.origin.exact
    )
    origin = text.origin if written else first.origin
    return Unstartable(
        member, Flaw.NO_SHELL, str(first.value), origin, (shown,), origin, _as_words(step) if written else ()
    )


def _as_words(step: Step) -> tuple[Edit, ...]:
    """The shell form of a Dockerfile as a list, where a shell would only part the words."""
    origin = step.words[-1].origin
    if origin.via is not None or not _PLAIN.fullmatch(origin.text):
        return ()
    from json import dumps

    return (replace_part(origin.file, origin.span, dumps(origin.text.split())),)
