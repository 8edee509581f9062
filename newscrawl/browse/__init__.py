"""Browsing the archive with Datasette, with our metadata, templates and styles."""
