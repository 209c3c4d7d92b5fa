"""Reading settings from a file; imported only if there is one with something to read."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Never

from kale_core.installation import Installation
from kale_core.quoting import escaped, quoted
from kale_core.suggestions import nearest
from kale_hooks import files
from kale_hooks import settings_values as values
from kale_hooks.exit_status import WrongUsage
from kale_hooks.output import OutputFormat
from kale_hooks.requirements import pins
from kale_hooks.selection import Choice
from kale_hooks.settings import Settings
from kale_hooks.settings_values import WrongValue

TABLE = "[tool.kale-hooks]"

READERS: Mapping[str, Callable[[object], Any]] = {
    "select": values.rules,
    "extend-select": values.rules,
    "ignore": values.rules,
    "per-file-ignores": values.rules_by_pattern,
    "exclude": values.patterns,
    "allowed-tags": values.tags,
    "output-dir": values.folder,
    "known-local": values.modules,
    "packages": values.requirements,
    "requirements": values.file,
    "pip-index-urls": values.index_urls,
    "pip-trusted-hosts": values.hosts,
    "output-format": values.one_of(each.value for each in OutputFormat),
    "fail-on": values.severity,
}
_AS_READ = ("per-file-ignores", "exclude", "allowed-tags", "known-local", "output-format", "fail-on")


def read_config(file: Path, *, folder: Path) -> Settings:
    """The settings in a file that the user names, which must have some."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongUsage(f"{escaped(str(file))}: cannot be read: {error.strerror or error}") from error
    settings = read(content, name=str(file), folder=folder)
    if settings is None:
        raise WrongUsage(f"{escaped(str(file))}: has no table {TABLE}")
    return settings


def read(content: bytes, *, name: str, folder: Path) -> Settings | None:
    """The settings in the content of a file of that name, with paths seen from `folder`, which is absolute.

    None if it has no table of ours.
    """
    reader = _Reader(escaped(name), folder)
    table = reader.table(content)
    return None if table is None else reader.settings(table)


class _Reader:
    """Reads one file; all that is wrong is said with the name of the file."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder

    def table(self, content: bytes) -> dict[str, Any] | None:
        """The table of ours."""
        try:
            tool = tomllib.loads(content.decode("utf-8")).get("tool")
        except RecursionError:
            self._fail("is nested too deeply")
        except ValueError as error:
            self._fail(f"is not valid TOML: {escaped(str(error))}")
        if not isinstance(tool, dict) or "kale-hooks" not in tool:
            if isinstance(tool, dict) and "kale_hooks" in tool:
                self._fail(f"has a table [tool.kale_hooks]; did you mean {TABLE}?")
            return None
        table = tool["kale-hooks"]
        if not isinstance(table, dict):
            self._fail(f"`kale-hooks` must be a table, {TABLE}")
        return table

    def settings(self, table: Mapping[str, object]) -> Settings:
        """The settings in the table."""
        read = {key: self._value(key, value) for key, value in table.items()}
        return Settings(
            folder=self._folder,
            exclude_folder=self._folder,
            choices=(self._choice(read),),
            output_dir=self._inside("output-dir", read["output-dir"]) if "output-dir" in read else None,
            installation=self._installation(read),
            values=table,
            origins=dict.fromkeys(table, self._name),
            **{key.replace("-", "_"): read[key] for key in _AS_READ if key in read},
        )

    def _value(self, key: str, value: object) -> Any:
        if key not in READERS:
            guess = nearest(key, READERS)
            hint = f"; did you mean `{guess}`?" if guess else ""
            self._fail(f"there is no setting {quoted(key)} (there are {', '.join(READERS)}){hint}")
        try:
            return READERS[key](value)
        except WrongValue as error:
            self._fail(f"`{key}` {error}")

    def _choice(self, read: Mapping[str, Any]) -> Choice:
        return Choice(read.get("select"), read.get("extend-select", ()), read.get("ignore", ()), origin=self._name)

    def _installation(self, read: Mapping[str, Any]) -> Installation:
        packages, local = read.get("packages", {}), read.get("known-local", ())
        both = sorted(local & {name.partition(".")[0] for name in packages}) if local else []
        if both:
            self._fail(f"`known-local` and `packages` both have {quoted(both[0])}, which is one or the other")
        urls, hosts = read.get("pip-index-urls", ()), read.get("pip-trusted-hosts", ())
        if hosts and not urls:
            self._fail("`pip-trusted-hosts` does nothing without `pip-index-urls`")
        return Installation(packages, self._pins(read.get("requirements")), urls, hosts)

    def _pins(self, name: str | None) -> dict[str, tuple[str, ...]]:
        if name is None:
            return {}
        try:
            found = pins(self._inside("requirements", name).read_bytes().decode("utf-8"))
        except OSError as error:
            self._fail(f"`requirements` is {quoted(name)}, which cannot be read: {error.strerror or error}")
        except UnicodeDecodeError:
            self._fail(f"`requirements` is {quoted(name)}, which is not UTF-8 text")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self._fail(f"`requirements` is {quoted(name)}, which is not valid TOML: {escaped(str(error))}")
        if not found:
            self._fail(f"`requirements` is {quoted(name)}, which has no line like `numpy==2.1.0`")
        return found

    def _inside(self, key: str, path: str) -> Path:
        """A path of the repository that the working directory is in."""
        place = Path(os.path.normpath(self._folder / path))
        if not place.is_relative_to(files.root_of(Path.cwd().resolve())):
            self._fail(f"`{key}` is {quoted(path)}, which is outside the repository")
        return place

    def _fail(self, problem: str) -> Never:
        raise WrongUsage(f"{self._name}: {problem}")
