"""The hook `kale-check-dependencies`."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import lint

FAMILIES = ("KALE3", "KALE4", "KALE6")


def main(argv: Sequence[str] | None = None) -> int:
    """Check that each step of a Kale notebook gets the variables that it reads."""
    description = "Check that each step of a Kale notebook gets the variables that it reads."
    return lint.run(argv, prog="kale-check-dependencies", description=description, families=FAMILIES)


if __name__ == "__main__":
    raise SystemExit(main())
