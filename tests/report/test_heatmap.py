"""The cells of the Jalali calendar."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.persian.calendar import to_gregorian
from newscrawl.report.gaps import year_days
from newscrawl.report.heatmap import GAP, OUTSIDE, QUIET, STEP, WEEKS, halves, levels

DAYS = {"1400-04-22": 1, "1400-04-25": 9}


def test_kinds_and_places_of_days() -> None:
    (half,) = halves(1400, DAYS, {"1400-04-24"}, levels(DAYS.values()))
    cells = dict(zip(year_days(1400), half.cells, strict=False))
    assert len(half.cells) == 186
    kinds = {day: cells[f"1400-04-{day}"].kind for day in (21, 22, 23, 24, 25, 26)}
    assert kinds == {21: OUTSIDE, 22: "1", 23: GAP, 24: QUIET, 25: "4", 26: OUTSIDE}
    assert cells["1400-04-22"].title == "۲۲ تیر ۱۴۰۰: ۱ خبر"
    # 26 Tir 1400 is a Saturday: on top of the next week, which is farther left.
    assert to_gregorian(1400, 4, 26) == date(2021, 7, 17)
    assert cells["1400-04-25"].x - cells["1400-04-26"].x == STEP
    assert cells["1400-04-26"].y < cells["1400-04-22"].y < cells["1400-04-25"].y


@given(st.integers(1300, 1450))
def test_every_day_of_a_year_has_a_place_of_its_own(year: int) -> None:
    ends = {f"{year}-01-01": 1, f"{year}-12-01": 1}
    found = list(halves(year, ends, (), [1, 1, 1]))
    assert sum(len(half.cells) for half in found) == len(year_days(year))
    for half in found:
        places = {(cell.x, cell.y) for cell in half.cells}
        assert len(places) == len(half.cells)
        assert min(cell.x for cell in half.cells) >= 0
        assert len({cell.x for cell in half.cells}) <= WEEKS
