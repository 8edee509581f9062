"""``api``: WordPress's REST API, which gives a hundred whole articles a request, and their number.

A site is read from its oldest post to its newest. Each request asks for what follows the last post
of the answer before: pages that are only counted would move when a post is deleted meanwhile, and
WordPress takes the longer for them the further behind they are. What the API says is documented at
https://developer.wordpress.org/rest-api/reference/posts/.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from scrapy.http import Response, TextResponse

from newscrawl.answers.barriers import BLOCKED, ERROR
from newscrawl.discovery.deadends import barrier
from newscrawl.extraction.charset import decode
from newscrawl.persian.calendar import in_tehran, localized

#: Posts of a request: as many as WordPress gives.
PER_PAGE = 100
#: Posts may appear with an earlier date than others have: the next crawl reads as much again.
SLACK = timedelta(days=2)
#: What of a post is asked for; ``_embedded`` are its terms, its author and its picture.
_FIELDS = (
    "id,date,date_gmt,modified_gmt,slug,status,type,link,title,content,excerpt,author,categories,"
    "tags,featured_media,_links,_embedded"
)
_EMBED = "wp:term,author,wp:featuredmedia"
# Who answers these has no API, or none for us. Not 408, 425 and 429, which pass by themselves.
_CLOSED = frozenset(range(400, 500)) - {408, 425, 429} | {501}
# Before it, a date is of another calendar, or of a post without one.
_FIRST_YEAR = 1990
#: A site that says of no answer how many posts there are, and gives the same ones for ever.
_MOST_PAGES = 1000
_PAST_THE_END = "rest_post_invalid_page_number"


class Closed(Exception):
    """A site's API gives no posts. The message is the reason.

    Attributes:
        is_elsewhere: it may be at :func:`plain_path`.
    """

    def __init__(self, why: str, *, is_elsewhere: bool = False) -> None:
        super().__init__(f"the API is closed ({why})")
        self.is_elsewhere = is_elsewhere


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are asked for, in Tehran, both included; ``None``: no bound."""

    first: date | None = None
    last: date | None = None

    @property
    def name(self) -> str:
        """
        >>> Span(date(2021, 3, 21)).name, Span().name
        ('2021-03-21/', '')
        """
        if self.first is None and self.last is None:
            return ""
        return "/".join(day.isoformat() if day else "" for day in (self.first, self.last))

    def query(self) -> dict[str, str]:
        """It in the API's words, which leave out the moments themselves."""
        found = {}
        if self.first is not None:
            before = localized(datetime.combine(self.first, time())) - timedelta(seconds=1)
            found["after"] = before.isoformat()
        if self.last is not None:
            end = datetime.combine(self.last + timedelta(days=1), time())
            found["before"] = localized(end).isoformat()
        return found


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the posts of a request begin."""

    #: The posts after this second by the site's own clock, without offset; ``None``: all.
    after: str | None = None
    #: Which hundred of them, from 1.
    page: int = 1
    #: Numbers of posts that they begin with, and that the answer before had.
    seen: tuple[int, ...] = ()


#: Asks only how many posts there are.
COUNT = Cursor(page=0)


@dataclass(frozen=True, slots=True)
class Answer:
    """Posts, as the API gives them, the oldest first."""

    posts: list[dict[str, Any]]
    #: How many there are altogether in what was asked for; ``None``: it does not say.
    total: int | None


def plain_path(path: str) -> str:
    """Where the API of a site is whose addresses are not rewritten.

    >>> plain_path("/wp-json/wp/v2/posts")
    '/?rest_route=/wp/v2/posts'
    """
    return "/?rest_route=" + path.removeprefix("/wp-json")


def path_of(path: str, span: Span, cursor: Cursor) -> str:
    """The path of a request of posts.

    >>> path_of("/wp-json/wp/v2/posts", Span(), COUNT)
    '/wp-json/wp/v2/posts?per_page=1&_fields=id'
    >>> path_of("/wp-json/wp/v2/posts", Span(), Cursor("2021-03-21T08:00:00", 2))[:68]
    '/wp-json/wp/v2/posts?per_page=100&orderby=date&order=asc&_embed=wp:t'
    """
    if cursor == COUNT:
        query = {"per_page": "1", "_fields": "id", **span.query()}
    else:
        query = {"per_page": str(PER_PAGE), "orderby": "date", "order": "asc", "_embed": _EMBED}
        query |= {"_fields": _FIELDS, **span.query()}
        if cursor.after is not None:
            query["after"] = cursor.after
        if cursor.page > 1:
            query["page"] = str(cursor.page)
    return path + ("&" if "?" in path else "?") + urlencode(query, safe=",:/")


def read(response: Response) -> Answer:
    """What the API answered.

    Raises:
        Closed: if these are no posts.
    """
    values = _json(response)
    if response.status >= 400:
        if response.status == 400 and _code(values) == _PAST_THE_END:
            return Answer([], None)
        why = " ".join(filter(None, (f"HTTP {response.status}", _code(values))))
        raise Closed(why, is_elsewhere=response.status == 404 and _code(values) is None)
    if values is None:
        raise Closed("an answer that is no JSON", is_elsewhere=True)
    if not isinstance(values, list):
        raise Closed(_code(values) or "an answer that is no list of posts")
    posts = [post for post in values if isinstance(post, dict) and isinstance(post.get("id"), int)]
    if len(posts) < len(values):
        raise Closed("an answer that is no list of posts")
    total = (response.headers.get("X-WP-Total") or b"").decode("latin-1")
    return Answer(posts, int(total) if total.isascii() and total.isdigit() else None)


def why_closed(response: Response) -> Closed | None:
    """What an error means, if it is that the API gives no posts while the site may well be there;
    ``None`` for any other."""
    if response.status not in _CLOSED:
        return None
    shown = barrier(response)
    if shown is not None and shown.is_transient and shown not in (ERROR, BLOCKED):
        return None
    try:
        read(response)
    except Closed as why:
        return why
    return None


def without(answer: Answer, seen: Collection[int]) -> Iterator[dict[str, Any]]:
    """The posts of an answer that the answer before did not have."""
    return (post for post in answer.posts if post["id"] not in seen)


def following(cursor: Cursor, answer: Answer) -> Cursor | None:
    """Where the next posts begin; ``None`` if there are no more."""
    posts = answer.posts
    if not posts or cursor.page >= _MOST_PAGES:
        return None
    so_far = (cursor.page - 1) * PER_PAGE + len(posts)
    if so_far >= answer.total if answer.total is not None else len(posts) < PER_PAGE:
        return None
    first, last = _moment(posts[0]), _moment(posts[-1])
    if last is not None and first is not None and first < last:
        # Those of the same second may be cut in two.
        after = (last - timedelta(seconds=1)).isoformat()
        if cursor.after is None or after > cursor.after:
            ends = tuple(post["id"] for post in posts if _moment(post) == last)
            return Cursor(after, 1, ends)
    return Cursor(cursor.after, cursor.page + 1)


def resume_at(answer: Answer, now: datetime) -> str | None:
    """Where a later crawl goes on, after the last of all posts.

    Args:
        now: aware. A post of the future is none to go by.
    """
    last = _moment(answer.posts[-1]) if answer.posts else None
    if last is None:
        return None
    return (min(last, in_tehran(now).replace(tzinfo=None, microsecond=0)) - SLACK).isoformat()


def _moment(post: Mapping[str, Any]) -> datetime | None:
    """The date of a post by its site's clock, ``None`` where it is none to go by."""
    try:
        moment = datetime.fromisoformat(post["date"]).replace(tzinfo=None, microsecond=0)
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None


def _json(response: Response) -> Any:
    if not isinstance(response, TextResponse):
        return None
    decoded = decode(response.body, response.encoding)
    if decoded.problem is not None:
        raise Closed(decoded.problem)
    try:
        return json.loads(decoded.source.decode("utf-8", "replace").lstrip("\ufeff \r\n\t"))
    except (ValueError, RecursionError):
        return None


def _code(values: Any) -> str | None:
    """The name that WordPress gives an error."""
    code = values.get("code") if isinstance(values, dict) else None
    return code if isinstance(code, str) else None
