"""The archive: schema, engine, migrations and the one writer."""

from newscrawl.database.archive import Archive
from newscrawl.database.articles import Outcome
from newscrawl.database.engine import DatabaseError, open_engine

__all__ = ["Archive", "DatabaseError", "Outcome", "open_engine"]
