"""Servers of the JavaScript world: flags, variables and default addresses.

Sources: the command-line parsers of next, vite, webpack-dev-server, react-scripts, Vue CLI, Angular CLI,
astro, nuxt, http-server, serve, json-server, parcel, storybook, gatsby and docusaurus; the manuals of
deno and strapi.
"""

from __future__ import annotations

from toybox_lint.deployment.listening.model import Bind
from toybox_lint.deployment.listening.servers.known import Server
from toybox_lint.deployment.listening.tables import word_set as flags

_VITE = tuple(f"vite.config.{ending}" for ending in ("js", "mjs", "ts", "cjs", "mts", "cts"))
_TLS_WORDS = ("https", "ssl", "mkcert")
_VITE_TLS = tuple(f"{name} {word}" for name in _VITE for word in _TLS_WORDS)
_ASTRO_TLS = tuple(f"astro.config.{ending} {word}" for ending in ("mjs", "js", "ts") for word in _TLS_WORDS)
_WEBPACK = ("webpack.config.js", "webpack.config.ts", "webpack.dev.js", "webpack.common.js")
_ASTRO = tuple(
    f"astro.config.{ending} {key}" for ending in ("mjs", "js", "ts", "mts", "cjs") for key in ("host", "port")
)

NODE_SERVERS = (
    # What it has by default stands in a file that each project has.
    Server("strapi", ("strapi start", "strapi develop")),
    Server(
        "next",
        ("next dev", "next start", "next"),
        3000,
        port_flags=flags("-p --port"),
        host_flags=flags("-H --hostname"),
        port_variables=("PORT",),
        moved_by=(),
        tls_flags=flags("--experimental-https"),
    ),
    Server(
        "vite",
        ("vite", "vite dev", "vite serve", "react-router dev", "remix vite:dev"),
        5173,
        Bind.LOOPBACK,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        bare_host=True,
        moved_by=_VITE,
        tls_told_by=_VITE_TLS,
        tls_flags=flags("--https"),
        formerly=("vite", 3, 3000),
        config_flags=flags("-c --config"),
    ),
    Server(
        "vite preview",
        ("vite preview",),
        4173,
        Bind.LOOPBACK,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        bare_host=True,
        moved_by=_VITE,
        tls_told_by=_VITE_TLS,
        tls_flags=flags("--https"),
        formerly=("vite", 3, 5000),
        config_flags=flags("-c --config"),
    ),
    Server(
        "webpack-dev-server",
        ("webpack-dev-server", "webpack serve", "webpack-cli serve"),
        8080,
        port_flags=flags("--port"),
        host_flags=flags("--host -h"),
        tls_flags=flags("--https"),
        either_flags=flags("--server-type --server"),
        tls_told_by=("webpack.config.js http", "webpack.dev.js http"),
        told_by=tuple(f"{name} {key}" for name in _WEBPACK for key in ("host", "port")),
    ),
    Server(
        "react-scripts",
        ("react-scripts start", "craco start"),
        3000,
        port_variables=("PORT",),
        host_variables=("HOST",),
        tls_variables=("HTTPS",),
        tls_told_by=(".env HTTPS", ".env.development HTTPS", "craco.config.js https"),
    ),
    Server(
        "vue-cli-service",
        ("vue-cli-service serve",),
        8080,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        port_variables=("PORT",),
        host_variables=("HOST",),
        tls_flags=flags("--https"),
        tls_told_by=("vue.config.js https",),
        told_by=("vue.config.js host", "vue.config.js port"),
    ),
    Server(
        "ng serve",
        ("ng serve",),
        4200,
        Bind.LOOPBACK,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        config_flags=flags("-c --configuration"),
        moved_by=tuple(
            f'{name} "{key}"'
            for name in ("angular.json", "project.json")
            for key in ("host", "port", "extends")
        ),
        tls_flags=flags("--ssl"),
        tls_told_by=('angular.json "ssl"', 'project.json "ssl"'),
    ),
    Server(
        "astro",
        ("astro dev", "astro preview"),
        4321,
        Bind.LOOPBACK,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        bare_host=True,
        moved_by=_ASTRO,
        tls_told_by=_ASTRO_TLS,
        formerly=("astro", 3, 3000),
        config_flags=flags("--config --root"),
    ),
    Server(
        "nuxt",
        ("nuxt dev", "nuxi dev", "nuxt"),
        3000,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("-h --host"),
        bare_host=True,
        port_variables=("NUXT_PORT", "NITRO_PORT", "PORT"),
        host_variables=("NUXT_HOST", "NITRO_HOST", "HOST"),
        told_by=tuple(
            f"nuxt.config.{ending} {key}" for ending in ("ts", "js", "mjs") for key in ("host", "port")
        ),
        tls_flags=flags("--https"),
        tls_variables=("NUXT_SSL_CERT", "NITRO_SSL_CERT"),
        tls_told_by=("nuxt.config.ts https", "nuxt.config.js https"),
    ),
    Server(
        "remix-serve",
        ("remix-serve", "react-router-serve"),
        3000,
        port_variables=("PORT",),
        host_variables=("HOST",),
        moved_by=(),
    ),
    Server(
        "http-server",
        ("http-server",),
        8080,
        port_flags=flags("-p --port"),
        host_flags=flags("-a"),
        tls_flags=flags("-S --ssl --tls"),
        port_variables=("PORT",),
        moved_by=(),
    ),
    Server(
        "serve",
        ("serve",),
        3000,
        address_flags=flags("-l --listen"),
        port_flags=flags("-p"),
        port_variables=("PORT",),
        on_path=True,
        moved_by=(),
        tls_flags=flags("--ssl-cert"),
        formerly=("serve", 14, 5000),
    ),
    Server(
        "json-server",
        ("json-server",),
        3000,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("-H --host -h"),
        port_variables=("PORT",),
        told_by=("json-server.json host", "json-server.json port"),
    ),
    Server(
        "parcel",
        ("parcel", "parcel serve"),
        1234,
        port_flags=flags("-p --port"),
        host_flags=flags("--host"),
        tls_flags=flags("--https --cert"),
    ),
    Server(
        "storybook",
        ("storybook dev", "start-storybook"),
        6006,
        port_flags=flags("-p --port"),
        host_flags=flags("-h --host"),
        tls_flags=flags("--https"),
    ),
    Server(
        "gatsby develop",
        ("gatsby develop",),
        8000,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("-H --host"),
        tls_flags=flags("--https -S"),
    ),
    Server(
        "docusaurus",
        ("docusaurus start", "docusaurus serve"),
        3000,
        Bind.LOOPBACK,
        port_flags=flags("-p --port"),
        host_flags=flags("-h --host"),
    ),
    Server(
        "deno serve",
        ("deno serve",),
        8000,
        port_flags=flags("--port"),
        host_flags=flags("--host"),
        tls_flags=flags("--cert"),
    ),
)
