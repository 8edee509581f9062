"""What the archive has of a site, and what it lacks, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.database.coverage import IncompleteDay, coverage, spans
from newscrawl.database.reports import reading
from newscrawl.items import ArchiveDay
from newscrawl.persian.calendar import midnight
from newscrawl.trends.gaps import Reason
from newscrawl.trends.periods import jalali_day
from tests.builders import article, article_on, store
from tests.conftest import Database, on_both, rows_of

FIRST = date(2021, 6, 22)
READ_AT = "2021-08-31T12:00:00+00:00"


@on_both
def test_days_are_those_of_tehran(database: Database, url: str) -> None:
    moments = [
        midnight(FIRST),
        midnight(FIRST, days=1) - timedelta(seconds=1),
        midnight(FIRST, days=1),
    ]
    store(
        database,
        *(
            article(n, published_at=one.isoformat(), content_hash=str(n))
            for n, one in enumerate(moments, 1)
        ),
        ArchiveDay("yjc", "1400-04-01", 3, 1, READ_AT),
        ArchiveDay("yjc", "1400-04-02", 1, 1, READ_AT),
    )
    with reading(url) as connection:
        known = coverage(connection, "yjc")
        assert (known.first, known.last) == (FIRST, FIRST + timedelta(1))
        assert (known.articles, known.empty, known.unknown) == (3, 0, [])
        assert known.incomplete == [IncompleteDay(FIRST, 3, 2)]
        assert coverage(connection, "yjc", FIRST + timedelta(1)).articles == 1
        assert coverage(connection, "yjc", until=FIRST).articles == 2
        assert spans(connection) == {"yjc": (FIRST, FIRST + timedelta(1))}


@on_both
def test_a_gap_is_what_a_site_would_not_do(database: Database, url: str) -> None:
    store(
        database,
        *(
            article_on(10 * day + n, day, "daily")
            for day in range(60)
            if day not in (30, 31)
            for n in range(4)
        ),
        *(article_on(day, day, "weekly") for day in range(0, 60, 7)),
    )
    with reading(url) as connection:
        daily, weekly = (coverage(connection, site) for site in ("daily", "weekly"))
        (gap,) = daily.unknown
        assert (date.fromordinal(gap.first), gap.reason) == (FIRST + timedelta(30), Reason.GAP)
        assert (daily.empty, daily.missing) == (2, 2)
        assert (weekly.empty, weekly.missing) == (48, 0)
        # The days around those asked for tell what is usual.
        of_gap = coverage(connection, "daily", FIRST + timedelta(31), FIRST + timedelta(31))
        assert (of_gap.articles, of_gap.missing) == (0, 1)


@on_both
def test_nothing_is_not_an_error(database: Database, url: str) -> None:
    store(database, article(1, "x"))
    with reading(url) as connection:
        for site in ("x", "nosuch"):
            known = coverage(connection, site, FIRST, FIRST)
            assert (known.first, known.first_stored, known.articles, known.missing) == (
                None,
                None,
                0,
                0,
            )
        assert coverage(connection, "x").undated == 1
        assert spans(connection) == {"x": (None, None)}


@settings(max_examples=20)
@given(days=st.lists(st.integers(0, 700), min_size=1, max_size=30), since=st.integers(-50, 750))
def test_it_counts_as_the_rows_do(
    days: list[int], since: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database: Path = tmp_path_factory.mktemp("coverage") / "news.db"
    store(database, *(article_on(number, day) for number, day in enumerate(days, 1)))
    first = FIRST + timedelta(since)
    with reading(f"sqlite:///{database}") as connection:
        known = coverage(connection, "yjc", first)
    rows = rows_of(database, "SELECT published_jalali FROM articles")
    names = [
        row["published_jalali"] for row in rows if row["published_jalali"] >= jalali_day(first)
    ]
    assert known.articles == len(names)
    if known.first and known.last:
        assert known.empty == (known.last - known.first).days + 1 - len(set(names))
