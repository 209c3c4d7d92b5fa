"""Threads, processes, locks, queues and asyncio."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_PROCESS = "belongs to one process"
_CREATE = "create it in the step that uses it"

ENTRIES = (
    *rows(
        """
        threading.Thread
        threading.Timer
        threading.current_thread                          threading.Thread
        threading.main_thread                             threading.Thread
        """,
        Verdict.REFUSED,
        "a thread",
        "ends with its step",
        "wait for it, and pass its result",
    ),
    *rows(
        """
        multiprocessing.Process
        multiprocessing.context.Process                   multiprocessing.Process
        multiprocessing.process.BaseProcess
        """,
        Verdict.REFUSED,
        "a process",
        "ends with its step",
        "wait for it, and pass its result",
    ),
    *rows(
        """
        threading.Lock
        threading.RLock
        multiprocessing.Lock                              multiprocessing.synchronize.Lock
        multiprocessing.RLock                             multiprocessing.synchronize.RLock
        multiprocessing.synchronize.Lock
        """,
        Verdict.REFUSED,
        "a lock",
        "only means something to the threads and processes of one pod",
        _CREATE,
    ),
    *rows(
        """
        threading.Condition
        multiprocessing.Condition                         multiprocessing.synchronize.Condition
        """,
        Verdict.REFUSED,
        "a condition variable",
        "only means something to the threads and processes of one pod",
        _CREATE,
    ),
    *rows(
        """
        threading.Event
        multiprocessing.Event                             multiprocessing.synchronize.Event
        """,
        Verdict.REFUSED,
        "an event",
        "only means something to the threads and processes of one pod",
        _CREATE,
    ),
    *rows(
        """
        threading.Semaphore
        threading.BoundedSemaphore
        multiprocessing.Semaphore                         multiprocessing.synchronize.Semaphore
        """,
        Verdict.REFUSED,
        "a semaphore",
        "only means something to the threads and processes of one pod",
        _CREATE,
    ),
    *rows(
        """
        threading.Barrier
        multiprocessing.Barrier                           multiprocessing.synchronize.Barrier
        """,
        Verdict.REFUSED,
        "a barrier",
        "only means something to the threads and processes of one pod",
        _CREATE,
    ),
    *rows(
        """
        threading.local
        """,
        Verdict.REFUSED,
        "data of a thread",
        _PROCESS,
        "pass the values in it",
    ),
    *rows(
        """
        queue.Queue
        queue.LifoQueue
        queue.PriorityQueue
        queue.SimpleQueue
        multiprocessing.Queue                             multiprocessing.queues.Queue
        multiprocessing.JoinableQueue                     multiprocessing.queues.JoinableQueue
        multiprocessing.SimpleQueue                       multiprocessing.queues.SimpleQueue
        multiprocessing.queues.Queue
        """,
        Verdict.REFUSED,
        "a queue between threads or processes",
        "connects threads or processes of one pod",
        "pass a list or a `collections.deque` of what is in it",
    ),
    *rows(
        """
        multiprocessing.Pipe                              builtins.tuple
        """,
        Verdict.REFUSED,
        "a pipe between processes",
        "connects processes of one pod",
        "pass what goes through it",
    ),
    *rows(
        """
        multiprocessing.Value                             multiprocessing.sharedctypes.Synchronized
        multiprocessing.Array                             multiprocessing.sharedctypes.SynchronizedArray
        multiprocessing.RawArray
        multiprocessing.shared_memory.SharedMemory
        multiprocessing.shared_memory.ShareableList
        """,
        Verdict.REFUSED,
        "memory that processes share",
        "is memory of one pod",
        "pass what is in it",
    ),
    *rows(
        """
        multiprocessing.Manager                           multiprocessing.managers.SyncManager
        multiprocessing.managers.SyncManager
        """,
        Verdict.REFUSED,
        "a manager process",
        "ends with its step",
        _CREATE,
    ),
    *rows(
        """
        multiprocessing.managers.SyncManager.dict         multiprocessing.managers.DictProxy
        multiprocessing.managers.SyncManager.list         multiprocessing.managers.ListProxy
        """,
        Verdict.REFUSED,
        "a proxy of what a manager process keeps",
        "only works while the manager process runs",
        "pass a copy of the values, such as `dict(...)`",
    ),
    *rows(
        """
        concurrent.futures.ThreadPoolExecutor
        concurrent.futures.ProcessPoolExecutor
        concurrent.futures.thread.ThreadPoolExecutor
        concurrent.futures.process.ProcessPoolExecutor
        concurrent.futures.Executor
        multiprocessing.Pool                              multiprocessing.pool.Pool
        multiprocessing.pool.Pool
        multiprocessing.pool.ThreadPool
        multiprocessing.dummy.Pool                        multiprocessing.pool.ThreadPool
        """,
        Verdict.REFUSED,
        "a pool of workers",
        "ends with its step",
        _CREATE,
    ),
    *rows(
        """
        concurrent.futures.Future
        concurrent.futures.Executor.submit                concurrent.futures.Future
        concurrent.futures.ThreadPoolExecutor.submit      concurrent.futures.Future
        concurrent.futures.ProcessPoolExecutor.submit     concurrent.futures.Future
        multiprocessing.pool.Pool.apply_async             multiprocessing.pool.AsyncResult
        multiprocessing.pool.Pool.map_async               multiprocessing.pool.MapResult
        """,
        Verdict.REFUSED,
        "a result that is still awaited",
        "waits for a thread or process of one pod",
        "pass its result, such as `future.result()`",
    ),
    *rows(
        """
        concurrent.futures.Executor.map                   types.GeneratorType
        concurrent.futures.ThreadPoolExecutor.map         types.GeneratorType
        concurrent.futures.ProcessPoolExecutor.map        types.GeneratorType
        concurrent.futures.as_completed                   types.GeneratorType
        multiprocessing.pool.Pool.imap                    multiprocessing.pool.IMapIterator
        """,
        Verdict.REFUSED,
        "an iterator over results that are awaited",
        "waits for threads or processes of one pod",
        "pass `list(...)` of it",
    ),
    *rows(
        """
        subprocess.Popen
        os.popen                                          os._wrap_close
        """,
        Verdict.REFUSED,
        "a running program",
        "ends with its step",
        "wait for it, and pass its output",
    ),
    *rows(
        """
        subprocess.run                                    subprocess.CompletedProcess
        """,
        Verdict.CROSSES,
        "the result of a program",
        "is saved whole",
    ),
    *rows(
        """
        asyncio.create_task                               asyncio.Task
        asyncio.ensure_future                             asyncio.Task
        asyncio.Task
        asyncio.gather                                    asyncio.Future
        asyncio.Future
        """,
        Verdict.REFUSED,
        "an asynchronous task",
        "ends with its step",
        "`await` it, and pass the result",
    ),
    *rows(
        """
        asyncio.get_event_loop                            asyncio.AbstractEventLoop
        asyncio.new_event_loop                            asyncio.AbstractEventLoop
        asyncio.AbstractEventLoop
        """,
        Verdict.REFUSED,
        "an event loop",
        _PROCESS,
        _CREATE,
    ),
    *rows(
        """
        asyncio.Queue
        asyncio.Lock
        asyncio.Event
        asyncio.Semaphore
        """,
        Verdict.CROSSES,
        "a lock or a queue of asyncio",
        "is saved with its state",
    ),
    *rows(
        """
        contextvars.ContextVar
        contextvars.ContextVar.set                        contextvars.Token
        contextvars.copy_context                          contextvars.Context
        contextvars.Context
        """,
        Verdict.REFUSED,
        "a context variable",
        _PROCESS,
        "pass its value, such as `variable.get()`",
    ),
    *rows(
        """
        sched.scheduler
        """,
        Verdict.REFUSED,
        "a scheduler",
        "holds a lock",
        _CREATE,
    ),
)
