"""What was understood, as one JSON document, a contract: see ``contracts.InspectDocument``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toybox_lint.caddy.model import Caddyfile, Duration, Proxy, Upstream
from toybox_lint.compose.model import Project
from toybox_lint.deployment import Deployment, Link
from toybox_lint.facts import Unknown
from toybox_lint.output.document import text_of
from toybox_lint.records import dataclass
from toybox_lint.secrecy import Secrets
from toybox_lint.source import Located
from toybox_lint.typed import Any

RESOURCES = ("services", "disabled", "networks", "volumes", "configs", "secrets")
_Part = dict[str, object]


def render(deployments: Iterable[Deployment], *, show_values: bool) -> str:
    """An indented document with a final newline. Values of variables are masked unless they are wanted."""
    deployments = list(deployments)
    printer = _Printer(None if show_values else Secrets(deployments))
    return text_of(
        {
            "version": 1,
            "caddyfiles": [
                printer.caddyfile(item) for deployment in deployments for item in deployment.caddyfiles
            ],
            "projects": [printer.project(item) for deployment in deployments for item in deployment.projects],
            "links": [printer.link(item) for deployment in deployments for item in deployment.links],
        }
    )


@dataclass(frozen=True, slots=True)
class _Printer:
    """The parts of the document; without ``secrets`` every value is printed."""

    secrets: Secrets | None

    def prose(self, text: str) -> str:
        return text if self.secrets is None else self.secrets.text(text)

    def caddyfile(self, caddyfile: Caddyfile) -> _Part:
        listeners = {listener.address for site in caddyfile.sites for listener in site.listeners}
        return {
            "file": caddyfile.file.name,
            "valid": caddyfile.valid,
            "errors": [
                {
                    "line": problem.caddy_line,
                    "column": problem.origin.start.column,
                    "message": self.prose(problem.message),
                }
                for problem in caddyfile.problems
                if problem.fatal
            ],
            "listen": sorted(map(self.prose, listeners)),
            "sites": [
                {
                    "addresses": [self.text(address) for address in site.addresses],
                    "line": site.block.open.start.line,
                }
                for site in caddyfile.sites
            ],
            "upstreams": [
                self.upstream(proxy, item) for proxy in caddyfile.deployed for item in proxy.upstreams
            ],
        }

    def text(self, located: Located[str | Unknown]) -> str:
        if isinstance(located.value, Unknown):
            return located.origin.text
        return located.value if self.secrets is None else self.secrets.word(located.origin, located.value)

    def upstream(self, proxy: Proxy, upstream: Upstream) -> _Part:
        timeouts = proxy.transport.timeouts
        line, column = upstream.origin.start
        return {
            "text": self.word(upstream),
            "dial": self.dial(upstream),
            "scheme": upstream.scheme,
            "file": upstream.origin.file.name,
            "line": line,
            "column": column,
            "directive": self.text(Located(proxy.name.text, proxy.name.origin)),
            "timeouts": {
                "dial": self.duration(timeouts.dial),
                "response_header": self.duration(timeouts.response_header),
                "read": self.duration(timeouts.read),
                "write": self.duration(timeouts.write),
            },
        }

    def word(self, upstream: Upstream) -> str:
        return upstream.text if self.secrets is None else self.secrets.word(upstream.origin, upstream.text)

    def dial(self, upstream: Upstream) -> str | None:
        if isinstance(upstream.dial, Unknown):
            return None
        return upstream.dial if self.secrets is None else self.secrets.dial(upstream)

    def duration(self, located: Located[Duration] | None) -> str | None:
        return None if located is None else self.text(Located(located.value.text, located.origin))

    def project(self, project: Project) -> _Part:
        config = project.config
        if self.secrets is not None:
            from toybox_lint.compose.printing.masking import masked_config

            config = masked_config(project)
        return {
            "valid": project.valid,
            "errors": [
                {
                    "line": problem.origin.start.line,
                    "column": problem.origin.start.column,
                    "message": self.prose(problem.message),
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

    def link(self, link: Link) -> _Part:
        return {
            "proxy": link.front.name,
            "file": link.upstream.origin.file.name,
            "line": link.upstream.origin.start.line,
            "upstream": self.word(link.upstream),
            "target": link.target.key if link.target else None,
            "verdict": link.verdict.value,
            "reason": self.prose(link.reason),
        }


def _mapping(config: Mapping[str, object], part: str) -> dict[str, Any]:
    value = config.get(part)
    return dict(value) if isinstance(value, Mapping) else {}
