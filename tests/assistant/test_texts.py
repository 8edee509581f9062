"""Texts as an assistant is given them."""

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.assistant.texts import cut, in_one_line, quoted
from newscrawl.persian.text import repair


@given(st.text())
def test_what_the_archive_has_stays_as_it_is(text: str) -> None:
    clean = quoted(text)
    assert quoted(clean) == clean
    clean.encode()
    assert "\n" not in in_one_line(text)
    assert len(cut(clean, 5)) <= 5


def test_a_repaired_text_loses_nothing() -> None:
    text = repair("كتاب‌هاي «تازه» می‌رود؛ ۱۲٫۵٪ ﷼ 👨‍👩‍👧 é\nبند دوم")
    assert quoted(text) == text
