"""What sites changed in articles, and what they removed, in SQL.

What counts as a change is decided in :mod:`newscrawl.changes`. Edits are earlier versions of which
``revisions.is_edited`` says that the site changed them; what it removed, and what is back, is in
the table ``removals``.
"""
