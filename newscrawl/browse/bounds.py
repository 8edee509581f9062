"""What a query may cost. Whoever opens ``scrapy browse`` may send any SQL that reads: it has to end
soon, and in little memory.

SQLite looks at its clock only between instructions, never within a function. So texts and patterns
are bounded, too: then no single call takes long.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from datasette.database import Database

from newscrawl.browse.lists import of_overview
from newscrawl.browse.order import settled
from newscrawl.database.overview import NAME, ArchiveOverview

#: Longest text or blob, in bytes: of a query, and that can be read from the archive.
LONGEST = 4 * 2**20
#: Longest pattern of LIKE and GLOB, and of what ``instr`` and ``replace`` look for, in bytes.
LONGEST_PATTERN = 300
#: Most characters that ``trim`` takes away.
MOST_TRIMMED = 30
#: Largest width of a field of ``printf``: SQLite counts to it, whatever the length of a text is.
WIDEST = 10_000
#: A result: the bytes of its texts and blobs, and so many more for each value.
LARGEST_RESULT, VALUE = 16 * 2**20, 100
#: All memory of SQLite in this process, in bytes.
MEMORY = 256 * 2**20
#: Instructions between two looks at the clock.
STEPS = 10
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: LONGEST_PATTERN,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
#: Functions that may take long in a single call: name → number of arguments (-1: any).
SLOW = {"instr": 2, "replace": 3, "trim": 2, "ltrim": 2, "rtrim": 2, "printf": -1, "format": -1}
REFUSED = "a function was given something too long"


class BoundedDatabase(Database):  # type: ignore[misc]
    """A database of Datasette, opened read-only, whose queries are bounded.

    Args:
        overview: the overview of the archive, which then answers what it can.
    """

    def __init__(self, datasette: Any, path: str, overview: ArchiveOverview | None = None) -> None:
        super().__init__(datasette, path=path, is_mutable=True)
        self.overview = overview

    def connect(self, write: bool = False) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{self.path}?mode=ro", uri=True, check_same_thread=False, factory=_Connection
        )
        if self.overview is not None:
            file = f"{self.overview.file.absolute().as_uri()}?mode=ro"
            connection.execute(f"ATTACH ? AS {NAME}", (file,))
        for limit, most in LIMITS.items():
            connection.setlimit(limit, most)
        connection.execute(f"PRAGMA hard_heap_limit = {MEMORY}")
        connection.execute("PRAGMA temp_store = MEMORY")  # else a sort could fill the disk
        sqlite3.enable_callback_tracebacks(False)  # Datasette turns them on
        for name, count in SLOW.items():
            connection.create_function(name, count, _checked(name), deterministic=True)
        return connection

    async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
        # Errors are told on the page; Datasette's log of them has all parameters.
        options["log_sql_errors"] = False
        asked = sql if self.overview is None else of_overview(sql, params)
        try:
            return await super().execute(settled(asked), params, **options)
        except MemoryError:
            raise sqlite3.OperationalError("the query needs too much memory") from None
        except sqlite3.DataError as error:  # of which Datasette does not think everywhere
            raise sqlite3.OperationalError(str(error)) from None
        except sqlite3.OperationalError as error:
            if str(error) == "user-defined function raised exception":
                raise sqlite3.OperationalError(REFUSED) from None
            raise


class _Cursor(sqlite3.Cursor):
    def fetchmany(self, size: int | None = 1) -> list[Any]:
        rows: list[Any] = []
        total = 0
        for row in self:
            total += sum(VALUE + (len(v) if isinstance(v, str | bytes) else 0) for v in row)
            if total > LARGEST_RESULT:
                raise sqlite3.OperationalError("the result is too large: select less")
            rows.append(row)
            if len(rows) == size:
                break
        return rows

    def fetchall(self) -> list[Any]:
        return self.fetchmany(None)


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def set_progress_handler(self, handler: Callable[[], int | None] | None, n: int) -> None:
        super().set_progress_handler(handler, min(n, STEPS))


def _checked(name: str) -> Callable[..., Any]:
    """SQLite's own function, which refuses what would take long."""
    own = sqlite3.connect(":memory:", check_same_thread=False)
    own.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)

    def function(*values: Any) -> Any:
        if _is_slow(name, values):
            raise ValueError  # SQLite says only that the function failed
        query = f"SELECT {name}({', '.join('?' * len(values))})"
        return own.execute(query, values).fetchone()[0]

    return function


def _is_slow(name: str, values: Sequence[Any]) -> bool:
    if name in ("printf", "format"):
        widths = [int(width) for width in re.findall(r"[0-9]+", str(values[0]))] if values else []
        if values and "*" in str(values[0]):
            widths += [abs(value) for value in values if isinstance(value, int)]
        return max(widths, default=0) > WIDEST
    most = MOST_TRIMMED if name.endswith("trim") else LONGEST_PATTERN
    return isinstance(values[1], str | bytes) and len(values[1]) > most
