"""The overview of an archive on SQLite: what its lists and counts need, in a file of its own.

A row of ``articles`` has its columns behind the text, so that counting sections reads all texts.
The overview has a narrow row for each article, the articles of each section, and how many articles
each site, section, agency, topic and month has. The archive itself is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

#: Name under which connections attach it.
NAME: Final = "overview"
#: Articles that are taken over at a time.
BATCH: Final = 5000
#: Changed if the tables below are: a overview of another version is made anew.
_VERSION: Final = 2
_SCHEMA: Final = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL,
    published_at TEXT NOT NULL,  -- empty where it is unknown: it sorts like NULL, and in an index
    published_jalali TEXT, agency TEXT, sections TEXT NOT NULL, topic TEXT
);
CREATE INDEX articles_site ON articles (site, published_at);
CREATE INDEX articles_agency ON articles (agency, published_at);
CREATE INDEX articles_topic ON articles (topic, published_at);
CREATE INDEX articles_published_at ON articles (published_at);
CREATE INDEX articles_published_jalali ON articles (published_jalali);
CREATE TABLE sections (section TEXT, id INTEGER, PRIMARY KEY (section, id)) WITHOUT ROWID;
CREATE TABLE counts (
    facet TEXT, value TEXT, count INTEGER NOT NULL, PRIMARY KEY (facet, value)
) WITHOUT ROWID;
CREATE TABLE position (article INTEGER, revision INTEGER, tombstone INTEGER);
INSERT INTO position VALUES (0, 0, 0);
"""
_POSITION: Final = "SELECT " + ", ".join(
    f"(SELECT coalesce(max(id), 0) FROM archive.{table})"
    for table in ("articles", "revisions", "tombstones")
)
# The index has all that is asked for; the rows have the topic behind the text.
_BY_TOPIC: Final = "INDEXED BY ix_articles_topic_site_published_at"
# Of the articles of a batch: what they count for.
_COUNTED: Final = {
    "site": "SELECT site AS value FROM articles WHERE id IN batch",
    "agency": "SELECT agency AS value FROM articles WHERE id IN batch AND agency IS NOT NULL",
    "topic": "SELECT topic AS value FROM articles WHERE id IN batch AND topic IS NOT NULL",
    "month": (
        "SELECT substr(published_jalali, 1, 7) AS value FROM articles "
        "WHERE id IN batch AND published_jalali IS NOT NULL"
    ),
    "section": (
        "SELECT value FROM articles, json_each(sections) WHERE articles.id IN batch"
    ),
}  # fmt: skip


class ArchiveOverview:
    """The overview of an archive.

    Args:
        archive: the file of the archive.
        file: the overview; made if it does not exist, and anew if it is not of this archive.

    Raises:
        OSError: if its folder cannot be made.
        sqlite3.Error: from this and :meth:`refresh`, if the archive cannot be read or the overview
            not be written.
    """

    def __init__(self, archive: Path, file: Path) -> None:
        self.file = file
        self._archive = archive
        self._lock = Lock()
        self._has_topics = False
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            is_fit = self._is_fit()
        except sqlite3.DatabaseError:
            is_fit = False
        if not is_fit:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{file}{suffix}").unlink(missing_ok=True)
            with self._connected() as connection:
                connection.execute("PRAGMA main.journal_mode = WAL")
                connection.executescript(_SCHEMA)
                connection.execute(f"PRAGMA main.user_version = {_VERSION}")

    def count(self) -> int:
        """About how many articles the next refresh has to read."""
        with self._connected() as connection:
            (done,) = connection.execute("SELECT article FROM position").fetchone()
            query = "SELECT count(*) FROM archive.articles WHERE id > ?"
            return int(connection.execute(query, (done,)).fetchone()[0])

    def refresh(self, advance: Callable[[int], None] = lambda articles: None) -> None:
        """Take over what is new, changed or gone in the archive.

        It costs three look-ups if there is nothing; the first one also compares how many articles
        each topic has. One that is interrupted goes on with the next.

        Args:
            advance: is told how many articles were read.
        """
        with self._lock, self._connected() as connection:
            if not self._has_topics:
                _renew_topics(connection)
                self._has_topics = True
            newest = connection.execute(_POSITION).fetchone()
            if connection.execute("SELECT * FROM position").fetchone() == newest:
                return
            connection.execute("CREATE TEMP TABLE batch (id INTEGER PRIMARY KEY)")
            connection.execute("BEGIN IMMEDIATE")
            article, revision, tombstone = connection.execute("SELECT * FROM position").fetchone()
            self._take_over(
                connection, "SELECT DISTINCT article_id FROM archive.revisions "
                "WHERE id > ? AND id <= ? AND article_id <= ?", (revision, newest[1], article)
            )  # fmt: skip
            if tombstone != newest[2]:
                self._take_over(
                    connection, "SELECT id FROM articles WHERE id NOT IN "
                    "(SELECT id FROM archive.articles)", ()
                )  # fmt: skip
            connection.execute("UPDATE position SET revision = ?, tombstone = ?", newest[1:])
            connection.execute("COMMIT")
            while article < newest[0]:
                connection.execute("BEGIN IMMEDIATE")
                article = connection.execute("SELECT article FROM position").fetchone()[0]
                query = f"SELECT id FROM archive.articles WHERE id > ? ORDER BY id LIMIT {BATCH}"
                read, last = self._take_over(connection, query, (article,))
                article = last if read else newest[0]
                connection.execute("UPDATE position SET article = ?", (article,))
                connection.execute("COMMIT")
                advance(read)

    def _take_over(
        self, connection: sqlite3.Connection, query: str, values: tuple[int, ...]
    ) -> tuple[int, int]:
        """Replace the articles of a query; returns how many there are, and the last ``id``."""
        connection.execute("DELETE FROM batch")
        connection.execute(f"INSERT INTO batch {query}", values)
        read, last = connection.execute("SELECT count(*), max(id) FROM batch").fetchone()
        _count(connection, -1)
        connection.execute(
            "DELETE FROM sections WHERE (section, id) IN "
            "(SELECT value, articles.id FROM articles, json_each(articles.sections) "
            "WHERE articles.id IN batch)"
        )
        connection.execute("DELETE FROM articles WHERE id IN batch")
        connection.execute(
            "INSERT INTO articles SELECT id, site, coalesce(published_at, ''), published_jalali, "
            "agency, sections, topic FROM archive.articles WHERE id IN batch"
        )
        connection.execute(
            "INSERT OR IGNORE INTO sections SELECT value, articles.id "
            "FROM articles, json_each(articles.sections) WHERE articles.id IN batch"
        )
        _count(connection, 1)
        return read, last or 0

    def _is_fit(self) -> bool:
        """Whether the file is the overview of this archive, as far as it goes."""
        if not self.file.exists():
            return False
        with self._connected() as connection:
            if connection.execute("PRAGMA main.user_version").fetchone()[0] != _VERSION:
                return False
            if connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None:
                return True
            (article,) = connection.execute("SELECT article FROM position").fetchone()
            ends = "(SELECT count(*), min(id) FROM {}articles WHERE id <= ?)"
            pair = f"SELECT * FROM {ends.format('')} UNION SELECT * FROM {ends.format('archive.')}"
            last = (
                "SELECT id, site FROM articles UNION ALL SELECT id, site FROM archive.articles "
                "WHERE id <= ? ORDER BY id DESC LIMIT 2"
            )
            return (
                len(connection.execute(pair, (article, article)).fetchall()) == 1
                and len(set(connection.execute(last, (article,)).fetchall())) == 1
            )

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(
            f"{self.file.absolute().as_uri()}?mode=rwc", uri=True, isolation_level=None, timeout=60
        )
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            archive = f"{self._archive.absolute().as_uri()}?mode=ro"
            connection.execute("ATTACH ? AS archive", (archive,))
            yield connection
        finally:
            connection.close()


def _renew_topics(connection: sqlite3.Connection) -> None:
    """Take over topics that were found anew: no article has a later version because of that."""
    (article,) = connection.execute("SELECT article FROM position").fetchone()
    counts = "SELECT topic, count(*) FROM {} WHERE id <= ? GROUP BY topic ORDER BY topic"
    ours, theirs = (
        connection.execute(counts.format(table), (article,)).fetchall()
        for table in ("articles", f"archive.articles {_BY_TOPIC}")
    )
    if ours == theirs:
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "UPDATE articles SET topic = theirs.topic "
        f"FROM archive.articles AS theirs {_BY_TOPIC} "
        "WHERE theirs.id = articles.id AND theirs.topic IS NOT articles.topic"
    )
    connection.execute("DELETE FROM counts WHERE facet = 'topic'")
    connection.execute(
        "INSERT INTO counts SELECT 'topic', topic, count(*) FROM articles "
        "WHERE topic IS NOT NULL GROUP BY topic"
    )
    connection.execute("COMMIT")


def _count(connection: sqlite3.Connection, sign: int) -> None:
    for facet, query in _COUNTED.items():
        connection.execute(
            f"INSERT INTO counts SELECT ?, value, ? * count(*) FROM ({query}) "
            "WHERE true GROUP BY value "
            "ON CONFLICT DO UPDATE SET count = count + excluded.count",
            (facet, sign),
        )
    connection.execute("DELETE FROM counts WHERE count = 0")
