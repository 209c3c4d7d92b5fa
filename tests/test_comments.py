"""Comments in all that a cell can hold, and nothing else that looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kale_core.comments import comments


def found(source: str) -> list[str]:
    """Each comment as `<line>:<column> <text>`, those that a command gets to see in parentheses."""
    rows = []
    for each in comments(source).found:
        row = f"{each.line}:{each.column} {each.text}"
        rows.append(row if each.is_python else f"({row})")
    return rows


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x = 1  # a\n# b", ["1:8 # a", "2:1 # b"], id="behind code, and alone"),
        pytest.param('x = "# a"  # b', ["1:12 # b"], id="in a string"),
        pytest.param('x = """\n# a\n"""  # b', ["3:6 # b"], id="in a long string"),
        pytest.param('x = "\\"# a"  # b', ["1:14 # b"], id="an escaped quote"),
        pytest.param('x = rb"\\"# a"  # b', ["1:16 # b"], id="an escaped quote in a raw string"),
        pytest.param("x = 'a\\\n# b'  # c", ["2:7 # c"], id="a string that a backslash continues"),
        pytest.param('x = f"{d["# a"]}"  # b', ["1:20 # b"], id="nested quotes, as in Python 3.12"),
        pytest.param('x = f"{d:#x}"  # a', ["1:16 # a"], id="a format"),
        pytest.param("x = f'{d!r:\">{w}}#'  # a", ["1:22 # a"], id="a field in a format"),
        pytest.param('x = f"{{# a"  # b', ["1:15 # b"], id="a brace in a formatted string"),
        pytest.param('x = "{"  # a\ny = "}"  # b', ["1:10 # a", "2:10 # b"], id="a brace in a string"),
        pytest.param('x = f"{ {1: "}"}[1] }"  # a', ["1:25 # a"], id="a dict in a field"),
        pytest.param('x = f"""{\nd  # a\n}"""  # b', ["2:4 # a", "3:7 # b"], id="in a field"),
        pytest.param("x = (  # a\n  1,  # b\n)  # c", ["1:8 # a", "2:7 # b", "3:4 # c"], id="in brackets"),
        pytest.param("x = 'a\n# b", ["2:1 # b"], id="a string that is not closed"),
        pytest.param("x = '''a\n# b", [], id="a long string that is not closed"),
        pytest.param("def f(:  # a\n}])  # b", ["1:10 # a", "2:6 # b"], id="not Python"),
        pytest.param("!ls  # a\nx = !ls  # b", ["(1:6 # a)", "(2:10 # b)"], id="shell commands"),
        pytest.param("!echo it's '''\nx = 1  # a", ["2:8 # a"], id="quotes in a shell command"),
        pytest.param("!echo a#b", [], id="no comment of the shell"),
        pytest.param("%time x = 1  # a\n%cd y  # b", ["1:14 # a", "(2:8 # b)"], id="magics"),
        pytest.param("%%time\nx = '# a'  # b", ["2:12 # b"], id="a cell magic for Python"),
        pytest.param("%%bash\n# a\nls # b", ["(2:1 # a)", "(3:4 # b)"], id="a cell magic for something else"),
        pytest.param("  x = 1  # a\n\n  y = 2  # b", ["1:10 # a", "3:10 # b"], id="an indented cell"),
        pytest.param("s = (\n%x # a\n)", ["2:4 # a"], id="a percent sign in brackets"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_comments(source: str, expected: list[str]) -> None:
    assert found(source) == expected


@pytest.mark.parametrize(
    ("source", "continued"),
    [
        ("x = 1\ny = 2", set()),
        ("x = 1 + \\\n  2 + \\\n  3", {1, 2}),
        ("x = '''\n\n'''", {1, 2}),
        ('x = f"""{\n1\n}"""', {1, 2}),
        ("x = (\n1\n)", set()),
        ("x = 'a\\\nb'", {1}),
        ("!ls \\\n  -l", {1}),
        ("# no \\\nx = 1", set()),
        ("x = 'not closed\ny = 1", set()),
    ],
)
def test_lines_that_cannot_end_with_a_comment(source: str, continued: set[int]) -> None:
    assert comments(source).continued == continued


@given(
    st.one_of(st.text(), st.lists(st.sampled_from([*"#'\"\\\n {}[]():%!?fr=x", "'''", '"""', "%%bash\n"])).map("".join))
)
def test_any_source(source: str) -> None:
    lines = source.split("\n")
    for each in comments(source).found:
        assert lines[each.line - 1][each.column - 1 :].startswith(each.text)
        assert each.text.startswith("#")
