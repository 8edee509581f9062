"""Articles found by the full-text index."""

from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database.reports import reading
from newscrawl.database.search import postgresql
from newscrawl.database.search.hits import Hit, Order, find
from newscrawl.database.selection import Selection
from newscrawl.search import parse
from tests.conftest import Database, on_both, on_postgresql, url_of
from tests.database.search.indexed import article, codes, store


@on_both
def test_order_and_filters(database: Database) -> None:
    moment = "2021-07-13T1{}:00:00+04:30".format
    store(
        database,
        article("1", "ویچت", published_at=moment(2), sections=["بین‌الملل", "چین"]),
        article("2", "تنسنت", body="ویچت", published_at=moment(3), tags=["چین"], site="y"),
        article("3", "تنسنت", lead="ویچت", published_at=None),
    )
    assert codes(database, "ویچت") == ["2", "1", "3"]
    assert codes(database, "ویچت", Order.BEST) == ["1", "3", "2"]
    for order in Order:
        assert codes(database, "ویچت", order, site="y") == ["2"]
        assert codes(database, "ویچت", order, section="بين الملل") == ["1"]
        assert codes(database, "ویچت", order, tag="چین") == ["2"]
        assert codes(database, "ویچت", order, tag="الملل") == []


@on_both
def test_words_as_they_are_written_come_before_their_other_forms(database: Database) -> None:
    common = [article(str(code), "دفتر", body="نوشتهٔ یک دانشجو") for code in range(8)]
    store(database, *common, article("8", "دفتر", body="دانشجویان"))
    assert codes(database, "دانشجو", Order.BEST)[-1] == "8"
    assert codes(database, "دانشجویان", Order.BEST)[0] == "8"


@on_both
def test_more_hits_than_a_query_has_variables(database: Database, query: Any) -> None:
    store(database, *(article(str(code), "ویچت") for code in range(1200)))
    with reading(url_of(database)) as connection:
        for order in Order:
            hits = find(connection, Selection(query=parse("ویچت")), order, None)
            assert len({hit.article.news_code for hit in hits}) == 1200


def some(database: Database) -> None:
    """Thirty articles that match more or less, half of them in January, every fifth undated."""
    store(
        database,
        *(
            article(
                str(code),
                "باران" if code % 7 == 0 else "عنوان",
                body="باران " * (code % 4 + 1) + "واژه " * (code % 5),
                published_at=None
                if code % 5 == 0
                else f"2021-0{2 * (code % 2) + 1}-{code:02}T10:00:00Z",
                site="y" if code % 3 == 0 else "x",
            )
            for code in range(30)
        ),
    )


def found(database: Database, order: Order, limit: int | None, **filters: Any) -> list[Hit]:
    selection = Selection(query=parse("باران"), **filters)
    with reading(url_of(database)) as connection:
        return list(find(connection, selection, order, limit))


def codes_of(hits: list[Hit]) -> list[str | None]:
    return [hit.article.news_code for hit in hits]


@on_both
@pytest.mark.parametrize("order", Order)
def test_any_number_of_hits_is_the_beginning_of_all(
    database: Database, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "RANKED", 8)
    some(database)
    every = found(database, order, None)
    assert sorted(codes_of(every), key=str) == sorted(map(str, range(30)))
    for limit in (1, 7, 8, 9, 20, 29, 30, 31):
        assert found(database, order, limit) == every[:limit]
    of_site = found(database, order, None, site="y")
    assert sorted(codes_of(of_site), key=str) == sorted(map(str, range(0, 30, 3)))
    assert found(database, order, 9, site="y") == of_site[:9]


@on_postgresql
def test_the_newest_are_ranked_and_the_others_follow(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(database)
    best, newest = (found(database, order, None) for order in (Order.BEST, Order.NEWEST))
    scores = [hit.score or 0 for hit in best]
    assert scores == sorted(scores)
    assert None not in [hit.score for hit in best]
    monkeypatch.setattr(postgresql, "RANKED", 8)
    bounded = found(database, Order.BEST, None)
    ranked = codes_of(newest[:8])
    assert codes_of(bounded[:8]) == [code for code in codes_of(best) if code in ranked]
    assert codes_of(bounded[8:]) == codes_of(newest[8:])
    assert [hit.score for hit in bounded[8:]] == [None] * 22
    # A filter comes before the bound: it leaves fewer than are ranked.
    monkeypatch.setattr(postgresql, "RANKED", 10)
    of_site = found(database, Order.BEST, None, site="y")
    assert codes_of(of_site) == [hit.article.news_code for hit in best if hit.article.site == "y"]


@on_both
@pytest.mark.parametrize("order", Order)
def test_hits_are_read_as_they_are_taken(database: Database, order: Order) -> None:
    store(database, *(article(str(code), "باران", body="متن " * 50) for code in range(1500)))
    with reading(url_of(database)) as connection:
        read: list[int] = []

        def count(*_: Any) -> None:
            read.append(1)

        sa.event.listen(connection, "before_cursor_execute", count)
        hits = find(connection, Selection(query=parse("باران")), order, None)
        first = [next(hits).article.news_code for _ in range(10)]
        # Which they are, and the first ones; PostgreSQL is told to use the index before that.
        assert len(read) == (2 if connection.dialect.name == "sqlite" else 3)
        assert len({*first, *(hit.article.news_code for hit in hits)}) == 1500
