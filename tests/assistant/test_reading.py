"""The tools that find and read articles, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from newscrawl.assistant.asking import LONGEST_PIECE
from tests.assistant.asking import refused, told
from tests.builders import article, article_on, store
from tests.conftest import Database, on_both
from tests.database.test_stories import OTHER, SIGNED, TEXT, of, stored

pytestmark = on_both
LONG = "\n".join(
    f"بند {number}: رئیس‌جمهور گفت که بودجهٔ سال آینده بسته می‌شود." for number in range(400)
)


def texts(value: Any) -> Iterator[str]:
    """All texts in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.fixture
def archive(database: Database, url: str) -> str:
    rain = {"title": "باران در شمال", "lead": "كتاب‌هاي تازه", "sections": ["جامعه"]}
    store(
        database,
        article_on(101, 21, "demo", **rain, body="باران شب گذشته آمد.", content_hash="1"),
        article_on(102, 22, "demo", title="برف در شرق", body="برف بارید.", content_hash="2"),
        article_on(103, 60, "demo", title="بودجه", body=LONG, content_hash="3", tags=["بودجه"]),
        article_on(201, 21, "yjc", title="باران در گیلان", topic="weather", body="باران آمد."),
        article(None, "yjc", url="https://yjc.ir/page", title="بی‌کد", body="باران بی‌کد"),
    )
    changed = {"title": "برف در جنوب", "body": "برف سنگین بارید.", "content_hash": "4"}
    store(database, article_on(102, 22, "demo", **changed))
    return url


def test_what_is_found_says_where_it_is_from(archive: str) -> None:
    answer = told(archive, "search", query="باران", site="demo")
    assert answer["total"] == 1
    assert answer["next_offset"] is None
    (found,) = answer["articles"]
    assert found["site"] == "demo"
    assert found["news_code"] == "101"
    assert found["url"] == "https://demo.ir/fa/news/101"
    assert found["published_at"] == "2021-07-13T12:00:00+04:30"
    assert found["published_jalali"] == "1400-04-22"
    assert found["snippet"] == "باران شب گذشته آمد."
    assert any(
        "nothing of demo before 1400-04-22 (2021-07-13)" in line for line in answer["coverage"]
    )


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ({"query": "باران"}, ["101", "201", None]),
        ({"query": "کتابهای"}, ["101"]),
        ({"query": "باران -گیلان", "from_date": "۱۴۰۰/۰۴/۲۲"}, ["101"]),
        ({"query": "باران", "to_date": "2021-07-12"}, []),
        ({"query": "باران", "topic": "weather"}, ["201"]),
        ({"query": "title:بار*", "sort": "best", "limit": 50}, ["101", "201"]),
    ],
)
def test_filters(archive: str, arguments: dict[str, Any], codes: list[str | None]) -> None:
    answer = told(archive, "search", **arguments)
    found = [one["news_code"] for one in answer["articles"]]
    assert sorted(found, key=str) == codes
    assert answer["total"] == len(codes)


def test_pages_of_hits_are_one_after_the_other(archive: str) -> None:
    first = told(archive, "search", query="باران", limit=2)
    assert (len(first["articles"]), first["total"], first["next_offset"]) == (2, 3, 2)
    last = told(archive, "search", query="باران", limit=2, offset=2)
    assert (len(last["articles"]), last["next_offset"]) == (1, None)
    urls = {one["url"] for one in first["articles"] + last["articles"]}
    assert len(urls) == 3


def test_a_long_text_comes_in_pieces(archive: str) -> None:
    pieces: list[str] = []
    offset: int | None = 0
    while offset is not None:
        answer = told(archive, "article", site="demo", news_code=103, offset=offset)
        assert answer["body_length"] == len(LONG)
        assert answer["body_offset"] == offset
        assert len(answer["body"]) <= LONGEST_PIECE
        pieces.append(answer["body"])
        offset = answer["next_offset"]
    assert len(pieces) == -(-len(LONG) // LONGEST_PIECE) == 3
    assert "".join(pieces) == LONG


@pytest.mark.parametrize(
    "named",
    [
        {"site": "demo", "news_code": "۱۰۲"},
        {"site": "demo", "news_code": 102},
        {"url": "https://demo.ir/fa/news/102"},
    ],
)
def test_an_article_by_whatever_names_it(archive: str, named: dict[str, Any]) -> None:
    assert told(archive, "article", **named)["title"] == "برف در جنوب"
    answer = told(archive, "revisions", **named)
    assert answer["article"]["news_code"] == "102"
    assert [one["title"] for one in answer["versions"]] == ["برف در شرق", "برف در جنوب"]
    title, body = answer["versions"][1]["changes"]
    assert (title["field"], body["field"]) == ("title", "body")
    assert [(part["kind"], part["text"]) for part in title["parts"]] == [
        ("same", "برف در"), ("old", "شرق"), ("new", "جنوب"),
    ]  # fmt: skip
    assert ("new", "سنگین") in [(part["kind"], part["text"]) for part in body["parts"]]


def test_an_article_without_a_news_code(archive: str) -> None:
    named = {"url": "https://yjc.ir/page"}
    assert told(archive, "article", **named)["news_code"] is None
    assert told(archive, "revisions", **named)["total"] == 1
    assert told(archive, "story", **named)["reason"] == "it was not looked at"


def test_versions_in_pages(database: Database, archive: str) -> None:
    for number in range(5):
        store(
            database, article_on(102, 22, "demo", title=f"برف {number}", content_hash=f"x{number}")
        )
    first = told(archive, "revisions", site="demo", news_code=102, limit=3)
    assert (first["total"], first["next_offset"]) == (7, 3)
    last = told(archive, "revisions", site="demo", news_code=102, limit=50, offset=3)
    assert [one["revision"] for one in first["versions"] + last["versions"]] == [*range(1, 8)]
    assert last["versions"][0]["changes"] != []  # against the version before, on the page before


def test_a_long_difference_is_cut(database: Database, archive: str) -> None:
    other = " ".join(f"واژه{number}" for number in range(2500))
    store(database, article_on(103, 60, "demo", title="بودجه", body=other, content_hash="5"))
    (change,) = told(archive, "revisions", site="demo", news_code=103)["versions"][1]["changes"][:1]
    assert change["is_cut"] is True
    assert sum(len(part["text"]) for part in change["parts"]) <= 3000


def test_a_story_says_who_was_first(database: Database, url: str) -> None:
    stored(
        database,
        of("isna", TEXT, code=1, day=13),
        of("dana", SIGNED, code=2, day=14, agency="ایسنا"),
        of("isna", OTHER, code=4, day=14),
    )
    answer = told(url, "story", site="dana", news_code=2)
    first, second = answer["articles"]
    assert answer["total"] == 2
    assert (first["site"], first["is_source"]) == ("isna", True)
    assert (second["agrees"], second["removed_words"], second["added_words"]) == (True, 0, 7)
    (change,) = second["changes"]
    assert change["field"] == "text"
    assert {part["kind"] for part in change["parts"]} == {"same", "new"}
    one = told(url, "search", query="شورای", one_per_story=True)
    assert (one["total"], one["articles"][0]["others"]) == (1, 1)
    assert told(url, "story", site="dana", news_code=2, limit=1)["next_offset"] == 1


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("search", {}, "query: Field required"),
        ("search", {"query": " "}, "query: expected words to look for"),
        ("search", {"query": '"باران'}, "query: the quotation mark"),
        ("search", {"query": "باران " * 200}, "query: "),
        ("search", {"query": "x", "limit": 10_000}, "less than or equal to 50, got 10000"),
        ("search", {"query": "x", "limit": 0}, "limit: "),
        ("search", {"query": "x", "offset": 5000}, "less than or equal to 1000, got 5000"),
        ("search", {"query": "x", "sort": "oldest"}, "sort: Input should be 'newest' or 'best'"),
        ("search", {"query": "x", "topic": "football\nx"}, "topic: "),
        ("search", {"query": "x", "from_date": "1402/13/01"}, "from_date: there is no day"),
        (
            "search",
            {"query": "x", "from_date": "1402/01/02", "to_date": "1402/01/01"},
            "from_date: is after to_date",
        ),
        ("search", {"query": "x", "site": "dem"}, "nothing of 'dem': did you mean demo?"),
        ("search", {"query": "x", "sites": ["demo"]}, "sites: no such argument; allowed: query"),
        ("article", {}, "name the article by site and news_code, or by url"),
        ("article", {"site": "demo"}, "name the article by site and news_code, or by url"),
        ("article", {"site": "demo", "url": "https://demo.ir/"}, "name the article by site"),
        ("article", {"site": "demo", "news_code": 999}, "does not have demo/999"),
        ("article", {"url": "javascript:alert(1)"}, "does not have javascript:alert(1)"),
        ("article", {"url": "http://[::1"}, "does not have http://[::1"),
        ("article", {"site": "demo", "news_code": 101, "offset": -1}, "offset: "),
        ("revisions", {"site": "zzz", "news_code": 1}, "nothing of 'zzz': the tool sites"),
        ("story", {"site": "demo", "news_code": "'; DROP TABLE articles"}, "does not have demo/"),
        ("nosuch", {}, "Unknown tool: nosuch"),
    ],
)
def test_what_is_wrong_is_one_line(
    archive: str, name: str, arguments: dict[str, Any], says: str
) -> None:
    assert says in refused(archive, name, **arguments)


def test_hostile_texts_are_only_texts(database: Database, url: str) -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    hostile = (
        f"باران\u202e {hidden}<script>alert(1)</script>\u2066\x1b[2J\u200b و می\u200cرود\ufeff"
    )
    store(
        database,
        article(1, "demo", title=hostile * 60, body=hostile, lead=hostile, author=hostile,
                tags=[hostile] * 100, url="https://demo.ir/fa/news/1", agency="\u202eا"),
    )  # fmt: skip
    store(database, article(1, "demo", title="باران", body=f"{hostile} دو", content_hash="9"))
    answers = [
        told(url, "search", query="باران"),
        told(url, "article", site="demo", news_code=1),
        told(url, "revisions", site="demo", news_code=1),
    ]
    assert not set("\u202e\u2066\x1b\u200b\ufeff" + hidden) & set("".join(texts(answers)))
    assert answers[1]["body"].endswith("<script>alert(1)</script>[2J و می\u200cرود دو")
    (first, _) = answers[2]["versions"]
    assert len(first["title"]) <= 2000
