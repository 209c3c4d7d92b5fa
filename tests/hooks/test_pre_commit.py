"""The six cases in which generator hooks tend to pass in silence, with real pre-commit in a real repository.

pre-commit compares tracked files only, sets unstaged changes aside before it runs hooks, and runs those hooks only that
match a changed file: each of the six cases slips through one of these.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from kale_hooks.compile import main as compile_notebooks
from tests.hooks.repository import OUTPUT, GitRepository
from tests.notebooks import cell

ROOT = Path(__file__).parent.parent.parent
MANIFEST = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
MODULES = {
    "kale-compile": "kale_hooks.compile",
    "kale-check-stale": "kale_hooks.check_stale",
    "kale-validate-tags": "kale_hooks.validate_tags",
    "kale-detect-cycles": "kale_hooks.detect_cycles",
    "kale-check-dependencies": "kale_hooks.check_dependencies",
    "kale-verify-ir": "kale_hooks.verify_ir",
    "kale": "kale_hooks.check_and_compile",
}
WRITERS = ["kale-compile", "kale"]
CHANGED = [cell("step:load", "data = [1, 2, 3]"), cell("step:train, prev:load", "print(data)")]


@dataclass(frozen=True)
class Hooked:
    """A repository that uses hooks of ours, taken from the manifest; only how they are started differs."""

    repository: GitRepository
    home: Path

    def use(self, *hooks: str, arguments: Sequence[str] = ()) -> None:
        local = [
            {
                **MANIFEST[hook],
                "language": "system",
                "entry": f"{sys.executable} -m {MODULES[hook]}",
                "args": list(arguments),
            }
            for hook in hooks
        ]
        for hook in local:
            hook.pop("additional_dependencies")
        config = {"repos": [{"repo": "local", "hooks": local}]}
        self.repository.write(".pre-commit-config.yaml", yaml.safe_dump(config))
        self.repository.git("add", ".pre-commit-config.yaml")

    def run(self, *arguments: str) -> tuple[int, str]:
        return self._run(sys.executable, "-m", "pre_commit", "run", *arguments)

    def commit(self, *arguments: str) -> tuple[int, str]:
        return self._run("git", "commit", "--message", "by hook", *arguments)

    def _run(self, *command: str) -> tuple[int, str]:
        environment = {**os.environ, "PRE_COMMIT_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=self.repository.root, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def hooked(repository: GitRepository, tmp_path: Path) -> Hooked:
    return Hooked(repository, tmp_path / "pre-commit")


def compiled(hooked: Hooked, *hooks: str) -> GitRepository:
    """A repository in which all is well and committed, and that uses the hooks."""
    repository = hooked.repository
    repository.notebook()
    compile_notebooks([])
    hooked.use(*hooks)
    repository.commit_all()
    return repository


@pytest.mark.parametrize("hook", [*WRITERS, "kale-check-stale"])
def test_all_is_well(hooked: Hooked, hook: str) -> None:
    repository = compiled(hooked, hook)
    status, output = hooked.run("--all-files")
    assert (status, "Passed" in output) == (0, True), output
    assert repository.git("status", "--porcelain") == ""


@pytest.mark.parametrize("hook", WRITERS)
def test_1_the_output_is_new_and_untracked(hooked: Hooked, hook: str) -> None:
    hooked.use(hook)
    hooked.repository.notebook()
    hooked.repository.git("add", "--all")
    status, output = hooked.run()
    assert status == 1
    assert f"wrote {OUTPUT} (from nb.ipynb); run: git add {OUTPUT}" in output
    status, output = hooked.run()
    assert status == 1
    assert f"{OUTPUT}: error KALE505 untracked-output" in output
    hooked.repository.git("add", OUTPUT)
    assert hooked.run()[0] == 0


def test_1_the_output_is_untracked_when_only_staleness_is_checked(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-check-stale")
    repository.git("rm", "--cached", OUTPUT)
    status, output = hooked.run()
    assert status == 1
    assert "KALE505" in output


@pytest.mark.parametrize("hook", WRITERS)
def test_2_the_output_is_tracked_and_stale(hooked: Hooked, hook: str) -> None:
    repository = compiled(hooked, hook)
    repository.notebook(cells=CHANGED)
    repository.git("add", "nb.ipynb")
    status, output = hooked.run()
    assert status == 1
    assert f"wrote {OUTPUT} (from nb.ipynb); run: git add {OUTPUT}" in output
    assert hooked.run()[0] == 1, "still not staged"
    repository.git("add", OUTPUT)
    assert hooked.run()[0] == 0


def test_2_the_output_is_stale_when_only_staleness_is_checked(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-check-stale")
    old = repository.read(OUTPUT)
    repository.notebook(cells=CHANGED)
    repository.git("add", "nb.ipynb")
    status, output = hooked.run()
    assert status == 1
    assert f"{OUTPUT}: error KALE502 stale-output" in output
    assert "  step `load`: cell 1 changed\n" in output
    assert "-data = [1, 2]\n+data = [1, 2, 3]\n" in output
    assert repository.read(OUTPUT) == old


@pytest.mark.parametrize("hook", ["kale-compile", "kale-check-stale"])
def test_3_the_output_is_right_only_in_the_work_tree(hooked: Hooked, hook: str) -> None:
    repository = compiled(hooked, "kale-compile")
    repository.notebook(cells=CHANGED)
    repository.git("add", "nb.ipynb")
    compile_notebooks([])
    assert repository.git("status", "--porcelain") == f" M {OUTPUT}\nM  nb.ipynb\n"
    hooked.use(hook)
    assert hooked.run()[0] == 1


def test_3_the_output_has_unstaged_changes_that_pre_commit_leaves_there(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-compile")
    repository.notebook(cells=CHANGED)
    repository.git("add", "nb.ipynb")
    compile_notebooks([])
    status, output = hooked.run("--files", "nb.ipynb")
    assert status == 1
    assert f"{OUTPUT}: error KALE506 unstaged-output" in output


@pytest.mark.parametrize("hook", WRITERS)
def test_4_only_the_output_was_edited(hooked: Hooked, hook: str) -> None:
    repository = compiled(hooked, hook)
    good = repository.read(OUTPUT)
    repository.write(OUTPUT, good.replace("data = [1, 2]", "data = [6, 6, 6]"))
    repository.git("add", OUTPUT)
    status, output = hooked.run()
    assert status == 1
    assert f"{OUTPUT}: error KALE503 edited-output" in output
    assert "-data = [6, 6, 6]\n+data = [1, 2]\n" in output
    assert repository.read(OUTPUT) == good
    repository.git("add", OUTPUT)
    assert hooked.run()[0] == 0


def test_4_the_edit_also_removed_the_head(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-compile")
    good = repository.read(OUTPUT)
    repository.write(OUTPUT, "print('mine now')\n")
    repository.git("add", OUTPUT)
    assert hooked.run()[0] == 1
    assert repository.read(OUTPUT) == good


def test_4_only_the_output_was_edited_when_only_staleness_is_checked(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-check-stale")
    repository.write(OUTPUT, repository.read(OUTPUT) + "# mine\n")
    repository.git("add", OUTPUT)
    status, output = hooked.run()
    assert status == 1
    assert "KALE503" in output
    assert repository.read(OUTPUT).endswith("# mine\n")


@pytest.mark.parametrize("hook", [*WRITERS, "kale-check-stale"])
def test_5_the_output_is_ignored_by_git(hooked: Hooked, hook: str) -> None:
    repository = compiled(hooked, hook)
    repository.write(".gitignore", ".kale/\n")
    repository.git("rm", "--cached", OUTPUT)
    repository.git("add", ".gitignore")
    status, output = hooked.run("--all-files")
    assert status == 1
    assert f"{OUTPUT}: error KALE507 ignored-output" in output


def test_5_a_new_output_is_ignored_by_git(hooked: Hooked) -> None:
    hooked.use("kale-compile")
    hooked.repository.write(".gitignore", "*.kale.py\n")
    hooked.repository.notebook()
    hooked.repository.git("add", "--all")
    status, output = hooked.run()
    assert status == 1
    assert "wrote" in output
    assert f"{OUTPUT}: error KALE507 ignored-output" in output


def test_6_the_notebook_was_deleted(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-compile", "kale-check-stale")
    repository.git("rm", "nb.ipynb")
    status, output = hooked.run()
    assert status == 1
    assert f"{OUTPUT}: error KALE504 orphaned-output" in output
    assert f"run `git rm {OUTPUT}`" in output
    repository.git("rm", OUTPUT)
    assert hooked.run()[0] == 0


def test_6_the_notebook_was_renamed(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-compile", "kale-check-stale")
    (repository.root / "sub").mkdir()
    repository.git("mv", "nb.ipynb", "sub/nb.ipynb")
    status, output = hooked.run()
    assert status == 1
    assert "wrote sub/.kale/demo.kale.py" in output
    assert f"{OUTPUT}: error KALE504 orphaned-output" in output
    repository.git("rm", OUTPUT)
    repository.git("add", "--all")
    assert hooked.run()[0] == 0


def test_6_the_pipeline_was_renamed(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-compile")
    repository.notebook(pipeline_name="other")
    repository.git("add", "nb.ipynb")
    status, output = hooked.run()
    assert status == 1
    assert "wrote .kale/other.kale.py" in output
    assert f"{OUTPUT}: error KALE504 orphaned-output" in output
    repository.git("rm", OUTPUT)
    repository.git("add", "--all")
    assert hooked.run()[0] == 0


def test_a_notebook_with_errors_keeps_its_output(hooked: Hooked) -> None:
    repository = compiled(hooked, "kale-compile")
    good = repository.read(OUTPUT)
    repository.notebook(cells=[cell("step:load, prev:nowhere", "print(data)")])
    repository.git("add", "--all")
    status, output = hooked.run()
    assert status == 1
    assert "nb.ipynb:cell 1:1:1: error KALE2" in output
    assert repository.read(OUTPUT) == good


@pytest.mark.parametrize("hook", sorted(MODULES))
def test_each_hook_lets_other_notebooks_and_modules_alone(hooked: Hooked, hook: str) -> None:
    repository = hooked.repository
    hooked.use(hook)
    repository.notebook("other.ipynb", [cell("", "import antigravity"), cell("hide-input", "1 +")])
    repository.write("module.py", "x = 1\n")
    repository.write("theirs.kale.py", "x = 1\n")
    repository.git("add", "--all")
    status, output = hooked.run("--all-files")
    assert status == 0, output
    assert repository.git("status", "--porcelain", "--untracked-files=all").count("A  ") == 4


@pytest.mark.parametrize(
    "hook", ["kale-validate-tags", "kale-detect-cycles", "kale-check-dependencies", "kale-compile"]
)
def test_a_file_that_cannot_be_read_stops_every_hook(hooked: Hooked, hook: str) -> None:
    hooked.use(hook)
    hooked.repository.write("nb.ipynb", "<<<<<<< HEAD\n")
    hooked.repository.git("add", "--all")
    status, output = hooked.run()
    assert status == 1
    assert "nb.ipynb: error KALE00" in output


def test_in_a_real_commit(hooked: Hooked) -> None:
    """Git tells hooks which index is committed; for a commit of named files, it is a temporary one."""
    repository = compiled(hooked, "kale-compile", "kale-check-stale")
    hooked._run(sys.executable, "-m", "pre_commit", "install")
    repository.notebook(cells=CHANGED)
    assert hooked.commit("--all")[0] == 1
    repository.git("add", OUTPUT)
    status, output = hooked.commit("nb.ipynb")
    assert status == 1, "the output is staged, but not part of this commit"
    status, output = hooked.commit()
    assert status == 1, "the notebook is not staged"
    repository.git("add", "nb.ipynb")
    status, output = hooked.commit()
    assert status == 0, output
    assert "data = [1, 2, 3]" in repository.git("show", f"HEAD:{OUTPUT}")


def test_in_a_linked_work_tree(hooked: Hooked, tmp_path: Path) -> None:
    repository = compiled(hooked, "kale-compile")
    hooked._run(sys.executable, "-m", "pre_commit", "install")
    repository.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    linked = Hooked(GitRepository(tmp_path.resolve() / "linked"), hooked.home)
    linked.repository.notebook(cells=CHANGED)
    linked.repository.git("add", "--all")
    status, output = linked.commit()
    assert (status, f"wrote {OUTPUT}" in output) == (1, True), output
    linked.repository.git("add", "--all")
    status, output = linked.commit()
    assert status == 0, output


def test_a_hook_that_fixes_fails_once_and_then_passes(hooked: Hooked) -> None:
    repository = hooked.repository
    repository.notebook(cells=[cell("block:load", "data = [1]"), cell("step:show", "print(data)")])
    hooked.use("kale-validate-tags", "kale-check-dependencies", arguments=["--fix", "--unsafe-fixes"])
    repository.git("add", "--all")
    status, output = hooked.run()
    assert (status, output.count("files were modified by this hook")) == (1, 2), output
    assert "Fixed 1 finding in 1 file" in output
    assert '"step:load"' in repository.read("nb.ipynb")
    assert '"prev:load"' in repository.read("nb.ipynb")
    repository.git("add", "nb.ipynb")
    status, output = hooked.run()
    assert (status, output.count("Passed")) == (0, 2), output
