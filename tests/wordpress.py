"""A small WordPress: its REST API as a real one of version 6.1 answers, and pages of its theme."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.crawling.sites import HTML, Answer

JSON = {"Content-Type": "application/json; charset=UTF-8"}
PATH = "/wp-json/wp/v2/posts"
PLAIN = "/wp/v2/posts"
BEGAN = datetime(2014, 3, 25, 8)
OFFSET = timedelta(hours=4, minutes=30)
BODY = "<p>بند {part} از خبر {number}: رودخانه پس از باران پر شد و مردم می‌گویند «خوب بود».</p>\n"


def post(number: int, date: datetime | None = None, **fields: Any) -> dict[str, Any]:
    """A post as the API gives it; its number begins at 4, as on a new WordPress."""
    date = date or BEGAN + timedelta(hours=7 * number)
    return {
        "id": number,
        "date": date.isoformat(),
        "date_gmt": (date - OFFSET).isoformat(),
        "modified_gmt": (date - OFFSET + timedelta(minutes=9)).isoformat(),
        "slug": f"khabar-{number}",
        "status": "publish",
        "type": "post",
        "link": f"https://demo-wordpress.newscrawl.example/{number}/khabar-{number}/",
        "title": {"rendered": f"رودخانه پر شد &#8211; خبر {number}"},
        "content": {
            "rendered": "".join(BODY.format(part=part, number=number) for part in (1, 2, 3)),
            "protected": False,
        },
        "excerpt": {"rendered": f"<p>چکیده‌ی خبر {number}</p>\n", "protected": False},
        "author": 1,
        "categories": [2],
        "tags": [7],
        "featured_media": 0,
        "_links": {"self": [{"href": f"https://demo-wordpress.newscrawl.example{PATH}/{number}"}]},
        "_embedded": {
            "author": [{"id": 1, "name": "سارا محمدی"}],
            "wp:term": [
                [{"id": 2, "name": "شهر &amp; روستا", "taxonomy": "category"}],
                [{"id": 7, "name": "رودخانه", "taxonomy": "post_tag"}],
            ],
        },
        **fields,
    }


@dataclass
class WordPress:
    """What a site answers; for :func:`tests.crawling.sites.serving`."""

    posts: list[dict[str, Any]]
    #: It has ``/wp-json/``; else only ``/?rest_route=``.
    is_pretty: bool = True
    #: What the API answers in place of posts.
    closed: Answer | None = None
    #: Answers to paths.
    others: Mapping[str, Answer] = field(default_factory=dict)

    def __call__(self, path_and_query: str) -> Answer | None:
        parts = urlsplit(path_and_query)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == (PATH if self.is_pretty else "/") and (
            self.is_pretty or query.get("rest_route") == PLAIN
        ):
            return self.closed or self._posts(query)
        if found := self.others.get(parts.path):
            return found
        for one in self.posts:
            if unquote(parts.path) == urlsplit(one["link"]).path:
                return page_of(one)
        return None

    def _posts(self, query: Mapping[str, str]) -> Answer:
        found = sorted(self.posts, key=lambda one: one["date"])
        if after := query.get("after"):
            found = [one for one in found if one["date"] > _local(after)]
        if before := query.get("before"):
            found = [one for one in found if one["date"] < _local(before)]
        size, page = int(query.get("per_page", 10)), int(query.get("page", 1))
        some = found[(page - 1) * size : page * size]
        if page > 1 and not some:
            error = {"code": "rest_post_invalid_page_number", "data": {"status": 400}}
            return Answer(json.dumps(error), 400, JSON)
        return Answer(json.dumps(some), 200, {**JSON, "X-WP-Total": str(len(found))})


def page_of(one: Mapping[str, Any]) -> Answer:
    """The page of a post in the theme of 2021, which does not show the excerpt."""
    return Answer(
        f"<html><body class='single single-post postid-{one['id']}'>"
        f"<article id='post-{one['id']}' class='post type-post'>"
        f"<h1 class='entry-title'>{one['title']['rendered']}</h1>"
        f"<div class='entry-content'>{one['content']['rendered']}</div>"
        f"<time class='entry-date published' datetime='{one['date']}+04:30'>"
        f"{one['date'][:10]}</time></article></body></html>",
        200,
        HTML,
    )


def _local(moment: str) -> str:
    """A moment by the site's clock."""
    found = datetime.fromisoformat(moment)
    zone = found.utcoffset()
    if zone is not None:
        found = (found - zone + OFFSET).replace(tzinfo=None)
    return found.isoformat()
