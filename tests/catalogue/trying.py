"""Tries entries: makes each object in one process, and looks at what another process, elsewhere, loads of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kale_core.catalogue.table import ENTRIES
from kale_core.runtime import OPTIONAL_BACKENDS, runtime_functions
from tests.catalogue.trial import Like, Trial
from tests.catalogue.trials import TRIALS

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial.

    `kind`: `crosses`, `refused` or `dead`; or `missing` (a library), `broken` (the trial, or the process), `unjudged`
    (it was loaded, but the trial does not say how to judge it). `said`: the error that tells why. `library`: what the
    object is from, with its version, such as `pandas 3.0.1`.
    """

    kind: str
    said: str = ""
    library: str = ""


def try_field(field: str, *, python: str) -> dict[str, Outcome]:
    """Try the entries of a field with an interpreter and the libraries that it has."""
    rows = TRIALS[field]
    same = {name: row.name for name, row in rows.items() if isinstance(row, Like)}
    tasks = [
        _task(name, row, like=[other for other in same if same[other] == name])
        for name, row in rows.items()
        if isinstance(row, Trial)
    ]
    with tempfile.TemporaryDirectory() as short:  # the path of a socket below it must not be longer than 100 letters
        found = _try(tasks, python, Path(short))
    return found | {name: found[other] for name, other in same.items()}


def _try(tasks: Sequence[dict[str, Any]], python: str, folder: Path) -> dict[str, Outcome]:
    runtime = "\n\n\n".join(function.source for function in runtime_functions(tuple(OPTIONAL_BACKENDS)))
    (folder / "ephemeral_component.py").write_text(runtime + "\n", encoding="utf-8")
    made = _phase("make", tasks, python, folder)
    return made | _phase("judge", [task for task in tasks if made[task["name"]].kind == "saved"], python, folder)


def _task(name: str, trial: Trial, *, like: Sequence[str]) -> dict[str, Any]:
    root, dot, _ = name.partition(".")  # without a dot, it is no module but a word such as `generator`
    needs = [*([root] if dot else []), *trial.needs.split()]
    return asdict(trial) | {"name": name, "gives": ENTRIES[name].gives, "like": like, "needs": needs}


def _phase(phase: str, tasks: Sequence[dict[str, Any]], python: str, folder: Path) -> dict[str, Outcome]:
    """The outcomes of one phase. A trial that ends the process, or hangs, is broken; the others go on in another."""
    found: dict[str, Outcome] = {}
    report = folder / f"{phase}.jsonl"
    while rest := tasks[len(found) :]:
        (folder / "tasks.json").write_text(json.dumps(rest), encoding="utf-8")
        report.write_text("", encoding="utf-8")
        error = _process(phase, python, folder)
        for line in report.read_text(encoding="utf-8").splitlines():
            name, result = json.loads(line)
            found[name] = Outcome(**result)
        if len(found) < len(tasks):
            found[tasks[len(found)]["name"]] = Outcome("broken", f"the process ended: {error}")
    return found


def _process(phase: str, python: str, folder: Path) -> str:
    """Run the driver, with a disk that is gone afterwards, as its processes are; what it said last."""
    disk = folder / "disk"
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir()
    environment = os.environ | {
        "PYTHONPATH": f"{folder}{os.pathsep}{_ROOT}",
        "TMPDIR": str(disk),
        "MPLBACKEND": "agg",
        "CUDA_VISIBLE_DEVICES": "",
    }
    command = [python, str(_ROOT / "tests" / "catalogue" / "driver.py"), phase, str(folder)]
    log = folder / f"{phase}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=disk,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS)
        ended = process.returncode is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what the objects have started is gone, too
        process.wait()
    shutil.rmtree(disk, ignore_errors=True)
    return log.read_text(encoding="utf-8", errors="replace")[-500:] if ended else f"no end after {_SECONDS} s"
