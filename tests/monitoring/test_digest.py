"""Once a day one message says how all sites are, whoever puts it there and whatever is killed."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.database import alarms, digests, open_engine, outbox
from newscrawl.database.outbox import destination
from newscrawl.database.schema import crawls
from newscrawl.database.schema import schedule as entries
from newscrawl.monitoring import digest
from newscrawl.monitoring.delivery import Courier, deliver, deliver_from
from newscrawl.monitoring.digest import day_of, digest_time, put_digest
from newscrawl.monitoring.notifier import Notifier
from newscrawl.persian.calendar import in_tehran, localized
from tests.builders import article, store, writing
from tests.conftest import Commands, Database, on_both, url_of
from tests.webhook import Webhook

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
URL = "json://localhost/hook"


class Clock:
    """What the database says that it is."""

    now = NOW

    def __call__(self, connection: sa.Connection) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in ("monitoring.digest", "database.fleet"):
        monkeypatch.setattr(f"newscrawl.{module}.clock", clock)
    return clock


def at(moment: datetime) -> time:
    """The time of a day in Tehran."""
    return in_tehran(moment).time().replace(second=0, microsecond=0)


def messages(engine: sa.Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        query = sa.select(outbox.outbox.c.title, outbox.outbox.c.body).order_by(outbox.outbox.c.id)
        return [tuple(row) for row in connection.execute(query)]  # type: ignore[misc]


def fill(database: Database) -> None:
    """Sites that are well, late and in alarm; an alarm that is over; old and new articles."""
    old, new = (NOW - 30 * HOUR).isoformat(), (NOW - HOUR).isoformat()
    store(database, *(article(n, fetched_at=old) for n in range(5)))
    with writing(database) as archive:
        before = archive.start_crawl("yjc", {}, "front")
        archive.finish_crawl(before, "finished", {})
    # A crawl of the day before yesterday, which knew two of the old ones.
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        values = {"started_at": NOW - 31 * HOUR, "finished_at": NOW - 30 * HOUR, "newest_id": 2}
        connection.execute(crawls.update().where(crawls.c.run == before).values(values))
        for name, problem, moment in (
            ("isna", "3 new articles in 24 hours, usually 50", NOW - 3 * HOUR),
            ("mehr", "lead: 10% of 50 articles have it", NOW - 5 * HOUR),
            ("mehr", None, NOW - 2 * HOUR),
            ("irna", "of long ago", NOW - 90 * HOUR),
            ("irna", None, NOW - 80 * HOUR),
        ):
            alarms.update(connection, name, "front", 1, {"lead": problem}, moment)
        for name, due in (("yjc", NOW + HOUR), ("tabnak", NOW - 9 * HOUR), ("isna", NOW + HOUR)):
            connection.execute(
                entries.insert().values(
                    site=name,
                    name="crawl",
                    arguments={},
                    every=3600,
                    is_of_all=False,
                    due_at=due,
                    failures=0,
                )
            )
    engine.dispose()
    store(database, *(article(n, fetched_at=new) for n in range(10, 16)))
    store(database, article(1, "mehr", fetched_at=new))


@on_both
@pytest.mark.usefixtures("clock")
def test_it_says_how_all_sites_are_and_what_happened(database: Database, engine: sa.Engine) -> None:
    fill(database)
    assert put_digest(engine, ["notify:a", "notify:b"], at(NOW)) == 2
    (title, body), other = messages(engine)
    assert (title, body) == other
    assert title == "newscrawl: digest: 2 well, 1 late, 1 in alarm"
    verdict, new, *rest = body.split("\n")
    assert verdict.startswith("2 well, 1 late, 1 in alarm")
    since = f"{in_tehran(NOW - 24 * HOUR):%Y-%m-%d %H:%M}"
    assert new == f"7 new articles since {since}, Tehran time"
    moments = {hours: f"{in_tehran(NOW - hours * HOUR):%Y-%m-%d %H:%M}" for hours in (2, 3, 5, 9)}
    text = "\n".join(rest)
    assert f"isna: alarm: 3 new articles in 24 hours, usually 50 (since {moments[3]})" in text
    assert f"tabnak: late: its crawl is overdue (since {moments[9]})" in text
    ended = f"mehr: lead: 10% of 50 articles have it (since {moments[5]} until {moments[2]})"
    assert text.endswith(f"\n\nOver:\n{ended}")
    assert "irna" not in body and "yjc" not in body


@on_both
def test_once_a_day_and_the_next_goes_on_where_it_was(
    database: Database, engine: sa.Engine, clock: Clock
) -> None:
    fill(database)
    daily = at(NOW)
    assert put_digest(engine, ["notify:a"], daily) == 1
    assert put_digest(engine, ["notify:a"], daily) == 0
    clock.now = NOW + 23 * HOUR
    assert put_digest(engine, ["notify:a"], daily) == 0
    store(database, article(90, fetched_at=(NOW + 23 * HOUR).isoformat()))
    clock.now = NOW + 24 * HOUR
    # A new destination has missed nothing but this.
    assert put_digest(engine, ["notify:a", "notify:b"], daily) == 2
    assert put_digest(engine, ["notify:a", "notify:b"], daily) == 0
    bodies = [body for _, body in messages(engine)]
    assert [body.split("\n")[1].split(" ")[0] for body in bodies] == ["7", "1", "1"]
    assert "Over:" in bodies[0] and "Over:" not in bodies[1]


@on_both
def test_after_a_pause_of_weeks_it_is_of_the_last_one(engine: sa.Engine, clock: Clock) -> None:
    put_digest(engine, ["notify:a"], at(NOW))
    clock.now = NOW + timedelta(days=30)
    assert put_digest(engine, ["notify:a"], at(NOW)) == 1
    with engine.connect() as connection:
        found = digests.digest(connection)
    assert found.since == clock.now  # of the one that was just put
    assert f"since {in_tehran(NOW + timedelta(days=23)):%Y-%m-%d %H:%M}" in messages(engine)[1][1]


@on_both
def test_an_empty_archive_has_a_digest_too(engine: sa.Engine) -> None:
    assert put_digest(engine, ["notify:a"], at(NOW)) == 1
    ((title, body),) = messages(engine)
    assert title == "newscrawl: digest: 0 well, 0 late, 0 in alarm"
    assert "0 new articles since " in body


@on_both
def test_several_at_once_tell_it_once(url: str, engine: sa.Engine, webhook: Webhook) -> None:
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        deliver_from(Settings({"DATABASE_URL": url}), Notifier([webhook.url]), at(NOW))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [message["title"] for message in webhook.received] == [
        "newscrawl: digest: 0 well, 0 late, 0 in alarm"
    ]
    assert len(messages(engine)) == 1


@on_both
def test_a_kill_before_the_commit_and_one_after_lose_and_double_nothing(
    engine: sa.Engine, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [destination(webhook.url)]

    class Killed(BaseException):
        pass

    put = outbox.put

    def kill(*args: Any) -> None:
        put(*args)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("newscrawl.monitoring.digest.outbox.put", kill)
        put_digest(engine, names, at(NOW))
    assert messages(engine) == []
    assert put_digest(engine, names, at(NOW)) == 1
    # Killed here: another one delivers it, and puts no other.
    assert put_digest(engine, names, at(NOW)) == 0
    assert deliver(engine, Notifier([webhook.url])) == 1
    assert deliver(engine, Notifier([webhook.url])) == 0
    assert len(webhook.received) == 1


def test_a_worker_tells_it(url: str, engine: sa.Engine, webhook: Webhook) -> None:
    courier = Courier(Settings({"DATABASE_URL": url}), Notifier([webhook.url]), at(NOW))
    courier.look()
    courier.wait()
    assert [message["title"][:17] for message in webhook.received] == ["newscrawl: digest"]


def test_long_lists_are_cut(database: Database, engine: sa.Engine) -> None:
    store(database, *(article(n, f"site{n:02}") for n in range(30)))
    with engine.begin() as connection:
        for n in range(30):
            alarms.update(connection, f"site{n:02}", "front", 1, {"lead": "gone"}, NOW - HOUR)
    put_digest(engine, ["notify:a"], at(NOW))
    ((title, body),) = messages(engine)
    assert title.endswith("30 in alarm")
    assert body.count(": alarm: gone (since ") == digest.LONGEST_LIST == 20
    assert body.endswith("\nand 10 more: 'scrapy status' shows all")


def test_the_day_is_one_of_tehran() -> None:
    before, after = localized(datetime(2021, 7, 13, 7, 59)), localized(datetime(2021, 7, 13, 8))
    assert day_of(before.astimezone(UTC), time(8)) == date(2021, 7, 12)
    assert day_of(after.astimezone(UTC), time(8)) == date(2021, 7, 13)


@pytest.mark.parametrize("text", ["08:00", "8:00", "۰۸:۰۰", " 08:00 "])
def test_the_setting(text: str) -> None:
    assert digest_time(Settings({"NOTIFY_DIGEST": text, "NOTIFY_URLS": [URL]})) == time(8)
    assert digest_time(Settings({"NOTIFY_DIGEST": None})) is None
    assert digest_time(Settings()) is None


@pytest.mark.parametrize("text", ["24:00", "8", "08:60", "daily", "True"])
def test_a_wrong_setting_is_one_line(command: Commands, text: str) -> None:
    for arguments in (("crawl", "yjc"), ("crawlall", "--once")):
        done = command(*arguments, "-s", f"NOTIFY_DIGEST={text}", "-s", f"NOTIFY_URLS={URL}")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1] == (
            "newscrawl: error: NOTIFY_DIGEST: expected a time of the day in Tehran like 08:00, "
            f"got '{text}'"
        )


def test_with_nobody_to_tell_it_is_an_error() -> None:
    with pytest.raises(ArgumentError, match="NOTIFY_DIGEST: there is nobody to tell"):
        digest_time(Settings({"NOTIFY_DIGEST": "08:00"}))
