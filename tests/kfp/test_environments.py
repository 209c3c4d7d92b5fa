"""Environments for packages are made once, and only those that are complete are used."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from kale_core.kfp.local.environments import Environments, InstallFailed

# In the place of `python -m venv FOLDER`, which takes seconds.
_PYTHON = '#!/bin/sh\nmkdir -p "$3/bin" && echo "made" && printf "#!/bin/sh\\n" > "$3/bin/python3"\n'
_INSTALL = 'echo "in $VIRTUAL_ENV"; command -v python3; sleep 0.3 && "$0" "$@"'


@pytest.fixture
def python(tmp_path: Path) -> Path:
    file = tmp_path / "a python"
    file.write_text(_PYTHON)
    file.chmod(0o755)
    return file


def environments(python: Path, **variables: str) -> Environments:
    return Environments(python.parent / "in here", python=python, environment={**os.environ, **variables})


def test_an_environment_is_made_once(python: Path) -> None:
    lines: list[str] = []
    made = environments(python)
    assert not made.has(_INSTALL)
    place = asyncio.run(made.make(_INSTALL, on_line=lines.append))
    assert lines[:2] == ["made", f"in {place}"]
    assert made.has(_INSTALL)
    assert asyncio.run(environments(python).make(_INSTALL, on_line=lines.append)) == place
    assert lines.count("made") == 1


def test_other_packages_have_another_environment(python: Path) -> None:
    made = environments(python)
    first, second = (asyncio.run(made.make(f"{_INSTALL} {each}", on_line=print)) for each in "ab")
    assert first != second


def test_two_at_once_make_one(python: Path) -> None:
    lines: list[str] = []

    async def both() -> list[Path]:
        one, two = environments(python), environments(python)
        return await asyncio.gather(*(each.make(_INSTALL, on_line=lines.append) for each in (one, two)))

    first, second = asyncio.run(both())
    assert first == second
    assert lines.count("made") == 1


def test_what_failed_is_made_again(python: Path) -> None:
    lines: list[str] = []
    install = 'test -n "$WORKS" && "$0" "$@"'
    with pytest.raises(InstallFailed):
        asyncio.run(environments(python).make(install, on_line=lines.append))
    assert not environments(python).has(install)
    asyncio.run(environments(python, WORKS="1").make(install, on_line=lines.append))
    assert lines == ["made", "made"]
