"""What the tests of `kale-hooks submit` share: a server, a notebook in a repository, and the command itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kale_core.kfp.package import Package, Refusal, compile_package
from kale_core.kfp.server import follow, transport
from kale_hooks import cli, submit
from tests.hooks.repository import GitRepository
from tests.kfp_server import KfpServer, serving
from tests.notebooks import cell

_KNOWN = cache(compile_package)


def compiled(source: str, *, beside: Mapping[str, str] | None = None) -> Package | Refusal:
    """What KFP makes of a text that imports nothing from beside it."""
    assert not beside
    return _KNOWN(source)


CELLS = [
    cell("pipeline-parameters", "rate: float = 0.1\nepochs = 3\nname = 'a'\ndebug = False\nsizes = [1, 2]\nmore = {}"),
    cell("step:load", "data = [rate, epochs, name, debug, sizes, more]"),
    cell("step:train, prev:load", "print(data)"),
]
VARIABLES = (
    "KALE_HOOKS_TOKEN",
    "KALE_HOOKS_COOKIES",
    "KF_PIPELINES_ENDPOINT",
    "KF_PIPELINES_UI_ENDPOINT",
    "KF_PIPELINES_SA_TOKEN_PATH",
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing of the user's environment; short times; each text compiled once; nothing written to the home folder."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(transport, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(follow, "EVERY", 0.01)
    monkeypatch.setattr(submit, "compile_package", compiled)
    yield
    assert list(home.iterdir()) == []


@pytest.fixture
def server() -> Iterator[KfpServer]:
    with serving(KfpServer(prefix="/pipeline")) as running:
        yield running


@pytest.fixture
def notebook(repository: GitRepository) -> GitRepository:
    """A repository with a notebook in its only commit."""
    repository.notebook(cells=CELLS)
    repository.commit_all()
    return repository


def call(server: KfpServer | str, *options: str, notebook: str = "nb.ipynb") -> int:
    url = server if isinstance(server, str) else server.url
    return cli.main(["submit", notebook, "--host", url, *options])


def names(items: list[dict[str, Any]]) -> list[str]:
    return [item["display_name"] for item in items]


def head(repository: GitRepository) -> str:
    return repository.git("rev-parse", "--short", "HEAD").strip()
