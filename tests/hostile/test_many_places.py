"""Many faults of one kind, many places that one thing may stand in: each asked for once, and not all for each other."""

from __future__ import annotations

import pytest

from hostile.counting import CADDY, LINEAR, Case, growth_of_a_check, services, sites
from toybox_lint.diagnostics import Applicability, Diagnostic
from toybox_lint.engine import lint
from toybox_lint.examples import inputs
from toybox_lint.fixer import choose
from toybox_lint_rules import all_rules

TIMEOUTS = "\treverse_proxy web0:80 {\n\t\tread_timeout 30s\n\t\twrite_timeout 30s\n\t}\n"


def misplaced_timeouts(count: int) -> dict[str, str]:
    return {"Caddyfile": sites(2 * count, TIMEOUTS), "compose.yaml": CADDY + services(1)}


def words_of_a_block(count: int) -> dict[str, str]:
    """Words of a proxy beside it, and of Caddy 1."""
    lines = "\treverse_proxy web0:80\n\theader_up X a\n\tgzip\n\tproxy /a web0:80\n"
    return {"Caddyfile": sites(2 * count, lines), "compose.yaml": CADDY + services(1)}


def options_in_a_site(count: int) -> dict[str, str]:
    lines = "\tadmin off\n\temail a@example.com\n" * 3 * count
    return {"Caddyfile": f"{{\n\tdebug\n}}\n:80 {{\n{lines}}}\n", "compose.yaml": CADDY}


def matchers_outside(count: int) -> dict[str, str]:
    lines = "".join(f"@m{n} path /{n}\n" for n in range(2 * count))
    return {"Caddyfile": lines + sites(2 * count, "\treverse_proxy @m# web0:80\n"), "compose.yaml": CADDY}


def upstreams_with_paths(count: int) -> dict[str, str]:
    return {"Caddyfile": sites(3 * count, "\treverse_proxy http://web0:80/api\n"), "compose.yaml": CADDY}


def one_matcher_of_many_paths(count: int) -> dict[str, str]:
    paths = " ".join(f"/{n}/*" for n in range(10 * count + 50))
    routes = "\thandle @m {\n\t\treverse_proxy web0:80\n\t}\n" * 2
    return {"Caddyfile": f":80 {{\n\t@m path {paths}\n{routes}}}\n", "compose.yaml": CADDY + services(1)}


def exact_paths(count: int) -> dict[str, str]:
    lines = "".join(
        f"\t@e{n} path /api\n\thandle @e{n} {{\n\t\treverse_proxy web0:80\n\t}}\n" for n in range(4 * count)
    )
    return {"Caddyfile": f":80 {{\n{lines}}}\n", "compose.yaml": CADDY + services(1)}


def taken_paths(count: int) -> dict[str, str]:
    """Redirects to what they are for, each behind all before it."""
    lines = "".join(f"\tredir /a{n}/* /a{n}/b\n" for n in range(6 * count))
    return {"Caddyfile": f":80 {{\n{lines}}}\n", "compose.yaml": CADDY}


def rewrites_without_files(count: int) -> dict[str, str]:
    lines = "".join(
        f"\thandle /{n}/* {{\n\t\t@no{n} not file\n\t\trewrite @no{n} /index.html\n"
        f"\t\treverse_proxy /{n}/api/* web0:80\n\t}}\n"
        for n in range(2 * count)
    )
    return {"Caddyfile": f":80 {{\n{lines}}}\n", "compose.yaml": CADDY + services(1)}


def shared_volumes(count: int) -> dict[str, str]:
    roots = "".join(
        f"\thandle /s{n}/* {{\n\t\troot * /srv/s{n}\n\t\tfile_server\n\t}}\n" for n in range(2 * count)
    )
    mounts = "".join(f"      - v{n}:/srv/s{n}\n" for n in range(2 * count))
    compose = CADDY.replace(" [./", "\n      - ./").replace("]", "") + mounts
    declared = "volumes:\n" + "".join(f"  v{n}: {{}}\n" for n in range(2 * count))
    other = "  other:\n    image: example/other\n    volumes: [v0:/x]\n" + services(2 * count)
    return {"Caddyfile": f":80 {{\n{roots}}}\n", "compose.yaml": compose + other + declared}


def mapped_hosts(count: int) -> dict[str, str]:
    """Of each that a site dials, ``extra_hosts`` says the address."""
    hosts = "    extra_hosts:\n" + "".join(
        f"      - n{n}:10.0.{n // 250}.{n % 250}\n" for n in range(6 * count)
    )
    lines = "\treverse_proxy n#:80\n"
    return {"Caddyfile": sites(6 * count, lines), "compose.yaml": CADDY + hosts + services(1)}


def own_databases(count: int) -> dict[str, str]:
    """Applications that look for a database in their own container, beside as many databases."""
    own = services(
        2 * count, "    environment: {DB_HOST: localhost, DATABASE_URL: 'postgres://bd#/x'}\n", "x"
    )
    return {"compose.yaml": CADDY + own + services(2 * count, image="postgres:17").replace("web", "db")}


def addresses_of_one_service(count: int) -> dict[str, str]:
    """Variables of one service, each a login that is refused or an address that browsers do not reach."""
    lines = "".join(
        f"      A{n}_URL: postgres://a{n}:x@db/a\n      NEXT_PUBLIC_A{n}_URL: http://db:1\n"
        for n in range(10 * count)
    )
    database = "  db: {image: 'postgres:17', environment: {POSTGRES_USER: a, POSTGRES_PASSWORD: x}}\n"
    web = f"  web:\n    image: example/web\n    expose: [80]\n    environment:\n{lines}"
    return {"Caddyfile": sites(1, "\treverse_proxy web:80\n"), "compose.yaml": CADDY + web + database}


def named_by_image(count: int) -> dict[str, str]:
    return {
        "Caddyfile": sites(3 * count, "\treverse_proxy ghost:2368\n"),
        "compose.yaml": CADDY + services(5 * count, image="ghost:5-alpine"),
    }


def databases_not_made(count: int) -> dict[str, str]:
    """Each on a server of its own that makes another one."""
    lines = "".join(
        f"  app{n}: {{build: ., environment: {{DATABASE_URL: 'postgres://u:p@db{n}/other{n}'}}}}\n"
        f"  db{n}: {{image: 'postgres:17', environment: {{POSTGRES_DB: own{n}, POSTGRES_PASSWORD: p}}}}\n"
        for n in range(count)
    )
    texts = {"Dockerfile": "FROM python\nCOPY . .\nCMD python manage.py runserver\n", "manage.py": ""}
    return {"compose.yaml": CADDY + lines, **texts}


def passed_on_by_one_nginx(count: int) -> dict[str, str]:
    servers = "".join(
        f"server {{ listen 80; location /{n} {{ proxy_pass http://web{n}:80; }} }}\n"
        for n in range(4 * count)
    )
    nginx = "  lb: {image: nginx, volumes: ['./n.conf:/etc/nginx/conf.d/default.conf']}\n"
    return {"compose.yaml": CADDY + services(count) + nginx, "n.conf": servers}


def mounted_files(count: int) -> dict[str, str]:
    confs = {f"c{n}.conf": f"server {{ listen 1{n}; }}\n" for n in range(4 * count)}
    mounts = "".join(f"      - ./{name}:/etc/nginx/conf.d/{name}\n" for name in confs)
    return {"compose.yaml": CADDY + services(1) + f"    volumes:\n{mounts}", **confs}


def exposed_ports(count: int) -> dict[str, str]:
    lines = "".join(f"ENV PORT_{n}={n}\nEXPOSE 1{n}\n" for n in range(20 * count))
    return {"compose.yaml": "services: {web: {build: .}}\n", "Dockerfile": f"FROM x\n{lines}"}


def caddies_behind(count: int) -> dict[str, str]:
    """Sites that hand on their names to a Caddy that has other ones."""
    inner = CADDY.split("\n", 1)[1].replace("caddy:\n", "inner:\n").replace("./Caddyfile", "./inner")
    return {
        "Caddyfile": sites(5 * count, "\treverse_proxy inner:80\n"),
        "inner": sites(5 * count, "\trespond x\n").replace("s", "http://t", 1).replace("\ns", "\nhttp://t"),
        "compose.yaml": CADDY + inner,
    }


def shared_lines(count: int) -> dict[str, str]:
    """One import that all need otherwise, but for one."""
    snippet = "(php) {\n\treverse_proxy {args[0]}:9000\n}\n"
    other = "  last: {image: 'example/x', command: uvicorn a:b --host :: --port 9000}\n"
    return {
        "Caddyfile": f"{snippet}{sites(4 * count, f'{chr(9)}import php web#{chr(10)}')}:80 {{\n\timport php last\n}}\n",
        "compose.yaml": CADDY + services(4 * count, image="php:8-fpm") + other,
    }


def shared_container_names(count: int) -> dict[str, str]:
    return {"compose.yaml": CADDY + services(6 * count, "    container_name: c#\n    scale: 2\n")}


def networks_of_another(count: int) -> dict[str, str]:
    """External networks beside as many of another project."""
    named = "".join(f"  n{n}: {{external: true}}\n" for n in range(6 * count))
    made = "".join(f"  m{n}: {{}}\n" for n in range(6 * count))
    return {
        "compose.yaml": f"services:\n{services(6 * count, '    networks: [n#]' + chr(10))}networks:\n{named}",
        "app/compose.yaml": f"services:\n{services(6 * count, '    networks: [m#]' + chr(10))}networks:\n{made}",
    }


def wrappers(count: int) -> dict[str, str]:
    command = "env A=b " * 20 * count + "gunicorn " + "-b 127.0.0.1:80 " * 20 * count + "a:b"
    return {"compose.yaml": f"services: {{web: {{image: python, command: '{command}'}}}}\n"}


def pages_of_a_build(count: int) -> dict[str, str]:
    """Folders that a Dockerfile fills, each for a site of its own."""
    copies = "".join(f"COPY --from=b /app/dist /srv/{n}\n" for n in range(4 * count))
    caddy = CADDY.replace("image: caddy:2", "build: .")
    return {
        "Caddyfile": sites(4 * count, "\troot * /srv/#\n\tfile_server\n"),
        "compose.yaml": caddy,
        "Dockerfile": f"FROM node AS b\nFROM caddy:2\n{copies}",
    }


def pages_of_the_context(count: int) -> dict[str, str]:
    copies = "".join(f"COPY pages{n} /x/{n}\nRUN mkdir {n}\n" for n in range(4 * count))
    files = pages_of_a_build(count)
    return {**files, "Dockerfile": f"FROM caddy:2\n{copies}"}


def outputs_of_a_stage(count: int) -> dict[str, str]:
    copies = "".join(f"COPY --from=b /app/build /srv/{n}\n" for n in range(4 * count))
    runs = "RUN npm run build\n" * 4 * count
    return {
        "compose.yaml": "services: {web: {build: .}}\n",
        "Dockerfile": f"FROM node AS b\nWORKDIR /app\nCOPY . .\n{runs}FROM nginx\n{copies}",
        "package.json": '{"scripts": {"build": "vite build"}}',
    }


def programs_on_the_path(count: int) -> dict[str, str]:
    # No more of them than an image may have layers.
    copies = "".join(f"COPY a{n} /usr/local/bin/\n" for n in range(2 * count))
    command = " && ".join(f"b{n}" for n in range(10 * count))
    return {
        "compose.yaml": "services: {web: {build: .}}\n",
        "Dockerfile": f"FROM node\n{copies}CMD {command}\n",
    }


def one_server_of_many_variables(count: int) -> dict[str, str]:
    lines = "".join(f"      A{n}: b\n" for n in range(10 * count))
    web = f"  web0:\n    image: example/web\n    expose: [80]\n    environment:\n{lines}"
    return {"Caddyfile": sites(4 * count, "\treverse_proxy web0:80\n"), "compose.yaml": CADDY + web}


def unmade_authorities(count: int) -> dict[str, str]:
    made = "".join(f"ca auth{n} {{\nname x\n}}\n" for n in range(10 * count))
    lines = "tls {\nissuer internal {\nca autx#\n}\n}\n@a `(#`\nrespond @a ok\n"
    return {"Caddyfile": f"{{\npki {{\n{made}}}\n}}\n{sites(10 * count, lines)}"}


def names_without_a_site(count: int) -> dict[str, str]:
    """Each application sends people to a name beside that of its site, for which no Caddy has one."""
    caddy = CADDY.replace("caddy:2\n", "caddy:2\n    ports: ['80:80', '443:443']\n")
    lines = "    environment: {PUBLIC_URL: 'https://a#.example.com'}\n"
    web = services(5 * count, lines, "directus/directus:11")
    return {"Caddyfile": sites(5 * count, "\treverse_proxy web#:8055\n"), "compose.yaml": caddy + web}


def unpublished_ports(count: int) -> dict[str, str]:
    """Each site dials the host at a port that all services have inside, and none outside."""
    caddy = CADDY.replace("caddy:2\n", "caddy:2\n    network_mode: host\n")
    web = services(6 * count, image="php:8-fpm")
    return {"Caddyfile": sites(6 * count, "\tphp_fastcgi 127.0.0.1:9000\n"), "compose.yaml": caddy + web}


@pytest.mark.parametrize(
    "case",
    [
        unpublished_ports,
        names_without_a_site,
        shared_lines,
        shared_container_names,
        networks_of_another,
        misplaced_timeouts,
        words_of_a_block,
        options_in_a_site,
        matchers_outside,
        upstreams_with_paths,
        one_matcher_of_many_paths,
        exact_paths,
        taken_paths,
        rewrites_without_files,
        shared_volumes,
        mapped_hosts,
        own_databases,
        addresses_of_one_service,
        named_by_image,
        databases_not_made,
        passed_on_by_one_nginx,
        mounted_files,
        exposed_ports,
        caddies_behind,
        wrappers,
        pages_of_a_build,
        pages_of_the_context,
        outputs_of_a_stage,
        programs_on_the_path,
        one_server_of_many_variables,
        unmade_authorities,
    ],
)
def test_a_check_is_linear(case: Case) -> None:
    assert growth_of_a_check(case) < LINEAR


def offered(case: Case, count: int) -> tuple[Diagnostic, ...]:
    return tuple(each for each in lint(inputs(case(count)), all_rules()).diagnostics if each.fixes)


def test_a_large_fix_is_told_once() -> None:
    def offered(count: int) -> tuple[Diagnostic, ...]:
        report = lint(inputs(options_in_a_site(count)), all_rules())
        return tuple(each for each in report.diagnostics if each.fixes)

    assert len(offered(5)) > 10
    many = offered(30)
    assert len([fix for each in many for fix in each.fixes if len(fix.edits) > 50]) == 1
    assert len(choose(many, Applicability.UNSAFE, mending=True)) == 1
