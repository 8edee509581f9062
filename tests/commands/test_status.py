"""``scrapy status``."""

import json
import re
from datetime import UTC, datetime

import pytest

from newscrawl.cli.output import local
from newscrawl.database.schema import schedule, workers
from newscrawl.items import Failure, Total
from tests.builders import MOMENT, article, store, writing
from tests.conftest import Database, Scrapy, on_both
from tests.fleets import HOUR, PROBLEM, make_fleet, scheduled, worker, write


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
    assert first.pop("last_crawl_at") == killed["started_at"]
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
        "comments": 0,
        "archive_days": [],
        "absent": 1,
        "state": "well",
        "why": None,
        "since": None,
        "last_success_at": None,  # it was a crawl of single pages
        "scheduled": 0,
        "crawl_due_at": None,
        "lag": 0.0,
        "is_under_way": False,
        "failed_crawls": 0,
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


@on_both
@pytest.mark.usefixtures("filled")
def test_pages_that_a_site_does_not_have_are_no_failures(command: Scrapy) -> None:
    shown = command("status", "asriran").stdout
    table = shown[shown.index("\nFailures") : shown.index("asriran: 1 page that")]
    assert "«خطا»" in table
    assert "HTTP 404" not in table
    assert "asriran: 1 page that the site does not have\n" in shown


# -- the fleet -------------------------------------------------------------------------


@on_both
def test_760_sites_fit_a_screen(scrapy: Scrapy, database: Database) -> None:
    make_fleet(database)
    result = scrapy("status")
    assert (result.returncode, result.stderr) == (3, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "748 well, 9 late, 3 in alarm, worker last seen 2 min ago"
    assert lines[1].startswith("Needs a person (Gregorian, Tehran's time)")
    assert [line.split()[:2] for line in lines[2:6]] == [
        ["site002", "alarm"],
        ["site001", "alarm"],
        ["site000", "alarm"],
        ["site011", "late"],
    ]
    assert PROBLEM in lines[2]
    assert "(3 h)" in lines[2]
    assert len(lines) == 2 + 12
    assert max(map(len, lines)) <= 160


@on_both
def test_more_than_fits_is_counted_and_shown_by_all(command: Scrapy, database: Database) -> None:
    make_fleet(database, 60, 40, 1)
    lines = command("status").stdout.splitlines()
    assert len(lines) == 2 + 15 + 1
    assert lines[-1] == " and 26 more: see --all"
    shown = command("status", "--all").stdout
    assert all(f" site{number:03}  late " in shown for number in range(1, 41))
    assert "│ site059 │" in shown  # in the table of sites


@on_both
def test_all_is_well(command: Scrapy, database: Database) -> None:
    make_fleet(database, 3, 0, 0)
    result = command("status")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "3 well, 0 late, 0 in alarm, worker last seen 2 min ago"
    assert "Needs a person" not in result.stdout
    assert "│ site002 │" in result.stdout  # few sites have room on a screen


@on_both
def test_the_exit_code_of_one_site_is_its_own(command: Scrapy, database: Database) -> None:
    now = make_fleet(database, 20)
    alarmed, late, well = (command("status", f"site{n:03}") for n in (0, 3, 19))
    assert [one.returncode for one in (alarmed, late, well)] == [3, 0, 0]
    since = local(now - HOUR)
    assert alarmed.stdout.startswith(f"site000: in alarm since {since}: {PROBLEM}\n")
    assert late.stdout.startswith(f"site003: late since {local(now - 4 * HOUR)}: its crawl is ")
    assert well.stdout.startswith("site019: well\nsite019: last good crawl ")
    assert command("status", "site000", "--json").returncode == 3


@on_both
def test_a_dead_worker_is_an_alarm(command: Scrapy, database: Database) -> None:
    write(database, {schedule: [scheduled("yjc", datetime.now(UTC) + HOUR)]})
    assert command("status").returncode == 0
    write(database, {workers: [worker("a:1:x", datetime.now(UTC) - 3 * HOUR)]})
    result = command("status")
    assert result.returncode == 3
    assert "worker a:1:x has not been seen for 3 h" in result.stdout
    assert command("status", "yjc").returncode == 0


@on_both
def test_sites_of_the_schedule_without_anything_stored(command: Scrapy, database: Database) -> None:
    due_at = datetime.now(UTC).replace(microsecond=0) - 9 * HOUR
    write(database, {schedule: [scheduled("yjc", due_at)]})
    result = command("status", "--json")
    (found,) = json.loads(result.stdout)
    assert (found["site"], found["articles"], found["state"]) == ("yjc", 0, "late")
    assert datetime.fromisoformat(found["since"]) == due_at
    assert found["crawl_due_at"] == found["since"]
    assert 9 * 3600 <= found["lag"] < 9 * 3600 + 600
    assert result.returncode == 3  # no worker is running


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
        (["asriran", "--all"], 2, "--all is for all sites: leave it out, or 'asriran'"),
        (["--jsn"], 2, "expected the name of one site"),
        (["-s", "DATABASE_URL=sqlite:////no/such/news.db"], 1, "no directory /no/such"),
    ],
)
def test_errors_are_one_line(command: Scrapy, arguments: list[str], code: int, says: str) -> None:
    result = command("status", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
