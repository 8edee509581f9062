"""Every field of the demo newspaper's articles, as each family reads them."""

from typing import Any

import pytest
from itemadapter import ItemAdapter

from newscrawl.cms.families import FAMILIES
from newscrawl.demo.newspaper import FAMILIES as DEMO_FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.demo.story import Story
from newscrawl.extraction import Page, read
from newscrawl.extraction.loader import load_article

#: What stands on pages of the demo's WordPress beside a field, where they have it: the theme shows
#: dates and sections below the text, where a page that is cut does not come to, and never a kicker.
OF_WORDPRESS = {
    **dict.fromkeys(("published_at", "published_jalali", "published_text"), "entry-date"),
    **dict.fromkeys(("kicker", "lead"), "shown nowhere"),
    "sections": 'rel="category',
}


def is_shown(family: str, name: str, html: str) -> bool:
    """Whether a page shows a field at all."""
    return family != "wordpress" or OF_WORDPRESS.get(name, "") in html


def expected(story: Story, origin: str) -> dict[str, Any]:
    fields = story.expected()
    for image in fields["images"]:
        image["url"] = image["url"] if "://" in image["url"] else origin + image["url"]
        image["alt"] = image["alt"] or None
    return fields


@pytest.mark.parametrize(
    ("family", "seed"),
    [
        (family, seed)
        for family in DEMO_FAMILIES
        for seed in ((3,) if family == "generic" else (3, 11))
    ],
)
def test_every_field_comes_out_as_it_was_written(family: str, seed: int) -> None:
    paper = Newspaper(60, seed=seed, family=family)
    site = Site(paper)
    origin = f"https://{paper.addresses.domain}"
    wrong = {}
    for story in paper.stories:
        # What is said of the encoding is wrong on one page; the spider decodes it by its bytes.
        html = site.reply(story.path, origin).body.decode("utf-8", "replace")
        url = origin + story.path
        raw = read(FAMILIES[family], Page.of(html, url, paper.name))
        article = ItemAdapter(load_article(raw, site="x", url=url, fetched_at=paper.now)).asdict()
        for name, value in expected(story, origin).items():
            if article[name] != value and is_shown(family, name, html):
                wrong[story.code, name] = (value, article[name])
    assert wrong == {}


@pytest.mark.parametrize("family", ["iransamaneh", "asam", "nastooh"])
def test_a_site_of_unknown_design_is_read_without_guesses(family: str) -> None:
    """The family ``generic`` on pages of others, which have nothing for machines."""
    paper = Newspaper(60, seed=9, family=family)
    site = Site(paper)
    wrong = {}
    for story in paper.stories:
        html = site.reply(story.path, "https://x.ir").body.decode("utf-8", "replace")
        url = f"https://x.ir{story.path}"
        raw = read(FAMILIES["generic"], Page.of(html, url, paper.name))
        article = ItemAdapter(load_article(raw, site="x", url=url, fetched_at=paper.now)).asdict()
        for name in ("title", "published_at", "published_jalali", "body", "author"):
            value = story.expected()[name]
            # It may not know who wrote it, but never names another.
            if article[name] != value and (name, article[name]) != ("author", None):
                wrong[story.code, name] = (value, article[name])
    assert wrong == {}
