"""The columns of an article that are indexed."""

from __future__ import annotations

from typing import Final

#: Indexed column → weight of its words, where those of the body have 1.
COLUMNS: Final = {"title": 8, "kicker": 4, "lead": 4, "body": 1, "tags": 6, "author": 2}
