"""Migrations, and archives that lack what their version promises."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import DatabaseError, migrating, open_engine, schedule
from newscrawl.database.engine import open_for_reading
from newscrawl.database.migrating import missing_parts
from newscrawl.database.steps import positions
from tests.conftest import on_both
from tests.database.stories import make_older

#: Migrations that have landed never change: archives that have them would not get the change. When
#: one lands, its line is added here.
LANDED = {
    "0001_articles": "71ae3dddf1cc259d64b732f31b4e44df63614fff53aba4e15ab197eebe3ebb72",
    "0002_frontier": "f1f2affe8afe7ab371b736e6d97ce8c62fd0a16965e0389d72f0a50615a7045a",
    "0003_discovery": "b4dc7c241750bbf5d8b69b3988e0ef3b3cc92715afda54c9f8570aa3763db474",
    "0004_pages_search": "18bacbc2f88b2ed4c501e38cfbc2f2d0f4cb12afe9a8af15a761f3429b03fa26",
    "0005_fleet": "4c30e62d805447169cccca7b0cada67fcecbd45aba0797aaad404629c752b598",
    "0006_operators": "08ac0a653a6effa2a6e509d5db6b367afda250d79e55836d2b2f125630f636c8",
    "0007_alarms": "7ace77df091dc62afc0482a54337aeef800c5d3b20fe91eddf3f44e03ef82ffc",
    "0010_years": "1d0052c50643d0614cefeb704b634298f4a20f8e3fe92ed80831108eaa21ca57",
    "0011_topics": "788b7641f382a1e2be5e183b711e8a3006710dbff146fcdf5e416d2193326e73",
    "0012_comments": "e5d35acadf10e2f8ec7435c65ee11c2ba8cfbdaacbc1b21a75d23c4d61a7b251",
    "0013_stories": "f51c7cc2d227d974a3f0e8b5e9ecb0527cee0253836626d3747cd7c1311c62fc",
    "0014_imports": "615b61f7726d5e8d2bd65c463a87f7488f9a541f7a60345500d633ba82ae8967",
    "0015_revisits": "e98b8dde120a0a89a03404c3bf998152024af3b0b16f66c01c02436bbfc2329c",
    "0016_changes": "ab30b3e92155f4b8659d2bad4dd3d7f382e661d17e63efcb49d0ac29e6b8b8c2",
    "0017_alerts": "e2c493ad8f112a2428d159aaeb9513cb1f751c12b52822c82033194a949784ad",
    "0009_totals": "1f26fc48ab087e3117147d40f7c48886dc2dd51655845b9370717478280c8bfa",
    "0008_waiting": "315592c1aac92333aae73a603a03471145e129ce77aa659ffa9b6de934dfe736",
}
VERSIONS = Path(migrating.__file__).parent / "migrations" / "versions"


@pytest.mark.parametrize("name", LANDED)
def test_landed_migrations_never_change(name: str) -> None:
    text = (VERSIONS / f"{name}.py").read_text("utf-8").replace("\r\n", "\n")
    assert sha256(text.encode()).hexdigest() == LANDED[name]


def test_every_migration_is_held() -> None:
    assert {path.stem for path in VERSIONS.glob("[0-9]*.py")} == set(LANDED)


@on_both
def test_a_new_archive_lacks_nothing(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        assert missing_parts(connection) == []
    assert positions(engine) == {}
    engine.dispose()


@on_both
@pytest.mark.parametrize("opened", [open_engine, open_for_reading])
def test_an_archive_that_lacks_something_is_one_line(url: str, query: Any, opened: Any) -> None:
    open_engine(url).dispose()
    query("DROP TABLE archive_days")
    query("DROP INDEX ix_articles_published_at")
    query("ALTER TABLE crawls DROP COLUMN slots")
    with pytest.raises(DatabaseError) as error:
        opened(url)
    assert "\n" not in str(error.value)
    for part in ("table archive_days", "index ix_articles_published_at", "column crawls.slots"):
        assert part in str(error.value)


@on_both
def test_an_archive_whose_migrations_were_edited_later(url: str, query: Any) -> None:
    make_older(url, "0005")
    query("ALTER TABLE articles DROP COLUMN reparsed_at")
    with pytest.raises(DatabaseError, match=r"has no column articles\.reparsed_at"):
        open_engine(url)
    assert query("SELECT version_num FROM alembic_version") == [{"version_num": "0005"}]


@on_both
@pytest.mark.parametrize("version", ["0001", "0002", "0003", "0004", "0005"])
def test_every_version_can_be_migrated(url: str, version: str) -> None:
    make_older(url, version)
    open_for_reading(url).dispose()
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        assert migrating.version(connection) == migrating.HEAD
        assert missing_parts(connection) == []
    engine.dispose()


@on_both
@pytest.mark.parametrize("version", ["0005", "0006", "0007", "0008", "0009"])
def test_an_older_schedule_keeps_its_rows(url: str, version: str, query: Any) -> None:
    make_older(url, version)
    moment = "2026-11-25T10:00:00+00:00"
    rows = [
        ("yjc", '{"discover": "rss", "از": "۱"}', 1800, moment, "w:1:a", moment, 3, "exit code 1"),
        ("roozplus", "{}", 3600, moment, None, None, 0, None),
    ]
    for row in rows:
        query(
            "INSERT INTO schedule (site, arguments, every, due_at, taken_by, taken_until, failures,"
            " problem, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *row,
            moment,
        )
    engine = open_engine(url)
    with engine.begin() as connection:
        assert missing_parts(connection) == []
        roozplus, yjc = schedule.entries(connection)
        at = datetime.fromisoformat(moment)
        assert yjc == schedule.Entry(
            site="yjc",
            name="crawl",
            arguments={"discover": "rss", "از": "۱"},
            every=1800,
            time_of_day=None,
            is_of_all=False,
            due_at=at,
            taken_by="w:1:a",
            taken_until=at,
            failures=3,
            problem="exit code 1",
            started_at=at,
            finished_at=None,
        )
        assert (roozplus.key, roozplus.arguments, roozplus.taken_by) == (
            ("roozplus", "crawl"), {}, None,
        )  # fmt: skip
        # A site may have several entries now, and each name once.
        schedule.add(connection, ["yjc"], 60, {}, name="nightly")
        schedule.add(connection, ["yjc"], 60, {})
        assert [entry.key[1] for entry in schedule.entries(connection)] == [
            "crawl", "crawl", "nightly",
        ]  # fmt: skip
    engine.dispose()
