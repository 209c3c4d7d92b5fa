"""Files, folders, archives and streams of the standard library."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_OPEN = "is open in one process only"
_OPEN_EACH = "pass its path, and open it in each step"
_READ = "read it, and pass what it holds"
_FOLDER = "is on the disk of the pod that made it"
_VOLUME = "write to a volume, or pass what the files hold"

ENTRIES = (
    *rows(
        """
        builtins.open                         io.TextIOWrapper
        io.open                               io.TextIOWrapper
        io.TextIOWrapper
        io.TextIOBase
        io.IOBase
        io.FileIO
        io.BufferedReader
        io.BufferedWriter
        io.BufferedRandom
        os.fdopen                             io.TextIOWrapper
        pathlib.Path.open                     io.TextIOWrapper
        codecs.open                           codecs.StreamReaderWriter
        """,
        Verdict.REFUSED,
        "an open file",
        _OPEN,
        _OPEN_EACH,
    ),
    *rows(
        """
        gzip.open                             gzip.GzipFile
        gzip.GzipFile
        bz2.open                              bz2.BZ2File
        bz2.BZ2File
        lzma.open                             lzma.LZMAFile
        lzma.LZMAFile
        zipfile.ZipFile.open                  zipfile.ZipExtFile
        tarfile.TarFile.extractfile           tarfile.ExFileObject
        """,
        Verdict.REFUSED,
        "an open compressed file",
        _OPEN,
        _OPEN_EACH,
    ),
    *rows(
        """
        zipfile.ZipFile
        zipfile.Path
        tarfile.open                          tarfile.TarFile
        tarfile.TarFile
        """,
        Verdict.REFUSED,
        "an open archive",
        _OPEN,
        _OPEN_EACH,
    ),
    *rows(
        """
        tempfile.NamedTemporaryFile           tempfile._TemporaryFileWrapper
        tempfile.TemporaryFile                io.BufferedRandom
        """,
        Verdict.REFUSED,
        "a temporary file",
        "is open in one process only, and gone with its pod",
        _READ,
    ),
    *rows(
        """
        tempfile.mkstemp                      builtins.tuple
        tempfile.mktemp                       builtins.str
        """,
        Verdict.DEAD,
        "the path of a temporary file",
        "is gone with its pod",
        "pass what the files hold, or use a volume",
    ),
    *rows(
        """
        tempfile.TemporaryDirectory.__enter__  builtins.str
        tempfile.mkdtemp                      builtins.str
        """,
        Verdict.DEAD,
        "the path of a temporary folder",
        "is gone with its pod",
        "pass what the files hold, or use a volume",
    ),
    *rows(
        """
        tempfile.TemporaryDirectory
        """,
        Verdict.REFUSED,
        "a temporary folder",
        "is gone with its pod",
        "pass what the files hold, or use a volume",
    ),
    *rows(
        """
        os.open                               builtins.int
        os.pipe                               builtins.tuple
        io.TextIOWrapper.fileno               builtins.int
        """,
        Verdict.DEAD,
        "a file descriptor",
        "is a number that means nothing in another process",
        _OPEN_EACH,
    ),
    *rows(
        """
        os.scandir
        os.walk                               types.GeneratorType
        os.fwalk                              types.GeneratorType
        glob.iglob
        pathlib.Path.iterdir
        pathlib.Path.glob
        pathlib.Path.rglob
        """,
        Verdict.REFUSED,
        "a listing of a folder that is still being read",
        _FOLDER,
        "pass `list(...)` of the paths, and put the files on a volume",
    ),
    *rows(
        """
        os.DirEntry
        """,
        Verdict.REFUSED,
        "an entry of a folder listing",
        _FOLDER,
        "pass `list(...)` of the paths, and put the files on a volume",
    ),
    *rows(
        """
        mmap.mmap
        """,
        Verdict.REFUSED,
        "a file that is mapped into memory",
        _OPEN,
        _OPEN_EACH,
    ),
    *rows(
        """
        dbm.open
        dbm.dumb.open
        """,
        Verdict.DEAD,
        "an open key-value file",
        "is saved as a path at most, without the data",
        "pass `dict(...)` of it, or put the file on a volume and open it in each step",
    ),
    *rows(
        """
        shelve.open                           shelve.DbfilenameShelf
        """,
        Verdict.REFUSED,
        "an open shelf",
        "is open in one process only",
        "pass `dict(...)` of it, or put the file on a volume and open it in each step",
    ),
    *rows(
        """
        xml.etree.ElementTree.iterparse
        """,
        Verdict.REFUSED,
        "a parser of an open file",
        "works on a file that is open in one process only",
        "pass the rows, such as `list(...)` of it",
    ),
    *rows(
        """
        wave.open                             wave.Wave_read
        """,
        Verdict.REFUSED,
        "an open sound file",
        "is open in one process only",
        "pass its path, and open it in each step",
    ),
    *rows(
        """
        csv.writer
        csv.DictWriter
        """,
        Verdict.REFUSED,
        "a CSV writer",
        "works on a file that is open in one process only",
        "write the file in one step",
    ),
    *rows(
        """
        csv.reader
        csv.DictReader
        """,
        Verdict.REFUSED,
        "a CSV reader",
        "works on a file that is open in one process only",
        "pass the rows, such as `list(...)` of it",
    ),
    *rows(
        """
        fileinput.input                       fileinput.FileInput
        """,
        Verdict.DEAD,
        "a reader of files",
        "is saved as paths, without the files",
        "pass the lines, such as `list(...)` of it",
    ),
    *rows(
        """
        sys.stdout                            io.TextIOWrapper
        sys.stderr                            io.TextIOWrapper
        sys.stdin                             io.TextIOWrapper
        """,
        Verdict.CROSSES,
        "a standard stream",
        "is found again by its name",
    ),
    *rows(
        """
        logging.StreamHandler
        logging.FileHandler
        logging.handlers.RotatingFileHandler
        """,
        Verdict.REFUSED,
        "a log handler",
        "holds a lock and an open stream",
        "set up logging in an `imports` cell, which every step runs",
    ),
    *rows(
        """
        io.StringIO
        io.BytesIO
        """,
        Verdict.CROSSES,
        "a file in memory",
        "is saved with what it holds and with its position",
    ),
    *rows(
        """
        tempfile.SpooledTemporaryFile
        """,
        Verdict.CROSSES,
        "a temporary file in memory",
        "is saved with what it holds, as long as that fits into memory",
    ),
    *rows(
        """
        pathlib.Path
        pathlib.PurePath
        pathlib.Path.cwd                      pathlib.Path
        pathlib.Path.home                     pathlib.Path
        """,
        Verdict.CROSSES,
        "a path",
        "is saved as a path, without the file",
    ),
    *rows(
        """
        os.stat                               os.stat_result
        zipfile.ZipInfo
        tarfile.TarInfo
        """,
        Verdict.CROSSES,
        "a description of a file",
        "is saved whole",
    ),
    *rows(
        """
        xml.etree.ElementTree.parse           xml.etree.ElementTree.ElementTree
        xml.etree.ElementTree.fromstring      xml.etree.ElementTree.Element
        xml.dom.minidom.parseString           xml.dom.minidom.Document
        configparser.ConfigParser
        email.message.EmailMessage
        email.message_from_string             email.message.Message
        """,
        Verdict.CROSSES,
        "a parsed document",
        "is saved whole",
    ),
)
