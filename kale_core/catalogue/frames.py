"""Tables: pandas, Polars, Arrow, geopandas, spreadsheets."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_WHOLE = "is saved whole"
_OPEN = "is open in one process only"
_OPEN_EACH = "pass its path, and open it in each step"

ENTRIES = (
    *rows(
        """
        pandas.DataFrame
        pandas.read_csv                                 pandas.DataFrame
        pandas.read_json                                pandas.DataFrame
        pandas.read_sql                                 pandas.DataFrame
        pandas.concat                                   pandas.DataFrame
        pandas.Series
        pandas.DataFrame.__getitem__                    pandas.Series
        pandas.Index
        pandas.MultiIndex
        pandas.Categorical
        pandas.Timestamp
        pandas.Timedelta
        pandas.Interval
        pandas.Period
        pandas.to_datetime                              pandas.Series
        pandas.date_range                               pandas.DatetimeIndex
        """,
        Verdict.CROSSES,
        "data of pandas",
        _WHOLE,
    ),
    *rows(
        """
        pandas.DataFrame.groupby                        pandas.api.typing.DataFrameGroupBy
        pandas.Series.groupby                           pandas.api.typing.SeriesGroupBy
        pandas.DataFrame.rolling                        pandas.api.typing.Rolling
        pandas.DataFrame.expanding                      pandas.api.typing.Expanding
        pandas.DataFrame.resample                       pandas.api.typing.Resampler
        pandas.DataFrame.ewm                            pandas.api.typing.ExponentialMovingWindow
        pandas.DataFrame.style                          pandas.io.formats.style.Styler
        pandas.DataFrame.plot
        pandas.Series.str
        pandas.Series.dt
        """,
        Verdict.CROSSES,
        "a view of data of pandas",
        "is saved with the data",
    ),
    *rows(
        """
        pandas.DataFrame.iterrows                       types.GeneratorType
        pandas.DataFrame.items                          types.GeneratorType
        """,
        Verdict.REFUSED,
        "an iterator over a data frame",
        "is a computation under way",
        "pass the data frame",
    ),
    *rows(
        """
        pandas.DataFrame.itertuples                     builtins.map
        """,
        Verdict.REFUSED,
        "an iterator over a data frame",
        "is a computation under way",
        "pass the data frame",
    ),
    *rows(
        """
        pandas.io.parsers.TextFileReader
        pandas.io.json._json.JsonReader
        """,
        Verdict.REFUSED,
        "a reader of chunks",
        "reads from a file that is open in one process only",
        "read the chunks in the step that uses them, or pass `pandas.concat(...)` of them",
    ),
    *rows(
        """
        pandas.ExcelFile
        pandas.ExcelWriter
        pandas.HDFStore
        """,
        Verdict.REFUSED,
        "an open file",
        _OPEN,
        _OPEN_EACH,
    ),
    *rows(
        """
        polars.DataFrame
        polars.read_csv                                 polars.DataFrame
        polars.Series
        polars.col                                      polars.Expr
        polars.Expr
        polars.DataFrame.lazy                           polars.LazyFrame
        polars.LazyFrame
        polars.LazyFrame.collect                        polars.DataFrame
        """,
        Verdict.CROSSES,
        "data of Polars",
        _WHOLE,
    ),
    *rows(
        """
        polars.DataFrame.group_by                       polars.dataframe.group_by.GroupBy
        """,
        Verdict.CROSSES,
        "a grouping of Polars",
        "is saved with the data",
    ),
    *rows(
        """
        polars.scan_csv                                 polars.LazyFrame
        polars.scan_parquet                             polars.LazyFrame
        polars.scan_ndjson                              polars.LazyFrame
        """,
        Verdict.DEAD,
        "a query on a file",
        "is saved as a path, without the data",
        "run it before passing it: `query.collect()`",
    ),
    *rows(
        """
        polars.SQLContext
        """,
        Verdict.REFUSED,
        "an SQL context",
        "belongs to one process",
        "create it in the step that uses it",
    ),
    *rows(
        """
        pyarrow.table                                   pyarrow.Table
        pyarrow.Table
        pyarrow.Table.from_pandas                       pyarrow.Table
        pyarrow.parquet.read_table                      pyarrow.Table
        pyarrow.array                                   pyarrow.Array
        pyarrow.record_batch                            pyarrow.RecordBatch
        pyarrow.schema                                  pyarrow.Schema
        pyarrow.fs.LocalFileSystem
        """,
        Verdict.CROSSES,
        "data of Arrow",
        _WHOLE,
    ),
    *rows(
        """
        pyarrow.parquet.ParquetFile
        pyarrow.parquet.ParquetWriter
        pyarrow.csv.open_csv                            pyarrow.csv.CSVStreamingReader
        pyarrow.ipc.open_file                           pyarrow.ipc.RecordBatchFileReader
        pyarrow.ipc.open_stream                         pyarrow.ipc.RecordBatchStreamReader
        pyarrow.OSFile
        pyarrow.memory_map                              pyarrow.MemoryMappedFile
        """,
        Verdict.REFUSED,
        "an open file of Arrow",
        _OPEN,
        _OPEN_EACH,
    ),
    *rows(
        """
        pyarrow.dataset.dataset                         pyarrow.dataset.FileSystemDataset
        """,
        Verdict.DEAD,
        "a dataset of files",
        "is saved as paths, without the data",
        "pass the table, such as `dataset.to_table()`",
    ),
    *rows(
        """
        geopandas.GeoDataFrame
        geopandas.GeoSeries
        shapely.Point
        """,
        Verdict.CROSSES,
        "geographic data",
        _WHOLE,
    ),
    *rows(
        """
        openpyxl.Workbook
        openpyxl.load_workbook                          openpyxl.Workbook
        openpyxl.Workbook.active                        openpyxl.worksheet.worksheet.Worksheet
        """,
        Verdict.CROSSES,
        "a workbook",
        _WHOLE,
    ),
    *rows(
        """
        xlsxwriter.Workbook
        """,
        Verdict.CROSSES,
        "a workbook that is being written",
        "is saved with what it holds, and written where it is closed",
    ),
    *rows(
        """
        pypdf.PdfReader
        """,
        Verdict.REFUSED,
        "an open document",
        _OPEN,
        "pass the text, such as `page.extract_text()`",
    ),
)
