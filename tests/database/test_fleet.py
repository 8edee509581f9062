"""The state of all sites and workers, on both databases."""

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from newscrawl.database.fleet import Fleet, fleet
from newscrawl.database.judgement import Disk, Health
from newscrawl.database.reports import reading, status
from newscrawl.database.schema import alarms, crawls, schedule, workers
from tests.conftest import Database, on_both, url_of
from tests.database.test_read_only import freeze_folder, without_rights
from tests.fleets import HOUR, PROBLEM, alarm, crawl, make_fleet, scheduled, worker, write

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def at_this_moment() -> None:
    """This module may have been imported half an hour ago."""
    global NOW
    NOW = datetime.now(UTC).replace(microsecond=0)


def read(database: Database, site: str | None = None) -> Fleet:
    with reading(url_of(database)) as connection:
        return fleet(connection, site)


@on_both
def test_a_fleet_of_760_sites(database: Database) -> None:
    now = make_fleet(database)
    found = read(database)
    assert found.verdict == "748 well, 9 late, 3 in alarm, worker last seen 2 min ago"
    assert found.counts == {Health.ALARM: 3, Health.LATE: 9, Health.WELL: 748}
    assert (found.problems, found.is_in_alarm, found.scheduled) == ([], True, 760)
    # The worst first, of these the longest.
    names = [one.site for one in found.sites]
    worst = [2, 1, 0, *range(11, 2, -1)]
    assert names[:12] == [f"site{number:03}" for number in worst]
    assert names[12:] == [f"site{number:03}" for number in range(12, 760)]
    first, last = found.sites[0], found.sites[-1]
    assert (first.why, first.since, first.alarms) == (PROBLEM, now - 3 * HOUR, 1)
    assert (last.state, last.why, last.since, last.lag) == (Health.WELL, None, None, 0)
    assert (last.articles, last.newest_at) == (2, now - HOUR)
    assert (last.failures, last.absent) == ({"HTTP 500": 1}, 2)
    assert (last.waiting, last.pending) == (1, 0)
    assert last.due_at == now + timedelta(minutes=759 % 60)
    assert last.last_success_at == now - HOUR + timedelta(minutes=3)
    late = found.sites[3]
    assert 12 * 3600 <= late.lag < 12 * 3600 + 600
    assert [(one.name, one.slots, one.crawling) for one in found.workers] == [("host:12:ab", 8, 3)]


@on_both
def test_one_site_is_told_with_all_workers(database: Database) -> None:
    make_fleet(database, 20)
    found = read(database, "site004")
    assert [(one.site, one.state) for one in found.sites] == [("site004", Health.LATE)]
    assert len(found.workers) == 1


@on_both
def test_an_empty_archive(database: Database) -> None:
    found = read(database)
    assert (found.sites, found.workers, found.is_in_alarm) == ([], [], False)
    assert found.verdict == "0 well, 0 in alarm"


@on_both
def test_a_site_of_the_schedule_is_known_before_its_first_crawl(database: Database) -> None:
    write(database, {schedule: [scheduled("yjc", NOW - 2 * HOUR)]})
    found = read(database)
    assert [(one.site, one.state, one.since) for one in found.sites] == [
        ("yjc", Health.LATE, NOW - 2 * HOUR)
    ]
    assert found.verdict == "0 well, 1 late, 0 in alarm, no worker was ever seen"
    assert [one.what for one in found.problems] == ["worker"]


@on_both
def test_a_site_that_was_crawled_by_hand_is_never_late(database: Database) -> None:
    rows = [crawl(1, "yjc", NOW - timedelta(days=400)), crawl(2, "tabnak", NOW - HOUR)]
    write(database, {crawls: rows, schedule: [scheduled("tabnak", NOW + HOUR)]})
    found = read(database)
    assert {one.site: one.state for one in found.sites} == {
        "yjc": Health.WELL,
        "tabnak": Health.WELL,
    }
    said = "2 well, 0 late, 0 in alarm, 1 not scheduled, no worker was ever seen"
    assert found.verdict == said
    assert found.problems == []


@on_both
def test_the_last_success_is_of_a_crawl_that_did_its_job(database: Database) -> None:
    hours = [NOW - n * HOUR for n in range(9)]
    rows = [
        crawl(1, "yjc", hours[8]),
        crawl(2, "yjc", hours[7], finish_reason="site_unreachable"),
        crawl(3, "yjc", hours[6], finish_reason=None, finished_at=None),  # killed
        crawl(4, "yjc", hours[5], scope=None),  # of single pages
        crawl(5, "yjc", hours[4]),  # came to its end, but no page could be read
        crawl(6, "yjc", hours[3], scope="codes", finish_reason="shutdown"),
    ]
    stands = [alarm("yjc", hours[4] + timedelta(minutes=3))]
    write(database, {crawls: rows, alarms: stands})
    (found,) = read(database).sites
    assert found.last_success_at == hours[8] + timedelta(minutes=3)
    assert found.last_crawl_at == hours[3]
    # The alarm of one scope says nothing about another one.
    write(database, {crawls: [crawl(7, "yjc", hours[2], scope="sitemap")]})
    (found,) = read(database).sites
    assert found.last_success_at == hours[2] + timedelta(minutes=3)


@on_both
def test_other_alarms_do_not_make_a_crawl_a_failure(database: Database) -> None:
    rows = [crawl(1, "yjc", NOW - HOUR)]
    stands = [alarm("yjc", NOW - 9 * HOUR, monitor="coverage of lead", problem="no lead")]
    write(database, {crawls: rows, alarms: stands})
    (found,) = read(database).sites
    assert found.last_success_at == NOW - HOUR + timedelta(minutes=3)
    assert (found.state, found.why) == (Health.ALARM, "no lead")


@on_both
def test_several_entries_of_a_site(database: Database) -> None:
    entries = [
        scheduled("yjc", NOW + HOUR, name="new"),
        scheduled(
            "yjc", NOW - 9 * HOUR, name="nightly", every=86_400, failures=1, problem="exit 1"
        ),
    ]
    write(database, {schedule: entries})
    (found,) = read(database).sites
    assert (found.state, found.scheduled, found.failed_crawls) == (Health.LATE, 2, 1)
    assert (found.why, found.due_at) == ("nightly: its crawl is overdue", NOW - 9 * HOUR)


@on_both
def test_dead_workers_are_told(database: Database) -> None:
    seen = [worker("a:1:x", NOW - HOUR), worker("b:2:y", NOW)]
    write(database, {schedule: [scheduled("yjc", NOW + HOUR)], workers: seen})
    found = read(database)
    assert [(one.what, one.since) for one in found.problems] == [("worker", NOW - HOUR)]
    assert found.is_in_alarm
    assert found.seen_at == NOW


def test_the_disk_of_the_archive(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free, total = 2 * 10**9, 100 * 10**9

    monkeypatch.setattr("shutil.disk_usage", lambda folder: Usage)
    found = read(database)
    assert found.disk == Disk(str(database.parent.resolve()), 2 * 10**9, 100 * 10**9)
    assert [(one.what, one.why) for one in found.problems] == [
        ("disk", f"only 2.0 GB (2%) are free in {found.disk.folder}")
    ]
    assert found.verdict.endswith(", 2.0 GB of disk free")


def test_a_read_only_archive_in_a_folder_that_cannot_be_written(folder: Path) -> None:
    database = folder / "news.db"
    make_fleet(database, 5, 1, 1)
    freeze_folder(database)
    with without_rights():
        found = read(database)
    assert found.verdict.startswith("3 well, 1 late, 1 in alarm")
    assert found.disk is not None
    assert found.disk.folder == str(folder.resolve())


def test_it_neither_locks_nor_waits_for_a_writer(database: Path) -> None:
    make_fleet(database, 5, 1, 1)
    with sqlite3.connect(database, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM alarms")
        began = time.monotonic()
        with reading(url_of(database)) as connection:
            assert fleet(connection).counts[Health.ALARM] == 1
            writer.execute("COMMIT")
        assert time.monotonic() - began < 30


def test_it_walks_over_no_wide_row(database: Path) -> None:
    """What is counted is counted in indexes: SQLite says so of each of its loops."""
    make_fleet(database, 5, 1, 1)
    plans: list[str] = []
    with reading(url_of(database)) as connection:

        def explain(conn: sa.Connection, cursor: object, statement: str, values: object,
                    context: object, many: bool) -> None:  # fmt: skip
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                driver = conn.connection.driver_connection
                assert driver is not None
                rows = driver.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
                plans.extend(row[-1] for row in rows)

        sa.event.listen(connection.engine, "before_cursor_execute", explain)
        fleet(connection)
        status(connection)
    wide = ("articles", "crawls", "failures", "frontier", "pages")
    scans = [plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in wide]
    assert all("COVERING INDEX" in plan for plan in scans), scans
    assert any("SEARCH articles USING COVERING INDEX" in plan for plan in plans)
