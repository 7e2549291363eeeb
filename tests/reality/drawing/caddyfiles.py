"""A Caddyfile with a route for each upstream, in the forms in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from reality.drawing.forms import FORMS, GLOBALS, SITES, Form
from reality.drawing.model import Layout, pick, some
from reality.drawing.telling import SAID, where_caddy_is
from reality.drawing.upstreams import Drawn, upstream

_MARK = re.compile("\0(\\d)")
_SKIP = " {\n\ttransport http {\n\t\ttls_insecure_skip_verify\n\t}\n}"
_WORDS = re.compile("UPHOST|UPPORT|UP|PREFIX|PATH|OTHER")


@dataclass(frozen=True, slots=True)
class _Route:
    number: int
    form: str
    prefix: str
    first: Drawn
    other: Drawn | None
    careful: bool

    @property
    def how(self) -> Form:
        return FORMS[self.form]

    def asked(self, *, placed: bool) -> dict[str, Any]:
        """The request through it, as in a ``scenario.json``; ``placed``: the files tell where Caddy is."""
        how, first, other = self.how, self.first, self.other
        told = placed and first.told and (other is None or other.told)
        if self.form.startswith("fastcgi") and first.app.says not in {*SAID, "known", "fpm"}:
            told = False
        unsure = self.form == "dynamic" and first.kind.startswith("host: ")  # localhost has two addresses
        if unsure or (self.careful and not first.app.tls and first.app.says not in SAID):
            told = False
        host = (how.host or "shop.example").replace("N", str(self.number))
        path = (how.path or "PREFIX/x").replace("PREFIX", self.prefix)
        asked: dict[str, Any] = {"number": self.number, "host": host, "path": path}
        if how.port:
            asked["port"] = how.port + self.number if how.port != 80 else 80
        target = f"{first.text} {other.bare}" if other else first.text
        return {**asked, "target": target, "kind": first.kind, "form": self.form, "told": told}


def caddyfile(random: Random, layout: Layout) -> list[dict[str, Any]]:
    """Write the Caddyfile of a deployment; its routes with the line of each upstream."""
    routes = list(_routes(random, layout))
    placed = where_caddy_is(layout, [route.first.kind for route in routes])
    site = pick(random, SITES)
    text = _text(random, layout, routes, site)
    folder = layout.caddyfile.rpartition("/")[0]
    texts = {layout.caddyfile: text}
    for route in routes:
        if route.how.file:
            name = f"routes/r{route.number}.caddy"
            inner = _filled(random, layout, route, FORMS["handle"].text)
            texts[f"{folder}/{name}" if folder else name] = inner + "\n"
    asked = [route.asked(placed=placed) for route in routes]
    indent = random.choice(["\t", "\t", "  ", "    "])
    for file, body in texts.items():
        _mark(file, body.replace("\t", indent), layout, asked)
    _give(random, layout)
    return [{"port": 443} | each for each in asked] if site == "shop.example" else asked


def _routes(random: Random, layout: Layout) -> Iterator[_Route]:
    used = set()
    for number in range(random.randint(2, 7)):
        form = pick(random, {name: form.weight for name, form in FORMS.items()})
        # Caddy asks a bare reverse_proxy before every php_fastcgi.
        if (FORMS[form].file and not layout.whole_folder) or (
            form == "fallback" and {form, "fastcgi"} & used
        ):
            form = "handle"
        prefix = random.choice(["/r", "/api/v", "/files"]) + str(number)
        other = upstream(random, layout) if "OTHER" in FORMS[form].text else None
        first = upstream(random, layout)
        if first.app.fastcgi and some(random, 0.75) and "://" not in first.text:
            form = (
                "fastcgi transport" if "fallback" in used else random.choice(["fastcgi", "fastcgi transport"])
            )
        used.add(form)
        careful = first.text.startswith("https://") and some(random, 0.5)
        yield _Route(number, form, prefix, first, other, careful)


def _text(random: Random, layout: Layout, routes: list[_Route], site: str) -> str:
    """The main file, with marks where upstreams are named."""
    before, inside, last, after = [], [], [], []
    for route in routes:
        body = _filled(random, layout, route, route.how.text)
        head, _, body = body.rpartition("----")
        body, _, tail = body.partition("++++")
        before += [head] if head not in before else []
        note = f"# ルート {route.number}: {route.first.text} を参照" if some(random, 0.3) else ""
        (last if route.form == "fallback" else inside).extend((body, note))
        after.append(tail)
    first = "encode gzip" if some(random, 0.6) else ""
    body = "\n".join(filter(None, [first, *inside, *last, 'respond /ping "pong"']))
    options = random.choice(GLOBALS) if some(random, 0.3) else ""
    body = body.replace("\n", "\n\t")
    return "\n".join(filter(None, [options, *before, f"{site} {{\n\t{body}\n}}\n", *after]))


def _filled(random: Random, layout: Layout, route: _Route, text: str) -> str:
    """A form with all that stands in it."""
    mark, first = f"\0{route.number}", route.first
    host, _, port = first.bare.rpartition(":")
    written = first.bare if route.how.plain else _given(random, layout, route.number, first.text)
    if written == first.text and not route.how.plain and some(random, 0.15):
        written = random.choice(['"', "`"]).join(["", written, ""])
    words = {
        "UPHOST": mark + (host or first.bare),
        "UPPORT": port if host else "80",
        "UP": mark + written,
        "PREFIX": route.prefix,
        "PATH": f"{route.prefix}/*",
        "OTHER": route.other.bare if route.other else "",
    }
    proxy = f"reverse_proxy UP{_SKIP if route.careful else ''}"

    def indented(found: re.Match[str]) -> str:
        return found[1] + proxy.replace("\n", "\n" + found[1])

    text = re.sub(r"(?m)(?<![^\n\t])(\t*)PROXY", indented, text)
    text = re.sub(r"(?<=[@s(nrm0])N\b|\bN\b", str(route.number), text)
    return _WORDS.sub(lambda found: words[found[0]], text)


def _given(random: Random, layout: Layout, number: int, text: str) -> str:
    """The upstream as it is written: itself, or a variable."""
    name, kind = f"UP_{number}", random.random()
    if kind < 0.03 and layout.caddy is not None:
        return f"{{${name}:{text}}}"
    if kind > 0.16 or layout.caddy is None:
        return text
    host, colon, port = text.rpartition(":")
    if kind < 0.05 and colon and "/" not in text:
        layout.variables[name] = host
        return f"{{${name}}}:{port}"
    if kind < 0.06:
        return f"{{${name}}}"
    layout.variables[name] = text
    return f"{{${name}}}" if kind < 0.14 else f"{{${name}:other:80}}"


def _mark(file: str, text: str, layout: Layout, asked: list[dict[str, Any]]) -> None:
    """Take the marks out of a file, and note the line of each."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _MARK.finditer(line):
            for each in asked:
                if each["number"] == int(found[1]):
                    each["line"] = number
                    if file != layout.caddyfile:
                        each["file"] = file
    layout.texts[file] = _MARK.sub("", text)


def _give(random: Random, layout: Layout) -> None:
    """Give Caddy its variables."""
    if not layout.variables or layout.caddy is None or layout.caddy_project is None:
        return
    given, home = layout.variables, layout.caddy_project
    kind = pick(random, {"map": 3, "list": 3, "env_file": 1, "dotenv": 1.5})
    if kind == "map":
        layout.caddy["environment"] = dict(given)
    elif kind == "list":
        layout.caddy["environment"] = [f"{name}={value}" for name, value in given.items()]
    elif kind == "env_file":
        layout.caddy["env_file"] = random.choice(["caddy.env", "./caddy.env", ["caddy.env"]])
        layout.texts[home.path("caddy.env")] = "".join(f"{name}={value}\n" for name, value in given.items())
    else:
        home.environment |= given
        layout.caddy["environment"] = {name: f"${{{name}}}" for name in given}
