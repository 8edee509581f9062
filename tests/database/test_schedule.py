from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock, Thread
from time import process_time
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, schedule
from newscrawl.database.dialect import clock
from newscrawl.persian.calendar import in_tehran
from tests.conftest import Query, on_both

pytestmark = on_both


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    with engine.begin() as connection:
        schedule.add(connection, ["a", "b", "c"], 3600, {"discover": "rss"})
    yield engine
    engine.dispose()


def take(engine: sa.Engine, worker: str, count: int, seconds: float = 60, **more: Any) -> list[str]:
    with engine.begin() as connection:
        taken = schedule.take(connection, worker, count, seconds, **more)
        return sorted(entry.site for entry in taken)


def finish(engine: sa.Engine, worker: str, site: str, problem: str | None) -> None:
    with engine.begin() as connection:
        schedule.finish(connection, worker, (site, "crawl"), problem)


def entry(engine: sa.Engine, site: str) -> schedule.Entry:
    with engine.begin() as connection:
        return next(entry for entry in schedule.entries(connection) if entry.site == site)


def test_workers_divide_the_sites(engine: sa.Engine) -> None:
    assert take(engine, "one", 2) == ["a", "b"]
    assert take(engine, "two", 2) == ["c"]
    assert take(engine, "three", 2) == []


def test_a_worker_does_not_wait_for_one_that_is_taking(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        return  # where one writes at a time
    with engine.begin() as connection:
        assert len(schedule.take(connection, "one", 2, 60)) == 2
        assert take(engine, "two", 2) == ["c"]


def test_what_a_dead_worker_had_is_taken_over(engine: sa.Engine) -> None:
    assert take(engine, "dead", 3, seconds=-5) == ["a", "b", "c"]
    assert take(engine, "alive", 1) == ["a"]
    finish(engine, "dead", "a", None)  # it was not dead after all
    assert entry(engine, "a").taken_by == "alive"
    with engine.begin() as connection:
        schedule.hold(connection, "dead", [("a", "crawl")], 60)
    assert take(engine, "alive", 3) == ["b", "c"]
    assert take(engine, "third", 3) == []


def test_a_good_crawl_is_followed_by_the_next_at_its_time(engine: sa.Engine) -> None:
    take(engine, "one", 1)
    finish(engine, "one", "a", None)
    found = entry(engine, "a")
    assert found.started_at is not None
    assert found.due_at - found.started_at == timedelta(hours=1)
    assert (found.taken_by, found.failures) == (None, 0)
    assert take(engine, "one", 3) == ["b", "c"]


def test_a_site_that_fails_is_left_alone_for_longer_and_longer(
    engine: sa.Engine, query: Any
) -> None:
    hours = []
    for _ in range(7):
        assert take(engine, "one", 1, only=["a"]) == ["a"]
        finish(engine, "one", "a", "exit code 1")
        found = entry(engine, "a")
        assert found.started_at is not None
        hours.append((found.due_at - found.started_at) / timedelta(hours=1))
        with engine.begin() as connection:
            due = {"due_at": clock(connection)}
            connection.execute(schedule.schedule.update().values(due))
    assert hours == [2, 4, 8, 16, 24, 24, 24]
    assert (found.failures, found.problem) == (7, "exit code 1")
    take(engine, "one", 1, only=["a"])
    finish(engine, "one", "a", None)
    assert (entry(engine, "a").failures, entry(engine, "a").problem) == (0, None)


def test_what_is_put_back_is_due_at_once_or_after_a_pause(engine: sa.Engine) -> None:
    assert take(engine, "one", 2) == ["a", "b"]
    with engine.begin() as connection:
        schedule.put_back(connection, "one", ("a", "crawl"))
        schedule.put_back(connection, "one", ("b", "crawl"), timedelta(minutes=1))
    assert take(engine, "two", 3) == ["a", "c"]


def test_scheduling_again_changes_how(engine: sa.Engine) -> None:
    take(engine, "one", 1)
    finish(engine, "one", "a", "exit code 1")
    with engine.begin() as connection:
        schedule.add(connection, ["a"], 60, {})
        assert schedule.missing(connection, ["a", "d"]) == ["d"]
    found = entry(engine, "a")
    assert (found.every, found.arguments, found.failures) == (60, {}, 0)
    assert take(engine, "one", 1, only=["a"]) == ["a"]


def add(engine: sa.Engine, site: str, name: str, every: int = 3600, **more: Any) -> None:
    with engine.begin() as connection:
        schedule.add(connection, [site], every, {"discover": name}, name=name, **more)


def keys(engine: sa.Engine, worker: str, count: int, **more: Any) -> list[schedule.Key]:
    with engine.begin() as connection:
        return [entry.key for entry in schedule.take(connection, worker, count, 60, **more)]


def put_off(query: Query, key: schedule.Key, column: str, minutes: float) -> None:
    moment = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(timespec="seconds")
    query(f"UPDATE schedule SET {column} = ? WHERE site = ? AND name = ?", moment, *key)


def listed(engine: sa.Engine) -> dict[schedule.Key, schedule.Entry]:
    with engine.begin() as connection:
        return {entry.key: entry for entry in schedule.entries(connection)}


def test_two_entries_of_a_site_are_taken_one_after_the_other(
    engine: sa.Engine, query: Query
) -> None:
    add(engine, "a", "codes", 7 * 86_400)
    put_off(query, ("a", "codes"), "due_at", -61)
    assert keys(engine, "one", 9) == [("a", "codes"), ("b", "crawl"), ("c", "crawl")]
    assert keys(engine, "two", 9) == []
    with engine.begin() as connection:
        schedule.finish(connection, "one", ("a", "codes"), "exit code 1")
    assert keys(engine, "two", 9) == [("a", "crawl")]
    with engine.begin() as connection:
        schedule.finish(connection, "two", ("a", "crawl"), None)
    found = listed(engine)
    assert (found["a", "codes"].failures, found["a", "codes"].problem) == (1, "exit code 1")
    assert (found["a", "crawl"].failures, found["a", "crawl"].problem) == (0, None)
    assert found["a", "codes"].due_at - found["a", "crawl"].due_at > timedelta(days=6)


def test_no_entry_of_a_site_that_is_crawled_all_the_time_starves(
    engine: sa.Engine, query: Query
) -> None:
    """Its crawl takes an hour, so that it is due again when it is over."""
    for name in ("nightly", "codes"):
        add(engine, "a", name, 86_400)
    turns = []
    for _ in range(9):
        (key,) = keys(engine, "one", 1, only=["a"])
        turns.append(key[1])
        with engine.begin() as connection:
            schedule.finish(connection, "one", key, None)
            for entry in schedule.entries(connection):  # an hour passes
                moment = entry.due_at - timedelta(hours=1)
                where = (schedule.schedule.c.site == entry.site) & (
                    schedule.schedule.c.name == entry.name
                )
                connection.execute(schedule.schedule.update().where(where).values(due_at=moment))
    assert turns[0] == "crawl"
    assert {"nightly", "codes"} <= set(turns[:5])
    assert turns[5:] == ["crawl"] * 4


def test_news_do_not_wait_for_all_revisits_but_these_not_for_ever(
    engine: sa.Engine, query: Query
) -> None:
    sites = [f"s{number}" for number in range(20)]
    with engine.begin() as connection:
        schedule.add(connection, sites, 86_400, {}, name="nightly")
    for site in sites:
        put_off(query, (site, "nightly"), "due_at", -30)
    assert keys(engine, "one", 5) == [
        *((site, "crawl") for site in "abc"), ("s0", "nightly"), ("s1", "nightly"),
    ]  # fmt: skip
    with engine.begin() as connection:
        for site in "abc":
            schedule.put_back(connection, "one", (site, "crawl"))
    put_off(query, ("s7", "nightly"), "due_at", -90)
    assert keys(engine, "one", 2) == [("s7", "nightly"), ("a", "crawl")]


def test_a_worker_does_not_take_an_entry_of_a_site_that_another_is_taking(
    engine: sa.Engine,
) -> None:
    if engine.dialect.name == "sqlite":
        return  # where one writes at a time
    add(engine, "a", "nightly")
    with engine.begin() as connection:
        assert [one.key for one in schedule.take(connection, "one", 1, 60)] == [("a", "crawl")]
        assert keys(engine, "two", 9) == [("b", "crawl"), ("c", "crawl")]
    assert keys(engine, "two", 9) == []


def test_many_workers_at_once_never_have_two_entries_of_a_site(engine: sa.Engine, url: str) -> None:
    sites = [f"s{number}" for number in range(20)]
    for name in ("crawl", "nightly", "codes"):
        with engine.begin() as connection:
            schedule.add(connection, sites, 3600, {}, name=name)
    held: Counter[str] = Counter()
    problems: list[str] = []
    done: list[schedule.Key] = []
    lock = Lock()

    def work(worker: str) -> None:
        own = open_engine(url)
        for _ in range(40):
            with own.begin() as connection:
                taken = schedule.take(connection, worker, 3, 60, only=sites)
            with lock:
                held.update(entry.site for entry in taken)
                problems.extend(site for site, count in held.items() if count > 1)
            with lock:
                held.subtract(entry.site for entry in taken)
                done.extend(entry.key for entry in taken)
            for entry in taken:
                with own.begin() as connection:
                    schedule.finish(connection, worker, entry.key, None)
        own.dispose()

    threads = [Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert sorted(done) == sorted((s, n) for s in sites for n in ("crawl", "nightly", "codes"))


def test_the_entry_of_a_dead_worker_is_gone_on_with_before_others_of_its_site(
    engine: sa.Engine, query: Query
) -> None:
    assert take(engine, "dead", 1, seconds=-5) == ["a"]
    add(engine, "a", "nightly")
    put_off(query, ("a", "nightly"), "due_at", -600)
    assert keys(engine, "alive", 1, only=["a"]) == [("a", "crawl")]
    with engine.begin() as connection:
        schedule.finish(connection, "alive", ("a", "crawl"), None)
    assert keys(engine, "alive", 1, only=["a"]) == [("a", "nightly")]


def test_a_site_that_something_else_crawls_is_left_alone_with_all_its_entries(
    engine: sa.Engine, query: Query
) -> None:
    add(engine, "a", "nightly")
    was_due = entry(engine, "a").due_at
    (key,) = keys(engine, "one", 1, only=["a"])
    with engine.begin() as connection:
        schedule.put_back(connection, "one", key, schedule.BUSY_PAUSE)
    assert keys(engine, "two", 9) == [("b", "crawl"), ("c", "crawl")]
    found = listed(engine)[key]
    assert (found.taken_by, found.failures, found.due_at) == (None, 0, was_due)
    put_off(query, key, "taken_until", -0.1)
    assert keys(engine, "two", 9) == [key]


def test_an_entry_that_is_removed_or_added_anew_while_it_is_crawled(engine: sa.Engine) -> None:
    add(engine, "a", "nightly")
    (key,) = keys(engine, "one", 1, only=["a"])
    with engine.begin() as connection:
        assert schedule.remove(connection, ["a"], key[1]) == [key]
        schedule.hold(connection, "one", [key], 60)
    # The worker that still crawls it takes no other of its site.
    (other,) = {("a", "crawl"), ("a", "nightly")} - {key}
    assert keys(engine, "one", 1, only=["a"], without=["a"]) == []
    with engine.begin() as connection:
        schedule.finish(connection, "one", key, "exit code 1")
    assert set(listed(engine)) == {other, ("b", "crawl"), ("c", "crawl")}
    assert keys(engine, "one", 1, only=["a"]) == [other]
    # Added anew, it is the worker's as before, and does as it says now.
    with engine.begin() as connection:
        schedule.add(connection, ["a"], 60, {}, name=other[1])
    assert keys(engine, "two", 1, only=["a"]) == []
    with engine.begin() as connection:
        schedule.finish(connection, "one", other, None)
    assert listed(engine)[other].due_at - datetime.now(UTC) < timedelta(seconds=61)


def test_a_time_of_the_day_stays_through_delays_stops_and_failures(
    engine: sa.Engine, query: Query
) -> None:
    add(engine, "a", "codes", 7 * 86_400, time_of_day="03:00")
    key = ("a", "codes")
    first = listed(engine)[key].due_at
    assert f"{in_tehran(first):%H:%M}" == "03:00"
    assert timedelta() < first - datetime.now(UTC) <= timedelta(days=1)
    assert key not in keys(engine, "one", 9)
    week = timedelta(days=7)
    last = (first - 3 * week).isoformat(timespec="seconds")
    query("UPDATE schedule SET due_at = ? WHERE name = 'codes'", last)
    query("UPDATE schedule SET taken_by = NULL, taken_until = NULL")
    for problem in (None, "exit code 1"):
        assert keys(engine, "one", 1, only=["a"]) == [key]
        with engine.begin() as connection:
            schedule.put_back(connection, "one", key)  # stopped
        assert keys(engine, "one", 1, only=["a"]) == [key]
        with engine.begin() as connection:
            schedule.finish(connection, "one", key, problem)
        assert listed(engine)[key].due_at == first
        query("UPDATE schedule SET due_at = ? WHERE name = 'codes'", last)


def test_what_is_added_to_all_leaves_a_sites_own_entries(engine: sa.Engine, query: Query) -> None:
    def to_all(sites: list[str], every: int, **more: Any) -> list[str]:
        with engine.begin() as connection:
            return schedule.add_to_all(connection, sites, every, {"discover": "rss"}, **more)

    assert to_all(["a", "d", "e"], 1800) == ["a"]
    found = listed(engine)
    assert (found["a", "crawl"].every, found["a", "crawl"].is_of_all) == (3600, False)
    assert (found["d", "crawl"].every, found["d", "crawl"].is_of_all) == (1800, True)
    # Again, it changes what is of all, and only if it is different; and adds what lacks.
    query("UPDATE schedule SET failures = 2, problem = 'exit code 1'")
    assert to_all(["a", "d", "e", "f"], 1800) == ["a"]
    again = listed(engine)
    assert again["d", "crawl"].due_at == found["d", "crawl"].due_at
    assert {key[0]: one.failures for key, one in again.items()} == {
        "a": 2, "b": 2, "c": 2, "d": 2, "e": 2, "f": 0,
    }  # fmt: skip
    assert to_all(["a", "d"], 60) == ["a"]
    assert (listed(engine)["d", "crawl"].every, listed(engine)["d", "crawl"].failures) == (60, 0)
    assert listed(engine)["e", "crawl"].every == 1800
    # Another name is another entry; one's own takes the place of that of all.
    assert to_all(["a"], 86_400, name="nightly", time_of_day="02:30") == []
    add(engine, "d", "crawl")
    assert not listed(engine)["d", "crawl"].is_of_all
    assert to_all(["a", "d"], 60, replace=True) == []
    with engine.begin() as connection:
        removed = schedule.remove(connection, None, is_of_all=True)
    assert removed == [("a", "crawl"), ("a", "nightly"), *((s, "crawl") for s in "def")]
    assert set(listed(engine)) == {("b", "crawl"), ("c", "crawl")}


def test_after_a_stop_sites_come_back_to_their_places(engine: sa.Engine, query: Query) -> None:
    sites = [f"s{number}" for number in range(60)]
    with engine.begin() as connection:
        schedule.remove(connection, None)
        schedule.add_to_all(connection, sites, 1800, {})
    query("UPDATE schedule SET due_at = ?", "2021-07-13T00:00:00+00:00")
    assert len(keys(engine, "one", 4)) == 4  # what is late does not begin at once
    query("UPDATE schedule SET taken_by = NULL, taken_until = NULL")
    taken = keys(engine, "one", 99)
    for key in taken:
        with engine.begin() as connection:
            schedule.finish(connection, "one", key, None)
    moments = [one.due_at for one in listed(engine).values()]
    assert len(taken) == 60
    assert len(set(moments)) > 50
    now = datetime.now(UTC)
    assert timedelta(minutes=14) < min(moments) - now
    assert max(moments) - now < timedelta(minutes=45)


def test_taking_is_quick_with_thousands_of_entries(engine: sa.Engine, query: Query) -> None:
    sites = [f"s{number}" for number in range(760)]
    with engine.begin() as connection:
        for name, every in (("front", 1800), ("nightly", 86_400), ("codes", 604_800)):
            schedule.add_to_all(connection, sites, every, {"discover": "rss"}, name=name)
    query("UPDATE schedule SET due_at = ? WHERE name <> 'codes'", "2021-07-13T00:00:00+00:00")
    began = process_time()
    for number in range(10):
        assert len(keys(engine, f"w{number}", 8)) == 8
    assert (process_time() - began) / 10 < 0.5  # workers look every two seconds
