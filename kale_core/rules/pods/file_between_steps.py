"""A step reads a file that another step writes.

## What it does

Finds files and folders that one step writes and a later one needs, where the path is written out in the notebook and
leads to no volume of the pipeline. A step that writes the file itself before it reads it is fine, and so is one that
reads it in a `try`, and what a shared cell writes, which runs in each step.

## Why is this bad?

Each step runs in a pod of its own, with a file system of its own that ends with it. In the notebook the file is there;
in the pipeline the step fails, or reads another file that its image happens to have.

## Example

```notebook
# %% tags: imports
import pandas as pd
# %% tags: step:load
pd.DataFrame({"x": [1, 2]}).to_csv("data.csv")
# %% tags: step:train, prev:load
print(pd.read_csv("data.csv"))
```

## Use instead

```notebook
# %% tags: imports
import pandas as pd
# %% tags: step:load
data = pd.DataFrame({"x": [1, 2]})
# %% tags: step:train, prev:load
print(data)
```

A path below the mount point of a volume, which the notebook's metadata names, is the same in all steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kale_core.analysis.dataflow import Dataflow
from kale_core.diagnostics import Finding, Related, Severity
from kale_core.quoting import quoted
from kale_core.rules.pods.access import Access, Effect
from kale_core.rules.pods.accesses import accesses
from kale_core.rules.pods.folders import Folders
from kale_core.rules.pods.needs import is_checked, is_given_by, might_be_given_by, need_of
from kale_core.rules.pods.reading import place_of, runs_at, who
from kale_core.rules.rule import Rule, Subject


@dataclass(frozen=True, slots=True)
class _Files:
    """The accesses of a step, in order, and where its paths lead; of the shared cells without a step."""

    step: str | None
    accesses: list[Access]
    folders: Folders

    def certain(self) -> Iterator[tuple[int, Access]]:
        """Those that are certain to stay in the pod, with their positions."""
        for index, access in enumerate(self.accesses):
            if access.use.certain and self.folders.stays_in_pod(access.path):
                yield index, access


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a step and path, at the first access that needs it."""
    every = list(_files(subject))
    for reader in every:
        reported: set[str] = set()
        for index, access in reader.certain():
            need = need_of(access)
            if need is None or need in reported or access.use.tried:
                continue
            before = [*(every[0].accesses if reader.step is not None else ()), *reader.accesses[:index]]
            if any(is_given_by(put, access) for put in before) or is_checked(access, reader.accesses):
                continue
            if (giver := _giver(access, reader, every)) is not None and subject.dataflow is not None:
                reported.add(need)
                yield _finding(access, reader.step, *giver, subject.path, subject.dataflow)


def _files(subject: Subject) -> Iterator[_Files]:
    """Of the shared cells, then of each step."""
    dataflow, processed = subject.dataflow, subject.processed
    if dataflow is None or processed is None or not dataflow.uses:
        return
    shared = dataflow.uses[0][1]
    for step, found in dataflow.uses:
        folders = Folders(processed, step, shared, () if step is None else found)
        yield _Files(step, accesses(found, dataflow), folders)


def _giver(access: Access, reader: _Files, every: Iterable[_Files]) -> tuple[Access, str] | None:
    """The last access above, of another step, that makes what is needed; that very file rather than its folder."""
    found = [
        (put.path == access.path, put.use.time, put, files.step)
        for files in every
        if files.step is not None and files.step != reader.step
        for _, put in files.certain()
        if put.use.time < access.use.time and might_be_given_by(put, access)
    ]
    best = max(found, key=lambda each: each[:2], default=None)
    return best[2:] if best else None


def _finding(access: Access, step: str | None, put: Access, giver: str, path: str, dataflow: Dataflow) -> Finding:
    does = "reads" if access.effect is Effect.READ else "writes"
    return Finding(
        f"{who(step)} {does} {quoted(access.path)}, but {_what_gives(put, access, giver)},"
        " and what a step writes stays in its pod",
        help=_advice(access, put),
        place=place_of(access.use, dataflow),
        step=step,
        related=(
            Related(path, place_of(put.use, dataflow), f"step {quoted(giver)} does so here"),
            *runs_at(access.use, path, step),
        ),
    )


def _what_gives(put: Access, access: Access, giver: str) -> str:
    does = {Effect.FILL: "fills the folder", Effect.MAKE: "makes the folder"}.get(put.effect, "writes")
    thing = "it" if put.path == access.path and does == "writes" else quoted(put.path)
    return f"only step {quoted(giver)} {does} {thing}"


def _advice(access: Access, put: Access) -> str:
    if access.effect is not Effect.READ or put.effect is Effect.MAKE:
        return "make the folder in this step, too, or use one below the mount point of a volume of the pipeline"
    return "hand the data on in a variable, or keep the file below the mount point of a volume of the pipeline"


RULE = Rule("KALE601", "file-between-steps", Severity.ERROR, check)
