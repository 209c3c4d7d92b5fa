"""The command `kale-hooks check`: every rule, in one process."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import lint


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks check") -> int:
    """Check Kale notebooks with all rules, or with those that `--select` names."""
    return lint.run(argv, prog=prog, description="Check Kale notebooks with all rules.", choose=True)


if __name__ == "__main__":
    raise SystemExit(main())
