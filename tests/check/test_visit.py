"""What a check makes of pages, without fetching any."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.check.visit import VisitedSite, VisitSpider
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.urls import Addresses

HOST = "https://demo.newscrawl.example"


@pytest.fixture(scope="module")
def paper() -> Site:
    return Site(Newspaper(40), None)


def visited(*, is_known: bool = True) -> VisitedSite:
    family = IranSamaneh() if is_known else None
    return VisitedSite(Addresses("demo.newscrawl.example"), "demo", family, None)


def page(paper: Site, url: str) -> Response:
    body = paper.reply(url.removeprefix(HOST), HOST).body
    return HtmlResponse(url, body=body, encoding="utf-8")


def visit(paper: Site, site: VisitedSite, count: int) -> None:
    spider = VisitSpider(site, count)
    for request in spider.parse_home(page(paper, f"{HOST}/")):
        answer = page(paper, request.url)
        request.callback(answer, **request.cb_kwargs)  # type: ignore[misc]


def test_a_known_site_is_read_by_its_family(paper: Site) -> None:
    site = visited()
    visit(paper, site, 4)
    family, why = site.detect()
    assert (family.name, why) == ("iransamaneh", "its spider says so")
    checked = site.read(family)
    assert [one.reason for one in checked] == [None] * 4
    assert all(one.article is not None and one.article.title for one in checked)


def test_the_family_of_a_new_site_is_found_out(paper: Site) -> None:
    site = visited(is_known=False)
    visit(paper, site, 3)
    family, why = site.detect()
    assert family.name == "iransamaneh"
    assert "links on the home page are its articles'" in why


def test_a_site_of_no_family_gets_the_open_one() -> None:
    site = visited(is_known=False)
    family, why = site.detect()
    assert (family.is_open, why) == (True, "its pages have the elements of no known family")


def moved(paper: Site, url: str) -> HtmlResponse:
    """A page of the demo, whose articles are at ``/khabar/`` in place of ``/fa/news/``."""
    body = paper.reply(url.removeprefix(HOST).replace("/khabar/", "/fa/news/"), HOST).body
    return HtmlResponse(url, body=body.replace(b"/fa/news/", b"/khabar/"), encoding="utf-8")


def test_elements_of_a_family_under_unknown_addresses(paper: Site) -> None:
    site = visited(is_known=False)
    site.take_home(moved(paper, f"{HOST}/"))
    urls = site.articles(3)
    assert len(urls) == 3
    assert all("/khabar/" in url for url in urls)
    site.pages = [moved(paper, url) for url in urls]
    family, why = site.detect()
    assert why == "it has IranSamaneh's elements under unknown addresses: /khabar/{code}/{slug}"
    assert (family.name, family.articles) == ("iransamaneh", ("/khabar/{code}/{slug}",))
    checked = site.read(family)
    assert [one.reason for one in checked] == [None] * 3
    assert all(one.article and one.article.body and one.article.published_at for one in checked)
    assert all("/khabar/" in one.article.url for one in checked if one.article)


def test_a_site_of_no_family_gets_addresses_and_selectors() -> None:
    text = "باران دیروز در شمال کشور بارید و رودها پر آب شد. " * 5
    links = "".join(f"<a href='/show.aspx?lang=fa&nId={n}'>خبر {n}</a>" for n in range(1, 9))
    site = VisitedSite(Addresses("a.ir"), "a", None, None)
    site.take_home(HtmlResponse("https://a.ir/", body=links.encode(), encoding="utf-8"))
    urls = site.articles(3)
    assert [url.rpartition("=")[2] for url in urls] == ["1", "2", "3"]
    for number, url in enumerate(urls):
        html = (
            f"<html><body><h1>باران شماره {number} در شمال</h1><div class=news-date>"
            f"۱۴۰۳/۰۲/۰{number + 1} - ۱۰:۰۰</div><div class=contentsingle><p>{text} {number}</p>"
            f"<p>{text} پایان {number}</p></div></body></html>"
        )
        site.pages.append(HtmlResponse(url, body=html.encode(), encoding="utf-8"))
    family, why = site.detect()
    assert why == "its pages have the elements of no known family"
    assert (family.name, family.articles) == ("generic", ("/show.aspx?nId={code}",))
    assert (family.body, family.published) == ((".contentsingle",), (".news-date",))
    checked = site.read(family)
    assert [one.article and one.article.news_code for one in checked] == ["1", "2", "3"]
    assert all(one.article and one.article.published_at for one in checked)


def test_the_ways_of_a_known_site(paper: Site) -> None:
    site = visited()
    visit(paper, site, 1)
    counts = site.ways.counts()
    assert counts["articles"] > 10
    assert counts["sections"] > 3
    assert counts["feeds"] == 1
    section = next(iter(site.ways.read.values()))
    assert section.articles


def test_ways_that_do_not_answer(paper: Site) -> None:
    site = visited()
    requests = list(VisitSpider(site, 1).parse_home(page(paper, f"{HOST}/")))
    for request in requests[1:]:
        failure = Failure(HttpError(Response(request.url, status=404)))
        request.errback(failure)  # type: ignore[misc]
    assert set(site.ways.feeds.values()) == set(site.ways.sections.values()) == {"HTTP 404"}
    for request in requests[1:]:
        answer = Response(request.url, body=b"\x89PNG")
        request.callback(answer, **request.cb_kwargs)  # type: ignore[misc]
    assert set(site.ways.feeds.values()) == {"no feed"}
    assert set(site.ways.sections.values()) == {"not a page"}


def test_of_a_new_site_no_feeds_and_sections_are_fetched(paper: Site) -> None:
    requests = list(VisitSpider(visited(is_known=False), 2).parse_home(page(paper, f"{HOST}/")))
    assert len(requests) == 2


def test_what_is_no_article_has_its_reason(paper: Site) -> None:
    site = visited()
    spider = VisitSpider(site, 3)
    spider.parse_article(Response(f"{HOST}/fa/news/1/a"))
    spider.parse_article(page(paper, f"{HOST}/"))
    spider.parse_article(HtmlResponse(f"{HOST}/fa/news/1/a", body=b"<p>x", encoding="utf-8"))
    refused = HttpError(Response(f"{HOST}/fa/news/2", status=503))
    for error, url in ((refused, f"{HOST}/fa/news/2"), (OSError("no\nroute"), f"{HOST}/fa/news/3")):
        failure = Failure(error)
        failure.request = Request(url)  # type: ignore[attr-defined]
        spider.on_error(failure)
    reasons = [one.reason for one in site.read(IranSamaneh())]
    assert reasons[:4] == [
        "HTTP 503",
        "no route",
        "not a page",
        "led to an address that is no article's",
    ]
    assert reasons[4] and site.read(IranSamaneh())[4].article is None


def test_a_home_page_that_is_no_text_has_no_articles() -> None:
    site = visited()
    site.take_home(Response(f"{HOST}/", body=b"\x89PNG"))
    assert site.articles(3) == []
    spider = VisitSpider(site, 3)
    spider.on_home_error(Failure(TimeoutError()))
    assert site.home_failure == "TimeoutError"
