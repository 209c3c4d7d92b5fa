"""The hook `kale-detect-cycles`."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import lint

FAMILIES = ("KALE2",)


def main(argv: Sequence[str] | None = None) -> int:
    """Check that the steps of Kale notebooks form a graph without cycles."""
    description = "Check that the steps of Kale notebooks form a graph without cycles."
    return lint.run(argv, prog="kale-detect-cycles", description=description, families=FAMILIES)


if __name__ == "__main__":
    raise SystemExit(main())
