"""The page of the fleet."""

import re
from datetime import UTC, datetime
from pathlib import Path

from parsel import Selector

from newscrawl.database.fleet import fleet
from newscrawl.database.reports import reading
from newscrawl.database.schema import alarms, schedule, workers
from newscrawl.report.fleetpage import fleet_part, render_fleet
from tests.conftest import url_of
from tests.fleets import HOUR, PROBLEM, alarm, make_fleet, scheduled, worker, write

BAD = "<script>alert()</script>"


def page(database: Path, titles: dict[str, str] | None = None) -> str:
    with reading(url_of(database)) as connection:
        return "".join(render_fleet(fleet(connection), titles or {}))


def test_760_sites_on_one_page_that_needs_nothing_else_and_runs_nothing(database: Path) -> None:
    now = make_fleet(database)
    write(database, {alarms: [alarm("site700", now, problem=BAD)]})
    text = page(database, {"site002": "باشگاه"})
    selector = Selector(text)
    addresses = selector.xpath("//@src | //@href | //@*[name()='xlink:href']").getall()
    assert addresses == ["data:,"]
    assert not any(bad in text for bad in ("<script", "url(", "@import"))
    assert selector.css(".tiles b::text").getall()[:3] == ["۷۴۷", "۹", "۴"]
    told = selector.css(".attention li")
    assert len(told) == 13
    assert told[0].css("b bdi::text").get() == "باشگاه"
    assert told[0].css("p bdi::text").get() == PROBLEM
    assert "(۳ ساعت)" in told[0].css(".soft::text").get("")
    assert told[3].css("p bdi::text").get() == BAD
    assert len(selector.css("#sites tbody tr")) == 760
    html = selector.css("html")[0]
    assert (html.attrib["lang"], html.attrib["dir"]) == ("fa", "rtl")


def test_numbers_and_days_are_persian(database: Path) -> None:
    make_fleet(database, 3, 1, 1)
    selector = Selector(page(database, {f"site{n:03}": "سایت" for n in range(3)}))
    shown = " ".join(selector.xpath("//body//text()[not(ancestor::bdi)]").getall())
    assert re.findall("[0-9]+", shown) == []
    assert "۲ دقیقه پیش" in shown


def test_dead_workers_stand_first(database: Path) -> None:
    now = make_fleet(database, 3, 1, 1)
    write(database, {workers: [worker("b:1:x", now - 3 * HOUR)]})
    selector = Selector(page(database))
    first = selector.css(".attention li")[0]
    assert first.css("b::text").get() == "کارگر"
    assert first.css("p bdi::text").get() == "worker b:1:x has not been seen for 3 h"
    assert selector.css("#workers td.bad::text").getall() == ["۳ ساعت پیش"]


def test_all_is_well(database: Path) -> None:
    make_fleet(database, 3, 0, 0)
    selector = Selector(page(database))
    assert selector.css("#attention").get() is None
    assert selector.css(".good::text").get() == "هیچ سایتی نیازمند رسیدگی نیست."


def test_an_empty_archive(database: Path) -> None:
    selector = Selector(page(database))
    assert selector.css("main p::text").getall() == ["بایگانی خالی است."]


def test_a_part_of_somebody_elses_page_may_link_its_sites(database: Path) -> None:
    make_fleet(database, 1, 0, 0)
    with reading(url_of(database)) as connection:
        part = fleet_part(fleet(connection), {}, lambda site: f"/a?site={site}&b=1")
    assert Selector(str(part)).css("#sites a::attr(href)").getall() == ["/a?site=site000&b=1"]


def test_no_worker_was_ever_seen(database: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    write(database, {schedule: [scheduled("yjc", now - 9 * HOUR)]})
    selector = Selector(page(database))
    assert selector.css(".tiles b::text").getall()[3] == "هرگز"
    assert len(selector.css(".attention li")) == 2
