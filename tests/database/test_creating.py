"""A new archive is made at once; an older one by migrations. Both have the very same tables."""

import re
import sqlite3
import sys
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import migrating, open_engine
from tests.conftest import Database, fresh_schema, needs_postgresql, on_both, rows_of
from tests.database.stories import make_older

#: All that PostgreSQL knows of the tables of a schema.
CATALOGUE = {
    "columns": """
        SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
            a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, l.collname,
            replace(pg_get_expr(d.adbin, d.adrelid), current_schema(), '') AS otherwise
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r'
            AND a.attnum > 0 ORDER BY 1, 2""",
    "constraints": """
        SELECT conname, contype, pg_get_constraintdef(oid) AS text FROM pg_constraint
        WHERE connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 3""",
    "indexes": """
        SELECT tablename, indexname, replace(indexdef, current_schema() || '.', '') AS text
        FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2""",
    "sequences": """
        SELECT sequencename, CAST(data_type AS text), start_value, increment_by, cycle
        FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1""",
}


def described(database: Database) -> Any:
    """The schema of a database, all but the names of the schema and of the file."""
    if isinstance(database, str):
        return {part: rows_of(database, sql) for part, sql in CATALOGUE.items()}
    connection = sqlite3.connect(database)
    try:
        entries = list(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
        tables = [name for kind, name, _, _ in entries if kind == "table"]
        # Of tables: ADD COLUMN leaves its own words in the text. What they mean is asked below.
        texts = {
            name: (kind, table, _words(sql) if kind != "table" or "VIRTUAL" in sql else None)
            for kind, name, table, sql in entries
        }
        columns = {t: list(connection.execute(f"PRAGMA table_xinfo({t})")) for t in tables}
        # Their numbers are the order in which they were made.
        indexes = {
            t: sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({t})"))
            for t in tables
        }
        parts = {
            row[0]: list(connection.execute(f"PRAGMA index_xinfo({row[0]})"))
            for rows in indexes.values()
            for row in rows
        }
        # Constraints have names, which no PRAGMA tells.
        named = {
            name: sorted(re.findall(r"CONSTRAINT \w+ [^(]+\([^)]*\)", _words(sql)))
            for kind, name, _, sql in entries
            if kind == "table"
        }
        return texts, columns, indexes, parts, named
    finally:
        connection.close()


def _words(sql: str | None) -> str:
    return " ".join((sql or "").split())


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Any) -> Any:
    """Two places for a database of the same kind."""
    if request.param == "sqlite":
        yield tmp_path / "one.db", tmp_path / "other.db"
    else:
        with fresh_schema() as one, fresh_schema() as other:
            yield one, other


@pytest.mark.parametrize(
    "pair", ["sqlite", pytest.param("postgresql", marks=needs_postgresql)], indirect=True
)
def test_both_ways_lead_to_the_same_tables(pair: tuple[Database, Database]) -> None:
    made, migrated = pair
    urls = [one if isinstance(one, str) else f"sqlite:///{one}" for one in pair]
    open_engine(urls[0]).dispose()
    make_older(urls[1], migrating.HEAD)
    assert described(made) == described(migrated)
    for database in pair:
        assert rows_of(database, "SELECT * FROM alembic_version") == [
            {"version_num": migrating.HEAD}
        ]
        assert rows_of(database, "SELECT * FROM data_steps") == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE articles ADD COLUMN more TEXT",
        "ALTER TABLE frontier RENAME COLUMN waits TO patience",
        "DROP INDEX ix_articles_vanished",
        "CREATE INDEX ix_more ON articles (site) WHERE news_code IS NULL",
        "CREATE TABLE more (id INTEGER)",
        "DROP TABLE tombstones",
    ],
)
@on_both
def test_the_comparison_sees_what_differs(url: str, database: Database, change: str) -> None:
    open_engine(url).dispose()
    before = described(database)
    rows_of(database, change)
    assert described(database) != before


def test_a_new_archive_needs_no_migration(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "alembic", None)  # to import it is an error
    engine = open_engine(url)
    assert sa.inspect(engine).has_table("articles")
    engine.dispose()
