"""Counts and shares by period, compared with plain counts, on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from newscrawl.database.reports import reading
from newscrawl.database.search.sqlite import fts5_expression
from newscrawl.database.selection import Selection
from newscrawl.database.trends import trend
from newscrawl.items import ArchiveDay
from newscrawl.persian.calendar import TEHRAN, in_tehran, to_jalali
from newscrawl.search import parse
from newscrawl.trends.gaps import Reason
from newscrawl.trends.periods import By
from newscrawl.trends.shares import Split, Trend
from tests.builders import article, article_on, store
from tests.conftest import Database, Query, on_both, rows_of, url_of
from tests.database import trending
from tests.database.trending import QUERIES, SITES, made, plainly

SIZES = {By.DAY: 10, By.MONTH: 7, By.YEAR: 4}


@pytest.fixture
def filled(database: Database) -> Database:
    store(database, *made())
    return database


def asked(database: Database, *queries: str, by: By = By.MONTH, **options: Any) -> Trend:
    selection = options.pop("selection", Selection())
    with reading(url_of(database)) as connection:
        parsed = {text: parse(text) for text in queries}
        return trend(connection, parsed, selection, by=by, **options)


def counts(found: Trend, number: int = 0) -> dict[str, int]:
    points = found.series[number].points
    return {point.period.name: point.matches for point in points if point.matches}


@on_both
def test_twenty_queries_are_counted_as_texts_and_sql_count_them(filled: Database) -> None:
    everything = Counter((one.published_jalali or "")[:7] for one in made())
    found = asked(filled, *QUERIES)
    daily = asked(filled, *QUERIES, by=By.DAY)
    sizes = set()
    for number, text in enumerate(QUERIES):
        expected = plainly(text, 7)
        assert counts(found, number) == {name: n for name, n in expected.items() if name}, text
        assert found.series[number].undated == expected[""], text
        assert counts(daily, number) == {n: c for n, c in plainly(text, 10).items() if n}, text
        if not isinstance(filled, str):
            sql = (
                "SELECT substr(published_jalali, 1, 7) AS month, count(*) AS n FROM articles WHERE "
                "published_jalali NOT NULL AND id IN (SELECT rowid FROM articles_fts "
                "WHERE articles_fts MATCH ?) GROUP BY 1"
            )
            rows = rows_of(filled, sql, fts5_expression(parse(text)))
            assert counts(found, number) == {row["month"]: row["n"] for row in rows}, text
        sizes.add(expected.total())
        for point in found.series[number].points:
            assert point.articles == everything[point.period.name]
    assert len(sizes) > 8  # words are of different frequency
    assert found.undated == everything[""] > 0


@on_both
@pytest.mark.parametrize("by", SIZES)
def test_sites_and_filters(by: By, filled: Database) -> None:
    for fields, options in (
        ({"site": "yjc"}, {"sites": ["yjc"]}),
        ({"topic": "sport"}, {"selection": Selection(topic="sport")}),
        (
            {"topic": "sport", "site": "tabnak"},
            {"selection": Selection(topic="sport"), "sites": ["tabnak"]},
        ),
    ):
        found = asked(filled, "شهر", by=by, **options)
        expected = plainly("شهر", SIZES[by], **fields)
        assert counts(found) == {name: n for name, n in expected.items() if name}
        assert found.series[0].undated == expected[""]
        everything = Counter(
            (one.published_jalali or "")[: SIZES[by]]
            for one in made()
            if all(getattr(one, name) == value for name, value in fields.items())
        )
        for point in found.series[0].points:
            assert point.articles in (everything[point.period.name], None)
        assert found.undated == everything[""]


@on_both
def test_sections_and_tags(filled: Database) -> None:
    found = asked(filled, "شهر", selection=Selection(section="ورزشی"))
    some = [one for one in made() if one.sections == ["ورزشی"] and one.published_jalali]
    matching = [one for one in some if trending.has(one, parse("شهر"))]
    assert found.series[0].matches == len(matching) > 0
    assert sum(point.articles or 0 for point in found.series[0].points) == len(some)


@on_both
@pytest.mark.parametrize("split", Split)
def test_parts(split: Split, filled: Database) -> None:
    found = asked(filled, "شهر", "باران", split=split, top=2)
    values = {str(getattr(one, split)) for one in made()} - {"None"}
    assert found.left_out == len(values) - 2
    assert [one.query for one in found.series] == ["شهر", "شهر", "باران", "باران"]
    totals = []
    for series in found.series:
        assert series.value is not None
        expected = plainly(series.query, 7, **{split.value: series.value})
        assert {p.period.name: p.matches for p in series.points if p.matches} == {
            name: n for name, n in expected.items() if name
        }
        assert series.undated == expected[""]
        whole = Counter(
            (one.published_jalali or "")[:7]
            for one in made()
            if getattr(one, split) == series.value
        )
        for point in series.points:
            assert point.articles in (whole[point.period.name], None)
        totals.append(series.matches)
    assert totals[0] >= totals[1]
    assert totals[2] >= totals[3]


@on_both
def test_weeks_and_days_that_are_given(filled: Database) -> None:
    since, before = (datetime(2021, 4, n, tzinfo=TEHRAN) for n in (6, 20))
    found = asked(filled, "شهر", by=By.WEEK, selection=Selection(since=since, before=before))
    first, second, third = found.series[0].points
    assert [one.period.name for one in (first, second, third)] == [
        "1400-01-14", "1400-01-21", "1400-01-28",
    ]  # fmt: skip
    assert [one.period.days for one in (first, second, third)] == [4, 7, 3]
    days = plainly("شهر", 10)
    assert first.matches == sum(days[f"1400-01-{day}"] for day in range(17, 21))
    assert second.matches == sum(days[f"1400-01-{day}"] for day in range(21, 28))
    assert third.matches == sum(days[f"1400-01-{day}"] for day in range(28, 31))


@on_both
def test_a_gap_is_no_zero(filled: Database) -> None:
    found = asked(filled, "شهر", by=By.DAY, sites=["tabnak"])
    unknown = {p.period.first for p in found.series[0].points if p.matches is None}
    begin = trending.BEGIN.toordinal()
    # Also the Fridays at both ends, which the site never has, and which are as unknown.
    assert set(range(begin + 60, begin + 75)) <= unknown
    assert len(unknown) <= 17
    reasons = {p.reason for p in found.series[0].points if p.matches is None}
    assert reasons == {Reason.GAP}
    fridays = [
        p for p in found.series[0].points
        if datetime.fromordinal(p.period.first).weekday() == 4 and p.period.first not in unknown
    ]  # fmt: skip
    assert len(fridays) > 15
    assert {(p.matches, p.articles, p.share) for p in fridays} == {(0, 0, None)}
    # With others the share is over those that have data.
    both = asked(filled, "شهر", by=By.DAY, sites=["tabnak", "yjc"])
    number = 65
    assert both.missing()[number] == {Reason.GAP: ["tabnak"]}
    point = both.series[0].points[number]
    assert (point.articles, point.days, point.unknown_days) == (3, 2, 1)


@on_both
def test_what_the_site_lists_decides(filled: Database) -> None:
    days = [trending.BEGIN.date() + timedelta(days=day) for day in range(60, 75)]
    names = ["{:04}-{:02}-{:02}".format(*(to_jalali(day) or (0, 0, 0))) for day in days]
    at = "2021-09-01T00:00:00+00:00"
    store(
        filled, *(ArchiveDay("tabnak", name, 0 if n else 5, 1, at) for n, name in enumerate(names))
    )
    found = asked(filled, "شهر", by=By.DAY, sites=["tabnak"])
    unknown = [(p.period.name, p.reason) for p in found.series[0].points if p.matches is None]
    assert unknown == [(names[0], Reason.LISTED)]


@on_both
def test_days_begin_at_midnight_in_tehran(database: Database) -> None:
    # Around both midnights that a day has by UTC, in summer and in winter, before and after the
    # last change of the clocks; and in the years of other offsets.
    moments = [
        f"{day}T{clock}+00:00"
        for day in ("1977-11-05", "1978-07-05", "2021-07-13", "2021-12-13", "2022-09-21",
                    "2024-07-13")
        for clock in ("18:59:59", "19:00:00", "19:29:59", "19:30:00", "19:59:59", "20:00:00",
                      "20:29:59", "20:30:00", "23:59:59", "00:00:00")
    ]  # fmt: skip
    items, expected = [], Counter()
    for code, moment in enumerate(moments, 1):
        day = to_jalali(in_tehran(datetime.fromisoformat(moment)).date())
        assert day is not None
        name = "{:04}-{:02}-{:02}".format(*day)
        items.append(article(code, published_at=moment, published_jalali=name))
        expected[name] += 1
    store(database, *items)
    assert counts(asked(database, "متن", by=By.DAY)) == expected


@on_both
def test_stories_count_once(database: Database, query: Query) -> None:
    days = {1: 1, 2: 2, 3: 40, 4: 41, 5: 2, 6: None}
    for code, day in days.items():
        title = "باران آمد" if code in (2, 3, 5, 6) else "برف"
        site = "yjc" if code % 2 else "tabnak"
        store(database, article_on(code, day, site, title=title, content_hash=str(code), body="x"))
    # 1, 2 and 3 are one story, of which the first does not match; 4 and 5 are another one.
    query("UPDATE articles SET story_id = 1 WHERE news_code IN ('1', '2', '3')")
    query("UPDATE articles SET story_id = 4 WHERE news_code IN ('4', '5')")
    found = asked(database, "باران", one_per_story=True)
    points = [(p.period.name, p.matches, p.articles) for p in found.series[0].points]
    assert points == [("1400-04", 2, 2), ("1400-05", 0, 2)]
    assert found.series[0].undated == 1
    assert asked(database, "باران").series[0].matches == 3
    split = asked(database, "باران", one_per_story=True, split=Split.SITE)
    assert {one.value: one.matches for one in split.series} == {"tabnak": 1, "yjc": 2}


@on_both
def test_an_archive_without_anything(database: Database) -> None:
    found = asked(database, "باران")
    assert (found.periods, found.sites, found.series[0].points) == ([], [], [])
    store(database, article("1", title="باران"))
    found = asked(database, "باران", split=Split.SITE)
    assert (found.periods, found.undated) == ([], 1)
    assert asked(database, "باران").series[0].undated == 1


@on_both
def test_a_day_to_come_makes_no_years(database: Database) -> None:
    for code, year in enumerate((2021, 2110), 1):
        moment = f"{year}-07-13T10:00:00+03:30"
        store(database, article(code, published_at=moment, published_jalali=f"{year - 621}-04-22"))
    assert len(asked(database, "باران", by=By.YEAR).periods) < 50


@on_both
def test_sites_without_articles(filled: Database) -> None:
    found = asked(filled, "شهر", sites=["yjc", "nosuch"])
    assert all(one == {Reason.BEFORE: ["nosuch"]} for one in found.missing())
    only = asked(filled, "شهر", sites=["nosuch"])
    assert only.periods == []


def test_the_sites_are_different() -> None:
    assert len(SITES) == 3
    assert len(made()) > 800
