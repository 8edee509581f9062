"""An archive that is made in one go is as one that crawls made."""

from __future__ import annotations

import json
from itertools import islice

import pytest
import sqlalchemy as sa

from bench import archive, invented, reading
from newscrawl.database.engine import open_engine
from newscrawl.database.reports import reading as reading_of
from newscrawl.database.schema import articles, metadata
from newscrawl.database.search import hits, postgresql, row_of
from newscrawl.database.selection import Selection, select_articles
from newscrawl.extraction.loader import content_hash
from newscrawl.search import parse
from newscrawl.search.columns import COLUMNS
from tests.conftest import on_both


def made() -> tuple[invented.Rows, list[tuple[int, invented.Pieces]]]:
    batch = next(invented.articles(400, 400, batch=200))
    return batch.rows[0], batch.texts


def test_what_is_indexed_of_pieces_is_what_the_writer_indexes() -> None:
    rows, texts = made()
    for (id, pieces), row in zip(texts, rows.rows, strict=True):
        values = dict(zip(rows.columns, row, strict=True))
        values["tags"] = json.loads(values["tags"])
        real = row_of(id, values)
        assert invented.indexed_forms(pieces) == [real[name] for name in COLUMNS]
        together: dict[str, list[str]] = {}
        for entry in invented.document(pieces).split(" "):
            word, _, place = entry.rpartition(":")
            together.setdefault(word, []).append(place)
        whole = " ".join(f"{word}:{','.join(places)}" for word, places in together.items())
        assert whole == postgresql.document(real)


def test_the_same_number_gives_the_same_archive() -> None:
    assert made()[0].rows == made()[0].rows


@on_both
def test_an_archive(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "DISTINCT", 150)
    assert archive.make(400, url) == url
    assert archive.make(400, url) == url  # it is there
    with pytest.raises(ValueError, match="of 400 articles"):
        archive.make(500, url)
    engine = open_engine(url)  # which checks the schema, and that nothing of it is missing
    catalogue = "sqlite_master WHERE type = 'index'"
    if engine.dialect.name == "postgresql":
        catalogue = "pg_indexes WHERE schemaname = current_schema()"
    column = "name" if engine.dialect.name == "sqlite" else "indexname"
    with engine.connect() as connection:
        names = set(connection.scalars(sa.text(f"SELECT {column} FROM {catalogue}")))
    for table in metadata.sorted_tables:
        assert {index.name for index in table.indexes} <= names
    engine.dispose()
    with reading_of(url) as connection:
        found = list(select_articles(connection, Selection()))
        assert len(found) == len({(one.site, one.news_code) for one in found}) == 400
        days = sa.select(articles.c.published_jalali, articles.c.published_at)
        for jalali, moment in connection.execute(days):
            assert (jalali is None) == (moment is None)
            if moment is not None:
                assert invented.jalali((moment + invented.TEHRAN).date()) == jalali
        word = str(reading.words()["60 %"])
        having = [one for one in found if word in f"{one.title} {one.lead} {one.body}".split()]
        assert hits.count(connection, Selection(query=parse(f'"{word}"'))) >= len(having) > 100
        first = next(islice(found, 1))
        assert len(content_hash(first)) == len(first.content_hash or "")
