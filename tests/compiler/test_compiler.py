"""The text of the generated file."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kale_core.config import SecurityContext, Volume
from kale_core.pipeline import Pipeline
from kale_core.step import Secret
from tests.compiler.pipelines import WINE, WINE_FLOWS, cell, flow, flows, generate, metric, parameter, pipeline, step

GOLDEN = Path(__file__).parent.parent / "goldens" / "compiler" / "wine_quality.kale.py.txt"
HOSTILE = [
    '"""\nimport os\nos.abort()\n"""',
    "'''\nraise SystemExit\n'''",
    "\\",
    "x\\'\"",
    "{{ 7 * 7 }}{% raise %}{# #}",
    "a\nb\r\x00\x85\u2028\u202e",
    "# fmt: on\n# noqa\n#",
    "ünïcödé 😀",
    "{{$.inputs}} /kfp-workspace",
    "') or print('",
    "x" * 300,
]


def without_runtime(text: str) -> str:
    """The file without what is the same in all files."""
    head, _, rest = text.partition("def _run_step(")
    _, _, components = rest[rest.index("_RUNTIME = [") :].partition("\n]\n")
    return f"{head}def _run_step(...): ...\n{components}"


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]]


def test_golden() -> None:
    """Set `UPDATE_GOLDENS` in the environment to accept what the compiler writes now."""
    text = without_runtime(generate(WINE, WINE_FLOWS))
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_bytes().decode()


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = "from tests.compiler.pipelines import *; print(generate(WINE, WINE_FLOWS))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_generating_needs_neither_kfp_nor_ipython() -> None:
    program = """
        import sys
        from tests.compiler.pipelines import *
        generate(WINE, WINE_FLOWS)
        sys.exit(any(name in sys.modules for name in ("kfp", "IPython", "dill", "numpy")))
    """
    command = [sys.executable, "-c", "\n".join(line.strip() for line in program.split("\n"))]
    assert subprocess.run(command, cwd=Path(__file__).parents[2]).returncode == 0


def test_jinja_waits_until_something_is_compiled() -> None:
    program = "import sys, kale_core.compiler; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2]).returncode == 0


CHANGES = [
    pytest.param(
        lambda wine: _with_cells(wine, "load", 'df = read("wine.csv")\ndf.tail()', "rows = len(df)"), id="step"
    ),
    pytest.param(lambda wine: _with(wine, imports=(cell("import numpy as npy", "imports"),)), id="imports"),
    pytest.param(
        lambda wine: _with(
            wine, functions=(cell("def fit(df, depth):\n    return df", "functions"), wine.functions[1])
        ),
        id="functions",
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_line_of_a_cell_is_a_line_of_the_file(change: Any) -> None:
    before, after = generate(WINE, WINE_FLOWS), generate(change(WINE), WINE_FLOWS)
    assert len(changed_lines(before, after)) == 1


def test_only_the_order_within_the_step_numbers_a_cell() -> None:
    renumbered = [
        replace(each, cells=tuple(replace(c, number=c.number + 7, id="x") for c in each.cells)) for each in WINE.steps
    ]
    assert generate(_with(WINE, steps=renumbered), WINE_FLOWS) == generate(WINE, WINE_FLOWS)


def test_headers_hold_number_and_tags() -> None:
    text = generate(pipeline(step("a", "1", "2", image="busybox"), imports=(cell("3", "imports", "hide\ninput"),)))
    headers = [line.strip() for line in text.split("\n") if line.strip().startswith("# cell")]
    assert headers == ["# cell 1: imports, hide\\ninput", "# cell 1: step:a", "# cell 2"]


@pytest.mark.parametrize("text", HOSTILE)
def test_strings_of_the_notebook_stay_strings(text: str) -> None:
    """Nothing that a notebook says becomes code: the file has the shape that it has with harmless words."""

    def generated(word: str) -> str:
        one = step(
            "a",
            word,
            image=word,
            labels=((word, word),),
            annotations=((word, word),),
            secrets=(Secret(word, word, word),),
        )
        return generate(
            pipeline(
                replace(one, cells=(cell(word, "step:a", word),)),
                path=f"{word}.ipynb".replace("/", ""),
                config={"pipeline_description": word, "base_image": word, "volumes": (Volume(word, word, True),)},
                functions=(cell(word, word),),
                parameters=(parameter("p", repr(word), "str"), parameter("q", repr([{word: word}]), "list")),
                metrics=(metric("m", word),),
            ),
            flows(flow("a", parameters=("p", "q"), packages=(word,)), metric_steps=(("m", "a"),)),
        )

    hostile = generated(text)
    hostile.encode("utf-8")
    assert _shape(hostile) == _shape(generated("word"))
    constants = [node.value for node in ast.walk(ast.parse(hostile)) if isinstance(node, ast.Constant)]
    assert constants.count(text) > 10
    assert f"\n{text}\n" in constants


def _shape(text: str) -> str:
    """The syntax tree without the values of its literals. Comments have no place in it."""

    class Blank(ast.NodeTransformer):
        def visit_Constant(self, node: ast.Constant) -> ast.Constant:
            return ast.Constant("" if isinstance(node.value, str) else node.value)

    return ast.dump(Blank().visit(ast.parse(text)))


def test_packages_are_what_the_step_and_its_runner_need() -> None:
    one, two = step("a", report=False), step("b", prev="a", report=False)
    three, four = step("c", report=False), step("d")
    data = flows(
        flow("a", outputs="x", packages=("scikit-learn", "pandas")),
        flow("b", "x<a", packages=("dill==0.3.9",)),
        flow("c", uses_ipython=True),
        flow("d"),
    )
    text = generate(pipeline(one, two, three, four), data)
    assert [_keyword(each, "packages_to_install") for each in _components(text)] == [
        ["dill", "pandas", "scikit-learn"],
        ["dill==0.3.9"],
        ["ipython"],
        ["ipython", "nbconvert", "nbformat"],
    ]


def test_a_step_that_needs_nothing_installs_nothing() -> None:
    text = generate(pipeline(step("a", report=False)))
    assert [_keyword(each, "packages_to_install") for each in _components(text)] == [None]
    assert "from kfp.dsl" not in text


def test_imports_of_other_steps_run_after_the_shared_cells() -> None:
    text = generate(pipeline(step("a"), imports=WINE.imports), flows(flow("a", imports=("import os",))))
    assert "shared=[\n            *_shared_cells(),\n            '\\nimport os\\n',\n        ]," in text


def test_marshalling_backends_only_for_libraries_in_use() -> None:
    plain = generate(pipeline(step("a")))
    ends = generate(pipeline(step("a")), flows(flow("a", packages=("scikit-learn>=1.4",))))
    gives = generate(pipeline(step("a")), flows(flow("a", packages=("scikit-learn>=1.4",), outputs="m")))
    assert "_save_sklearn" not in plain
    assert "_save_sklearn" not in ends
    assert "_save_sklearn" in gives


def test_kubernetes_is_imported_only_if_it_is_used() -> None:
    off = {"security_context": SecurityContext(enabled=False)}
    assert "from kfp import compiler, dsl\n" in generate(pipeline(step("a"), config=off))
    assert "from kfp import compiler, dsl, kubernetes\n" in generate(pipeline(step("a")))
    assert "from kfp import compiler, dsl, kubernetes\n" in generate(
        pipeline(step("a", labels=(("k", "v"),)), config=off)
    )


def _components(text: str) -> list[ast.Call]:
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    decorators = [node for function in functions for node in function.decorator_list if isinstance(node, ast.Call)]
    return [node for node in decorators if ast.unparse(node.func) == "dsl.component"]


def _keyword(call: ast.Call, name: str) -> Any:
    return next((ast.literal_eval(each.value) for each in call.keywords if each.arg == name), None)


def _with(of: Pipeline, **changes: Any) -> Pipeline:
    names = ("path", "config", "imports", "functions", "parameters", "metrics")
    return Pipeline(**{"steps": of.steps, **{name: getattr(of, name) for name in names}, **changes})


def _with_cells(of: Pipeline, name: str, *sources: str) -> Pipeline:
    old = of.step(name)
    cells = tuple(replace(each, source=source) for each, source in zip(old.cells, sources, strict=True))
    return _with(of, steps=[replace(old, cells=cells) if each is old else each for each in of.steps])
