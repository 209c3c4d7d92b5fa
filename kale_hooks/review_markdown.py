"""A review as Markdown for a comment on a pull request.

Names, values and messages come from notebooks, and a comment is read by people who trust its author. So all of it is
code: in code, Markdown knows no markup, links, mentions or commands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kale_hooks.output.visible import escape

MARK = "<!-- kale-hooks review -->"
"""The first line of each review, by which a program finds the comment that it wrote before."""

LIMIT = 60_000
"""The most bytes of a review: GitHub takes comments of 65,536 characters."""

_LONGEST_TEXT = 200
_LONGEST_LINE = 400
_MOST_LINES = 40
_RESERVE = 500
_LEFT_OUT = "_The picture is left out, as this comment would be too long; `kale-hooks graph` draws it._\n"


@dataclass(frozen=True, slots=True)
class Section:
    """What is said of one notebook: one word on it, lines on what changed, and its picture as Mermaid, if any."""

    name: str
    state: str
    files: str
    lines: tuple[str, ...] = ()
    picture: str = ""


def render(sections: Sequence[Section], *, base: str, limit: int = LIMIT) -> str:
    """The sections in their order, no longer than `limit` bytes: first all texts that fit, then pictures."""
    title = f"{MARK}\n## Kale pipelines\n\n"
    if not sections:
        return f"{title}No pipeline differs from {code(base)}.\n"
    title += f"{_counted(sections)}, compared with {code(base)}.\n"
    texts = [_text(each) for each in sections]
    left = limit - _RESERVE - _size(title)
    shown = _fitting(texts, left)
    left -= sum(map(_size, texts[:shown]))
    parts = [title]
    for section, text in zip(sections[:shown], texts, strict=False):
        picture = f"\n{block(section.picture, 'mermaid')}" if section.picture else ""
        if _size(picture) > left:
            picture = f"\n{_LEFT_OUT}" if _size(_LEFT_OUT) < left else ""
        left -= _size(picture)
        parts.append(f"{text}{picture}")
    hidden = len(sections) - shown
    if hidden:
        parts.append(f"\nThis comment has no room for {hidden} more.\n")
    return "".join(parts)


def code(text: str) -> str:
    """Text in a line of Markdown that nothing in it can end."""
    shown = _cut(escape(text), _LONGEST_TEXT)
    ticks = "`" * (_longest_run(shown) + 1)
    pad = " " if not shown.strip() or "`" in (shown[0], shown[-1]) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def block(text: str, language: str) -> str:
    """A block of lines that nothing in them can end."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def _text(section: Section) -> str:
    lines = [_cut(escape(line), _LONGEST_LINE) for line in section.lines[:_MOST_LINES]]
    more = len(section.lines) - len(lines)
    lines += [f"and {more} more"] if more > 0 else []
    head = f"\n### {code(section.name)}: {section.state}\n\n{section.files}\n"
    return head + "\n" + block("\n".join(lines), "text") if lines else head


def _counted(sections: Sequence[Section]) -> str:
    states = list(dict.fromkeys(each.state for each in sections))
    return ", ".join(f"{sum(each.state == state for each in sections)} {state}" for state in states)


def _fitting(texts: Sequence[str], room: int) -> int:
    """How many of the texts fit, from the first."""
    for number, text in enumerate(texts):
        room -= _size(text)
        if room < 0:
            return number
    return len(texts)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 3]}..."


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _size(text: str) -> int:
    return len(text.encode())
