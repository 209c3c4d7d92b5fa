"""The program that `package.py` starts: compiles a generated file with the KFP SDK.

    python -P sdk_process.py SOURCE ANSWER

ANSWER becomes a JSON object: `{"text", "documents", "sdk"}` if it worked, `{"refused": {"kind", "message", "lines"}}`
if KFP refuses the file, `{"missing": distribution}` or `{"old": version}` if there is no usable SDK. It imports nothing
of ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_OLDEST = (2, 16)
_FORBIDDEN = frozenset(
    {"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
)


def main(source: str, answer: str) -> None:
    sys.addaudithook(_stay_inside)
    Path(answer).write_text(json.dumps(_compiled(source)), encoding="utf-8")


def _stay_inside(event: str, _: object) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"compiling a pipeline needs no {event}")


def _compiled(source: str) -> dict[str, Any]:
    try:
        import kfp
        import kfp.compiler
        import kfp.kubernetes
    except ImportError as error:
        return {"missing": "kfp-kubernetes" if error.name == "kfp.kubernetes" else error.name or "kfp"}
    version = str(kfp.__version__)
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        return {"old": version}
    try:
        text = _text(source)
        return {"text": text, "documents": _documents(text), "sdk": version}
    except Exception as error:
        return {"refused": {"kind": type(error).__name__, "message": _words(error), "lines": _lines(error, source)}}


def _text(source: str) -> str:
    """The IR of the pipeline that the file defines."""
    import importlib.util

    import kfp.compiler

    specification = importlib.util.spec_from_file_location("pipeline", source)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["pipeline"] = module
    specification.loader.exec_module(module)
    kfp.compiler.Compiler().compile(module.auto_generated_pipeline, "ir.yaml")
    return Path("ir.yaml").read_bytes().decode()


def _documents(text: str) -> list[Any]:
    """The IR as data, after KFP's own loader has taken it."""
    import kfp.components
    import yaml

    kfp.components.load_component_from_text(text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return list(yaml.load_all(text, Loader=loader))


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _lines(error: Exception, source: str) -> list[int]:
    """The lines of the file that were running, outermost first."""
    lines = []
    trace = error.__traceback__
    while trace:
        if Path(trace.tb_frame.f_code.co_filename).name == source:
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines


if __name__ == "__main__":
    main(*sys.argv[1:])
