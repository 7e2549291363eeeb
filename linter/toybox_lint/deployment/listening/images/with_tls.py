"""Whether what a service gives to a well-known image may turn TLS on or off."""

from __future__ import annotations

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.well_known import KnownImage
from toybox_lint.deployment.listening.model import Listener, Process, Speaks
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.records import replace

CONFIGURATION = pattern(
    r"/etc/(?!(?:localtime|timezone|machine-id)\Z)|/conf|config|entrypoint|hooks|-init\.d"
    r"|\.(conf|cfg|cnf|ini|ya?ml|toml|json|env|sh|js|xml)$|\.conf\.",
    re.IGNORECASE,
)
# What a service gives that may turn TLS on or off: variables by their names and, but for addresses, by their values;
# files by where they go; words of its command.
_TLS_NAME = pattern(
    r"TLS|SSL|HTTPS|CERT|PROTOCOL|PKI|INSECURE|SECURITY[._](PLUGIN|ENABLED|DISABLED)", re.IGNORECASE
)
OF_A_COMMAND = pattern(r"OPT|PARAM|ARG|FLAG|CONFIG", re.IGNORECASE)
_TLS_WORD = pattern(r"ssl|tls|cert|https(?!://)", re.IGNORECASE)


def of_either(found: Listener, entry: KnownImage) -> Listener:
    """The same; a port of HTTPS beside a main one without it is there for that alone."""
    beside = found.speaks is Speaks.TLS and entry.ports[0][1] is Speaks.HTTP
    return found if beside else with_or_without_tls(found)


def with_or_without_tls(found: Listener) -> Listener:
    """The same where something that cannot be seen decides between the two."""
    spoken = found.speaks in (Speaks.HTTP, Speaks.TLS)
    return replace(found, speaks=Speaks.EITHER) if spoken else found


def may_change_tls(inside: Container, process: Process | None) -> bool:
    """Whether the service gives its image anything that may turn TLS on or off."""
    given = inside.variables.values.items()
    if any(_TLS_NAME.search(name) or _speaks_of_tls(name, value.value) for name, value in given):
        return True
    if process and any(_speaks_of_tls("ARGS", word.value) for word in process.words):
        return True
    targets = [mount.target for mount in inside.service.mounts]
    targets += [copy.target for copy in inside.built.copies] if inside.built else []
    return any(
        isinstance(target, Unknown) or CONFIGURATION.search(target) or _TLS_WORD.search(target)
        for target in targets
    )


def _speaks_of_tls(name: str, value: Text) -> bool:
    if isinstance(value, Unknown):
        return bool(OF_A_COMMAND.search(name))
    return bool(_TLS_WORD.search(value))
