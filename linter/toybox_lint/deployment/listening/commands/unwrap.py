"""Programs that only start another program, and the words of that other program.

Each entry is a fact of the wrapper's command line: which of its options take a value, how many words it
takes before the command, whether the command stands after ``--``.
"""

from __future__ import annotations

import posixpath

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.tables import word_set as flags
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located

Words = tuple[Located[Text], ...]

ASSIGNMENT = pattern(r"[A-Za-z_]\w*=", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wrapper:
    """How to take one wrapper off.

    ``names`` are program names; ``subcommands`` the words of which one must follow, if any. ``values`` are
    options that take the next word; ``skip`` words are its own; with ``assignments`` words like ``A=b``
    are its own, too; ``dashes`` means that the command stands after ``--`` and nowhere else.
    """

    names: tuple[str, ...]
    subcommands: tuple[str, ...] = ()
    values: frozenset[str] = frozenset()
    skip: int = 0
    assignments: bool = False
    dashes: bool = False


_UV = flags("""
    -p --python --with --with-editable --with-requirements --project --directory --group --no-group
    --only-group --extra --no-extra --env-file --package --index-url --cache-dir --config-file
""")
_DOCKERIZE = flags("""
    -wait -timeout -wait-retry-interval -wait-http-header -template -stdout -stderr -env -delims
""")

WRAPPERS = (
    Wrapper(("exec",), values=flags("-a")),
    Wrapper(("env",), values=flags("-u -C --unset --chdir"), assignments=True),
    Wrapper(("busybox", "command", "nohup", "eatmydata", "time", "setsid", "unbuffer", "catchsegv")),
    Wrapper(("nice",), values=flags("-n")),
    Wrapper(("ionice",), values=flags("-c -n")),
    Wrapper(("stdbuf",), values=flags("-i -o -e")),
    Wrapper(("timeout",), values=flags("-k -s"), skip=1),
    Wrapper(("tini", "tini-static", "docker-init"), values=flags("-p -e")),
    Wrapper(("dumb-init",), values=flags("-r --rewrite")),
    Wrapper(("catatonit",)),
    Wrapper(("gosu", "su-exec"), skip=1),
    Wrapper(("setpriv", "chroot", "capsh", "runuser"), dashes=True),
    Wrapper(("sudo",), values=flags("-u -g"), assignments=True),
    Wrapper(("poetry", "pipenv", "hatch", "rye", "pdm", "pixi"), ("run",)),
    Wrapper(("uv",), ("run",), values=_UV),
    Wrapper(("uvx", "pipx"), values=_UV),
    Wrapper(("npx", "bunx"), values=flags("-p --package -c")),
    Wrapper(("pnpm", "yarn", "npm"), ("exec", "dlx", "x"), values=flags("-p --package")),
    Wrapper(("corepack",)),
    Wrapper(("bundle",), ("exec",)),
    Wrapper(("opentelemetry-instrument",), values=flags("--traces_exporter --metrics_exporter")),
    Wrapper(("ddtrace-run",)),
    Wrapper(("newrelic-admin",), ("run-program",)),
    Wrapper(("dotenv",), ("run",)),
    Wrapper(("dotenv",), values=flags("-e -v -f --file")),
    Wrapper(("cross-env", "cross-env-shell"), assignments=True),
    Wrapper(("env-cmd",), values=flags("-f --file -e --environments -r --rc-file")),
    Wrapper(("dockerize",), values=_DOCKERIZE),
    Wrapper(("wait-for-it.sh", "wait-for-it", "wait-for", "wait-for.sh", "wait_for_it.sh"), dashes=True),
    Wrapper(("doppler", "infisical", "chamber", "op", "dotenvx", "sentry-cli", "watchmedo"), dashes=True),
    Wrapper(("nodemon", "pm2-runtime"), values=flags("--watch -w -e --ext --name -i")),
)
_BY_NAME = {name: wrapper for wrapper in WRAPPERS for name in wrapper.names if not wrapper.subcommands} | {
    (name, subcommand): wrapper
    for wrapper in WRAPPERS
    for name in wrapper.names
    for subcommand in wrapper.subcommands
}
_NODE = flags("node nodejs tsx ts-node")
_PYTHON = pattern(r"(python|pypy)[\d.]*")
_PYTHON_VALUES = flags("-W -X --check-hash-based-pycs")


# More wrappers around a command than anybody writes.
_DEEPEST = 100


def program_name(words: Words) -> str:
    """The name of the program that ``words`` start, without its folder; empty when it is not known."""
    first = words[0].value if words else ""
    return posixpath.basename(first) if isinstance(first, str) else ""


def unwrapped(words: Words) -> Words:
    """``words`` without the wrappers in front; empty when a wrapper has no command after it."""
    for _ in range(_DEEPEST):
        name = program_name(words)
        if not words:
            break
        if _PYTHON.fullmatch(name):
            inner = _python_module(words)
        else:
            inner = _node_module(words) if name in _NODE else _once(words)
        if inner is None:
            return words
        words = inner
    return words


def _once(words: Words) -> Words | None:
    name = program_name(words)
    second = words[1].value if len(words) > 1 else None
    wrapper = _BY_NAME.get((name, second)) if isinstance(second, str) else None
    if wrapper:
        return after_options(words[2:], wrapper.values)
    wrapper = _BY_NAME.get(name)
    return _inner(words[1:], wrapper) if wrapper else None


def _inner(words: Words, wrapper: Wrapper) -> Words | None:
    if wrapper.dashes:
        at = next((number for number, word in enumerate(words) if word.value == "--"), None)
        return words[at + 1 :] if at is not None else None
    words = after_options(words, wrapper.values)[wrapper.skip :]
    return words[_assigned(words) :] if wrapper.assignments else words


def _assigned(words: Words) -> int:
    """How many words in front are assignments."""
    return next((number for number, word in enumerate(words) if not _is_assignment(word.value)), len(words))


def _is_assignment(text: Text) -> bool:
    return isinstance(text, str) and bool(ASSIGNMENT.match(text))


def after_options(words: Words, values: frozenset[str] = frozenset()) -> Words:
    """``words`` from the first one that is neither an option nor an option's value."""
    at = 0
    while (
        at < len(words) and isinstance(text := words[at].value, str) and text.startswith("-") and text != "-"
    ):
        if text == "--":
            return words[at + 1 :]
        at += 2 if text in values else 1
    return words[at:]


def _python_module(words: Words) -> Words | None:
    """``python -m uvicorn`` and ``python manage.py``; ``None`` for other uses of Python."""
    at = 1
    while at < len(words) and isinstance(text := words[at].value, str) and text.startswith("-"):
        if text == "-m":
            return words[at + 1 :]
        if text == "-c":
            return None
        at += 2 if text in _PYTHON_VALUES else 1
    program = words[at].value if at < len(words) else None
    return words[at:] if isinstance(program, str) and posixpath.basename(program) == "manage.py" else None


def _node_module(words: Words) -> Words | None:
    """``node node_modules/.bin/next``; ``None`` for a script of one's own."""
    rest = after_options(words[1:], flags("-r --require --import --loader --env-file"))
    if rest and isinstance(text := rest[0].value, str) and "node_modules/" in text:
        return rest
    return None
