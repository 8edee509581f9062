"""What counts as an edit, and how large it is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.changes.edits import edit_between
from newscrawl.items import Article

BODY = "وزیر راه از افتتاح آزادراه تهران‌ شمال در سال ۱۴۰۵ خبر داد و گفت: کار تمام شده است."


def article(**fields: Any) -> Article:
    values = {"title": "افتتاح آزادراه", "lead": "خبر خوش برای مسافران.", "body": BODY}
    return Article(**{**values, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "افتتاح آزاد‌راه"},
        {"body": BODY.replace("ک", "ك").replace("۱۴۰۵", "1405").replace(" از", "\nاز")},
        {"lead": None, "body": f"خبر خوش برای مسافران.\n{BODY}"},
        {"lead": "خبر خوش برای مسافران.", "body": f"خبر خوش برای مسافران.\n{BODY}"},
        {"tags": ["راه"], "images": [{"url": "https://x.ir/1.jpg", "alt": None}]},
        {"modified_at": "2026-11-24T10:00:00+03:30", "sections": ["جامعه"]},
        {"author": "خبرنگار ما", "agency": "ایسنا"},
    ],
)
def test_what_is_none(fields: dict[str, Any]) -> None:
    assert edit_between([article()], article(**fields)) is None


def test_the_words_and_their_share() -> None:
    edit = edit_between([article()], article(body=BODY.replace("تمام شده است", "در حال انجام است")))
    assert edit is not None
    assert list(edit.fields) == ["body"] and not edit.is_of_headline
    assert (edit.removed, edit.added) == (2, 3)
    assert edit.share == pytest.approx(3 / 25)


def test_an_edit_beside_a_lead_that_moved() -> None:
    moved = article(lead=None, body=f"خبر خوش برای مسافران.\n{BODY} پایان")
    edit = edit_between([article()], moved)
    assert edit is not None and list(edit.fields) == ["body"] and edit.added == 1


def test_any_reading_of_the_page_before_will_do() -> None:
    readings = [article(lead="یک"), article(lead="دو")]
    assert edit_between(readings, article(lead="یک")) is None
    assert edit_between(readings, article(lead="سه")) is not None


def test_a_new_text_is_all_of_it() -> None:
    other = Article(title="الف", lead="ب", body="پ")
    edit = edit_between([other], Article(title="ت", lead="ث", body="ج"))
    assert edit is not None and edit.share == 1.0
    assert list(edit.fields) == ["title", "lead", "body"]


texts = st.none() | st.text("ابپ \n\u200c.،۱", max_size=30)


@given(st.lists(texts, min_size=8, max_size=8))
def test_whatever_the_texts_are(values: list[str | None]) -> None:
    names = ("kicker", "title", "lead", "body")
    old, new = Article(), Article()
    for place, name in enumerate(names):
        setattr(old, name, values[place])
        setattr(new, name, values[place + 4])
    assert edit_between([old], old) is None
    edit = edit_between([old], new)
    if edit is not None:
        assert 0 <= edit.share <= 1 and edit.fields
