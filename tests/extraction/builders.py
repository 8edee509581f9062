"""Small pages of the family IranSamaneh, and what is found on them."""

from datetime import UTC, datetime

from newscrawl import extraction
from newscrawl.cms import Family
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import Page, RawArticle
from newscrawl.extraction.headline import find_headline
from newscrawl.extraction.loader import load_article
from newscrawl.extraction.locate import Location, find_body
from newscrawl.extraction.tree import Tree
from newscrawl.items import Article

URL = "https://x.ir/fa/news/1/a"
ARTICLE = (
    '<div id="a"><h1 class="title">عنوان خبر</h1><div class="body"><p>متن کوتاه.</p></div></div>'
)
#: The headline of another article, with its link.
FOREIGN = '<h2 class="title"><a href="/fa/news/99/y">خبر دیگر</a></h2>'


def page(html: str, url: str = URL) -> Page:
    return Page.of(f"<html><body>{html}</body></html>", url, "روزپلاس")


def read(html: str, url: str = URL) -> RawArticle:
    return extraction.read(IranSamaneh(), page(html, url))


def tree(html: str, family: Family | None = None) -> Tree:
    return Tree(family or IranSamaneh(), page(html))


def locate(html: str, family: Family | None = None) -> Location:
    searched = tree(html, family)
    headline = find_headline(searched)
    return Location(searched, headline, find_body(searched, headline))


def article_of(html: str, url: str = URL) -> Article:
    return load_article(
        read(html, url), site="x", url=url, fetched_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
