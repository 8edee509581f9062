"""Copies between SQLite and PostgreSQL, in both directions and within each."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, DatabaseError, copying, open_engine, schedule
from newscrawl.database.frontier import Row
from newscrawl.database.schema import (
    articles,
    cold_files,
    cold_pages,
    comments,
    crawl_days,
    exports,
    frontier,
    imports,
    removals,
    signatures,
    story_keys,
    tombstones,
    workers,
)
from newscrawl.database.search.hits import Order, find
from newscrawl.database.selection import Selection
from newscrawl.database.writes import Enqueue
from newscrawl.items import ArchiveDay, Article, Failure, RawPage, Total
from newscrawl.search import parse
from tests.conftest import fresh_schema, needs_postgresql

MOMENT = "2021-07-13T19:08:00+04:30"
DIRECTIONS = [
    pytest.param(("sqlite", "postgresql"), marks=needs_postgresql),
    pytest.param(("postgresql", "sqlite"), marks=needs_postgresql),
    ("sqlite", "sqlite"),
]


def article(code: int, text: str = "متن", site: str = "x") -> Article:
    return Article(
        site=site,
        news_code=str(code),
        url=f"https://{site}.ir/fa/news/{code}",
        title=f"عنوان {code}",
        body=text,
        published_at=MOMENT if code % 3 else None,
        tags=["ایران", 'with "quotes"'],
        images=[{"url": "https://x.ir/1.jpg", "alt": None}],
        fetched_at=MOMENT,
        content_hash=f"{code} {text}",
    )


#: Rows of tables that no writer fills in this test.
SMALL: list[tuple[sa.Table, dict[str, Any]]] = [
    (
        comments,
        {
            "article_id": 1, "site": "x", "news_code": "1", "url": "u", "comment_id": "5",
            "text": "چه خوب", "likes": 3, "first_seen_at": MOMENT, "seen_at": MOMENT,
        },
    ),
    (workers, {"name": "w", "started_at": MOMENT, "seen_at": MOMENT, "slots": 4, "crawling": 0}),
    (crawl_days, {"spider": "x", "day": "2020-01-01", "crawls": 24, "failed": 1, "stats": {}}),
    (tombstones, {"site": "x", "news_code": "500", "url": "u", "why": "حذف", "at": MOMENT}),
    (story_keys, {"period": 4704, "key": -7, "article_id": 1}),
    (
        removals,
        {
            "article_id": 1, "site": "x", "is_back": False, "seen_at": MOMENT, "missed_at": MOMENT,
            "last_missed_at": MOMENT, "at": MOMENT, "status": 404, "reason": "HTTP 404",
        },
    ),
    (signatures, {"article_id": 1, "rules": 1, "period": 4704, "packed_keys": b"\xff\xff\xff\xf9"}),
    (
        imports,
        {"mark": "m", "scope": "", "name": "a", "place": 9, "broken_count": 1,
         "broken": [[3, "it breaks off"]], "at": MOMENT},
    ),
    (
        cold_files,
        {"name": "c", "month": "20-1", "pages": 1, "size": 9, "sha256": "", "written_at": MOMENT},
    ),
    (
        cold_pages,
        {
            "id": 1, "site": "x", "item_url": "u", "url": "u", "status": 200, "encoding": "utf-8",
            "size": 20, "fetched_at": MOMENT, "rules": "1", "file": "c", "offset": 0, "length": 9,
        },
    ),
]  # fmt: skip


@pytest.fixture
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[sa.Engine]]:
    """An archive with something in every table, and an empty database."""
    found: list[sa.Engine] = []
    schemas = []
    for place, kind in zip(("source", "target"), request.param, strict=True):
        if kind == "sqlite":
            found.append(open_engine(f"sqlite:///{tmp_path / place}.db"))
        else:
            schemas.append(fresh_schema())
            found.append(open_engine(schemas[-1].__enter__()))
    asyncio.run(fill(found[0].url.render_as_string(hide_password=False)))
    try:
        yield found
    finally:
        for engine in found:
            engine.dispose()
        for schema in schemas:
            schema.__exit__(None, None, None)


async def fill(url: str) -> None:
    archive = ArchiveWriter(url)
    run = archive.start_crawl("x", {"discover": "front"}, "front")
    rows = [Row(f"fp{n}", f"https://x.ir/{n}", None, n % 5, "{}") for n in range(1200)]
    await asyncio.gather(
        *(archive.submit(article(code)) for code in range(1100)),
        archive.submit(Enqueue("x", run, rows)),
        *(archive.submit(Failure("x", f"https://x.ir/{n}", "HTTP 500", at=MOMENT)) for n in (1, 2)),
        *(archive.submit(ArchiveDay(s, "1400-04-22", 3, 1, MOMENT)) for s in ("ی", "B", "a", "é")),
    )
    await archive.submit(Total("x", "api", 1200, MOMENT, read_to="2021-07-13T19:08:00"))
    changed = article(7, "متن دیگر")
    changed.page = RawPage(changed.url or "", 200, [["Server", "x"]], "utf-8", b"\xff\x00", "1")
    await archive.submit(changed)
    archive.finish_crawl(run, "finished", {"seconds": 0.1, "reason": "تمام"})
    with archive.engine.begin() as connection:
        schedule.add(connection, ["x"], 3600, {"discover": "rss"})
        connection.execute(
            exports.insert().values(
                name="daily", selection={}, article_id=3, revision_id=0, articles=3, at=MOMENT
            )
        )
        connection.execute(articles.delete().where(articles.c.news_code == "500"))
        for table, values in SMALL:
            connection.execute(table.insert().values(values))
    await archive.close()


def copy(engines: list[sa.Engine]) -> None:
    copying.copy(*engines, lambda count: None)


def digests(engine: sa.Engine) -> dict[str, copying.Digest]:
    return {t.name: copying.digest(engine, t, lambda count: None) for t in copying.TABLES}


both_ways = pytest.mark.parametrize("engines", DIRECTIONS, indirect=True)


@both_ways
def test_a_copy_is_the_same(engines: list[sa.Engine]) -> None:
    copy(engines)
    ours, theirs = map(digests, engines)
    assert ours == theirs
    assert {name: found.rows for name, found in ours.items()} == {
        "crawls": 1,
        "articles": 1099,
        "revisions": 1,
        "failures": 2,
        "frontier": 1200,
        "alarms": 0,
        "alerts": 0,
        "alert_place": 0,
        "alert_hits": 0,
        "outbox": 0,
        "archive_days": 4,
        "totals": 1,
        "pages": 1,
        "revisits": 1100,
        "exports": 1,
        "schedule": 1,
        **{table.name: 1 for table, _ in SMALL},
    }
    with engines[1].connect() as connection:  # what is copied can be found
        for query, count in (("دیگر", 1), ("متن عنوان", 1099)):
            hits = find(connection, Selection(query=parse(query)), Order.NEWEST, None)
            assert len(list(hits)) == count


@both_ways
def test_the_next_article_has_the_next_number(engines: list[sa.Engine]) -> None:
    copy(engines)
    url = engines[1].url.render_as_string(hide_password=False)

    async def go_on() -> int:
        archive = ArchiveWriter(url)
        await archive.submit(article(5000))
        run = archive.start_crawl("x", {}, "front")
        await archive.close()
        return run

    assert asyncio.run(go_on()) == 2
    with engines[1].connect() as connection:
        newest = sa.select(articles.c.id).where(articles.c.news_code == "5000")
        assert connection.scalar(newest) == 1101


@both_ways
def test_an_interrupted_copy_goes_on_and_a_second_one_brings_what_changed(
    engines: list[sa.Engine],
) -> None:
    source, target = engines
    copied = 0

    def interrupt(count: int) -> None:
        nonlocal copied
        copied += count
        if copied > 900:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copying.copy(source, target, interrupt)
    assert digests(source) != digests(target)
    with source.connect() as ours, target.connect() as theirs:
        copying.check_target(ours, theirs, 60)
    copy(engines)
    assert digests(source) == digests(target)
    with source.begin() as connection:
        connection.execute(articles.update().where(articles.c.id == 3).values(title="تازه"))
        connection.execute(frontier.delete().where(frontier.c.id > 700))
    assert digests(source) != digests(target)
    copy(engines)
    assert digests(source) == digests(target)


@both_ways
def test_what_is_the_same_is_not_written_again(engines: list[sa.Engine], monkeypatch: Any) -> None:
    copy(engines)
    written: list[str] = []
    sa.event.listen(engines[1], "before_cursor_execute", lambda *args: written.append(args[2]))
    copy(engines)
    assert [sql for sql in written if sql.startswith(("INSERT", "DELETE"))] == []


@both_ways
def test_an_archive_of_its_own_is_not_overwritten(engines: list[sa.Engine]) -> None:
    copy(engines)
    url = engines[1].url.render_as_string(hide_password=False)
    archive = ArchiveWriter(url)
    archive.finish_crawl(archive.start_crawl("x", {}, "front"), "finished", {})
    asyncio.run(archive.close())
    with (
        engines[0].connect() as ours,
        engines[1].connect() as theirs,
        pytest.raises(DatabaseError, match="its crawl 2 is not the source's"),
    ):
        copying.check_target(ours, theirs, 60)
