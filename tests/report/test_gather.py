"""The figures of the report, of archives small enough to count by hand."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter
from newscrawl.database.reports import reading
from newscrawl.database.schema import crawls
from newscrawl.items import ArchiveDay, Article, Failure
from newscrawl.persian.calendar import localized
from newscrawl.report.figures import Figures, Scope, SiteFigures
from newscrawl.report.gather import gather
from tests.builders import article_on, store, writing
from tests.conftest import Database, on_both, url_of

#: 1 Tir 1400.
FIRST = date(2021, 6, 22)


def figures(database: Database, items: list[Any], scope: Scope | None = None) -> Figures:
    with writing(database) as archive:
        archive.finish_crawl(archive.start_crawl("yjc", {}), "finished", {"newscrawl/new": 3})
        with archive.engine.begin() as connection:
            long_ago = datetime(2021, 6, 1, tzinfo=UTC)
            connection.execute(sa.update(crawls).values(started_at=long_ago))
    store(database, *items)
    with reading(url_of(database)) as connection:
        return gather(connection, scope or Scope())


def of_one(database: Database, items: list[Any], scope: Scope | None = None) -> SiteFigures:
    (site,) = figures(database, items, scope).sites
    return site


@on_both
def test_articles_a_day_and_coverage(database: Database) -> None:
    site = of_one(
        database,
        [
            article_on(1, 0, lead="لید", tags=["الف"]),
            article_on(2, 0, body="متن"),
            article_on(3, 31),  # 1 Mordad
            article_on(4, None),
        ],
    )
    assert (site.articles, site.undated) == (4, 1)
    assert site.days == {"1400-04-01": 2, "1400-05-01": 1}
    tir = site.coverage["1400-04"]
    assert (tir["articles"], tir["lead"], tir["body"], tir["tags"], tir["images"]) == (
        2, 1, 1, 1, 0,
    )  # fmt: skip
    assert site.coverage[""]["articles"] == 1
    assert (site.share("lead"), site.share("published_at")) == (0.25, 0.75)


@on_both
def test_gaps_in_days_know_what_was_read_of_the_archive(database: Database) -> None:
    read = [ArchiveDay("yjc", f"1400-04-{day:02}", 2, 1, "2021-08-01T00:00:00Z") for day in (1, 3)]
    site = of_one(database, [article_on(1, 0), article_on(2, 1), article_on(3, 4), *read])
    (gap,) = site.day_gaps
    assert (gap.first, gap.last, gap.days, gap.read) == ("1400-04-03", "1400-04-04", 2, 1)
    assert site.incomplete == {"1400-04-01": (2, 1), "1400-04-03": (2, 0)}


@on_both
def test_gaps_in_codes_widest_first_with_the_days_around(database: Database) -> None:
    missing = Failure("yjc", "u", "HTTP 404", "120", 404, "2021-06-22T00:00:00Z", True)
    items = [article_on(code, n) for n, code in enumerate((100, 101, 160, 300))]
    site = of_one(database, [*items, missing])
    assert [(gap.first, gap.last, gap.codes) for gap in site.code_gaps] == [
        (161, 299, 139),
        (102, 159, 58),
    ]
    assert (site.code_gaps[0].after, site.code_gaps[0].before) == ("1400-04-03", "1400-04-04")
    assert (site.lowest_code, site.highest_code, site.coded) == (100, 300, 4)
    assert site.missing_codes == 1
    assert site.failures == {"HTTP 404": 1}


@on_both
def test_capture_counts_what_a_crawl_could_have_seen_soon(database: Database) -> None:
    noon = localized(datetime(2021, 6, 22, 12))

    def later(code: int, **delay: float) -> Article:
        return article_on(code, 0, fetched_at=(noon + timedelta(**delay)).isoformat())

    site = of_one(
        database,
        [
            later(1, minutes=5),
            later(2, minutes=50),
            later(3, hours=30),
            later(4, days=30),
            article_on(5, -60),  # from before the first crawl
            article_on(6, 0, problems=["published_at: no time of day, only the day is known"]),
        ],
    )
    assert site.capture.classes == [1, 1, 0, 0, 1, 1]
    assert site.capture.median == 30 * 3600


@on_both
def test_a_revised_article_was_captured_when_it_first_was(database: Database) -> None:
    noon = localized(datetime(2021, 6, 22, 12))
    edited = article_on(
        1, 0, fetched_at=(noon + timedelta(days=3)).isoformat(), content_hash="other"
    )
    assert of_one(database, [article_on(1, 0), edited]).capture.classes == [1, 0, 0, 0, 0, 0]


@on_both
def test_tags_agencies_and_topics_by_number_of_articles(database: Database) -> None:
    found = figures(
        database,
        [
            article_on(1, 0, tags=["الف", "ب"], agency="ایسنا", topic="arts"),
            article_on(2, 0, tags=["ب"], agency="ایسنا", topic="arts"),
            article_on(3, 0, site="tabnak", tags=["ب"], agency="مهر", topic="sport"),
            article_on(4, 0),
        ],
    )
    assert found.topics == [("فرهنگ و هنر", 2), ("ورزش", 1)]
    assert found.tags == [("ب", 3), ("الف", 1)]
    assert found.agencies == [("ایسنا", 2), ("مهر", 1)]
    assert [site.name for site in found.sites] == ["yjc", "tabnak"]
    assert [(crawl.site, crawl.new) for crawl in found.crawls] == [("yjc", 3)]


@on_both
@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        (Scope(site="tabnak"), 1),
        (Scope(first=date(2021, 6, 23)), 2),
        (Scope(last=date(2021, 6, 22)), 1),
        (Scope("yjc", date(2021, 6, 22), date(2021, 6, 23)), 2),
    ],
)
def test_scope(database: Database, scope: Scope, codes: int) -> None:
    items = [
        article_on(1, 0),
        article_on(2, 1),
        article_on(4, None),
        article_on(1, 5, site="tabnak"),
    ]
    found = figures(database, items, scope)
    assert found.articles == codes
    assert sum(sum(site.days.values()) for site in found.sites) == codes


def test_an_empty_archive(tmp_path: Path) -> None:
    ArchiveWriter(f"sqlite:///{tmp_path}/news.db").engine.dispose()
    with reading(f"sqlite:///{tmp_path}/news.db") as connection:
        found = gather(connection, Scope())
    assert (found.sites, found.tags, found.crawls) == ([], [], [])
