"""The colours and letters of the SVG picture. Nothing is said by colour alone."""

from __future__ import annotations

NAME_SIZE = 14
TEXT_SIZE = 12
TITLE_SIZE = 19
LETTER = 0.61
"""The width of a letter by its size; no usual typewriter font has wider ones."""

_LIGHT = {
    "paper": "#ffffff",
    "frame": "#d1d9e0",
    "box": "#f6f8fa",
    "line": "#6e7781",
    "text": "#1f2328",
    "quiet": "#59636e",
    "data": "#0550ae",
    "error": "#b3202c",
    "warning": "#7d4e00",
}
_DARK = {
    "paper": "#0d1117",
    "frame": "#3d444d",
    "box": "#161b22",
    "line": "#8b949e",
    "text": "#e6edf3",
    "quiet": "#9da7b3",
    "data": "#79c0ff",
    "error": "#ff7b72",
    "warning": "#e3b341",
}
_SHAPES = f"""\
text{{font-family:ui-monospace,monospace;font-size:{TEXT_SIZE}px}}
.title{{font-size:{TITLE_SIZE}px;font-weight:bold}}
.name{{font-size:{NAME_SIZE}px;font-weight:bold}}
.label{{text-anchor:middle}}
.edge{{fill:none;stroke-width:1.5}}
.order{{stroke-dasharray:6 5}}
.wanted,.broken{{stroke-dasharray:2 4;stroke-width:2}}
.missing .box,.notebook .box{{stroke-dasharray:6 4}}
.with-error .box,.with-warning .box,.cycle{{stroke-width:2.5}}
"""
_COLOURS = """\
.paper{{fill:{paper}}}
.frame{{fill:{paper};stroke:{frame}}}
.box{{fill:{box};stroke:{line}}}
.edge{{stroke:{line}}}
.tip{{fill:{line}}}
text{{fill:{text}}}
.cell{{fill:{quiet}}}
.data-label{{fill:{data}}}
.with-error .box,.edge.wrong{{stroke:{error}}}
.with-warning .box{{stroke:{warning}}}
.error,.tip.wrong{{fill:{error}}}
.warning{{fill:{warning}}}
"""


def css() -> str:
    """The style sheet."""
    dark = _COLOURS.format(**_DARK)
    return f"{_SHAPES}{_COLOURS.format(**_LIGHT)}@media (prefers-color-scheme:dark){{\n{dark}}}\n"
