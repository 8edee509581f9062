"""Articles found by the full-text index."""

from typing import Any

from newscrawl.database.reports import reading
from newscrawl.database.search.hits import Order, find
from newscrawl.database.selection import Selection
from newscrawl.search import parse
from tests.conftest import Database, on_both, url_of
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
