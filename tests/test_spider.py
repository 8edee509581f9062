import asyncio
from collections.abc import Collection, Iterable
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

from newscrawl.arguments import ArgumentError
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.items import Article, Failure
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


def urls(outputs: Iterable[Any]) -> list[str]:
    return [output.url for output in outputs if isinstance(output, Request)]


def started(crawl: NewsSpider) -> list[Request]:
    async def main() -> list[Request]:
        return [request async for request in crawl.start()]

    return asyncio.run(main())


def only_failure(outputs: Iterable[Any]) -> Failure:
    (failure,) = outputs
    assert isinstance(failure, Failure)
    return failure


# -- arguments -------------------------------------------------------------------------


def test_without_arguments() -> None:
    arguments = XSpider.parse_arguments()
    assert (arguments.base_url, arguments.urls, arguments.revisit) == (None, (), None)
    assert arguments.discover == ("front", "rss")


def test_good_arguments() -> None:
    arguments = XSpider.parse_arguments(
        base_url=MIRROR + "/",
        url=f"https://www.x.ir/fa/news/1/a\n{MIRROR}/fa/news/2",
        discover="rss",
        revisit="36h",
        _job="scrapyd's",
    )
    assert arguments.base_url == MIRROR
    assert arguments.urls == ("https://www.x.ir/fa/news/1/a", f"{MIRROR}/fa/news/2")
    assert arguments.discover == ("rss",)
    assert arguments.revisit == timedelta(hours=36)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("base_url", "127.0.0.1:8000", "base_url: expected http"),
        ("base_url", "", "base_url: expected http"),
        ("base_url", "ftp://127.0.0.1", "base_url: expected http"),
        ("base_url", "http://127.0.0.1:x", "base_url: expected http"),
        ("base_url", "http://127.0.0.1/fa", "base_url: expected http"),
        ("discover", "", "discover: expected one or more of front, rss"),
        (
            "discover",
            "front,rrs",
            "discover: expected one or more of front, rss, sitemap, archive, codes, got 'rrs'",
        ),
        ("revisit", "", "revisit: expected hours or days"),
        ("revisit", "7", "revisit: expected hours or days"),
        ("revisit", "0d", "revisit: expected hours or days"),
        ("revisit", "-1d", "revisit: expected hours or days"),
        ("url", " ", "url: expected addresses"),
        ("url", "x.ir/fa/news/1", "url: expected addresses like https"),
        ("url", "https://[x/fa/news/1", "url: expected addresses like https"),
        ("url", "https://y.ir/fa/news/1", "url: expected addresses on x.ir"),
        ("url", "https://x.ir/fa/economy", "url: expected the address of an article"),
        ("url", f"{MIRROR}/fa/news/1", "url: expected addresses on x.ir"),
        ("revist", "7d", "revist: unknown argument"),
    ],
)
def test_wrong_arguments_are_named(name: str, value: str, says: str) -> None:
    with pytest.raises(ArgumentError, match=f"^{says.replace('.', '[.]')}"):
        spider(**{name: value})


# -- the mirror ------------------------------------------------------------------------


def test_addresses_of_a_mirror_and_of_the_site() -> None:
    crawl = spider(base_url=MIRROR)
    assert crawl.addresses.to_mirror("https://www.x.ir/fa/a?p=2#b") == f"{MIRROR}/fa/a?p=2"
    assert crawl.addresses.to_mirror("https://x.ir") == f"{MIRROR}/"
    assert crawl.addresses.to_mirror("https://y.ir/fa/a") == "https://y.ir/fa/a"
    assert crawl.addresses.to_site(f"{MIRROR}/fa/a?p=2") == "https://x.ir/fa/a?p=2"
    assert crawl.addresses.to_site("http://127.0.0.1:9000/fa/a") == "http://127.0.0.1:9000/fa/a"
    assert crawl.allowed_domains == ["x.ir", "127.0.0.1"]


def test_without_a_mirror_addresses_stay() -> None:
    crawl = spider()
    assert crawl.addresses.to_mirror("http://www.x.ir/fa/a#b") == "http://www.x.ir/fa/a#b"
    assert crawl.addresses.to_site(f"{MIRROR}/fa/a") == f"{MIRROR}/fa/a"
    assert crawl.allowed_domains == ["x.ir"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.ir/a", True),
        ("http://www.x.ir/a", True),
        ("https://WWW.X.IR/a", True),
        (f"{MIRROR}/a", True),
        ("http://127.0.0.1:9000/a", False),
        ("https://m.x.ir/a", False),
        ("https://xx.ir/a", False),
        ("https://x.ir.y.ir/a", False),
        ("https://y.ir/x.ir", False),
    ],
)
def test_on_site(url: str, expected: bool) -> None:
    assert spider(base_url=MIRROR).on_site(url) is expected


def test_a_mirror_written_in_capitals_is_the_same_mirror() -> None:
    crawl = spider(base_url="HTTP://LocalHost:8000")
    request = crawl.request(SECTION, crawl.parse_list)
    assert crawl.on_site(request.url)
    assert crawl.addresses.to_site(request.url) == SECTION


def speed_of(base_url: str | None, **on_command_line: Any) -> list[Any]:
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.setdict(on_command_line, priority="cmdline")
    crawler = Crawler(XSpider, settings)
    XSpider.from_crawler(crawler, base_url=base_url)
    return [crawler.settings.get(name) for name in SPEED]


@pytest.mark.parametrize("base_url", [MIRROR, "http://localhost:8000", "http://[::1]:8000"])
def test_a_mirror_on_this_machine_is_not_slowed_down(base_url: str) -> None:
    assert speed_of(base_url) == [False, 0, 16]


@pytest.mark.parametrize("base_url", [None, "http://y.ir", "http://192.0.2.1", "http://10.0.0.1"])
def test_any_other_server_is_treated_politely(base_url: str | None) -> None:
    assert speed_of(base_url) == [True, 0.25, 4]


def test_the_command_line_wins() -> None:
    assert speed_of(MIRROR, DOWNLOAD_DELAY=3) == [False, 3, 16]


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
    crawl.memory.known = lambda codes: {"1"}
    assert urls(started(crawl)) == ["https://x.ir/fa/news/2"]
    assert urls(crawl.parse_article(page("https://x.ir/fa/news/2", PAGE.format("")))) == []


def test_articles_to_revisit_are_asked_for_last_although_known() -> None:
    since: list[datetime] = []
    crawl = spider(revisit="7d")
    crawl.memory.known = lambda codes: codes

    def young(moment: datetime) -> list[str]:
        since.append(moment)
        return ["https://x.ir/fa/news/1", "https://x.ir/fa/news/2"]

    crawl.memory.young = young
    *starts, first, second = started(crawl)
    assert len(starts) == 3
    assert (first.url, second.url) == ("https://x.ir/fa/news/1", "https://x.ir/fa/news/2")
    assert first.meta == second.meta == {"revisit": True}
    assert (first.callback, first.errback) == (crawl.parse_article, crawl.on_error)
    assert first.priority < min(request.priority for request in starts)
    assert abs(datetime.now(UTC) - timedelta(days=7) - since[0]) < timedelta(minutes=1)


def test_without_revisit_nothing_is_revisited() -> None:
    crawl = spider()
    crawl.memory.young = lambda since: ["https://x.ir/fa/news/1"]
    assert len(started(crawl)) == 3


# -- lists and feeds -------------------------------------------------------------------


def test_a_list_leads_to_its_articles_and_other_lists() -> None:
    crawl = spider()
    crawl.memory.known = lambda codes: {"2"}
    html = anchors("/fa/news/1/a", "/fa/news/2/b", "https://y.ir/fa/news/3", "/fa/sport")
    article, section = crawl.parse_list(page(SECTION, html))
    assert (article.url, article.callback) == ("https://x.ir/fa/news/1/a", crawl.parse_article)
    assert (section.url, section.callback) == ("https://x.ir/fa/sport", crawl.parse_list)
    assert "handle_httpstatus_list" not in article.meta


def test_an_article_is_asked_for_once() -> None:
    asked: list[Collection[str]] = []

    def known(keys: Collection[str]) -> Collection[str]:
        asked.append(list(keys))
        return {"2"}

    def requested(*keys: str) -> list[str]:
        return urls(crawl.article_requests({key: f"https://x.ir/fa/news/{key}" for key in keys}))

    crawl = spider()
    crawl.memory.known = known
    assert requested("1", "2", "3") == ["https://x.ir/fa/news/1", "https://x.ir/fa/news/3"]
    assert requested("1", "2", "3", "4") == ["https://x.ir/fa/news/4"]
    assert requested("1", "2", "3", "4") == []
    assert asked == [["1", "2", "3"], ["4"]]


def test_an_article_whose_request_was_not_taken_is_asked_for_again() -> None:
    crawl = spider()
    articles = {"1": "https://x.ir/fa/news/1", "2": "https://x.ir/fa/news/2"}
    next(iter(crawl.article_requests(articles)))  # what goes wrong then leaves the second behind
    assert urls(crawl.article_requests(articles)) == ["https://x.ir/fa/news/2"]


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
    crawl.memory.known = lambda codes: codes
    crawl.memory.known_before = known_before
    html = anchors("/fa/news/1/a", "/fa/news/2/b", "?p=3", "?p=4")
    expected = [f"{SECTION}?p=3"] if goes_on else []
    assert urls(crawl.parse_list(page(f"{SECTION}?p=2", html))) == expected


def test_a_list_asks_the_archive_only_for_what_no_page_had_before() -> None:
    asked: list[list[str]] = []

    def known(keys: Collection[str]) -> Collection[str]:
        asked.append(sorted(keys))
        return set()

    crawl = spider()
    crawl.memory.known = crawl.memory.met = known
    html = anchors("/fa/news/1/a", "/fa/news/2/b")
    assert len(list(crawl.parse_list(page(SECTION, html)))) == 2
    more = html + anchors("/fa/news/3/c")
    assert urls(crawl.parse_list(page(f"{SECTION}?p=2", more))) == ["https://x.ir/fa/news/3/c"]
    assert asked == [["1", "2"], ["1", "2"], ["3"], ["3"]]


def test_a_page_past_the_end_leads_nowhere() -> None:
    assert list(spider().parse_list(page(f"{SECTION}?p=9", anchors("?p=10")))) == []


def test_a_list_that_repeats_itself_ends() -> None:
    crawl = spider()
    crawl.memory.met = lambda codes: codes
    html = anchors("/fa/news/1/a", "/fa/news/2/b", "?p=3", "?p=4")
    assert urls(crawl.parse_list(page(f"{SECTION}?p=2", html))) == [
        "https://x.ir/fa/news/1/a",
        "https://x.ir/fa/news/2/b",
        f"{SECTION}?p=3",
    ]
    assert f"{SECTION}?p=4" not in urls(crawl.parse_list(page(f"{SECTION}?p=3", html)))
    other = html.replace("/fa/news/2", "/fa/news/3")
    assert f"{SECTION}?p=4" in urls(crawl.parse_list(page(f"{SECTION}?p=3", other)))


@pytest.mark.parametrize(
    ("depth", "met", "goes_on"), [(2, True, True), (3, True, False), (3, False, True)]
)
def test_lists_far_from_home_are_followed_while_they_have_news(
    depth: int, met: bool, goes_on: bool
) -> None:
    crawl = spider()
    crawl.memory.met = lambda codes: codes if met else []
    html = anchors("/fa/news/1/a", "/fa/calendar-8")
    found = urls(crawl.parse_list(page("https://x.ir/fa/calendar-7", html, depth=depth)))
    assert ("https://x.ir/fa/calendar-8" in found) == goes_on


def test_an_index_of_feeds_leads_to_them() -> None:
    html = anchors("/fa/rss/allnews", "/fa/rss/3", "/fa/sport", "https://y.ir/fa/rss/1")
    requests = list(spider().parse_feed(page("https://x.ir/fa/rss", html)))
    assert urls(requests) == ["https://x.ir/fa/rss/allnews", "https://x.ir/fa/rss/3"]
    assert {request.callback.__name__ for request in requests} == {"parse_feed"}


# -- sitemaps and archives -------------------------------------------------------------


def test_robots_leads_to_the_sitemaps_of_the_site() -> None:
    text = (
        "User-agent: *\nSitemap: https://x.ir/a.xml\nsitemap: /b.xml\nSitemap: https://y.ir/c.xml"
    )
    requests = list(spider().parse_sitemap(page("https://x.ir/robots.txt", text)))
    assert urls(requests) == ["https://x.ir/a.xml", "https://x.ir/b.xml"]
    assert urls(spider().parse_sitemap(page("https://x.ir/robots.txt"))) == [
        "https://x.ir/sitemap.xml"
    ]


def test_a_sitemap_leads_to_its_articles() -> None:
    locs = "".join(
        f"<url><loc>https://x.ir/fa/{p}</loc></url>" for p in ("news/1/a", "news/2", "x")
    )
    crawl = spider()
    crawl.memory.known = lambda codes: {"2"}
    response = page("https://x.ir/sitemap.xml", f"<urlset>{locs}</urlset>")
    assert urls(crawl.parse_sitemap(response)) == ["https://x.ir/fa/news/1/a"]


def test_what_is_no_sitemap_is_a_failure() -> None:
    failure = only_failure(
        spider().parse_sitemap(page("https://x.ir/sitemap.xml", "<html></html>"))
    )
    assert failure.reason == "no sitemap, but <html>"


def test_sitemaps_read_before_are_left_out() -> None:
    crawl = spider()
    crawl.memory.crawled_at = datetime(2021, 7, 13, tzinfo=UTC)
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
    *articles, following = crawl.parse_day(first, "2021-07-13", 1, [])
    assert len(articles) == 3
    assert following.url.endswith("&from_date=1400/04/22&to_date=1400/04/22&p=2")
    assert following.cb_kwargs == {"day": "2021-07-13", "page": 2, "seen": ["1", "2", "9"]}
    assert following.priority < 0 and "handle_httpstatus_list" not in following.meta
    last = page(following.url, sidebar)
    *_, day = crawl.parse_day(last, **following.cb_kwargs)
    assert (day.site, day.day, day.articles, day.pages) == ("x", "1400-04-22", 2, 2)
    # What only the sidebars show is no article of another day.
    *_, other = crawl.parse_day(page("https://x.ir/fa/archive?p=1", sidebar), "2021-07-12", 1, [])
    assert (other.day, other.articles, other.pages) == ("1400-04-21", 0, 1)


def test_today_is_not_read_to_the_end() -> None:
    today = datetime.now(UTC).date() + timedelta(days=1)
    assert list(spider().parse_day(page("https://x.ir/fa/archive"), today.isoformat(), 1, [])) == []


def test_a_feed_leads_to_its_articles_only() -> None:
    crawl = spider()
    crawl.memory.known = lambda codes: {"2"}
    items = "".join(f"<item><link>https://x.ir/fa/{p}</link></item>" for p in ("news/1", "news/2"))
    feed = f"<rss><channel>{items}<item><link>https://x.ir/fa/sport</link></item></channel></rss>"
    response = XmlResponse("https://x.ir/fa/rss/allnews", body=feed.encode())
    (request,) = crawl.parse_feed(response)
    assert (request.url, request.callback) == ("https://x.ir/fa/news/1", crawl.parse_article)


@pytest.mark.parametrize("callback", ["parse_list", "parse_feed"])
def test_what_has_not_changed_gives_nothing(callback: str) -> None:
    crawl = spider()
    assert list(getattr(crawl, callback)(Response("https://x.ir/", 304))) == []
    assert list(getattr(crawl, callback)(page("https://x.ir/", anchors("/fa/news/1"), 304))) == []


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
    crawl.memory.known = lambda codes: {"1"}
    article, *rest = crawl.parse_article(page(f"{MIRROR}/fa/news/1/a", html))
    assert isinstance(article, Article)
    assert (article.site, article.news_code, article.title) == ("x", "1", "تیتر")
    assert article.url == "https://x.ir/fa/news/1"
    assert urls(rest) == [f"{MIRROR}/fa/news/2"]


def test_without_front_the_links_of_an_article_are_not_followed() -> None:
    html = PAGE.format(anchors("/fa/news/2/b"))
    outputs = spider(discover="rss").parse_article(page("https://x.ir/fa/news/1", html))
    assert urls(outputs) == []


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
    assert error(timeout).reason.startswith("TimeoutError: ")


def test_an_error_is_recorded_under_the_address_that_was_asked_for() -> None:
    asked = [f"{MIRROR}/fa/news/7/a", f"{MIRROR}/b"]
    failure = error(ValueError(), f"{MIRROR}/c", redirect_urls=asked)
    assert failure.url == "https://x.ir/fa/news/7"
    assert error(ValueError(), f"{MIRROR}/fa/economy?p=2").url == f"{SECTION}?p=2"
    assert error(ValueError(), SECTION).news_code is None
