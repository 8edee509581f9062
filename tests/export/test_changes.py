"""Changes as feeds, whatever is in them."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import feedparser
import pytest

pytest.importorskip("feedgen")

from newscrawl.changes.edits import EditedArticle, RemovedArticle, edit_between
from newscrawl.export.changes import write_changes
from newscrawl.items import Article

AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_hostile_texts(format: str) -> None:
    url = "https://x.ir/fa/news/1"
    before = Article(site="x", url=url, title="باران \x00 & <b>برف</b>", body="یک\nدو")
    after = Article(
        site="x", url=url, title="]]> \ud800\u202eباران\x1b[31m & <i>", body="یک\n<img src=x>"
    )
    edit = edit_between([before], after)
    assert edit is not None
    changes: list[EditedArticle | RemovedArticle] = [
        EditedArticle(7, before, after, edit, AT, None),
        RemovedArticle(7, after, False, AT, AT, AT, AT, None, "</title>", None),
        RemovedArticle(8, after, True, AT, AT, AT, AT, None, None, AT),
    ]
    file = io.BytesIO()
    assert write_changes(changes, file, format, "x & y") == 3
    feed = feedparser.parse(file.getvalue())
    assert not feed.bozo and feed.feed.title == "x & y"
    assert len({entry.id for entry in feed.entries}) == 3
    assert {entry.link for entry in feed.entries} == {url}
    for entry in feed.entries:
        assert not set("\x00\x1b\u202e\ud800\n") & set(entry.title)
        assert "<img" not in entry.get("content", [entry])[0]["value"]
    assert "پس از ۱۴۰۵/۰۹/۰۳ ۰۹:۳۰" in feed.entries[0].summary
