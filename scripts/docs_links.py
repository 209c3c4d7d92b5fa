"""Check a built site: each link leads somewhere, and nothing is loaded from a network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src"}


@dataclass(slots=True)
class _Reader(HTMLParser):
    """What a page has anchors for, leads to and loads."""

    anchors: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if tag in _LOADS and _LOADS[tag] in given:
            self.loads.add(given[_LOADS[tag]])


def main() -> int:
    """Print what is wrong with the site in the folder that is given; the exit status is 1 if anything is."""
    faults = list(faults_of(Path(sys.argv[1]).resolve()))
    print(*faults, sep="\n", end="\n" if faults else "")
    return int(bool(faults))


def faults_of(site: Path) -> Iterator[str]:
    """Links and files that are not there, and those that are loaded from elsewhere, each as a line."""
    pages = {page: _read(page) for page in sorted(site.rglob("*.html"))}
    for page, read in pages.items():
        place = page.relative_to(site).as_posix()
        yield from (f"{place}: {url} is loaded from a network" for url in sorted(read.loads) if urlsplit(url).netloc)
        yield from (
            f"{place}: {url} leads nowhere"
            for url in sorted(read.links | read.loads)
            if not urlsplit(url).scheme and not urlsplit(url).netloc and not _leads_somewhere(page, url, pages)
        )


def _read(page: Path) -> _Reader:
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader


def _leads_somewhere(page: Path, url: str, pages: dict[Path, _Reader]) -> bool:
    parts = urlsplit(url)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    target = target / "index.html" if target.is_dir() else target
    return target.exists() and (
        not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].anchors
    )


if __name__ == "__main__":
    raise SystemExit(main())
