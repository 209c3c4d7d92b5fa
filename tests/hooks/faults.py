"""A repository with one fault of each family of rules, for the output formats."""

from __future__ import annotations

import json
import re

from kale_hooks import compile
from kale_hooks.output import OutputFormat
from tests.hooks.repository import LOAD_AND_TRAIN, GitRepository
from tests.notebooks import cell, markdown

SECRET = "s3cr3tw0rd99"

FAULTS = [
    markdown("# One fault of each family"),
    cell("imports", "import os"),
    cell("pipeline-parameters", "n_days = 60 * 60"),
    cell("step:load", f"os.environ['DB_PASSWORD'] = '{SECRET}'; grün = sorted(dta)\nrows = [1]"),
    cell("step:clean, prev:laod, hide-input", "clean_rows = sorted(rows)"),
    cell("step:stream", "lines = (line for line in ['a'])"),
    cell("step:count, prev:stream", "print(len(list(lines)))"),
]


def faulty(repository: GitRepository) -> None:
    """Notebooks with faults of the families 0, 1, 2, 3, 4, 6 and 7 beside a clean one."""
    repository.notebook("clean.ipynb", pipeline_name="clean")
    repository.notebook("a b/faults.ipynb", FAULTS, pipeline_name="faults")
    repository.write("broken.ipynb", '{\n "cells": [\n<<<<<<< ours\n')


def stale(repository: GitRepository) -> None:
    """Generated files with faults of family 5: one stale, one edited by hand, one orphaned, one missing."""
    for name in ("edited", "lost", "old"):
        repository.notebook(f"{name}.ipynb", pipeline_name=name)
    compile.main([])
    repository.commit_all()
    changed = [
        *LOAD_AND_TRAIN[:2],
        cell("step:check, prev:load", f"import db\ndb.login(data, password='{SECRET}')"),
        cell("step:train, prev:check", "total = math.fsum(data)\nprint(total, 1)"),
    ]
    repository.notebook("old.ipynb", changed, pipeline_name="old")
    text = repository.read(".kale/edited.kale.py")
    repository.write(".kale/edited.kale.py", text.replace("print(total)", "print(-total)"))
    (repository.root / "lost.ipynb").unlink()
    repository.notebook("new.ipynb", pipeline_name="new")


def lasting(text: str, output_format: OutputFormat) -> str:
    """The same without what is tested, and changed, elsewhere: the pages of the rules, and how long the runtime is."""
    if output_format is not OutputFormat.SARIF:
        return re.sub(r"(?m)^@@ .* @@$", "@@ ... @@", text)
    document = json.loads(text)
    for rule in document["runs"][0]["tool"]["driver"]["rules"]:
        rule["fullDescription"] = {"text": "..."}
        rule["help"] = {"text": "...", "markdown": "..."}
    return json.dumps(document, indent=2) + "\n"
