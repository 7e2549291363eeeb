"""What was understood, for people: sites, projects, and who reaches whom and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile, Proxy
from toybox_lint.compose.model import Project
from toybox_lint.deployment import Deployment, Link, Member, Verdict
from toybox_lint.facts import Unknown
from toybox_lint.output.terminal import one_line, paint
from toybox_lint.records import dataclass
from toybox_lint.secrecy import Secrets
from toybox_lint.source import Origin

_COLOURS = {Verdict.REACHES: "green", Verdict.FAILS: "red", Verdict.UNKNOWN: "yellow"}


def render(deployments: Iterable[Deployment], *, color: bool, show_values: bool = False) -> str:
    """A page for each deployment. Values of variables are masked unless they are wanted."""
    deployments = list(deployments)
    page = _Page(None if show_values else Secrets(deployments), color)
    lines = [line for deployment in deployments for line in page.deployment(deployment)]
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page; without ``secrets`` every value is printed."""

    secrets: Secrets | None
    color: bool

    def say(self, text: str) -> str:
        return one_line(text if self.secrets is None else self.secrets.text(text))

    def word(self, origin: Origin, text: str | Unknown) -> str:
        if isinstance(text, Unknown):
            return one_line(origin.text)
        return one_line(text if self.secrets is None else self.secrets.word(origin, text))

    def deployment(self, deployment: Deployment) -> Iterator[str]:
        for note in deployment.notes:
            yield one_line(note)
        for caddyfile in deployment.caddyfiles:
            yield from self.caddyfile(caddyfile)
        for project in deployment.projects:
            members = [member for member in deployment.members if member.project is project]
            yield from self.project(project, members)
        if deployment.links:
            yield paint("routes", "bold", self.color)
            yield from self.links(deployment.links)
        for gap in deployment.gaps:
            place = f"{one_line(gap.file)}:{gap.line}" if gap.line else one_line(gap.file)
            yield f"not known: {place}: {self.say(gap.reason)}"

    def caddyfile(self, caddyfile: Caddyfile) -> Iterator[str]:
        state = "" if caddyfile.valid else paint("  refused by Caddy", "red", self.color)
        yield paint(one_line(caddyfile.file.name), "bold", self.color) + state
        for site in caddyfile.sites:
            names = ", ".join(self.word(address.origin, address.value) for address in site.addresses)
            listening = ", ".join(sorted({self.say(listener.address) for listener in site.listeners}))
            yield f"  site {names} on {listening or 'nothing'}"

    def project(self, project: Project, members: Sequence[Member]) -> Iterator[str]:
        name = "?" if isinstance(project.name, Unknown) else project.name
        files = " + ".join(one_line(file.name) for file in project.files)
        why = "not read: a part of it lies outside" if project.outside else "refused by Docker Compose"
        state = "" if project.valid else paint(f"  {why}", "red", self.color)
        yield f"{paint(f'project {one_line(name)}', 'bold', self.color)} ({files}){state}"
        for member in members:
            networks = ", ".join(sorted(member.real_networks)) or f"network_mode {_mode(member)}"
            off = "" if member.runs is not False else "  (not started)"
            yield f"  {one_line(member.name)} on {self.say(networks)}{off}"
            for listener in member.listening.listeners:
                yield f"    {self.say(listener.text)}"

    def links(self, links: Sequence[Link]) -> Iterator[str]:
        rows = [
            (self.say(_route(link.proxy)), self.word(link.upstream.origin, link.upstream.text), link)
            for link in links
        ]
        first = max(len(route) for route, _, _ in rows)
        second = max(len(upstream) for _, upstream, _ in rows)
        for route, upstream, link in rows:
            target = f" {one_line(link.target.key)}" if link.target else ""
            verdict = paint(link.verdict.value, _COLOURS[link.verdict], self.color)
            yield f"  {route:<{first}}  {upstream:<{second}}  {verdict}{target}: {self.say(link.reason)}"


def _mode(member: Member) -> str:
    mode = member.service.network_mode
    return mode.origin.text if mode and isinstance(mode.value, Unknown) else str(member.mode)


def _route(proxy: Proxy) -> str:
    if isinstance(proxy.paths, Unknown):
        return "?"
    return " ".join(proxy.paths) or "*"
