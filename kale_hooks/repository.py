"""Facts across the notebooks of a repository, each looked up when it is first asked for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from kale_core.compiler.location import source_of
from kale_core.composition import part_names, references_of
from kale_core.config import PipelineConfig
from kale_core.notebook import Notebook, Unreadable, parse_notebook
from kale_core.output_path import generated_file
from kale_core.pipeline import Pipeline
from kale_core.processor import process
from kale_core.rules.rule import Neighbour, Repository
from kale_hooks import files
from kale_hooks.parts import Parts
from kale_hooks.settings import Settings

GENERATED = ".kale.py"
"""How the names of the files end that are generated from notebooks."""

_PART = re.compile(r"(.*/)?kale_notebook_\w+\.py", re.ASCII)

# Every Kale notebook holds one of these; reading a file is cheap, parsing it is not.
_MARKS = (b"kubeflow_notebook", b"step:", b"block:", b"notebook:")
_HEAD = 4096


class Facts:
    """Facts of the repository at `root`, under the settings of the run. All paths are relative to it, with `/`."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self.settings = settings
        self.output_dir = settings.output_dir_in(root)

    def about(self, notebook: str, pipeline: Pipeline) -> Repository:
        """What rules may know when they look at that notebook, in which `pipeline` is."""
        roots = self.roots_of(notebook)
        parts = {path for each in self.notebooks.values() for path in each.references if path != each.path}
        return Repository(
            neighbours=tuple(
                replace(each, pipeline_name=None, output=None) if path in parts else each
                for path, each in self.notebooks.items()
                if path != notebook
            ),
            generated=self.generated_from(notebook),
            local_modules=self._local_modules(notebook),
            notebook=notebook,
            referenced=self.parts.of(pipeline, notebook),
            roots=tuple(filter(None, (self.parts.root(root, notebook) for root in roots))),
        )

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.root, self.notebooks)

    def roots_of(self, notebook: str) -> tuple[str, ...]:
        """The notebooks that refer to that one, sorted; what refers to itself does not count."""
        return tuple(path for path, each in self.notebooks.items() if notebook in each.references and path != notebook)

    def changed(self, notebook: Notebook) -> None:
        """Take note that the notebook of that path is now another, on disk or about to be."""
        self.parts.changed(notebook)
        found = self._neighbour(notebook)
        if found:
            self.notebooks[notebook.path] = found

    def generated_from(self, notebook: str) -> tuple[str, ...]:
        """The generated files that say that they come from that notebook, sorted."""
        return tuple(path for path, source in self.generated.items() if source == notebook)

    @cached_property
    def notebooks(self) -> dict[str, Neighbour]:
        """All Kale notebooks, by path, sorted."""
        names = self._not_excluded(".ipynb")
        return {name: found for name in names if (found := self._read_neighbour(name))}

    @cached_property
    def generated(self) -> dict[str, str]:
        """All generated files, sorted, each with the notebook that it says it comes from."""
        names = [name for name in self._not_excluded(".py") if is_generated(name)]
        return {name: source for name in names if (source := generated_from(self.root / name, name=name))}

    def _not_excluded(self, suffix: str) -> list[str]:
        named = (name for name in self._files if name.endswith(suffix))
        return [name for name in named if not self.settings.excludes(self.root / name)]

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

    def _local_modules(self, notebook: str) -> frozenset[str]:
        """The modules that no package index has, as far as the repository and the settings say."""
        published = {name.partition(".")[0] for name in self.settings.installation.requirements}
        return (self.settings.known_local | set(self._importable(notebook))) - published

    def _importable(self, notebook: str) -> Iterator[str]:
        """What `import` finds in the notebook's folder, in those above it, and in their `src`."""
        for parent in PurePosixPath(notebook).parents:
            folder = "" if parent == PurePosixPath(".") else parent.as_posix()
            yield from self._modules.get(folder, ())
            yield from self._modules.get(posixpath.join(folder, "src"), ())

    def _read_neighbour(self, name: str) -> Neighbour | None:
        try:
            content = (self.root / name).read_bytes()
        except OSError:  # reported where the file itself is under check
            return None
        if not any(mark in content for mark in _MARKS):
            return None
        notebook = parse_notebook(content, path=name)
        return None if isinstance(notebook, Unreadable) else self._neighbour(notebook)

    def _neighbour(self, notebook: Notebook) -> Neighbour | None:
        try:
            processed = process(notebook)
        except Exception:  # a fault of ours, shown where that notebook is under check, and only there
            return None
        if not processed.is_kale:
            return None
        pipeline = processed.pipeline
        output = self._output(pipeline.config, notebook.path)
        return Neighbour(
            notebook.path,
            pipeline.config.pipeline_name,
            output,
            references=tuple(dict.fromkeys(references_of(pipeline, notebook=notebook.path).values())),
            parts=tuple(posixpath.join(posixpath.dirname(output), name) for name in part_names(pipeline))
            if output
            else (),
        )

    def _output(self, config: PipelineConfig, notebook: str) -> str | None:
        name, path = config.pipeline_name, config.output_path
        if name is None:
            return None
        return generated_file(notebook, pipeline_name=name, output_path=path, output_dir=self.output_dir)


class Repositories:
    """The facts of each repository that a run meets, under the settings of the run."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._facts: dict[Path, Facts] = {}

    def at(self, root: Path) -> Facts:
        if root not in self._facts:
            self._facts[root] = Facts(root, self.settings)
        return self._facts[root]


def is_generated(name: str) -> bool:
    """Whether the file of that name may be a generated one."""
    return name.endswith(GENERATED) or _PART.fullmatch(name) is not None


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
