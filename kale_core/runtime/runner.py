"""How a step runs its cells. Shipped inside every generated file (see `source.py`)."""
# ruff: noqa: RUF100
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False, disallow-any-generics=False

from kale_core.runtime.errors import _cell_failed
from kale_core.runtime.marshal import _load, _save
from kale_core.runtime.metrics import _log_metrics
from kale_core.runtime.pickling import _pickling
from kale_core.runtime.report import _write_report
from kale_core.runtime.shell import _ipython_runner


def _run_step(
    step,
    shared=(),
    cells=(),
    parameters=None,
    inputs=None,
    outputs=None,
    report=None,
    metrics=None,
    metrics_artifact=None,
    ipython=False,
):
    """Run one step of the notebook in a ``__main__`` of its own.

    First the parameters are set and the shared cells run, then the inputs are
    loaded, the step's cells run, the outputs are saved and the metrics logged.
    `inputs` and `outputs` map variables to paths, `metrics` labels to
    variables. The report is written whatever happens.
    """
    import contextlib
    import functools

    pages: list = []  # one for each cell that has run: the report's content
    with contextlib.ExitStack() as undo:
        if report:
            undo.push(functools.partial(_write_report, step, pages, report))
        main = _fresh_main(step, undo)
        runner = _ipython_runner if ipython or report else _plain_runner
        run = runner(main, pages, undo)
        vars(main).update(parameters or {})
        _run_cells(step, "shared cell", shared, run, pages)
        pickling = _pickling(main) if inputs or outputs else None
        for name, path in (inputs or {}).items():
            _load(step, main, name, path, pickling)
        _run_cells(step, "cell", cells, run, pages)
        for name, path in (outputs or {}).items():
            _save(step, main, name, path, pickling)
        _log_metrics(step, main, metrics or {}, metrics_artifact)


def _run_cells(step, kind, cells, run, pages):
    """Run cells one by one; the first that fails fails the step."""
    for number, text in enumerate(cells, 1):
        source = text[1:-1]  # the line breaks next to the quotes
        place = f"{kind} {number}"
        file = f"<step {step}, {place}>"
        page = {"place": place, "source": source, "outputs": []}
        pages.append(page)
        try:
            run(source, file)
        except BaseException as error:  # noqa: BLE001
            output, failure = _cell_failed(step, place, file, source, error)
            page["outputs"].append(output)
            raise failure from None


def _fresh_main(step, undo):
    """Install an empty ``__main__``; hide KFP's arguments and log handlers.

    So pickling, ``logging.basicConfig`` and ``parse_args`` work in cells as
    they do in a notebook. `undo` gives KFP back what it had.
    """
    import builtins
    import logging
    import sys
    import types

    main = types.ModuleType("__main__")
    vars(main)["__builtins__"] = builtins
    root = logging.getLogger()
    undo.callback(sys.modules.update, __main__=sys.modules["__main__"])
    undo.callback(setattr, sys, "argv", sys.argv)
    undo.callback(setattr, root, "handlers", root.handlers)
    undo.callback(root.setLevel, root.level)
    sys.modules["__main__"] = main
    sys.argv = [step]
    root.handlers = []
    root.setLevel(logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the log shows lines as they come
            stream.reconfigure(line_buffering=True)
    return main


def _plain_runner(main, pages, undo):
    """Return a function that runs the source of a cell as plain Python.

    ``await`` works, ``from __future__`` holds for the cells that follow, and
    tracebacks and ``inspect`` find the source.
    """
    import __future__

    import ast
    import asyncio
    import inspect
    import linecache
    import types

    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    loop = None

    def run(source, filename):
        nonlocal flags, loop
        lines = source.splitlines(True)
        linecache.cache[filename] = len(source), None, lines, filename
        code = compile(source, filename, "exec", flags, True)
        for name in __future__.all_feature_names:
            flags |= code.co_flags & getattr(__future__, name).compiler_flag
        waiting = types.FunctionType(code, vars(main))()
        if inspect.iscoroutine(waiting):
            if loop is None:
                loop = asyncio.new_event_loop()
                undo.callback(loop.close)
            loop.run_until_complete(waiting)

    return run
