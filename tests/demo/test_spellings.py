from urllib.parse import urljoin

import pytest

from newscrawl.cms.families import FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.spellings import WITH_HOST, href, local, varied
from newscrawl.urls import Addresses


@pytest.mark.parametrize("family", ["iransamaneh", "asam", "nastooh"])
def test_every_spelling_is_the_same_article(family: str) -> None:
    paper = Newspaper(12, family=family)
    site, page = Addresses(paper.addresses.domain), "/fa/archive"
    for story in paper.listed:
        for spelling in (*paper.addresses.spellings, *WITH_HOST):
            url = urljoin(site.of(page), href(story, spelling, page))
            assert FAMILIES[family].key(site.to_site(url)) == str(story.code), spelling


def test_local_spellings_need_no_host() -> None:
    for story in Newspaper(40).listed:
        assert local(story, 3).startswith("/")


def test_varied_spellings_are_many() -> None:
    story = Newspaper(1).listed[0]
    assert len({varied(story, "/fa/archive", salt) for salt in range(40)}) > 6
