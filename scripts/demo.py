"""The hooks at work, on a copy of the example repository: clean, with mistakes, fixed.

Run it with `make demo`. It checks what it shows: the exit status is 0 only if all was reported as it should be.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path

from scripts.mistakes import IN_NOTEBOOKS, WITH_GENERATED_FILES, ExamplesChanged, Mistake
from scripts.sandbox import CHECKOUT, Failure, Run, Sandbox, git, make_sandbox

COMPILERS = ("kale-compile", "kale-check-stale")


def main() -> int:
    """Run the demo in a temporary folder, which is left behind if something goes wrong."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    folder = Path(tempfile.mkdtemp(prefix="kale-hooks-demo-")).resolve()
    try:
        demonstrate(folder / "examples")
    except (Failure, ExamplesChanged) as error:
        print(f"\nDEMO FAILED: {error}\nThe repository is left in {folder / 'examples'}", flush=True)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def demonstrate(folder: Path) -> None:
    """All parts of the demo, one after the other."""
    sandbox = set_up(folder)
    title("2. All is well")
    show(sandbox, "--all-files", status=0)
    break_notebooks(sandbox)
    break_generated_files(sandbox)
    repair_generated_files(sandbox)
    number = len(IN_NOTEBOOKS) + len(WITH_GENERATED_FILES)
    print(f"\nDEMO PASSED: clean at first; each of {number} mistakes reported where it was made; clean when fixed.")


def set_up(folder: Path) -> Sandbox:
    """The repository, with the hooks of the last commit of this checkout."""
    title("1. A repository with Kale notebooks, and pre-commit")
    commit = git("rev-parse", "HEAD", at=CHECKOUT)
    if git("status", "--porcelain", at=CHECKOUT):
        say(f"This checkout has uncommitted changes. pre-commit does not see them: this is commit {commit[:9]}.\n")
    sandbox = make_sandbox(folder, hooks=CHECKOUT / ".venv" / "pre-commit", commit=commit)
    say(f"$ cd {folder}\n$ ls")
    say("\n".join(sorted(path.name for path in folder.glob("*.ipynb"))))
    say("\n$ cat .pre-commit-config.yaml")
    config = (folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    say("".join(line for line in config.splitlines(keepends=True) if not line.startswith("#")))
    say("$ pre-commit install-hooks")
    status = sandbox.install()
    if status:
        raise Failure(f"pre-commit could not install the hooks (exit status {status}): see above")
    return sandbox


def break_notebooks(sandbox: Sandbox) -> None:
    """One mistake of each kind in the notebooks, then all of them undone."""
    title("3. Mistakes in notebooks")
    make(sandbox, IN_NOTEBOOKS)
    run = show(sandbox, "--all-files", status=1, skip=",".join(COMPILERS))
    compare(run, IN_NOTEBOOKS)
    for hook in COMPILERS:
        run = sandbox.run(hook, "--all-files")
        check_status(run, 1, f"pre-commit run {hook} --all-files")
        compare(run, IN_NOTEBOOKS)
    if sandbox.git("diff"):
        raise Failure("the generated file of a notebook with errors was written")
    say("kale-compile and kale-check-stale, skipped above, report the same mistakes and write nothing.")
    title("4. The notebooks are corrected")
    sandbox.git("reset", "--quiet", "--hard")
    show(sandbox, "--all-files", status=0)


def break_generated_files(sandbox: Sandbox) -> None:
    """Generated files that are not what their notebooks say; `kale-check-stale` sees them and writes nothing."""
    title("5. Notebooks and generated files that differ, as continuous integration sees them")
    make(sandbox, WITH_GENERATED_FILES)
    run = show(sandbox, "kale-check-stale", "--all-files", status=1)
    compare(run, WITH_GENERATED_FILES)


def repair_generated_files(sandbox: Sandbox) -> None:
    """`kale-compile` writes what is missing or stale; what it says is then done."""
    title("6. The same on an author's machine: kale-compile writes the files, and says what is left to do")
    run = show(sandbox, "kale-compile", "--all-files", status=1)
    written = [line.partition("; run: ")[2] for line in run.plain.splitlines() if line.startswith("wrote ")]
    if len(written) != len(WITH_GENERATED_FILES):
        raise Failure(f"kale-compile wrote {len(written)} files, not {len(WITH_GENERATED_FILES)}")
    title("7. The author does so")
    removed = [line.split("`")[1] for line in run.plain.splitlines() if line.startswith("  help: run `git rm ")]
    for command in [*written, *removed]:
        say(f"$ {command}")
        sandbox.git(*command.split()[1:])
    show(sandbox, "--all-files", status=0)


def make(sandbox: Sandbox, mistakes: Iterable[Mistake]) -> None:
    """Make mistakes, say which, and stage them."""
    for mistake in mistakes:
        mistake.change.make(sandbox.folder)
        say(f"* {mistake.change.file}: {mistake.what}")
    sandbox.git("add", "--all")
    say("")


def show(sandbox: Sandbox, *arguments: str, status: int, skip: str = "") -> Run:
    """Run pre-commit, print the command and what the user sees, and insist on the exit status."""
    command = " ".join([*([f"SKIP={skip}"] if skip else []), "pre-commit run", *arguments])
    say(f"$ {command}")
    run = sandbox.run(*arguments, skip=skip)
    say(run.output)
    check_status(run, status, command)
    return run


def check_status(run: Run, status: int, command: str) -> None:
    """Insist on an exit status."""
    if run.status != status:
        raise Failure(f"`{command}` ended with exit status {run.status}, not {status}:\n{run.output}")


def compare(run: Run, mistakes: Sequence[Mistake]) -> None:
    """Insist that exactly these mistakes are reported, each for its file."""
    expected = {seen for mistake in mistakes for seen in mistake.seen.items()}
    missing, unexpected = expected - run.diagnostics, run.diagnostics - expected
    if missing or unexpected:
        raise Failure(f"not reported: {_listed(missing)}; reported, but not expected: {_listed(unexpected)}")


def _listed(diagnostics: set[tuple[str, str]]) -> str:
    return ", ".join(f"{code} for {path}" for path, code in sorted(diagnostics)) or "nothing"


def title(text: str) -> None:
    """A heading."""
    say(f"\n{text}\n{'=' * len(text)}\n")


def say(text: str) -> None:
    """Something for the reader, in order with what other programs print."""
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
