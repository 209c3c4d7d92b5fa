"""Trials of models and their data."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import SAME, Like, Trial, Untried

_X = "X, y = [[0, 0], [1, 0], [0, 1], [1, 1]] * 5, [0, 1, 0, 1] * 5\n"
_FIT = ".fit(X, y)"
_PREDICTS = "[*it.predict([[1, 1], [0, 0]])] == [1, 0]"
_NUMBERS = "import numpy\n" + _X + "X, y = numpy.array(X, float), numpy.array(y)\n"
_LGB = _NUMBERS + "options = {'min_data_in_leaf': 1, 'min_data_in_bin': 1, 'verbose': -1, 'objective': 'binary'}\n"
_DOC = "d = spacy.blank('en')('Berlin is big')\n"
_WORDS = "[['a', 'b', 'c']] * 5"
_STATS = "import numpy\nX, y = numpy.arange(10.0), numpy.arange(10.0) * 2\n"
_FORMULA = _STATS + (
    "import pandas, statsmodels.formula.api, statsmodels.regression.linear_model\n"
    "statsmodels.formula.api.ols('y ~ X', pandas.DataFrame({'X': X, 'y': y}))"
)
_TREE = "import sklearn.tree\n" + _NUMBERS + "m = sklearn.tree.DecisionTreeRegressor().fit(X, y)\n"
_GRAPH = "g = networkx.path_graph(3)\n"
_STUDY = "import optuna.study\n"

TRIALS: dict[str, Trial | Like | Untried] = {
    "sklearn.cluster.KMeans": Trial(_X + "sklearn.cluster.KMeans(2, n_init=1)" + _FIT, "len(it.cluster_centers_) == 2"),
    "sklearn.compose.ColumnTransformer": Trial(
        _X + "sklearn.compose.ColumnTransformer([('a', 'passthrough', [0])]).fit(X)",
        "it.transform([[5, 6]]).tolist() == [[5]]",
    ),
    "sklearn.decomposition.PCA": Trial(
        _X + "sklearn.decomposition.PCA(1).fit(X)", "it.transform([[1, 1]]).shape == (1, 1)"
    ),
    "sklearn.ensemble.GradientBoostingClassifier": Trial(
        _X + "sklearn.ensemble.GradientBoostingClassifier(n_estimators=5)" + _FIT, _PREDICTS
    ),
    "sklearn.ensemble.RandomForestClassifier": Trial(
        _X + "sklearn.ensemble.RandomForestClassifier(5)" + _FIT, _PREDICTS
    ),
    "sklearn.ensemble.RandomForestRegressor": Trial(
        _X + "sklearn.ensemble.RandomForestRegressor(5)" + _FIT, "it.predict([[1, 1]])[0] > 0.5"
    ),
    "sklearn.feature_extraction.text.CountVectorizer": Trial(
        "sklearn.feature_extraction.text.CountVectorizer().fit(['some words'])", "it.transform(['words']).sum() == 1"
    ),
    "sklearn.feature_extraction.text.TfidfVectorizer": Trial(
        "sklearn.feature_extraction.text.TfidfVectorizer().fit(['some words'])", "it.transform(['words']).sum() == 1"
    ),
    "sklearn.linear_model.LinearRegression": Trial(
        _X + "sklearn.linear_model.LinearRegression()" + _FIT, "round(it.predict([[1, 1]])[0]) == 1"
    ),
    "sklearn.linear_model.LogisticRegression": Trial(
        _X + "sklearn.linear_model.LogisticRegression()" + _FIT, _PREDICTS
    ),
    "sklearn.model_selection.GridSearchCV": Trial(
        _X + "import sklearn.tree\n"
        "sklearn.model_selection.GridSearchCV(sklearn.tree.DecisionTreeClassifier(), {'max_depth': [2]}, cv=2)" + _FIT,
        _PREDICTS,
    ),
    "sklearn.neighbors.KNeighborsClassifier": Trial(_X + "sklearn.neighbors.KNeighborsClassifier(1)" + _FIT, _PREDICTS),
    "sklearn.neural_network.MLPClassifier": Trial(
        _X + "sklearn.neural_network.MLPClassifier(3, random_state=0, max_iter=5)" + _FIT,
        "it.predict([[1, 1]]).shape == (1,)",
    ),
    "sklearn.pipeline.Pipeline": Like("sklearn.pipeline.make_pipeline"),
    "sklearn.pipeline.make_pipeline": Trial(
        _X + "import sklearn.tree, sklearn.preprocessing\n"
        "sklearn.pipeline.make_pipeline(sklearn.preprocessing.StandardScaler(), sklearn.tree.DecisionTreeClassifier())"
        + _FIT,
        _PREDICTS,
    ),
    "sklearn.preprocessing.FunctionTransformer": Trial(
        "sklearn.preprocessing.FunctionTransformer(lambda x: x + 1)", "it.transform(1) == 2"
    ),
    "sklearn.preprocessing.LabelEncoder": Trial(
        "sklearn.preprocessing.LabelEncoder().fit(['a', 'b'])", "it.transform(['b']).tolist() == [1]"
    ),
    "sklearn.preprocessing.OneHotEncoder": Trial(
        "sklearn.preprocessing.OneHotEncoder().fit([['a'], ['b']])",
        "it.transform([['b']]).toarray().tolist() == [[0, 1]]",
    ),
    "sklearn.preprocessing.StandardScaler": Trial(
        "sklearn.preprocessing.StandardScaler().fit([[0], [2]])", "it.transform([[2]]).tolist() == [[1]]"
    ),
    "sklearn.svm.SVC": Trial(_X + "sklearn.svm.SVC()" + _FIT, _PREDICTS),
    "sklearn.datasets.load_iris": Trial("sklearn.datasets.load_iris()", "it.data.shape == (150, 4)"),
    "sklearn.model_selection.KFold": Trial("sklearn.model_selection.KFold(2)", "it.get_n_splits() == 2"),
    "sklearn.model_selection.train_test_split": Trial(
        _X + "sklearn.model_selection.train_test_split(X, y)", "len(it) == 4 and len(it[0]) == 15"
    ),
    "sklearn.metrics.make_scorer": Trial(
        _X + "sklearn.metrics.make_scorer(lambda a, b: 5)",
        "it(__import__('sklearn.dummy').dummy.DummyClassifier().fit([[0]], [0]), [[0]], [0]) == 5",
    ),
    "sklearn.metrics.ConfusionMatrixDisplay": Trial(
        "sklearn.metrics.ConfusionMatrixDisplay.from_predictions([0, 1], [0, 1])",
        "it.confusion_matrix.tolist() == [[1, 0], [0, 1]]",
        needs="matplotlib",
    ),
    "sklearn.model_selection.KFold.split": Trial(_X + "sklearn.model_selection.KFold(2).split(X)"),
    "sklearn.model_selection.StratifiedKFold.split": Trial(
        _X + "sklearn.model_selection.StratifiedKFold(2).split(X, y)"
    ),
    "sklearn.model_selection.TimeSeriesSplit.split": Trial(_X + "sklearn.model_selection.TimeSeriesSplit(2).split(X)"),
    "joblib.Parallel": Trial(
        "joblib.Parallel(n_jobs=1)", "it([joblib.delayed(abs)(-1)]) == [1]", taken_for=Verdict.CROSSES
    ),
    "joblib.Memory": Trial("joblib.Memory('cache', verbose=0)", "it.cache(abs)(-1) == 1"),
    "xgboost.XGBClassifier": Trial(_NUMBERS + "xgboost.XGBClassifier(n_estimators=5)" + _FIT, _PREDICTS),
    "xgboost.XGBRegressor": Trial(
        _NUMBERS + "xgboost.XGBRegressor(n_estimators=5)" + _FIT, "it.predict([[1, 1]])[0] > 0.5"
    ),
    "xgboost.train": Trial(
        _NUMBERS + "xgboost.train({}, xgboost.DMatrix(X, y), 5)", "it.predict(xgboost.DMatrix([[1, 1]]))[0] > 0.5"
    ),
    "xgboost.Booster": Like("xgboost.train"),
    "lightgbm.LGBMClassifier": Trial(
        _LGB + "lightgbm.LGBMClassifier(n_estimators=5, **options)" + _FIT, "it.predict([[1, 1]])[0] == 1"
    ),
    "lightgbm.train": Trial(
        _LGB + "lightgbm.train(options, lightgbm.Dataset(X, y), 5)", "it.predict([[1, 1]])[0] > 0.5"
    ),
    "lightgbm.Booster": Like("lightgbm.train"),
    "catboost.CatBoostClassifier": Trial(
        _NUMBERS + "catboost.CatBoostClassifier(5, verbose=0, allow_writing_files=False)" + _FIT, _PREDICTS
    ),
    "catboost.CatBoostRegressor": Trial(
        _NUMBERS + "catboost.CatBoostRegressor(5, verbose=0, allow_writing_files=False, learning_rate=1)" + _FIT,
        "it.predict([[1, 1]])[0] > 0.5",
    ),
    "xgboost.DMatrix": Trial(_NUMBERS + "xgboost.DMatrix(X, y)", "it.num_row() == 20 and it.get_label()[1] == 1"),
    "xgboost.QuantileDMatrix": Trial(_NUMBERS + "xgboost.QuantileDMatrix(X, y)", "it.num_row() == 20"),
    "lightgbm.Dataset": Trial(_LGB + "lightgbm.Dataset(X, y).construct()", "it.num_data() == 20"),
    "catboost.Pool": Trial(_NUMBERS + "catboost.Pool(X, y)", "it.num_row() == 20"),
    "statsmodels.api.OLS": Trial(_STATS + "statsmodels.api.OLS(y, X)", "round(it.fit().params[0]) == 2"),
    "statsmodels.api.OLS.fit": Trial(
        _STATS + "import statsmodels.regression.linear_model\nstatsmodels.api.OLS(y, X).fit()",
        "round(it.params[0]) == 2",
    ),
    "statsmodels.formula.api.ols": Trial(_FORMULA, "round(it.fit().params['X']) == 2", taken_for=Verdict.CROSSES),
    "statsmodels.regression.linear_model.OLS.fit": Trial(
        _FORMULA + ".fit()", "round(it.params['X']) == 2 and round(it.predict({'X': [1]})[0]) == 2"
    ),
    "statsmodels.tsa.arima.model.ARIMA": Trial(
        _STATS + "statsmodels.tsa.arima.model.ARIMA(y, order=(1, 0, 0))", "it.nobs == 10"
    ),
    "prophet.Prophet": Trial(
        "import pandas\ndays = pandas.date_range('2024-01-01', periods=20)\n"
        "prophet.Prophet().fit(pandas.DataFrame({'ds': days, 'y': range(20)}))",
        "len(it.predict(it.history)) == 20",
    ),
    "optuna.create_study": Trial(
        _STUDY + "s = optuna.create_study()\ns.optimize(lambda t: t.suggest_float('x', 0, 1), 2)\ns",
        "len(it.trials) == 2",
    ),
    "optuna.study.Study": Like("optuna.create_study"),
    "optuna.samplers.TPESampler": Trial("optuna.samplers.TPESampler(seed=1)", "optuna.create_study(sampler=it)"),
    "optuna.storages.RDBStorage": Trial(
        "s = optuna.storages.RDBStorage('sqlite:///f.db')\noptuna.create_study(storage=s)\ns",
        "len(optuna.get_all_study_names(it)) == 1",
    ),
    "shap.TreeExplainer": Trial(
        _TREE + "shap.TreeExplainer(m)", "it.shap_values(__import__('numpy').ones((1, 2))).shape == (1, 2)"
    ),
    "shap.KernelExplainer": Trial(
        _TREE + "shap.KernelExplainer(m.predict, X[:4])",
        "it.shap_values(__import__('numpy').ones((1, 2)), silent=True).shape == (1, 2)",
    ),
    "shap.Explainer": Trial(
        _TREE + "shap.Explainer(m.predict, X[:4])", "it(__import__('numpy').ones((1, 2))).values.shape == (1, 2)"
    ),
    "shap.Explanation": Trial("import numpy\nshap.Explanation(numpy.ones((1, 2)))", "it.values.sum() == 2"),
    "networkx.Graph": Trial(_GRAPH + "g", "[*it.edges] == [(0, 1), (1, 2)]"),
    "networkx.DiGraph": Trial("networkx.DiGraph([(1, 2)])", "[*it.successors(1)] == [2]"),
    "networkx.connected_components": Trial(
        _GRAPH + "networkx.connected_components(g)", "[*it] == [{0, 1, 2}]", taken_for=Verdict.CROSSES
    ),
    "networkx.Graph.neighbors": Trial(_GRAPH + "g.neighbors(1)", "[*it] == [0, 2]"),
    "networkx.Graph.nodes": Trial(_GRAPH + "g.nodes", "[*it] == [0, 1, 2]"),
    "networkx.Graph.edges": Trial(_GRAPH + "g.edges", "[*it] == [(0, 1), (1, 2)]"),
    "gensim.models.Word2Vec": Trial(
        f"gensim.models.Word2Vec({_WORDS}, vector_size=5, min_count=1)", "it.wv['a'].shape == (5,)"
    ),
    "gensim.models.LdaModel": Trial(
        f"d = gensim.corpora.Dictionary({_WORDS})\ngensim.models.LdaModel([d.doc2bow(['a'])], 2, d)",
        "it.num_topics == 2 and it[[(0, 1)]]",
    ),
    "gensim.models.KeyedVectors": Trial(
        f"gensim.models.Word2Vec({_WORDS}, vector_size=5, min_count=1).wv", "it['a'].shape == (5,)"
    ),
    "gensim.corpora.Dictionary": Trial(f"gensim.corpora.Dictionary({_WORDS})", "it.doc2bow(['a']) == [(0, 1)]"),
    "nltk.stem.PorterStemmer": Trial("nltk.stem.PorterStemmer()", "it.stem('running') == 'run'"),
    "nltk.FreqDist": Trial("nltk.FreqDist('aab')", SAME),
    "spacy.blank": Trial("spacy.blank('en')", "len(it('a b')) == 2"),
    "spacy.load": Trial("spacy.blank('en').to_disk('m')\nspacy.load('m')", "len(it('a b')) == 2"),
    "spacy.Language": Like("spacy.blank"),
    "spacy.Language.__call__": Trial(_DOC + "d", "it[0].text == 'Berlin'"),
    "spacy.tokens.Doc": Trial("import spacy\n" + _DOC + "d", "it[0].text == 'Berlin'"),
    "spacy.matcher.Matcher": Trial(
        "m = spacy.matcher.Matcher(spacy.blank('en').vocab)\nm.add('x', [[{'LOWER': 'a'}]])\nm", "'x' in it"
    ),
    "spacy.tokens.Doc.__getitem__": Trial("import spacy\n" + _DOC + "d[0]", "it.text == 'Berlin'"),
    "spacy.tokens.Token": Like("spacy.tokens.Doc.__getitem__"),
    "spacy.tokens.Span": Trial("import spacy\n" + _DOC + "d[0:2]", "it.text == 'Berlin is'"),
    "spacy.tokens.Doc.ents": Trial(
        "import spacy\n" + _DOC + "d.ents = [spacy.tokens.Span(d, 0, 1, label='GPE')]\nd.ents", "it[0].label_ == 'GPE'"
    ),
    "spacy.Language.pipe": Trial("spacy.blank('en').pipe(['a'])"),
    "numba.njit": Trial("@numba.njit\ndef f(n): return n + 1\nf(1)\nf", "it(1) == 2"),
    "numba.jit": Trial("@numba.jit\ndef f(n): return n + 1\nf(1)\nf", "it(1) == 2"),
    "sympy.symbols": Trial("sympy.symbols('x')", SAME),
    "sympy.lambdify": Trial(
        "x = sympy.symbols('x')\nsympy.lambdify(x, x + 1)", "it(1) == 2", taken_for=Verdict.CROSSES
    ),
    "faiss.IndexFlatL2": Trial(
        "import numpy\ni = faiss.IndexFlatL2(2)\ni.add(numpy.ones((3, 2), 'f4'))\ni",
        "it.ntotal == 3",
        taken_for=Verdict.REFUSED,
    ),
}
