"""Where SQLite and PostgreSQL differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def is_shared(bind: sa.Engine | sa.Connection) -> bool:
    """Whether crawls of one site on several machines may share the database."""
    return bind.dialect.name == "postgresql"


def insert(dialect: str, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An ``INSERT`` that can say ``ON CONFLICT``, in the dialect of this name."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def clock(connection: sa.Connection) -> datetime:
    """The current time, by the clock of the database if machines share it."""
    if not is_shared(connection):
        return datetime.now(UTC)
    now: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)


def lock_sites(connection: sa.Connection, sites: Iterable[str]) -> None:
    """Let transactions that write rows of the same site wait for each other.

    Without it, batches of several workers that contain the same links in different order would
    deadlock. On SQLite a writing transaction locks the whole database anyway.
    """
    if is_shared(connection):
        for site in sorted(set(sites)):
            name = sa.func.concat(sa.func.current_schema(), " ", site)
            connection.execute(
                sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0)))
            )


def try_lock_sites(connection: sa.Connection, sites: Iterable[str], purpose: str) -> list[str]:
    """Lock sites for a purpose until the transaction is over; returns those that nobody else has.

    Nothing is waited for, and other purposes are not in the way.
    """
    if not is_shared(connection):
        return list(sites)
    site_name = sa.bindparam("site", type_=sa.String)
    name = sa.func.concat(sa.func.current_schema(), " ", purpose, " ", site_name)
    lock = sa.select(sa.func.pg_try_advisory_xact_lock(sa.func.hashtextextended(name, 0)))
    return [site for site in sites if connection.scalar(lock, {"site": site})]


def lock_tables(connection: sa.Connection) -> None:
    """Let transactions that create or migrate tables of the same schema wait for each other."""
    if is_shared(connection):
        name = sa.func.concat(sa.func.current_schema(), ": tables")
        connection.execute(
            sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0)))
        )


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees the database as it is now and never waits for writers."""
    if is_shared(engine):
        level, begin = "REPEATABLE READ", None
    else:  # by hand: newscrawl.database.engine begins SQLAlchemy's transactions as a writer's
        level, begin = "AUTOCOMMIT", "BEGIN"
    with engine.connect().execution_options(isolation_level=level) as connection:
        if begin:
            connection.exec_driver_sql(begin)
        yield connection


class Among(FunctionElement[bool]):
    """Whether a column is one of a list of values, which is a single parameter.

    With ``IN (…)`` each number of values would be another statement, built and prepared anew.
    """

    inherit_cache = True

    def __init__(self, column: sa.Column[Any], parameter: str) -> None:
        values = sa.ARRAY(column.type).with_variant(sa.JSON(), "sqlite")
        super().__init__(column, sa.bindparam(parameter, type_=values))


@compiles(Among, "sqlite")
def _among_json(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(Among, "postgresql")
def _among_array(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({values})"


def plan_for_all_rows(connection: sa.Connection) -> None:
    """Let the transaction read each query to its end.

    PostgreSQL plans one that is read bit by bit for its first rows: for the few articles with a
    word it would go through all articles, in the order that is wanted.
    """
    if is_shared(connection):
        connection.exec_driver_sql("SET LOCAL cursor_tuple_fraction = 1")


def list_length(dialect: str, column: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """The number of elements of a list, in a column of JSON."""
    name = "jsonb_array_length" if dialect == "postgresql" else "json_array_length"
    return getattr(sa.func, name)(column, type_=sa.Integer)  # type: ignore[no-any-return]


def list_elements(
    dialect: str, column: sa.ColumnElement[Any], **options: Any
) -> sa.TableValuedAlias:
    """The texts of a list in a column of JSON, as a table with the column ``value``."""
    name = "jsonb_array_elements_text" if dialect == "postgresql" else "json_each"
    elements: sa.TableValuedAlias = getattr(sa.func, name)(column).table_valued("value", **options)
    return elements


def is_number(column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Whether a text is a whole number of at most 18 digits, which PostgreSQL can cast."""
    return sa.and_(sa.func.length(column).between(1, 18), sa.func.ltrim(column, "0123456789") == "")
