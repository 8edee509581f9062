"""The comments of the demo newspaper, as each family reads them."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.cms.families import FAMILIES
from newscrawl.demo.dates import MONTHS
from newscrawl.demo.newspaper import FAMILIES as DEMO_FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.remarks import ANONYMOUS
from newscrawl.demo.site import Site
from newscrawl.demo.story import Story
from newscrawl.extraction import Page, read
from newscrawl.extraction.comments import read_comments
from newscrawl.items import Comment


def comments(paper: Newspaper, site: Site, story: Story) -> list[Comment]:
    origin = f"https://{paper.addresses.domain}"
    html = site.reply(story.path, origin).body.decode("utf-8", "replace")
    page = Page.of(html, origin + story.path, paper.name)
    return read_comments(FAMILIES[paper.addresses.family], page, now=paper.now)


def told(found: list[Comment]) -> list[dict[str, Any]]:
    """As a newspaper tells what is expected."""
    places = {one.id: place for place, one in enumerate(found)}
    return [
        {
            "id": None if one.id.startswith("~") else one.id,
            "parent": None if one.parent_id is None else places[one.parent_id],
            "author": one.author,
            "text": one.text,
            "published_at": one.published_at,
            "published_text": one.published_text,
            "likes": one.likes,
            "dislikes": one.dislikes,
        }
        for one in found
    ]


@pytest.mark.parametrize("family", DEMO_FAMILIES)
def test_every_comment_comes_out_as_it_was_written(family: str) -> None:
    paper = Newspaper(60, seed=3, family=family)
    site = Site(paper)
    expected = paper.expected_comments()
    found = {str(story.code): comments(paper, site, story) for story in paper.stories}
    assert {code: told(some) for code, some in found.items() if some} == expected


def test_the_newspaper_has_all_kinds_of_them() -> None:
    found = [one for some in Newspaper(120).expected_comments().values() for one in some]
    assert any(one["author"] == ANONYMOUS for one in found)
    assert any(one["published_at"] is None for one in found)
    assert any("<script>" in one["text"] for one in found)
    assert any(one["likes"] for one in found)
    assert any(one["parent"] is not None for one in found)
    words = [one["published_text"] or "" for one in found]
    assert any(month in written for written in words for month in MONTHS)


def test_people_argue() -> None:
    depths = []
    for some in Newspaper(120, family="nastooh").expected_comments().values():
        for one in some:
            parent = one["parent"]
            depths.append(0 if parent is None else 1 + (some[parent]["parent"] is not None))
    assert set(depths) == {0, 1, 2}


@pytest.mark.parametrize("family", DEMO_FAMILIES)
def test_no_comment_reaches_the_body(family: str) -> None:
    paper = Newspaper(60, seed=5, family=family)
    site = Site(paper)
    origin = f"https://{paper.addresses.domain}"
    for story in paper.stories:
        html = site.reply(story.path, origin).body.decode("utf-8", "replace")
        raw = read(FAMILIES[family], Page.of(html, origin + story.path, paper.name))
        for remark in paper.remarks(story):
            assert remark.text.split("\n")[0] not in "\n".join(raw.body)
