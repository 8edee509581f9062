"""The archive: schema, engine, migrations and the one writer."""

from newscrawl.database.articles import Outcome
from newscrawl.database.engine import DatabaseError, open_engine
from newscrawl.database.writer import ArchiveWriter

__all__ = ["ArchiveWriter", "DatabaseError", "Outcome", "open_engine"]
