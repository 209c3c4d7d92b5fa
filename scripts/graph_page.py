"""Write docs/graph.md and its pictures: what `kale-hooks graph` draws of examples, as they are and with mistakes."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from kale_hooks import cli
from scripts.mistakes import Edit

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CLEAN, FAULTY = "wine_quality.ipynb", "energy_forecast.ipynb"

MISTAKES = (
    Edit(FAULTY, '"step:simulate_demand"', '"step:simulate_demand",\n     "prev:split_history"'),
    Edit(FAULTY, '     "prev:fit_naive",\n', ""),
    Edit(
        FAULTY,
        '"prev:simulate_demand",\n     "prev:fit_harmonic"',
        '"prev:simulate_demand",\n     "prev:fit_harmonics"',
    ),
)

PAGE = Template("""\
# Pictures of a pipeline

Made by `python -m scripts.graph_page`, which runs the commands on this page; change the text there.

`kale-hooks graph NOTEBOOK` draws the pipeline of a notebook. Nothing of the notebook is run for it, and nothing is
written unless `--output` says so.

| format | for |
| --- | --- |
| `--format text` | a terminal. The default |
| `--format mermaid` | Markdown on GitHub and GitLab |
| `--format svg` | browsers, and pages of documentation; light and dark |
| `--format dot` | [Graphviz](https://graphviz.org), and programs that read its language |

## In the terminal

```console
$$ kale-hooks graph $clean
```

```text
$text```

A step stands beside its `●`, and a line leads down from it to all steps that follow. Where the line of another step is
in the way, it passes behind it. Below the name of a step:

| sign | what it says |
| --- | --- |
| `← split: X_train` | the step gets these variables from `split` |
| `⇠ check_data (order only)` | it runs after `check_data`, and gets nothing; the line is dashed |
| `cell 14: features = ...` | its cells by their number in the notebook, markdown included, with their first line |
| `parameters:`, `metrics:` | the pipeline parameters that it reads, and the metrics that it reports |

The picture is as wide as the terminal. Where the console has no such signs, it is made of ASCII.

## With mistakes

The picture is there to find mistakes, so it is drawn despite them. Here, `simulate_demand` waits for a step that waits
for it, `forecast` names a step that does not exist, and `backtest` reads a variable that nothing brings there:

```console
$$ kale-hooks graph $faulty
```

```text
$faulty_text```

| sign | what it says |
| --- | --- |
| `error KALE302 missing-dependency` | a rule reports something in this step; `x2` if it does so twice |
| `○` | a `prev:` tag names this step, and there is none |
| `◆` | another notebook, which a `notebook:` tag names |
| `(cycle)` | the two steps wait for each other; a double line leads up |
| `` (`prev:` tag is missing) `` | the step reads the variable, and no `prev:` tag says that it follows |

The findings themselves go to standard error, a line each, so that the picture alone is in the file or in the pipe:

```text
$findings```

## In Markdown

`--format mermaid` prints a [Mermaid](https://mermaid.js.org) flowchart. Put it into a block that begins with
` ```mermaid `, and GitHub and GitLab show the picture:

```mermaid
$mermaid```

The lines are called by their steps, so that a step more is a few lines more. In a workflow of GitHub Actions, this
shows the pipeline in the summary of the run:

```bash
{ echo '```mermaid'; kale-hooks graph $clean --format mermaid; echo '```'; } >> "$$GITHUB_STEP_SUMMARY"
```

## As a file

```console
$$ kale-hooks graph $clean --format svg --output pipeline.svg
$$ kale-hooks graph $clean --format dot | dot -Tpdf > pipeline.pdf
```

The SVG file needs no other file and no script. It follows the reader's choice of light or dark, and its text is read
out by screen readers:

![The pipeline of $clean](graph-clean.svg)

And with the mistakes from above:

![The pipeline of $faulty with mistakes](graph-faulty.svg)

The same notebook gives the same bytes, wherever and whenever it is drawn, so the file can be committed. No picture
shows a line of code with a credential that [KALE604](rules.md#kale604-credentials) knows.

## Exit statuses

| status | meaning |
| --- | --- |
| 0 | drawn, and nothing to report |
| 1 | drawn, with findings; or there is nothing to draw, because the file is no Kale notebook |
| 2 | wrong usage, or the file of `--output` cannot be written |

Settings count as everywhere: a rule that is ignored marks nothing, and with `fail-on = "error"` the status is 0 if
there are only warnings.
""")


def main() -> int:
    """Write the files."""
    for name, text in render().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def render() -> dict[str, str]:
    """The files in `docs`, by name."""
    with TemporaryDirectory() as folder, chdir(folder), _plain():
        for name in (CLEAN, FAULTY):
            shutil.copy(ROOT / "examples" / name, folder)
        for mistake in MISTAKES:
            mistake.make(Path(folder))
        text, _ = _drawn(CLEAN, "text")
        faulty, findings = _drawn(FAULTY, "text")
        mermaid, _ = _drawn(CLEAN, "mermaid")
        pictures = {
            f"graph-{kind}.svg": _drawn(name, "svg")[0] for kind, name in (("clean", CLEAN), ("faulty", FAULTY))
        }
    page = PAGE.substitute(
        clean=CLEAN, faulty=FAULTY, text=text, faulty_text=faulty, findings=findings, mermaid=mermaid
    )
    return {"graph.md": page, **pictures}


def _drawn(notebook: str, picture: str) -> tuple[str, str]:
    """What the command prints, on standard output and on standard error."""
    output, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with redirect_stdout(output), redirect_stderr(errors):
        cli.main(["graph", notebook, "--format", picture])
    return _held(output), _held(errors)


def _held(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


@contextmanager
def _plain() -> Iterator[None]:
    """No colours, whatever the environment asks for."""
    before = dict(os.environ)
    os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


if __name__ == "__main__":
    raise SystemExit(main())
