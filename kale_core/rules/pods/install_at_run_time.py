"""A step installs software while it runs.

## What it does

Finds `pip`, `conda`, `mamba`, `uv` and `apt-get` commands that install something, in cells of steps.

## Why is this bad?

What a step installs is in its own pod only: the next step does not have it. It is installed anew in each run, in
whatever version there is by then, and a pod that does not run as root cannot install system packages at all. The
packages that a step imports are installed anyway.

## Example

```notebook
# %% tags: step:train
!pip install seaborn
import seaborn
print(seaborn.__version__)
```

## Use instead

```notebook
# %% tags: step:train
import seaborn
print(seaborn.__version__)
```

For a certain version, name it in the settings (`packages = {seaborn = "seaborn==0.13.2"}`), or use an image that has
it, with an `image:` tag.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kale_core.diagnostics import Finding, Severity
from kale_core.quoting import quoted
from kale_core.rules.pods.reading import place_of, uses, who
from kale_core.rules.pods.shell import shell_commands
from kale_core.rules.rule import Rule, Subject

_PYTHON_INSTALLERS = frozenset({"pip", "pip3", "conda", "mamba", "micromamba", "uv", "poetry"})
_SYSTEM_INSTALLERS = frozenset({"apt", "apt-get", "yum", "dnf", "apk"})
_IMPORTS = "import what you need, which installs it, or use an image that has it, with an `image:` tag"
_IMAGE = "use an image that has it, with an `image:` tag or as the `base_image` of the notebook's metadata"


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a command."""
    for step, use in uses(subject):
        installers = [found for words in shell_commands(use) if (found := _installer(words))]
        if step is not None and installers and subject.dataflow is not None:
            yield Finding(
                f"{who(step)} installs software with {quoted(installers[0])} while it runs: no other step has it",
                help=_IMPORTS if installers[0] in _PYTHON_INSTALLERS else _IMAGE,
                place=place_of(use, subject.dataflow),
                step=step,
            )


def _installer(words: list[str]) -> str | None:
    """The program with which a command installs something."""
    if words[1:3] == ["-m", "pip"]:
        words = words[2:]
    name = posixpath.basename(words[0])
    arguments = [word for word in words[1:] if not word.startswith("-")]
    if name == "uv" and arguments[:1] == ["pip"]:
        arguments = arguments[1:]
    installs = arguments[:1] in (["install"], ["add"]) and "--help" not in words
    return name if installs and name in _PYTHON_INSTALLERS | _SYSTEM_INSTALLERS else None


RULE = Rule("KALE607", "install-at-run-time", Severity.WARNING, check)
