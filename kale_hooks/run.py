"""The command `kale-hooks run`."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from kale_core.kfp.arguments import InvalidArgument, read_arguments
from kale_core.kfp.package import KfpUnavailable, Package, compile_package
from kale_core.kfp.plan import Task, needed_by, tasks_of
from kale_core.pipeline import Pipeline
from kale_core.quoting import listed, quoted
from kale_core.suggestions import nearest
from kale_hooks import arguments, console
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.fresh import Fresh, fresh

_DESCRIPTION = """Run the pipeline of a notebook on this machine, each step in a process of its own, as KFP runs it.
This executes the code in the cells of the notebook. The pipeline is compiled afresh: the generated file is not used.
Needs the KFP SDK: pip install 'kale-hooks[kfp]'."""

_NO_VENV = {"ModuleNotFoundError": "install it, or run without --no-venv"}


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks run") -> int:
    """Run the pipeline of a notebook on this machine."""
    parser = arguments.Parser(prog=prog, description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument("notebook", metavar="NB", help="a Kale notebook")
    parser.add_argument("--param", action="append", metavar="NAME=VALUE", help="a pipeline parameter; repeatable")
    parser.add_argument("--step", metavar="NAME", help="only this step, and those that it needs")
    parser.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        default=os.cpu_count(),
        help="run at most so many steps at once (default: one for each processor)",
    )
    parser.add_argument(
        "--output", metavar="DIR", default="local_outputs", help="where results go (default: %(default)s)"
    )
    no_venv = "use the packages of the Python that runs this command, and install none"
    parser.add_argument("--no-venv", action="store_true", help=no_venv)
    arguments.add_settings(parser)
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _guarded(given))


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is no number of steps")
    return int(text)


def _guarded(given: Namespace) -> int:
    if os.name != "posix":
        raise WrongUsage("steps run as they do on a cluster, which takes Linux or macOS")
    try:
        return _run(given)
    except (InvalidArgument, KfpUnavailable) as error:
        raise WrongUsage(str(error)) from error
    except KeyboardInterrupt:
        console.say("stopped before any step ran")
        return 128 + signal.SIGINT


def _run(given: Namespace) -> int:
    made = fresh(given.notebook, arguments.settings_of(given))
    if isinstance(made, ExitStatus):
        return made
    values = read_arguments(given.param or (), made.pipeline.parameters)
    if given.step is not None:
        _insist_on(given.step, made.pipeline)
    package = compile_package(made.text, beside=made.beside)
    if not isinstance(package, Package):
        console.say(f"KFP refuses the pipeline: {package.message}; see `kale-hooks verify {given.notebook}`")
        return ExitStatus.FINDINGS
    tasks = tasks_of(package, values, order=[step.name for step in made.pipeline.steps])
    return _carry_out(given, made, needed_by(given.step, tasks) if given.step else tasks)


def _insist_on(step: str, pipeline: Pipeline) -> None:
    names = [each.name for each in pipeline.steps]
    if step not in names:
        near = nearest(step, names)
        hint = f"did you mean {quoted(near)}?" if near else f"it has {', '.join(map(quoted, names))}"
        raise WrongUsage(f"the pipeline has no step {quoted(step)}; {hint}")


def _carry_out(given: Namespace, made: Fresh, tasks: Sequence[Task]) -> int:
    from kale_hooks.live import session, summary  # which do not even import on Windows
    from kale_hooks.live.differences import differences

    name = made.pipeline.config.pipeline_name
    assert name is not None
    for line in differences(made.pipeline, tasks):
        console.say(line)
    output, jobs = Path(given.output), given.jobs or 1
    try:
        ended = session.run(tasks, pipeline=name, output=output, jobs=jobs, own_environments=not given.no_venv)
    except session.Stopped as stopped:
        during = f" during {listed(stopped.active)}" if stopped.active else ""
        console.say(f"stopped by {signal.Signals(stopped.number).name}{during}; no process is left")
        return 128 + stopped.number
    return summary.show(made, tasks, ended, hints=_NO_VENV if given.no_venv else {})
