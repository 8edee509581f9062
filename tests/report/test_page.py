"""The page of the report."""

import re
from pathlib import Path

from parsel import Selector

from newscrawl.report.charts import articles_chart, ticks
from newscrawl.report.page import render
from tests.report.test_figures import article, figures


def page(database: Path) -> str:
    bad = "<script>alert()</script>"
    items = [
        *(article(n, day, tags=[bad], agency=bad) for n, day in enumerate((0, 1, 4, 40, 70), 1)),
        article(300, 71),
        article(7, None),
    ]
    return "".join(render(figures(database, items), {"yjc": "باشگاه"}))


def test_it_needs_nothing_else_and_runs_nothing(database: Path) -> None:
    text = page(database)
    addresses = Selector(text).xpath("//@src | //@href | //@*[name()='xlink:href']").getall()
    assert [one for one in addresses if not one.startswith(("#", "data:"))] == []
    assert "<script" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "&lt;script&gt;alert()" in text


def test_it_reads_from_right_to_left_in_persian_digits(database: Path) -> None:
    selector = Selector(page(database))
    html = selector.css("html")[0]
    assert (html.attrib["lang"], html.attrib["dir"]) == ("fa", "rtl")
    shown = " ".join(selector.xpath("//body//text()[not(ancestor::style)]").getall())
    assert "باشگاه" in shown
    assert "۱ تیر ۱۴۰۰" in shown
    assert re.findall("[0-9]+", shown) == []


def test_each_day_is_in_the_calendar(database: Path) -> None:
    titles = Selector(page(database)).css(".calendar rect title::text").getall()
    assert "۱ تیر ۱۴۰۰: ۱ خبر" in titles
    assert "۳ تیر ۱۴۰۰: ۰ خبر" in titles


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
