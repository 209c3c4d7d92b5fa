"""Trials of Spark, Dask and Ray, each on this computer."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import Like, Trial, Untried

_SPARK = (
    "import pyspark.sql\n"
    "s = pyspark.sql.SparkSession.builder.master('local[1]').config('spark.ui.enabled', False).getOrCreate()\n"
)
_BUILT = "it.master('local[1]').config('spark.ui.enabled', False).getOrCreate().range(2).count() == 2"
_FRAME = _SPARK + "f = s.createDataFrame([(1, 2)], ['a', 'b'])\n"
_FILE = _FRAME + "f.write.mode('overwrite').{0}('f')\ns.read.{0}('f')"
_DASK = "dask.dataframe.from_pandas(__import__('pandas').DataFrame({'a': [1, 2]}), npartitions=1)"
_CSV = "import pathlib\npathlib.Path('f.csv').write_text('a\\n1\\n2\\n')\n"
_CLIENT = "import distributed\nc = distributed.Client(processes=False, dashboard_address=None)\n"
_RAY = "import ray\nray.init(num_cpus=1, include_dashboard=False, ignore_reinit_error=True)\n"

TRIALS: dict[str, Trial | Like | Untried] = {
    "pyspark.sql.SparkSession": Like("pyspark.sql.SparkSession.builder.getOrCreate"),
    "pyspark.sql.SparkSession.builder": Trial(
        "pyspark.sql.SparkSession.builder.appName('a')", _BUILT, taken_for=Verdict.REFUSED
    ),
    "pyspark.sql.SparkSession.builder.getOrCreate": Trial(_SPARK + "s"),
    "pyspark.sql.SparkSession.Builder": Like("pyspark.sql.SparkSession.builder", taken_for=Verdict.REFUSED),
    "pyspark.sql.SparkSession.Builder.appName": Trial(
        "pyspark.sql.SparkSession.builder.appName('a')", _BUILT, taken_for=Verdict.REFUSED
    ),
    "pyspark.sql.SparkSession.Builder.config": Trial(
        "pyspark.sql.SparkSession.builder.config('spark.ui.enabled', False)", _BUILT, taken_for=Verdict.REFUSED
    ),
    "pyspark.sql.SparkSession.Builder.master": Trial(
        "pyspark.sql.SparkSession.builder.master('local[1]')", _BUILT, taken_for=Verdict.REFUSED
    ),
    "pyspark.sql.SparkSession.Builder.getOrCreate": Trial(_SPARK + "s"),
    "pyspark.sql.SparkSession.sparkContext": Trial(_SPARK + "s.sparkContext"),
    "pyspark.sql.SparkSession.read": Trial(_SPARK + "s.read"),
    "pyspark.sql.DataFrameReader.format": Trial(_SPARK + "s.read.format('csv')"),
    "pyspark.sql.DataFrameReader.option": Trial(_SPARK + "s.read.option('header', True)"),
    "pyspark.sql.DataFrameReader.schema": Trial(_SPARK + "s.read.schema('a int')"),
    "pyspark.SparkContext": Like("pyspark.sql.SparkSession.sparkContext"),
    "pyspark.SparkContext.getOrCreate": Trial(_SPARK + "pyspark.SparkContext.getOrCreate()"),
    "pyspark.context.SparkContext": Like("pyspark.sql.SparkSession.sparkContext"),
    "pyspark.sql.session.SparkSession": Like("pyspark.sql.SparkSession.builder.getOrCreate"),
    "pyspark.sql.DataFrame": Like("pyspark.sql.SparkSession.createDataFrame"),
    "pyspark.sql.SparkSession.createDataFrame": Trial(_FRAME + "f"),
    "pyspark.sql.SparkSession.range": Trial(_SPARK + "s.range(3)"),
    "pyspark.sql.SparkSession.sql": Trial(_SPARK + "s.sql('select 1')"),
    "pyspark.sql.SparkSession.table": Trial(_FRAME + "f.createOrReplaceTempView('t')\ns.table('t')"),
    "pyspark.sql.DataFrameReader.csv": Trial(_FILE.format("csv")),
    "pyspark.sql.DataFrameReader.json": Trial(_FILE.format("json")),
    "pyspark.sql.DataFrameReader.load": Trial(_FRAME + "f.write.mode('overwrite').save('f')\ns.read.load('f')"),
    "pyspark.sql.DataFrameReader.parquet": Trial(_FILE.format("parquet")),
    "pyspark.sql.DataFrame.select": Trial(_FRAME + "f.select('a')"),
    "pyspark.sql.DataFrame.cache": Trial(_FRAME + "f.cache()"),
    "pyspark.sql.DataFrame.distinct": Trial(_FRAME + "f.distinct()"),
    "pyspark.sql.DataFrame.drop": Trial(_FRAME + "f.drop('a')"),
    "pyspark.sql.DataFrame.dropna": Trial(_FRAME + "f.dropna()"),
    "pyspark.sql.DataFrame.join": Trial(_FRAME + "f.join(f, 'a')"),
    "pyspark.sql.DataFrame.limit": Trial(_FRAME + "f.limit(1)"),
    "pyspark.sql.DataFrame.orderBy": Trial(_FRAME + "f.orderBy('a')"),
    "pyspark.sql.DataFrame.where": Trial(_FRAME + "f.where('a > 0')"),
    "pyspark.sql.GroupedData.agg": Trial(_FRAME + "f.groupBy('a').agg({'b': 'sum'})"),
    "pyspark.sql.GroupedData.count": Trial(_FRAME + "f.groupBy('a').count()"),
    "pyspark.sql.DataFrame.filter": Trial(_FRAME + "f.filter('a > 0')"),
    "pyspark.sql.DataFrame.withColumn": Trial(_FRAME + "f.withColumn('c', f.a + 1)"),
    "pyspark.sql.DataFrame.groupBy": Trial(_FRAME + "f.groupBy('a')"),
    "pyspark.sql.DataFrame.rdd": Trial(_FRAME + "f.rdd"),
    "pyspark.SparkContext.parallelize": Trial(_SPARK + "s.sparkContext.parallelize([1])"),
    "pyspark.SparkContext.textFile": Trial(_SPARK + "s.sparkContext.textFile('f')"),
    "pyspark.SparkContext.broadcast": Trial(_SPARK + "s.sparkContext.broadcast([1])", "it.value == [1]"),
    "pyspark.SparkContext.accumulator": Trial(
        _SPARK + "s.sparkContext.accumulator(1)", "it.value == 1", taken_for=Verdict.REFUSED
    ),
    "pyspark.RDD": Like("pyspark.SparkContext.parallelize"),
    "pyspark.sql.functions.col": Trial(_SPARK + "pyspark.sql.functions.col('a')"),
    "pyspark.ml.feature.VectorAssembler": Trial(_SPARK + "pyspark.ml.feature.VectorAssembler()"),
    "pyspark.ml.classification.LogisticRegression": Trial(_SPARK + "pyspark.ml.classification.LogisticRegression()"),
    "pyspark.ml.Pipeline": Trial(_SPARK + "pyspark.ml.Pipeline(stages=[pyspark.ml.feature.VectorAssembler()])"),
    "pyspark.sql.types.StructType": Trial(
        "pyspark.sql.types.StructType().add('a', pyspark.sql.types.IntegerType())", "it.fieldNames() == ['a']"
    ),
    "pyspark.sql.Row": Trial("pyspark.sql.Row(a=1)", "it.a == 1"),
    "pyspark.SparkConf": Trial(
        _SPARK + "pyspark.SparkConf().set('a', 'b')", "it.get('a') == 'b'", taken_for=Verdict.CROSSES
    ),
    "pyspark.sql.DataFrame.collect": Trial(_FRAME + "f.collect()", "it[0].b == 2"),
    "pyspark.sql.DataFrame.toPandas": Trial(
        "import pandas\n" + _FRAME + "f.toPandas()", "it.b.tolist() == [2]", needs="pandas"
    ),
    "dask.dataframe.from_pandas": Trial(_DASK, "it.a.sum().compute() == 3", needs="pandas"),
    "dask.dataframe.DataFrame": Like("dask.dataframe.from_pandas"),
    "dask.array.ones": Trial("dask.array.ones(3)", "it.sum().compute() == 3"),
    "dask.array.from_array": Trial("dask.array.from_array([1, 2])", "it.sum().compute() == 3"),
    "dask.array.Array": Like("dask.array.ones"),
    "dask.bag.from_sequence": Trial("dask.bag.from_sequence([1, 2])", "it.compute(scheduler='sync') == [1, 2]"),
    "dask.delayed": Trial("dask.delayed(sum)([1, 2])", "it.compute() == 3"),
    "dask.dataframe.read_csv": Trial(
        _CSV + "dask.dataframe.read_csv('f.csv')", "it.a.sum().compute() == 3", needs="pandas"
    ),
    "dask.dataframe.read_parquet": Trial(
        _DASK + ".to_parquet('f')\ndask.dataframe.read_parquet('f')",
        "it.a.sum().compute() == 3",
        needs="pandas pyarrow",
    ),
    "dask.bag.read_text": Trial(_CSV + "dask.bag.read_text('f.csv')", "len(it.compute(scheduler='sync')) == 3"),
    "dask.distributed.Client": Like("distributed.Client"),
    "distributed.Client": Trial(_CLIENT + "c"),
    "dask.distributed.LocalCluster": Like("distributed.LocalCluster"),
    "distributed.LocalCluster": Trial(_CLIENT + "c.cluster"),
    "distributed.Client.submit": Trial(
        _CLIENT + "c.submit(sum, [1, 2])", "it.result() == 3", taken_for=Verdict.REFUSED
    ),
    "distributed.Client.scatter": Trial(_CLIENT + "c.scatter(5)", "it.result() == 5", taken_for=Verdict.REFUSED),
    "distributed.Client.persist": Trial(
        _CLIENT + "import dask.array\nc.persist(dask.array.ones(3))",
        "it.sum().compute() == 3",
        taken_for=Verdict.REFUSED,
    ),
    "ray.put": Trial(_RAY + "ray.put(5)", "ray.get(it) == 5", taken_for=Verdict.REFUSED),
    "ray.ObjectRef": Like("ray.put", taken_for=Verdict.REFUSED),
    "ray.remote": Trial(
        _RAY + "@ray.remote\ndef f(): return 5\nf", "ray.get(it.remote()) == 5", taken_for=Verdict.REFUSED
    ),
    "ray.data.from_items": Trial(
        _RAY + "ray.data.from_items([1, 2])",
        "ray.get(it.materialize().get_internal_block_refs()[0], timeout=9).num_rows >= 1",
        taken_for=Verdict.REFUSED,
    ),
    "fsspec.filesystem": Trial("fsspec.filesystem('file')", "it.exists('/')"),
    "fsspec.implementations.local.LocalFileSystem": Like("fsspec.filesystem"),
    "s3fs.S3FileSystem": Trial("s3fs.S3FileSystem(key='a', secret='b')", "it.key == 'a'"),
    "fsspec.open": Trial(
        "open('f', 'w').write('a')\nfsspec.open('f')", "it.open().read() == b'a'", taken_for=Verdict.CROSSES
    ),
    "fsspec.AbstractFileSystem.open": Trial("open('f', 'w').write('a')\nfsspec.filesystem('file').open('f')"),
}
