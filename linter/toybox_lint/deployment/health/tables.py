"""Programs that images bring, for those that healthchecks use.

A line is a repository path without registry (several with one meaning after one another), after ``:`` a pattern that
the tag must hold, and after ``=`` those of ``TRACKED`` that the image has; the first line that fits wins. Images that
are not here, and tags that are not, are unknown: so are all that rest on ``buildpack-deps``, which bring most of them.
Those of distroless stand without the releases of the language and of Debian.

Sources: the images' Dockerfiles in docker-library (alpine, busybox, debian, golang, httpd, node, php, python, ruby,
rust), nginxinc/docker-nginx, caddyserver/caddy-docker, traefik/traefik-library-image, prometheus/busybox,
keycloak/keycloak, ollama/ollama, qdrant/qdrant, surrealdb/surrealdb, dunglas/mercure, miniflux/v2, amir20/dozzle,
traefik/whoami; docker-library/official-images#20659, which brought curl to Caddy's with 2.11; the README of
GoogleContainerTools/distroless (its images have no shell but for those tagged ``debug``, which bring BusyBox). Debian's
and Ubuntu's have neither curl nor wget; BusyBox, which Alpine's rest on, brings wget and nc.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.tables import word_set

# The last two ask php-fpm, and are in none of them.
TRACKED = word_set("sh bash curl wget nc python python3 node cgi-fcgi php-fpm-healthcheck")

IMAGES = """
alpine busybox = sh wget nc
debian ubuntu = sh bash
caddy:builder|windows = sh bash curl wget nc python python3 node
caddy:^2\\.(\\d|10)(?!\\d) = sh wget nc
caddy dunglas/mercure = sh wget nc curl
traefik = sh wget nc
python:alpine = sh wget nc python python3
python:slim = sh bash python python3
node:alpine = sh wget nc node
node:slim = sh bash node
golang:alpine = sh wget nc
ruby:alpine = sh wget nc
ruby:slim = sh bash
rust:alpine = sh wget nc
rust:slim = sh bash
php:alpine = sh wget nc curl
php = sh bash curl
nginx:alpine-slim = sh wget nc
nginx:alpine = sh wget nc curl
nginx = sh bash curl
httpd:alpine = sh wget nc
prom/prometheus prom/alertmanager prom/pushgateway:busybox = sh wget nc
prom/prometheus prom/alertmanager:distroless = -
keycloak/keycloak:^(2[3-9]|[3-9]\\d)\\. = sh bash
qdrant/qdrant:^(?!gpu|dev) = sh bash
ollama/ollama:^(?!0\\.[0-5]\\.\\d+-rocm) = sh bash
surrealdb/surrealdb:^(?!.*(dev|fdb)) = -
distroless/python:debug = sh wget nc python python3
distroless/python = python python3
distroless/nodejs:debug = sh wget nc node
distroless/nodejs = node
distroless/static distroless/base distroless/base-nossl distroless/cc:debug = sh wget nc
distroless/java distroless/java-base:debug = sh wget nc
distroless/static distroless/base distroless/base-nossl distroless/cc distroless/java distroless/java-base = -
miniflux/miniflux:^(?!.*distroless) = sh wget nc
scratch amir20/dozzle traefik/whoami = -
"""

# What images have no more, or have under another name: after ``:`` a pattern that the tag must hold, and after ``=``
# the programs. Sources: the release notes of MongoDB 6.0, which has ``mongosh`` alone; mariadb-docker, whose images of
# 11.0 and later bring the names that begin with ``mariadb``; docker-library/mysql; Microsoft's notes of the updates
# 14 of SQL Server 2022 and 28 of 2019, whose images have their tools in ``/opt/mssql-tools18`` alone.
LACKING = r"""
mongo:^(latest\Z|[6-9]\b|[1-9]\d\b) = mongo
mariadb:^(latest\Z|lts\Z|1[1-9]\b) = mysql mysqladmin mysqlcheck mysqldump
mysql = healthcheck.sh mariadb mariadb-admin
mssql/server:^20(19|22)-latest\Z = /opt/mssql-tools/bin/sqlcmd
mssql/server:^2025 = /opt/mssql-tools/bin/sqlcmd
"""
# Images with no program but those that are copied into them, and a file of certificates.
EMPTY = word_set("scratch distroless/static distroless/base distroless/base-nossl distroless/cc")

# Images whose ``wget`` is that of BusyBox, which asks only the first address of a name.
BUSYBOX = word_set("alpine busybox caddy dunglas/mercure traefik")

# What, in a package list, brings a program that is called otherwise, or may.
ALSO = {
    "python3": ("python", "pip", "py3-", "software-properties", "uv"),
    "python": ("python", "pip", "py3-"),
    "nc": ("netcat", "ncat", "nmap"),
    "node": ("nodejs", "npm", "nvm", "yarn"),
    "sh": ("busybox", "bash"),
    "wget": ("busybox",),
    "cgi-fcgi": ("fcgi",),
    "php-fpm-healthcheck": ("healthcheck",),
}

# Packages of Debian that bring none of ``TRACKED`` with what they recommend.
HARMLESS = word_set(
    """
    gcc g++ build-essential make cmake pkg-config pkgconf git gettext gettext-base postgresql-client python3-dev
    default-libmysqlclient-dev ca-certificates tini dumb-init gosu tzdata locales vim nano less procps netcat
    netcat-openbsd netcat-traditional zlib1g-dev openssl unzip zip jq sqlite3 tesseract-ocr poppler-utils openssh-client
    """
)
