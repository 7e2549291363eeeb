"""What was understood, as one JSON document, a contract: see ``contracts.InspectDocument``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toybox_lint.caddy.model import Caddyfile, Duration, Proxy, Upstream
from toybox_lint.compose.model import Project
from toybox_lint.deployment import Deployment, Link
from toybox_lint.facts import Unknown
from toybox_lint.output import contracts
from toybox_lint.source import Located, Origin

MASK = "***"


def render(deployments: Iterable[Deployment], *, show_values: bool) -> str:
    """An indented document with a final newline. Values of environment variables are masked by default."""
    deployments = list(deployments)
    document = contracts.InspectDocument(
        caddyfiles=[_caddyfile(item) for deployment in deployments for item in deployment.caddyfiles],
        projects=[_project(item, show_values) for deployment in deployments for item in deployment.projects],
        links=[_link(item) for deployment in deployments for item in deployment.links],
    )
    return document.model_dump_json(indent=2) + "\n"


def _caddyfile(caddyfile: Caddyfile) -> contracts.CaddyfilePart:
    listeners = {listener.address for site in caddyfile.sites for listener in site.listeners}
    return contracts.CaddyfilePart(
        file=caddyfile.file.name,
        valid=caddyfile.valid,
        errors=[
            contracts.ErrorPart(
                line=problem.caddy_line, column=problem.origin.start.column, message=problem.message
            )
            for problem in caddyfile.problems
            if problem.fatal
        ],
        listen=sorted(listeners),
        sites=[
            contracts.SitePart(
                addresses=[_text(address) for address in site.addresses], line=site.block.open.start.line
            )
            for site in caddyfile.sites
        ],
        upstreams=[_upstream(proxy, item) for proxy in caddyfile.deployed for item in proxy.upstreams],
    )


def _text(located: Located[str | Unknown]) -> str:
    return located.origin.text if isinstance(located.value, Unknown) else located.value


def _upstream(proxy: Proxy, upstream: Upstream) -> contracts.UpstreamPart:
    place = _start(upstream.origin)
    timeouts = proxy.transport.timeouts
    name = proxy.directive.name.text
    return contracts.UpstreamPart(
        text=upstream.text,
        dial=None if isinstance(upstream.dial, Unknown) else upstream.dial,
        scheme=upstream.scheme,
        **place,
        directive=proxy.directive.name.origin.text if isinstance(name, Unknown) else name,
        timeouts=contracts.TimeoutsPart(
            dial=_duration(timeouts.dial),
            response_header=_duration(timeouts.response_header),
            read=_duration(timeouts.read),
            write=_duration(timeouts.write),
        ),
    )


def _duration(located: Located[Duration] | None) -> str | None:
    return None if located is None else located.value.text


def _start(origin: Origin) -> dict[str, Any]:
    line, column = origin.start
    return {"file": origin.file.name, "line": line, "column": column}


def _project(project: Project, show_values: bool) -> contracts.ProjectPart:
    config = project.config if show_values else _masked(project.config)
    return contracts.ProjectPart(
        valid=project.valid,
        errors=[
            contracts.ProjectError(
                file=problem.origin.file.name,
                line=problem.origin.start.line,
                column=problem.origin.start.column,
                message=problem.message,
            )
            for problem in project.problems
            if problem.fatal
        ],
        name=None if isinstance(project.name, Unknown) else project.name,
        directory=project.directory,
        files=[file.name for file in project.files],
        **{part: _mapping(config, part) for part in contracts.RESOURCES},
    )


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


def _link(link: Link) -> contracts.LinkPart:
    start = link.upstream.origin.start
    return contracts.LinkPart(
        proxy=link.front.name,
        file=link.upstream.origin.file.name,
        line=start.line,
        upstream=link.upstream.text,
        target=link.target.key if link.target else None,
        verdict=link.verdict.value,
        reason=link.reason,
    )
