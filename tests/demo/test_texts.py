import pytest

from newscrawl.demo.families import FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.rendering import Pages
from newscrawl.demo.texts import FOREIGN, TEXTS, page


@pytest.fixture(params=sorted(FAMILIES))
def pages(request: pytest.FixtureRequest) -> Pages:
    paper = Newspaper(5, family=request.param)
    return FAMILIES[request.param](paper, paper.addresses.domain).pages


def test_every_text_has_a_page(pages: Pages) -> None:
    prefix = pages.addresses.prefix
    for name, (title, _) in TEXTS.items():
        shown = page(pages, prefix + name)
        assert shown is not None and title in shown
    for name in ("/links", "/weather", "/send/12", "/save/12"):
        assert page(pages, prefix + name) is not None
    for path, (lang, *_) in FOREIGN.items():
        assert f'lang="{lang}"' in (page(pages, path) or "")


def test_there_are_no_others(pages: Pages) -> None:
    for path in ("/nothing", "/send/x", "/send/", "", "/fa/fa/about"):
        assert page(pages, path) is None
