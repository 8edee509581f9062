"""Articles a day as the cells of a Jalali calendar: weeks from right to left, Saturday on top."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from statistics import quantiles

from newscrawl.persian.calendar import MONTHS, to_gregorian
from newscrawl.persian.text import to_persian_digits
from newscrawl.report.gaps import year_days
from newscrawl.report.words import day_label, persian_number

#: Distance between cells, and their size, in units of the SVG.
STEP, SIZE = 13, 11
#: Space for the names of months above, and of weekdays on the right.
TOP, SIDE = 16, 16
#: Maximum number of weeks in half a year.
WEEKS = 28
WIDTH, HEIGHT = SIDE + WEEKS * STEP, TOP + 7 * STEP
#: Kinds of a day: outside of the site's articles; a gap between days with articles; a gap in which
#: the site's own archive has no article either; 1 to 4 by the number of articles.
OUTSIDE, GAP, QUIET = "o", "g", "q"


@dataclass(frozen=True, slots=True)
class Cell:
    x: int
    y: int
    kind: str
    #: Day and number of articles, for people.
    title: str


@dataclass(frozen=True, slots=True)
class Half:
    """Half a Jalali year."""

    label: str
    #: (x, name) of each month.
    months: list[tuple[int, str]]
    cells: list[Cell]


def levels(counts: Collection[int]) -> list[int]:
    """The upper bounds of the first three of four classes of articles per day: the quartiles.

    >>> levels([1, 2, 3, 4, 5, 6, 7, 8]), levels([5]), levels([])
    ([2, 4, 6], [5, 5, 5], [])
    """
    if not counts:
        return []
    if len(counts) == 1:
        return [*counts] * 3
    return [int(bound) for bound in quantiles(counts, n=4, method="inclusive")]


def halves(
    year: int, days: Mapping[str, int], quiet: Collection[str], bounds: list[int]
) -> Iterator[Half]:
    """The halves of a year in which the archive has articles of the site.

    Args:
        days: Jalali day (``YYYY-MM-DD``) → articles.
        quiet: days of the site's own archive that were read.
        bounds: result of :func:`levels`.
    """
    first, last = min(days, default=""), max(days, default="")
    names = year_days(year)
    for number, half in enumerate((names[:186], names[186:])):
        if half[-1] < first or half[0] > last:
            continue
        cells: list[Cell] = []
        months: list[tuple[int, str]] = []
        week = 0
        for name in half:
            day = to_gregorian(*map(int, name.split("-")))
            assert day is not None
            weekday = (day.weekday() + 2) % 7
            if weekday == 0 and cells:
                week += 1
            x = WIDTH - SIDE - (week + 1) * STEP
            if name.endswith("-01"):
                months.append((x + SIZE, MONTHS[int(name[5:7]) - 1]))
            count = days.get(name, 0)
            if count:
                kind = str(1 + sum(count > bound for bound in bounds))
            elif not first <= name <= last:
                kind = OUTSIDE
            else:
                kind = QUIET if name in quiet else GAP
            title = f"{day_label(name)}: {persian_number(count)} خبر"
            cells.append(Cell(x, TOP + weekday * STEP, kind, title))
        label = to_persian_digits(f"نیمهٔ {'نخست' if number == 0 else 'دوم'} {year}")
        yield Half(label, months, cells)
