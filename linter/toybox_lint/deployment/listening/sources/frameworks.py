"""Servers that are recognised by what they are built from, since their command is only ``node server.js``.

Sources: Next.js, "Self-hosting" and the ``server.js`` that ``output: standalone`` writes (``PORT``,
``HOSTNAME``); Nitro's Node preset (``.output/server/index.mjs``); SvelteKit, "Node servers" (``node build``; ``PORT``,
``HOST``); Astro's Node adapter (``dist/server/entry.mjs`` of the mode ``standalone``: ``PORT``, ``HOST``, else what
``server`` is in its configuration, and localhost without that); AdonisJS, "Deployment" (``node
bin/server.js``; ``PORT``, ``HOST``, else 3333 and every address); ASP.NET Core's manual, "Configure endpoints for
Kestrel" (``--urls``); Vapor's documentation of ``serve`` (127.0.0.1:8080 by default); Mojolicious' of ``daemon`` and
``prefork`` (port 3000 of every address).
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Bind, Process
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.digits import whole
from toybox_lint.files import resolve
from toybox_lint.patterns import pattern
from toybox_lint.source import SourceFile

_NITRO = Server(
    "nitro",
    (),
    3000,
    port_variables=("NITRO_PORT", "PORT"),
    host_variables=("NITRO_HOST", "HOST"),
    tls_variables=("NITRO_SSL_CERT",),
    moved_by=(),
)


_SVELTE_KIT = Server(
    "SvelteKit",
    (),
    3000,
    port_variables=("PORT",),
    host_variables=("HOST",),
    moved_by=(),
)
_VAPOR = Server(
    "Vapor",
    (),
    8080,
    Bind.LOOPBACK,
    port_flags=frozenset(("-p", "--port")),
    host_flags=frozenset(("-H", "--hostname")),
    address_flags=frozenset(("-b", "--bind")),
    values=frozenset(("-e", "--env")),
)
_MOJOLICIOUS = Server(
    "Mojolicious",
    (),
    3000,
    address_flags=frozenset(("-l", "--listen")),
    address_variables=("MOJO_LISTEN",),
    values=frozenset(("-m", "--mode", "-w", "--workers", "-P", "--pid-file")),
)
_ASTRO = Server(
    "Astro",
    (),
    4321,
    Bind.LOOPBACK,
    port_variables=("PORT",),
    host_variables=("HOST",),
    moved_by=(),
    formerly=("astro", 3, 3000),
)
_ADONIS = Server(
    "AdonisJS",
    (),
    3333,
    port_variables=("PORT",),
    host_variables=("HOST",),
    moved_by=(),
    told_by=(".env PORT", ".env HOST"),
)
_ASTRO_CONFIGURATION = tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs"))
_SVELTE = ("svelte.config.js", "svelte.config.ts")
_MOVING = pattern(r"(?<![a-z])(?:host|port)\b")
_NEXT = pattern(r'"next"\s*:\s*"[~^>=v]*(\d+)')
_SINCE_NEXT = 14
_OF_SVELTE_KIT = pattern(r"(?:\./)?(?:\w+/)*build(?:/(?:index(?:\.js)?)?)?")
_ASP_NET = Server("ASP.NET", (), address_flags=frozenset(("--urls",)))


def framework_server(words: Words, inside: Container) -> Server | None:
    """The framework behind ``node FILE`` or ``dotnet FILE``, ``None`` when nothing tells."""
    if len(words) > 1 and words[1].value == "serve" and _is_of_vapor(inside):
        return _VAPOR
    if len(words) > 2 and program_name(words) == "perl" and words[2].value in ("daemon", "prefork"):
        return _MOJOLICIOUS
    if program_name(words) == "dotnet":
        return _ASP_NET if _speaks_plainly(words) else None
    if program_name(words) not in ("node", "bun") or len(words) < 2:
        return None
    file = words[-1].value
    if not isinstance(file, str):
        return None
    if file.endswith(".output/server/index.mjs"):
        return _NITRO
    if file.endswith("server/index.mjs") and _is_copied(".output", inside):
        return _NITRO
    if file.endswith("server.js") and _is_copied(".next/standalone", inside) and not _is_shown(file, inside):
        return _standalone_next(inside)
    if _OF_SVELTE_KIT.fullmatch(file) and _needs("@sveltejs/adapter-node", inside):
        return None if any("envPrefix" in text for text in _texts(_SVELTE, inside)) else _SVELTE_KIT
    if file.endswith("bin/server.js") and _needs("@adonisjs/core", inside):
        return _ADONIS
    if file.endswith("server/entry.mjs") and _needs("@astrojs/node", inside):
        texts = list(_texts(_ASTRO_CONFIGURATION, inside))
        alone = any("standalone" in text for text in texts) and not any(map(_MOVING.search, texts))
        return _ASTRO if alone else None
    return None


def _is_of_vapor(inside: Container) -> bool:
    """Whether the package from which it is built rests on Vapor."""
    return any("/vapor.git" in text for text in _texts(("Package.swift",), inside))


def _needs(package: str, inside: Container) -> bool:
    from toybox_lint.deployment.listening.commands.package_scripts import manifests

    return any(f'"{package}"' in text.value for text in manifests("", inside))


def _texts(names: tuple[str, ...], inside: Container) -> Iterator[str]:
    """What is called so in the folder of the program, and in that from which it is built."""
    build = inside.service.build
    for name in names:
        path = inside.path(name)
        yield from _text(content_at(inside, path) if path else None)
        if build and isinstance(build.context, str):
            yield from _text(inside.files.read(resolve(build.context, name)))


def _text(found: object) -> Iterator[str]:
    if isinstance(found, SourceFile):
        yield found.text


def _speaks_plainly(words: Words) -> bool:
    """Whether ``dotnet APP.dll`` is told its addresses, none of them with TLS, and no endpoints in their place."""
    told = [str(word.value) for word in words[1:]]
    return (
        ".dll" in "".join(told[:1])
        and any("http://" in word for word in told)
        and "https:" not in "".join(told)
        and "kestrel:" not in "".join(told).lower()
    )


def _is_copied(folder: str, inside: Container) -> bool:
    """Whether what a framework writes into ``folder`` of its own is copied from there."""
    copies = inside.built.copies if inside.built else []
    return any(
        isinstance(source.value, str) and folder in source.value for copy in copies for source in copy.sources
    )


def _is_shown(file: str, inside: Container) -> bool:
    """Whether a file of the project itself stands there, which no framework has written."""
    path = inside.path(file)
    return path is not None and isinstance(content_at(inside, path), SourceFile)


def takes_own_name(process: Process, inside: Container) -> bool:
    """Whether it is a standalone Next.js that takes the name of its container, which the engine gives it, for its host.

    Releases before 13.5 listened everywhere; one that no ``package.json`` tells is taken for a later one.
    """
    file = process.words[-1].value if process.words else None
    if process.server != "next" or not isinstance(file, str) or not file.endswith("server.js"):
        return False
    if not inside.variables.known or inside.variables.given("HOSTNAME") or inside.service.hostname:
        return False
    runs = inside.built.runs if inside.built else []
    if any("server.js" in run or "HOSTNAME" in run for run in runs):
        return False
    from toybox_lint.deployment.listening.commands.package_scripts import manifests

    told = [_NEXT.search(text.value) for text in manifests("", inside)]
    return all((whole(match[1]) or 0) >= _SINCE_NEXT for match in told if match)


def _standalone_next(inside: Container) -> Server:
    """It binds ``HOSTNAME``, which the engine sets to the container's name: the address on one network."""
    bind = Bind.ALL if len(inside.service.attachments) < 2 else Bind.ADDRESS
    return Server("next", (), 3000, bind, port_variables=("PORT",), host_variables=("HOSTNAME",), moved_by=())
