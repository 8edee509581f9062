"""Looking through the archive with Datasette: our metadata, templates and styles, no framework."""
