"""The arguments that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Never

from kale_core.rules.registry import RULES
from kale_core.rules.rule import Rule
from kale_hooks import selection
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.output import OutputFormat
from kale_hooks.selection import ALL, Choice
from kale_hooks.settings import Settings, load

NOTEBOOKS_HELP = "notebooks, or folders that hold some (default: the working directory)"
GENERATED_HELP = "notebooks, generated files, or folders that hold notebooks (default: the working directory)"
_RULES = "codes, prefixes or names"


@dataclass(frozen=True, slots=True)
class Common:
    """What each command that looks at files is told; the settings are those of the file under the options."""

    files: tuple[str, ...]
    output_format: OutputFormat
    statistics: bool
    verbose: bool
    settings: Settings

    def rules(self, *, families: tuple[str, ...] = (ALL,)) -> tuple[Rule, ...]:
        """The rules of the families that the run applies."""
        return selection.select(RULES, families=families, choices=self.settings.choices)


class Parser(ArgumentParser):
    """A parser that says in one line what is wrong."""

    def error(self, message: str) -> Never:
        self.exit(ExitStatus.ERROR, f"{self.prog}: {message}; `{self.prog} --help` says more\n")


def parser(prog: str, description: str, *, files_help: str, selects: bool = False) -> ArgumentParser:
    """A parser with the shared arguments; `selects` adds those that choose rules beside what is ignored."""
    made = Parser(prog=prog, description=description, allow_abbrev=False)
    made.add_argument("files", nargs="*", metavar="FILES", help=files_help)
    if selects:
        made.add_argument("--select", action="append", metavar="RULES", help=f"only these rules: {_RULES}")
        made.add_argument("--extend-select", action="append", metavar="RULES", help="these rules besides the others")
    made.add_argument("--ignore", action="append", metavar="RULES", help=f"all but these rules: {_RULES}")
    made.add_argument("--exclude", action="append", metavar="PATTERNS", help="leave out files and folders")
    made.add_argument(
        "--output-format",
        choices=[each.value for each in OutputFormat],
        help=f"how to print what was found (default: {Settings.output_format})",
    )
    made.add_argument("--statistics", action="store_true", help="count the findings of each rule, and do not list them")
    made.add_argument("--verbose", action="store_true", help="also name the notebooks that are skipped")
    add_settings(made)
    return made


def add_settings(made: ArgumentParser) -> None:
    """Where the settings come from."""
    made.add_argument("--config", metavar="FILE", help="read the settings from this file, not from a pyproject.toml")
    made.add_argument("--isolated", action="store_true", help="leave all settings at their defaults")


def common(namespace: Namespace) -> Common:
    """The shared arguments, typed; `WrongUsage` if they, or the settings, are wrong."""
    settings = _with_options(settings_of(namespace), namespace)
    output_format = OutputFormat(settings.output_format)
    if namespace.statistics and output_format.is_for_machines and output_format is not OutputFormat.JSON:
        raise WrongUsage(f"--statistics prints text or json, not {output_format}")
    return Common(tuple(namespace.files), output_format, namespace.statistics, namespace.verbose, settings)


def settings_of(namespace: Namespace) -> Settings:
    """The settings that a command starts from; `WrongUsage` if they are wrong."""
    if namespace.config and namespace.isolated:
        raise WrongUsage("--config and --isolated contradict each other")
    return load(config=namespace.config, isolated=namespace.isolated)


def _with_options(settings: Settings, namespace: Namespace) -> Settings:
    choice = _choice(namespace)
    if choice != Choice():
        settings = settings.with_choice(choice)
    if namespace.exclude:
        patterns, here = _patterns(namespace.exclude), Path.cwd().resolve()
        settings = settings.with_option("exclude", patterns, exclude=patterns, exclude_folder=here)
    if namespace.output_format:
        chosen = namespace.output_format
        settings = settings.with_option("output-format", chosen, output_format=chosen)
    return settings


def _patterns(values: Sequence[str]) -> tuple[str, ...]:
    from kale_hooks.globs import is_pattern

    patterns = _listed(values)
    for pattern in patterns:
        if not is_pattern(pattern):
            raise WrongUsage(f"--exclude: {pattern!r} is not a pattern of paths, such as 'notebooks/old-*.ipynb'")
    return patterns


def _choice(namespace: Namespace) -> Choice:
    given = {key: _listed(getattr(namespace, key, None)) for key in ("select", "extend_select", "ignore")}
    for key, selectors in given.items():
        problem = selection.unknown(RULES, selectors)
        if problem:
            raise WrongUsage(f"--{key.replace('_', '-')}: {problem}")
    return Choice(given["select"] or None, given["extend_select"], given["ignore"])


def _listed(values: Sequence[str] | None) -> tuple[str, ...]:
    """The items of an option that may be repeated, and may hold several separated by commas."""
    return tuple(item.strip() for value in values or () for item in value.split(",") if item.strip())
