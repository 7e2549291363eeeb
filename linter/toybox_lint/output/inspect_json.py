"""What was understood, as one JSON document, a contract: see ``contracts.InspectDocument``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toybox_lint.caddy.model import Caddyfile, Duration, Proxy, Upstream
from toybox_lint.compose.model import Project
from toybox_lint.deployment import Deployment, Link
from toybox_lint.facts import Unknown
from toybox_lint.output.document import text_of
from toybox_lint.source import Located

MASK = "***"
RESOURCES = ("services", "disabled", "networks", "volumes", "configs", "secrets")
_Part = dict[str, object]


def render(deployments: Iterable[Deployment], *, show_values: bool) -> str:
    """An indented document with a final newline. Values of environment variables are masked by default."""
    deployments = list(deployments)
    return text_of(
        {
            "version": 1,
            "caddyfiles": [_caddyfile(item) for deployment in deployments for item in deployment.caddyfiles],
            "projects": [
                _project(item, show_values) for deployment in deployments for item in deployment.projects
            ],
            "links": [_link(item) for deployment in deployments for item in deployment.links],
        }
    )


def _caddyfile(caddyfile: Caddyfile) -> _Part:
    listeners = {listener.address for site in caddyfile.sites for listener in site.listeners}
    return {
        "file": caddyfile.file.name,
        "valid": caddyfile.valid,
        "errors": [
            {"line": problem.caddy_line, "column": problem.origin.start.column, "message": problem.message}
            for problem in caddyfile.problems
            if problem.fatal
        ],
        "listen": sorted(listeners),
        "sites": [
            {"addresses": [_text(address) for address in site.addresses], "line": site.block.open.start.line}
            for site in caddyfile.sites
        ],
        "upstreams": [_upstream(proxy, item) for proxy in caddyfile.deployed for item in proxy.upstreams],
    }


def _text(located: Located[str | Unknown]) -> str:
    return located.origin.text if isinstance(located.value, Unknown) else located.value


def _upstream(proxy: Proxy, upstream: Upstream) -> _Part:
    timeouts = proxy.transport.timeouts
    name = proxy.name
    line, column = upstream.origin.start
    return {
        "text": upstream.text,
        "dial": None if isinstance(upstream.dial, Unknown) else upstream.dial,
        "scheme": upstream.scheme,
        "file": upstream.origin.file.name,
        "line": line,
        "column": column,
        "directive": name.origin.text if isinstance(name.text, Unknown) else name.text,
        "timeouts": {
            "dial": _duration(timeouts.dial),
            "response_header": _duration(timeouts.response_header),
            "read": _duration(timeouts.read),
            "write": _duration(timeouts.write),
        },
    }


def _duration(located: Located[Duration] | None) -> str | None:
    return None if located is None else located.value.text


def _project(project: Project, show_values: bool) -> _Part:
    config = project.config if show_values else _masked(project.config)
    return {
        "valid": project.valid,
        "errors": [
            {
                "line": problem.origin.start.line,
                "column": problem.origin.start.column,
                "message": problem.message,
                "file": problem.origin.file.name,
            }
            for problem in project.problems
            if problem.fatal
        ],
        "name": None if isinstance(project.name, Unknown) else project.name,
        "directory": project.directory,
        "files": [file.name for file in project.files],
        **{part: _mapping(config, part) for part in RESOURCES},
    }


def _mapping(config: Mapping[str, object], part: str) -> dict[str, Any]:
    value = config.get(part)
    return dict(value) if isinstance(value, Mapping) else {}


def _masked(config: Mapping[str, object]) -> dict[str, object]:
    """``config`` without the values of the services' environments; their names stay."""
    masked = dict(config)
    for part in ("services", "disabled"):
        services = _mapping(config, part)
        masked[part] = {name: _masked_service(service) for name, service in services.items()}
    return masked


def _masked_service(service: object) -> object:
    if not isinstance(service, Mapping):
        return service
    environment = service.get("environment")
    if not isinstance(environment, Mapping):
        return service
    values = {name: None if value is None else MASK for name, value in environment.items()}
    return {**service, "environment": values}


def _link(link: Link) -> _Part:
    return {
        "proxy": link.front.name,
        "file": link.upstream.origin.file.name,
        "line": link.upstream.origin.start.line,
        "upstream": link.upstream.text,
        "target": link.target.key if link.target else None,
        "verdict": link.verdict.value,
        "reason": link.reason,
    }
