"""What changed between versions, by words."""

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.changes.differences import MOST_WORDS, Part, changed_fields, differences
from newscrawl.changes.words import same_words, tokens

texts = st.text("ابپ \n\u200c.،۱", max_size=60)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in differences(old, new)]


@given(texts, texts)
def test_both_texts_can_be_read_from_the_parts(old: str, new: str) -> None:
    parts = differences(old, new)
    assert "".join(part.text for part in parts if part.kind != "old") == new
    again = "".join(part.text for part in parts if part.kind != "new")
    # What is spelt or broken into lines in another way stands as in the new one.
    assert same_words(again, old)


@given(texts, texts)
def test_no_part_without_a_change(old: str, new: str) -> None:
    changed = [part for part in differences(old, new) if part.kind != "same"]
    assert bool(changed) is not same_words(old, new)


def test_words_are_whole_and_signs_apart() -> None:
    assert told("او می‌رود.", "او می‌آید!") == [
        ("same", "او "), ("old", "می‌رود."), ("new", "می‌آید!"),
    ]  # fmt: skip
    assert told("گفت: «بارش» زیاد", "گفت: «بارش شدید» زیاد") == [
        ("same", "گفت: «بارش "), ("new", "شدید"), ("same", "» زیاد"),
    ]  # fmt: skip
    assert told("الف، ب", "الف ب") == [("same", "الف"), ("old", "،"), ("same", " ب")]


def test_another_spelling_is_no_difference() -> None:
    old = 'كتاب هاي مدرسه‌ها در سال ۱۴۰۲ مي شوند؛ "خوب" بود'
    new = "کتاب‌های مدرسه ها در سال 1402\nمی‌شوند؛ «خوب» است"
    assert [part for part in differences(old, new) if part.kind != "same"] == [
        Part("old", "بود"), Part("new", "است"),
    ]  # fmt: skip


def test_words_beside_each_other_are_not_one_by_chance() -> None:
    assert not same_words("ما در خانه", "مادر خانه")


def test_a_number_is_one_word() -> None:
    assert [token.key for token in tokens("۲.۵ درصد، ۱۲٬۵۰۰ تا ۱۰:۳۰")] == [
        "2.5", "درصد", "،", "12,500", "تا", "10:30",
    ]  # fmt: skip


def test_a_long_text_is_compared_by_lines() -> None:
    old = "\n".join(f"{n} الف ب" for n in range(MOST_WORDS))
    parts = differences(old, old.replace("\n700 الف", "\n700 پ"))
    assert [part.text for part in parts if part.kind != "same"] == ["700 الف ب", "700 پ ب"]


def test_only_fields_that_differ() -> None:
    old = dict.fromkeys(("kicker", "title", "lead", "body", "author", "agency"))
    old |= {"published_at": None, "sections": [], "tags": ["الف"], "lead": "كتاب ها"}
    new = {**old, "tags": ["الف", "ب"], "title": "عنوان", "lead": "کتاب‌ها"}
    assert list(changed_fields(old, new)) == ["title", "tags"]
