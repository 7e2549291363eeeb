"""The directives of Caddy 2.11 and the order in which it runs them."""

from __future__ import annotations

# caddyconfig/httpcaddyfile/directives.go, defaultDirectiveOrder.
ORDER = (
    "tracing",
    "map",
    "vars",
    "fs",
    "root",
    "log_append",
    "skip_log",
    "log_skip",
    "log_name",
    "header",
    "copy_response_headers",
    "request_body",
    "timeouts",
    "redir",
    "method",
    "rewrite",
    "uri",
    "try_files",
    "basicauth",
    "basic_auth",
    "forward_auth",
    "request_header",
    "encode",
    "push",
    "intercept",
    "templates",
    "invoke",
    "handle",
    "handle_path",
    "route",
    "abort",
    "error",
    "copy_response",
    "respond",
    "metrics",
    "reverse_proxy",
    "php_fastcgi",
    "file_server",
    "acme_server",
)
UNORDERED = ("bind", "tls", "log", "handle_errors")
DIRECTIVES = frozenset(ORDER + UNORDERED)
# What always answers: handlers that never call the next one (their ServeHTTP in Caddy 2.11).
ANSWERS = frozenset(
    ("redir", "respond", "abort", "error", "reverse_proxy", "file_server", "metrics", "copy_response")
)
