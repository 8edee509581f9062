"""The digest of an archive follows it, whatever happens to its articles."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.database import digest as module
from newscrawl.database.digest import ArchiveDigest
from tests.builders import article, store


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def is_of(archive: Path, digest: ArchiveDigest) -> bool:
    """Whether a digest says of an archive what its articles say."""
    columns = "id, site, coalesce(published_at, ''), published_jalali, agency, sections"
    articles = rows(archive, f"SELECT {columns} FROM articles ORDER BY id")
    value = "SELECT value, articles.id FROM articles, json_each(articles.sections) ORDER BY 1, 2"
    pairs = rows(archive, value)
    counts: Counter[tuple[str, object]] = Counter()
    for _, site, _, day, agency, _ in articles:
        counts["site", site] += 1
        if agency is not None:
            counts["agency", agency] += 1
        if day is not None:
            counts["month", str(day)[:7]] += 1
    counts.update(("section", section) for section, _ in pairs)
    assert rows(digest.file, f"SELECT {columns} FROM articles ORDER BY id") == articles
    assert rows(digest.file, "SELECT section, id FROM sections ORDER BY 1, 2") == pairs
    found = {(facet, value): count for facet, value, count in rows(
        digest.file, "SELECT facet, value, count FROM counts"
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
    digest = ArchiveDigest(archive, tmp_path / "cache" / "digest.db")
    assert digest.count() == 10
    read: list[int] = []
    digest.refresh(read.append)
    assert sum(read) == 10
    assert is_of(archive, digest)
    assert digest.count() == 0
    store(archive, article("11", site="tabnak", sections=["کتاب"]))
    revised = article("3", title="دیگر", sections=["هنر"], agency="مهر", content_hash="other")
    store(archive, revised)
    digest.refresh()
    assert rows(digest.file, "SELECT count FROM counts WHERE value = 'هنر'") == [(1,)]
    assert is_of(archive, digest)


def test_what_was_taken_down_is_gone(archive: Path, tmp_path: Path) -> None:
    digest = ArchiveDigest(archive, tmp_path / "digest.db")
    digest.refresh()
    change(
        archive,
        "DELETE FROM articles WHERE news_code IN ('4', '10')",
        "INSERT INTO tombstones (site, news_code, url, why, at) "
        "VALUES ('yjc', '4', 'https://yjc.ir/4', 'asked', '2021-07-13T14:38:00+00:00')",
    )
    digest.refresh()
    assert rows(digest.file, "SELECT count(*) FROM articles") == [(8,)]
    assert is_of(archive, digest)


def test_nothing_new_costs_no_write(archive: Path, tmp_path: Path) -> None:
    digest = ArchiveDigest(archive, tmp_path / "digest.db")
    digest.refresh()
    before = rows(digest.file, "PRAGMA data_version"), digest.file.read_bytes()
    digest.refresh()
    assert (rows(digest.file, "PRAGMA data_version"), digest.file.read_bytes()) == before


def test_an_interrupted_refresh_goes_on(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 4)
    digest = ArchiveDigest(archive, tmp_path / "digest.db")

    def stop(read: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        digest.refresh(stop)
    again = ArchiveDigest(archive, tmp_path / "digest.db")
    assert again.count() == 6
    again.refresh()
    assert is_of(archive, again)


def test_the_digest_of_another_archive_is_made_anew(archive: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "digest.db", tmp_path / "other.db"
    ArchiveDigest(archive, file).refresh()
    store(other, *(article(str(n), site="tabnak") for n in range(1, 11)))
    digest = ArchiveDigest(other, file)
    digest.refresh()
    assert is_of(other, digest)
    file.write_bytes(b"no database" * 100)
    digest = ArchiveDigest(other, file)
    digest.refresh()
    assert is_of(other, digest)


def test_the_archive_is_not_written(archive: Path, tmp_path: Path) -> None:
    store(archive, article("12"))
    change(archive, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = archive.read_bytes()
    ArchiveDigest(archive, tmp_path / "digest.db").refresh()
    assert archive.read_bytes() == before
