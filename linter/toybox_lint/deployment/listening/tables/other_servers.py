"""Servers written in other languages, and programs that stay but listen on nothing, or just end.

Sources: the manuals of puma, Rails, unicorn, thin, rackup, PHP, Laravel, Symfony, Hugo, Jekyll, Redis,
PostgreSQL, MySQL, MongoDB, memcached, Prometheus, MinIO and hashicorp/http-echo.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.model import Bind, Speaks
from toybox_lint.deployment.listening.servers import Server
from toybox_lint.deployment.listening.tables import word_set as flags

OTHER_SERVERS = (
    Server(
        "puma",
        ("puma",),
        port_flags=flags("-p --port"),
        address_flags=flags("-b --bind"),
        config_flags=flags("-C --config"),
        values=flags("-e --environment -t --threads -w --workers"),
    ),
    Server("thruster", ("thrust",), 80, port_variables=("HTTP_PORT",)),
    Server(
        "rails server",
        ("rails server", "rails s"),
        3000,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("-b --binding"),
        port_variables=("PORT",),
        host_variables=("BINDING",),
        opened_by="RAILS_ENV",
        told_by=("config/puma.rb bind",),
    ),
    Server(
        "unicorn",
        ("unicorn", "unicorn_rails"),
        8080,
        config_flags=flags("-c --config-file"),
        address_flags=flags("-l --listen"),
        port_flags=flags("-p --port"),
    ),
    Server(
        "thin", ("thin", "thin start"), 3000, port_flags=flags("-p --port"), host_flags=flags("-a --address")
    ),
    Server(
        "rackup",
        ("rackup",),
        9292,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("-o --host"),
        opened_by="RACK_ENV",
        moved_by=(),
    ),
    Server("php -S", ("php -S",), positional="address", values=flags("-t -d -c"), moved_by=()),
    Server(
        "artisan serve",
        ("php artisan serve", "artisan serve"),
        8000,
        Bind.LOOPBACK,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        port_variables=("SERVER_PORT",),
        host_variables=("SERVER_HOST",),
        told_by=(".env SERVER_",),
    ),
    Server(
        "octane",
        ("php artisan octane:start", "artisan octane:start"),
        8000,
        Bind.LOOPBACK,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        port_variables=("OCTANE_PORT",),
        host_variables=("OCTANE_HOST",),
    ),
    Server("php-fpm", ("php-fpm",), 9000, speaks=Speaks.FASTCGI),
    Server(
        "hugo server",
        ("hugo server", "hugo serve"),
        1313,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("--bind"),
        moved_by=(),
    ),
    Server(
        "jekyll serve",
        ("jekyll serve", "jekyll s"),
        4000,
        Bind.LOOPBACK,
        port_flags=flags("-P --port"),
        host_flags=flags("-H --host"),
        told_by=("_config.yml host:", "_config.yml port:"),
    ),
    Server("nginx", ("nginx",), values=flags("-g -c -p -e")),
    Server("httpd", ("httpd", "httpd-foreground", "apache2-foreground", "apachectl", "apache2")),
    Server("caddy", ("caddy run", "caddy start")),
    Server("caddy", ("caddy file-server", "caddy respond"), 80, address_flags=flags("-l --listen")),
    Server("frankenphp", ("frankenphp run",)),
    Server("frankenphp", ("frankenphp php-server",), 80, address_flags=flags("-l --listen")),
    Server("traefik", ("traefik",)),
    Server("haproxy", ("haproxy",)),
    Server("http-echo", ("http-echo",), 5678, address_flags=flags("-listen --listen"), moved_by=()),
    Server(
        "whoami", ("whoami",), 80, port_flags=flags("--port -port"), port_variables=("WHOAMI_PORT_NUMBER",)
    ),
    Server("prometheus", ("prometheus",), 9090, address_flags=flags("--web.listen-address"), moved_by=()),
    Server("alertmanager", ("alertmanager",), 9093, address_flags=flags("--web.listen-address"), moved_by=()),
    Server(
        "minio",
        ("minio server",),
        9000,
        address_flags=flags("--address"),
        speaking={"--console-address": Speaks.HTTP},
    ),
    Server(
        "keycloak",
        ("kc.sh start", "kc.sh start-dev"),
        8080,
        port_flags=flags("--http-port"),
        port_variables=("KC_HTTP_PORT",),
    ),
    Server(
        "redis-server",
        ("redis-server", "valkey-server"),
        6379,
        speaks=Speaks.TCP,
        port_flags=flags("--port"),
        host_flags=flags("--bind"),
    ),
    Server(
        "postgres", ("postgres",), 5432, speaks=Speaks.TCP, port_flags=flags("-p --port"), values=flags("-c")
    ),
    Server(
        "mysqld",
        ("mysqld", "mariadbd"),
        3306,
        speaks=Speaks.TCP,
        port_flags=flags("-P --port"),
        host_flags=flags("--bind-address"),
    ),
    Server(
        "mongod",
        ("mongod",),
        27017,
        speaks=Speaks.TCP,
        port_flags=flags("--port"),
        host_flags=flags("--bind_ip"),
    ),
    Server(
        "memcached",
        ("memcached",),
        11211,
        speaks=Speaks.TCP,
        port_flags=flags("-p --port"),
        host_flags=flags("-l --listen"),
    ),
    Server(
        "nats-server",
        ("nats-server",),
        4222,
        speaks=Speaks.TCP,
        port_flags=flags("-p --port"),
        host_flags=flags("-a --addr"),
    ),
    Server("rabbitmq-server", ("rabbitmq-server",), 5672, speaks=Speaks.TCP),
)
