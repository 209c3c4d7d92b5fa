"""How Sphinx makes the site from the pages, which are made to be read on GitHub as well. Run it with `make docs`."""

from __future__ import annotations

import re
from pathlib import Path

from pygments.lexers.python import PythonLexer
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "https://github.com/kale-hooks/kale-hooks/blob/main/"

project = "kale-hooks"
author = "the authors of kale-hooks"
extensions = ["myst_parser"]
exclude_patterns = ["conf.py"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # blocks may show a part of a JSON or Python file

html_theme = "furo"
html_title = "kale-hooks"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {"source_edit_link": SOURCE + "docs/{filename}", "source_view_link": SOURCE + "docs/{filename}"}
html_static_path = ["_static"]
html_css_files = ["site.css"]


def setup(app: Sphinx) -> None:
    """Let pages be read as they are on GitHub."""
    app.add_lexer("notebook", PythonLexer)
    app.add_lexer("mermaid", TextLexer)
    app.connect("source-read", _for_sphinx)


def _for_sphinx(_: Sphinx, name: str, source: list[str]) -> None:
    """Links that leave the documentation lead to GitHub; the lists of the first page are the table of contents."""
    text = re.sub(r"\]\(\.\./", f"]({SOURCE}", source[0])
    if name == "index":
        text += "".join(_contents(text))
    if name == "rules":
        text = f"---\ntocdepth: 2\n---\n{text}"
    source[0] = text


def _contents(index: str) -> list[str]:
    parts = re.findall(r"^## (.+)\n((?:\n|\*.*\n)+)", index, re.MULTILINE)
    return [_listing(title, re.findall(r"^\* \[(.+?)\]\((.+?)\.md\)", links, re.MULTILINE)) for title, links in parts]


def _listing(title: str, pages: list[tuple[str, str]]) -> str:
    entries = "\n".join(f"{caption} <{page}>" for caption, page in pages)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{entries}\n```\n"
