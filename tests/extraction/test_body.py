"""The paragraphs of a text."""

import pytest

from newscrawl.extraction.body import opening_site_name, paragraphs
from tests.extraction.builders import ARTICLE, locate, read


@pytest.mark.parametrize(
    "line", ["<a href=/files/x.pdf>دانلود فایل</a>", "<a href=/fa/contacts>تماس با ما</a>"]
)
def test_a_last_line_that_is_a_link_is_not_always_the_agency(line: str) -> None:
    raw = read(ARTICLE.replace("کوتاه.</p>", f"کوتاه.</p><p>{line}</p>"))
    assert raw.agency is None


@pytest.mark.parametrize("name", ["ad-justify", "content-with-sidebar", "news-rate-content"])
def test_a_text_in_an_oddly_named_element_is_kept(name: str) -> None:
    assert read(ARTICLE.replace("<p>", f'<p class="{name}">')).body == ["متن کوتاه."]


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>یک</p><p>دو</p>", ["یک", "دو"]),
        ("<p>یک</p><p>انتهای پیام/ ۱۲</p>", ["یک"]),
        ("<p>یک</p><p>۱۲۳۴۵</p>", ["یک"]),
        ("<p>۱۲۳۴۵</p>", ["۱۲۳۴۵"]),
        ("<p>روزپلاس</p><p>یک</p>", ["یک"]),
        ("<b>روزپلاس</b> - یک<p>دو</p>", ["یک", "دو"]),
        ('<b><a href="/">روزپلاس</a></b>: یک', ["یک"]),
        ('<a href="https://y.ir/x">روزپلاس</a> نوشت.', ["روزپلاس نوشت."]),
        ('<p>یک</p><p>بیشتر بخوانید: <a href="/fa/news/9/x">نه</a></p>', ["یک"]),
        ('<p>یک</p><div class="related">نه</div>', ["یک"]),
    ],
)
def test_paragraphs(html: str, body: list[str]) -> None:
    at = locate(f'<h1 class="title">عنوان خبر</h1><div class="body">{html}</div>')
    assert [block.text for block in paragraphs(at, opening_site_name(at))] == body


def test_a_headline_in_the_body_is_no_text() -> None:
    at = locate('<div class="body"><h1 class="title">عنوان خبر</h1><p>متن</p></div>')
    assert [block.text for block in paragraphs(at, None)] == ["متن"]


def test_a_caller_may_know_more_boxes() -> None:
    at = locate(ARTICLE.replace("</p>", "</p><ul><li>نه</ul>"))
    found = paragraphs(at, None, lambda element: element.tag == "ul")
    assert [block.text for block in found] == ["متن کوتاه."]


def test_without_a_body_there_is_no_text() -> None:
    assert paragraphs(locate("<h1>عنوان خبر</h1>"), None) == []
