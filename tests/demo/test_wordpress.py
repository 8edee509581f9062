"""The newspaper as a WordPress answers: what its own clients would ask for."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

from newscrawl.cms.wordpress import WordPress
from newscrawl.demo.exchange import Reply
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.extraction import Page, read
from newscrawl.extraction.post import read_post

BASE = "http://127.0.0.1:8000"
POSTS = "/wp-json/wp/v2/posts"


@cache
def site(closed_api: bool = False) -> Site:
    paper = Newspaper(130, family="wordpress", hidden=0.1)
    return Site(paper, closed_api=closed_api)


def get(path: str) -> Reply:
    return site().reply(path, BASE)


def posts(query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get(f"{POSTS}?{query}").body)
    return found


def test_the_api_has_all_listed_stories_in_order() -> None:
    listed = site().paper.listed
    first = get(f"{POSTS}?per_page=100&order=asc&orderby=date")
    assert first.headers == {"X-WP-Total": str(len(listed)), "X-WP-TotalPages": "2"}
    found = json.loads(first.body) + posts("per_page=100&order=asc&page=2")
    assert [post["id"] for post in found] == [story.code for story in listed[::-1]]
    assert [post["id"] for post in posts("")] == [story.code for story in listed[:10]]


def test_past_its_end_the_api_says_so() -> None:
    past = get(f"{POSTS}?page=99")
    assert past.status == 400
    assert json.loads(past.body)["code"] == "rest_post_invalid_page_number"
    assert get(f"{POSTS}?per_page=101").status == get(f"{POSTS}?after=x").status == 400


def test_moments_bound_the_posts() -> None:
    story = site().paper.listed[30]
    local = story.published.replace(tzinfo=None).isoformat()
    after = posts(f"per_page=100&after={local}")
    assert story.code not in {post["id"] for post in after} and len(after) <= 30
    zoned = quote(story.published.isoformat())
    assert posts(f"per_page=100&after={zoned}") == after
    before = get(f"{POSTS}?before={zoned}").headers["X-WP-Total"]
    assert len(after) + int(before) < len(site().paper.listed)
    one = next(post for post in posts("per_page=100") if post["id"] == story.code)
    assert one["date"] == local
    universal = datetime.fromisoformat(one["date_gmt"]).replace(tzinfo=UTC)
    assert universal == story.published


def test_only_the_named_fields_and_embedded_names() -> None:
    assert posts("per_page=1&_fields=id,date")[0].keys() == {"id", "date"}
    assert "_embedded" not in posts("per_page=1")[0]
    embedded = posts("per_page=1&_embed=wp:term")[0]["_embedded"]
    story = site().paper.listed[0]
    categories, tags = embedded["wp:term"]
    assert [term["name"] for term in categories] == [s.title for s in story.breadcrumb]
    assert [term["name"] for term in tags] == list(story.tags)


def test_a_page_and_its_post_have_the_same_text() -> None:
    family = WordPress()
    stories = {story.code: story for story in site().paper.listed}
    for post in posts("per_page=100&_embed=1"):
        url = post["link"].replace(BASE, f"https://{site().paper.addresses.domain}")
        page = get(urlsplit(post["link"]).path)
        by_page = read(family, Page.of(page.body, url, "چکاوک"))
        by_post = read_post(family, post, url, "چکاوک")
        assert by_post.body == by_page.body, url
        assert by_post.agency == by_page.agency and by_post.images == by_page.images
        assert by_post.news_code == by_page.news_code == str(stories[post["id"]].code)


def test_a_closed_api() -> None:
    answer = site(closed_api=True).reply(POSTS, BASE)
    assert (answer.status, answer.kind) == (401, "application/json")


def test_short_addresses_redirect_and_plain_ones_reach_the_api() -> None:
    story = site().paper.listed[3]
    reply = get(f"/?p={story.code}")
    assert (reply.status, reply.location) == (301, story.path)
    assert get("/?p=1").status == 404
    plain = json.loads(get("/?rest_route=/wp/v2/posts&per_page=1").body)
    assert plain == posts("per_page=1")


def test_feeds_go_back_page_by_page() -> None:
    listed = site().paper.listed
    found = []
    for number in range(1, len(listed) // 10 + 3):
        reply = get(f"/feed/?paged={number}" if number > 1 else "/feed/")
        if reply.status == 404:
            break
        feed = etree.fromstring(reply.body)
        found += feed.xpath("//item/link/text()")
        assert "{http://purl.org/rss/1.0/modules/content/}encoded" in {
            element.tag for element in feed.iter("*")
        }
    assert found == [BASE + story.path for story in listed]
    assert get("/comments/feed/").body.count(b"<item>") == 0


def test_the_sitemap_tree() -> None:
    assert f"Sitemap: {BASE}/wp-sitemap.xml" in get("/robots.txt").body.decode()
    index = etree.fromstring(get("/wp-sitemap.xml").body)
    names = [urlsplit(url).path for url in index.xpath("//*[local-name()='loc']/text()")]
    assert names[0] == "/wp-sitemap-posts-post-1.xml"
    for name in names:
        assert get(name).status == 200
    stories = etree.fromstring(get(names[0]).body).xpath("//*[local-name()='loc']/text()")
    assert sorted(stories) == sorted(BASE + story.path for story in site().paper.listed)
    assert get("/wp-sitemap-posts-post-2.xml").status == 404


@pytest.mark.parametrize(
    ("path", "kind"), [("/", "home"), ("/page/2/", "archive"), ("/category/politics/", "archive")]
)
def test_pages_say_what_they_are(path: str, kind: str) -> None:
    body = html.fromstring(get(path).body.decode()).find("body")
    assert kind in body.get("class").split()
    assert get("/page/999/").status == get("/category/nothing/").status == 404


def test_an_article_says_its_number() -> None:
    story = site().paper.listed[0]
    page = get(story.path).body.decode()
    assert f"postid-{story.code} " in page and f'<article id="post-{story.code}"' in page
    assert re.search(rf'<link rel="shortlink" href="[^"]+/\?p={story.code}">', page)
