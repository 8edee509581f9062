from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.compare import bare, plain


def test_lines_that_differ_in_spelling_alone_are_equal() -> None:
    assert plain("«كتاب\u200cهاي ۱۴۰۰».") == plain("کتاب هاي 1400") == "کتاب های 1400"
    assert bare("كتاب\u200cهاي، ۱۴۰۰!") == bare("کتابهای 1400") == "کتابهای1400"


@given(st.text())
def test_bare_is_plain_without_what_is_no_letter(value: str) -> None:
    assert bare(plain(value)) == bare(value)
    assert all(letter.isalnum() for letter in bare(value))
