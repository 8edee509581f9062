import pytest

from newscrawl.cms import Page
from newscrawl.cms.families import FAMILIES, weigh
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site


def pages(family: str, count: int = 3) -> list[Page]:
    paper = Newspaper(40, family=family)
    site = Site(paper)
    base = f"https://{paper.addresses.domain}"
    return [
        Page.of(site.reply(story.path, base).body.decode(errors="replace"), base + story.path)
        for story in [s for s in paper.listed if s.kind == "news"][:count]
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_site_is_of_the_family_whose_elements_it_has(family: str) -> None:
    articles = pages(family)
    first, *_ = weigh(articles, [page.url for page in articles])
    assert first.family.name == family
    assert first.links == len(articles)
    assert ("body" in first.found) == (family != "generic")


def test_without_pages_it_is_any_site() -> None:
    assert weigh([], [])[0].family.name == "generic"
