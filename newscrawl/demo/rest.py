"""The posts of a newspaper as WordPress's REST API gives them."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from newscrawl.demo import dates
from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.story import Story

JSON = "application/json"
PER_PAGE, MOST_PER_PAGE = 10, 100
EXCERPT_WORDS = 55
POSTS = "/wp-json/wp/v2/posts"
#: A story's headline and body as its page writes them.
Rendered = Callable[[Story], tuple[str, str]]


def posts(request: SiteRequest, stories: Sequence[Story], rendered: Rendered, name: str) -> Reply:
    """The stories that a query asks for, each with what ``_fields`` and ``_embed`` name.

    Args:
        stories: all, the oldest first.
        rendered: see :data:`Rendered`.
        name: the newspaper's, which writes what nobody signed.
    """
    query = request.query
    size, page = query.number("per_page", PER_PAGE), query.number("page")
    if size > MOST_PER_PAGE:
        return error("rest_invalid_param", 400)
    try:
        after, before = (_moment(query.text(key)) for key in ("after", "before"))
    except ValueError:
        return error("rest_invalid_param", 400)
    found = [
        story
        for story in stories
        if (after is None or story.published > after)
        and (before is None or story.published < before)
    ]
    if query.text("order") != "asc":
        found.reverse()
    some = found[(page - 1) * size : page * size]
    if page > 1 and not some:
        return error("rest_post_invalid_page_number", 400)
    pages = -(-len(found) // size)
    fields = query.text("_fields").split(",") if query.text("_fields") else None
    has_embeds = "_embed" in query.values
    values = [_post(story, rendered(story), name, request.base, has_embeds) for story in some]
    if fields:
        values = [{key: post[key] for key in post if key in fields} for post in values]
    headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
    return Reply(_json(values), JSON, headers=headers)


def error(code: str, status: int) -> Reply:
    return Reply(_json({"code": code, "data": {"status": status}}), JSON, status)


def excerpt(story: Story) -> str:
    """The lead, or the beginning of the text where there is none."""
    if story.lead:
        return f"<p>{escape(story.lead)}</p>\n"
    words = " ".join(story.paragraphs).split()
    end = " [&hellip;]" if len(words) > EXCERPT_WORDS else ""
    return f"<p>{escape(' '.join(words[:EXCERPT_WORDS]))}{end}</p>\n"


def _post(
    story: Story, rendered: tuple[str, str], name: str, base: str, has_embeds: bool
) -> dict[str, Any]:
    title, content = rendered
    modified = story.modified or story.published
    sections, tags = story.breadcrumb, story.tags
    post: dict[str, Any] = {
        "id": story.code,
        "date": _local(story.published),
        "date_gmt": _local(story.published, UTC),
        "modified": _local(modified),
        "modified_gmt": _local(modified, UTC),
        "slug": story.slug,
        "status": "publish",
        "type": "post",
        "link": base + story.path,
        "title": {"rendered": title},
        "content": {"rendered": content, "protected": False},
        "excerpt": {"rendered": excerpt(story), "protected": False},
        "author": 1,
        "featured_media": 0,
        "categories": [section.number for section in sections],
        "tags": [_number(tag) for tag in tags],
        "_links": {"self": [{"href": f"{base}{POSTS}/{story.code}"}]},
    }
    if has_embeds:
        categories = [
            {"id": section.number, "name": escape(section.title), "taxonomy": "category"}
            for section in sections
        ]
        labels = [{"id": _number(t), "name": escape(t), "taxonomy": "post_tag"} for t in tags]
        author = {"id": 1, "name": escape(story.author or name)}
        post["_embedded"] = {"author": [author], "wp:term": [categories, labels]}
    return post


def _moment(text: str) -> datetime | None:
    """A moment of a query; one without offset is by the site's clock."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dates.TEHRAN)


def _local(moment: datetime, zone: Any = None) -> str:
    moment = moment.astimezone(zone) if zone else moment
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _number(tag: str) -> int:
    return 1000 + sum(map(ord, tag))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
