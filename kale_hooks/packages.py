"""Packages as files: where `--output` puts the pipelines that KFP has compiled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kale_core.kfp.package import Package
from kale_hooks import writing
from kale_hooks.exit_status import WrongUsage
from kale_hooks.generate import Output
from kale_hooks.repository import GENERATED

_SUFFIXES = (".yaml", ".yml")


def places(wanted: str, outputs: Sequence[Output], *, notebooks: int) -> list[Path]:
    """The file for the package of each output, of so many notebooks; `WrongUsage` if there is no place for all."""
    path = Path(wanted)
    if path.suffix in _SUFFIXES and not path.is_dir():
        if notebooks > 1:
            raise WrongUsage(f"--output must be a folder for {notebooks} notebooks, not the file {wanted}")
        return [path] * len(outputs)
    files = [path / f"{each.file.file.name.removesuffix(GENERATED)}.yaml" for each in outputs]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice:
        raise WrongUsage(f"--output: two pipelines would be written to {twice.as_posix()}")
    return files


def save(file: Path, package: Package) -> bool:
    """Write a package unless the file holds it, and say whether that was needed; `WrongUsage` if it cannot be done."""
    try:
        content = writing.current(file)
        if content is not None and writing.same_text(content, package.text):
            return False
        writing.write(file, package.text, root=Path(file.absolute().anchor))
    except writing.RefusedWrite as error:
        raise WrongUsage(f"--output: {file}: {error}") from error
    return True
