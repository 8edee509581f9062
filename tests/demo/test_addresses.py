import pytest

from newscrawl.cms.families import FAMILIES
from newscrawl.demo.addresses import ADDRESSES
from newscrawl.demo.families import FAMILIES as VIEWS
from newscrawl.demo.newspaper import Newspaper

#: Families without a demo newspaper: their pages are held by stored ones.
WITHOUT = {"drupal", "esnews", "tasnim"}


def test_every_family_has_a_site() -> None:
    assert ADDRESSES.keys() == VIEWS.keys() == FAMILIES.keys() - WITHOUT
    assert len({addresses.domain for addresses in ADDRESSES.values()}) == len(ADDRESSES)


@pytest.mark.parametrize("family", ADDRESSES)
def test_the_code_is_where_the_family_looks_for_it(family: str) -> None:
    addresses = ADDRESSES[family]
    host = f"https://{addresses.domain}"
    for story in Newspaper(30, family=family).listed:
        code = addresses.news_code(story)
        assert FAMILIES[family].code_in(host + story.path) == code
        for other in (addresses.section(story.section), addresses.tag("خبر"), addresses.feed):
            assert FAMILIES[family].code_in(host + other) is None
