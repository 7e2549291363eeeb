"""Where well-known images listen by the settings file that a service gives them.

Sources: the example configurations of the programs. A pattern finds the address, or the port alone, at each place where
the file may have one; what a program takes from its environment instead is in the table of images.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise

from toybox_lint.compose.model import Text
from toybox_lint.deployment.listening.addresses import address, bind_of, written
from toybox_lint.deployment.listening.commands.unwrap import Words
from toybox_lint.deployment.listening.container import Container, whole_text
from toybox_lint.deployment.listening.images.contents import content_at, names_at
from toybox_lint.deployment.listening.model import Bind, Grade, Listener, Speaks
from toybox_lint.deployment.listening.servers.options import named_by
from toybox_lint.deployment.listening.servers.reading import Configured
from toybox_lint.facts import Unknown
from toybox_lint.patterns import pattern, re
from toybox_lint.source import Located, Origin, SourceFile

_VALUE = r"[ \t]*[\"']?([^\"'\s#,}]+)"
# Lines that are deeper than a key, or empty, or comments.
_WITHIN = r":[ \t]*(?:#[^\n]*)?\r?\n(?:(?:[ \t][^\n]*|#[^\n]*|\r?)\n)*?[ \t]+"
# What stands below the port of a listener, and not below that of a database.
_OF_A_LISTENER = r"(?=:[^\n]*\n[ \t]+(?:type|tls|resources|bind_addresses|x_forwarded)\b)"
_KANIDM = (("/data/server.toml", rf"^bindaddress[ \t]*={_VALUE}"),)
_APACHE = (("/etc/apache2/ports.conf", r"^[ \t]*Listen[ \t]+(\S+)"),)
_SYNAPSE = ("matrixdotorg/synapse", "element-hq/synapse")
_SETTINGS = {
    "actualbudget/actual": (("/data/config.json", rf'"port"[ \t]*:{_VALUE}'),),
    "actualbudget/actual-server": (("/data/config.json", rf'"port"[ \t]*:{_VALUE}'),),
    "authelia/authelia": (("/config/configuration.yml", rf"^server{_WITHIN}(?:address|port):{_VALUE}"),),
    "binwiederhier/ntfy": (("/etc/ntfy/server.yml", rf"^listen-http:{_VALUE}"),),
    "dexidp/dex": (("/etc/dex/config.yaml", rf"^web{_WITHIN}http:{_VALUE}"),),
    "dotnet/aspnet": (("appsettings.json", r"\"Url\"[ \t]*:[ \t]*\"(http://[^\"\s;]+)\""),),
    "dxflrs/garage": (("/etc/garage.toml", rf"^[ \t]*(?:api_)?bind_addr[ \t]*={_VALUE}"),),
    "grafana/grafana": (("/etc/grafana/grafana.ini", rf"^http_port[ \t]*={_VALUE}"),),
    "grafana/loki": (("/etc/loki/local-config.yaml", rf"^[ \t]+http_listen_port:{_VALUE}"),),
    "grafana/tempo": (("/etc/tempo.yaml", rf"^[ \t]+http_listen_port:{_VALUE}"),),
    "httpd": (("/usr/local/apache2/conf/httpd.conf", r"^[ \t]*Listen[ \t]+(\S+)"),),
    "headscale/headscale": (("/etc/headscale/config.yaml", rf"^listen_addr:{_VALUE}"),),
    "home-assistant/home-assistant": (
        ("/config/configuration.yaml", rf"^http{_WITHIN}server_port:{_VALUE}"),
    ),
    "homeassistant/home-assistant": (("/config/configuration.yaml", rf"^http{_WITHIN}server_port:{_VALUE}"),),
    "juanfont/headscale": (("/etc/headscale/config.yaml", rf"^listen_addr:{_VALUE}"),),
    **dict.fromkeys(
        _SYNAPSE, (("/data/homeserver.yaml", rf"^[ \t]*(?:-[ \t]*port|port{_OF_A_LISTENER}):{_VALUE}"),)
    ),
    "misskey/misskey": (("/misskey/.config/default.yml", rf"^port:{_VALUE}"),),
    "kanidm/kanidmd": _KANIDM,
    "kanidm/server": _KANIDM,
    "koenkk/zigbee2mqtt": (("/app/data/configuration.yaml", rf"^frontend{_WITHIN}port:{_VALUE}"),),
    "livekit/livekit-server": (("/etc/livekit.yaml", rf"^port:{_VALUE}"),),
    "oryd/kratos": (
        (
            "/etc/config/kratos/kratos.yml",
            rf"^([ \t]+)public:[ \t]*\r?\n(?:\1[ \t]+[^\n]*\n)*?\1[ \t]+port:{_VALUE}",
        ),
    ),
    "php": _APACHE,
    "registry": (
        ("/etc/docker/registry/config.yml", rf"^http{_WITHIN}addr:{_VALUE}"),
        ("/etc/distribution/config.yml", rf"^http{_WITHIN}addr:{_VALUE}"),
    ),
    "requarks/wiki": (("/wiki/config.yml", rf"^port:{_VALUE}"),),
    "tomcat": (
        ("/usr/local/tomcat/conf/server.xml", r"<Connector\b(?![^>]*\bAJP)[^>]*?\sport=[\"'](\d+)[\"']"),
    ),
    "twinproduction/gatus": (("/config/config.yaml", rf"^web{_WITHIN}port:{_VALUE}"),),
    "verdaccio/verdaccio": (("/verdaccio/conf/config.yaml", rf"^listen:{_VALUE}"),),
    "wordpress": _APACHE,
}
_OF_JUPYTER = tuple(
    (f"{folder}/jupyter_{kind}_config.py", rf"^c\.(?:ServerApp|NotebookApp)\.port[ \t]*={_VALUE}")
    for folder in ("/home/jovyan/.jupyter", "/etc/jupyter")
    for kind in ("server", "notebook")
)
# Of the files of php-fpm the last in their order decides: that of the image itself is called so.
_POOLS, _LAST_POOL = "/usr/local/etc/php-fpm.d", "zz-docker.conf"
_OF_A_POOL = rf"^listen[ \t]*={_VALUE}"


# Flags of the command, or its subcommand, that name another file.
_NAMED_BY = {
    "dexidp/dex": ("serve",),
    "dxflrs/garage": ("c", "config"),
    "grafana/loki": ("config.file",),
    "grafana/tempo": ("config.file",),
    "livekit/livekit-server": ("config",),
    "oryd/kratos": ("c", "config"),
}
# Images that open only what such a file names.
WHOLE = frozenset({"dexidp/dex", "dxflrs/garage", "eclipse-mosquitto"})
# Lines by which such a file takes in others.
_INCLUDING = {"httpd": r"^[ \t]*Include(?:Optional)?\b"}


def from_settings(inside: Container, image: str, speaks: Speaks) -> Iterator[Listener]:
    """The listeners that the visible settings file of ``image`` names, with or without TLS where it may turn that on.

    Nothing where no file is visible, or where it leaves the port at its default.
    """
    if image in _SYNAPSE:
        from toybox_lint.deployment.listening.servers.synapse import from_synapse

        found = tuple(from_synapse(inside, image))
        yield from found
        if found:
            return
    for usual, expression in _places(inside, image):
        path = (_named(inside, _NAMED_BY[image]) if image in _NAMED_BY else None) or inside.path(usual)
        content = content_at(inside, path) if path else None
        text = whole_text(content) if isinstance(content, SourceFile) else content
        if isinstance(text, Located):
            for match in pattern(expression, re.MULTILINE).finditer(text.value):
                group = match.lastindex or 0
                given: Located[Text] = Located(match[group], text.origin.part(*match.span(group)))
                yield _listener(given, f"the image {image} listens on {{}} by its {path}", speaks)
            included = (
                pattern(_INCLUDING[image], re.MULTILINE).search(text.value) if image in _INCLUDING else None
            )
            if included:
                place = text.origin.part(*included.span())
                yield _undecided(
                    "what its configuration includes", f"the image {image} listens on {{}}", place
                )


def _places(inside: Container, image: str) -> Iterator[tuple[str, str]]:
    """The files, and where the port is in each."""
    yield from _SETTINGS.get(image, _OF_JUPYTER if image.startswith("jupyter/") else ())
    if image == "php" or image == "wordpress":
        names = names_at(inside, _POOLS)
        pools = () if isinstance(names, Unknown) else names
        telling = [
            each for each in pools if each.endswith(".conf") and posixpath.basename(each) >= _LAST_POOL
        ]
        yield from ((each, _OF_A_POOL) for each in telling[-1:])


def _named(inside: Container, flags: tuple[str, ...]) -> str | None:
    """The file that one of the flags of the command names."""
    words = inside.service.command.words if inside.service.command else ()
    texts = [str(word.value) for word in words]
    found = (
        value if equals else after
        for text, after in pairwise((*texts, ""))
        for name, equals, value in (text.partition("="),)
        if name.lstrip("-") in flags
    )
    return next((inside.path(each) for each in found if each), None)


_OAUTH2_PROXY = pattern(r"^[ \t]*(\w+)[ \t]*=[ \t]*(?:[\"']([^\"'\n]*)[\"'])?", re.MULTILINE)


def of_oauth2_proxy(words: Words, inside: Container) -> Configured:
    """Host and port by the file that its flag or its variable names, where that is shown."""
    path = _file_of_oauth2_proxy(words, inside)
    content = content_at(inside, path) if path else None
    text = whole_text(content) if isinstance(content, SourceFile) else content
    if not isinstance(text, Located):
        return Configured()
    options = {match[1]: match for match in _OAUTH2_PROXY.finditer(text.value)}
    if "https_address" in options or "tls_cert_file" in options:
        return Configured()
    match = options.get("http_address")
    if match is None:
        return Configured(whole=True)
    if match[2] is None:
        return Configured()
    given = Located[Text](match[2], text.origin.part(*match.span(2)))
    found = address(given)
    if found is None or found.host is None or found.port is None or isinstance(found.port.value, Unknown):
        return Configured()
    return Configured(found.host, Located(str(found.port.value), found.port.origin), whole=True)


def _file_of_oauth2_proxy(words: Words, inside: Container) -> str | None:
    """The one file; ``None`` where a second one, of its other format, may say where it listens."""
    texts = [str(word.value) for word in words]
    if any("alpha-config" in text for text in texts) or inside.variables.given("OAUTH2_PROXY_ALPHA_CONFIG"):
        return None
    for text, after in pairwise((*texts, "")):
        flag, equals, value = text.partition("=")
        if flag.lstrip("-") == "config":
            return inside.path(value if equals else after)
    given = inside.variables.given("OAUTH2_PROXY_CONFIG")
    return inside.path(given.value) if given and isinstance(given.value, str) else None


def _listener(given: Located[Text], told: str, speaks: Speaks) -> Listener:
    if isinstance(given.value, str) and given.value.startswith("/"):
        text, place, path = told.format("a socket file"), given.origin, given.value
        return Listener(
            None, Bind.UNIX, speaks, Grade.CONFIG_FILE, place, text, None, True, place, socket=path
        )
    found = address(given)
    if found is None or found.port is None or isinstance(found.port.value, Unknown):
        return _undecided("what its variables say", told, given.origin)
    bind = bind_of(found.host.value) if found.host else Bind.ALL
    port = found.port
    return Listener(
        port.value,
        bind,
        speaks,
        Grade.CONFIG_FILE,
        port.origin,
        told.format(port.value),
        bind_explicit=bind is Bind.LOOPBACK,
        address_origin=written(found.host) if bind is Bind.LOOPBACK else None,
        port_origin=port.origin,
    )


def _undecided(by: str, told: str, origin: Origin) -> Listener:
    unknown = Unknown(told.format(by))
    return Listener(unknown, Bind.UNKNOWN, Speaks.UNKNOWN, Grade.CONFIG_FILE, origin, unknown.reason)


_OF_ROADRUNNER = pattern(rf"^http{_WITHIN}address:{_VALUE}", re.MULTILINE)


def of_roadrunner(words: Words, inside: Container) -> Configured:
    """Host and port by the file that its flag names, or ``.rr.yaml``."""
    name = named_by(words, ("-c", "--config"))
    path = inside.path(".rr.yaml" if name is None else name)
    content = content_at(inside, path) if path else None
    text = whole_text(content) if isinstance(content, SourceFile) else content
    match = _OF_ROADRUNNER.search(text.value) if isinstance(text, Located) else None
    if match is None or not isinstance(text, Located) or any(word.value == "-o" for word in words):
        return Configured()
    found = address(Located(match[1], text.origin.part(*match.span(1))))
    if found is None or found.port is None or isinstance(found.port.value, Unknown):
        return Configured()
    return Configured(found.host, Located(str(found.port.value), found.port.origin), whole=True)


_OF_STREAMLIT = pattern(r"^\[server\][^\n]*\n((?:(?!\[)[^\n]*\n?)*)", re.MULTILINE)
_STREAMLIT_OPTION = pattern(r"^[ \t]*(port|address)[ \t]*=[ \t]*[\"']?([^\"'\s#]+)", re.MULTILINE)


def of_streamlit(inside: Container) -> Configured:
    """Host and port by the ``config.toml`` of the folder in which it is started."""
    path = inside.path(".streamlit/config.toml")
    content = content_at(inside, path) if path else None
    text = whole_text(content) if isinstance(content, SourceFile) else content
    section = _OF_STREAMLIT.search(text.value) if isinstance(text, Located) else None
    if section is None or not isinstance(text, Located):
        return Configured()
    found = {
        match[1]: Located[Text](match[2], text.origin.part(*match.span(2)))
        for match in _STREAMLIT_OPTION.finditer(text.value, *section.span(1))
    }
    return Configured(found.get("address"), found.get("port"))
