"""``Archive``: the archive for programs, on both databases."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import make_example
from newscrawl import Archive
from newscrawl.arguments import ArgumentError
from newscrawl.database import DatabaseError, open_engine
from newscrawl.search import QueryError
from tests.builders import article_on, store
from tests.conftest import Database, on_both, url_of


@pytest.fixture
def archive(database: Database) -> Archive:
    make_example(database)
    store(database, article_on(201, 21, "yjc", title="خبر دیگر", topic="weather", body="متن"))
    return Archive(url_of(database))


@on_both
@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({}, ["101", "102", "103", "201"]),
        ({"site": "demo"}, ["101", "102", "103"]),
        ({"site": "nosuch"}, []),
        ({"from_date": "1400/04/23"}, ["102", "103"]),
        ({"from_date": "۱۴۰۰/۰۴/۲۳", "to_date": "1400/04/23"}, ["102"]),
        ({"to_date": "2021-07-13"}, ["101", "201"]),
        ({"from_date": date(2021, 7, 14)}, ["102", "103"]),
        ({"section": "جامعه"}, ["101"]),
        ({"tag": "برف", "site": "demo"}, ["102"]),
        ({"topic": "weather"}, ["201"]),
        ({"topic": "هواشناسی", "site": "demo"}, []),
    ],
)
def test_filters(filters: dict[str, Any], codes: list[str], archive: Archive) -> None:
    assert [article.news_code for article in archive.articles(**filters)] == codes
    assert archive.count(**filters) == len(codes)


@on_both
def test_it_is_read_lazily_and_in_any_order(archive: Archive, database: Database) -> None:
    found = iter(archive)
    assert next(found).news_code == "101"
    store(database, article_on(202, 1, "yjc", title="تازه", content_hash="6", body="متن"))
    assert len([*found]) == 3  # as it was at the first one
    assert len(archive) == 5
    newest = archive.articles(newest_first=True, limit=2)
    assert [article.news_code for article in newest] == ["103", "102"]
    assert archive.sites() == ["demo", "yjc"]


@on_both
@pytest.mark.parametrize(
    ("query", "options", "codes"),
    [
        ("برف", {}, ["102"]),
        ("خبر", {"site": "demo"}, []),
        ("بار*", {}, ["101", "102"]),
        ("متن", {"sort": "best", "limit": 1}, ["201"]),
    ],
)
def test_search(query: str, options: dict[str, Any], codes: list[str], archive: Archive) -> None:
    assert sorted(a.news_code or "" for a in archive.search(query, **options)) == codes


@on_both
def test_versions_and_changes(archive: Archive) -> None:
    assert archive.article("demo", 103) == [*archive.articles(site="demo")][2]
    assert archive.article("demo", "999") is None
    versions = archive.revisions("demo", "۱۰۲")
    assert [(one.revision, one.title) for one in versions] == [
        (1, "برف در شرق"), (2, "برف در جنوب"),
    ]  # fmt: skip
    assert [one.revision for one in archive.revisions("demo", 101)] == [1]
    assert archive.revisions("demo", 999) == []
    (change,) = archive.changes()
    assert change.fields == {"title": ("برف در شرق", "برف در جنوب")}
    assert (change.before, change.after) == (versions[0], versions[1])
    assert list(archive.changes(site="yjc")) == []


@on_both
@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda a: a.articles(from_date="yesterday"), ArgumentError),
        (lambda a: a.articles(from_date="1401/01/01", to_date="1400/01/01"), ArgumentError),
        (lambda a: a.articles(topic="sports"), ArgumentError),
        (lambda a: a.search('"'), QueryError),
        (lambda a: a.search("باران", sort="oldest"), ValueError),
        (lambda a: a.articles(colour="red"), TypeError),
    ],
)
def test_what_is_wrong_is_said_at_once(call: Any, error: type[Exception], archive: Archive) -> None:
    with pytest.raises(error):
        call(archive)


def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for address in (tmp_path / "x.db", f"sqlite:///{tmp_path}/no/x.db"):
        with pytest.raises(DatabaseError, match="there is no archive at"):
            Archive(address)
    assert list(tmp_path.iterdir()) == []


def test_the_default_is_that_of_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSCRAWL_DATABASE_URL", "")
    (tmp_path / "scrapy.cfg").touch()
    (tmp_path / "data").mkdir()
    open_engine(f"sqlite:///{tmp_path}/data/news.db").dispose()
    monkeypatch.chdir(tmp_path / "data")
    assert Archive().url == f"sqlite:///{tmp_path}/data/news.db"
    assert list(Archive("news.db")) == []


# -- tables ----------------------------------------------------------------------------


@on_both
def test_pandas(archive: Archive) -> None:
    pandas = pytest.importorskip("pandas")
    frame = archive.to_pandas(site="demo")
    assert frame["news_code"].tolist() == ["101", "102", "103"]
    assert isinstance(frame["published_at"].dtype, pandas.DatetimeTZDtype)
    assert str(frame["published_at"].dt.tz) == "UTC"
    assert frame["published_at"][0].isoformat() == "2021-07-13T07:30:00+00:00"
    assert frame["tags"].tolist() == [[], ["برف", "جاده"], []]
    assert len(archive.to_pandas(site="nosuch")) == 0


def test_polars(archive: Archive) -> None:
    polars = pytest.importorskip("polars")
    frame = archive.to_polars()
    assert frame.schema["news_code"] == polars.String
    assert frame.schema["published_at"].time_zone == "UTC"
    assert frame.schema["tags"] == polars.List(polars.String)
    assert frame["news_code"].to_list() == ["101", "102", "103", "201"]


def test_duckdb(archive: Archive) -> None:
    pytest.importorskip("duckdb")
    connection = archive.to_duckdb()
    rows = connection.sql(
        "SELECT news_code, published_at::VARCHAR, len(tags) FROM articles ORDER BY 1 LIMIT 2"
    ).fetchall()
    assert rows == [
        ("101", "2021-07-13 07:30:00+00", 0), ("102", "2021-07-14 07:30:00+00", 2),
    ]  # fmt: skip
    ((moment,),) = connection.sql("SELECT min(published_at) FROM articles").fetchall()
    assert moment.isoformat() == "2021-07-13T07:30:00+00:00"


@on_both
def test_recent_changes(archive: Archive) -> None:
    (change,) = archive.recent_changes()
    assert (change.article.news_code, change.article.title) == ("102", "برف در جنوب")
    assert [*archive.recent_changes(site="yjc")] == []
    assert [*archive.recent_changes(headlines=True)] == [change]
    assert [*archive.recent_changes(at_least=1.0)] == []
    assert [*archive.recent_changes(vanished=True)] == []
    day = change.at.date()
    assert [*archive.recent_changes(to_date="1390/01/01")] == []
    assert len([*archive.recent_changes(from_date=day, to_date=day)]) <= 1
    for wrong in ({"at_least": 2}, {"vanished": True, "headlines": True}, {"from_date": "x"}):
        with pytest.raises(ArgumentError):
            archive.recent_changes(**wrong)  # type: ignore[arg-type]
