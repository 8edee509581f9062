import pytest

from newscrawl.answers.words import Phrases, parts, squeezed


@pytest.mark.parametrize(
    "text", ["به‌روزرسانی", "به روز رسانی", "به روزرساني", "بـه روز رسانى!", "«به روز رسانی»…"]
)
def test_spellings_are_one(text: str) -> None:
    assert squeezed(text) == "بهروزرسانی"


def test_gaps_are_short_and_of_one_line() -> None:
    phrases = Phrases("سایت … بسته است")
    assert phrases.are_in(squeezed("این سایت امروز بسته است"))
    assert not phrases.are_in(squeezed("سایت " + "خیلی " * 20 + "بسته است"))
    assert not phrases.are_in("\n".join(map(squeezed, ("سایت", "بسته است"))))


def test_a_whole_headline() -> None:
    phrases = Phrases("""
        (log in|login)(| page)
        ورود
    """)
    assert [phrases.are(squeezed(t)) for t in ("Log in", "Login page", "ورود", "ورود تیم")] == [
        True,
        True,
        True,
        False,
    ]


def test_parts_of_a_headline() -> None:
    assert {"ورود", "روزپلاس"} <= parts("ورود | روزپلاس")
    assert "ورود" in parts("روزپلاس - ورود")
    assert "ورود" not in parts("ورود-خروج")
