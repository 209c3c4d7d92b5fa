"""Standard output and standard error, whatever they are connected to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper

from kale_hooks.check import Checked
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.output import OutputFormat, count, render
from kale_hooks.report import Report

_INTERRUPTED = 130
"""What shells call a program that the user stopped."""

_READABLE = 100


def say(message: str) -> None:
    """Something for people beside the diagnostics: progress, a summary."""
    sys.stdout.flush()  # what was said before comes before, also where both go to one file
    print(message, file=sys.stderr)


def show(report: Report, *, output_format: OutputFormat, statistics: bool = False) -> None:
    """Diagnostics to standard output, or how many there are of each rule."""
    colour = has_colour()
    sys.stdout.write(
        count(report, output_format=output_format, colour=colour)
        if statistics
        else render(report, output_format=output_format, colour=colour)
    )


def say_skipped(checked: Iterable[Checked]) -> None:
    """Name the notebooks that are none of our business."""
    for file in checked:
        if not file.is_kale and not file.diagnostics:
            say(f"{file.target.path}: skipped, not a Kale notebook")


def say_crashes(checked: Iterable[Checked]) -> ExitStatus:
    """Show our own faults, if any, and what they mean for the exit status."""
    status = ExitStatus.OK
    for file in checked:
        if file.crash:
            say(f"{file.target.path}: internal error, please report it:\n{file.crash}")
            status = ExitStatus.ERROR
    return status


def guarded(prog: str, command: Callable[[], int]) -> int:
    """The status of `command`, whatever happens in it: any console encoding, a closed pipe, a fault of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = command()
        sys.stdout.flush()
        return status
    except WrongUsage as error:
        say(f"{prog}: {error}")
        return ExitStatus.ERROR
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitStatus.FINDINGS
    except Exception:
        import traceback

        say(f"{prog}: internal error, please report it:\n{traceback.format_exc()}")
        return ExitStatus.ERROR


def has_colour() -> bool:
    """What users ask for counts more than what standard output is; `NO_COLOR` counts most."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide standard output is, if it is a terminal; what is easy to read, if it is not."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _READABLE
