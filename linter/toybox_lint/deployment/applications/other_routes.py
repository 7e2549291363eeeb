"""What may answer a path beside the routes that a program's text is read for.

Sources: the documentation of Flask (``url_map``, modules that import the application back), Starlette (``root_path``),
Gunicorn (SCRIPT_NAME), terminus, chi (``middleware.Heartbeat``), Fiber (``healthcheck``: ``/livez``), Axum (``layer``,
``axum-extra``) and Go's ``net/http`` (``/`` takes whatever no other pattern does).
"""

from __future__ import annotations

import posixpath

from toybox_lint.deployment.listening.container import Container
from toybox_lint.files import Files
from toybox_lint.patterns import pattern, re
from toybox_lint.source import SourceFile

# Variables by which a server takes off the beginning of a path.
_OF_PATHS = pattern(r"(?:\w+_)?(?:ROOT_?PATH|SCRIPT_NAME|BASE_?PATH|PREFIX)", re.IGNORECASE)
# Layers and packages that answer checks by themselves, and errors that are answered in another way.
_ANSWERING = pattern(
    r"\.(?:Use|With|layer|use)\([^\n]{0,200}(?:[Hh]ealth|[Hh]eart|[Pp]rob)|\bterminus\b|\blightship\b|[Ee]rror_?[Hh]andler"
    r"|\.(?:typed_\w+|route_with_tsr)\(|\(\s*Router::new\(\)|\.nest\(\s*\"/\""
)
_EVERY_IN_GO = pattern(r"\.Handle(?:Func)?\(\s*[\"`](?:[A-Z]+ )?/[\"`]")
_ROUTER_IN_RUST = pattern(r"\blet\s+(?:mut\s+)?(\w+)[^=;\n]{0,80}=\s*Router::new\(\)")
_IMPORTED = pattern(r"^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import\b)", re.MULTILINE)
# A file of JavaScript that is executed for what it does.
_EXECUTED = pattern(
    r"^[ \t]*(?:(?:await[ \t]+)?(?:require|import)\([ \t]*|import[ \t]+)[\"']\.", re.MULTILINE
)
_SHOWN = pattern(r"\bexport\b|\bexports\b|\bglobal\.|\bglobalThis\.")
_MOST_IMPORTED = 30


def may_answer(path: str, code: str, file: SourceFile, inside: Container) -> bool:
    """Whether something else in a program's file, or beside it, may have a route for ``path``."""
    plain = path.rstrip("/")
    quoted = (f"{quote}{each}{quote}" for quote in "\"'`" for each in (plain or "/", f"{plain}/"))
    if any(each in code for each in quoted) or any(map(_OF_PATHS.fullmatch, inside.variables.values)):
        return True
    if _ANSWERING.search(code) or (_EXECUTED.search(code) and _SHOWN.search(code)):
        return True
    stem, ending = posixpath.splitext(file.path)
    if ending == ".go":
        return "NewServeMux" in code and _EVERY_IN_GO.search(code) is not None
    if ending == ".rs":
        routers = set(_ROUTER_IN_RUST.findall(code))
        return len(routers) > 1 or any(re.search(rf"\(\s*{each}\s*[,)]", code) for each in routers)
    return ending == ".py" and _is_imported_back(code, stem, inside.files)


def _is_imported_back(code: str, stem: str, files: Files) -> bool:
    """Whether a module beside it, which it imports, gets the application from it."""
    found = [each for match in _IMPORTED.finditer(code) for each in (match[1] or match[2]).split(",")]
    named = dict.fromkeys(each.split()[0] for each in found if each.split())
    folder, module = posixpath.split(stem)
    back = re.compile(rf"^[ \t]*(?:from|import)[ \t]+(?:[\w.]*\.)?{re.escape(module)}\b", re.MULTILINE)
    paths = (
        posixpath.join(place, f"{each.replace('.', '/')}.py")
        for each in list(named)[:_MOST_IMPORTED]
        for place in (folder, posixpath.dirname(folder))
    )
    read = (files.read(path) for path in paths)
    return any(isinstance(each, SourceFile) and back.search(each.text) for each in read)
