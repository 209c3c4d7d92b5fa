"""The documentation says what is there."""

from __future__ import annotations

import importlib
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest
import yaml

from kale_core.rules.registry import FAMILIES, RULES
from kale_core.rules.rule import Rule
from scripts import docs, rule_pages
from scripts.docs_pages import PageError, make
from scripts.docs_shell import repository
from tests.examples import examples
from tests.notebooks import cell, notebook, write_notebook
from tests.rules.checking import codes, rows

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOOKS = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md", *sorted(DOCS.glob("*.md"))]
WRITTEN = [DOCS / name for name in ("getting-started.md", "tags.md", "analysis.md", "generated-file.md", "hooks.md")]
WRITTEN += [DOCS / name for name in ("ci.md", "kale.md", "exit-statuses.md")]
_BLOCK = re.compile(r"^(?P<fence>```+)(?P<language>\w*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page get on GitHub."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pages_of_the_rules_are_current() -> None:
    assert rule_pages.FILE.read_text(encoding="utf-8") == rule_pages.render(), "run `make docs`"


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_has_a_section_in_the_readme(hook: str) -> None:
    assert f"\n### `{hook}`\n" in README


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_of_rules_is_in_the_readme(family: str) -> None:
    assert f"| [{family}xx](docs/rules.md#" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in _LINK.findall(_BLOCK.sub("", page.read_text(encoding="utf-8"))):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"


@pytest.mark.parametrize("page", docs.pages(), ids=lambda page: page.name)
def test_pages_show_what_their_commands_print(page: Path) -> None:
    for file, text in docs.made(page).items():
        assert file.read_text(encoding="utf-8") == text, f"docs/{file.name} is out of date: run `make docs`"


def test_all_pages_with_commands_of_ours_are_run() -> None:
    assert set(docs.pages()) >= set(WRITTEN)


def test_commands_are_run_and_their_output_replaces_what_stood_there() -> None:
    page = "<!-- repository: empty -->\n```console\n$ echo one\nnone\n$ (exit 3)\n$ echo $?\n```\ntext\n"
    assert make(page).text == page.replace("none", "one").replace("$?", "$?\n3")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<!-- repository: empty -->\n<!-- pictur: a -->\n", id="misspelt comment"),
        pytest.param("<!-- repository: exmples -->\n", id="no such repository"),
        pytest.param("<!-- notebook: a.ipynb -->\n```python\n# %%\n```\n", id="no repository"),
        pytest.param("<!-- repository: empty -->\n```console\n$ echo Traceback\n```\n", id="a command breaks"),
        pytest.param(
            "<!-- repository: examples -->\n<!-- part: README.md | no | no -->\n```\n```\n", id="no such part"
        ),
        pytest.param("<!-- repository: examples -->\n<!-- mistake: none such -->\n", id="no such mistake"),
    ],
)
def test_pages_that_cannot_be_made_are_refused(page: str) -> None:
    with pytest.raises(PageError):
        make(page)


def test_a_command_that_is_not_run_is_left_as_it_is() -> None:
    page = "<!-- repository: empty -->\n<!-- not run: why -->\n```console\n$ exit 1\nlike this\n```\n"
    assert make(page).text == page


def test_each_page_is_in_the_contents() -> None:
    listed = re.findall(r"^\* \[.+?\]\((.+?)\):", (DOCS / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == [page.name for page in sorted(DOCS.glob("*.md")) if page.name != "index.md"]


@pytest.mark.parametrize("picture", sorted(DOCS.glob("*.svg")), ids=lambda picture: picture.name)
def test_browsers_can_show_the_pictures(picture: Path) -> None:
    assert ElementTree.parse(picture).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [match["body"] for match in _BLOCK.finditer(text) if match["language"] == language]


def commands_of_recipes() -> Iterator[str]:
    """The commands of ours in the recipes for CI systems."""
    for recipe in map(yaml.safe_load, blocks("ci.md", "yaml")):
        for job in recipe["jobs"].values() if "jobs" in recipe else recipe.values():
            yield from (line for line in _lines(job) if line.startswith("kale-"))
    (script,) = blocks("ci.md", "bash")
    yield from (line.removesuffix(" || status=1") for line in script.split("\n") if line.startswith("kale-"))


def _lines(job: dict[str, Any]) -> list[str]:
    return job["script"] if "script" in job else [step.get("run", "") for step in job["steps"]]


def test_the_commands_of_the_recipes_work() -> None:
    commands = list(commands_of_recipes())
    assert len(commands) == 6
    with repository("examples") as shell:
        for command in dict.fromkeys(commands):
            shell.run(command)
            assert shell.status == 0, command


def test_the_recipe_for_pictures_draws_each_notebook_even_one_with_mistakes() -> None:
    (script,) = re.findall(r"run: \|\n((?: {10}.*\n)+)", (DOCS / "ci.md").read_text(encoding="utf-8"))
    with repository("empty") as shell:
        for number, tags in enumerate(("step:a", "step:b, prev:c")):
            write_notebook(shell.folder / f"{number}.ipynb", [cell(tags)], metadata={"pipeline_name": f"p{number}"})
        shell.run(f"export GITHUB_STEP_SUMMARY=summary.md; set -e\n{textwrap.dedent(script)}")
        assert shell.status == 0
        summary = (shell.folder / "summary.md").read_text(encoding="utf-8")
    assert re.fullmatch(r"(```mermaid\n[^\n]+\nflowchart .+?\n```\n){2}", summary, re.DOTALL)


def test_the_worked_example_of_a_rule_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, cases = blocks_of_list("contributing.md")
    (tmp_path / "redundant_suffix.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("redundant_suffix")
    assert module.RULE.code not in RULES
    monkeypatch.setitem(cast("dict[str, Rule]", RULES), module.RULE.code, module.RULE)
    page = examples(f"{module.__doc__}")
    assert codes(page["Example"]) == [module.RULE.code]
    assert codes(page["Use instead"]) == []
    for case in eval(f"[{cases}]", {"pytest": pytest}):
        tags, expected = case.values
        assert rows(notebook([cell(each) for each in tags])) == expected


def blocks_of_list(page: str) -> list[str]:
    """The blocks of Python in the items of lists, without what indents them."""
    text = (DOCS / page).read_text(encoding="utf-8")
    indented = re.finditer(r"^   (?P<fence>```+)python\n(?P<body>.*?)^   (?P=fence)$", text, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(match["body"]) for match in indented]
