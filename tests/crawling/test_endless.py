"""Sites that have no end."""

import json
import re

import pytest

from tests.conftest import Query, Scrapy, on_both
from tests.crawling.sites import TEXT, XML, Answer, Answers, article, serving

INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</sitemapindex>"
URLSET = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


def locations(tag: str, *paths: str) -> str:
    return "".join(f"<{tag}><loc>https://roozplus.com{path}</loc></{tag}>" for path in paths)


def endless_sitemaps(path: str) -> Answer | None:
    """Each index names itself, two others and an article's sitemap."""
    if match := re.fullmatch(r"/sitemap(\d*)\.xml", path):
        number = int(match[1] or 0)
        more = (f"/sitemap{2 * number + n}.xml" for n in (1, 2))
        index = locations("sitemap", path, *more, f"/of{number}.xml")
        return Answer(INDEX.format(index), headers=XML)
    if match := re.fullmatch(r"/of(\d+)\.xml", path):
        return Answer(URLSET.format(locations("url", f"/fa/news/{match[1]}1")), headers=XML)
    match = re.fullmatch(r"/fa/news/(\d+)", path)
    return article(match[1]) if match else None


def endless_sections(path: str) -> Answer | None:
    """Each section has an article, and a link to another one."""
    if match := re.fullmatch(r"/fa/s(\d+)|/", path):
        number = int(match[1] or 0) + 1
        return Answer(f"<a href=/fa/news/{number}>خبر</a><a href=/fa/s{number}>بخش</a>")
    match = re.fullmatch(r"/fa/news/(\d+)", path)
    return article(match[1]) if match else None


@on_both
@pytest.mark.parametrize(
    ("site", "ways", "articles", "bound"),
    [
        (endless_sitemaps, "sitemap", 31, "sitemaps more than 5 links away are left out, first"),
        (endless_sections, "front", 11, "lists more than 10 links away are left out, first"),
    ],
)
def test_the_crawl_ends_and_says_where(
    scrapy: Scrapy, query: Query, site: Answers, ways: str, articles: int, bound: str
) -> None:
    with serving(site) as served:
        discover = f"discover={ways}"
        result = scrapy("crawl", "roozplus", "-a", f"base_url={served.url}", "-a", discover)
    assert result.returncode == 0, result.stderr
    assert f"WARNING: roozplus: {bound}" in result.stderr
    assert len(query("SELECT * FROM articles")) == articles
    (row,) = query("SELECT finish_reason, stats FROM crawls")
    assert row["finish_reason"] == "finished"
    (said,) = json.loads(row["stats"])["newscrawl/bounds_reached"]
    assert said.startswith(bound)
    assert query("SELECT * FROM failures") == []


NO_ROBOTS = {
    "404": Answer("", 404),
    "names none": Answer("User-agent: *\nDisallow: /x", headers=TEXT),
    "names one elsewhere": Answer("Sitemap: https://cdn.example/s.xml", headers=TEXT),
    "a page": Answer("<!doctype html><h1>خانه</h1>"),
    "redirected to a page": Answer("", 302, {"Location": "/"}),
}


@pytest.mark.parametrize("robots", NO_ROBOTS.values(), ids=NO_ROBOTS)
def test_the_usual_sitemap_is_asked_for_where_robots_names_none(
    scrapy: Scrapy, query: Query, robots: Answer
) -> None:
    answers = {
        "/robots.txt": robots,
        "/": Answer("<h1>خانه</h1>"),
        "/sitemap.xml": Answer(URLSET.format(locations("url", "/fa/news/206356")), headers=XML),
        "/fa/news/206356": article(206356),
    }
    with serving(answers) as site:
        crawl = ["crawl", "roozplus", "-a", f"base_url={site.url}", "-a", "discover=sitemap"]
        result = scrapy(*crawl, "-s", "RETRY_TIMES=0")
    assert result.returncode == 0, result.stderr
    assert "/sitemap.xml" in site.paths
    assert len(query("SELECT * FROM articles")) == 1
    assert query("SELECT * FROM failures") == []
