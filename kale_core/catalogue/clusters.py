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
        pyspark.sql.SparkSession.sparkContext           pyspark.SparkContext
        pyspark.sql.SparkSession.read                   pyspark.sql.DataFrameReader
        pyspark.SparkContext
        pyspark.SparkContext.getOrCreate                pyspark.SparkContext
        pyspark.context.SparkContext                    pyspark.SparkContext
        pyspark.sql.session.SparkSession                pyspark.sql.SparkSession
        """,
        Verdict.REFUSED,
        "a Spark session",
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
        "the settings of a Spark session",
        "is saved with its settings",
    ),
    *rows(
        """
        pyspark.SparkConf
        """,
        Verdict.REFUSED,
        "the settings of Spark",
        "is kept by the Java process",
        "set them in each step, such as `SparkSession.builder.config(...)`",
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
        pyspark.sql.DataFrame.select                    pyspark.sql.DataFrame
        pyspark.sql.DataFrame.filter                    pyspark.sql.DataFrame
        pyspark.sql.DataFrame.withColumn                pyspark.sql.DataFrame
        pyspark.sql.DataFrame.groupBy                   pyspark.sql.GroupedData
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
        pyspark.SparkContext.broadcast                  pyspark.Broadcast
        pyspark.RDD
        """,
        Verdict.REFUSED,
        "distributed data of Spark",
        _SESSION,
        "pass what it holds, such as `rdd.collect()`",
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
        pyspark.sql.functions.col                       pyspark.sql.Column
        pyspark.ml.feature.VectorAssembler
        pyspark.ml.classification.LogisticRegression
        pyspark.ml.Pipeline
        """,
        Verdict.REFUSED,
        "a column expression or a model of Spark",
        _SESSION,
        "make it again in each step; save fitted models with `model.save(path)`",
    ),
    *rows(
        """
        pyspark.sql.types.StructType
        pyspark.sql.Row
        pyspark.sql.DataFrame.collect                   builtins.list
        pyspark.sql.DataFrame.toPandas                  pandas.DataFrame
        """,
        Verdict.CROSSES,
        "rows or a schema",
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
        dask.distributed.LocalCluster                   distributed.LocalCluster
        distributed.LocalCluster
        """,
        Verdict.REFUSED,
        "a Dask cluster",
        "is connected from one process only",
        "connect in each step",
    ),
    *rows(
        """
        distributed.Client.submit                       distributed.Future
        distributed.Client.scatter                      distributed.Future
        distributed.Client.persist
        """,
        Verdict.DEAD,
        "what a Dask cluster keeps",
        "is kept by a cluster of one step",
        "pass the result, such as `future.result()` or `frame.compute()`",
    ),
    *rows(
        """
        ray.put                                         ray.ObjectRef
        ray.ObjectRef
        ray.data.from_items                             ray.data.Dataset
        """,
        Verdict.DEAD,
        "an object of Ray",
        "is kept by a Ray cluster that ends with its step",
        "pass results, such as `ray.get(...)`",
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
