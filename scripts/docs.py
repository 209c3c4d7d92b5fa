"""Make what the pages of the documentation show, by running the commands on them. Run it with `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.docs_pages import PageError, make

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARK = "<!-- repository: "


def main() -> int:
    """Write the pages; the exit status is 1 if one cannot be made."""
    status = 0
    for page in pages():
        try:
            for file, text in made(page).items():
                file.write_text(text, encoding="utf-8", newline="\n")
        except PageError as error:
            print(f"docs/{page.name}: {error}", file=sys.stderr)
            status = 1
    return status


def pages() -> list[Path]:
    """The pages whose commands are run."""
    return [page for page in sorted(DOCS.glob("*.md")) if MARK in page.read_text(encoding="utf-8")]


def made(page: Path) -> dict[Path, str]:
    """A page as it should be, and its pictures."""
    result = make(page.read_text(encoding="utf-8"))
    return {page: result.text} | {DOCS / name: picture for name, picture in result.pictures.items()}


if __name__ == "__main__":
    raise SystemExit(main())
