"""What people ignore does not keep the compiler from making a file, unless it cannot make the right one."""

from __future__ import annotations

import ast

import pytest

from kale_core.compiler import Compiler
from kale_core.diagnostics import Severity
from kale_core.notebook import Notebook, parse_notebook
from kale_core.processor import process
from kale_core.rules.registry import RULES, page
from kale_core.rules.rule import Subject
from kale_core.rules.vital import VITAL, leaves_in_doubt
from tests.examples import examples
from tests.notebooks import cell, notebook
from tests.rules.checking import HERE

ERRORS = [rule for rule in RULES.values() if rule.severity is Severity.ERROR and not rule.code.startswith("KALE5")]


def subjects(*, vital: bool) -> dict[str, Subject]:
    """The examples on the pages of errors that are notebooks at all, by the name of the rule."""
    found = {}
    for rule in ERRORS:
        example = examples(page(rule)).get("Example", b"")
        read = parse_notebook(example, path="nb.ipynb")
        if isinstance(read, Notebook) and (rule.code in VITAL) == vital:
            found[rule.name] = Subject("nb.ipynb", processed=process(read), repository=HERE)
    return found


DESPITE, NEVER = subjects(vital=False), subjects(vital=True)


def test_vital_rules_are_errors() -> None:
    assert {RULES[code].severity for code in VITAL} == {Severity.ERROR}


@pytest.mark.parametrize("subject", DESPITE.values(), ids=list(DESPITE))
def test_a_file_can_be_made_despite_the_others(subject: Subject) -> None:
    assert subject.pipeline is not None
    assert not leaves_in_doubt(subject)
    ast.parse(Compiler(subject.pipeline, subject.dataflow).compile())


@pytest.mark.parametrize("subject", NEVER.values(), ids=list(NEVER))
def test_vital_errors_leave_the_pipeline_in_doubt(subject: Subject) -> None:
    assert leaves_in_doubt(subject)


def test_a_good_notebook_is_in_no_doubt() -> None:
    assert not leaves_in_doubt(Subject("nb.ipynb", processed=process(notebook([cell("step:a", "x = 1")]))))
