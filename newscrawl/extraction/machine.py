"""What a page says for machines of the fields that its selectors leave empty.

One rule for all readings: first JSON-LD (:mod:`.metadata`), then microdata near the article, then
``<meta>``: OpenGraph's ``article:…`` before Dublin Core.
"""

from __future__ import annotations

import re

from newscrawl.extraction.agency import is_outlet
from newscrawl.extraction.blocks import text
from newscrawl.extraction.crumbs import sections_of
from newscrawl.extraction.images import Images
from newscrawl.extraction.locate import Location
from newscrawl.extraction.metadata import Metadata, parted
from newscrawl.extraction.names import OwnNames, is_company, person
from newscrawl.urls import absolute

_PUBLISHED = ("article:published_time", "og:published_time", "og:article:published_time",
              "article:published", "datePublished", "dcterms.issued", "dcterms.created",
              "dcterms.date", "dc.date.issued", "dc.date.created",
              "dc.date", "pubdate", "publishdate", "publish_date", "publish-date",
              "publication_date", "parsely-pub-date", "sailthru.date")  # fmt: skip
_MODIFIED = ("article:modified_time", "article:modified", "og:updated_time", "dateModified",
             "dcterms.modified", "dc.date.modified")  # fmt: skip
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher")
_AUTHORS = ("article:author", "author", "dcterms.creator", "dc.creator", "dc.creator.personalname")
_SOURCES = ("article:source", "dcterms.source", "dc.source")
#: Pictures that stand for a site and not for an article.
_THEME = re.compile(
    r"/[^/]*(?:logo|favicon|default|placeholder|no[-_]?(?:image|pic|photo))[^/]*$|"
    r"/themes?/|/templates?/",
    re.IGNORECASE,
)


def own_names(at: Location, said: Metadata) -> OwnNames:
    """What the site of a page calls itself."""
    names = (at.tree.page.site_title or "", *said.texts("publisher"), *at.tree.meta(*_PUBLISHERS))
    return OwnNames(names, at.tree.url)


def sections(at: Location, said: Metadata, title: str, own: OwnNames) -> list[str]:
    """The breadcrumb, else the section and what it is part of."""
    told = (
        said.trail,
        said.sections,
        _near(at, "articleSection"),
        at.tree.meta("article:section"),
    )
    found = (sections_of(names, title, own) for names in told)
    return next(filter(None, found), [])


def tags(at: Location, said: Metadata) -> list[str]:
    """The keywords that are said to be the article's: those of the page may be the whole site's."""
    told = (
        said.keywords,
        parted(_near(at, "keywords")),
        parted(at.tree.meta("article:tag")),
        parted(at.tree.meta("news_keywords")),
    )
    return next(filter(None, told), [])


def author(at: Location, said: Metadata, own: OwnNames) -> str | None:
    """The first that is a person's name."""
    told = (*said.people, *_near(at, "author"), *at.tree.meta(*_AUTHORS))
    found = (person(name, own) for name in told if not is_company(name))
    return next(filter(None, found), None)


def agency(at: Location, said: Metadata, own: OwnNames) -> str | None:
    """The source that the page names, else an outlet that it names as author; never the site
    itself."""
    sources = (*said.texts("sourceOrganization"), *_near(at, "sourceOrganization"))
    others = (*said.organizations, *at.tree.meta(*_SOURCES))
    told = (*sources, *filter(is_outlet, others))
    return next((name for name in told if name not in own), None)


def published(at: Location, said: Metadata) -> list[str]:
    """Dates of publication, the best first."""
    elements = _moments(at, ("[itemprop=datePublished]", "time[datetime]"))
    return [*published_of_page(at, said), *elements]


def published_of_page(at: Location, said: Metadata) -> list[str]:
    """Dates of publication that the page as a whole says, the best first."""
    return [*said.moments("datePublished"), *at.tree.meta(*_PUBLISHED)]


def modified(at: Location, said: Metadata) -> list[str]:
    """Dates of the last change, the best first."""
    return [
        *said.moments("dateModified"),
        *at.tree.meta(*_MODIFIED),
        *_moments(at, ("[itemprop=dateModified]",)),
    ]


def picture(at: Location, said: Metadata) -> Images:
    """The picture that stands for the article, if it has any, and is not the site's."""
    told = (*at.tree.meta("og:image", "og:image:url"), said.picture or "",
            *at.tree.meta("image", "twitter:image", "twitter:image:src"))  # fmt: skip
    found = (absolute(at.tree.url, one) for one in told if one and not _THEME.search(one))
    url = next((one for one in found if one is not None and not at.tree.is_home(one)), None)
    return [{"url": url, "alt": None}] if url else []


def _near(at: Location, name: str) -> list[str]:
    """Texts of a property of microdata near the article, in page order."""
    found = []
    for element in at.near((f"[itemprop={name}]",), reach=3):
        if not at.is_in_margin(element):
            found.append((element.get("content") or "").strip() or text(element))
    return list(dict.fromkeys(filter(None, found)))


def _moments(at: Location, selectors: tuple[str, ...]) -> list[str]:
    found = (e.get("datetime") or e.get("content") for e in at.near(selectors)
             if not at.is_in_margin(e))  # fmt: skip
    return [value for value in found if value]
