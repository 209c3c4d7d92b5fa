"""Rules 6xx, on what does not cross the border of a pod. A case is cells in, findings out."""

from __future__ import annotations

from typing import Any

import pytest

from kale_core.diagnostics import Span
from kale_core.processor import process
from kale_core.rules.pods.credentials import secrets
from kale_core.rules.rule import Repository, Subject
from tests.notebooks import DEMO, RawCell, cell, notebook
from tests.rules.checking import check, codes, rows

Cells = list[tuple[str, str]]

IMPORTS = (
    "imports",
    "import os, pickle, random, shutil, subprocess, sys, zipfile, joblib, torch\nimport numpy as np, pandas as pd\n"
    "import matplotlib.pyplot as plt\nfrom pathlib import Path\nimport urllib.request, logging, warnings, getpass",
)
WRITES = "pd.DataFrame().to_csv('data.csv')"
READS = "print(pd.read_csv('data.csv'))"


def built(cells: Cells, **metadata: Any) -> Any:
    return notebook([cell(tags, source) for tags, source in cells], metadata={**DEMO, **metadata})


def found(first: str, second: str, *, tags: str = "step:b, prev:a", shared: str = "", **metadata: Any) -> list[str]:
    """What is said of two steps below `IMPORTS`: cells 2 and 3, or 3 and 4 below `shared` code."""
    functions = [("functions", shared)] if shared else []
    return rows(built([IMPORTS, *functions, ("step:a", first), (tags, second)], **metadata))


VOLUME = {"volumes": [{"name": "v", "mount_point": "/data", "type": "pvc"}]}


# --- KALE601 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("open('x.txt', 'w').write('1')", "print(open('x.txt').read())", id="open"),
        pytest.param("open('x.txt', mode='wb')", "open('x.txt', 'rb')", id="open-mode"),
        pytest.param("open(file='x.txt', mode='x')", "open(file='x.txt')", id="open-keyword"),
        pytest.param(WRITES, READS, id="pandas"),
        pytest.param("pd.DataFrame().to_parquet(path='./d/../x.pq')", "pd.read_parquet('x.pq')", id="normal-path"),
        pytest.param("pd.DataFrame().to_csv('/tmp/x.csv')", "pd.read_csv('/tmp//x.csv')", id="tmp"),
        pytest.param("joblib.dump(1, 'm.jl')", "print(joblib.load('m.jl'))", id="joblib"),
        pytest.param("pickle.dump(1, open('m.pkl', 'wb'))", "print(pickle.load(open('m.pkl', 'rb')))", id="pickle"),
        pytest.param("np.save('x', np.zeros(1))", "print(np.load('x.npy'))", id="numpy-adds-an-ending"),
        pytest.param("np.savez('x.npz', np.zeros(1))", "print(np.load('x.npz'))", id="numpy-has-the-ending"),
        pytest.param("torch.save({}, 'm.pt')", "print(torch.load('m.pt'))", id="torch"),
        pytest.param("Path('x').write_text('1')", "print(Path('x').read_text())", id="path"),
        pytest.param("(Path('/tmp') / 'x').write_text('1')", "print(open('/tmp/x').read())", id="path-below"),
        pytest.param("Path('x').open('w').write('1')", "print(Path('x').open().read())", id="path-open"),
        pytest.param("plt.plot([1])\nplt.savefig('f.png')", "print(plt.imread('f.png'))", id="figure"),
        pytest.param("urllib.request.urlretrieve('http://h/x', 'x')", "print(open('x').read())", id="urlretrieve"),
        pytest.param("shutil.copy('/etc/hosts', 'x')", "print(open('x').read())", id="copy"),
        pytest.param("zipfile.ZipFile('x.zip').extractall('d')", "print(pd.read_csv('d/a.csv'))", id="below-a-folder"),
        pytest.param("pd.DataFrame().to_csv('d/x.csv')", "print(os.listdir('d'))", id="list-a-folder"),
        pytest.param("import glob\nopen('x.txt', 'w')", "import glob\nprint(glob.glob('*.txt'))", id="pattern"),
        pytest.param("os.makedirs('out')", "open('out/x', 'w')", id="needs-a-folder"),
        pytest.param("!tar xf a.tar -C out", "pd.DataFrame().to_csv('out/x.csv')", id="needs-a-filled-folder"),
        pytest.param("os.makedirs('out/a')", "pd.DataFrame().to_csv('out/x.csv')", id="needs-a-folder-above"),
        pytest.param("Path('out').mkdir()", "print(os.listdir('out'))", id="reads-a-made-folder"),
        pytest.param("name = 'x'\nopen(f'{name}.txt', 'w')", "print(open(name + '.txt').read())", id="made-path"),
        pytest.param("open('x', 'a').write('1')", "print(open('x').read())", id="append"),
        pytest.param("open('x', 'w')", "open('x', 'r+').write('1')", id="update"),
        pytest.param("open('x', 'w')", "print(open('x').read())\nopen('x', 'w')", id="read-before-written"),
        pytest.param("!wget -q http://h/a/x.csv?raw=1", "print(pd.read_csv('x.csv'))", id="wget"),
        pytest.param("!wget -O y.csv http://h/x.csv", "print(pd.read_csv('y.csv'))", id="wget-to"),
        pytest.param("!mkdir -p d && curl -sLo d/x http://h/x", "print(open('d/x').read())", id="curl-short-options"),
        pytest.param("!curl -L http://h/x -o x", "!cat x", id="curl-and-cat"),
        pytest.param("!curl -LO http://h/x", "!head -n 3 x | wc", id="curl-remote-name"),
        pytest.param("%%writefile x.py\nprint(1)", "!python x.py", id="writefile"),
        pytest.param("%%writefile helpers.py\nx = 1", "import helpers", id="written-module"),
        pytest.param("!git clone https://h/u/repo", "from repo.a import b\nprint(b)", id="cloned-module"),
        pytest.param("%%bash\necho 1 > x", "print(open('x').read())", id="bash"),
        pytest.param("!unzip -q a.zip -d d", "print(open('d/x').read())", id="unzip"),
        pytest.param("!git clone https://h/u/repo.git", "print(open('repo/x').read())", id="git"),
        pytest.param("os.system('echo 1 > x')", "print(open('x').read())", id="os-system"),
        pytest.param("subprocess.run('cp /etc/hosts d/', shell=True)", "print(open('d/hosts'))", id="subprocess"),
    ],
)  # fmt: skip
def test_files_do_not_cross(first: str, second: str) -> None:
    cells = [IMPORTS, ("step:a", first), ("step:b, prev:a", second)]
    (finding,) = [each for each in check(built(cells)) if each.code == "KALE601"]
    assert (finding.step, finding.place.cell) == ("b", 3)
    assert [related.place.cell for related in finding.related] == [2]


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        pytest.param("x = 1", READS, {}, id="nobody-writes-it"),
        pytest.param(WRITES, "print(1)", {}, id="nobody-reads-it"),
        pytest.param(f"{WRITES}\n{READS}", "print(1)", {}, id="same-step"),
        pytest.param(WRITES, f"{WRITES}\n{READS}", {}, id="written-before"),
        pytest.param(READS, WRITES, {}, id="written-later"),
        pytest.param("print(1)", READS, {"shared": WRITES}, id="shared-cells-write"),
        pytest.param("open('/data/x', 'w')", "print(open('/data/x').read())", VOLUME, id="volume"),
        pytest.param("p = '/data/d'\nos.makedirs(p)", "open(f'{p}/x', 'w')", VOLUME, id="folder-on-a-volume"),
        pytest.param("d = input\nopen(d, 'w')", "print(open(d).read())", {}, id="unknown-path"),
        pytest.param("pd.DataFrame().to_csv('http://h/x')", "pd.read_csv('http://h/x')", {}, id="address"),
        pytest.param("pd.DataFrame().to_csv('s3://b/x')", "pd.read_csv('s3://b/x')", {}, id="bucket"),
        pytest.param("open('/dev/null', 'w')", "print(open('/dev/null').read())", {}, id="device"),
        pytest.param(
            "if not os.path.exists('x'):\n    open('x', 'w')",
            "if os.path.exists('x'):\n    print(open('x').read())\nelse:\n    open('x', 'w')",
            {},
            id="made-if-missing",
        ),
        pytest.param(
            WRITES, f"try:\n    {READS}\nexcept FileNotFoundError:\n    {WRITES}", {}, id="ready-to-do-without"
        ),
        pytest.param("os.makedirs('d', exist_ok=True)", "print(pd.read_csv('d/x.csv'))", {}, id="folder-may-hold-it"),
        pytest.param("os.makedirs('d')", "os.makedirs('d')\nopen('d/x', 'w')", {}, id="own-folder"),
        pytest.param("os.makedirs('d')", "!mkdir d\nopen('d/x', 'w')", {}, id="own-folder-by-command"),
        pytest.param("x = 'a'.replace('a', 'b')", "print(x)", {}, id="texts-are-no-paths"),
        pytest.param("!unzip a.zip", "print(open('x').read())", {}, id="unknown-names-in-the-working-directory"),
        pytest.param("!wget {url}", "print(open('x').read())", {"shared": "url = 'http://h/x'"}, id="expansion"),
        pytest.param("!cd d && touch x", "print(open('x').read())", {}, id="elsewhere"),
        pytest.param("os.chdir('/data')\nopen('x', 'w')", "print(open('/tmp/x').read())", VOLUME, id="changed-folder"),
        pytest.param(
            "open('x', 'w')", "print(open('x').read())", {"shared": "os.chdir('/data')", **VOLUME}, id="shared-chdir"
        ),
        pytest.param(
            "open('x', 'w')",
            "print(open('x').read())",
            {"volumes": [{"name": "v", "mount_point": "/home/jovyan", "type": "pvc"}], "base_image": "jupyter/x:1"},
            id="home-on-a-volume",
        ),
        pytest.param(
            "joblib.dump(1, 'm')\nclass M:\n    def load(self):\n        return joblib.load('m')\nm = M()",
            "print(m)",
            {},
            id="method-that-is-not-called",
        ),
    ],
)  # fmt: skip
def test_files_that_may_cross(first: str, second: str, more: dict[str, Any]) -> None:
    metadata = {key: value for key, value in more.items() if key != "shared"}
    result = found(first, second, shared=more.get("shared", ""), **metadata)
    assert [row for row in result if row.startswith("KALE601")] == []


def test_a_relative_path_is_not_on_a_volume_of_another_name() -> None:
    assert found("open('/data_2/x', 'w')", "print(open('/data_2/x').read())", **VOLUME) == ["KALE601 3:1:7"]
    assert found(WRITES, READS, **VOLUME) == ["KALE601 3:1:7"]


def test_one_finding_a_file_with_both_places() -> None:
    (finding,) = check(built([IMPORTS, ("step:a", f"x = 1\n{WRITES}"), ("step:b, prev:a", f"{READS}\n{READS}")]))
    assert finding.message == (
        "step `b` reads `data.csv`, but only step `a` writes it, and what a step writes stays in its pod"
    )
    (related,) = finding.related
    assert related.place.span is not None
    assert (related.place.cell, related.place.span.line) == (2, 2)


def test_a_function_that_reads_is_reported_where_it_reads() -> None:
    shared = "def load():\n    return pd.read_csv('data.csv')"
    cells = [IMPORTS, ("functions", shared), ("step:a", WRITES), ("step:b, prev:a", "print(load())")]
    (finding,) = check(built(cells))
    assert finding.place.cell == 2
    assert [related.place.cell for related in finding.related] == [3, 4]


# --- KALE602 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("os.environ['K'] = 'v'", "print(os.environ['K'])", id="variable"),
        pytest.param("os.environ.setdefault('K', 'v')", "print(os.getenv('K'))", id="setdefault"),
        pytest.param("os.environ.update(K='v')", "print(os.environ.get('K', ''))", id="update"),
        pytest.param("%env K=v", "print(os.environ['K'])", id="env-magic"),
        pytest.param("%set_env K v", "print(os.environ['K'])", id="set-env-magic"),
        pytest.param("os.chdir('work')", "print(open('x').read())", id="chdir"),
        pytest.param("%cd work", "print(pd.read_csv('x.csv'))", id="cd-magic"),
        pytest.param("random.seed(1)", "print(random.random())", id="random"),
        pytest.param("np.random.seed(1)", "print(np.random.rand(3))", id="numpy"),
        pytest.param("np.random.seed(1)\nx = np.random.rand(2)", "print(np.random.permutation(3))", id="both-draw"),
        pytest.param(
            "np.random.seed(1)", "from sklearn.model_selection import train_test_split as s\nprint(s([1, 2]))",
            id="scikit-learn",
        ),
        pytest.param("torch.manual_seed(1)", "print(torch.rand(2))", id="torch"),
        pytest.param("torch.manual_seed(1)", "print(torch.nn.Linear(1, 1))", id="torch-layer"),
        pytest.param(
            "import tensorflow as tf\ntf.random.set_seed(1)", "import tensorflow as tf\nprint(tf.random.normal([2]))",
            id="tensorflow",
        ),
        pytest.param("plt.style.use('ggplot')", "plt.plot([1, 2])", id="style"),
        pytest.param("plt.rcParams['figure.dpi'] = 200", "plt.plot([1, 2])", id="rcparams"),
        pytest.param("pd.set_option('display.max_rows', 5)", "df = pd.DataFrame()\ndf", id="pandas"),
        pytest.param("pd.options.display.max_rows = 5", "df = pd.DataFrame()\ndf.head()", id="pandas-attribute"),
        pytest.param("np.set_printoptions(precision=2)", "x = np.zeros(2)\nx", id="numpy-print"),
        pytest.param("np.seterr(all='raise')", "print(np.log(0))", id="numpy-errors"),
        pytest.param("logging.basicConfig(level=10)", "logging.info('x')", id="logging"),
        pytest.param("logging.basicConfig(level=10)", "log = logging.getLogger()\nlog.info('x')", id="logger"),
        pytest.param("warnings.simplefilter('error')", "warnings.warn('x')", id="warnings"),
        pytest.param("torch.set_default_dtype(torch.float64)", "print(torch.zeros(1))", id="torch-default"),
        pytest.param("%load_ext sql", "%sql SELECT 1", id="extension"),
    ],
)  # fmt: skip
def test_settings_do_not_cross(first: str, second: str) -> None:
    cells = [IMPORTS, ("step:a", first), ("step:b, prev:a", second)]
    (finding,) = [each for each in check(built(cells)) if each.code == "KALE602"]
    assert (finding.step, finding.place.cell) == ("b", 3)
    assert [related.place.cell for related in finding.related] == [2]


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        pytest.param("os.environ['K'] = 'v'\nprint(os.environ['K'])", "print(1)", {}, id="same-step"),
        pytest.param("os.environ['K'] = 'v'", "print(os.environ['L'])", {}, id="another-variable"),
        pytest.param("os.environ['K'] = 'v'", "os.environ['K'] = 'w'\nprint(os.environ['K'])", {}, id="set-again"),
        pytest.param("print(os.environ['K'])", "os.environ['K'] = 'v'", {}, id="set-later"),
        pytest.param(
            "os.environ['K'] = 'v'", "print(os.environ['K'])", {"tags": "step:b, prev:a, secret:s:k:K"}, id="secret"
        ),
        pytest.param("x = 1", "print(os.environ['K'])", {"shared": "os.environ['K'] = 'v'"}, id="shared"),
        pytest.param("os.chdir('w')\nos.chdir('..')", "print(open('x').read())", {}, id="went-back"),
        pytest.param("os.chdir('w')", "print(open('/etc/hosts').read())", {}, id="absolute"),
        pytest.param("os.chdir('w')", "open('x', 'w')\nprint(open('x').read())", {}, id="own-file"),
        pytest.param("random.seed(1)", "random.seed(2)\nprint(random.random())", {}, id="seeds-itself"),
        pytest.param("random.seed(1)", "print(np.random.rand())", {}, id="another-generator"),
        pytest.param("x = 1", "print(np.random.rand(3))", {"shared": "np.random.seed(1)"}, id="seeded-in-functions"),
        pytest.param("np.random.seed(1)", "r = np.random.default_rng(2)\nprint(r.random())", {}, id="own-generator"),
        pytest.param("np.random.seed(1)\nx = np.random.rand(2)", "print(x.sum())", {}, id="received-numbers"),
        pytest.param(
            "np.random.seed(1)",
            "from sklearn.model_selection import train_test_split as s\nprint(s([1, 2], random_state=1))",
            {},
            id="random-state",
        ),
        pytest.param(
            "set_seeds()", "set_seeds()\nprint(np.random.rand())",
            {"shared": "def set_seeds():\n    np.random.seed(1)"}, id="seeded-by-a-function",
        ),
        pytest.param("plt.style.use('ggplot')\nplt.plot([1])", "print(1)", {}, id="nobody-else-draws"),
        pytest.param("pd.set_option('display.max_rows', 5)", "print(len(pd.DataFrame()))", {}, id="nothing-is-shown"),
        pytest.param("warnings.filterwarnings('ignore')", "print(pd.DataFrame())", {}, id="silenced-warnings"),
        pytest.param("%env K", "print(os.environ.get('K'))", {}, id="env-magic-that-reads"),
        pytest.param("%load_ext sql\n%sql SELECT 1", "%load_ext sql\n%sql SELECT 1", {}, id="extension-in-both"),
    ],
)  # fmt: skip
def test_settings_that_nobody_relies_on(first: str, second: str, more: dict[str, str]) -> None:
    result = found(first, second, tags=more.get("tags", "step:b, prev:a"), shared=more.get("shared", ""))
    assert [row for row in result if row.startswith("KALE602")] == []


# --- KALE603 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "metadata", "expected"),
    [
        pytest.param("import helpers", {}, ["KALE603"], id="import"),
        pytest.param("from helpers.io import read\nprint(read)", {}, ["KALE603"], id="from"),
        pytest.param("import helpers\nimport helpers.io", {}, ["KALE603"], id="once"),
        pytest.param("def f():\n    import helpers\nf()", {}, ["KALE603"], id="in-a-function"),
        pytest.param("import json", {}, [], id="another-module"),
        pytest.param("try:\n    import helpers\nexcept ImportError:\n    helpers = None", {}, [], id="guarded"),
        pytest.param("def f():\n    import helpers", {}, [], id="never-run"),
        pytest.param("%%writefile helpers.py\nx = 1", {}, [], id="not-imported"),
        pytest.param("import sys\nsys.path.append('/data/lib')\nimport helpers", VOLUME, [], id="on-a-volume"),
        pytest.param("import sys\nsys.path.append('../lib')\nimport helpers", VOLUME, ["KALE603"], id="not-on-it"),
        pytest.param("!git clone https://h/u/helpers\nimport helpers", {}, [], id="cloned"),
    ],
)
def test_local_modules(source: str, metadata: dict[str, Any], expected: list[str]) -> None:
    repository = Repository(local_modules=frozenset({"helpers"}), notebook="nb.ipynb")
    assert codes(built([("step:a", source)], **metadata), repository=repository) == expected


# --- KALE604 ---------------------------------------------------------------------------------------

AWS = "AKIA" + "IOSFODNN7ABCDEFG"
GITHUB = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("import os\nos.environ['AWS_SECRET_ACCESS_KEY'] = 'wJalrXUtnFEMI/K7'", 2, id="variable"),
        pytest.param("import os\nos.environ.setdefault('DB_PASSWORD', 'tr0ub4dor')", 2, id="setdefault"),
        pytest.param("%env HF_TOKEN=abcdefghijklmnopqrst", 1, id="magic"),
        pytest.param("import db\n\ndb.connect(user='me', password='tr0ub4dor')", 3, id="argument"),
        pytest.param("import db\npw = 'tr0ub4dor'\ndb.connect(password=pw)", 2, id="where-the-literal-is"),
        pytest.param("import openai\nopenai.api_key = 'abcdef012345'", 2, id="setting"),
        pytest.param(f"x = '{AWS}'", 1, id="aws"),
        pytest.param(f"# {GITHUB}", 1, id="comment"),
        pytest.param("!git clone https://me:s3cr3tw0rd@github.com/u/r", 1, id="address"),
        pytest.param("k = '''-----BEGIN RSA PRIVATE KEY-----\nabc'''", 1, id="private-key"),
    ],
)
def test_credentials(source: str, line: int) -> None:
    (finding,) = check(built([("step:a", source)]))
    assert (finding.code, finding.place.cell, finding.step) == ("KALE604", 1, "a")
    assert finding.message.startswith(f"line {line} of this cell ")
    assert finding.place.span == Span(line, 1, line, 1)
    for part in ("wJal", "tr0u", "abcdef", "IOSF", "0123", "s3cr"):
        assert part not in finding.message + finding.help


def test_a_credential_among_the_parameters() -> None:
    (finding,) = check(
        built([("pipeline-parameters", "a = 1\ndb_password = 'tr0ub4dor'"), ("step:a", "print(db_password, a)")])
    )
    assert (finding.code, finding.place.cell) == ("KALE604", 1)


KEY = "-----BEGIN RSA " + "PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        pytest.param("import os\nos.environ['DB_PASSWORD'] = 'tr0ub4dor'", {"tr0ub4dor"}, id="value"),
        pytest.param(
            "import db\ndb.connect(password='tr0ub\\x34dor')", {"db.connect(password='tr0ub\\x34dor')"}, id="escape"
        ),
        pytest.param(f"x = '{AWS}'", {AWS}, id="shape"),
        pytest.param(
            "!git clone https://me:s3cr3tw0rd@github.com/u", {"https://me:s3cr3tw0rd@github.com"}, id="address"
        ),
        pytest.param(f"k = '''{KEY}\nabc\n\ndef\n-----END'''\nx", {KEY, "abc", "def"}, id="private-key"),
        pytest.param(f"k = '{KEY}\\nabc-----END'\nx", {KEY}, id="private-key-on-one-line"),
        pytest.param("print(1)", set(), id="none"),
    ],
)
def test_texts_that_no_output_may_show(source: str, texts: set[str]) -> None:
    processed = process(built([("step:a", source)]))
    assert secrets(Subject("nb.ipynb", processed=processed)) == texts


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.environ['DB_PASSWORD'] = ''",
        "import os\nos.environ['API_KEY'] = '<your key>'",
        "import os\nos.environ['API_KEY'] = 'YOUR_API_KEY'",
        "import os\nos.environ['TOKENIZERS_PARALLELISM'] = 'false'",
        "import os\nos.environ['GOOGLE_APPLICATION_CREDENTIALS'] = '/secret/key.json'",
        "import os\nos.environ['DB_PASSWORD'] = os.environ['OTHER_PASSWORD']",
        "import db, os\ndb.connect(password=os.environ['DB_PASSWORD'])",
        "import nlp\nnlp.tokenizer(pad_token='[PAD]', token='<unk>', max_tokens='1000')",
        "import db\ndb.connect(password='changeme')",
        "import llm\nllm.client(api_key='not-needed')",
        "url = 'https://user:{password}@host/'\nprint(url)",
        "x = 'hf_hub_download sk-learn AKIA ghp_token'\nprint(x)",
    ],
)
def test_no_credentials(source: str) -> None:
    assert codes(built([("step:a", source)])) == []


# --- KALE605 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "expected"), [(90_000, []), (110_000, ["KALE605"]), (140_000, ["KALE605"])])
def test_size(size: int, expected: list[str]) -> None:
    text = "\n".join(["x" * 99] * (size // 100))
    cells = [
        ("step:small", "y = 1\nprint(y)"),
        ("step:large", "print(1)"),
        ("step:large", f"x = '''{text}'''\nprint(x)"),
    ]
    result = check(built(cells))
    assert [finding.code for finding in result] == expected
    assert [(finding.step, finding.place.cell) for finding in result] == [("large", 3)] * len(expected)


def test_the_limit_is_exact() -> None:
    from kale_core.analysis.dataflow import analyse
    from kale_core.compiler import LARGEST_COMPONENT, component_sizes
    from kale_core.processor import process

    def of_size(length: int) -> Any:
        return built([("step:a", f"x = '{'y' * length}'\nprint(x)")])

    pipeline = process(of_size(1000)).pipeline
    rest = component_sizes(pipeline, analyse(pipeline))["a"] - 1000
    assert codes(of_size(LARGEST_COMPONENT - rest)) == []
    assert codes(of_size(LARGEST_COMPONENT - rest + 1)) == ["KALE605"]


@pytest.mark.parametrize(("size", "expected"), [(90_000, []), (140_000, ["KALE605"])])
def test_size_of_defaults(size: int, expected: list[str]) -> None:
    cells = [
        ("pipeline-parameters", f"n = 1\ntext = '{'é' * (size // 2)}'"),
        ("step:a", "print(n, text)"),
        ("step:b", "1"),
    ]
    result = check(built(cells))
    assert [(finding.code, finding.step, finding.place.cell) for finding in result] == [(e, "a", 1) for e in expected]


# --- KALE606 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x = input('n: ')", ["KALE606 3:1:5"], id="input"),
        pytest.param("x = getpass.getpass()", ["KALE606 3:1:5"], id="getpass"),
        pytest.param("breakpoint()", ["KALE606 3:1:1"], id="debugger"),
        pytest.param("ask()", ["KALE606 2:2:12"], id="function"),
        pytest.param("print(ask.__name__)", [], id="function-that-is-not-called"),
        pytest.param("input = [1]\nprint(input)", [], id="another-input"),
        pytest.param("try:\n    x = input()\nexcept EOFError:\n    x = ''", [], id="tried"),
        pytest.param("def input():\n    return 1\nprint(input())", [], id="own-input"),
    ],
)
def test_input(source: str, expected: list[str]) -> None:
    assert rows(built([IMPORTS, ("functions", "def ask():\n    return input()"), ("step:a", source)])) == expected


# --- KALE607 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("!pip install -q x", ["KALE607 2:1:1"], id="pip"),
        pytest.param("%pip install x", ["KALE607 2:1:1"], id="pip-magic"),
        pytest.param("!{sys.executable} -m pip install x", ["KALE607 2:1:1"], id="module"),
        pytest.param("!conda install -y x", ["KALE607 2:1:1"], id="conda"),
        pytest.param("!uv pip install x", ["KALE607 2:1:1"], id="uv"),
        pytest.param("!sudo apt-get update && apt-get install -y x", ["KALE607 2:1:1"], id="apt"),
        pytest.param("%%bash\npip install x", ["KALE607 2:1:1"], id="bash"),
        pytest.param("import os\nos.system('pip install x')", ["KALE607 2:2:1"], id="os-system"),
        pytest.param("!pip list\n!pip show x", [], id="pip-that-only-asks"),
        pytest.param("print('!pip install x')", [], id="text"),
    ],
)
def test_installing(source: str, expected: list[str]) -> None:
    assert rows(built([("imports", "import sys"), ("step:a", source)])) == expected


def test_what_shared_cells_install_is_in_each_step() -> None:
    assert rows(built([("imports", "!pip install x"), ("step:a", "print(1)")])) == []


# --- KALE608 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(["1 + 1"], ["print(_)"], ["KALE608 3:1:7"], id="result-of-another-step"),
        pytest.param(["x = 1"], ["print(Out[1])"], ["KALE608 3:1:7"], id="out"),
        pytest.param(["x = 1"], ["print(In)"], ["KALE608 3:1:7"], id="in"),
        pytest.param(["x = 1"], ["print(_i)"], [], id="shared-input"),
        pytest.param(["x = 1"], ["1 + 1", "print(_)"], [], id="own-result"),
        pytest.param(["x = 1"], ["y = 1\ny + 1", "print(_)"], [], id="own-result-below-a-statement"),
        pytest.param(["x = 1"], ["y = 1", "print(_)"], ["KALE608 4:1:7"], id="own-cell-without-a-result"),
        pytest.param(["x = 1"], ["1 + 1", "print(__)"], ["KALE608 4:1:7"], id="two-results-back"),
        pytest.param(["x = 1"], ["for _ in range(3):\n    print(_)"], [], id="loop"),
        pytest.param(["x = 1"], ["for _ in range(3):\n    pass\nprint(_)"], [], id="after-a-loop"),
        pytest.param(["x, _ = 1, 2"], ["print(_)"], [], id="variable-of-an-ancestor"),
        pytest.param(["x = 1"], ["print([_ for _ in range(3)])"], [], id="comprehension"),
    ],
)
def test_history(first: list[str], second: list[str], expected: list[str]) -> None:
    cells = [("step:a", each) for each in first] + [
        ("step:b, prev:a" if not i else "", each) for i, each in enumerate(second)
    ]
    assert rows(built([("imports", "import os"), *cells])) == expected


# --- KALE703 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("p = '/kfp-workspace/x'", ["KALE703"]),
        ("p = ['/kfp-workspace']", ["KALE703"]),
        ("p = '/workspace'", []),
        ("p = '{{$}}'", ["KALE701"]),
    ],
)
def test_substituted_defaults(source: str, expected: list[str]) -> None:
    assert codes(built([("pipeline-parameters", source), ("step:a", "print(p)")])) == expected


def test_two_accelerators_are_an_error_also_between_defaults_and_tags() -> None:
    cells: list[RawCell] = [cell("step:a, limit:amd.com/gpu:1")]
    assert codes(notebook(cells, metadata={**DEMO, "steps_defaults": ["limit:nvidia.com/gpu:1"]})) == ["KALE110"]
