"""The umbrella command `kale-hooks`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module

_COMMANDS = {
    "check": ("kale_hooks.check_command", "check notebooks with all rules"),
    "compile": ("kale_hooks.compile", "write the generated files of notebooks"),
    "check-and-compile": ("kale_hooks.check_and_compile", "both, in one process: what the hook `kale` runs"),
    "check-stale": ("kale_hooks.check_stale", "check that generated files are up to date"),
    "show": ("kale_hooks.show", "print the pipeline of a notebook as data"),
    "verify": ("kale_hooks.verify", "compile notebooks with the KFP SDK, and report what it refuses"),
    "run": ("kale_hooks.run", "run the pipeline of a notebook on this machine"),
    "submit": ("kale_hooks.submit", "upload the pipeline of a notebook to KFP, and start a run of it"),
    "graph": ("kale_hooks.graph", "draw the pipeline of a notebook"),
    "review": ("kale_hooks.review", "print what changed in pipelines since another branch, as Markdown"),
    "explain": ("kale_hooks.explain", "print the pages of rules"),
    "rules": ("kale_hooks.rules", "list all rules"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the subcommand that the first argument names; only its module is imported."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--version"]:
        from importlib.metadata import version

        print(f"kale-hooks {version('kale-hooks')}")
        return 0
    given = _parser().parse_args(arguments[:1])
    module, _ = _COMMANDS[given.command]
    status: int = import_module(module).main(arguments[1:], prog=f"kale-hooks {given.command}")
    return status


def _parser() -> ArgumentParser:
    listed = "\n".join(f"  {name:<18} {text}" for name, (_, text) in _COMMANDS.items())
    parser = ArgumentParser(
        prog="kale-hooks",
        description="Turn annotated Jupyter notebooks into reviewable Kubeflow pipelines.",
        epilog=f"commands:\n{listed}\n\n`kale-hooks COMMAND --help` says more of each.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    parser.add_argument("command", choices=list(_COMMANDS), metavar="COMMAND", help="one of those below")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
