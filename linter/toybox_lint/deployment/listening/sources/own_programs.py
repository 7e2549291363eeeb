"""What may listen besides what a service declares: ports that its own program, command or variables name, programs
that start several.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator

from toybox_lint.deployment.listening.commands.unwrap import program_name
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.tables import word_set
from toybox_lint.digits import number
from toybox_lint.files import resolve
from toybox_lint.later import remembered
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin, SourceFile

SOURCES = (".js", ".mjs", ".cjs", ".ts", ".py", ".rb", ".php", ".pl", ".sh", ".R", ".r")
# Where programs that are built, or started by another name, say their port; with a star, in each folder there.
_USUAL = word_set("""
    main.go cmd/*/main.go main.rs src/main.rs main.py app.py server.js index.js app.js server.ts index.ts
    src/index.js src/server.js src/app.js src/main.js src/index.ts src/server.ts src/app.ts src/main.ts
    appsettings.json appsettings.Production.json Program.cs config.json config.yaml config.yml config.toml
    config/default.json
""")
# Settings of Java's frameworks, of whichever profile.
_RESOURCES, _OF_JAVA = "src/main/resources", pattern(r"application[\w-]*\.(?:properties|ya?ml|conf)")
# Files that a service is given, in which a program may read where it listens.
_GIVEN = pattern(r"\.(?:ya?ml|json|toml|ini|conf|cfg|cnf|env|properties|hcl|xml|config)", re.IGNORECASE)
_MOST_GIVEN = 50
# Not those that say how it is started.
_OF_COMPOSE = pattern(r"(?!.{256})(?:[\w.-]+[.-])?compose(?:[.-][\w.-]+)?\.ya?ml", re.IGNORECASE)
_FOR_PORTS = pattern(r"PORT|ADDR|LISTEN|BIND|URLS|(?:OPT(?:ION)?S?(?:_APPEND)?|ARGS|PARAMS)\Z", re.IGNORECASE)
_ASIDE = pattern(r"METRIC|PROM|ADMIN|DEBUG|HEALTH|MANAG|MONITOR|INSPECT|TRACE|GRPC|RPC|WS", re.IGNORECASE)
# Options of Node with which a file of one's own runs first, and texts that set variables.
_FIRST = pattern(r"(?:\A|\s)(?:-r|--require|--import|--loader|--experimental-loader)[=\s]\s*[\"']?\.{0,2}/")
_SETS = pattern(
    r"process\.env(?:\.\w*(?:PORT|HOST|ADDR|LISTEN)\w*|\[[^\]\n]{1,100}\])\s*(?:\|\||\?\?)?=(?!=)"
    r"|Object\.assign\(\s*process\.env\b"
)
# A module of what a compiler writes, without its ending: ``node dist/main``.
_OUTPUT = pattern(r"(?!.{500})(?:[\w./-]+/)?(?:dist|build|out)/(?:[\w-]+/)*[\w-]+")
_AS_A_MODULE = pattern(r"[\s\"',]-m[\"',\s-]+\Z")
# Numbers that stand for a variable of the environment where that is empty, or not there.
_DEFAULTS = (
    pattern(r"process\.env(?:\.|\[['\"])(\w+)(?:['\"]\])?\s*(?:\|\||\?\?)\s*['\"]?\d+"),
    pattern(r"(?:environ\.get|getenv|ENV\.fetch|env)\(\s*['\"](\w+)['\"]\s*,\s*['\"]?\d+"),
    pattern(r"os\.Getenv\(\"(\w+)\"\)[^\S\n]*\n\s*+if\s+\w+\s*==\s*\"\"\s*\{\s*\w+\s*=\s*\"[^\"\n]*\""),
    pattern(r"\$\{(\w+):-\d+"),
    pattern(r"env::var\(\s*\"(\w+)\"\s*\)\s*\.unwrap_or(?:_else)?\([^\"\n]*\"[^\"\n]*\""),
    pattern(
        r"env::var\(\s*\"(\w+)\"\s*\)\s*\.(?:ok\(\)\s*\.and_then\([^\n]{0,300}\.ok\(\)\s*\)|unwrap_or_default\(\)\s*\.parse[^\n.]{0,100}\(\))"
        r"\s*\.unwrap_or\(\d+\)"
    ),
)
# And those that stand for an option of the command where that is not given.
_OPTIONS = (
    pattern(
        r"\b(?:String|Int|Uint)\w*\(\s*(?:&[\w.]+\s*,\s*)?\"([\w.-]+)\"\s*,(?:\s*\"\w?\"\s*,)?\s*(?:\"[^\"\n]*\"|\d+)"
    ),
    pattern(r"add_argument\([^()]*?['\"]--([\w-]+)['\"][^()]*?\bdefault\s*=\s*['\"]?\d+"),
    pattern(r"\.option\(\s*+['\"`](?:(?!--)[^'\"`\n])*+--([\w-]++)[^'\"`\n]*+['\"`]\s*+,[^()\n]*?['\"`]?\d+"),
)
# Comments of languages in which two slashes begin one.
_SLASHED = (".go", ".rs", ".js", ".mjs", ".cjs", ".ts", ".cs", ".java", ".kt", ".swift")
_COMMENT = pattern(r"(?<![:\w/\"'`])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_VARIABLE = pattern(r"\$\{?(\w+)")
_NUMBER = pattern(r"(?<![\w.])[1-9][0-9]{1,4}(?![\w.])")
# Their configuration says what they start.
_STARTING_SEVERAL = frozenset(
    {"supervisord", "s6-svscan", "runsvdir", "runit", "foreman", "honcho", "overmind", "circusd", "pm2"}
    | {
        "make",
        "just",
        "task",
        "invoke",
        "inv",
        "poe",
        "rake",
        "mise",
        "mage",
        "turbo",
        "nx",
        "lerna",
        "npm-run-all",
    }
    | {"pm2-runtime", "concurrently", "multirun", "monit", "init", "systemd", "goreman", "hivemind", "forego"}
)


def ports_of_its_own(inside: Container, process: Process | None, settled: bool) -> frozenset[int]:
    """The numbers in the program's own text, where that is visible and nothing else tells where it listens.

    With those that it is started with, and those of its variables for ports, unless it is ``settled`` by all of its
    text where it listens: it may listen on several. Of a server, those that are written into files before it starts,
    and those in its files of settings.
    """
    if process is None or process.server is not None:
        from toybox_lint.deployment.listening.images.rewriting import writing_commands

        texts = writing_commands(inside)
        if process is not None or texts:
            words = tuple(each.value for each in process.words) if process else ()
            given = (*_values_in(texts, inside), *_mounted(inside), *words)
            texts += tuple(each for each in given if isinstance(each, str))
            return frozenset(number(match[0]) for text in texts for match in _NUMBER.finditer(text))
    own = [text for _, text in started(inside, process)]
    shown = [*map(_code, own), *(each for text in own for each in _behind(text, inside))]
    options = {str(word.value).partition("=")[0].lstrip("-") for word in process.words} if process else ()
    written = (
        _without_defaults(text, inside.variables.values, options)
        for text in (*shown, *_built(inside, process, settled), *_mounted(inside))
    )
    texts = (*written, *_told(inside, process, settled, shown))
    return frozenset(number(match[0]) for text in texts for match in _NUMBER.finditer(text))


def may_set_variables(inside: Container, process: Process) -> bool:
    """Whether a program of Node, or a module that runs before it, may give itself variables."""
    options = inside.variables.given("NODE_OPTIONS")
    words = " ".join(str(word.value) for word in process.words)
    if _FIRST.search(words) or (options and _FIRST.search(str(options.value))):
        return True
    return any(_sets(_code(text)) for _, text in started(inside, process))


def _values_in(texts: Iterable[str], inside: Container) -> Iterator[str]:
    """The values of the variables that texts of a shell name."""
    named = {match[1] for text in texts for match in _VARIABLE.finditer(text)}
    given = (inside.variables.given(name) for name in sorted(named))
    yield from (each.value for each in given if each is not None and isinstance(each.value, str))


def _code(text: Located[str]) -> str:
    """The text without what only explains it."""
    slashed = text.origin.file.path.endswith(_SLASHED)
    return _without_comments(text.value) if slashed else text.value


@remembered
def _without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


@remembered
def _sets(code: str) -> bool:
    return bool(_SETS.search(code))


def _behind(text: Located[str], inside: Container) -> Iterator[str]:
    """What a text imports, where it is a file of its own."""
    from toybox_lint.deployment.listening.sources.imported_texts import imported_texts

    file = text.origin.file
    return imported_texts(file, inside.files) if file.path.endswith(SOURCES) else iter(())


def _without_defaults(text: str, variables: Collection[str], options: Collection[str]) -> str:
    """The text without what is taken in place of variables, and options, that are given."""

    def without(given: Collection[str]) -> Callable[[re.Match[str]], str]:
        return lambda found: "" if found[1] in given else found[0]

    for expressions, given in ((_DEFAULTS, variables), (_OPTIONS, options)):
        for expression in expressions:
            text = expression.sub(without(given), text)
    return text


def _told(inside: Container, process: Process | None, settled: bool, shown: Collection[str]) -> Iterator[str]:
    """The words of the command, and the values of variables that are named after ports and addresses.

    Not those that the program does not name, where it asks for another one that nobody gives.
    """
    command = inside.service.command
    words = process.words if process else command.words or () if command else ()
    values = {} if settled else inside.variables.values
    vain = shown and _asks_in_vain(shown, values) and not (process and may_set_variables(inside, process))
    read = "\n".join(shown) if vain else None
    named = (
        given for name, given in values.items() if _FOR_PORTS.search(name) and (read is None or name in read)
    )
    yield from (each.value for each in (*words, *named) if isinstance(each.value, str))


def _asks_in_vain(texts: Iterable[str], variables: Collection[str]) -> bool:
    """Whether a program reads a variable for a port that is not given, and has a number in its place."""
    return any(
        _FOR_PORTS.search(match[1]) and match[1] not in variables and not _ASIDE.search(match[1])
        for text in texts
        for expression in _DEFAULTS
        for match in expression.finditer(text)
    )


def names_of_texts(process: Process) -> Iterator[str]:
    """The files that the command names: as they are, or as the module that Python is to run."""
    for word in process.words:
        if isinstance(word.value, str) and (word.value.endswith(SOURCES) or _OUTPUT.fullmatch(word.value)):
            yield word.value
    first = process.words[0] if process.words else None
    if first and isinstance(first.value, str) and _AS_A_MODULE.search(_before(first.origin)):
        path = first.value.replace(".", "/")
        yield from (f"{path}.py", f"{path}/__main__.py")


def _before(word: Origin) -> str:
    """What stands before a word in its file, as far as the word before it may begin there."""
    start = word.span.start if word.exact else 0
    return word.file.text[max(0, start - 20) : start]


def started(inside: Container, process: Process | None) -> Iterator[tuple[str, Located[str]]]:
    """The files that the command names, each with its text; of what is compiled that from which it is made."""
    for name in names_of_texts(process) if process else ():
        path = inside.path(name)
        content = content_at(inside, path) if path else None
        text = whole_text(content) if isinstance(content, SourceFile) else content
        if isinstance(text, Located):
            yield posixpath.basename(name), text
        elif path:
            from toybox_lint.deployment.listening.sources.transpiled import source_of

            source = source_of(inside, path)
            if source is not None:
                yield posixpath.basename(source.path), whole_text(source)


def is_shown(inside: Container, process: Process | None) -> bool:
    """Whether some text of the program that is started is here."""
    if process is None:
        return False
    if any(True for _ in started(inside, process)):
        return True
    from toybox_lint.deployment.listening.sources.compiled import compiled

    made = compiled(inside, process)
    return made is not None and bool(made.texts)


def _built(inside: Container, process: Process | None, settled: bool) -> Iterator[str]:
    """The texts of which it is compiled, or else those of the usual files in the folder that it is built from."""
    from toybox_lint.deployment.listening.sources.compiled import compiled

    made = compiled(inside, process) if process is not None else None
    yield from (_code(text) for _, text in made.texts) if made is not None else ()
    context = inside.service.build.context if inside.service.build else None
    if not isinstance(context, str) or settled:
        return
    yield from _of_java(inside, process, context)
    for name in sorted(_USUAL):
        before, star, after = name.partition("*")
        folders = inside.files.names(resolve(context, before)) if star else ("",)
        for folder in folders:
            file = inside.files.read(resolve(context, f"{before}{folder}{after}"))
            if isinstance(file, SourceFile):
                yield _code(whole_text(file))


def _of_java(inside: Container, process: Process | None, context: str) -> Iterator[str]:
    """The files of settings of Java's frameworks, without their main port where it is known what that is."""
    from toybox_lint.deployment.listening.sources.ktor import from_ktor
    from toybox_lint.deployment.listening.sources.spring import from_spring, without_its_ports

    folder = resolve(context, _RESOURCES)
    names = [name for name in inside.files.names(folder) if _OF_JAVA.fullmatch(name)]
    if not names or process is None or any(from_ktor(inside, process)):
        return
    decided = any(from_spring(inside, process))
    for name in names:
        file = inside.files.read(resolve(folder, name))
        if isinstance(file, SourceFile):
            yield without_its_ports(file.text) if decided else file.text


def _mounted(inside: Container) -> Iterator[str]:
    """The files of settings that are mounted, or that are in a folder which is."""
    seen = 0
    for mount in inside.service.mounts:
        if mount.kind != "bind" or not isinstance(mount.source, str):
            continue
        names = inside.files.names(mount.source) if inside.files.is_directory(mount.source) else ()
        paths = [resolve(mount.source, name) for name in names] or [mount.source]
        for path in paths:
            name = posixpath.basename(path)
            if (
                seen < _MOST_GIVEN
                and _GIVEN.fullmatch(posixpath.splitext(path)[1])
                and not _OF_COMPOSE.fullmatch(name)
            ):
                seen += 1
                file = inside.files.read(path)
                if isinstance(file, SourceFile):
                    yield file.text


def starts_several(process: Process | None) -> bool:
    """Whether it is a program that starts others, as its configuration says."""
    return process is not None and program_name(process.words) in _STARTING_SEVERAL
