"""Settings of a process, which calls or assignments make, and who depends on them.

All names are dotted names of library members. One that ends with a dot stands for everything below it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProcessState:
    """One kind of setting.

    `sets` and `uses` are verbs for a message, about the step that makes the setting and about the one that depends on
    it. `setters` make it, `users` depend on it, but for those in `independent`; `seeded` are users unless they are
    given one of the arguments in `SEED_ARGUMENTS`. With `objects`, methods of what users make depend on it, too. With
    `if_shown`, it only matters to a step that shows a value, as notebooks do with the last line of a cell.
    """

    sets: str
    uses: str
    setters: frozenset[str]
    users: frozenset[str]
    independent: frozenset[str] = frozenset()
    seeded: frozenset[str] = frozenset()
    objects: bool = False
    if_shown: bool = False


def _names(text: str, *, of: str = "") -> frozenset[str]:
    return frozenset(f"{of}{name}" for name in text.split())


SEED_ARGUMENTS = frozenset({"random_state", "seed", "rng", "generator", "shuffle"})

_KERAS_SEED = _names("keras.utils.set_random_seed tensorflow.keras.utils.set_random_seed")

# Of scikit-learn and pandas, what draws from NumPy's global generator at once. `shuffle=False` draws nothing.
_SEEDED_BY_NUMPY = _names(
    """
    sklearn.model_selection.train_test_split sklearn.utils.shuffle sklearn.utils.resample sklearn.datasets.make_blobs
    sklearn.datasets.make_classification sklearn.datasets.make_regression sklearn.datasets.make_moons
    sklearn.datasets.make_circles
    """
)

_NUMPY_SETTINGS = _names("seterr seterrcall set_printoptions set_string_function", of="numpy.")

PROCESS_STATE = (
    ProcessState(
        sets="seeds them",
        uses="draws random numbers with `random`",
        setters=_names("random.seed") | _KERAS_SEED,
        users=_names(
            """
            betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits lognormvariate
            normalvariate paretovariate randbytes randint random randrange sample shuffle triangular uniform
            vonmisesvariate weibullvariate
            """,
            of="random.",
        ),
    ),
    ProcessState(
        sets="seeds them",
        uses="draws random numbers with NumPy",
        setters=_names("numpy.random.seed") | _KERAS_SEED,
        users=_names(
            """
            beta binomial bytes chisquare choice dirichlet exponential f gamma geometric gumbel hypergeometric laplace
            logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare
            noncentral_f normal pareto permutation poisson power rand randint randn random random_integers
            random_sample ranf rayleigh sample shuffle standard_cauchy standard_exponential standard_gamma
            standard_normal standard_t triangular uniform vonmises wald weibull zipf
            """,
            of="numpy.random.",
        ),
        seeded=_SEEDED_BY_NUMPY,
    ),
    ProcessState(
        sets="seeds them",
        uses="draws random numbers with PyTorch",
        setters=_names("torch.manual_seed torch.random.manual_seed torch.seed lightning.seed_everything"),
        users=_names(
            """
            bernoulli multinomial normal poisson rand rand_like randint randint_like randn randn_like randperm
            nn.Bilinear nn.Conv1d nn.Conv2d nn.Conv3d nn.ConvTranspose1d nn.ConvTranspose2d nn.ConvTranspose3d
            nn.Embedding nn.GRU nn.GRUCell nn.LSTM nn.LSTMCell nn.Linear nn.MultiheadAttention nn.RNN nn.RNNCell
            nn.Transformer nn.TransformerEncoderLayer utils.data.random_split
            """,
            of="torch.",
        ),
    ),
    ProcessState(
        sets="seeds them",
        uses="draws random numbers with TensorFlow",
        setters=_names("tensorflow.random.set_seed tensorflow.set_random_seed tensorflow.compat.v1.set_random_seed")
        | _KERAS_SEED,
        users=_names(
            "categorical gamma normal poisson shuffle truncated_normal uniform log_uniform_candidate_sampler",
            of="tensorflow.random.",
        ),
    ),
    ProcessState(
        sets="sets its style",
        uses="draws with Matplotlib",
        setters=_names(
            """
            matplotlib.pyplot.style.use matplotlib.style.use matplotlib.pyplot.rc matplotlib.rc
            matplotlib.pyplot.rcParams matplotlib.rcParams matplotlib.pyplot.rcParams.update matplotlib.rcParams.update
            seaborn.set seaborn.set_theme seaborn.set_style seaborn.set_context seaborn.set_palette
            seaborn.set_color_codes
            """
        ),
        users=_names("matplotlib. seaborn."),
        independent=_names(
            "matplotlib.pyplot.close matplotlib.use matplotlib.pyplot.switch_backend seaborn.load_dataset"
        ),
    ),
    ProcessState(
        sets="sets its options",
        uses="shows data with pandas",
        setters=_names("pandas.set_option pandas.options. pandas.set_eng_float_format"),
        users=_names("pandas."),
        objects=True,
        if_shown=True,
    ),
    ProcessState(
        sets="sets its print options",
        uses="shows data with NumPy",
        setters=_names("numpy.set_printoptions"),
        users=_names("numpy."),
        independent=_NUMPY_SETTINGS,
        objects=True,
        if_shown=True,
    ),
    ProcessState(
        sets="says what its floating-point errors do",
        uses="computes with NumPy",
        setters=_names("numpy.seterr numpy.seterrcall"),
        users=_names("numpy."),
        independent=_NUMPY_SETTINGS,
        objects=True,
    ),
    ProcessState(
        sets="configures logging",
        uses="logs messages",
        setters=_names("logging.basicConfig logging.disable logging.config. logging.captureWarnings"),
        users=_names(
            """
            logging.critical logging.debug logging.error logging.exception logging.info logging.log logging.warning
            logging.getLogger
            """
        ),
        independent=_names("logging.getLogger"),
        objects=True,
    ),
    ProcessState(
        sets="filters warnings",
        uses="gives warnings",
        setters=_names("warnings.filterwarnings warnings.simplefilter warnings.resetwarnings"),
        users=_names("warnings.warn warnings.warn_explicit"),
    ),
    ProcessState(
        sets="sets its defaults",
        uses="makes tensors with PyTorch",
        setters=_names("torch.set_default_device torch.set_default_dtype torch.set_default_tensor_type"),
        users=_names(
            """
            torch.arange torch.empty torch.eye torch.full torch.linspace torch.nn. torch.ones torch.rand torch.randn
            torch.tensor torch.zeros
            """
        ),
    ),
    ProcessState(
        sets="sets its defaults",
        uses="computes with TensorFlow",
        setters=_names(
            """
            keras.backend.set_floatx keras.config.set_floatx keras.mixed_precision.set_global_policy
            tensorflow.compat.v1.disable_eager_execution tensorflow.compat.v1.disable_v2_behavior
            tensorflow.keras.backend.set_floatx tensorflow.keras.mixed_precision.set_global_policy
            """
        ),
        users=_names("tensorflow. keras."),
        independent=_names("tensorflow.keras.models.load_model keras.models.load_model tensorflow.random.set_seed"),
    ),
)

# Calls that show a value, and methods that are called to see what they return.
SHOWS = _names("builtins.display IPython.display.display")
SHOWN_METHODS = _names("corr describe head info nlargest nsmallest pivot_table sample tail value_counts")

# Extensions of IPython, and the magics that are there after they are loaded.
EXTENSIONS = {
    "autoreload": _names("autoreload aimport"),
    "cython": _names("cython"),
    "Cython": _names("cython"),
    "dotenv": _names("dotenv"),
    "google.cloud.bigquery": _names("bigquery"),
    "line_profiler": _names("lprun"),
    "memory_profiler": _names("memit mprun"),
    "rpy2.ipython": _names("R Rget Rpull Rpush"),
    "sql": _names("sql"),
    "tensorboard": _names("tensorboard"),
}
