from __future__ import annotations

import pytest

from kale_core.diagnostics import Span
from kale_core.nesting import is_too_deep
from kale_core.parameters import Parameter as KaleParameter
from kale_core.parameters import ParameterFaults, read_parameters
from tests.notebooks import cell, notebook


def read(*sources: str) -> tuple[tuple[KaleParameter, ...], ParameterFaults]:
    return read_parameters(notebook([cell("pipeline-parameters", source) for source in sources]).cells)


@pytest.mark.parametrize(
    ("source", "kind", "default"),
    [
        ("a = 1", "int", "1"),
        ("a = -1", "int", "-1"),
        ("a = +1.5", "float", "1.5"),
        ("a = 1_000", "int", "1000"),
        ("a = 0x1F", "int", "31"),
        ("a = 9007199254740992", "int", "9007199254740992"),
        ("a = 1e-3", "float", "0.001"),
        ("a = .5", "float", "0.5"),
        ("a = True", "bool", "True"),
        ("a = 'it\\'s'", "str", '"it\'s"'),
        ("a = r'C:\\new'", "str", "'C:\\\\new'"),
        ("a = '\\d'", "str", "'\\\\d'"),
        ("a = 'x' \"y\"", "str", "'xy'"),
        ("a = 'größe {{workflow}}'", "str", "'größe {{workflow}}'"),
        ("a = (1)", "int", "1"),
        ("a: int = 1", "int", "1"),
        ("a: float = 1", "float", "1.0"),
        ("a: List[int] = [1, -2]", "list", "[1, -2]"),
        ("a: typing.Dict[str, int] = {'x': 1}", "dict", "{'x': 1}"),
        ("a = [1, [True, 'x\\n'], {'k': 1.5}]", "list", "[1, [True, 'x\\n'], {'k': 1.5}]"),
        ("a = {}", "dict", "{}"),
        ("# comment\n\na = 1  # INT\n", "int", "1"),
        ("a = 'x'; a = 2", "int", "2"),
        ("a = 1\npass", "int", "1"),
    ],
)
def test_a_parameter(source: str, kind: str, default: str) -> None:
    (parameter,), faults = read(source)
    assert (parameter.name, parameter.type, parameter.default) == ("a", kind, default)
    assert faults == ParameterFaults()


def test_the_last_assignment_wins_in_the_order_of_the_first() -> None:
    parameters, _ = read("a = 1\nb = 2", "a = 'x'")
    assert [(each.name, each.default, each.place.cell) for each in parameters] == [("a", "'x'", 2), ("b", "2", 1)]


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("x = 1\na = 60 * 60", 2, 5, "must be a literal, not an expression"),
        ("a = b", 1, 5, "the default `b` is another name"),
        ("a = f'{x}'", 1, 5, "an f-string"),
        ("a = 'x' f'{x}'", 1, 5, "an f-string"),
        ("a = b'x'", 1, 5, "bytes"),
        ("a = None", 1, 5, "cannot be `None`"),
        ("a = [1, None]", 1, 9, "cannot be `None`"),
        ("a = (1, 2)", 1, 6, "a tuple"),
        ("a = {1, 2}", 1, 5, "a set"),
        ("a = {1: 2}", 1, 6, "keys of a parameter must be texts"),
        ("a = [*b]", 1, 6, "`*` has no place"),
        ("a = {**b}", 1, 6, "`**` has no place"),
        ("a = 1j", 1, 5, "a complex number"),
        ("a = --1", 1, 5, "must be a literal"),
        ("a = -True", 1, 5, "must be a literal"),
        ("a = 9007199254740993", 1, 5, "only up to 2**53"),
        ("a = " + "9" * 5000, 1, 5, "only up to 2**53"),
        ("a = 1e400", 1, 5, "too large"),
        ("a = '\\x1'", 1, 5, "invalid escape"),
        ("a = 'x\\ny'", 1, 5, "a line break"),
        ("a = '''x\ny'''", 1, 5, "a line break"),
        ("a = '\\x00'", 1, 5, "the character `\\x00`"),
        ("a = '\\u2028'", 1, 5, "the character `\\u2028`"),
        ("a = '\\ud800'", 1, 5, "surrogate"),
        ("a = ['{{$.inputs}}']", 1, 6, "begins with `{{$`"),
        ("a: int = 1.5", 1, 10, "declared as `int`, but its value is of type `float`"),
        ("a: int = True", 1, 10, "declared as `int`, but its value is of type `bool`"),
        ("a: Optional[int] = 1", 1, 4, "cannot have this type"),
        ("a: int", 1, 1, "needs a default value"),
        ("a, b = 1, 2", 1, 1, "a single name"),
        ("a.b = 1", 1, 1, "a single name"),
        ("a = b = 1", 1, 1, "several names"),
        ("a += 1", 1, 1, "computed"),
        ("import os", 1, 1, "an import"),
        ("def f(): pass", 1, 1, "a definition"),
        ("if a:\n    b = 1", 1, 1, "not the definition of a parameter"),
        ("'text'", 1, 1, "not the definition of a parameter"),
        ("é = 1; b = None", 1, 12, "cannot be `None`"),
    ],
)
def test_a_fault_at_its_place(source: str, line: int, column: int, message: str) -> None:
    (fault,) = read(source)[1].values
    assert fault.place.span is not None
    assert (fault.place.cell, fault.place.span.line, fault.place.span.column) == (1, line, column)
    assert message in fault.message
    assert fault.help


def test_every_fault_is_reported() -> None:
    _, faults = read("a = None\nb = 1 + 1\nimport os", "c = (1,)")
    lines = [(fault.place.cell, fault.place.span and fault.place.span.line) for fault in faults.values]
    assert lines == [(1, 1), (1, 2), (1, 3), (2, 1)]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("a = 1\n%matplotlib inline\nb = 2", 2, "holds IPython syntax"),
        ("a = 1\n!ls\nb = 2", 2, "holds IPython syntax"),
        ("a = 1\nb = 2\nb?", 3, "holds IPython syntax"),
        ("a = 1\nx = ]\nb = 2", 2, "is not valid Python"),
        ("a = 1\nx = 'abc\nb = 2", 2, "is not valid Python: unterminated string"),
        ("a = 1\nb = 2\n" + "c = " + "[" * 3000, 1, "nests too deeply"),
    ],
)
def test_a_syntax_error_is_one_fault_and_hides_no_other_name(source: str, line: int, message: str) -> None:
    parameters, faults = read(source)
    (fault,) = faults.values
    assert fault.place.span is not None and fault.place.span.line == line
    assert message in fault.message
    if "deeply" not in message:
        assert {"a", "b"} <= {parameter.name for parameter in parameters}


def test_the_name_of_a_faulty_parameter_stays_known() -> None:
    parameters, _ = read("a = 60 * 60\nb, c = 1, 2\nd: int")
    assert [(each.name, each.type, each.default) for each in parameters] == [(name, "", "") for name in "abcd"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("_epochs", "begins with `_`"),
        ("self", "keeps for itself"),
        ("Output", "keeps for itself"),
        ("größe", "other than ASCII"),
    ],
)
def test_names_that_kfp_refuses(name: str, message: str) -> None:
    _, faults = read(f"ok = 1\n{name} = 1")
    (fault,) = faults.names
    assert fault.place.span == Span(2, 1, 2, 1 + len(name))
    assert message in fault.message


@pytest.mark.parametrize("name", ["LR", "lr", "x_step", "type", "match", "print", "cls", "name", "executor_input"])
def test_names_that_work(name: str) -> None:
    assert read(f"{name} = 1")[1] == ParameterFaults()


@pytest.mark.parametrize(
    ("source", "deep"),
    [
        ("x = " + "[" * 100 + "]" * 100, False),
        ("x = " + "[" * 300, True),
        ("x = '" + "[" * 3000 + "'", False),
        ("# " + "(" * 3000, False),
        ("x = 1" + " + 1" * 5000, True),
        ("x = " + "not " * 5000 + "1", True),
        ("x = a" + ".b()" * 5000, True),
        ("x = [" + "-1," * 5000 + "]", False),
        ("x = -1\n" * 5000, False),
        ("if a: pass\n" + "elif a: pass\n" * 5000, True),
        ("'''" + '"' * 10 + "(" * 500 + "'''", False),
    ],
)
def test_code_that_would_crash_the_parser(source: str, deep: bool) -> None:
    assert is_too_deep(source) is deep
