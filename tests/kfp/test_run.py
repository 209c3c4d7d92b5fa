"""The command `kale-hooks run`, as users start it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kale_core.kfp.package import Refusal
from kale_hooks import run as command
from tests.hooks.repository import GitRepository
from tests.notebooks import cell, markdown, write_notebook

pytest.importorskip("kfp")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="steps run on POSIX systems")

ROOT = Path(__file__).parents[2]
QUIET = "report:disabled"
CELLS = [
    markdown("# A pipeline"),
    cell("imports", "import time"),
    cell("functions", "def share(part, whole):\n    return part / whole"),
    cell("pipeline-parameters", "parts = 4\nnames = ['a']"),
    cell(f"step:load, {QUIET}", "data = [1, 2]"),
    cell(f"step:count, prev:load, {QUIET}", "rows = len(data)"),
    cell("", "print(names)\nfor part in data:\n    each = share(part, parts)\nlast = each"),
    cell(f"step:other, prev:load, {QUIET}", "print('other', data)"),
    cell(f"step:show, prev:count, {QUIET}", "print('the last', last)\nquality = last"),
    cell("pipeline-metrics", "print('the quality', quality)\nprint(rows)"),
]


def run(*arguments: str) -> int:
    """The status, also where argparse insists on raising it."""
    try:
        return command.main(arguments)
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


def folder_of_run(root: Path) -> Path:
    (folder,) = (each for each in root.iterdir() if each.is_dir() and not each.name.startswith("."))
    return folder


def test_a_run(repository: GitRepository, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with_space = repository.root / "my work"
    write_notebook(with_space / "nb.ipynb", CELLS)
    monkeypatch.chdir(with_space)
    assert run("nb.ipynb", "--no-venv", "--param", "parts=8", "--param", 'names=["b", "é"]') == 0
    out, err = capfd.readouterr()
    folder = folder_of_run(with_space / "local_outputs")
    assert re.fullmatch(r"demo-\d{4}(-\d\d){5}-\d{6}", folder.name)
    assert sorted(line for line in out.splitlines() if "|" in line) == [
        "count | ['b', 'é']",
        "other | other [1, 2]",
        "show  | the last 0.25",
    ]
    assert out.splitlines()[-3:] == [
        "metrics:",
        "  rows            2  (count)",
        "  the quality  0.25  (show)",
    ]
    assert err.splitlines()[0] == "load: running"
    assert re.fullmatch(r"4 steps done in \d+\.\d s", err.splitlines()[-2])
    assert err.splitlines()[-1] == f"artifacts and logs are in local_outputs/{folder.name}"
    assert (folder / "load-step" / "data_output_artifact" / "kale.json").exists()
    assert repository.git("status", "--porcelain") == '?? "my work/"\n'
    assert "local_outputs" not in repository.git("status", "--porcelain", "--untracked-files=all")


def test_a_failure_and_a_step(repository: GitRepository, capfd: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=CELLS)
    assert run("nb.ipynb", "--no-venv", "--param", "parts=0", "--output", "here") == 1
    out, err = capfd.readouterr()
    folder = folder_of_run(repository.root / "here").relative_to(repository.root)
    assert out[out.index("nb.ipynb:") :].splitlines() == [
        "nb.ipynb:cell 7:3:5: step `count` failed: ZeroDivisionError: division by zero",
        "  2 | for part in data:",
        "  3 |     each = share(part, parts)",
        "    |     ^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  4 | last = each",
        f"  log: {folder}/count-step/log.txt",
    ]
    assert "runpy" not in out
    assert "show: skipped, since a step that it needs failed" in err.splitlines()
    assert err.splitlines()[-2].startswith("2 steps done, 1 failed, 1 skipped in ")

    shutil.rmtree("here")
    assert run("nb.ipynb", "--no-venv", "--param", "parts=0", "--output", "here", "--step", "other") == 0
    ran = sorted(
        each.name for each in folder_of_run(repository.root / "here").iterdir() if not each.name.startswith(".")
    )
    assert ran == ["load-step", "other-step"]


def test_an_example(repository: GitRepository, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "examples" / "air_quality.ipynb", repository.root)
    assert run("air_quality.ipynb", "--no-venv") == 0
    out, _ = capfd.readouterr()
    assert "  days over the limit       57  (summarise)\n" in out
    assert "  worst_mean           21.6421  (summarise)\n" in out
    reports = [Path(line.strip()) for line in out.partition("reports:\n")[2].splitlines()]
    assert len(reports) == 5
    for report in reports:
        assert report.suffix == ".html"
        assert "<html" in report.read_text(encoding="utf-8")[:200]


@pytest.mark.slow
def test_environments_of_its_own(repository: GitRepository, capfd: pytest.CaptureFixture[str]) -> None:
    cells = [cell(f"step:load, {QUIET}", "import iniconfig, sys\nprint(iniconfig.__name__, sys.prefix)\nx = 1")]
    repository.notebook(cells=cells)
    assert run("nb.ipynb") == 0
    first, _ = capfd.readouterr()
    assert f"load | iniconfig {repository.root}/local_outputs/.environments/" in first
    started = time.monotonic()
    assert run("nb.ipynb") == 0
    assert time.monotonic() - started < 10
    assert "installing" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--param", "part=1"], "the pipeline has no parameter `part`; did you mean `parts`?"),
        (["--param", "parts=x"], "the parameter `parts` is a whole number, at most 2**53, not `x`"),
        (["--step", "lod"], "the pipeline has no step `lod`; did you mean `load`?"),
        (["--step", ""], "the pipeline has no step ``; it has `load`, `count`, `other`, `show`"),
        (["--output", "nb.ipynb"], "--output: nb.ipynb: Not a directory"),
        (["--jobs", "0"], "argument --jobs: '0' is no number of steps; `kale-hooks run --help` says more"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.notebook(cells=CELLS)
    assert run("nb.ipynb", "--no-venv", *arguments) == 2
    assert capsys.readouterr() == ("", f"kale-hooks run: {message}\n")
    assert [each.name for each in repository.root.iterdir() if not each.name.startswith(".")] == ["nb.ipynb"]


def test_a_notebook_with_errors_is_not_run(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=[cell("step:load, prev:nowhere", "open('trace', 'w')")])
    assert run("nb.ipynb", "--no-venv") == 1
    assert "KALE201" in capsys.readouterr().out
    assert run("nowhere.ipynb") == 1
    assert not (repository.root / "local_outputs").exists()


def test_a_pipeline_that_kfp_refuses(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.notebook()
    monkeypatch.setattr(command, "compile_package", lambda _, **beside: Refusal("ValueError", "no"))
    assert run("nb.ipynb") == 1
    assert capsys.readouterr().err == "KFP refuses the pipeline: no; see `kale-hooks verify nb.ipynb`\n"


def test_what_is_not_here(
    repository: GitRepository, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = ["step:load", QUIET, "image:ghcr.io/a/b:1", "secret:store:key:SECRET_OF_OURS", "secret:store:k:GIVEN"]
    volume = {"name": "data", "mount_point": "/mnt/data", "type": "pvc"}
    metadata = {"pipeline_name": "demo", "volumes": [volume]}
    write_notebook(
        repository.root / "nb.ipynb", [cell(tags, "import os\nprint(os.environ['GIVEN'])")], metadata=metadata
    )
    monkeypatch.setenv("GIVEN", "a secret")
    assert run("nb.ipynb", "--no-venv") == 0
    out, err = capfd.readouterr()
    assert out == "load | a secret\n"
    assert err.splitlines()[:3] == [
        "steps run with the Python of this machine, not in `ghcr.io/a/b:1`",
        "the volume `data` is not mounted: `/mnt/data` is what this machine has there",
        "step `load` gets `SECRET_OF_OURS` from a secret; here, set the environment variable `SECRET_OF_OURS`",
    ]


def test_a_package_that_is_missing_here(repository: GitRepository, capfd: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=[cell(f"step:load, {QUIET}", "import no_such_package_here\nx = 1")])
    assert run("nb.ipynb", "--no-venv") == 1
    lines = capfd.readouterr().out.splitlines()
    assert (
        "nb.ipynb:cell 1:1:1: step `load` failed: ModuleNotFoundError: No module named 'no_such_package_here'" in lines
    )
    assert "  help: install it, or run without --no-venv" in lines


SLOW = [
    cell("imports", "import time, subprocess"),
    cell(f"step:load, {QUIET}", "print(subprocess.Popen(['sleep', '60']).pid)\ntime.sleep(60)"),
    cell(f"step:show, prev:load, {QUIET}", "print('never')"),
]


@pytest.mark.parametrize(("number", "name"), [(signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM")])
def test_a_run_that_is_stopped(number: int, name: str, repository: GitRepository) -> None:
    repository.notebook(cells=SLOW)
    running = subprocess.Popen(
        [sys.executable, "-m", "kale_hooks.cli", "run", "nb.ipynb", "--no-venv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert running.stdout is not None
    child = int(running.stdout.readline().removeprefix("load | "))
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 128 + number
    assert out == ""
    assert err.splitlines()[-1] == f"stopped by {name} during `load`; no process is left"
    time.sleep(0.2)
    status = Path(f"/proc/{child}/stat")
    assert not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_reader_that_has_enough(repository: GitRepository) -> None:
    repository.notebook(cells=SLOW)
    script = f"{sys.executable} -m kale_hooks.cli run nb.ipynb --no-venv | head -n 0; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
