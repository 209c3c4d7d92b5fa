"""IPython syntax -> Python of the same shape, for analysis only (spec section 2).

`translate` takes a cell that is not plain Python and gives Python text with the same number of lines, in
which every IPython form has become something with the same effect on names:

* `%time x = f(y)` -> `x = f(y)`                  (line magics that run Python)
* `files = !ls {folder}` -> `files = _(folder)`   (shell commands and other magics)
* `%%capture out` above Python -> `out = _()`, and the body stays; `%%bash` bodies become blank
* `df?` -> `_(df)`

`_` stands for `SHELL_CALL`, a call whose arguments IPython looks up leniently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SHELL_CALL = "__ipython__"

# Cell magics whose body is Python that runs in the notebook's namespace.
_PYTHON_BODIES = {"time", "capture", "prun"}
# Cell magics that run their body in a scope of its own.
_ISOLATED_BODIES = {"timeit"}
# Line magics whose argument is Python code, with the options that take a value.
_PYTHON_LINES = {"time": "", "prun": "lsTD", "memit": "rtic", "mprun": "fT"}
_LENIENT_LINES = {"timeit": "nrtcpo"}

_NAME = r"[^\W\d]\w*"
_CELL_MAGIC = re.compile(r"%%(?P<name>[\w.]+)[ \t]*(?P<rest>[^\n]*)")
_ASSIGNED = re.compile(rf"(?P<target>\s*{_NAME}(?:\s*,\s*{_NAME})*\s*=\s*)(?P<escape>%|!)(?![=])(?P<rest>.*)", re.S)
_ESCAPED = re.compile(r"(?P<indent>\s*)(?P<escape>%{1,2}|!{1,2}|\?{1,2}|[,;/])(?P<rest>.*)", re.S)
_HELP = re.compile(r"(?P<indent>\s*)(?P<target>%{0,2}[\w.*]+(?:\[[^\]]*\])?)\s*\?{1,2}\s*$")
_COMMAND = re.compile(r"(?:(?<=^)|(?<=[=\s]))[%!].*", re.S)
_EXPANSION = re.compile(rf"\{{(?P<braces>[^{{}}]+)\}}|\$(?P<dollar>{_NAME})")
_SHELL_OUTPUT = re.compile(rf"--(?:out|err|proc)[ \t=]+(?P<name>{_NAME})")


@dataclass(frozen=True, slots=True)
class Translation:
    """Python text of the same shape.

    `shifts` maps 1-based lines to how many columns further right their text stands in the cell; lines in
    `whole_lines` correspond to the cell's line as a whole only. `isolated`: bindings do not leave the cell. `commands`
    are the magics and shell commands with their lines: `%cd data`, `!pip install x`, `%%bash` with its body.
    """

    text: str
    shifts: dict[int, int] = field(default_factory=dict)
    whole_lines: frozenset[int] = frozenset()
    isolated: bool = False
    commands: tuple[tuple[int, str], ...] = ()


def translate(source: str) -> Translation:
    """Python of the same shape as a cell that may hold IPython syntax. Never raises."""
    lines = source.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.fullmatch(lines[first].rstrip()) if lines[first].startswith("%%") else None
    if magic:
        return _translate_cell_magic(magic, lines, first)
    indent = len(lines[first]) - len(lines[first].lstrip(" \t"))
    if indent:
        prefix = lines[first][:indent]
        dedented = [line.removeprefix(prefix) for line in lines]
        inner = _translate_lines(dedented)
        shifts = {
            number: inner.shifts.get(number, 0) + indent
            for number, line in enumerate(lines, start=1)
            if line.startswith(prefix)
        }
        return Translation(inner.text, shifts, inner.whole_lines, commands=inner.commands)
    return _translate_lines(lines)


def _translate_cell_magic(magic: re.Match[str], lines: list[str], first: int) -> Translation:
    name, rest = magic["name"], magic["rest"].strip()
    body = lines[first + 1 :]
    head = [""] * first
    if name in _PYTHON_BODIES | _ISOLATED_BODIES:
        target = rest.split()[-1] if name == "capture" and rest and not rest.split()[-1].startswith("-") else ""
        opening = f"{target} = {SHELL_CALL}()" if target.isidentifier() else ""
        inner = translate("\n".join(body))
        offset = first + 1
        return Translation(
            "\n".join([*head, opening, inner.text]),
            {line + offset: shift for line, shift in inner.shifts.items()},
            frozenset(line + offset for line in inner.whole_lines) | {first + 1},
            isolated=name in _ISOLATED_BODIES,
            commands=tuple((line + offset, text) for line, text in inner.commands),
        )
    bound = [match["name"] for match in _SHELL_OUTPUT.finditer(rest)]
    opening = "".join(f"{target} = " for target in bound) + _shell_call(rest)
    command = (first + 1, "\n".join(lines[first:]))
    text = "\n".join([*head, opening, *([""] * len(body))])
    return Translation(text, {}, frozenset({first + 1}), commands=(command,))


def _translate_lines(lines: list[str]) -> Translation:
    out: list[str] = []
    shifts: dict[int, int] = {}
    whole: set[int] = set()
    commands: list[tuple[int, str]] = []
    scanner = _Scanner()
    index = 0
    while index < len(lines):
        command, used = _joined(lines, index) if scanner.at_statement else ("", 1)
        replaced = _translate_statement(command) if command else None
        if replaced is None:
            out.append(lines[index])
            scanner.feed(lines[index])
            index += 1
            continue
        text, shift = replaced
        out.extend([text, *([""] * (used - 1))])
        if shift is None:
            whole.update(range(index + 1, index + used + 1))
            commands += [(index + 1, match[0]) for match in [_COMMAND.search(command)] if match]
        else:
            shifts[index + 1] = shift
            scanner.feed(text)
        index += used
    return Translation("\n".join(out), shifts, frozenset(whole), commands=tuple(commands))


def _joined(lines: list[str], index: int) -> tuple[str, int]:
    """The line at `index` with the lines that a trailing backslash joins to it, and how many those are."""
    text, used = lines[index], 1
    while text.endswith("\\") and index + used < len(lines):
        text = text[:-1] + " " + lines[index + used]
        used += 1
    return text, used


def _translate_statement(line: str) -> tuple[str, int | None] | None:
    """The Python for one IPython statement and its column shift (none: the whole line); nothing for Python."""
    if help_match := _HELP.fullmatch(line):
        return f"{help_match['indent']}{_help_call(help_match['target'])}", None
    if assigned := _ASSIGNED.fullmatch(line):
        value = assigned["rest"]
        if assigned["escape"] == "%" and (code := _python_argument(value)):
            return f"{assigned['target']}{SHELL_CALL}({code[0]})", None
        return f"{assigned['target']}{_shell_call(value)}", None
    escaped = _ESCAPED.fullmatch(line)
    if not escaped:
        return None
    indent, escape, rest = escaped["indent"], escaped["escape"], escaped["rest"]
    if escape in ("?", "??"):
        return f"{indent}{_help_call(rest.strip())}", None
    if escape in (",", ";", "/"):
        word = re.match(rf"\s*({_NAME})", rest)
        return (f"{indent}{SHELL_CALL}({word[1]})", None) if word else None
    if escape == "%" and (code := _python_argument(rest)):
        text, start = code
        return f"{indent}{text}", (len(line) - len(rest) + start) - len(indent)
    return f"{indent}{_shell_call(rest)}", None


def _python_argument(rest: str) -> tuple[str, int] | None:
    """The Python code that a line magic runs, and where in `rest` it begins."""
    match = re.match(r"\s*(?P<name>[\w.]+)(?P<options>(?:\s+-\w+(?:\s+\d+)?)*)\s+(?P<code>\S.*)", rest, re.S)
    if not match or match["name"] not in _PYTHON_LINES:
        return None
    return match["code"], match.start("code")


def _help_call(target: str) -> str:
    return f"{SHELL_CALL}({target})" if re.fullmatch(rf"{_NAME}(?:\.{_NAME})*", target) else f"{SHELL_CALL}()"


def _shell_call(command: str) -> str:
    """A lenient call with the Python that a command mentions: `{expression}`, `$name`, `%timeit code`."""
    lenient = re.match(r"\s*(?P<name>[\w.]+)(?:\s+-\w+(?:\s+\d+)?)*\s+(?P<code>\S.*)", command, re.S)
    if lenient and lenient["name"] in _LENIENT_LINES:
        return f"{SHELL_CALL}({lenient['code']})" if _is_expression(lenient["code"]) else f"{SHELL_CALL}()"
    mentions = (match["braces"] or match["dollar"] for match in _EXPANSION.finditer(command))
    return f"{SHELL_CALL}({', '.join(text for text in mentions if _is_expression(text))})"


def _is_expression(text: str) -> bool:
    import libcst

    try:
        libcst.parse_expression(text.strip())
    except Exception:  # libcst raises several kinds; each means that this is not an expression
        return False
    return True


class _Scanner:
    """Knows whether the next line begins a statement: outside of strings, brackets and continuations."""

    def __init__(self) -> None:
        self._depth = 0
        self._quote = ""
        self._continued = False

    @property
    def at_statement(self) -> bool:
        return not (self._depth or self._quote or self._continued)

    def feed(self, line: str) -> None:
        self._continued = False
        position = 0
        while position < len(line):
            position = self._string(line, position) if self._quote else self._code(line, position)
        if len(self._quote) == 1:  # a string in single quotes ends with its line
            self._quote = ""

    def _string(self, line: str, position: int) -> int:
        if line[position] == "\\":
            return position + 2
        if line.startswith(self._quote, position):
            position += len(self._quote)
            self._quote = ""
            return position
        return position + 1

    def _code(self, line: str, position: int) -> int:
        character = line[position]
        if character == "#":
            return len(line)
        if character in "'\"":
            self._quote = character * 3 if line.startswith(character * 3, position) else character
            return position + len(self._quote)
        if character in "([{":
            self._depth += 1
        elif character in ")]}":
            self._depth = max(0, self._depth - 1)
        elif character == "\\" and position == len(line) - 1:
            self._continued = True
        return position + 1
