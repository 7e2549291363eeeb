"""Programs that go into the background by themselves: what stands behind them in a script is started, too.

Sources: the manuals of the programs on the options named here; nginx, Apache httpd and Varnish do so unless they are
told not to.
"""

from __future__ import annotations

from itertools import pairwise

from toybox_lint.deployment.listening.commands.unwrap import Words, program_name
from toybox_lint.deployment.listening.tables import word_set

# By the option that sends them there, and ``yes`` where it has a value.
_WITH = {
    "redis-server": "--daemonize=yes",
    "valkey-server": "--daemonize=yes",
    "php-fpm": "-D --daemonize",
    "memcached": "-d --daemon",
    "mongod": "--fork",
    "mysqld": "--daemonize -D",
    "mariadbd": "--daemonize",
    "gunicorn": "-D --daemon",
    "unicorn": "-D --daemonize",
    "unicorn_rails": "-D --daemonize",
    "puma": "-d --daemon",
    "rails": "-d --daemon",
    "thin": "-d --daemonize",
    "rackup": "-D --daemonize",
    "uwsgi": "-d --daemonize --daemonize2",
    "celery": "-D --detach multi",
    "haproxy": "-D",
    "caddy": "start",
    "frankenphp": "start",
    "apachectl": "start restart graceful",
    "apache2ctl": "start restart graceful",
}
# What keeps those in the foreground that go otherwise.
_WITHOUT = {
    "nginx": "daemon off",
    "openresty": "daemon off",
    "httpd": "FOREGROUND",
    "apache2": "FOREGROUND",
    "varnishd": "-F",
}


def detaches(words: Words) -> bool:
    """Whether the program that ``words`` start leaves it to itself to run on."""
    name = program_name(words)
    texts = [str(word.value) for word in words[1:]]
    if name in _WITHOUT:
        return _WITHOUT[name] not in " ".join(texts)
    options = word_set(_WITH.get(name.rstrip("0123456789."), ""))
    said = {*texts, *(f"{one}={other}" for one, other in pairwise(texts))}
    return bool(options & {*said, *(text.partition("=")[0] for text in texts)})
