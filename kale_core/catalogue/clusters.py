"""Spark, Dask and Ray."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_SESSION = "is connected to Spark from one process only"
_SPARK = "create it in each step, such as `SparkSession.builder.getOrCreate()`"
_FRAME = "write it to storage that all steps reach, and pass the path; or pass `frame.toPandas()`"

ENTRIES = (
    *rows(
        """
        pyspark.sql.SparkSession
        pyspark.sql.SparkSession.builder.getOrCreate    pyspark.sql.SparkSession
        pyspark.sql.SparkSession.Builder.getOrCreate    pyspark.sql.SparkSession
        pyspark.sql.session.SparkSession                pyspark.sql.SparkSession
        """,
        Verdict.REFUSED,
        "a Spark session",
        _SESSION,
        _SPARK,
    ),
    *rows(
        """
        pyspark.sql.SparkSession.read                   pyspark.sql.DataFrameReader
        pyspark.sql.DataFrameReader.format              pyspark.sql.DataFrameReader
        pyspark.sql.DataFrameReader.option              pyspark.sql.DataFrameReader
        pyspark.sql.DataFrameReader.schema              pyspark.sql.DataFrameReader
        """,
        Verdict.REFUSED,
        "a Spark reader",
        _SESSION,
        _SPARK,
    ),
    *rows(
        """
        pyspark.sql.SparkSession.sparkContext           pyspark.SparkContext
        pyspark.SparkContext
        pyspark.SparkContext.getOrCreate                pyspark.SparkContext
        pyspark.context.SparkContext                    pyspark.SparkContext
        """,
        Verdict.REFUSED,
        "a Spark context",
        _SESSION,
        _SPARK,
    ),
    *rows(
        """
        pyspark.sql.SparkSession.builder                pyspark.sql.SparkSession.Builder
        pyspark.sql.SparkSession.Builder
        pyspark.sql.SparkSession.Builder.appName        pyspark.sql.SparkSession.Builder
        pyspark.sql.SparkSession.Builder.config         pyspark.sql.SparkSession.Builder
        pyspark.sql.SparkSession.Builder.master         pyspark.sql.SparkSession.Builder
        """,
        Verdict.CROSSES,
        "a builder of Spark sessions",
        "is saved with its settings",
    ),
    *rows(
        """
        pyspark.SparkConf
        """,
        Verdict.REFUSED,
        "a Spark configuration",
        "is kept by the Java process",
        "set it in each step, such as `SparkSession.builder.config(...)`",
    ),
    *rows(
        """
        pyspark.sql.DataFrame
        pyspark.sql.SparkSession.createDataFrame        pyspark.sql.DataFrame
        pyspark.sql.SparkSession.range                  pyspark.sql.DataFrame
        pyspark.sql.SparkSession.sql                    pyspark.sql.DataFrame
        pyspark.sql.SparkSession.table                  pyspark.sql.DataFrame
        pyspark.sql.DataFrameReader.csv                 pyspark.sql.DataFrame
        pyspark.sql.DataFrameReader.json                pyspark.sql.DataFrame
        pyspark.sql.DataFrameReader.load                pyspark.sql.DataFrame
        pyspark.sql.DataFrameReader.parquet             pyspark.sql.DataFrame
        pyspark.sql.DataFrame.cache                     pyspark.sql.DataFrame
        pyspark.sql.DataFrame.distinct                  pyspark.sql.DataFrame
        pyspark.sql.DataFrame.drop                      pyspark.sql.DataFrame
        pyspark.sql.DataFrame.dropna                    pyspark.sql.DataFrame
        pyspark.sql.DataFrame.filter                    pyspark.sql.DataFrame
        pyspark.sql.DataFrame.join                      pyspark.sql.DataFrame
        pyspark.sql.DataFrame.limit                     pyspark.sql.DataFrame
        pyspark.sql.DataFrame.orderBy                   pyspark.sql.DataFrame
        pyspark.sql.DataFrame.select                    pyspark.sql.DataFrame
        pyspark.sql.DataFrame.where                     pyspark.sql.DataFrame
        pyspark.sql.DataFrame.withColumn                pyspark.sql.DataFrame
        pyspark.sql.DataFrame.groupBy                   pyspark.sql.GroupedData
        pyspark.sql.GroupedData.agg                     pyspark.sql.DataFrame
        pyspark.sql.GroupedData.count                   pyspark.sql.DataFrame
        pyspark.sql.DataFrame.rdd                       pyspark.RDD
        """,
        Verdict.REFUSED,
        "a Spark data frame",
        "is a plan that one Spark session holds",
        _FRAME,
    ),
    *rows(
        """
        pyspark.SparkContext.parallelize                pyspark.RDD
        pyspark.SparkContext.textFile                   pyspark.RDD
        pyspark.RDD
        """,
        Verdict.REFUSED,
        "a Spark RDD",
        _SESSION,
        "pass what it holds, such as `rdd.collect()`",
    ),
    *rows(
        """
        pyspark.SparkContext.broadcast                  pyspark.Broadcast
        """,
        Verdict.REFUSED,
        "a Spark broadcast variable",
        _SESSION,
        "pass its value, `broadcast.value`",
    ),
    *rows(
        """
        pyspark.SparkContext.accumulator                pyspark.Accumulator
        """,
        Verdict.DEAD,
        "an accumulator of Spark",
        "has a value in the process that made it only",
        "pass its value, such as `accumulator.value`",
    ),
    *rows(
        """
        pyspark.ml.feature.VectorAssembler
        pyspark.ml.classification.LogisticRegression
        pyspark.ml.Pipeline
        """,
        Verdict.REFUSED,
        "a Spark model",
        _SESSION,
        "save it with `model.save(path)`, and load it in each step",
    ),
    *rows(
        """
        pyspark.sql.functions.col                       pyspark.sql.Column
        """,
        Verdict.REFUSED,
        "a Spark column expression",
        _SESSION,
        "write it again in each step",
    ),
    *rows(
        """
        pyspark.sql.types.StructType
        pyspark.sql.Row
        pyspark.sql.DataFrame.collect                   builtins.list
        pyspark.sql.DataFrame.toPandas                  pandas.DataFrame
        """,
        Verdict.CROSSES,
        "a row or a schema",
        "is saved whole",
    ),
    *rows(
        """
        dask.dataframe.from_pandas                      dask.dataframe.DataFrame
        dask.dataframe.DataFrame
        dask.array.ones                                 dask.array.Array
        dask.array.from_array                           dask.array.Array
        dask.array.Array
        dask.bag.from_sequence                          dask.bag.Bag
        dask.delayed
        """,
        Verdict.CROSSES,
        "a plan of Dask",
        "is saved with its data",
    ),
    *rows(
        """
        dask.dataframe.read_csv                         dask.dataframe.DataFrame
        dask.dataframe.read_parquet                     dask.dataframe.DataFrame
        dask.bag.read_text                              dask.bag.Bag
        """,
        Verdict.DEAD,
        "a plan of Dask on files",
        "is saved as paths, without the data",
        "pass the result, such as `frame.compute()`, or put the files on a volume",
    ),
    *rows(
        """
        dask.distributed.Client                         distributed.Client
        distributed.Client
        """,
        Verdict.REFUSED,
        "a Dask client",
        "works in one process only",
        "connect in each step",
    ),
    *rows(
        """
        dask.distributed.LocalCluster                   distributed.LocalCluster
        distributed.LocalCluster
        """,
        Verdict.REFUSED,
        "a Dask cluster",
        "runs in one pod only",
        "connect in each step",
    ),
    *rows(
        """
        distributed.Client.persist
        """,
        Verdict.DEAD,
        "data that a Dask cluster keeps",
        "is kept by a cluster of one step",
        "pass the result, such as `future.result()` or `frame.compute()`",
    ),
    *rows(
        """
        distributed.Client.submit                       distributed.Future
        distributed.Client.scatter                      distributed.Future
        """,
        Verdict.DEAD,
        "a Dask future",
        "is kept by a cluster of one step",
        "pass the result, such as `future.result()` or `frame.compute()`",
    ),
    *rows(
        """
        ray.put                                         ray.ObjectRef
        ray.ObjectRef
        """,
        Verdict.DEAD,
        "a Ray object reference",
        "is kept by a Ray cluster that ends with its step",
        "pass results, such as `ray.get(...)`",
    ),
    *rows(
        """
        ray.data.from_items                             ray.data.Dataset
        """,
        Verdict.DEAD,
        "a Ray dataset",
        "is kept by a Ray cluster that ends with its step",
        "pass the rows, such as `dataset.take_all()`",
    ),
    *rows(
        """
        ray.remote                                      ray.remote_function.RemoteFunction
        """,
        Verdict.CROSSES,
        "a remote function of Ray",
        "is saved with what it needs",
    ),
    *rows(
        """
        fsspec.filesystem                               fsspec.AbstractFileSystem
        fsspec.implementations.local.LocalFileSystem
        s3fs.S3FileSystem
        """,
        Verdict.CROSSES,
        "a file system",
        "is saved with its settings, and connects anew",
    ),
    *rows(
        """
        fsspec.open                                     fsspec.core.OpenFile
        """,
        Verdict.DEAD,
        "a file that is not open yet",
        "is saved as a path, without the file",
        "put the file on a volume or into a bucket",
    ),
    *rows(
        """
        fsspec.AbstractFileSystem.open
        """,
        Verdict.REFUSED,
        "an open file",
        "is open in one process only",
        "pass its path, and open it in each step",
    ),
)
