"""The articles that a command line names: ``SITE/CODE``, ``SITE URL`` or a whole address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import ArgumentError
from newscrawl.cli.exits import fail
from newscrawl.cli.sites import load_site
from newscrawl.persian.text import to_latin_digits
from newscrawl.reparse import make_spider
from newscrawl.spider import NewsSpider
from newscrawl.urls import bare_host, plain_code

EXPECTED = "expected SITE/CODE, SITE and an address, or an address"


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article as somebody named it."""

    site: str
    #: One of both may be unknown.
    news_code: str | None
    #: Its one address on the site itself.
    url: str | None
    #: As it was named.
    text: str
    #: Of the site; ``None`` of one that the project has no spider of (any more).
    spider: NewsSpider | None

    def is_at(self, url: str) -> bool:
        """Whether an address is one of the article's, as far as addresses tell."""
        if self.spider is None or not self.spider.on_site(url):
            return False
        code, one = _read(self.spider, url)
        return one == self.url if code is None else code == self.news_code


def named_articles(
    settings: BaseSettings, args: list[str], known_sites: list[str]
) -> list[NamedArticle]:
    """The articles that arguments name; ends the program if one is wrong.

    Args:
        known_sites: those of the archive, which the project need not have any more.
    """
    if not args:
        fail(f"{EXPECTED}, like tabnak/1253614")
    return [
        _named(site, text, _spider(settings, site, text, known_sites))
        for site, text in _pairs(settings, args)
    ]


def _pairs(settings: BaseSettings, args: list[str]) -> Iterator[tuple[str, str]]:
    """Site and code or address of each article."""
    site = None
    for arg in args:
        if "://" in arg:
            yield site or _site_of(settings, arg), arg
            site = None
        elif site is not None:
            fail(f"{EXPECTED}: {site!r} is followed by {arg!r}")
        elif "/" in arg:
            name, _, code = arg.partition("/")
            if not name or not code or "/" in code:
                fail(f"{EXPECTED}, got {arg!r}")
            yield name, code
        else:
            site = arg
    if site is not None:
        fail(f"{EXPECTED}, got {site!r}")


def _site_of(settings: BaseSettings, url: str) -> str:
    try:
        host = bare_host(urlsplit(url).netloc)
    except ValueError:
        fail(f"{EXPECTED}, got {url!r}")
    loader = get_spider_loader(settings)
    site: str | None = getattr(loader, "names_by_host", {}).get(host)
    if site is None:
        fail(f"no site of the project is at {host!r}: name the site, too: SITE {url}")
    return site


def _spider(
    settings: BaseSettings, site: str, text: str, known_sites: list[str]
) -> NewsSpider | None:
    if site in known_sites and site not in get_spider_loader(settings).list():
        return None
    kind = load_site(settings, site)
    if not issubclass(kind, NewsSpider):
        return None
    try:
        # That of any site, "generic", is told by an address where it is.
        return make_spider(kind, settings, **({"url": text} if "://" in text else {}))
    except ArgumentError as error:
        if "://" in text:
            fail(f"{site}: {error}")
        return None


def _named(site: str, text: str, spider: NewsSpider | None) -> NamedArticle:
    if "://" not in text:
        digits = to_latin_digits(text)
        code = plain_code(digits) if digits.isascii() and digits.isdigit() else text
        if code is None:
            fail(f"{site}/{text}: expected a news code")
        return NamedArticle(site, code, _address_of(spider, code), text, spider)
    if spider is None:
        return NamedArticle(site, None, text, text, None)
    code, url = _read(spider, text)
    return NamedArticle(site, code, url, text, spider)


def _read(spider: NewsSpider, url: str) -> tuple[str | None, str]:
    """The news code in an address, and the one address of the article; where addresses do not tell
    which are articles, that of the page."""
    reference = spider.reference(url) or spider.named_reference(url)
    if reference is not None:
        return reference.code, reference.url
    on_site = spider.addresses.to_site(url)
    try:
        return None, spider.family.article_url(on_site)
    except ValueError:
        return None, on_site


def _address_of(spider: NewsSpider | None, code: str) -> str | None:
    """The address of the article of a news code, where the family knows it."""
    if spider is None or spider.family.code_path is None or not code.isdigit():
        return None
    reference = spider.reference(spider.addresses.of(spider.family.code_path.format(code=code)))
    return reference.url if reference is not None and reference.code == code else None
