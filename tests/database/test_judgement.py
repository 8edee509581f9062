"""Whether a site is well, late or in alarm."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newscrawl.database.judgement import (
    FAILING,
    SILENCE,
    Disk,
    DueEntry,
    FleetWorker,
    Health,
    Judgement,
    StandingAlarm,
    judge_fleet,
    judge_site,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entry(due_in: timedelta, **values: Any) -> DueEntry:
    given = {"name": "crawl", "every": 3600, "taken_until": None, "failures": 0, "problem": None}
    return DueEntry(**{**given, "due_at": NOW + due_in, **values})


def judge(*entries: DueEntry, alarms: Any = (), success: Any = None) -> Judgement:
    return judge_site(alarms, entries, success, NOW)


def test_a_site_without_a_schedule_is_never_late() -> None:
    assert judge(success=NOW - timedelta(days=900)) == Judgement(Health.WELL)


def test_a_site_is_late_when_its_crawl_is_overdue_for_longer_than_workers_may_be_busy() -> None:
    assert judge(entry(-HOUR / 3)).state == Health.WELL
    assert judge(entry(-HOUR)) == Judgement(Health.LATE, "its crawl is overdue", NOW - HOUR)
    assert judge(entry(-HOUR, every=86_400)).state == Health.WELL
    assert judge(entry(-3 * HOUR, every=7 * 86_400)).state == Health.LATE


def test_a_site_is_late_if_any_of_its_entries_is() -> None:
    found = judge(entry(HOUR, name="new"), entry(-9 * HOUR, name="nightly", every=86_400))
    assert found == Judgement(Health.LATE, "nightly: its crawl is overdue", NOW - 9 * HOUR)


def test_a_crawl_that_a_worker_is_at_is_not_late() -> None:
    assert judge(entry(-9 * HOUR, taken_until=NOW + HOUR)).state == Health.WELL
    gone = judge(entry(-9 * HOUR, taken_until=NOW - HOUR))
    assert (gone.state, gone.why) == (
        Health.LATE,
        "its crawl is overdue: the worker that had it is gone",
    )


def test_a_worker_that_holds_a_site_until_next_year_had_a_wrong_clock() -> None:
    assert judge(entry(-9 * HOUR, taken_until=NOW + timedelta(days=365))).state == Health.LATE


def test_a_long_crawl_that_keeps_another_one_waiting_says_so() -> None:
    found = judge(
        entry(-9 * HOUR, name="codes", taken_until=NOW + HOUR), entry(-5 * HOUR, name="new")
    )
    why = "new: its crawl is overdue, because another crawl of it is under way"
    assert found == Judgement(Health.LATE, why, NOW - 5 * HOUR)


def test_crawls_that_fail_again_and_again_are_an_alarm() -> None:
    once = judge(entry(HOUR, failures=1, problem="exit code 1"))
    assert (once.state, once.since) == (Health.WELL, None)
    assert once.why == "the last crawl failed, and it is tried again: exit code 1"
    often = entry(HOUR, failures=FAILING, problem="killed by SIGKILL")
    why = "3 crawls in a row failed: killed by SIGKILL"
    assert judge(often, success=NOW - HOUR) == Judgement(Health.ALARM, why, NOW - HOUR)
    # Whose success it was is unknown.
    both = judge(often, entry(HOUR, name="new"), success=NOW - HOUR)
    assert both == Judgement(Health.ALARM, f"crawl: {why}", None)


def test_an_alarm_that_stands_is_told_first_and_the_oldest_of_them() -> None:
    alarms = [StandingAlarm("HTTP 503", NOW - 9 * HOUR), StandingAlarm("no lead", NOW)]
    found = judge(entry(-99 * HOUR), alarms=alarms)
    assert found == Judgement(Health.ALARM, "HTTP 503 (and 1 more)", NOW - 9 * HOUR)


# -- workers and disk ----------------------------------------------------------------


def worker(name: str, seen: timedelta, started: timedelta = 99 * HOUR) -> FleetWorker:
    return FleetWorker(name, NOW - started, NOW - seen, 8, 2)


def problems(*workers: FleetWorker, scheduled: int = 3, overdue: Any = ()) -> list[str]:
    return [one.why for one in judge_fleet(workers, scheduled, overdue, None, NOW)]


def test_a_worker_that_is_silent_is_dead_while_anything_is_scheduled() -> None:
    assert problems(worker("a:1", SILENCE)) == []
    assert problems(worker("a:1", 3 * HOUR)) == ["worker a:1 has not been seen for 3 h"]
    assert problems(worker("a:1", 3 * HOUR), scheduled=0) == []


def test_a_worker_that_was_started_again_is_not_missed() -> None:
    dead, again = worker("a:1", 3 * HOUR), worker("a:2", timedelta(), 2 * HOUR)
    assert problems(dead, again) == []
    assert problems(dead, worker("b:2", timedelta(), 2 * HOUR)) != []
    assert problems(dead, worker("a:2", timedelta(), 5 * HOUR)) != []


def test_of_workers_that_died_again_and_again_the_last_is_missed() -> None:
    workers = (worker("a:1", 3 * HOUR, 4 * HOUR), worker("a:2", HOUR, 2 * HOUR))
    assert problems(*workers) == ["worker a:2 has not been seen for 1 h"]


def test_a_worker_is_not_missed_for_ever() -> None:
    assert problems(worker("a:1", timedelta(days=8))) == []


def test_no_worker_at_all_is_told_once_something_is_overdue() -> None:
    assert problems() == []
    told = judge_fleet([], 3, [NOW - HOUR, NOW - 5 * HOUR], None, NOW)
    assert [(one.what, one.since) for one in told] == [("worker", NOW - 5 * HOUR)]
    assert problems(worker("a:1", timedelta()), overdue=[NOW - HOUR]) == []
    # It was dead for longer than dead workers are told of.
    assert len(problems(worker("a:1", timedelta(days=30)), overdue=[NOW - HOUR])) == 1


@pytest.mark.parametrize(
    ("free", "total", "is_told"),
    [
        (4 * 10**9, 100 * 10**9, True),
        (4 * 10**9, 20 * 10**9, False),  # a fifth is free
        (50 * 10**9, 1000 * 10**9, False),  # 50 GB are enough for a while
        (0, 0, False),  # a file system that does not say
    ],
)
def test_a_disk_that_is_nearly_full(free: int, total: int, is_told: bool) -> None:
    told = judge_fleet([], 0, [], Disk("/data", free, total), NOW)
    assert [one.why for one in told] == (["only 4.0 GB (4%) are free in /data"] if is_told else [])
