"""Pages that were to lead to articles, and lead nowhere: what they are instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy.http import Response, TextResponse

from newscrawl.answers import NoPage
from newscrawl.answers.barriers import ABOUT, EMPTY, NO_LINKS, challenge_of, of_page
from newscrawl.discovery import front, rss
from newscrawl.urls import absolute

#: Stats: lists that were read, links to articles on them, links of those without any article, and
#: the addresses that articles have.
LISTS, ARTICLE_LINKS = "newscrawl/lists", "newscrawl/article_links"
LINKS, ADDRESSES = "newscrawl/links_of_lists_without_articles", "newscrawl/article_addresses"
#: Paths of home pages, without a slash at the end.
HOMES = ("", "/fa")
# Sitemaps of what is no article.
_OTHERS = re.compile(
    r"categor|taxonom|tag|author|user|page|section|service|topic|image|photo|video|static|misc|"
    r"archive|list|product|local",
    re.IGNORECASE,
)
#: Fewer links are no home page of a news site.
FEW_LINKS = 10


def barrier(response: Response) -> NoPage | None:
    """What an answer is, whatever its status, if servers send it in place of others."""
    if response.headers.get("cf-mitigated") == b"challenge":
        return challenge_of("Cloudflare")
    if not isinstance(response, TextResponse):
        return None
    page = front.page_of(response)
    return of_page(page.source, page.document)


def why_no_list(
    response: TextResponse, found: Collection[Any], on_site: Callable[[str], bool]
) -> NoPage | None:
    """Why a list, or an index of feeds, is to be asked for again: a page in its place that passes
    by itself, or one that has not even a menu, as a list without articles has.

    Args:
        found: on the page, of what it was asked for.
        on_site: whether an address is the site's.
    """
    why = None if found else _why_empty(response, on_site)
    return why if why is not None and why.is_transient else None


def count(counts: Counter[str], response: TextResponse, articles: Collection[Any]) -> None:
    """Count the articles that lists link to, and all links of a list without any: the last line of
    a crawl that met none says what it saw."""
    counts[LISTS] += 1
    counts[ARTICLE_LINKS] += len(articles)
    if not articles:
        counts[LINKS] += len(set(front.hrefs(response)))


def why_no_feed(
    response: TextResponse, found: Collection[Any], on_site: Callable[[str], bool]
) -> NoPage | None:
    """The same of a feed, and one of which no link looks like an article's. A feed without entries
    at least names its site."""
    if found:
        return None
    if entries := [href for href in rss.hrefs(response) if _is_of(response, href, on_site)]:
        return NoPage(_none_of(len(entries), "feed"))
    return _without_links(response, rss.links(response), on_site)


def why_no_sitemap(
    response: Response,
    pages: Collection[str],
    found: Collection[Any],
    on_site: Callable[[str], bool],
) -> NoPage | None:
    """What a sitemap is of whose pages none looks like an article's, and that does not say by its
    address that they are others."""
    if found or _OTHERS.search(_path(response.url)):
        return None
    entries = [href for href in pages if _is_of(response, href, on_site)]
    return NoPage(_none_of(len(entries), "sitemap")) if entries else None


def why_no_home(response: TextResponse, found: Collection[Any]) -> NoPage | None:
    """What a home page is of whose links none looks like an article's."""
    if found or _path(response.url) not in HOMES:
        return None
    count = len(set(front.hrefs(response)))
    return NoPage(_none_of(count, "home page")) if count >= FEW_LINKS else None


def why_no_day(
    response: TextResponse,
    found: Collection[Any],
    on_site: Callable[[str], bool],
    asked: str,
    page: int,
) -> NoPage | None:
    """Why a page is none of the archive of a day, so that the day does not count as read.

    Args:
        asked: the address before any redirects.
        page: which page of the day it is, from 1.
    """
    if _path(response.url) in HOMES and _path(asked) not in HOMES:
        return barrier(response) or NoPage("redirected to the home page")
    why = None if found else _why_empty(response, on_site)
    # Past its last page, a site may say that there is none; and a list may be called as it likes.
    is_over = why is not None and why.is_missing and page > 1
    return None if is_over or why == ABOUT else why


def why_no_robots(response: Response) -> NoPage | None:
    """Why a robots.txt is to be asked for again; an empty one is as good as any."""
    why = barrier(response) if response.body.lstrip()[:1] == b"<" else None
    return why if why is not None and why.is_transient else None


def why_elsewhere(response: Response) -> NoPage | None:
    """What the page is that an article led to, and that is no article."""
    why = barrier(response)
    return None if why == EMPTY else why


def _why_empty(response: TextResponse, on_site: Callable[[str], bool]) -> NoPage | None:
    return barrier(response) or _without_links(response, front.urls(response), on_site)


def _without_links(
    response: Response, urls: Iterable[str], on_site: Callable[[str], bool]
) -> NoPage | None:
    own = response.url
    others = (url for url in urls if urldefrag(url).url != own)
    return None if any(map(on_site, others)) else NO_LINKS


def _is_of(response: Response, href: str, on_site: Callable[[str], bool]) -> bool:
    url = absolute(response.url, href)
    return url is not None and on_site(url) and _path(url) not in HOMES


def _none_of(count: int, what: str) -> str:
    return f"none of the {count} links of the {what} looks like an article's"


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")
