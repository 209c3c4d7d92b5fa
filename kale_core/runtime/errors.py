"""How a step fails: what the pod's log says. Shipped inside every generated file (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False


def _cell_failed(step, place, filename, source, error):
    """Print what went wrong where; return it as output and as exception.

    The traceback begins in the cell: what ran the cell is of no interest.
    """
    import sys
    import traceback

    frames = error.__traceback__
    while frames and frames.tb_frame.f_code.co_filename != filename:
        frames = frames.tb_next
    line = frames.tb_lineno if frames else None
    if isinstance(error, SyntaxError) and error.filename == filename:
        line = error.lineno
    if line:
        place = f"{place}, line {line}"
    name = type(error).__name__
    reason = f"{name}: {error}" if str(error) else name
    if isinstance(error, SystemExit):
        reason += " (a cell that exits leaves its step without outputs)"
    trace = "".join(traceback.format_exception(type(error), error, frames))
    sys.stdout.flush()
    print(f"\nStep '{step}' failed in {place}:", file=sys.stderr)
    lines = ["", *source.splitlines()]
    if line and line < len(lines):
        print(f"    {lines[line].strip()}", file=sys.stderr)
    print(trace, file=sys.stderr)
    output = {
        "output_type": "error",
        "ename": name,
        "evalue": str(error),
        "traceback": trace.splitlines(),
    }
    return output, RuntimeError(f"step '{step}', {place}: {reason}")
