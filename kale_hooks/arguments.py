"""The arguments that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass

from kale_hooks.output import OutputFormat

NOTEBOOKS_HELP = "notebooks, or folders that hold some (default: the working directory)"
GENERATED_HELP = "notebooks, generated files, or folders that hold notebooks (default: the working directory)"


@dataclass(frozen=True, slots=True)
class Common:
    """What each command that looks at files is told."""

    files: tuple[str, ...]
    output_format: OutputFormat
    verbose: bool


def parser(prog: str, description: str, *, files_help: str) -> ArgumentParser:
    """A parser with the shared arguments."""
    made = ArgumentParser(prog=prog, description=description, allow_abbrev=False)
    made.add_argument("files", nargs="*", metavar="FILES", help=files_help)
    made.add_argument(
        "--output-format",
        choices=[each.value for each in OutputFormat],
        default=OutputFormat.FULL.value,
        help="how to print what was found (default: %(default)s)",
    )
    made.add_argument("--verbose", action="store_true", help="also name the notebooks that are skipped")
    return made


def common(namespace: Namespace) -> Common:
    """The shared arguments, typed."""
    return Common(tuple(namespace.files), OutputFormat(namespace.output_format), namespace.verbose)


def listed(values: Sequence[str] | None) -> list[str]:
    """The items of an option that may be repeated, and may hold several separated by commas."""
    return [item.strip() for value in values or () for item in value.split(",") if item.strip()]
