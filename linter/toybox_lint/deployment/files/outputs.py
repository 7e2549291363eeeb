"""Where the build of a web application puts its files, by the tool that ``package.json`` runs and its configuration.

Sources: the manuals of Vite (``build.outDir``: ``dist``), Create React App (``build``), Vue CLI (``dist``), Angular
(``outputPath``), Next.js (``.next``; ``out`` with ``output: "export"``, ``.next/standalone`` with ``"standalone"``),
Astro (``dist``), SvelteKit's adapter for Node (``out``: ``build``), Nuxt (``.output``; ``dist`` as well for what is
generated), Gatsby (``public``), Docusaurus and React Router (``build``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from toybox_lint.deployment.files.installed import own_text
from toybox_lint.deployment.listening.commands.package_scripts import manifests, package_script
from toybox_lint.deployment.listening.commands.unwrap import Words, program_name, unwrapped
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.patterns import pattern, re
from toybox_lint.records import dataclass
from toybox_lint.source import Located, Origin

_MANAGERS = frozenset(("npm", "yarn", "pnpm", "bun"))
_RUNNERS = pattern(
    r"\b(?:npm|yarn|pnpm|bun|npx|bunx|ng|vite|next|astro|nuxt|react-scripts|vue-cli-service)\b"
)
_PARTS = pattern(r"&&|;|\n")
# Commands by which nothing but a package manager writes into the folder of an application.
_BESIDE = word_set("""
    apk apt apt-get chmod chown corepack cp curl echo export git groupadd ln ls mkdir mv node-gyp pip pip3 printf rm set
    touch true useradd adduser addgroup wget yum update-ca-certificates
""")
# What leaves no output of its own behind, or one that does not matter here.
_HARMLESS = word_set("""
    tsc vue-tsc svelte-check eslint prettier prisma rimraf echo rm stylelint biome graphql-codegen set export corepack
    apk apt-get
""")
_TSC_WRITES = ("-p", "--project", "--outDir", "--outFile")
_OF_COREPACK = frozenset(("enable", "prepare", "install", "use"))
_NO_SCRIPTS = word_set("ci install i add cache prune config fetch rebuild dedupe")
# Packages that put the output of Vite elsewhere.
_MOVING = pattern(
    r"\"(?:@sveltejs/kit|@solidjs/start|@tanstack/[\w-]*start|vinxi|nitro(?:pack)?|vike|vite-plugin-ssr|laravel-vite-plugin"
    r"|@remix-run/[\w-]+|@react-router/dev|@builder\.io/qwik|quasar|@quasar/[\w-]+|@crxjs/[\w-]+|electron-vite|wxt|waku"
    r"|@analogjs/[\w-]+|vite-ssg|rakkasjs|@angular/core|@cloudflare/vite-plugin|@netlify/[\w-]+|vite-plugin-ruby)\"\s*:"
)
_OUT_DIR = pattern(r"\boutDir\b(?:\s*:\s*[\"']([\w./-]+)[\"'])?")
_ROOT = pattern(r"\b(?:root|envDir)\s*:|mergeConfig|\boutDir\s*[,}]")
# A configuration that takes in another one, or may: a text of one's own, or what is spread.
_TAKING_IN = pattern(r"\bfrom\s*[\"']\.|\b(?:require|import)\(\s*[\"']\.|\.\.\.\w")
_OUTPUT = pattern(r"\boutput\s*:\s*[\"'](\w+)[\"']")
_DIST_DIR = pattern(r"\b(?:distDir|outputDir|buildDirectory|BUILD_PATH|buildDir|generate|nitro)\b")
_ADAPTED = pattern(
    r"\badapter\(\s*(?:\{(?:(?!\bout\b)[^{}])*(?:\bout\s*:\s*[\"'](?P<out>[\w./-]+)[\"'][^{}]*)?\}\s*)?\)"
)
_OUTPUT_PATH = pattern(r'"outputPath"\s*:\s*(?:"([^"\n]+)"|\{[^{}]*?"base"\s*:\s*"([^"\n]+)")')
_PROJECTS = pattern(r'"(?:architect|targets)"\s*:')
_OPTIONS = word_set("--outDir --output-path --dest -o -d --out-dir --dist-dir --root -c --config")
_PUTTING, _COMMANDS = pattern(r"\b(?:mv|cp|mkdir|ln|rsync)\b"), pattern(r"[\n;&|]")
_ENDINGS = ("ts", "js", "mjs", "mts", "cjs")
# Characters of a script that is followed.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Output:
    """The folders, below that of the application, into which ``tool`` writes."""

    tool: str
    folders: tuple[str, ...]


def output(stage: Container, near: Origin) -> Output | None:
    """What the one build among the commands of a stage writes; ``None`` where it is not known."""
    runs = stage.built.runs if stage.built else []
    commands = dict.fromkeys(part for run in runs for part in _PARTS.split(run.replace("\\\n", " ")))
    parts = [words for command in commands if (words := command.split())]
    if any(not (words[0] in _BESIDE or _RUNNERS.search(" ".join(words))) for words in parts):
        return None
    found = dict.fromkeys(
        each for words in parts if _RUNNERS.search(" ".join(words)) for each in _of(words, stage, near, 0)
    )
    only = next(iter(found), None)
    return only if len(found) == 1 else None


def _of(written: list[str], stage: Container, near: Origin, depth: int) -> Iterator[Output | None]:
    """What the words write; ``None`` for something that is not known."""
    if written[0] == "corepack" and _OF_COREPACK.intersection(written[1:2]):
        return
    words: Words = unwrapped(tuple(Located(word, near) for word in written))
    name = program_name(words)
    if not words or (name in _HARMLESS and not _compiles(words)):
        return
    if name not in _MANAGERS:
        yield _written([str(word.value) for word in words], stage)
        return
    if all(word.startswith("-") for word in written[1:]) or written[1] in _NO_SCRIPTS:
        return
    package = package_script(words, stage) if depth < 2 else None
    if package is None or package[2] or package[1]:
        yield None
        return
    script = package[0].value
    if len(script) > _LONGEST:
        yield None
        return
    if any(f'"post{word}"' in text.value for word in written for text in manifests("", stage)):
        yield None
    for part in dict.fromkeys(_PARTS.split(script)):
        if part.split():
            yield from _of(part.split(), stage, near, depth + 1)


def _compiles(words: Words) -> bool:
    """Whether it is the compiler of TypeScript with a project of its own, which may write anywhere."""
    told = {str(word.value).partition("=")[0] for word in words}
    return program_name(words) == "tsc" and not told.isdisjoint(_TSC_WRITES) and "--noEmit" not in told


def _written(words: list[str], stage: Container) -> Output | None:
    """The output of a tool that is known, with the options that are."""
    tool, rest = " ".join(words[:2]), words[2:]
    moved = any(word.partition("=")[0] in _OPTIONS for word in rest)
    if moved or (rest and not rest[0].startswith("-") and tool != "ng build"):
        return None
    folders = _folders(tool, stage)
    return Output(tool, folders) if folders else None


def _folders(tool: str, stage: Container) -> tuple[str, ...]:
    packages = "\n".join(text.value for text in manifests("", stage))
    if tool == "vite build" and '"@sveltejs/adapter-node"' in packages:
        return _of_svelte_kit(stage)
    if tool in ("vite build", "astro build"):
        return () if _MOVING.search(packages) else _of_out_dir(tool.partition(" ")[0], stage)
    if tool == "react-scripts build":
        told = (
            *_runs(stage),
            *_variables(stage),
            *_arguments(stage),
            own_text(stage, ".env") or "",
            own_text(stage, ".env.production") or "",
        )
        return () if any(map(_DIST_DIR.search, told)) else ("build",)
    if tool == "next build":
        return _of_next(stage)
    if tool == "ng build":
        text = own_text(stage, "angular.json") or ""
        found = _OUTPUT_PATH.findall(text)
        if len(found) < len(_PROJECTS.findall(text)):
            return ()
        return tuple(dict.fromkeys(posixpath.normpath(first or second) for first, second in found))
    if tool in ("nuxt build", "nuxt generate", "nuxi build", "nuxi generate"):
        return () if _DIST_DIR.search(_configuration("nuxt", stage)) else (".output", ".nuxt", "dist")
    fixed = {"gatsby build": "public", "docusaurus build": "build", "vue-cli-service build": "dist"}
    moved = tool == "vue-cli-service build" and _DIST_DIR.search(_configuration("vue", stage))
    return (fixed[tool],) if tool in fixed and not moved else ()


def _of_out_dir(name: str, stage: Container) -> tuple[str, ...]:
    """``outDir`` of Vite or Astro, where it is a plain text and nothing else may move it."""
    code = _configuration(name, stage)
    told = list(_OUT_DIR.finditer(code))
    if _ROOT.search(code) or _TAKING_IN.search(code) or len(told) > 1 or (told and not told[0][1]):
        return ()
    folder = posixpath.normpath(told[0][1]) if told else "dist"
    return () if folder.startswith((".", "/")) else (folder,)


def _of_svelte_kit(stage: Container) -> tuple[str, ...]:
    """What its adapter for Node writes, by its one configuration: ``build``, or ``out`` where that is a plain text."""
    code = _configuration("svelte", stage)
    told = list(_ADAPTED.finditer(code))
    if not code or len(told) != 1 or code.count("adapter(") != 1 or _TAKING_IN.search(code):
        return ()
    folder = posixpath.normpath(told[0]["out"] or "build")
    return () if folder.startswith(("..", "/")) else (folder, ".svelte-kit")


def _of_next(stage: Container) -> tuple[str, ...]:
    """``.next``, and what ``output`` adds; nothing where the configuration is not seen."""
    code = _configuration("next", stage)
    told = _OUTPUT.findall(code)
    hidden = any(name.startswith("NEXT_PRIVATE") for name in _variables(stage))
    if not code or hidden or _DIST_DIR.search(code) or _TAKING_IN.search(code):
        return ()
    if len(told) > 1 or code.count("output") > len(told):
        return ()
    if told == ["export"]:
        return ("out", ".next/static", ".next/cache", ".next/server")
    plain = (".next/static", ".next/server", ".next/cache", ".next/BUILD_ID", ".next/types")
    return (*plain, ".next/standalone") if told == ["standalone"] else plain


def _configuration(name: str, stage: Container) -> str:
    texts = (own_text(stage, f"{name}.config.{ending}") for ending in _ENDINGS)
    return next((each for each in texts if each), "")


def _runs(stage: Container) -> list[str]:
    return stage.built.runs if stage.built else []


def _variables(stage: Container) -> Iterable[str]:
    return stage.built.variables if stage.built else ()


def _arguments(stage: Container) -> Iterable[str]:
    return stage.built.arguments if stage.built else ()


def mentions(folder: str, stage: Container) -> bool:
    """Whether a command or a script moves something to a folder of that name, or names a path in it."""
    name = re.escape(folder)
    said = re.compile(rf"(?<![\w/-]){name}/|[=/]{name}\b")
    word = re.compile(rf"(?<![\w-]){name}(?![\w-])")
    texts = (*_runs(stage), *(each.value for each in manifests("", stage)))
    if any(said.search(text) for text in texts):
        return True
    commands = dict.fromkeys(part for text in texts for part in _COMMANDS.split(text))
    return any((found := _PUTTING.search(each)) and word.search(each, found.end()) for each in commands)
