"""Each way alone, and all together, reach every article that they can, and end by themselves."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from newscrawl.demo.newspaper import FAMILIES, Newspaper
from newscrawl.demo.server import running
from tests.conftest import Query, Scrapy

ARTICLES, HIDDEN = 90, 0.2
SITES = {family: "demo" if family == "iransamaneh" else f"demo_{family}" for family in FAMILIES}
PAPERS = {family: Newspaper(ARTICLES, hidden=HIDDEN, family=family) for family in FAMILIES}
PAPER = PAPERS["iransamaneh"]
# The same stories in all families: told apart by headline, since not all have a code.
ALL = sorted(story.title for story in PAPER.stories)
LISTED = sorted(story.title for story in PAPER.listed)
CODES = [story.code for story in PAPER.stories]
SPAN = f"{min(CODES)}-{max(CODES)}"
#: What a page of the newspaper may fail with; there is nothing else that is no article.
PLANTED = {*PAPER.planted_failures, None}
WAYS: list[tuple[str, dict[str, str], list[str]]] = [
    ("front", {}, LISTED),
    ("rss", {}, LISTED),
    ("sitemap", {}, LISTED),
    ("codes", {"codes": SPAN}, ALL),
    ("front,rss,sitemap,codes", {"codes": "gaps"}, ALL),
]
CASES = [
    (family, *way)
    for family in FAMILIES
    for way in WAYS
    if family not in ("generic", "wordpress") or "codes" not in way[0]
    # Its feeds have the ten newest articles, and its lists announce no feeds of their own.
    if family != "wordpress" or way[0] != "rss"
]
CASES += [("wordpress", ways, {}, LISTED) for ways in ("api", "front,rss,sitemap,api")]
CASES += [("generic", "front,rss,sitemap", {}, LISTED), ("iransamaneh", "front,codes", {}, ALL)]


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """Addresses of newspapers that are being served, by family."""
    with ExitStack() as stack:
        options = {"articles": ARTICLES, "hidden": HIDDEN, "traps": True}
        yield {
            family: stack.enter_context(running(**options, family=family)) for family in FAMILIES
        }


@pytest.mark.parametrize(
    ("family", "discover", "arguments", "expected"),
    CASES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_way_reaches_all_that_it_can(
    family: str,
    discover: str,
    arguments: dict[str, str],
    expected: list[str],
    servers: dict[str, str],
    scrapy: Scrapy,
    query: Query,
) -> None:
    options = {"base_url": servers[family], "discover": discover, **arguments}
    crawl = scrapy(
        "crawl", SITES[family], *(f"-a{name}={value}" for name, value in options.items())
    )
    assert crawl.returncode == 0, crawl.stderr
    assert sorted(row["title"] for row in query("SELECT title FROM articles")) == expected
    failed = query("SELECT url, news_code, is_missing FROM failures")
    if "codes" not in discover:  # else codes are asked for that are nobody's
        strange = [row["url"] for row in failed if row["news_code"] not in PLANTED]
        strange += [
            row["url"] for row in failed if not row["news_code"] and "/loop/" not in row["url"]
        ]
        assert strange == []


@pytest.mark.parametrize("family", ["iransamaneh", "nastooh"])
def test_the_archive_by_day(
    family: str, servers: dict[str, str], scrapy: Scrapy, query: Query
) -> None:
    paper = PAPERS[family]
    days = {story.published.date() for story in paper.listed}
    last = max(days)
    first = sorted(days)[-8]  # the last days have no gaps between them
    wanted = {s.title for s in paper.listed if first <= s.published.date() <= last}
    options = (
        f"-abase_url={servers[family]}", "-adiscover=archive",
        f"-afrom_date={first}", f"-ato_date={last}",
    )  # fmt: skip
    crawl = scrapy("crawl", SITES[family], *options)
    assert crawl.returncode == 0, crawl.stderr
    stored = {row["title"] for row in query("SELECT title FROM articles")}
    assert wanted <= stored <= set(LISTED)
    assert len(query("SELECT * FROM archive_days")) == (last - first).days + 1
    # What is read is not read again.
    crawl = scrapy("crawl", SITES[family], *options)
    assert ": 1 page, 0 new articles" in crawl.stderr or ": 0 pages" in crawl.stderr


def test_gaps_are_asked_for_once(servers: dict[str, str], scrapy: Scrapy, query: Query) -> None:
    options = (f"-abase_url={servers['iransamaneh']}", "-adiscover=codes")
    scrapy("crawl", "demo", *options, f"-acodes={SPAN}")
    first = scrapy("crawl", "demo", *options, "-acodes=gaps")
    assert first.returncode == 0, first.stderr
    asked = query("SELECT COUNT(*) AS n FROM failures")[0]["n"]
    scrapy("crawl", "demo", *options, "-acodes=gaps")
    assert query("SELECT COUNT(*) AS n FROM failures")[0]["n"] == asked
