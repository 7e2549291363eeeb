"""Scripts that cannot be executed for what stands in them: line ends of Windows, no interpreter in the first line.

Sources: execve(2): what stands behind ``#!`` up to the line feed is the interpreter and its argument, a carriage return
included, and a text without ``#!`` is no program; runc starts a container's process by that alone (its issue 1773),
while a shell runs such a text itself. Measured with dash 0.5.12, bash 5.2 and GNU env 9.1: a shell takes the carriage
return for a part of the last word of each line.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.files.start_flaws import SCRIPT, Flaw, Unstartable, place
from toybox_lint.deployment.listening.commands.scripts import SHELLS
from toybox_lint.deployment.listening.commands.starting import Step
from toybox_lint.deployment.listening.commands.unwrap import after_options, program_name
from toybox_lint.deployment.listening.container import Container, dockerfile
from toybox_lint.deployment.listening.images.contents import content_at, mount_over
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.deployment.model import Member
from toybox_lint.diagnostics import Edit
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Origin, SourceFile, Span

# What takes carriage returns out of files, or keeps git from putting them in.
_CONVERTING = pattern(r"\\r|dos2unix|fromdos|\\015|\\x0d|\\cM|\^M|autocrlf|crlf|eol=lf", re.IGNORECASE)
_BLANK = pattern(r"\s*")
_LATER = pattern(r"^#![ \t]*/[^\r\n]*", re.MULTILINE)
_OF_BASH = pattern(r"\[\[|^[ \t]*(?:source|function|declare|shopt)\s|pipefail|=\(", re.MULTILINE)
_RETURN = pattern(r"\r(?=\n|\Z)")
# Where a shell stops that is not bash, and where every one does: a word of its grammar that it does not know again.
_SET = pattern(r"^(?P<word>set [-+]\w[^\r\n#]*)\r$", re.MULTILINE)
_GRAMMAR = pattern(
    r"^[ \t]*(?P<word>then|do|else|fi|done|esac)\r$|^[^#\n]*;[ \t]*(?P<last>then|do)\r$", re.MULTILINE
)
# Interpreters that images of Alpine lack unless somebody adds them, and what only bash reads.
_OF_NO_ALPINE = frozenset(("bash", "python", "python3", "node"))
# Packages of Alpine that do not bring bash along; others may depend on it.
_PLAIN_PACKAGES = word_set("""
    curl wget git tzdata ca-certificates openssl libc6-compat gcompat tini dumb-init su-exec netcat-openbsd jq nodejs
    npm make gcc g++ musl-dev libc-dev linux-headers python3 py3-pip postgresql-client libpq libstdc++ openssh-client
    gettext libffi-dev openssl-dev postgresql-dev build-base vips
""")
_PACKAGES = pattern(r"\bapk\s+(?:-\S+\s+){0,20}add\b([^\n;&|]*)")
_ADDED = pattern(r"(?<!\S)-(?:t|-virtual)[ =]\S+|(?<!\S)-\S+|(?<![<>=~])[<>=~]++[\w.-]+|(?<!\S)#[^\n]*")
_NEEDS_BASH = pattern(
    r"\[\[|\(\(|^[ \t]*(?:source|function|declare|shopt|mapfile|readarray|select)\s|=\(|<<<|<\(|&>|\$'|BASH"
    r"|\bpipefail\b"
    r"|\$\{\w+(?:\[|\^|,|:[^-+=?}]|//?|@)|\$\{!|\blocal -|\bread -[ap]|\bERR\b|\becho -|\{\d+\.\."
    r"|\b(?:let|coproc|disown|exec -a|wait -n|printf ['\"]?%\(|SECONDS|EPOCH\w+)|/dev/(?:tcp|udp)/",
    re.MULTILINE,
)
_UNSURE = pattern(r"<<|^[ \t]*exec\s", re.MULTILINE)


def of_script(member: Member, step: Step) -> Unstartable | None:
    """The script that is executed or read by a shell, where its text keeps that from happening."""
    path = place(step)
    content = content_at(step.inside, path) if path else None
    if path is None or not isinstance(content, SourceFile) or "\0" in content.text:
        return _read_by_shell(member, step)
    text = content.text
    first = text.partition("\n")[0]
    if first.startswith("#!") and not content.bom:
        if not first.endswith("\r"):
            lacking = _without_its_shell(member, step, content, path)
            return lacking or _with_returns(member, step, content, path, _interpreter(first))
        if " -S" in first or _is_converted(step, path):
            return None
        origin = Origin(content, Span(0, len(first) - 1))
        name, caller = posixpath.basename(path), step.words[0].origin
        return Unstartable(member, Flaw.RETURNS, name, origin, (first[2:-1].strip(),), caller, _unix(content))
    return _without_interpreter(member, step, content, path) if step.direct else None


def _installed(runs: list[str]) -> Iterator[re.Match[str]]:
    """What packages are added."""
    return (found for run in runs for found in _PACKAGES.finditer(run.replace("\\\n", " ")))


def _without_its_shell(member: Member, step: Step, file: SourceFile, path: str) -> Unstartable | None:
    """A script whose interpreter the image does not have."""
    first = file.text.partition("\n")[0]
    program = _interpreter(first)
    if not _is_lacking(step, program):
        return None
    origin = Origin(file, Span(0, len(first)))
    plain = program == "bash" and not _NEEDS_BASH.search(file.text)
    edits = (Edit(file, origin.span, "#!/bin/sh"),) if plain else ()
    name, caller = posixpath.basename(path), step.words[0].origin
    return Unstartable(member, Flaw.NO_SUCH_SHELL, name, origin, (program, _shown(step)), caller, edits)


def _base(step: Step) -> str:
    base = step.inside.base
    return base.value if base and isinstance(base.value, str) else ""


def _shown(step: Step) -> str:
    """The image as it is written, never what a variable gave."""
    base = step.inside.base
    return _base(step) if base and base.origin.exact else "its image"


def _is_lacking(step: Step, program: str) -> bool:
    """Whether the image is one of Alpine that certainly has no such program."""
    if program not in _OF_NO_ALPINE or "alpine" not in _base(step):
        return False
    runs = step.inside.built.runs if step.inside.built else []
    if any(not _PLAIN_PACKAGES.issuperset(_ADDED.sub("", found[1]).split()) for found in _installed(runs)):
        return False
    from toybox_lint.deployment.health.tools import brings

    return brings(step.inside, program) is False


def _interpreter(first: str) -> str:
    """The name of the program behind ``#!``, that behind ``env`` where it is the program."""
    words = [word for word in first[2:].split() if not word.startswith("-")]
    name = posixpath.basename(words[0]) if words else ""
    return words[1] if name == "env" and len(words) > 1 else name


def _is_converted(step: Step, path: str) -> bool:
    """Whether a script that ran before, or the build of the image, may have taken the carriage returns out."""
    if any(_CONVERTING.search(text) for text in step.before):
        return True
    return not mount_over(step.inside.service.mounts, path) and bool(_CONVERTING.search(_recipe(step.inside)))


def _recipe(inside: Container) -> str:
    """The Dockerfile."""
    found = dockerfile(inside.service.build, inside.files) if inside.service.build else None
    return found.value if found else ""


@remembered
def _unix(file: SourceFile) -> tuple[Edit, ...]:
    return tuple(Edit(file, Span(*found.span()), "") for found in _RETURN.finditer(file.text))


def _read_by_shell(member: Member, step: Step) -> Unstartable | None:
    """``sh script.sh``."""
    shell = program_name(step.words)
    if shell == step.words[0].value == "bash" and _is_lacking(step, shell):
        origin = step.words[0].origin
        return Unstartable(member, Flaw.NO_SUCH_SHELL, "", origin, (shell, _shown(step)), origin)
    rest = after_options(step.words[1:]) if shell in SHELLS else ()
    name = rest[0].value if rest else None
    path = step.inside.path(name) if isinstance(name, str) else None
    content = content_at(step.inside, path) if path else None
    if path is None or not isinstance(content, SourceFile) or len(rest) == len(step.words):
        return None
    if any(isinstance(word.value, str) and "c" in word.value[:3] for word in step.words[1 : -len(rest)]):
        return None
    return _with_returns(member, step, content, path, shell)


def _with_returns(member: Member, step: Step, file: SourceFile, path: str, shell: str) -> Unstartable | None:
    """A script whose lines a shell reads, and certainly stops at."""
    if shell not in SHELLS or "\r\n" not in file.text:
        return None
    found = [_GRAMMAR.search(file.text), None if shell in ("bash", "zsh") else _SET.search(file.text)]
    stop = min((each for each in found if each), key=lambda each: each.start(), default=None)
    if stop is None or _UNSURE.search(file.text, 0, stop.start()) or _is_converted(step, path):
        return None
    origin = Origin(file, Span(*stop.span("last" if stop.lastgroup == "last" else "word")))
    name, caller = posixpath.basename(path), step.words[0].origin
    said = (shell, origin.text)
    return Unstartable(member, Flaw.READ_WITH_RETURNS, name, origin, said, caller, _unix(file))


def _without_interpreter(member: Member, step: Step, file: SourceFile, path: str) -> Unstartable | None:
    """A text that looks like a script of a shell, which the engine itself is to execute."""
    name, text = posixpath.basename(path), file.text
    if not SCRIPT.search(name) or not text.strip():
        return None
    later, end = _LATER.search(text), len(text.partition("\n")[0])
    origin = Origin(file, Span(0, end - text.startswith("\r", end - 1)))
    edits: tuple[Edit, ...] = ()
    if not file.bom and later and _BLANK.fullmatch(text, 0, later.start()):
        edits = (Edit(file, Span(0, later.start()), ""),)
    elif not file.bom and not _OF_BASH.search(text):
        edits = (Edit(file, Span(0, 0), "#!/bin/sh\n"),)
    if edits:
        edits += tuple(edit for edit in _unix(file) if edit.span.start >= edits[0].span.end)
    said = (later[0],) if later else ("a byte order mark",) if file.bom else ()
    return Unstartable(member, Flaw.NO_INTERPRETER, name, origin, said, step.words[0].origin, edits)
