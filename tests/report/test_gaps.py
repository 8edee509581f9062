"""Days without an article."""

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.report.gaps import day_gaps, year_days


@given(st.sets(st.integers(0, 60), min_size=1))
def test_gaps_are_the_days_between_that_have_none(numbers: set[int]) -> None:
    names = year_days(1402)
    gaps = day_gaps({names[number] for number in numbers}, [])
    assert sum(gap.days for gap in gaps) == max(numbers) - min(numbers) + 1 - len(numbers)
    for gap in gaps:
        inside = range(names.index(gap.first), names.index(gap.last) + 1)
        assert not numbers & set(inside)
        assert {inside[0] - 1, inside[-1] + 1} <= numbers
