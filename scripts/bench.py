"""How long a check takes and what it needs, beside other programs measured in the same run.

Run it with `make bench`, or `python -m scripts.bench FOLDER...` to measure the notebooks of other folders, too. The
variable `KALE` may name the executable of Kale 2.3. All figures are medians; nothing passes or fails.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from scripts.processes import Cost, least_memory, median_costs

CHECKOUT = Path(__file__).resolve().parent.parent
EXAMPLES = CHECKOUT / "examples"
NOTEBOOK = EXAMPLES / "wine_quality.ipynb"
BIN = Path(sys.executable).parent
ROUNDS = 9


def main(argv: Sequence[str] | None = None) -> int:
    """Measure processes, then the analysis alone."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, medians of {ROUNDS} rounds\n")
    print(f"Whole processes, on {NOTEBOOK.name} without labels of metrics, which Kale 2.3 refuses\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        notebook = _without_labels(Path(folder) / NOTEBOOK.name)
        _print_costs(median_costs(_programs(str(notebook)), rounds=ROUNDS))
    for each in (EXAMPLES, *map(Path, sys.argv[1:] if argv is None else argv)):
        print(f"\nProcessor time in one process, on {os.path.relpath(each)}: all rules, and parsing once with libcst\n")
        _print_analyses(each)
    return 0


def _without_labels(copy: Path) -> Path:
    text = NOTEBOOK.read_text(encoding="utf-8")
    copy.write_text(re.sub(r'"print\(\\"[^"\\]*\\", (\w+)\)', r'"print(\1)', text), encoding="utf-8")
    return copy


def _programs(notebook: str) -> dict[str, list[str]]:
    """Those that are there, as command lines."""
    python = [sys.executable, "-c"]
    programs = {
        "python -c pass": [*python, "pass"],
        "import libcst, networkx, nbformat": [*python, "import libcst, networkx, nbformat"],
        "ruff check": [str(BIN / "ruff"), "check", "--no-cache", "--isolated", notebook],
        "kale-hooks check": [str(BIN / "kale-hooks"), "check", notebook],
        "kale-hooks compile": [str(BIN / "kale-hooks"), "compile", notebook],
        "kale --nb (Kale 2.3)": [os.environ.get("KALE", ""), "--nb", notebook],
    }
    return {name: command for name, command in programs.items() if shutil.which(command[0])}


def _print_costs(costs: Mapping[str, Cost]) -> None:
    least = costs["python -c pass"].cpu
    rows = [
        [name, _ms(cost.wall), _ms(cost.cpu), f"{cost.cpu / least:.1f}", _mebibytes(cost.memory), str(cost.status)]
        for name, cost in costs.items()
    ]
    _print_table(["program", "wall", "CPU", "CPU / python", "memory", "exit status"], rows)


def _print_analyses(folder: Path) -> None:
    from scripts.analyses import analyses  # it would count as memory of the processes above

    found = analyses(folder, rounds=ROUNDS)
    if not found:
        print("no Kale notebooks here")
        return
    rows = [[each.name, _ms(each.check), _ms(each.parse), f"{each.ratio:.1f}"] for each in found]
    _print_table(["notebook", "check", "parse", "ratio"], rows)
    ratios = [each.ratio for each in found]
    print(f"ratio: median {median(ratios):.1f}, worst {max(ratios):.1f}")


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def _mebibytes(memory: float) -> str:
    least = least_memory()
    return f"{memory:.0f} MiB" if memory > least else f"< {least:.0f} MiB"


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in [head, *rows]:
        print("  ".join(_aligned(row, widths)).rstrip(), flush=True)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    yield row[0].ljust(widths[0])
    for text, width in zip(row[1:], widths[1:], strict=True):
        yield text.rjust(width)


if __name__ == "__main__":
    raise SystemExit(main())
