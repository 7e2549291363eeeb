"""Twice as many Caddies, networks, hosts or containers of one name take twice as long, not four times."""

from __future__ import annotations

import pytest

from hostile.counting import CADDY, LINEAR, Case, growth_of_a_check, services, sites
from toybox_lint.deployment.upstreams import naming, ports
from toybox_lint_rules import tb205_duplicate_name_on_network as tb205

PROXY = "\treverse_proxy web#:80\n"
OWN = "    volumes: [./#/Caddyfile:/etc/caddy/Caddyfile]\n"


def own_caddyfiles(count: int, lines: str) -> dict[str, str]:
    return {f"{n}/Caddyfile": f"s{n}.example.com {{\n{lines}}}\n" for n in range(count)}


def declared(count: int, network: str = "{}") -> str:
    return "networks:\n" + "".join(f"  net{n}: {network}\n" for n in range(count))


def published_caddies(count: int) -> dict[str, str]:
    """Each the entrance to the sites of its own."""
    caddies = services(count, f'{OWN}    ports: ["8#:80"]\n', "caddy:2")
    compose = f"services:\n{caddies}  app: {{image: nginx}}\n"
    return {"compose.yaml": compose, **own_caddyfiles(count, "\treverse_proxy app:80\n")}


def unmounted_caddies(count: int) -> dict[str, str]:
    compose = f"services:\n{services(count, '', 'caddy:2')}  app: {{image: nginx}}\n"
    return {"compose.yaml": compose, **own_caddyfiles(count, "\treverse_proxy app:80\n")}


def caddies_on_the_host(count: int) -> dict[str, str]:
    """Caddyfiles of which no service shows who reads them."""
    compose = "services:\n" + services(count, '    ports: ["2#:80"]\n')
    files = {
        f"{n}/Caddyfile": f"s{n}.example.com {{\n\treverse_proxy localhost:2{n}\n}}\n" for n in range(count)
    }
    return {"compose.yaml": compose, **files}


def caddy_on_every_network(count: int) -> dict[str, str]:
    every = f"    networks: [{', '.join(f'net{n}' for n in range(count))}]\n"
    compose = CADDY + every + services(count, "    networks: [net#]\n") + declared(count)
    return {"Caddyfile": sites(count, PROXY), "compose.yaml": compose}


def internal_networks(count: int) -> dict[str, str]:
    own = '    networks: [net#]\n    ports: ["3#:80"]\n'
    compose = CADDY + services(count, own) + declared(count, "{internal: true}")
    return {"Caddyfile": sites(count, PROXY), "compose.yaml": compose}


def one_alias(count: int) -> dict[str, str]:
    alias = "    networks: {default: {aliases: [same]}}\n"
    return {
        "Caddyfile": sites(count, "\treverse_proxy same:80\n"),
        "compose.yaml": CADDY + services(count, alias),
    }


def one_alias_elsewhere(count: int) -> dict[str, str]:
    alias = "    networks: {other: {aliases: [same]}}\n"
    compose = CADDY + services(count, alias) + "networks: {other: {}}\n"
    return {"Caddyfile": sites(count, "\treverse_proxy same:80\n"), "compose.yaml": compose}


def one_name_in_projects(count: int) -> dict[str, str]:
    join = "networks: {proxy: {external: true}}\n"
    other = f"services: {{web: {{image: nginx, networks: [proxy]}}}}\n{join}"
    return {
        "Caddyfile": sites(count, "\treverse_proxy web:80\n"),
        "compose.yaml": f"{CADDY}    networks: [proxy]\n{join}",
        **{f"p{n}/compose.yaml": other for n in range(count)},
    }


def one_name_out_of_reach(count: int) -> dict[str, str]:
    other = "services: {web: {image: nginx}}\n"
    return {
        "Caddyfile": sites(count, "\treverse_proxy web:80\n"),
        "compose.yaml": CADDY,
        **{f"p{n}/compose.yaml": other for n in range(count)},
    }


def everything_on_the_host(count: int, image: str, lines: str = "") -> dict[str, str]:
    compose = CADDY + "    network_mode: host\n" + services(count, f"    network_mode: host\n{lines}", image)
    return {"Caddyfile": sites(count, "\treverse_proxy localhost:2#\n"), "compose.yaml": compose}


def servers_on_the_host(count: int) -> dict[str, str]:
    return everything_on_the_host(count, "nginx")


def declared_ports_on_the_host(count: int) -> dict[str, str]:
    return everything_on_the_host(count, "x", '    expose: ["3#"]\n')


def caddy_on_the_host(count: int) -> dict[str, str]:
    compose = CADDY + "    network_mode: host\n" + services(count)
    return {"Caddyfile": sites(count, PROXY), "compose.yaml": compose}


def listed_hosts(count: int) -> dict[str, str]:
    hosts = ",".join(f"t{n}.example.com" for n in range(count))
    web = f"  web:\n    image: nginx\n    environment: {{ALLOWED_HOSTS: '{hosts}'}}\n"
    return {"Caddyfile": sites(count, "\treverse_proxy web:80\n"), "compose.yaml": CADDY + web}


@pytest.mark.parametrize(
    "case",
    [
        published_caddies,
        unmounted_caddies,
        caddies_on_the_host,
        caddy_on_every_network,
        internal_networks,
        declared_ports_on_the_host,
        servers_on_the_host,
        caddy_on_the_host,
        listed_hosts,
    ],
)
def test_a_check_is_linear(case: Case) -> None:
    assert growth_of_a_check(case) < LINEAR


@pytest.mark.parametrize(
    "case", [one_alias, one_alias_elsewhere, one_name_in_projects, one_name_out_of_reach]
)
def test_more_containers_of_one_name_than_are_looked_at(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, most in ((ports, "MOST_JUDGED"), (naming, "MOST_JUDGED"), (tb205, "_MOST_SHOWN")):
        monkeypatch.setattr(module, most, 4)
    assert growth_of_a_check(case) < LINEAR
