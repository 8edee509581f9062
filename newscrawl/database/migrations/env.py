"""Alembic's entry: migrates over the connection that newscrawl.database.engine hands in."""

from alembic import context

from newscrawl.database.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds all migrations, or none
)
context.run_migrations()
