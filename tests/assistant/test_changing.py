"""What sites changed and removed, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.items import Failure
from tests.assistant.asking import refused, told
from tests.builders import article, store
from tests.conftest import Database, on_both

pytestmark = on_both


def seen(code: int, hour: int, **fields: Any) -> Any:
    """An article as a crawl saw it at an hour of 22 Tir 1400 in UTC."""
    values = {"content_hash": f"{code} {hour}", "fetched_at": f"2021-07-13T{hour:02}:00:00+00:00"}
    return article(code, "demo", **{**values, **fields})


def gone(code: int, hour: int) -> Failure:
    return Failure(
        site="demo",
        url=f"https://demo.ir/fa/news/{code}",
        news_code=str(code),
        reason="HTTP 404: not found",
        status=404,
        at=f"2021-07-13T{hour:02}:00:00+00:00",
        is_missing=True,
    )


@pytest.fixture
def archive(database: Database, url: str) -> str:
    text = "وزیر گفت که بنزین گران نمی‌شود و تا پایان سال همین می‌ماند."
    store(database, *(seen(code, 8, title=f"بنزین {code}", body=text) for code in (1, 2, 3)))
    store(database, seen(1, 9, title="بنزین گران شد", body=text))
    store(database, seen(2, 10, title="بنزین 2", body=text.replace("نمی‌شود", "می‌شود")))
    store(database, gone(3, 11))
    store(database, gone(3, 13))
    return url


def test_the_newest_first_with_the_words(archive: str) -> None:
    answer = told(archive, "changes")
    kinds = [(one["kind"], one["news_code"]) for one in answer["changes"]]
    assert kinds == [("removed", "3"), ("edited", "2"), ("edited", "1")]
    removed, body, title = answer["changes"]
    assert removed["reason"] == "HTTP 404: not found"
    assert removed["at"] == "2021-07-13T17:30:00+04:30"
    assert body["seen_until"] == "2021-07-13T12:30:00+04:30"
    assert body["at"] == "2021-07-13T14:30:00+04:30"
    assert (body["removed_words"], body["added_words"]) == (1, 1)
    assert 0 < body["share"] < 0.2
    (change,) = title["changes"]
    assert change["field"] == "title"
    assert ("old", "1") in [(part["kind"], part["text"]) for part in change["parts"]]
    assert any("no dated article of demo" in line for line in answer["coverage"])


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ({"headlines": True}, ["1"]),
        ({"vanished": True}, ["3"]),
        ({"at_least": 0.9}, []),
        ({"limit": 1, "offset": 1}, ["2"]),
        ({"to_date": "1400/04/21"}, []),
        ({"from_date": "1400/04/22", "to_date": "2021-07-13", "site": "demo"}, ["3", "2", "1"]),
    ],
)
def test_filters(archive: str, arguments: dict[str, Any], codes: list[str]) -> None:
    answer = told(archive, "changes", **arguments)
    assert [one["news_code"] for one in answer["changes"]] == codes
    assert answer["next_offset"] == (2 if "limit" in arguments else None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"at_least": 5}, "at_least: Input should be less than or equal to 1"),
        ({"vanished": True, "headlines": True}, "vanished: shows no edits"),
        ({"from_date": "x"}, "from_date: expected a day"),
        ({"site": "zzz"}, "nothing of 'zzz'"),
        ({"limit": 51}, "limit: "),
    ],
)
def test_what_is_wrong_is_one_line(archive: str, arguments: dict[str, Any], says: str) -> None:
    assert says in refused(archive, "changes", **arguments)
