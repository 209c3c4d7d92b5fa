"""What is left of the files that a command is about once the settings have excluded some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kale_hooks import console, files
from kale_hooks.arguments import Common
from kale_hooks.files import Target


def targets(given: Common, arguments: Sequence[str]) -> Iterator[Target]:
    """The targets that the arguments mean, but for excluded ones, which only `--verbose` names."""
    for target in files.find(arguments):
        if not given.settings.excludes(target.file):
            yield target
        elif given.verbose:
            console.say(f"{target.path}: skipped, excluded by the settings")
