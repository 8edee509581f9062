"""Making the tables of a new database, migrating those of an older one, and checking that a
database has what its version promises.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.address import DatabaseError
from newscrawl.database.dialect import is_shared, lock_tables
from newscrawl.database.schema import metadata

#: The newest migration. A test compares it with the files.
HEAD = "0017"

#: As Alembic makes it; it is no part of the archive's own metadata.
_VERSION = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_SQLITE_COLUMNS = (
    "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
    "WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL %'"
)
_SQLITE_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index'"
_POSTGRESQL_COLUMNS = (
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p') "
    "AND a.attnum > 0 AND NOT a.attisdropped"
)
_POSTGRESQL_INDEXES = (
    "SELECT relname FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace) "
    "AND relkind IN ('i', 'I')"
)


def version(connection: sa.Connection) -> str | None:
    """The newest migration that a database has; ``None`` if it has none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found


def check_version(found: str | None) -> None:
    """Check that a database is not newer than this program.

    Raises:
        DatabaseError: if it is.
    """
    if found is not None and found > HEAD:
        raise DatabaseError(
            f"DATABASE_URL: the database was made by a newer newscrawl (schema {found}, "
            f"this one knows {HEAD}): upgrade newscrawl"
        )


def migrate(connection: sa.Connection) -> None:
    """Create or migrate the tables, in the transaction of the connection.

    An empty database gets today's tables at once, which takes a fraction of the time of all
    migrations and of the import of Alembic. A test compares both ways.

    Raises:
        DatabaseError: if the database is newer, or belongs to something else.
    """
    lock_tables(connection)
    found = version(connection)
    if found == HEAD:  # another process was faster
        return
    check_version(found)
    tables = sa.inspect(connection).get_table_names()
    if is_shared(connection):  # it may have tables of other programs
        tables = [name for name in tables if name in metadata.tables]
    if found is None and tables:
        raise DatabaseError(
            f"DATABASE_URL: the database is not newscrawl's: it has the tables {', '.join(tables)}"
        )
    if found is None:
        _create(connection)
        return
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it logs its plug-ins
    # Imported here because Alembic takes a while to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.attributes["connection"] = connection
    with _migrations() as folder:
        config.set_main_option("script_location", str(folder))
        command.upgrade(config, HEAD)


def _create(connection: sa.Connection) -> None:
    metadata.create_all(connection, checkfirst=False)
    search.create(connection)
    _VERSION.create(connection)
    connection.execute(_VERSION.insert().values(version_num=HEAD))


def check_schema(connection: sa.Connection) -> None:
    """Check that a database at :data:`HEAD` has all tables, columns and indexes.

    Archives that were made by unreleased commits may lack some, where a migration was edited later.
    It takes two queries, about a millisecond.

    Raises:
        DatabaseError: if something is missing.
    """
    if missing := missing_parts(connection):
        raise DatabaseError(
            f"DATABASE_URL: the database claims schema {HEAD} but has no {', '.join(missing)}: "
            "it was made by an unreleased newscrawl; copy what you need into a new archive"
        )


def missing_parts(connection: sa.Connection) -> list[str]:
    """Tables, columns and indexes of the schema that a database does not have."""
    shared = is_shared(connection)
    columns: dict[str, set[str]] = {}
    for table_name, column in connection.exec_driver_sql(
        _POSTGRESQL_COLUMNS if shared else _SQLITE_COLUMNS
    ):
        columns.setdefault(table_name, set()).add(column)
    indexes = set(
        connection.exec_driver_sql(_POSTGRESQL_INDEXES if shared else _SQLITE_INDEXES).scalars()
    )
    missing = []
    for table in metadata.sorted_tables:
        if table.name not in columns:
            missing.append(f"table {table.name}")
            continue
        missing += [
            f"column {table.name}.{column.name}"
            for column in table.columns
            if column.name not in columns[table.name]
        ]
        missing += [
            f"index {index.name}"
            for index in sorted(table.indexes, key=lambda index: str(index.name))
            if index.name not in indexes
        ]
    return missing


@contextmanager
def _migrations() -> Iterator[Path]:
    """The folder of the migrations, or a copy of it if newscrawl runs from an egg."""
    packed = files(__package__) / "migrations"
    if isinstance(packed, Path):
        yield packed
        return
    with TemporaryDirectory() as copy:
        _unpack(packed, Path(copy))
        yield Path(copy)


def _unpack(packed: Traversable, folder: Path) -> None:
    for entry in packed.iterdir():
        if entry.is_dir():
            (folder / entry.name).mkdir()
            _unpack(entry, folder / entry.name)
        else:
            (folder / entry.name).write_bytes(entry.read_bytes())
