"""Points, series and trends, of counts and days that are not known."""

from datetime import date

import pytest

from newscrawl.trends.gaps import Reason, Unknown
from newscrawl.trends.periods import By, periods
from newscrawl.trends.shares import Completeness, Line, Point, Series, Split, Trend

FIRST = date(2024, 3, 20)  # 1 Farvardin 1403
MONTHS = periods(FIRST, date(2024, 7, 21), By.MONTH)
BEGIN = MONTHS[0].first


def test_what_is_known_of_two_sites() -> None:
    coverage = Completeness(MONTHS)
    coverage.add([Unknown(BEGIN, MONTHS[1].last, Reason.BEFORE)])
    coverage.add([
        Unknown(MONTHS[0].first, MONTHS[0].last, Reason.GAP),
        Unknown(MONTHS[2].first, MONTHS[2].first + 4, Reason.LISTED),
    ])  # fmt: skip
    points = coverage.points({1: 3, 2: 4}, {1: 10, 2: 20})
    assert [(one.matches, one.articles, one.share) for one in points] == [
        (None, None, None), (3, 10, 0.3), (4, 20, 0.2), (0, 0, None),
    ]  # fmt: skip
    assert [(one.unknown_days, one.days) for one in points] == [
        (62, 62),
        (31, 62),
        (5, 62),
        (0, 62),
    ]
    assert points[0].reason is not None
    assert [one.reason for one in points[1:]] == [None, None, None]


def test_a_month_that_is_unknown_for_several_reasons_has_that_of_most_days() -> None:
    coverage = Completeness(MONTHS)
    coverage.add([
        Unknown(BEGIN, BEGIN + 9, Reason.BEFORE),
        Unknown(BEGIN + 10, MONTHS[0].last, Reason.GAP),
    ])  # fmt: skip
    assert coverage.points({}, {})[0].reason == Reason.GAP


@pytest.fixture
def trend() -> Trend:
    unknown = {
        "a": [Unknown(BEGIN, MONTHS[1].last, Reason.BEFORE)],
        "b": [Unknown(BEGIN, MONTHS[1].last - 1, Reason.GAP)],
    }
    coverage = Completeness(MONTHS)
    for spans in unknown.values():
        coverage.add(spans)
    points = coverage.points({2: 1}, {2: 2, 3: 4})
    series = [Series("باران", None, points, 5)]
    return Trend(By.MONTH, None, False, ["a", "b", "c"], MONTHS, series, unknown, 7)


def test_missing_sites_are_told(trend: Trend) -> None:
    assert trend.missing() == [
        {Reason.BEFORE: ["a"], Reason.GAP: ["b"]}, {Reason.BEFORE: ["a"]}, {}, {},
    ]  # fmt: skip
    told = trend.to_dict()
    assert told["periods"][0] == {
        "period": "1403-01",
        "first": "2024-03-20",
        "last": "2024-04-19",
        "missing": {"before the archive begins": ["a"], "a gap in the archive": ["b"]},
    }
    assert told["undated"] == 7
    (series,) = told["series"]
    assert (series["query"], series["matches"], series["undated"]) == ("باران", 1, 5)
    assert series["points"][2]["share"] == 0.5


def test_rows_are_flat(trend: Trend) -> None:
    rows = trend.rows()
    assert rows[0] == {
        "query": "باران",
        "period": "1403-01",
        "matches": None,
        "articles": None,
        "share": None,
        "days": 62,
        "unknown_days": 62,
        "reason": rows[0]["reason"],
    }
    assert rows[0]["reason"] in {str(reason) for reason in Reason}
    assert (rows[2]["matches"], rows[2]["reason"]) == (1, None)


def test_the_sites_that_are_shown() -> None:
    points = Completeness(MONTHS, 1).points({}, {})
    series = [Series(query, site, points, 0) for query in ("x", "y") for site in ("b", "a")]
    unknown = {"c": [Unknown(BEGIN, MONTHS[-1].last, Reason.BEFORE)]}
    trend = Trend(By.MONTH, Split.SITE, False, ["a", "b", "c"], MONTHS, series, unknown)
    assert trend.shown_sites == ["b", "a"]
    assert trend.missing() == [{}] * 4
    assert trend.rows()[0]["site"] == "b"


def test_periods_without_anything_are_one_line() -> None:
    unknown = [Unknown(BEGIN, MONTHS[2].last, Reason.BEFORE)]
    coverage = Completeness(MONTHS)
    coverage.add(unknown)
    series = [Series("x", None, coverage.points({3: 0}, {3: 9}), 0)]
    trend = Trend(By.MONTH, None, False, ["a"], MONTHS, series, {"a": unknown})
    lines = list(trend.lines())
    assert [(line.first.name, line.last.name, line.reason) for line in lines] == [
        ("1403-01", "1403-03", Reason.BEFORE), ("1403-04", "1403-04", None),
    ]  # fmt: skip
    assert [line.unknown for line in lines] == [1, 0]


def test_what_is_nearly_unknown_is_not_unknown() -> None:
    points = [Point(MONTHS[0], 0, 1, 1000, 999)]
    assert Line(MONTHS[0], MONTHS[0], points, {}).unknown == 0.99
