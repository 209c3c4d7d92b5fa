"""Values, functions, and the insides of Python."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_WHOLE = "is saved whole"
_PROCESS = "belongs to one process"
_INSIDE = "is a part of the running Python"

ENTRIES = (
    *rows(
        """
        builtins.str
        builtins.bytes
        builtins.bytearray
        builtins.int
        builtins.float
        builtins.complex
        builtins.bool
        builtins.list
        builtins.tuple
        builtins.dict
        builtins.set
        builtins.frozenset
        builtins.object
        builtins.sorted                       builtins.list
        """,
        Verdict.CROSSES,
        "a plain value",
        _WHOLE,
    ),
    *rows(
        """
        array.array
        collections.ChainMap
        collections.Counter
        collections.OrderedDict
        collections.UserDict
        collections.defaultdict
        collections.deque
        types.SimpleNamespace
        argparse.Namespace
        argparse.ArgumentParser
        argparse.ArgumentParser.parse_args    argparse.Namespace
        dataclasses.make_dataclass            builtins.type
        collections.namedtuple                builtins.type
        """,
        Verdict.CROSSES,
        "a container",
        "is saved with what it holds",
    ),
    *rows(
        """
        datetime.date.today                   datetime.date
        datetime.datetime.now                 datetime.datetime
        datetime.timedelta
        datetime.timezone
        zoneinfo.ZoneInfo
        time.localtime                        time.struct_time
        calendar.Calendar
        decimal.Decimal
        decimal.getcontext                    decimal.Context
        fractions.Fraction
        statistics.NormalDist
        uuid.uuid4                            uuid.UUID
        ipaddress.ip_address                  ipaddress.IPv4Address
        string.Template
        textwrap.TextWrapper
        graphlib.TopologicalSorter
        json.JSONEncoder
        inspect.signature                     inspect.Signature
        ast.parse                             ast.Module
        """,
        Verdict.CROSSES,
        "a value of the standard library",
        _WHOLE,
    ),
    *rows(
        """
        re.compile                            re.Pattern
        re.Pattern
        """,
        Verdict.CROSSES,
        "a compiled pattern",
        _WHOLE,
    ),
    *rows(
        """
        re.match                              re.Match
        re.search                             re.Match
        re.fullmatch                          re.Match
        re.Pattern.match                      re.Match
        re.Pattern.search                     re.Match
        re.Pattern.fullmatch                  re.Match
        re.Match
        """,
        Verdict.REFUSED,
        "a match of a pattern",
        "cannot be taken apart",
        "pass what it found, such as `match.group()` or `match.groupdict()`",
    ),
    *rows(
        """
        re.finditer
        re.Pattern.finditer
        """,
        Verdict.REFUSED,
        "an iterator of matches",
        "cannot be saved with its position",
        "pass what it finds, such as `re.findall(...)`",
    ),
    *rows(
        """
        random.Random
        """,
        Verdict.CROSSES,
        "a random number generator",
        "is saved with its state",
    ),
    *rows(
        """
        random.SystemRandom
        secrets.SystemRandom                  random.SystemRandom
        """,
        Verdict.REFUSED,
        "a random number generator of the system",
        "has no state that could be saved",
        "create it in each step",
    ),
    *rows(
        """
        hashlib.new
        hashlib.md5
        hashlib.sha1
        hashlib.sha256
        hashlib.sha512
        hashlib.blake2b
        hmac.new                              hmac.HMAC
        """,
        Verdict.REFUSED,
        "a hash that is being computed",
        "is memory of a C library",
        "pass the result, such as `hash.hexdigest()`",
    ),
    *rows(
        """
        zlib.compressobj
        zlib.decompressobj
        bz2.BZ2Compressor
        lzma.LZMACompressor
        """,
        Verdict.REFUSED,
        "a compressor at work",
        "is memory of a C library",
        "pass the compressed data",
    ),
    *rows(
        """
        struct.Struct
        """,
        Verdict.REFUSED,
        "a compiled format",
        "cannot be taken apart",
        "pass the format as text",
    ),
    *rows(
        """
        ctypes.CDLL
        ctypes.PyDLL
        ctypes.cdll.LoadLibrary               ctypes.CDLL
        """,
        Verdict.REFUSED,
        "a loaded C library",
        "is loaded in one process only",
        "load it in each step",
    ),
    *rows(
        """
        ctypes.pointer
        ctypes.byref
        ctypes.c_void_p
        ctypes.c_char_p
        ctypes.py_object
        """,
        Verdict.REFUSED,
        "a pointer",
        "is an address in the memory of one process",
        "pass the value that it points to",
    ),
    *rows(
        """
        ctypes.c_int
        ctypes.c_double
        """,
        Verdict.CROSSES,
        "a C value",
        _WHOLE,
    ),
    *rows(
        """
        ctypes.create_string_buffer
        """,
        Verdict.REFUSED,
        "an array of C",
        "has a type that is made while the code runs",
        "pass its value, such as `buffer.raw`",
    ),
    *rows(
        """
        weakref.ref
        weakref.proxy
        weakref.finalize
        """,
        Verdict.DEAD,
        "a weak reference",
        "does not take along what it refers to",
        "pass the object itself",
    ),
    *rows(
        """
        weakref.WeakSet
        weakref.WeakKeyDictionary
        """,
        Verdict.DEAD,
        "a collection of weak references",
        "does not take along what it refers to",
        "pass a plain collection",
    ),
    *rows(
        """
        weakref.WeakValueDictionary
        """,
        Verdict.REFUSED,
        "a dictionary of weak references",
        "does not take along what it refers to",
        "pass a plain dictionary",
    ),
    *rows(
        """
        weakref.WeakMethod
        """,
        Verdict.REFUSED,
        "a weak reference",
        "does not take along what it refers to",
        "pass the object itself",
    ),
    *rows(
        """
        functools.partial
        functools.lru_cache                   functools._lru_cache_wrapper
        functools.cache                       functools._lru_cache_wrapper
        functools.singledispatch
        operator.itemgetter
        operator.attrgetter
        operator.methodcaller
        contextlib.contextmanager
        lambda                                types.FunctionType
        types.FunctionType
        types.MethodType
        """,
        Verdict.CROSSES,
        "a function",
        "is saved with what it needs",
    ),
    *rows(
        """
        functools.cmp_to_key
        """,
        Verdict.REFUSED,
        "a key function",
        "cannot be taken apart",
        "pass the function that compares",
    ),
    *rows(
        """
        module                                types.ModuleType
        importlib.import_module               types.ModuleType
        types.ModuleType
        """,
        Verdict.CROSSES,
        "a module",
        "is imported again where it is loaded",
    ),
    *rows(
        """
        builtins.compile                      types.CodeType
        """,
        Verdict.CROSSES,
        "compiled code",
        "is saved whole, for the same version of Python",
    ),
    *rows(
        """
        inspect.currentframe                  types.FrameType
        sys._getframe                         types.FrameType
        types.FrameType
        inspect.stack                         builtins.list
        """,
        Verdict.REFUSED,
        "a frame of the running code",
        _INSIDE,
        "pass a text, such as `traceback.format_exc()`",
    ),
    *rows(
        """
        types.TracebackType
        sys.exc_info                          builtins.tuple
        """,
        Verdict.REFUSED,
        "a traceback",
        _INSIDE,
        "pass a text, such as `traceback.format_exc()`",
    ),
    *rows(
        """
        traceback.TracebackException
        builtins.Exception
        """,
        Verdict.CROSSES,
        "an exception",
        "is saved without its traceback",
    ),
    *rows(
        """
        builtins.globals                      builtins.dict
        builtins.locals                       builtins.dict
        """,
        Verdict.DEAD,
        "a dictionary of all variables",
        "stands for the variables of the step that reads it",
        "pass the values that are needed",
    ),
    *rows(
        """
        os.environ                            os._Environ
        """,
        Verdict.DEAD,
        "the environment of a process",
        _PROCESS,
        "pass the values that are needed, or `dict(os.environ)`",
    ),
    *rows(
        """
        sys.modules                           builtins.dict
        """,
        Verdict.REFUSED,
        "the table of modules",
        _INSIDE,
        "import what is needed in each step",
    ),
    *rows(
        """
        logging.getLogger                     logging.Logger
        logging.Logger
        logging.LoggerAdapter
        logging.Formatter
        """,
        Verdict.CROSSES,
        "a logger",
        "is found again by its name",
    ),
    *rows(
        """
        contextlib.ExitStack
        contextlib.suppress
        contextlib.nullcontext
        warnings.catch_warnings
        """,
        Verdict.CROSSES,
        "a context manager",
        _WHOLE,
    ),
    *rows(
        """
        contextlib.closing
        contextlib.redirect_stdout
        """,
        Verdict.REFUSED,
        "a context manager",
        "holds what is open in one process",
        "use it in the step itself",
    ),
    *rows(
        """
        unittest.mock.MagicMock
        """,
        Verdict.REFUSED,
        "a mock",
        _INSIDE,
        "create it in the step that uses it",
    ),
    *rows(
        """
        cProfile.Profile
        """,
        Verdict.REFUSED,
        "a profiler",
        _INSIDE,
        "pass the text that it prints",
    ),
    *rows(
        """
        pickle.Pickler
        pickle.Unpickler
        """,
        Verdict.REFUSED,
        "a pickler",
        _INSIDE,
        "create it in the step that uses it",
    ),
    *rows(
        """
        unittest.mock.Mock
        """,
        Verdict.CROSSES,
        "a mock",
        "is saved with its settings",
    ),
    *rows(
        """
        tracemalloc.take_snapshot             tracemalloc.Snapshot
        """,
        Verdict.CROSSES,
        "a memory snapshot",
        _WHOLE,
    ),
    *rows(
        """
        tkinter.Tk
        """,
        Verdict.REFUSED,
        "a window",
        "is on the screen of one computer",
        "leave windows out of pipelines",
    ),
)
