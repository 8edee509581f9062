import gzip
from datetime import UTC, datetime

import pytest
from scrapy.http import Response, TextResponse

from newscrawl.discovery import sitemap

URL = "https://x.ir/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def read(text: str, **options: datetime) -> sitemap.Entries:
    return sitemap.read(TextResponse(URL, body=text.encode()), 1_000_000, **options)


def urlset(*entries: str) -> str:
    return f"{HEAD}<urlset {SPACE}>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>"


def test_pages_and_sitemaps() -> None:
    assert read(urlset("<loc> https://x.ir/fa/news/1 </loc>")).pages == ["https://x.ir/fa/news/1"]
    index = f"{HEAD}<sitemapindex {SPACE}><sitemap><loc>https://x.ir/1.xml.gz</loc></sitemap>"
    assert read(f"{index}</sitemapindex>") == sitemap.Entries(sitemaps=["https://x.ir/1.xml.gz"])
    assert read(index).sitemaps == ["https://x.ir/1.xml.gz"], "cut off"


def test_gzipped() -> None:
    body = gzip.compress(urlset("<loc>https://x.ir/fa/news/1</loc>").encode())
    assert sitemap.read(Response(URL, body=body), 10_000).pages == ["https://x.ir/fa/news/1"]
    with pytest.raises(sitemap.NotASitemap):
        sitemap.read(Response(URL, body=gzip.compress(b" " * 100_000)), 10_000)
    assert sitemap.read(Response(URL, body=body[:-9]), 10_000).pages, "cut off"


@pytest.mark.parametrize("text", ["", " ", "{}", "صفحه", "<html><body></body></html>"])
def test_what_is_no_sitemap(text: str) -> None:
    with pytest.raises(sitemap.NotASitemap, match=r"^no sitemap"):
        read(text)


def test_what_was_last_modified_before_is_left_out() -> None:
    text = urlset(
        "<loc>a</loc><lastmod>2021-07-12T23:59:00+04:30</lastmod>",
        "<loc>b</loc><lastmod>2021-07-13</lastmod>",
        "<loc>c</loc><lastmod>tomorrow</lastmod>",
        "<loc>d</loc>",
    )
    since = datetime(2021, 7, 12, 22, tzinfo=UTC)
    assert read(text, since=since).pages == ["b", "c", "d"]
    assert read(text, sitemaps_since=since).pages == ["a", "b", "c", "d"]


def test_robots() -> None:
    robots = Response("https://x.ir/robots.txt", body=b"Disallow: /\nSITEMAP: /s.xml\n")
    assert sitemap.named_by_robots(robots) == ["https://x.ir/s.xml"]
    bare = Response("https://x.ir/robots.txt", body=b"Disallow:")
    assert sitemap.named_by_robots(bare) == []


def test_jalali_days_of_changes() -> None:
    """As plugins of Persian sites print them."""
    text = urlset(
        "<loc>a</loc><lastmod>1400-04-21T23:59:00+04:30</lastmod>",
        "<loc>b</loc><lastmod>1400-04-22T19:08:00+04:30</lastmod>",
        "<loc>c</loc><lastmod>1400-04-22</lastmod>",
        "<loc>d</loc><lastmod>۱۴۰۰/۰۴/۲۲</lastmod>",
        "<loc>e</loc><lastmod>0000-00-00T00:00:00+00:00</lastmod>",
        "<loc>f</loc><lastmod>-0001-11-30T00:00:00+00:00</lastmod>",
    )
    since = datetime(2021, 7, 12, 22, tzinfo=UTC)
    assert read(text, since=since).pages == ["b", "c", "d", "e", "f"]
    index = f"{HEAD}<sitemapindex {SPACE}>" + "".join(
        f"<sitemap><loc>{name}</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("a", "1400-04-20"), ("b", "1400-04-30"))
    )
    assert read(f"{index}</sitemapindex>", sitemaps_since=since).sitemaps == ["b"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_text_of_addresses(end: str) -> None:
    urls = ["https://x.ir/news/12345/x-y-z", "https://x.ir/خبر/2"]
    text = "\ufeff" + "\r\n".join(urls) + end
    assert read(text).pages == urls
    packed = Response("https://x.ir/list.txt.gz", body=gzip.compress(text.encode()))
    assert sitemap.read(packed, 10_000).pages == urls


def test_a_text_of_something_else_is_no_sitemap() -> None:
    with pytest.raises(sitemap.NotASitemap):
        read("https://x.ir/1\nsee also https://x.ir/2")


PAGE = "https://x.ir/fa/news/1"


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("<!-- " + "نقشه " * 800 + "-->" + urlset(f"<loc>{PAGE}</loc>"), [PAGE]),
        ("<br/>Notice: x" + urlset(f"<loc>{PAGE}</loc>"), [PAGE]),
        (f"<URLSET><URL><LOC>{PAGE}</LOC></URL></URLSET>", [PAGE]),
        (f"<sm:urlset><sm:url><sm:loc>{PAGE}</sm:loc></sm:url></sm:urlset>", [PAGE]),
        (urlset(f"<loc>{PAGE}?a=1&b=2</loc>"), [f"{PAGE}?a=1&b=2"]),
        (urlset(f"<loc><![CDATA[{PAGE}]]></loc>"), [PAGE]),
        (urlset(f"<loc>{PAGE}\x08</loc>"), [PAGE]),
        (urlset("<loc>/fa/news/1</loc>"), ["/fa/news/1"]),
        (urlset(f"<loc>{PAGE}</loc><image:image><image:loc>/1.jpg</image:loc></image:image>"),
         [PAGE]),
        (urlset(f"<lastmod>1400-04-22<loc>{PAGE}</loc>", "<loc>/2</loc>")[:-15], [PAGE, "/2"]),
        (f"<rss><channel><item><link>{PAGE}</link></item></channel></rss>", [PAGE]),
        (f"HTTPS://x.ir/1\r{PAGE}", ["HTTPS://x.ir/1", PAGE]),
    ],
)  # fmt: skip
def test_sitemaps_as_sites_send_them(text: str, pages: list[str]) -> None:
    assert read(text).pages == pages


def test_a_sitemap_that_breaks_off() -> None:
    body = gzip.compress("\n".join(f"https://x.ir/fa/news/{n}" for n in range(5000)).encode())
    assert not sitemap.read(Response(URL, body=body), 1_000_000).is_cut
    entries = sitemap.read(
        Response(URL, body=gzip.compress(urlset("<loc>/1</loc>").encode())[:-9]), 0
    )
    assert (entries.pages, entries.is_cut) == (["/1"], True)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_sitemaps_in_other_charsets(charset: str) -> None:
    body = urlset("<loc>/خبر/1</loc>").encode(charset)
    assert sitemap.read(TextResponse(URL, body=body, encoding="utf-8"), 0).pages == ["/خبر/1"]


def test_a_sitemap_of_the_latest_news_is_told() -> None:
    latest = (
        "<loc>https://x.ir/fa/news/1</loc><news:news><news:title>باران</news:title></news:news>"
    )
    assert read(urlset(latest)).is_of_news
    assert not read(urlset("<loc>https://x.ir/fa/news/1</loc>")).is_of_news
