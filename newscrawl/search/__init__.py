"""Full-text search, as far as it is text: pure functions that know no database.

What is looked for and where are both folded (:func:`newscrawl.persian.text.searchable`), so that
ي/ك, digits, ZWNJ and vowel signs do not matter.
"""

from newscrawl.search.query import Query, QueryError, Term, parse
from newscrawl.search.snippet import Marked, mark, snippet
from newscrawl.search.terms import fold, indexed

__all__ = [
    "Marked", "Query", "QueryError", "Term", "fold", "indexed", "mark", "parse", "snippet",
]  # fmt: skip
