"""The command `kale-hooks verify`, and the engine of the hook `kale-verify-ir`."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from kale_core.diagnostics import Diagnostic
from kale_core.kfp.package import KfpUnavailable, Package, Refusal, compile_package, insist_on_kfp
from kale_core.kfp.verification import diagnostics
from kale_hooks import arguments, console, packages
from kale_hooks.arguments import Common
from kale_hooks.check import Checked
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.generate import Generation, Output, generate
from kale_hooks.outputs import is_heeded
from kale_hooks.report import counted, report_of
from kale_hooks.repository import Repositories
from kale_hooks.targets import targets

_DESCRIPTION = """Compile Kale notebooks with the KFP SDK, and report what KFP refuses at the cell that it comes from.
The generated files on disk are neither read nor run. Needs the SDK: pip install 'kale-hooks[kfp]'."""
_OUTPUT = "also write the pipelines for KFP there: a folder, or for one notebook a file that ends in .yaml"


@dataclass(frozen=True, slots=True)
class Verified:
    """The generated text of a notebook, and what KFP made of it; `None` if it gave no answer, for the reason given."""

    output: Output
    checked: Checked
    made: Package | Refusal | None = None
    reason: str = ""


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks verify", insists: bool = False) -> int:
    """Verify notebooks; `insists`: a file that was written fails the run, so that nobody commits without it."""
    parser = arguments.parser(prog, _DESCRIPTION, files_help=arguments.NOTEBOOKS_HELP)
    parser.add_argument("--output", metavar="PATH", help=_OUTPUT)
    namespace = parser.parse_args(argv)
    return console.guarded(prog, lambda: _run(namespace, insists=insists))


def _run(namespace: Namespace, *, insists: bool) -> ExitStatus:
    given = arguments.common(namespace)
    try:
        insist_on_kfp()
    except KfpUnavailable as error:
        raise WrongUsage(str(error)) from error
    generation = generate(targets(given, given.files or ["."]), repositories=Repositories(given.settings))
    verified = list(_verify(generation))
    kale = sum(each.is_kale for each in generation.checked)
    written = _write(namespace.output, verified, notebooks=kale) if namespace.output else 0
    unavailable = _say_reasons(verified)
    reported = _report(generation, verified, given)
    crashed = console.say_crashes(generation.checked)
    return max(unavailable, reported, crashed, ExitStatus.FINDINGS if written and insists else ExitStatus.OK)


def _verify(generation: Generation) -> Iterator[Verified]:
    """The notebooks that compile, in their order; each takes a second, most of it in a process of its own."""
    checked = {each.target.file: each for each in generation.checked}
    pairs = [Verified(each, checked[each.notebook.file]) for each in generation.pipelines]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(_compiled, pairs)


def _compiled(verified: Verified) -> Verified:
    try:
        return replace(verified, made=compile_package(verified.output.text, beside=verified.output.beside))
    except KfpUnavailable as error:
        return replace(verified, reason=str(error))


def _write(wanted: str, verified: Sequence[Verified], *, notebooks: int) -> int:
    """Write the packages that there are, say which files changed, and return how many did."""
    files = packages.places(wanted, [each.output for each in verified], notebooks=notebooks)
    written = 0
    for file, each in zip(files, verified, strict=True):
        if isinstance(each.made, Package) and packages.save(file, each.made):
            console.say(f"wrote {file.as_posix()} (from {each.output.notebook.path})")
            written += 1
    return written


def _say_reasons(verified: Sequence[Verified]) -> ExitStatus:
    """Each reason once: what is wrong with the SDK is wrong for all notebooks."""
    reasons = dict.fromkeys(each.reason for each in verified if each.reason)
    for reason in reasons:
        console.say(reason)
    return ExitStatus.ERROR if reasons else ExitStatus.OK


def _report(generation: Generation, verified: Sequence[Verified], given: Common) -> ExitStatus:
    """What keeps notebooks from being compiled, and what KFP says of the others."""
    found = {each.output.notebook.file: _found(each, given) for each in verified}
    checked = [replace(each, diagnostics=found.get(each.target.file, each.errors)) for each in generation.checked]
    report = report_of(checked)
    console.show(report, output_format=given.output_format, statistics=given.statistics)
    if given.verbose:
        console.say_skipped(checked)
    compiled = [each.made for each in verified if isinstance(each.made, Package)]
    if report.diagnostics or not report.files:
        console.say(report.summary())
    elif compiled:
        console.say(f"KFP {compiled[0].sdk} compiles {counted(len(compiled), 'pipeline')}")
    return given.settings.status(report.diagnostics)


def _found(verified: Verified, given: Common) -> tuple[Diagnostic, ...]:
    output, pipeline = verified.output, verified.checked.subject.pipeline
    if verified.made is None or pipeline is None:
        return ()
    found = diagnostics(verified.made, source=output.text, pipeline=pipeline, path=output.notebook.path)
    return tuple(each for each in found if is_heeded(each, given, output.notebook))
