"""What a site changed in its articles, and what it removed: what counts, and how large it is.
Pure functions; the tables are in :mod:`newscrawl.database.changes`."""
