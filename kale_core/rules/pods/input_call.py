"""A step waits for somebody to type something.

## What it does

Finds calls of `input()`, `getpass.getpass()`, and of debuggers, in cells of steps and in functions that they call.

## Why is this bad?

Nobody sits at the terminal of a pod: the call fails at once, or waits until the pipeline times out.

## Example

```notebook
# %% tags: step:train
rate = float(input("learning rate: "))
print(rate)
```

## Use instead

```notebook
# %% tags: pipeline-parameters
rate = 0.1
# %% tags: step:train
print(rate)
```

A password comes from a Kubernetes Secret, which the tag `secret:<secret>:<key>:<ENV>` gives to a step.
"""

from __future__ import annotations

from collections.abc import Iterator

from kale_core.analysis.uses import UseKind
from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.pods.reading import place_of, runs_at, uses, who
from kale_core.rules.rule import Rule, Subject

_DEBUG = "remove it, or tag the cell `skip`"
_ADVICE = {
    "builtins.input": "make it a pipeline parameter, in a cell tagged `pipeline-parameters`",
    "getpass.getpass": "read an environment variable that the tag `secret:<secret>:<key>:<ENV>` gives to the step",
    "builtins.breakpoint": _DEBUG,
    "pdb.set_trace": _DEBUG,
    "IPython.embed": _DEBUG,
    "IPython.core.debugger.set_trace": _DEBUG,
}


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a call and step."""
    for step, use in uses(subject):
        is_asked = use.kind is UseKind.CALL and use.certain and not use.tried
        if is_asked and use.name in _ADVICE and subject.dataflow is not None:
            yield Finding(
                f"{who(step)} calls {quoted(use.name.removeprefix('builtins.'))}, but nobody can answer in a pod",
                help=_ADVICE[use.name],
                place=place_of(use, subject.dataflow),
                step=step,
                related=runs_at(use, subject.path, step),
            )


RULE = Rule("KALE606", "input-call", Severity.ERROR, check)
