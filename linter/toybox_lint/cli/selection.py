"""Which rules run, and what the project wants told differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from toybox_lint.cli.options import Options, Stop
from toybox_lint.cli.session import Session
from toybox_lint.diagnostics import Severity
from toybox_lint.rule import Rule
from toybox_lint.suggest import nearest
from toybox_lint.typed import TYPE_CHECKING
from toybox_lint_rules import deferred_rules

if TYPE_CHECKING:
    from toybox_lint.overrides import Overrides


def selected(options: Options, session: Session) -> tuple[Rule, ...]:
    """The rules that options and configuration leave; options win. A code or its beginning names rules."""
    rules = every_rule(session)
    config = session.config

    def named(option: str, given: str | None, configured: Sequence[str] | None) -> list[str] | None:
        """From the option, else from the configuration; a name that is none is told with its source."""
        if given is not None:
            return _known(_split(given, option), rules, lambda name: option)
        if configured is None:
            return None
        return _known(configured, rules, partial(session.where, option.removeprefix("--"), None))

    select = named("--select", options.select, config.select if config else None)
    extend = named("--extend-select", options.extend_select, config.extend_select if config else None) or []
    ignore = named("--ignore", options.ignore, config.ignore if config else None) or []
    return _left(rules, select, extend, ignore)


def chosen(rules: Sequence[Rule], select: Sequence[str] | None, ignore: Sequence[str]) -> tuple[Rule, ...]:
    """Those of ``rules`` that the names leave. Raises ``Stop``."""
    _known(select or (), rules, lambda name: "select")
    _known(ignore, rules, lambda name: "ignore")
    return _left(rules, select, (), ignore)


def _left(
    rules: Sequence[Rule], select: Sequence[str] | None, extend: Sequence[str], ignore: Sequence[str]
) -> tuple[Rule, ...]:
    wanted = [rule for rule in rules if _is_wanted(rule, select, extend)]
    return tuple(rule for rule in wanted if not _is_in(rule, ignore))


def _is_wanted(rule: Rule, select: Sequence[str] | None, extend: Sequence[str]) -> bool:
    names = (*(select or ()), *extend)
    if rule.on_request:
        return any(name.upper() == rule.id or name == rule.name for name in names)
    return select is None or _is_in(rule, names)


def every_rule(session: Session) -> tuple[Rule, ...]:
    """Our rules and those of the plugins. Raises ``Stop``."""
    rules = deferred_rules()
    if session.config is None or not session.config.plugins:
        return rules
    from toybox_lint.plugins import PluginError, load

    try:
        return (*rules, *load(session.config.plugins, rules))
    except PluginError as error:
        raise Stop(f"{session.where('plugins')}: {error}") from error


def overrides(session: Session, rules: Sequence[Rule]) -> Overrides | None:
    """Severities and per-path ignores of the configuration. Raises ``Stop``."""
    config = session.config
    if config is None or not (config.severity or config.per_path_ignores):
        return None
    from toybox_lint.overrides import Overrides

    every = every_rule(session)
    severities: dict[str, Severity] = {}
    for name, word in sorted(config.severity.items(), key=lambda item: len(item[0])):
        _known([name], every, lambda name: session.where("severity", name))
        severities |= {rule.id: Severity[word.upper()] for rule in rules if _is_in(rule, [name])}
    ignored = []
    for pattern, names in config.per_path_ignores.items():
        _known(names, every, partial(session.where, "per-path-ignores", pattern))
        ignored.append((pattern, frozenset(rule.id for rule in rules if _is_in(rule, names))))
    return Overrides(session.home, severities, tuple(ignored))


def _split(text: str, option: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise Stop(f"{option}: name at least one code")
    return names


def _is_in(rule: Rule, names: Iterable[str]) -> bool:
    return any(rule.id.startswith(name.upper()) or rule.name == name for name in names)


def _known(names: Sequence[str], rules: Sequence[Rule], source: Callable[[str], str]) -> list[str]:
    """``names``, when each is a rule or some. Raises ``Stop`` with the place that ``source`` gives a name."""
    for name in names:
        if any(_is_in(rule, [name]) for rule in rules):
            continue
        near = nearest(name, [item for rule in rules for item in (rule.id, rule.name)])
        hint = f"; did you mean {' or '.join(near)}?" if near else "; toybox-lint rules lists them"
        raise Stop(f"{source(name)}: no rule is called {name}{hint}")
    return list(names)
