"""The command `kale-hooks verify` and the hook `kale-verify-ir`, as users start them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from kale_core.kfp.package import KfpUnavailable, Package, Refusal
from kale_hooks import compile, verify, verify_ir
from tests.hooks.repository import OUTPUT, GitRepository
from tests.notebooks import cell

pytest.importorskip("kfp")

EXAMPLES = Path(__file__).parents[2] / "examples"
BROKEN = [cell("step:load", "print(data)")]
PARAMETERS = [cell("pipeline-parameters", "n = 1\nsize = 2"), cell("step:load", "print(n, size)")]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Package | Refusal | KfpUnavailable]:
    """What KFP will say, one answer a notebook; it is asked nothing."""
    answers: list[Package | Refusal | KfpUnavailable] = []

    def answer(_: str, *, beside: object) -> Package | Refusal:
        given = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(given, KfpUnavailable):
            raise given
        return given

    monkeypatch.setattr(verify, "compile_package", answer)
    return answers


def test_every_example(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    for notebook in EXAMPLES.glob("*.ipynb"):
        shutil.copy(notebook, repository.root)
    assert verify.main(["--output", "ir"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1].endswith(" compiles 6 pipelines")
    names = sorted(file.stem for file in (repository.root / "ir").iterdir())
    assert names == sorted(file.name.removesuffix(".kale.py") for file in (EXAMPLES / ".kale").iterdir())
    for name in names:
        pipeline, _ = yaml.load_all(repository.read(f"ir/{name}.yaml"), Loader=yaml.CSafeLoader)
        assert pipeline["pipelineInfo"]["name"] == name


def test_the_file_on_disk_is_not_run(repository: GitRepository) -> None:
    repository.notebook()
    repository.write(OUTPUT, "open('trace', 'w').close()\n")
    assert verify.main([]) == 0
    assert verify.main([OUTPUT]) == 0
    assert not (repository.root / "trace").exists()


def test_what_kfp_refuses(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], made: list[Package | Refusal]
) -> None:
    made.append(Refusal("ValueError", "the input 'size' is odd"))
    repository.notebook(cells=PARAMETERS)
    assert verify.main(["nb.ipynb", "--ignore", "KALE5"]) == 1, "nobody can do without what KFP needs"
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "nb.ipynb:cell 1:2:1: error KALE509 refused-by-kfp: KFP refuses the pipeline: the input 'size' is odd",
        "  1 | n = 1",
        "  2 | size = 2",
        "    | ^^^^",
        "  help: change what KFP names; if the notebook is right, please report this as a fault of kale-hooks",
        "",
    ]
    assert err == "Found 1 error in 1 file\n"


def test_formats_for_machines(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], made: list[Package | Refusal]
) -> None:
    made.append(Refusal("ValueError", "no 'load'", (1,)))
    repository.notebook()
    assert verify.main(["--output-format", "json", "--output", "x.yaml"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in document["diagnostics"]] == ["KALE509"]
    assert document["summary"] == {"files": 1, "errors": 1, "warnings": 0}
    assert not (repository.root / "x.yaml").exists()


def test_errors_that_need_no_kfp_are_reported_once_and_do_not_stop_others(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.notebook("bad.ipynb", BROKEN, pipeline_name="bad")
    repository.notebook("good.ipynb")
    repository.write("broken.ipynb", "{")
    assert verify.main(["--output-format", "concise", "--output", "ir"]) == 1
    out, err = capsys.readouterr()
    assert [line.partition(":")[0] for line in out.splitlines()] == ["bad.ipynb", "broken.ipynb"]
    assert "wrote ir/demo.yaml (from good.ipynb)" in err
    assert [file.name for file in (repository.root / "ir").iterdir()] == ["demo.yaml"]


def test_without_kfp(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.notebook()
    monkeypatch.setattr("kale_core.kfp.package.find_spec", lambda name: None)
    assert verify.main([]) == 2
    message = "this needs the KFP SDK, but `kfp` is not installed: run `pip install 'kale-hooks[kfp]'`"
    assert capsys.readouterr() == ("", f"kale-hooks verify: {message}\n")


def test_with_a_broken_sdk(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], made: list[Package | Refusal | KfpUnavailable]
) -> None:
    made.append(KfpUnavailable("KFP is broken"))
    repository.notebook("a.ipynb", pipeline_name="a")
    repository.notebook("b.ipynb", pipeline_name="b")
    assert verify.main([]) == 2
    assert capsys.readouterr() == ("", "KFP is broken\n")


def test_nothing_to_do(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook("other.ipynb", [cell("", "1 +")])
    assert verify.main([]) == 0
    assert capsys.readouterr().err == "No Kale notebooks to check\n"
    assert verify.main(["nowhere.ipynb"]) == 1


def test_a_package_is_written_only_if_it_changes(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = repository.notebook()
    compile.main([])
    arguments = [notebook.name, "--output", "packages/pipeline.yaml"]
    assert verify_ir.main(arguments) == 1, "a file that git does not have yet must not pass"
    file = repository.root / "packages" / "pipeline.yaml"
    assert file.read_text().startswith("# PIPELINE DEFINITION\n# Name: demo\n")
    before = file.stat()
    assert verify_ir.main(arguments) == 0
    assert file.stat() == before
    file.write_text("old")
    assert verify.main(arguments) == 0
    assert file.stat().st_size == before.st_size
    assert capsys.readouterr().err.count("wrote packages/pipeline.yaml (from nb.ipynb)") == 2


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("x.yaml", "--output must be a folder for 2 notebooks, not the file x.yaml"),
        ("a.ipynb", "--output: a.ipynb/demo.yaml: it cannot be read: Not a directory"),
        (".git", "--output: .git/demo.yaml: it leads outside the repository"),
    ],
)
def test_no_place_for_packages(
    output: str, message: str, repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.notebook("a.ipynb")
    repository.notebook("b.ipynb", BROKEN, pipeline_name="bad")
    assert verify.main(["--output", output]) == 2
    assert capsys.readouterr() == ("", f"kale-hooks verify: {message}\n")


def test_two_pipelines_of_one_name(
    tmp_path: Path, repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(repository.notebook(), other)
    assert verify.main(["nb.ipynb", str(other / "nb.ipynb"), "--output", "."]) == 2
    assert "--output: two pipelines would be written to demo.yaml" in capsys.readouterr().err
