"""What the analysis of a notebook costs, within one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import libcst

from kale_core.ipython import translate
from kale_core.notebook import Notebook, parse_notebook
from kale_core.processor import process
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Subject


@dataclass(frozen=True, slots=True)
class Analysis:
    """A notebook: seconds for all that the rules do with it, and seconds to parse its cells once."""

    name: str
    check: float
    parse: float

    @property
    def ratio(self) -> float:
        return self.check / self.parse


def analyses(folder: Path, *, rounds: int) -> list[Analysis]:
    """The Kale notebooks of a folder that can be read."""
    measured = (_analysis(file, rounds) for file in sorted(folder.glob("*.ipynb")))
    return [each for each in measured if each]


def _analysis(file: Path, rounds: int) -> Analysis | None:
    content = file.read_bytes()
    notebook = parse_notebook(content, path=file.name)
    if not isinstance(notebook, Notebook) or not process(notebook).is_kale:
        return None
    sources = [translate(cell.source).text for cell in notebook.cells if cell.is_code]
    check, parse = _seconds(lambda: _check(content, file.name), rounds), _seconds(lambda: _parse(sources), rounds)
    return Analysis(file.name, check, parse)


def _check(content: bytes, name: str) -> None:
    """All that a check does with the content of a file."""
    notebook = parse_notebook(content, path=name)
    assert isinstance(notebook, Notebook)
    subject = Subject(name, processed=process(notebook))
    for rule in RULES.values():
        list(rule.diagnose(subject))


def _parse(sources: Iterable[str]) -> None:
    for source in sources:
        try:
            libcst.parse_module(source)
        except libcst.ParserSyntaxError:
            continue


def _seconds(action: Callable[[], None], rounds: int) -> float:
    """The processor time of an action."""
    return median([_once(action) for _ in range(rounds + 1)][1:])


def _once(action: Callable[[], None]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began
