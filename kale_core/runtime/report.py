"""The HTML report of a step. Shipped inside every generated file (see `source.py`)."""
# ruff: noqa: RUF100
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False


def _write_report(step, pages, path, kind=None, error=None, trace=None):
    """Write the cells that have run, and what they showed, as a web page.

    It ends with the error that ended the step. Shared cells are left out
    unless they showed something or failed. A report that cannot be written
    does not fail the step.
    """
    import pathlib

    def cell(source, outputs=None):
        plain = {"cell_type": "markdown", "metadata": {}, "source": source}
        if outputs is None:
            return plain
        code = {"cell_type": "code", "outputs": outputs}
        return {**plain, **code, "execution_count": None}

    cells = [cell(f"# {step}")]
    for page in pages:
        for output in page["outputs"]:
            output.pop("display_id", None)
            if "text" in output:
                output["text"] = "".join(output["text"])
        if page["outputs"] or not page["place"].startswith("shared"):
            cells.append(cell(page["source"], page["outputs"]))
    if error:
        cells.append(cell(f"**Failed**\n```text\n{error}\n```"))
    notebook = {"nbformat": 4, "nbformat_minor": 4, "cells": cells}
    language = {"name": "ipython", "pygments_lexer": "ipython3"}
    notebook["metadata"] = {"language_info": language, "title": step}
    try:
        import nbconvert
        import nbformat

        exporter = nbconvert.HTMLExporter()
        exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
        html, _ = exporter.from_notebook_node(nbformat.from_dict(notebook))
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(path).write_text(html, encoding="utf-8")
    except Exception as problem:  # noqa: BLE001
        print(f"Step '{step}' has no report: {problem!r}")
