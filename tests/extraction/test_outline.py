import pytest

from newscrawl.extraction import Page
from newscrawl.extraction.blocks import Block
from newscrawl.extraction.outline import Outline, main_text
from tests.extraction.builders import URL, page

FIRST = "نخستین جمله متن خبر که به اندازه کافی بلند است."
SECOND = "دومین جمله متن خبر که به اندازه کافی بلند است."
TOLD = f"{FIRST}\n{SECOND}"


def outline(html: str, told: str, monkeypatch: pytest.MonkeyPatch, guessed: str = "") -> Outline:
    monkeypatch.setattr("newscrawl.extraction.outline.main_text", lambda source: guessed)
    return Outline(page(html), told)


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_trafilatura_is_asked_too_unless_what_the_page_tells_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guess = f"{FIRST} بیشتر"
    assert len(outline("", TOLD, monkeypatch, guess).lines) == 2
    assert len(outline("", f"{FIRST}\n{SECOND[:20]}…", monkeypatch, guess).lines) == 3
    assert len(outline("", "کوتاه", monkeypatch, guess).lines) == 2


def test_the_body_is_the_smallest_element_with_most_of_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html = f"<main><h1>x</h1><div id=b><p>{FIRST}</p><p>{SECOND}</p></div><p>y</p></main>"
    body = outline(html, TOLD, monkeypatch).find_body(None)
    assert body is not None
    assert body.get("id") == "b"
    assert outline(html, "", monkeypatch).find_body(None) is None


def test_a_line_is_text_if_it_is_known_or_long_enough_a_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = outline("", f"{FIRST}\nپایان", monkeypatch)
    assert known.is_text("پایان")
    assert known.is_text("نخستینجملهمتنخبرکهبهانداز")
    assert not known.is_text("نخستینجمله")


def test_the_text_goes_from_the_first_known_line_to_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ["فهرست", "سیاسی", FIRST, "میان‌تیتر", SECOND, "ایسنا", "تماس با ما"]
    found = outline("", TOLD, monkeypatch).text_of(
        [Block(line) for line in lines], others=("سیاسی",), date=None, site_names=()
    )
    assert texts(found) == [FIRST, "میان‌تیتر", SECOND, "ایسنا"]


def test_a_sentence_beside_the_text_is_text_and_a_date_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more = "این جمله را هیچ کسی نمی‌شناسد."
    lines = ["نویسنده: سارا", more, FIRST, "۲۲ تیر ۱۴۰۰", more, "پایین"]
    found = outline("", FIRST, monkeypatch).text_of(
        [Block(line) for line in lines], others=(), date="۲۲ تیر ۱۴۰۰", site_names=()
    )
    assert texts(found) == [more, FIRST, more]


def test_text_that_the_page_does_not_show_is_what_it_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = [Block("فهرست")]
    found = outline("", TOLD, monkeypatch).text_of(nothing, others=(), date=None, site_names=())
    assert texts(found) == [FIRST, SECOND]
    found = outline("", "", monkeypatch).text_of(nothing, others=(), date=None, site_names=())
    assert found == nothing


def test_the_sites_name_before_a_known_line(monkeypatch: pytest.MonkeyPatch) -> None:
    html = f"<p><i>۱۲</i> <b>رویداد</b> {FIRST}</p><p><b>رویداد</b> x</p>"
    known = outline(html, FIRST, monkeypatch)
    body = page(html).document
    element = known.opening(body, {"رویداد"})
    assert element is not None
    assert (element.tail or "").strip() == FIRST
    assert known.opening(body, {"دیگر"}) is None


def test_trafilatura_finds_the_text() -> None:
    html = f"<article><p>{FIRST * 3}</p></article>"
    assert FIRST in main_text(Page.of(f"<html><body>{html}</body></html>", URL).source)
    assert main_text(b" ") == ""
