"""Notebooks that refer to others, read from the repository."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kale_core.composition import Referenced, Root, references_of
from kale_core.notebook import Notebook, Unreadable, read_notebook
from kale_core.pipeline import Pipeline
from kale_core.processor import Processed, process
from kale_core.rules.rule import Neighbour


class Parts:
    """The notebooks at `root` that are parts of others, each read when it is first asked for.

    `notebooks` are all Kale notebooks there, by path. Paths are relative to the root, with `/`.
    """

    def __init__(self, root: Path, notebooks: Mapping[str, Neighbour]) -> None:
        self._root = root
        self._notebooks = notebooks
        self._read: dict[str, Processed | str] = {}

    def of(self, pipeline: Pipeline, notebook: str) -> dict[int, Referenced]:
        """What the references of a notebook lead to, by the numbers of their cells."""
        return {
            number: self._referenced(path, start=notebook)
            for number, path in references_of(pipeline, notebook=notebook).items()
        }

    def root(self, root: str, notebook: str) -> Root | None:
        """The notebook at `root` as one that refers to `notebook`, if it can be read."""
        found = self._processed(root)
        if isinstance(found, str):
            return None
        paths = references_of(found.pipeline, notebook=root)
        children = {}
        reference = None
        for step in found.pipeline.references:
            path = paths.get(step.cells[0].number)
            child = self._processed(path) if path and path != root else ""
            if path == notebook:
                reference = reference or step.name
            if not isinstance(child, str):
                children[step.name] = child.pipeline
        return Root(root, found.pipeline, reference, children) if reference else None

    def changed(self, notebook: Notebook) -> None:
        """Take note that the notebook of that path is now another, on disk or about to be."""
        self._read[notebook.path] = process(notebook)

    def _referenced(self, path: str, *, start: str) -> Referenced:
        circle = self._circle(path, start=start)
        found = self._processed(path)
        if isinstance(found, str):
            return Referenced(path, fault=found, circle=circle)
        nested = tuple(references_of(found.pipeline, notebook=path).values())
        fault = "" if found.pipeline.steps else "has no steps"
        return Referenced(path, found, fault, nested, circle)

    def _circle(self, path: str, *, start: str) -> tuple[str, ...]:
        """The shortest way from `start` by its reference to `path` and on, back to `start`; empty if there is none."""
        ways = [(start,)] if path == start else [(start, path)]
        seen = {path}
        for way in ways:
            if len(way) == 1 and path == start:
                return way
            neighbour = self._notebooks.get(way[-1])
            for following in neighbour.references if neighbour else ():
                if following == start:
                    return way
                if following not in seen:
                    seen.add(following)
                    ways.append((*way, following))
        return ()

    def _processed(self, path: str) -> Processed | str:
        """A notebook as a pipeline, or why it cannot be read, as the end of a sentence."""
        if path not in self._read:
            self._read[path] = self._attempt(path)
        return self._read[path]

    def _attempt(self, path: str) -> Processed | str:
        file = self._root / path
        real = Path(os.path.realpath(file))  # which, unlike `resolve`, lets loops of links pass: reading them fails
        if not real.is_relative_to(self._root):
            return "leads outside the repository"
        if not os.path.lexists(real):
            return "does not exist"
        notebook = read_notebook(file, path=path)
        if isinstance(notebook, Unreadable):
            return f"cannot be read: {notebook.message}"
        return process(notebook)
