"""Reading a page of WordPress: what it is, its number, and its fields by selectors.

Themes rename what holds the text; the classes of ``<body>`` and of the post are WordPress's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from newscrawl.answers.advice import NO_NEWS
from newscrawl.cms.base import Family
from newscrawl.cms.patterns import parameters
from newscrawl.extraction.blocks import text
from newscrawl.extraction.by_selectors import read_by_selectors
from newscrawl.extraction.generic import read_generic
from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.urls import absolute, plain_code

#: A kind of :attr:`newscrawl.answers.NoPage.kind`: what was taken for an article is a list.
LIST: Final = "a list, no article"

_GENERATOR = re.compile(r"^WordPress\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:postid|post)-([0-9]{1,15})$")
_SHORT = re.compile(r"[?&]p=([0-9]{1,15})(?:&|$)")
_API = re.compile(r"/wp/v2/([\w-]+)/([0-9]{1,15})/?$|/wp/v2/([\w-]+)%2F([0-9]{1,15})$")
_FILES = re.compile(r"/wp-(?:content|includes)/")
# Of a later page of a post: a class of its body, and where it stands behind the first page.
_IS_LATER = re.compile(r"^single-paged-")
_LATER = re.compile(r"/([2-9]|[1-9][0-9])$")
#: Why such a page is no article.
LATER_PAGE: Final = "a later page of a post, no article of its own"
#: Classes of ``<body>`` of lists, and of what is neither list nor post.
_LISTS: Final = frozenset(("archive", "blog", "home", "search", "category", "tag", "date"))
_OTHERS: Final = frozenset(("attachment", "single-product", "single-attachment", "error404"))


#: Classes of the ``<time>`` of publication.
_DATES: Final = frozenset(("entry-date", "published", "post-published"))


class PageKind(Enum):
    """What a page of WordPress is."""

    POST = "post"
    #: A page of the site itself, like "about us"; an attachment, a product.
    STATIC = "static"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page says of itself in WordPress's own words."""

    #: WordPress has made the page.
    is_wordpress: bool
    #: ``None`` where the theme leaves out all that tells.
    kind: PageKind | None = None
    #: The number of the post.
    number: str | None = None


def marks(document: Element) -> Marks:
    """Read the marks of a page, which need no known theme."""
    classes = _classes(document)
    heads = [link for link in document.iter("link") if link.get("href")]
    short = next((e.get("href", "") for e in heads if e.get("rel") == "shortlink"), "")
    api = next(
        (found for e in heads if "json" in (e.get("type") or "")
         and (found := _API.search(e.get("href", "")))), None,
    )  # fmt: skip
    of_api, api_number = (api[1] or api[3], api[2] or api[4]) if api else (None, None)
    posts = _posts(document)
    kind = _kind(classes, of_api, posts)
    number = None
    if kind is PageKind.POST:
        told = [m[1] for name in sorted(classes) if (m := _NUMBER.match(name))]
        told += [m[1]] if (m := _SHORT.search(short)) else []
        told += [api_number] if api_number else []
        told += list(posts) if len(posts) == 1 else []
        number = plain_code(told[0]) if told else None
    is_wordpress = bool(api) or any(map(_NUMBER.match, classes)) or _is_made_by(document, heads)
    return Marks(is_wordpress, kind, number)


def _classes(document: Element) -> set[str]:
    """Classes of the body of a page."""
    body = next(document.iter("body"), None)
    return set((body.get("class") or "").split()) if body is not None else set()


def is_post(document: Element) -> bool:
    """Whether a page says that it is a post of WordPress."""
    found = marks(document)
    return found.is_wordpress and found.kind is PageKind.POST


def may_be_post(source: bytes) -> bool:
    """Whether it is worth parsing a page that was taken for a list; see :func:`is_post`."""
    return b"single" in source and b"wp-" in source


def _kind(classes: set[str], of_api: str | None, posts: Collection[str]) -> PageKind | None:
    if classes & _OTHERS or any(name.startswith("page-id-") for name in classes):
        return PageKind.STATIC
    if "single" in classes or any(re.match(r"single-|postid-", name) for name in classes):
        return PageKind.POST
    if classes & _LISTS:
        return PageKind.LIST
    if of_api is not None:
        return {"posts": PageKind.POST, "pages": PageKind.STATIC}.get(of_api)
    return PageKind.POST if len(posts) == 1 else None


def _posts(document: Element) -> dict[str, Element]:
    """The posts that a page shows, of which a list has many, by their numbers."""
    found: dict[str, Element] = {}
    for element in document.iter("article", "div", "section"):
        classes = (element.get("class") or "").split()
        if "type-post" in classes or ("hentry" in classes and "type-page" not in classes):
            names = (element.get("id") or "", *classes)
            if number := next((m[1] for name in names if (m := _NUMBER.match(name))), None):
                found.setdefault(number, element)
    return found


def _is_made_by(document: Element, links: list[Element]) -> bool:
    """Whether the head of a page says that WordPress made it, or uses its files."""
    for meta in document.iter("meta"):
        if meta.get("name") == "generator" and _GENERATOR.match(meta.get("content") or ""):
            return True
    if any(link.get("rel") == "https://api.w.org/" for link in links):
        return True
    return any(_FILES.search(link.get("href", "")) for link in links)


def read_wordpress(family: Family, page: Page) -> RawArticle:
    """The fields of a post: by the family's selectors, and where a theme has other names, as a
    page of unknown design is read.

    Raises:
        NotAnArticle: as of both readings; with its kind, if the page is none of a post.
    """
    found = marks(page.document)
    if found.kind is PageKind.STATIC:
        raise NotAnArticle(NO_NEWS, kind=NO_NEWS)
    if found.kind is PageKind.LIST:
        raise NotAnArticle(LIST, kind=LIST)
    if any(map(_IS_LATER.match, _classes(page.document))):
        raise NotAnArticle(LATER_PAGE, kind=NO_NEWS)
    try:
        raw = read_by_selectors(family, page)
    except NotAnArticle as error:
        if error.is_missing or error.is_transient:
            raise
        raw = read_generic(family, page, is_article=found.kind is PageKind.POST)
    else:
        if not (raw.body or raw.images):
            raw = _with_text(raw, family, page)
    _add_dates(raw, page, found.number)
    if found.number is not None:
        # What looks like a number in the address may be a part of the slug.
        raw.news_code = found.number
        raw.problems = [one for one in raw.problems if not one.startswith("news_code: ")]
    if (count := _pages(page)) > 1:
        raw.goes_on = True
        raw.problems.append(f"body: the first of {count} pages")
    return raw


def _pages(page: Page) -> int:
    """How many pages a post has, by the addresses that its page links to."""
    heads = (link for link in page.document.iter("link") if link.get("rel") == "canonical")
    own = {_place(url) for url in (page.url, *(link.get("href") for link in heads)) if url}
    hrefs = (link.get("href", "") for link in page.document.iter("a"))
    numbered = (href for href in hrefs if href.rstrip("/")[-1:].isdigit())
    found = (_later_page(absolute(page.url, href) or "") for href in numbered)
    return max((number for place, number in found if place in own), default=1)


def _place(url: str) -> str:
    """What tells a post from others in its address: the path, or ``/?p=150``."""
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    return path or "/?p=" + parameters(parts.query).get("p", "")


def _later_page(url: str) -> tuple[str, int]:
    """The place of the post that an address may be a later page of, and which; else page 1."""
    place = _place(url)
    if place.startswith("/?"):
        told = parameters(urlsplit(url).query).get("page", "")
        return place, int(told) if re.fullmatch("[1-9][0-9]?", told) else 1
    later = _LATER.search(place)
    return (place[: later.start()], int(later[1])) if later else (place, 1)


def _add_dates(raw: RawArticle, page: Page, number: str | None) -> None:
    """The dates that WordPress itself writes, which may stand in the post's own footer."""
    posts = _posts(page.document)
    post = posts.get(number or "") if len(posts) != 1 else next(iter(posts.values()))
    times = [
        time
        for time in (post.iter("time") if post is not None else ())
        if not _DATES.isdisjoint((time.get("class") or "").split())
    ]
    if raw.published_text is None:
        raw.published_text = next(filter(None, map(text, times)), None)
    raw.published_machine += [moment for time in times[:1] if (moment := time.get("datetime"))]


def _with_text(raw: RawArticle, family: Family, page: Page) -> RawArticle:
    """Where the selectors find a lead only."""
    try:
        other = read_generic(family, page, is_article=True)
    except NotAnArticle:
        return raw
    return other if other.body else raw
