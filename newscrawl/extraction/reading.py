"""The one way in: from a page to the fields of its article, whatever the family and its age."""

from __future__ import annotations

from contextlib import suppress

from newscrawl.cms import Family
from newscrawl.cms.generic import Generic
from newscrawl.cms.wordpress import WordPress
from newscrawl.extraction.by_selectors import read_by_selectors
from newscrawl.extraction.generic import read_generic
from newscrawl.extraction.languages import languages
from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.extraction.refusals import refuse_barrier, refuse_flood, refuse_unreadable
from newscrawl.extraction.wordpress import marks, read_wordpress

#: What pages of unknown sites are read by that say that they are of WordPress.
WORDPRESS = WordPress()
GENERIC = Generic()


def read(family: Family, page: Page) -> RawArticle:
    """The fields of an article page, by the selectors of the time when it was published.

    Args:
        family: the site's.
        page: the page.

    Raises:
        NotAnArticle: if the page is an error page, its letters cannot be told, or no headline or
            no text is found, or it is a page that servers send in place of others.
    """
    refuse_flood(page)
    refuse_unreadable(page)
    raw = _read(family, page)
    if page.is_too_deep:
        raw.problems.append("body: elements are nested too deep, and what follows them is lost")
    return raw


def _read(family: Family, page: Page) -> RawArticle:
    """By the selectors of the time when the article was published."""
    try:
        raw = _read_by(family, page)
    except NotAnArticle as error:
        if error.is_missing or error.is_transient:
            raise
        for old in family.older:
            with suppress(NotAnArticle):
                raw = _read_by(old.family, page)
                day = raw.published_day()
                if day is None or day <= old.until:
                    return raw
        try:
            refuse_barrier(page)
        except NotAnArticle as barrier:
            # What the page says of itself counts for more than what it looks like.
            if barrier.is_transient or error.kind is None:
                raise
        raise
    day = raw.published_day() if family.older else None
    for old in family.older:
        if day is not None and day <= old.until:
            with suppress(NotAnArticle):
                return _read_by(old.family, page)
    return raw


def _read_by(family: Family, page: Page) -> RawArticle:
    """By the family's own selectors, without those of :attr:`~newscrawl.cms.Family.older`."""
    raw = _fields(family, page)
    raw.language, raw.parts = languages(page.document)
    return raw


def _fields(family: Family, page: Page) -> RawArticle:
    family = family_of(family, page)
    if isinstance(family, WordPress):
        return read_wordpress(family, page)
    return read_generic(family, page) if family.is_open else read_by_selectors(family, page)


def family_of(family: Family, page: Page) -> Family:
    """What a page is read by: the family of its site, or where that is not known, what the page
    says of itself. So would a crawl of the site: see :mod:`newscrawl.extraction.detect`."""
    if family == GENERIC and marks(page.document).is_wordpress:
        return WORDPRESS
    return family
