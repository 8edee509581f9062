"""Each way alone, and all together, reach every article that they can, and end by themselves."""

from collections.abc import Iterator

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests.conftest import Query, Scrapy

HIDDEN = 0.2
PAPER = Newspaper(150, hidden=HIDDEN)
ALL = {str(story.code) for story in PAPER.stories}
LISTED = ALL - set(PAPER.hidden_codes)
SPAN = f"{min(map(int, ALL))}-{max(map(int, ALL))}"
SINCE = PAPER.stories[0].published.date().isoformat()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running(articles=150, hidden=HIDDEN, traps=True) as url:
        yield url


@pytest.mark.parametrize(
    ("discover", "arguments", "expected"),
    [
        ("front", {}, LISTED),
        ("rss", {}, LISTED),
        ("sitemap", {}, LISTED),
        ("codes", {"codes": SPAN}, ALL),
        ("front,codes", {}, ALL),
        ("front,rss,sitemap,codes", {"codes": "gaps"}, ALL),
    ],
)
def test_a_way_reaches_all_that_it_can(
    discover: str,
    arguments: dict[str, str],
    expected: set[str],
    server: str,
    scrapy: Scrapy,
    query: Query,
) -> None:
    options = {"base_url": server, "discover": discover, **arguments}
    crawl = scrapy("crawl", "demo", *(f"-a{name}={value}" for name, value in options.items()))
    assert crawl.returncode == 0, crawl.stderr
    stored = [row["news_code"] for row in query("SELECT news_code FROM articles")]
    assert len(stored) == len(set(stored))
    assert set(stored) == expected


def test_the_archive_by_day(server: str, scrapy: Scrapy, query: Query) -> None:
    days = {story.published.date() for story in PAPER.listed}
    last = max(days)
    first = sorted(days)[-20]
    wanted = {str(story.code) for story in PAPER.listed if first <= story.published.date() <= last}
    options = (
        f"-abase_url={server}", "-adiscover=archive", f"-afrom_date={first}", f"-ato_date={last}",
    )  # fmt: skip
    crawl = scrapy("crawl", "demo", *options)
    assert crawl.returncode == 0, crawl.stderr
    stored = {row["news_code"] for row in query("SELECT news_code FROM articles")}
    assert wanted <= stored <= LISTED
    assert len(query("SELECT * FROM archive_days")) == (last - first).days + 1
    # What is read is not read again.
    crawl = scrapy("crawl", "demo", *options)
    assert "demo: 1 pages, 0 new articles" in crawl.stderr or "demo: 0 pages" in crawl.stderr


def test_gaps_are_asked_for_once(server: str, scrapy: Scrapy, query: Query) -> None:
    options = (f"-abase_url={server}", "-adiscover=codes")
    scrapy("crawl", "demo", *options, f"-acodes={SPAN}")
    first = scrapy("crawl", "demo", *options, "-acodes=gaps")
    assert first.returncode == 0, first.stderr
    asked = query("SELECT COUNT(*) AS n FROM failures")[0]["n"]
    scrapy("crawl", "demo", *options, "-acodes=gaps")
    assert query("SELECT COUNT(*) AS n FROM failures")[0]["n"] == asked
