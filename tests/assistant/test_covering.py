"""The tools that say what the archive lacks, on both databases."""

from __future__ import annotations

import pytest

from newscrawl.database.schema import alarms
from newscrawl.items import ArchiveDay, Total
from tests.assistant.asking import refused, told
from tests.builders import article, article_on, store
from tests.conftest import Database, on_both
from tests.fleets import alarm, write

pytestmark = on_both
READ_AT = "2021-08-31T12:00:00+00:00"
#: Days of demo without an article, from 1 Tir on.
MISSING = (20, 21, 40, 41, 42, 43)


@pytest.fixture
def archive(database: Database, url: str) -> str:
    store(
        database,
        *(
            article_on(10 * day + number, day, "demo", title="خبر روز")
            for day in range(60)
            if day not in MISSING
            for number in range(4)
        ),
        article(9999, "demo"),  # without a date
        article_on(7, 3, "yjc", title="خبر روز"),
        # Of 21 Tir the site lists no article either, of two other days more than are stored.
        ArchiveDay("demo", "1400-04-21", 0, 1, READ_AT),
        ArchiveDay("demo", "1400-05-05", 7, 1, READ_AT),
        ArchiveDay("demo", "1400-05-11", 3, 1, READ_AT),
        Total("demo", "sitemap", 400, READ_AT),
    )
    return url


def test_a_site_is_told_with_its_gaps(archive: str) -> None:
    answer = told(archive, "coverage", site="demo")
    assert (answer["stored"], answer["articles"], answer["undated"]) == (217, 216, 1)
    assert answer["title"] == "چکاوک"
    assert answer["stored_from"] == {"jalali": "1400-04-01", "gregorian": "2021-06-22"}
    assert answer["stored_to"] == {"jalali": "1400-05-29", "gregorian": "2021-08-20"}
    assert answer["named_by_site"] == {"sitemap": 400}
    gaps = [
        (gap["first"]["jalali"], gap["last"]["gregorian"], gap["days"], gap["reason"])
        for gap in answer["gaps"]
    ]
    assert gaps == [
        ("1400-05-12", "2021-08-04", 2, "a gap in the archive"),
        ("1400-05-10", "2021-08-01", 1, "a gap in the archive"),
        ("1400-05-11", "2021-08-02", 1, "listed by the site, not stored"),
    ]
    assert (answer["empty_days"], answer["missing_days"], answer["gaps_total"]) == (6, 4, 3)
    lacking = [(one["day"]["jalali"], one["listed"]) for one in answer["incomplete_days"]]
    assert lacking == [("1400-05-05", 7), ("1400-05-11", 3)]
    assert answer["coverage"] == [
        "The archive has nothing of demo before 1400-04-01 (2021-06-22).",
        "The archive has nothing of demo after 1400-05-29 (2021-08-20).",
        "Of demo 4 days are missing: 1400-05-10 (2021-08-01) to 1400-05-13 (2021-08-04).",
        "2 days of demo lack 6 articles that it lists.",
        "217 of 400 articles that demo names (sitemap) are stored.",
    ]


def test_a_period_is_looked_at_by_itself(archive: str) -> None:
    answer = told(archive, "coverage", site="demo", from_date="1400/05/11", to_date="1400/05/13")
    assert (answer["articles"], answer["missing_days"]) == (0, 3)
    assert answer["looked_at_from"]["jalali"] == "1400-05-11"
    assert answer["coverage"][0].startswith(
        "Of demo 3 days are missing: 1400-05-11 (2021-08-02) to"
    )
    assert "1 article of demo has no date, and is in no period." in answer["coverage"]
    answer = told(archive, "coverage", site="demo", to_date="1399/01/01")
    assert (answer["looked_at_from"], answer["gaps"]) == (None, [])
    assert "nothing of demo before 1400-04-01" in answer["coverage"][0]
    whole = told(archive, "coverage", site="demo", from_date="1400/04/01", to_date="1400/04/20")
    assert [line for line in whole["coverage"] if "nothing" in line or "days" in line] == []


def test_a_search_that_finds_nothing_says_what_is_missing(archive: str) -> None:
    day = {"from_date": "1400/05/12", "to_date": "1400/05/12"}
    answer = told(archive, "search", query="خبر", site="demo", **day)
    assert answer["total"] == 0
    assert answer["coverage"][0] == "Of demo 1 day is missing: 1400-05-12 (2021-08-03)."
    answer = told(archive, "search", query="خبر", **day)  # of the few sites, each
    assert "The archive has nothing of yjc after 1400-04-04 (2021-06-25)." in answer["coverage"]


def test_of_many_sites_the_ends_are_told(database: Database, archive: str) -> None:
    store(database, *(article_on(10 + day, day, f"site{day}") for day in range(6)))
    answer = told(archive, "search", query="عنوان", from_date="1400/04/04", to_date="1400/04/08")
    late, ended, hint = answer["coverage"]
    assert late == (
        "Not from the first day on: site4 (from 1400-04-05 (2021-06-26)), site5 (from 1400-04-06 "
        "(2021-06-27)) (2 of 8 sites)."
    )
    assert ended.startswith("Not to the last day: site0 (until 1400-04-01 (2021-06-22)), site1")
    assert ended.endswith("and 4 more (7 of 8 sites).")
    assert "tool coverage" in hint


def test_sites_are_listed_and_found_by_their_persian_names(
    archive: str, database: Database
) -> None:
    began = __import__("datetime").datetime.fromisoformat("2021-07-01T12:00:00+00:00")

    write(database, {alarms: [alarm("yjc", began, problem="no new articles")]})
    answer = told(archive, "sites")
    demo, yjc = answer["sites"]
    assert (demo["site"], demo["articles"], demo["state"]) == ("demo", 217, "well")
    assert demo["first_day"]["jalali"] == "1400-04-01"
    assert (yjc["state"], yjc["why"]) == ("alarm", "no new articles")
    assert [one["site"] for one in told(archive, "sites", name="چکا")["sites"]] == ["demo"]
    page = told(archive, "sites", limit=1)
    assert (len(page["sites"]), page["total"], page["next_offset"]) == (1, 2, 1)
    of_yjc = told(archive, "coverage", site="yjc")
    assert of_yjc["alarms"][0]["problem"] == "no new articles"
    assert of_yjc["coverage"][-1].startswith("The crawls of yjc are in alarm since 1400-04-10")


def test_a_site_that_is_not_there(archive: str) -> None:
    assert "site: the archive has nothing of 'nosuch'" in refused(
        archive, "coverage", site="nosuch"
    )
    assert "site: Field required" in refused(archive, "coverage")


def test_a_site_without_a_dated_article(database: Database, url: str) -> None:
    store(database, article(1, "demo"))
    answer = told(url, "coverage", site="demo")
    assert (answer["stored"], answer["stored_from"], answer["missing_days"]) == (1, None, 0)
    assert answer["coverage"] == ["The archive has no dated article of demo."]
