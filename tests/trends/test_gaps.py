"""Days of which an archive does not know what a site published."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.trends.gaps import MARGIN, Reason, Unknown, runs, unknown_days

#: A Saturday.
SATURDAY = 738_963
YEAR = range(SATURDAY, SATURDAY + 364)


def gaps(counts: dict[int, int], **listed: int) -> list[Unknown]:
    known = {int(name.removeprefix("d")): count for name, count in listed.items()}
    return unknown_days(counts, known, YEAR[0], YEAR[-1])


def without(counts: dict[int, int], *places: int) -> dict[int, int]:
    return {day: n for day, n in counts.items() if day - SATURDAY not in places}


BUSY = dict.fromkeys(YEAR, 40)
#: Two articles a day.
SMALL = dict.fromkeys(YEAR, 2)
#: Nothing on Fridays.
PAPER = {day: 30 for day in YEAR if (day - SATURDAY) % 7 != 6}
#: Something every fifth day.
SELDOM = {day: 1 for day in YEAR if day % 5 == 0}


@pytest.mark.parametrize(
    ("counts", "places"),
    [
        (BUSY, []),
        (PAPER, []),
        (SELDOM, []),
        (without(BUSY, 100), [(100, 100)]),
        (without(BUSY, 100, 101, 200), [(100, 101), (200, 200)]),
        (without(SMALL, 100), []),  # it may have published nothing
        (without(SMALL, 100, 101), []),
        (without(SMALL, 100, 101, 102), [(100, 102)]),
        (without(PAPER, 100), [(100, 100)]),  # a Tuesday
        (without(PAPER, 103), [(103, 104)]),  # a Thursday, and the Friday after it
        (without(SELDOM, *range(100, 115)), []),
        (without(SELDOM, *range(100, 160)), [(97, 160)]),
    ],
)
def test_what_a_site_usually_does_tells_gaps(
    counts: dict[int, int], places: list[tuple[int, int]]
) -> None:
    found = gaps(counts)
    inner = [one for one in found if one.reason == Reason.GAP]
    if places and places[0] == (97, 160):  # how far it goes depends on the last article before
        (one,) = inner
        assert one.last - one.first + 1 >= 60
        assert not set(range(one.first, one.last + 1)) & set(counts)
    else:
        assert [(one.first - SATURDAY, one.last - SATURDAY) for one in inner] == places


def test_little_is_not_nothing() -> None:
    assert gaps({**BUSY, SATURDAY + 100: 1}) == []


def test_before_and_after() -> None:
    counts = dict.fromkeys(range(YEAR[0] + 30, YEAR[0] + 60), 5)
    assert gaps(counts) == [
        Unknown(YEAR[0], YEAR[0] + 29, Reason.BEFORE),
        Unknown(YEAR[0] + 60, YEAR[-1], Reason.AFTER),
    ]
    assert gaps({}) == [Unknown(YEAR[0], YEAR[-1], Reason.BEFORE)]
    ends = YEAR[0] - 500, YEAR[0] - 400
    assert unknown_days({}, {}, YEAR[0], YEAR[-1], ends) == [
        Unknown(YEAR[0], YEAR[-1], Reason.AFTER)
    ]
    ends = YEAR[-1] + 400, YEAR[-1] + 500
    assert unknown_days({}, {}, YEAR[0], YEAR[-1], ends) == [
        Unknown(YEAR[0], YEAR[-1], Reason.BEFORE)
    ]


def test_an_archive_that_has_only_what_is_around() -> None:
    ends = YEAR[0] - 500, YEAR[-1] + 500
    assert unknown_days({}, {}, YEAR[0], YEAR[-1], ends) == [Unknown(YEAR[0], YEAR[-1], Reason.GAP)]


def test_what_the_site_itself_lists() -> None:
    busy = without(BUSY, 100, 101, 102)
    listed = {SATURDAY + 100: 0, SATURDAY + 101: 7}
    assert unknown_days(busy, listed, YEAR[0], YEAR[-1]) == [
        Unknown(SATURDAY + 101, SATURDAY + 101, Reason.LISTED),
        Unknown(SATURDAY + 102, SATURDAY + 102, Reason.GAP),
    ]
    # Also where one day alone would be no gap, and before the first article.
    small = without(SMALL, 100)
    assert unknown_days(small, {SATURDAY + 100: 1}, YEAR[0], YEAR[-1]) == [
        Unknown(SATURDAY + 100, SATURDAY + 100, Reason.LISTED)
    ]
    late = {day: 5 for day in YEAR if day >= YEAR[0] + 10}
    assert unknown_days(late, dict.fromkeys(YEAR[5:10], 0), YEAR[0], YEAR[-1]) == [
        Unknown(YEAR[0], YEAR[0] + 4, Reason.BEFORE)
    ]


@given(
    st.dictionaries(st.integers(0, 200), st.integers(0, 30), max_size=120),
    st.dictionaries(st.integers(0, 200), st.integers(0, 3), max_size=30),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_whatever_is_known(
    counts: dict[int, int], listed: dict[int, int], one: int, other: int
) -> None:
    first, last = min(one, other), max(one, other)
    found = unknown_days(counts, listed, first, last)
    unknown = [day for span in found for day in range(span.first, span.last + 1)]
    assert all(first <= span.first <= span.last <= last for span in found)
    assert all(a.last < b.first for a, b in pairwise(found))
    known = {day for day, count in counts.items() if count}
    known |= {day for day, count in listed.items() if not count}
    assert not known & set(unknown)
    for day, count in listed.items():
        if count and not counts.get(day) and first <= day <= last:
            assert day in unknown
    # What is far away does not matter.
    near = {day: n for day, n in counts.items() if first - MARGIN <= day <= last + MARGIN}
    ends = (min(known), max(known)) if known else None
    assert unknown_days(near, listed, first, last, ends) == found


@given(st.sets(st.integers(0, 60)))
def test_runs(days: set[int]) -> None:
    found = list(runs(sorted(days)))
    assert [day for run in found for day in run] == sorted(days)
    assert all(run == list(range(run[0], run[-1] + 1)) for run in found)
    assert all(a[-1] + 1 < b[0] for a, b in pairwise(found))
