"""What sites changed, and what they removed: what is stored of it, and what is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.database import copying, open_engine
from newscrawl.database.articles import revise
from newscrawl.database.changes.reading import (
    ChangesPosition,
    changes_after,
    changes_position,
)
from newscrawl.database.exports import settled
from newscrawl.database.forgetting import Target, forget
from newscrawl.database.schema import articles, removals, revisions
from newscrawl.database.stories import Placing
from newscrawl.items import Article, RawPage
from tests.conftest import on_both
from tests.database.changes import BEGIN, BODY, at, codes, crawl, miss, page, put, told
from tests.database.stories import make_older

pytestmark = on_both


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    opened = open_engine(url)
    yield opened
    opened.dispose()


def rows(engine: sa.Engine, *columns: sa.Column[Any]) -> list[tuple[Any, ...]]:
    table = columns[0].table
    with engine.connect() as connection:
        found = connection.execute(sa.select(*columns).order_by(table.c.id))
        return [tuple(row) for row in found]


def edited(engine: sa.Engine) -> list[EditedArticle]:
    """The edits, the oldest first."""
    return [one for one in told(engine)[0][::-1] if isinstance(one, EditedArticle)]


def reparse(engine: sa.Engine, article: Article, revision: int, moment: datetime) -> None:
    with engine.begin() as connection:
        (id,) = connection.scalars(
            sa.select(articles.c.id).where(articles.c.news_code == article.news_code)
        )
        revise(connection, id, article, revision, Placing(connection, False), moment)


# -- edits -----------------------------------------------------------------------------


def test_an_edit_says_between_which_moments(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(1, 4), page(1, 10, title="برف در شمال کشور ۱"), page(1, 12))
    found, _ = told(engine)
    back, changed = found
    assert isinstance(changed, EditedArticle) and isinstance(back, EditedArticle)
    assert (changed.seen_until, changed.changed_by) == (at(4), at(10))
    assert [(part.kind, part.text) for part in changed.edit.fields["title"]] == [
        ("old", "باران"), ("new", "برف"), ("same", " در شمال کشور ۱"),
    ]  # fmt: skip
    assert (changed.edit.removed, changed.edit.added) == (1, 1)
    assert 0 < changed.edit.share < 0.1 and changed.edit.is_of_headline
    assert (back.seen_until, back.changed_by) == (at(10), at(12))


def test_another_spelling_order_or_picture_is_no_edit(engine: sa.Engine) -> None:
    put(
        engine,
        page(1, 0, tags=["الف", "ب"], content_hash="0"),
        page(
            1,
            1,
            title="باران در شمال كشور ۱",
            tags=["ب", "الف"],
            images=[{"url": "2.jpg"}],
        ),
        page(1, 2, modified_at=at(2).isoformat()),
    )
    # Not the same as the archive compares them, but the same words.
    other = page(1, 3, body=BODY.replace("استان‌های", "استانهای").replace("\n", " "))
    put(engine, other)
    assert other.revision == 2
    assert told(engine)[0] == []


def test_a_lead_that_moves_into_the_body_is_no_edit(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(1, 1, lead=None, body=f"هواشناسی هشدار داد.\n{BODY}"))
    assert told(engine)[0] == []
    put(engine, page(1, 2, lead="هواشناسی هشدار داد.", body=f"{BODY} پایان."))
    (changed,) = told(engine)[0]
    assert isinstance(changed, EditedArticle)
    assert list(changed.edit.fields) == ["body"] and changed.edit.added == 1


def test_a_reparse_is_no_edit(engine: sa.Engine) -> None:
    put(engine, page(1, 0))
    reparse(engine, page(1, 0, lead="دیگر"), 1, at(1))
    reparse(engine, page(1, 0, lead="باز هم دیگر"), 2, at(2))
    assert told(engine)[0] == []
    # A crawl that reads it as before the reparse, or in between.
    put(engine, page(1, 3, lead="دیگر"))
    assert rows(engine, revisions.c.is_edited) == [(False,), (False,), (True,)]
    assert told(engine)[0] == []
    put(engine, page(1, 4, lead="سایت عوض کرد"))
    assert codes(told(engine)[0]) == ["1"]


def test_filters(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(2, 0), page(3, 0))
    put(
        engine,
        page(1, 10, title="دیگر"),
        page(2, 20, body=f"{BODY} پایان."),
        miss(3, 5),
        miss(3, 30),
    )
    put(engine, page(4, 0, site="y"), page(4, 25, site="y", body="همه چیز دیگر است."))
    assert codes(told(engine)[0]) == ["-3", "4", "2", "1"]
    assert codes(told(engine, site="y")[0]) == ["4"]
    assert codes(told(engine, since=at(20))[0]) == ["-3", "4", "2"]
    assert codes(told(engine, since=at(10), before=at(20))[0]) == ["1"]
    assert codes(told(engine, headlines=True)[0]) == ["1"]
    assert codes(told(engine, at_least=0.3)[0]) == ["4"]
    assert codes(told(engine, vanished=True)[0]) == ["-3"]


def test_many_are_read_page_by_page(engine: sa.Engine) -> None:
    put(engine, *(page(n, 0) for n in range(230)))
    put(engine, *(page(n, 5 + n % 3, title=f"دیگر {n}") for n in range(230)))
    found, _ = told(engine)
    assert sorted(map(int, codes(found))) == list(range(230))
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)


# -- older captures --------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)])
def test_moments_whatever_the_order_of_captures(engine: sa.Engine, order: tuple[int, ...]) -> None:
    put(engine, *(page(1, hour, title=f"نسخه شماره {hour}") for hour in order))
    found = edited(engine)
    assert [(one.before.title, one.after.title) for one in found] == [
        (f"نسخه شماره {n}", f"نسخه شماره {n + 1}") for n in range(3)
    ]
    for number, one in enumerate(found):
        assert one.seen_until == at(number)
        assert one.changed_by in (at(number + 1), None)


def test_an_older_capture_of_what_is_there_moves_the_moment(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(1, 10, title="دیگر"), page(1, 4))
    (changed,) = edited(engine)
    assert (changed.seen_until, changed.changed_by) == (at(4), at(10))


def test_a_page_that_was_kept_tells_when_it_was_twice(engine: sa.Engine) -> None:
    put(engine, page(1, 0, title="یک"))
    again = page(1, 5, title="دو")
    again.page = RawPage(again.url or "", 200, [], "utf-8", b"1", "1")
    put(engine, again, page(1, 20, title="دو"), page(1, 9, title="سه"))
    assert [
        (one.before.title, one.after.title, one.seen_until, one.changed_by)
        for one in edited(engine)
    ] == [
        ("یک", "دو", at(0), at(5)), ("دو", "سه", at(5), at(9)), ("سه", "دو", at(9), None),
    ]  # fmt: skip


def test_the_same_twice_leaves_no_moment_before_the_other(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(1, 5, title="دیگر"), page(1, 20, title="دیگر"), page(1, 9))
    for one in edited(engine):
        assert one.changed_by is None or one.changed_by > one.seen_until


# -- removals --------------------------------------------------------------------------


def vanished(engine: sa.Engine) -> list[Any]:
    return [row[0] for row in rows(engine, articles.c.vanished_at)]


def test_gone_twice_with_time_between_is_removed(engine: sa.Engine) -> None:
    put(engine, page(1, 0), page(1, 2), miss(1, 5))
    assert vanished(engine) == [at(5)] and told(engine)[0] == []
    put(engine, miss(1, 5.4))
    assert told(engine)[0] == []
    put(engine, miss(1, 6, status=410, reason="HTTP 410"), miss(1, 9))
    (gone,) = told(engine)[0]
    assert isinstance(gone, RemovedArticle) and not gone.is_back
    assert (gone.seen_until, gone.missed_at, gone.at, gone.last_missed_at) == (
        at(2), at(5), at(6), at(9),
    )  # fmt: skip
    assert (gone.status, gone.reason, gone.back_at) == (410, "HTTP 410", None)
    assert gone.article.title == page(1, 0).title
    assert vanished(engine) == [at(5)]


def test_seen_in_between_is_not_removed(engine: sa.Engine) -> None:
    put(engine, page(1, 0), miss(1, 5), page(1, 6), miss(1, 7))
    assert vanished(engine) == [at(7)] and told(engine)[0] == []


@pytest.mark.parametrize("status", [403, 500, 503, None])
def test_what_is_no_answer_of_the_site_removes_nothing(engine: sa.Engine, status: Any) -> None:
    put(engine, page(1, 0))
    put(engine, *(miss(1, hour, status=status, is_missing=False) for hour in (1, 2, 3)))
    assert vanished(engine) == [None] and told(engine)[0] == []


@pytest.mark.parametrize("title", ["باران در شمال کشور 1", "عنوان دیگر"])
def test_an_article_comes_back(engine: sa.Engine, title: str) -> None:
    put(engine, page(1, 0), miss(1, 1), miss(1, 3), page(1, 8, title=title))
    assert vanished(engine) == [None]
    back, *_, gone = told(engine, vanished=True)[0]
    assert isinstance(back, RemovedArticle) and isinstance(gone, RemovedArticle)
    assert (back.is_back, back.at, back.missed_at) == (True, at(8), at(1))
    assert gone.back_at == at(8)
    put(engine, miss(1, 10), miss(1, 12))
    again, *_ = told(engine, vanished=True)[0]
    assert isinstance(again, RemovedArticle)
    assert (again.is_back, again.missed_at, again.back_at) == (False, at(10), None)
    assert len(rows(engine, removals.c.id)) == 3


def test_an_older_capture_does_not_bring_it_back(engine: sa.Engine) -> None:
    put(engine, page(1, 0), miss(1, 5), miss(1, 10), miss(1, 20))
    put(engine, page(1, 3), page(1, 2, title="پیشتر"))
    assert vanished(engine) == [at(5)] and codes(told(engine, vanished=True)[0]) == ["-1"]
    # Seen between two misses: gone at the last one all the same.
    put(engine, page(1, 15))
    assert vanished(engine) == [at(20)] and codes(told(engine, vanished=True)[0]) == ["-1"]
    put(engine, page(1, 25, title="دیگر"))
    assert vanished(engine) == [None] and codes(told(engine, vanished=True)[0]) == ["+1", "-1"]


def test_without_a_news_code_the_address_tells(engine: sa.Engine) -> None:
    url = "https://x.ir/باران"
    put(engine, page(1, 0, news_code=None, url=url))
    put(engine, *(miss(1, hour, news_code=None, url=url) for hour in (2, 4)))
    assert vanished(engine) == [at(2)] and len(told(engine)[0]) == 1


# -- floods ----------------------------------------------------------------------------


def themed(code: int, hours: float, **fields: Any) -> Article:
    """With a line of the new theme in its body."""
    body = fields.pop("body", BODY)
    return page(code, hours, body=f"{body}\nکد خبر {code} را برای دوستان خود بفرستید", **fields)


def test_a_new_theme_is_one_line_and_an_edit_in_it_still_shows(engine: sa.Engine) -> None:
    put(engine, *(page(n, 0) for n in range(1, 41)))
    put(engine, *(themed(n, 24.5) for n in range(1, 40)), themed(40, 24.6, title="عنوان تازه"))
    crawl(engine, 24, {"newscrawl/changed": 40, "newscrawl/duplicate": 400})
    found, changes = told(engine)
    (one,) = found
    assert isinstance(one, EditedArticle) and one.after.news_code == "40"
    assert list(one.edit.fields) == ["title"] and (one.edit.removed, one.edit.added) == (5, 2)
    flood = changes.floods["x"]
    assert (flood.edited, flood.removed, flood.since) == (39, 0, at(24))
    assert len(told(engine, floods=True)[0]) == 40


def test_later_crawls_find_the_rest_of_a_theme(engine: sa.Engine) -> None:
    put(engine, *(page(n, 0) for n in range(12)))
    for number in range(6):
        hours = 2.5 + 2 * number
        put(engine, themed(2 * number, hours), themed(2 * number + 1, hours + 0.1))
        crawl(engine, hours - 0.5, {"newscrawl/changed": 2, "newscrawl/duplicate": 90})
    put(engine, themed(3, 20, title="عنوان تازه"))
    crawl(engine, 19.5, {"newscrawl/changed": 1, "newscrawl/duplicate": 90})
    found, changes = told(engine)
    assert codes(found) == ["3"] and changes.floods["x"].edited == 12
    assert changes.floods["x"].since == at(2)


def test_most_of_what_was_looked_at_again_is_a_flood(engine: sa.Engine) -> None:
    put(engine, *(page(n, 0) for n in range(60)))
    put(engine, *(page(n, 24.5, body=f"نوشتهٔ {'آب' * (n + 1)}\n{BODY}") for n in range(60)))
    crawl(engine, 24, {"newscrawl/changed": 60, "newscrawl/duplicate": 30})
    found, changes = told(engine)
    assert found == [] and changes.floods["x"].edited == 60


def test_edits_of_a_usual_day_stay(engine: sa.Engine) -> None:
    put(engine, *(page(n, 0) for n in range(80)))
    put(engine, *(page(n, 24.5, body=f"{BODY} {'آب' * (n + 1)}") for n in range(60)))
    crawl(engine, 24, {"newscrawl/changed": 60, "newscrawl/duplicate": 300})
    found, changes = told(engine)
    assert len(found) == 60 and changes.floods == {}


def test_a_site_that_lost_all_its_pages_is_a_flood(engine: sa.Engine) -> None:
    put(engine, *(page(n, 0) for n in range(60)))
    put(engine, *(miss(n, 20) for n in range(60)), *(miss(n, 24.5) for n in range(60)))
    crawl(engine, 24, {"newscrawl/failure": 60, "newscrawl/duplicate": 10})
    found, changes = told(engine)
    assert found == [] and (changes.floods["x"].removed, changes.floods["x"].edited) == (60, 0)


# -- what is new since last time -------------------------------------------------------


def after(engine: sa.Engine, position: ChangesPosition) -> tuple[list[str], ChangesPosition]:
    with engine.connect() as connection:
        end = changes_position(connection)
        return codes(changes_after(connection, position, end)), end


def test_changes_after_a_position(engine: sa.Engine) -> None:
    nothing, start = after(engine, ChangesPosition())
    assert nothing == [] and start == ChangesPosition()
    put(engine, page(1, 0), page(2, 0), page(1, 10, title="دیگر"), miss(2, 1), miss(2, 2))
    found, first = after(engine, start)
    assert found == ["1", "-2"]
    assert after(engine, first) == ([], first)
    put(engine, page(2, 20), page(1, 30), page(1, 5, title="از بایگانی وب"))
    found, second = after(engine, first)
    assert found == ["1", "1", "+2"]
    assert after(engine, second) == ([], second)
    of_shared = settled(engine.url.render_as_string(hide_password=False), changes_position)
    assert of_shared in (None, second)


# -- the rest of the archive -----------------------------------------------------------


def test_forgetting_an_article_forgets_that_it_was_removed(engine: sa.Engine) -> None:
    put(engine, page(1, 0), miss(1, 1), miss(1, 2), page(2, 0), miss(2, 1), miss(2, 2))
    with engine.begin() as connection:
        forget(connection, Target("x", "1", None), "خواست", BEGIN)
    assert codes(told(engine)[0]) == ["-2"]


def test_a_copy_has_them(engine: sa.Engine, tmp_path: Any) -> None:
    put(
        engine, page(1, 0), page(1, 5, title="دیگر"), page(2, 0), miss(2, 1), miss(2, 2), page(2, 3)
    )
    target = open_engine(f"sqlite:///{tmp_path / 'copy.db'}")
    copying.copy(engine, target, lambda count: None)
    assert told(target)[0] == told(engine)[0]
    target.dispose()


def test_an_older_archive_is_migrated(url: str, query: Any) -> None:
    make_older(url, "0014")
    moment = {hour: at(hour).isoformat() for hour in range(30)}

    def version(table: str, code: int, revision: int, hour: int, **more: Any) -> None:
        values = {
            "site": "x", "news_code": str(code), "url": f"u{code}", "title": f"نسخه {revision}",
            "sections": "[]", "tags": "[]", "images": "[]", "problems": "[]",
            "fetched_at": moment[hour], "revision": revision, "content_hash": str(revision), **more,
        }  # fmt: skip
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        query(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())

    def failure(code: int, hour: int, is_missing: bool = True) -> None:
        query(
            "INSERT INTO failures (site, url, news_code, status, reason, at, is_missing) "
            "VALUES ('x', ?, ?, 404, 'HTTP 404', ?, ?)",
            f"u{code}", str(code), moment[hour], is_missing,
        )  # fmt: skip

    version("articles", 1, 4, 9, id=1)
    version("revisions", 1, 1, 2, article_id=1)
    version("revisions", 1, 2, 2, article_id=1, reparsed_at=moment[3])
    version("revisions", 1, 3, 6, article_id=1)
    version("articles", 2, 2, 9, id=2, reparsed_at=moment[10])
    version("revisions", 2, 1, 9, article_id=2)
    query(
        "INSERT INTO pages (site, article_id, revision, item_url, url, status, headers, encoding, "
        "size, fetched_at, rules, body) "
        "VALUES ('x', 1, 3, 'u', 'u', 200, '[]', 'utf-8', 1, ?, '', ?)",
        moment[5], b"1",
    )  # fmt: skip
    for code, last in ((3, 12), (4, 10), (5, 12)):
        version("articles", code, 1, 9, id=code, vanished_at=moment[10])
        failure(code, last, code != 5)
    engine = open_engine(url)
    assert rows(engine, revisions.c.revision, revisions.c.is_edited, revisions.c.replaced_at) == [
        (1, False, None), (2, True, at(5)), (3, True, None), (1, False, None),
    ]  # fmt: skip
    assert [
        (one.article.news_code, one.seen_until, one.missed_at, one.at)
        for one in told(engine, vanished=True)[0]
        if isinstance(one, RemovedArticle)
    ] == [("3", at(9), at(10), at(12))]
    newest, oldest = told(engine, headlines=True)[0]
    assert isinstance(newest, EditedArticle) and isinstance(oldest, EditedArticle)
    assert (oldest.before.title, oldest.changed_by) == ("نسخه 2", at(5))
    assert (newest.seen_until, newest.changed_by) == (at(6), None)
    # The rest goes on from there.
    again = page(3, 25, url="u3")
    again.content_hash = "1"
    put(engine, miss(4, 20, url="u4"), again)
    assert codes(told(engine, vanished=True)[0]) == ["+3", "-4", "-3"]
    engine.dispose()
