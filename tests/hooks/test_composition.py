"""A notebook that refers to others, in a real repository: what is written, when it is stale, and what cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kale_hooks import cli
from tests.compositions import OUTPUT, PART, PREPARE, PRINTED, ROOT, write_composition
from tests.hooks.repository import GitRepository, make_repository
from tests.notebooks import RawCell, cell, write_notebook


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    made = make_repository(tmp_path / "repository")
    monkeypatch.chdir(made.root)
    write_composition(made.root)
    return made


@pytest.fixture
def compiled(repository: GitRepository) -> GitRepository:
    """The composition with its generated files, all committed."""
    assert cli.main(["compile", "root.ipynb"]) == 1
    repository.commit_all()
    return repository


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """What a command finds, as `path code`."""
    capsys.readouterr()
    status = cli.main([*arguments, "--output-format", "json"])
    diagnostics: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["diagnostics"]
    assert status == (1 if diagnostics else 0)
    return [f"{each['path']} {each['code']}" for each in diagnostics]


def generated(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.glob("**/.kale/*"))


def test_it_is_clean(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "check") == []


@pytest.mark.parametrize("given", ["root.ipynb", "parts/prepare.ipynb", "."])
def test_root_and_parts_are_compiled_together(
    given: str, repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["compile", given]) == 1
    assert generated(repository.root) == [PART, OUTPUT]
    assert f"wrote {PART} (from root.ipynb); run: git add {PART}" in capsys.readouterr().out
    assert "from kale_notebook_root_prepare import kale_notebook_root_prepare_pipeline\n" in repository.read(OUTPUT)
    repository.git("add", "--all")
    assert cli.main(["compile", given]) == 0
    assert cli.main(["check-stale"]) == 0


def test_the_bytes_do_not_depend_on_what_was_given(repository: GitRepository) -> None:
    texts = []
    for given in ("root.ipynb", "parts/prepare.ipynb"):
        cli.main(["compile", given])
        texts.append((repository.read(OUTPUT), repository.read(PART)))
        (repository.root / PART).unlink()
        (repository.root / OUTPUT).unlink()
    assert texts[0] == texts[1]


@pytest.mark.parametrize("given", [["parts/prepare.ipynb"], ["root.ipynb"], [PART], []])
def test_a_part_that_changed_makes_the_files_of_the_root_stale(
    given: list[str], compiled: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = [*PREPARE[:-1], cell("step:sum_up, prev:clean", "total = own + epochs")]
    write_composition(compiled.root, prepare=changed)
    assert found(capsys, "check-stale", *given) == [f"{PART} KALE502"]


def test_another_interface_of_a_part_changes_both_files(
    compiled: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = [*PREPARE[:-1], cell("step:sum_up, prev:clean", "total = own")]
    write_composition(compiled.root, prepare=changed)
    assert found(capsys, "check-stale") == [f"{PART} KALE502", f"{OUTPUT} KALE502"]
    cli.main(["check-stale"])
    assert "parameter `epochs` removed" in capsys.readouterr().out


def test_a_part_that_was_edited(compiled: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    compiled.write(PART, compiled.read(PART).replace("own: int = 5", "own: int = 7"))
    assert found(capsys, "check-stale", PART) == [f"{PART} KALE503"]
    assert cli.main(["compile", PART]) == 1
    assert "own: int = 7" not in compiled.read(PART)


def test_a_part_without_its_head_is_known_by_its_name(
    compiled: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled.write(PART, "print('mine')\n")
    assert found(capsys, "check-stale", PART) == [f"{PART} KALE503"]


def test_a_part_that_is_not_in_git(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["compile"])
    repository.git("add", OUTPUT)
    assert found(capsys, "compile") == [f"{PART} KALE505"]


def test_a_reference_that_is_gone(compiled: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    write_composition(compiled.root, root=[cell("step:load", "rows = [1]")])
    write_notebook(compiled.root / "parts/prepare.ipynb", [cell("step:a", "x = 1")], metadata={"pipeline_name": "own"})
    assert f"{PART} KALE504" in found(capsys, "check-stale")
    cli.main(["check-stale"])
    assert "`root.ipynb`, which has no such part any more" in capsys.readouterr().out


def test_a_notebook_that_becomes_a_part_leaves_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = make_repository(tmp_path / "repository")
    monkeypatch.chdir(repository.root)
    write_notebook(repository.root / "parts/prepare.ipynb", [cell("step:a", "cleaned = total = 1")])
    cli.main(["compile"])
    repository.commit_all()
    write_composition(repository.root, prepare=[cell("step:a", "cleaned = total = 1")], name="demo")
    assert "parts/.kale/demo.kale.py KALE504" in found(capsys, "check-stale", ".")


def test_parts_may_have_the_name_of_another_pipeline(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    write_composition(repository.root, name="root")
    assert found(capsys, "check") == []


def test_errors_of_a_part_keep_the_root_from_being_compiled(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    write_composition(repository.root, prepare=[*PREPARE, cell("step:broken", "x = (")])
    assert found(capsys, "compile", "root.ipynb") == ["parts/prepare.ipynb KALE303", "root.ipynb KALE206"]
    assert generated(repository.root) == []


def reference(path: Any) -> list[RawCell]:
    return [cell("notebook:n", "", notebook_path=path)]


@pytest.mark.parametrize(
    ("cells", "codes", "words"),
    [
        pytest.param(reference("none.ipynb"), ["KALE206"], "does not exist", id="missing"),
        pytest.param(reference("broken.ipynb"), ["KALE206"], "cannot be read", id="broken"),
        pytest.param(reference("folder.ipynb"), ["KALE206"], "cannot be read", id="folder"),
        pytest.param(reference("plain.ipynb"), ["KALE206"], "has no steps", id="no Kale notebook"),
        pytest.param(reference("link.ipynb"), ["KALE206"], "leads outside the repository", id="link"),
        pytest.param(reference("loop.ipynb"), ["KALE206"], "cannot be read", id="loop of links"),
        pytest.param(reference("other.ipynb"), ["KALE207"], "the notebook that it is in", id="itself"),
        pytest.param(reference("root.ipynb"), ["KALE207"], "refers to other notebooks itself", id="nested"),
        pytest.param(reference("../x.ipynb"), ["KALE133"], "outside the repository", id="outside"),
        pytest.param(reference(7), ["KALE133"], "does not say which notebook", id="no text"),
    ],
)
def test_what_a_reference_cannot_lead_to(
    cells: list[RawCell], codes: list[str], words: str, repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository.root
    (root / "broken.ipynb").write_text("{")
    (root / "folder.ipynb").mkdir()
    write_notebook(root / "plain.ipynb", [cell("", "x = 1")], metadata=None)
    write_notebook(root.parent / "x.ipynb", [cell("step:a")])
    (root / "link.ipynb").symlink_to(root.parent / "x.ipynb")
    (root / "loop.ipynb").symlink_to(root / "loop.ipynb")
    write_notebook(root / "other.ipynb", cells)
    assert found(capsys, "check", "other.ipynb") == [f"other.ipynb {code}" for code in codes]
    cli.main(["compile", "other.ipynb"])
    assert words in capsys.readouterr().out
    assert generated(root) == []


def test_a_circle_is_shown_as_a_whole(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    write_notebook(repository.root / "a.ipynb", reference("b.ipynb"), metadata={"pipeline_name": "a"})
    write_notebook(repository.root / "b.ipynb", reference("a.ipynb"), metadata={"pipeline_name": "b"})
    assert found(capsys, "check", "a.ipynb", "b.ipynb") == ["a.ipynb KALE207", "b.ipynb KALE207"]
    cli.main(["check", "a.ipynb"])
    assert "a.ipynb -> b.ipynb -> a.ipynb" in capsys.readouterr().out


def test_two_pipelines_that_would_write_one_part(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    for name, step in (("a-b", "c"), ("a", "b_c")):
        cells = [cell(f"notebook:{step}", "", notebook_path="parts/other.ipynb")]
        write_notebook(repository.root / f"{name}.ipynb", cells, metadata={"pipeline_name": name})
    write_notebook(repository.root / "parts/other.ipynb", [cell("step:s", "x = 1")], metadata=None)
    assert found(capsys, "compile", "a.ipynb").count("a.ipynb KALE508") == 1
    assert ".kale/kale_notebook_a_b_c.py" not in generated(repository.root)


def test_show(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", "root.ipynb", "--format", "json"]) == 0
    steps = {step["name"]: step for step in json.loads(capsys.readouterr().out)["steps"]}
    assert list(steps) == ["load", "prepare", "report"]
    assert steps["prepare"]["notebook"] == "parts/prepare.ipynb"
    assert steps["prepare"]["inputs"] == [{"name": "rows", "from": "load"}, {"name": "seen", "from": "load"}]
    assert steps["prepare"]["outputs"] == ["cleaned", "seen", "total"]
    assert steps["prepare"]["parameters"] == ["scale", "epochs"]
    assert "notebook" not in steps["load"]


def test_graph(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["graph", "root.ipynb"]) == 0
    assert "prepare\n│   another notebook\n│   ← load: rows, seen" in capsys.readouterr().out


def test_a_part_alone_cannot_be_run(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("kfp")
    assert cli.main(["run", "parts/prepare.ipynb"]) == 1
    assert (
        "parts/prepare.ipynb: this notebook is a part of root.ipynb: give that one instead" in capsys.readouterr().err
    )


def test_verify_and_run(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("kfp")
    assert cli.main(["verify"]) == 0
    assert "compiles 1 pipeline" in capsys.readouterr().err
    assert cli.main(["run", "root.ipynb", "--no-venv"]) == 0
    captured = capsys.readouterr()
    assert PRINTED in captured.out + captured.err


def test_a_failure_in_a_part_names_it(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("kfp")
    failing = [*PREPARE[:-1], cell("step:sum_up, prev:clean", "total = 1 / (own - 5) + epochs")]
    write_composition(repository.root, root=ROOT, prepare=failing)
    assert cli.main(["run", "root.ipynb", "--no-venv"]) == 1
    captured = capsys.readouterr()
    assert "prepare/sum_up" in captured.out + captured.err
    assert "ZeroDivisionError" in captured.out + captured.err
