"""The picture as SVG: one file that needs no other, legible in light and in dark surroundings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kale_core.graph.graph import Edge, EdgeKind, Graph, Node
from kale_core.graph.layers import Size
from kale_core.graph.layout import Box, Layout, Point, Route, layout
from kale_core.graph.lettering import boxed, clipped, columns, fitted, labelled, marked_up, origin, titled
from kale_core.graph.svg_style import LETTER, NAME_SIZE, TEXT_SIZE, TITLE_SIZE, css
from kale_core.quoting import escaped

_MARGIN = 24
_PADDING = 12
_LINE = 17
_NAME_LINE = 21
_COLUMNS = 38
_TIP = 8
_LEAST_WIDTH = 480
_SAMPLE = 36

_Text = tuple[str, str]
"""A class of the style sheet, and words."""


def render(graph: Graph) -> str:
    """The whole file, in ASCII."""
    words = {node.name: _words(graph, node) for node in graph.nodes}
    boxes = {name: _box_size(texts) for name, texts in words.items()}
    placed = layout(graph, boxes, {edge: _label_size(edge) for edge in graph.edges})
    width = max(placed.size[0], _LEAST_WIDTH)
    title = _title(graph, most=int(width / (TEXT_SIZE * LETTER)))
    legend = _legend(graph)
    top = _MARGIN + _NAME_LINE + _LINE * len(title)
    bottom = top + placed.size[1] + _MARGIN
    parts = [
        _head(graph, (width + 2 * _MARGIN, bottom + (_MARGIN if legend else 0))),
        _moved((_MARGIN, _MARGIN), _texts(title, (0, _NAME_LINE // 2))),
        _moved((_MARGIN + (width - placed.size[0]) // 2, top), _graph(graph, placed, words)),
        _moved((_MARGIN, bottom), legend) if legend else "",
    ]
    return "".join(parts) + "</svg>\n"


def _head(graph: Graph, size: Size) -> str:
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">\n'
        f"<title>Pipeline {marked_up(graph.title)}</title>\n"
        f"<desc>{marked_up(' '.join(_sentences(graph)))}</desc>\n"
        f"<style>\n{css()}</style>\n"
        f'<rect class="frame" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>\n'
    )


def _sentences(graph: Graph) -> Iterator[str]:
    """The picture for those who cannot see it."""
    for node in graph.nodes:
        marks = "".join(f"; {mark}" for mark in node.marks)
        yield f"{node.label}{f' ({node.note})' if node.note else ''}{marks}."
        for edge in graph.into(node):
            yield f"{_sentence(edge)}."


def _sentence(edge: Edge) -> str:
    return f"{escaped(edge.after)} follows {origin(edge)}"


def _title(graph: Graph, *, most: int) -> list[_Text]:
    """The lines above the picture, of `most` letters or so."""
    (_, name), *others = titled(graph)
    lines = [(ink.value, line) for ink, text in others for line in fitted(ink, text, most)]
    return [("title", clipped(name, most * TEXT_SIZE // TITLE_SIZE)), *lines]


def _graph(graph: Graph, placed: Layout, words: dict[str, list[_Text]]) -> str:
    edges = [_edge(edge, route, placed) for edge, route in placed.routes.items()]
    return "".join([*edges, *(_box(node, placed.boxes[node.name], words[node.name]) for node in graph.nodes)])


def _words(graph: Graph, node: Node) -> list[_Text]:
    """The lines of a box; among them the edge that leads back to it, for which there is no arrow."""
    texts = [(ink.value, text) for ink, text in boxed(node, width=_COLUMNS)]
    loops = [("error", f"↻ {line}") for edge in graph.into(node) if edge.before == node.name for line in labelled(edge)]
    return [texts[0], *loops, *texts[1:]]


def _box_size(texts: Sequence[_Text]) -> Size:
    (_, name), *rest = texts
    widest = max([columns(name) * NAME_SIZE, *(columns(text) * TEXT_SIZE for _, text in rest)])
    return round(widest * LETTER) + 2 * _PADDING, _NAME_LINE + _LINE * len(rest) + _PADDING


def _label_size(edge: Edge) -> Size:
    lines = labelled(edge)
    widest = max(map(columns, lines), default=0)
    return (round(widest * TEXT_SIZE * LETTER) + 8, _LINE * len(lines) + 4) if lines else (0, 0)


def _box(node: Node, box: Box, texts: Sequence[_Text]) -> str:
    state = [node.kind.name.lower(), *([f"with-{node.severity}"] if node.severity else [])]
    (kind, name), *rest = texts
    return (
        f'<g class="{" ".join(state)}"><title>{marked_up(node.label)}</title>\n'
        f'<rect class="box" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="6"/>\n'
        f"{_text(name, (box.x + _PADDING, box.y + _NAME_LINE), kind)}"
        f"{_texts(rest, (box.x + _PADDING, box.y + _NAME_LINE + _LINE))}</g>\n"
    )


def _edge(edge: Edge, route: Route, placed: Layout) -> str:
    kinds = edge.kind.name.lower() + (" wrong" if edge.is_wrong else "") + (" cycle" if edge.in_cycle else "")
    is_upward = placed.boxes[edge.before].y > placed.boxes[edge.after].y
    return (
        f"<g><title>{marked_up(_sentence(edge))}</title>\n"
        f'<path class="edge {kinds}" d="{_path(route.points, is_upward=is_upward)}"/>\n'
        f'<path class="tip {kinds}" d="{_tip(route.points, is_upward=is_upward)}"/>\n'
        f"{_label(edge, route.label)}</g>\n"
    )


def _path(points: Sequence[Point], *, is_upward: bool) -> str:
    """Straight lines where an edge passes boxes and labels, curves between them; a tip follows at one end."""
    (x, y), *_ = points
    commands = [f"M{x} {y + _TIP if is_upward else y}"]
    for (_, bottom), (next_x, top) in zip(points[1::2], points[2::2], strict=False):
        middle = (bottom + top) // 2
        commands.append(f"V{bottom}C{x} {middle} {next_x} {middle} {next_x} {top}")
        x = next_x
    return "".join(commands)


def _tip(points: Sequence[Point], *, is_upward: bool) -> str:
    x, y = points[0] if is_upward else points[-1]
    base = y + _TIP if is_upward else y - _TIP
    return f"M{x} {y}L{x - _TIP // 2} {base}H{x + _TIP // 2}Z"


def _label(edge: Edge, box: Box) -> str:
    lines = labelled(edge)
    if not lines:
        return ""
    kind = "error" if edge.is_wrong else "data-label"
    texts = [(f"label {kind}", line) for line in lines]
    paper = f'<rect class="paper" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>\n'
    return paper + _texts(texts, (box.centre, box.y + _LINE - 3))


def _legend(graph: Graph) -> str:
    """What the strokes mean, if there is more than one kind."""
    kinds = [kind for kind in EdgeKind if any(edge.kind is kind for edge in graph.edges)]
    if kinds in ([], [EdgeKind.DATA]):
        return ""
    parts = []
    x = 0
    for kind in kinds:
        wrong = " wrong" if kind in (EdgeKind.WANTED, EdgeKind.BROKEN) else ""
        parts.append(f'<path class="edge {kind.name.lower()}{wrong}" d="M{x} 0h{_SAMPLE}"/>\n')
        parts.append(_text(kind.value, (x + _SAMPLE + 8, 4), "fact"))
        x += _SAMPLE + 32 + round(columns(kind.value) * TEXT_SIZE * LETTER)
    return "".join(parts)


def _texts(texts: Sequence[_Text], at: Point) -> str:
    return "".join(_text(words, (at[0], at[1] + _LINE * number), kind) for number, (kind, words) in enumerate(texts))


def _text(words: str, at: Point, kind: str) -> str:
    return f'<text class="{kind}" x="{at[0]}" y="{at[1]}">{marked_up(words)}</text>\n'


def _moved(by: Point, content: str) -> str:
    return f'<g transform="translate({by[0]} {by[1]})">\n{content}</g>\n'
