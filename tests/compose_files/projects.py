"""Random compose projects as texts: services, overrides, variables; mostly sound, sometimes not."""

from __future__ import annotations

from hypothesis import strategies as st

from compose_files.unusual import POOLS, REFUSED, SOUND

Texts = dict[str, str]
Strategy = st.SearchStrategy[str]


def one(*texts: str, bad: tuple[str, ...] = ()) -> Strategy:
    """One of the texts; now and then one of those that Compose refuses."""
    sound = st.sampled_from(texts)
    if not bad:
        return sound
    return st.integers(0, 39).flatmap(lambda number: st.sampled_from(bad) if number == 23 else sound)


def flow_list(items: Strategy, most: int = 3) -> Strategy:
    return st.lists(items, max_size=most).map(lambda found: "[" + ", ".join(found) + "]")


def flow_map(keys: Strategy, values: Strategy, most: int = 3) -> Strategy:
    entries = st.dictionaries(keys, values, max_size=most)
    return entries.map(lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}")


NAMES = one("a", "b", "c")
OTHERS = one("c", bad=("a", "b", "nope"))
NETWORKS = one("front", "back", "default")
VARIABLES = one("X", "E", "U", "Y_2")
PLAIN = one(
    "x",
    "80",
    "0x50",
    "0123",
    "1.50",
    "yes",
    "true",
    "1e3",
    "a b",
    "22:22",
    "-1",
    ".5",
    bad=("2024-01-01", "~"),
)
QUOTED = one(
    '"x"', "'80'", '""', '"a b"', '"a=b"', "'it''s'", '"t\\tab"', '"${X}"', '"$U"', '"$$"', "'${U:-d}'"
)
DEEP = st.builds(
    lambda name, operator, inner: '"${' + name + operator + inner + '}"',
    VARIABLES,
    one(":-", "-", ":+", "+"),
    one("", "d", "a b", "${X}", "$Y_2", "${U:-x}", "{}", "1"),
)
SCALARS = st.one_of(PLAIN, QUOTED, DEEP)
PORTS = one(
    *(
        "80",
        '"8080:80"',
        '"127.0.0.1:81:81"',
        '"3000-3002:3000-3002"',
        '"53:53/udp"',
        "22:22",
        '"[::1]:80:80"',
    ),
    *("{target: 80}", '{target: 80, published: "8080"}', "{target: 81, published: 81, host_ip: 127.0.0.1}"),
    *('"${P:-8080}:80"', '"80:${T:-80}"', '"3000-3001:80"', '"0.0.0.0:80:80"'),
    bad=('"a:80"', "{published: 1}", "80.5", '"80:80:80"'),
)
VOLUMES = one(
    *(
        "./d:/data",
        "vol:/data",
        "vol:/data/",
        "/anon",
        "./d:/data:ro",
        "{type: bind, source: ./e, target: /data}",
    ),
    *(
        "{type: volume, source: vol, target: /v}",
        "{type: tmpfs, target: /t}",
        '"${D:-./d}:/data"',
        "../up:/u",
    ),
    bad=("nope:/n", "5"),
)
LIST_VARIABLES = one("A=1", "A", "B=2", "C=", '"D=${X}"', '"E=a=b"', "X", "'F=x y'")
COMMANDS = st.one_of(
    one(
        "serve", "serve --port 80", "'a \"b c\" d'", "a && b", '""', "[]", '"$$X ${X}"', bad=('"a (b)"', "5")
    ),
    flow_list(one("a", '"b c"', "'80'", '"${X}"')),
)
CONDITIONS = one("service_started", "service_healthy", "service_completed_successfully", bad=("healthy",))
DEPENDENCIES = st.builds(
    lambda word, more: f"{{condition: {word}{more}}}",
    CONDITIONS,
    one("", ", restart: true", ", required: false"),
)
CHECKS = one(
    *("{test: curl x}", "{test: [CMD, x], interval: 90s}", "{disable: true}", "{test: [NONE]}"),
    *("{test: x, retries: 3, timeout: 1m30s}", "{test: '${U:-y}'}"),
    bad=("{test: [x]}", "{interval: 5}"),
)
BUILDS = one(
    *(".", "./ctx", "{context: ., target: t}", "{args: {A: 1, X: }}", "{dockerfile: D, args: [A=2]}"),
    "{dockerfile_inline: FROM x}",
)
DEPLOYS = one(
    *(
        "{replicas: 2}",
        "{replicas: 0}",
        "~",
        "{labels: [a=1]}",
        "{resources: {limits: {cpus: '0.5', memory: 1g}}}",
    )
)
ATTACHMENTS = one("", "{}", "{aliases: [x, y]}", '{aliases: ["${X}"]}', "{ipv4_address: 1.2.3.4}")
KEYS: dict[str, Strategy] = {
    "image": one("x", '"x:${X}"', "nginx:1", bad=("~", "5")),
    "command": COMMANDS,
    "entrypoint": COMMANDS,
    "hostname": one('"x"', "a b", "'80'", '""', '"${X}"', "yes", bad=("80", "~")),
    "restart": one("always", "no", "unless-stopped", '"${R:-always}"', bad=("false",)),
    "environment": st.one_of(flow_map(one("A", "B", "X", "E"), SCALARS), flow_list(LIST_VARIABLES)),
    "labels": st.one_of(flow_map(one("a", "b.c"), SCALARS), flow_list(one("a=1", "a", "b.c=2"))),
    "env_file": st.one_of(
        one("one.env"), flow_list(one("one.env", "two.env", "{path: no.env, required: false}"))
    ),
    "ports": flow_list(PORTS),
    "expose": flow_list(one("80", '"80"', '"81/tcp"', "0x50", bad=("[x]", "80.5"))),
    "volumes": flow_list(VOLUMES),
    "tmpfs": st.one_of(one("/run"), flow_list(one("/run", "/tmp", "/data"))),
    "networks": st.one_of(
        flow_list(NETWORKS), flow_map(NETWORKS, ATTACHMENTS), one("[]", "{}", bad=("[nope]", "~"))
    ),
    "depends_on": st.one_of(flow_list(OTHERS, 1), flow_map(OTHERS, DEPENDENCIES)),
    "links": flow_list(one("c", '"c:cc"'), 1),
    "scale": one("1", "2", '"2"', "0", '"${N:-2}"', bad=("-1", "1.5")),
    "deploy": DEPLOYS,
    "healthcheck": CHECKS,
    "extra_hosts": st.one_of(
        flow_list(one('"h:1.1.1.1"', "g=host-gateway", '"v=::1"')),
        flow_map(one("h", "g"), one("1.1.1.1", "2.2.2.2")),
    ),
    "build": BUILDS,
    "dns": st.one_of(one("1.1.1.1"), flow_list(one("1.1.1.1", "8.8.8.8"))),
    "cap_add": flow_list(one("A", "B")),
    "ulimits": one("{nofile: 5}", "{nofile: {soft: 1, hard: 2}}"),
    "logging": one("{driver: a, options: {x: 1}}", "{options: {y: 2}}", "{driver: b}"),
    "mem_limit": one("1g", "512m", "100", "'${M:-1k}'", bad=("foo",)),
    "tty": one("true", "yes", '"${T:-true}"', bad=("val",)),
    "configs": flow_list(one("cfg", "{source: cfg, target: /c}", bad=("nope",))),
    "x-more": SCALARS,
    # From here on those that seldom go together with others.
    "container_name": one("cn", "cn_a", "cn_b", '"${X}n"', bad=("-x",)),
    "network_mode": one("host", "none", '"service:c"', "bridge", '""', '"service:${U:-c}"'),
    "profiles": flow_list(one("p", "q"), 1),
    "extends": one("b", "{service: c}", "{service: base, file: lib/common.yaml}", bad=("a", "nope")),
    "port": one("[80]"),
    "x-rare": one("1"),
}
RARE = tuple(KEYS)[tuple(KEYS).index("container_name") :]
COMMON = tuple(key for key in KEYS if key not in RARE)
UNUSUAL = {key: one(*texts, bad=REFUSED.get(key, ())) for key, texts in SOUND.items()}


@st.composite
def service(draw: st.DrawFn, name: str, *, later: bool) -> list[str]:
    keys = draw(st.lists(one(*COMMON), min_size=0 if later else 1, max_size=6, unique=True))
    if draw(st.integers(0, 9)) == 7:
        keys.append(draw(one(*RARE)))
    unusual = draw(st.lists(one(*UNUSUAL), max_size=2, unique=True)) if draw(st.booleans()) else []
    keys += [key for key in unusual if key not in keys]
    if not later and "image" not in keys:
        keys.insert(0, "image")
    lines = []
    for key in keys:
        if name == "c" and key in ("depends_on", "links", "network_mode", "extends", "volumes_from"):
            continue
        tag = draw(one("", "", "", "!reset ", "!override ")) if later else ""
        drawn = UNUSUAL[key] if key in unusual else KEYS[key]
        value = draw(drawn) if key != "image" or draw(st.integers(0, 4)) == 0 else "x"
        lines.append(f"    {key}: {tag}{value}")
    return lines


@st.composite
def file(draw: st.DrawFn, *, later: bool) -> str:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)) if later else ["a", "b", "c"]
    lines = ["services:"]
    for name in names:
        body = draw(service(name, later=later))
        lines += [f"  {name}:", *body] if body else [f"  {name}: {{}}"]
    if not later:
        lines += [
            "networks:",
            f"  front: {draw(NETWORK)}",
            f"  back: {draw(NETWORK)}",
            "volumes: {vol: , other: }",
        ]
        lines += [
            "configs: {cfg: {content: '${X}'}}",
            "secrets: {s: {file: ./s.txt}}",
            "models: {m: {model: x}}",
        ]
    elif draw(st.booleans()):
        lines += ["networks:", f"  front: {draw(NETWORK)}"]
    return "\n".join(lines) + "\n"


NETWORK = one(
    *("", "{}", "{external: true}", "{name: shop}", "{name: '${X}_net', external: true}", "{internal: true}"),
    *POOLS,
)
COMMON_FILE = (
    'services: {base: {image: base, ports: ["80:80"], volumes: ["./v:/data"], environment: {A: base}}}\n'
)
INNER = one(
    "services: {in: {image: '${X}', ports: ['${P:-80}:80'], networks: [front], volumes: ['./v:/v']}}\n"
    "networks: {front: }\n",
    "services: {in: {image: y, build: {context: x}, environment: [X, P]}}\nconfigs: {cfg: {content: inner}}\n",
    "services: {in: {image: y, env_file: [{path: .env}]}}\nsecrets: {s: {file: ../s.txt}}\n",
    "services: {in: {image: y, depends_on: [a]}}\nvolumes: {vol: , other: }\n",
    bad=("services: {a: {image: other}}\n", "services: {in: {image: y, networks: [nope]}}\n"),
)
ENV = "X=val\nE=\nY_2=why\n"


@st.composite
def projects(draw: st.DrawFn) -> Texts:
    """The files of one project, by name."""
    texts = {"compose.yaml": draw(file(later=False)), "lib/common.yaml": COMMON_FILE}
    texts |= {"one.env": "A=one\nQ=$X\n", "two.env": "A=two\nB='lit $X'\n"}
    if draw(st.booleans()):
        texts[".env"] = ENV
    later = draw(st.integers(0, 3))
    if later == 1:
        texts["compose.yaml"] += "---\n" + draw(file(later=True))
    elif later:
        texts["compose.override.yaml"] = draw(file(later=True))
    if draw(st.integers(0, 3)) == 3:
        texts["lib/inner.yaml"] = draw(INNER)
        texts["lib/.env"] = "X=inner\nP=81\n"
        texts["compose.yaml"] = "include: [lib/inner.yaml]\n" + texts["compose.yaml"]
    return texts
