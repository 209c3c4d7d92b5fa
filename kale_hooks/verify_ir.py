"""The hook `kale-verify-ir`."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import verify


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-verify-ir") -> int:
    """Compile Kale notebooks with the KFP SDK; with `--output`, fail if that changed a file."""
    return verify.main(argv, prog=prog, insists=True)


if __name__ == "__main__":
    raise SystemExit(main())
