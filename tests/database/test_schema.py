"""The tables are as the migrations make them."""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from newscrawl.database import migrating, open_engine
from newscrawl.database.schema import metadata
from tests.conftest import on_both, on_postgresql


@on_both
def test_migrations_lead_to_the_schema(url: str) -> None:
    folder = Path(migrating.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == migrating.HEAD
    engine = open_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        # Alembic cannot compare an index with an expression in it; the full-text index is no
        # table of SQLAlchemy's.
        names = {difference[1].name for difference in differences} - {"ix_frontier_pending"}
        assert [name for name in names if "articles_fts" not in name] == []
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


@on_postgresql
def test_json_and_moments_are_postgresqls_own(url: str) -> None:
    engine = open_engine(url)
    types = {
        column["name"]: column["type"] for column in sa.inspect(engine).get_columns("articles")
    }
    engine.dispose()
    assert {str(types[name]) for name in ("sections", "tags", "images", "problems")} == {"JSONB"}
    assert types["published_at"].timezone is True
