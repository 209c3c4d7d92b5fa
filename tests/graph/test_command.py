"""`kale-hooks graph` as users start it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kale_hooks import cli, graph
from tests.hooks.conftest import repository as repository
from tests.hooks.repository import GitRepository
from tests.notebooks import cell, notebook_bytes

FORMATS = ["text", "mermaid", "dot", "svg"]
BEGINNINGS = {"text": "demo\nnb.ipynb\n", "mermaid": "%%{init", "dot": "digraph pipeline {\n", "svg": "<svg xmlns="}
CYCLE = [cell("step:load, prev:train", "x = 1"), cell("step:train, prev:load", "print(x)")]
WARNED = [cell("step:load", "x = 1"), cell("step:load, step:load", "y = 1")]


def draw(*arguments: str) -> int:
    try:
        return cli.main(["graph", *arguments])
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


@pytest.mark.parametrize("picture", FORMATS)
def test_clean(repository: GitRepository, capsys: pytest.CaptureFixture[str], picture: str) -> None:
    repository.notebook()
    assert draw("nb.ipynb", "--format", picture) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(BEGINNINGS[picture])
    assert captured.err == ""


@pytest.mark.parametrize("picture", FORMATS)
def test_with_errors(repository: GitRepository, capsys: pytest.CaptureFixture[str], picture: str) -> None:
    repository.notebook(cells=CYCLE)
    assert draw("nb.ipynb", "--format", picture) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith(BEGINNINGS[picture])
    assert "KALE203" in captured.out
    assert [line.split()[2] for line in captured.err.splitlines()] == ["KALE203"], captured.err


def test_with_warnings(repository: GitRepository) -> None:
    repository.notebook(cells=WARNED)
    assert draw("nb.ipynb") == 1
    repository.write("pyproject.toml", '[tool.kale-hooks]\nfail-on = "error"\n')
    assert draw("nb.ipynb") == 0
    assert draw("nb.ipynb", "--isolated") == 1


def test_settings_say_what_is_marked(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=WARNED)
    repository.write("pyproject.toml", '[tool.kale-hooks]\nignore = ["duplicate-tag"]\n')
    assert draw("nb.ipynb") == 0
    captured = capsys.readouterr()
    assert ("KALE116" in captured.out, captured.err) == (False, "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(notebook_bytes([cell("", "x = 1")], metadata=None), "this is not a Kale notebook", id="no tags"),
        pytest.param(b"{", "KALE002", id="no JSON"),
        pytest.param(b"\xff\xfe", "KALE001", id="no text"),
        pytest.param(b"", "KALE002", id="empty"),
        pytest.param(None, "KALE001", id="no file"),
    ],
)
@pytest.mark.parametrize("picture", FORMATS)
def test_nothing_to_draw(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str, picture: str
) -> None:
    if content is not None:
        (repository.root / "nb.ipynb").write_bytes(content)
    assert draw("nb.ipynb", "--format", picture) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("nb.ipynb: ")
    assert said in captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no notebook"),
        pytest.param(["nb.ipynb", "other.ipynb"], id="two notebooks"),
        pytest.param(["nb.ipynb", "--format", "png"], id="unknown format"),
        pytest.param(["nb.ipynb", "--nonsense"], id="unknown option"),
        pytest.param(["nb.ipynb", "--output", "."], id="to a folder"),
        pytest.param(["nb.ipynb", "--output", "nb.ipynb"], id="over the notebook"),
        pytest.param(["nb.ipynb", "--output", "./a/../nb.ipynb"], id="over the notebook, in other words"),
        pytest.param(["nb.ipynb", "--output", ".git/config"], id="into .git"),
        pytest.param(["nb.ipynb", "--config", "missing.toml"], id="no settings"),
    ],
)
def test_wrong_usage(repository: GitRepository, capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> None:
    before = repository.notebook().read_bytes()
    (repository.root / "a").mkdir()
    assert draw(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kale-hooks graph: ")
    assert len(captured.err.splitlines()) == 1, captured.err
    assert (repository.root / "nb.ipynb").read_bytes() == before


def test_to_a_file(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook()
    assert draw("nb.ipynb", "--format", "svg") == 0
    printed = capsys.readouterr().out
    assert draw("nb.ipynb", "--format", "svg", "--output", "docs/pipeline.svg") == 0
    assert capsys.readouterr() == ("", "wrote docs/pipeline.svg\n")
    assert repository.read("docs/pipeline.svg") == printed
    assert draw("nb.ipynb", "--format", "svg", "--output", "docs/pipeline.svg") == 0
    assert capsys.readouterr() == ("", "")


def test_to_a_file_with_findings(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.notebook(cells=CYCLE)
    assert draw("nb.ipynb", "--output", "pipeline.txt") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "KALE203" in captured.err
    assert "●═╗ load" in repository.read("pipeline.txt")


@pytest.mark.parametrize("picture", FORMATS)
def test_the_picture_does_not_depend_on_where_it_is_drawn(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], picture: str
) -> None:
    repository.notebook("a/nb.ipynb")
    pictures = set()
    for folder, argument in [(".", "a/nb.ipynb"), ("a", "nb.ipynb"), ("a", str(repository.root / "a/nb.ipynb"))]:
        monkeypatch.chdir(repository.root / folder)
        assert draw(argument, "--format", picture) == 0
        pictures.add(capsys.readouterr().out)
    assert len(pictures) == 1


@pytest.mark.parametrize("picture", FORMATS)
@pytest.mark.parametrize("ignore", ["", "KALE604"])
def test_no_picture_shows_a_credential(
    repository: GitRepository, capsys: pytest.CaptureFixture[str], picture: str, ignore: str
) -> None:
    secret = "s3cr3t-Tr33house-91"
    repository.write("pyproject.toml", f'[tool.kale-hooks]\nignore = ["{ignore}"]\n' if ignore else "")
    repository.notebook(
        cells=[
            cell("pipeline-parameters", f"password = '{secret}'"),
            cell("step:load", f"api_password = '{secret}'\nprint(password)"),
        ]
    )
    draw("nb.ipynb", "--format", picture)
    captured = capsys.readouterr()
    assert secret not in captured.out + captured.err
    assert "this line holds a credential" in captured.out


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", "●"), ("ascii", "*"), ("latin-1", "*"), ("cp1252", "*"), ("utf-16", "●")]
)
def test_signs_that_standard_output_has(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, encoding: str, sign: str
) -> None:
    repository.notebook(cells=[cell("step:load", "größe = '日本'")])
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    monkeypatch.setattr("sys.stdout", stream)
    assert graph.main(["nb.ipynb"]) == 0
    assert f"\n{sign} load\n" in stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def test_as_wide_as_the_terminal(repository: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.notebook(cells=[cell("step:load", "x = 1" + 50 * " + 1")])
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setenv("NO_COLOR", "1")
    for columns, expected in [("60", 60), ("1", 40)]:
        monkeypatch.setenv("COLUMNS", columns)
        stream.buffer.truncate(0)
        stream.buffer.seek(0)
        assert graph.main(["nb.ipynb"]) == 0
        assert max(map(len, stream.buffer.getvalue().decode().splitlines())) == expected  # type: ignore[attr-defined]


FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TAGS = st.sampled_from(
    ["step:a", "step:b", "step:", "prev:a", "prev:b", "prev:", "prevs:a", "notebook:c", "prev:c", "imports", "skip"]
)


@FEW
@given(content=st.binary(max_size=60), picture=st.sampled_from(FORMATS))
def test_any_bytes(repository: GitRepository, content: bytes, picture: str) -> None:
    (repository.root / "nb.ipynb").write_bytes(content)
    assert draw("nb.ipynb", "--format", picture) == 1


@FEW
@given(
    cells=st.lists(
        st.builds(cell, st.lists(TAGS | st.text(max_size=8), max_size=4), st.text(max_size=30) | st.just("x = y")),
        max_size=6,
    ),
    picture=st.sampled_from(FORMATS),
)
def test_any_cells(repository: GitRepository, cells: list[dict[str, object]], picture: str) -> None:
    document = json.loads(notebook_bytes(cells).decode("utf-8", "surrogatepass"))
    Path("nb.ipynb").write_text(json.dumps(document), encoding="ascii")
    assert draw("nb.ipynb", "--format", picture) in (0, 1)
