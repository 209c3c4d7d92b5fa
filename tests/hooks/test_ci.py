"""The GitHub Action and the GitLab template: valid, safe, and their commands work as the runners start them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import yaml

from kale_hooks import cli, compile
from kale_hooks.review_markdown import MARK
from tests.hooks.repository import ENVIRONMENT, LOAD_AND_TRAIN, GitRepository, make_repository
from tests.notebooks import cell

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / "action.yml"
TEMPLATE = ROOT / "templates" / "kale-hooks.gitlab-ci.yml"
PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
STEPS = {step["name"]: step for step in yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]}
SCRIPTS = {name: step["run"] for name, step in STEPS.items() if "run" in step and name != "Install kale-hooks"}
JOBS = {name: job for name, job in yaml.safe_load(TEMPLATE.read_text(encoding="utf-8")).items() if "script" in job}
BIN = Path(sys.executable).parent
WORKFLOW, INCLUDE = (match[1] for match in re.finditer(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
BROKEN = [cell("step:load, prev:nobody", "data = [1]")]


def tool(*command: str) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "content"),
    [
        ("github-actions", ACTION.read_text(encoding="utf-8")),
        ("github-workflows", WORKFLOW),
        ("gitlab-ci", TEMPLATE.read_text(encoding="utf-8")),
        ("gitlab-ci", INCLUDE),
    ],
)
def test_schemas(tmp_path: Path, schema: str, content: str) -> None:
    file = tmp_path / "ci.yml"
    file.write_text(content, encoding="utf-8")
    tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(file))


def test_the_action_is_safe(tmp_path: Path) -> None:
    """Zizmor finds, among others, values of events in shell commands and actions that are not pinned."""
    workflow = tmp_path / ".github" / "workflows" / "kale.yml"
    workflow.parent.mkdir(parents=True)
    pinned = WORKFLOW.replace("kale-hooks@v0.1.0", f"kale-hooks@{'0' * 40} # v0.1.0")
    workflow.write_text(pinned, encoding="utf-8")
    for file in (ACTION, workflow):
        tool("zizmor", "--offline", "--persona=pedantic", "--no-progress", str(file))


def test_no_expression_is_in_a_shell_command() -> None:
    assert len(SCRIPTS) == 5
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "x@" + "0" * 40))


def test_the_version_is_that_of_the_package() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    assert version is not None
    found = re.findall(r"kale-hooks/kale-hooks[@/](v[0-9.]+)", PAGE + TEMPLATE.read_text(encoding="utf-8"))
    assert len(found) == 3
    assert {*found} == {f"v{version[1]}"}


def test_the_page_names_all_inputs_and_jobs() -> None:
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    for name, one in inputs.items():
        default = "that of the job" if name == "token" else f"`{one['default']}`"
        assert f"\n| `{name}` | {default} |" in PAGE
    assert all(f"\n| `{job}` |" in PAGE for job in JOBS)


# --- as runners start them ------------------------------------------------------------------------------


class Runner:
    """What a runner gives to shell commands, on a branch that adds a step."""

    def __init__(self, repository: GitRepository, folder: Path) -> None:
        self.repository = repository
        self.temp = folder / "runner temp"
        commands = self.temp / "kale-hooks" / "bin"
        commands.mkdir(parents=True)
        (commands / "kale-hooks").symlink_to(BIN / "kale-hooks")
        self.variables = {
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "RUNNER_TEMP": str(self.temp),
            "COMMENT": "",
            "FORMAT": "github",
            "PATH": f"{BIN}:{ENVIRONMENT['PATH']}",
        }

    def run(self, script: str, *, options: str = "-eo", **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {**ENVIRONMENT, **self.variables, **variables}
        command = ["bash", "--noprofile", "--norc", options, "pipefail", "-c", script]
        return subprocess.run(
            command, cwd=self.repository.root, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def runner(repository: GitRepository, tmp_path: Path) -> Runner:
    repository.notebook()
    compile.main([])
    repository.commit_all()
    repository.git("switch", "--quiet", "--create", "topic")
    repository.notebook(cells=[*LOAD_AND_TRAIN, cell("step:evaluate, prev:train", "print(total)")])
    compile.main([])
    repository.commit_all()
    return Runner(repository, tmp_path)


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize(("cells", "status"), [(None, 0), (BROKEN, 1)])
def test_steps_of_the_action(runner: Runner, name: str, cells: Any, status: int) -> None:
    pytest.importorskip("kfp")
    if cells:
        runner.repository.notebook(cells=cells)
    done = runner.run(SCRIPTS[name], BASE=runner.repository.git("rev-parse", "main").strip())
    reports = name in ("Write SARIF", "Review pipelines")
    assert done.returncode == (0 if reports else status), done.stdout + done.stderr
    assert ("KALE201" in done.stdout) is (bool(cells) and not reports)


def test_what_the_action_writes(runner: Runner) -> None:
    runner.repository.notebook(cells=BROKEN)
    for name in ("Write SARIF", "Review pipelines"):
        runner.run(SCRIPTS[name], BASE=runner.repository.git("rev-parse", "main").strip())
    sarif = json.loads((runner.temp / "kale-hooks.sarif").read_text(encoding="utf-8"))
    assert sarif["runs"][0]["results"][0]["ruleId"] == "KALE201"
    review = (runner.temp / "kale-review.md").read_text(encoding="utf-8")
    assert review.startswith(MARK) and "KALE201" in review
    assert (runner.temp / "summary").read_text(encoding="utf-8") == review
    outputs = (runner.temp / "output").read_text(encoding="utf-8").splitlines()
    assert outputs == [f"file={runner.temp}/kale-hooks.sarif", f"file={runner.temp}/kale-review.md"]


def test_wrong_settings_write_no_sarif(runner: Runner) -> None:
    runner.repository.write("pyproject.toml", "[tool.kale-hooks]\nx = 1\n")
    assert runner.run(SCRIPTS["Write SARIF"]).returncode == 1
    assert not (runner.temp / "output").exists()


def test_a_shallow_checkout_fetches_the_base(runner: Runner, tmp_path: Path) -> None:
    origin, base = runner.repository, runner.repository.git("rev-parse", "main").strip()
    clone = make_repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", origin.root.as_uri())
    clone.git("fetch", "--quiet", "--depth=1", "origin", "topic")
    clone.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    runner.repository = clone
    done = runner.run(SCRIPTS["Review pipelines"], BASE=base)
    assert done.returncode == 0, done.stderr
    assert "step `evaluate` added" in (runner.temp / "kale-review.md").read_text(encoding="utf-8")


def test_a_comment_that_fails_fails_the_step_and_leaves_the_review(runner: Runner) -> None:
    done = runner.run(SCRIPTS["Review pipelines"], BASE="main", COMMENT="1", GITHUB_ACTIONS="", GITLAB_CI="")
    assert done.returncode == 2
    assert "--comment: this is neither a job" in done.stderr
    assert (runner.temp / "summary").read_text(encoding="utf-8").startswith(MARK)


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(("cells", "status"), [(None, 0), (BROKEN, 1)])
def test_jobs_of_gitlab(runner: Runner, job: str, cells: Any, status: int) -> None:
    if cells:
        runner.repository.notebook(cells=cells)
    base = runner.repository.git("rev-parse", "main").strip()
    script = "\n".join(JOBS[job]["script"])
    done = runner.run(script, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, KALE_HOOKS_TOKEN="")
    assert done.returncode == (0 if job == "kale-review" else status), done.stdout + done.stderr
    artifacts = JOBS[job]["artifacts"]
    for name in (*artifacts.get("reports", {}).values(), *artifacts.get("paths", [])):
        _read(runner.repository.root / name, has_findings=bool(cells))


def _read(file: Path, *, has_findings: bool) -> None:
    text = file.read_text(encoding="utf-8")
    assert ("KALE201" in text) is has_findings
    if file.suffix == ".json":
        assert isinstance(json.loads(text), list)
    elif file.suffix == ".xml":
        assert ElementTree.fromstring(text).tag == "testsuites"
    else:
        assert text.startswith(MARK)


def test_commands_that_there_are() -> None:
    scripts = "\n".join([*SCRIPTS.values(), *("\n".join(job["script"]) for job in JOBS.values())])
    commands = set(re.findall(r"kale-hooks\"? ([a-z-]+)", scripts))
    assert commands == {"check", "check-stale", "review", "verify"} <= set(cli._COMMANDS)


@pytest.mark.slow
def test_the_action_installs_itself(tmp_path: Path) -> None:
    copy = tmp_path / "the action"
    ignored = shutil.ignore_patterns(".*", "tests", "node_modules", "dist")
    shutil.copytree(ROOT, copy, ignore=ignored)
    environment = {**ENVIRONMENT, "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(copy), "EXTRA": "",
                   "PYTHON": sys.executable}  # fmt: skip
    script = f'{STEPS["Install kale-hooks"]["run"]}\n"$RUNNER_TEMP/kale-hooks/bin/kale-hooks" --version'
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert (done.returncode, done.stdout[:11]) == (0, "kale-hooks "), done.stderr
