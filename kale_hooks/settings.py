"""What users want otherwise: `[tool.kale-hooks]` in a `pyproject.toml`, and options on top of it (spec section 9)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kale_core.diagnostics import Diagnostic, Severity
from kale_core.installation import PLAIN, Installation
from kale_core.rules.rule import Rule
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.selection import Choice, covers

FILE = "pyproject.toml"
COMMAND_LINE = "command line"
_MENTIONS = (b"kale-hooks", b"kale_hooks")


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings of a run.

    `folder`, absolute, is what patterns are relative to; `exclude_folder` is it for `exclude` alone. `choices` of rules
    come from the file and from the options, in that order. `output_dir` is absolute. `values` are those that were set,
    by key, as plain data, and `origins` says where each is from.
    """

    folder: Path = field(default_factory=Path)
    choices: tuple[Choice, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_folder: Path = field(default_factory=Path)
    allowed_tags: tuple[str, ...] = ()
    output_dir: Path | None = None
    known_local: frozenset[str] = frozenset()
    installation: Installation = PLAIN
    output_format: str = "full"
    fail_on: Severity = Severity.WARNING
    values: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def excludes(self, file: Path) -> bool:
        """Whether commands leave that absolute path alone."""
        return bool(self.exclude) and _fits(file, self.exclude, self.exclude_folder)

    def ignores(self, rule: Rule | Diagnostic, *files: Path) -> bool:
        """Whether `per-file-ignores` names the rule for one of these absolute paths."""
        return any(
            covers(selectors, rule) and any(_fits(file, (pattern,), self.folder) for file in files)
            for pattern, selectors in self.per_file_ignores
        )

    def output_dir_in(self, root: Path) -> str | None:
        """The folder for generated files, seen from the root of a repository; none if it is in another one."""
        if self.output_dir is None or not self.output_dir.is_relative_to(root):
            return None
        return self.output_dir.relative_to(root).as_posix()

    def status(self, diagnostics: Iterable[Diagnostic]) -> ExitStatus:
        """What is left to say, as an exit status."""
        fails = any(each.severity is Severity.ERROR or self.fail_on is Severity.WARNING for each in diagnostics)
        return ExitStatus.FINDINGS if fails else ExitStatus.OK

    def with_option(self, key: str, value: object, **fields: Any) -> Settings:
        """The settings with another value for a key, from the command line."""
        values, origins = {**self.values, key: value}, {**self.origins, key: COMMAND_LINE}
        return replace(self, values=values, origins=origins, **fields)

    def with_choice(self, choice: Choice) -> Settings:
        """The settings with another choice of rules on top, from the command line."""
        return replace(self, choices=(*self.choices, replace(choice, origin=COMMAND_LINE)))


def load(*, config: str | None = None, isolated: bool = False) -> Settings:
    """The settings in the file `config`, or in the nearest `pyproject.toml` that has some, at or above the working
    directory; the defaults if there is none, or if `isolated`. `WrongUsage` if they are wrong.
    """
    here = Path.cwd().resolve()
    if config is not None:
        from kale_hooks.settings_file import read_config

        return read_config(Path(config), folder=here)
    for file, content in () if isolated else _candidates(here):
        from kale_hooks.settings_file import read

        found = read(content, name=_called(file), folder=file.parent)
        if found:
            return found
    return Settings(folder=here, exclude_folder=here)


def _candidates(here: Path) -> Iterator[tuple[Path, bytes]]:
    """The files that may hold settings, the nearest first; most are none of ours, and not parsed."""
    for folder in (here, *here.parents):
        file = folder / FILE
        try:
            content = file.read_bytes() if file.is_file() else b""
        except OSError as error:
            raise WrongUsage(f"{_called(file)}: cannot be read: {error.strerror or error}") from error
        if any(name in content for name in _MENTIONS):
            yield file, content


def _called(file: Path) -> str:
    """How people call a file, from the working directory."""
    return Path(os.path.relpath(file)).as_posix()


def _fits(file: Path, patterns: Iterable[str], folder: Path) -> bool:
    from kale_hooks.globs import matches

    return matches(file, patterns, folder=folder)
