"""The hook `kale-compile`."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import arguments, console, outputs


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-compile") -> int:
    """Write the generated files of Kale notebooks, and say which to `git add`."""
    description = "Write the generated files of Kale notebooks, and say which to `git add`."
    namespace = arguments.parser(prog, description, files_help=arguments.GENERATED_HELP).parse_args(argv)
    return console.guarded(prog, lambda: outputs.run(arguments.common(namespace), outputs.Mode(writes=True)))


if __name__ == "__main__":
    raise SystemExit(main())
