"""What a review of a branch says, of real repositories, and that nothing of a notebook is markup in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kale_hooks import cli, compile
from kale_hooks.review_markdown import LIMIT, MARK, Section, block, code, render
from tests.hooks.repository import ENVIRONMENT, LOAD_AND_TRAIN, OUTPUT, GitRepository, make_repository
from tests.notebooks import RawCell, cell

Captured = pytest.CaptureFixture[str]
Change = Callable[[GitRepository], object]

EVALUATE = cell("step:evaluate, prev:train", "print(total)")
PLACE = "`nb.ipynb`, compiled to `.kale/demo.kale.py`"


def review(base: str = "main", *arguments: str) -> int:
    try:
        return cli.main(["review", "--base", base, *arguments])
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


@pytest.fixture
def branch(repository: GitRepository) -> GitRepository:
    """A repository with one pipeline, on a branch."""
    repository.notebook()
    assert compile.main([]) == 1
    repository.commit_all()
    repository.git("switch", "--quiet", "--create", "topic")
    return repository


def head(text: str) -> str:
    """A review without its pictures."""
    return "".join(part for number, part in enumerate(text.split("```mermaid\n")) for part in [_after(part, number)])


def _after(part: str, number: int) -> str:
    return part if number == 0 else part.partition("```\n")[2]


def with_cells(*cells: RawCell) -> Change:
    return lambda repository: repository.notebook(cells=list(cells))


def again(repository: GitRepository) -> None:
    """Another file of the same pipeline, and its old one gone."""
    repository.git("mv", "nb.ipynb", "new.ipynb")


def renamed(repository: GitRepository) -> None:
    repository.notebook(pipeline_name="other")


def unlinked(repository: GitRepository) -> None:
    repository.git("rm", "--quiet", "nb.ipynb", OUTPUT)


def untagged(repository: GitRepository) -> None:
    repository.notebook(cells=[cell("", "data = [1]")])


def two(repository: GitRepository) -> None:
    repository.notebook("sub/b.ipynb", pipeline_name="second")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            with_cells(*LOAD_AND_TRAIN, EVALUATE),
            [
                "1 changed, compared with `main`.",
                "### `demo`: changed",
                PLACE,
                "```text",
                "step `train`: new output `total`",
                "step `evaluate` added, after `train`",
                "```",
            ],
            id="changed",
        ),
        pytest.param(
            two,
            [
                "1 added, compared with `main`.",
                "### `second`: added",
                "`sub/b.ipynb`, compiled to `sub/.kale/second.kale.py`",
            ],
            id="added",
        ),
        pytest.param(unlinked, ["1 removed, compared with `main`.", "### `demo`: removed", PLACE], id="removed"),
        pytest.param(untagged, ["1 removed, compared with `main`.", "### `demo`: removed", PLACE], id="untagged"),
        pytest.param(
            again,
            [
                "1 changed, compared with `main`.",
                "### `demo`: changed",
                "`new.ipynb`, compiled to `.kale/demo.kale.py`",
                "```text",
                "the notebook was `nb.ipynb`",
                "```",
            ],
            id="renamed notebook",
        ),
        pytest.param(
            renamed,
            [
                "1 changed, compared with `main`.",
                "### `other`: changed",
                "`nb.ipynb`, compiled to `.kale/other.kale.py`",
                "```text",
                "the generated file was `.kale/demo.kale.py`",
                "the pipeline is now called `other` instead of `demo`",
                "```",
            ],
            id="renamed pipeline",
        ),
        pytest.param(
            with_cells(cell("step:load, prev:nobody", "data = [1, 2]")),
            [
                "1 with errors, compared with `main`.",
                "### `nb.ipynb`: with errors",
                "`nb.ipynb` cannot be compiled.",
                "```text",
                "nb.ipynb:cell 1:1:1: KALE201 `prev:nobody` names a step that does not exist",
                "```",
            ],
            id="with errors",
        ),
        pytest.param(lambda repository: repository.write("no.ipynb", "{"), ["1 with errors, compared with `main`."],
                     id="no notebook"),
        pytest.param(
            with_cells(*LOAD_AND_TRAIN, cell("skip", "1 / 0")), ["No pipeline differs from `main`."], id="no change"
        ),
    ],
)  # fmt: skip
def test_review(branch: GitRepository, capsys: Captured, change: Change, expected: list[str]) -> None:
    change(branch)
    assert review() == 0
    captured = capsys.readouterr()
    lines = [line for line in head(captured.out).splitlines() if line]
    assert lines[:2] == [MARK, "## Kale pipelines"]
    assert lines[2:][: len(expected)] == expected
    assert captured.err == ""


def test_a_picture_of_each_pipeline_that_there_is(branch: GitRepository, capsys: Captured) -> None:
    two(branch)
    branch.notebook(cells=[cell("step:load, prev:nobody", "data = [1, 2]")])
    assert review() == 0
    shown = capsys.readouterr().out
    assert [part.startswith("%%{init") for part in shown.split("```mermaid\n")[1:]] == [True, True]
    assert "no such step" in shown


def composed(repository: GitRepository, *, root: str = "print(rows)", child: str = "rows = sorted(data)") -> None:
    repository.notebook("child.ipynb", [cell("step:clean", child)], pipeline_name="child")
    reference = cell("notebook:part", "", notebook_path="child.ipynb")
    repository.notebook(cells=[cell("step:load", "data = [1]"), reference, cell("step:report", root)])


def test_notebooks_that_refer_to_others(branch: GitRepository, capsys: Captured) -> None:
    branch.git("switch", "--quiet", "main")
    composed(branch)
    compile.main([])
    branch.commit_all()
    capsys.readouterr()
    composed(branch, child="rows = sorted(data)\nprint(rows)")
    assert review() == 0
    shown = capsys.readouterr().out
    assert "### `kale_notebook_demo_part`: changed" in shown and "step `clean`: cell 1 changed" in shown
    composed(branch, child="rows = sorted(data)\nprint(rows)", root="print(rows, 1)")
    assert review() == 0
    shown = capsys.readouterr().out
    assert "2 changed" in shown and shown.count("```mermaid") == 1
    composed(branch)
    (branch.root / "child.ipynb").unlink()
    assert review() == 0
    assert "### `nb.ipynb`: with errors" in capsys.readouterr().out


def test_what_was_wrong_before_and_did_not_change_is_no_news(branch: GitRepository, capsys: Captured) -> None:
    branch.git("switch", "--quiet", "main")
    branch.write("broken.ipynb", "{")
    branch.commit_all()
    assert review() == 0
    assert "No pipeline differs" in capsys.readouterr().out


def test_what_the_other_branch_did_since_is_no_change(branch: GitRepository, capsys: Captured) -> None:
    branch.git("switch", "--quiet", "main")
    branch.notebook(cells=[*LOAD_AND_TRAIN, EVALUATE])
    compile.main([])
    branch.commit_all()
    branch.git("switch", "--quiet", "topic")
    capsys.readouterr()
    assert review() == 0
    assert "No pipeline differs" in capsys.readouterr().out


def test_a_shallow_clone_that_has_the_base_only(branch: GitRepository, capsys: Captured, tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    branch.notebook(cells=[*LOAD_AND_TRAIN, EVALUATE])
    branch.commit_all()
    base = branch.git("rev-parse", "main").strip()
    clone = make_repository(tmp_path / "clone")
    clone.git("fetch", "--quiet", "--depth=1", branch.root.as_uri(), "topic")
    clone.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    monkeypatch.chdir(clone.root)
    assert review(base) == 2
    assert "a shallow clone has to fetch it first" in capsys.readouterr().err
    clone.git("fetch", "--quiet", "--depth=1", branch.root.as_uri(), base)
    assert review(base) == 0
    assert "step `evaluate` added" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("print(1)", None),
        ("def broken(:", "holds no pipeline to compare with: it is not valid Python"),
        ("open('ran', 'w')", "holds no pipeline to compare with: it has no function"),
    ],
)
def test_whatever_the_base_holds(branch: GitRepository, capsys: Captured, text: str, line: str | None) -> None:
    beginning = '"""demo\n\nGenerated by kale-hooks from ../nb.ipynb. Do not edit: x\n"""\n' if line else ""
    branch.git("switch", "--quiet", "main")
    branch.write(OUTPUT, f"{beginning}{text}\n")
    branch.commit_all()
    assert review() == 0
    assert (line or "### `demo`: added") in capsys.readouterr().out
    assert not (branch.root / "ran").exists()


def test_settings_count(branch: GitRepository, capsys: Captured) -> None:
    two(branch)
    unlinked(branch)
    branch.write("pyproject.toml", '[tool.kale-hooks]\nexclude = ["sub", "*.kale.py"]\n')
    assert review() == 0
    assert "No pipeline differs" in capsys.readouterr().out
    assert review("main", "--isolated") == 0
    assert "1 removed, 1 added" in capsys.readouterr().out


def test_credentials_are_not_shown(branch: GitRepository, capsys: Captured) -> None:
    old, new = (f"ghp_{letter * 36}" for letter in "ab")
    for token in (old, new):
        branch.notebook(cells=[cell("pipeline-parameters", f"token = '{token}'"), cell("step:load", "print(token)")])
        branch.write("pyproject.toml", '[tool.kale-hooks]\nignore = ["KALE"]\n')
        compile.main([])
        if token == old:
            branch.commit_all()
            branch.git("branch", "--force", "main", "HEAD")
    capsys.readouterr()
    assert review() == 0
    shown = capsys.readouterr().out
    assert "parameter `token` is now [this line holds a credential]" in shown
    assert old not in shown and new not in shown


@pytest.mark.parametrize(
    ("base", "said"), [("nowhere", "`nowhere`"), ("-x", "`-x`"), ("--help me", "`--help me`"), ("", "``")]
)
def test_bases_that_are_none(branch: GitRepository, capsys: Captured, base: str, said: str) -> None:
    try:
        status = cli.main(["review", f"--base={base}"])
    except SystemExit as stop:
        status = stop.code
    captured = capsys.readouterr()
    assert (status, captured.out) == (2, "")
    assert captured.err.startswith(f"kale-hooks review: --base {said}: there is no such commit")
    assert captured.err.count("\n") == 1


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    assert review() == 2
    assert capsys.readouterr().err == (
        "kale-hooks review: this is not a git repository, so there is nothing to compare with\n"
    )


def test_the_same_bytes_whatever_the_hash_seed(branch: GitRepository) -> None:
    two(branch)
    branch.notebook(cells=[*LOAD_AND_TRAIN, EVALUATE])
    command = [sys.executable, "-m", "kale_hooks.cli", "review", "--base", "main"]
    runs = {
        subprocess.run(command, env={**ENVIRONMENT, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


# --- Markdown -------------------------------------------------------------------------------------------

HOSTILE = [
    "`", "``` x", "a`b`` c", "@everyone", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "-->", "\n# x",
    "\r\n/approve", "![x](y)", "$`x`$", "\u202e", "|a|b|", "&lt;", "\\", " ", "", "~~~", "https://x.example", "\ud800",
]  # fmt: skip
texts = st.text(max_size=30) | st.sampled_from(HOSTILE) | st.text(alphabet="`\n ~#<@", max_size=12)
sections = st.builds(
    Section, name=texts, state=st.sampled_from(["added", "changed"]), files=texts.map(code),
    lines=st.lists(texts, max_size=50).map(tuple), picture=st.sampled_from(["", "flowchart TD\n    a --> b\n"]),
)  # fmt: skip
CODE = {"code_inline", "fence"}
OURS = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "em_open", "em_close"}


def tokens(markdown: str) -> list[Token]:
    """All tokens, those within lines, too, but for the mark."""
    parsed = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    assert (parsed[0].type, parsed[0].content) == ("html_block", f"{MARK}\n")
    return [token for each in parsed[1:] for token in (each, *(each.children or ()))]


@settings(deadline=None)
@given(st.lists(sections, max_size=4), texts)
def test_nothing_of_a_notebook_is_markup(found: list[Section], base: str) -> None:
    markdown = render(found, base=base)
    parsed = tokens(markdown)
    assert {token.type for token in parsed} <= CODE | OURS
    assert {token.tag for token in parsed if token.type == "heading_open"} <= {"h2", "h3"}
    said = "".join(token.content for token in parsed if token.type == "text")
    assert set(said) <= set("Kale pipelines, compared with. No pipeline differs from: added changed 0123456789")


@pytest.mark.parametrize("text", HOSTILE)
def test_code_is_one_piece(text: str) -> None:
    inside = [token.type for token in MarkdownIt().parse(f"a {code(text)} b")[1].children or ()]
    assert inside == ["text", "code_inline", "text"]
    assert [token.type for token in MarkdownIt().parse(block(text.replace("\ud800", "?"), "text"))] == ["fence"]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 400), st.integers(0, 60), st.sampled_from(["x", "ü", "😀", "`", "\n"]), st.integers(1_000, LIMIT))
def test_it_is_never_longer_than_the_limit(number: int, lines: int, letter: str, limit: int) -> None:
    section = Section("demo", "changed", code("nb.ipynb"), (letter * 90,) * lines, f"flowchart TD\n{letter * 3000}\n")
    markdown = render([section] * number, base="main", limit=limit)
    assert len(markdown.encode()) <= limit
    tokens(markdown)


def test_pictures_go_before_texts() -> None:
    section = Section("demo", "changed", code("nb.ipynb"), ("step `a` added",), "flowchart TD\n" + "x\n" * 3000)
    markdown = render([section] * 30, base="main")
    assert markdown.count("step `a` added") == 30
    assert 0 < markdown.count("```mermaid") < 30
    assert markdown.count("The picture is left out") == 30 - markdown.count("```mermaid")
    many = render([section] * 2000, base="main")
    shown = many.count("step `a` added")
    assert f"This comment has no room for {2000 - shown} more.\n" in many
    assert "2000 changed" in many
