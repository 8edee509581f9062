"""The one rule for a share that has fallen."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.check.verdict import DOUBT as CHECK
from newscrawl.monitoring.alarms import DOUBT as ALARM
from newscrawl.monitoring.coverage import Ratio, has_fallen, probability


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0, 1))
def test_probability_is_the_sum_of_its_terms(at_most: int, of: int, share: float) -> None:
    terms = (comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(at_most + 1))
    expected = 1.0 if at_most >= of else sum(terms)
    assert probability(at_most, of, share) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_large_crawls_are_no_trouble() -> None:
    assert probability(50_000, 100_000, 0.5) == pytest.approx(0.501, abs=0.001)
    assert probability(0, 100_000, 0.9) == 0.0
    assert probability(10, 100_000, 1.0) == 0.0
    assert probability(0, 100_000, 0.0) == 1.0


def test_an_alarm_is_much_surer_than_a_doubt() -> None:
    assert ALARM < CHECK / 1000
    now = Ratio(6, 10)
    assert has_fallen(now, 0.95, doubt=CHECK)
    assert not has_fallen(now, 0.95, doubt=ALARM)


def test_a_share_must_fall_by_the_least_drop() -> None:
    now = Ratio(800, 1000)
    assert has_fallen(now, 0.9, doubt=ALARM, drop=0.09)
    assert not has_fallen(now, 0.9, doubt=ALARM, drop=0.3)


def test_a_share_that_rose_has_not_fallen() -> None:
    assert not has_fallen(Ratio(10, 10), 0.1, doubt=0.99)
    assert not has_fallen(Ratio(0, 0), 0.0, doubt=0.99)


def test_a_ratio_of_nothing_is_0() -> None:
    assert (Ratio(0, 0).value, str(Ratio(1, 3))) == (0.0, "33%")
