"""The hook `kale-validate-tags`."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import lint

FAMILIES = ("KALE0", "KALE1", "KALE7")


def main(argv: Sequence[str] | None = None) -> int:
    """Check the tags, the metadata, the parameters and the metrics of Kale notebooks."""
    description = "Check the tags, the metadata, the parameters and the metrics of Kale notebooks."
    return lint.run(argv, prog="kale-validate-tags", description=description, families=FAMILIES)


if __name__ == "__main__":
    raise SystemExit(main())
