from hypothesis import given
from hypothesis import strategies as st

from newscrawl.persian.text import searchable
from newscrawl.search import indexed
from newscrawl.search.terms import BREAK, words


def test_what_is_indexed_stays_what_it_is() -> None:
    """A row of the index is removed by computing again what was indexed: where this fails, a
    migration has to call newscrawl.database.search.rebuild, and the text here may be changed."""
    text = "«كتاب‌هاي» مُحَمَّد ۱۴۰۲، می‌خواسته‌ام؛ Wi-Fi أرز ئۆ http://a.ir/ي\nبند دوم ﷼ ½"
    assert indexed(text) == (
        "«کتاب های» محمد 1402، می خواسته ام؛ Wi-Fi ارز یۆ http://a.ir/ی بند دوم ریال ½ "
        f"{BREAK} «کتابهای» میخواستهام؛"
    )


@given(st.text(alphabet="می‌شود كَ،. \n1ab", max_size=60))
def test_all_words_parted_and_in_one(text: str) -> None:
    found = words(indexed(text).replace(BREAK, " "))
    assert found[: len(words(text))] == words(text)
    for word in text.split():
        assert set(words(searchable(word.replace("\u200c", "")))) <= set(found)
