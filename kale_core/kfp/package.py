"""From the text of a generated file to a package for KFP, made by the KFP SDK in a process of its own.

Only text that was generated just now may be compiled: compiling executes it, and a file on disk may have been edited.
The process works in a temporary folder; it opens no connection and starts no program (see `sdk_process.py`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("sdk_process.py")
_TIMEOUT = 300.0  # seconds; a pipeline of 200 steps takes three
_LAST_WORDS = 500
_INSTALL = "run `pip install 'kale-hooks[kfp]'`"


@dataclass(frozen=True, slots=True)
class Package:
    """A compiled pipeline.

    `text` is the IR, YAML as KFP wrote it. `pipeline` is its pipeline spec and `platform` its platform spec (empty if
    there is none), as parsed from `text`. `sdk` is the version of KFP.
    """

    text: str
    pipeline: Mapping[str, Any]
    platform: Mapping[str, Any]
    sdk: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """KFP refuses the file, or cannot read what it wrote itself.

    `lines` are those of the generated text that were running, 1-based, outermost first.
    """

    kind: str
    message: str
    lines: tuple[int, ...] = ()


class KfpUnavailable(Exception):
    """The SDK is missing, too old or broken; the message says which, and what to do, on one line."""


def insist_on_kfp() -> None:
    """Raise `KfpUnavailable` if the SDK is not even there, before any work is done."""
    if find_spec("kfp") is None:
        raise _missing("kfp")


def compile_package(
    source: str,
    *,
    beside: Mapping[str, str] | None = None,
    python: str | Path = sys.executable,
    timeout: float = _TIMEOUT,
) -> Package | Refusal:
    """What the SDK installed beside the interpreter `python` makes of a freshly generated text.

    `beside` are the freshly generated texts of the modules that it imports, by file name. `timeout` is in seconds.
    Raises `KfpUnavailable` if there is no usable SDK, or no answer in time.
    """
    with tempfile.TemporaryDirectory(prefix="kale-") as name:
        folder = Path(name)
        for file, text in {**(beside or {}), "pipeline.py": source}.items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        return _result(_answer(folder, python=python, timeout=timeout))


def _answer(folder: Path, *, python: str | Path, timeout: float) -> dict[str, Any]:
    """What the process wrote to `answer.json`."""
    command = [str(python), "-P", "-B", "-X", "utf8", "-W", "ignore", str(_SCRIPT), "pipeline.py", "answer.json"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise KfpUnavailable(f"KFP did not compile the pipeline within {timeout:g} seconds") from None
    except OSError as error:
        raise KfpUnavailable(f"cannot start {python}: {error.strerror or error}") from error
    try:
        answer: dict[str, Any] = json.loads((folder / "answer.json").read_bytes())
    except (OSError, ValueError):
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = words[-1][:_LAST_WORDS] if words else f"exit status {done.returncode}"
        raise KfpUnavailable(f"KFP ended without an answer: {last}") from None
    return answer


def _result(answer: dict[str, Any]) -> Package | Refusal:
    if "missing" in answer:
        raise _missing(answer["missing"])
    if "old" in answer:
        raise KfpUnavailable(f"KFP {answer['old']} is too old: {_INSTALL}")
    if "refused" in answer:
        refused = answer["refused"]
        return Refusal(refused["kind"], refused["message"], tuple(refused["lines"]))
    pipeline, *others = answer["documents"]
    return Package(answer["text"], pipeline, others[0] if others else {}, answer["sdk"])


def _missing(distribution: str) -> KfpUnavailable:
    return KfpUnavailable(f"this needs the KFP SDK, but `{distribution}` is not installed: {_INSTALL}")
