"""Trials of tables, and of the files that hold them."""

from __future__ import annotations

from kale_core.catalogue import Verdict
from tests.catalogue.trial import SAME, Like, Trial, Untried

_FRAME = "pandas.DataFrame({'a': [1, 1, 2], 'b': [3, 4, 5]})"
_DATED = "pandas.DataFrame({'a': [1, 2]}, index=pandas.date_range('2024-01-01', periods=2))"
_CSV = "import pathlib\npathlib.Path('f.csv').write_text('a\\n1\\n2\\n')\n"
_JSON = "import pathlib\npathlib.Path('f.json').write_text('{\"a\": 1}\\n{\"a\": 2}\\n')\n"
_EXCEL = _FRAME + ".to_excel('f.xlsx')\n"
_POLARS = "polars.DataFrame({'a': [1, 2]})"
_POLARS_SUM = "it.collect()['a'].sum() == 3"
_PARQUET = "import pyarrow, pyarrow.parquet\npyarrow.parquet.write_table(pyarrow.table({'a': [1, 2]}), 'f.parquet')\n"
_IPC = (
    "import pyarrow.ipc\ntable = pyarrow.table({'a': [1, 2]})\n"
    "with pyarrow.ipc.new_file('f.arrow', table.schema) as f:\n    f.write_table(table)\n"
)

TRIALS: dict[str, Trial | Like | Untried] = {
    "pandas.DataFrame": Trial(_FRAME, SAME),
    "pandas.read_csv": Trial(_CSV + "pandas.read_csv('f.csv')", "it.a.tolist() == [1, 2]"),
    "pandas.read_json": Trial(_JSON + "pandas.read_json('f.json', lines=True)", "it.a.tolist() == [1, 2]"),
    "pandas.read_sql": Trial(
        "import sqlite3\npandas.read_sql('select 1 as a', sqlite3.connect(':memory:'))", "it.a.tolist() == [1]"
    ),
    "pandas.concat": Trial(f"pandas.concat([{_FRAME}])", SAME),
    "pandas.Series": Trial("pandas.Series([1, 2], name='a')", SAME),
    "pandas.DataFrame.__getitem__": Trial(_FRAME + "['a']", SAME),
    "pandas.Index": Trial("pandas.Index([1, 2])", SAME),
    "pandas.MultiIndex": Trial("pandas.MultiIndex.from_product([[1], ['a']])", SAME),
    "pandas.Categorical": Trial("pandas.Categorical(['a', 'b'])", SAME),
    "pandas.Timestamp": Trial("pandas.Timestamp('2024-01-01', tz='UTC')", SAME),
    "pandas.Timedelta": Trial("pandas.Timedelta('1h')", SAME),
    "pandas.Interval": Trial("pandas.Interval(1, 2)", SAME),
    "pandas.Period": Trial("pandas.Period('2024-01')", SAME),
    "pandas.to_datetime": Trial("pandas.to_datetime(pandas.Series(['2024-01-01']))", SAME),
    "pandas.date_range": Trial("pandas.date_range('2024-01-01', periods=2)", SAME),
    "pandas.DataFrame.groupby": Trial(_FRAME + ".groupby('a')", "it.b.sum().tolist() == [7, 5]"),
    "pandas.Series.groupby": Trial("pandas.Series([1, 2]).groupby([0, 0])", "it.sum().tolist() == [3]"),
    "pandas.DataFrame.rolling": Trial(_FRAME + ".rolling(2)", "it.b.sum().tolist()[1:] == [7, 9]"),
    "pandas.DataFrame.expanding": Trial(_FRAME + ".expanding()", "it.b.sum().tolist() == [3, 7, 12]"),
    "pandas.DataFrame.resample": Trial(_DATED + ".resample('YS')", "it.a.sum().tolist() == [3]"),
    "pandas.DataFrame.ewm": Trial(_FRAME + ".ewm(alpha=1)", "it.mean().b.tolist() == [3, 4, 5]"),
    "pandas.DataFrame.style": Trial(_FRAME + ".style.hide(axis='index')", "'</td>' in it.to_html()", needs="jinja2"),
    "pandas.DataFrame.plot": Trial(_FRAME + ".plot", "it.line() is not None", needs="matplotlib"),
    "pandas.Series.str": Trial("pandas.Series(['a']).str", "it.upper().tolist() == ['A']"),
    "pandas.Series.dt": Trial(
        "pandas.Series(pandas.date_range('2024-01-01', periods=1)).dt", "it.year.tolist() == [2024]"
    ),
    "pandas.DataFrame.iterrows": Trial(_FRAME + ".iterrows()"),
    "pandas.DataFrame.items": Trial(_FRAME + ".items()"),
    "pandas.DataFrame.itertuples": Trial(_FRAME + ".itertuples()", "next(it).b == 3"),
    "pandas.io.parsers.TextFileReader": Trial(_CSV + "pandas.read_csv('f.csv', chunksize=1)"),
    "pandas.io.json._json.JsonReader": Trial(_JSON + "pandas.read_json('f.json', lines=True, chunksize=1)"),
    "pandas.ExcelFile": Trial(
        _EXCEL + "pandas.ExcelFile('f.xlsx')", "it.parse().b.tolist() == [3, 4, 5]", needs="openpyxl"
    ),
    "pandas.ExcelWriter": Trial("pandas.ExcelWriter('f.xlsx')", needs="openpyxl"),
    "pandas.HDFStore": Trial("pandas.HDFStore('f.h5')", needs="tables"),
    "polars.DataFrame": Trial(_POLARS, "it['a'].sum() == 3"),
    "polars.read_csv": Trial(_CSV + "polars.read_csv('f.csv')", "it['a'].sum() == 3"),
    "polars.Series": Trial("polars.Series([1, 2])", "it.sum() == 3"),
    "polars.col": Trial("polars.col('a') + 1", f"{_POLARS}.select(it)['a'].sum() == 5"),
    "polars.Expr": Like("polars.col"),
    "polars.DataFrame.lazy": Trial(_POLARS + ".lazy()", _POLARS_SUM),
    "polars.LazyFrame": Like("polars.DataFrame.lazy"),
    "polars.LazyFrame.collect": Trial(_POLARS + ".lazy().collect()", "it['a'].sum() == 3"),
    "polars.DataFrame.group_by": Trial(_POLARS + ".group_by('a')", "it.len()['len'].sum() == 2"),
    "polars.scan_csv": Trial(_CSV + "polars.scan_csv('f.csv')", _POLARS_SUM),
    "polars.scan_parquet": Trial(_POLARS + ".write_parquet('f')\npolars.scan_parquet('f')", _POLARS_SUM),
    "polars.scan_ndjson": Trial(_POLARS + ".write_ndjson('f')\npolars.scan_ndjson('f')", _POLARS_SUM),
    "polars.SQLContext": Trial(
        f"polars.SQLContext(t={_POLARS})", "it.execute('select a from t').collect()['a'].sum() == 3"
    ),
    "pyarrow.table": Trial("pyarrow.table({'a': [1, 2]})", SAME),
    "pyarrow.Table": Like("pyarrow.table"),
    "pyarrow.Table.from_pandas": Trial(
        "import pandas\npyarrow.Table.from_pandas(pandas.DataFrame({'a': [1]}))", SAME, needs="pandas"
    ),
    "pyarrow.parquet.read_table": Trial(
        _PARQUET + "pyarrow.parquet.read_table('f.parquet')", "it['a'].to_pylist() == [1, 2]"
    ),
    "pyarrow.array": Trial("pyarrow.array([1, 2])", SAME),
    "pyarrow.record_batch": Trial("pyarrow.record_batch({'a': [1, 2]})", SAME),
    "pyarrow.schema": Trial("pyarrow.schema({'a': pyarrow.int64()})", SAME),
    "pyarrow.fs.LocalFileSystem": Trial("pyarrow.fs.LocalFileSystem()", SAME),
    "pyarrow.parquet.ParquetFile": Trial(_PARQUET + "pyarrow.parquet.ParquetFile('f.parquet')"),
    "pyarrow.parquet.ParquetWriter": Trial(
        "pyarrow.parquet.ParquetWriter('f.parquet', pyarrow.schema({'a': pyarrow.int64()}))"
    ),
    "pyarrow.csv.open_csv": Trial(_CSV + "pyarrow.csv.open_csv('f.csv')"),
    "pyarrow.ipc.open_file": Trial(_IPC + "pyarrow.ipc.open_file('f.arrow')"),
    "pyarrow.ipc.open_stream": Trial(
        _IPC.replace("new_file", "new_stream") + "pyarrow.ipc.open_stream(pyarrow.OSFile('f.arrow'))"
    ),
    "pyarrow.OSFile": Trial("pyarrow.OSFile('f', 'w')"),
    "pyarrow.memory_map": Trial(_CSV + "pyarrow.memory_map('f.csv')"),
    "pyarrow.dataset.dataset": Trial(
        _PARQUET + "pyarrow.dataset.dataset('f.parquet')", "it.to_table()['a'].to_pylist() == [1, 2]"
    ),
    "geopandas.GeoDataFrame": Trial(
        "import shapely\ngeopandas.GeoDataFrame({'a': [1]}, geometry=[shapely.Point(1, 2)], crs=4326)",
        "it.crs == 4326 and it.geometry[0].y == 2",
    ),
    "geopandas.GeoSeries": Trial("import shapely\ngeopandas.GeoSeries([shapely.Point(1, 2)])", "it[0].y == 2"),
    "shapely.Point": Trial("shapely.Point(1, 2)", SAME),
    "openpyxl.Workbook": Trial("w = openpyxl.Workbook()\nw.active['A1'] = 5\nw", "it.active['A1'].value == 5"),
    "openpyxl.load_workbook": Trial(
        "w = openpyxl.Workbook()\nw.active['A1'] = 5\nw.save('f.xlsx')\nopenpyxl.load_workbook('f.xlsx')",
        "it.active['A1'].value == 5",
    ),
    "openpyxl.Workbook.active": Trial(
        "import openpyxl.worksheet.worksheet\ns = openpyxl.Workbook().active\ns['A1'] = 5\ns",
        "it['A1'].value == 5",
    ),
    "xlsxwriter.Workbook": Trial(
        "w = xlsxwriter.Workbook('f.xlsx')\nw.add_worksheet().write('A1', 5)\nw",
        "it.close() is None and __import__('os').path.exists('f.xlsx')",
        taken_for=Verdict.DEAD,
    ),
    "pypdf.PdfReader": Trial(
        "w = pypdf.PdfWriter()\nw.add_blank_page(100, 100)\nw.write('f.pdf')\npypdf.PdfReader('f.pdf')",
        "len(it.pages) == 1",
    ),
}
