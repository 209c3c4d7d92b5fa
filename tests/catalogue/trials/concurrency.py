"""Trials of threads, processes, locks, queues and asyncio."""

from __future__ import annotations

from tests.catalogue.trial import Like, Trial, Untried

_POOL = "pool = concurrent.futures.ThreadPoolExecutor(1)\n"
_PROCESSES = "pool = concurrent.futures.ProcessPoolExecutor(1)\n"
_WORKERS = "import multiprocessing.pool\npool = multiprocessing.pool.ThreadPool(1)\n"
_MANAGER = "import multiprocessing.managers\nmanager = multiprocessing.Manager()\n"
_SHARED = "import multiprocessing.sharedctypes\n"
_LOCKS = "import multiprocessing.synchronize\n"
_LOOP = "loop = asyncio.new_event_loop()\n"

TRIALS: dict[str, Trial | Like | Untried] = {
    "threading.Thread": Trial("t = threading.Thread(target=print)\nt.start()\nt.join()\nt"),
    "threading.Timer": Trial("threading.Timer(1, print)"),
    "threading.current_thread": Trial("threading.current_thread()"),
    "threading.main_thread": Trial("threading.main_thread()"),
    "multiprocessing.Process": Trial("multiprocessing.Process(target=print)"),
    "multiprocessing.context.Process": Trial("multiprocessing.context.Process(target=print)"),
    "multiprocessing.process.BaseProcess": Like("multiprocessing.Process"),
    "threading.Lock": Trial("threading.Lock()"),
    "threading.RLock": Trial("threading.RLock()"),
    "threading.Condition": Trial("threading.Condition()"),
    "threading.Event": Trial("threading.Event()"),
    "threading.Semaphore": Trial("threading.Semaphore()"),
    "threading.BoundedSemaphore": Trial("threading.BoundedSemaphore()"),
    "threading.Barrier": Trial("threading.Barrier(2)"),
    "multiprocessing.Lock": Trial(_LOCKS + "multiprocessing.Lock()"),
    "multiprocessing.RLock": Trial(_LOCKS + "multiprocessing.RLock()"),
    "multiprocessing.Semaphore": Trial(_LOCKS + "multiprocessing.Semaphore()"),
    "multiprocessing.Event": Trial(_LOCKS + "multiprocessing.Event()"),
    "multiprocessing.Condition": Trial(_LOCKS + "multiprocessing.Condition()"),
    "multiprocessing.Barrier": Trial(_LOCKS + "multiprocessing.Barrier(2)"),
    "multiprocessing.synchronize.Lock": Like("multiprocessing.Lock"),
    "threading.local": Trial("data = threading.local()\ndata.x = 1\ndata", "it.x == 1"),
    "queue.Queue": Trial("queue.Queue()"),
    "queue.LifoQueue": Trial("queue.LifoQueue()"),
    "queue.PriorityQueue": Trial("queue.PriorityQueue()"),
    "queue.SimpleQueue": Trial("queue.SimpleQueue()"),
    "multiprocessing.Queue": Trial("import multiprocessing.queues\nmultiprocessing.Queue()"),
    "multiprocessing.JoinableQueue": Trial("import multiprocessing.queues\nmultiprocessing.JoinableQueue()"),
    "multiprocessing.SimpleQueue": Trial("import multiprocessing.queues\nmultiprocessing.SimpleQueue()"),
    "multiprocessing.queues.Queue": Like("multiprocessing.Queue"),
    "multiprocessing.Pipe": Trial("multiprocessing.Pipe()", "it[0].send(1) is None and it[1].recv() == 1"),
    "multiprocessing.Value": Trial(_SHARED + "multiprocessing.Value('i', 3)", "it.value == 3"),
    "multiprocessing.Array": Trial(_SHARED + "multiprocessing.Array('i', 3)", "it[0] == 0"),
    "multiprocessing.RawArray": Trial(_SHARED + "multiprocessing.RawArray('i', 3)", "it[0] == 0"),
    "multiprocessing.shared_memory.SharedMemory": Trial(
        "m = multiprocessing.shared_memory.SharedMemory(create=True, size=10)\nm.unlink()\nm", "it.size >= 10"
    ),
    "multiprocessing.shared_memory.ShareableList": Trial(
        "m = multiprocessing.shared_memory.ShareableList([1])\nm.shm.unlink()\nm", "it[0] == 1"
    ),
    "multiprocessing.Manager": Trial(_MANAGER + "manager"),
    "multiprocessing.managers.SyncManager": Like("multiprocessing.Manager"),
    "multiprocessing.managers.SyncManager.dict": Trial(_MANAGER + "manager.dict(a=1)", "it['a'] == 1"),
    "multiprocessing.managers.SyncManager.list": Trial(_MANAGER + "manager.list([1])", "it[0] == 1"),
    "concurrent.futures.ThreadPoolExecutor": Trial("concurrent.futures.ThreadPoolExecutor()"),
    "concurrent.futures.ProcessPoolExecutor": Trial("concurrent.futures.ProcessPoolExecutor()"),
    "concurrent.futures.thread.ThreadPoolExecutor": Like("concurrent.futures.ThreadPoolExecutor"),
    "concurrent.futures.process.ProcessPoolExecutor": Like("concurrent.futures.ProcessPoolExecutor"),
    "concurrent.futures.Executor": Like("concurrent.futures.ThreadPoolExecutor"),
    "multiprocessing.Pool": Trial("import multiprocessing.pool\nmultiprocessing.Pool(1)"),
    "multiprocessing.pool.Pool": Like("multiprocessing.Pool"),
    "multiprocessing.pool.ThreadPool": Trial("multiprocessing.pool.ThreadPool(1)"),
    "multiprocessing.dummy.Pool": Trial("import multiprocessing.pool\nmultiprocessing.dummy.Pool(1)"),
    "concurrent.futures.Future": Trial("concurrent.futures.Future()"),
    "concurrent.futures.Executor.submit": Trial(_POOL + "pool.submit(print)"),
    "concurrent.futures.ThreadPoolExecutor.submit": Trial(_POOL + "pool.submit(print)"),
    "concurrent.futures.ProcessPoolExecutor.submit": Trial(_PROCESSES + "pool.submit(print)"),
    "multiprocessing.pool.Pool.apply_async": Trial(_WORKERS + "pool.apply_async(print)"),
    "multiprocessing.pool.Pool.map_async": Trial(_WORKERS + "pool.map_async(print, [1])"),
    "concurrent.futures.Executor.map": Trial(_POOL + "pool.map(print, [1])"),
    "concurrent.futures.ThreadPoolExecutor.map": Trial(_POOL + "pool.map(print, [1])"),
    "concurrent.futures.ProcessPoolExecutor.map": Trial(_PROCESSES + "pool.map(print, [1])", "[*it] == [None]"),
    "concurrent.futures.as_completed": Trial(_POOL + "concurrent.futures.as_completed([pool.submit(print)])"),
    "multiprocessing.pool.Pool.imap": Trial(_WORKERS + "pool.imap(print, [1])"),
    "subprocess.Popen": Trial("subprocess.Popen(['sleep', '9'])"),
    "os.popen": Trial("os.popen('true')"),
    "subprocess.run": Trial("subprocess.run(['echo', 'a'], capture_output=True)", "it.stdout == b'a\\n'"),
    "asyncio.create_task": Trial("await asyncio.sleep(0)\nasyncio.create_task(asyncio.sleep(9))"),
    "asyncio.ensure_future": Trial("await asyncio.sleep(0)\nasyncio.ensure_future(asyncio.sleep(9))"),
    "asyncio.Task": Like("asyncio.create_task"),
    "asyncio.gather": Trial("await asyncio.sleep(0)\nasyncio.gather(asyncio.sleep(9))"),
    "asyncio.Future": Trial(_LOOP + "loop.create_future()"),
    "asyncio.get_event_loop": Trial("await asyncio.sleep(0)\nasyncio.get_event_loop()"),
    "asyncio.new_event_loop": Trial("asyncio.new_event_loop()"),
    "asyncio.AbstractEventLoop": Like("asyncio.new_event_loop"),
    "asyncio.Queue": Trial("q = asyncio.Queue()\nq.put_nowait(1)\nq", "it.get_nowait() == 1"),
    "asyncio.Lock": Trial("asyncio.Lock()", "await it.acquire()"),
    "asyncio.Event": Trial("asyncio.Event()", "not it.is_set()"),
    "asyncio.Semaphore": Trial("asyncio.Semaphore(2)", "await it.acquire()"),
    "contextvars.ContextVar": Trial("contextvars.ContextVar('v')"),
    "contextvars.ContextVar.set": Trial("contextvars.ContextVar('v').set(1)"),
    "contextvars.copy_context": Trial("contextvars.copy_context()"),
    "contextvars.Context": Like("contextvars.copy_context"),
    "sched.scheduler": Trial("sched.scheduler()"),
}
