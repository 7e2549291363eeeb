"""The commands and their options. The work is imported when a command runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click
from click.shell_completion import CompletionItem

from toybox_lint import __version__
from toybox_lint.cli.cache import Entry
from toybox_lint.cli.options import Options, Stop
from toybox_lint.output import FORMATS
from toybox_lint.typed import Any

_HELP = {"help_option_names": ["-h", "--help"]}

__all__ = ["Stop", "invoke"]


def invoke(arguments: Sequence[str], entry: Entry | None = None) -> int:
    """Run the command line; its exit status. ``entry`` is where a check may keep its result.

    Raises ``Stop`` for whatever keeps it from starting.
    """
    try:
        status = command.main(list(arguments), prog_name="toybox-lint", standalone_mode=False, obj=entry)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort as stop:
        raise KeyboardInterrupt from stop
    except click.ClickException as error:
        raise Stop(_in_one_line(error)) from error
    return int(status or 0)


def _in_one_line(error: click.ClickException) -> str:
    """``No such option: --fx (did you mean --fix?)``."""
    text = error.format_message().replace("\n", " ").rstrip(".")
    near = getattr(error, "possibilities", None)
    if near and "Did you mean" not in text and "Possible" not in text:
        text += f" (did you mean {' or '.join(sorted(near)[:3])}?)"
    return f"{text}; see toybox-lint --help"


class Group(click.Group):
    """``toybox-lint PATHS`` is ``toybox-lint check PATHS``."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        first = next((index for index, word in enumerate(args) if not word.startswith("-")), None)
        own = {"--help", "-h", "--version", "-V"}
        if context.resilient_parsing and not args:
            return super().parse_args(context, args)
        if (first is None or args[first] not in self.commands) and not (args and args[0] in own):
            args = ["check", *args]
        return super().parse_args(context, args)

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and what may follow ``check``, which need not be said."""
        checking = click.Context(self.commands["check"], parent=context, info_name="check")
        return super().shell_complete(context, incomplete) + checking.command.shell_complete(
            checking, incomplete
        )


class StackOrder(click.Command):
    """Keeps the order of ``--compose`` and ``--project``, which click does not tell."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        context.meta["stacks"] = _in_order(args)
        return super().parse_args(context, args)


def _in_order(args: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    words = iter(args)
    for word in words:
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name in ("--compose", "--project"):
            found.append((name, value if equals else next(words, "")))
    return found


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """What ``check`` and ``inspect`` have in common: what is read, and with which variables."""
    options = [
        click.argument("paths", nargs=-1, type=click.Path()),
        click.option(
            "--compose", multiple=True, metavar="FILE", help="A compose file; repeated: one project."
        ),
        click.option(
            "--project", multiple=True, metavar="NAME", help="Name of the project whose files follow."
        ),
        click.option("--env", multiple=True, metavar="NAME=VALUE", help="A variable, as in a .env file."),
        click.option("--env-file", multiple=True, metavar="FILE", help="More variables."),
        click.option(
            "--use-environment",
            is_flag=True,
            help="Take this machine as the whole truth: this process's environment, and files outside of the project.",
        ),
        click.option("--config", metavar="FILE", help="The configuration, instead of the nearest one."),
        click.option("--isolated", is_flag=True, help="Read no configuration."),
        click.option("--output-file", metavar="FILE", help="Write there instead of to standard output."),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            show_default=True,
            help="Colours in what is printed; auto: at a terminal.",
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.group(cls=Group, context_settings=_HELP)
@click.version_option(__version__, "-V", "--version", message="toybox-lint %(version)s")
def command() -> None:
    """Say before deploy what will answer 502 behind Caddy and docker compose.

    PATHS are Caddyfiles, compose files or folders, by default the current folder.

    Exit status: 0 nothing found, 1 findings, 2 it could not judge.
    """


@command.command(cls=StackOrder, context_settings=_HELP)
@_shared
@click.option("--fix", is_flag=True, help="Mend what can be mended beyond doubt.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes, too, that a person must agree to.")
@click.option("--diff", is_flag=True, help="Print what --fix would change; write nothing.")
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="For people (full, concise), programs or services.",
)
@click.option("--select", metavar="CODES", help="Only these rules: codes, groups or names (TB1,TB301).")
@click.option("--extend-select", metavar="CODES", help="These rules, too.")
@click.option("--ignore", metavar="CODES", help="Not these rules.")
@click.option("--no-inline-ignores", is_flag=True, help="Ignore comments do not count.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The least severity to exit with 1 for. Default: error.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--baseline", metavar="FILE", help="Tell only findings that are not in FILE.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings to FILE.")
@click.option("--statistics", is_flag=True, help="Only count the findings of each rule.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and nothing else.")
@click.option(
    "--stdin-filename", metavar="FILE", help="What - (standard input) is called. Default: Caddyfile."
)
@click.option(
    "--touched", is_flag=True, help="PATHS are changed files: check the deployments they belong to."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=0), default=1, help="Deployments at a time; 0: one a core."
)
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    help="Keep results there. Default: toybox-lint in the user's cache folder.",
)
@click.option(
    "--no-cache", is_flag=True, help="Neither look for a result of an earlier run nor keep this one."
)
@click.pass_context
def check(context: click.Context, /, **given: Any) -> int:
    """Check Caddyfiles and compose projects together (the default command).

    PATHS are Caddyfiles, compose files or folders, by default the current folder; - is standard input.
    """
    from toybox_lint.cli.check import check as work

    return work(Options.read(given, context.meta["stacks"]), context.obj)


@command.command(cls=StackOrder, context_settings=_HELP)
@_shared
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.option("--show-values", is_flag=True, help="Print values of environment variables instead of ***.")
@click.pass_context
def inspect(context: click.Context, /, **given: Any) -> int:
    """Show what was understood: sites, upstreams, projects, who reaches whom.

    PATHS are Caddyfiles, compose files or folders, by default the current folder.
    """
    from toybox_lint.cli.inspection import inspect as work

    return work(Options.read(given, context.meta["stacks"]))


@command.command(context_settings=_HELP)
@click.argument("code")
def explain(code: str) -> int:
    """Print the page of the rule CODE."""
    from toybox_lint.cli.pages import explain as work

    return work(code)


@command.command(context_settings=_HELP)
def rules() -> int:
    """List every rule, a line each."""
    from toybox_lint.cli.pages import rules as work

    return work()
