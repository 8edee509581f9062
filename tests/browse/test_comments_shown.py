"""Comments on the page of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.browse.comments import DEEPEST, threaded
from tests.browse.conftest import index
from tests.browse.test_server import get
from tests.builders import article, store
from tests.database.test_comments import comment, read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    hostile = '<img src="https://evil.example/x" onerror=alert(1)>'
    found = [
        comment("5", hostile, author="<b>علی", likes=3, published_at="2021-07-13T19:08:00+04:30"),
        comment("7", "نه", author=None, published_text="روزی"),
        comment("6", "آری\nآری", parent_id="5"),
    ]
    store(path, read(0, *found), article(2))
    store(path, read(1, *found[:1], *found[2:]))
    index(path)
    return path


def test_an_article_shows_what_readers_wrote(path: Path) -> None:
    html = get(path, "/archive/articles/1").get()
    shown = html[html.index('id="comments"') :]
    assert "۳ پسند" in shown
    assert "۲۲ تیر ۱۴۰۰" in shown
    assert "دیگر در صفحه نیست" in shown  # number 7
    assert shown.index("آری") < shown.index("نه</p>")  # a reply follows what it replies to
    assert "margin-inline-start: 1.2rem" in shown
    assert "&lt;b&gt;علی" in shown
    assert "<img" not in shown
    assert "&lt;img" in shown
    assert 'id="comments"' not in get(path, "/archive/articles/2").get()


def test_the_table_of_comments(path: Path) -> None:
    html = get(path, "/archive/comments").get()
    assert "دیدگاه‌ها" in html
    assert "<img src" not in html


def test_circles_and_deep_threads_end() -> None:
    def row(id: int, parent: int | None) -> dict[str, str | None]:
        return {"comment_id": str(id), "parent_id": None if parent is None else str(parent)}

    rows = [
        row(1, 2),
        row(2, 1),
        row(3, 9),
        *(row(n, n - 1 if n > 10 else None) for n in range(10, 30)),
    ]
    found = threaded(rows)  # type: ignore[arg-type]
    assert len(found) == len(rows)
    assert max(one["depth"] for one in found) == DEEPEST
    assert next(one for one in found if one["comment_id"] == "3")["depth"] == 0
