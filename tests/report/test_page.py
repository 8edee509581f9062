"""The page of the report."""

import re
from pathlib import Path

import pytest
from parsel import Selector

from newscrawl.report.page import render
from tests.builders import article_on
from tests.report.test_gather import figures


def page(database: Path) -> str:
    bad = "<script>alert()</script>"
    items = [
        *(article_on(n, day, tags=[bad], agency=bad) for n, day in enumerate((0, 1, 4, 40, 70), 1)),
        article_on(300, 71),
        article_on(7, None),
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


def heads(table: Selector) -> list[str]:
    return table.css("thead th::text").getall()


def test_periods_are_in_a_row_and_the_newest_come_first(database: Path) -> None:
    # Of Tir and Shahrivar 1400, and of Mehr 1402; day 0 is the first of Tir.
    items = [article_on(n, day) for n, day in enumerate((0, 70, 835), 1)]
    selector = Selector("".join(render(figures(database, items), {})))
    months, coverage = selector.css("table.heat")
    assert heads(months) == ["۱۴۰۲", "۱۴۰۱", "۱۴۰۰"]
    rows = {
        row.css("th::text").get(""): [cell.xpath("string()").get() for cell in row.css("td")]
        for row in months.css("tbody tr")
    }
    assert next(iter(rows)) == "فروردین"
    assert rows["تیر"] == ["۰", "۰", "۱"]
    assert rows["مهر"] == ["۱", "۰", "۰"]
    assert rows["آبان"] == ["", "۰", "۰"]  # after the last article
    assert heads(coverage) == ["۱۴۰۲", "۱۴۰۱", "۱۴۰۰"]
    halves = [one.strip() for one in selector.css(".calendar figcaption::text").getall()]
    assert halves == ["نیمهٔ دوم ۱۴۰۲", "نیمهٔ نخست ۱۴۰۲", "نیمهٔ دوم ۱۴۰۱", "نیمهٔ نخست ۱۴۰۱"]
    bars = [one for one in selector.css("g.bar title::text").getall() if " ۱۴۰" in one]
    assert len(bars) == 28, bars  # each month from Tir 1400 to Mehr 1402
    assert bars[1].endswith("مرداد ۱۴۰۰: ۰")


def test_days_of_different_sites_are_not_summed(database: Path) -> None:
    items = [
        article_on(n, day, site=site)
        for site in ("yjc", "tabnak")
        for n, day in enumerate((0, 10), 1)
    ]
    selector = Selector("".join(render(figures(database, items), {})))
    tiles = selector.css(".tiles li::text").getall()
    assert tiles == ["خبر", "سایت", "تازه‌ترین خبر", "صفحهٔ ناموفق"]
    assert selector.css(".tiles b::text").getall() == ["۴", "۲", "۱۱ تیر ۱۴۰۰", "۰"]
    assert [row.css("td::text")[3].get() for row in selector.css("#sites tbody tr")] == ["۹", "۹"]


def test_of_many_sites_the_largest_are_shown_in_detail(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.report.page.DETAILED", 1)
    items = [article_on(1, 0), article_on(2, 1), article_on(3, 1, site="tabnak")]
    selector = Selector("".join(render(figures(database, items), {})))
    assert selector.css("details::attr(data-site)").getall() == ["yjc"]
    names = selector.css("#sites tbody th")
    assert [name.xpath("string()").get() for name in names] == ["yjc", "tabnak"]
    assert names.css("a::attr(href)").getall() == ["#site-yjc"]
    assert "scrapy report --site" in selector.css("#sites").xpath("string()").get("")
    monkeypatch.setattr("newscrawl.report.page.DETAILED", 2)
    selector = Selector("".join(render(figures(database, []), {})))
    assert len(selector.css("details")) == 2
    assert "scrapy report --site" not in selector.css("#sites").xpath("string()").get("")
