"""Mistakes to make in a copy of the examples, and what is reported for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ExamplesChanged(Exception):
    """The examples no longer hold what a mistake is made in."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text instead of `old`, which the file holds once."""

    file: str
    old: str
    new: str

    def make(self, folder: Path) -> None:
        file = folder / self.file
        text = file.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ExamplesChanged(
                f"{self.file} should hold `{self.old}` once, but holds it {text.count(self.old)} times"
            )
        file.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Move:
    """Another path for a file."""

    file: str
    to: str

    def make(self, folder: Path) -> None:
        (folder / self.to).parent.mkdir(exist_ok=True)
        (folder / self.file).rename(folder / self.to)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A change, and the diagnostics that it causes: codes, by the file that they are reported for."""

    what: str
    change: Edit | Move
    seen: dict[str, str]


def _typed(what: str, file: str, *, old: str, new: str, code: str) -> Mistake:
    return Mistake(what, Edit(file, old, new), {file: code})


IN_NOTEBOOKS = (
    _typed(
        "half of a merge conflict is left in the file",
        "air_quality.ipynb",
        old='{\n "cells": [',
        new='{\n<<<<<<< HEAD\n "cells": [',
        code="KALE002",
    ),
    _typed(
        "the name of a step has a hyphen",
        "wine_quality.ipynb",
        old='"step:evaluate"',
        new='"step:final-test"',
        code="KALE102",
    ),
    _typed(
        "a cell has a tag for another tool",
        "wine_quality.ipynb",
        old='"step:load_data"',
        new='"step:load_data", "hide-input"',
        code="KALE101",
    ),
    _typed(
        "a `prev:` tag names a step that does not exist",
        "wine_quality.ipynb",
        old='"prev:check_data"',
        new='"prev:chek_data"',
        code="KALE201",
    ),
    _typed(
        "two steps wait for each other",
        "digit_images.ipynb",
        old='"prev:load_images"',
        new='"prev:load_images", "prev:augment"',
        code="KALE203",
    ),
    _typed(
        "the metadata has a key of Kale 0.x",
        "credit_risk.ipynb",
        old='"base_image"',
        new='"docker_image"',
        code="KALE123",
    ),
    _typed(
        "a parameter is computed",
        "credit_risk.ipynb",
        old="n_applications = 4000",
        new="n_applications = 60 * 60",
        code="KALE701",
    ),
    _typed(
        "a metric is a variable that no step assigns",
        "credit_risk.ipynb",
        old="print(expected_loss)",
        new="print(expected_gain)",
        code="KALE705",
    ),
    _typed(
        "a variable is misspelt",
        "energy_forecast.ipynb",
        old="skill = 1 - mae_harmonic",
        new="skill = 1 - mae_harmonik",
        code="KALE301",
    ),
    _typed(
        "a `prev:` tag is missing",
        "energy_forecast.ipynb",
        old='"prev:fit_naive",',
        new="",
        code="KALE302",
    ),
    _typed(
        "a colon is missing",
        "pump_anomalies.ipynb",
        old=r"if method == \"median\":",
        new=r"if method == \"median\"",
        code="KALE303",
    ),
)

WITH_GENERATED_FILES = (
    Mistake(
        "a generated file is edited by hand",
        Edit(".kale/wine-quality.kale.py", "max_depth=4", "max_depth=9"),
        {".kale/wine-quality.kale.py": "KALE503"},
    ),
    Mistake(
        "a notebook is changed, and its pipeline is not generated again",
        Edit("pump_anomalies.ipynb", "n_estimators=100", "n_estimators=300"),
        {".kale/pump-anomalies.kale.py": "KALE502"},
    ),
    Mistake(
        "a notebook is renamed",
        Move("energy_forecast.ipynb", "demand_forecast.ipynb"),
        {".kale/energy-forecast.kale.py": "KALE502"},
    ),
    Mistake(
        "a notebook is moved to a folder of its own",
        Move("digit_images.ipynb", "digits/digit_images.ipynb"),
        {".kale/digit-images.kale.py": "KALE504", "digits/digit_images.ipynb": "KALE501"},
    ),
)
