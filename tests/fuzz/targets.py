"""What is fuzzed: each target takes bytes, and may raise nothing but what its function documents.

What comes out has to be fit for the archive: :func:`check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from protego import Protego
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse
from scrapy.settings import Settings

from newscrawl.answers import retryafter
from newscrawl.answers.packed import is_cut
from newscrawl.discovery import deadends, front, rss, sitemap
from newscrawl.discovery.links import LinkSorter
from newscrawl.extraction import NotAnArticle
from newscrawl.extraction.charset import decode
from newscrawl.extraction.whole import ends
from newscrawl.items import Article
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.persian.text import repair, searchable
from newscrawl.search.query import QueryError, parse
from newscrawl.site_spider import SiteSpider
from newscrawl.spiders.demo import DemoSpider
from newscrawl.spiders.demo_asam import DemoAsamSpider
from newscrawl.spiders.demo_generic import DemoGenericSpider
from newscrawl.spiders.demo_nastooh import DemoNastoohSpider

PAGES = Path(__file__).parents[1] / "extraction" / "pages"
TEXTS = Path(__file__).parents[1] / "persian"
#: A day on which every page is read, so that a row of ``found.py`` means the same for ever.
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
#: Of what is compressed, in bytes.
MAX_SIZE = 2**20

Seeds = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Target:
    """One way in for what a site sends."""

    run: Callable[[bytes], None]
    #: Inputs to begin with.
    seeds: Seeds
    #: Words that chance would not find.
    words: tuple[str, ...] = ()
    #: Longest input, in bytes.
    longest: int = 4096


def check(text: str | None) -> None:
    """Both databases take it: text of Unicode, without NUL."""
    if text is not None:
        text.encode()
        assert "\0" not in text, f"NUL in {text!r}"


def check_article(article: Article) -> None:
    for field in fields(article):
        value = getattr(article, field.name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                for text in one.values():
                    check(text)
            elif isinstance(one, str):
                check(one)
    for name in ("published_at", "modified_at", "fetched_at"):
        if moment := getattr(article, name):
            assert datetime.fromisoformat(moment).tzinfo is not None


# -- pages ---------------------------------------------------------------------------------


def spider_of(kind: type[SiteSpider]) -> SiteSpider:
    spider = kind()
    spider.settings = Settings()
    return spider


def page_target(kind: type[SiteSpider], path: str) -> Target:
    """Reading an article page of one family, as a crawl does."""
    spider = spider_of(kind)
    url = f"https://{kind.domain}{path}"
    family = kind.family

    def run(data: bytes) -> None:
        with suppress(NotAnArticle):
            check_article(spider.read_article(HtmlResponse(url, body=data), NOW))

    def seeds() -> Iterator[bytes]:
        for file in sorted((PAGES / family.name).glob("*.html")):
            yield file.read_bytes()

    names = [
        selector.removeprefix(".")
        for group in (
            *(family.title, family.kicker, family.lead, family.body, family.news_code),
            *(family.published, family.sections, family.tags, family.author, family.missing),
        )
        for selector in group
        if selector[:1] == "." and " " not in selector
    ]
    return Target(run, seeds, (*HTML_WORDS, *names), longest=8192)


HTML_WORDS = (
    *("<html>", "<head>", "<body>", "<div class=", "<p>", "<br>", "<h1>", "<a href=", "</div>"),
    *("<meta property=", "<meta name=", "content=", "og:title", "og:image", "<title>", "</title>"),
    *("article:published_time", "<time datetime=", "itemprop=", "datePublished", "<img src="),
    *('<script type="application/ld+json">', "</script>", '{"@graph":[', '"articleBody":'),
    *('"@type":"NewsArticle"', '"headline":', '"author":', "<table>", "<tr>", "<td>", "<svg>"),
    *("<template>", "<noscript>", "<!--", "-->", "<![CDATA[", "<base href=", "style=display:none"),
    *("&zwnj;", "&#0;", "&#xD800;", "&#x1F600;", "\u200c", "\u202e", "\ufeff", "\x00", "\r\n"),
    *("کد خبر", "تاریخ انتشار", "منبع", "۱۴۰۴/۰۸/۲۵", "۲۵ آبان ۱۴۰۴", "برچسب", "یافت نشد"),
    *('<meta charset="windows-1256">', '<meta charset="utf-16">', "/fa/news/206356/", "«", "»"),
)

# -- dates and texts -----------------------------------------------------------------------

DATE_WORDS = (
    *(
        "فروردین",
        "اسفند",
        "شنبه",
        "پنجشنبه",
        "ساعت",
        "دقیقه",
        "پیش",
        "امروز",
        "دیروز",
        "قبل از ظهر",
    ),
    *("July", "Monday", "ژوئیه", "میلادی", "هـ.ش", "۱۴۰۰", "1400", "۱۴۰۰/۰۴/۲۲", "T19:08:00+04:30"),
    *("2021-07-13", "19:08", "۱۹:۰۸", "Z", "GMT", "+0330", " - ", "|", "٫", "\u200c", "روز", "ماه"),
)


def run_dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    with suppress(DateError):
        date = parse_date(text, now=NOW)
        assert date.instant.tzinfo is not None
        date.instant.isoformat()


def date_seeds() -> Iterator[bytes]:
    for line in (TEXTS / "dates.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition("\t")[0].encode()


def run_texts(data: bytes) -> None:
    """Texts as they are repaired, searched, and asked for."""
    text = data.decode("utf-8", "replace")
    for digits in ("keep", "latin", "persian"):
        once = repair(text, digits=digits)
        assert repair(once, digits=digits) == once, "repairing twice differs"
    folded = searchable(text)
    assert searchable(folded) == folded, "folding twice differs"
    with suppress(QueryError):
        parse(text)
    retryafter.seconds(text, NOW)


def text_seeds() -> Iterator[bytes]:
    for line in (TEXTS / "text.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition("\t")[0].encode()
    yield from (b"Thu, 26 Nov 2026 12:05:00 GMT", b"120", b'title:"a b" -c OR d*')


# -- what leads to articles ----------------------------------------------------------------

SPIDERS = (DemoSpider, DemoAsamSpider, DemoNastoohSpider, DemoGenericSpider)


def run_links(data: bytes) -> None:
    """The links of a list; the first byte chooses the family."""
    kind = SPIDERS[(data[0] if data else 0) % len(SPIDERS)]
    spider = spider_of(kind)
    response = HtmlResponse(f"https://{kind.domain}/fa/world?p=2", body=data[1:])
    page = front.page_of(response)
    sorter = LinkSorter(kind.family, spider.addresses)
    links = sorter.links(page.document, response.url)
    sorter.new_articles(page.document, response.url)
    front.urls(response)
    for key, url in links.articles.items():
        assert spider.on_site(url)
        assert spider.reference(url) == links.references[key]
        spider.family.article_url(spider.addresses.to_site(url))
    for url in (*links.lists, *filter(None, [links.next_page])):
        assert spider.on_site(url)
    rss.feeds(response, kind.family)
    deadends.barrier(response)
    deadends.why_no_list(response, (), spider.on_site)


def link_seeds() -> Iterator[bytes]:
    for number, kind in enumerate(SPIDERS):
        for file in sorted((PAGES / kind.family.name).glob("*.html"))[:10]:
            yield bytes([number]) + file.read_bytes()
    yield b"\0<base href='http://[::1'><a href='http://[' ><a href=//demo.newscrawl.example:99999/>"


LINK_WORDS = (
    *("<a href=", "<area href=", "<base href=", "<link rel=next href=", "<template>", "?p=3"),
    *("https://demo.newscrawl.example/fa/news/1/x", "/fa/news/", "/fa/tiny/news-", "/news/1"),
    *("//[", "http://[::1]", ":99999999", "%00", "%2e%2e/", "\\", "javascript:", "data:", "@"),
    *("/fa/rss/", "/service/", "/story/x-1", "/2026/11/26/slug/", "#", "?", "xn--", "١٢٣"),
    *('<link rel="alternate" type="application/rss+xml" href=', "/fa/services/6/7"),
)


def run_feeds(data: bytes) -> None:
    response = XmlResponse("https://demo.newscrawl.example/fa/rss/allnews", body=data)
    assert isinstance(response, TextResponse)
    family, spider = DemoSpider.family, spider_of(DemoSpider)
    if rss.is_feed(response):
        LinkSorter(family, spider.addresses).sort(rss.hrefs(response), response.url)
        deadends.why_no_feed(response, (), spider.on_site)
    else:
        rss.feeds(response, family)


def feed_seeds() -> Iterator[bytes]:
    link = "https://demo.newscrawl.example/fa/news/206356"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"{head}<rss><channel><item><link>{link}</link></item></channel></rss>".encode()
    yield f'{head}<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{link}"/>'.encode()
    yield (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">'
        b"]><rss><item><link>&a;&c;</link></item></rss>"
    )
    yield f'<html><link rel=alternate type=rss href="/fa/rss/1"><a href="{link}">'.encode()


FEED_WORDS = (
    *("<rss>", "<item>", "<link>", "</link>", "<entry>", '<link rel="alternate" href=', "<feed"),
    *("<rdf:RDF", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "SYSTEM", "%a;", "&a;", "&nbsp;"),
    *('encoding="windows-1256"', 'encoding="utf-16"', 'encoding="none"', "xmlns:a=", "\ufeff"),
)


def run_sitemaps(data: bytes) -> None:
    response = Response("https://demo.newscrawl.example/sitemap.xml", body=data)
    with suppress(sitemap.NotASitemap):
        for since in (None, NOW):
            found = sitemap.read(response, MAX_SIZE, since=since, sitemaps_since=since)
            for url in (*found.pages, *found.sitemaps):
                assert isinstance(url, str)
            spider = spider_of(DemoSpider)
            list(filter(spider.on_site, found.sitemaps))
            LinkSorter(spider.family, spider.addresses).sort(found.pages, response.url)


def sitemap_seeds() -> Iterator[bytes]:
    import gzip

    loc = "<loc>https://demo.newscrawl.example/fa/news/206356</loc><lastmod>2026-11-26</lastmod>"
    pages = f"<urlset><url>{loc}</url></urlset>".encode()
    yield pages
    yield f"<sitemapindex><sitemap>{loc}</sitemap></sitemapindex>".encode()
    yield gzip.compress(pages, mtime=0)
    yield gzip.compress(gzip.compress(pages, mtime=0), mtime=0)


SITEMAP_WORDS = (
    *("<urlset>", "<sitemapindex>", "<url>", "<sitemap>", "<loc>", "</loc>", "<lastmod>"),
    *("2026-11-26T12:00:00Z", "<xhtml:link href=", "<!ENTITY", "<!DOCTYPE", "xmlns=", "\x1f\x8b"),
)


def run_robots(data: bytes) -> None:
    response = Response("https://demo.newscrawl.example/robots.txt", body=data)
    spider = spider_of(DemoSpider)
    list(filter(spider.on_site, sitemap.named_by_robots(response)))
    rules = Protego.parse(data.decode("utf-8", "ignore"))  # as Scrapy does
    rules.can_fetch("https://demo.newscrawl.example/fa/news/206356/%D8%B3", "newscrawl")
    rules.crawl_delay("newscrawl")


def robots_seeds() -> Iterator[bytes]:
    yield (
        b"User-agent: *\nDisallow: /fa/print/\nAllow: /fa/*.html$\nCrawl-delay: 2\n"
        b"Request-rate: 1/5s 0900-1700\nSitemap: /sitemap.xml\nHost: a.ir\n"
    )
    yield "User-agent: newscrawl\nDisallow: /بخش-*\n".encode()


ROBOTS_WORDS = (
    *("User-agent:", "Disallow:", "Allow:", "Crawl-delay:", "Request-rate:", "Visit-time:"),
    *("Sitemap:", "Host:", "*", "$", "%2F", "%zz", "http://[", "newscrawl", "\ufeff", "\r", "#"),
)


def run_bytes(data: bytes) -> None:
    """The charset of a page, and whether it and what it is packed in came to their ends."""
    for declared in ("utf-8", "cp1252", "windows-1256", "utf-16", "rot13"):
        decoded = decode(data, declared)
        if decoded.problem is None:
            check(decoded.source.decode("utf-8", "replace").replace("\0", ""))
    ends(data)
    for encoding in ("gzip", "deflate", "br", "zstd"):
        is_cut(encoding, data, MAX_SIZE)


def byte_seeds() -> Iterator[bytes]:
    import gzip

    text = "<html><p>باران در شمال كشور ادامه دارد</p></body></html>"
    yield from (text.encode(charset) for charset in ("utf-8", "windows-1256", "utf-16-le"))
    yield text.encode().decode("cp1256").encode()
    yield gzip.compress(text.encode(), mtime=0)


BYTE_WORDS = (
    *(
        "</html>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "Ø§",
        "ط§",
        "\ufffd",
        "\ufeff",
        "\x1f\x8b",
    ),
)

TARGETS: dict[str, Target] = {
    "iransamaneh": page_target(DemoSpider, "/fa/news/206356/slug"),
    "asam": page_target(DemoAsamSpider, "/fa/news/206356/slug"),
    "nastooh": page_target(DemoNastoohSpider, "/news/206356/slug"),
    "generic": page_target(DemoGenericSpider, "/story/slug-206356"),
    "dates": Target(run_dates, date_seeds, DATE_WORDS, longest=256),
    "texts": Target(run_texts, text_seeds, DATE_WORDS, longest=512),
    "links": Target(run_links, link_seeds, LINK_WORDS),
    "feeds": Target(run_feeds, feed_seeds, FEED_WORDS),
    "sitemaps": Target(run_sitemaps, sitemap_seeds, SITEMAP_WORDS),
    "robots": Target(run_robots, robots_seeds, ROBOTS_WORDS, longest=1024),
    "bytes": Target(run_bytes, byte_seeds, BYTE_WORDS, longest=512),
}
