from __future__ import annotations

from pathlib import Path

import pytest

from tests.hooks.repository import ENVIRONMENT, GitRepository, make_repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """An empty git repository that is the working directory."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    made = make_repository(tmp_path / "repository")
    monkeypatch.chdir(made.root)
    return made


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: installs packages from the network; leave out with `-m 'not slow'`")
