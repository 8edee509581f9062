"""Which articles are one story, in the database."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, open_engine
from newscrawl.database.articles import store_articles
from newscrawl.database.copying import copy
from newscrawl.database.reports import reading
from newscrawl.database.schema import articles
from newscrawl.database.stories.placing import MOST_CANDIDATES
from newscrawl.database.stories.rebuilding import rebuild
from newscrawl.database.stories.telling import has_stories, story_of
from newscrawl.items import Article
from tests.builders import article, store
from tests.conftest import Database, fresh_schema, on_both, on_postgresql, url_of

TEXT = (
    "شورای شهر در نشست امروز طرح ساماندهی میدان مرکزی را بررسی کرد و با اکثریت آرا آن را به "
    "تصویب رساند. رئیس شورا گفت کار از هفته آینده با همکاری شهرداری آغاز می‌شود و تا پایان پاییز "
    "به پایان می‌رسد. او از کسبه خواست تا در این مدت با پیمانکار همکاری کنند."
)
SIGNED = f"به گزارش دیدبان به نقل از ایسنا، {TEXT}"
OTHER = (
    "باران از بامداد فردا در استان‌های شمالی آغاز می‌شود و تا پایان هفته ادامه دارد. مدیرکل هواشناسی "
    "از رانندگان خواست در جاده‌های کوهستانی با احتیاط برانند و زنجیر چرخ همراه داشته باشند."
)


def of(site: str, body: str | None, *, code: int = 1, day: int = 13, **fields: Any) -> Article:
    values = {"content_hash": f"{body}", "published_at": f"2021-07-{day:02}T12:00:00+04:30"}
    return article(code, site, body=body, **{**values, **fields})


def stored(database: Database, *items: Article, is_on: bool = True) -> list[Any]:
    async def submit(archive: ArchiveWriter) -> list[Any]:
        try:
            return await asyncio.gather(*map(archive.submit, items))
        finally:
            await archive.close()

    return asyncio.run(submit(ArchiveWriter(url_of(database), with_stories=is_on)))


def stories(query: Any) -> list[int | None]:
    return [row["story_id"] for row in query("SELECT story_id FROM articles ORDER BY id")]


def slots(query: Any) -> set[tuple[int, int, int]]:
    rows = query("SELECT period, key, article_id FROM story_keys")
    return {(row["period"], row["key"], row["article_id"]) for row in rows}


@on_both
@pytest.mark.parametrize("together", [True, False])
def test_copies_are_one_story_whenever_they_come(
    database: Database, query: Any, together: bool
) -> None:
    items = [of("a", TEXT), of("b", SIGNED), of("c", OTHER), of("d", TEXT, day=14)]
    for batch in [items] if together else [[item] for item in items]:
        stored(database, *batch)
    a, b, c, d = stories(query)
    assert a == b == d
    assert None not in (a, c)
    assert a != c
    assert [item.story_id for item in items] == [a, b, c, d]


@on_both
def test_a_copy_takes_no_more_keys(database: Database, query: Any) -> None:
    stored(database, of("a", TEXT))
    before = slots(query)
    assert len(before) > 20
    stored(database, of("b", TEXT))
    assert slots(query) == before
    assert len(query("SELECT * FROM signatures")) == 2


@on_both
def test_what_is_days_apart_is_another_story(database: Database, query: Any) -> None:
    stored(database, *(of("a", TEXT, code=day, day=day) for day in (3, 5, 20)))
    first, second, third = stories(query)
    assert first == second != third


@on_both
def test_off_it_costs_and_stores_nothing(database: Database, query: Any) -> None:
    stored(database, of("a", TEXT), of("b", TEXT), is_on=False)
    assert stories(query) == [None, None]
    assert query("SELECT * FROM signatures") == query("SELECT * FROM story_keys") == []


@on_both
def test_an_article_without_a_text_has_no_story_and_that_is_told(
    database: Database, query: Any, url: str
) -> None:
    stored(database, of("a", None, images=[{"url": "https://a.ir/1.jpg", "alt": None}]))
    stored(database, of("b", TEXT), is_on=False)
    assert stories(query) == [None, None]
    with reading(url) as connection:
        found = [story_of(connection, articles.c.site == site) for site in "abc"]
        assert not has_stories(connection)
    assert [one and one.reason for one in found] == ["it has no text", "it was not looked at", None]
    assert found[2] is None


@on_both
def test_an_edited_article_is_looked_at_again(database: Database, query: Any) -> None:
    stored(database, of("a", TEXT), of("b", TEXT))
    stored(database, of("b", OTHER))
    first, second = stories(query)
    assert None not in (first, second)
    assert first != second
    stored(database, of("b", SIGNED))
    assert stories(query) == [first, first]
    assert len(query("SELECT * FROM signatures")) == 2


@on_both
def test_an_article_may_be_edited_twice_in_one_transaction(database: Database, query: Any) -> None:
    stored(database, of("a", TEXT), of("b", TEXT))
    stored(database, of("b", SIGNED), of("b", OTHER))
    first, second = stories(query)
    assert first != second
    assert len(query("SELECT * FROM signatures")) == 2


@on_both
def test_the_first_of_a_story_that_is_edited_leaves_its_keys_to_the_others(
    database: Database, query: Any
) -> None:
    stored(database, of("a", TEXT), of("b", TEXT))
    before = {slot[:2] for slot in slots(query)}
    stored(database, of("a", OTHER))
    assert {slot[:2] for slot in slots(query) if slot[2] == 2} == before
    stored(database, of("c", TEXT))
    first, second, third = stories(query)
    assert second == third != first


@on_both
def test_an_edit_while_it_is_off_leaves_nothing_wrong(database: Database, query: Any) -> None:
    stored(database, of("a", TEXT), of("b", TEXT))
    stored(database, of("a", OTHER), is_on=False)
    first, second = stories(query)
    assert first is None
    assert second is not None
    assert {row["article_id"] for row in query("SELECT article_id FROM signatures")} == {2}


@on_both
def test_a_text_in_common_makes_one_story_of_two(database: Database, query: Any) -> None:
    # Each has 70 % of the words of the third one, which is not enough for a story without it.
    words = TEXT.split()
    more = [f"{word}ان" for word in words]
    third = words + more
    part = round(len(words) * 1.4)
    one, other = third[:part], third[-part:]
    stored(database, of("a", " ".join(one)), of("b", " ".join(other)))
    first, second = stories(query)
    assert first != second
    stored(database, of("c", " ".join(third)))
    assert len(set(stories(query))) == 1


@on_both
def test_a_part_of_two_does_not_make_one_of_them(database: Database, query: Any) -> None:
    mine, yours = [f"{TEXT} {' '.join(f'{c}{w}' for w in TEXT.split())}" for c in "پژ"]
    stored(database, of("a", mine), of("b", yours))
    stored(database, of("c", TEXT))
    first, second, third = stories(query)
    assert first != second
    assert third in (first, second)


@on_both
def test_few_are_compared_however_many_there_are(
    database: Database, query: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 40
    report = "{} " + TEXT.replace(".", " {}.")
    texts = [report.format(*range(n * 10, n * 10 + 4)) for n in range(1, many)]
    stored(database, *(of("a", text, code=n) for n, text in enumerate(texts)))
    assert len(set(stories(query))) == many - 1
    compared = []

    def counted(one: list[str], other: list[str]) -> Any:
        compared.append(other)
        return likeness(one, other)

    from newscrawl.stories.comparing import likeness

    monkeypatch.setattr("newscrawl.database.stories.placing.likeness", counted)
    stored(database, of("b", report.format(1, 2, 3, 4)))
    assert 0 < len(compared) <= MOST_CANDIDATES


@on_postgresql
def test_copies_that_are_stored_at_the_same_moment_are_one_story(url: str, query: Any) -> None:
    engine = open_engine(url)
    waiting = threading.Event()

    def second() -> None:
        with engine.begin() as connection:
            waiting.set()
            store_articles(connection, [of("b", SIGNED)], with_stories=True)

    with engine.begin() as connection:
        store_articles(connection, [of("a", TEXT)], with_stories=True)
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(10)
        # Until it waits for this transaction: it has looked for others by then, and found none.
        blocked = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        with engine.connect() as watching:
            while not watching.scalar(blocked):
                watching.rollback()
                thread.join(0.01)
                assert thread.is_alive()
    thread.join(10)
    engine.dispose()
    first, other = stories(query)
    assert first == other is not None


@on_both
def test_an_archive_made_before_is_looked_at_in_small_steps(
    database: Database, query: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.database.stories.rebuilding.BATCH", 2)
    monkeypatch.setattr("newscrawl.database.stories.rebuilding.PAUSE", 0)
    stored(database, of("a", TEXT), of("b", OTHER), of("c", None, code=3), is_on=False)
    stored(database, of("d", SIGNED))
    engine = open_engine(url)
    steps = rebuild(engine, 1)
    assert next(steps) == 2
    steps.close()  # as by a kill
    assert [story is not None for story in stories(query)] == [True, True, False, True]
    assert list(rebuild(engine, 1)) == [1]
    a, b, c, d = stories(query)
    assert a == d != b
    assert c is None
    assert list(rebuild(engine, 1)) == []
    engine.dispose()


@on_both
def test_other_rules_look_at_all_again(
    database: Database, query: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(database, of("a", TEXT), of("b", SIGNED))
    before = slots(query)
    query("UPDATE signatures SET rules = 1")
    engine = open_engine(url)
    assert list(rebuild(engine, 1)) == [2]
    engine.dispose()
    assert slots(query) == before
    assert len(set(stories(query))) == 1


def test_processes_find_the_same(
    database: Database, query: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.database.stories.rebuilding.BATCH", 1)
    items = [of(site, text) for site, text in zip("abcdef", [TEXT, OTHER, SIGNED] * 2, strict=True)]
    store(database, *items)
    engine = open_engine(url)
    assert list(rebuild(engine, 2)) == [1, 2, 3, 4, 5, 6]
    engine.dispose()
    a, b, c, d, e, f = stories(query)
    assert a == c == d == f != b == e


@on_both
def test_a_copy_of_an_archive_finds_the_same_stories(
    database: Database, query: Any, url: str
) -> None:
    stored(database, of("a", TEXT))
    with fresh_schema() as target:
        source, engine = open_engine(url), open_engine(target)
        copy(source, engine, lambda rows: None)
        source.dispose()
        engine.dispose()
        stored(target, of("b", SIGNED))
        with reading(target) as connection:
            story = story_of(connection, articles.c.site == "b")
    assert story is not None
    assert story.total == 2
    assert story.story_id == stories(query)[0]
