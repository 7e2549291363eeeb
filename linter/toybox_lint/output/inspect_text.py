"""What was understood, for people: sites, projects, and who reaches whom and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toybox_lint.caddy.model import Caddyfile
from toybox_lint.compose.model import Project
from toybox_lint.deployment import Deployment, Member
from toybox_lint.facts import Unknown
from toybox_lint.output.frame import WIDTH
from toybox_lint.output.inspect_routes import Routes
from toybox_lint.output.terminal import one_line, paint, width, wrap
from toybox_lint.records import dataclass
from toybox_lint.secrecy import Secrets
from toybox_lint.source import Origin


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
            yield from wrap(one_line(note), WIDTH)
        for caddyfile in deployment.caddyfiles:
            yield from self.caddyfile(caddyfile)
        for project in deployment.projects:
            members = [member for member in deployment.members if member.project is project]
            yield from self.project(project, members)
        routes = Routes(deployment.members, self.say, self.word, self.color)
        yield from routes.lines(deployment.links)
        for gap in deployment.gaps:
            place = one_line(gap.place)
            yield from _hanging(f"not known: {place}: {self.say(gap.reason)}", 4)

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
        head = paint(f"project {one_line(name)}", "bold", self.color)
        if width(f"project {name} ({files})") <= WIDTH:
            yield f"{head} ({files}){state}"
        else:
            yield head + state
            yield from (f"    {line}" for line in wrap(f"({files})", WIDTH - 4))
        for member in members:
            networks = ", ".join(sorted(member.real_networks)) or f"network_mode {_mode(member)}"
            off = "" if member.runs is not False else "  (not started)"
            yield from _hanging(f"  {one_line(member.name)} on {self.say(networks)}{off}", 6)
            for text in dict.fromkeys(self.say(listener.text) for listener in member.listening.listeners):
                yield f"    {text}"


def _hanging(text: str, indent: int) -> Iterator[str]:
    """The lines of ``text``, all but the first put in."""
    before = text[: len(text) - len(text.lstrip())]
    first, *others = wrap(text, WIDTH - indent)
    yield before + first
    yield from (" " * indent + line for line in others)


def _mode(member: Member) -> str:
    mode = member.service.network_mode
    return mode.origin.text if mode and isinstance(mode.value, Unknown) else str(member.mode)
