"""Models and their data: scikit-learn, gradient boosting, statistics, language, graphs."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_MODEL = "is saved with what it has learnt"
_WHOLE = "is saved whole"

ENTRIES = (
    *rows(
        """
        sklearn.cluster.KMeans
        sklearn.compose.ColumnTransformer
        sklearn.decomposition.PCA
        sklearn.ensemble.GradientBoostingClassifier
        sklearn.ensemble.RandomForestClassifier
        sklearn.ensemble.RandomForestRegressor
        sklearn.feature_extraction.text.CountVectorizer
        sklearn.feature_extraction.text.TfidfVectorizer
        sklearn.linear_model.LinearRegression
        sklearn.linear_model.LogisticRegression
        sklearn.model_selection.GridSearchCV
        sklearn.neighbors.KNeighborsClassifier
        sklearn.neural_network.MLPClassifier
        sklearn.pipeline.Pipeline
        sklearn.pipeline.make_pipeline                    sklearn.pipeline.Pipeline
        sklearn.preprocessing.FunctionTransformer
        sklearn.preprocessing.LabelEncoder
        sklearn.preprocessing.OneHotEncoder
        sklearn.preprocessing.StandardScaler
        sklearn.svm.SVC
        """,
        Verdict.CROSSES,
        "an estimator of scikit-learn",
        _MODEL,
    ),
    *rows(
        """
        sklearn.datasets.load_iris                        sklearn.utils.Bunch
        sklearn.model_selection.KFold
        sklearn.model_selection.train_test_split          builtins.list
        sklearn.metrics.make_scorer
        sklearn.metrics.ConfusionMatrixDisplay
        """,
        Verdict.CROSSES,
        "data of scikit-learn",
        _WHOLE,
    ),
    *rows(
        """
        sklearn.model_selection.KFold.split               types.GeneratorType
        sklearn.model_selection.StratifiedKFold.split     types.GeneratorType
        sklearn.model_selection.TimeSeriesSplit.split     types.GeneratorType
        """,
        Verdict.REFUSED,
        "a generator of splits",
        "is a computation under way",
        "pass `list(...)` of it, or the splitter itself",
    ),
    *rows(
        """
        joblib.Memory
        """,
        Verdict.CROSSES,
        "a cache of joblib",
        "is saved with its settings",
    ),
    *rows(
        """
        joblib.Parallel
        """,
        Verdict.REFUSED,
        "a pool of workers",
        "holds a lock",
        "create it in the step that uses it",
    ),
    *rows(
        """
        xgboost.XGBClassifier
        xgboost.XGBRegressor
        xgboost.train                                     xgboost.Booster
        xgboost.Booster
        lightgbm.LGBMClassifier
        lightgbm.train                                    lightgbm.Booster
        lightgbm.Booster
        catboost.CatBoostClassifier
        catboost.CatBoostRegressor
        """,
        Verdict.CROSSES,
        "a model of boosted trees",
        _MODEL,
    ),
    *rows(
        """
        xgboost.DMatrix
        """,
        Verdict.CROSSES,
        "data for XGBoost",
        _WHOLE,
    ),
    *rows(
        """
        xgboost.QuantileDMatrix
        lightgbm.Dataset
        catboost.Pool
        """,
        Verdict.REFUSED,
        "data for boosted trees",
        "is memory of a C++ library",
        "pass the arrays or data frames, and make it in each step",
    ),
    *rows(
        """
        statsmodels.api.OLS
        statsmodels.api.OLS.fit                           statsmodels.regression.linear_model.RegressionResultsWrapper
        statsmodels.formula.api.ols                       statsmodels.regression.linear_model.OLS
        statsmodels.regression.linear_model.OLS.fit       statsmodels.regression.linear_model.RegressionResultsWrapper
        statsmodels.tsa.arima.model.ARIMA
        prophet.Prophet
        """,
        Verdict.CROSSES,
        "a statistical model",
        _MODEL,
    ),
    *rows(
        """
        optuna.create_study                               optuna.study.Study
        optuna.study.Study
        optuna.samplers.TPESampler
        """,
        Verdict.CROSSES,
        "a study in memory",
        "is saved with its trials",
    ),
    *rows(
        """
        optuna.storages.RDBStorage
        """,
        Verdict.DEAD,
        "a database of studies",
        "is saved as an address, without the studies",
        "load the study in each step from a database that all steps reach",
    ),
    *rows(
        """
        shap.TreeExplainer
        shap.KernelExplainer
        shap.Explainer
        shap.Explanation
        """,
        Verdict.CROSSES,
        "an explanation",
        _WHOLE,
    ),
    *rows(
        """
        networkx.Graph
        networkx.DiGraph
        """,
        Verdict.CROSSES,
        "a graph",
        _WHOLE,
    ),
    *rows(
        """
        networkx.Graph.neighbors
        networkx.Graph.nodes
        networkx.Graph.edges
        """,
        Verdict.CROSSES,
        "a view of a graph",
        "is saved with the graph",
    ),
    *rows(
        """
        networkx.connected_components                     types.GeneratorType
        """,
        Verdict.REFUSED,
        "a generator",
        "is a computation under way",
        "pass `list(...)` of it",
    ),
    *rows(
        """
        gensim.models.Word2Vec
        gensim.models.LdaModel
        gensim.models.KeyedVectors
        gensim.corpora.Dictionary
        nltk.stem.PorterStemmer
        nltk.FreqDist
        """,
        Verdict.CROSSES,
        "a model of language",
        _MODEL,
    ),
    *rows(
        """
        spacy.blank                                       spacy.Language
        spacy.load                                        spacy.Language
        spacy.Language
        spacy.Language.__call__                           spacy.tokens.Doc
        spacy.tokens.Doc
        spacy.matcher.Matcher
        """,
        Verdict.CROSSES,
        "a language or a document of spaCy",
        _WHOLE,
    ),
    *rows(
        """
        spacy.tokens.Doc.__getitem__                      spacy.tokens.Token
        spacy.tokens.Token
        spacy.tokens.Span
        spacy.tokens.Doc.ents                             builtins.tuple
        """,
        Verdict.REFUSED,
        "a part of a document of spaCy",
        "points into the document",
        "pass the document, or the text, such as `token.text`",
    ),
    *rows(
        """
        spacy.Language.pipe                               types.GeneratorType
        """,
        Verdict.REFUSED,
        "a generator of documents",
        "is a computation under way",
        "pass `list(...)` of it",
    ),
    *rows(
        """
        numba.njit
        numba.jit
        """,
        Verdict.CROSSES,
        "a compiled function",
        "is saved as Python, and compiled again",
    ),
    *rows(
        """
        sympy.symbols                                     sympy.Symbol
        """,
        Verdict.CROSSES,
        "an expression",
        _WHOLE,
    ),
    *rows(
        """
        sympy.lambdify                                    types.FunctionType
        """,
        Verdict.REFUSED,
        "a function that SymPy made",
        "holds all functions of SciPy",
        "pass the expression, and call `sympy.lambdify` in each step",
    ),
    *rows(
        """
        faiss.IndexFlatL2
        """,
        Verdict.CROSSES,
        "an index of FAISS",
        "is saved whole",
    ),
)
