"""The tools that count, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assistant.asking import refused, told
from tests.builders import article, article_on, store
from tests.conftest import Database, on_both

pytestmark = on_both


@pytest.fixture
def archive(database: Database, url: str) -> str:
    store(
        database,
        *(article_on(100 + day, day, "demo", title="باران آمد") for day in range(10)),
        *(article_on(200 + day, day, "demo", title="برف", agency="ایسنا") for day in range(60)),
        *(article_on(300 + day, day, "yjc", title="باران", topic="weather") for day in range(5)),
        article(400, "demo", title="باران بی‌تاریخ"),
    )
    return url


def test_shares_by_month_in_both_calendars(archive: str) -> None:
    answer = told(archive, "trend", queries=["باران", "برف"], site="demo")
    assert [one["period"] for one in answer["periods"]] == ["1400-04", "1400-05"]
    assert answer["periods"][1]["first"] == {"jalali": "1400-05-01", "gregorian": "2021-07-23"}
    rain, snow = answer["series"]
    assert (rain["query"], rain["matches"], rain["undated"]) == ("باران", 10, 1)
    first, second = rain["points"]
    assert (first["matches"], first["articles"], first["share"]) == (10, 41, round(10 / 41, 4))
    assert (second["matches"], second["share"]) == (0, 0.0)
    assert snow["matches"] == 60
    assert "nothing of demo before 1400-04-01" in answer["coverage"][0]


def test_parts_and_what_is_not_known(archive: str) -> None:
    answer = told(
        archive, "trend", queries=["باران"], split="site", from_date="1400/03/01", by="month"
    )
    assert [(one["value"], one["matches"]) for one in answer["series"]] == [
        ("demo", 10),
        ("yjc", 5),
    ]
    before = answer["series"][0]["points"][0]
    assert (before["period"], before["matches"]) == ("1400-03", None)
    assert before["reason"] == "before the archive begins"
    assert told(archive, "trend", queries=["باران"], split="site", top=1)["left_out"] == 1
    only = told(archive, "trend", queries=["باران"], topic="weather", by="year")
    assert [point["matches"] for point in only["series"][0]["points"]] == [5]


def test_words_that_stand_out(database: Database, url: str) -> None:
    def of(site: str, first: int, lead: str) -> list[Any]:
        places = ["تهران", "گیلان", "یزد", "کرمان", "اهواز"]
        leads = [lead.format(places[number % 5]) for number in range(40)]
        return [
            article_on(first + n, n % 20, site, title=f"خبر {n}", lead=one, body=f"بند {n}")
            for n, one in enumerate(leads)
        ]

    market = "بورس در {} امروز رشد کرد"
    rain = of("demo", 0, "باران شدید در {} سیلاب آورد")
    store(database, *rain, *of("demo", 100, market), *of("yjc", 200, market))
    answer = told(url, "words", query="باران", limit=3)
    assert (answer["articles"], answer["read"], answer["others"]) == (40, 40, 40)
    found = {one["text"]: one for one in answer["words"]}
    assert 0 < len(found) <= 3
    assert set(found) <= {"شدید", "سیلاب", "آورد"}
    for one in found.values():
        assert (one["articles"], one["share"], one["others"]) == (40, 1.0, 0)
    of_site = told(url, "words", site="yjc", against="all")
    assert of_site["others"] == 80
    assert "بورس" in {one["text"] for one in of_site["words"]}
    assert "nothing of yjc before 1400-04-01" in of_site["coverage"][0]
    assert "query: expected a query or a filter" in refused(url, "words")
    assert "against: expected query or all, got 'site'" in refused(
        url, "words", query="باران", against="site"
    )
    assert "limit: " in refused(url, "words", query="باران", limit=1000)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"queries": []}, "queries: "),
        ({"queries": ["x"] * 6}, "queries: "),
        ({"queries": "باران"}, "queries: Input should be a valid list"),
        ({"queries": ["x", '"y']}, "queries: '\"y': the quotation mark"),
        ({"queries": ["x"], "by": "hour"}, "by: Input should be"),
        ({"queries": ["x"], "split": "author"}, "split: "),
        ({"queries": ["x"], "site": "zzz"}, "site: the archive has nothing of 'zzz'"),
        (
            {"queries": ["x"], "by": "day", "from_date": "1390/01/01"},
            "by: 3,",
        ),
    ],
)
def test_what_is_wrong_is_one_line(archive: str, arguments: dict[str, Any], says: str) -> None:
    assert says in refused(archive, "trend", **arguments)
