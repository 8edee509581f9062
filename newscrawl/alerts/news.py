"""What an alert tells."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.items import Article


class HitKind(StrEnum):
    """What happened to an article that an alert found."""

    NEW = "new"
    EDIT = "edit"
    REMOVAL = "removal"
    #: It was removed, and is there again.
    BACK = "back"


@dataclass(frozen=True, slots=True)
class News:
    """What happened to an article."""

    #: The number of the hit.
    id: int
    kind: HitKind
    #: When it was found; aware.
    at: datetime
    #: As the archive has it now.
    article: Article
    #: Of an edit, a removal and what is back.
    change: EditedArticle | RemovedArticle | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told in one message."""

    #: The same however often the message is sent, and never that of another one.
    id: str
    #: Name and query of the alert, and the filters beside it, by their names.
    alert: str
    query: str
    filters: Mapping[str, str]
    news: Sequence[News]
    #: How many more articles there are than ``news`` has.
    more: int

    @property
    def search(self) -> str:
        """The command that finds them all, for a shell.

        >>> Telling("1", "desk", "ارز", {"site": "yjc"}, [], 0).search
        "scrapy search 'ارز' --site yjc"
        """
        words = ["scrapy", "search", self.query]
        for name, value in self.filters.items():
            words += [f"--{name}", value]
        return shlex.join(words)

    def with_more(self, more: int) -> Telling:
        """The same, with another number of articles that are not shown."""
        return replace(self, more=more)
