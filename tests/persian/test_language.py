import pytest

from newscrawl.persian.language import keeps_letters, primary
from newscrawl.persian.text import repair

PROSE = (
    "أعلنت بلدية المدينة اليوم عن افتتاح جسر جديد فوق النهر. وقال رئيس البلدية إن العمل استمر سبعة"
    " أشهر، وشكر سكان الحي على صبرهم. ويمكن للمشاة أن يعبروا الجسر منذ الصباح."
)
PERSIAN = (
    "شهردار گفت كار ساخت پل تازه هفت ماه طول كشيد و هزينه آن را شهر پرداخت. اهالي محله از صبح امروز"
    " مي‌توانند از پل بگذرند."
)


@pytest.mark.parametrize(
    ("text", "language", "keeps"),
    [
        (PROSE, None, True),
        (PROSE, "ar", True),
        (PROSE, "en-US", True),
        (PROSE, "fa-IR", True),
        (PERSIAN, None, False),
        (PERSIAN, "fa", False),
        (PERSIAN, "ar", False),
        (PERSIAN, "ckb", True),
        ("جسر جديد", None, False),
        ("جسر جديد", "ar", True),
        ("افتتاح جسر جديد في المدينة", None, True),
        ("شركة النفط", None, True),
        ("بازگشت تيم ملي از سفر", None, False),
        ("حجت الاسلام علي كريمي", None, False),
        ("شيخ الاسلام حجت الاسلام علي كريمي", None, False),
        ("دانشگاه علوم پزشكي بقية الله", None, False),
        ("", None, False),
        ("", "ur", True),
        ("كتاب", "", False),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None, keeps: bool) -> None:
    assert keeps_letters(language, text) == keeps


def test_arabic_prose_stays_as_it_is() -> None:
    for text in (PROSE, *PROSE.split(". "), f"{PROSE}\n{PROSE}"):
        assert repair(text) == text
        assert repair(text, language="ar") == text
    # A paragraph of it in a Persian article, too.
    assert repair(PROSE, language="fa") == PROSE


def test_an_arabic_article_keeps_its_persian_words_as_they_are() -> None:
    text = f"{PROSE} وتعرف الجسر باسم «پل كيان» في المدينة."
    assert repair(text) == text


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("قرارداد با شركة النفط امضا شد كه", "قرارداد با شركة النفط امضا شد که"),
        ("شبكة الكوثر و كيان نو از آن گفتند", "شبكة الكوثر و کیان نو از آن گفتند"),
        ("كِتابِ قَديمي", "کِتابِ قَدیمی"),
        ("گُلِ كَبير و دَرِ كَنار", "گُلِ کَبیر و دَرِ کَنار"),
        ("ناحية كوچك در كشور", "ناحیة کوچک در کشور"),
        ("از تاريخ إيران كه", "از تاریخ إيران که"),
        ("آية\u200cالله سيستاني", "آیة\u200cالله سیستانی"),
    ],
)
def test_arabic_among_persian_words(text: str, repaired: str) -> None:
    assert repair(text, language="fa") == repaired
    assert repair(repaired, language="fa") == repaired


def test_tags_of_languages() -> None:
    assert [primary(tag) for tag in ("FA-ir", "ar_EG", " ", None)] == ["fa", "ar", "", ""]
