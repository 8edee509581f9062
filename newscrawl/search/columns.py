"""What of an article is indexed."""

from __future__ import annotations

from typing import Final

#: Indexed columns of an article, and how much more a word weighs there than in the body.
COLUMNS: Final = {"title": 8, "kicker": 4, "lead": 4, "body": 1, "tags": 6, "author": 2}
