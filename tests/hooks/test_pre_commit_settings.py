"""Settings and suppressions where they are used most: in a commit, with real pre-commit."""

from __future__ import annotations

import pytest

from tests.hooks.test_pre_commit import Hooked
from tests.hooks.test_pre_commit import hooked as hooked
from tests.notebooks import cell

CHECKS = ["kale-validate-tags", "kale-detect-cycles", "kale-check-dependencies"]
CELLS = [
    cell("step:load, hide-input", "data = [1]"),
    cell("step:show", "print(data)  # kale: ignore[KALE302] it is injected"),
]
SETTINGS = """\
[tool.kale-hooks]
allowed-tags = ["hide-*"]
output-dir = "pipelines"
exclude = ["archive"]
"""


@pytest.mark.parametrize(
    "hooks", [[*CHECKS, "kale-compile", "kale-check-stale"], ["kale", "kale-check-stale"]], ids=len
)
def test_settings_and_suppressions_in_a_commit(hooked: Hooked, hooks: list[str]) -> None:
    repository = hooked.repository
    hooked.use(*hooks)
    repository.notebook(cells=CELLS)
    repository.notebook("archive/nb.ipynb", [cell("step:load, step:load", "print(nothing)")])
    repository.git("add", "--all")
    status, output = hooked.run()
    assert status == 1
    assert "KALE101" in output
    assert "KALE302" not in output
    assert "archive/nb.ipynb" in output

    repository.write("pyproject.toml", SETTINGS)
    repository.git("add", "--all")
    status, output = hooked.run()
    assert "wrote pipelines/demo.kale.py (from nb.ipynb); run: git add pipelines/demo.kale.py" in output
    assert "KALE101" not in output
    assert "archive" not in output
    repository.git("add", "--all")
    status, output = hooked.run("--all-files")
    assert status == 0, output
    repository.git("commit", "--quiet", "--no-verify", "--message", "all")

    repository.write("pyproject.toml", SETTINGS + 'ignore = ["KALE30"]\nfail-on = "nothing"\n')
    repository.git("add", "--all")
    status, output = hooked.run("--all-files")
    assert status == 1
    assert 'pyproject.toml: `fail-on` must be one of "warning", "error", not `"nothing"`' in output


def test_a_suppression_that_is_left_over_fails_the_hook_whose_rule_it_names(hooked: Hooked) -> None:
    repository = hooked.repository
    hooked.use(*CHECKS, arguments=["--fix"])
    cells = [CELLS[0] | {"metadata": {"tags": ["step:load"]}}, cell("step:show, prev:load", CELLS[1]["source"][0])]
    repository.notebook(cells=cells)
    repository.git("add", "--all")
    status, output = hooked.run()
    assert status == 1
    assert output.count("Passed") == 2, "only one of them applies the rule"
    assert "Fixed 1 finding in 1 file" in output
    assert "kale: ignore" not in repository.read("nb.ipynb")
    repository.git("add", "--all")
    assert hooked.run()[0] == 0
