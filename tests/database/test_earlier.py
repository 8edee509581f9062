"""Versions of an article are in the order of their captures, in whatever order these come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import permutations
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import copying, open_engine, refreshing
from newscrawl.database.articles import store_articles, store_failures
from newscrawl.database.dialect import lock_sites
from newscrawl.database.pages import select_pages
from newscrawl.database.reparse import pages_to_read
from newscrawl.database.schema import articles, pages, revisions
from newscrawl.database.selection import Selection
from newscrawl.database.versions import select_versions
from newscrawl.items import Article, Failure, RawPage
from tests.conftest import Query, fresh_schema, needs_postgresql, on_both
from tests.database.cold.cooling import move_all
from tests.database.stories import article

pytestmark = on_both


def capture(year: int, text: str, code: str = "1", *, has_page: bool = True) -> Article:
    """What a page of an article said in a year."""
    moment = f"{year}-01-01T00:00:00+00:00"
    made = article(code, fetched_at=moment, content_hash=text, title=text, body=text)
    if has_page:
        made.page = RawPage(made.url or "", 200, [], "utf-8", text.encode(), "1")
    return made


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    opened = open_engine(url)
    yield opened
    opened.dispose()


def put(engine: sa.Engine, *captures: Article) -> list[str]:
    """Store captures one after the other; what became of each."""
    outcomes = []
    for one in captures:
        with engine.begin() as connection:
            lock_sites(connection, ["x"])
            outcomes += store_articles(connection, [replace_page(one)])
    return [str(outcome) for outcome in outcomes]


def replace_page(one: Article) -> Article:
    """A capture anew: storing one sets its revision."""
    made = replace(one)
    made.page = one.page
    return made


def versions(engine: sa.Engine, code: str = "1") -> list[tuple[int, str, int]]:
    """Revision, headline and year of each version, the oldest first."""
    with engine.connect() as connection:
        (found,) = select_versions(connection, Selection(news_code=code))
    return [(one.revision, one.title or "", int((one.fetched_at or "")[:4])) for one in found]


def test_captures_in_any_order_come_to_the_same(engine: sa.Engine, tmp_path: Any) -> None:
    years = (2015, 2017, 2019, 2021)
    for code, order in enumerate(permutations(years), 1):
        assert put(engine, *(capture(year, f"ن{year}", str(code)) for year in order))[0] == "new"
        assert versions(engine, str(code)) == [
            (number, f"ن{year}", year) for number, year in enumerate(years, 1)
        ]
        # Each version has the page that it was read from.
        with engine.connect() as connection:
            selection = Selection(news_code=str(code))
            found = list(select_pages(connection, selection, tmp_path, pytest.fail))
        assert sorted((page.revision, page.page.body.decode()) for page in found) == [
            (number, f"ن{year}") for number, year in enumerate(years, 1)
        ]


def test_what_a_neighbour_says_is_no_version(engine: sa.Engine) -> None:
    stored = [capture(2015, "a"), capture(2017, "b"), capture(2019, "c")]
    put(engine, *stored)
    before = versions(engine)
    assert put(engine, *stored) == ["duplicate"] * 3
    assert versions(engine) == before
    assert put(engine, capture(2014, "a"), capture(2018, "c")) == ["duplicate"] * 2
    assert versions(engine) == before
    # The site still had the earlier version then.
    assert put(engine, capture(2016, "a")) == ["duplicate"]
    assert versions(engine) == [(1, "a", 2016), (2, "b", 2017), (3, "c", 2019)]
    # It had one twice, with another in between.
    assert put(engine, capture(2018, "a")) == ["earlier"]
    assert versions(engine) == [(1, "a", 2016), (2, "b", 2017), (3, "a", 2018), (4, "c", 2019)]


def test_the_newest_is_as_it_was(engine: sa.Engine, query: Query) -> None:
    (newest,) = [capture(2021, "ب")]
    put(engine, newest)
    with engine.begin() as connection:
        gone = Failure("x", newest.url or "", "HTTP 404", "1", 404, "2023-01-01T00:00:00+00:00")
        gone.is_missing = True
        store_failures(connection, [gone])
    (before,) = query("SELECT * FROM articles")
    assert put(engine, capture(2017, "الف"), capture(2018, "ب")) == ["earlier", "duplicate"]
    (after,) = query("SELECT * FROM articles")
    assert after == before | {"revision": 2}
    assert before["vanished_at"] is not None
    # Nor is one that the site had later, but before it was gone.
    assert put(engine, capture(2022, "ب"), capture(2022, "پ")) == ["duplicate", "changed"]
    (after,) = query("SELECT * FROM articles")
    assert (after["title"], after["vanished_at"]) == ("پ", before["vanished_at"])
    assert put(engine, capture(2024, "پ")) == ["duplicate"]
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]


def test_a_version_that_the_site_had_before_and_after(engine: sa.Engine, tmp_path: Any) -> None:
    put(engine, capture(2015, "a"))
    assert put(engine, capture(2025, "a"), capture(2020, "b")) == ["duplicate", "earlier"]
    assert versions(engine) == [(1, "a", 2015), (2, "b", 2020), (3, "a", 2025)]
    assert put(engine, capture(2022, "c"), capture(2017, "d")) == ["earlier"] * 2
    expected = [(1, "a", 2015), (2, "d", 2017), (3, "b", 2020), (4, "c", 2022), (5, "a", 2025)]
    assert versions(engine) == expected
    again = [capture(year, text) for _, text, year in expected]
    assert put(engine, *again) == ["duplicate"] * 5
    assert versions(engine) == expected
    with engine.connect() as connection:
        found = list(select_pages(connection, Selection(), tmp_path, pytest.fail))
    assert {(page.revision, page.page.body) for page in found} == {
        (2, b"d"), (3, b"b"), (4, b"c"), (5, b"a")
    }  # fmt: skip


def test_pages_in_cold_files_keep_their_versions(
    engine: sa.Engine, url: str, tmp_path: Any, query: Query
) -> None:
    put(engine, capture(2017, "b"), capture(2019, "c"))
    folder = tmp_path / "cold"
    move_all(url, folder)
    assert query("SELECT id FROM pages") == []
    assert put(engine, capture(2015, "a"), capture(2018, "d")) == ["earlier"] * 2
    with engine.connect() as connection:
        found = list(select_pages(connection, Selection(), folder, pytest.fail))
    assert sorted((page.revision, page.page.body) for page in found) == [
        (1, b"a"), (2, b"b"), (3, b"d"), (4, b"c")
    ]  # fmt: skip


def test_a_version_that_was_reparsed_is_of_the_same_capture(
    engine: sa.Engine, query: Query
) -> None:
    put(engine, capture(2017, "as it was read"))
    query(
        "INSERT INTO revisions (article_id, site, news_code, url, title, sections, tags, images, "
        "fetched_at, revision, content_hash, problems) SELECT id, site, news_code, url, title, "
        "sections, tags, images, fetched_at, 1, content_hash, problems FROM articles"
    )
    query(
        "UPDATE articles SET revision = 2, content_hash = 'as it reads', title = 'as it reads', "
        "reparsed_at = '2023-01-01T00:00:00+00:00'"
    )
    # Read by today's rules, the older capture is what the reparsed version says.
    assert put(engine, capture(2016, "as it reads")) == ["duplicate"]
    assert put(engine, capture(2019, "as it reads")) == ["duplicate"]
    assert put(engine, capture(2018, "another")) == ["earlier"]
    # Between its own readings nothing comes; the site had it before the other one, too.
    assert [title for _, title, _ in versions(engine)] == [
        "as it reads", "another", "as it was read", "as it reads"
    ]  # fmt: skip


def test_reparse_reads_no_page_of_an_earlier_capture(engine: sa.Engine, tmp_path: Any) -> None:
    put(engine, capture(2021, "newest", has_page=False), capture(2017, "old"))
    put(engine, capture(2021, "other", "2"), capture(2017, "old", "2"))
    with engine.connect() as connection:
        found = list(pages_to_read(connection, Selection(), None, tmp_path, pytest.fail))
    assert [(page.page.body, page.revision) for page in found] == [(b"other", 2)]


def test_writers_at_the_same_time_give_no_number_twice(engine: sa.Engine) -> None:
    put(engine, capture(2050, "newest"))
    problems: list[Exception] = []

    def write(years: range) -> None:
        try:
            for year in years:
                put(engine, capture(year, str(year)))
        except Exception as error:
            problems.append(error)

    writers = [Thread(target=write, args=(range(2000 + n, 2040, 4),)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert problems == []
    expected = [*((year - 1999, str(year), year) for year in range(2000, 2040))]
    assert versions(engine) == [*expected, (41, "newest", 2050)]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=needs_postgresql)])
@pytest.mark.parametrize("bring", [copying.copy, refreshing.refresh])
def test_copies_follow(
    engine: sa.Engine, tmp_path: Any, kind: str, bring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BLOCK", 2)
    monkeypatch.setattr(refreshing, "OVERLAP", dict.fromkeys(refreshing.OVERLAP, 0))
    for code in "123":
        put(engine, capture(2020, "d", code), capture(2019, "c", code), capture(2018, "b", code))
    with fresh_schema() if kind == "postgresql" else nullcontext() as schema:
        target = open_engine(schema or f"sqlite:///{tmp_path / 'copy.db'}")
        bring(engine, target, lambda rows: None)
        put(engine, capture(2017, "a", "1"), capture(2021, "e", "1"), capture(2017, "a", "3"))
        bring(engine, target, lambda rows: None)
        tables = [articles, revisions]
        tables += [pages] if bring is copying.copy else []
        for table in tables:
            assert rows_of(target, table) == rows_of(engine, table)
        target.dispose()


def rows_of(engine: sa.Engine, table: sa.Table) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(table).order_by(table.c.id))]
