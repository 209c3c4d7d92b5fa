"""A step imports a module of the repository.

## What it does

Finds imports of modules that are files of this repository: in the notebook's folder, in those above it, or in their
`src`. An import that may fail, because a `try` is around it, is fine; so is one that the pod can find, below a volume
that was added to `sys.path` before, and one of a file that a cell writes or downloads (see `KALE601`).

## Why is this bad?

A pod has the step's cells and the packages that it installs, and no file of the repository: the import fails. The
package index may even have a project of that name, which is somebody else's.

## What to do

Put what the module defines into a cell tagged `functions`, which each step runs first, or publish it as a package and
name that in the settings: `packages = {helpers = "our-helpers==1.2"}`. The setting `known-local` names modules that are
not found as files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kale_core.analysis.uses import Use, UseKind
from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.pods.access import Effect, is_below, normal_path
from kale_core.rules.pods.accesses import accesses
from kale_core.rules.pods.folders import Folders
from kale_core.rules.pods.reading import place_of, who
from kale_core.rules.rule import Rule, Subject

_ADDS_PATH = frozenset({"sys.path.append", "sys.path.insert", "sys.path.extend"})


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and module, at its first import."""
    local = subject.repository.local_modules
    for step, found in subject.dataflow.uses if subject.dataflow and local else ():
        modules: dict[str, Use] = {}
        for use in found:
            root = use.name.partition(".")[0]
            if use.kind is UseKind.IMPORT and use.certain and root in local:
                modules.setdefault(root, use)
        for root, use in modules.items():
            if not _is_in_pod(root, step, found, subject):
                assert subject.dataflow is not None
                yield Finding(
                    f"{who(step)} imports {quoted(root)}, a module of this repository, which is not in its pod",
                    help="put what it defines into a `functions` cell, or publish it as a package",
                    place=place_of(use, subject.dataflow),
                    step=step,
                )


def _is_in_pod(root: str, step: str | None, found: Sequence[Use], subject: Subject) -> bool:
    """Whether a cell writes the module, or this step or shared cells add a volume that may hold it to `sys.path`."""
    assert subject.dataflow is not None and subject.processed is not None
    shared = subject.dataflow.uses[0][1]
    folders = Folders(subject.processed, step, shared, ())
    for use in (*shared, *found):
        if use.kind is UseKind.CALL and use.name in _ADDS_PATH:
            path = normal_path(next(filter(None, use.texts), None))
            if folders.has_volumes if path is None else not folders.stays_in_pod(path):
                return True
    every = (access for _, uses in subject.dataflow.uses for access in accesses(uses, subject.dataflow))
    written = (each for each in every if each.effect in (Effect.WRITE, Effect.FILL))
    return any(each.path == f"{root}.py" or is_below(each.path, root) for each in written)


RULE = Rule("KALE603", "local-module", Severity.ERROR, check)
