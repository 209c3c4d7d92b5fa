"""The command `kale-hooks submit`."""

from __future__ import annotations

import re
import signal
from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kale_core.diagnostics import Severity
from kale_core.kfp.arguments import InvalidArgument, read_arguments
from kale_core.kfp.package import KfpUnavailable, Package, compile_package
from kale_core.kfp.server.address import InvalidAddress
from kale_core.kfp.server.connection import Connection
from kale_core.kfp.server.credentials import InvalidCredentials
from kale_core.kfp.server.deadline import Deadline
from kale_core.kfp.server.faults import ServerFault
from kale_core.kfp.server.steps import step_names
from kale_core.kfp.server.upload import Version
from kale_core.kfp.verification import diagnostics
from kale_hooks import arguments, console, server_access
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.following import NotFollowed
from kale_hooks.fresh import Fresh, fresh
from kale_hooks.output import OutputFormat
from kale_hooks.report import report_of
from kale_hooks.server_access import Access
from kale_hooks.server_advice import with_advice
from kale_hooks.submission import Order, carry_out
from kale_hooks.version_name import version_of

_MINUTE, _HOUR = 60.0, 3600.0
_TIME, _TIME_TO_WAIT = 5 * _MINUTE, 24 * _HOUR
_UNITS = {"": 1.0, "s": 1.0, "m": _MINUTE, "h": _HOUR}


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks submit") -> int:
    """Upload the pipeline of a notebook to a KFP server, start a run of it, and follow the run."""
    description = "Upload the pipeline of a notebook to a KFP server, and print the address of its page there."
    parser = arguments.Parser(prog=prog, description=description, allow_abbrev=False)
    parser.add_argument("notebook", metavar="NB", help="a Kale notebook")
    server_access.add_options(parser)
    parser.add_argument(
        "--experiment", metavar="NAME", help="the experiment (default: the one that the notebook names)"
    )
    parser.add_argument("--run", action="store_true", help="start a run, and print the address of its page instead")
    parser.add_argument("--param", action="append", metavar="NAME=VALUE", help="with --run: a parameter; repeatable")
    parser.add_argument("--wait", action="store_true", help="with --run: follow the run until it ends")
    times = "such as 90, 90s, 30m or 2h (default: 5m, with --wait 24h)"
    parser.add_argument("--timeout", type=_seconds, metavar="TIME", help=f"give up after this time, {times}")
    arguments.add_settings(parser)
    given = parser.parse_args(argv)
    for option in ("param", "wait"):
        if getattr(given, option) and not given.run:
            parser.error(f"--{option} needs --run")
    return console.guarded(prog, lambda: _guarded(given, prog))


def _seconds(text: str) -> float:
    match = re.fullmatch(r"([0-9]{1,9})([smh]?)", text, re.ASCII)
    if match is None or not int(match[1]):
        raise ArgumentTypeError(f"{text!r} is no time: write one such as 90, 90s, 30m or 2h")
    return int(match[1]) * _UNITS[match[2]]


def _guarded(given: Namespace, prog: str) -> int:
    try:
        return _submit(given, prog)
    except (InvalidAddress, InvalidCredentials, InvalidArgument, KfpUnavailable) as error:
        raise WrongUsage(str(error)) from error
    except NotFollowed as end:
        console.say(f"{prog}: {end}")
        return end.status
    except KeyboardInterrupt:
        console.say(f"{prog}: stopped")
        return 128 + signal.SIGINT


def _submit(given: Namespace, prog: str) -> ExitStatus:
    settings = arguments.settings_of(given)
    made = fresh(given.notebook, settings)
    if isinstance(made, ExitStatus):
        return made
    access = server_access.access(given, named_by_notebook=made.pipeline.config.kfp_host)
    values = read_arguments(given.param or (), made.pipeline.parameters)
    package = _package(made)
    if isinstance(package, ExitStatus):
        return package
    order = _order(given, made, package, values, version_of(made.notebook, settings, package.text))
    return _carried_out(order, access, prog, seconds=given.timeout or (_TIME_TO_WAIT if given.wait else _TIME))


def _package(made: Fresh) -> Package | ExitStatus:
    """The pipeline as KFP takes it. If it does not, people are told, and the result is the exit status for that."""
    package = compile_package(made.text, beside=made.beside)
    found = diagnostics(package, source=made.text, pipeline=made.pipeline, path=made.notebook.path)
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    if isinstance(package, Package) and not errors:
        return package
    console.show(report_of([replace(made.checked, diagnostics=errors)]), output_format=OutputFormat.FULL)
    return ExitStatus.FINDINGS


def _order(given: Namespace, made: Fresh, package: Package, values: Mapping[str, Any], version: Version) -> Order:
    config = made.pipeline.config
    assert config.pipeline_name is not None
    return Order(
        version=version,
        pipeline=config.pipeline_name,
        description=config.pipeline_description,
        experiment=given.experiment or (config.experiment_name if given.run else None),
        runs=given.run,
        arguments=values,
        waits=given.wait,
        steps=step_names(package.pipeline),
    )


def _carried_out(order: Order, access: Access, prog: str, *, seconds: float) -> ExitStatus:
    address, credentials, namespace = access.address, access.credentials, access.namespace
    if address.is_exposed and credentials.sources:
        console.say(f"{credentials.sources} will cross the network without encryption: {address.api} is not `https`")
    try:
        connection = Connection(
            address,
            credentials,
            deadline=Deadline(seconds),
            namespace=namespace,
            authorities=access.authorities,
        )
        return carry_out(order, connection)
    except ServerFault as fault:
        console.say(f"{prog}: {with_advice(fault, credentials, namespace=namespace)}")
        return ExitStatus.ERROR
