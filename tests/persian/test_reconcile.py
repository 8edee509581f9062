"""One date from what a page shows and what its meta data say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.persian import reconcile

NOW = datetime(2021, 7, 14, 5, 30, tzinfo=UTC)
DAY_ONLY = "no time of day, only the day is known"
EPOCH = "1970-01-01 is where clocks begin, no date"
FIXED = "meta offset +03:30 is not Tehran's on 1400-04-22; its clock kept"


@pytest.mark.parametrize(
    ("visible", "machine", "instant", "problems", "why"),
    [
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", [], "2021-07-13T19:08:00+04:30", [], "only what is visible"),
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", ["2021-07-13T14:38:21Z"], "2021-07-13T19:08:00+04:30", [],
         "both agree: the visible one, as precise as it is"),
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", ["2021-07-13T19:08:00Z"], "2021-07-13T19:08:00+04:30", [],
         "local time called UTC: less than a day apart"),
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", ["2021-09-12T14:38:00Z"], "2021-07-13T19:08:00+04:30",
         ["visible date and meta differ by 61 days; visible kept"], "a conflict"),
        ("۲۲ تیر ۱۴۰۰", ["2021-09-12"], "2021-07-13T00:00:00+04:30",
         ["visible date and meta differ by 61 days; visible kept", DAY_ONLY], "days in conflict"),
        ("۲۲ تیر ۱۴۰۰", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [],
         "the time of day filled in"),
        ("۲۲ تیر ۱۴۰۰", ["2021-07-13", "2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [],
         "from the second, the first has none"),
        ("۲۲ تیر ۱۴۰۰", ["2021-07-13T21:00:00Z"], "2021-07-13T00:00:00+04:30", [DAY_ONLY],
         "the next day in Tehran: no time is filled in"),
        ("۲۳ تیر ۱۴۰۰", ["2021-07-13T21:00:00Z"], "2021-07-14T01:30:00+04:30", [],
         "the same day in Tehran, the day before in UTC"),
        ("۲۲ تیر ۱۴۰۰", [], "2021-07-13T00:00:00+04:30", [DAY_ONLY], "no time anywhere"),
        ("", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [], "nothing visible"),
        (None, ["", "x", "2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [],
         "nothing visible, the first readable one"),
        (None, ["2021-07-13", "2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [],
         "nothing visible, the second has the time"),
        ("سلام", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", ["no date found"],
         "unreadable: said, and filled in"),
        ("۳۰ اسفند ۱۴۰۲", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30",
         ["no such day: 1402-12-30"], "impossible: said, and filled in"),
        (None, [], None, ["no date found"], "nothing at all"),
        (" \n", ["x"], None, ["no date found"], "nothing readable"),
        ("۳۱ مهر ۱۴۰۰", ["05/06/2021", "05/06/2021"], None,
         ["no such day: 1400-07-31", "ambiguous date: 05/06/2021"], "all reasons, once"),
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", ["2021-07-13T19:08:00+03:30"], "2021-07-13T19:08:00+04:30", [],
         "a fixed +03:30 in summer: the visible clock decides"),
        ("۲۲ تیر ۱۴۰۰", ["2021-07-13T19:08:00+03:30"], "2021-07-13T19:08:00+04:30", [FIXED],
         "no visible clock: the clock of the meta data, not its offset"),
        ("۲۲ تیر ۱۴۰۰", ["2021-07-13T23:30:00+03:30"], "2021-07-13T23:30:00+04:30", [FIXED],
         "the day is that of the clock, too"),
        (None, ["2021-07-13T19:08:00+03:30"], "2021-07-13T19:08:00+04:30", [FIXED],
         "nothing visible"),
        (None, ["2021-01-13T19:08:00+03:30"], "2021-01-13T19:08:00+03:30", [], "right in winter"),
        (None, ["2020-09-20T23:30:00+03:30"], "2020-09-20T23:30:00+03:30", [],
         "right in the hour that is twice"),
        ("۳۰ شهریور ۱۳۹۹ - ۲۳:۳۰", ["2020-09-20T20:00:00Z"], "2020-09-20T23:30:00+03:30", [],
         "the hour that is twice: UTC tells that it is the second"),
        ("۳۰ شهریور ۱۳۹۹ - ۲۳:۳۰", ["2020-09-20T19:00:00Z"], "2020-09-20T23:30:00+04:30", [],
         "the hour that is twice: UTC tells that it is the first"),
        ("2020-09-20T23:30+04:30", ["2020-09-20T20:00:00Z"], "2020-09-20T23:30:00+04:30", [],
         "the hour that is twice, but what is visible says which"),
        ("۲ فروردین ۱۴۰۰ - ۰۰:۳۰", ["2021-03-22T00:30:00+04:30"], "2021-03-22T01:30:00+04:30", [],
         "an hour that never was has no second one"),
        ("۲۲ تیر ۱۴۰۰", ["2021-07-14T23:30:00+03:30"], "2021-07-13T00:00:00+04:30", [DAY_ONLY],
         "a fixed +03:30 does not make one day into two"),
        ("۲ ساعت پیش", ["2021-07-14T03:12:00Z"], "2021-07-14T07:42:00+04:30", [],
         "a phrase is made exact"),
        ("دیروز", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [], "so is a day"),
        ("۲ ساعت پیش", ["2021-07-10T03:12:00Z"], "2021-07-14T08:00:00+04:30",
         ["visible date and meta differ by 4 days; visible kept"], "unless they are in conflict"),
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸ - 13 September 2021", [], "2021-07-13T19:08:00+04:30",
         ["Jalali and Gregorian date in the text differ by 62 days; Jalali kept"],
         "the visible text contradicts itself"),
        ("دوشنبه ۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", [], "2021-07-13T19:08:00+04:30",
         ["the day in the text is a دوشنبه, its date a سه\u200cشنبه; date kept"],
         "the wrong weekday"),
        ("سه شنبه ۲۲ تیر ۱۴۰۰ - ۱۹:۰۸", [], "2021-07-13T19:08:00+04:30", [], "the right weekday"),
        ("1401 یکشنبه 10 مهر - ۱۹:۰۸", [], "2022-10-02T19:08:00+03:30",
         ["in the future: 1401-07-10"], "after now"),
        ("۲۳ تیر ۱۴۰۰ - ۲۳:۵۹", [], "2021-07-14T23:59:00+04:30", [], "later today is no problem"),
        ("۲۲ تیر ۱۳۶۵ - ۱۹:۰۸", [], "1986-07-13T19:08:00+03:30", ["before 1370: 1365-04-22"],
         "older than any site"),
        ("۲۲ تیر ۱۴۳۰", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30",
         ["in the future: 1430-04-22"], "years ahead: no date at all"),
        (None, ["2120-01-01T00:00:00Z"], None, ["in the future: 1498-10-11"], "nor in meta data"),
        (None, ["1970-01-01T00:00:00+00:00"], None, [EPOCH], "where clocks begin"),
        ("۱۱ دی ۱۳۴۸ - ۰۳:۳۰", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [EPOCH],
         "the same in Tehran"),
        ("۰/۰۰/۰۰ - ۰۰:۰۰", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30", [],
         "noughts say nothing"),
        (None, ["0000-00-00 00:00:00", "0001-01-01T00:00:00"], None, ["no date found"],
         "nor do these"),
        ("۲۲ تیر ۱۴۰۰ - ۱۹:۰۸ به وقت محلی", ["2021-07-13T14:38:00Z"], "2021-07-13T19:08:00+04:30",
         ["time of day in an unknown zone left out: ۱۹:۰۸ به وقت محلی"],
         "a zone that nobody can tell, and meta data that say it"),
    ],
)  # fmt: skip
def test_rule(
    visible: str | None, machine: list[str], instant: str | None, problems: list[str], why: str
) -> None:
    found = reconcile(visible, machine, now=NOW)
    assert (found.date.instant.isoformat() if found.date else None) == instant, why
    assert list(found.problems) == problems, why


def test_precision_and_source_say_where_the_time_of_day_came_from() -> None:
    found = reconcile("تاریخ: ۲۲ تیر ۱۴۰۰", ["2021-07-13T14:38:00Z"], now=NOW).date
    assert found is not None
    assert found.precision == "second"
    assert found.source == "۲۲ تیر ۱۴۰۰ | 2021-07-13T14:38:00Z"


def test_without_a_now_the_clock_tells_the_future_but_counts_nothing_back() -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=3)
    found = reconcile(None, [tomorrow.isoformat()])
    assert found.date is not None
    assert found.problems == (f"in the future: {found.date.jalali_iso}",)
    assert reconcile("۲ ساعت پیش").problems == ("relative date without a now: ۲ ساعت پیش",)


@pytest.mark.parametrize("now", [datetime.min, datetime.max, datetime.max.replace(tzinfo=UTC)])
def test_a_now_at_the_ends_of_time(now: datetime) -> None:
    assert reconcile("۲۲ تیر ۱۴۰۰ ۱۹:۰۸", now=now).date is not None
    assert reconcile("دیروز", now=now).date is None


@given(st.none() | st.text(st.characters()), st.lists(st.text(st.characters()), max_size=3))
def test_any_input_ends_as_a_date_or_with_a_reason(visible: str | None, machine: list[str]) -> None:
    found = reconcile(visible, machine, now=NOW)
    assert found.date is not None or found.problems


stamps = st.datetimes(datetime(1995, 1, 1), datetime(2021, 7, 1)).map(lambda d: d.isoformat())


@example("2001-03-22T00:00:00", "2001-03-22T00:00:00", "+04:30")
@given(stamps, stamps, st.sampled_from(["", "Z", "+03:30", "+04:30"]))
def test_two_stamps_end_as_the_visible_one(visible: str, machine: str, offset: str) -> None:
    alone = reconcile(visible, now=NOW)
    both = reconcile(visible, [machine + offset], now=NOW)
    assert alone.date is not None
    assert both.date is not None
    hour = both.date.instant - alone.date.instant
    assert hour in (timedelta(0), timedelta(hours=1))  # the second of an hour that is twice
    apart = abs(datetime.fromisoformat(visible) - datetime.fromisoformat(machine))
    if apart > timedelta(days=2):
        assert any("differ by" in problem for problem in both.problems)
    if apart < timedelta(hours=12):
        assert both.problems == ()
