"""The elements of one page: by selector, visible or not, linking to other articles or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from newscrawl.cms.base import Family, Selectors
from newscrawl.extraction.blocks import blocks, is_hidden
from newscrawl.extraction.compare import plain
from newscrawl.extraction.page import Page
from newscrawl.extraction.select import Index
from newscrawl.urls import absolute, bare_host, plain_code, url_path

#: Elements whose content is never shown.
UNSEEN = frozenset(("noscript", "script", "style", "template", "textarea"))


class Tree:
    """A page to search, before it is known where its article stands."""

    def __init__(self, family: Family, page: Page, titles: Iterable[str] = ()) -> None:
        """Index a page.

        Args:
            family: its selectors and addresses.
            page: the page.
            titles: what the page is called, beside its own ``<title>`` and ``og:title``.
        """
        self.family = family
        self.page = page
        self.url = page.url
        self.document: Element = page.document
        self.index = Index(page.document)
        # What the page's address says of its article.
        reference = page.reference or family.reference(page.url)
        self.key = reference.key if reference else None
        self.code = reference.code if reference else None
        self._like_own = _alike(page.url, self.code) if family.is_open and self.code else None
        self.is_album = reference is not None and reference.is_album
        self._metas = _metas(page.document)
        #: What the site is called, to compare with.
        self.site_names = {
            name for name in map(plain, (page.site_title or "", *self.meta("og:site_name"))) if name
        }
        #: What the page as a whole is called, often with the site's name.
        self.names = [*titles, *self.meta("og:title"), *self._title()]
        #: These, to compare with.
        self.titles = [plain(name) for name in self.names]
        self._out_of_sight: dict[Element, bool] = {}
        self._foreign: dict[str, bool] = {}

    def meta(self, *names: str) -> list[str]:
        """Contents of the ``<meta>`` elements with these names, in the order of the names.

        Small and capital letters are the same: «DC.Date.Created» is also written «dc.date.created».
        """
        return [value for name in names for value in self._metas.get(name.lower(), ())]

    def _title(self) -> Iterator[str]:
        title = next(self.document.iter("title"), None)
        if title is not None and title.text:
            yield title.text

    # -- by selector ---------------------------------------------------------------------

    def visible(self, selectors: Selectors) -> Iterator[Element]:
        """All visible elements that selectors find on the page, those of the first one first."""
        found = dict.fromkeys(e for selector in selectors for e in self.index.select(selector))
        return (element for element in found if not self.is_out_of_sight(element))

    def present(self, selectors: Selectors) -> Selectors:
        """Those selectors that find anything on the page."""
        return tuple(selector for selector in selectors if self.index.select(selector))

    def is_out_of_sight(self, element: Element) -> bool:
        """Whether an element is hidden, is one that shows nothing, or is inside of such a one."""
        passed = []
        hidden = False
        for e in chain((element,), element.iterancestors()):
            known = self._out_of_sight.get(e)
            if known is not None or e.tag in UNSEEN or is_hidden(e):
                hidden = known is not False
                break
            passed.append(e)
        self._out_of_sight |= dict.fromkeys((element, *passed), hidden)
        return hidden

    # -- links ---------------------------------------------------------------------------

    def is_foreign_href(self, href: str) -> bool:
        """Whether a ``href`` leads to another article of the site."""
        if href not in self._foreign:
            url = absolute(self.url, href)
            key = self.family.key(url) if url else None
            is_other = key is not None and key != self.key
            self._foreign[href] = is_other or (url is not None and self._is_alike(url))
        return self._foreign[href]

    def _is_alike(self, url: str) -> bool:
        """Whether an address is the page's own but for its news code: also one too short to be
        told for a code on sites of unknown design."""
        match = self._like_own.match(url) if self._like_own else None
        return match is not None and plain_code(match[1]) != self.code

    def is_foreign_link(self, element: Element) -> bool:
        """Whether an element is, holds or stands in a link to another article."""
        links = chain(element.iter("a"), element.iterancestors("a"))
        return any(self.is_foreign_href(link.get("href") or "") for link in links)

    def is_of_links(self, element: Element) -> bool:
        """Whether all that an element says is links to other articles."""
        if not any(self.is_foreign_href(link.get("href") or "") for link in element.iter("a")):
            return False  # as nearly always, and told fast
        found = blocks(element, is_link=self.is_foreign_href)
        return bool(found) and not any(plain(block.unlinked) for block in found)

    def is_on_site(self, href: str) -> bool:
        """Whether a ``href`` leads to another page of the same host."""
        url = absolute(self.url, href)
        if url is None or not self.is_same_host(url):
            return False
        return url_path(url) not in ("", "/", url_path(self.url))

    def is_same_host(self, url: str) -> bool:
        """Whether an absolute address is at the page's host, with or without ``www``."""
        return bare_host(urlsplit(url).netloc) == bare_host(urlsplit(self.url).netloc)

    def is_home(self, href: str) -> bool:
        """Whether a ``href`` leads to a home page."""
        parts = urlsplit(absolute(self.url, href) or "x:none")
        return parts.path in ("", "/", "/fa", "/fa/") and not parts.query


def _alike(url: str, code: str) -> re.Pattern[str] | None:
    """What matches the beginning of addresses like one, with any number for its news code."""
    before, found, _ = url_path(url).rpartition(f"/{code}")
    if not found or not before:
        return None
    return re.compile(rf"https?://[^/]+{re.escape(before)}/(\d{{1,18}})(?=[/?#_-]|$)")


def _metas(document: Element) -> dict[str, list[str]]:
    """Contents of ``<meta>`` elements, by their names in small letters.

    Microdata below ``<body>`` is left out: it may be that of another article in a list.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for element in document.iter("meta"):
        if content := (element.get("content") or "").strip():
            names = {element.get("property"), element.get("name")}
            if element.get("itemprop") and next(element.iterancestors("body"), None) is None:
                names.add(element.get("itemprop"))
            for name in names:
                if name:
                    found[name.lower()].append(content)
    return dict(found)
