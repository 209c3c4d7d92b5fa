"""`--fix`, `--unsafe-fixes` and `--diff` as users start them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kale_core.diagnostics import Finding, Fix, Severity
from kale_core.edits import AddTag, RemoveTag, SetMetadata
from kale_core.rules.registry import RULES
from kale_core.rules.rule import Rule, Subject
from kale_hooks import arguments, check_command, check_dependencies, detect_cycles, validate_tags
from tests.hooks.repository import GitRepository
from tests.notebooks import cell

SAFE = [cell("block:load", "data = [1]"), cell("step:show, prev:load", "print(data)")]
UNSAFE = [cell("step:load", "data = [1]"), cell("step:show", "print(data)")]
BOTH = [cell("block:load", "data = [1]"), cell("step:show", "print(data)")]
GOOD = [cell("step:load", "data = [1]"), cell("step:show, prev:load", "print(data)")]
HOPELESS = [cell("step:load", "print(data)")]


@pytest.mark.parametrize(
    ("cells", "arguments", "status", "said"),
    [
        pytest.param(GOOD, ["--fix"], 0, ["The Kale notebook is clean"], id="clean"),
        pytest.param(SAFE, ["--fix"], 1, ["Fixed 1 finding in 1 file", "The Kale notebook is clean"], id="all fixed"),
        pytest.param(
            BOTH,
            ["--fix"],
            1,
            ["Fixed 1 finding in 1 file", "`kale-hooks check --fix --unsafe-fixes` can fix 1"],
            id="some fixed",
        ),
        pytest.param(BOTH, ["--fix", "--unsafe-fixes"], 1, ["Fixed 2 findings", "is clean"], id="with a guess"),
        pytest.param(UNSAFE, ["--fix"], 1, ["Found 1 error"], id="nothing safe to fix"),
        pytest.param(HOPELESS, ["--fix", "--unsafe-fixes"], 1, ["Found 1 error in 1 file\n"], id="nothing to fix"),
        pytest.param(BOTH, ["--fix", "--select", "KALE3"], 1, ["Found 1 error"], id="only the rules selected"),
        pytest.param(GOOD, ["--diff"], 0, ["No findings would remain"], id="diff, clean"),
        pytest.param(SAFE, ["--diff"], 1, ["Would fix 1 finding in 1 file\n"], id="diff"),
        pytest.param(BOTH, ["--diff"], 1, ["Would fix 1 finding in 1 file\n1 finding would remain"], id="diff, some"),
        pytest.param(UNSAFE, ["--diff"], 1, ["1 finding would remain"], id="diff, nothing"),
    ],
)
def test_status_and_summary(
    repository: GitRepository,
    cells: list[dict[str, object]],
    arguments: Sequence[str],
    status: int,
    said: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository.notebook(cells=cells)
    assert check_command.main([*arguments, "nb.ipynb"]) == status
    errors = capsys.readouterr().err
    assert all(each in errors for each in said), errors
    if not said[0].startswith(("Fixed", "Would")):
        assert "Fixed" not in errors
        assert "Would" not in errors


@pytest.mark.parametrize(
    "arguments", [["--unsafe-fixes"], ["--diff", "--output-format", "json"], ["--fix=yes"]], ids=" ".join
)
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        check_command.main(arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize("main", [validate_tags.main, detect_cycles.main, check_dependencies.main])
def test_the_hooks_fix_what_they_check(repository: GitRepository, main: object) -> None:
    assert callable(main)
    repository.notebook(cells=[cell("block:a", "x = 1"), cell("step:b, prev:zzz", "y = 1"), cell("step:c", "print(x)")])
    main(["--fix", "--unsafe-fixes", "nb.ipynb"])
    tags = [each["metadata"]["tags"] for each in json.loads(repository.read("nb.ipynb"))["cells"]]
    assert (
        tags
        == {
            validate_tags.main: [["step:a"], ["step:b", "prev:zzz"], ["step:c"]],
            detect_cycles.main: [["block:a"], ["step:b"], ["step:c"]],
            check_dependencies.main: [["block:a"], ["step:b", "prev:zzz"], ["step:c", "prev:a"]],
        }[main]
    )  # type: ignore[index]


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (lambda text: text, "as it is"),
        (lambda text: b"\xef\xbb\xbf" + text, "byte order mark"),
        (lambda text: text.replace(b"\n", b"\r\n"), "CRLF"),
        (lambda text: text.rstrip(), "no final newline"),
        (lambda text: json.dumps(json.loads(text)).encode(), "one line"),
        (lambda text: json.dumps(json.loads(text), indent="\t").encode(), "tabs, escaped"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_the_tag_changes_and_a_second_run_does_nothing(
    repository: GitRepository, encode: object, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(encode)
    file = repository.notebook(cells=[cell("block:load", "größe = '数'\nprint(größe)")])
    before = encode(file.read_bytes())
    file.write_bytes(before)
    assert check_command.main(["--fix", "nb.ipynb"]) == 1
    after = file.read_bytes()
    assert after == before.replace(b"block:load", b"step:load")
    capsys.readouterr()
    assert check_command.main(["--fix", "nb.ipynb"]) == 0
    assert file.read_bytes() == after
    assert "Fixed" not in capsys.readouterr().err


def test_the_diff_is_what_fix_does_and_changes_nothing(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    file = repository.notebook(cells=SAFE)
    before = file.read_bytes()
    check_command.main(["--diff"])
    out = capsys.readouterr().out
    assert file.read_bytes() == before
    assert [line for line in out.splitlines() if line[0] in "+-"] == [
        "--- nb.ipynb",
        "+++ nb.ipynb (fixed)",
        '-     "block:load"',
        '+     "step:load"',
    ]


def test_machine_formats_get_what_remains(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=[*SAFE, cell("step:last", "print(missing)")])
    assert check_command.main(["--fix", "--output-format", "json"]) == 1
    assert [each["code"] for each in json.loads(capsys.readouterr().out)["diagnostics"]] == ["KALE301"]


def test_two_notebooks_without_a_name_get_different_names(repository: GitRepository) -> None:
    for path in ("a b.ipynb", "a-b.ipynb"):
        repository.notebook(path, GOOD, pipeline_name="")
    assert check_command.main(["--fix", "--unsafe-fixes"]) == 1
    names = [
        json.loads(repository.read(path))["metadata"]["kubeflow_notebook"]["pipeline_name"]
        for path in ("a b.ipynb", "a-b.ipynb")
    ]
    assert names == ["a-b", "a-b-2"]
    assert check_command.main([]) == 0


def test_files_that_cannot_be_written_keep_their_findings(
    repository: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = repository.notebook(cells=SAFE).rename(tmp_path / "outside.ipynb")
    before = outside.read_bytes()
    (repository.root / "nb.ipynb").symlink_to(outside)
    assert check_command.main(["--fix", "nb.ipynb"]) == 1
    captured = capsys.readouterr()
    assert "nb.ipynb could not be fixed: it leads outside the repository" in captured.err
    assert "Fixed" not in captured.err
    assert "KALE104" in captured.out
    assert outside.read_bytes() == before


def test_broken_and_other_files_are_left_alone(repository: GitRepository) -> None:
    repository.write("broken.ipynb", '{"cells": [')
    repository.notebook("other.ipynb", [cell("", "x = 1")])
    repository.notebook(cells=SAFE)
    other = repository.read("other.ipynb")
    assert check_command.main(["--fix", "--unsafe-fixes"]) == 1
    assert repository.read("broken.ipynb") == '{"cells": ['
    assert repository.read("other.ipynb") == other
    assert "step:load" in repository.read("nb.ipynb")


def using(monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> None:
    monkeypatch.setattr(arguments, "RULES", {**RULES, **{rule.code: rule for rule in rules}})


def test_rules_that_undo_each_other_come_to_an_end(repository: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(subject: Subject):  # type: ignore[no-untyped-def]
        tags = subject.notebook.cells[0].tags if subject.notebook else ()
        edit = RemoveTag(1, "skip") if "skip" in tags else AddTag(1, "skip")
        yield Finding("m", "h", fix=Fix.safe("f", edit))

    using(monkeypatch, Rule("KALE998", "to-and-fro", Severity.ERROR, check))
    repository.notebook(cells=GOOD)
    assert check_command.main(["--fix", "--select", "KALE998"]) == 1


def test_a_fix_that_breaks_the_notebook_is_dropped_and_others_are_made(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(subject: Subject):  # type: ignore[no-untyped-def]
        yield Finding("m", "h", fix=Fix.safe("f", SetMetadata((), 1)))

    using(monkeypatch, Rule("KALE998", "breaking", Severity.ERROR, check))
    before = repository.notebook(cells=SAFE).read_bytes()
    assert check_command.main(["--fix", "--select", "KALE998"]) == 1
    assert (repository.root / "nb.ipynb").read_bytes() == before
    assert "Fixed" not in capsys.readouterr().err
    assert check_command.main(["--fix"]) == 1
    assert (repository.root / "nb.ipynb").read_bytes() == before.replace(b"block:", b"step:")
    assert "Fixed 1 finding in 1 file" in capsys.readouterr().err


def test_a_crash_changes_nothing(repository: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(subject: Subject):  # type: ignore[no-untyped-def]
        if subject.notebook and "step:load" in subject.notebook.cells[0].tags:
            raise ZeroDivisionError
        yield Finding("m", "h")

    using(monkeypatch, Rule("KALE998", "crashing", Severity.ERROR, check))
    before = repository.notebook(cells=SAFE).read_bytes()
    assert check_command.main(["--fix"]) == 2
    assert (repository.root / "nb.ipynb").read_bytes() == before
