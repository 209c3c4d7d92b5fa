"""What is left to say when a run has ended: metrics, reports, why steps failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kale_core.kfp.local.executor import artifact_file, folder_of, metadata_of
from kale_core.kfp.local.failure import Failure, failure_of
from kale_core.kfp.local.runner import LOG, Outcome, State
from kale_core.kfp.plan import Task
from kale_core.rules.pods import credentials
from kale_hooks import console
from kale_hooks.exit_status import ExitStatus
from kale_hooks.fresh import Fresh
from kale_hooks.live.board import duration
from kale_hooks.live.session import Ended
from kale_hooks.output.concise import position
from kale_hooks.output.snippet import snippet
from kale_hooks.output.visible import escape, width
from kale_hooks.report import counted

_METRICS, _HTML = "system.Metrics", "system.HTML"
_PAGE = "report.html"
_ALL_DIGITS = 1e15
_LAST_WORDS = 65_536  # bytes of a log that say why a step failed


def show(made: Fresh, tasks: Sequence[Task], ended: Ended, *, hints: Mapping[str, str]) -> ExitStatus:
    """Print it. `hints` says what to do about failures whose reason begins with a word."""
    _show_list("metrics", _metrics(tasks, ended.folder))
    _show_list("reports", [page.as_posix() for task in tasks if (page := _page(task, ended.folder))])
    failed = [task for task in tasks if ended.outcomes[task.name].state is State.FAILED]
    for task in failed:
        print("\n".join(_failure(task, made, ended, hints)))
    console.say(f"{_counted(tasks, ended.outcomes)} in {duration(ended.seconds)}")
    console.say(f"artifacts and logs are in {ended.folder.as_posix()}")
    return ExitStatus.FINDINGS if failed else ExitStatus.OK


def _show_list(title: str, lines: Sequence[str]) -> None:
    if lines:
        print("\n".join([f"{title}:", *(f"  {line}" for line in lines)]))


def _counted(tasks: Sequence[Task], outcomes: Mapping[str, Outcome]) -> str:
    """`3 steps done, 1 failed, 2 skipped`."""
    counts = {state: sum(outcomes[task.name].state is state for task in tasks) for state in State}
    others = [f"{counts[state]} {state}" for state in (State.FAILED, State.SKIPPED) if counts[state]]
    return ", ".join([f"{counted(counts[State.DONE], 'step') or 'no step'} done", *others])


def _metrics(tasks: Sequence[Task], run: Path) -> list[str]:
    """A line for each metric, with the step that reports it."""
    found = [(escape(name), _number(value), task.title) for task in tasks for name, value in _metrics_of(task, run)]
    names, values = (max((width(each[column]) for each in found), default=0) for column in (0, 1))
    return [f"{name}{' ' * (names - width(name))}  {value:>{values}}  ({step})" for name, value, step in found]


def _metrics_of(task: Task, run: Path) -> Iterator[tuple[str, float]]:
    known = metadata_of(task, run)
    for name in _of_type(task, _METRICS):
        yield from known.get(name, {}).items()


def _number(value: float) -> str:
    """A metric for people: `57` and not `57.0`, six digits of what has many."""
    return str(int(value)) if abs(value) < _ALL_DIGITS and value == int(value) else f"{value:.6g}"


def _page(task: Task, run: Path) -> Path | None:
    """The report of a task as a page, if it has one: one that failed made its report of what ran until then."""
    page = folder_of(task, run) / _PAGE
    for name in _of_type(task, _HTML):
        if artifact_file(task, name, run).exists():
            page.symlink_to(name)  # KFP gives artifacts no suffix, by which browsers tell what a file is
            return page
    return None


def _of_type(task: Task, title: str) -> list[str]:
    return [name for name, each in task.outputs.items() if each.get("schemaTitle") == title]


def _failure(task: Task, made: Fresh, ended: Ended, hints: Mapping[str, str]) -> Iterator[str]:
    """Why a step failed, where in the notebook, and where its whole log is."""
    log = folder_of(task, ended.folder) / LOG
    found = failure_of(task, ended.outcomes[task.name], _last_words(log), made.pipeline)
    path = made.notebook.path
    where = position(path, found.place) if found.place else escape(path)
    yield f"{where}: step `{task.title}` failed: {escape(found.reason)}"
    yield from _code(found, made)
    yield from (f"  help: {hint}" for start, hint in hints.items() if found.reason.startswith(start))
    yield f"  log: {log.as_posix()}"


def _code(found: Failure, made: Fresh) -> Iterator[str]:
    notebook = made.checked.subject.notebook
    if found.place and notebook:
        secrets = credentials.secrets(made.checked.subject)
        yield from (f"  {each.gutter} {each.text}" for each in snippet(notebook, found.place, secrets=secrets))


def _last_words(log: Path) -> list[str]:
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - _LAST_WORDS))
            return stream.read().decode("utf-8", "replace").splitlines()
    except OSError:  # it failed before it had a log
        return []
