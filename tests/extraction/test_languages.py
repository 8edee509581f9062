from datetime import UTC, datetime

import pytest

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import Page, read
from newscrawl.extraction.loader import load_article

ARABIC = "أعلن مكتب البلدية اليوم عن افتتاح جسر جديد في المدينة."
OLD = "شهردار گفت كار ساخت پل تازه هفت ماه طول كشيد."
NEW = "شهردار گفت کار ساخت پل تازه هفت ماه طول کشید."
VERSE = "بيا تا گل برافشانيم و می در ساغر اندازيم"


def body_of(html: str, language: str = "") -> list[str]:
    page = Page.of(
        f"<html {language}><title>پل تازه</title><h1 class=title>پل تازه</h1>"
        f"<div class=body>{html}</div></html>",
        "https://x.ir/fa/news/1",
    )
    raw = read(IranSamaneh(), page)
    article = load_article(raw, site="x", url=page.url, fetched_at=datetime.now(UTC))
    assert article.body is not None
    return article.body.split("\n")


@pytest.mark.parametrize("language", ["", "lang=fa", "lang=en-US", "lang=ar"])
def test_persian_with_a_paragraph_of_arabic(language: str) -> None:
    html = f"<p>{OLD}</p><p>{ARABIC}</p><p>{OLD} {OLD}</p>"
    assert body_of(html, language) == [NEW, ARABIC, f"{NEW} {NEW}"]


@pytest.mark.parametrize("language", ["", "lang=ar"])
def test_arabic(language: str) -> None:
    html = f"<p>{ARABIC}</p><p>جسر كبير</p>"
    assert body_of(html, language) == [ARABIC, "جسر كبير"]


def test_the_language_of_an_element_comes_first() -> None:
    html = f"<p>{OLD}</p><blockquote lang=ar>كبير<br>جديد</blockquote><p lang=ku>كورد</p>"
    assert body_of(html, "lang=fa") == [NEW, "كبير", "جديد", "كورد"]


def test_a_line_of_verse_keeps_its_gap() -> None:
    gap = "&nbsp;" * 5
    half = VERSE.replace("ي", "ی")
    assert body_of(f"<p>{OLD}</p><p>{VERSE}{gap}{VERSE}<br>{OLD}</p>") == [
        NEW,
        f"{half}     {half}",
        NEW,
    ]
    # A gap anywhere else shows nothing.
    assert body_of(f"<p>{OLD}{gap}بله</p><p>{gap}{OLD}</p>") == [f"{NEW} بله", NEW]
