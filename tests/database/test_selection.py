"""Which articles are read, in what order."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.database.reports import reading
from newscrawl.database.selection import Position, Selection, position, select_articles
from newscrawl.search import parse
from tests.conftest import on_both
from tests.database.stories import MOMENT, article, store

pytestmark = on_both
ARTICLES = [
    article("1", site="y", published_at="2021-07-13T12:00:00+04:30", sections=["بین‌الملل"]),
    article("2", published_at="2021-07-14T12:00:00+04:30", tags=["چین", 'a"b']),
    article("3", published_at=None, title="ویچت"),
    article("4", published_at="2021-07-13T11:00:00+04:30"),
]


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection(), "3421"),
        (Selection(site="x"), "342"),
        (Selection(since=datetime(2021, 7, 13, 7, 30, tzinfo=UTC)), "21"),
        (Selection(before=datetime(2021, 7, 13, 7, 30, tzinfo=UTC)), "4"),
        (Selection(section="بين الملل"), "1"),
        (Selection(tag='a"b'), "2"),
        (Selection(news_code="4"), "4"),
        (Selection(query=parse("ویچت")), "3"),
        (Selection(site="x").newer_than(Position(2)), "34"),
    ],
)
def test_filters_and_order(url: str, selection: Selection, codes: str) -> None:
    store(url, *ARTICLES)
    with reading(url) as connection:
        found = [one.news_code for one in select_articles(connection, selection)]
        some = list(select_articles(connection, selection, newest_first=True, limit=1))
    assert "".join(str(code) for code in found) == codes
    assert len(some) == 1


def test_what_was_changed_is_new_again(url: str) -> None:
    store(url, *ARTICLES)
    with reading(url) as connection:
        before = position(connection)
    store(url, article("2", content_hash="other", title="دیگر"))
    with reading(url) as connection:
        found: list[Any] = list(select_articles(connection, Selection().newer_than(before)))
        assert position(connection) == Position(before.article_id, before.revision_id + 1)
    assert [one.title for one in found] == ["دیگر"]


def test_moments_are_tehrans(url: str) -> None:
    store(url, article("1", published_at="2021-07-13T14:38:00+00:00"))
    with reading(url) as connection:
        (found,) = select_articles(connection, Selection())
    assert found.published_at == MOMENT


@pytest.mark.parametrize(
    ("selection", "is_narrow"), [(Selection("x"), False), (Selection("x", tag="چین"), True)]
)
def test_few_articles_are_not_looked_for_among_all(
    url: str, selection: Selection, is_narrow: bool
) -> None:
    store(url, *ARTICLES)
    with reading(url) as connection:
        if connection.dialect.name == "sqlite":
            return  # it plans for all rows always
        list(select_articles(connection, selection))
        share = connection.exec_driver_sql("SHOW cursor_tuple_fraction").scalar()
    assert (share == "1") == is_narrow
