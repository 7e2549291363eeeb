"""Fixes that let a server listen where other containers reach it.

Source of the flags: the documentation of each server.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.compose.yaml import nodes
from toybox_lint.compose.yaml.edit import Refusal, documents, insert_items
from toybox_lint.compose.yaml.layout import QUOTES
from toybox_lint.compose.yaml.parts import replace_part, stands_alone
from toybox_lint.deployment.listening.model import Bind
from toybox_lint.deployment.model import Link, Member
from toybox_lint.deployment.networks.namespaces import HOST, sharing
from toybox_lint.diagnostics import Applicability, Edit, Fix
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace
from toybox_lint.source import Located, Origin, Span

_ANYWHERE = "0.0.0.0"
_FLAGS = {
    "--host": (
        "uvicorn",
        "granian",
        "flask run",
        "fastapi dev",
        "vite",
        "vite preview",
        "ng serve",
        "astro",
        "nuxt",
        "json-server",
        "rackup",
        "artisan serve",
        "octane",
        "jekyll serve",
        "sanic",
        "litestar run",
        "mlflow server",
        "tensorboard",
        "gatsby develop",
        "docusaurus",
        "llama-server",
        "prefect server",
        "dagster-webserver",
        "datasette",
        "marimo",
        "chainlit run",
        "sphinx-autobuild",
    ),
    "--bind": ("daphne", "hugo server"),
    "--binding": ("rails server",),
    "--hostname": ("aiohttp", "mdbook serve"),
    "--ip": ("jupyter",),
    "--interface": ("zola serve",),
    "--address": ("trunk serve",),
    "-client": ("consul",),
}
_FLAG_OF = {server: flag for flag, servers in _FLAGS.items() for server in servers}
_LOOPBACK = pattern(r"(?<![\w.:-])(127(\.\d+){3}|localhost|\[::1\])(?![\w.-])", re.ASCII)
_LONG_FLAG = pattern(r"--[a-z][a-z-]*")
_FOLLOWED = pattern(r"[ \t]+[\w./-]")
_WITH_PORT = {
    "gunicorn": "--bind",
    "hypercorn": "--bind",
    "mkdocs serve": "--dev-addr",
    "oauth2-proxy": "--http-address",
    "pocketbase": "--http",
    "rclone serve": "--addr",
    "rclone rcd": "--rc-addr",
    "code-server": "--bind-addr",
}
# What has no flag, or is started without words of its own.
_BY_VARIABLE = {
    "Astro": ("HOST", _ANYWHERE),
    "oauth2-proxy": ("OAUTH2_PROXY_HTTP_ADDRESS", f"{_ANYWHERE}:{{}}"),
    "ollama": ("OLLAMA_HOST", _ANYWHERE),
    "Rocket": ("ROCKET_ADDRESS", _ANYWHERE),
}
_POSITIONAL = frozenset({"runserver", "runserver_plus"})


def listen_on_all(link: Link, members: Sequence[Member]) -> tuple[Fix, ...]:
    """Let the process listen on every address of its container.

    Safe where its own address is written out and is replaced; a person must agree where that is a guess at what a
    program makes of a variable, where it is the server's default: a flag is added to the command, and where the process
    is on the network of the host, so that its port is open to everybody. There is none where what is written counts
    for another server there.
    """
    fixes, hosted = _to_all(link), tuple(sharing(HOST, members))
    if any(
        _is_told_by(each.edits, member) for each in fixes for member in hosted if member is not link.target
    ):
        return ()
    if not any(member is link.target for member in hosted):
        return fixes
    return tuple(replace(each, applicability=Applicability.UNSAFE) for each in fixes)


def listen_beyond_own_name(target: Member) -> tuple[Fix, ...]:
    """Let a server that takes the name of its container for its host listen on every address."""
    edits = _by_variable(target, "HOSTNAME", _ANYWHERE, None)
    return (Fix(f"let it listen on {_ANYWHERE}", Applicability.UNSAFE, edits),) if edits else ()


def _is_told_by(edits: Sequence[Edit], member: Member) -> bool:
    """Whether an edit is at a place that says where a server listens, as far as it does not on all addresses."""
    places = [
        place
        for each in member.listening.listeners
        for place in (each.address_origin, each.origin)
        if place is not None and each.bind is not Bind.ALL
    ]
    return any(
        place.file is edit.file and place.span.start <= edit.span.end and edit.span.start <= place.span.end
        for edit in edits
        for place in places
    )


def _to_all(link: Link) -> tuple[Fix, ...]:
    listener, target = link.listener, link.target
    if listener is None or target is None:
        return ()
    title = f"let {listener.server or 'it'} listen on {_ANYWHERE}"
    place = listener.address_origin and _address(listener.address_origin)
    if place is not None:
        sure = Applicability.SAFE if listener.bind_explicit else Applicability.UNSAFE
        return (Fix(title, sure, (Edit(place.file, place.span, _ANYWHERE),)),)
    if (opening := listener.opening) is not None:
        edit = replace_part(opening.origin.file, opening.origin.span, opening.value)
        return (Fix(title, Applicability.UNSAFE, (edit,)),)
    process, server = target.listening.process, str(listener.server)
    edits = None
    if not listener.bind_explicit and process is not None and process.server == listener.server:
        edits = _told(target, server, listener.port, process.words)
    if edits is None and server in _BY_VARIABLE:
        edits = _by_variable(target, *_BY_VARIABLE[server], listener.port)
    return (Fix(title, Applicability.UNSAFE, edits),) if edits else ()


def _by_variable(target: Member, name: str, value: str, port: object) -> tuple[Edit, ...] | None:
    """The variable in the service's environment, in a file of its project."""
    from toybox_lint.compose.edit import last_file, set_variable

    file = last_file(target.project, target.name) if name not in target.service.environment else None
    edits = set_variable(file, target.name, name, value.format(port)) if file else None
    return None if edits is None or isinstance(edits, Refusal) else edits


def _address(written: Origin) -> Origin | None:
    """Where the address stands: ``written``, or what alone looks like one in a text that has escapes."""
    if written.exact:
        return written
    found = [] if "$" in written.text else list(_LOOPBACK.finditer(written.text))
    return _within(written, *found[0].span()) if len(found) == 1 else None


def _literal(word: Located[Text]) -> Located[Text]:
    """``word`` with the one place where it stands as it is, in a text that has escapes."""
    text, origin = word.value, word.origin
    if origin.exact or not isinstance(text, str) or not text:
        return word
    found = list(re.finditer(rf"(?<![\w./:-]){re.escape(text)}(?![\w./:-])", origin.text))
    return Located(text, _within(origin, *found[0].span())) if len(found) == 1 else word


def _within(origin: Origin, start: int, end: int) -> Origin:
    begin = origin.span.start
    return Origin(origin.file, Span(begin + start, begin + end), True, origin.via)


def _told(
    target: Member, server: str, port: object, words: tuple[Located[Text], ...]
) -> tuple[Edit, ...] | None:
    last = _literal(words[-1])
    words = (*words[:-1], last)
    if server in _POSITIONAL:
        if last.value == str(port) and last.origin.exact:
            return (Edit(last.origin.file, last.origin.span, f"{_ANYWHERE}:{port}"),)
        return added(target, words, (f"{_ANYWHERE}:{port}",)) if last.value == "runserver" else None
    if server in _WITH_PORT:
        return added(target, words, flagged(words, _WITH_PORT[server], f"{_ANYWHERE}:{port}"))
    flag = _FLAG_OF.get(server)
    return None if flag is None else added(target, words, flagged(words, flag, _ANYWHERE))


def flagged(words: Sequence[Located[Text]], flag: str, value: str) -> tuple[str, ...]:
    """A flag with its value: in words of their own where another flag of the command has its value so."""
    texts = [str(word.value) for word in words]
    apart = any(_LONG_FLAG.fullmatch(one) and not other.startswith("-") for one, other in pairwise(texts))
    return (flag, value) if apart else (f"{flag}={value}",)


def added(
    target: Member, words: tuple[Located[Text], ...], added: tuple[str, ...]
) -> tuple[Edit, ...] | None:
    """More words at the end of a command: in a text, as items of a list, as strings of a Dockerfile's array.

    A string that follows a colon is a text, too: a script in ``package.json``.
    """
    last = words[-1].origin
    if not last.exact:
        return None
    text, (start, end) = last.file.text, last.span
    outside = last.file not in target.project.files
    listed = () if outside else (_listed(document, last) for document in documents(last.file))
    path = next((each for each in listed if each is not None), None)
    if path is not None:
        edits = insert_items(last.file, path, added)
        return None if isinstance(edits, Refusal) else edits
    as_text = (Edit(last.file, Span(end, end), "".join(f" {word}" for word in added)),)
    if outside and text[: start - 1].rstrip().endswith(":"):
        return as_text
    if text[start - 1 : start] == '"' == text[end : end + 1] and outside:
        strings = "".join(f', "{word}"' for word in added)
        return (Edit(last.file, Span(end + 1, end + 1), strings),)
    if not outside and len(words) > 1 and stands_alone(last):  # an item of a list that others may share
        return None
    quoted = text[start - 1 : start] in QUOTES and text[start - 1] == text[end : end + 1]
    if quoted and (outside or not stands_alone(last)):
        return None
    if _FOLLOWED.match(text, end):  # by words of a shell that are none of the program's
        return None
    return as_text if outside else (replace_part(last.file, Span(end, end), as_text[0].text),)


def _listed(node: nodes.Node, word: Origin, path: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    """Where the list is of which ``word`` is the last item, as a whole: that of a service, or of what it extends."""
    if isinstance(node, nodes.Sequence) and node.items:
        item = node.items[-1]
        return path if _holds(item, word) and _text(item, word) == word.text else None
    for key, value in node.entries if isinstance(node, nodes.Mapping) else ():
        if isinstance(key, nodes.Scalar) and _holds(value, word):
            return _listed(value, word, (*path, key.text))
    return None


def _holds(node: nodes.Node, word: Origin) -> bool:
    return node.start <= word.span.start and word.span.end <= node.end


def _text(node: nodes.Node, word: Origin) -> str:
    return word.file.text[node.start : node.end].strip("\"'")
