"""Import names and the distributions that provide them.

The package index serves many names that differ from what is imported; these are the well-known ones. An
import name that is not listed is taken to be the distribution's name.
"""

from __future__ import annotations

# Part of Python 3.11 to 3.14; a fixed list, so that the interpreter that runs the hook changes nothing.
STANDARD_LIBRARY = frozenset(
    """
    __future__ abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop
    base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop
    collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg crypt
    csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip
    enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt
    getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib
    inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math
    mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers
    opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
    posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random
    re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site
    smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics
    string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile
    termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty
    turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser
    winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
    """.split()
)

# Roots that many distributions share: each is named like the modules below it.
NAMESPACES = frozenset({"azure", "google"})

DISTRIBUTIONS = {
    "Bio": "biopython",
    "Crypto": "pycryptodome",
    "IPython": "ipython",
    "MySQLdb": "mysqlclient",
    "OpenSSL": "pyopenssl",
    "PIL": "pillow",
    "Xlib": "python-xlib",
    "ahocorasick": "pyahocorasick",
    "alibi_detect": "alibi-detect",
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "category_encoders": "category-encoders",
    "chess": "chess",
    "cv2": "opencv-python-headless",
    "dask.dataframe": "dask[dataframe]",
    "dask.distributed": "distributed",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "fitz": "pymupdf",
    "flask_cors": "flask-cors",
    "fuzzywuzzy": "fuzzywuzzy",
    "geojson": "geojson",
    "git": "gitpython",
    "github": "pygithub",
    "google.auth": "google-auth",
    "google.cloud.aiplatform": "google-cloud-aiplatform",
    "google.cloud.bigquery": "google-cloud-bigquery",
    "google.cloud.storage": "google-cloud-storage",
    "google.colab": "google-colab",
    "google.generativeai": "google-generativeai",
    "google.genai": "google-genai",
    "google.oauth2": "google-auth",
    "google.protobuf": "protobuf",
    "graphviz": "graphviz",
    "grpc": "grpcio",
    "haystack": "haystack-ai",
    "hydra": "hydra-core",
    "imblearn": "imbalanced-learn",
    "jose": "python-jose",
    "jwt": "pyjwt",
    "kaggle": "kaggle",
    "keras_tuner": "keras-tuner",
    "ldap": "python-ldap",
    "Levenshtein": "levenshtein",
    "llama_index": "llama-index",
    "magic": "python-magic",
    "mpl_toolkits": "matplotlib",
    "mpl_toolkits.basemap": "basemap",
    "nacl": "pynacl",
    "osgeo": "gdal",
    "pkg_resources": "setuptools",
    "plotnine": "plotnine",
    "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary",
    "pyarrow": "pyarrow",
    "pylab": "matplotlib",
    "pytorch_lightning": "pytorch-lightning",
    "ruamel.yaml": "ruamel.yaml",
    "scikitplot": "scikit-plot",
    "sentence_transformers": "sentence-transformers",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "sklearn_pandas": "sklearn-pandas",
    "skopt": "scikit-optimize",
    "slugify": "python-slugify",
    "snowflake.connector": "snowflake-connector-python",
    "socks": "pysocks",
    "speech_recognition": "speechrecognition",
    "talib": "ta-lib",
    "telegram": "python-telegram-bot",
    "tensorflow_addons": "tensorflow-addons",
    "tensorflow_datasets": "tensorflow-datasets",
    "tensorflow_hub": "tensorflow-hub",
    "tensorflow_probability": "tensorflow-probability",
    "tlz": "toolz",
    "umap": "umap-learn",
    "usb": "pyusb",
    "websocket": "websocket-client",
    "win32com": "pywin32",
    "wx": "wxpython",
    "yaml": "pyyaml",
    "zmq": "pyzmq",
}
