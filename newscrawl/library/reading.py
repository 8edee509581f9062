"""The article of a page, without a crawl."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.crawling.spiderloader import LazySpiderLoader
from newscrawl.extraction import NotAnArticle, Page
from newscrawl.extraction.detect import recognise
from newscrawl.items import Article, missing_fields
from newscrawl.reparse import make_spider
from newscrawl.spider import NewsSpider
from newscrawl.urls import bare_host, origin


def read_page(
    html: str | bytes,
    *,
    url: str,
    site: str | type[NewsSpider] | None = None,
    comments: bool = False,
) -> Article:
    """The article of a page, read as a crawl would read it; nothing is fetched or stored.

    The site is found by the address. A page of a site that newscrawl does not know is read by its
    family, if it is of a known one, or else as any page of news; then the site goes by its domain.
    The first page of a site takes longer, because its file is imported.

    Args:
        html: the source. Bytes may be in any charset that Persian pages have.
        url: where the page was, ``http://…`` or ``https://…``.
        site: the site, if the address is not on it but on a mirror of it: its name, or its spider.
        comments: read what readers wrote below it, too: ``article.comments``.

    Returns:
        The article. Times are ISO 8601 texts with the offset of Tehran; what could not be read is
        ``None`` or empty, with the reason in ``problems``. ``fetched_at`` is now.

    Raises:
        NotAnArticle: if the page holds none; the message says why.
        ArgumentError: if the address is none, or there is no such site. It is a ``ValueError``.

    >>> page = '''<title>باران آمد</title><h1>باران آمد</h1><p>۲۲ تیر ۱۴۰۰</p>
    ... <article><p>باران شب گذشته در بیشتر شهرهای شمال بارید و تا صبح ادامه داشت.</p>
    ... <p>هواشناسی می‌گوید که بارش تا پایان هفته در همین شهرها ادامه دارد.</p></article>'''
    >>> article = read_page(page, url="https://news.example/baran")
    >>> article.site, article.title, article.published_jalali
    ('news.example', 'باران آمد', '1400-04-22')
    >>> read_page("<h1>404 Not Found</h1>", url="https://news.example/baran")
    Traceback (most recent call last):
    newscrawl.extraction.page.NotAnArticle: the site says that the page does not exist
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ArgumentError("url", f"expected http://HOST/PATH, got {url!r}")
    spider = _spider_of(url) if site is None else _spider_at(site, url)
    encoding = "utf-8" if isinstance(html, str) else HtmlResponse(url, body=html).encoding
    reference = spider.reference(url)
    address = reference.address if reference else spider.addresses.to_site(url)
    page = Page.of(html, address, spider.title, encoding, reference)
    if spider.name == spider.addresses.domain and (family := recognise(page, (page,), ())):
        spider.family = family
        page = Page.of(html, address, spider.title, encoding, spider.reference(url))
    if page.reference is None and not spider.family.is_open:
        raise NotAnArticle(f"{url} is not the address of an article of {spider.name}")
    article = spider.article_on(page)
    if missing := missing_fields(article):
        raise NotAnArticle(f"article without {', '.join(missing)}")
    if comments and article.comments is None:
        spider.add_comments(article, page)
    return article


def named_at(url: str) -> tuple[str, str] | None:
    """The site and the news code that an address names; ``None`` if it names none.

    >>> named_at("https://www.tabnak.ir/fa/news/1253614/باران"), named_at("https://news.example/a")
    (('tabnak', '1253614'), None)
    """
    try:
        host = urlsplit(url).hostname
        spider = _spider_of(url) if host else None
    except (ArgumentError, ValueError):
        return None
    if spider is None:
        return None
    reference = spider.reference(url) or spider.named_reference(url)
    code = None if reference is None else reference.code
    return None if code is None else (spider.name, code)


def titles_of(sites: Collection[str]) -> dict[str, str]:
    """The Persian names of sites, as far as newscrawl knows them.

    >>> titles_of(["tabnak", "nosuch"])
    {'tabnak': 'تابناک'}
    """
    names = set(_loader().list()).intersection(sites)
    titles = ((name, getattr(_loader().load(name), "title", None)) for name in sorted(names))
    return {name: title for name, title in titles if title}


@cache
def _settings() -> Settings:
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    return settings


@cache
def _loader() -> LazySpiderLoader:
    return LazySpiderLoader.from_settings(_settings())


@lru_cache(maxsize=100)
def _known(name: str) -> NewsSpider:
    """The spider of a site, which reads pages and crawls nothing."""
    return make_spider(_loader().load(name), _settings())  # type: ignore[arg-type]


def _spider_of(url: str) -> NewsSpider:
    """The spider of the site of an address; ``generic`` for one that is not known."""
    host = bare_host(urlsplit(url).netloc)
    for domain in (host, host.partition(".")[2]):
        name = _loader().names_by_host.get(domain)
        if name is not None and _known(name).on_site(url):
            return _known(name)
    generic = _loader().load("generic")(url=url)
    assert isinstance(generic, NewsSpider)
    generic.settings = _settings()
    return generic


def _spider_at(site: str | type[NewsSpider], url: str) -> NewsSpider:
    """The spider of a site that an address is on, or a mirror of it."""
    if isinstance(site, str):
        try:
            site = _loader().load(site)  # type: ignore[assignment]
        except KeyError:
            raise ArgumentError("site", f"unknown site {site!r}") from None
    assert not isinstance(site, str)
    spider = site(base_url=origin(url))
    spider.settings = _settings()
    return spider
