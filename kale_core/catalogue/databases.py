"""Connections to databases and message brokers, and what they give."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_CONNECTION = "works in one process only"
_CONNECT = "connect in each step, with a password from a `secret:` tag"
_BELONGS = "belongs to an open connection"
_FETCH = "fetch the rows, and pass those, such as `cursor.fetchall()`"
_LOCKS = "holds connections and locks of one process"
_CREATE = "create it in the step that uses it"

ENTRIES = (
    *rows(
        """
        sqlite3.connect                                  sqlite3.Connection
        sqlite3.Connection
        """,
        Verdict.REFUSED,
        "a SQLite connection",
        "is tied to the process that opened it",
        "pass the path of the database on a volume, and open it in each step",
    ),
    *rows(
        """
        sqlite3.Connection.cursor                        sqlite3.Cursor
        sqlite3.Connection.execute                       sqlite3.Cursor
        sqlite3.Connection.executemany                   sqlite3.Cursor
        sqlite3.Connection.executescript                 sqlite3.Cursor
        sqlite3.Cursor
        sqlite3.Cursor.execute                           sqlite3.Cursor
        """,
        Verdict.REFUSED,
        "a SQLite cursor",
        _BELONGS,
        _FETCH,
    ),
    *rows(
        """
        sqlite3.Row
        """,
        Verdict.REFUSED,
        "a row of SQLite",
        "is memory of the database library",
        "pass `tuple(...)` or `dict(...)` of it",
    ),
    *rows(
        """
        psycopg2.connect                                 psycopg2.extensions.connection
        psycopg2.extensions.connection
        psycopg.connect                                  psycopg.Connection
        psycopg.Connection
        psycopg.Connection.connect                       psycopg.Connection
        """,
        Verdict.REFUSED,
        "a PostgreSQL connection",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        psycopg2.extensions.connection.cursor            psycopg2.extensions.cursor
        psycopg2.extensions.cursor
        psycopg.Connection.cursor                        psycopg.Cursor
        psycopg.Connection.execute                       psycopg.Cursor
        psycopg.Cursor
        """,
        Verdict.REFUSED,
        "a PostgreSQL cursor",
        _BELONGS,
        _FETCH,
    ),
    *rows(
        """
        psycopg2.pool.SimpleConnectionPool
        psycopg2.pool.ThreadedConnectionPool
        """,
        Verdict.REFUSED,
        "a pool of connections",
        _LOCKS,
        _CONNECT,
    ),
    *rows(
        """
        pymysql.connect                                  pymysql.connections.Connection
        pymysql.Connection                               pymysql.connections.Connection
        pymysql.connections.Connection
        mysql.connector.connect                          mysql.connector.abstracts.MySQLConnectionAbstract
        pyodbc.connect                                   pyodbc.Connection
        snowflake.connector.connect                      snowflake.connector.SnowflakeConnection
        """,
        Verdict.REFUSED,
        "a database connection",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        pymysql.connections.Connection.cursor            pymysql.cursors.Cursor
        pymysql.cursors.Cursor
        mysql.connector.abstracts.MySQLConnectionAbstract.cursor  mysql.connector.abstracts.MySQLCursorAbstract
        pyodbc.Connection.cursor                         pyodbc.Cursor
        snowflake.connector.SnowflakeConnection.cursor   snowflake.connector.cursor.SnowflakeCursor
        """,
        Verdict.REFUSED,
        "a database cursor",
        _BELONGS,
        _FETCH,
    ),
    *rows(
        """
        sqlalchemy.create_engine                         sqlalchemy.engine.Engine
        sqlalchemy.engine.create_engine                  sqlalchemy.engine.Engine
        sqlalchemy.engine.Engine
        sqlalchemy.Engine                                sqlalchemy.engine.Engine
        sqlalchemy.ext.asyncio.create_async_engine       sqlalchemy.ext.asyncio.AsyncEngine
        """,
        Verdict.REFUSED,
        "a database engine",
        _LOCKS,
        _CONNECT,
    ),
    *rows(
        """
        sqlalchemy.engine.Engine.connect                 sqlalchemy.engine.Connection
        sqlalchemy.engine.Engine.begin                   sqlalchemy.engine.Connection
        sqlalchemy.engine.Engine.raw_connection
        sqlalchemy.engine.Connection
        sqlalchemy.engine.Connection.begin               sqlalchemy.engine.Transaction
        """,
        Verdict.REFUSED,
        "a database connection",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        sqlalchemy.engine.Connection.execute             sqlalchemy.engine.CursorResult
        sqlalchemy.orm.Session.execute                   sqlalchemy.engine.Result
        sqlalchemy.engine.CursorResult
        """,
        Verdict.REFUSED,
        "a result that is still being read",
        _BELONGS,
        "fetch the rows, and pass those, such as `result.all()`",
    ),
    *rows(
        """
        sqlalchemy.orm.Session
        sqlalchemy.orm.sessionmaker.__call__             sqlalchemy.orm.Session
        sqlalchemy.orm.sessionmaker
        sqlalchemy.orm.scoped_session
        """,
        Verdict.REFUSED,
        "a database session",
        _LOCKS,
        _CONNECT,
    ),
    *rows(
        """
        sqlalchemy.MetaData
        sqlalchemy.Table
        sqlalchemy.text                                  sqlalchemy.sql.elements.TextClause
        sqlalchemy.select                                sqlalchemy.sql.Select
        sqlalchemy.engine.URL.create                     sqlalchemy.engine.URL
        sqlalchemy.engine.Result.all                     builtins.list
        """,
        Verdict.CROSSES,
        "a description of tables or queries",
        "is saved without a connection",
    ),
    *rows(
        """
        pymongo.MongoClient                              pymongo.mongo_client.MongoClient
        pymongo.mongo_client.MongoClient
        """,
        Verdict.REFUSED,
        "a MongoDB client",
        _LOCKS,
        "connect in each step, and pass what queries give, such as `list(collection.find())`",
    ),
    *rows(
        """
        pymongo.collection.Collection.find               pymongo.cursor.Cursor
        """,
        Verdict.REFUSED,
        "a MongoDB cursor",
        _LOCKS,
        "fetch the documents, and pass those, such as `list(cursor)`",
    ),
    *rows(
        """
        pymongo.database.Database.__getitem__            pymongo.collection.Collection
        pymongo.database.Database.__getattr__            pymongo.collection.Collection
        pymongo.database.Database.get_collection         pymongo.collection.Collection
        """,
        Verdict.REFUSED,
        "a MongoDB collection",
        _LOCKS,
        "connect in each step, and pass what queries give, such as `list(collection.find())`",
    ),
    *rows(
        """
        pymongo.mongo_client.MongoClient.__getitem__     pymongo.database.Database
        pymongo.mongo_client.MongoClient.__getattr__     pymongo.database.Database
        pymongo.mongo_client.MongoClient.get_database    pymongo.database.Database
        """,
        Verdict.REFUSED,
        "a MongoDB database",
        _LOCKS,
        "connect in each step, and pass what queries give, such as `list(collection.find())`",
    ),
    *rows(
        """
        redis.Redis
        redis.StrictRedis                                redis.Redis
        redis.client.Redis                               redis.Redis
        redis.from_url                                   redis.Redis
        redis.Redis.from_url                             redis.Redis
        redis.Redis.pipeline                             redis.client.Pipeline
        redis.Redis.pubsub                               redis.client.PubSub
        redis.asyncio.Redis
        """,
        Verdict.REFUSED,
        "a Redis client",
        _LOCKS,
        _CONNECT,
    ),
    *rows(
        """
        redis.ConnectionPool
        """,
        Verdict.REFUSED,
        "a pool of connections",
        _LOCKS,
        _CONNECT,
    ),
    *rows(
        """
        elasticsearch.Elasticsearch
        neo4j.GraphDatabase.driver                       neo4j.Driver
        chromadb.Client                                  chromadb.api.client.Client
        chromadb.PersistentClient                        chromadb.api.client.Client
        chromadb.EphemeralClient                         chromadb.api.client.Client
        lmdb.open                                        lmdb.Environment
        """,
        Verdict.REFUSED,
        "a database client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        kafka.KafkaProducer
        kafka.KafkaConsumer
        """,
        Verdict.REFUSED,
        "a Kafka client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        duckdb.connect                                   duckdb.DuckDBPyConnection
        duckdb.DuckDBPyConnection
        duckdb.DuckDBPyConnection.execute                duckdb.DuckDBPyConnection
        duckdb.DuckDBPyConnection.cursor                 duckdb.DuckDBPyConnection
        """,
        Verdict.REFUSED,
        "a DuckDB connection",
        "is tied to the process that opened it",
        "pass the tables as data frames, such as `connection.sql(query).df()`",
    ),
    *rows(
        """
        duckdb.sql                                       duckdb.DuckDBPyRelation
        duckdb.query                                     duckdb.DuckDBPyRelation
        duckdb.read_csv                                  duckdb.DuckDBPyRelation
        duckdb.DuckDBPyConnection.sql                    duckdb.DuckDBPyRelation
        duckdb.DuckDBPyRelation
        """,
        Verdict.REFUSED,
        "a DuckDB relation",
        _BELONGS,
        "pass its rows, such as `relation.df()`",
    ),
    *rows(
        """
        duckdb.DuckDBPyRelation.df                       pandas.DataFrame
        """,
        Verdict.CROSSES,
        "a data frame",
        "is saved whole",
    ),
)
