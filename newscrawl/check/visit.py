"""Visiting a site: its home page and some of its articles, fetched and read, not stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.check.addresses import fits, guess_patterns
from newscrawl.check.proposals import propose
from newscrawl.check.verdict import CheckedPage, articles_of, coverage
from newscrawl.check.ways import Ways
from newscrawl.cms import Family
from newscrawl.discovery import front, rss
from newscrawl.discovery.links import Links, LinkSorter
from newscrawl.extraction import NotAnArticle, Page, read
from newscrawl.extraction.loader import load_article
from newscrawl.urls import Addresses

#: Feeds and sections that are fetched of a known site.
SAMPLES = 2
NOT_FETCHED = "not fetched"


class VisitSpider(Spider):
    """Fetches the home page of a site and a few articles, and keeps them. Of a known site also
    some feeds and sections, to see whether they lead to articles."""

    name = "check"
    # Nothing here is for the archive.
    custom_settings = {  # noqa: RUF012
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "REQUEST_FINGERPRINTER_CLASS": "scrapy.utils.request.RequestFingerprinter",
        "SPIDER_MIDDLEWARES": {"newscrawl.crawling.unit_of_work.UnitOfWorkMiddleware": None},
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {},
    }

    def __init__(self, site: VisitedSite, count: int) -> None:
        super().__init__(site.name)
        self.site = site
        self.count = count

    async def start(self) -> Any:
        home = self.site.addresses.to_mirror(self.site.addresses.of("/"))
        yield Request(home, self.parse_home, errback=self.on_home_error)

    def parse_home(self, response: Response) -> Iterable[Request]:
        self.site.take_home(response)
        for url in self.site.articles(self.count):
            url = self.site.addresses.to_mirror(url)
            yield Request(url, self.parse_article, errback=self.on_error)
        ways = self.site.ways
        for url in ways.feeds:
            yield self._aside(url, self.parse_feed, ways.feeds)
        for url in ways.sections:
            yield self._aside(url, self.parse_section, ways.sections)

    def _aside(self, url: str, callback: Any, failures: dict[str, Any]) -> Request:
        def on_error(failure: Failure) -> None:
            failures[url] = _reason(failure)

        at = self.site.addresses.to_mirror(url)
        # Several may lead to one address, and each has to be told of.
        return Request(
            at, callback, errback=on_error, cb_kwargs={"asked": url}, dont_filter=True, priority=-1
        )

    def parse_feed(self, response: Response, asked: str) -> None:
        self.site.take_feed(asked, response)

    def parse_section(self, response: Response, asked: str) -> None:
        self.site.take_section(asked, response)

    def parse_article(self, response: Response) -> None:
        self.site.pages.append(response)

    def on_error(self, failure: Failure) -> None:
        url = failure.request.url  # type: ignore[attr-defined]
        self.site.failures[url] = _reason(failure)

    def on_home_error(self, failure: Failure) -> None:
        self.site.home_failure = _reason(failure)


class VisitedSite:
    """A site that is checked: its address, what is known of it, and the pages that came back."""

    def __init__(
        self, addresses: Addresses, name: str, family: Family | None, title: str | None
    ) -> None:
        self.addresses = addresses
        self.name = name
        #: ``None`` if unknown: see :meth:`detect`.
        self.family = family
        self.title = title
        #: Absolute addresses on the home page that are on the site.
        self.links: list[str] = []
        self.home: TextResponse | None = None
        #: Of a known site.
        self.ways = Ways()
        self.pages: list[Response] = []
        #: Address → why nothing came back.
        self.failures: dict[str, str] = {}
        #: Why the home page did not come back.
        self.home_failure: str | None = None

    def take_home(self, response: Response) -> None:
        if not isinstance(response, TextResponse):
            return
        self.home = response
        on_site = filter(self.addresses.on_site, front.urls(response))
        self.links = list(dict.fromkeys(map(self.addresses.to_site, on_site)))
        if self.family is None:
            return
        home = self.addresses.of("/")
        self.ways.home = links = self.sorted_by(self.family)
        announced = filter(self.addresses.on_site, rss.feeds(response, self.family))
        feeds = (
            *map(self.addresses.of, self.family.feeds),
            *map(self.addresses.to_site, announced),
        )
        sections = [url for url in links.lists if url.rstrip("/") != home.rstrip("/")]
        self.ways.feeds = dict.fromkeys(list(dict.fromkeys(feeds))[:SAMPLES], NOT_FETCHED)
        self.ways.sections = dict.fromkeys(sections[:SAMPLES], NOT_FETCHED)

    def take_feed(self, asked: str, response: Response) -> None:
        if not (isinstance(response, TextResponse) and rss.is_feed(response)):
            self.ways.feeds[asked] = "no feed"
            return
        assert self.family is not None
        named = map(self.addresses.to_site, rss.links(response))
        links = LinkSorter(self.family, self.addresses).named(named, asked)
        self.ways.feeds[asked] = len(links.articles)

    def take_section(self, asked: str, response: Response) -> None:
        if not isinstance(response, TextResponse):
            self.ways.sections[asked] = "not a page"
            return
        assert self.family is not None
        urls = map(self.addresses.to_site, front.urls(response))
        self.ways.sections[asked] = LinkSorter(self.family, self.addresses).sort(urls, asked)

    def articles(self, count: int) -> list[str]:
        """Addresses of the first articles of the home page."""
        from newscrawl.cms.families import FAMILIES

        families = [self.family] if self.family else list(FAMILIES.values())
        found = [
            list(self.sorted_by(family).articles.values()) for family in families if self.links
        ]
        if not found:
            return []
        *special, for_any = found
        best = max(special, key=len, default=for_any)
        likely = best if 2 * len(best) > len(for_any) else for_any
        if self.family is None:  # no family knows the code in a query: "/news.aspx?nId=5"
            queried = (text for text in guess_patterns(self.links) if "?" in text)
            if text := next(queried, None):
                likely = max(likely, [url for url in self.links if fits(text, url)], key=len)
        return likely[:count]

    def sorted_by(self, family: Family) -> Links:
        """The links of the home page, as a family sorts them."""
        return LinkSorter(family, self.addresses).sort(self.links, self.addresses.of("/"))

    def page(self, response: TextResponse) -> Page:
        url = self.addresses.to_site(response.url)
        return Page.of(response.body, url, self.title, response.encoding)

    def detect(self) -> tuple[Family, str]:
        """The family of the site, and why it is that one."""
        if self.family is not None:
            return self.family, "its spider says so"
        from newscrawl.extraction.detect import weigh

        pages = [self.page(page) for page in self.pages if isinstance(page, TextResponse)]
        weighed = weigh(pages, self.links, self.page(self.home) if self.home else None)
        first = weighed[0]
        if first.is_enough:
            links = f"{first.links} of {len(self.links)} links on the home page are its articles'"
            elements = ", ".join(f"{name} {rule}" for name, rule in first.found.items())
            has = [f"they have {elements}"] if elements else []
            says = ["its pages name it as their system"] if first.is_marked else []
            return first.family, ", and ".join([links, *has, *says])
        patterns = self._patterns([page.url for page in pages])
        misplaced = [one for one in weighed if one.is_misplaced]
        if misplaced and patterns:
            best = max(misplaced, key=lambda one: (one.is_marked, len(one.misplaced)))
            where = ", ".join(patterns)
            return (
                replace(best.family, articles=patterns, canonical=None),
                f"it has {type(best.family).__name__}'s elements under unknown addresses: {where}",
            )
        return self._of_no_family(pages, patterns), "its pages have the elements of no known family"

    def _patterns(self, urls: list[str]) -> tuple[str, ...]:
        """Patterns that fit the articles fetched: guessed from all links that may be articles', for
        a few addresses do not tell a section from a part that all have."""
        from newscrawl.cms.families import FAMILIES

        likely = self.sorted_by(FAMILIES["generic"]).articles.values()
        return tuple(
            text
            for text in guess_patterns([*urls, *likely])
            if any(fits(text, url) for url in urls)
        )

    def _of_no_family(self, pages: list[Page], patterns: tuple[str, ...]) -> Family:
        """Any site, with what can be proposed for it: nothing that makes fewer fields come out."""
        from newscrawl.cms.families import FAMILIES

        # What has neither code nor day is known by its looks as it is.
        told = tuple(text for text in patterns if "{code}" in text or "{year}" in text)
        plain = replace(FAMILIES["generic"], articles=told)
        usual = coverage(articles_of(self.read(plain)))
        proposed: dict[str, Any] = {}
        for name, selectors in propose(pages).items():
            if set(selectors) <= set(getattr(plain, name)):  # is tried as it is
                continue
            one: dict[str, Any] = {name: selectors}
            now = coverage(articles_of(self.read(replace(plain, **one))))
            if now.articles >= usual.articles and all(
                now.fields[other] >= count for other, count in usual.fields.items()
            ):
                proposed[name] = selectors
        return replace(plain, **proposed)

    def read(self, family: Family) -> list[CheckedPage]:
        """What the selectors of a family read on the pages of the articles."""
        checked = [CheckedPage(url, reason=reason) for url, reason in self.failures.items()]
        for response in self.pages:
            url = self.addresses.to_site(response.url)
            if not isinstance(response, TextResponse):
                checked.append(CheckedPage(url, reason="not a page"))
                continue
            if not family.is_open and family.key(url) is None:
                checked.append(CheckedPage(url, reason="led to an address that is no article's"))
                continue
            try:
                raw = read(family, self.page(response))
            except NotAnArticle as error:
                checked.append(CheckedPage(url, reason=str(error)))
                continue
            now, article_url = datetime.now(UTC), family.article_url(url)
            article = load_article(raw, site=self.name, url=article_url, fetched_at=now)
            checked.append(CheckedPage(url, article))
        return checked


def _reason(failure: Failure) -> str:
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    return " ".join(str(error).split()) or type(error).__name__
