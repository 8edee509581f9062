"""Every field of the demo newspaper's articles, as each family reads them."""

from typing import Any

import pytest
from itemadapter import ItemAdapter

from newscrawl.cms import Page
from newscrawl.cms.families import FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.demo.story import Story
from newscrawl.loaders import load_article


def expected(story: Story, origin: str) -> dict[str, Any]:
    fields = story.expected()
    for image in fields["images"]:
        image["url"] = image["url"] if "://" in image["url"] else origin + image["url"]
        image["alt"] = image["alt"] or None
    return fields


@pytest.mark.parametrize(
    ("family", "seed"),
    [(family, seed) for family in FAMILIES for seed in ((3,) if family == "generic" else (3, 11))],
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
        raw = FAMILIES[family].read(Page.of(html, url, paper.name))
        article = ItemAdapter(load_article(raw, site="x", url=url, fetched_at=paper.now)).asdict()
        for name, value in expected(story, origin).items():
            if article[name] != value:
                wrong[story.code, name] = (value, article[name])
    assert wrong == {}
