"""Articles as tables of pyarrow, pandas, Polars and DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from newscrawl.export.formats import MissingExtra
from newscrawl.items import Article

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

#: Articles that become a part of a table at a time.
BATCH: Final = 2000
_P = ParamSpec("_P")
_R = TypeVar("_R")


def _needs(extra: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    def decorate(function: Callable[_P, _R]) -> Callable[_P, _R]:
        @wraps(function)
        def checked(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            try:
                return function(*args, **kwargs)
            except ModuleNotFoundError as error:
                raise MissingExtra(
                    f"{function.__name__} needs {error.name}: pip install 'newscrawl[{extra}]'"
                ) from None

        return checked

    return decorate


@_needs("parquet")
def to_arrow(articles: Iterable[Article]) -> pyarrow.Table:
    """A column for each field, with the types of an export as Parquet."""
    import pyarrow as pa

    from newscrawl.export.parquet import SCHEMA, row_of

    rows = map(row_of, articles)
    parts = []
    while batch := list(islice(rows, BATCH)):
        parts.append(pa.RecordBatch.from_pylist(batch, SCHEMA))
    return pa.Table.from_batches(parts, SCHEMA)


@_needs("pandas")
def to_pandas(table: pyarrow.Table) -> pandas.DataFrame:
    """Lists are lists of Python."""
    import pandas
    import pyarrow as pa

    frame: pandas.DataFrame = table.to_pandas()
    for field in table.schema:
        if pa.types.is_list(field.type):
            lists = table[field.name].to_pylist()
            frame[field.name] = pandas.Series(lists, index=frame.index, dtype=object)
    return frame


@_needs("polars")
def to_polars(table: pyarrow.Table) -> polars.DataFrame:
    import polars

    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    return frame


@_needs("duckdb")
def to_duckdb(table: pyarrow.Table) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("found", table)
    connection.execute("CREATE TABLE articles AS SELECT * FROM found")
    connection.unregister("found")
    return connection
