"""Trials of connections to databases: each server is a thread of the process that makes the object."""

from __future__ import annotations

from tests.catalogue.trial import Like, Trial, Untried

_SQLITE = "c = sqlite3.connect('data.db')\n"
_PG2 = 'import psycopg2.extensions\nc = psycopg2.connect(f"host=127.0.0.1 port={postgres_server()} user=a dbname=a")\n'
_PG3 = 'c = psycopg.connect(f"host=127.0.0.1 port={postgres_server()} user=a dbname=a")\n'
_MYSQL = "import pymysql.connections, pymysql.cursors\n"
_MYSQL += "c = pymysql.connect(host='127.0.0.1', port=mysql_server(), user='a')\n"
_MYSQL_CONNECTOR = (
    "import mysql.connector.abstracts\n"
    "c = mysql.connector.connect(host='127.0.0.1', port=mysql_server(), user='a', use_pure=True, ssl_disabled=True)\n"
)
_ENGINE = "import sqlalchemy.engine\ne = sqlalchemy.create_engine('sqlite:///data.db')\n"
_SELECT = "e.connect().execute(sqlalchemy.text('select 1'))"
_MONGO = (
    "import pymongo.mongo_client, pymongo.database, pymongo.collection, pymongo.cursor\nc = pymongo.MongoClient()\n"
)
_REDIS = "import redis.client\n"
_CHROMA = "import chromadb.api.client\n"

TRIALS: dict[str, Trial | Like | Untried] = {
    "sqlite3.connect": Trial(_SQLITE + "c"),
    "sqlite3.Connection": Like("sqlite3.connect"),
    "sqlite3.Connection.cursor": Trial(_SQLITE + "c.cursor()"),
    "sqlite3.Connection.execute": Trial(_SQLITE + "c.execute('select 1')"),
    "sqlite3.Connection.executemany": Trial(
        _SQLITE + "c.execute('create table if not exists a (b)')\nc.executemany('delete from a where b = ?', [])"
    ),
    "sqlite3.Connection.executescript": Trial(_SQLITE + "c.executescript('')"),
    "sqlite3.Cursor": Like("sqlite3.Connection.cursor"),
    "sqlite3.Cursor.execute": Trial(_SQLITE + "c.cursor().execute('select 1')"),
    "sqlite3.Row": Trial(_SQLITE + "c.row_factory = sqlite3.Row\nc.execute('select 1').fetchone()", "it[0] == 1"),
    "psycopg2.connect": Trial(_PG2 + "c"),
    "psycopg2.extensions.connection": Like("psycopg2.connect"),
    "psycopg.connect": Trial(_PG3 + "c"),
    "psycopg.Connection": Like("psycopg.connect"),
    "psycopg.Connection.connect": Trial(_PG3.replace("psycopg.", "psycopg.Connection.") + "c"),
    "psycopg2.extensions.connection.cursor": Trial(_PG2 + "c.cursor()"),
    "psycopg2.extensions.cursor": Like("psycopg2.extensions.connection.cursor"),
    "psycopg.Connection.cursor": Trial(_PG3 + "c.cursor()"),
    "psycopg.Connection.execute": Trial(_PG3 + "c.autocommit = True\nc.execute('select 1')"),
    "psycopg.Cursor": Like("psycopg.Connection.cursor"),
    "psycopg2.pool.SimpleConnectionPool": Trial(
        'psycopg2.pool.SimpleConnectionPool(1, 1, f"host=127.0.0.1 port={postgres_server()} user=a dbname=a")'
    ),
    "psycopg2.pool.ThreadedConnectionPool": Trial(
        'psycopg2.pool.ThreadedConnectionPool(1, 1, f"host=127.0.0.1 port={postgres_server()} user=a dbname=a")'
    ),
    "pymysql.connect": Trial(_MYSQL + "c"),
    "pymysql.Connection": Like("pymysql.connect"),
    "pymysql.connections.Connection": Like("pymysql.connect"),
    "mysql.connector.connect": Trial(_MYSQL_CONNECTOR + "c"),
    "pyodbc.connect": Untried("needs a database driver of the system"),
    "snowflake.connector.connect": Untried("needs an account"),
    "pymysql.connections.Connection.cursor": Trial(_MYSQL + "c.cursor()"),
    "pymysql.cursors.Cursor": Like("pymysql.connections.Connection.cursor"),
    "mysql.connector.abstracts.MySQLConnectionAbstract.cursor": Trial(_MYSQL_CONNECTOR + "c.cursor()"),
    "pyodbc.Connection.cursor": Untried("needs a database driver of the system"),
    "snowflake.connector.SnowflakeConnection.cursor": Untried("needs an account"),
    "sqlalchemy.create_engine": Trial(_ENGINE + "e", "it.connect().execute(sqlalchemy.text('select 1')).scalar() == 1"),
    "sqlalchemy.engine.create_engine": Like("sqlalchemy.create_engine"),
    "sqlalchemy.engine.Engine": Like("sqlalchemy.create_engine"),
    "sqlalchemy.Engine": Like("sqlalchemy.create_engine"),
    "sqlalchemy.ext.asyncio.create_async_engine": Trial(
        "sqlalchemy.ext.asyncio.create_async_engine('sqlite+aiosqlite:///data.db')", needs="aiosqlite greenlet"
    ),
    "sqlalchemy.engine.Engine.connect": Trial(_ENGINE + "e.connect()"),
    "sqlalchemy.engine.Engine.begin": Trial(_ENGINE + "e.begin().__enter__()"),
    "sqlalchemy.engine.Engine.raw_connection": Trial(_ENGINE + "e.raw_connection()"),
    "sqlalchemy.engine.Connection": Like("sqlalchemy.engine.Engine.connect"),
    "sqlalchemy.engine.Connection.begin": Trial(_ENGINE + "e.connect().begin()"),
    "sqlalchemy.engine.Connection.execute": Trial(_ENGINE + _SELECT),
    "sqlalchemy.orm.Session.execute": Trial(
        _ENGINE + "import sqlalchemy.orm\nsqlalchemy.orm.Session(e).execute(sqlalchemy.text('select 1'))"
    ),
    "sqlalchemy.engine.CursorResult": Like("sqlalchemy.engine.Connection.execute"),
    "sqlalchemy.orm.Session": Trial(_ENGINE + "import sqlalchemy.orm\nsqlalchemy.orm.Session(e)"),
    "sqlalchemy.orm.sessionmaker.__call__": Trial(_ENGINE + "import sqlalchemy.orm\nsqlalchemy.orm.sessionmaker(e)()"),
    "sqlalchemy.orm.sessionmaker": Trial(
        _ENGINE + "import sqlalchemy.orm\nsqlalchemy.orm.sessionmaker(e)",
        "it().execute(sqlalchemy.text('select 1')).scalar() == 1",
    ),
    "sqlalchemy.orm.scoped_session": Trial(
        _ENGINE + "import sqlalchemy.orm\nsqlalchemy.orm.scoped_session(sqlalchemy.orm.sessionmaker(e))"
    ),
    "sqlalchemy.MetaData": Trial(
        "m = sqlalchemy.MetaData()\nsqlalchemy.Table('t', m, sqlalchemy.Column('a', sqlalchemy.Integer))\nm",
        "it.tables['t'].c.a.type.python_type is int",
    ),
    "sqlalchemy.Table": Trial(
        "sqlalchemy.Table('t', sqlalchemy.MetaData(), sqlalchemy.Column('a', sqlalchemy.Integer))",
        "it.c.a.type.python_type is int",
    ),
    "sqlalchemy.text": Trial("sqlalchemy.text('select 1')", "str(it) == 'select 1'"),
    "sqlalchemy.select": Trial("sqlalchemy.select(sqlalchemy.column('a'))", "'SELECT a' in str(it)"),
    "sqlalchemy.engine.URL.create": Trial("sqlalchemy.engine.URL.create('sqlite')", "str(it) == 'sqlite://'"),
    "sqlalchemy.engine.Result.all": Trial(_ENGINE + _SELECT + ".all()", "it[0][0] == 1"),
    "pymongo.MongoClient": Trial(_MONGO + "c"),
    "pymongo.mongo_client.MongoClient": Like("pymongo.MongoClient"),
    "pymongo.mongo_client.MongoClient.__getitem__": Trial(_MONGO + "c['a']"),
    "pymongo.mongo_client.MongoClient.__getattr__": Trial(_MONGO + "c.a"),
    "pymongo.mongo_client.MongoClient.get_database": Trial(_MONGO + "c.get_database('a')"),
    "pymongo.database.Database.__getitem__": Trial(_MONGO + "c.a['b']"),
    "pymongo.database.Database.__getattr__": Trial(_MONGO + "c.a.b"),
    "pymongo.database.Database.get_collection": Trial(_MONGO + "c.a.get_collection('b')"),
    "pymongo.collection.Collection.find": Trial(_MONGO + "c.a.b.find()"),
    "redis.Redis": Trial(_REDIS + "redis.Redis()"),
    "redis.StrictRedis": Like("redis.Redis"),
    "redis.client.Redis": Like("redis.Redis"),
    "redis.from_url": Trial(_REDIS + "redis.from_url('redis://localhost')"),
    "redis.Redis.from_url": Trial(_REDIS + "redis.Redis.from_url('redis://localhost')"),
    "redis.ConnectionPool": Trial(_REDIS + "redis.ConnectionPool()"),
    "redis.Redis.pipeline": Trial(_REDIS + "redis.Redis().pipeline()"),
    "redis.Redis.pubsub": Trial(_REDIS + "redis.Redis().pubsub()"),
    "redis.asyncio.Redis": Trial("redis.asyncio.Redis()", "it.connection_pool.connection_kwargs['db'] == 0"),
    "elasticsearch.Elasticsearch": Trial("elasticsearch.Elasticsearch('http://localhost:1')"),
    "neo4j.GraphDatabase.driver": Trial("neo4j.GraphDatabase.driver('bolt://localhost:1')"),
    "chromadb.Client": Trial(_CHROMA + "chromadb.Client()"),
    "chromadb.PersistentClient": Trial(_CHROMA + "chromadb.PersistentClient('data')"),
    "chromadb.EphemeralClient": Trial(_CHROMA + "chromadb.EphemeralClient()"),
    "lmdb.open": Trial("lmdb.open('data')"),
    "kafka.KafkaProducer": Trial("kafka.KafkaProducer(bootstrap_servers='127.0.0.1:1', api_version=(2, 0))"),
    "kafka.KafkaConsumer": Trial("kafka.KafkaConsumer(bootstrap_servers='127.0.0.1:1', api_version=(2, 0))"),
    "duckdb.connect": Trial("duckdb.connect()"),
    "duckdb.DuckDBPyConnection": Like("duckdb.connect"),
    "duckdb.DuckDBPyConnection.execute": Trial("duckdb.connect().execute('select 1')"),
    "duckdb.DuckDBPyConnection.cursor": Trial("duckdb.connect().cursor()"),
    "duckdb.sql": Trial("duckdb.sql('select 1')"),
    "duckdb.query": Trial("duckdb.query('select 1')"),
    "duckdb.read_csv": Trial("open('f.csv', 'w').write('a\\n1\\n')\nduckdb.read_csv('f.csv')"),
    "duckdb.DuckDBPyConnection.sql": Trial("duckdb.connect().sql('select 1')"),
    "duckdb.DuckDBPyRelation": Like("duckdb.sql"),
    "duckdb.DuckDBPyRelation.df": Trial(
        "import pandas\nduckdb.sql('select 1 as a').df()", "it.a.tolist() == [1]", needs="pandas"
    ),
}
