"""The hook `kale-check-stale`."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import arguments, console, outputs


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-check-stale") -> int:
    """Check that generated files are what their notebooks compile to; write nothing."""
    description = "Check that generated files are what their notebooks compile to; write nothing."
    files_help = "notebooks, generated files, or folders that hold notebooks (default: the whole repository)"
    namespace = arguments.parser(prog, description, files_help=files_help).parse_args(argv)
    return console.guarded(prog, lambda: outputs.run(arguments.common(namespace), outputs.Mode(everywhere=True)))


if __name__ == "__main__":
    raise SystemExit(main())
