"""What the rows of articles and failures hold."""

import json
from typing import Any

from newscrawl.items import Article, Failure
from tests.conftest import on_both
from tests.database.stories import MOMENT, article, store

pytestmark = on_both


def test_one_row_for_a_site_and_news_code(url: str, query: Any) -> None:
    assert store(url, article("1"), article("1"), article("1", site="y")) == [
        "new",
        "duplicate",
        "new",
    ]
    assert store(url, article("1", url="https://x.ir/other")) == ["duplicate"]
    assert len(query("SELECT * FROM articles")) == 2


def test_articles_without_code_are_told_apart_by_address(url: str) -> None:
    first, second = article(None, url="https://x.ir/a"), article(None, url="https://x.ir/b")
    assert store(url, first, second, first) == ["new", "new", "duplicate"]


def test_same_headline_under_two_codes_is_two_rows(url: str, query: Any) -> None:
    store(url, article("75041"), article("75042"))
    assert len(query("SELECT * FROM articles WHERE title = 'عنوان'")) == 2


def test_values_are_stored_as_documented(url: str, query: Any) -> None:
    images = [{"url": "https://x.ir/1.jpg", "alt": None}]
    store(url, article("1", published_at=MOMENT, tags=["ایران"], images=images))
    (row,) = query("SELECT * FROM articles")
    assert row["published_at"] == "2021-07-13T14:38:00+00:00"
    assert row["tags"] == '["ایران"]'
    assert json.loads(row["images"]) == images
    assert row["lead"] is None
    assert row["revision"] == 1


def test_a_failure_is_kept_once_and_forgotten_when_the_article_comes(url: str, query: Any) -> None:
    address = "https://x.ir/fa/news/7"
    store(url, Failure("x", address, "HTTP 500", "7", 500, MOMENT))
    store(url, Failure("x", address, "HTTP 404", "7", 404, MOMENT))
    (row,) = query("SELECT * FROM failures")
    assert (row["reason"], row["status"]) == ("HTTP 404", 404)
    store(url, article("7"))
    assert query("SELECT * FROM failures") == []


def test_a_change_is_a_revision_and_a_new_look_is_none(url: str, query: Any) -> None:
    store(url, article("1", content_hash="a", title="اول", tags=["یک"]))
    later = "2021-07-14T08:00:00+04:30"
    assert store(url, article("1", content_hash="a", fetched_at=later)) == ["duplicate"]
    changed = article("1", content_hash="b", title="دوم", fetched_at="2021-07-15T08:00:00+04:30")
    assert store(url, changed) == ["changed"]
    (row,) = query("SELECT * FROM articles")
    (old,) = query("SELECT * FROM revisions")
    assert (row["title"], row["revision"]) == ("دوم", 2)
    assert (old["title"], old["revision"], old["tags"]) == ("اول", 1, '["یک"]')
    assert (old["article_id"], old["fetched_at"]) == (row["id"], "2021-07-14T03:30:00+00:00")


def test_a_beginning_does_not_take_the_place_of_the_whole_text(url: str, query: Any) -> None:
    """Of a long post a page has the beginning, and the site's API the whole text."""

    def seen(body: str, *, goes_on: bool, **fields: Any) -> Article:
        one = article("1", content_hash=f"{body} {fields}", body=body, **fields)
        one.may_lack_lead, one.goes_on = True, goes_on
        return one

    begun = seen("یک", goes_on=True, lead="چکیده", problems=["body: the first of 2 pages"])
    assert store(url, begun) == ["new"]
    assert store(url, seen("یک\nدو", goes_on=False)) == ["changed"]
    assert store(url, begun) == ["duplicate"]
    assert query("SELECT body, problems FROM articles") == [{"body": "یک\nدو", "problems": "[]"}]
    assert store(url, seen("یک", goes_on=False)) == ["changed"]
    assert store(url, seen("یک\nدو", goes_on=False)) == ["changed"]
    assert store(url, seen("یک", goes_on=True, title="دیگر")) == ["changed"]
    assert store(url, seen("سه", goes_on=True)) == ["changed"]


def test_a_vanished_article_is_kept_and_marked(url: str, query: Any) -> None:
    address = "https://x.ir/fa/news/1"
    store(url, article("1"))
    store(url, Failure("x", address, "HTTP 500", "1", 500, MOMENT))
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]
    store(url, Failure("x", address, "HTTP 404", "1", 404, MOMENT, is_missing=True))
    assert query("SELECT vanished_at FROM articles")[0]["vanished_at"] is not None
    store(url, article("1"))
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]


def test_text_that_no_database_takes(url: str, query: Any) -> None:
    bad = "a\0b\ud83d"
    failure = Failure("x", f"https://x.ir/{bad}", bad, at=MOMENT)
    odd = article("1", title=bad, tags=[bad, r"\u0000"], images=[{"url": bad, "alt": None}])
    assert store(url, odd, failure) == ["new", "failure"]
    (row,) = query("SELECT title, tags, images FROM articles")
    assert row["title"] == "a�b�"
    assert json.loads(row["tags"]) == ["a�b�", r"\u0000"]
    assert json.loads(row["images"]) == [{"url": "a�b�", "alt": None}]
    assert query("SELECT reason FROM failures") == [{"reason": "a�b�"}]
    assert store(url, failure) == ["failure"]
    assert len(query("SELECT * FROM failures")) == 1


def test_an_address_longer_than_an_index_takes(url: str, query: Any) -> None:
    address = "https://x.ir/" + "".join(f"{n:x}" for n in range(5000))
    assert store(url, Failure("x", address, "HTTP 404", at=MOMENT)) == ["failure"]
    assert query("SELECT url FROM failures") == [{"url": address[:2000]}]


def test_a_row_without_code_gets_it_and_is_not_stored_again(url: str, query: Any) -> None:
    address = "https://x.ir/slug"
    known = article("150", url=address)
    assert store(url, article(None, url=address)) == ["new"]
    assert store(url, known) == ["duplicate"]
    assert query("SELECT news_code, revision FROM articles") == [
        {"news_code": "150", "revision": 1}
    ]
    # From now on it is known by its code, wherever it stands.
    assert store(url, article("150", url="https://x.ir/?p=150")) == ["duplicate"]
    # Nor does it lose the code again.
    assert store(url, article(None, url=address)) == ["duplicate"]
    assert query("SELECT news_code FROM articles") == [{"news_code": "150"}]


def test_a_row_without_code_that_changed_gets_it_too(url: str, query: Any) -> None:
    address = "https://x.ir/slug"
    store(url, article(None, url=address))
    changed = article("150", url=address, title="عنوان تازه", content_hash="1")
    other = article("150", url="https://x.ir/?p=150", title="عنوان تازه", content_hash="1")
    assert store(url, changed, other) == ["changed", "duplicate"]
    assert query("SELECT news_code, revision FROM articles") == [
        {"news_code": "150", "revision": 2}
    ]
