"""Paths for which a program of one's own has routes, by the calls in its text.

Sources: the documentation of Express, Koa's router, Fastify and Hono (routes of an application, and middleware that is
mounted at a path; Hono's ``basePath``), of Elysia (``prefix``), of FastAPI (``include_router`` with a ``prefix``), of
Flask (``route``, ``register_blueprint``), and of Gin, Echo, Fiber, chi and Go's ``net/http`` (``Group``,
``HandleFunc``), of Axum (``route``, ``nest``), of Socket.IO (``path``: ``/socket.io/``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.applications.other_routes import may_answer
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.sources.own_programs import started
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile, blank_out, closing_brace

_LONGEST = 100_000
_NEAR = 80
_MODULE = pattern(r"([\w.]+):\w+(?:\(\))?")
_NODE = (".js", ".mjs", ".cjs", ".ts")
_MADE = {
    "node": pattern(r"\b(\w+)\s*=\s*(?:await\s+)?(?:express|fastify|Fastify|new\s+Hono)\s*(?:<[^<>()]*>)?\("),
    "python": pattern(r"^(\w+)\s*=\s*(?:fastapi\.|flask\.)?(?:FastAPI|Flask)\(", re.MULTILINE),
    "go": pattern(
        r"\b(\w+)\s*:=\s*(?:gin\.(?:Default|New)|echo\.New|fiber\.New|chi\.New(?:Router|Mux)|http\.NewServeMux)\("
    ),
}
_ROUTE = {
    "node": r"\b{app}\s*\.\s*(?:get|post|put|patch|delete|all|use|route|register)\(\s*",
    "python": r"(?:@{app}\.(?:get|post|put|patch|delete|websocket|route)|\b{app}\.(?:include_router|mount"
    r"|register_blueprint|add_url_rule|add_api_route))\(\s*",
    "go": r"\b{app}\.(?:GET|POST|PUT|PATCH|DELETE|Any|Get|Post|Put|Patch|Delete|All|Group|Route|Handle(?:Func)?)\(\s*",
}
# A path that an application says of all of its routes at once.
_WHOLE = pattern(
    r"\bnew\s+Elysia\(\s*\{\s*prefix:\s*[\"'`](?P<prefix>/[\w/-]+)[\"'`]\s*+,?\s*+\}\s*+\)"
    r"|\bnew\s+Hono\(\s*\)\s*\.basePath\(\s*[\"'`](?P<base>/[\w/-]+)[\"'`]\s*\)"
)
# By which a program in Go may answer paths that none of its routes has.
_CATCHING_IN_GO = pattern(
    r"\.(?:Static\w*|NoRoute|NoMethod|NotFound|Mount|Match|Add|Method\w*|Rewrite\w*|Filesystem)\(|StripPrefix|FileServer|\bembed\b|filesystem|\.Use\(\s*\""
    r"|\bstatic\.\w+\(|\bhttp\.Handle(?:Func)?\(|\.Pre\(\s*(?!middleware\.(?:Remove|Add)Trailing)"
)
# Other applications, and what gets requests before or beside the one.
_OF_ELYSIA_OR_HONO = pattern(
    r"\bnew\s+(?:Elysia|Hono)\b|\.mount\(|createServer\(|\bfetch\s*\([\w\s:,]*\)\s*\{|\bfetch\s*:[^\n,}]{0,200}=>|\broutes\s*:"
    r"|\bonRequest\("
)
_PATH = pattern(r"[\"'`](?:[A-Z]+ )?(/[^\"'`\n$]*)[\"'`]")
_PREFIX = pattern(r"[^()\n]*?\b(?:url_)?prefix\s*=\s*[\"'](/[^\"'\n]*)[\"']")
# That of a plugin of Fastify, which one that is wrapped by a package does not heed.
_OF_PLUGIN = pattern(r"\w+\s*,\s*\{\s*prefix:\s*[\"'`](/[^\"'`\n$]*)[\"'`]\s*+,?\s*+\}\s*+\)")
_WRAPPING = ("fastify-plugin", "@fastify/autoload")
# A function in Go with its parameters, by which an application of the same name is hidden inside.
_FUNCTION = pattern(r"\bfunc(?:[ \t]+\w+)?[ \t]*\(([^(){}\n]{1,400})\)[^{}\n]{0,200}\{")
# Middleware that answers nothing by itself, and what answers whatever nothing else does.
_HARMLESS = pattern(
    r"express\.(?:json|urlencoded|raw|text)\(|(?:cors|helmet|morgan|compression|cookieParser|cookie_parser|session|logger"
    r"|bodyParser\.\w+|pino\w*|rateLimit|limiter|requestLogger)\b|(?:async\s+)?(?:function\b|\([\w\s,:]*\)\s*=>)"
    r"|require\(['\"](?:cors|helmet|morgan|compression|cookie-parser)['\"]\)"
)
# What may give a request another path before its route is looked for.
_CHANGED = pattern(r"\breq(?:uest)?\.(?:url|path)\s*=(?!=)|PATH_INFO|\bwsgi_app\b|\bscope\[|\brewriteUrl\b")
# Pages that are asked for by machines, beside those of an application.
_ASIDE = pattern(
    r"/|/\*|/(?:health|healthz|healthcheck|ready|readyz|live|livez|ping|metrics|status|version)/?"
)
_COMMENT = {
    "node": pattern(r"(?<![:\w\"'])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL),
    "python": pattern(r"#[^\n]*"),
    "go": pattern(r"(?<![:\w\"'])//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL),
}


# What may answer paths that are nobody's, or tells the program of a path before its own.
_CATCHING = pattern(
    r"root_path|ROOT_PATH|APPLICATION_ROOT|SCRIPT_NAME|DispatcherMiddleware|ProxyFix|middleware|static_url_path|StaticFiles"
    r"|static\(|sendFile|render\(|createProxyMiddleware|httpProxy|setNotFoundHandler|errorhandler|exception_handler"
    r"|basePath|prefix|[\"']socket\.io[\"']|socketio|SocketIO|WebSocketServer|WebSocket\.Server|[\"']upgrade[\"']"
    r"|\buse\(\s*(?:async\s+)?(?:function\b|\()|before_request|notFound\(|^from[ \t]+\.",
    re.MULTILINE,
)
# Middleware of Starlette's that answers no path by itself.
_LEAVING_PATHS = pattern(
    r"from[ \t]+(?:fastapi|starlette)\.middleware\.(?:cors|gzip|trustedhost|sessions)[ \t]+import[ \t]+\w+[ \t]*$"
    r"|\b\w+\.add_middleware\(\s*(?:CORS|GZip|TrustedHost|Session)Middleware\b",
    re.MULTILINE,
)
# What FastAPI and Flask serve by themselves.
_OF_THE_FRAMEWORK = pattern(r"/(?:static|docs|redoc|openapi)\b.*")
_TOLD = pattern(r"root[-_]path|script[-_]name|--mount", re.IGNORECASE)
_PLAIN = pattern(r"[\w.~-]+")
# What gives routes of others a path: below the root they may have any.
_OF_MANY = pattern(r"\.\s*(?:use|register|include_router|mount|register_blueprint|Group|Route)\(\s*\Z")
_HANDED = pattern(r"\s*,\s*[\w.]+\s*\)")
# Where Socket.IO listens unless ``path`` says otherwise.
_SOCKET_IO, _ELSEWHERE = "/socket.io", pattern(r"\bpath\s*:(?!\s*[\"'`]/socket\.io/?[\"'`])|\.path\(")
_IN_AXUM = pattern(r"\.(?:route|nest)\(\s*\"(/[^\"\n]*)\"")
_ANY_IN_AXUM = pattern(r"\.(?:route|nest)\(")
_CATCHING_IN_RUST = pattern(
    r"\b(?:fallback\w*|merge|nest_service|route_service|ServeDir|ServeFile|rewrite\w*|NormalizePath\w*)\b|\broutes[!(]"
)
_LETTER = pattern(r"[^\n]")
_MADE_OF_SOCKET_IO = pattern(r"[\"']socket\.io[\"']")
# Fewer routes than these are rather an example.
_ENOUGH = 2
_QUOTED = pattern(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`")
# Around the name of an application that gets no route of something else there.
_BEFORE = pattern(
    r"(?:\b(?:createServer|serve|handle|run|run_simple|CORS|expressWs)\((?:\s*\{[^{}\n]*\}\s*,)?|=|export\s+default|return"
    r"|\bListenAndServe\([^()\n]*,)\s*\Z"
)
_BEHIND = pattern(r"\s*(?:[.=]|:=|:\s*\w+\s*=)")


def all_below(prefix: str, inside: Container, process: Process) -> Located[str] | None:
    """The file whose routes are all below ``prefix``, but for those of machines; ``None`` where that is not certain."""
    texts = [each for each in _texts(inside, process) if len(each[1].value) <= _LONGEST]
    if len(texts) != 1:
        return None
    name, text = texts[0]
    language = "node" if name.endswith(_NODE) else "go" if name.endswith(".go") else "python"
    code = blank_out(_COMMENT[language], text.value)
    made = _MADE[language].findall(code)
    if language == "go" and len(made) == 1:
        code = _without_hiding(code, made[0])
    whole = _WHOLE.search(code)
    if whole is not None and len(_OF_ELYSIA_OR_HONO.findall(code)) == 1:
        kind = str(whole.lastgroup)
        below = f"{whole[kind]}/".startswith(f"{prefix}/")
        return Located(name, text.origin.part(*whole.span(kind))) if below else None
    if len(made) != 1 or _CHANGED.search(code) or _is_handed_on(code, made[0]):
        return None
    if language == "go" and _CATCHING_IN_GO.search(code):
        return None
    paths = list(_paths(code, made[0], language))
    if language == "node" and "prefix:" in code and _wraps(inside):
        return None
    own = [path for path in paths if path is None or not _ASIDE.fullmatch(path)]
    if not own or any(path is None or not f"{path}/".startswith(f"{prefix}/") for path in own):
        return None
    at = code.find(str(own[0]))
    return Located(name, text.origin.part(at, at + len(str(own[0]))))


def sockets_at(prefix: str, inside: Container, process: Process) -> Located[str] | None:
    """The package of Socket.IO, which answers at a path of its own, where nothing gives it another one."""
    from toybox_lint.deployment.listening.commands.package_scripts import manifests

    texts = list(_texts(inside, process))
    # What makes it elsewhere may give it a path there.
    if prefix != _SOCKET_IO or not any(_MADE_OF_SOCKET_IO.search(text.value) for _, text in texts):
        return None
    if any(_ELSEWHERE.search(text.value) for _, text in texts):
        return None
    found = ((text, text.value.find('"socket.io"')) for text in manifests("", inside))
    place = next(((text, at) for text, at in found if at >= 0), None)
    return (
        Located("socket.io", place[0].origin.part(place[1], place[1] + len('"socket.io"'))) if place else None
    )


def none_below(prefix: str, inside: Container, process: Process) -> Located[str] | None:
    """The file that has routes, of which certainly none takes a path below ``prefix``."""
    texts = [each for each in _texts(inside, process) if len(each[1].value) <= _LONGEST]
    if (
        len(texts) != 1
        or _OF_THE_FRAMEWORK.match(prefix)
        or any(_TOLD.search(str(word.value)) for word in process.words)
    ):
        return None
    name, text = texts[0]
    paths = _all_paths(name, text)
    own = [path for path in paths if not _ASIDE.fullmatch(path)]
    if len(own) < _ENOUGH or any(_may_be_below(prefix, path) for path in paths):
        return None
    at = text.value.find(own[0])
    return Located(name, text.origin.part(at, at + len(own[0])))


def none_at(path: str, inside: Container, process: Process) -> Located[str] | None:
    """The file of which certainly no route takes ``path``, with the place of one that it has."""
    texts = [each for each in _texts(inside, process) if len(each[1].value) <= _LONGEST]
    if (
        len(texts) != 1
        or _OF_THE_FRAMEWORK.match(path)
        or any(_TOLD.search(str(word.value)) for word in process.words)
    ):
        return None
    name, text = texts[0]
    paths = _all_paths(name, text)
    if (
        not paths
        or path in paths
        or may_answer(path, _code(name, text), text.origin.file, inside)
        or any(_may_be_below(path.lower(), each.lower()) for each in paths if each != "/")
    ):
        return None
    aside = next((each for each in paths if each != "/" and _ASIDE.fullmatch(each)), paths[0])
    at = text.value.find(aside)
    return Located(aside, text.origin.part(at, at + len(aside)))


def _code(name: str, text: Located[str]) -> str:
    """The text without its comments."""
    language = "node" if name.endswith(_NODE) else "python" if name.endswith(".py") else "go"
    return blank_out(_COMMENT[language], text.value)


def _all_paths(name: str, text: Located[str]) -> list[str]:
    """The path of each route of a program; none where something may answer others."""
    if name.endswith(".rs"):
        return _of_axum(blank_out(_COMMENT["go"], text.value))
    language = "node" if name.endswith(_NODE) else "go" if name.endswith(".go") else "python"
    code = blank_out(_COMMENT[language], text.value)
    code = blank_out(_LEAVING_PATHS, code) if language == "python" else code
    made = _MADE[language].findall(code)
    if len(made) != 1:
        return []
    if language == "go":
        code = _without_hiding(code, made[0])
    catching = _CATCHING_IN_GO.search(code) if language == "go" else _CATCHING.search(code)
    if catching or _CHANGED.search(code) or _is_handed_on(code, made[0]):
        return []
    paths = list(_paths(code, made[0], language))
    return [] if None in paths else [path for path in paths if path is not None]


def _of_axum(code: str) -> list[str]:
    """Those of Axum's routers in one text, and of the routers in these."""
    calls = _IN_AXUM.findall(code)
    known = "axum" in code and "Router::new()" in code and not _CATCHING_IN_RUST.search(code)
    return calls if known and len(calls) == len(_ANY_IN_AXUM.findall(code)) else []


def _without_hiding(code: str, app: str) -> str:
    """The text without the functions that have something else under the name of the application."""
    hiding = re.compile(rf"(?<!\w){re.escape(app)}\s+[\w.*\[\]]")
    parts: list[str] = []
    at = 0
    for found in _FUNCTION.finditer(code):
        if found.start() < at or not hiding.search(found[1]):
            continue
        end = closing_brace(code, found.end())
        if end is None:
            return ""
        parts += (code[at : found.start()], _LETTER.sub(" ", code[found.start() : end]))
        at = end
    return "".join((*parts, code[at:]))


def _wraps(inside: Container) -> bool:
    """Whether its packages bring what makes plugins that heed no prefix, or finds them by itself."""
    from toybox_lint.deployment.listening.commands.package_scripts import manifests

    return any(f'"{each}"' in text.value for text in manifests("", inside) for each in _WRAPPING)


def _may_be_below(prefix: str, path: str) -> bool:
    """Whether a route may take what begins with ``prefix``: its own parts are plain words up to there."""
    for wanted, part in zip(prefix.split("/")[1:], path.split("/")[1:], strict=False):
        if not _PLAIN.fullmatch(part):
            return True
        if part != wanted:
            return False
    return True


def _is_handed_on(code: str, app: str) -> bool:
    """Whether something else gets the application, which may give it routes."""
    plain = blank_out(_QUOTED, code)
    return any(
        not (
            _BEHIND.match(plain, each.end())
            or _BEFORE.search(plain, max(0, each.start() - _NEAR), each.start())
        )
        for each in re.finditer(rf"(?<![\w.$]){re.escape(app)}\b", plain)
    )


def _texts(inside: Container, process: Process) -> Iterator[tuple[str, Located[str]]]:
    """The texts that the command names, as files or as modules of a server, or of which its program is compiled."""
    yield from started(inside, process)
    if (
        process.server is None
        and inside.built is not None
        and any(copy.stage for copy in inside.built.copies)
    ):
        from toybox_lint.deployment.listening.sources.compiled import compiled

        made = compiled(inside, process)
        yield from made.texts if made is not None else ()
    for word in process.words[1:]:
        module = _MODULE.fullmatch(word.value) if isinstance(word.value, str) else None
        path = inside.path(f"{module[1].replace('.', '/')}.py") if module else None
        content = content_at(inside, path) if path else None
        text = whole_text(content) if isinstance(content, SourceFile) else content
        if path and isinstance(text, Located):
            yield posixpath.basename(path), text


def _paths(code: str, app: str, language: str) -> Iterator[str | None]:
    """The path of each route, ``None`` for one that is not told."""
    for match in re.finditer(_ROUTE[language].format(app=re.escape(app)), code):
        path = _PATH.match(code, match.end())
        prefix = _PREFIX.match(code, match.end()) or _OF_PLUGIN.match(code, match.end())
        if path:
            many = _OF_MANY.search(match[0]) or (".route" in match[0] and _HANDED.match(code, path.end()))
            yield None if path[1] == "/" and many else path[1]
        elif prefix:
            yield prefix[1]
        elif not _HARMLESS.match(code, match.end()):
            yield None
