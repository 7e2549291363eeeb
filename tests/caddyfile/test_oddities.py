"""What Caddy accepts with another meaning than it looks, and what depends on variables."""

from __future__ import annotations

import pytest

from caddyfile import oracle
from toybox_lint.caddy.load import load_caddyfile
from toybox_lint.caddy.model import Caddyfile
from toybox_lint.facts import Environment, Unknown
from toybox_lint.files import MemoryFiles

ODD = [
    ("no-upstreams", "a.example {\n\treverse_proxy «/app:80»\n}\n"),
    ("no-upstreams", "a.example {\n\t«reverse_proxy» {$UNSET}\n}\n"),
    ("upstream-network", "a.example {\n\treverse_proxy «app/api»\n}\n"),
    ("upstream-network", "a.example {\n\treverse_proxy «unix:/run/x»\n}\n"),
    ("upstreams-in-one", "a.example {\n\treverse_proxy «a:80,b:80»\n}\n"),
    ("shell-variable", "a.example {\n\treverse_proxy «${APP}:80»\n}\n"),
    ("shell-variable", "{\n\temail «${ACME_EMAIL}»\n}\na.example {\n\trespond `${NAME}`\n}\n"),
    ("shell-variable", 'a.example {\n\theader X-Name "«a ${NAME}»"\n\trespond /${b} ok\n}\n'),
    ("shell-variable", "«http://app.${DOMAIN}» {\n\trespond hi\n}\n"),
    ("brace-closes-here", "a.example {\n\thandle {\n\t\trespond hi «}»\n}\n"),
    ("closing-brace-missing", "a.example {\n\thandle {\n\t\trespond hi\n\t«}»\n"),
    ("placeholder-split", "a.example {\n\trespond «{http.request.header.X» Y}\n}\n"),
    ("status-not-a-number", "a.example {\n\trespond «404» gone\n}\n"),
    ("nanoseconds", "a.example {\n\treverse_proxy app {\n\t\tstream_timeout «5»\n\t}\n}\n"),
    (
        "last-counts",
        "a.example {\n\treverse_proxy app {\n\t\ttransport http\n\t\t«transport» http {\n\t\t}\n\t}\n}\n",
    ),
    (
        "named-route-keeps-first",
        "&(r) {\n\theader A b\n\t«reverse_proxy» app\n}\na.example {\n\tinvoke r\n}\n",
    ),
    ("site-vanishes", "a.example {\n\t«bind» {$UNSET}\n}\n"),
    ("site-shadowed", "a.example {\n}\n«A.example» {\n}\n"),
    ("http-on-tls-port", "«http://:8080» {\n}\nb.example:8080 {\n}\n"),
    ("argument-dropped", "a.example {\n\troot «a» b\n}\n"),
    ("option-is-on", "{\n\tdebug «off»\n}\na.example {\n}\n"),
    ("import-argument-missing", "(s) {\n\trespond «{args[1]}»\n}\na.example {\n\timport s x\n}\n"),
    ("import-matches-nothing", "a.example {\n\timport «none/*.conf»\n}\n"),
    ("quote-unclosed", ':80\nrespond «"hello\n»'),
    ("handle-repeated", "a.example {\n\thandle {\n\t\trespond a\n\t}\n\t«handle» {\n\t\trespond b\n\t}\n}\n"),
    ("fastcgi-port", "a.example {\n\tphp_fastcgi «php»\n}\n"),
    ("not-fastcgi", "a.example {\n\tphp_fastcgi «https://php:9000»\n}\n"),
]


@pytest.mark.parametrize(("kind", "marked"), ODD)
def test_accepted_and_odd(kind: str, marked: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    model = oracle.load(marked.replace("«", "").replace("»", "").encode())
    assert model.valid
    problems = [(problem.kind, problem.origin.span) for problem in model.problems]
    assert problems == [(kind, (start, end))]


@pytest.mark.skipif(oracle.caddy() is None, reason="the caddy program is not installed")
def test_caddy_accepts_what_is_odd() -> None:
    texts = [(kind, text.replace("«", "").replace("»", "").encode()) for kind, text in ODD]
    assert oracle.differences(texts) == []


SOUND = [
    "a.example {\n\treverse_proxy app:8080 unix//run/x.sock {env.UP} {\n\t\tflush_interval -1\n\t}\n}\n",
    "a.example {\n\treverse_proxy [::1]:80 fe80::1%eth0 tcp/app:80 {\n\t\tstream_timeout 0\n\t}\n}\n",
    "a.example {\n\troot * /srv\n\troot /x /y\n\trewrite /z\n\trespond `{ a }` 200\n}\n",
    "{\n\tdebug\n}\na.example, http://a.example {\n\thandle /a {\n\t}\n\thandle {\n\t}\n}\n",
    "a.example {\n\tphp_fastcgi php:9000\n}\nhttp://b.example {\n\tphp_fastcgi unix//run/php.sock\n}\n",
    "&(r) {\n\troute {\n\t\theader A b\n\t\treverse_proxy app\n\t}\n}\na.example {\n\tinvoke r\n}\n",
]


@pytest.mark.parametrize("text", SOUND)
def test_nothing_odd(text: str) -> None:
    assert oracle.load(text.encode()).problems == ()


def unknown(text: str) -> Caddyfile:
    return load_caddyfile(oracle.source(text.encode()), MemoryFiles({"Caddyfile": text}), Environment())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a.example {\n\treverse_proxy {$UP}\n}\n", "reverse_proxy"),
        ("a.example {\n\trespond {$TEXT}\n}\n", "respond"),
        ("a.example {\n\tbind {$ADDRESS}\n}\n", "bind"),
        ("{$NAME} {\n\treverse_proxy app\n}\n", "{$NAME}"),
        ("a.example {\n\treverse_proxy app {\n\t\tlb_try_duration {$WAIT}\n\t}\n}\n", "lb_try_duration"),
    ],
)
def test_what_breaks_without_a_variable(text: str, place: str) -> None:
    model = unknown(text)
    assert model.valid
    assert [(problem.kind, problem.origin.text) for problem in model.problems] == [
        ("variable-may-break", place)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{$NAME:a.example} {\n\treverse_proxy {$UP:app}:{$PORT:80}\n}\n",
        'a.example {\n\trespond "{$TEXT}"\n\treverse_proxy {$UP}:80\n}\n',
        "a.example {\n\treverse_proxy app {\n\t\tlb_try_duration {$WAIT:5s}\n\t}\n\ttls {$MAIL:a@b.example}\n}\n",
    ],
)
def test_what_does_not_break_without_a_variable(text: str) -> None:
    assert unknown(text).problems == ()


def test_parts_that_no_variable_decides_are_known() -> None:
    model = unknown("a.example {\n\treverse_proxy app:{$PORT} {$HOST}:80\n}\n")
    one, two = model.proxies[0].upstreams
    assert one.host == "app"
    assert isinstance(one.port, Unknown)
    assert one.port.variables == {"PORT"}
    assert isinstance(two.host, Unknown)
    assert two.port == 80


def test_unreachable_and_order() -> None:
    text = "a.example {\n\tfile_server /static/*\n\treverse_proxy app\n\thandle /a/b {\n\t\trespond x\n\t\tabort\n\t}\n"
    text += "\thandle /a/* {\n\t\treverse_proxy api\n\t}\n\thandle_path /a/c/* {\n\t\trespond y\n\t}\n}\n"
    site = oracle.load(text.encode()).sites[0]
    order = [handler.directive.name.text for handler in site.handlers]
    assert order == ["handle_path", "handle", "handle", "reverse_proxy", "file_server"]
    dead = [(each.directive.name.text, each.by.name.text) for each in site.unreachable]
    assert dead == [("respond", "abort"), ("file_server", "reverse_proxy")]


@pytest.mark.parametrize(
    ("body", "dead"),
    [
        ("redir https://x\nreverse_proxy app", ["reverse_proxy"]),
        ("redir /a https://x\nreverse_proxy app", []),
        ("reverse_proxy /a/* app\nfile_server /a/b", ["file_server"]),
        ("reverse_proxy /a app\nfile_server /a/b", []),
        ("uri strip_prefix /x\nreverse_proxy /a/* app\nfile_server /a/b", []),
        ("handle {\nheader A b\n}\nreverse_proxy app", []),
        ("handle {\nreverse_proxy app\n}\nfile_server", ["file_server"]),
        ("route {\nrespond a\nrespond b\n}", ["respond"]),
        ("file_server {\npass_thru\n}\nacme_server", []),
        ("php_fastcgi php:9000\nfile_server", []),
        ("@m path /a/* /b\nrespond @m hi\nreverse_proxy /b app", ["reverse_proxy"]),
        ("@m {\npath /a/*\nmethod GET\n}\nrespond @m hi\nreverse_proxy /a/b app", []),
        ("handle /a/* {\n}\nhandle /A/b {\nrespond x\n}\nhandle /a/c* {\n}", []),
    ],
)
def test_unreachable(body: str, dead: list[str]) -> None:
    model = oracle.load(f"a.example {{\n{body}\n}}\n".encode())
    assert model.valid
    assert [each.directive.name.text for each in model.sites[0].unreachable] == dead
