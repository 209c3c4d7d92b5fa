"""The hook `kale`: check with all rules and compile, in one process."""

from __future__ import annotations

from collections.abc import Sequence

from kale_hooks import arguments, console, outputs


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks check-and-compile") -> int:
    """Check Kale notebooks with all rules, and write the generated files of those without errors."""
    description = "Check Kale notebooks with all rules, and write the generated files of those without errors."
    namespace = arguments.parser(prog, description, files_help=arguments.GENERATED_HELP, selects=True).parse_args(argv)
    return console.guarded(
        prog, lambda: outputs.run(arguments.common(namespace), outputs.Mode(writes=True, checks=True))
    )


if __name__ == "__main__":
    raise SystemExit(main())
