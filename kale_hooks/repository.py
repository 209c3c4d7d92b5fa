"""Facts across the notebooks of a repository, each looked up when it is first asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from kale_core.compiler.location import source_of
from kale_core.config import PipelineConfig
from kale_core.notebook import Notebook, Unreadable, parse_notebook
from kale_core.output_path import generated_file
from kale_core.processor import process
from kale_core.rules.rule import Neighbour, Repository
from kale_hooks import files

GENERATED = ".kale.py"
"""How the names of all generated files end."""

# Every Kale notebook holds one of these; reading a file is cheap, parsing it is not.
_MARKS = (b"kubeflow_notebook", b"step:", b"block:", b"notebook:")
_HEAD = 4096


class Facts:
    """Facts of the repository at `root`. All paths are relative to it, with `/`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def about(self, notebook: str) -> Repository:
        """What rules may know when they look at that notebook."""
        return Repository(
            neighbours=tuple(each for path, each in self.notebooks.items() if path != notebook),
            generated=self.generated_from(notebook),
            local_modules=frozenset(self._local_modules(notebook)),
            notebook=notebook,
        )

    def changed(self, notebook: Notebook) -> None:
        """Take note that the notebook of that path is now another, on disk or about to be."""
        found = _neighbour(notebook)
        if found:
            self.notebooks[notebook.path] = found

    def generated_from(self, notebook: str) -> tuple[str, ...]:
        """The generated files that say that they come from that notebook, sorted."""
        return tuple(path for path, source in self.generated.items() if source == notebook)

    @cached_property
    def notebooks(self) -> dict[str, Neighbour]:
        """All Kale notebooks, by path, sorted."""
        names = [name for name in self._files if name.endswith(".ipynb")]
        return {name: found for name in names if (found := _read_neighbour(self.root / name, name))}

    @cached_property
    def generated(self) -> dict[str, str]:
        """All generated files, sorted, each with the notebook that it says it comes from."""
        names = [name for name in self._files if name.endswith(GENERATED)]
        return {name: source for name in names if (source := generated_from(self.root / name, name=name))}

    @cached_property
    def _files(self) -> list[str]:
        return files.list_files(self.root, suffixes=(".ipynb", ".py"))

    @cached_property
    def _modules(self) -> dict[str, set[str]]:
        """What `import` finds in each folder."""
        found: dict[str, set[str]] = {}
        for name in self._files:
            folder, file = posixpath.split(name)
            if file == "__init__.py":
                parent, package = posixpath.split(folder)
                found.setdefault(parent, set()).add(package)
            elif file.endswith(".py"):
                found.setdefault(folder, set()).add(file.removesuffix(".py"))
        return found

    def _local_modules(self, notebook: str) -> Iterator[str]:
        """What `import` finds in the notebook's folder, in those above it, and in their `src`."""
        for parent in PurePosixPath(notebook).parents:
            folder = "" if parent == PurePosixPath(".") else parent.as_posix()
            yield from self._modules.get(folder, ())
            yield from self._modules.get(posixpath.join(folder, "src"), ())


class Repositories:
    """The facts of each repository that a run meets."""

    def __init__(self) -> None:
        self._facts: dict[Path, Facts] = {}

    def at(self, root: Path) -> Facts:
        return self._facts.setdefault(root, Facts(root))


def generated_from(file: Path, *, name: str) -> str | None:
    """The notebook that the file says it was generated from; `None` if it is not a generated file.

    `name` and the result are relative to the root of the repository; a result that leaves it begins with `..`.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    source = source_of(head.decode("utf-8", "replace"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), source)) if source else None


def _read_neighbour(file: Path, name: str) -> Neighbour | None:
    try:
        content = file.read_bytes()
    except OSError:  # reported where the file itself is under check
        return None
    if not any(mark in content for mark in _MARKS):
        return None
    notebook = parse_notebook(content, path=name)
    return None if isinstance(notebook, Unreadable) else _neighbour(notebook)


def _neighbour(notebook: Notebook) -> Neighbour | None:
    try:
        processed = process(notebook)
    except Exception:  # a fault of ours, shown where that notebook is under check, and only there
        return None
    if not processed.is_kale:
        return None
    config = processed.pipeline.config
    return Neighbour(notebook.path, config.pipeline_name, _output(config, notebook.path))


def _output(config: PipelineConfig, notebook: str) -> str | None:
    if config.pipeline_name is None:
        return None
    return generated_file(notebook, pipeline_name=config.pipeline_name, output_path=config.output_path)
