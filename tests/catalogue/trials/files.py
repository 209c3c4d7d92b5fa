"""Trials of files, folders, archives and streams."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import SAME, Like, Trial, Untried

_ZIP = "z = zipfile.ZipFile('a.zip', 'w')\nz.writestr('f', 'text')\nz.close()\n"
_TAR = "open('f', 'w').close()\nt = tarfile.open('a.tar', 'w')\nt.add('f')\nt.close()\n"
# The one format of these that every Python has.
_DUMB = "import dbm.dumb\ndbm._defaultmod = dbm._modules['dbm.dumb'] = dbm.dumb\n"

TRIALS: dict[str, Trial | Like | Untried] = {
    "builtins.open": Trial("open('f', 'w')"),
    "io.open": Like("builtins.open"),
    "io.TextIOWrapper": Like("builtins.open"),
    "io.TextIOBase": Like("builtins.open"),
    "io.IOBase": Like("builtins.open"),
    "io.FileIO": Trial("io.FileIO('f', 'w')"),
    "io.BufferedReader": Trial("open('f', 'w').close()\nopen('f', 'rb')"),
    "io.BufferedWriter": Trial("open('f', 'wb')"),
    "io.BufferedRandom": Trial("f = open('f', 'w+b')\nf.write(b'a')\nf", "it.seek(0) == 0 and it.read() == b'a'"),
    "os.fdopen": Trial("os.fdopen(os.open('f', os.O_CREAT | os.O_WRONLY), 'w')"),
    "pathlib.Path.open": Trial("pathlib.Path('f').open('w')"),
    "codecs.open": Trial("codecs.open('f', 'w', 'utf-8')"),
    "gzip.open": Trial("gzip.open('f', 'w')"),
    "gzip.GzipFile": Like("gzip.open"),
    "bz2.open": Trial("bz2.open('f', 'w')"),
    "bz2.BZ2File": Like("bz2.open"),
    "lzma.open": Trial("lzma.open('f', 'w')"),
    "lzma.LZMAFile": Like("lzma.open"),
    "zipfile.ZipFile.open": Trial(_ZIP + "zipfile.ZipFile('a.zip').open('f')"),
    "tarfile.TarFile.extractfile": Trial(_TAR + "tarfile.open('a.tar').extractfile('f')"),
    "zipfile.ZipFile": Trial(_ZIP + "zipfile.ZipFile('a.zip')"),
    "zipfile.Path": Trial(_ZIP + "zipfile.Path('a.zip', 'f')", "it.read_text() == 'text'"),
    "tarfile.open": Trial(_TAR + "tarfile.open('a.tar')"),
    "tarfile.TarFile": Like("tarfile.open"),
    "tempfile.NamedTemporaryFile": Trial("tempfile.NamedTemporaryFile()"),
    "tempfile.TemporaryFile": Trial(
        "f = tempfile.TemporaryFile()\nf.write(b'a')\nf", "it.seek(0) == 0 and it.read() == b'a'"
    ),
    "tempfile.SpooledTemporaryFile": Trial(
        "f = tempfile.SpooledTemporaryFile(100)\nf.write(b'a')\nf",
        "it.seek(0) == 0 and it.read() == b'a'",
        taken_for=Verdict.REFUSED,
    ),
    "tempfile.TemporaryDirectory": Trial("import os\ntempfile.TemporaryDirectory()", "os.path.isdir(it.name)"),
    "tempfile.TemporaryDirectory.__enter__": Trial(
        "import os\nt = tempfile.TemporaryDirectory()\nt.__enter__()", "os.path.isdir(it)"
    ),
    "tempfile.mkdtemp": Trial("import os\ntempfile.mkdtemp()", "os.path.isdir(it)"),
    "tempfile.mkstemp": Trial("import os\ntempfile.mkstemp()", "os.path.exists(it[1])"),
    "tempfile.mktemp": Trial(
        "import os\nname = tempfile.mktemp()\nopen(name, 'w').close()\nname", "os.path.exists(it)"
    ),
    "os.open": Trial("for n in range(50):\n    fd = os.open('f', os.O_CREAT)\nfd", "os.fstat(it)"),
    "os.pipe": Trial("for n in range(50):\n    pair = os.pipe()\npair", "os.fstat(it[0])"),
    "io.TextIOWrapper.fileno": Trial(
        "import os\nfiles = [open('f', 'w') for n in range(50)]\nfiles[-1].fileno()", "os.fstat(it)"
    ),
    "os.scandir": Trial("os.scandir()"),
    "os.DirEntry": Trial("open('f', 'w').close()\nnext(os.scandir())", "it.name == 'f'"),
    "os.walk": Trial("os.walk('.')"),
    "os.fwalk": Trial("os.fwalk('.')"),
    "glob.iglob": Trial("open('f', 'w').close()\nglob.iglob('*')", "[*it] == ['f']"),
    "pathlib.Path.iterdir": Trial("open('f', 'w').close()\npathlib.Path().iterdir()", until=(3, 12)),
    "pathlib.Path.glob": Trial("pathlib.Path().glob('*')"),
    "pathlib.Path.rglob": Trial("pathlib.Path().rglob('*')"),
    "mmap.mmap": Trial("mmap.mmap(-1, 10)"),
    "shelve.open": Trial(_DUMB + "s = shelve.open('s')\ns['a'] = 1\ns", "it['a'] == 1"),
    "dbm.open": Trial(_DUMB + "d = dbm.open('d', 'c')\nd['a'] = '1'\nd", "it['a'] == b'1'", taken_for=Verdict.REFUSED),
    "dbm.dumb.open": Trial(
        "d = dbm.dumb.open('d', 'c')\nd['a'] = '1'\nd", "it['a'] == b'1'", taken_for=Verdict.REFUSED
    ),
    "csv.reader": Trial("csv.reader(open('f', 'w+'))"),
    "csv.writer": Trial("csv.writer(open('f', 'w+'))"),
    "csv.DictReader": Trial("csv.DictReader(open('f', 'w+'))"),
    "csv.DictWriter": Trial("csv.DictWriter(open('f', 'w+'), ['a'])"),
    "fileinput.input": Trial(
        "open('f', 'w').close()\nfileinput.FileInput(['f'])", "[*it] == []", taken_for=Verdict.REFUSED
    ),
    "wave.open": Trial(
        "w = wave.open('f', 'w')\nw.setparams((1, 2, 8000, 0, 'NONE', ''))\nw.close()\nwave.open('f')",
        "it.getframerate() == 8000 and it.rewind() is None",
    ),
    "xml.etree.ElementTree.iterparse": Trial(
        "import pathlib\npathlib.Path('f').write_text('<a/>')\nxml.etree.ElementTree.iterparse('f')"
    ),
    "sys.stdout": Trial("sys.stdout", "it is sys.stdout"),
    "sys.stderr": Trial("sys.stderr", "it is sys.stderr"),
    "sys.stdin": Trial("sys.stdin", "it is sys.stdin"),
    "logging.StreamHandler": Trial("logging.StreamHandler()"),
    "logging.FileHandler": Trial("logging.FileHandler('f')"),
    "logging.handlers.RotatingFileHandler": Trial("logging.handlers.RotatingFileHandler('f')"),
    "io.StringIO": Trial("s = io.StringIO('abc')\ns.read(1)\ns", "it.read() == 'bc'"),
    "io.BytesIO": Trial("s = io.BytesIO(b'abc')\ns.read(1)\ns", "it.read() == b'bc'"),
    "pathlib.Path": Trial("pathlib.Path('a') / 'b'", SAME),
    "pathlib.PurePath": Like("pathlib.Path"),
    "pathlib.Path.cwd": Trial("pathlib.Path.cwd()", "it.is_absolute()"),
    "pathlib.Path.home": Trial("pathlib.Path.home()", SAME),
    "os.stat": Trial("os.stat('/')", "it.st_mode == os.stat('/').st_mode"),
    "zipfile.ZipInfo": Trial("zipfile.ZipInfo('a')", "it.filename == 'a'"),
    "tarfile.TarInfo": Trial("tarfile.TarInfo('a')", "it.name == 'a'"),
    "xml.etree.ElementTree.parse": Trial(
        "import io\nxml.etree.ElementTree.parse(io.StringIO('<a><b/></a>'))", "it.getroot()[0].tag == 'b'"
    ),
    "xml.etree.ElementTree.fromstring": Trial("xml.etree.ElementTree.fromstring('<a><b/></a>')", "it[0].tag == 'b'"),
    "xml.dom.minidom.parseString": Trial(
        "xml.dom.minidom.parseString('<a><b/></a>')", "it.documentElement.firstChild.tagName == 'b'"
    ),
    "configparser.ConfigParser": Trial(
        "c = configparser.ConfigParser()\nc.read_string('[a]\\nb = 1')\nc", "it['a'].getint('b') == 1"
    ),
    "email.message.EmailMessage": Trial(
        "m = email.message.EmailMessage()\nm['To'] = 'a@b'\nm.set_content('x')\nm", "it['To'] == 'a@b'"
    ),
    "email.message_from_string": Trial("email.message_from_string('To: a\\n\\nx')", "it['To'] == 'a'"),
}
