"""Alarms: that they are raised, and that they are not by chance."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.monitoring.alarms import (
    LEAST_DAYS,
    LEAST_NOW,
    Ratio,
    coverage_fallen,
    failures_risen,
    few_articles,
)

WEEK = [50, 60, 40, 55, 20, 52, 48]


@pytest.mark.parametrize(
    ("today", "past", "is_alarm"),
    [
        (0, WEEK, True),
        (11, WEEK, True),
        (13, WEEK, False),  # a quarter of the median
        (0, WEEK[1:], False),  # a new site
        (0, [5, 6, 7, 5, 4, 9, 8], False),  # a small one
        (3, [*WEEK, 3], False),  # it has been so before
        (0, [0] * 7, False),
        (60, [5000, *WEEK], False),  # the first crawl fetched years
    ],
)
def test_few_articles(today: int, past: list[int], is_alarm: bool) -> None:
    assert (few_articles(today, past, ratio=0.25, least=20) is not None) is is_alarm


@given(st.lists(st.integers(0, 1000), min_size=LEAST_DAYS), st.data())
def test_a_day_as_before_is_no_alarm(past: list[int], data: st.DataObject) -> None:
    today = data.draw(st.integers(min(past), 2000))
    assert few_articles(today, past, ratio=0.25, least=20) is None


@pytest.mark.parametrize(
    ("now", "past", "is_alarm"),
    [
        (Ratio(0, 60), Ratio(980, 1000), True),
        (Ratio(30, 60), Ratio(980, 1000), True),
        (Ratio(50, 60), Ratio(980, 1000), False),  # fell by less
        (Ratio(0, LEAST_NOW - 1), Ratio(980, 1000), False),
        (Ratio(0, 60), Ratio(98, 99), False),
        (Ratio(0, 60), Ratio(200, 1000), False),  # few had it ever
        (Ratio(60, 60), Ratio(0, 1000), False),  # more have it
    ],
)
def test_coverage(now: Ratio, past: Ratio, is_alarm: bool) -> None:
    assert (coverage_fallen("lead", now, past, drop=0.3) is not None) is is_alarm


@pytest.mark.parametrize(
    ("now", "past", "is_alarm"),
    [
        (Ratio(60, 100), Ratio(20, 1000), True),
        (Ratio(10, 100), Ratio(20, 1000), False),
        (Ratio(9, 10), Ratio(20, 1000), False),
        (Ratio(60, 100), Ratio(0, 0), False),  # the first crawl
    ],
)
def test_failures(now: Ratio, past: Ratio, is_alarm: bool) -> None:
    assert (failures_risen(now, past, rise=0.2) is not None) is is_alarm


def test_chance_raises_no_alarm() -> None:
    """Ten years of hourly crawls, each of articles half of which have a field."""
    dice = random.Random(1)
    for _ in range(10 * 365 * 24):
        now = Ratio(dice.getrandbits(LEAST_NOW).bit_count(), LEAST_NOW)
        assert coverage_fallen("lead", now, Ratio(500, 1000), drop=0.3) is None
        assert failures_risen(now, Ratio(500, 1000), rise=0.2) is None
