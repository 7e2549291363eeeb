"""Where GitLab's own nginx listens by ``GITLAB_OMNIBUS_CONFIG``.

Source: the documentation of Omnibus on NGINX: scheme and port are those of ``external_url`` unless
``nginx['listen_https']`` and ``nginx['listen_port']`` say otherwise; with ``https`` Let's Encrypt is on where nothing
turns it off, and port 80 redirects to HTTPS; that on the container registry: Let's Encrypt turns it on, on port 5050.
"""

from __future__ import annotations

from collections.abc import Iterator

from toybox_lint.deployment.listening.container import Container
from toybox_lint.deployment.listening.images.unchanged import touches
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.digits import number
from toybox_lint.facts import Unknown
from toybox_lint.later import now
from toybox_lint.patterns import pattern, re

_VARIABLE = "GITLAB_OMNIBUS_CONFIG"
_URL = pattern(r"^[ \t]*external_url\s*+\(?\s*+[\"'](https?)://[^/\"':]+(?::(\d{1,5}))?", re.MULTILINE)
_SETTING = pattern(r"^[ \t]*(nginx|letsencrypt)\[[\"'](\w+)[\"']\]\s*=\s*([^\s;#]+)", re.MULTILINE)
# Its other programs are reached by a URL or at an address of their own.
_OTHER = pattern(
    r"^[ \t]*(?:\w+_external_url\b|(?!nginx\b|gitlab_rails\b)\w+\[[\"']\w*(?:addr|listen|port|external_http))",
    re.MULTILINE,
)
_LINES = pattern(r";[ \t]*")
_PORTS = {"http": 80, "https": 443}
_REGISTRY = 5050


def from_omnibus(inside: Container) -> Iterator[Listener]:
    """Its listeners, where the variable names the URL; an unknown one where it says or computes more."""
    given = inside.variables.given(_VARIABLE)
    text = _LINES.sub("\n", given.value) if given and isinstance(given.value, str) else ""
    urls = _URL.findall(text)
    told = {(match[1], match[2]): match[3] for match in _SETTING.finditer(text)}
    port = told.get(("nginx", "listen_port"), "0")
    if given is None or not (urls or told):
        return
    scheme, own = urls[0] if urls else ("http", "")
    secured = told.get(("nginx", "listen_https"), "true" if scheme == "https" else "false")
    plain = port.isdecimal() and secured in ("true", "false") and ("nginx", "enable") not in told
    if len(urls) != 1 or _OTHER.search(text) or not plain:
        why = Unknown(f"{_VARIABLE} decides where nginx listens")
        yield Listener(why, Bind.UNKNOWN, Speaks.UNKNOWN, Grade.CONFIG_FILE, given.origin, why.reason)
        return
    place = number(port) or (number(own) if own else _PORTS[scheme])
    # A file that the folder of settings may have says the last word.
    grade = Grade.IMAGE_TABLE if touches(inside, "/etc/gitlab") else Grade.CONFIG_FILE
    speaks = Speaks.TLS if secured == "true" else Speaks.HTTP
    said = f"{_VARIABLE} lets nginx listen on {place}"
    yield Listener(place, Bind.ALL, speaks, grade, given.origin, said)
    if scheme == "https" and told.get(("letsencrypt", "enable"), "true") == "true":
        said = f"its registry may listen on {_REGISTRY}"
        yield Listener(_REGISTRY, Bind.UNKNOWN, Speaks.UNKNOWN, Grade.IMAGE_TABLE, given.origin, said)
    redirects = ("nginx", "redirect_http_to_https") in told or ("letsencrypt", "enable") not in told
    if speaks is Speaks.TLS and redirects and place != _PORTS["http"]:
        yield Listener(
            _PORTS["http"],
            Bind.UNKNOWN,
            Speaks.HTTP,
            grade,
            given.origin,
            "it redirects from port 80",
            redirecting=now(True),
        )
