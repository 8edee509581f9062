"""The figures of the report, of archives small enough to count by hand."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import Archive
from newscrawl.database.reports import reading
from newscrawl.database.schema import crawls
from newscrawl.items import ArchiveDay, Article, Failure
from newscrawl.persian.calendar import localized, to_jalali
from newscrawl.report.figures import Figures, Scope, SiteFigures
from newscrawl.report.gather import gather

#: 1 Tir 1400.
FIRST = date(2021, 6, 22)


def article(code: int, day: int | None, *, site: str = "yjc", **values: Any) -> Article:
    """An article of noon of a day of Tir 1400 (0 is the first), fetched ten minutes later."""
    noon = localized(datetime(2021, 6, 22, 12) + timedelta(days=day or 0))
    jalali = to_jalali(noon.date())
    assert jalali is not None
    dated = {
        "published_at": noon.isoformat(),
        "published_jalali": "{:04}-{:02}-{:02}".format(*jalali),
    }
    fields = {"fetched_at": (noon + timedelta(minutes=10)).isoformat(), "content_hash": str(code)}
    url = f"https://{site}.ir/fa/news/{code}"
    whole = {**(dated if day is not None else {}), **fields, **values}
    return Article(site=site, news_code=str(code), url=url, title="عنوان", **whole)


def figures(database: Path, items: list[Any], scope: Scope | None = None) -> Figures:
    url = f"sqlite:///{database}"

    async def fill() -> None:
        archive = Archive(url)
        archive.finish_crawl(archive.start_crawl("yjc", {}), "finished", {"newscrawl/new": 3})
        with archive.engine.begin() as connection:
            long_ago = datetime(2021, 6, 1, tzinfo=UTC)
            connection.execute(sa.update(crawls).values(started_at=long_ago))
        await asyncio.gather(*(archive.submit(item) for item in items))
        await archive.close()

    asyncio.run(fill())
    with reading(url) as connection:
        return gather(connection, scope or Scope())


def of_one(database: Path, items: list[Any], scope: Scope | None = None) -> SiteFigures:
    (site,) = figures(database, items, scope).sites
    return site


def test_articles_a_day_and_coverage(database: Path) -> None:
    site = of_one(
        database,
        [
            article(1, 0, lead="لید", tags=["الف"]),
            article(2, 0, body="متن"),
            article(3, 31),  # 1 Mordad
            article(4, None),
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


def test_gaps_in_days_know_what_was_read_of_the_archive(database: Path) -> None:
    read = [ArchiveDay("yjc", f"1400-04-{day:02}", 2, 1, "2021-08-01T00:00:00Z") for day in (1, 3)]
    site = of_one(database, [article(1, 0), article(2, 1), article(3, 4), *read])
    (gap,) = site.day_gaps
    assert (gap.first, gap.last, gap.days, gap.read) == ("1400-04-03", "1400-04-04", 2, 1)
    assert site.incomplete == {"1400-04-01": (2, 1), "1400-04-03": (2, 0)}


def test_gaps_in_codes_widest_first_with_the_days_around(database: Path) -> None:
    missing = Failure("yjc", "u", "HTTP 404", "120", 404, "2021-06-22T00:00:00Z", True)
    items = [article(code, n) for n, code in enumerate((100, 101, 160, 300))]
    site = of_one(database, [*items, missing])
    assert [(gap.first, gap.last, gap.codes) for gap in site.code_gaps] == [
        (161, 299, 139),
        (102, 159, 58),
    ]
    assert (site.code_gaps[0].after, site.code_gaps[0].before) == ("1400-04-03", "1400-04-04")
    assert (site.lowest_code, site.highest_code, site.coded) == (100, 300, 4)
    assert site.missing_codes == 1
    assert site.failures == {"HTTP 404": 1}


def test_capture_counts_what_a_crawl_could_have_seen_soon(database: Path) -> None:
    noon = localized(datetime(2021, 6, 22, 12))

    def later(code: int, **delay: float) -> Article:
        return article(code, 0, fetched_at=(noon + timedelta(**delay)).isoformat())

    site = of_one(
        database,
        [
            later(1, minutes=5),
            later(2, minutes=50),
            later(3, hours=30),
            later(4, days=30),
            article(5, -60),  # from before the first crawl
            article(6, 0, problems=["published_at: no time of day, only the day is known"]),
        ],
    )
    assert site.capture.classes == [1, 1, 0, 0, 1, 1]
    assert site.capture.median == 30 * 3600


def test_a_revised_article_was_captured_when_it_first_was(database: Path) -> None:
    noon = localized(datetime(2021, 6, 22, 12))
    edited = article(1, 0, fetched_at=(noon + timedelta(days=3)).isoformat(), content_hash="other")
    assert of_one(database, [article(1, 0), edited]).capture.classes == [1, 0, 0, 0, 0, 0]


def test_tags_and_agencies_by_number_of_articles(database: Path) -> None:
    found = figures(
        database,
        [
            article(1, 0, tags=["الف", "ب"], agency="ایسنا"),
            article(2, 0, tags=["ب"], agency="ایسنا"),
            article(3, 0, site="tabnak", tags=["ب"], agency="مهر"),
        ],
    )
    assert found.tags == [("ب", 3), ("الف", 1)]
    assert found.agencies == [("ایسنا", 2), ("مهر", 1)]
    assert [site.name for site in found.sites] == ["yjc", "tabnak"]
    assert [(crawl.site, crawl.new) for crawl in found.crawls] == [("yjc", 3)]


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        (Scope(site="tabnak"), 1),
        (Scope(first=date(2021, 6, 23)), 2),
        (Scope(last=date(2021, 6, 22)), 1),
        (Scope("yjc", date(2021, 6, 22), date(2021, 6, 23)), 2),
    ],
)
def test_scope(database: Path, scope: Scope, codes: int) -> None:
    items = [article(1, 0), article(2, 1), article(4, None), article(1, 5, site="tabnak")]
    found = figures(database, items, scope)
    assert found.articles == codes
    assert sum(sum(site.days.values()) for site in found.sites) == codes


def test_an_empty_archive(tmp_path: Path) -> None:
    Archive(f"sqlite:///{tmp_path}/news.db").engine.dispose()
    with reading(f"sqlite:///{tmp_path}/news.db") as connection:
        found = gather(connection, Scope())
    assert (found.sites, found.tags, found.crawls) == ([], [], [])
