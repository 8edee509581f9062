import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, XmlResponse
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import TimeoutError as DownloadTimeout
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.nastooh import Nastooh
from newscrawl.discovery.bounds import Bounds
from newscrawl.discovery.links import Links
from newscrawl.items import Article, Failure, Unchanged
from newscrawl.known import Due, Validators
from newscrawl.site_spider import ARTICLE, REVISIT
from newscrawl.spider import NewsSpider

MIRROR = "http://127.0.0.1:8000"
SECTION = "https://x.ir/fa/economy"
PAGE = "<html><h1 class=title>تیتر</h1><div class=body><p>متن خبر.</p></div>{}</html>"
WAYS = "front, rss, sitemap, archive, codes"
SPEED = ("AUTOTHROTTLE_ENABLED", "DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN")


class XSpider(NewsSpider):
    name = "x"
    domain = "x.ir"
    family = IranSamaneh()


def spider(**arguments: str) -> XSpider:
    return XSpider.from_crawler(Crawler(XSpider), **arguments)


def page(url: str, html: str = "", status: int = 200, **meta: Any) -> HtmlResponse:
    request = Request(url, meta=meta)
    return HtmlResponse(url, status, body=html.encode(), encoding="utf-8", request=request)


def anchors(*hrefs: str) -> str:
    return "".join(f"<a href='{href}'>x</a>" for href in hrefs)


def outputs(callback: AsyncIterator[Any]) -> list[Any]:
    """All that a callback gives."""

    async def main() -> list[Any]:
        return [output async for output in callback]

    return asyncio.run(main())


def urls(given: AsyncIterator[Any] | Iterable[Any]) -> list[str]:
    given = outputs(given) if isinstance(given, AsyncIterator) else given
    return [output.url for output in given if isinstance(output, Request)]


def started(crawl: NewsSpider) -> list[Request]:
    return outputs(crawl.start())


def later(answer: Callable[[Any], Any]) -> Any:
    """What a look-up in an archive that says this would be."""

    async def look_up(question: Any) -> Any:
        return answer(question)

    return look_up


def only_failure(given: AsyncIterator[Any] | Iterable[Any]) -> Failure:
    (failure,) = outputs(given) if isinstance(given, AsyncIterator) else given
    assert isinstance(failure, Failure)
    return failure


# -- requests --------------------------------------------------------------------------


def test_the_start_of_a_crawl() -> None:
    front, feed, index = started(spider())
    assert (front.url, feed.url) == ("https://x.ir/", "https://x.ir/fa/rss/allnews")
    assert (index.url, index.callback) == ("https://x.ir/fa/rss", feed.callback)
    assert front.meta["handle_httpstatus_list"] == feed.meta["handle_httpstatus_list"] == [304]
    assert urls(started(spider(discover="rss", base_url=MIRROR))) == [
        f"{MIRROR}/fa/rss/allnews",
        f"{MIRROR}/fa/rss",
    ]


def test_just_some_articles() -> None:
    some = "https://x.ir/fa/news/1/a https://x.ir/fa/news/2 https://x.ir/fa/news/1/b"
    assert urls(started(spider(url=some))) == ["https://x.ir/fa/news/1/a", "https://x.ir/fa/news/2"]
    crawl = spider(url=some)
    crawl.known.stored = later(lambda codes: {"1"})
    assert urls(started(crawl)) == ["https://x.ir/fa/news/2"]
    assert urls(crawl.parse_article(page("https://x.ir/fa/news/2", PAGE.format("")))) == []


def test_articles_to_revisit_are_asked_for_last_although_known() -> None:
    since: list[datetime] = []
    crawl = spider(revisit="7d")
    crawl.known.stored = later(lambda codes: codes)

    def young(moment: datetime) -> list[str]:
        since.append(moment)
        return ["https://x.ir/fa/news/1", "https://x.ir/fa/news/2"]

    crawl.known.published_since = later(young)
    *starts, first, second = started(crawl)
    assert len(starts) == 3
    assert (first.url, second.url) == ("https://x.ir/fa/news/1", "https://x.ir/fa/news/2")
    assert first.meta == {"revisit": True, ARTICLE: crawl.reference(first.url)}
    assert second.meta == {"revisit": True, ARTICLE: crawl.reference(second.url)}
    assert (first.callback, first.errback) == (crawl.parse_article, crawl.on_error)
    assert first.priority < min(request.priority for request in starts)
    assert abs(datetime.now(UTC) - timedelta(days=7) - since[0]) < timedelta(minutes=1)


def test_articles_that_are_due_may_answer_that_they_have_not_changed() -> None:
    crawl = spider(revisit="auto")
    urls = [f"https://x.ir/fa/news/{code}" for code in (1, 2)]
    said = Validators('"a"', "Thu, 26 Nov 2026 10:00:00 GMT")

    async def due() -> list[Due]:
        return [Due(urls[0], said), Due(urls[1])]

    crawl.known.due = due
    *_, first, second = started(crawl)
    assert (first.headers["If-None-Match"], first.headers["If-Modified-Since"]) == (
        b'"a"', b"Thu, 26 Nov 2026 10:00:00 GMT",
    )  # fmt: skip
    assert first.meta["handle_httpstatus_list"] == [304]
    assert not second.headers and "handle_httpstatus_list" not in second.meta
    assert first.meta[REVISIT] and second.meta[REVISIT]


@pytest.mark.parametrize(
    ("answered", "is_same"),
    [
        ("https://x.ir/fa/news/1", True),
        ("https://x.ir/fa/news/1/a-slug", True),
        ("https://x.ir/", False),  # it was removed, and the home page has not changed
        ("https://x.ir/fa/news/2", False),
    ],
)
def test_only_the_article_itself_can_be_unchanged(answered: str, is_same: bool) -> None:
    asked = "https://x.ir/fa/news/1"
    meta: dict[str, Any] = {REVISIT: True}
    if answered != asked:
        meta["redirect_urls"] = [asked]
    (item,) = outputs(spider().parse_article(page(answered, status=304, **meta)))
    assert isinstance(item, Unchanged if is_same else Failure)
    assert (item.site, item.news_code, item.url) == ("x", "1", asked)


def test_without_revisit_nothing_is_revisited() -> None:
    crawl = spider()
    crawl.known.published_since = later(lambda since: ["https://x.ir/fa/news/1"])
    assert len(started(crawl)) == 3


# -- lists and feeds -------------------------------------------------------------------


def test_a_list_leads_to_its_articles_and_other_lists() -> None:
    crawl = spider()
    crawl.known.stored = later(lambda codes: {"2"})
    html = anchors("/fa/news/1/a", "/fa/news/2/b", "https://y.ir/fa/news/3", "/fa/sport")
    article, section = outputs(crawl.parse_list(page(SECTION, html)))
    assert (article.url, article.callback) == ("https://x.ir/fa/news/1/a", crawl.parse_article)
    assert (section.url, section.callback) == ("https://x.ir/fa/sport", crawl.parse_list)
    assert "handle_httpstatus_list" not in article.meta


def test_an_article_is_asked_for_once() -> None:
    asked: list[Collection[str]] = []

    def known(keys: Collection[str]) -> Collection[str]:
        asked.append(list(keys))
        return {"2"}

    def requested(*keys: str) -> list[str]:
        articles = {key: f"https://x.ir/fa/news/{key}" for key in keys}
        return urls(crawl.article_requests(Links(articles)))

    crawl = spider()
    crawl.known.stored = later(known)
    assert requested("1", "2", "3") == ["https://x.ir/fa/news/1", "https://x.ir/fa/news/3"]
    assert requested("1", "2", "3", "4") == ["https://x.ir/fa/news/4"]
    assert requested("1", "2", "3", "4") == []
    assert asked == [["1", "2", "3"], ["4"]]


def test_an_article_whose_request_was_not_taken_is_asked_for_again() -> None:
    crawl = spider()
    articles = Links({"1": "https://x.ir/fa/news/1", "2": "https://x.ir/fa/news/2"})

    async def first() -> None:
        async for _ in crawl.article_requests(articles):
            return  # what goes wrong then leaves the second behind

    asyncio.run(first())
    assert urls(crawl.article_requests(articles)) == ["https://x.ir/fa/news/2"]


def test_pages_that_are_read_at_the_same_time_ask_for_an_article_once() -> None:
    crawl = spider()

    async def known(keys: Collection[str]) -> Collection[str]:
        await asyncio.sleep(0.01 * len(keys))  # the first to ask is the last to be answered
        return ()

    crawl.known.stored = known  # type: ignore[method-assign]
    some = anchors("/fa/news/1/a", "/fa/news/2/b", "/fa/news/3/c")

    async def read(html: str) -> list[Any]:
        return [output async for output in crawl.parse_list(page(SECTION, html))]

    async def main() -> list[list[Any]]:
        return await asyncio.gather(read(some), read(some + anchors("/fa/news/4/d")), read(some))

    found = [url for given in asyncio.run(main()) for url in urls(given)]
    assert sorted(found) == [f"https://x.ir/fa/news/{n}/{slug}" for n, slug in enumerate("abcd", 1)]


def test_links_of_a_mirror_lead_to_the_mirror() -> None:
    crawl = spider(base_url=MIRROR)
    html = anchors("/fa/news/1/a", "https://www.x.ir/fa/news/2/b")
    assert urls(crawl.parse_list(page(f"{MIRROR}/", html))) == [
        f"{MIRROR}/fa/news/1/a",
        f"{MIRROR}/fa/news/2/b",
    ]


@pytest.mark.parametrize(
    ("before", "goes_on"), [((), True), (("1",), True), (("1", "2"), False), (("2", "9"), True)]
)
def test_the_next_page_is_asked_for_while_a_page_has_news(
    before: tuple[str, ...], goes_on: bool
) -> None:
    def known_before(codes: Collection[str]) -> Collection[str]:
        return set(before) & set(codes)

    crawl = spider()
    crawl.known.stored = later(lambda codes: codes)
    crawl.known.stored_before = later(known_before)
    html = anchors("/fa/news/1/a", "/fa/news/2/b", "?p=3", "?p=4")
    expected = [f"{SECTION}?p=3"] if goes_on else []
    assert urls(crawl.parse_list(page(f"{SECTION}?p=2", html))) == expected


def test_a_list_asks_the_archive_only_for_what_no_page_had_before() -> None:
    asked: list[list[str]] = []

    def known(keys: Collection[str]) -> Collection[str]:
        asked.append(sorted(keys))
        return set()

    crawl = spider()
    crawl.known.stored = crawl.known.seen = later(known)
    html = anchors("/fa/news/1/a", "/fa/news/2/b")
    assert len(outputs(crawl.parse_list(page(SECTION, html)))) == 2
    more = html + anchors("/fa/news/3/c")
    assert urls(crawl.parse_list(page(f"{SECTION}?p=2", more))) == ["https://x.ir/fa/news/3/c"]
    assert asked == [["1", "2"], ["1", "2"], ["3"], ["3"]]


def test_a_page_past_the_end_leads_nowhere() -> None:
    assert outputs(spider().parse_list(page(f"{SECTION}?p=9", anchors("?p=10")))) == []


def test_a_list_that_repeats_itself_ends() -> None:
    crawl = spider()
    crawl.known.seen = later(lambda codes: codes)
    html = anchors("/fa/news/1/a", "/fa/news/2/b", "?p=3", "?p=4")
    assert urls(crawl.parse_list(page(f"{SECTION}?p=2", html))) == [
        "https://x.ir/fa/news/1/a",
        "https://x.ir/fa/news/2/b",
        f"{SECTION}?p=3",
    ]
    assert f"{SECTION}?p=4" not in urls(crawl.parse_list(page(f"{SECTION}?p=3", html)))
    other = html.replace("/fa/news/2", "/fa/news/3")
    assert f"{SECTION}?p=4" in urls(crawl.parse_list(page(f"{SECTION}?p=3", other)))


def test_lists_at_one_path_do_not_end_each_other() -> None:
    crawl = spider()
    crawl.family = crawl.sorter.family = Nastooh()
    crawl.known.seen = later(lambda codes: codes)

    def next_pages(topic: int) -> list[str]:
        html = anchors("/news/1/a", "/news/2/b", f"/archive?tp={topic}&pi=2")
        found = urls(crawl.parse_list(page(f"https://x.ir/archive?tp={topic}", html)))
        return [url for url in found if "pi=" in url]

    assert next_pages(8) == ["https://x.ir/archive?tp=8&pi=2"]
    assert next_pages(9) == ["https://x.ir/archive?tp=9&pi=2"]
    assert next_pages(9) == []


@pytest.mark.parametrize(
    ("depth", "met", "goes_on"), [(2, True, True), (3, True, False), (3, False, True)]
)
def test_lists_far_from_home_are_followed_while_they_have_news(
    depth: int, met: bool, goes_on: bool
) -> None:
    crawl = spider()
    crawl.known.seen = later(lambda codes: codes if met else [])
    html = anchors("/fa/news/1/a", "/fa/calendar-8")
    found = urls(crawl.parse_list(page("https://x.ir/fa/calendar-7", html, depth=depth)))
    assert ("https://x.ir/fa/calendar-8" in found) == goes_on


def test_an_index_of_feeds_leads_to_them() -> None:
    html = anchors("/fa/rss/allnews", "/fa/rss/3", "/fa/sport", "https://y.ir/fa/rss/1")
    requests = outputs(spider().parse_feed(page("https://x.ir/fa/rss", html)))
    assert urls(requests) == ["https://x.ir/fa/rss/allnews", "https://x.ir/fa/rss/3"]
    assert {request.callback.__name__ for request in requests} == {"parse_feed"}


# -- sitemaps and archives -------------------------------------------------------------


def test_robots_leads_to_the_sitemaps_of_the_site() -> None:
    text = (
        "User-agent: *\nSitemap: https://x.ir/a.xml\nsitemap: /b.xml\nSitemap: https://y.ir/c.xml"
    )
    requests = outputs(spider().parse_sitemap(page("https://x.ir/robots.txt", text)))
    assert urls(requests) == ["https://x.ir/a.xml", "https://x.ir/b.xml"]
    assert urls(spider().parse_sitemap(page("https://x.ir/robots.txt"))) == [
        "https://x.ir/sitemap.xml",
        "https://x.ir/sitemap_index.xml",
        "https://x.ir/wp-sitemap.xml",
    ]


def test_a_sitemap_leads_to_its_articles() -> None:
    locs = "".join(
        f"<url><loc>https://x.ir/fa/{p}</loc></url>" for p in ("news/1/a", "news/2", "x")
    )
    crawl = spider()
    crawl.known.stored = later(lambda codes: {"2"})
    response = page("https://x.ir/sitemap.xml", f"<urlset>{locs}</urlset>")
    assert urls(crawl.parse_sitemap(response)) == ["https://x.ir/fa/news/1/a"]


def test_what_is_no_sitemap_is_a_failure() -> None:
    failure = only_failure(
        spider().parse_sitemap(page("https://x.ir/sitemap.xml", "<html></html>"))
    )
    assert failure.reason == "no sitemap, but <html>"


def test_sitemaps_read_before_are_left_out() -> None:
    crawl = spider()
    crawl.known.crawled_at = datetime(2021, 7, 13, tzinfo=UTC)
    maps = "".join(
        f"<sitemap><loc>https://x.ir/{day}.xml</loc><lastmod>2021-07-{day}</lastmod></sitemap>"
        for day in (10, 12)
    )
    index = page("https://x.ir/sitemap.xml", f"<sitemapindex>{maps}</sitemapindex>")
    assert urls(crawl.parse_sitemap(index)) == ["https://x.ir/12.xml"]


def test_a_day_of_the_archive_is_read_until_a_page_adds_nothing() -> None:
    crawl = spider()
    sidebar = anchors("/fa/news/9/sidebar")
    first = page("https://x.ir/fa/archive?p=1", anchors("/fa/news/1", "/fa/news/2") + sidebar)
    *articles, following = outputs(crawl.parse_day(first, "2021-07-13", 1, []))
    assert len(articles) == 3
    assert following.url.endswith("&from_date=1400/04/22&to_date=1400/04/22&p=2")
    assert following.cb_kwargs == {"day": "2021-07-13", "page": 2, "seen": ["1", "2", "9"]}
    assert following.priority < 0 and "handle_httpstatus_list" not in following.meta
    last = page(following.url, sidebar)
    *_, day = outputs(crawl.parse_day(last, **following.cb_kwargs))
    assert (day.site, day.day, day.articles, day.pages) == ("x", "1400-04-22", 2, 2)
    # What only the sidebars show is no article of another day.
    again = page("https://x.ir/fa/archive?p=1", sidebar)
    *_, other = outputs(crawl.parse_day(again, "2021-07-12", 1, []))
    assert (other.day, other.articles, other.pages) == ("1400-04-21", 0, 1)


def test_today_is_not_read_to_the_end() -> None:
    today = datetime.now(UTC).date() + timedelta(days=1)
    empty = page("https://x.ir/fa/archive", anchors("/fa/sport"))
    assert outputs(spider().parse_day(empty, today.isoformat(), 1, [])) == []


ARCHIVE = "https://x.ir/fa/archive?p=1"
CLOSED = "<h1>سایت در دست تعمیر است</h1>"


@pytest.mark.parametrize(
    ("html", "reason", "is_waiting"),
    [
        (CLOSED, "the site is under maintenance", True),
        (CLOSED + anchors("/fa/sport", "/fa/economy"), "the site is under maintenance", True),
        ("<script>document.cookie='__arcsjs=1'</script>", "a challenge page (ArvanCloud)", True),
        ("<p>سلام</p>", "no link of the site's own", True),
        (anchors("https://y.ir/", "mailto:a@x.ir", ARCHIVE), "no link of the site's own", True),
        ("", "an empty page", True),
        ("<h1>ورود</h1><input type=password>" + anchors("/fa/sport"), "a login page", False),
        ("<h1>خطای ۴۰۴</h1>", "the site says that the page does not exist", False),
    ],
)
def test_a_page_in_place_of_a_day_leaves_it_unread(
    html: str, reason: str, is_waiting: bool
) -> None:
    failure = only_failure(spider().parse_day(page(ARCHIVE, html), "2021-07-13", 1, []))
    assert (failure.reason, failure.is_waiting) == (reason, is_waiting)
    again = spider().parse_day(page(ARCHIVE, html), "2021-07-13", 2, ["1"])
    if failure.is_missing:  # past the last page
        (day,) = outputs(again)
        assert (day.articles, day.pages) == (1, 2)
    else:
        assert only_failure(again).reason == reason


def test_a_day_without_articles_is_read_if_its_page_has_a_menu() -> None:
    html = "<title>آرشیو</title><p>موردی یافت نشد</p>" + anchors("/fa/sport")
    (day,) = outputs(spider().parse_day(page(ARCHIVE, html), "2021-07-13", 1, []))
    assert (day.day, day.articles) == ("1400-04-22", 0)


def test_the_home_page_in_place_of_a_day_leaves_it_unread() -> None:
    home = page("https://x.ir/", anchors("/fa/news/1"), redirect_urls=[ARCHIVE])
    failure = only_failure(spider().parse_day(home, "2021-07-13", 1, []))
    assert failure.reason == "redirected to the home page"


@pytest.mark.parametrize("callback", ["parse_list", "parse_feed"])
@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (CLOSED + anchors("/fa/sport"), "the site is under maintenance"),
        ("<h1>Just a moment...</h1>", "a challenge page (Cloudflare)"),
        ("<p>سلام</p>", "no link of the site's own"),
        ("", "an empty page"),
    ],
)
def test_a_page_in_place_of_a_list_or_feed_waits(callback: str, html: str, reason: str) -> None:
    failure = only_failure(getattr(spider(), callback)(page("https://x.ir/fa/rss", html)))
    assert (failure.reason, failure.is_waiting) == (reason, True)


def test_a_feed_without_entries_names_its_site() -> None:
    def read(feed: str) -> list[Any]:
        url = "https://x.ir/fa/rss/allnews"
        response = XmlResponse(url, body=feed.encode(), request=Request(url))
        return outputs(spider().parse_feed(response))

    own, other = "<link>https://x.ir/</link>", "<item><link>https://y.ir/1</link></item>"
    assert read(f"<rss><channel>{own}</channel></rss>") == []
    (failure,) = read(f"<rss><channel>{other}</channel></rss>")
    assert (failure.reason, failure.is_waiting) == ("no link of the site's own", True)


def test_a_page_in_place_of_sitemaps_waits() -> None:
    for path in ("robots.txt", "sitemap.xml"):
        failure = only_failure(spider().parse_sitemap(page(f"https://x.ir/{path}", CLOSED)))
        assert (failure.reason, failure.is_waiting) == ("the site is under maintenance", True)


@pytest.mark.parametrize(
    ("html", "reason", "is_waiting", "is_missing"),
    [
        (CLOSED, "the site is under maintenance", True, False),
        ("<h1>x</h1><script>_cf_chl_opt</script>", "a challenge page (Cloudflare)", True, False),
        ("<h1>ورود</h1><input type=password>", "a login page", False, False),
        ("<h1>404</h1>", "the site says that the page does not exist", False, True),
    ],
)
def test_a_page_in_place_of_an_article(
    html: str, reason: str, is_waiting: bool, is_missing: bool
) -> None:
    url = "https://x.ir/fa/news/7"
    elsewhere = page("https://x.ir/closed", html, redirect_urls=[url])
    for response in (page(url, html), elsewhere):
        failure = only_failure(spider().parse_article(response))
        assert (failure.reason, failure.is_waiting) == (reason, is_waiting)
        assert failure.is_missing is is_missing
        assert failure.no_page is not None and failure.no_page.kind == reason


def test_one_text_at_many_addresses_is_no_article() -> None:
    crawl = spider()

    def read(code: int, html: str = PAGE.format("")) -> Any:
        (item,) = outputs(crawl.parse_article(page(f"https://x.ir/fa/news/{code}", html)))
        return item

    first, second, third, fourth = map(read, (1, 2, 3, 4))
    assert isinstance(first, Article) and isinstance(second, Article)
    for failure in (third, fourth):
        assert failure.reason.startswith("the text of other pages again, without a date; the first")
        assert failure.reason.endswith(" is https://x.ir/fa/news/1")
        assert not failure.is_waiting and not failure.is_missing
    assert isinstance(read(1), Article)
    # An agency's text, with a date on each page; and another text.
    dated = PAGE.format("<div class=news-date>۲۲ تیر ۱۴۰۰</div>")
    assert all(isinstance(read(code, dated), Article) for code in range(11, 15))
    assert isinstance(read(9, PAGE.format("").replace("متن", "متنی")), Article)


def test_a_feed_leads_to_its_articles_only() -> None:
    crawl = spider()
    crawl.known.stored = later(lambda codes: {"2"})
    items = "".join(f"<item><link>https://x.ir/fa/{p}</link></item>" for p in ("news/1", "news/2"))
    feed = f"<rss><channel>{items}<item><link>https://x.ir/fa/sport</link></item></channel></rss>"
    response = XmlResponse("https://x.ir/fa/rss/allnews", body=feed.encode())
    (request,) = outputs(crawl.parse_feed(response))
    assert (request.url, request.callback) == ("https://x.ir/fa/news/1", crawl.parse_article)


@pytest.mark.parametrize("callback", ["parse_list", "parse_feed"])
def test_what_has_not_changed_gives_nothing(callback: str) -> None:
    crawl = spider()
    assert outputs(getattr(crawl, callback)(Response("https://x.ir/", 304))) == []
    assert (
        outputs(getattr(crawl, callback)(page("https://x.ir/", anchors("/fa/news/1"), 304))) == []
    )


@pytest.mark.parametrize(
    ("callback", "reason"),
    [
        ("parse_list", "not a page: image/png"),
        ("parse_feed", "not a feed: image/png"),
        ("parse_article", "not a page: image/png"),
    ],
)
def test_what_is_no_text_is_a_failure(callback: str, reason: str) -> None:
    url = "https://www.x.ir/fa/news/1/a"
    headers = {"Content-Type": "image/png"}
    response = Response(url, headers=headers, body=b"\x89PNG", request=Request(url))
    failure = only_failure(getattr(spider(), callback)(response))
    assert (failure.reason, failure.status) == (reason, 200)
    assert (failure.site, failure.url, failure.news_code) == ("x", "https://x.ir/fa/news/1", "1")
    bare = only_failure(getattr(spider(), callback)(Response(url)))
    assert bare.reason.endswith("no content type")


# -- articles --------------------------------------------------------------------------


def test_an_article_and_the_articles_it_links_to() -> None:
    crawl = spider(base_url=MIRROR)
    html = PAGE.format(anchors("/fa/news/2/b", "/fa/news/1/other", "/fa/sport"))
    crawl.known.stored = later(lambda codes: {"1"})
    article, *rest = outputs(crawl.parse_article(page(f"{MIRROR}/fa/news/1/a", html)))
    assert isinstance(article, Article)
    assert (article.site, article.news_code, article.title) == ("x", "1", "تیتر")
    assert article.url == "https://x.ir/fa/news/1"
    assert urls(rest) == [f"{MIRROR}/fa/news/2/b"]


def test_without_front_the_links_of_an_article_are_not_followed() -> None:
    html = PAGE.format(anchors("/fa/news/2/b"))
    given = spider(discover="rss").parse_article(page("https://x.ir/fa/news/1", html))
    assert urls(given) == []


def test_digits_are_as_the_setting_says() -> None:
    crawler = Crawler(XSpider, Settings({"TEXT_DIGITS": "latin"}))
    crawl = XSpider.from_crawler(crawler)
    html = PAGE.format("").replace("تیتر", "تیتر ۱۲")
    assert crawl.read_article(page("https://x.ir/fa/news/1", html)).title == "تیتر 12"


@pytest.mark.parametrize(
    "target",
    ["https://x.ir/", "https://x.ir/fa/economy", "https://x.ir/login", "https://m.x.ir/fa/news/8"],
)
def test_a_redirect_to_anything_but_an_article_of_the_site_is_a_failure(target: str) -> None:
    asked = "https://x.ir/fa/news/7/a"
    response = page(target, PAGE.format(""), redirect_urls=[asked, "https://x.ir/b"])
    failure = only_failure(spider().parse_article(response))
    assert failure.reason.startswith(f"redirected to {target}")
    assert (failure.url, failure.news_code) == ("https://x.ir/fa/news/7", "7")
    assert not failure.is_missing


def test_a_redirect_of_a_mirror_is_recorded_under_the_sites_address() -> None:
    asked = f"{MIRROR}/fa/news/7/a"
    response = page(f"{MIRROR}/", redirect_urls=[asked])
    failure = only_failure(spider(base_url=MIRROR).parse_article(response))
    assert failure.reason.startswith("redirected to https://x.ir/,")
    assert failure.url == "https://x.ir/fa/news/7"


def test_a_page_without_an_article_is_a_failure() -> None:
    failure = only_failure(spider().parse_article(page("https://x.ir/fa/news/7", "<html></html>")))
    assert (failure.reason, failure.is_missing) == ("no headline found", False)


def test_an_error_page_that_answers_200_is_missing() -> None:
    html = "<html><div class=error_container>صفحه درخواستی شما موجود نمی باشد</div></html>"
    failure = only_failure(spider().parse_article(page("https://x.ir/fa/news/7", html)))
    assert failure.is_missing
    assert failure.status == 200


# -- errors ----------------------------------------------------------------------------


def error(exception: Exception, url: str = "https://x.ir/fa/news/7/a", **meta: Any) -> Failure:
    failure = TwistedFailure(exception)  # type: ignore[no-untyped-call]
    failure.request = Request(url, meta=meta)  # type: ignore[attr-defined]
    return only_failure(spider(base_url=MIRROR).on_error(failure))


@pytest.mark.parametrize(
    ("status", "is_missing"), [(404, True), (410, True), (403, False), (500, False), (503, False)]
)
def test_an_http_error(status: int, is_missing: bool) -> None:
    failure = error(HttpError(Response("https://x.ir/fa/news/7/a", status), "ignored"))
    assert (failure.reason, failure.status) == (f"HTTP {status}", status)
    assert failure.is_missing is is_missing


@pytest.mark.parametrize(
    ("status", "is_waiting"),
    [(401, False), (403, True), (404, False), (407, True), (429, True), (451, False), (503, True)],
)
def test_which_http_errors_pass_by_themselves(status: int, is_waiting: bool) -> None:
    failure = error(HttpError(Response("https://x.ir/fa/news/7/a", status), "ignored"))
    assert failure.is_waiting is is_waiting


@pytest.mark.parametrize(
    ("status", "html", "reason", "is_waiting"),
    [
        (403, "<h1>Just a moment...</h1>", "HTTP 403: a challenge page (Cloudflare)", True),
        (401, "<h1>Just a moment...</h1>", "HTTP 401: a challenge page (Cloudflare)", True),
        (401, "<h1>401</h1>", "HTTP 401: the page wants a password", False),
        (522, CLOSED, "HTTP 522: the server behind the CDN does not answer", True),
        (503, CLOSED, "HTTP 503: the site is under maintenance", True),
        (403, "<h1>403 Forbidden</h1>", "HTTP 403", True),
        (400, "<h1>Account Suspended</h1>", "HTTP 400: the page of a server without a site", True),
        (400, "<h1>Bad Request</h1>", "HTTP 400", False),
        (404, CLOSED, "HTTP 404", False),
    ],
)
def test_the_page_of_an_http_error(status: int, html: str, reason: str, is_waiting: bool) -> None:
    response = page("https://x.ir/fa/news/7/a", html, status)
    failure = error(HttpError(response, "ignored"))
    assert (failure.reason, failure.is_waiting) == (reason, is_waiting)


def test_cloudflare_says_in_a_header_that_it_is_a_challenge() -> None:
    headers = {"cf-mitigated": "challenge"}
    response = Response("https://x.ir/fa/news/7/a", 403, headers=headers)
    failure = error(HttpError(response, "ignored"))
    assert failure.reason == "HTTP 403: a challenge page (Cloudflare)"


@pytest.mark.parametrize(
    ("exception", "reason"),
    [
        (IgnoreRequest("Forbidden by robots.txt"), "Forbidden by robots.txt"),
        (IgnoreRequest(), "request ignored"),
        (ValueError("why"), "ValueError: why"),
        (ValueError(), "ValueError"),
    ],
)
def test_no_answer(exception: Exception, reason: str) -> None:
    failure = error(exception)
    assert (failure.reason, failure.status, failure.is_missing) == (reason, None, False)
    assert (failure.site, failure.url, failure.news_code) == ("x", "https://x.ir/fa/news/7", "7")
    assert failure.at is not None
    assert datetime.fromisoformat(failure.at).utcoffset() == timedelta(0)


def test_a_timeout() -> None:
    timeout = DownloadTimeout("slow")  # type: ignore[no-untyped-call]
    assert error(timeout).reason == "no answer in time"


def test_an_error_is_recorded_under_the_address_that_was_asked_for() -> None:
    asked = [f"{MIRROR}/fa/news/7/a", f"{MIRROR}/b"]
    failure = error(ValueError(), f"{MIRROR}/c", redirect_urls=asked)
    assert failure.url == "https://x.ir/fa/news/7"
    assert error(ValueError(), f"{MIRROR}/fa/economy?p=2").url == f"{SECTION}?p=2"
    assert error(ValueError(), SECTION).news_code is None


# -- sitemaps at other hosts -----------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("https://cdn.x.ir/s.xml", ["https://cdn.x.ir/s.xml"]),
        (
            "https://cdn.x.ir/s.xml\nSitemap: /b.xml",
            ["https://x.ir/b.xml", "https://cdn.x.ir/s.xml"],
        ),
        ("https://other.ir/s.xml\nSitemap: /b.xml", ["https://x.ir/b.xml"]),
        ("http://169.254.169.254/s.xml\nSitemap: /b.xml", ["https://x.ir/b.xml"]),
    ],
)
def test_robots_may_name_a_sitemap_at_a_sister_host(named: str, asked: list[str]) -> None:
    robots = page("https://x.ir/robots.txt", f"Sitemap: {named}")
    assert urls(spider().parse_sitemap(robots)) == asked


def test_a_sitemap_at_a_sister_host_leads_to_the_site_and_to_others_there() -> None:
    crawl = spider()
    robots = page("https://x.ir/robots.txt", "Sitemap: https://cdn.x.ir/s/all.xml")
    (request,) = outputs(crawl.parse_sitemap(robots))
    text = "<sitemapindex>{}</sitemapindex>".format(
        "".join(
            f"<sitemap><loc>{loc}</loc></sitemap>"
            for loc in (
                "1.xml",
                "https://x.ir/2.xml",
                "https://img.x.ir/3.xml",
                "https://y.ir/4.xml",
            )
        )
    )
    index = page(request.url, text).replace(request=request)
    found = outputs(crawl.parse_sitemap(index))
    assert urls(found) == ["https://cdn.x.ir/s/1.xml", "https://x.ir/2.xml"]
    inner = page(
        found[0].url,
        "<urlset><url><loc>https://x.ir/fa/news/1/a</loc></url>"
        "<url><loc>https://cdn.x.ir/fa/news/2/a</loc></url></urlset>",
    ).replace(request=found[0])
    assert urls(crawl.parse_sitemap(inner)) == ["https://x.ir/fa/news/1/a"]


def test_a_page_in_place_of_a_feed_is_said() -> None:
    html = page("https://x.ir/fa/rss/allnews", "<html><a href='/fa/sport'>x</a></html>")
    assert only_failure(spider().parse_feed(html)).reason.startswith("not a feed")


def test_a_feed_has_so_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.discovery.bounds.ENTRIES", 2)
    items = "".join(f"<item><link>https://x.ir/fa/news/{n}/a</link></item>" for n in (1, 2, 3))
    feed = page("https://x.ir/fa/rss/allnews", f"<rss><channel>{items}</channel></rss>")
    crawl = spider()
    told: list[str] = []
    crawl.bounds = Bounds(told.append)
    assert urls(crawl.parse_feed(feed)) == ["https://x.ir/fa/news/1/a", "https://x.ir/fa/news/2/a"]
    assert told == ["entries of a feed after the first 2 are left out, first "
                    "https://x.ir/fa/rss/allnews"]  # fmt: skip


def test_a_sitemap_that_breaks_off_waits() -> None:
    text = "".join(f"<url><loc>https://x.ir/fa/news/{n}/a</loc></url>" for n in range(1, 300))
    body = gzip.compress(f"<urlset>{text}</urlset>".encode())
    whole = page("https://x.ir/s.xml.gz").replace(body=body)
    cut = page("https://x.ir/s.xml.gz").replace(body=body[:-200])
    total, *found = outputs(spider().parse_sitemap(whole))
    assert (total.way, total.total) == ("sitemap", 299)
    assert len(found) == 299
    failure, *found = outputs(spider().parse_sitemap(cut))
    assert (failure.reason, failure.is_waiting) == ("the sitemap breaks off", True)
    assert len(found) > 50
