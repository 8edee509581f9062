"""Which element is the headline, and what of it is the kicker."""

import pytest

from newscrawl.cms.generic import Generic
from newscrawl.extraction.headline import find_any_headline, find_headline
from tests.extraction.builders import ARTICLE, FOREIGN, read, tree


def test_the_headline_is_not_a_word_of_it_that_stands_above() -> None:
    html = f"<title>عنوان خبر | روزپلاس</title><h1 class='title'>خبر</h1>{ARTICLE}"
    assert read(html).title == "عنوان خبر"


@pytest.mark.parametrize("before", [True, False])
def test_another_articles_headline_is_not_the_first(before: bool) -> None:
    found = find_headline(tree(FOREIGN + ARTICLE if before else ARTICLE + FOREIGN))
    assert found is not None
    assert found.title == "عنوان خبر"


def test_the_sites_name_is_no_headline() -> None:
    found = find_headline(tree(f"<h1 class=title>« روزپلاس »</h1>{ARTICLE}"))
    assert found is not None
    assert found.title == "عنوان خبر"
    assert find_headline(tree("<h1>روزپلاس</h1>")) is None


def test_of_two_headlines_the_one_nearest_to_a_text() -> None:
    title = "<title>عنوان خبر</title>"
    found = find_headline(tree(f"{title}<ul><li><h1 class=title>عنوان خبر</h1></ul>{ARTICLE}"))
    assert found is not None
    assert found.element.getparent().get("id") == "a"


@pytest.mark.parametrize(
    ("html", "title", "kicker"),
    [
        ("<h1><i class=rutitr>روتیتر</i> عنوان</h1>", "روتیتر عنوان", None),  # no span, no small
        ("<h1><span class=rutitr>روتیتر</span> عنوان</h1>", "عنوان", "روتیتر"),
        ("<h1><span class=rutitr>روتیتر</span></h1>", "روتیتر", None),
        ("<h1><span>عنوان</span> خبر</h1>", "عنوان خبر", None),
        (
            "<title>عنوان بلند خبر | x</title><h1><small>روتیتر</small> عنوان بلند خبر</h1>",
            "عنوان بلند خبر",
            "روتیتر",
        ),
    ],
)
def test_a_kicker_in_the_headline(html: str, title: str, kicker: str | None) -> None:
    found = find_headline(tree(html))
    assert found is not None
    assert (found.title, found.kicker) == (title, kicker)


def test_any_element_may_be_the_headline_if_the_page_is_called_so() -> None:
    long = "عنوان بسیار بلند این خبر شنیدنی"
    html = f"<title>{long} | x</title><h2>فهرست</h2><div>{long}</div><span>عنوان بسیار</span>"
    found = find_any_headline(tree(html, Generic()))
    assert found is not None
    assert (found.element.tag, found.title) == ("div", long)
    found = find_any_headline(tree(f"<h1>فهرست</h1>{html}", Generic()))
    assert found is not None
    assert found.title == "فهرست"
