"""A whole site of WordPress, as its core answers, crawled as a known site and as any other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import Query, Scrapy, on_both
from tests.crawling.sites import XML, Answer, serving

POSTS, A_PAGE = 25, 10
SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
HEAD = (
    "<html><head><title>{title}</title><meta name=generator content='WordPress 6.1.9'>"
    "<link rel='https://api.w.org/' href='/wp-json/'></head><body class='{classes}'>{menu}"
)
MENU = (
    "<a href='/'>خانه</a><a href='/category/town/'>شهر</a><a href='/about-us-and-all-we-do/'>ما</a>"
)
PLAIN_MENU = "<a href='/'>خانه</a><a href='/?cat=2'>شهر</a><a href='/?page_id=2'>ما</a>"
SITE = """
from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ChekadSpider(NewsSpider):
    name = "chekad"
    domain = "chekad.example"
    family = WordPress(body=(".matn",))
"""


@dataclass
class Blog:
    #: With ``{n}``, the number of a post.
    permalink: str
    numbers: list[int] = field(default_factory=lambda: list(range(101, 101 + POSTS)))
    #: Day of the last change of the sitemap of posts.
    changed: str = "1404-09-05T10:00:00+03:30"
    has_robots: bool = True
    #: Posts of three pages.
    long: frozenset[int] = frozenset()
    #: Its server does not rewrite addresses: everything is at the root.
    is_plain: bool = False
    #: Where it is served.
    url: str = ""

    def path(self, number: int) -> str:
        return self.permalink.format(n=number)

    def later(self, number: int, page: int) -> str:
        path = self.path(number)
        return f"{path}&page={page}" if "?" in path else f"{path}{page}/"

    def __call__(self, path: str) -> Answer | None:
        parts = urlsplit(path)
        if self.is_plain:
            return self.plain(path, parse_qs(parts.query))
        number = next((n for n in self.numbers if self.path(n).rstrip("/") == path.rstrip("/")), 0)
        if number:
            return self.post(number)
        if later := next((n for n in self.long if self.later(n, 2) == path), 0):
            return self.post(later, 2)
        query = parse_qs(parts.query)
        if "p" in query and int(query["p"][0]) in self.numbers:
            return Answer("", 301, {"Location": self.path(int(query["p"][0]))})
        if parts.path == "/feed/":
            return self.feed(int(query.get("paged", ["1"])[0]))
        if match := re.fullmatch(r"(?:/category/town)?/(?:page/(\d+)/)?", parts.path):
            return self.list(int(match[1] or query.get("paged", ["1"])[0]))
        return self.other(parts.path)

    def plain(self, path: str, query: dict[str, list[str]]) -> Answer | None:
        if not path.startswith(("/?", "/index.php")) and path != "/":
            return None
        page = int(query.get("paged", ["1"])[0])
        match query:
            case {"p": [number], **more}:
                return self.post(int(number), int(more.get("page", ["1"])[0]))
            case {"feed": ["rss2"]}:
                return self.feed(page)
            case {"sitemap": ["index"]}:
                kinds = (
                    "posts&amp;sitemap-subtype=post",
                    "posts&amp;sitemap-subtype=page",
                    "users",
                )
                maps = "".join(
                    f"<sitemap><loc>{self.url}/?sitemap={kind}&amp;paged=1</loc></sitemap>"
                    for kind in kinds
                )
                return Answer(f"<sitemapindex {SPACE}>{maps}</sitemapindex>", headers=XML)
            case {"sitemap": ["posts"], "sitemap-subtype": ["post"]}:
                return self.sitemap()
            case {} if set(query) <= {"paged"}:
                return self.list(page)
        return None

    def sitemap(self) -> Answer:
        urls = "".join(f"<url><loc>{self.url}{self.path(n)}</loc></url>" for n in self.numbers)
        return Answer(f"<urlset {SPACE}>{urls}</urlset>", headers=XML)

    def other(self, path: str) -> Answer | None:
        if path == "/robots.txt" and self.has_robots:
            return Answer("Sitemap: /wp-sitemap.xml", headers={"Content-Type": "text/plain"})
        if path == "/wp-sitemap.xml":
            maps = "".join(
                f"<sitemap><loc>{self.url}/wp-sitemap-{name}-1.xml</loc><lastmod>{self.changed}</lastmod>"
                "</sitemap>"
                for name in ("posts-post", "posts-page", "taxonomies-category", "users")
            )
            return Answer(f"<sitemapindex {SPACE}>{maps}</sitemapindex>", headers=XML)
        if path == "/wp-sitemap-posts-post-1.xml":
            return self.sitemap()
        if path == "/about-us-and-all-we-do/":
            text = "<h1>دربارهٔ ما</h1><div class=matn><p>ما خبرهای شهر را می‌نویسیم.</p></div>"
            return Answer(self.head("page page-id-2", "ما") + text)
        return None

    def head(self, classes: str, title: str) -> str:
        menu = PLAIN_MENU if self.is_plain else MENU
        return HEAD.format(title=title, classes=classes, menu=menu)

    def post(self, number: int, page: int = 1) -> Answer:
        day = f"2019-07-{number % 28 + 1:02}"
        title = f"خبر {number} از شهر چکاد"
        time = f"<time class='entry-date published' datetime='{day}T10:20:00+04:30'>{day}</time>"
        text = f"<p>باران {number} میلی‌متری امروز در چکاد بارید و کوچه‌ها را شست.</p>"
        if page > 1:
            text = f"<p>صفحهٔ دیگری از خبر {number} شهر چکاد است.</p>"
        if number in self.long:
            links = "".join(f"<a href='{self.later(number, n)}'>{n}</a> " for n in (2, 3))
            text += f"<nav class='page-links'>{links}</nav>"
        later = f" paged-{page} single-paged-{page}" if page > 1 else ""
        section = "<a rel='category tag' href='/category/town/'>شهر</a>"
        return Answer(
            self.head(f"single single-post postid-{number}{later}", title)
            + f"<article id='post-{number}' class='post-{number} post type-post hentry'>"
            f"<h1>{title}</h1>{time}<div class='matn'>{text}</div>{section}"
            "<a rel=tag href='/tag/rain/'>باران</a></article></body>"
        )

    def list(self, page: int) -> Answer | None:
        numbers = self.numbers[::-1][(page - 1) * A_PAGE : page * A_PAGE]
        links = "".join(f"<h2><a href='{self.path(n)}'>خبر {n}</a></h2>" for n in numbers)
        older = f"/?paged={page + 1}" if self.is_plain else f"/page/{page + 1}/"
        more = f"<a href='{older}'>بعدی</a>"
        return Answer(self.head("home blog", "چکاد") + links + more) if numbers else None

    def feed(self, page: int) -> Answer | None:
        numbers = self.numbers[::-1][(page - 1) * A_PAGE : page * A_PAGE]
        items = "".join(f"<item><link>{self.path(n)}</link></item>" for n in numbers)
        answer = Answer(f"<rss version='2.0'><channel>{items}</channel></rss>", headers=XML)
        return answer if numbers else None


PERMALINKS = ["/{n}/rain/", "/2019/07/24/rain-{n}/", "/rain-{n}/", "/?p={n}"]


def crawl(scrapy: Scrapy, url: str, ways: str, *more: str, site: str = "generic") -> Any:
    options = ("-a", f"base_url={url}", "-a", f"discover={ways}", "-s", "RETRY_TIMES=0")
    return scrapy("crawl", site, *options, *more)


def wholly(blog: Blog, query: Query) -> bool:
    rows = query("SELECT news_code, published_at, sections, tags, body, problems FROM articles")
    assert sorted(int(row["news_code"]) for row in rows) == blog.numbers
    for row in rows:
        day = f"2019-07-{int(row['news_code']) % 28 + 1:02}"
        assert row["published_at"] == f"{day}T05:50:00+00:00"
        terms = json.loads(row["sections"]), json.loads(row["tags"])
        assert (terms, json.loads(row["problems"])) == ((["شهر"], ["باران"]), [])
        assert row["body"].startswith(f"باران {row['news_code']} میلی‌متری")
    return True


@on_both
@pytest.mark.parametrize("permalink", PERMALINKS)
def test_every_post_once_by_its_number(scrapy: Scrapy, query: Query, permalink: str) -> None:
    blog = Blog(permalink)
    with serving(blog) as site:
        blog.url = site.url
        first = crawl(scrapy, site.url, "front,rss,sitemap")
        asked = len(site.paths)
        second = crawl(scrapy, site.url, "front,rss,sitemap")
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "looks like a site of wordpress, and is read as one" in first.stderr
    assert wholly(blog, query)
    # A page of the site itself is asked for once, and is no failure of the crawl.
    assert "/about-us-and-all-we-do/" in site.paths[:asked]
    assert "/about-us-and-all-we-do/" not in site.paths[asked:]
    assert not any("-taxonomies-" in path or "-users-" in path for path in site.paths)
    posts = {blog.path(number).rstrip("/") for number in blog.numbers}
    assert not posts.intersection(path.rstrip("/") for path in site.paths[asked:])


@pytest.mark.parametrize("ways", ["front", "rss", "sitemap"])
@pytest.mark.parametrize("permalink", PERMALINKS[1:3])
def test_each_way_alone_goes_back_to_the_beginning(
    scrapy: Scrapy, query: Query, permalink: str, ways: str
) -> None:
    blog = Blog(permalink)
    with serving(blog) as site:
        blog.url = site.url
        result = crawl(scrapy, site.url, ways)
    assert result.returncode == 0, result.stderr
    assert wholly(blog, query)


def test_a_site_that_is_declared(scrapy: Scrapy, query: Query, tmp_path: Path) -> None:
    (tmp_path / "chekad_site.py").write_text(SITE, encoding="utf-8")
    blog, modules = Blog(PERMALINKS[2]), "SPIDER_MODULES=newscrawl.spiders,chekad_site"
    with serving(blog) as site:
        blog.url = site.url
        result = scrapy(
            "crawl", "chekad", "-a", f"base_url={site.url}", "-a", "discover=front,rss,sitemap",
            "-s", modules, PYTHONPATH=str(tmp_path),
        )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert wholly(blog, query)
    # The rest are pages after the last one, of the demo's own.
    assert [row["reason"] for row in query("SELECT reason FROM failures WHERE status = 200")] == [
        "a page of the site itself, no article"
    ]


@on_both
def test_what_was_stored_without_a_number_gets_it(scrapy: Scrapy, query: Query) -> None:
    blog = Blog(PERMALINKS[2])
    with serving(blog) as site:
        blog.url = site.url
        crawl(scrapy, site.url, "sitemap")
        query("UPDATE articles SET news_code = NULL")
        site_name = site.url.removeprefix("http://")
        again = scrapy("crawl", "generic", "-a", f"url={site.url}/?p=101")
    assert again.returncode == 0, again.stderr
    rows = query("SELECT site, news_code, revision FROM articles WHERE news_code IS NOT NULL")
    assert rows == [{"site": site_name, "news_code": "101", "revision": 1}]
    assert len(query("SELECT id FROM articles")) == POSTS
    assert query("SELECT * FROM failures") == []


def test_a_sitemap_that_changed_on_a_jalali_day_is_read_again(scrapy: Scrapy, query: Query) -> None:
    blog = Blog(PERMALINKS[0])
    with serving(blog) as site:
        blog.url = site.url
        crawl(scrapy, site.url, "sitemap")
        blog.numbers.append(200)
        blog.changed = "1499-01-01T10:00:00+03:30"
        crawl(scrapy, site.url, "sitemap")
        blog.numbers.append(201)
        blog.changed = "1390-01-01T10:00:00+03:30"
        crawl(scrapy, site.url, "sitemap")
    blog.numbers.remove(201)  # changed before the last crawl: not read
    assert wholly(blog, query)


def test_without_robots_the_sitemap_of_wordpress_is_found(scrapy: Scrapy, query: Query) -> None:
    blog = Blog(PERMALINKS[0], has_robots=False)
    with serving(blog) as site:
        blog.url = site.url
        result = crawl(scrapy, site.url, "sitemap")
    assert result.returncode == 0, result.stderr
    assert wholly(blog, query)
    assert {"/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml"} <= {*site.paths}
    urls = [row["url"] for row in query("SELECT url FROM failures")]
    assert urls == [f"{site.url}/sitemap.xml"]


@on_both
@pytest.mark.parametrize("ways", ["front", "rss", "sitemap", "front,rss,sitemap"])
def test_a_server_that_does_not_rewrite_addresses(scrapy: Scrapy, query: Query, ways: str) -> None:
    blog = Blog("/?p={n}", is_plain=True)
    with serving(blog) as site:
        blog.url = site.url
        result = crawl(scrapy, site.url, ways)
        pages = [path for path in site.paths if "paged=" in path]
    assert result.returncode == 0, result.stderr
    assert wholly(blog, query)
    assert len(pages) == len(set(pages))
    assert not any("users" in path or "subtype=page" in path for path in pages)
    # That the feed is elsewhere is no failure.
    urls = {row["url"] for row in query("SELECT url FROM failures")}
    assert {url for url in urls if "paged=" not in url} <= {f"{site.url}/sitemap.xml"}


@on_both
@pytest.mark.parametrize("permalink", PERMALINKS)
def test_a_post_of_several_pages_is_one_article(
    scrapy: Scrapy, query: Query, permalink: str
) -> None:
    blog = Blog(permalink, long=frozenset((104, 117)), is_plain="?" in permalink)
    with serving(blog) as site:
        blog.url = site.url
        first = crawl(scrapy, site.url, "front,rss,sitemap")
        asked = len(site.paths)
        second = crawl(scrapy, site.url, "front,rss,sitemap")
        again = [path for path in site.paths[asked:] if path in {blog.later(104, 2)}]
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    rows = query("SELECT news_code, body, problems, revision FROM articles")
    assert sorted(int(row["news_code"]) for row in rows) == blog.numbers
    for row in rows:
        goes_on = int(row["news_code"]) in blog.long
        assert row["body"].startswith("باران") and "\n" not in row["body"]
        assert json.loads(row["problems"]) == (["body: the first of 3 pages"] if goes_on else [])
        assert row["revision"] == 1
    assert again == []
