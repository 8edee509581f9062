"""``scrapy status``."""

import json
import re

import pytest

from newscrawl.items import Failure, Total
from tests.builders import MOMENT, article, store, writing
from tests.conftest import Database, Scrapy, on_both


@pytest.fixture
def filled(database: Database) -> None:
    """An archive with two sites; a crawl of the first finished, another was killed."""
    dated = {"published_at": MOMENT, "published_jalali": "1400-04-22"}
    store(
        database,
        article(1, "asriran", **dated),
        article(2, "asriran", **dated),
        article(1, "yjc", **dated),
        Failure("asriran", "https://asriran.ir/fa/news/2", "HTTP 404", "2", 404, MOMENT, True),
        Total("asriran", "api", 43050, MOMENT),
        Failure("asriran", "https://asriran.ir/9", "«خطا»", "9", 500, MOMENT),
    )
    with writing(database) as archive:
        archive.finish_crawl(archive.start_crawl("asriran", {"discover": "rss"}), "finished", {})
        archive.start_crawl("asriran", {})


@on_both
@pytest.mark.usefixtures("filled")
def test_json(command: Scrapy) -> None:
    result = command("status", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    assert "«خطا»" in result.stdout
    first, second = json.loads(result.stdout)
    killed, finished = first.pop("last_runs")
    assert first == {
        "site": "asriran",
        "articles": 2,
        "newest": MOMENT,
        "newest_jalali": "1400-04-22",
        "pending": 0,
        "waiting": 0,
        "due_at": None,
        "leased": 0,
        "done": 0,
        "failed": 0,
        "failures": {"HTTP 404": 1, "«خطا»": 1},
        "vanished": 1,
        "alarms": [],
        "totals": {"api": 43050},
        "archive_days": [],
    }
    assert (killed["run"], killed["finished_at"], killed["finish_reason"]) == (2, None, None)
    assert (finished["finish_reason"], finished["arguments"]) == ("finished", {"discover": "rss"})
    assert (second["site"], second["articles"], second["last_runs"]) == ("yjc", 1, [])
    assert json.loads(command("status", "yjc", "--json").stdout) == [second]


@on_both
@pytest.mark.usefixtures("filled")
def test_tables(command: Scrapy) -> None:
    shown = command("status", "asriran").stdout
    assert "1400-04-22 19:08" in shown
    assert "killed or running" in shown
    assert "yjc" not in shown
    assert "asriran: stored 2 of 43,050 that the site names (api)" in shown


PAGES = {"downloader/response_status_count/200": 5}
#: Stats of a crawl and why it ended → what it came to: new, changed, failed, exit.
ENDS = [
    (
        {"start_time": "2021-07-13", "newscrawl/new": 3, "newscrawl/changed": 2},
        "finished",
        {},
        (3, 2, 0, 0),
    ),
    ({"newscrawl/new": 3, "newscrawl/failure": 1}, "shutdown", {}, (3, 0, 1, 1)),
    ({"newscrawl/new": 1}, "finished", {"failures": "40 % fail"}, (1, 0, 0, 3)),
    ({"newscrawl/failure": 4}, "finished", {"failures": "40 % fail"}, (0, 0, 4, 1)),
    (
        {**PAGES, "newscrawl/new": 5, "newscrawl/absent": 9},
        "finished",
        {"failures": None},
        (5, 0, 0, 0),
    ),
]


@on_both
@pytest.mark.parametrize("place", range(len(ENDS)))
def test_what_the_last_crawls_came_to(command: Scrapy, database: Database, place: int) -> None:
    with writing(database) as archive:
        for stats, reason, findings, _ in ENDS[: place + 1]:
            archive.finish_crawl(archive.start_crawl("yjc", {}, ""), reason, stats, findings)
    run = json.loads(command("status", "yjc", "--json").stdout)[0]["last_runs"][0]
    new, changed, failed, code = ENDS[place][-1]
    assert (run["new"], run["changed"], run["failed"], run["exit"]) == (new, changed, failed, code)
    assert run["seconds"] in (0, 1)
    assert "stats" not in run


@on_both
@pytest.mark.usefixtures("filled")
def test_a_crawl_that_was_killed_came_to_nothing_known(command: Scrapy) -> None:
    killed, finished = json.loads(command("status", "asriran", "--json").stdout)[0]["last_runs"]
    names = ("new", "changed", "failed", "absent", "seconds", "exit")
    assert [killed[name] for name in names] == [None] * 6
    assert finished["exit"] == 0


@on_both
@pytest.mark.usefixtures("filled")
def test_each_table_has_one_calendar(command: Scrapy) -> None:
    text = command("status", "asriran").stdout
    for table in text.split("\n\n" if "\n\n" in text else "└"):
        years = {found[:2] for found in re.findall(r"\b(?:14|20)\d\d-\d\d-\d\d", table)}
        assert len(years) <= 1
        assert all(({"14": "Jalali", "20": "Gregorian"}[year]) in table for year in years)


@on_both
def test_a_site_without_anything(command: Scrapy, url: str) -> None:
    assert command("status").stdout.startswith(f"The archive is empty: {url.split('//')[0]}//")
    result = command("status", "yjc", "--json")
    assert (result.returncode, json.loads(result.stdout)[0]["articles"]) == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["asrirann"], 2, "unknown site 'asrirann': did you mean 'asriran'?"),
        (["asriran", "yjc"], 2, "expected the name of one site"),
        (["--jsn"], 2, "expected the name of one site"),
        (["-s", "DATABASE_URL=sqlite:////no/such/news.db"], 1, "no directory /no/such"),
    ],
)
def test_errors_are_one_line(command: Scrapy, arguments: list[str], code: int, says: str) -> None:
    result = command("status", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
