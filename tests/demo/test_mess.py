"""What is done to texts can be undone: newscrawl.persian does."""

from dataclasses import replace
from html import unescape
from random import Random

import pytest

from newscrawl.demo.mess import ZWNJ_AS, attribute, element
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.story import DECKS, Theme
from newscrawl.persian import repair

TEXT = "کتاب‌های درسی یکی از OECD می‌آید، لایحه و قانون"
CLEAN = replace(
    Newspaper(1).listed[0].theme, letters="clean", zwnj="plain", spaces="clean", marks="none"
)


@pytest.mark.parametrize("letters", sorted({*DECKS["letters"]}))
@pytest.mark.parametrize("marks", sorted({*DECKS["marks"]}))
def test_letters_and_marks(letters: str, marks: str) -> None:
    theme: Theme = replace(CLEAN, letters=letters, marks=marks)
    assert repair(unescape(element(TEXT, theme, Random(1)))) == TEXT
    assert repair(unescape(attribute(TEXT, theme, Random(1)))) == TEXT


@pytest.mark.parametrize("zwnj", sorted(ZWNJ_AS))
def test_substitutes_of_the_half_space(zwnj: str) -> None:
    text = element(TEXT, replace(CLEAN, zwnj=zwnj), Random(1))
    assert text != TEXT
    if zwnj != "double-escaped":
        assert repair(unescape(text)) == TEXT


def test_a_clean_text_is_only_escaped() -> None:
    assert element("الف & <ب>", CLEAN, Random(1)) == "الف &amp; &lt;ب&gt;"
    assert attribute('"الف"', CLEAN, Random(1)) == "&quot;الف&quot;"
