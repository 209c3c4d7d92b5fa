"""Which steps run when, and in what surroundings."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from kale_core.kfp.local.environments import Environments
from kale_core.kfp.local.executor import folder_of
from kale_core.kfp.local.runner import LOG, Outcome, Place, State, run_tasks
from kale_core.kfp.plan import Task


def task(name: str, script: str = "true", *, after: str = "", install: str = "", **environment: str) -> Task:
    """A task that is a shell script; `after` holds names with spaces between."""
    command = (*(("sh", "-c", install) if install else ()), "sh", "-ec", script)
    return Task(name, name, (), command, (), environment, {}, {}, {}, frozenset(after.split()))


class Recorder:
    def __init__(self) -> None:
        self.changes: list[tuple[str, State]] = []
        self.lines: list[str] = []
        self.most = 0

    def changed(self, task: Task, state: State) -> None:
        self.changes.append((task.name, state))
        last = dict(self.changes)
        self.most = max(self.most, sum(state is State.RUNNING for state in last.values()))

    def printed(self, task: Task, line: str) -> None:
        self.lines.append(f"{task.name}: {line}")


def run(
    *tasks: Task, folder: Path, jobs: int = 4, environments: Environments | None = None
) -> tuple[Recorder, dict[str, Outcome]]:
    seen = Recorder()
    programs = folder / "programs"
    programs.mkdir()
    place = Place(folder / "run", environments, programs, {**os.environ, "OURS": "1"})
    return seen, asyncio.run(run_tasks(tasks, place, seen, jobs=jobs))


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: str(outcome.state) for name, outcome in outcomes.items()}


def test_a_step_starts_when_those_it_needs_are_done(tmp_path: Path) -> None:
    seen, outcomes = run(task("a"), task("b", after="a"), task("c", after="a"), task("d", after="b c"), folder=tmp_path)
    assert set(states(outcomes).values()) == {"done"}
    order = seen.changes.index
    for first, second in ("ab", "ac", "bd", "cd"):
        assert order((first, State.DONE)) < order((second, State.RUNNING))


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_steps_at_once_than_wanted(jobs: int, tmp_path: Path) -> None:
    seen, _ = run(*(task(name, "sleep 0.1") for name in "abcd"), folder=tmp_path, jobs=jobs)
    assert seen.most == jobs
    assert [name for name, state in seen.changes if state is State.RUNNING] == list("abcd")


def test_a_failure_stops_only_what_needs_it(tmp_path: Path) -> None:
    _, outcomes = run(
        task("a"), task("bad", "exit 3", after="a"), task("other", "sleep 0.2", after="a"),
        task("after", after="bad"), task("last", after="after other"), task("fine", after="other"),
        folder=tmp_path,
    )  # fmt: skip
    assert states(outcomes) == {
        "a": "done", "bad": "failed", "other": "done", "after": "skipped", "last": "skipped", "fine": "done",
    }  # fmt: skip
    assert outcomes["bad"].status == 3
    assert not (tmp_path / "run" / "after").exists()


def test_surroundings_of_a_step(tmp_path: Path) -> None:
    script = 'echo "$OURS $THEIRS"; ls -A; test "$HOME" = "$TMPDIR"; echo "$HOME"; touch left; cat'
    seen, _ = run(task("a", script, THEIRS="2", HOME="/tmp"), task("b", "ls -A", after="a"), folder=tmp_path)
    assert seen.lines[:1] == ["a: 1 2"]
    home = Path(seen.lines[1].removeprefix("a: "))
    assert home.is_absolute() and not home.exists()
    assert len(seen.lines) == 2, "each step begins in an empty folder"


def test_a_log_is_kept(tmp_path: Path) -> None:
    one = task("a", "echo hello; echo there >&2")
    run(one, folder=tmp_path)
    assert (folder_of(one, tmp_path / "run") / LOG).read_text() == "hello\nthere\n"


def test_a_step_that_cannot_start(tmp_path: Path) -> None:
    _, outcomes = run(task("a", "x" * 200_000), task("b", after="a"), folder=tmp_path)
    assert states(outcomes) == {"a": "failed", "b": "skipped"}
    assert (
        outcomes["a"].reason == "its source or its parameters are longer than the system lets a process be started with"
    )


def test_packages_are_installed_first_and_once(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(
        '#!/bin/sh\nmkdir -p "$3/bin"; printf "#!/bin/sh\\necho inside\\n" > "$3/bin/tool"; chmod +x "$3/bin/tool"'
    )
    python.chmod(0o755)
    made = Environments(tmp_path / "environments", python=python, environment=os.environ)
    install = 'echo installing && "$0" "$@"'
    first, second = task("a", "tool", install=install), task("b", "tool", install=install, after="a")
    seen, outcomes = run(first, second, folder=tmp_path, environments=made)
    assert set(states(outcomes).values()) == {"done"}
    assert seen.lines == ["a: inside", "b: inside"]
    assert (folder_of(first, tmp_path / "run") / LOG).read_text() == "installing\ninside\n"
    assert [name for name, state in seen.changes if state is State.INSTALLING] == ["a"]


def test_packages_that_cannot_be_installed(tmp_path: Path) -> None:
    made = Environments(tmp_path / "environments", python=Path("/bin/true"), environment=os.environ)
    _, outcomes = run(task("a", install="exit 1"), folder=tmp_path, environments=made)
    assert outcomes == {"a": Outcome(State.FAILED, reason="its packages cannot be installed")}


def test_all_processes_end_when_the_run_is_cancelled(tmp_path: Path) -> None:
    async def main() -> list[str]:
        seen = Recorder()
        place = Place(tmp_path / "run", None, tmp_path, os.environ)
        tasks = [task("a", "echo $$; sleep 60"), task("b", "echo $$; sleep 60"), task("c", after="a")]
        running = asyncio.create_task(run_tasks(tasks, place, seen, jobs=2))
        while len(seen.lines) < 2:
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return seen.lines

    for line in asyncio.run(main()):
        with pytest.raises(ProcessLookupError):
            os.kill(int(line[3:]), 0)
