"""Sorting the links of a page into articles and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from newscrawl.cms import Family
from newscrawl.cms.base import absolute


@dataclass(slots=True)
class Links:
    """Links of one page, absolute, each once."""

    #: News code → the first address found for it.
    articles: dict[str, str] = field(default_factory=dict)
    #: Other pages that list articles.
    lists: list[str] = field(default_factory=list)
    #: The following page of this same list.
    next_page: str | None = None


def sort_links(
    hrefs: Iterable[str], page_url: str, family: Family, on_site: Callable[[str], bool]
) -> Links:
    """Sort links by what their addresses say; whatever is neither article nor list is left out.

    Args:
        hrefs: as they stand on the page.
        page_url: address of the page, which relative links and its number are relative to.
        family: knows the site's addresses.
        on_site: whether an absolute address is the site's.
    """
    links = Links()
    lists: dict[str, None] = {}
    here, number = _page_of(page_url, family)
    for href in hrefs:
        url = absolute(page_url, href)
        if url is None:
            continue
        code = family.code_in(url)
        if code is not None:
            if code not in links.articles and on_site(url):
                links.articles[code] = url
        elif family.is_list(url) and on_site(url):
            path, page = _page_of(url, family)
            if page is None:
                lists[url.partition("#")[0]] = None
            elif path == here and page == (number or 1) + 1:
                links.next_page = url.partition("#")[0]
    links.lists = list(lists)
    return links


def _page_of(url: str, family: Family) -> tuple[str, int | None]:
    """Path of a list and which of its pages an address is, ``None`` for an address without number.

    A query with anything but the number is no list of ours: calendars and searches never end.
    """
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    path = parts.path.rstrip("/")
    if not parts.query:
        return path, None
    numbers = query.get(family.page_parameter, [])
    if len(query) == 1 and len(numbers) == 1 and numbers[0].isdecimal() and len(numbers[0]) < 7:
        return path, int(numbers[0])
    return path, 0
