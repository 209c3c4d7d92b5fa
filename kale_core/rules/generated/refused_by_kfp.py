"""KFP refuses the pipeline, or keeps something else than the notebook says.

## What it does

`kale-hooks verify` compiles the pipeline with the KFP SDK that is installed, and reads the result back. This reports
what the SDK refuses, in its own words, at the step, the parameter or the key of the metadata that it is about, and
parameters whose default is not what the notebook says after that.

## Why is this bad?

The pipeline cannot be uploaded, or runs with other values. The other rules are meant to find all such causes without
KFP, so what is left is probably a difference between versions of KFP.

## What to do

Change what the message names. If the notebook is right, please report it as a fault of kale-hooks.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.diagnostics import Finding, Place, Severity
from kale_core.quoting import escaped, quoted
from kale_core.rules.rule import Rule, Subject

_LONGEST = 400
_HELP = "change what KFP names; if the notebook is right, please report this as a fault of kale-hooks"


def finding(reason: str, *, place: Place, step: str | None) -> Finding:
    """What the SDK says when it refuses a pipeline."""
    shown = escaped(reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]}...")
    what = f"step {quoted(step)}" if step else "the pipeline"
    return Finding(f"KFP refuses {what}: {shown}", help=_HELP, place=place, step=step)


def other_default(parameter: str, kept: object, *, place: Place) -> Finding:
    """A parameter whose default changed on the way."""
    message = f"KFP keeps the default of parameter {quoted(parameter)} as {quoted(repr(kept))}"
    return Finding(message, help="write a value that KFP keeps, or a text that the steps convert", place=place)


def check(_: Subject) -> Iterator[Finding]:
    """Nothing: it takes the KFP SDK to see it."""
    return iter(())


RULE = Rule("KALE509", "refused-by-kfp", Severity.ERROR, check)
