"""Text of a notebook as Python source: the same characters where a literal can hold them (spec section 8).

A reviewer should see a cell as it is, and what he sees should be what runs: so what hides (control and
bidirectional characters, white space at the end of a line) is written as an escape, and so is what a tool on
the way would change. The sets are fixed here, not taken from Python's Unicode tables: the same notebook gives
the same bytes under any interpreter.
"""

from __future__ import annotations

import ast
import re
from typing import Any

_UNPRINTABLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and newline; NEL among them
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # they reorder a line, or take no room in it
    "\u2028\u2029"  # line ends to some tools
    "\ud800-\udfff"  # surrogates cannot be written to a file
)
_WHITE_SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

# What programs on the way rewrite, and how to spell its characters so that they do not. KFP substitutes
# placeholders and a path; autopep8 takes the comment for its switch even inside a string literal.
_REWRITTEN = (
    (re.compile(r"\{\{\$"), r"{\\x7b$"),
    (re.compile(r"/kfp-workspace"), r"/\\x6bfp-workspace"),
    (re.compile(r"#(?= *(?:fmt|autopep8): *on)", re.IGNORECASE), r"\\x23"),
)

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile(f"[\\\\\n\t{_UNPRINTABLE}]")
_TRAILING = re.compile(f"[{_WHITE_SPACE}]+$", re.MULTILINE)
_UNPRINTABLE_OR_NEWLINE = re.compile(f"[\n{_UNPRINTABLE}]")
_NOT_FOR_A_RAW_LITERAL = re.compile(
    "|".join(["'''", f"[{_UNPRINTABLE}]", f"[{_WHITE_SPACE}]$", *(p.pattern for p, _ in _REWRITTEN)]), re.IGNORECASE
)


def string_literal(text: str) -> str:
    """A literal of `text` on one line."""
    quote = '"' if "'" in text and '"' not in text else "'"
    body = _TO_ESCAPE.sub(_escape, text).replace(quote, "\\" + quote)
    return f"{quote}{_shield(body)}{quote}"


def cell_literal(source: str) -> str:
    """A literal of `"\\n" + source + "\\n"` that has each line of `source` on a line of its own.

    It is a raw literal. A line that a raw literal cannot hold is one link of an implicit concatenation, so
    that its spelling never depends on the lines around it.
    """
    lines = "\n".join(_line_in_raw_literal(line) for line in source.split("\n"))
    return f"r'''\n{lines}\n'''"


def value_literal(source: str) -> str:
    """The literal of the same value as the Python literal `source`, in its plainest spelling."""
    return _spell(ast.literal_eval(source.strip()))


def printable(text: str) -> str:
    """`text` for a comment: on one line, nothing hidden; not reversible."""
    return _TRAILING.sub("", _shield(_UNPRINTABLE_OR_NEWLINE.sub(_escape, text)))


def docstring_text(text: str) -> str:
    """`text` for a docstring in three double quotes, lines kept; `from_docstring` is the way back."""
    body = re.sub(f"[\\\\{_UNPRINTABLE}]", _escape, text).replace('"""', '\\"\\"\\"')
    return _TRAILING.sub("", _shield(body))


def from_docstring(text: str) -> str:
    """What `docstring_text` was given, if it was one line; `ValueError` for what it never writes."""
    try:
        return str(ast.literal_eval('"""' + text + ' """'))[:-1]
    except SyntaxError as error:
        raise ValueError(f"not the text of a docstring: {text!r}") from error


def _line_in_raw_literal(line: str) -> str:
    return f"''' {string_literal(line)} r'''" if _NOT_FOR_A_RAW_LITERAL.search(line) else line


def _shield(body: str) -> str:
    for pattern, replacement in _REWRITTEN:
        body = pattern.sub(replacement, body)
    return body


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _spell(value: Any) -> str:
    match value:
        case str():
            return string_literal(value)
        case list():
            return f"[{', '.join(map(_spell, value))}]"
        case dict():
            return "{" + ", ".join(f"{_spell(key)}: {_spell(item)}" for key, item in value.items()) + "}"
        case float():
            return repr(value).replace("inf", "1e999")
        case _:
            return repr(value)
