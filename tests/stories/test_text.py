"""What makes two texts one story."""

from random import Random

import pytest

from bench.pairs import pairs, prices, signed, weather
from newscrawl.items import Article
from newscrawl.stories.account import accounts, names
from newscrawl.stories.comparing import Likeness, likeness
from newscrawl.stories.signature import signature_of
from newscrawl.stories.text import LEAST_WORDS, story_words

TEXT = (
    "شورای شهر در نشست امروز طرح ساماندهی میدان مرکزی را بررسی کرد و با اکثریت آرا آن را به "
    "تصویب رساند. رئیس شورا گفت کار از هفته آینده با همکاری شهرداری آغاز می‌شود و تا پایان پاییز "
    "به پایان می‌رسد. او از کسبه خواست تا در این مدت با پیمانکار همکاری کنند و افزود راه‌های جایگزین "
    "برای رفت‌وآمد در نظر گرفته شده است."
)


def like(one: str, other: str) -> Likeness:
    return likeness(story_words("الف", None, one), story_words("ب", None, other))


def test_spellings_make_no_other_text() -> None:
    other = TEXT.replace("ی", "ي").replace("\u200c", " ").replace("ک", "ك")
    assert signature_of("الف", None, TEXT) == signature_of("ب", None, other)


def test_a_lead_counts_once_wherever_a_site_has_it() -> None:
    lead, rest = TEXT[: TEXT.index("رئیس")], TEXT[TEXT.index("رئیس") :]
    assert story_words("الف", lead, rest) == story_words("ب", None, TEXT)
    assert story_words("الف", lead, TEXT) == story_words("ب", None, TEXT)


def test_short_texts_are_one_story_only_if_they_are_equal_with_their_headline() -> None:
    short = "عکاس: نسترن بهاری"
    assert signature_of("باران", None, short) == signature_of("باران", None, short)
    one, other = signature_of("باران", None, short), signature_of("برف", None, short)
    assert not set(one.keys) & set(other.keys)
    words = story_words("باران", None, " ".join(["واژه"] * (LEAST_WORDS - 2)))
    assert likeness(words, [*words, "دیگر"]) is Likeness.OTHER


def test_without_a_text_there_is_no_key() -> None:
    assert signature_of("عنوان", None, None).keys == ()
    assert likeness([], []) is Likeness.OTHER


def test_keys_fit_into_a_column_of_32_bits() -> None:
    keys = signature_of("الف", None, TEXT).keys
    assert len(keys) == len(set(keys)) > 20
    assert all(-(2**31) <= key < 2**31 for key in keys)


def test_the_keys_of_a_text_never_change_with_the_same_rules() -> None:
    # Archives have them: count up the rules in signature.py when this has to change.
    assert signature_of("الف", None, TEXT).keys[:3] == KEYS


KEYS = (2094118974, -746265172, -802178284)


@pytest.mark.parametrize("write", [weather, prices])
def test_reports_that_differ_in_numbers_are_others(write: object) -> None:
    one, other = (write(Random(1), Random(seed)) for seed in (2, 3))  # type: ignore[operator]
    assert like(one, other) is Likeness.OTHER
    assert like(one, signed(Random(1), one)) is Likeness.ALIKE


def test_a_text_that_was_corrected_in_one_number_is_the_same() -> None:
    text = f"{TEXT} به گفته او ۱۲ مغازه جابه‌جا می‌شود."
    assert like(text, text.replace("۱۲", "۱۳")) is Likeness.ALIKE


def test_a_part_is_the_same_story_and_a_digest_of_many_is_not() -> None:
    words = story_words(None, None, TEXT)
    more = [f"واژه{'ا' * number}" for number in range(len(words) * 10)]
    assert likeness(words, words + more[: len(words)]) is Likeness.PART
    assert likeness(words, words + more) is Likeness.OTHER


def test_all_kinds_of_pairs() -> None:
    wrong = [
        pair.kind
        for pair in pairs(each=8)
        if (like(pair.first, pair.second) is not Likeness.OTHER) != pair.is_same
    ]
    assert len(wrong) <= 1, wrong


# -- accounts --------------------------------------------------------------------------------


def of_site(site: str, hour: int, **fields: str) -> Article:
    at = f"2021-07-13T{hour:02}:00:00+04:30"
    return Article(site=site, title="عنوان", url=f"https://{site}.ir/1", published_at=at, **fields)


def test_the_earliest_is_the_source_and_the_others_say_what_they_changed() -> None:
    told = accounts(
        [
            of_site("b", 12, body="یک دو سه چهار", agency="خبرگزاری الف"),
            of_site("a", 9, body="یک دو سه"),
            of_site("c", 10, lead="یک", body="سه", agency="دال"),
        ],
        {"a": "الف", "b": "ب"},
    )
    assert [(one.article.site, one.is_source) for one in told] == [
        ("a", True), ("c", False), ("b", False),
    ]  # fmt: skip
    assert [(one.removed, one.added) for one in told] == [(0, 0), (1, 0), (0, 1)]
    assert [one.agrees for one in told] == [None, False, True]
    assert told[0].changes == {}


def test_what_is_not_known_is_not_told() -> None:
    assert names("الف", "a", None) is None
    assert names("مهر", "hakimemehr", "حکیم مهر") is False
