import pytest
from lxml.etree import _Element as Element

from newscrawl.cms.generic import Generic
from newscrawl.extraction.teasers import Teasers
from tests.extraction.builders import tree

LINK = '<a href="/news/200001/x">خبر دیگر</a>'
LEAD = "<p>این لید خبر دیگری است.</p>"
CARD = f'<div class="card">{LINK}{LEAD}</div>'


def found(html: str) -> list[Element]:
    searched = tree(f'<div id="body">{html}</div>', Generic())
    body = searched.document.find(".//div[@id='body']")
    teasers = Teasers(searched, body)
    assert body is not None
    return [element for element in body if element in teasers]


@pytest.mark.parametrize(
    "html",
    [
        f"<ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<div><h3>مرتبط</h3>{CARD}</div>",
        f"<div><div><div>{CARD}</div></div></div>",
        f'<div><a href="/news/200001/x"><img src="/1.jpg"></a>{LINK}{LEAD}</div>',
        f"<div><p>سه خبر</p><p>{LINK}</p><p>{LINK}</p></div>",
    ],
)
def test_a_list_of_other_articles(html: str) -> None:
    assert len(found(html)) == 1


def test_teasers_in_a_row_are_a_list() -> None:
    assert len(found(CARD + CARD)) == 2
    assert len(found(CARD + "<p>x</p>")) == 0


@pytest.mark.parametrize(
    "html",
    [
        f"<p>وزیر گفت {LINK} را خواند.</p>",
        f"<ul><li>{LINK} را وزیر خواند و گفت.</li><li>نه</li></ul>",
        "<ul><li><a href=/about>ما</a></li></ul>",
        f"<div>متن<p>{LINK}</p></div>",
        f"<div><h3>{'عنوان بلند یک بخش از متن ' * 3}</h3><p>{LINK}</p></div>",
    ],
)
def test_what_is_no_list_of_other_articles(html: str) -> None:
    assert found(html) == []
