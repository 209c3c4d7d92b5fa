from __future__ import annotations

import pytest

from kale_hooks.console import guarded
from kale_hooks.exit_status import ExitStatus, WrongUsage


def raising(error: BaseException) -> ExitStatus:
    raise error


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        pytest.param(WrongUsage("no such setting"), 2, "prog: no such setting\n", id="usage"),
        pytest.param(KeyboardInterrupt(), 130, "", id="interrupt"),
    ],
)
def test_what_a_command_raises(
    error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded("prog", lambda: raising(error)) == status
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", said)


def test_a_fault_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded("prog", lambda: raising(ValueError("ours"))) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("prog: internal error, please report it:\nTraceback")
    assert captured.err.endswith("ValueError: ours\n\n")
