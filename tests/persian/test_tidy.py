"""White space, invisible characters and presentation forms. Whole texts are in test_text."""

import pytest

from newscrawl.persian.tidy import FORMS, SIGNS, members, tidy


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("می\u200bرود", "می\u200cرود"),
        ("می&zwnj;رود", "می\u200cرود"),
        ("۱\u200c۲", "۱\u200c۲"),
        ("۱\u200b۲", "۱۲"),
        (" الف\u00a0 ب \r\n\r\n پ ", "الف ب\n\nپ"),
        ("گفت : « بله »", "گفت: «بله»"),
        ("say : « a »", "say : « a »"),
        ("\ufefb", "لا"),
        ("\ufdfa", "\ufdfa"),
        ("\ud83d\ude00 \ud800", "😀 \ufffd"),
        ("https://a.ir/?q=«", "https://a.ir/?q=«"),
    ],
)
def test_tidy(text: str, tidied: str) -> None:
    assert tidy(text) == tidied
    assert tidy(tidied) == tidied


def test_members_of_a_character_class() -> None:
    assert members("[a-c]") == {"a", "b", "c"}


def test_signs_are_no_forms() -> None:
    assert ord("ﷺ") in SIGNS
    assert FORMS.keys().isdisjoint(SIGNS)
    assert FORMS[ord("ﻻ")] == "لا"
