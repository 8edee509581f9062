"""Log-odds ratios: against a published example, and as the paper has them."""

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.keywords.logodds import log_odds, with_prior

COUNTS = st.integers(0, 10_000)


def test_the_published_example_of_another_implementation() -> None:
    """That of the package fightin_words, with a prior of 0.05 for each of the eleven words."""
    one = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "pig"]
    two = ["the", "lazy", "purple", "pig", "jumps", "over", "the", "lazier", "donkey"]
    expected = {
        "donkey": -0.6894227886807968, "lazier": -0.6894227886807968,
        "purple": -0.6894227886807968, "jumps": 0.0, "lazy": 0.0, "over": 0.0, "pig": 0.0,
        "the": 0.0, "brown": 0.6894227886807968, "fox": 0.6894227886807968,
        "quick": 0.6894227886807968,
    }  # fmt: skip
    assert {*one, *two} == set(expected)
    for word, score in expected.items():
        found = with_prior(one.count(word), 9, two.count(word), 9, 0.05, 0.05 * len(expected))
        assert found[1] == pytest.approx(score)


@given(COUNTS, COUNTS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_as_the_paper_has_it(y1: int, y2: int, more1: int, more2: int) -> None:
    n1, n2 = y1 + more1, y2 + more2
    if not y1 + y2:
        assert log_odds(y1, n1, y2, n2) == (0, 0)
        return
    a0 = min(n1, n2)
    a = a0 * (y1 + y2) / (n1 + n2)
    delta = log((y1 + a) / (n1 + a0 - y1 - a)) - log((y2 + a) / (n2 + a0 - y2 - a))
    z = delta / sqrt(1 / (y1 + a) + 1 / (y2 + a))
    assert log_odds(y1, n1, y2, n2) == (pytest.approx(delta), pytest.approx(z))


@given(COUNTS, COUNTS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_swapping_the_sides_changes_the_signs_alone(y1: int, y2: int, n1: int, n2: int) -> None:
    here = log_odds(y1, y1 + n1, y2, y2 + n2)
    there = log_odds(y2, y2 + n2, y1, y1 + n1)
    assert there == (pytest.approx(-here[0]), pytest.approx(-here[1]))


def test_a_rare_word_is_less_sure_than_a_frequent_one_of_the_same_ratio() -> None:
    assert log_odds(3, 10_000, 0, 10_000)[1] < log_odds(300, 10_000, 0, 10_000)[1]
    assert log_odds(3, 10_000, 0, 10_000)[1] < 1.96
