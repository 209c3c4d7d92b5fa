"""Which calls leave their receiver and their arguments as they were.

What is not listed here is taken to change what it can reach, so a missing row costs an artifact that is saved
once more, and a wrong one costs a lost update: be sure before adding one.
"""

from __future__ import annotations

# Methods that never change the object they are called on, whatever common type it has.
READ_ONLY_METHODS = frozenset(
    """
    __contains__ __len__ abs add agg aggregate all any apply applymap argmax argmin argsort as_matrix as_posix
    asfreq assign astype between capitalize casefold ceil clip combine_first conj conjugate contains copy corr
    corrwith count cov cross_validate crosstab cummax cummin cumprod cumsum date day days decision_function
    decode describe diff difference div dot drop drop_duplicates dropna dtypes duplicated encode endswith eq
    equals eval evaluate ewm exists expanding explode fillna filter find first flatten floor floordiv format
    from_iter ge get get_feature_names get_feature_names_out get_group get_loc get_params get_support
    get_weights glob groupby gt head hex hist idxmax idxmin index infer_objects info intersection
    inverse_transform is_dir is_file is_integer isalpha isdigit isdisjoint isin isna isnull isocalendar
    isoformat issubset issuperset item items iterdir iterrows itertuples join keys kurt kurtosis last le ljust
    loc lower lstrip lt map mask max mean median melt memory_usage merge min mode month mul nan_to_num ne
    nlargest nonzero notna notnull nsmallest numpy nunique partition pct_change pipe pivot pivot_table plot
    pow predict predict_log_proba predict_proba prod product quantile query rank ravel read_bytes read_text
    reindex rename rename_axis repeat replace resample reset_index reshape resolve rfind rglob rindex rjust
    rolling round rsplit rstrip sample score score_samples select_dtypes sem set_index shift skew sort_index
    sort_values split splitlines squeeze stack startswith std stem strftime strip sub sum summary swapaxes
    swapcase symmetric_difference tail take title to_csv to_dict to_excel to_feather to_frame to_html to_json
    to_latex to_list to_markdown to_numpy to_parquet to_period to_pickle to_records to_string to_timestamp
    toarray tobytes todense tolist total_seconds trace transform translate transpose truediv tz_convert
    tz_localize union unique unstack upper value_counts values var weekday where with_name with_suffix xs year
    zfill
    """.split()
)

# Methods of common types whose result may share memory with the object.
VIEW_METHODS = frozenset(
    """
    get get_group head items iterrows keys loc pop popitem popleft ravel reshape setdefault squeeze swapaxes tail
    transpose values view
    """.split()
)

# Builtins that change an argument; all others only read theirs.
CHANGING_BUILTINS = frozenset({"next", "setattr", "delattr", "exec", "anext"})

# Libraries whose functions and methods leave their arguments alone ...
READING_LIBRARIES = frozenset(
    """
    IPython PIL abc argparse base64 bisect calendar catboost collections copy csv dataclasses datetime decimal
    enum fractions functools glob hashlib imblearn inspect io itertools json lightgbm logging math matplotlib
    numbers numpy operator os pandas pathlib platform plotly pprint random re scipy seaborn shutil skimage
    sklearn statistics statsmodels string sys tabulate tempfile textwrap time tqdm typing uuid warnings
    xgboost
    """.split()
)

# ... but for these.
CHANGING_FUNCTIONS = frozenset(
    """
    bisect.insort bisect.insort_left bisect.insort_right collections.deque.append numpy.copyto
    numpy.fill_diagonal numpy.lib.stride_tricks.as_strided numpy.place numpy.put numpy.put_along_axis
    numpy.putmask numpy.random.shuffle operator.delitem operator.iadd operator.setitem random.shuffle
    """.split()
)

# Functions whose result may be, or share memory with, an argument.
VIEW_FUNCTIONS = frozenset(
    """
    copy.copy functools.partial functools.reduce itertools.chain itertools.cycle numpy.array_split
    numpy.asanyarray numpy.asarray numpy.atleast_1d numpy.atleast_2d numpy.broadcast_to numpy.diagonal
    numpy.expand_dims numpy.hsplit numpy.ravel numpy.reshape numpy.split numpy.squeeze numpy.swapaxes
    numpy.transpose numpy.vsplit
    """.split()
)

# Functions that make an object of their arguments, as a class does.
HOLDING_FUNCTIONS = frozenset(
    """
    collections.defaultdict numpy.vectorize sklearn.compose.make_column_transformer sklearn.pipeline.make_pipeline
    sklearn.pipeline.make_union
    """.split()
)

# What these make changes what it holds when it is fitted; most others fit copies.
FITTING_WHAT_THEY_HOLD = frozenset({"sklearn.pipeline.Pipeline", "sklearn.pipeline.make_pipeline"})
FITTING_METHODS = frozenset({"fit", "fit_predict", "fit_transform"})

# Builtins whose result never changes, and those whose result holds their arguments.
ATOMIC_BUILTINS = frozenset(
    """
    abs all any ascii bool bytes callable chr complex divmod float format frozenset hasattr hash hex id int
    isinstance issubclass len oct ord pow repr round str type
    """.split()
)
HOLDING_BUILTINS = frozenset(
    "dict enumerate filter iter list map object reversed set sorted super tuple vars zip".split()
)
# Those whose result may be a part of an argument.
PART_BUILTINS = frozenset("getattr max min next".split())

# What these libraries make is a handle on something outside: a client, a session, a logger, a shell. Where a shared
# cell makes one, each step has its own, whatever methods are called on it.
HANDLE_LIBRARIES = frozenset(
    """
    IPython aiohttp argparse asyncpg azure boto3 botocore cassandra clickhouse_driver confluent_kafka dask distributed
    elasticsearch ftplib fsspec gcsfs google googleapiclient hdfs httpx huggingface_hub kafka kfp kubernetes langfuse
    logging minio mlflow mysql neptune openai paramiko pika psycopg psycopg2 pymongo pymysql pyspark ray redis requests
    rich s3fs smtplib snowflake socket sqlalchemy sqlite3 structlog tqdm urllib3 wandb
    """.split()
)
HANDLE_BUILTINS = frozenset({"builtins.get_ipython", "builtins.open"})

# A keyword that makes a method work in place, and one that names the object to write to.
IN_PLACE_KEYWORDS = frozenset({"inplace", "out"})
