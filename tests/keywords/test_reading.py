"""The words and phrases of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.keywords import lemmas
from newscrawl.keywords.lemmas import MissingDictionary
from newscrawl.keywords.reading import ArticleText, Reader
from newscrawl.search import parse


def terms(title: str, body: str | None = None, reader: Reader | None = None, own: str = "") -> str:
    found = (reader or Reader()).read(ArticleText("yjc", title, None, None, body, own))
    return "، ".join(sorted(found.all))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بنزین گران", "بنزین، بنزین گران، گران"),
        # spellings are one: Arabic letters, ZWNJ, vowel signs, plurals and ezafe
        ("كتاب کتاب‌ها كتابهای کتاب‌هايشان کِتاب", "کتاب، کتاب کتاب"),
        ("خانه‌ی خانه‌هایمان", "خانه، خانه خانه"),
        ("نماینده نمایندگان", "نماینده، نماینده نماینده"),
        # stop words, numbers, single letters and addresses are none, and part a phrase
        ("او از بنزین می‌گوید که گران", "بنزین، گران"),
        ("بنزین ۳۰۰۰ گران", "بنزین، گران"),
        ("بنزین، گران", "بنزین، گران"),
        ("بنزین و گران", "بنزین، گران"),
        ("ب پ https://example.ir/بنزین/گران www.example.ir", ""),
        ("iPhone ۱۵ اپل", "iphone، اپل"),
        ("<b>بنزین</b>\u202e \u2066گران", "بنزین، گران"),
        ("=بنزین -گران", "بنزین، بنزین گران، گران"),
    ],
)
def test_words(text: str, found: str) -> None:
    assert terms(text) == found


def test_words_of_the_query_are_left_out_and_phrases_with_them() -> None:
    reader = Reader(parse("بنزین OR یاران*"))
    assert terms("بنزین‌های گران یارانه‌ها یارانهٔ نقدی", reader=reader) == "نقدی، گران"


def test_whose_article_it_is_is_not_what_it_is_about() -> None:
    assert terms("باشگاه تازه زهرا احمدی تهران", own="باشگاه | زهرا احمدی") == "تهران"


def test_a_spelling_is_told_as_it_stands_there() -> None:
    text = ArticleText("yjc", "كتاب‌هاي درسی", "کتاب درسی", None, None)
    found = list(Reader().spellings(text, {"کتاب", "کتاب درسی"}))
    assert found == [
        ("کتاب", "كتاب‌هاي"), ("کتاب درسی", "كتاب‌هاي درسی"), ("کتاب", "کتاب"),
        ("کتاب درسی", "کتاب درسی"),
    ]  # fmt: skip


def test_lemmas_join_what_plurals_do_not() -> None:
    pytest.importorskip("simplemma")
    plain, reader = Reader(), Reader(lemmas=True)
    assert plain.key("معلمین") != plain.key("معلم")
    for one, other in (("خودروسازان", "خودروساز"), ("وزرا", "وزیر")):
        assert reader.key(one) == reader.key(other)
    assert reader.key("دانشگاه") != reader.key("دانش")


def test_without_the_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lemmas, "find_spec", lambda name: None)
    with pytest.raises(MissingDictionary, match=r"pip install 'newscrawl\[lemmas\]'"):
        Reader(lemmas=True)
    Reader()


@given(st.text(max_size=300))
def test_whatever_the_text(text: str) -> None:
    found = Reader().read(ArticleText("yjc", text, text, None, text)).all
    for term in found:
        for word in term.split(" "):
            assert 1 < len(word) <= 40
            assert not set(word) & set("<>&\"'=+-@\n\t\u202e\u200c")
