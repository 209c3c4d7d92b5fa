"""Try every entry of the catalogue with the real libraries, and write down what came of it.

Run it with `make catalogue`, which makes an environment of its own for the libraries; it takes some minutes and some
gigabytes. `python -m scripts.catalogue files learning` tries two fields only. It fails if the catalogue is wrong.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

from kale_core.catalogue.table import ENTRIES, FIELDS
from scripts import catalogue_page
from tests.catalogue import record
from tests.catalogue.trying import Outcome, try_field

_ROOT = Path(__file__).resolve().parent.parent
_ENVIRONMENT = _ROOT / ".venv-catalogue"
_LIBRARIES = _ROOT / "tests" / "catalogue" / "libraries.txt"
_VERDICTS = ("crosses", "refused", "dead")


def main(fields: Sequence[str] = ()) -> int:
    """Try some fields, or all; write the record and the page."""
    if unknown := sorted({*fields} - {*FIELDS}):
        print(f"no field is called {', '.join(unknown)}; there are {', '.join(FIELDS)}", file=sys.stderr)
        return 2
    python = _environment()
    outcomes = {name: outcome for field in fields or FIELDS for name, outcome in _outcomes(field, python)}
    measured = {
        name: record.Measured(outcome.kind, outcome.library)
        for name, outcome in outcomes.items()
        if outcome.kind in _VERDICTS
    }
    record.write({name: row for name, row in (record.read() | measured).items() if name in ENTRIES})
    catalogue_page.main()
    wrong = {name: outcome for name, outcome in outcomes.items() if outcome.kind != ENTRIES[name].verdict.name.lower()}
    for name, outcome in wrong.items():
        print(f"{name}: {outcome.kind}, but the catalogue says {ENTRIES[name].verdict.name}: {outcome.said}")
    return 1 if wrong else 0


def _outcomes(field: str, python: str) -> Iterator[tuple[str, Outcome]]:
    outcomes = try_field(field, python=python)
    print(f"{field}: tried {len(outcomes)} entries", flush=True)
    yield from outcomes.items()


def _environment() -> str:
    """The interpreter of the environment, with all libraries that can be installed here."""
    python = str(_ENVIRONMENT / "bin" / "python")
    libraries = [line for line in _LIBRARIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    installed = _ENVIRONMENT / "installed.txt"
    if installed.exists() and installed.read_text(encoding="utf-8").splitlines() == libraries:
        return python
    venv.create(_ENVIRONMENT, with_pip=True, clear=True)
    for library in libraries:
        print(f"installing {library}", flush=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", library]
        if subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode:
            print(f"cannot install {library}: its entries cannot be tried")
    installed.write_text("\n".join(libraries), encoding="utf-8")
    return python


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
