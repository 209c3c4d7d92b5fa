"""Cells that need IPython. Shipped inside every generated file (see `source.py`)."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False


def _ipython_runner(main, pages, undo):
    """Return a function that runs the source of a cell as a notebook does.

    What a cell prints and displays goes to the log at once, and to the last
    of `pages` for the report.
    """
    import atexit
    import base64
    import os
    import shutil
    import sys
    import tempfile
    import warnings

    from IPython.core.compilerop import CachingCompiler
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    log = sys.stdout
    filenames = [""]

    def as_text(content):
        if isinstance(content, bytes):
            return base64.b64encode(content).decode()
        return content

    def publish(kind, data, metadata, display_id=None, update=False):
        text = data.get("text/plain")
        if text is not None:
            print(text, file=log)
        data = {mime: as_text(content) for mime, content in data.items()}
        news = {"data": data, "metadata": metadata or {}}
        if not update:
            output = {"output_type": kind, "display_id": display_id, **news}
            if kind == "execute_result":
                output["execution_count"] = None
            pages[-1]["outputs"].append(output)
            return
        for page in pages:
            for output in page["outputs"]:
                if output.get("display_id", kind) == display_id:
                    output.update(news)

    class Compiler(CachingCompiler):
        def get_code_name(self, *args):
            return filenames[-1]

    class Hook(DisplayHook):
        def write_output_prompt(self):
            pass

        def write_format_data(self, format_dict, md_dict=None):
            publish("execute_result", format_dict, md_dict)

    class Publisher(DisplayPublisher):
        def publish(self, data, metadata=None, *args, **options):
            key = (options.get("transient") or {}).get("display_id")
            update = options.get("update", False)
            publish("display_data", data, metadata, key, update)

        def clear_output(self, wait=False):
            pages[-1]["outputs"].clear()

    class Shell(InteractiveShell):
        def _showtraceback(self, *args):
            """Show nothing: `_cell_failed` will."""

        def enable_gui(self, gui=None):
            """Let `%matplotlib inline` pass: a pod has no windows."""

    class Tee:
        """A stream of the log that the report reads along."""

        def __init__(self, name):
            self._name = name
            self._stream = getattr(sys, name)

        def __getattr__(self, attribute):
            return getattr(self._stream, attribute)

        def write(self, text):
            if pages:
                outputs = pages[-1]["outputs"]
                if not outputs or outputs[-1].get("name") != self._name:
                    stream = {"output_type": "stream", "name": self._name}
                    outputs.append({**stream, "text": []})
                outputs[-1]["text"].append(text)
            return self._stream.write(text)

        def writelines(self, lines):
            for line in lines:
                self.write(line)

    folder = tempfile.mkdtemp()
    undo.callback(shutil.rmtree, folder, ignore_errors=True)
    config = Config()
    config.HistoryManager.enabled = False
    backend = "module://matplotlib_inline.backend_inline"
    if os.environ.setdefault("MPLBACKEND", backend) == backend:
        undo.callback(os.environ.pop, "MPLBACKEND", None)
    shell = Shell.instance(
        user_module=main,
        config=config,
        ipython_dir=folder,
        colors="nocolor",
        compiler_class=Compiler,
        display_page=True,
        display_pub_class=Publisher,
        displayhook_class=Hook,
    )
    atexit.unregister(shell.atexit_operations)
    warnings.filterwarnings("ignore", "To exit: use", UserWarning)
    undo.callback(Shell.clear_instance)
    for name in ("stdout", "stderr"):
        undo.callback(setattr, sys, name, getattr(sys, name))
        setattr(sys, name, Tee(name))

    def run(source, filename):
        code = source.lstrip("\n")
        if code[:1] not in "% \t":  # IPython would not count empty lines
            source = "#\n" * (len(source) - len(code)) + code
        filenames.append(filename)
        result = shell.run_cell(source, store_history=True)
        filenames.pop()
        error = result.error_before_exec or result.error_in_exec
        if error:
            raise error

    return run
