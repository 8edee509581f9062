"""Items: the results of crawled pages.

A page becomes an :class:`Article`, or a :class:`Failure` with the reason why it is none; one that
is as it was, :class:`Unchanged`. The last page of a day in a site's own archive becomes an
:class:`ArchiveDay`. How many articles a site says that it has becomes a :class:`Total`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from newscrawl.answers import NoPage

if TYPE_CHECKING:
    from newscrawl.stories.signature import Signature


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the site sent it, with its content encoding (gzip and the like) undone."""

    #: Address on the site itself, also when a mirror was crawled.
    url: str
    status: int
    #: HTTP headers in the order received.
    headers: list[list[str]]
    #: The character encoding that ``body`` was read in.
    encoding: str
    body: bytes
    #: The version of the extraction that read it:
    #: :func:`newscrawl.extraction.version.rules_version`.
    rules: str


@dataclass
class Comment:
    """What a reader wrote below an article. Unknown is ``None``."""

    #: The site's own id of it. Where its page says none, ``~`` and a hash of what the comment is:
    #: see :func:`newscrawl.extraction.comments.keys.derived_key`.
    id: str
    #: Of the comment that it replies to.
    parent_id: str | None
    #: As the page has it: «ناشناس», too.
    author: str | None
    #: Paragraphs joined by a newline.
    text: str
    #: ISO 8601 with the offset of Tehran at that moment. UTC in the database.
    published_at: str | None = None
    #: The date as written on the page.
    published_text: str | None = None
    likes: int | None = None
    dislikes: int | None = None
    #: Of stored ones, ISO 8601, UTC: when a page with it was fetched first and last, and when the
    #: page was first fetched without it.
    first_seen_at: str | None = None
    seen_at: str | None = None
    vanished_at: str | None = None


class FromPage:
    """An item that comes from a page.

    These are attributes and no fields, so that feeds do not contain them."""

    #: The raw page, if it is to be stored.
    page: RawPage | None = None
    #: Why it is no article, with what the frontier has to know of it.
    no_page: NoPage | None = None
    #: The site has other sources of its articles than their pages, and not all have the leads.
    may_lack_lead: bool = False
    #: Its page has only the beginning of the text.
    goes_on: bool = False
    #: What readers wrote below the article, in page order; ``None``: they were not looked for.
    comments: list[Comment] | None = None
    #: The page breaks off, and may have had more of them.
    may_lack_comments: bool = False
    #: The site has a stored article again that had vanished. Set as it is stored.
    is_back: bool = False
    #: By it a stored article is found to have vanished. Set as it is stored.
    has_vanished: bool = False
    #: What the same story elsewhere is found by, where it is looked for.
    signature: Signature | None = None


@dataclass
class Article(FromPage):
    """One news article, after schema.org/NewsArticle.

    An unknown value is ``None`` (or an empty list), with the reason in :attr:`problems`. Feeds have
    their columns in the order of the fields.
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
    #: Top-level IPTC Media Topic, like ``sport``, by the sections: see :mod:`newscrawl.topics`.
    topic: str | None = None
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
    #: ``field: reason`` for each field that could not be read.
    problems: list[str] = field(default_factory=list)
    #: Articles of one story, also of other sites, have the same. ``None`` where it was not looked
    #: for (``STORIES_ENABLED``), or there is no text.
    story_id: int | None = None


#: Fields that identify an article and its version. Reparsing keeps them.
IDENTITY_FIELDS: Final = ("site", "news_code", "url", "fetched_at", "revision")
_COMPARED: Final = tuple(
    field.name
    for field in fields(Article)
    # The topic comes of the sections: it is another one when our list of words changes, too.
    if field.name not in (*IDENTITY_FIELDS, "content_hash", "topic", "story_id")
)


def now() -> str:
    """The moment, as items have it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def missing_fields(article: Article) -> list[str]:
    """Names of the required fields that an article lacks.

    >>> missing_fields(Article(site="demo", url="https://a.ir/1", title="عنوان"))
    ['body']
    """
    missing = [name for name in ("site", "url", "title") if not getattr(article, name)]
    if not (article.body or article.lead or article.images):
        missing.append("body")
    return missing


def differences(old: Article, new: Article) -> dict[str, tuple[Any, Any]]:
    """Fields that differ: name → (old value, new value).

    >>> differences(Article(title="الف", lead="ب"), Article(title="الف", tags=["پ"]))
    {'lead': ('ب', None), 'tags': ([], ['پ'])}
    """
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in _COMPARED)
    return {name: (before, after) for name, before, after in pairs if before != after}


#: Optional fields. Monitors and the report show their coverage.
OPTIONAL_FIELDS = (
    "published_at", "lead", "body", "kicker", "sections", "tags", "agency", "author", "images",
)  # fmt: skip


@dataclass
class Failure(FromPage):
    """A page that is not an article or could not be read, with the reason."""

    site: str
    url: str
    reason: str
    news_code: str | None = None
    #: HTTP status, ``None`` if there was no answer.
    status: int | None = None
    #: ISO 8601, UTC.
    at: str | None = None
    #: The site says that the page does not exist (any more).
    is_missing: bool = False
    #: It passes by itself, like an outage: the request waits in the frontier.
    is_waiting: bool = False


@dataclass
class Unchanged:
    """A stored article of which the site says that its page has not changed (HTTP 304)."""

    site: str
    url: str
    news_code: str | None
    #: ISO 8601, UTC.
    at: str
    #: The site has it again: it had vanished. Set as it is stored.
    is_back: bool = False


@dataclass
class ArchiveDay:
    """A day of a site's own archive. Its lists were read completely, after the day had ended."""

    site: str
    #: ``YYYY-MM-DD`` in the Jalali calendar.
    day: str
    #: Number of articles that its pages link to.
    articles: int
    pages: int
    #: ISO 8601, UTC.
    read_at: str


@dataclass
class Total:
    """How many articles a site itself says that it has, and how far they are read."""

    site: str
    #: Who says so: a way of discovery.
    way: str
    #: How many; ``None``: as was said before.
    total: int | None
    #: ISO 8601, UTC.
    at: str
    #: The days that it is of, as the way writes them; empty for all. Of a sitemap, its address.
    span: str = ""
    #: Where a later crawl goes on, as the way writes it; ``None``: where it would have before.
    read_to: str | None = None


Item: TypeAlias = Article | Failure | Unchanged | ArchiveDay | Total
