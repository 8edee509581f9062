"""Charts as SVG."""

import pytest
from parsel import Selector

from newscrawl.report.charts import articles_chart, coverage_chart, ticks

QUARTERS = ("فروردین", "تیر", "مهر", "دی")


def test_charts_have_the_values_as_titles() -> None:
    chart = articles_chart(["1400-04", "1400-05"], {"الف": {"1400-04": 1234}, "ب": {}})
    titles = Selector(str(chart.svg)).css("title::text").getall()
    assert "الف، تیر ۱۴۰۰: ۱٬۲۳۴" in titles
    assert [name for name, _ in chart.legend] == ["الف", "ب"]
    assert max(ticks(1234)) >= 1234
    assert chart == articles_chart(["1400-04", "1400-05"], {"الف": {"1400-04": 1234}, "ب": {}})


def test_many_sites_share_a_colour() -> None:
    counts = {str(n): {"1400": 1, "1401": 2} for n in range(20)}
    chart = articles_chart(["1400", "1401"], counts)
    assert chart.legend[-1][0] == "سایت‌های دیگر"
    assert len(chart.legend) == 8


def test_an_empty_month_has_its_place_and_no_bar_and_no_point() -> None:
    months = ["1400-04", "1400-05", "1400-06"]
    bars = articles_chart(months, {"الف": {"1400-04": 3, "1400-06": 2}})
    selector = Selector(str(bars.svg))
    heights = [float(one) for one in selector.css("g.bar rect::attr(height)").getall()]
    assert [height > 0 for height in heights] == [True, False, True]
    line = coverage_chart(months, [("لید", [50, None, 100])])
    titles = Selector(str(line.svg)).css(".dots title::text").getall()
    assert titles == ["لید، تیر ۱۴۰۰: ۵۰٪", "لید، شهریور ۱۴۰۰: ۱۰۰٪"]
    strokes = Selector(str(line.svg)).css("path.line::attr(d)").getall()
    assert all("L" not in one for one in strokes), strokes  # nothing leads over the empty month


@pytest.mark.parametrize(
    ("count", "labels"),
    [
        (3, ["فروردین ۱۴۰۰", "اردیبهشت ۱۴۰۰", "خرداد ۱۴۰۰"]),
        (30, [f"{name} {year}" for year in ("۱۴۰۰", "۱۴۰۱") for name in QUARTERS]
             + ["فروردین ۱۴۰۲", "تیر ۱۴۰۲"]),
        (60, [f"{name} {year}" for year in ("۱۴۰۰", "۱۴۰۱", "۱۴۰۲", "۱۴۰۳", "۱۴۰۴")
              for name in ("فروردین", "مهر")]),
        (235, [f"فروردین {year}" for year in
               ["۱۴۰۰", "۱۴۰۲", "۱۴۰۴", "۱۴۰۶", "۱۴۰۸", "۱۴۱۰", "۱۴۱۲", "۱۴۱۴", "۱۴۱۶", "۱۴۱۸"]]),
    ],
)  # fmt: skip
def test_labels_of_many_months_are_at_equal_distances(count: int, labels: list[str]) -> None:
    months = [f"{1400 + n // 12}-{n % 12 + 1:02}" for n in range(count)]
    chart = articles_chart(months, {"الف": dict.fromkeys(months, 1)})
    shown = Selector(str(chart.svg)).css("g.x text::text").getall()
    assert shown == labels
