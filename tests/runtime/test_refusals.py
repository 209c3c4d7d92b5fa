"""What cannot cross: the step that should hand it on stops, and says which part of which variable it is, and why."""
# ruff: noqa: E501 (cells in one line)

from __future__ import annotations

import json
import subprocess

import pytest

from kale_core.runtime import runtime_functions
from tests.runtime.conftest import STEP_PYTHON, Steps

SHARED = """\
import asyncio, concurrent.futures, contextvars, csv, ctypes, functools, gzip, io, itertools, logging, mmap, multiprocessing, os
import queue, re, selectors, shelve, socket, sqlite3, ssl, subprocess, sys, tempfile, threading, zipfile, zlib
from multiprocessing import shared_memory
open('x.txt', 'w').close()
class Holder:
    def __init__(self, **fields): vars(self).update(fields)
class Slots:
    __slots__ = 'held',
class Careful(Holder):
    def __getstate__(self): return {}
def numbers(): yield 1
async def answer(): return 42
"""

#: What a cell makes as `v`; its type; what the message says of it.
KINDS = {
    "generator": ("numbers()", "builtins.generator", "v is a generator: cannot pickle 'generator' object; make a list of it"),
    "generator-expression": ("(i for i in [1])", "builtins.generator", "v is a generator: cannot pickle 'generator' object; make a list of it"),
    "lazy-map": ("map(abs, numbers())", "builtins.map", "v holds a generator: cannot pickle 'generator' object; make a list of it"),
    "coroutine": ("answer()", "builtins.coroutine", "v is a coroutine: cannot pickle 'coroutine' object; await it first"),
    "match": ("re.match('a', 'a')", "re.Match", "v is a Match: cannot pickle 're.Match' object; hand on its groups"),
    "matches": ("re.finditer('a', 'a')", "builtins.callable_iterator", "v holds a SRE_Scanner: cannot pickle '_sre.SRE_Scanner' object; create it in the step that uses it"),
    "memoryview": ("memoryview(b'a')", "builtins.memoryview", "v is a memoryview: cannot pickle memoryview objects; make bytes of it"),
    "csv": ("csv.DictReader(['a'])", "csv.DictReader", "v.reader is a reader: cannot pickle '_csv.reader' object; create it in the step that uses it"),
    "frame": ("sys._getframe()", "builtins.frame", "v is a frame: cannot pickle 'frame' object; create it in the step that uses it"),
    "hash": ("zlib.compressobj()", "zlib.Compress", "v is a Compress: cannot pickle 'zlib.Compress' object; create it in the step that uses it"),
    "pointer": ("ctypes.c_void_p(1)", "ctypes.c_void_p", "v is a c_void_p: ctypes objects containing pointers cannot be pickled; create it in the step that uses it"),
    "sqlite": ("sqlite3.connect(':memory:')", "sqlite3.Connection", "v is a Connection: cannot pickle 'sqlite3.Connection' object; create it in the step that uses it"),
    "cursor": ("sqlite3.connect(':memory:').cursor()", "sqlite3.Cursor", "v is a Cursor: cannot pickle 'sqlite3.Cursor' object; create it in the step that uses it"),
    "socket": ("socket.socket()", "socket.socket", "v is a socket: cannot pickle 'socket' object; create it in the step that uses it"),
    "tls": ("ssl.create_default_context()", "ssl.SSLContext", "v is a SSLContext: cannot pickle 'SSLContext' object; create it in the step that uses it"),
    "selector": ("selectors.DefaultSelector()", "selectors.EpollSelector", "v._selector is an epoll: cannot pickle 'select.epoll' object; create it in the step that uses it"),
    "mmap": ("mmap.mmap(-1, 10)", "mmap.mmap", "v is a mmap: cannot pickle 'mmap.mmap' object; create it in the step that uses it"),
    "thread-local": ("threading.local()", "_thread._local", "v is a _local: cannot pickle '_thread._local' object; create it in the step that uses it"),
    "context-variable": ("contextvars.ContextVar('v')", "_contextvars.ContextVar", "v is a ContextVar: cannot pickle '_contextvars.ContextVar' object; create it in the step that uses it"),
    "simple-queue": ("queue.SimpleQueue()", "_queue.SimpleQueue", "v is a SimpleQueue: cannot pickle '_queue.SimpleQueue' object; create it in the step that uses it"),
    "executor": ("concurrent.futures.ThreadPoolExecutor(1)", "concurrent.futures.thread.ThreadPoolExecutor", "v._work_queue is a SimpleQueue: cannot pickle '_queue.SimpleQueue' object; create it in the step that uses it"),
    "process-queue": ("multiprocessing.Queue()", "multiprocessing.queues.Queue", "v is a Queue: Queue objects should only be shared between processes through inheritance; create it in the step that uses it"),
}  # fmt: skip

#: The same for what dill would save, though it is dead in another pod.
DEAD = {
    "file": ("open('x.txt')", "_io.TextIOWrapper", "v is a TextIOWrapper: it is open in one pod only"),
    "file-of-bytes": ("open('x.txt', 'rb')", "_io.BufferedReader", "v is a BufferedReader: it is open in one pod only"),
    "file-both-ways": ("open('x.txt', 'r+b')", "_io.BufferedRandom", "v is a BufferedRandom: it is open in one pod only"),
    "file-without-buffer": ("open('x.txt', 'rb', buffering=0)", "_io.FileIO", "v is a FileIO: it is open in one pod only"),
    "temporary-file": ("tempfile.NamedTemporaryFile()", "tempfile._TemporaryFileWrapper", "v.file is a BufferedRandom: it is open in one pod only"),
    "archive": ("zipfile.ZipFile('z.zip', 'w')", "zipfile.ZipFile", "v.fp is a BufferedRandom: it is open in one pod only"),
    "compressed": ("gzip.open('z.gz', 'w')", "gzip.GzipFile", "v.myfileobj is a BufferedWriter: it is open in one pod only"),
    "method-of-a-file": ("open('x.txt').read", "builtins.builtin_function_or_method", "v holds a TextIOWrapper: it is open in one pod only"),
    "file-handler": ("logging.FileHandler('log.txt')", "logging.FileHandler", "v.lock is a RLock: it works in one process only"),
    "temporary-folder": ("tempfile.TemporaryDirectory()", "tempfile.TemporaryDirectory", "v is a TemporaryDirectory: it is gone with its pod"),
    "lock": ("threading.Lock()", "_thread.lock", "v is a lock: it works in one process only"),
    "rlock": ("threading.RLock()", "_thread.RLock", "v is a RLock: it works in one process only"),
    "event": ("threading.Event()", "threading.Event", "v._cond._lock is a lock: it works in one process only"),
    "queue": ("queue.Queue()", "queue.Queue", "v.mutex is a lock: it works in one process only"),
    "thread": ("threading.Thread(target=print)", "threading.Thread", "v is a Thread: it works in one process only"),
    "timer": ("threading.Timer(3, print)", "threading.Timer", "v is a Timer: it works in one process only"),
    "process": ("multiprocessing.Process(target=print)", "multiprocessing.context.Process", "v is a Process: it works in one process only"),
    "program": ("subprocess.Popen(['true'])", "subprocess.Popen", "v is a Popen: it works in one process only"),
    "pipe": ("multiprocessing.Pipe()", "builtins.tuple", "v[0] is a Connection: it works in one process only"),
    "context": ("contextvars.copy_context()", "_contextvars.Context", "v is a Context: it works in one process only"),
    "shared-memory": ("shared_memory.ShareableList([1])", "multiprocessing.shared_memory.ShareableList", "v is a ShareableList: it is gone with its pod"),
}  # fmt: skip

#: Where it may be.
PLACES = {
    "key": ("{'a': 1, 'lock': threading.Lock()}", "builtins.dict", "v['lock'] is a lock"),
    "number-as-key": ("{1: [threading.Lock()]}", "builtins.dict", "v[1][0] is a lock"),
    "the-key-itself": ("{threading.Lock(): 1}", "builtins.dict", "v holds a lock"),
    "element-of-a-set": ("{threading.Lock()}", "builtins.set", "v holds a lock"),
    "attribute": ("Holder(inner=Holder(lock=threading.Lock()))", "__main__.Holder", "v.inner.lock is a lock"),
    "slot": ("[Slots()]\nv[0].held = {'k': threading.Lock()}", "builtins.list", "v[0].held['k'] is a lock"),
    "deep": ("{'a': [Holder(b=({'c': [threading.Lock()]},))]}", "builtins.dict", "v['a'][0].b[0]['c'][0] is a lock"),
    "cycle": ("Holder()\nv.me, v.lock = v, threading.Lock()", "__main__.Holder", "v.lock is a lock"),
    "closure": ("(lambda lock: {'f': lambda: lock})({'l': threading.Lock()})", "builtins.dict", "v['f'] (its variable `lock`)['l'] is a lock"),
    "attribute-of-a-class": ("type('Own', (), {'lock': threading.Lock()})()", "__main__.Own", "v.lock is a lock"),
    "bound-method": ("Holder(lock=threading.Lock()).__init__", "builtins.method", "v.__self__.lock is a lock"),
    "partial": ("functools.partial(print, [threading.Lock()])", "functools.partial", "v.args[0][0] is a lock"),
    "far-down": ("[]\nfor _ in range(90): v = [v]\nv = [v, [[threading.Lock()]]]", "builtins.list", "v[1][0][0] is a lock"),
    "very-far-down": ("threading.Lock()\nfor _ in range(90): v = [v]", "builtins.list", f"v{'[0]' * 5} ... {'[0]' * 5} is a lock"),
}  # fmt: skip

TABLE = {
    **KINDS,
    **{name: (make, kind, f"{says}; create it in the step that uses it") for name, (make, kind, says) in DEAD.items()},
    **{
        name: (make, kind, f"{says}: it works in one process only; create it in the step that uses it")
        for name, (make, kind, says) in PLACES.items()
    },
}

_DRIVER = """
import json, sys
from ephemeral_component import _run_step
shared, makes = json.loads(sys.argv[1])
failures = {}
for name, make in makes.items():
    try:
        _run_step("make", shared=[shared], cells=[f"\\nv = {make}\\n"], outputs={"v": "data/v"})
    except RuntimeError as error:
        failures[name] = str(error)
print(json.dumps(failures))
"""


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the runtime says of each value, all in one process, which saves the time to start."""
    folder = tmp_path_factory.mktemp("refusals")
    runtime = "\n\n\n".join(function.source for function in runtime_functions(()))
    (folder / "ephemeral_component.py").write_text(runtime + "\n")
    task = json.dumps([f"\n{SHARED}\n", {name: make for name, (make, _, _) in TABLE.items()}])
    command = [STEP_PYTHON, "-W", "ignore", "-c", _DRIVER, task]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=True)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", TABLE)
def test_what_cannot_cross_says_so(failures: dict[str, str], name: str) -> None:
    _, kind, says = TABLE[name]
    assert failures.get(name) == f"step 'make' cannot hand on `v` ({kind}): {says}"


def test_what_only_looks_like_it_crosses(steps: Steps) -> None:
    """Loggers, the streams of the log, files in memory, and objects whose class leaves its lock out."""
    makes = {
        "logger": "logging.getLogger('a')",
        "adapter": "logging.LoggerAdapter(logging.getLogger('a'), {'k': 1})",
        "holder": "Holder(log=logging.getLogger('a'), out=sys.stdout, write=functools.partial(print, file=sys.stderr))",
        "careful": "Careful(lock=threading.Lock())",
        "memory": "io.StringIO('text')",
        "result": "subprocess.run(['true'], capture_output=True)",
        "module": "{'os': os, 'path': os.path}",
        "iterator": "itertools.chain([1], [2])",
        "pattern": "re.compile('a')",
        "temporary_path": "tempfile.gettempdir()",
    }
    first = "\n".join(f"{name} = {make}" for name, make in makes.items())
    steps.ok(first, shared=(SHARED,), gives=" ".join(makes))
    then = """\
assert logger is logging.getLogger('a') is adapter.logger is holder.log
assert holder.out is sys.stdout and holder.write.keywords['file'] is sys.stderr
assert (type(careful), vars(careful)) == (Careful, {})
assert memory.read() == 'text' and result.returncode == 0 and pattern == re.compile('a')
assert module == {'os': os, 'path': os.path} and list(iterator) == [1, 2] and temporary_path == tempfile.gettempdir()
"""
    steps.ok(then, shared=(SHARED,), takes=" ".join(makes))
    report = "assert holder.out is sys.stdout\nprint('seen', file=holder.out)"
    done = steps.ok("holder = Holder(out=sys.stdout)", shared=(SHARED,), gives="holder", ipython=True)
    done = steps.ok(report, shared=(SHARED,), takes="holder", ipython=True)
    assert done.lines == ["seen"]


def test_a_process_without_standard_input(steps: Steps) -> None:
    """What it has instead, None, is not the stream."""
    shared = ("import sys\nsys.stdin = sys.__stdin__ = None",)
    steps.ok("v = [lambda: 1, None]", shared=shared, gives="v")
    assert steps.ok("print(v[1])", takes="v").lines == ["None"]


def test_a_disk_that_is_full_is_no_fault_of_the_variable(steps: Steps) -> None:
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    limit += "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    assert steps.run(limit + "v = {'text': 'x' * 5000}", gives="v").failure == (
        "RuntimeError: step 'demo' cannot hand on `v` (builtins.dict): [Errno 27] File too large"
    )
