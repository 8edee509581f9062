"""What alerts tell, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from newscrawl.alerts.news import HitKind, News, Telling
from newscrawl.changes.edits import EditedArticle, edit_between
from tests.builders import MOMENT, article

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TITLES = {"yjc": "باشگاه خبرنگاران جوان"}


def new(title: str = "نرخ ارز", **fields: Any) -> News:
    return News(1, HitKind.NEW, AT, article(1, title=title, **{"published_at": MOMENT, **fields}))


def edited(before: str, after: str) -> News:
    old, now = article(1, body=before), article(1, body=after)
    edit = edit_between([old], now)
    assert edit is not None
    return News(2, HitKind.EDIT, AT, now, EditedArticle(5, old, now, edit, AT, AT))


def telling(news: Sequence[News], more: int = 0, query: str = "ارز") -> Telling:
    return Telling("id", "arz", query, {"site": "yjc"}, news, more)
