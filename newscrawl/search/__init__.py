"""The text side of full-text search: pure functions without a database.

Queries and texts are both folded (:func:`newscrawl.persian.text.searchable`), so that ي/ك, digits,
ZWNJ and vowel signs do not matter.
"""

from newscrawl.search.query import Query, QueryError, Term, parse
from newscrawl.search.snippet import Marked, excerpt, mark, snippet
from newscrawl.search.terms import indexed

__all__ = [
    "Marked", "Query", "QueryError", "Term", "excerpt", "indexed", "mark", "parse", "snippet",
]  # fmt: skip
