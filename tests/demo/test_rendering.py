"""What a page shows is what the story says, once the mess is undone."""

import re
from dataclasses import replace

import pytest
from lxml import html  # type: ignore[import-untyped]

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.demo.story import DECKS, Story
from tests.demo.reading import repaired

PAPER = Newspaper(240)
SITE = Site(PAPER)


def page_of(story: Story) -> html.HtmlElement:
    body = SITE.reply(story.path, "http://x").body
    root: html.HtmlElement = html.fromstring(body.decode("utf-8", "replace"))
    return root.find_class("news_content")[0]


def texts(root: html.HtmlElement, css: str) -> list[str]:
    return [repaired(element.text_content()) for element in root.cssselect(css)]


@pytest.mark.parametrize("story", PAPER.stories[::3], ids=lambda story: str(story.code))
def test_a_page_says_what_is_expected(story: Story) -> None:
    expected = story.expected()
    page = page_of(story)
    assert texts(page, "h1.title, h2.title")[0] == expected["title"]
    assert texts(page, ".rutitr") == [expected["kicker"] or ""]
    assert texts(page, ".subtitle") == [expected["lead"] or ""]
    assert texts(page, ".news_path a") == ["صفحه نخست", *expected["sections"]]
    assert texts(page, ".tags_title a, .tags_container a, .tag_items a") == expected["tags"]
    [body] = page.cssselect(".body")
    for box in body.cssselect(".related_news, .related_news_box, .inner_related_news"):
        box.drop_tree()
    text = repaired(body.text_content())
    places = [text.index(paragraph) for paragraph in expected["body"].split("\n")]
    assert places == sorted(places)
    images = [
        {"url": image.get("src"), "alt": repaired(image.get("alt") or "")}
        for image in body.cssselect("img")
    ]
    assert images == expected["images"]
    if expected["agency"]:
        assert expected["agency"] in text[places[-1] :]


def test_the_toolbar_has_the_code_and_the_date() -> None:
    for story in PAPER.stories:
        page = page_of(story)
        [code] = page.cssselect(".news_nav.news_id_c")
        digits = re.sub(r"\D", "", code.text_content())
        assert int(digits) == story.code
        dates = page.cssselect(
            ".news_pdate_c, .news-date, .fa_date, .item-date span, "
            "span.news-pdate, span.news-nav-times"
        )
        assert bool(dates) == (story.theme.date != "none")


def test_a_theme_can_be_chosen() -> None:
    story = next(story for story in PAPER.stories if story.kind == "news" and story.images)
    for body in DECKS["body"]:
        page = SITE.pages.article(replace(story, theme=replace(story.theme, body=body)))
        text = repaired(html.fromstring(page).cssselect(".body")[0].text_content())
        assert all(paragraph in text for paragraph in story.paragraphs)


def test_the_meta_date_is_right_fixed_or_wrong() -> None:
    summer = next(s for s in PAPER.stories if s.published.utcoffset() != PAPER.now.utcoffset())
    wrong = PAPER.by_code[int(PAPER.planted["wrong_meta"])]
    for story, meta, expected in (
        (summer, "right", summer.published.isoformat()),
        (summer, "fixed", summer.published.isoformat().replace("+04:30", "+03:30")),
        (summer, "none", None),
    ):
        page = SITE.pages.article(replace(story, theme=replace(story.theme, meta=meta)))
        found = re.search(r'article:published_time" content="([^"]+)"', page)
        assert (found and found[1]) == expected
    page = SITE.pages.article(wrong)
    found = re.search(r'article:published_time" content="(\d{4}-\d\d)', page)
    assert found
    assert found[1] != wrong.published.isoformat()[:7]


def test_albums_are_mostly_pictures() -> None:
    album = next(story for story in PAPER.stories if story.kind == "photos")
    assert album.path.startswith(f"/fa/photos/{album.code}/")
    assert len(page_of(album).cssselect(".body img")) == len(album.images) >= 5
