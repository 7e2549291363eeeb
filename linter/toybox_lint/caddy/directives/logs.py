"""``log``: outputs, formats and sampling, of a site and in the global options."""

from __future__ import annotations

from collections.abc import Mapping

from toybox_lint.caddy.directives.helper import Helper
from toybox_lint.caddy.directives.shapes import (
    ANY,
    Entry,
    Nested,
    OneOf,
    Special,
    read_block,
    read_entry,
    read_module,
    take,
    unknown_entry,
)
from toybox_lint.caddy.directives.starting import level
from toybox_lint.caddy.directives.values import integer
from toybox_lint_grammar.tokens import Token


def _module(modules: Mapping[str, Entry], space: str, what: str) -> Special:
    """An entry whose first argument names a module, which reads the rest."""

    def read(helper: Helper, token: Token) -> None:
        name = helper.argument()
        if modules.get(name.text) != "0":
            read_module(helper, name, modules, space, what)

    return read


def _mode(helper: Helper, token: Token) -> None:
    value = take(helper, "=1")[0]
    if helper.known(value) and not set(value.text) <= set("01234567"):
        helper.refuse("bad-number", f"{value.text!r} is no file mode (octal digits)", value)


_FILE: dict[str, Entry] = {
    "mode": _mode,
    "dir_mode": lambda helper, token: _directory_mode(helper, token),
    "roll_disabled": "=0",
    "roll_size": "=1 size",
    "roll_uncompressed": "=0",
    "roll_compression": OneOf("=1", ("none", "gzip", "zstd")),
    "roll_local_time": "=0",
    "roll_keep": "=1 integer",
    "roll_keep_for": "=1 duration",
    "roll_interval": "=1 duration",
    "roll_minutes": "1+ integer",
    "roll_at": "1+",
    "backup_time_format": "=1",
    ANY: lambda helper, token: _unknown_of_file(helper, token),
}


def _unknown_of_file(helper: Helper, token: Token) -> None:
    """A kind of problem of its own: Caddy before 2.10 passes over what it does not know here."""
    help = f"{token.text} stands in the block of log" if token.text in ("format", "level") else None
    unknown_entry(helper, token, _FILE, "output file", kind="unknown-file-option", help=help)


def _directory_mode(helper: Helper, token: Token) -> None:
    value = take(helper, "=1")[0]
    if (
        value.text not in ("inherit", "from_file")
        and helper.known(value)
        and set(value.text) - set("01234567")
    ):
        helper.refuse("bad-number", f"{value.text!r} is no file mode (octal digits)", value)


WRITERS: dict[str, Entry] = {
    "stdout": "0",
    "stderr": "0",
    "discard": "0",
    "file": Nested("=1", _FILE, "output file"),
    "net": Nested("=1", {"dial_timeout": "1 duration", "soft_start": "=0"}, "output net"),
}
_KEYS = (
    "message_key level_key time_key name_key caller_key stacktrace_key line_ending time_format"
    " duration_format level_format"
)
_PLAIN = Nested("=0", {**dict.fromkeys(_KEYS.split(), "=1"), "time_local": "=0"}, "format")


def _ip_mask(helper: Helper, token: Token) -> None:
    for value in take(helper, "=0-2"):
        if integer(value.text) is None and helper.known(value):
            helper.refuse("bad-number", f"{value.text!r} is no number of bits", value)
    read_block(helper, {"ipv4": "1 integer", "ipv6": "1 integer"}, "ip_mask")


def _multi_regexp(helper: Helper, token: Token) -> None:
    given = False
    for entry in helper.d.block():
        read_entry(helper, entry, {"regexp": "=2"}, "multi_regexp")
        given = True
    if not given:
        helper.refuse("wrong-argument-count", "multi_regexp needs a regexp", token)


_PARTS: Entry = Nested("0", {"replace": "2", "delete": "1", "hash": "1"}, "the filter")
FILTERS: dict[str, Entry] = {
    "delete": "0+",
    "rename": "0+",
    "replace": "0+",
    "regexp": "0+",
    "hash": "0+",
    "ip_mask": _ip_mask,
    "query": _PARTS,
    "cookie": _PARTS,
    "multi_regexp": _multi_regexp,
}


def _filter(helper: Helper, token: Token) -> None:
    filtered: set[str] = set()

    def field(inner: Helper, entry: Token) -> None:
        """A field's filter: one, unless all are regular expressions."""
        name = inner.argument()
        read_module(inner, name, FILTERS, "caddy.logging.encoders.filter", "log filter")
        if entry.text in filtered and name.text != "regexp":
            inner.refuse("given-twice", f"the field {entry.text} has a filter already", entry)
        filtered.add(entry.text)

    fields = Nested("0", {ANY: field}, "fields")
    read_block(helper, {"wrap": _wrap, "fields": fields, ANY: field}, "format filter")


def _append(helper: Helper, token: Token) -> None:
    fields = Nested("0", {ANY: "=1"}, "fields")
    read_block(helper, {"wrap": _wrap, "fields": fields, ANY: "=1"}, "format append")


ENCODERS: dict[str, Entry] = {"console": _PLAIN, "json": _PLAIN, "filter": _filter, "append": _append}
_wrap: Entry = _module(ENCODERS, "caddy.logging.encoders", "log format")


def _sampling(helper: Helper, token: Token) -> None:
    inner = helper.nested()
    inner.d.next()
    inner.d.rest()
    given: set[str] = set()
    for entry in inner.d.block():
        if entry.text in given:
            inner.refuse("given-twice", f"{entry.text} is given twice", entry)
        given.add(entry.text)
        read_entry(inner, entry, _SAMPLING, "sampling")


_SAMPLING: dict[str, Entry] = {"interval": "1 duration", "first": "1 integer", "thereafter": "1 integer"}


def _not_here(place: str) -> Special:
    def refuse(helper: Helper, token: Token) -> None:
        helper.refuse("unknown-subdirective", f"{token.text} is not allowed in the log of {place}", token)

    return refuse


_BOTH: dict[str, Entry] = {
    "output": _module(WRITERS, "caddy.logging.writers", "log output"),
    "format": _module(ENCODERS, "caddy.logging.encoders", "log format"),
    "core": _module({"mock": "0+"}, "caddy.logging.cores", "log core"),
    "level": lambda helper, token: level(helper, take(helper, "=1")[0]),
    "sampling": _sampling,
}
SITE: dict[str, Entry] = {
    **_BOTH,
    "hostnames": "1+",
    "no_hostname": "=0",
    "include": _not_here("a site"),
    "exclude": _not_here("a site"),
}
GLOBAL: dict[str, Entry] = {
    **_BOTH,
    "include": "0+",
    "exclude": "0+",
    "hostnames": _not_here("the global options"),
    "no_hostname": "=0",
}


_ONCE = (*_BOTH, "no_hostname")


def read(helper: Helper, table: Mapping[str, Entry]) -> None:
    """Read the block of a ``log``."""
    given: set[str] = set()
    for token in helper.d.block():
        if token.text in given and token.text in _ONCE:
            helper.refuse("given-twice", f"{token.text} is given twice in this log", token)
        given.add(token.text)
        read_entry(helper, token, table, "log")
