"""The one test of the way in which users get the hooks: pre-commit clones the repository and installs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.hooks.repository import OUTPUT, GitRepository

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="pre-commit installs from git only")
def test_installed_by_pre_commit(repository: GitRepository, tmp_path: Path) -> None:
    repository.git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(tmp_path / "clone"))
    clone = GitRepository(tmp_path / "clone")
    hooks = yaml.safe_load(clone.read(".pre-commit-hooks.yaml"))
    config = {
        "repos": [
            {
                "repo": str(clone.root),
                "rev": clone.git("rev-parse", "HEAD").strip(),
                "hooks": [{"id": hook["id"]} for hook in hooks],
            }
        ]
    }
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    repository.notebook()
    repository.git("add", "--all")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    environment.pop("PYTHONPATH", None)

    def run() -> tuple[int, str]:
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    status, output = run()
    assert f"wrote {OUTPUT} (from nb.ipynb); run: git add {OUTPUT}" in output
    assert status == 1
    repository.git("add", "--all")
    status, output = run()
    assert status == 0, output
    assert output.count("Passed") == len(hooks)
    assert list((tmp_path / "home").glob("repo*/py_env-*/bin/kale-compile"))
    environments = {each.parents[3] for each in (tmp_path / "home").glob("repo*/py_env-*/lib/python*/site-packages")}
    with_kfp = [each for each in environments if list(each.glob("py_env-*/lib/python*/site-packages/kfp"))]
    assert (len(environments), len(with_kfp)) == (2, 1), "one for the hook that asks KFP, one for all others"
