"""What was understood, for people: sites, projects, and who reaches whom and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile, Proxy
from toybox_lint.compose.model import Project
from toybox_lint.deployment import Deployment, Link, Member, Verdict
from toybox_lint.facts import Unknown
from toybox_lint.output.terminal import one_line, paint

_COLOURS = {Verdict.REACHES: "green", Verdict.FAILS: "red", Verdict.UNKNOWN: "yellow"}


def render(deployments: Iterable[Deployment], *, color: bool) -> str:
    """A page for each deployment."""
    lines = [line for deployment in deployments for line in _deployment(deployment, color)]
    return "".join(f"{line}\n" for line in lines)


def _deployment(deployment: Deployment, color: bool) -> Iterator[str]:
    for note in deployment.notes:
        yield one_line(note)
    for caddyfile in deployment.caddyfiles:
        yield from _caddyfile(caddyfile, color)
    for project in deployment.projects:
        members = [member for member in deployment.members if member.project is project]
        yield from _project(project, members, color)
    if deployment.links:
        yield paint("routes", "bold", color)
        yield from _links(deployment.links, color)
    for gap in deployment.gaps:
        yield f"not known: {one_line(gap.file)}{f':{gap.line}' if gap.line else ''}: {one_line(gap.reason)}"


def _caddyfile(caddyfile: Caddyfile, color: bool) -> Iterator[str]:
    state = "" if caddyfile.valid else paint("  refused by Caddy", "red", color)
    yield paint(one_line(caddyfile.file.name), "bold", color) + state
    for site in caddyfile.sites:
        names = ", ".join(
            address.origin.text if isinstance(address.value, Unknown) else address.value
            for address in site.addresses
        )
        listening = ", ".join(sorted({listener.address for listener in site.listeners}))
        yield f"  site {one_line(names)} on {listening or 'nothing'}"


def _project(project: Project, members: Sequence[Member], color: bool) -> Iterator[str]:
    name = "?" if isinstance(project.name, Unknown) else project.name
    files = " + ".join(one_line(file.name) for file in project.files)
    state = "" if project.valid else paint("  refused by Docker Compose", "red", color)
    yield f"{paint(f'project {one_line(name)}', 'bold', color)} ({files}){state}"
    for member in members:
        networks = ", ".join(sorted(member.real_networks)) or f"network_mode {member.mode}"
        off = "" if member.runs is not False else "  (not started)"
        yield f"  {one_line(member.name)} on {one_line(networks)}{off}"
        for listener in member.listening.listeners:
            yield f"    {one_line(listener.text)}"


def _links(links: Sequence[Link], color: bool) -> Iterator[str]:
    rows = [(one_line(_route(link.proxy)), one_line(link.upstream.text), link) for link in links]
    first = max(len(route) for route, _, _ in rows)
    second = max(len(upstream) for _, upstream, _ in rows)
    for route, upstream, link in rows:
        target = f" {link.target.key}" if link.target else ""
        verdict = paint(link.verdict.value, _COLOURS[link.verdict], color)
        yield (
            f"  {route:<{first}}  {upstream:<{second}}  {verdict}{one_line(target)}: {one_line(link.reason)}"
        )


def _route(proxy: Proxy) -> str:
    if isinstance(proxy.paths, Unknown):
        return "?"
    return " ".join(proxy.paths) or "*"
