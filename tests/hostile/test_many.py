"""Twice as much of something takes twice as long, not four times: counted in steps of the interpreter."""

from __future__ import annotations

import difflib
import re
import tracemalloc
from collections.abc import Sequence

import pytest

from hostile.counting import (
    CADDY,
    FIXED,
    LINEAR,
    Case,
    counted,
    growth,
    growth_of_a_check,
    growth_of_a_fix,
    services,
    sites,
)
from toybox_lint import suggest
from toybox_lint.deployment.networks import unseen_names
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint.secrecy import Secrets
from toybox_lint_rules import all_rules


def misspelt(count: int) -> dict[str, str]:
    return {"Caddyfile": sites(3 * count, "\treverse_proxy weeb:80\n"), "compose.yaml": CADDY + services(1)}


def unknown_beside_databases(count: int) -> dict[str, str]:
    """Names that nobody has, where nothing that is shown could be meant."""
    databases = services(count, image="postgres:17")
    return {"Caddyfile": sites(count, "\treverse_proxy x#:80\n"), "compose.yaml": CADDY + databases}


def recovered(count: int) -> dict[str, str]:
    """Routes of one site that fail and that answer, where errors are handled."""
    routes = "".join(
        f"\thandle /{n}/* {{\n\t\treverse_proxy web0:{port}\n\t}}\n"
        for n in range(count)
        for port in (80, 9000 + n)
    )
    errors = "\thandle_errors {\n\t\treverse_proxy weeb:80\n\t}\n"
    return {"Caddyfile": f"example.com {{\n{routes}{errors}}}\n", "compose.yaml": CADDY + services(1)}


def needless_braces(count: int) -> dict[str, str]:
    """Braces that close nothing: of one alone it is tried whether Caddy takes the file without."""
    return {"Caddyfile": sites(1, "\trespond ok\n") + count * "}\n", "compose.yaml": CADDY + services(1)}


def networks(count: int) -> dict[str, str]:
    declared = "".join(f"  net{n}: {{}}\n" for n in range(count))
    compose = f"{CADDY}{services(count, f'    networks: [net#]{chr(10)}')}networks:\n{declared}"
    return {"Caddyfile": sites(count, "\treverse_proxy web#:80\n"), "compose.yaml": compose}


def host_ports(count: int) -> dict[str, str]:
    compose = CADDY + services(count, '    ports: ["2#:80"]\n')
    return {"Caddyfile": sites(count, "\treverse_proxy host.docker.internal:2#\n"), "compose.yaml": compose}


def host_ports_from_the_host(count: int) -> dict[str, str]:
    compose = "services:\n" + services(count, '    ports: ["2#:80"]\n')
    return {"Caddyfile": sites(count, "\treverse_proxy 127.0.0.1:2#\n"), "compose.yaml": compose}


def missing_variables(count: int) -> dict[str, str]:
    return {"Caddyfile": sites(count, "\treverse_proxy {$WEB_#}\n"), "compose.yaml": CADDY + services(1)}


def ignored(count: int) -> dict[str, str]:
    lines = "\t! toybox-lint: ignore[TB101,TB301] known\n\treverse_proxy weeb:80\n"
    return {"Caddyfile": sites(count, lines).replace("!", "#"), "compose.yaml": CADDY + services(1)}


def one_place(count: int) -> dict[str, str]:
    """Findings that stand at one place, each with a message of its own."""
    ports = f'    ports: ["2000-{1999 + count}:2000-{1999 + count}"]\n'
    return {"compose.yaml": "services:\n" + services(2, ports)}


def one_port(count: int) -> dict[str, str]:
    """More services than of which each is compared with each."""
    return {"compose.yaml": "services:\n" + services(4 * count, '    ports: ["80:80"]\n')}


def projects(count: int) -> dict[str, str]:
    texts = {f"p{n}/compose.yaml": f"services: {{web{n}: {{image: nginx}}}}\n" for n in range(count)}
    return {"Caddyfile": sites(count, "\treverse_proxy web#:80\n"), "compose.yaml": CADDY, **texts}


def included(count: int) -> dict[str, str]:
    texts = {
        f"{n}.yaml": f"services: {{web{n}: {{image: nginx, environment: {{A: secret{n}}}}}}}\n"
        for n in range(count)
    }
    return {"compose.yaml": f"include: [{', '.join(texts)}]\n{CADDY}", **texts}


def dialled_addresses(count: int) -> dict[str, str]:
    lines = "    environment:\n      DB: postgres://web#:5432/x\n"
    return {
        "Caddyfile": sites(1, "\treverse_proxy web0:80\n"),
        "compose.yaml": CADDY + services(count, lines),
    }


def caddies(count: int) -> dict[str, str]:
    mounted = "    volumes: [./#/Caddyfile:/etc/caddy/Caddyfile]\n"
    compose = "services:\n" + services(count, mounted, "caddy") + "  app: {image: nginx}\n"
    site = ":80 {\n\treverse_proxy app:80\n}\n"
    return {"compose.yaml": compose, **{f"{n}/Caddyfile": site for n in range(count)}}


def handlers(count: int) -> dict[str, str]:
    lines = "".join(f"\theader X-{n} a\n\treverse_proxy /{n}/* web:80\n" for n in range(count))
    return {"Caddyfile": f":80 {{\n{lines}}}\n"}


def stripped(count: int) -> dict[str, str]:
    """Redirects that run before, and routes that take a prefix off."""
    lines = "".join(f"\thandle_path /{n}/* {{\n\t\treverse_proxy web:80\n\t}}\n" for n in range(count))
    before = "".join(f"\tredir /from{n} /to{n}\n" for n in range(2 * count))
    return {"Caddyfile": f":80 {{\n{before}{lines}}}\n"}


def hidden(count: int) -> dict[str, str]:
    """Routes and file servers of one site to which no request gets."""
    routes = "".join(
        f"\thandle /{n}/* {{\n\t\treverse_proxy web0:80\n\t}}\n\tfile_server /files{n}/*\n"
        for n in range(count)
    )
    return {"Caddyfile": f":80 {{\n\trespond closed\n{routes}}}\n", "compose.yaml": CADDY + services(1)}


def upstreams(count: int) -> dict[str, str]:
    dialled = " ".join(f"weeb{n}:80" for n in range(3 * count))
    return {"Caddyfile": f":80 {{\n\treverse_proxy {dialled}\n}}\n", "compose.yaml": CADDY + services(1)}


def own_port(count: int) -> dict[str, str]:
    return {"Caddyfile": sites(count, "\treverse_proxy localhost:443\n"), "compose.yaml": CADDY + services(1)}


def missing_imports(count: int) -> dict[str, str]:
    """Files that are not there, each of which may be made of one beside it."""
    imports = "".join(f"import sites/{n}.caddy\n" for n in range(4 * count))
    templates = {f"sites/{n}.example": "" for n in range(4 * count)}
    return {"Caddyfile": imports + ":80\n", "compose.yaml": CADDY, **templates}


def defaulted_variables(count: int) -> dict[str, str]:
    headers = "".join(f"\theader X-{n} {{$V{n}:none}} # {n}\n" for n in range(count))
    return {
        "Caddyfile": f":80 {{\n{headers}}}\n",
        "compose.yaml": CADDY,
        ".env": "".join(f"V{n}=x\n" for n in range(count)),
    }


def wrong_variables(count: int) -> dict[str, str]:
    """The same, and with the value of every second one Caddy would not start."""
    given = defaulted_variables(count)
    return {**given, ".env": "".join(f"V{n}={'x' if n % 2 else 'x }'}\n" for n in range(count))}


def same_paths(count: int) -> dict[str, str]:
    routes = "\thandle /a/* {\n\t\treverse_proxy web0:80\n\t}\n" * 2 * count
    return {"Caddyfile": f":80 {{\n{routes}}}\n", "compose.yaml": CADDY + services(1)}


def upstream_lines(count: int) -> dict[str, str]:
    lines = "".join(f"\t\tto weeb{n}:80\n" for n in range(3 * count))
    return {
        "Caddyfile": f":80 {{\n\treverse_proxy {{\n{lines}\t}}\n}}\n",
        "compose.yaml": CADDY + services(1),
    }


def folders(count: int) -> dict[str, str]:
    routes = "".join(
        f"\thandle /{n}/* {{\n\t\troot * /srv/{n}\n\t\tfile_server\n\t}}\n" for n in range(2 * count)
    )
    mounts = "".join(f"      - ./{n}:/srv/{n}\n" for n in range(2 * count))
    compose = CADDY.replace(" [./", "\n      - ./").replace("]", "")
    return {"Caddyfile": f":80 {{\n{routes}}}\n", "compose.yaml": compose + mounts}


def extended(count: int) -> dict[str, str]:
    """Services of which each extends the next one."""
    chain = "".join(f"  web{n}: {{extends: web{n + 1}}}\n" for n in range(2 * count))
    return {"compose.yaml": f"services:\n{chain}  web{2 * count}: {{image: nginx, restart: always}}\n"}


def stages(count: int) -> dict[str, str]:
    steps = "".join(f"FROM s{n} AS s{n + 1}\nCOPY {n} /\n" for n in range(10 * count + 200))
    return {
        "compose.yaml": "services: {web: {build: .}}\n",
        "Dockerfile": f"FROM nginx AS s0\n{steps}",
    }


def repeated_headers(count: int) -> dict[str, str]:
    block = "\treverse_proxy web0:80 {\n\t\theader_up X-Forwarded-Proto {scheme}\n\t}\n"
    return {"Caddyfile": sites(2 * count, block), "compose.yaml": CADDY + services(1)}


def external_networks(count: int) -> dict[str, str]:
    declared = "".join(f"  net{n}: {{external: true}}\n" for n in range(2 * count))
    return {
        "compose.yaml": f"{CADDY}{services(2 * count, '    networks: [net#]' + chr(10))}networks:\n{declared}"
    }


def stopped(count: int) -> dict[str, str]:
    compose = CADDY + services(2 * count, "    scale: 0\n    ports: ['2#:80']\n")
    return {"Caddyfile": sites(2 * count, "\treverse_proxy web#:80\n"), "compose.yaml": compose}


def linked(count: int) -> dict[str, str]:
    links = "    links:\n" + "".join(f"      - web{n}:name{n}\n" for n in range(2 * count))
    compose = CADDY + links + services(2 * count)
    return {"Caddyfile": sites(2 * count, "\treverse_proxy name#:80\n"), "compose.yaml": compose}


def empty_variables(count: int) -> dict[str, str]:
    headers = "".join(f"\theader X-{n} {{$V{n}:none}}\n" for n in range(2 * count))
    given = "    environment:\n" + "".join(f"      V{n}: ${{V{n}}}\n" for n in range(2 * count))
    return {"Caddyfile": f":80 {{\n{headers}}}\n", "compose.yaml": CADDY + given}


def certificates(count: int) -> dict[str, str]:
    return {"Caddyfile": sites(2 * count, "\ttls /#.crt /#.key\n"), "compose.yaml": CADDY}


def contexts(count: int) -> dict[str, str]:
    compose = "services:\n" + "".join(f"  web{n}: {{build: ./{n}}}\n" for n in range(2 * count))
    return {"compose.yaml": compose, **{f"{n}/Dockerfile": "FROM x\n" for n in range(2 * count)}}


def unknown_keys(count: int) -> dict[str, str]:
    keys = "".join(f"    key{n}: x\n" for n in range(4 * count))
    return {"compose.yaml": f"services:\n  web:\n    image: nginx\n{keys}"}


def rejected_hosts(count: int) -> dict[str, str]:
    """Fixes that all add to the end of one list."""
    web = "  web0:\n    image: x\n    expose: [80]\n    environment: {ALLOWED_HOSTS: example.com}\n"
    return {"Caddyfile": sites(count, "\treverse_proxy web0:80\n"), "compose.yaml": CADDY + web}


def ports(count: int, upstream: str) -> dict[str, str]:
    """One service that publishes a range as long as there are sites."""
    last = 1000 + 20 * count
    web = f'  web:\n    image: x\n    ports: ["1001-{last}:1001-{last}"]\n'
    return {"Caddyfile": sites(count, f"\treverse_proxy {upstream}\n"), "compose.yaml": CADDY + web}


def no_port_of_many(count: int) -> dict[str, str]:
    return ports(count, "web:1#")


def many_ports_of_another_name(count: int) -> dict[str, str]:
    return ports(count, "weeb:1#")


def many_ports_of_the_host(count: int) -> dict[str, str]:
    return ports(count, "host.docker.internal:9#")


def settings_of_many(count: int) -> dict[str, str]:
    """Servers with settings in folders of their own, into which none of the others writes."""
    started = "    command: sh -c 'echo hello > /dev/null; nginx'\n    volumes: [./c#:/etc/nginx/conf.d]\n"
    return {
        "Caddyfile": sites(count, "\treverse_proxy web#:81\n"),
        "compose.yaml": CADDY + services(count, started),
        **{f"c{n}/default.conf": "server {\n listen 8080;\n}\n" for n in range(count)},
    }


def alike_values(count: int) -> dict[str, str]:
    """Secret values that begin alike, each in a finding."""
    return {
        "Caddyfile": sites(count, "\treverse_proxy {$WEB_#}\n"),
        "compose.yaml": CADDY + "    env_file: .env\n" + services(1),
        ".env": "".join(f"WEB_{n}=nobody-has-this{n}:80\n" for n in range(count)),
    }


CASES: tuple[Case, ...] = (
    misspelt,
    unknown_beside_databases,
    recovered,
    networks,
    host_ports,
    host_ports_from_the_host,
    missing_variables,
    ignored,
    one_place,
    one_port,
    projects,
    dialled_addresses,
    caddies,
    handlers,
    stripped,
    hidden,
    upstreams,
    own_port,
    missing_imports,
    defaulted_variables,
    wrong_variables,
    same_paths,
    upstream_lines,
    folders,
    extended,
    stages,
    repeated_headers,
    external_networks,
    stopped,
    linked,
    empty_variables,
    certificates,
    contexts,
    unknown_keys,
    no_port_of_many,
    many_ports_of_another_name,
    many_ports_of_the_host,
    settings_of_many,
    needless_braces,
)


@pytest.mark.parametrize("case", CASES)
def test_a_check_is_linear(case: Case) -> None:
    assert growth_of_a_check(case) < LINEAR


@pytest.mark.parametrize("case", [misspelt, networks, missing_variables, rejected_hosts])
def test_a_fix_is_linear(case: Case) -> None:
    assert growth_of_a_fix(case) < FIXED


@pytest.mark.parametrize("case", [projects, included, missing_variables, alike_values])
def test_hiding_what_is_secret_is_linear(case: Case) -> None:
    def steps(count: int) -> int:
        report = lint(inputs(case(count)), all_rules())
        re.purge()  # values of the run before are known to it
        with counted() as found:
            secrets = Secrets([report.deployment])
            list(map(secrets.diagnostic, report.diagnostics))
            list(map(secrets.source, report.deployment.sources()))
        return found.count

    assert growth(steps) < LINEAR


def test_names_are_compared_with_a_few_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    real = difflib.get_close_matches

    def watched(word: str, names: Sequence[str], n: int = 3, cutoff: float = 0.6) -> list[str]:
        compared.append(len(names))
        return real(word, names, n, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", watched)
    compose = CADDY + "".join(f"  service{n}: {{image: nginx}}\n" for n in range(2000))
    caddyfile = sites(100, "\treverse_proxy srvice1#:80\n") + sites(1, "\treverse_proxy /a srvice17:80\n")
    report = lint(inputs({"Caddyfile": caddyfile, "compose.yaml": compose}), all_rules())
    assert any("did you mean service17:80" in str(each.help) for each in report.diagnostics)
    # A few times a name, each with those that differ from it in a letter: 200,000 would be all with all.
    assert 0 < sum(compared) <= 4000
    assert max(compared) <= suggest.FEW


def test_memory_for_matchers_is_linear() -> None:
    def held(count: int) -> int:
        lines = "".join(
            f"\t@m{n} path /{n}/*\n\thandle @m{n} {{\n\t\treverse_proxy web:80\n\t}}\n" for n in range(count)
        )
        files = inputs({"Caddyfile": f"example.com {{\n{lines}}}\n", "compose.yaml": CADDY})
        tracemalloc.start()
        try:
            report = lint(files, [])
            assert report.deployment.caddyfiles[0].valid
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    held(10)  # what is made once
    assert held(800) < held(400) * LINEAR


def test_memory_for_findings_of_one_line_is_linear() -> None:
    def held(count: int) -> int:
        files = inputs({"Caddyfile": f"example.com {{\n\treverse_proxy{' a {' * count}\n}}\n"})
        tracemalloc.start()
        try:
            report = lint(files, all_rules())
            assert len(report.diagnostics) >= count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    held(400)  # what is made once
    assert held(3200) < held(1600) * 2.5


def test_of_a_long_name_no_more_is_looked_at_than_names_are_long() -> None:
    def steps(parts: int) -> int:
        with counted() as found:
            assert not list(unseen_names._ending("a_" * parts, "_", ()))
        return found.count

    steps(1)
    assert steps(1000) == steps(100)
