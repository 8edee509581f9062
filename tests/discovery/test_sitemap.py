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
    assert sitemap.named_by_robots(bare) == [URL]
