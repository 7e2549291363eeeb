"""Paths for which a program of one's own has routes, by the calls in its text.

Sources: the documentation of Express, Koa's router, Fastify and Hono (routes of an application, and middleware that is
mounted at a path; Hono's ``basePath``), of Elysia (``prefix``), of FastAPI (``include_router`` with a ``prefix``), of
Flask (``route``, ``register_blueprint``), and of Gin, Echo, Fiber, chi and Go's ``net/http`` (``Group``,
``HandleFunc``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at
from toybox_lint.deployment.listening.model import Process
from toybox_lint.deployment.listening.sources.own_programs import started
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, SourceFile

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
    r"\bnew\s+Elysia\(\s*\{\s*prefix:\s*[\"'`](?P<prefix>/[\w/-]+)[\"'`]\s*,?\s*\}\s*\)"
    r"|\bnew\s+Hono\(\s*\)\s*\.basePath\(\s*[\"'`](?P<base>/[\w/-]+)[\"'`]\s*\)"
)
# By which a program in Go may answer paths that none of its routes has.
_CATCHING_IN_GO = pattern(
    r"\.(?:Static\w*|NoRoute|NoMethod|NotFound|Mount|Match|Add|Method\w*|Rewrite\w*|Filesystem)\(|StripPrefix|FileServer|\bembed\b|filesystem|\.Use\(\s*\""
    r"|\bstatic\.\w+\(|\bhttp\.Handle(?:Func)?\(|\.Pre\(\s*(?!middleware\.(?:Remove|Add)Trailing)"
)
# Other applications, and what gets requests before or beside the one.
_OF_ELYSIA_OR_HONO = pattern(
    r"\bnew\s+(?:Elysia|Hono)\b|\.mount\(|createServer\(|\bfetch\s*\([\w\s:,]*\)\s*\{|\bfetch\s*:[^\n,}]*=>|\broutes\s*:"
    r"|\bonRequest\("
)
_PATH = pattern(r"[\"'`](?:[A-Z]+ )?(/[^\"'`\n$]*)[\"'`]")
_PREFIX = pattern(r"[^()\n]*?\b(?:url_)?prefix\s*=\s*[\"'](/[^\"'\n]*)[\"']")
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
    r"|basePath|prefix|\buse\(\s*(?:async\s+)?(?:function\b|\()|before_request|notFound\(|^from[ \t]+\.",
    re.MULTILINE,
)
# What FastAPI and Flask serve by themselves.
_OF_THE_FRAMEWORK = pattern(r"/(?:static|docs|redoc|openapi)\b.*")
_TOLD = pattern(r"root[-_]path|script[-_]name|--mount", re.IGNORECASE)
_PLAIN = pattern(r"[\w.~-]+")
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
    code = _COMMENT[language].sub(lambda match: " " * len(match[0]), text.value)
    whole = _WHOLE.search(code)
    if whole is not None and len(_OF_ELYSIA_OR_HONO.findall(code)) == 1:
        kind = str(whole.lastgroup)
        below = f"{whole[kind]}/".startswith(f"{prefix}/")
        return Located(name, text.origin.part(*whole.span(kind))) if below else None
    made = _MADE[language].findall(code)
    if len(made) != 1 or _CHANGED.search(code) or _is_handed_on(code, made[0]):
        return None
    if language == "go" and _CATCHING_IN_GO.search(code):
        return None
    paths = list(_paths(code, made[0], language))
    own = [path for path in paths if path is None or not _ASIDE.fullmatch(path)]
    if not own or any(path is None or not f"{path}/".startswith(f"{prefix}/") for path in own):
        return None
    at = code.find(str(own[0]))
    return Located(name, text.origin.part(at, at + len(str(own[0]))))


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
    language = "node" if name.endswith(_NODE) else "python"
    code = _COMMENT[language].sub(lambda match: " " * len(match[0]), text.value)
    made = _MADE[language].findall(code)
    if len(made) != 1 or _CHANGED.search(code) or _CATCHING.search(code) or _is_handed_on(code, made[0]):
        return None
    paths = list(_paths(code, made[0], language))
    own = [path for path in paths if path is not None and not _ASIDE.fullmatch(path)]
    if len(own) < _ENOUGH or None in paths or any(_may_be_below(prefix, path) for path in paths if path):
        return None
    at = code.find(own[0])
    return Located(name, text.origin.part(at, at + len(own[0])))


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
    plain = _QUOTED.sub(lambda match: " " * len(match[0]), code)
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
        path, prefix = _PATH.match(code, match.end()), _PREFIX.match(code, match.end())
        if path:
            yield path[1]
        elif prefix:
            yield prefix[1]
        elif not _HARMLESS.match(code, match.end()):
            yield None
