"""What a page ends as: an :class:`Article`, or a :class:`Failure` that says why it is none.

The last page of a day of a site's own archive ends as an :class:`ArchiveDay`.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the site sent it, but for its content encoding (gzip and the like)."""

    #: Address on the site itself, also when a mirror was crawled.
    url: str
    status: int
    #: HTTP headers in the order received.
    headers: list[list[str]]
    #: The character encoding that ``body`` was read in.
    encoding: str
    body: bytes
    #: What read it: see :func:`newscrawl.rules.rules_version`.
    rules: str


class FromPage:
    """An item that was read from a page, or could not be. No field: feeds do not have it."""

    #: The page, if it is to be kept.
    page: RawPage | None = None


@dataclass
class Article(FromPage):
    """One news article, after schema.org/NewsArticle.

    Unknown is ``None`` (or an empty list) and its reason stands in :attr:`problems`. The field
    order is the column order of feeds.
    """

    #: Name of the spider.
    site: str | None = None
    #: کد خبر in Latin digits; unique with ``site``. ``None`` where a site has none.
    news_code: str | None = None
    #: Canonical address on the site itself, also when a mirror was crawled.
    url: str | None = None
    #: Headline.
    title: str | None = None
    #: روتیتر, the line above the headline.
    kicker: str | None = None
    lead: str | None = None
    #: Paragraphs joined by a newline.
    body: str | None = None
    #: ISO 8601 with the offset of Tehran at that moment. UTC in the database.
    published_at: str | None = None
    #: ``YYYY-MM-DD`` in the Jalali calendar.
    published_jalali: str | None = None
    #: The date as written on the page.
    published_text: str | None = None
    #: ISO 8601 with offset.
    modified_at: str | None = None
    sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    #: The outlet the article was taken from.
    agency: str | None = None
    author: str | None = None
    #: ``{"url": absolute address, "alt": text or None}`` in page order.
    images: list[dict[str, str | None]] = field(default_factory=list)
    #: ISO 8601, UTC.
    fetched_at: str | None = None
    #: 1, 2, … for each change seen.
    revision: int = 1
    #: SHA-256 over the searchable form of headline, kicker, lead and body.
    content_hash: str | None = None
    #: ``field: reason`` for everything that could not be read.
    problems: list[str] = field(default_factory=list)


#: Fields that an article may be without, of which the monitors and the report tell the coverage.
OPTIONAL_FIELDS = (
    "published_at", "lead", "body", "kicker", "sections", "tags", "agency", "author", "images",
)  # fmt: skip


@dataclass
class Failure(FromPage):
    """A page that is no article, or could not be read, with the reason."""

    site: str
    url: str
    reason: str
    news_code: str | None = None
    #: HTTP status, ``None`` if there was no answer.
    status: int | None = None
    #: ISO 8601, UTC.
    at: str | None = None
    #: The site says that there is no such page (any more).
    is_missing: bool = False


@dataclass
class ArchiveDay:
    """A day of a site's own archive whose lists were read to the end, after the day was over."""

    site: str
    #: ``YYYY-MM-DD`` in the Jalali calendar.
    day: str
    #: Articles that its pages link to.
    articles: int
    pages: int
    #: ISO 8601, UTC.
    read_at: str


Item: TypeAlias = Article | Failure | ArchiveDay
