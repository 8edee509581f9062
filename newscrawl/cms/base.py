"""What every CMS family declares: the addresses of its sites, and where each field stands."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, Final, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from cssselect import GenericTranslator, SelectorError

from newscrawl.cms.patterns import Pattern, PatternError, pattern
from newscrawl.urls import (
    CACHED,
    ArticleReference,
    one_spelling,
    origin,
    plain_code,
    with_latin_digits,
)

#: CSS selectors, tried in order.
Selectors = tuple[str, ...]
#: Addresses, written as :class:`newscrawl.cms.patterns.Pattern` takes them.
Patterns = tuple[str, ...]

#: Fields of a family with selectors, with patterns, with patterns of which only the beginning has
#: to fit, and with plain paths.
SELECTORS: Final = (
    "title", "kicker", "lead", "body", "boilerplate", "news_code", "published", "sections", "tags",
    "author", "missing",
)  # fmt: skip
#: Those of readers' comments, which tell nothing about a family.
COMMENT_SELECTORS: Final = (
    "comments", "comment_author", "comment_date", "comment_text", "comment_likes",
    "comment_dislikes",
)  # fmt: skip
PATTERNS: Final = ("articles", "albums", "lists", "ignored", "feed_paths")
PATHS: Final = ("feeds", "feed_indexes", "sitemaps", "plain_feeds", "plain_sitemaps")
#: Further fields that are tuples of texts.
OTHERS: Final = ("page_parameters", "offset_parameters", "list_parameters", "next_page", "hosts")


class FamilyError(ValueError):
    """A declaration that cannot be. The message names the field and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Until:
    """Selectors for pages published up to a day."""

    #: The last day, in Tehran.
    until: date
    #: Its selectors; its addresses are not used.
    family: Family


@dataclass(frozen=True)
class Family:
    """Addresses and selectors of one CMS, or of one site: ``family = IranSamaneh(lead=(".lid",))``.

    Selectors are tuples of CSS selectors tried in order: the first that finds text near the article
    wins. Addresses are tuples of patterns: see :class:`newscrawl.cms.patterns.Pattern`.

    Raises:
        FamilyError: from the constructor, if a field cannot be what it is.
    """

    name: ClassVar[str]
    #: Any page may hold an article; its address does not tell. Such pages are read without
    #: knowing their class names: :mod:`newscrawl.extraction.generic`.
    is_open: ClassVar[bool] = False

    # -- addresses of articles
    #: Of articles. An article is told from all others by its ``{code}``, or where addresses have
    #: none by the whole address.
    articles: Patterns = ()
    #: Of articles of pictures or a film, which need no text.
    albums: Patterns = ()
    #: The one address kept of all spellings of an article, with ``{code}``; ``None``: the first of
    #: ``articles`` (of an album, its own) without the slug.
    canonical: str | None = None
    #: What is left alone, with all below: neither articles nor lists.
    ignored: Patterns = ()

    # -- lists of articles, and their pages
    #: The list to begin with.
    home: str = "/"
    lists: Patterns = ()
    #: Query parameters that count the pages of a list.
    page_parameters: Selectors = ()
    #: Query parameters that count the articles of a list before those of a page: ``?start=20``.
    offset_parameters: Selectors = ()
    #: Query parameters that say which list it is, and stay the same on all its pages.
    list_parameters: Selectors = ()
    #: Where the link to the next page stands; the last one counts. Needed where the first page of a
    #: list lacks parameters that the others have: else the addresses tell.
    next_page: Selectors = ()

    # -- feeds, sitemaps, archive, API
    #: Feeds that every site of the family has.
    feeds: tuple[str, ...] = ()
    #: Pages that link to the feeds of a site.
    feed_indexes: tuple[str, ...] = ()
    #: Of feeds that such a page links to.
    feed_paths: Patterns = ()
    #: The query parameter that counts the pages of a feed back to the first article; ``None``:
    #: feeds have the latest only.
    feed_pages: str | None = None
    #: Sitemaps beside those that robots.txt names.
    sitemaps: tuple[str, ...] = ()
    #: Feeds where one of :attr:`feeds` is not there, and sitemaps where robots.txt names none: of
    #: sites whose server does not rewrite addresses.
    plain_feeds: tuple[str, ...] = ()
    plain_sitemaps: tuple[str, ...] = ()
    #: Path and query of a page of the archive of one Jalali day, with ``{year}``, ``{month}``,
    #: ``{day}`` and ``{page}``, which counts from 1, in the words of :meth:`str.format`.
    archive_path: str | None = None

    # -- the site
    scheme: str = "https"
    #: Other hosts of the site, without ``www``, at which its pages have the same paths.
    hosts: tuple[str, ...] = ()

    #: Path of the posts of a REST API like WordPress's, where sites of the family have one.
    api: str | None = None

    # -- selectors
    title: Selectors = ()
    kicker: Selectors = ()
    lead: Selectors = ()
    body: Selectors = ()
    #: Elements inside the body that are no part of the text, beside those that are told by names
    #: that all sites have for them («share», «related», …).
    boilerplate: Selectors = ()
    news_code: Selectors = ()
    published: Selectors = ()
    sections: Selectors = ()
    tags: Selectors = ()
    author: Selectors = ()
    #: What an error page that answers 200 shows.
    missing: Selectors = ()

    # -- readers' comments: looked for only where the setting COMMENTS_ENABLED says so
    #: Elements that are a comment each; the first selector that finds any wins. A reply stands in
    #: the one that it replies to.
    comments: Selectors = ()
    #: Inside of one. Without a text of its own, a comment is all that is left of its element.
    comment_author: Selectors = ()
    comment_date: Selectors = ()
    comment_text: Selectors = ()
    #: Needed only where no class or id says so: ``like``, ``vote-down`` and the like.
    comment_likes: Selectors = ()
    comment_dislikes: Selectors = ()

    #: Selectors of former times, the oldest first: old pages often still look as they did.
    older: tuple[Until, ...] = ()

    def __post_init__(self) -> None:
        for one in fields(self):
            _check(one.name, getattr(self, one.name), one.default)
        remembered = lru_cache(CACHED)(self.make_reference)
        object.__setattr__(self, "_remembered", remembered)
        object.__setattr__(self, "_ignored", _beginnings(self.ignored))
        object.__setattr__(self, "_lists", [pattern(text) for text in self.lists])
        # A pattern of articles may fit an album, too, but not the other way round.
        kinds = ((self.albums, True), (self.articles, False))
        found = [(pattern(text), is_album) for texts, is_album in kinds for text in texts]
        object.__setattr__(self, "_articles", found)
        some = "|".join(one.bare_regex for one, _ in found)
        object.__setattr__(self, "_may_be_article", re.compile(some or r"(?!)"))

    @classmethod
    def with_more(cls, **declared: Any) -> Self:
        """The family of a site whose pages may have more: its own selectors are tried after those
        of the family. All other fields are as they are given.

        Raises:
            FamilyError: as the constructor.
        """
        for one in fields(cls):
            extra = declared.get(one.name)
            if (
                one.name in (*SELECTORS, *COMMENT_SELECTORS)
                and isinstance(extra, tuple)
                and isinstance(one.default, tuple)
            ):
                declared[one.name] = (*one.default, *extra)
        return cls(**declared)

    # -- articles ----------------------------------------------------------------------

    def reference(self, url: str) -> ArticleReference | None:
        """The article at an address, ``None`` if it is no article's address.

        Args:
            url: on the site itself, see :meth:`newscrawl.urls.Addresses.to_site`.
        """
        found: ArticleReference | None = self._remembered(url)  # type: ignore[attr-defined]
        return found

    def make_reference(self, url: str) -> ArticleReference | None:
        """As :meth:`reference`, which remembers what this says."""
        parts = urlsplit(url)
        for path in dict.fromkeys((parts.path, with_latin_digits(parts.path))):
            if self._may_be_article.fullmatch(path) and not self._ignored.match(path):  # type: ignore[attr-defined]
                for kind, is_album in self._articles:  # type: ignore[attr-defined]
                    if (found := kind.match(path, with_latin_digits(parts.query))) is not None:
                        return self._referred(url, path, kind, found, is_album)
        return None

    def _referred(
        self, url: str, path: str, kind: Pattern, found: dict[str, str], is_album: bool
    ) -> ArticleReference | None:
        code = plain_code(found["code"]) if "code" in found else None
        if "code" in found:
            if code is None:  # zero
                return None
            found["code"] = code
        own = kind if is_album or not self.articles else pattern(self.articles[0])
        shorts = (self.canonical, own.short, kind.short) if code else (kind.short,)
        short = next((s for s in shorts if s and pattern(s).names_only(*found)), None)
        if short:
            parts = {name: one_spelling(value) for name, value in found.items()}
            address = origin(url) + short.format(**parts)
        else:  # the words in it are those of this article
            path, query = kind.needed_of(path, urlsplit(url).query)
            address = origin(url) + one_spelling(path) + query
        return ArticleReference(code or address, code, address, url, is_album)

    @property
    def code_path(self) -> str | None:
        """The address of an article of which only the code is known, with ``{code}``; ``None`` if
        sites of the family cannot be asked for codes."""
        candidates = (self.canonical, *self.articles) if self.articles else ()
        shorts = (pattern(text).short for text in candidates if text)
        return next((s for s in shorts if pattern(s).placeholders == ["code"]), None)

    def named_reference(self, url: str) -> ArticleReference | None:
        """As :meth:`reference`, of an address that a feed, or a sitemap of articles only, names."""
        return self.reference(url)

    def key(self, url: str) -> str | None:
        """What tells an article's address from all others of its site: its news code, or the
        canonical address where addresses have none. ``None`` if it is no article's address.

        Args:
            url: as :meth:`reference` takes it.
        """
        reference = self.reference(url)
        return reference.key if reference else None

    def code_in(self, url: str) -> str | None:
        """The news code that an article's address names, ``None`` for any other address."""
        reference = self.reference(url)
        return reference.code if reference else None

    def article_url(self, url: str) -> str:
        """The one address of the article behind its many spellings: no slug, no query.

        Raises:
            ValueError: if the address is no article's.
        """
        reference = self.reference(url)
        if reference is None:
            raise ValueError(f"not the address of an article: {url}")
        return reference.url

    def is_album(self, url: str) -> bool:
        """Whether an address is that of pictures or a film, which need no text."""
        reference = self.reference(url)
        return reference is not None and reference.is_album

    def is_ignored(self, url: str) -> bool:
        """Whether an address is left alone, see :attr:`ignored`."""
        return self._ignored.match(urlsplit(url).path) is not None  # type: ignore[attr-defined]

    # -- lists -------------------------------------------------------------------------

    def is_list(self, url: str) -> bool:
        """Whether an address is that of a page that lists articles; the home page is one."""
        parts = urlsplit(url)
        if parts.path.rstrip("/") in ("", self.home.rstrip("/")):
            return True
        if self.is_ignored(url) or self.reference(url) is not None:
            return False
        if "?" not in url and self._may_be_article.fullmatch(parts.path):  # type: ignore[attr-defined]
            return False  # its code is zero
        known: list[Pattern] = self._lists  # type: ignore[attr-defined]
        return any(one.match(parts.path, parts.query) is not None for one in known)

    def is_feed(self, url: str) -> bool:
        """Whether an address is that of a feed which an index of feeds links to."""
        parts = urlsplit(url)
        known = map(pattern, self.feed_paths)
        return any(one.match(parts.path, parts.query) is not None for one in known)

    def names_articles(self, sitemap: str) -> bool | None:
        """Whether all that a sitemap names are articles; ``False``: none is, so that it need not be
        read; ``None``: each address has to say so itself.

        Args:
            sitemap: its address.
        """
        return None

    def page_of(self, url: str) -> tuple[str, int | None]:
        """Which list an address is of, by its path and :attr:`list_parameters` in the order of
        their names; and which of its pages it is, ``None`` for one without number. Of a page that
        :attr:`offset_parameters` tell, its first article's place in the list, from 1.

        A query with anything else is no list of ours: calendars and searches never end. Such an
        address is page 0.
        """
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        if not parts.query:
            return path, None
        query = parse_qs(parts.query, keep_blank_values=True)
        kept = {name: query.pop(name) for name in self.list_parameters if name in query}
        if any(len(values) > 1 or not values[0] for values in kept.values()):
            return path, 0
        if kept:
            path += "?" + urlencode({name: kept[name][0] for name in sorted(kept)})
            if not query:
                return path, None
        numbers = [n for name in self.page_parameters for n in query.get(name, ())]
        offsets = [n for name in self.offset_parameters for n in query.get(name, ())]
        found = [*numbers, *offsets]
        number = found[0] if len(query) == len(found) == 1 else ""
        if not (number.isdecimal() and len(number) < 7):
            return path, 0
        return path, int(number) + len(offsets)

    def next_number(self, shown: int, numbers: Collection[int]) -> int | None:
        """Which page of a list follows one, of those that it links to. How many articles a page
        has, its address does not tell: where these are counted, it is the nearest.

        Args:
            shown: the number of the page, as all from :meth:`page_of`.
        """
        if self.offset_parameters:
            return min((number for number in numbers if number > shown), default=None)
        return shown + 1 if shown + 1 in numbers else None


def _check(name: str, value: object, default: object) -> None:
    """Check a field that is not as its family has it."""
    if value is default:
        return
    selectors = (*SELECTORS, *COMMENT_SELECTORS)
    is_tuple = name in (*selectors, *PATTERNS, *PATHS, *OTHERS)
    if is_tuple and not (
        isinstance(value, tuple) and all(isinstance(one, str) and one for one in value)
    ):
        raise FamilyError(f"{name}: expected a tuple of texts, got {value!r}: is a comma missing?")
    try:
        if name in PATTERNS or (name == "canonical" and value is not None):
            for text in value if isinstance(value, tuple) else (value,):
                pattern(text)
        if name in (*selectors, "next_page") and isinstance(value, tuple):
            for css in value:
                _compile(css)
    except PatternError as error:
        raise FamilyError(f"{name}: {error}") from None
    except SelectorError as error:
        raise FamilyError(f"{name}: not a CSS selector: {error}") from None
    if name in PATHS and not all(path.startswith("/") for path in value):  # type: ignore[attr-defined]
        raise FamilyError(f"{name}: expected paths from the root, like '/rss', got {value!r}")
    if name == "scheme" and value not in ("http", "https"):
        raise FamilyError(f"scheme: expected http or https, got {value!r}")


@lru_cache(4096)
def _compile(css: str) -> str:
    return GenericTranslator().css_to_xpath(css)


def _beginnings(texts: Patterns) -> re.Pattern[str]:
    """What matches all below some paths."""
    paths = (pattern(text).bare_regex.removesuffix("/?") for text in texts)
    some = "|".join(f"{path}(?=[/.]|$)" for path in paths)
    return re.compile(some or r"(?!)")
