"""`kale-hooks explain` and `kale-hooks rules`: what people read of rules without leaving the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from textwrap import dedent

import pytest

from kale_core.rules.fixable import FIXABLE
from kale_core.rules.registry import FAMILIES, RULES, page
from kale_hooks import cli
from kale_hooks.output import markdown
from kale_hooks.output.style import Style
from tests.examples import examples
from tests.notebooks import cell, notebook_bytes
from tests.rules.checking import check
from tests.rules.test_pages import WITH_EXAMPLES

PLAIN = Style(colour=False)


def run(*arguments: str) -> int:
    try:
        return cli.main(arguments)
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


def test_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "KALE302") == 0
    text = capsys.readouterr().out
    assert text.startswith("KALE302 missing-dependency\n\n  An error about names. `kale-hooks check")
    assert "\nWhat it does\n\n  Finds names that a step reads" in text
    assert "\nExample\n\n    cell 1, tags: step:load\n      data = [1, 2, 3]\n\n    cell 2, tags: step:train\n" in text
    assert "```" not in text


@pytest.mark.parametrize("code", RULES)
def test_every_page_fits_and_is_whole(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", code) == 0
    text = capsys.readouterr().out
    assert not re.search(r"^\s*(#+ |# %%|```)", text, re.MULTILINE)
    assert max(map(len, re.sub(r"^    .*$", "", text, flags=re.MULTILINE).splitlines())) <= 100
    words = re.sub(r"(?m)^(```\w*|## |# %%( tags:)?|# kubeflow_notebook:)", "", page(RULES[code])).split()
    shown = text.split()
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    ("arguments", "pages"),
    [
        pytest.param(["cycle"], ["KALE203"], id="name"),
        pytest.param(["kale203"], ["KALE203"], id="lower case"),
        pytest.param(["KALE302", "cycle"], ["KALE302", "KALE203"], id="several, in the order given"),
        pytest.param(["KALE203", "cycle", "KALE203"], ["KALE203"], id="one once"),
        pytest.param(["KALE2"], [], id="family"),
        pytest.param(["KALE2", "KALE302"], ["KALE302"], id="family and rule"),
    ],
)
def test_choice(arguments: Sequence[str], pages: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", *arguments) == 0
    text = capsys.readouterr().out
    assert re.findall(r"^(KALE\d+) [\w-]+\n\n", text, re.MULTILINE) == list(pages)
    listed = [code for code in RULES if code.startswith("KALE2")] if "KALE2" in arguments else []
    assert re.findall(r"^(KALE\d+)  [\w-]+ .* (?:error|warning) ", text, re.MULTILINE) == listed


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        pytest.param("explain", ["missing-dependancy"], "did you mean missing-dependency?", id="misspelt"),
        pytest.param("explain", ["KALE398"], "there is no rule 'KALE398'; did you mean KALE", id="unknown code"),
        pytest.param("explain", ["nonsense!"], "`kale-hooks rules` lists all rules", id="unknown"),
        pytest.param("explain", ["cycle", ""], "there is no rule ''", id="one is empty"),
        pytest.param("explain", [], "are required: RULES", id="explain nothing"),
        pytest.param("explain", ["cycle", "--format", "json"], "invalid choice: 'json'", id="explain format"),
        pytest.param("rules", ["KALE9"], "there is no rule 'KALE9'", id="no such family"),
        pytest.param("rules", ["--format", "csv"], "invalid choice: 'csv'", id="rules format"),
    ],
)
def test_wrong_usage(command: str, arguments: Sequence[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"kale-hooks {command}: ")
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "KALE20", "--format", "markdown") == 0
    text = capsys.readouterr().out
    assert re.findall(r"^# (KALE\d+)", text, re.MULTILINE) == [code for code in RULES if code.startswith("KALE20")]
    assert page(RULES["KALE203"]) in text


def test_rules_of_a_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "KALE2", "missing-dependency") == 0
    lines = capsys.readouterr().out.splitlines()
    family = [code for code in RULES if code.startswith("KALE2")]
    assert [line.split()[0] for line in lines] == [*family, "KALE302"]
    assert lines[0].split(maxsplit=4)[1:4] == ["unknown-prev", "error", "fix"]
    assert lines[2].endswith("error         Steps depend on each other in a circle")


def test_rules_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    assert [rule["code"] for rule in document["rules"]] == list(RULES)
    assert {rule["family"] for rule in document["rules"]} == set(FAMILIES.values())
    assert {rule["code"] for rule in document["rules"] if rule["fixable"]} == FIXABLE
    cycle = next(rule for rule in document["rules"] if rule["code"] == "KALE203")
    assert cycle.pop("docs").endswith("#kale203-cycle")
    assert cycle == {
        "code": "KALE203",
        "name": "cycle",
        "severity": "error",
        "family": "the graph of steps",
        "fixable": False,
        "summary": "Steps depend on each other in a circle",
    }


OTHER_FIXES = [
    notebook_bytes([cell("step:a", "x = 1  # kale: ignore[KALE301] not needed")]),
    notebook_bytes([cell("step:a, image: python:3.12", "x = 1")]),
    notebook_bytes([cell("step:a", "x = 1")], metadata={"pipeline_name": "demo", "enable_caching": "true"}),
]
"""Notebooks with fixes that the examples on the pages do not have."""


def test_rules_that_can_fix_are_known() -> None:
    on_pages = [examples(page(RULES[code]))["Example"] for code in WITH_EXAMPLES]
    found = {each.code for content in (*on_pages, *OTHER_FIXES) for each in check(content) if each.fix}
    assert found == FIXABLE, "kale_core/rules/fixable.py lists them"


PAGE = """\
# A `code` in a title

A sentence that is long enough to need two lines, with `some code that must not be broken` in it.
And one more.

- an item
- another item that goes on
  on the next line

```notebook
# kubeflow_notebook: {"pipeline_name": "demo"}
# %% tags: step:load, prev:other
x = 1

y = 2
# %%
# a comment
```

```json
{
```
"""


def test_blocks() -> None:
    assert markdown.render(PAGE, style=PLAIN, width=60) == dedent(
        """\
        A `code` in a title

          A sentence that is long enough to need two lines, with
          `some code that must not be broken` in it. And one more.

          - an item
          - another item that goes on on the next line

            metadata, kubeflow_notebook: {"pipeline_name": "demo"}

            cell 1, tags: step:load, prev:other
              x = 1

              y = 2

            cell 2, tags: none
              # a comment

            {
        """
    )


@pytest.mark.parametrize("width", [1, 2, 10, 40])
def test_any_width(width: int) -> None:
    text = markdown.render(PAGE, style=PLAIN, width=width)
    assert "".join(text.split()).startswith("A`code`inatitleAsentence")


def test_colour(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run("explain", "cycle") == 0
    coloured = capsys.readouterr().out
    assert coloured.startswith("\x1b[1mKALE203 cycle\x1b[0m\n")
    assert "of \x1b[36mprev:\x1b[0m tags" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("explain", "cycle") == 0
    plain = capsys.readouterr().out
    assert re.sub(r"\x1b\[\d+m", "", coloured).split() == plain.replace("`", "").split()
