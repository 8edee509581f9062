"""The page of a trend."""

from __future__ import annotations

from datetime import date

import pytest
from parsel import Selector

from newscrawl.report.charts import TREND_WIDTH, fine_ticks, trend_chart
from newscrawl.report.trendpage import render_trend, trend_part
from newscrawl.trends.gaps import Reason, Unknown
from newscrawl.trends.periods import By, periods
from newscrawl.trends.shares import Completeness, Series, Split, Trend

HOSTILE = '<img src="http://evil.example/x"> \u202e باران'
MONTHS = periods(date(2024, 3, 20), date(2024, 7, 21), By.MONTH)


def made(query: str = "باران", split: Split | None = None, sites: int = 1) -> Trend:
    """Four months, of the second of which nothing is known."""
    gap = Unknown(MONTHS[1].first, MONTHS[1].last, Reason.GAP)
    names = [f"site{n}" for n in range(sites)]
    unknown = {name: [gap] for name in names}
    coverage = Completeness(MONTHS)
    for spans in unknown.values():
        coverage.add(spans)
    value = None if split is None else names[0]
    points = coverage.points({0: 2, 2: 1, 3: 1}, {0: 4, 2: 10, 3: 500})
    return Trend(By.MONTH, split, False, names, MONTHS, [Series(query, value, points, 3)], unknown)


def test_a_line_is_broken_where_nothing_is_known() -> None:
    page = Selector("".join(render_trend(made(), {})))
    titles = page.css("figure .dots title::text").getall()
    assert titles == ["باران، فروردین ۱۴۰۳: ۵۰٪", "باران، خرداد ۱۴۰۳: ۱۰٪", "باران، تیر ۱۴۰۳: ۰٫۲٪"]
    paths = "".join(page.css("figure path.line::attr(d)").getall())
    assert paths.count("L") == 1  # from the third month to the fourth
    rows = page.css("tbody tr")
    assert [row.css("th::text").get() for row in rows] == [
        "فروردین ۱۴۰۳", "اردیبهشت ۱۴۰۳", "خرداد ۱۴۰۳", "تیر ۱۴۰۳",
    ]  # fmt: skip
    assert rows[1].attrib["class"] == "unknown"
    assert rows[1].css("td::text").getall() == ["–", "–", "شکاف در بایگانی"]
    assert rows[0].css("td::text").getall() == ["۴", "۲", "۵۰٪"]
    assert "۳ خبر بی‌تاریخ" in page.css(".legend").get("")


def test_hostile_queries_and_names_are_texts() -> None:
    found = made(HOSTILE, Split.SITE)
    text = "".join(render_trend(found, {"site0": "<b>سایت</b>"}))
    page = Selector(text)
    assert page.css("img, b, script") == []
    assert page.css("html").attrib["dir"] == "rtl"
    assert page.css("thead bdi::text").getall() == ["<b>سایت</b>"]
    assert page.css("h1 bdi::text").get() == HOSTILE
    assert page.css("[href]:not(link), [src]") == []


def test_numbers_lead_to_their_articles() -> None:
    part = trend_part(made(), {}, lambda series, period: f"/x?q={series.query}&p={period.name}")
    links = Selector(str(part)).css("tbody a::attr(href)").getall()
    assert links == ["/x?q=باران&p=1403-01", "/x?q=باران&p=1403-03", "/x?q=باران&p=1403-04"]


def test_some_days_of_several_sites_are_told() -> None:
    half = Unknown(MONTHS[0].first, MONTHS[0].first + 30, Reason.GAP)
    coverage = Completeness(MONTHS)
    coverage.add([half])
    coverage.add([])
    series = [Series("x", None, coverage.points({}, {}), 0)]
    trend = Trend(By.MONTH, None, False, ["a", "b"], MONTHS, series, {"a": [half], "b": []})
    notes = Selector(str(trend_part(trend, {"a": "آ"}))).css("td.wide::text").getall()
    assert notes == ["۵۰٪ روزها: آ"]


def test_the_last_label_is_not_cut_off() -> None:
    labels = ["شهریور ۱۴۰۴", "مهر ۱۴۰۴", "اردیبهشت ۱۴۰۵"]
    names = ["1404-06", "1404-07", "1405-02"]
    drawn = Selector(str(trend_chart(names, labels, [("x", [1, 2, 3])]).svg))
    assert float(drawn.css(".x.axis text::attr(x)").getall()[-1]) < TREND_WIDTH - 100


def test_nothing_and_one_period() -> None:
    empty = Trend(By.DAY, None, False, [], [], [Series("x", None, [], 0)])
    assert "معلوم نیست" in str(trend_part(empty, {}))
    (month,) = MONTHS[:1]
    coverage = Completeness([month])
    coverage.add([])
    series = [Series("x", None, coverage.points({0: 1}, {0: 2}), 0)]
    part = str(trend_part(Trend(By.MONTH, None, False, ["a"], [month], series), {}))
    assert "<svg" not in part
    assert "۵۰٪" in part


@pytest.mark.parametrize("by", By)
def test_few_labels_of_many_periods(by: By) -> None:
    found = periods(date(2014, 3, 21), date(2024, 3, 19), by)[:500]
    names = [one.name for one in found]
    chart = trend_chart(names, names, [("الف", [1.0] * len(names))])
    assert 2 < len(Selector(str(chart.svg)).css("g.x text").getall()) <= 13


@pytest.mark.parametrize("most", [0, 0.0003, 0.93, 4, 45, 100])
def test_ticks_reach_the_highest_value(most: float) -> None:
    found = fine_ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert len(found) <= 6
