"""``api``: whole articles from a site's API, by a spider; see :mod:`newscrawl.discovery.api`."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.answers import NoPage
from newscrawl.discovery import api
from newscrawl.extraction import NotAnArticle, Page
from newscrawl.extraction.post import Post, link_of, parse_post, read_post, self_of
from newscrawl.items import Article, Failure, RawPage
from newscrawl.known import KnownArticles
from newscrawl.site_spider import SiteSpider, recorded
from newscrawl.urls import origin

logger = logging.getLogger(__name__)
#: Stat: why the only way of the crawl to find articles leads nowhere.
ONLY_WAY_CLOSED = "newscrawl/only_way_closed"


class ApiSpider(SiteSpider):
    """A spider that reads whole articles from the API of its site, where the site has one."""

    known: KnownArticles
    #: See :class:`newscrawl.spider.NewsSpider`.
    rules_version: Any

    def request(self, url: str, callback: Callable[..., Any], priority: int = 0) -> Request:
        """A request of a page of the site."""
        raise NotImplementedError

    # -- requests and answers ----------------------------------------------------------

    def first_of_api(self) -> Iterable[Request]:
        """The request to begin with; nothing where the site turns out to have no API."""
        if self.family.api is not None:
            yield self.api_request(self.family.api)
        else:
            self._say_closed(f"sites of {self.family.name} have no API")

    def api_request(self, path: str, cursor: api.Cursor = api.COUNT) -> Request:
        """A request of posts of the API at a path; before those of pages, which it spares."""
        url = self.addresses.of(api.path_of(path, self.arguments.span, cursor))
        request = self.request(url, self.parse_api, priority=20)
        kwargs = {"path": path, **asdict(cursor)}
        return request.replace(errback=self.on_no_api, cb_kwargs=kwargs)

    @recorded
    async def parse_api(
        self, response: Response, path: str, after: str | None, page: int, seen: list[int]
    ) -> AsyncIterator[Any]:
        """How many posts the API has; or a hundred of them, whole, and what follows them."""
        try:
            answer = api.read(response)
        except api.Closed as closed:
            for output in self.closed_api(response, closed):
                yield output
            return
        span, cursor = self.arguments.span.name, api.Cursor(after, page)
        if cursor == api.COUNT:
            logger.info("%s: its API names %s posts", self.name, answer.total)
            yield self.total("api", answer.total, span)
            following: api.Cursor | None = api.Cursor(await self.known.read_to("api", span))
        else:
            for post in api.without(answer, seen):
                yield self.post_of(post, response, self.rules_version)
            following = api.following(cursor, answer)
            read_to = following.after if following else api.resume_at(answer, datetime.now(UTC))
            yield self.total("api", None, span, read_to)
        if following is not None:
            yield self.api_request(path, following)

    def on_no_api(self, failure: TwistedFailure) -> Iterable[Failure | Request]:
        """Errback of the API: one that is closed is no outage of the site."""
        response = getattr(failure.value, "response", None)
        if response is not None and (why := api.why_closed(response)):
            yield from self.closed_api(response, why)
        else:
            yield from self.on_error(failure)

    def closed_api(self, response: Response, why: api.Closed) -> Iterable[Failure | Request]:
        """An API that gives no posts may be at its other address; else other ways go on."""
        if why.is_elsewhere and (path := self.other_api(response)):
            yield self.api_request(path)
            return
        self._say_closed(str(why))
        yield self.failure(response, str(why))

    def _say_closed(self, why: str) -> None:
        logger.info("%s: %s", self.name, why)
        if self.arguments.discover == ("api",):
            self.stats.set_value(ONLY_WAY_CLOSED, why)

    def other_api(self, response: Response) -> str | None:
        """Where the API may be that is not where it was asked for."""
        asked = response.request.cb_kwargs.get("path") if response.request else None
        path = self.family.api
        return api.plain_path(path) if path is not None and asked == path else None

    # -- posts -------------------------------------------------------------------------

    def read_article(
        self,
        response: TextResponse,
        fetched_at: datetime | None = None,
        page: Page | None = None,
    ) -> Article:
        if b"json" in (response.headers.get("Content-Type") or b""):
            return self.read_post(parse_post(response.body), fetched_at)
        return super().read_article(response, fetched_at, page)

    def read_post(self, post: Post, fetched_at: datetime | None = None) -> Article:
        """The article of a post, as an API gives it.

        Raises:
            NotAnArticle: if it holds none.
        """
        url = self.address_of(post)
        if url is None:
            raise NotAnArticle("a post without an address on the site")
        reference = self.family.reference(url)
        raw = read_post(self.family, post, url, self.title)
        return self.load(raw, reference.url if reference else url, fetched_at)

    def address_of(self, post: Post) -> str | None:
        """The address on the site itself of the page of a post; ``None`` if it is elsewhere. A post
        from a mirror names the mirror, which nobody knows any more when the post is read again."""
        link, own = link_of(post), self_of(post)
        if link is None:
            return None
        if own is not None and origin(link) == origin(own):
            return self.addresses.of(link.removeprefix(origin(link)) or "/")
        return self.addresses.site_url(link)

    def post_of(self, post: Post, response: Response, rules: str) -> Article | Failure:
        """The article of a post in an answer of an API, or why it is none; with its JSON as its
        page, which can be read again.

        Args:
            rules: see :attr:`newscrawl.items.RawPage.rules`.
        """
        item: Article | Failure
        at = self.addresses.to_site(self_of(post) or response.url)
        try:
            item = self.read_post(post)
        except Exception as error:  # one that breaks must not stop the others
            reason = str(error)
            if not isinstance(error, NotAnArticle):
                logger.error("Cannot read %s", at, exc_info=error)
                reason = " ".join(f"{type(error).__name__}: {error}".split())[:500]
            item = self.make_failure(
                Request(self.address_of(post) or at), NoPage(reason), response.status
            )
            item.news_code = str(post["id"])
        if self.settings.getbool("STORE_PAGES"):
            body = json.dumps(post, ensure_ascii=False).encode("utf-8", "surrogatepass")
            headers = [["Content-Type", "application/json; charset=UTF-8"]]
            item.page = RawPage(at, response.status, headers, "utf-8", body, rules)
        return item
