"""The ways in which a route is written.

``UP`` stands for the upstream, ``PROXY`` for ``reverse_proxy`` with it, ``PATH`` and ``PREFIX`` for the paths asked,
``N`` for the number of the route, ``OTHER`` for a second upstream. What stands before the site is before ``----``,
what stands behind it after ``++++``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its text, how often it is drawn, and what is asked where it is no path of the site."""

    text: str
    weight: float
    host: str | None = None
    path: str | None = None
    port: int | None = None
    plain: bool = False
    file: bool = False


FORMS = {
    "matcher": Form("reverse_proxy PATH UP", 5),
    "to": Form("reverse_proxy PATH {\n\tto UP\n\ttransport http {\n\t\tdial_timeout 2s\n\t}\n}", 3),
    "handle": Form("handle PATH {\n\tPROXY\n}", 4),
    "handle_path": Form("handle_path PATH {\n\tPROXY\n}", 3),
    "route": Form(
        "route PATH {\n\theader X-Zone N\n\treverse_proxy UP {\n\t\theader_up X-Real-IP {remote_host}\n\t}\n}",
        2,
    ),
    "named": Form("@mN path PATH\nreverse_proxy @mN UP", 3),
    "named block": Form("@mN {\n\tpath PATH\n\tmethod GET POST\n}\nhandle @mN {\n\tPROXY\n}", 2),
    "timeouts": Form(
        "handle PATH {\n\treverse_proxy UP {\n\t\ttransport http {\n\t\t\tread_timeout 30s\n"
        "\t\t\twrite_timeout 30s\n\t\t}\n\t}\n}",
        2,
    ),
    "snippet": Form("(sN) {\n\treverse_proxy {args[0]} UP\n}\n----import sN PATH", 3),
    "snippet with argument": Form("(to) {\n\treverse_proxy {args[0]} {args[1]}\n}\n----import to PATH UP", 2),
    "stripped": Form("route PATH {\n\turi strip_prefix PREFIX\n\tPROXY\n}", 1),
    "continued": Form("reverse_proxy PATH \\\n\tUP", 0.5),
    "nested": Form(
        "handle PATH {\n\thandle PREFIX/x* {\n\t\tPROXY\n\t}\n\thandle {\n\t\trespond no 404\n\t}\n}", 1
    ),
    "named route": Form("&(nN) {\n\treverse_proxy UP\n}\n----handle PATH {\n\tinvoke nN\n}", 0.5),
    "fastcgi": Form("php_fastcgi PATH UP", 0.4, path="PREFIX/x.php", plain=True),
    "fastcgi transport": Form(
        "reverse_proxy PATH UP {\n\ttransport fastcgi {\n\t\troot /srv\n\t}\n}", 0.1, plain=True
    ),
    "in turn": Form("reverse_proxy PATH UP OTHER {\n\tlb_policy round_robin\n}", 0.7, plain=True),
    "first": Form("reverse_proxy PATH UP OTHER {\n\tlb_policy first\n}", 0.4, plain=True),
    "tried again": Form(
        "reverse_proxy PATH UP OTHER {\n\tlb_policy round_robin\n\tlb_try_duration 3s\n}", 0.3, plain=True
    ),
    "forward_auth": Form(
        "handle PATH {\n\tforward_auth UP {\n\t\turi /verify\n\t\tcopy_headers Remote-User\n\t}\n\trespond ok\n}",
        0.3,
        plain=True,
    ),
    "own site": Form("++++http://rN.example {\n\tPROXY\n}\n", 1, "rN.example", "/x", 80),
    "own port": Form("++++:820N {\n\tPROXY\n}\n", 0.7, "any.example", "/x", 8200),
    "file": Form("import routes/rN.caddy", 0.8, file=True),
    "dynamic": Form("reverse_proxy PATH {\n\tdynamic a UPHOST UPPORT\n}", 0.3, plain=True),
    "not": Form("@mN {\n\tpath PATH\n\tnot header X-Old *\n}\nreverse_proxy @mN UP", 0.3),
    "expression": Form("@mN `path('PATH')`\nreverse_proxy @mN UP", 0.3),
    "fallback": Form("PROXY", 0.5, path="/else"),
}
GLOBALS = [
    "{\n\temail admin@example.com\n\t# 全体設定\n}\n",
    "{\n\tadmin off\n}\n",
    "{\n\tservers {\n\t\ttrusted_proxies static private_ranges\n\t}\n}\n",
    "{\n\tdebug\n\tgrace_period 5s\n}\n",
]
SITES = {
    "http://shop.example": 7,
    ":80": 1,
    "shop.example": 1,
    "http://shop.example, http://www.shop.example": 1,
}
