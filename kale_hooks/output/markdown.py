"""The Markdown of rule pages as text for a terminal: headings, paragraphs, lists, blocks of code, code in sentences.

The cells of a notebook stand in a block called `notebook`, each below a line `# %% tags: step:load`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from kale_hooks.output.style import Style

_BLOCK = re.compile(
    r"^```(?P<kind>\w*)\n(?P<code>.*?)\n?^```$|^#+ +(?P<heading>[^\n]+)|^(?P<items>- [^\n]+(?:\n(?:- |  )[^\n]+)*)"
    r"|^(?P<paragraph>[^\n]+(?:\n(?!```|#+ |- )[^\n]+)*)",
    re.MULTILINE | re.DOTALL,
)
_CELL = re.compile(r"# %%(?: tags: (.+))?")
_METADATA = re.compile(r"# kubeflow_notebook: (.+)")
_CODE = re.compile(r"`([^`]+)`")
_INDENT = "  "
_UNBROKEN = "\N{NO-BREAK SPACE}"


def render(text: str, *, style: Style, width: int) -> str:
    """The text on lines of no more than `width` columns, but for code, of which no line is broken."""
    blocks = ("\n".join(_lines(block, style, width)) for block in _BLOCK.finditer(text))
    return "\n\n".join(blocks) + "\n"


def _lines(block: re.Match[str], style: Style, width: int) -> Iterator[str]:
    if block["heading"]:
        yield style.strong(block["heading"])
    elif block["code"] is not None:
        code = block["code"].split("\n")
        shown = _notebook(code, style) if block["kind"] == "notebook" else iter(code)
        yield from (f"{_INDENT * 2}{line}".rstrip() for line in shown)
    else:
        for text in re.split(r"\n(?=- )", block["items"] or block["paragraph"]):
            yield from _sentences(text, style, width)


def _sentences(text: str, style: Style, width: int) -> list[str]:
    """The words as they fit; code within them stays on one line."""
    whole = _CODE.sub(lambda match: match[0].replace(" ", _UNBROKEN), " ".join(text.split()))
    indented = _INDENT * 2 if text.startswith("- ") else _INDENT
    lines = wrap(whole, width, initial_indent=_INDENT, subsequent_indent=indented, break_on_hyphens=False)
    return [_CODE.sub(lambda code: _code(code, style), line).replace(_UNBROKEN, " ") for line in lines]


def _code(code: re.Match[str], style: Style) -> str:
    return style.aside(code[1]) if style.colour else code[0]


def _notebook(code: Sequence[str], style: Style) -> Iterator[str]:
    """Cells as a reader knows them, with their numbers and tags above them."""
    number = 0
    for line, before in zip(code, ["", *code], strict=False):
        if metadata := _METADATA.fullmatch(line):
            yield style.aside("metadata, kubeflow_notebook:") + f" {metadata[1]}"
        elif cell := _CELL.fullmatch(line):
            number += 1
            yield from [""] if before else []
            yield style.aside(f"cell {number}, tags:") + f" {cell[1] or 'none'}"
        else:
            yield f"{_INDENT}{line}"
