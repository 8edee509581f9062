"""The overview of an archive follows it, whatever happens to its articles."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.database import overview as module
from newscrawl.database.overview import ArchiveOverview
from tests.builders import article, store


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def is_of(archive: Path, overview: ArchiveOverview) -> bool:
    """Whether a overview says of an archive what its articles say."""
    columns = "id, site, coalesce(published_at, ''), published_jalali, agency, sections, topic"
    articles = rows(archive, f"SELECT {columns} FROM articles ORDER BY id")
    value = "SELECT value, articles.id FROM articles, json_each(articles.sections) ORDER BY 1, 2"
    pairs = rows(archive, value)
    counts: Counter[tuple[str, object]] = Counter()
    for _, site, _, day, agency, _, topic in articles:
        counts["site", site] += 1
        if topic is not None:
            counts["topic", topic] += 1
        if agency is not None:
            counts["agency", agency] += 1
        if day is not None:
            counts["month", str(day)[:7]] += 1
    counts.update(("section", section) for section, _ in pairs)
    assert rows(overview.file, f"SELECT {columns} FROM articles ORDER BY id") == articles
    assert rows(overview.file, "SELECT section, id FROM sections ORDER BY 1, 2") == pairs
    found = {(facet, value): count for facet, value, count in rows(
        overview.file, "SELECT facet, value, count FROM counts"
    )}  # fmt: skip
    assert found == dict(counts)
    return True


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    store(
        path,
        *(
            article(
                str(n),
                sections=[["ورزش"], ["ورزش", "فوتبال"], []][n % 3],
                agency="ایسنا" if n % 2 else None,
                topic=[None, "sport"][n % 2],
                published_at=None if n == 5 else f"2021-07-{n:02}T10:00:00+04:30",
                published_jalali=None if n == 5 else f"1400-0{4 + n // 6}-10",
            )
            for n in range(1, 11)
        ),
    )
    return path


def test_it_follows_the_archive(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 3)
    overview = ArchiveOverview(archive, tmp_path / "cache" / "overview.db")
    assert overview.count() == 10
    read: list[int] = []
    overview.refresh(read.append)
    assert sum(read) == 10
    assert is_of(archive, overview)
    assert overview.count() == 0
    store(archive, article("11", site="tabnak", sections=["کتاب"]))
    revised = article("3", title="دیگر", sections=["هنر"], agency="مهر", content_hash="other")
    store(archive, revised)
    overview.refresh()
    assert rows(overview.file, "SELECT count FROM counts WHERE value = 'هنر'") == [(1,)]
    assert is_of(archive, overview)


def test_what_was_taken_down_is_gone(archive: Path, tmp_path: Path) -> None:
    overview = ArchiveOverview(archive, tmp_path / "overview.db")
    overview.refresh()
    change(
        archive,
        "DELETE FROM articles WHERE news_code IN ('4', '10')",
        "INSERT INTO tombstones (site, news_code, url, why, at) "
        "VALUES ('yjc', '4', 'https://yjc.ir/4', 'asked', '2021-07-13T14:38:00+00:00')",
    )
    overview.refresh()
    assert rows(overview.file, "SELECT count(*) FROM articles") == [(8,)]
    assert is_of(archive, overview)


def test_nothing_new_costs_no_write(archive: Path, tmp_path: Path) -> None:
    overview = ArchiveOverview(archive, tmp_path / "overview.db")
    overview.refresh()
    before = rows(overview.file, "PRAGMA data_version"), overview.file.read_bytes()
    overview.refresh()
    assert (rows(overview.file, "PRAGMA data_version"), overview.file.read_bytes()) == before


def test_an_interrupted_refresh_goes_on(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 4)
    overview = ArchiveOverview(archive, tmp_path / "overview.db")

    def stop(read: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        overview.refresh(stop)
    again = ArchiveOverview(archive, tmp_path / "overview.db")
    assert again.count() == 6
    again.refresh()
    assert is_of(archive, again)


def test_topics_that_were_found_anew_come_with_the_next_start(
    archive: Path, tmp_path: Path
) -> None:
    file = tmp_path / "overview.db"
    overview = ArchiveOverview(archive, file)
    overview.refresh()
    change(
        archive,
        "UPDATE articles SET topic = 'arts' WHERE id <= 3",
        "UPDATE articles SET topic = NULL WHERE id = 5",
    )
    store(archive, article("11", topic="weather"))
    again = ArchiveOverview(archive, file)
    again.refresh()
    assert is_of(archive, again)
    assert ("topic", "arts", 3) in rows(file, "SELECT facet, value, count FROM counts")


def test_topics_are_taken_over_from_the_index_alone(archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "overview.db"
    ArchiveOverview(archive, file).refresh()
    change(archive, "UPDATE articles SET topic = 'arts' WHERE id <= 3")
    asked: list[str] = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS archive", (str(archive),))
        connection.set_trace_callback(asked.append)
        module._renew_topics(connection)
        connection.set_trace_callback(None)
        (update,) = (sql for sql in asked if sql.startswith("UPDATE"))
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {update}")]
    assert len(plan) == 2
    assert plan[0].startswith("SCAN theirs USING COVERING INDEX")
    assert plan[1] == "SEARCH articles USING INTEGER PRIMARY KEY (rowid=?)"


def test_the_overview_of_another_archive_is_made_anew(archive: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "overview.db", tmp_path / "other.db"
    ArchiveOverview(archive, file).refresh()
    store(other, *(article(str(n), site="tabnak") for n in range(1, 11)))
    overview = ArchiveOverview(other, file)
    overview.refresh()
    assert is_of(other, overview)
    file.write_bytes(b"no database" * 100)
    overview = ArchiveOverview(other, file)
    overview.refresh()
    assert is_of(other, overview)


def test_the_archive_is_not_written(archive: Path, tmp_path: Path) -> None:
    store(archive, article("12"))
    change(archive, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = archive.read_bytes()
    ArchiveOverview(archive, tmp_path / "overview.db").refresh()
    assert archive.read_bytes() == before
