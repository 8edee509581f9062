"""The page of changes in ``scrapy browse``."""

from __future__ import annotations

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.database import open_engine
from tests.browse.test_fleet import ask
from tests.conftest import Database, url_of
from tests.database.changes import BODY, crawl, miss, page, put


def test_what_sites_changed(database: Database) -> None:
    assert not isinstance(database, str)
    engine = open_engine(url_of(database))
    put(
        engine,
        *(page(n, 0) for n in range(1, 60)),
        page(99, 0, site="site000", url="https://y.ir/9"),
    )
    put(engine, page(1, 2, title="<b>برف</b> در شمال کشور 1"), miss(2, 3), miss(2, 4), page(2, 9))
    put(engine, *(page(n, 11.5, body=f"{BODY}\nکد {n} را بفرستید") for n in range(3, 30)))
    crawl(engine, 11, {"newscrawl/changed": 27, "newscrawl/duplicate": 900})
    put(engine, *(page(n, 20 + n, title=f"دیگر {n}") for n in range(10, 56)))
    put(engine, page(99, 90, site="site000", url="https://y.ir/9", title="دیگر"))
    engine.dispose()
    status, text = ask(database, "/-/changes")
    first = Selector(text)
    assert status == 200 and first.css("html").attrib["dir"] == "rtl"
    assert len(first.css("article")) == 40
    assert first.css("article")[0].css("bdi::text").getall()[-1] == "باشگاه"
    assert first.css(".top a[href='/-/changes']")
    status, text = ask(database, f"/-/changes{first.css('.pages a').attrib['href']}")
    last = Selector(text)
    # The rest, without the theme's.
    assert len(last.css("article")) == 10 and not last.css(".pages a")
    assert "۲۷ خبر از خزش" in "".join(last.css(".card.warning ::text").getall())
    assert last.css("article")[-1].css("del::text, ins::text").getall() == ["باران", "<b>برف</b>"]
    assert not last.css("b, script")
    fates = [text.strip() for text in last.css("article .warning strong::text").getall()]
    assert fates == ["بازگشت:", "ناپدید:"]
    link = last.css("article")[-1].css("h2 a").attrib["href"]
    assert ask(database, link)[0] == 200


def test_what_is_asked_for(database: Database) -> None:
    assert not isinstance(database, str)
    engine = open_engine(url_of(database))
    put(engine, *(page(n, 0) for n in (1, 2, 3)), page(1, 2, title="دیگر"), page(2, 3, body="دیگر"))
    put(engine, miss(3, 4), miss(3, 5))
    engine.dispose()

    def shown(query: str) -> int:
        status, text = ask(database, f"/-/changes?{query}")
        assert status == 200
        return len(Selector(text).css("article"))

    assert [shown(query) for query in ("", "kind=headlines", "kind=vanished")] == [3, 1, 1]
    assert [shown(query) for query in ("site=x", "site=y", "before=x", "kind=%3Cb%3E")] == [
        3,
        0,
        3,
        3,
    ]
    assert shown("before=2026-11-24T09:00:00%2B00:00") == 1
    _, text = ask(database, "/archive/articles/3")
    told = "".join(Selector(text).css(".change .warning ::text").getall())
    assert told.startswith("تا ۳ آذر ۱۴۰۵، ۰۹:۳۰ در سایت بود")
    assert Selector(text).css("a[href='/-/changes?site=x']")
