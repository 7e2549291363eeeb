"""Deployments with many of a few kinds of lines and services, drawn by a seed: what meets what, nobody foresees."""

from __future__ import annotations

import random
from collections.abc import Callable

from hostile.counting import CADDY

# What a site may hold, of each as many as one likes; a # is a number. No names that nobody has: each is compared with
# the first two hundred services.
LINES = (
    "redir /b# /c#",
    "redir https://x#.example.com{uri}",
    "rewrite /w# /v#",
    "rewrite * /v#{uri}",
    "uri /s#/* strip_prefix /s#",
    "uri strip_prefix /s#",
    "try_files {path} /i#.html",
    "root /f#/* /srv/f#",
    "file_server /f#/*",
    "respond /q# 403",
    "respond x#",
    "header /y#/* X-# a",
    "header Access-Control-Allow-Origin x#",
    "bind 127.0.0.#",
    "tls /c#.pem /k#.pem",
    "import snippet x#",
    "php_fastcgi /l#/* web#:9000",
    "reverse_proxy /p#/* web#:80",
    "reverse_proxy /v#/* {$V#}",
    "reverse_proxy /hg#/* host.docker.internal:9#",
    "reverse_proxy /lo#/* localhost:9#",
    "reverse_proxy /ip#/* 10.0.0.#:80",
    "reverse_proxy /tls#/* https://web#:443",
    "reverse_proxy /mu#/* web1:80 web2:80 web#:80",
    "@m# path /m#/*\n\treverse_proxy @m# web#:80",
    "@h# host h#.example.com\n\thandle @h# {\n\t\treverse_proxy web#:80\n\t}",
    "handle /h#/* {\n\t\treverse_proxy web#:81\n\t}",
    "handle /r#/* {\n\t\trewrite * /x#{uri}\n\t\treverse_proxy web#:80\n\t}",
    "handle /g#/* {\n\t\troot * /srv/g#\n\t\tfile_server\n\t}",
    "handle_path /a#/* {\n\t\treverse_proxy web#:80\n\t}",
    "route /o#/* {\n\t\turi strip_prefix /o#\n\t\treverse_proxy web#:80\n\t}",
    "forward_auth /k#/* web#:80 {\n\t\turi /auth\n\t}",
    "handle_errors 4# {\n\t\treverse_proxy web#:80\n\t}",
    "@u# header Upgrade w#\n\treverse_proxy @u# web#:80",
    "reverse_proxy @x# web#:80",
    "reverse_proxy /pa#/* web#:80/path",
    "reverse_proxy /ra#/* web#:8000-8003",
    "reverse_proxy /sv#/* {\n\t\tdynamic srv _http._tcp.web#\n\t}",
    "handle /z#{\n\t\trespond x#\n\t}",
)
# What a service may be.
SERVICES = (
    "image: nginx",
    "image: nginx\n    ports: ['8#:80']",
    "image: nginx\n    networks: [net#]",
    "image: nginx\n    network_mode: host",
    "image: nginx\n    network_mode: service:caddy",
    "image: nginx\n    container_name: name#",
    "image: nginx\n    networks: {default: {aliases: [alias#, same]}}",
    "image: nginx\n    profiles: [profile#]",
    "image: nginx\n    volumes: [./d#:/x#, volume#:/y]",
    "image: nginx\n    env_file: [file#.env]",
    "build: ./web#",
    "image: example/web#\n    environment: {PORT: 80, DATABASE_URL: 'postgres://web#:5432/x'}",
    "image: example/web#\n    environment: {DJANGO_SETTINGS_MODULE: a.b, ALLOWED_HOSTS: h#.example.com}",
    "image: nginx\n    depends_on: {caddy: {condition: service_healthy}}",
    "image: nginx\n    healthcheck: {test: [CMD, curl, 'http://localhost:9#/']}",
    "image: python\n    command: gunicorn -b 127.0.0.1:80 app",
    "image: nginx\n    depends_on: [ghost#]",
    "image: nginx\n    network_mode: host\n    networks: [net#]",
    "image: nginx\n    extra_hosts: ['h#:web#']",
    "image: nginx\n    ports: ['5#:53/udp']",
    "image: example/web\n    environment: {DB_HOST: db#, SECURE_SSL_REDIRECT: 'true'}",
)


def _repeated(line: str, count: int) -> str:
    return "".join(line.replace("#", str(number)) for number in range(count))


def mixture(seed: int) -> tuple[str, Callable[[int], dict[str, str]]]:
    """What is mixed, and the deployment with so many of each: in one site, or each in as many sites."""
    random_ = random.Random(seed)
    lines = [f"\t{line}\n" for line in random_.sample(LINES, random_.randint(1, 4))]
    service, in_one_site = random_.choice(SERVICES), random_.random() < 0.6

    def deployment(count: int) -> dict[str, str]:
        if in_one_site:
            text = "example.com {\n" + "".join(_repeated(line, count) for line in lines) + "}\n"
        else:
            text = _repeated(f"s#.example.com {{\n{''.join(lines)}}}\n", count)
        parts = CADDY, _repeated(f"  web#:\n    {service}\n", count)
        declared = (
            "networks:\n",
            _repeated("  net#: {}\n", count),
            "volumes:\n",
            _repeated("  volume#: {}\n", count),
        )
        return {
            "Caddyfile": f"(snippet) {{\n\theader X {{args[0]}}\n}}\n{text}",
            "compose.yaml": "".join((*parts, *declared)),
        }

    return f"{lines} in {'one site' if in_one_site else 'sites'}, {service!r}", deployment
