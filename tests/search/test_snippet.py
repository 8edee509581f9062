from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.search import mark, parse, snippet

TEXTS = st.text(alphabet="می‌شود \nكَ،.ab", max_size=200)


def marked(text: str, query: str) -> list[str]:
    found = mark(text, parse(query))
    return [found.text[start:end] for start, end in found.marks]


def test_words_are_marked_as_they_are_written() -> None:
    assert marked("«كتاب‌هاي» مُحَمَّد، ۱۴۰۲", "کتاب محمد 1402") == ["كتاب‌هاي", "مُحَمَّد", "۱۴۰۲"]
    assert marked("میشود و می‌شود", "می‌شود") == ["میشود", "می‌شود"]
    assert marked("فیلترینگ و فیلتر", "فیلتر*") == ["فیلترینگ", "فیلتر"]
    assert marked("فیلترینگ", "فیلتر") == []


def test_what_is_left_out_is_not_marked() -> None:
    assert marked("ویچت تنسنت", "ویچت -تنسنت") == ["ویچت"]


def test_the_part_with_most_of_the_words() -> None:
    text = "ویچت " + "متن " * 60 + "ویچت از تنسنت " + "متن " * 60
    found = snippet(text, parse("ویچت تنسنت"))
    assert [found.text[start:end] for start, end in found.marks] == ["ویچت", "تنسنت"]
    assert found.text.startswith("… متن")
    assert found.text.endswith("متن …")
    assert 25 < len(found.text.split()) < 35


def test_without_a_word_the_beginning() -> None:
    found = snippet("بند یک\nبند دو", parse("ویچت"))
    assert (found.text, found.marks) == ("بند یک بند دو", ())


@given(TEXTS, TEXTS, st.integers(3, 40))
def test_marks_are_in_the_text(text: str, other: str, width: int) -> None:
    query = parse(f"الف {other.replace('-', '')}")
    found = snippet(text, query, width)
    assert "\n" not in found.text
    assert len(found.text.split()) <= width + 2
    end = 0
    for start, stop in found.marks:
        assert end <= start < stop <= len(found.text)
        assert not found.text[start].isspace()
        end = stop
    whole = mark(text, query)
    assert len(found.marks) <= len(whole.marks)
    assert (len(found.marks) > 0) == (len(whole.marks) > 0)


def test_one_word_a_hundred_thousand_times_takes_no_time() -> None:
    text = "باران " * 50_000 + "سیل " * 50_000
    begun = process_time()
    part = snippet(text, parse("باران OR سیل"))
    assert process_time() - begun < 10
    assert {part.text[start:end] for start, end in part.marks} == {"باران", "سیل"}
